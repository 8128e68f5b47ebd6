"""A table with a rule under every row and no verticals → its cells, by a grid with the gutters for verticals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.layout.aligned import Area, is_number
from extract.layout.grid import Grid, find_grids
from extract.layout.lines import Line
from extract.layout.rows import Row, floating_fragments, prints_values
from extract.layout.shapes import SketchCell
from extract.records import Box
from extract.source.ruling import Rule, Ruling

RULED = 0.6  # of the rows with values have a rule below
FEWEST = 3
SNAP = 3.0
OFF = 0.5  # em


def row_grid(area: Area, rows: Sequence[Row], edges: Sequence[float]) -> Grid | None:
    """Return the grid that the rules and gutters of ``area`` make; None where the rules don't part its rows."""
    box = area.box
    bounds = _bounds(area.rules, box, rows)
    values = [row for row in rows if prints_values(row)]
    bands = [[row for row in rows if top < row.middle < bottom] for top, bottom in pairwise(bounds)]
    filled = [band for band in bands if band]
    if len(filled) < max(FEWEST, RULED * len(values)) or any(_holds_several(band) for band in filled):
        return None
    upright = [
        Rule(edge, top, bottom)
        for (top, bottom), band in zip(pairwise(bounds), bands, strict=True)
        for column, edge in enumerate(edges)
        if not any(f.first < column <= f.last for row in band for f in row.fragments)
    ]
    outline = [Rule(at, edges[0], edges[-1]) for at in (bounds[0], bounds[-1])]
    grids = find_grids(Ruling(tuple(sorted([*area.rules, *outline], key=lambda r: r.at)), tuple(upright)))
    grid = max(grids, key=lambda grid: len(grid.cells), default=None)
    if grid is None or not all(_is_middle(f.line, grid, rows) for f in floating_fragments(rows)):
        return None
    return grid


def _is_middle(line: Line, grid: Grid, rows: Sequence[Row]) -> bool:
    """Tell whether the text of the cell that a line between rows stands in is in its middle: no merged cell is cut."""
    box = next((cell.box for cell in grid.cells if _stands_in(line, cell.box)), None)
    if box is None:
        return False
    bases = [f.line.base for row in rows for f in row.fragments if _stands_in(f.line, box)]
    middle = (min(bases) + max(bases)) / 2 - 0.35 * line.size
    return abs((box[1] + box[3]) / 2 - middle) < OFF * line.size


def fill_grid(grid: Grid, rows: Sequence[Row]) -> Iterator[SketchCell]:
    """Yield the cells of ``grid`` with the lines that stand in them."""
    lines = [f.line for row in rows for f in row.fragments]
    for cell in grid.cells:
        held = sorted((line for line in lines if _stands_in(line, cell.box)), key=lambda line: (line.base, line.x0))
        yield SketchCell(cell.row, cell.column, cell.rowspan, cell.colspan, cell.box, tuple(held))


def _stands_in(line: Line, box: Box) -> bool:
    x, y = (line.x0 + line.x1) / 2, line.base - 0.35 * line.size
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _bounds(rules: Sequence[Rule], box: Box, rows: Sequence[Row]) -> list[float]:
    """Return where rows begin and end: at rules, and at the ends of the text where none stands."""
    bounds = [box[1] - 1]
    for at in sorted(rule.at for rule in rules):
        if at - bounds[-1] > SNAP:
            bounds.append(at)
    if box[3] - bounds[-1] > SNAP:
        bounds.append(box[3] + 1)
    while len(bounds) > 2 and bounds[1] < rows[0].upper - rows[0].size:
        bounds.pop(0)
    while len(bounds) > 2 and bounds[-2] > rows[-1].lower:
        bounds.pop()
    return bounds


def _holds_several(band: Sequence[Row]) -> bool:
    """Tell whether a band holds values of several rows: two numbers under each other."""
    columns = [f.first for row in band for f in row.fragments if f.first and is_number(f.line.text)]
    return len(columns) > len(set(columns))
