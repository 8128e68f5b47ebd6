"""Text input → pieces: a piece per line, tab-separated lines gathered into tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.layout.model import Cell, Layout, Piece

LEADER = re.compile(r"[.．…‥⋯·•_]{2,}[\s.．…‥⋯·•_]{0,60}(?:\d{1,4}|[ivxlcIVXLC]{1,7})?$")
SLIP = 12  # characters: no longer is a page number or a running mark between two parts of a table


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its own span, and the span without white space at its ends."""

    begin: int
    finish: int
    start: int
    end: int


def lay_out_text(text: str) -> Layout:
    """Return the pieces of a decoded text: a text piece per line that is not blank, a table piece per tabbed run."""
    pieces: list[Piece] = []
    for tabbed, run in groupby(_lines(text), key=lambda line: _is_row(text, line)):
        lines = list(run)
        if tabbed and (len(lines) > 1 or _goes_on(text, pieces, lines[0])):
            pieces.extend(_table(text, part) for part in _parts(text, lines))
        else:
            pieces.extend(Piece("text", line.start, line.end) for line in lines)
    return Layout(text, pieces)


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = position + line.index(body)
            yield _Line(position, position + len(line.rstrip("\r\n\f\v")), start, start + len(body))
        position += len(line)


def _is_row(text: str, line: _Line) -> bool:
    """Tell whether tabs part the line, other than the tab between a leader and its page."""
    if text.find("\t", line.start, line.end) < 0:
        return False
    return not LEADER.search(text, max(line.start, line.end - 80), line.end)


def _goes_on(text: str, pieces: Sequence[Piece], line: _Line) -> bool:
    """Tell whether a lone row goes on with the table before it, past a page number at most."""
    before = [piece for piece in pieces[-2:] if piece.kind == "table" or piece.end - piece.start > SLIP]
    return bool(before) and before[-1].kind == "table" and len(before[-1].rows[-1]) == len(_cells(text, line))


def _parts(text: str, lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield the runs of rows that no blank line parts."""
    part = [lines[0]]
    for line in lines[1:]:
        if text.count("\n", part[-1].finish, line.begin) + text.count("\f", part[-1].finish, line.begin) > 1:
            yield part
            part = []
        part.append(line)
    yield part


def _table(text: str, lines: Sequence[_Line]) -> Piece:
    return Piece("table", lines[0].start, lines[-1].end, rows=tuple(_cells(text, line) for line in lines))


def _cells(text: str, line: _Line) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    position = line.begin
    for column, cell in enumerate(text[line.begin : line.finish].split("\t")):
        body = cell.strip()
        start = position + cell.index(body)
        cells.append(Cell(start, start + len(body), column))
        position += len(cell) + 1
    return tuple(cells)
