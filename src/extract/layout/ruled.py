"""Grids on a page → the tables they rule: the characters of each cell, and the grids that are no tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from extract.layout.grid import Grid, GridCell
from extract.layout.lines import Line, make_lines
from extract.layout.nested import part_box
from extract.layout.shapes import SketchCell, SketchTable, area, inside
from extract.records import Box
from extract.source.page import Mark, Page
from extract.source.ruling import THIN

PICTURED = 0.3  # of the grid's area
SHADED_ROWS = 3
SHADED = 0.85  # of the grid's area
STACKED = 0.7  # of the lines of a cell
TORN = 0.3  # em
MANY = 4  # cells of a row
LEVEL = 0.3  # em
CLOSE = 1.4  # em from sign to sign of a word set downwards
BROKEN = (".", ",", "．", "，")  # end of a line on which a number goes on
NUMBER = re.compile(r"[-—–≥≤]{0,2}\d[\d.,:：% ]*[↑↓]?|[-—]{1,2}")


class RuledTables:
    """The ruled tables of a page; ``free`` are the characters outside, ``loose`` the grids that are no tables.

    ``boxes`` are the grids that hold tables and text round them.
    """

    def __init__(self, page: Page, indices: Iterable[int], grids: Sequence[Grid], outlines: Sequence[Mark]) -> None:
        tabular = [grid for grid in grids if _is_tabular(grid, page, outlines)]
        held, self.free = _share_out(page, indices, tabular)
        self.tables: list[SketchTable] = []
        self.loose: list[Box] = []
        self.boxes: list[Box] = []
        for grid, cells in zip(tabular, held, strict=True):
            table = SketchTable(grid.box, tuple(_fill(page, grid, cells)), grid.xs)
            if _prints(table) and not _holds_rows(table) and not _tears(page, cells):
                inner, texts = part_box(table)
                self.tables.extend(inner)
                if texts:
                    self.boxes.append(grid.box)
                    places = {(cell.row, cell.column) for cell in texts}
                    self.free.extend(
                        i for cell, held in cells.items() if (cell.row, cell.column) in places for i in held
                    )
            else:
                self.free.extend(i for cell in cells.values() for i in cell)
                self.loose.append(grid.box)
        self.free.sort()


def has_one_column(grid: Grid) -> bool:
    """Tell whether nothing stands side by side in a grid."""
    return all(cell.column == 0 and cell.colspan == len(grid.xs) - 1 for cell in grid.cells)


def holds_pictures(grid: Grid, page: Page) -> bool:
    """Tell whether pictures take up a good part of a grid."""
    pictured = sum(area(picture) for picture in page.pictures if inside(picture, grid.box))
    return pictured >= PICTURED * area(grid.box)


def _is_tabular(grid: Grid, page: Page, outlines: Sequence[Mark]) -> bool:
    """Tell whether cells stand side by side, walled or shaded throughout, and are not there to hold pictures.

    A level rule beside shaded cells walls nothing: it may run under the head of a table that shades every other row.
    """
    if has_one_column(grid) or holds_pictures(grid, page):
        return False
    within = [mark for mark in outlines if inside((mark.x0, mark.top, mark.x1, mark.bottom), grid.box)]
    solid = {(m.x0, m.top, m.x1, m.bottom) for m in within if m.filled and min(m.width, m.height) > THIN}
    walled = any(mark.height > THIN and not (mark.filled and mark.width > THIN) for mark in within)
    return walled or (len(grid.ys) > SHADED_ROWS and sum(map(area, solid)) >= SHADED * area(grid.box))


def _prints(table: SketchTable) -> bool:
    """Tell whether several cells print, or one of a row of many: the end of the page may cut its label."""
    printing = sum(bool(cell.lines) for cell in table.cells)
    return printing > 1 or (printing == 1 and len(table.cells) >= MANY and all(cell.row == 0 for cell in table.cells))


def _holds_rows(table: SketchTable) -> bool:
    """Tell whether cells hold columns of values, or one counts rows: the table's rows are not ruled.

    Columns under their heads are shorter; their values stand side by side, time and again.  Where a number is broken
    at its point, its lines are one value.
    """
    stacks: Counter[int] = Counter()
    level: Counter[tuple[int, int]] = Counter()
    for cell in table.cells:
        if any(line.text.endswith(BROKEN) for line in cell.lines[:-1]) or _is_upright_word(cell.lines):
            continue
        values = [line for line in cell.lines if NUMBER.fullmatch(line.text)]
        if len(values) < 2:
            continue
        level.update({(cell.row, round(line.base)) for line in values})
        if len(values) >= STACKED * len(cell.lines):
            stacks[cell.row] += 2 if _counts(values) else 1
    rows = Counter(row for (row, _), count in level.items() if count > 1)
    return any(count > 1 for count in (*stacks.values(), *rows.values()))


def _is_upright_word(lines: Sequence[Line]) -> bool:
    """Tell whether the signs of a word stand below each other as close as letters do: 2, 0, 2, 4, 年."""
    close = all(below.base - above.base < CLOSE * below.size for above, below in pairwise(lines))
    return close and all(len(line.text) == 1 for line in lines) and not all(line.text.isdecimal() for line in lines)


def _counts(values: Sequence[Line]) -> bool:
    """Tell whether three values and more are each one more than the last."""
    numbers = [int(line.text) for line in values if line.text.isdecimal()]
    return 2 < len(numbers) == len(values) and all(b == a + 1 for a, b in pairwise(numbers))


def _tears(page: Page, cells: dict[GridCell, list[int]]) -> bool:
    """Tell whether words run across the walls: what is drawn is a picture in a box, or decoration."""
    owner = {i: n for n, held in enumerate(cells.values()) for i in held}
    chars = page.chars
    torn = 0
    for i, cell in owner.items():
        beside = owner.get(i + 1)
        if beside is None or beside == cell or chars.base[i] != chars.base[i + 1]:
            continue
        torn += -1.0 < chars.x0[i + 1] - chars.x1[i] < TORN * page.inks[chars.ink[i]].size
    return torn > 1 and torn * 3 >= sum(map(bool, cells.values()))


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


def _fill(page: Page, grid: Grid, cells: dict[GridCell, list[int]]) -> Iterator[SketchCell]:
    for cell in grid.cells:
        lines = tuple(make_lines(page, cells[cell])) if cells[cell] else ()
        columns = _by_columns(lines, grid.xs[cell.column : cell.column + cell.colspan + 1]) if cell.rowspan == 1 else ()
        if len(columns) < 2:
            yield SketchCell(cell.row, cell.column, cell.rowspan, cell.colspan, cell.box, lines)
        for column, held in enumerate(columns if len(columns) > 1 else (), cell.column):
            box = grid.xs[column], cell.box[1], grid.xs[column + 1], cell.box[3]
            yield SketchCell(cell.row, column, 1, 1, box, held)


def _by_columns(lines: Sequence[Line], xs: Sequence[float]) -> Sequence[tuple[Line, ...]]:
    """Return the lines of each column between ``xs``, none unless they begin side by side, one in each.

    Unshaded cells have no walls where those above are one: 2024年 and 2025年 under 年度.
    """
    columns = [tuple(line for line in lines if left <= line.x0 and line.x1 <= right) for left, right in pairwise(xs)]
    if sum(map(len, columns)) != len(lines) or not all(columns):
        return ()
    level = max(held[0].base for held in columns) - min(held[0].base for held in columns)
    return columns if level < LEVEL * lines[0].size else ()


def with_turned(table: SketchTable, turned: Sequence[Line]) -> SketchTable:
    """Return ``table`` with the lines turned by a quarter in the cells that they stand in."""
    within = [line for line in turned if inside(line.box, table.box)]
    if not within:
        return table
    cells = [
        replace(cell, lines=_set_downwards(cell.lines, [line for line in within if inside(line.box, cell.box, 0)]))
        for cell in table.cells
    ]
    return replace(table, cells=tuple(cells))


def _set_downwards(lines: Sequence[Line], turned: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with the turned ones: among the signs of a word set downwards, where digits and letters lie."""
    if not turned or not all(len(line.text) == 1 for line in lines):
        return (*lines, *turned)
    columns: list[list[Line]] = []
    for line in sorted((*lines, *turned), key=lambda line: -line.x0 - line.x1):
        if columns and columns[-1][0].x0 + columns[-1][0].x1 - line.x0 - line.x1 < line.size:
            columns[-1].append(line)
        else:
            columns.append([line])
    return tuple(line for column in columns for line in sorted(column, key=lambda line: line.top))
