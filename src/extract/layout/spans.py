"""Heads over several others in a table set by blanks: they stand over the middle of what they span."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.model import Cell
from extract.layout.typed import YEAR, Span, is_plain, width
from extract.layout.wrapped import is_blank

ASTRAY = 8  # columns of type from the middle of a head to that of what it spans
BRACKET = re.compile(r"[（(][^（）()]*[)）]$")
MOST = 40  # columns of such a table

Group = tuple[int, int]  # first and last column


def span_heads(text: str, rows: Sequence[Sequence[Span]]) -> list[Cell]:
    """Return the cells of the first row, each over the columns that it spans."""
    plain = [Cell(*cell, column) for column, cell in enumerate(rows[0])]
    upper = [column for column, cell in enumerate(rows[0]) if not is_blank(cell)]
    if upper and not upper[0]:
        return _beside_label(text, rows, plain, upper)
    if not upper or not _are_storeys(text, rows) or any(map(is_blank, rows[1])):
        return plain
    middles = [_middle(_place(text, rows[0][column])) for column in upper]
    places = [_place(text, cell) for cell in rows[1]]
    options = [_groups(first, middles, places) for first in range(1, len(places) - len(upper) + 1)]
    fits = [(_astray(groups, middles, places), groups) for groups in options]
    off, groups = min(fits, default=(ASTRAY + 1.0, []))
    again = _repeated([text[slice(*cell)] for cell in rows[1]], len(upper))
    if again and _are_over(again, middles, places):
        groups = again
    elif off > ASTRAY or not groups:
        return plain
    spans = [
        Cell(*rows[0][column], first, last - first + 1) for column, (first, last) in zip(upper, groups, strict=True)
    ]
    return [Cell(plain[0].start, plain[0].start, column) for column in range(groups[0][0])] + spans


def place_heads(text: str, heads: Sequence[Span], row: Sequence[Span]) -> list[Span]:
    """Return a row above ``row`` that prints each of ``heads`` over the nearest column; nothing where they are none."""
    places = [_middle(_place(text, cell)) for cell in row]
    middles = [_middle(_place(text, cell)) for cell in heads]
    nearest = [min(range(len(places)), key=lambda column: abs(places[column] - middle)) for middle in middles]
    if not 1 < len({*nearest}) == len(nearest) < len(row):
        return []
    over = dict(zip(nearest, heads, strict=True))
    return [over.get(column, (heads[0][0], heads[0][0])) for column in range(len(row))]


def _beside_label(text: str, rows: Sequence[Sequence[Span]], plain: Sequence[Cell], upper: Sequence[int]) -> list[Cell]:
    """Return the first row with its heads over groups of the same labels, each over the first of its group."""
    heads = [column for column in upper if not is_blank(rows[1][column])] if _are_storeys(text, rows) else []
    named = [
        is_blank(one) != is_blank(other) or column in heads
        for column, (one, other) in enumerate(zip(*rows[:2], strict=True))
    ]
    groups = _repeated([BRACKET.sub("", text[slice(*cell)]) for cell in rows[1]], len(heads)) if heads else []
    if not all(named) or [first for first, _ in groups] != heads:
        return [*plain]
    wide = {first: last - first + 1 for first, last in groups}
    covered = {column for first, last in groups for column in range(first + 1, last + 1)}
    return [
        Cell(cell.start, cell.end, cell.column, wide.get(cell.column, 1))
        for cell in plain
        if cell.column not in covered
    ]


def _are_storeys(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Tell whether the second row names columns and the first some, above values."""
    if len(rows) < 3 or len(rows[0]) > MOST or not any(map(is_blank, rows[0])):
        return False
    heads = [cell for row in rows[:2] for cell in row]
    return any(is_plain(text, cell) for cell in rows[2]) and not any(
        is_plain(text, cell) and not YEAR.fullmatch(text, *cell) for cell in heads
    )


def _repeated(labels: Sequence[str], count: int) -> list[Group]:
    """Return the columns of ``count`` groups of the same labels at the end of ``labels``, if there are such."""
    for first in range(1, len(labels) - 2 * count + 1):
        size, rest = divmod(len(labels) - first, count)
        if not rest and labels[first:-size] == labels[first + size :]:
            return [(start, start + size - 1) for start in range(first, len(labels), size)]
    return []


def _are_over(groups: Sequence[Group], middles: Sequence[float], places: Sequence[Group]) -> bool:
    """Tell whether each head stands over its group."""
    ends = [(places[first][0], places[last][1]) for first, last in groups]
    return all(start <= middle <= end for middle, (start, end) in zip(middles, ends, strict=True))


def _groups(first: int, middles: Sequence[float], places: Sequence[Group]) -> list[Group]:
    """Return the columns from ``first`` on in groups, one for each of the heads at ``middles`` and about its middle."""
    groups: list[Group] = []
    for heads, middle in zip(range(len(middles) - 1, -1, -1), middles, strict=True):
        ends = range(first, len(places) - heads) if heads else range(len(places) - 1, len(places))
        _, last = min((abs(middle - _middle((places[first][0], places[end][1]))), end) for end in ends)
        groups.append((first, last))
        first = last + 1
    return groups


def _astray(groups: Sequence[Group], middles: Sequence[float], places: Sequence[Group]) -> float:
    """Return how far the head that is furthest off stands from the middle of its group."""
    ends = [(places[first][0], places[last][1]) for first, last in groups]
    return max(abs(middle - _middle(end)) for middle, end in zip(middles, ends, strict=True))


def _place(text: str, cell: Span) -> Group:
    """Return the columns of type that ``cell`` takes up on its line."""
    begin = max(text.rfind(end, 0, cell[0]) for end in "\n\f") + 1
    return width(text[begin : cell[0]]), width(text[begin : cell[1]])


def _middle(place: Group) -> float:
    return (place[0] + place[1]) / 2
