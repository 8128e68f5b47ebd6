"""Text input → pieces: a piece per line, lines that type rows gathered into tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from msgspec.structs import replace

from extract.layout.drawn import is_drawn_table, read_drawn
from extract.layout.model import Cell, Layout, Piece
from extract.layout.rivers import MOST_ABOVE, Aligned, align, split_words
from extract.layout.spans import place_heads, span_heads
from extract.layout.stacked import count_commas, count_stacked, part_commas, part_stacked
from extract.layout.typed import (
    CAPTION,
    FEWEST_CELLS,
    LONGEST,
    Parting,
    Span,
    TypedLine,
    count_spaced,
    ends_in_bars,
    find_parting,
    has_value,
    is_box,
    is_caption,
    is_drawn,
    is_head,
    is_plain,
    is_run_over,
    part_bars,
    part_blanks,
    part_spaced,
    part_tabs,
    part_words,
)
from extract.layout.wrapped import is_broken, join_wrapped

SLIP = 12  # characters: no longer is a page number or a running mark between two parts of a table
LONGEST_REST = 30  # characters of a cell's text that stands on a line of its own
VALUE = re.compile(r"(?!(?:19|20)\d\d$)[\d.,，]+[%％]?")
CHOICE = re.compile(r"[（(][\s\u3000√✓]*[)）]|[□☐☑■]")
MOST_TURNED = 3  # lines at the turn of a page: numbers and running heads
MOST_RESTS = 12  # lines of cells that run over before the next row
ENDS = "。！？；：!?;:"


def lay_out_text(text: str) -> Layout:
    """Return the pieces of a decoded text: a text piece per line that is not blank, a table piece per run of rows."""
    pieces: list[Piece] = []
    lines = list(_lines(text))
    for parting, run in groupby(zip(lines, _find_rows(text, lines), strict=True), key=itemgetter(1)):
        rows = [line for line, _ in run]
        pieces.extend([*_pieces(text, pieces, rows, parting)])
    return Layout(text, _with_doubts(text, _with_heads(text, pieces)))


def _with_heads(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, a line that names the columns of a table whose values begin on the next page as its row."""
    headed = [*pieces]
    for at, piece in enumerate(pieces):
        if not piece.rows or sum(is_plain(text, (cell.start, cell.end)) for cell in piece.rows[0]) < 2:
            continue
        for above in range(at - 1, max(at - 2 - MOST_TURNED, -1), -1):
            head = pieces[above]
            short = head.kind == "text" and head.end - head.start < LONGEST
            words = split_words(text, head.start, head.end) if short else []
            if len(words) == len(piece.rows[0]) and is_head(text, words) and "\f" in text[head.end : piece.start]:
                headed[above] = replace(head, kind="table", rows=(tuple(_printed(words)),))
                break
    return headed


def _with_doubts(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, the table above rows that are unsure as unsure as they: what stands between was a cell."""
    doubtful = [*pieces]
    for at in range(len(pieces) - 1, 0, -1):
        if doubtful[at].unsure:
            above = at - 1
            while above and _may_be_cell(text, pieces[above]):
                above -= 1
            if pieces[above].kind == "table":
                doubtful[above] = replace(pieces[above], unsure=True)
    return doubtful


def _may_be_cell(text: str, piece: Piece) -> bool:
    """Tell whether a line can be a part of a cell that was torn off its row: short, no sentence and no caption."""
    short = piece.kind == "text" and piece.end - piece.start <= LONGEST_REST
    return short and text[piece.end - 1] not in ENDS and not CAPTION.match(text, piece.start)


def _lines(text: str) -> Iterator[TypedLine]:
    position = 0
    blank = True
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = position + line.index(body)
            yield TypedLine(position, position + len(line.rstrip("\r\n\f\v")), start, start + len(body), blank)
        blank = not body or line[-1] == "\f"
        position += len(line)


def _find_rows(text: str, lines: Sequence[TypedLine]) -> list[Parting | None]:
    """Return what parts the cells of each row; the part of a cell that was broken off its row counts with it."""
    rows = [find_parting(text, line) for line in lines]
    for place in range(1, len(lines) - 1):
        line, below = lines[place], lines[place + 1]
        within = rows[place - 1] == rows[place + 1] == "tab" and not line.gap and not below.gap
        if within and rows[place] is None and _is_rest(text[line.start : line.end]) and _holds_values(text, below):
            rows[place] = "tab"
        beside = (rows[place - 1] == "blanks" and not line.gap) or (rows[place + 1] == "blanks" and not below.gap)
        amid = rows[place - 1] == "blanks" and _goes_on(
            text, lines[place : place + MOST_RESTS], rows[place : place + MOST_RESTS]
        )
        if rows[place] is None and (beside or amid) and is_run_over(text, line, amid=amid):
            rows[place] = "blanks"
    place = 0
    while place < len(lines):
        count, parting = (0, None) if rows[place] else _count_typed(text, lines, place)
        rows[place : place + count] = [parting] * count
        place += count or 1
    return rows


def _goes_on(text: str, lines: Sequence[TypedLine], partings: Sequence[Parting | None]) -> bool:
    """Tell whether a row stands among ``lines`` before any blank line, or one of values before a second one."""
    gaps = 0
    for line, parting in zip(lines, partings, strict=False):
        gaps += line.gap
        if parting == "blanks":
            return not gaps or (gaps == 1 and has_value(text, line))
    return False


def _count_typed(text: str, lines: Sequence[TypedLine], place: int) -> tuple[int, Parting | None]:
    """Return how many lines from ``place`` on are a table that is known by all of them, and what parts its cells."""
    if count := count_spaced(text, lines, place):
        return count, "blank"
    if count := count_commas(text, lines, place):
        return count, "comma"
    return count_stacked(text, lines, place), "stack"


def _is_rest(words: str) -> bool:
    """Tell whether ``words`` can be the part of a label that a line break left alone: a title stands over no values."""
    return len(words) <= LONGEST_REST and words[-1] not in ENDS and not any(sign.isdigit() for sign in words)


def _holds_values(text: str, line: TypedLine) -> bool:
    return any(VALUE.fullmatch(cell.strip()) for cell in text[line.start : line.end].split("\t"))


def _pieces(text: str, before: Sequence[Piece], lines: Sequence[TypedLine], parting: Parting | None) -> Iterator[Piece]:
    """Yield the tables that lines with ``parting`` make, and a text piece per line where they make none."""
    if parting == "stack":
        yield from _stacked(text, lines)
        return
    lone = parting == "tab" and len(lines) == 1 and not _stands_alone(before, part_tabs(text, lines[0]))
    if parting == "blanks":
        for part in _without_choices(text, _joined(text, [*_parts(lines)])):
            yield from _set_by_blanks(text, part)
        return
    for part in _parts(lines):
        if parting == "bar" and is_box(text, part):
            yield from _boxed(text, part, len(before))
            continue
        if parting == "bar" and is_drawn_table(text, part):
            drawn, rests = read_drawn(text, part)
            if len(drawn) > 1:
                yield Piece("table", part[0].start, part[-1].end, rows=drawn, rests=rests)
                continue
        rows = _cells(text, part, parting) if parting and not lone else []
        if rows:
            cells = tuple(tuple(_printed(row)) for row in rows)
            yield Piece("table", part[0].start, part[-1].end, rows=cells)
        else:
            yield from (Piece("text", line.start, line.end) for line in part)


def _set_by_blanks(text: str, lines: Sequence[TypedLine]) -> Iterator[Piece]:
    """Yield the table that blanks set, and a text piece for each of the lines above and below it."""
    table = _aligned(text, lines)
    rows, rests = table.rows, frozenset[int]()
    above, below = table.above, table.below
    if rows:
        upper, own = (rows[0], 1) if _spans(text, rows) else ([], 0)
        rows, rests = join_wrapped(text, table.gaps[own:], rows[own:])
        if not upper and (upper := _upper_storey(text, lines[:above], rows)):
            above -= 1
        if upper:
            rows, rests = [upper, *rows], frozenset(place + 1 for place in rests)
    yield from (Piece("text", line.start, line.end) for line in lines[:above])
    if rows:
        first = span_heads(text, rows) if 1 not in rests else _printed(rows[0])
        cells = (tuple(first), *(tuple(_printed(row)) for row in rows[1:]))
        unsure = is_broken(text, rows, rests)
        yield Piece("table", lines[above].start, lines[below - 1].end, rows=cells, rests=rests, unsure=unsure)
        yield from (Piece("text", line.start, line.end) for line in lines[below:])


def _aligned(text: str, lines: Sequence[TypedLine]) -> Aligned:
    """Return the table that ``lines`` set by blanks: what is free in all rows parts its cells, else two blanks do."""
    table = align(text, lines)
    if table.rows:
        return table
    for above in range(is_caption(text, lines[0]), min(len(lines), MOST_ABOVE + 1)):
        if rows := part_blanks(text, lines[above:]):
            return Aligned(above, len(lines), rows, [line.gap for line in lines[above:]])
    return table


def _stacked(text: str, lines: Sequence[TypedLine]) -> Iterator[Piece]:
    """Yield the tables whose cells ``lines`` are, one a line."""
    while rows := part_stacked(text, lines):
        count = len(rows) * len(rows[0])
        yield Piece("table", lines[0].start, lines[count - 1].end, rows=tuple(tuple(_printed(row)) for row in rows))
        lines = lines[count:]


def _upper_storey(text: str, above: Sequence[TypedLine], rows: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the last line above a table as a row where it prints heads over several others; else nothing."""
    if not above or is_caption(text, above[-1]):
        return []
    upper = place_heads(text, part_words(text, above[-1]), rows[0])
    return upper if upper and _spans(text, [upper, *rows]) else []


def _spans(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Tell whether heads in the first row stand over several in the second."""
    return any(cell.colspan > 1 for cell in span_heads(text, rows))


def _printed(row: Sequence[Span]) -> list[Cell]:
    return [Cell(*span, column) for column, span in enumerate(row)]


def _boxed(text: str, lines: Sequence[TypedLine], frame: int) -> Iterator[Piece]:
    """Yield the lines of a drawn box, its edges as furniture."""
    for line in lines:
        edge = is_drawn(text, line)
        yield Piece("furniture" if edge else "text", line.start, line.end, frame=None if edge else frame)


def _stands_alone(pieces: Sequence[Piece], cells: Sequence[Span]) -> bool:
    """Tell whether a lone row is one by its many cells, or goes on with the table before it."""
    if len(cells) >= FEWEST_CELLS:
        return True
    before = [piece for piece in pieces[-2:] if piece.kind == "table" or piece.end - piece.start > SLIP]
    return bool(before) and before[-1].kind == "table" and len(before[-1].rows[-1]) == len(cells)


def _parts(lines: Sequence[TypedLine]) -> Iterator[list[TypedLine]]:
    """Yield the runs of rows that no blank line parts."""
    part = [lines[0]]
    for line in lines[1:]:
        if line.gap:
            yield part
            part = []
        part.append(line)
    yield part


def _joined(text: str, parts: Sequence[list[TypedLine]]) -> Iterator[list[TypedLine]]:
    """Yield ``parts`` as one where all are one table, else those of one row or of a head as one."""
    whole = [line for part in parts for line in part]
    if len(parts) > 1 and align(text, whole).is_whole:
        yield whole
        return
    for lone, run in groupby(parts, key=lambda part: sum(has_value(text, line) for line in part) < 2):
        if lone:
            yield [line for part in run for line in part]
        else:
            yield from run


def _without_choices(text: str, parts: Iterator[list[TypedLine]]) -> Iterator[list[TypedLine]]:
    """Yield ``parts``, a last line of places to tick by itself: its blanks part no cells (省级（√）  地市级（  ）)."""
    for part in parts:
        last = part[-1]
        choices = len(CHOICE.findall(text, last.start, last.end)) > 1 and len(part) > MOST_ABOVE
        yield from (part[:-1], part[-1:]) if choices else (part,)


def _cells(text: str, lines: Sequence[TypedLine], parting: Parting) -> list[list[Span]]:
    """Return the cells of the rows that ``lines`` type, nothing where they type no table."""
    if parting == "tab":
        return [part_tabs(text, line) for line in _mend(text, lines)]
    if parting == "blank":
        return part_spaced(text, lines)
    if parting == "comma":
        return [part_commas(text, line) for line in lines]
    typed = [line for line in lines if not is_drawn(text, line)]
    edged = ends_in_bars(text, typed)
    return [part_bars(text, line, edged) for line in typed] if len(typed) > 1 else []


def _mend(text: str, lines: Sequence[TypedLine]) -> list[TypedLine]:
    """Return the rows with those made whole that a line break inside a cell has cut."""
    counts = [text.count("\t", line.begin, line.finish) + 1 for line in lines]
    whole = max(set(counts), key=lambda count: (counts.count(count), count))
    mended: list[tuple[TypedLine, int]] = []
    for line, count in zip(lines, counts, strict=True):
        last, cells = mended[-1] if mended else (line, whole)
        if cells < whole and cells + count - 1 == whole and _is_cut(text, last):
            mended[-1] = (TypedLine(last.begin, line.finish, last.start, line.end, last.gap), whole)
        else:
            mended.append((line, count))
    return [line for line, _ in mended]


def _is_cut(text: str, line: TypedLine) -> bool:
    """Tell whether the last cell of ``line`` has words that may go on."""
    last = text[line.begin : line.finish].rpartition("\t")[2].strip()
    return len(last) >= 3 and not last[-1].isdigit() and last[-1] not in ENDS
