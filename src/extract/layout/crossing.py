"""What stands over columns though it might stand in one: the cells and titles of tables, titles and their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from extract.layout.aligned import TITLE
from extract.layout.flow import surround
from extract.layout.items import SHORTEST, TALL, Gutters, Item, is_long
from extract.layout.lines import Line
from extract.layout.shapes import inside
from extract.layout.sketch import Sketch
from extract.records import Box
from extract.source.ruling import WHITE

SAME_PLACE = 12.0
SAME_EDGE = 3.0
SLIP = 1.0  # point
OVER = 2.0  # em from a title to its table
NEARER = 0.8  # than the columns
NEIGHBOURLY = 2.0  # em between a title and its number
LARGER = 1.15  # than the text: a title
SIZE_STEP = 0.4  # points
LEVEL = 0.6  # em between the heads of columns below one title
TITLED = 0.9  # em over a title
EVEN = 4.0  # em between the ends of columns above one: the last line of one may be free
MOSTLY = 0.8  # of the rows in a column of a directory


def with_tables(sketch: Sketch, items: Sequence[Item], gutters: Gutters) -> list[Item]:
    """Return the items; those between rules or bands of one table over columns stand over them."""
    found = _with_neighbours(items, gutters)
    boxes = [item.box for item in items if item.line is None]
    for above, below in _pairs_over(sketch, gutters, boxes):
        between = {k for k, item in enumerate(found) if above[1] - 1 < _middle(item) < below[3] + 1}
        lines = (found[k].line for k in between if found[k].side(gutters))
        if not any(line is not None and is_long(line) for line in lines):
            titles = _title_over(found, above)
            found = [replace(item, over=True) if k in between | titles else item for k, item in enumerate(found)]
    return found


def _title_over(items: Sequence[Item], rule: Box) -> set[int]:
    """Return which items are the title of a table: alone right over the middle of its first rule, short or numbered."""
    lines = {k: item.line for k, item in enumerate(items) if item.line is not None}
    near = {k: line for k, line in lines.items() if 0 < rule[1] - line.base < OVER * line.size}
    numbered = any(TITLE.match(line.text) for line in near.values())
    if not near or (any(map(is_long, near.values())) and not numbered):
        return set()
    x0, _, x1, _ = surround(line.box for line in near.values())
    size = max(line.size for line in near.values())
    centred = abs(x0 + x1 - rule[0] - rule[2]) < size and x1 - x0 < MOSTLY * (rule[2] - rule[0])
    return set(near) if centred else set()


def _with_neighbours(items: Sequence[Item], gutters: Gutters) -> list[Item]:
    """Return the items; the number of a title that crosses a gutter crosses it too."""
    items = _with_heads(_with_parted_titles(items, gutters), gutters)
    crossing = [item for item in items if item.line is not None and item.side(gutters) == 0]
    rows = {item.line.row: item.box for item in crossing if item.line is not None}
    return [
        replace(item, over=True) if item.line is not None and _is_beside(item.line, rows.get(item.line.row)) else item
        for item in items
    ]


def _with_parted_titles(items: Sequence[Item], gutters: Gutters) -> Sequence[Item]:
    """Return the items; what stands closer over a gutter than the text of its columns is the halves of a title."""
    over: set[int] = set()
    for side in range(1, len(gutters) + 1):
        left, right = ({k: item for k, item in enumerate(items) if item.side(gutters) == side + n} for n in (0, 1))
        end = max((item.box[2] for item in left.values() if item.line and is_long(item.line)), default=0.0)
        start = min((item.box[0] for item in right.values() if item.line and is_long(item.line)), default=end)
        rows = {item.line.row: k for k, item in left.items() if item.line and not is_long(item.line)}
        for k, item in right.items():
            if item.line and not is_long(item.line) and item.line.row in rows:
                beside = rows[item.line.row]
                over |= {k, beside} if item.box[0] - items[beside].box[2] < NEARER * (start - end) else set()
    return [replace(item, over=True) if k in over else item for k, item in enumerate(items)]


def _is_beside(line: Line, box: Box | None) -> bool:
    """Tell whether ``line`` stands close to what crosses a gutter on its level, or like it is too short to be text."""
    if box is None:
        return False
    close = max(box[0] - line.x1, line.x0 - box[2]) < NEIGHBOURLY * line.size
    return close or not (is_long(line) or box[2] - box[0] > SHORTEST * line.size)


def _with_heads(items: Sequence[Item], gutters: Gutters) -> Sequence[Item]:
    """Return the items; a title on the left between stretches of columns that end and begin level stands over them.

    Where one as large stands in another column, titles do not.
    """
    sizes = sorted(item.line.size for item in items if item.line is not None and is_long(item.line))
    if not sizes:
        return items
    body = sizes[len(sizes) // 2]
    columns = [[item for item in items if item.side(gutters) == side + 1] for side in range(len(gutters) + 1)]
    larger = max((o.line.size for held in columns[1:] for o in held if o.line is not None), default=0.0) + SIZE_STEP
    heads = {
        id(item)
        for item in columns[0]
        if item.line is not None and item.line.size > max(LARGER * body, larger) and not is_long(item.line)
        if not any(other.box[1] < item.box[3] and item.box[1] < other.box[3] for held in columns[1:] for other in held)
    }
    texts = [[item for item in held if id(item) not in heads] for held in columns]
    over = {id(item) for item in items if id(item) in heads and _parts_columns(item, texts, body)}
    return [replace(item, over=True) if id(item) in over else item for item in items]


def _parts_columns(head: Item, columns: Sequence[Sequence[Item]], body: float) -> bool:
    """Tell whether all ``columns`` begin level below ``head``, or end about level above it and hold no more.

    A title below it begins lower than text; of columns that end level the first is no shorter than the others.
    """
    above = [max((item.box[3] for item in held if item.box[3] <= head.box[3]), default=0.0) for held in columns]
    below = [min((_start(item, body) for item in held if item.box[1] >= head.box[1]), default=0.0) for held in columns]
    if any(below):
        return all(below) and all(above) and max(below) - min(below) < LEVEL * body
    return all(above) and max(above) - min(above) < EVEN * body and max(above) < above[0] + SLIP


def _start(item: Item, body: float) -> float:
    """Return where ``item`` begins, the room over a title left out."""
    titled = item.line is not None and item.line.size > LARGER * body
    return item.box[1] - (TITLED * body if titled else 0.0)


def between_rules(sketch: Sketch, gutters: Gutters) -> list[Item]:
    """Return a box in each column where rules of one length stand under one another: of a table there.

    Rules that run past the text are of a drawing that is cut off.
    """
    edge = max((line.x1 for line in sketch.lines), default=0.0) + SAME_PLACE
    rules = [
        rule
        for rule in sketch.ruling.level
        if rule.end < edge and not any(rule.start < at < rule.end for at in gutters)
    ]
    ends = Counter((round(rule.start), round(rule.end)) for rule in rules)
    tops = {place: min(rule.at for rule in rules if (round(rule.start), round(rule.end)) == place) for place in ends}
    return [Item((x0, tops[x0, x1], x1, tops[x0, x1]), None) for (x0, x1), count in ends.items() if count > 1]


def _middle(item: Item) -> float:
    return (item.box[1] + item.box[3]) / 2


def _pairs_over(sketch: Sketch, gutters: Gutters, boxes: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Yield the rules and bands over a gutter, each with the next of its width below; fills close together are one.

    Those within ``boxes``, as the lines behind a drawing, are not told.
    """
    bands: dict[tuple[int, int], list[Box]] = {}
    for mark in sketch.page.marks:
        if mark.filled and mark.lightness < WHITE:
            bands.setdefault((round(mark.top), round(mark.bottom)), []).append(
                (mark.x0, mark.top, mark.x1, mark.bottom)
            )
    paint = [band for boxes in bands.values() for band in _adjoining(boxes)]
    paint += [box for box in paint if box[3] - box[1] < TALL * sketch.page.height / 4]  # a row of cards is a band alone
    paint += [(rule.start, rule.at, rule.end, rule.at) for rule in sketch.ruling.level]
    over = [box for box in paint if any(box[0] < at - SAME_PLACE and box[2] > at + SAME_PLACE for at in gutters)]
    over = [box for box in over if not any(inside(box, other) for other in boxes)]
    while over:
        first = min(over, key=lambda box: (box[1], box[0]))
        alike = [box for box in over if max(abs(box[0] - first[0]), abs(box[2] - first[2])) < SAME_EDGE]
        over = [box for box in over if box not in alike]
        yield from pairwise(sorted(alike, key=lambda box: (box[1], box[0])))


def _adjoining(boxes: Iterable[Box]) -> Iterator[Box]:
    """Yield the boxes, of one height, those close to each other as one."""
    joined: Box | None = None
    for box in sorted(boxes):
        if joined is not None and box[0] - joined[2] > SAME_PLACE:
            yield joined
            joined = None
        joined = box if joined is None else surround([joined, box])
    if joined is not None:
        yield joined
