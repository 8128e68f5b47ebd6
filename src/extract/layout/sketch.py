"""One page → its ruled tables, its frames, and the lines outside the tables."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from extract.layout.boxes import find_boxes
from extract.layout.grid import find_grids
from extract.layout.lines import Line, make_lines
from extract.layout.ruled import RuledTables, with_turned
from extract.layout.shapes import SketchTable, inside
from extract.records import Box
from extract.source.page import Page
from extract.source.ruling import Ruling, find_rules, part_marks


class Sketch(Struct):
    """What a page shows: tables, frames, and lines from the top; ``loose`` grids whose cells hold several rows.

    Of a page in two columns each has its own: ``column`` 1 or 2, 0 over both, and their ``extent``.
    ``notes`` are the lines in the margin beside the text, those of a page with its last sketch; ``drawn`` the ids of
    those ``lines`` that label a drawing.
    """

    page: Page
    lines: list[Line]
    tables: list[SketchTable] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    ruling: Ruling = field(default_factory=lambda: Ruling((), ()))
    loose: list[Box] = field(default_factory=list)
    column: int = 0
    extent: Box | None = None
    notes: list[Line] = field(default_factory=list)
    drawn: set[int] = field(default_factory=set)


def sketch_page(page: Page, indices: Sequence[int], turned: Sequence[Line] = ()) -> Sketch:
    """Return the sketch of ``page`` from the characters ``indices`` of it, and from lines turned by a quarter."""
    outlines, fills = part_marks(page.marks)
    ruling = find_rules(outlines)
    grids = find_grids(ruling)
    ruled = RuledTables(page, indices, grids, outlines)
    tables = [with_turned(table, turned) for table in ruled.tables]
    outside = [line for line in turned if not any(inside(line.box, table.box) for table in tables)]
    lines = make_lines(page, ruled.free) + outside
    frames = find_boxes(page, grids, fills, lines, [table.box for table in tables], ruled.loose + ruled.boxes, ruling)
    return Sketch(page, lines, tables, frames, ruling, ruled.loose)
