"""Labels that run over several lines of a table set by blanks: the row's values stand beside one of the lines."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from extract.layout.typed import YEAR, Span, TypedLine, is_plain

WORD = re.compile(r"[^\W\d_]")
SHORTER = 3  # signs that a line which runs over may be shorter than the longest one


def join_wrapped(
    text: str, lines: Sequence[TypedLine], rows: Sequence[Sequence[Span]]
) -> tuple[list[list[Span]], frozenset[int]]:
    """Return ``rows``, each label above its values moved beside them, and which rows only go on with the one above.

    ``rows[i]`` is printed on ``lines[i]``.  Only lines without a blank one between go with one another.
    """
    depth = head_depth(text, lines, rows)
    joined, rests = merge_head(rows[:depth])
    waiting: dict[int, Span] = {}  # a label above its values, by its column
    wrapped = False  # the last row took the label above it
    for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
        if at < depth:
            continue
        column = lone_word(text, row)
        below = rows[at + 1] if at + 1 < len(rows) and not lines[at + 1].gap else None
        if column is None:
            joined.append([waiting.get(place, cell) for place, cell in enumerate(row)])
            wrapped, waiting = bool(waiting), {}
        elif below and lone_word(text, below) is None and is_blank(below[column]):
            waiting = {column: row[column]}
        else:
            if joined and not line.gap and (wrapped or is_full(joined, column)):
                rests.add(len(joined))
            joined.append([*row])
    return joined, frozenset(rests)


def head_depth(text: str, lines: Sequence[TypedLine], rows: Sequence[Sequence[Span]]) -> int:
    """Return how many lines the head takes up where it runs over: several words on each, no value, no blank line."""
    if not any(is_plain(text, cell) for row in rows for cell in row):
        return 0
    for depth, (line, row) in enumerate(zip(lines, rows, strict=True)):
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) < 2 or (depth and line.gap) or any(is_plain(text, cell) for cell in filled):
            return depth
    return 0


def merge_head(rows: Sequence[Sequence[Span]]) -> tuple[list[list[Span]], set[int]]:
    """Return the head that ``rows`` print as one row, followed by what goes on with its labels."""
    if len(rows) < 2:
        return [[*row] for row in rows], set()
    head = [*rows[0]]
    rests: list[list[Span]] = []
    for row in rows[1:]:
        rest = [(cell[1], cell[1]) if is_blank(label) else cell for label, cell in zip(head, row, strict=True)]
        head = [cell if is_blank(label) else label for label, cell in zip(head, row, strict=True)]
        rests += [rest] if any(not is_blank(cell) for cell in rest) else []
    return [head, *rests], set(range(1, len(rests) + 1))


def lone_word(text: str, row: Sequence[Span]) -> int | None:
    """Return the column of the one cell that ``row`` prints, None where there are more or it holds a digit."""
    filled = [column for column, cell in enumerate(row) if not is_blank(cell)]
    if len(filled) != 1 or any(sign.isdigit() for sign in text[slice(*row[filled[0]])]):
        return None
    return filled[0]


def is_blank(cell: Span) -> bool:
    """Tell whether ``cell`` prints nothing."""
    return cell[0] == cell[1]


def is_full(rows: Sequence[Sequence[Span]], column: int) -> bool:
    """Tell whether the cell of the last row is about as long as its column is wide, so that it may run over."""
    lengths = [row[column][1] - row[column][0] for row in rows]
    return lengths[-1] > 0 and lengths[-1] >= max(lengths) - SHORTER


def is_broken(text: str, rows: Sequence[Sequence[Span]], rests: Container[int]) -> bool:
    """Tell whether cells of a table of values stand on lines of other rows.

    A row of values lacks a label, one cell stands alone, the first row lacks what others have in front, or the head
    lacks labels or has values.
    """
    head, *body = [row for at, row in enumerate(rows) if at not in rests]
    if not any(is_plain(text, cell) for row in body for cell in row[1:]):
        return False
    printed = [sum(not is_blank(cell) for cell in row) for row in (head, *body)]
    late = bool(body) and is_blank(body[0][0]) and not all(is_blank(row[0]) for row in body)
    valued = any(is_plain(text, cell) and not YEAR.fullmatch(text[slice(*cell)]) for cell in head)
    lone = min(printed) < 2 or 2 * printed[0] < len(head)
    return valued or late or lone or not all(_is_labelled(text, row) for row in body)


def _is_labelled(text: str, row: Sequence[Span]) -> bool:
    """Tell whether a row prints a word or a year."""
    cells = [text[start:end] for start, end in row]
    return any(WORD.search(cell) or YEAR.fullmatch(cell) for cell in cells)
