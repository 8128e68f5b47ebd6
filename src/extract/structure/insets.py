"""Titles and notes that stand inside the table, in a cell over its whole width."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout.model import Cell, Piece
from extract.structure.flow import flow_span
from extract.structure.grammar import Caption, Grammar, is_title
from extract.structure.plan import TablePlan
from extract.structure.tables import filled, width


def take_insets(text: str, table: TablePlan, piece: Piece, grammar: Grammar) -> None:
    """Give ``table`` the title in the first row of its part ``piece`` and the note in the last."""
    if len(piece.rows) < 2:
        return
    columns = width(piece)
    if top := _lone_cell(piece.rows[0], columns):
        _take_title(text, table, top, grammar)
    if bottom := _lone_cell(piece.rows[-1], columns):
        words = flow_span(text, bottom.start, bottom.end)[0]
        if grammar.is_note(words):
            table.inset.append(bottom)
            table.remarks.append(words)


def bears_title(text: str, piece: Piece, grammar: Grammar) -> bool:
    """Tell whether the first row of a table's part is its numbered title."""
    top = _lone_cell(piece.rows[0], width(piece)) if len(piece.rows) > 1 else None
    return top is not None and grammar.table(flow_span(text, top.start, top.end)[0]) is not None


def _take_title(text: str, table: TablePlan, cell: Cell, grammar: Grammar) -> None:
    words = flow_span(text, cell.start, cell.end)[0]
    untitled = table.number is None and table.title is None
    title = grammar.table(words) or (_plain_title(words, grammar) if untitled and len(table.parts) == 1 else None)
    if title is None:
        return
    table.inset.append(cell)
    if untitled:
        table.number, table.title, table.unit = title.number, title.title or None, title.unit or table.unit
        table.digits = (cell.start + title.digits[0], cell.start + title.digits[1]) if title.digits else None


def _plain_title(words: str, grammar: Grammar) -> Caption | None:
    """Return a title without number, the unit note at its end taken off."""
    title, unit = grammar.part_unit(words)
    return Caption("table", None, title, unit=unit) if is_title(words) else None


def _lone_cell(row: Sequence[Cell], columns: int) -> Cell | None:
    """Return the cell that has a row of several columns to itself."""
    cells = filled(row)
    return cells[0] if columns > 1 and len(cells) == 1 and cells[0].column == 0 else None
