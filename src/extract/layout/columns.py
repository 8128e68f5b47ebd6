"""Two or three columns side by side on a page or in a box → the sketches of what stands in each, in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from extract.layout.aligned import TITLE
from extract.layout.drawings import find_captioned
from extract.layout.flow import surround
from extract.layout.lines import Line, split_line
from extract.layout.shapes import inside
from extract.layout.sketch import Sketch
from extract.layout.strips import free_places
from extract.records import Box
from extract.source.ruling import WHITE, Ruling

FEWEST = 5  # full lines in each column
MANY = 10  # full lines in one column, where the other has hardly begun
FEWEST_KNOWN = 2  # where other pages have the columns
SAME_PLACE = 12.0
SAME_EDGE = 3.0
SLIP = 1.0  # point
OFF = 8.0  # em, twice from the middle of a caption to that of its drawing
OVER = 2.0  # em from a title to its table
NEARER = 0.8  # than the columns
FEWEST_BETWEEN = 3  # long lines or boxes between two interruptions
MIDDLE = (0.4, 0.6)  # of the width, where the gutter of two columns stands
THIRDS = ((0.25, 0.42), (0.58, 0.75))  # of the width, where those of three do
NARROWEST = 0.8  # em
NEIGHBOURLY = 2.0  # em between a title and its number
LARGER = 1.15  # than the text: a title
SIZE_STEP = 0.4  # points
LEVEL = 0.6  # em between the heads of columns below one title
TITLED = 0.9  # em over a title
EVEN = 4.0  # em between the ends of columns above one: the last line of one may be free
SPREAD = 0.05  # of the width of a sheet: the margins between its two pages
FEW = 0.2  # of what a box holds
CROSSING = 0.5  # of what the page holds may stand over the gutter elsewhere
MOSTLY = 0.8  # of the rows in a column of a directory
DIRECTORY = re.compile(r"目\s*[录錄次]")
ENTRY = re.compile(r"[^\W\d_a-zA-Z].*[^\W\d_a-zA-Z]")
BESIDE = 1.3  # lines for a row of them, where two columns stand in a box
FULL = 0.8  # of the width of a column
SHORTEST = 11.0  # em: no cell of a table is so long line after line
TALL = 0.75  # of the page: a border of the page, not a box on it
REACH = 14.0  # points to the rules over the first line and under the last

Gutters = tuple[float, ...]  # the middles of what parts the columns, from the left


class _Item(Struct, frozen=True):
    """A line outside tables and boxes, a table, or a box or drawing with all that it holds."""

    box: Box
    line: Line | None = None
    over: bool = False  # a cell of a table over the columns

    def side(self, gutters: Gutters) -> int:
        """Return the column that it stands in, 1 for the left one, 0 for what crosses a gutter."""
        before = bisect_left(gutters, self.box[2])
        return 0 if self.over or (before and self.box[0] < gutters[before - 1]) else before + 1


def part_columns(sketches: Sequence[Sketch]) -> list[Sketch]:
    """Return the sketches, of a page or box in columns one for each stretch of them, the left before the right.

    Where columns are short, as on a last page, they stand where those of other pages do.
    """
    sketches = [part for sketch in _part_boxes(sketches) for part in _part_directory(sketch)]
    items = [sorted(_items(sketch), key=_from_top) for sketch in sketches]
    found = Counter(tuple(float(round(at)) for at in gutters) for held in items if (gutters := _gutters(held)))
    if not found:
        return list(sketches)
    known = sorted(found, key=lambda place: (-found[place], place))
    return [part for sketch, held in zip(sketches, items, strict=True) for part in _parts(sketch, held, known)]


def _parts(sketch: Sketch, items: Sequence[_Item], known: Iterable[Gutters]) -> Iterator[Sketch]:
    for gutters in known if not sketch.column else ():
        crossing = sum(item.side(gutters) == 0 for item in items)
        told = [*_with_tables(sketch, items, gutters), *_between_rules(sketch, gutters)]
        fewest = FEWEST_KNOWN if crossing else 1
        spread = crossing == 0 and _is_spread(sketch, items, gutters)
        if spread or (told and crossing <= CROSSING * len(items) and _has_columns(told, gutters, fewest)):
            sketch = _with_parted_lines(sketch, items, gutters)
            parted = _with_tables(sketch, sorted(_items(sketch), key=_from_top), gutters)
            for column, group in groupby(_zones(parted, gutters), key=lambda zone: zone[0]):
                yield _cut(sketch, column, [item for _, held in group for item in held], gutters)
            return
    yield sketch


def _part_boxes(sketches: Sequence[Sketch]) -> list[Sketch]:
    """Return the sketches, parted before and behind each box whose text is set in columns of its own.

    Where these are short, as where a page ends the box, they stand where those of other boxes as wide do.
    """
    boxes = [[(box, held) for box in sketch.frames if (held := _held(sketch, box))] for sketch in sketches]
    known = {_edges(box): gutters for page in boxes for box, held in page if (gutters := _gutters(held))}
    if not known:
        return list(sketches)
    parted: list[Sketch] = []
    for sketch, page in zip(sketches, boxes, strict=True):
        columns = {box: parts for box, held in page if (parts := _columns_in(sketch, box, held, known))}
        if not columns:
            parted.append(sketch)
            continue
        items = sorted(_items(sketch), key=_from_top)
        for parts, group in groupby(items, key=lambda item: columns.get(item.box, [])):
            parted += parts or [_cut(sketch, 0, list(group), ())]
    return parted


def _edges(box: Box) -> tuple[int, int]:
    return round(box[0]), round(box[2])


def _held(sketch: Sketch, box: Box) -> list[_Item]:
    """Return what stands in a box, from the top, where many lines stand side by side."""
    lines = [line for line in sketch.lines if inside(line.box, box)]
    beside = any(table.box[2] - table.box[0] < MIDDLE[1] * (box[2] - box[0]) for table in _within(sketch, box).tables)
    if len(lines) < 2 * FEWEST_KNOWN or (not beside and len(lines) < BESIDE * len({line.row for line in lines})):
        return []
    return sorted(_items(_within(sketch, box)), key=_from_top)


def _within(sketch: Sketch, box: Box) -> Sketch:
    lines = [line for line in sketch.lines if inside(line.box, box)]
    tables = [table for table in sketch.tables if inside(table.box, box)]
    return replace(sketch, lines=lines, tables=tables, frames=[], loose=[])


def _columns_in(
    sketch: Sketch, box: Box, held: Sequence[_Item], known: Mapping[tuple[int, int], Gutters]
) -> list[Sketch]:
    """Return the sketches of what stands in a box, if that is set in columns."""
    gutters = known.get(_edges(box), ())
    if not gutters:
        return []
    crossing = sum(item.side(gutters) == 0 for item in held)
    if min(_full_rows(held, gutters)) < (FEWEST_KNOWN if crossing > FEW * len(held) else 1):
        return []
    inner = _within(sketch, box)
    return [replace(_cut(inner, column, items, gutters), frames=[box]) for column, items in _zones(held, gutters)]


def _part_directory(sketch: Sketch) -> list[Sketch]:
    """Return the sketch, of a directory whose short entries stand in two columns one for each of these."""
    head = next((line.base for line in sketch.lines if DIRECTORY.fullmatch(line.text)), None)
    if head is None or sketch.tables or sketch.column:
        return [sketch]
    items = sorted(_items(sketch), key=_from_top)
    above = [item for item in items if item.box[1] < head]
    entries = items[len(above) :]
    for start, end in free_places([(item.box[0], item.box[2]) for item in entries]):
        gutters = ((start + end) / 2,)
        sides = [[item for item in entries if item.side(gutters) == side] for side in (1, 2)]
        if all(map(_are_entries, sides)):
            return [_cut(sketch, side, held, gutters) for side, held in enumerate((above, *sides))]
    return [sketch]


def _are_entries(items: Sequence[_Item]) -> bool:
    """Tell whether what begins the rows of a column are words, no pages or numbers alone."""
    rows = {item.line.row: item.line.text for item in sorted(items, key=lambda item: -item.box[0]) if item.line}
    return len(rows) >= FEWEST and sum(ENTRY.search(text) is not None for text in rows.values()) > MOSTLY * len(rows)


def _is_spread(sketch: Sketch, items: Sequence[_Item], gutters: Gutters) -> bool:
    """Tell whether two pages stand side by side on one sheet: their margins part them, whatever they hold."""
    lefts = [item.box[2] for item in items if item.side(gutters) == 1]
    rights = [item.box[0] for item in items if item.side(gutters) == 2]
    apart = min(rights, default=0.0) - max(lefts, default=0.0)
    broad = sketch.page.width > sketch.page.height and apart > SPREAD * sketch.page.width
    return len(gutters) == 1 and bool(lefts and rights) and broad


def _from_top(item: _Item) -> tuple[float, float]:
    return item.box[1], item.box[0]


def _with_parted_lines(sketch: Sketch, items: Sequence[_Item], gutters: Gutters) -> Sketch:
    """Return ``sketch`` with the lines parted that leave a gutter free: large letters on one level in two columns."""
    parted = sketch.lines
    for side, gutter in enumerate(gutters, 1):
        left = max((item.box[2] for item in items if item.side(gutters) == side), default=gutter)
        right = min((item.box[0] for item in items if item.side(gutters) == side + 1), default=gutter)
        lines: list[Line] = []
        for line in parted:
            parts = split_line(sketch.page, line, [gutter])
            free = len(parts) == 2 and parts[0].x1 <= left + SLIP and parts[1].x0 >= right - SLIP
            lines += parts if free else [line]
        parted = lines
    return replace(sketch, lines=parted)


def _with_tables(sketch: Sketch, items: Sequence[_Item], gutters: Gutters) -> list[_Item]:
    """Return the items; those between rules or bands of one table over columns stand over them."""
    found = _with_neighbours(items, gutters)
    boxes = [item.box for item in items if item.line is None]
    for above, below in _pairs_over(sketch, gutters, boxes):
        between = {k for k, item in enumerate(found) if above[1] - 1 < _middle(item) < below[3] + 1}
        lines = (found[k].line for k in between if found[k].side(gutters))
        if not any(line is not None and _is_long(line) for line in lines):
            titles = _title_over(found, above)
            found = [replace(item, over=True) if k in between | titles else item for k, item in enumerate(found)]
    return found


def _title_over(items: Sequence[_Item], rule: Box) -> set[int]:
    """Return which items are the title of a table: alone right over the middle of its first rule, short or numbered."""
    lines = {k: item.line for k, item in enumerate(items) if item.line is not None}
    near = {k: line for k, line in lines.items() if 0 < rule[1] - line.base < OVER * line.size}
    numbered = any(TITLE.match(line.text) for line in near.values())
    if not near or (any(map(_is_long, near.values())) and not numbered):
        return set()
    x0, _, x1, _ = surround(line.box for line in near.values())
    size = max(line.size for line in near.values())
    centred = abs(x0 + x1 - rule[0] - rule[2]) < size and x1 - x0 < MOSTLY * (rule[2] - rule[0])
    return set(near) if centred else set()


def _with_neighbours(items: Sequence[_Item], gutters: Gutters) -> list[_Item]:
    """Return the items; the number of a title that crosses a gutter crosses it too."""
    items = _with_heads(_with_parted_titles(items, gutters), gutters)
    crossing = [item for item in items if item.line is not None and item.side(gutters) == 0]
    rows = {item.line.row: item.box for item in crossing if item.line is not None}
    return [
        replace(item, over=True) if item.line is not None and _is_beside(item.line, rows.get(item.line.row)) else item
        for item in items
    ]


def _with_parted_titles(items: Sequence[_Item], gutters: Gutters) -> Sequence[_Item]:
    """Return the items; what stands closer over a gutter than the text of its columns is the halves of a title."""
    over: set[int] = set()
    for side in range(1, len(gutters) + 1):
        left, right = ({k: item for k, item in enumerate(items) if item.side(gutters) == side + n} for n in (0, 1))
        end = max((item.box[2] for item in left.values() if item.line and _is_long(item.line)), default=0.0)
        start = min((item.box[0] for item in right.values() if item.line and _is_long(item.line)), default=end)
        rows = {item.line.row: k for k, item in left.items() if item.line and not _is_long(item.line)}
        for k, item in right.items():
            if item.line and not _is_long(item.line) and item.line.row in rows:
                beside = rows[item.line.row]
                over |= {k, beside} if item.box[0] - items[beside].box[2] < NEARER * (start - end) else set()
    return [replace(item, over=True) if k in over else item for k, item in enumerate(items)]


def _is_beside(line: Line, box: Box | None) -> bool:
    """Tell whether ``line`` stands close to what crosses a gutter on its level, or like it is too short to be text."""
    if box is None:
        return False
    close = max(box[0] - line.x1, line.x0 - box[2]) < NEIGHBOURLY * line.size
    return close or not (_is_long(line) or box[2] - box[0] > SHORTEST * line.size)


def _with_heads(items: Sequence[_Item], gutters: Gutters) -> Sequence[_Item]:
    """Return the items; a title on the left between stretches of columns that end and begin level stands over them.

    Where one as large stands in another column, titles do not.
    """
    sizes = sorted(item.line.size for item in items if item.line is not None and _is_long(item.line))
    if not sizes:
        return items
    body = sizes[len(sizes) // 2]
    columns = [[item for item in items if item.side(gutters) == side + 1] for side in range(len(gutters) + 1)]
    larger = max((o.line.size for held in columns[1:] for o in held if o.line is not None), default=0.0) + SIZE_STEP
    heads = {
        id(item)
        for item in columns[0]
        if item.line is not None and item.line.size > max(LARGER * body, larger) and not _is_long(item.line)
        if not any(other.box[1] < item.box[3] and item.box[1] < other.box[3] for held in columns[1:] for other in held)
    }
    texts = [[item for item in held if id(item) not in heads] for held in columns]
    over = {id(item) for item in items if id(item) in heads and _parts_columns(item, texts, body)}
    return [replace(item, over=True) if id(item) in over else item for item in items]


def _parts_columns(head: _Item, columns: Sequence[Sequence[_Item]], body: float) -> bool:
    """Tell whether all ``columns`` begin level below ``head``, or end about level above it and hold no more.

    A title below it begins lower than text; of columns that end level the first is no shorter than the others.
    """
    above = [max((item.box[3] for item in held if item.box[3] <= head.box[3]), default=0.0) for held in columns]
    below = [min((_start(item, body) for item in held if item.box[1] >= head.box[1]), default=0.0) for held in columns]
    if any(below):
        return all(below) and all(above) and max(below) - min(below) < LEVEL * body
    return all(above) and max(above) - min(above) < EVEN * body and max(above) < above[0] + SLIP


def _start(item: _Item, body: float) -> float:
    """Return where ``item`` begins, the room over a title left out."""
    titled = item.line is not None and item.line.size > LARGER * body
    return item.box[1] - (TITLED * body if titled else 0.0)


def _between_rules(sketch: Sketch, gutters: Gutters) -> list[_Item]:
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
    return [_Item((x0, tops[x0, x1], x1, tops[x0, x1]), None) for (x0, x1), count in ends.items() if count > 1]


def _middle(item: _Item) -> float:
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


def _items(sketch: Sketch) -> Iterator[_Item]:
    tall = TALL * sketch.page.height
    boxes = [box for box in sketch.frames if box[3] - box[1] < tall]
    boxes += [table.box for table in sketch.tables]
    boxes += _drawings(sketch)
    outer = [box for box in boxes if not any(box != other and inside(box, other) for other in boxes)]
    outer += [table.box for table in sketch.tables if not any(inside(table.box, box) for box in outer)]
    yield from map(_Item, dict.fromkeys(outer))
    for line in sketch.lines:
        if not any(inside(line.box, box) for box in outer):
            yield _Item((line.x0, line.base - 0.85 * line.size, line.x1, line.base + 0.2 * line.size), line)


def _drawings(sketch: Sketch) -> Iterator[Box]:
    """Yield the boxes of drawings with captions below their middle, and of these: they are of one column or of all."""
    for labels, end in find_captioned(sketch):
        if labels:
            drawn, caption = surround(line.box for line in labels), surround(part.box for part in end.parts)
            if abs(drawn[0] + drawn[2] - caption[0] - caption[2]) < OFF * end.size:
                yield surround([drawn, caption])


def _gutters(items: Sequence[_Item]) -> Gutters:
    """Return the middles of the gutters between two columns of prose, or between three; none where there are none."""
    for places in ((MIDDLE,), THIRDS):
        gutters = tuple(at for at in (_gutter(items, place) for place in places) if at is not None)
        if len(gutters) == len(places) and _are_told(items, gutters):
            return gutters
    return ()


def _gutter(items: Sequence[_Item], place: tuple[float, float]) -> float | None:
    """Return the middle of the gutter that the fewest cross in a ``place`` of the width."""
    lines = [item.line for item in items if item.line is not None]
    if len(lines) < 2 * FEWEST:
        return None
    x0, _, x1, _ = surround(item.box for item in items)
    low, high = x0 + place[0] * (x1 - x0), x0 + place[1] * (x1 - x0)
    wide = [item.box for item in items if item.line is None or _is_long(item.line)]
    found: list[tuple[int, float, float]] = []
    for end in sorted({box[2] for box in wide if low <= box[2] <= high}):
        start = min((box[0] for box in wide if box[0] >= end), default=end)
        if start - end >= NARROWEST * lines[0].size:
            crossing = sum(item.box[0] < start and item.box[2] > end for item in items)
            found.append((crossing, end - start, (start + end) / 2))
    return min(found)[2] if found else None


def _are_told(items: Sequence[_Item], gutters: Gutters) -> bool:
    """Tell whether full lines stand in every column and little over the gutters; the last may have hardly begun."""
    crossing = sum(item.side(gutters) == 0 for item in items)
    rows = _full_rows(items, gutters)
    few, many = min(rows), max(rows)
    sure = few >= FEWEST or (few and many >= MANY and crossing <= few)
    return crossing <= CROSSING * len(items) and bool(sure)


def _has_columns(items: Sequence[_Item], gutters: Gutters, fewest: int) -> bool:
    """Tell whether full lines, tables or boxes stand in two columns, whose ``gutters`` are known."""
    widths = _full_widths(items, gutters)
    sides = [(item.side(gutters), item) for item in items if item.line is None]
    broad = [side for side, item in sides if side and item.box[2] - item.box[0] > widths[side - 1]]
    rows = _full_rows(items, gutters)
    return sum(count + FEWEST_KNOWN * broad.count(side) >= fewest for side, count in enumerate(rows, 1)) > 1


def _full_rows(items: Sequence[_Item], gutters: Gutters) -> list[int]:
    """Return how many full lines of prose stand in each column; a stretched one may stand in parts."""
    lines: dict[tuple[int, int], list[Line]] = {}
    for item in items:
        if item.line is not None:
            lines.setdefault((item.side(gutters), item.line.row), []).append(item.line)
    widths = _full_widths(items, gutters)
    counts = [0] * len(widths)
    for (side, _), parts in lines.items():
        if side:
            width = max(part.x1 for part in parts) - min(part.x0 for part in parts)
            counts[side - 1] += width > max(widths[side - 1], SHORTEST * parts[0].size)
    return counts


def _full_widths(items: Sequence[_Item], gutters: Gutters) -> list[float]:
    """Return how wide a full line is in each column."""
    x0, _, x1, _ = surround(item.box for item in items)
    return [FULL * (right - left) for left, right in pairwise((x0, *gutters, x1))]


def _zones(items: Sequence[_Item], gutters: Gutters) -> Iterator[tuple[int, list[_Item]]]:
    """Yield what stands over the columns (0) and in each of them, in reading order."""
    for crossing, group in groupby(items, key=lambda item: item.side(gutters) == 0):
        held = list(group)
        if crossing or not _are_columns(held, gutters):
            yield 0, held
            continue
        for side in range(1, len(gutters) + 2):
            if own := [item for item in held if item.side(gutters) == side]:
                yield side, own


def _are_columns(items: Sequence[_Item], gutters: Gutters) -> bool:
    """Tell whether items beside the gutters are stretches of columns, and no rows of one table.

    What stands on the left in a row of a table is no long line.
    """
    long = [item for item in items if item.line is None or _is_long(item.line)]
    rows: dict[int, dict[int, Line]] = {}
    for item in items:
        if item.line is not None:
            rows.setdefault(item.line.row, {}).setdefault(item.side(gutters), item.line)
    told = all(_is_long(sides[min(sides)]) for sides in rows.values() if len(sides) > 1)
    return len(long) >= FEWEST_BETWEEN or (bool(long) and told)


def _is_long(line: Line) -> bool:
    return line.x1 - line.x0 > SHORTEST * line.size


def _cut(sketch: Sketch, column: int, items: Sequence[_Item], gutters: Gutters) -> Sketch:
    """Return the sketch of ``items`` alone."""
    x0, top, x1, bottom = surround(item.box for item in items)
    edges = 0.0, *gutters, sketch.page.width
    left, right = edges[column - 1 : column + 1] if column else (edges[0], edges[-1])
    extent = min(left, x0), top - REACH, max(right, x1), bottom + REACH
    boxes = [item.box for item in items if item.line is None]
    own = {id(item.line) for item in items}

    def held(box: Box) -> bool:
        return any(inside(box, other) for other in boxes)

    def holds(box: Box) -> bool:
        return box[0] <= x0 + SLIP and box[1] <= top + SLIP and x1 <= box[2] + SLIP and bottom <= box[3] + SLIP

    return replace(
        sketch,
        lines=[line for line in sketch.lines if id(line) in own or held(line.box)],
        tables=[table for table in sketch.tables if held(table.box)],
        frames=[box for box in sketch.frames if held(box) or holds(box)],
        ruling=Ruling(
            tuple(rule for rule in sketch.ruling.level if inside((rule.start, rule.at, rule.end, rule.at), extent)),
            tuple(rule for rule in sketch.ruling.upright if inside((rule.at, rule.start, rule.at, rule.end), extent)),
        ),
        loose=[box for box in sketch.loose if held(box)],
        column=column,
        extent=extent,
    )
