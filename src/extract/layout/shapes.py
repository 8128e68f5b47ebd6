"""What a page is sketched with: table parts and their cells; boxes and how they lie to each other."""

from __future__ import annotations

from msgspec import Struct

from extract.layout.lines import Line
from extract.records import Box


class SketchCell(Struct, frozen=True, gc=False):
    """A printed cell: its place in the grid and its lines."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: tuple[Line, ...]


class SketchTable(Struct, frozen=True, gc=False):
    """A table part on one page: cells in reading order, edges of its columns; ``unsure``: lines may stand elsewhere."""

    box: Box
    cells: tuple[SketchCell, ...]
    columns: tuple[float, ...]
    unsure: bool = False


def inside(box: Box, outer: Box, slack: float = 2.0) -> bool:
    """Tell whether the middle of ``box`` stands in ``outer``."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] - slack <= x <= outer[2] + slack and outer[1] - slack <= y <= outer[3] + slack


def area(box: Box) -> float:
    """Return the area of ``box``."""
    return (box[2] - box[0]) * (box[3] - box[1])
