"""One page → its ruled tables, its frames, and the lines outside the tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.layout.grid import Grid, GridCell, find_grids
from extract.layout.lines import Line, make_lines
from extract.layout.strips import make_strips
from extract.records import Box
from extract.source.page import Mark, Page
from extract.source.ruling import THIN, WHITE, Ruling, find_rules, part_marks

FRAME_WIDTH = 100.0
FRAME_HEIGHT = 16.0
PAGE_EDGE = 36.0
PICTURED = 0.3
SHADED_ROWS = 3
BAR_WIDTH = 10.0
BAR_GAP = 40.0
ADJOINING = 4.0
BAND_HEIGHT = 60.0
STACKED = 0.7  # of the lines of a cell
NUMBER = re.compile(r"[-—–≥≤]{0,2}\d[\d.,:：% ]*[↑↓]?|[-—]{1,2}")


@dataclass(frozen=True, slots=True)
class SketchCell:
    """A printed cell: its place in the grid and its lines."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SketchTable:
    """A table part on one page, cells in reading order."""

    box: Box
    cells: tuple[SketchCell, ...]
    columns: tuple[float, ...]


@dataclass(slots=True)
class Sketch:
    """What a page shows: tables, frames, and lines from the top; ``loose`` grids whose cells hold several rows."""

    page: Page
    lines: list[Line]
    tables: list[SketchTable] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    ruling: Ruling = field(default_factory=lambda: Ruling((), ()))
    loose: list[Box] = field(default_factory=list)


def sketch_page(page: Page, indices: Sequence[int], turned: Sequence[Line] = ()) -> Sketch:
    """Return the sketch of ``page`` from the characters ``indices`` of it, and from lines turned by a quarter."""
    outlines, fills = part_marks(page.marks)
    ruling = find_rules(outlines)
    grids = find_grids(ruling)
    drawn = [mark for mark in outlines if not mark.filled or min(mark.width, mark.height) <= THIN]
    tabular = [grid for grid in grids if _is_tabular(grid, page, drawn)]
    held, free = _share_out(page, indices, tabular)
    tables: list[SketchTable] = []
    loose: list[Box] = []
    for grid, cells in zip(tabular, held, strict=True):
        table = SketchTable(grid.box, tuple(_fill(page, grid, cells, turned)), grid.xs)
        if sum(bool(cell.lines) for cell in table.cells) < 2 or _holds_rows(table):
            free.extend(i for cell in cells.values() for i in cell)
            loose.append(grid.box)
        else:
            tables.append(table)
    outside = [line for line in turned if not any(inside(line.box, table.box) for table in tables)]
    lines = make_lines(page, sorted(free)) + outside
    shaded = find_grids(find_rules(fills))
    frames = [grid.box for grid in grids if grid not in tabular and _may_frame(grid, page)]
    frames += [grid.box for grid in shaded if _may_frame(grid, page) and not _is_band(grid.box, lines)]
    frames = _bridged(frames, [table.box for table in tables])
    frames += [box for box in _rounded(page) if _is_frame(box, page)] + list(_barred(page, grids, lines))
    return Sketch(page, lines, tables, frames, ruling, loose)


def inside(box: Box, outer: Box, slack: float = 2.0) -> bool:
    """Tell whether the middle of ``box`` stands in ``outer``."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] - slack <= x <= outer[2] + slack and outer[1] - slack <= y <= outer[3] + slack


def area(box: Box) -> float:
    """Return the area of ``box``."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_tabular(grid: Grid, page: Page, drawn: Sequence[Mark]) -> bool:
    """Tell whether cells stand side by side, drawn or in three rows and more, and are not there to hold pictures."""
    if _has_one_column(grid) or _holds_pictures(grid, page):
        return False
    ruled = any(inside((mark.x0, mark.top, mark.x1, mark.bottom), grid.box) for mark in drawn)
    return ruled or len(grid.ys) > SHADED_ROWS


def _holds_rows(table: SketchTable) -> bool:
    """Tell whether cells side by side hold columns of values: the table's rows are not ruled."""
    stacks: Counter[int] = Counter()
    for cell in table.cells:
        values = [line for line in cell.lines if NUMBER.fullmatch(line.text)]
        if len(values) > 1 and len(values) >= STACKED * len(cell.lines):
            stacks[cell.row] += 1
    return any(count > 1 for count in stacks.values())


def _has_one_column(grid: Grid) -> bool:
    return all(cell.column == 0 and cell.colspan == len(grid.xs) - 1 for cell in grid.cells)


def _holds_pictures(grid: Grid, page: Page) -> bool:
    pictured = sum(area(picture) for picture in page.pictures if inside(picture, grid.box))
    return pictured >= PICTURED * area(grid.box)


def _may_frame(grid: Grid, page: Page) -> bool:
    return (_has_one_column(grid) or _holds_pictures(grid, page)) and _is_frame(grid.box, page)


def _is_frame(box: Box, page: Page) -> bool:
    """Tell whether a box is wide and high enough for text and no border of the page."""
    if box[2] - box[0] < FRAME_WIDTH or box[3] - box[1] < FRAME_HEIGHT:
        return False
    left, top = box[0] < PAGE_EDGE, box[1] < PAGE_EDGE
    right, bottom = box[2] > page.width - PAGE_EDGE, box[3] > page.height - PAGE_EDGE
    return not (left and top and right and bottom)


def _is_band(box: Box, lines: Sequence[Line]) -> bool:
    """Tell whether a shaded box is rows of a table: mostly parts side by side, or a low one with three."""
    strips = make_strips(line for line in lines if inside(line.box, box))
    parted = sum(strip.parted for strip in strips)
    low = box[3] - box[1] < BAND_HEIGHT
    return parted * 2 > len(strips) or (low and any(len(strip.parts) > 2 for strip in strips))


def _bridged(frames: Sequence[Box], tables: Sequence[Box]) -> list[Box]:
    """Return the frames, those above and below a table as wide as they are and touching it as one."""
    bridged: list[Box] = []
    for box in sorted(frames, key=lambda frame: frame[1]):
        above = bridged[-1] if bridged else box
        between = [table for table in tables if _adjoins(above, table) and _adjoins(table, box)]
        if between:
            bridged[-1] = min(above[0], box[0]), above[1], max(above[2], box[2]), box[3]
        else:
            bridged.append(box)
    return bridged


def _adjoins(above: Box, below: Box) -> bool:
    return max(abs(above[0] - below[0]), abs(above[2] - below[2]), abs(above[3] - below[1])) < ADJOINING


def _rounded(page: Page) -> Iterator[Box]:
    """Yield the hulls of visible curves: boxes with round corners are among them."""
    for mark in page.marks:
        if mark.curved and mark.lightness < WHITE:
            yield mark.x0, mark.top, mark.x1, mark.bottom


def _barred(page: Page, grids: Sequence[Grid], lines: Sequence[Line]) -> Iterator[Box]:
    """Yield what stands beside an upright bar with nothing on its left: a case marked in the margin."""
    for mark in page.marks:
        bar = mark.x0, mark.top, mark.x1, mark.bottom
        if mark.width > BAR_WIDTH or mark.height < FRAME_HEIGHT or mark.lightness >= WHITE:
            continue
        if mark.x0 < PAGE_EDGE or any(inside(bar, grid.box) for grid in grids):
            continue
        beside = [line for line in lines if mark.top <= (line.top + line.bottom) / 2 <= mark.bottom]
        if beside and all(line.x0 > mark.x0 for line in beside) and beside[0].x0 - mark.x1 < BAR_GAP:
            yield mark.x0, mark.top, max(page.width - mark.x0, mark.x1 + FRAME_WIDTH), mark.bottom


def _share_out(
    page: Page, indices: Iterable[int], grids: Sequence[Grid]
) -> tuple[list[dict[GridCell, list[int]]], list[int]]:
    """Return the characters of each cell of each grid, and those in none."""
    if not grids:
        return [], list(indices)
    slots = [{(r, c): cell for cell in grid.cells for r, c in _slots(cell)} for grid in grids]
    held: list[dict[GridCell, list[int]]] = [{cell: [] for cell in grid.cells} for grid in grids]
    free: list[int] = []
    chars = page.chars
    sizes = [ink.size for ink in page.inks]
    for i in indices:
        x = (chars.x0[i] + chars.x1[i]) / 2
        y = chars.base[i] - 0.35 * sizes[chars.ink[i]]
        for k, grid in enumerate(grids):
            if grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]:
                row = min(bisect_right(grid.ys, y), len(grid.ys) - 1) - 1
                column = min(bisect_right(grid.xs, x), len(grid.xs) - 1) - 1
                held[k][slots[k][row, column]].append(i)
                break
        else:
            free.append(i)
    return held, free


def _slots(cell: GridCell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rowspan):
        for column in range(cell.column, cell.column + cell.colspan):
            yield row, column


def _fill(page: Page, grid: Grid, cells: dict[GridCell, list[int]], turned: Sequence[Line]) -> Iterator[SketchCell]:
    for cell in grid.cells:
        lines = tuple(make_lines(page, cells[cell])) + tuple(line for line in turned if inside(line.box, cell.box, 0))
        yield SketchCell(cell.row, cell.column, cell.rowspan, cell.colspan, cell.box, lines)
