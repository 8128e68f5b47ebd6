"""Two or three columns side by side on a page or in a box → the sketches of what stands in each, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from extract.layout.crossing import MOSTLY, SLIP, between_rules, with_tables
from extract.layout.flow import surround
from extract.layout.items import SHORTEST, Gutters, Item, from_top, is_long, items_of
from extract.layout.lines import Line, split_line
from extract.layout.shapes import inside
from extract.layout.sketch import Sketch
from extract.layout.strips import free_places
from extract.records import Box
from extract.source.ruling import Ruling

FEWEST = 5  # full lines in each column
MANY = 10  # full lines in one column, where the other has hardly begun
FEWEST_KNOWN = 2  # where other pages have the columns
FEWEST_BETWEEN = 3  # long lines or boxes between two interruptions
MIDDLE = (0.4, 0.6)  # of the width, where the gutter of two columns stands
THIRDS = ((0.25, 0.42), (0.58, 0.75))  # of the width, where those of three do
NARROWEST = 0.8  # em
SPREAD = 0.05  # of the width of a sheet: the margins between its two pages
FEW = 0.2  # of what a box holds
CROSSING = 0.5  # of what the page holds may stand over the gutter elsewhere
DIRECTORY = re.compile(r"目\s*[录錄次]")
ENTRY = re.compile(r"[^\W\d_a-zA-Z].*[^\W\d_a-zA-Z]")
BESIDE = 1.3  # lines for a row of them, where two columns stand in a box
FULL = 0.8  # of the width of a column
REACH = 14.0  # points to the rules over the first line and under the last


def part_columns(sketches: Sequence[Sketch]) -> list[Sketch]:
    """Return the sketches, of a page or box in columns one for each stretch of them, the left before the right.

    Where columns are short, as on a last page, they stand where those of other pages do.
    """
    sketches = [part for sketch in _part_boxes(sketches) for part in _part_directory(sketch)]
    items = [sorted(items_of(sketch), key=from_top) for sketch in sketches]
    found = Counter(tuple(float(round(at)) for at in gutters) for held in items if (gutters := _gutters(held)))
    if not found:
        return list(sketches)
    known = sorted(found, key=lambda place: (-found[place], place))
    return [part for sketch, held in zip(sketches, items, strict=True) for part in _parts(sketch, held, known)]


def _parts(sketch: Sketch, items: Sequence[Item], known: Iterable[Gutters]) -> Iterator[Sketch]:
    for gutters in known if not sketch.column else ():
        crossing = sum(item.side(gutters) == 0 for item in items)
        told = [*with_tables(sketch, items, gutters), *between_rules(sketch, gutters)]
        fewest = FEWEST_KNOWN if crossing else 1
        spread = crossing == 0 and _is_spread(sketch, items, gutters)
        if spread or (told and crossing <= CROSSING * len(items) and _has_columns(told, gutters, fewest)):
            sketch = _with_parted_lines(sketch, items, gutters)
            parted = with_tables(sketch, sorted(items_of(sketch), key=from_top), gutters)
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
        items = sorted(items_of(sketch), key=from_top)
        for parts, group in groupby(items, key=lambda item: columns.get(item.box, [])):
            parted += parts or [_cut(sketch, 0, list(group), ())]
    return parted


def _edges(box: Box) -> tuple[int, int]:
    return round(box[0]), round(box[2])


def _held(sketch: Sketch, box: Box) -> list[Item]:
    """Return what stands in a box, from the top, where many lines stand side by side."""
    lines = [line for line in sketch.lines if inside(line.box, box)]
    beside = any(table.box[2] - table.box[0] < MIDDLE[1] * (box[2] - box[0]) for table in _within(sketch, box).tables)
    if len(lines) < 2 * FEWEST_KNOWN or (not beside and len(lines) < BESIDE * len({line.row for line in lines})):
        return []
    return sorted(items_of(_within(sketch, box)), key=from_top)


def _within(sketch: Sketch, box: Box) -> Sketch:
    lines = [line for line in sketch.lines if inside(line.box, box)]
    tables = [table for table in sketch.tables if inside(table.box, box)]
    return replace(sketch, lines=lines, tables=tables, frames=[], loose=[])


def _columns_in(
    sketch: Sketch, box: Box, held: Sequence[Item], known: Mapping[tuple[int, int], Gutters]
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
    items = sorted(items_of(sketch), key=from_top)
    above = [item for item in items if item.box[1] < head]
    entries = items[len(above) :]
    for start, end in free_places([(item.box[0], item.box[2]) for item in entries]):
        gutters = ((start + end) / 2,)
        sides = [[item for item in entries if item.side(gutters) == side] for side in (1, 2)]
        if all(map(_are_entries, sides)):
            return [_cut(sketch, side, held, gutters) for side, held in enumerate((above, *sides))]
    return [sketch]


def _are_entries(items: Sequence[Item]) -> bool:
    """Tell whether what begins the rows of a column are words, no pages or numbers alone."""
    rows = {item.line.row: item.line.text for item in sorted(items, key=lambda item: -item.box[0]) if item.line}
    return len(rows) >= FEWEST and sum(ENTRY.search(text) is not None for text in rows.values()) > MOSTLY * len(rows)


def _is_spread(sketch: Sketch, items: Sequence[Item], gutters: Gutters) -> bool:
    """Tell whether two pages stand side by side on one sheet: their margins part them, whatever they hold."""
    lefts = [item.box[2] for item in items if item.side(gutters) == 1]
    rights = [item.box[0] for item in items if item.side(gutters) == 2]
    apart = min(rights, default=0.0) - max(lefts, default=0.0)
    broad = sketch.page.width > sketch.page.height and apart > SPREAD * sketch.page.width
    return len(gutters) == 1 and bool(lefts and rights) and broad


def _with_parted_lines(sketch: Sketch, items: Sequence[Item], gutters: Gutters) -> Sketch:
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


def _gutters(items: Sequence[Item]) -> Gutters:
    """Return the middles of the gutters between two columns of prose, or between three; none where there are none."""
    for places in ((MIDDLE,), THIRDS):
        gutters = tuple(at for at in (_gutter(items, place) for place in places) if at is not None)
        if len(gutters) == len(places) and _are_told(items, gutters):
            return gutters
    return ()


def _gutter(items: Sequence[Item], place: tuple[float, float]) -> float | None:
    """Return the middle of the gutter that the fewest cross in a ``place`` of the width."""
    lines = [item.line for item in items if item.line is not None]
    if len(lines) < 2 * FEWEST:
        return None
    x0, _, x1, _ = surround(item.box for item in items)
    low, high = x0 + place[0] * (x1 - x0), x0 + place[1] * (x1 - x0)
    wide = [item.box for item in items if item.line is None or is_long(item.line)]
    found: list[tuple[int, float, float]] = []
    for end in sorted({box[2] for box in wide if low <= box[2] <= high}):
        start = min((box[0] for box in wide if box[0] >= end), default=end)
        if start - end >= NARROWEST * lines[0].size:
            crossing = sum(item.box[0] < start and item.box[2] > end for item in items)
            found.append((crossing, end - start, (start + end) / 2))
    return min(found)[2] if found else None


def _are_told(items: Sequence[Item], gutters: Gutters) -> bool:
    """Tell whether full lines stand in every column and little over the gutters; the last may have hardly begun."""
    crossing = sum(item.side(gutters) == 0 for item in items)
    rows = _full_rows(items, gutters)
    few, many = min(rows), max(rows)
    sure = few >= FEWEST or (few and many >= MANY and crossing <= few)
    return crossing <= CROSSING * len(items) and bool(sure)


def _has_columns(items: Sequence[Item], gutters: Gutters, fewest: int) -> bool:
    """Tell whether full lines, tables or boxes stand in two columns, whose ``gutters`` are known."""
    widths = _full_widths(items, gutters)
    sides = [(item.side(gutters), item) for item in items if item.line is None]
    broad = [side for side, item in sides if side and item.box[2] - item.box[0] > widths[side - 1]]
    rows = _full_rows(items, gutters)
    return sum(count + FEWEST_KNOWN * broad.count(side) >= fewest for side, count in enumerate(rows, 1)) > 1


def _full_rows(items: Sequence[Item], gutters: Gutters) -> list[int]:
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


def _full_widths(items: Sequence[Item], gutters: Gutters) -> list[float]:
    """Return how wide a full line is in each column."""
    x0, _, x1, _ = surround(item.box for item in items)
    return [FULL * (right - left) for left, right in pairwise((x0, *gutters, x1))]


def _zones(items: Sequence[Item], gutters: Gutters) -> Iterator[tuple[int, list[Item]]]:
    """Yield what stands over the columns (0) and in each of them, in reading order."""
    for crossing, group in groupby(items, key=lambda item: item.side(gutters) == 0):
        held = list(group)
        if crossing or not _are_columns(held, gutters):
            yield 0, held
            continue
        for side in range(1, len(gutters) + 2):
            if own := [item for item in held if item.side(gutters) == side]:
                yield side, own


def _are_columns(items: Sequence[Item], gutters: Gutters) -> bool:
    """Tell whether items beside the gutters are stretches of columns, and no rows of one table.

    What stands on the left in a row of a table is no long line.
    """
    long = [item for item in items if item.line is None or is_long(item.line)]
    rows: dict[int, dict[int, Line]] = {}
    for item in items:
        if item.line is not None:
            rows.setdefault(item.line.row, {}).setdefault(item.side(gutters), item.line)
    told = all(is_long(sides[min(sides)]) for sides in rows.values() if len(sides) > 1)
    return len(long) >= FEWEST_BETWEEN or (bool(long) and told)


def _cut(sketch: Sketch, column: int, items: Sequence[Item], gutters: Gutters) -> Sketch:
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
