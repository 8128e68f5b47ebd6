"""Tables without a full grid: their areas on a sketch, cut into cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extract.layout.aligned import Area, find_areas, is_number, is_value
from extract.layout.banded import fill_grid, row_grid
from extract.layout.doubt import holds_two, is_doubtful
from extract.layout.drawings import find_captioned, find_labels, release_charts
from extract.layout.flow import surround
from extract.layout.heads import head_rows
from extract.layout.lines import MADE_UP, Line, part_numbers, split_line
from extract.layout.rows import CLEARLY, OVERLAP, Fragment, Row, body_rows, floating_columns, late_columns
from extract.layout.shapes import SketchCell, SketchTable, inside
from extract.layout.sketch import Sketch
from extract.layout.strips import Strip, make_strips, parts_of
from extract.records import Box
from extract.source.page import Page
from extract.source.ruling import WHITE, Rule

SHORT = 0.9  # of the widest rule
FULL = 0.7  # of the width of an area
INDENTED = 2.5  # em
TITLES = 2  # over each paragraph
MOST_HEAD = 9  # strips
BAND_HEIGHT = 90.0
BAND_WIDTH = 100.0
EDGE = 3.0
MOST_CARDS = 50  # on a page
BESIDE = 0.5  # of the height of a box
ALIGNED = 8.0
STACKED = 8.0
LEVEL = 0.3  # em
FIGURE = re.compile(r"图\s*\d")
APART = 2.0  # em: lines of one cell are closer
HEADING = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|[章节篇])|\d{1,2}(?:[.．]\d{1,2}){1,3}")


class _Found(Struct, frozen=True):
    """An area with its strips as rows of fragments, the head first."""

    area: Area
    rows: list[Row]
    head: int

    @property
    def edges(self) -> tuple[float, ...]:
        """The left and right ends of the columns."""
        box = self.area.box
        return box[0], *self.area.gutters, box[2]


def add_open_tables(sketches: Sequence[Sketch]) -> None:
    """Move the lines of tables without a full grid from each sketch's lines to its tables."""
    found: list[list[_Found]] = []
    for k, sketch in enumerate(sketches):
        release_charts(sketch)
        _part_numbers(sketch)
        found.append(_find(sketch, _reaching(sketches[k - 1], found[k - 1], -1) if k else (), ()))
    for k, sketch in enumerate(sketches[:-1]):
        overleaf = _reaching(sketches[k + 1], found[k + 1], 0)
        if overleaf and not _reaching(sketch, found[k], -1):
            found[k] = _find(sketch, _reaching(sketches[k - 1], found[k - 1], -1) if k else (), overleaf)
    centred = {column for page in found for one in page for column in floating_columns(one.rows[one.head :])}
    starts, ends = ([_reaching(*page, end) for page in zip(sketches, found, strict=True)] for end in (0, -1))
    late: set[int] = set()
    for k, (sketch, page) in enumerate(zip(sketches, found, strict=True)):
        tables: list[SketchTable] = []
        for one in page:
            follows = not tables and k > 0 and bool(ends[k - 1] and starts[k])
            late = late if follows else late_columns(one.rows[one.head :])
            tables.append(_table(one, centred | late, follows))
        whole = [(one, table) for one, table in zip(page, tables, strict=True) if _prints_all(table, one.area)]
        taken = {id(part) for one, _ in whole for strip in one.area.strips for part in strip.parts}
        sketch.lines = [line for line in sketch.lines if id(line) not in taken]
        sketch.tables = _stacked([*sketch.tables, *(table for _, table in whole)], sketch.lines)


def _reaching(sketch: Sketch, found: Sequence[_Found], end: int) -> Sequence[float]:
    """Return the columns of the table that holds the first (0) or last (-1) strip of its page, if one does."""
    if not found:
        return ()
    bases = sorted(line.base for line in sketch.lines)
    return found[end].edges if bases[end] in {part.base for part in found[end].area.strips[end].parts} else ()


def _find(sketch: Sketch, before: Sequence[float], after: Sequence[float]) -> list[_Found]:
    """Return the tables without a full grid on one page; ``before`` and ``after`` are columns carried over."""
    sketch.drawn.update(id(line) for labels, _ in find_captioned(sketch) for line in labels)
    strips = make_strips(line for line in _without_cards(sketch) if id(line) not in sketch.drawn)
    if not any(strip.parted for strip in strips):
        return []
    boxes = [table.box for table in sketch.tables]
    rules = [
        rule for rule in sketch.ruling.level if not _in_any(rule, boxes) and not _is_frame_edge(rule, sketch.frames)
    ]
    shaded = [band for band in _bands(sketch.page, boxes) if sketch.extent is None or inside(band, sketch.extent)]
    rules += _band_edges(shaded)
    bands = [*shaded, *sketch.loose]
    walls = [rule for rule in sketch.ruling.upright if any(_stands_in(rule, band) for band in bands)]
    found: list[_Found] = []
    for group in _apart(strips, sketch):
        carried = (before if group[0] is strips[0] else (), after if group[-1] is strips[-1] else ())
        for area in find_areas(sketch.page, group, rules, walls, bands, *carried):
            if _is_prose(area) or _are_headings(area):
                continue
            if labels := find_labels(area, strips, sketch):
                sketch.drawn.update(map(id, labels))
                continue
            head = _head_end(area, _full(area.rules))
            rows = [Row(_fragments(strip.parts, area, sketch.page, k < head)) for k, strip in enumerate(area.strips)]
            found.append(_Found(area, rows, head))
    return found


def _is_prose(area: Area) -> bool:
    """Tell whether sentences run over the whole width between strips with parts side by side: those are titles."""
    left, wide = area.box[0], FULL * (area.box[2] - area.box[0])
    told = [
        strip.x1 - strip.x0 > wide and strip.x0 - left < INDENTED * strip.size and "，" in strip.parts[0].text
        for strip in area.strips
        if not strip.parted
    ]
    return len(area.strips) - len(told) <= TITLES * sum(told)


def _are_headings(area: Area) -> bool:
    """Tell whether every strip is the number of a heading and its title, set far apart."""
    return all(len(strip.parts) == 2 and HEADING.fullmatch(strip.parts[0].text) for strip in area.strips)


def _without_cards(sketch: Sketch) -> list[Line]:
    """Return the lines but for those of prose in boxes side by side."""
    boxes = sketch.frames if len(sketch.frames) <= MOST_CARDS else []
    cards = [box for box in boxes if any(_is_beside(box, other) for other in boxes)]
    if not cards:
        return sketch.lines
    held = [[line for line in sketch.lines if inside(line.box, box)] for box in cards]
    aside = {id(line) for lines in held if len(lines) > 1 and any("，" in one.text for one in lines) for line in lines}
    return [line for line in sketch.lines if id(line) not in aside]


def _is_beside(box: Box, other: Box) -> bool:
    apart = other[0] >= box[2] - EDGE or other[2] <= box[0] + EDGE
    return apart and min(box[3], other[3]) - max(box[1], other[1]) > BESIDE * (box[3] - box[1])


def _part_numbers(sketch: Sketch) -> None:
    """Part the lines in a row of cells before numbers that stand apart: no cell prints two."""
    cells = {id(line) for strip in make_strips(sketch.lines) if strip.parted for line in strip.parts}
    parted = ([line] if id(line) not in cells else part_numbers(sketch.page, line) for line in sketch.lines)
    sketch.lines = [part for parts in parted for part in parts]


def _table(found: _Found, centred: set[int], follows: bool) -> SketchTable:
    area, rows, box, edges = found.area, found.rows, found.area.box, found.edges
    full = _full(area.rules)
    separated = any(rule not in full and rule.at < rows[min(found.head, len(rows) - 1)].lower for rule in area.rules)
    head = head_rows(rows[: found.head], separated)
    ruled = replace(area, rules=(*area.rules, *_storey_rules(head, area.rules, edges)))
    grid = row_grid(ruled, _with_spans(rows, head), edges)
    cells = tuple(fill_grid(grid, rows)) if grid is not None else ()
    two = any(map(holds_two, rows[found.head :]))
    sound = grid is not None and _is_sound(cells, rows, found.head)
    if grid is not None and sound and (follows or not _cuts(cells, len(head), late_columns(rows[found.head :]))):
        return SketchTable(grid.box, cells, edges, two)

    def parted(above: Row, below: Row) -> bool:
        return any(above.lower < rule.at < below.upper for rule in full)

    widths = [x1 - x0 for x0, x1 in area.cores]
    body = body_rows(rows[found.head :], widths, parted, centred, follows)
    unsure = two or is_doubtful(body, widths, follows)
    if grid is not None and sound and unsure:
        return SketchTable(grid.box, cells, edges, two)
    return SketchTable(box, tuple(_cells(head + body, edges, box)), edges, unsure)


def _is_sound(cells: Iterable[SketchCell], rows: Sequence[Row], head: int) -> bool:
    """Tell whether no cell of a grid holds lines side by side, or of head and body, or rows of labels one by one."""
    heads = {id(f.line) for row in rows[:head] for f in row.fragments}
    for cell in cells:
        if len({id(line) in heads for line in cell.lines}) > 1:
            return False
        for above, below in pairwise(cell.lines):
            step = (below.base - above.base) / below.size
            if id(below) not in heads and (step < LEVEL or (cell.rowspan > 1 and step > APART)):
                return False
    return True


def _cuts(cells: Iterable[SketchCell], first: int, late: set[int]) -> bool:
    """Tell whether the ``first`` row below the head lacks a label that is in the middle of rows: bands cut its cell."""
    return any(cell.row == first and cell.column in late and not cell.lines for cell in cells)


def _storey_rules(head: Sequence[Row], rules: Iterable[Rule], edges: Sequence[float]) -> list[Rule]:
    """Return the rules that would stand under headers over several others, where none is printed between."""
    spanning = [f for f in head[0].fragments if f.first not in head[0].merged] if len(head) > 1 else []
    if not any(f.last > f.first for f in spanning):
        return []
    lower = head[1]
    top, bottom = max(f.line.base for f in spanning), lower.upper
    if any(top < rule.at < bottom for rule in rules):
        return []
    at = (top + bottom - lower.size) / 2
    return [Rule(at, edges[f.first], edges[f.last + 1]) for f in spanning]


def _with_spans(rows: Sequence[Row], head: Sequence[Row]) -> list[Row]:
    """Return ``rows`` with the headers spanning what they do in the ``head``."""
    spans = {id(f.line): f for row in head for f in row.fragments}
    return [Row([spans.get(id(f.line), f) for f in row.fragments]) for row in rows]


def _stacked(tables: Sequence[SketchTable], lines: Sequence[Line]) -> list[SketchTable]:
    """Return the tables, a shaded or ruled head joined with the rows right under it that nothing rules."""
    joined: list[SketchTable] = []
    for table in sorted(tables, key=lambda table: (table.box[1], table.box[0])):
        above = joined[-1] if joined else None
        if above is None or not _goes_under(above, table, lines):
            joined.append(table)
            continue
        rows = 1 + max(cell.row + cell.rowspan - 1 for cell in above.cells)
        cells = above.cells + tuple(replace(cell, row=cell.row + rows) for cell in table.cells)
        box = surround([above.box, table.box])
        joined[-1] = SketchTable(box, cells, above.columns, above.unsure or table.unsure)
    return joined


def _goes_under(above: SketchTable, table: SketchTable, lines: Iterable[Line]) -> bool:
    aligned = abs(above.box[0] - table.box[0]) < ALIGNED and abs(above.box[2] - table.box[2]) < ALIGNED
    if not aligned or len(above.columns) != len(table.columns) or table.box[1] - above.box[3] > STACKED:
        return False
    last = max(line.base for cell in above.cells for line in cell.lines)
    first = min(line.base for cell in table.cells for line in cell.lines)
    return last < first and not any(last <= line.base <= first for line in lines)


def _prints_all(table: SketchTable, area: Area) -> bool:
    """Tell whether the cells print what the area does: no character lost, none twice."""
    cells = Counter(i for cell in table.cells for line in cell.lines for i in line.glyphs if i != MADE_UP)
    parts = Counter(
        i for part in parts_of(area.strips) for k, i in enumerate(part.glyphs) if not part.text[k].isspace()
    )
    return all(cells[i] == 1 for i in parts) and max(cells.values()) == 1


def _apart(strips: Sequence[Strip], sketch: Sketch) -> Iterator[list[Strip]]:
    """Yield the strips that no ruled table, edge of a frame or caption of a figure parts."""
    tops = sorted([table.box[1] for table in sketch.tables] + [y for box in sketch.frames for y in (box[1], box[3])])
    group: list[Strip] = []
    for strip in strips:
        captions = FIGURE.match(strip.parts[0].text) is not None
        if group and (captions or any(group[-1].base < top <= strip.base for top in tops)):
            yield group
            group = []
        if not captions:
            group.append(strip)
    if group:
        yield group


def _bands(page: Page, tables: Sequence[Box]) -> Iterator[Box]:
    for mark in page.marks:
        box = mark.x0, mark.top, mark.x1, mark.bottom
        shaded = mark.filled and mark.lightness < WHITE and 6 < mark.height < BAND_HEIGHT and mark.width > 12
        if shaded and not any(inside(box, table) for table in tables):
            yield box


def _band_edges(bands: Sequence[Box]) -> list[Rule]:
    """Return the upper and lower edges of shaded bands, those of cells in one row of them too."""
    widths: dict[tuple[float, float], float] = defaultdict(float)
    for x0, top, x1, bottom in bands:
        widths[top, bottom] += x1 - x0
    wide = [box for box in bands if widths[box[1], box[3]] > BAND_WIDTH]
    return [Rule(at, x0, x1) for x0, top, x1, bottom in wide for at in (top, bottom)]


def _in_any(rule: Rule, boxes: Iterable[Box]) -> bool:
    middle = (rule.start + rule.end) / 2
    return any(box[0] <= middle <= box[2] and box[1] - EDGE <= rule.at <= box[3] + EDGE for box in boxes)


def _is_frame_edge(rule: Rule, frames: Iterable[Box]) -> bool:
    return any(
        min(abs(rule.at - box[1]), abs(rule.at - box[3])) < EDGE
        and abs(rule.start - box[0]) < EDGE
        and abs(rule.end - box[2]) < EDGE
        for box in frames
    )


def _stands_in(rule: Rule, band: Box) -> bool:
    return band[0] - EDGE <= rule.at <= band[2] + EDGE and rule.start < band[3] and rule.end > band[1]


def _full(rules: Sequence[Rule]) -> list[Rule]:
    widest = max((rule.length for rule in rules), default=0.0)
    return sorted((rule for rule in rules if rule.length >= SHORT * widest), key=lambda rule: rule.at)


def _fragments(parts: Iterable[Line], area: Area, page: Page, head: bool) -> list[Fragment]:
    lines = [line for part in parts for line in split_line(page, part, area.gutters_under(part))]
    if len(lines) == len(area.cores):
        return [Fragment(line, column, column, column) for column, line in enumerate(lines)]
    return [_fragment(line, area, head) for line in lines]


def _fragment(line: Line, area: Area, head: bool) -> Fragment:
    """Return a line with the columns that it stands over.

    It spans the columns whose text it covers; a header that stands between the text of two may span both.
    """
    if over := area.columns_under(line):
        return Fragment(line, over[0], over[-1], over[0])
    off = [max(x0 - line.x1, line.x0 - x1) for x0, x1 in area.cores]
    nearest = min(range(len(off)), key=lambda c: off[c])
    middle = (line.x0 + line.x1) / 2
    after = next((c for c, (x0, _) in enumerate(area.cores) if middle < x0), len(area.cores))
    if head and 0 < after < len(area.cores) and middle > area.cores[after - 1][1]:
        return Fragment(line, after - 1, after, nearest, sure=False)
    return Fragment(line, nearest, nearest, nearest)


def _head_end(area: Area, full: Sequence[Rule]) -> int:
    """Return how many strips stand in the head: over the rule below the first, else over the first values."""
    strips = area.strips
    inner = [rule.at for rule in full if strips[0].base < rule.at < strips[-1].base]
    above = [rule for rule in full if rule.at < strips[0].base]
    values = next((k for k, strip in enumerate(strips) if any(is_value(part.text) for part in strip.parts)), None)
    if inner and above:
        cut = sum(strip.base < inner[0] for strip in strips)
        if len(inner) > 1 and _is_lower_storey(area, cut, below := sum(strip.base < inner[1] for strip in strips)):
            cut = below
        if cut <= MOST_HEAD and (values is None or values >= cut):
            return cut
    if values is None:
        return 1 if len(strips) > 1 else 0
    while 0 < values < len(strips) and _leans_down(strips[max(0, values - 2) : values + 1]):
        values -= 1
    return values if values <= MOST_HEAD else 0


def _is_lower_storey(area: Area, cut: int, end: int) -> bool:
    """Tell whether the strip between two rules names columns that those above span: words, none under the first."""
    if not 0 < cut == end - 1:
        return False
    *above, strip = area.strips[:end]
    words = not any(is_number(part.text) for part in strip.parts)
    under = strip.parts[0].x0 > area.cores[0][1] and len(strip.parts) == len(area.cores) - 1
    return words and under and all(len(one.parts) < len(area.cores) for one in above)


def _leans_down(strips: Sequence[Strip]) -> bool:
    """Tell whether the last but one of two or three strips is a line of the last one's row: nearer, or over it."""
    *before, strip, below = strips
    down = below.base - strip.base
    nearer = not before or down < strip.base - before[0].base - CLEARLY * strip.size
    return nearer and (down < OVERLAP * below.size or (bool(before) and not strip.parted))


def _cells(rows: Sequence[Row], edges: Sequence[float], box: Box) -> Iterator[SketchCell]:
    """Yield the printed cells row by row, and an empty one wherever nothing is printed or merged."""
    heights = [box[1], *((above.lower + below.upper - below.size) / 2 for above, below in pairwise(rows)), box[3]]
    covered: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        for column in range(len(edges) - 1):
            if (r, column) in covered:
                continue
            found, last = _joined(row, column)
            rowspan = min(row.merged.get(column, 1), len(rows) - r)
            covered.update((y, x) for y in range(r, r + rowspan) for x in range(column, last + 1))
            place = edges[column], heights[r], edges[last + 1], heights[r + rowspan]
            yield SketchCell(r, column, rowspan, last - column + 1, place, found)


def _joined(row: Row, column: int) -> tuple[tuple[Line, ...], int]:
    """Return the lines of the cell that begins in ``column``, with those it runs into, and its last column."""
    last = column
    found: list[Fragment] = []
    for fragment in sorted(row.fragments, key=lambda f: f.first):
        if column <= fragment.first <= last:
            found.append(fragment)
            last = max(last, fragment.last)
    return tuple(f.line for f in sorted(found, key=lambda f: (f.line.base, f.line.x0))), last
