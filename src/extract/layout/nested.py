"""Tables inside the box of a case: rules of both meet, and the box's text stands in cells over the whole width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from extract.layout.flow import surround
from extract.layout.shapes import SketchCell, SketchTable

SIZE_STEP = 0.8  # points
MARGIN = 12.0  # points between a box and a table in it
FULL = 0.85  # of the width of a cell
LONG = 25  # characters
MANY = 4  # lines of a cell: no title has so many
NOTE = re.compile(r"(数据|资料|信息)?来源|注\s*\d{0,2}\s*[:：]|备注|说明|填表")


def part_box(table: SketchTable) -> tuple[list[SketchTable], list[SketchCell]]:
    """Return the tables in the box that ``table`` turns out to be, and the cells that are the box's text.

    One table and no cells where it is no box: a title or a note may stand over its whole width.
    """
    if _stands_alone(table):
        return [], [cell for cell in table.cells if cell.lines]
    cells, first, last = _without_sides(table)
    runs = [list(run) for _, run in groupby(cells, key=lambda cell: cell.column <= first and _end(cell) >= last)]
    whole = [run for run in runs if run[0].column <= first and _end(run[0]) >= last]
    telling = [run for run in whole if any(map(_is_prose, run))]
    if not telling or (telling == runs[-1:] and all(_is_note(cell) for cell in telling[0] if cell.lines)):
        return [table], []
    texts = [cell for run in whole if run in telling or run in (runs[0], runs[-1]) for cell in run]
    aside = {id(cell) for cell in texts}
    inner = [list(run) for out, run in groupby(cells, key=lambda cell: id(cell) in aside) if not out]
    return [_table(cells, table.columns) for cells in inner], texts


def _stands_alone(table: SketchTable) -> bool:
    """Tell whether prose stands beside blank cells, such as hold pictures, and no words beside words."""
    printing = [cell for cell in table.cells if cell.lines]
    level = Counter(row for cell in printing for row in range(cell.row, cell.row + cell.rowspan))
    return max(level.values(), default=2) == 1 and any(map(_is_story, printing))


def _is_story(cell: SketchCell) -> bool:
    return len(cell.lines) >= MANY and any("。" in line.text for line in cell.lines)


def _without_sides(table: SketchTable) -> tuple[list[SketchCell], int, int]:
    """Return the cells but for those that are the gaps between a box and a table in it, and the columns they leave."""
    edges = table.columns
    wide = [column for column, (left, right) in enumerate(pairwise(edges)) if right - left > MARGIN]
    if not wide:
        return list(table.cells), 0, len(edges) - 1
    first, last = wide[0], wide[-1] + 1
    return [cell for cell in table.cells if cell.lines or (_end(cell) > first and cell.column < last)], first, last


def _end(cell: SketchCell) -> int:
    return cell.column + cell.colspan


def _is_prose(cell: SketchCell) -> bool:
    """Tell whether a cell prints sentences, many lines, or one that runs over the cell's whole width."""
    if len(cell.lines) >= MANY or any("。" in line.text for line in cell.lines):
        return True
    full = FULL * (cell.box[2] - cell.box[0])
    return any(line.x1 - line.x0 > full and len(line.text) > LONG for line in cell.lines)


def _is_note(cell: SketchCell) -> bool:
    """Tell whether a cell prints a note and no more: all of it set in one size."""
    sizes = [line.size for line in cell.lines]
    return NOTE.match(cell.lines[0].text) is not None and max(sizes) - min(sizes) < SIZE_STEP


def _table(cells: Sequence[SketchCell], edges: Sequence[float]) -> SketchTable:
    """Return the table that ``cells`` make, without the blank columns between its sides and those of the box."""
    row = min(cell.row for cell in cells)
    filled = [cell for cell in cells if cell.lines] or list(cells)
    first, last = min(cell.column for cell in filled), max(map(_end, filled))
    kept = [cell for cell in cells if first <= cell.column < last]
    moved = tuple(replace(cell, row=cell.row - row, column=cell.column - first) for cell in kept)
    return SketchTable(surround(cell.box for cell in kept), moved, tuple(edges[first : last + 1]))
