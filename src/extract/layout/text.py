"""Text input → pieces: a piece per line, tab-separated lines gathered into tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from extract.layout.model import Cell, Layout, Piece

LEADER = re.compile(r"[.．…‥⋯·•_]{2,}[\s.．…‥⋯·•_]{0,60}(?:\d{1,4}|[ivxlcIVXLC]{1,7})?$")
FEWEST_CELLS = 3  # a line alone with so many is a row; with fewer its neighbours decide
MOST_CELLS = 200  # nothing printed has so many columns
SLIP = 12  # characters: no longer is a page number or a running mark between two parts of a table
LONGEST_REST = 30  # characters of a cell's text that stands on a line of its own
VALUE = re.compile(r"(?!(?:19|20)\d\d$)[\d.,，]+[%％]?")
ENDS = "。！？；：!?;:"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its own span, and the span without white space at its ends."""

    begin: int
    finish: int
    start: int
    end: int
    gap: bool


def lay_out_text(text: str) -> Layout:
    """Return the pieces of a decoded text: a text piece per line that is not blank, a table piece per tabbed run."""
    pieces: list[Piece] = []
    lines = list(_lines(text))
    for tabbed, run in groupby(zip(lines, _find_rows(text, lines), strict=True), key=itemgetter(1)):
        rows = [line for line, _ in run]
        if tabbed and _is_table(text, pieces, rows):
            pieces.extend(_table(text, part) for part in _parts(rows))
        else:
            pieces.extend(Piece("text", line.start, line.end) for line in rows)
    return Layout(text, pieces)


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    blank = True
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = position + line.index(body)
            yield _Line(position, position + len(line.rstrip("\r\n\f\v")), start, start + len(body), blank)
        blank = not body or line[-1] == "\f"
        position += len(line)


def _find_rows(text: str, lines: Sequence[_Line]) -> list[bool]:
    """Tell for each line whether it is a row, or the part of a cell that was broken off its row."""
    rows = [_is_row(text, line) for line in lines]
    for place in range(1, len(lines) - 1):
        line, below = lines[place], lines[place + 1]
        if rows[place - 1] and not rows[place] and rows[place + 1] and not line.gap and not below.gap:
            rows[place] = _is_rest(text[line.start : line.end]) and _holds_values(text, below)
    return rows


def _is_rest(words: str) -> bool:
    """Tell whether ``words`` can be the part of a label that a line break left alone: a title stands over no values."""
    return len(words) <= LONGEST_REST and words[-1] not in ENDS and not any(sign.isdigit() for sign in words)


def _holds_values(text: str, line: _Line) -> bool:
    return any(VALUE.fullmatch(cell.strip()) for cell in text[line.start : line.end].split("\t"))


def _is_row(text: str, line: _Line) -> bool:
    """Tell whether tabs part the line, other than the tab between a leader and its page."""
    if not 0 < text.count("\t", line.start, line.end) < MOST_CELLS:
        return False
    return not LEADER.search(text, max(line.start, line.end - 80), line.end)


def _is_table(text: str, pieces: Sequence[Piece], rows: Sequence[_Line]) -> bool:
    """Tell whether tabbed lines are a table: several, one of many cells, or the rest of the table before."""
    if len(rows) > 1 or text.count("\t", rows[0].start, rows[0].end) >= FEWEST_CELLS - 1:
        return True
    before = [piece for piece in pieces[-2:] if piece.kind == "table" or piece.end - piece.start > SLIP]
    return bool(before) and before[-1].kind == "table" and len(before[-1].rows[-1]) == len(_cells(text, rows[0]))


def _parts(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield the runs of rows that no blank line parts."""
    part = [lines[0]]
    for line in lines[1:]:
        if line.gap:
            yield part
            part = []
        part.append(line)
    yield part


def _table(text: str, lines: Sequence[_Line]) -> Piece:
    rows = tuple(_cells(text, line) for line in _mend(text, lines))
    return Piece("table", lines[0].start, lines[-1].end, rows=rows)


def _mend(text: str, lines: Sequence[_Line]) -> list[_Line]:
    """Return the rows with those made whole that a line break inside a cell has cut."""
    counts = [text.count("\t", line.begin, line.finish) + 1 for line in lines]
    whole = max(set(counts), key=lambda count: (counts.count(count), count))
    mended: list[tuple[_Line, int]] = []
    for line, count in zip(lines, counts, strict=True):
        last, cells = mended[-1] if mended else (line, whole)
        if cells < whole and cells + count - 1 == whole and _is_cut(text, last):
            mended[-1] = (_Line(last.begin, line.finish, last.start, line.end, last.gap), whole)
        else:
            mended.append((line, count))
    return [line for line, _ in mended]


def _is_cut(text: str, line: _Line) -> bool:
    """Tell whether the last cell of ``line`` has words that may go on."""
    last = text[line.begin : line.finish].rpartition("\t")[2].strip()
    return len(last) >= 3 and not last[-1].isdigit() and last[-1] not in ENDS


def _cells(text: str, line: _Line) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    position = line.begin
    for column, cell in enumerate(text[line.begin : line.finish].split("\t")):
        body = cell.strip()
        start = position + cell.index(body)
        cells.append(Cell(start, start + len(body), column))
        position += len(cell) + 1
    return tuple(cells)
