"""The blocks of a Word file → canonical text and pieces: a line per paragraph, a line per table row."""

from __future__ import annotations

from collections.abc import Sequence

from extract.errors import ExtractError
from extract.layout.compose import needs_space
from extract.layout.fold import fold
from extract.layout.model import Cell, Layout, Piece, Style
from extract.source.word import WordBlock, WordCell, WordTable, read_word


def lay_out_word(data: bytes) -> Layout:
    """Return the canonical text of a .docx file and its pieces; it has no pages and no boxes.

    Raises ExtractError ``no_text`` where it holds no words, and as ``read_word`` does.
    """
    layout = _Writer().write(read_word(data))
    if not layout.text.strip():
        hint = "save it as PDF, where pictures of pages are read"
        raise ExtractError("no_text", "the Word file holds no words, perhaps pictures of them", hint=hint)
    return layout


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []

    def write(self, blocks: Sequence[WordBlock]) -> Layout:
        for block in blocks:
            if isinstance(block, WordTable):
                self._write_table(block)
            else:
                start, end = self._put(block.text.strip())
                dress = block.dress
                style = Style(dress.size, dress.bold, dress.centred, face=dress.face, shade=dress.shade)
                self.pieces.append(Piece("text", start, end, runs_on=False, frame=block.box, style=style))
            self._put("\n")
        return Layout(fold("".join(self.parts)), tuple(self.pieces))

    def _write_table(self, table: WordTable) -> None:
        start = end = self.length
        rows: list[tuple[Cell, ...]] = []
        for number, row in enumerate(table.rows):
            if number:
                self._put("\n")
            cells: list[Cell] = []
            for cell in row:
                if cells:
                    self._put("\t")
                begin, end = self._put(_text(cell))
                cells.append(Cell(begin, end, cell.column, cell.colspan, cell.rowspan))
            rows.append(tuple(cells))
        self.pieces.append(Piece("table", start, end, frame=table.box, rows=tuple(rows)))

    def _put(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length


def _text(cell: WordCell) -> str:
    """Return the cell's words in one line; a break between Latin words is a space."""
    words = ""
    for line in (" ".join(paragraph.split()) for paragraph in cell.paragraphs):
        words += f" {line}" if words and needs_space(words, line) else line
    return words
