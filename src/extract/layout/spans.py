"""Heads over several others in a table set by blanks: they stand over the middle of what they span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.layout.model import Cell
from extract.layout.typed import YEAR, Span, is_plain, place_of, width
from extract.layout.wrapped import is_blank

ASTRAY = 8  # columns of type from the middle of a head to that of what it spans
BRACKET = re.compile(r"[（(][^（）()]*[)）]$")
MOST = 40  # columns of such a table

Group = tuple[int, int]  # first and last column


def span_heads(text: str, rows: Sequence[Sequence[Span]]) -> list[Cell]:
    """Return the cells of the first row, each over the columns that it spans."""
    plain = [Cell(*cell, column) for column, cell in enumerate(rows[0])]
    if not _are_storeys(text, rows):
        return plain
    lower = [column for column, cell in enumerate(rows[1]) if not is_blank(cell)]
    spans: dict[int, int] = {}
    for run in _runs(lower):
        upper = [column for column in run if not is_blank(rows[0][column])]
        if not upper:
            continue
        groups = _groups_under(text, rows, run, upper)
        if not groups:
            return plain
        for column, (first, last) in zip(upper, groups, strict=True):
            plain[first] = Cell(*rows[0][column], first, last - first + 1)
            spans[first] = last
    covered = {column for first, last in spans.items() for column in range(first + 1, last + 1)}
    aside = {column for column in lower if column not in spans}
    return [
        Cell(cell.start, cell.start, column) if column in aside else cell
        for column, cell in enumerate(plain)
        if column not in covered
    ]


def _runs(columns: Sequence[int]) -> list[list[int]]:
    """Return the runs of columns side by side."""
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _groups_under(text: str, rows: Sequence[Sequence[Span]], run: Sequence[int], upper: Sequence[int]) -> list[Group]:
    """Return which columns of a run each head in ``upper`` spans; nothing where they do not stand about its middle."""
    if len(upper) == len(run):
        return []
    labels = [BRACKET.sub("", text[slice(*rows[1][column])]) for column in run]
    fits: list[tuple[float, float, list[Group]]] = []
    for measure in (width, len):
        places = [place_of(text, rows[1][column], measure) for column in run]
        heads = [place_of(text, rows[0][column], measure) for column in upper]
        middles = [*map(_middle, heads)]
        if upper[0] == run[0] and all(
            head[0] == places[run.index(at)][0] for head, at in zip(heads, upper, strict=True)
        ):
            return [(first, last - 1) for first, last in pairwise([*upper, run[-1] + 1])]  # flush left over the first
        again = _repeated(labels, len(upper)) or _begun(labels, int(not run[0]), len(upper))
        if again and _are_over(again, middles, places):
            return [(run[first], run[last]) for first, last in again]
        beside = range(1) if run[0] else range(1, len(run) - len(upper) + 1)
        fits += [_groups(first, middles, places) for first in beside]
    off, _, groups = min(fits)
    return [(run[first], run[last]) for first, last in groups] if off <= ASTRAY else []


def place_heads(text: str, heads: Sequence[Span], row: Sequence[Span]) -> list[Span]:
    """Return a row above ``row`` that prints each of ``heads`` over the nearest column; nothing where they are none."""
    places = [_middle(place_of(text, cell, width)) for cell in row]
    middles = [_middle(place_of(text, cell, width)) for cell in heads]
    nearest = [min(range(len(places)), key=lambda column: abs(places[column] - middle)) for middle in middles]
    if not 1 < len({*nearest}) == len(nearest) < len(row):
        return []
    over = dict(zip(nearest, heads, strict=True))
    return [over.get(column, (heads[0][0], heads[0][0])) for column in range(len(row))]


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
    for first in range(len(labels) - 2 * count + 1):
        size, rest = divmod(len(labels) - first, count)
        if not rest and size > 1 and labels[first:-size] == labels[first + size :]:
            return [(start, start + size - 1) for start in range(first, len(labels), size)]
    return []


def _begun(labels: Sequence[str], left: int, count: int) -> list[Group]:
    """Return the columns from ``left`` on in ``count`` groups: the last begin with one label, others are single."""
    for first in range(left, left + count - 1):
        starts = [*range(left, first), *(at for at in range(first, len(labels)) if labels[at] == labels[first])]
        if labels[first] and len(starts) == count:
            return [(start, end - 1) for start, end in pairwise([*starts, len(labels)])]
    return []


def _are_over(groups: Sequence[Group], middles: Sequence[float], places: Sequence[Group]) -> bool:
    """Tell whether each head stands over its group."""
    ends = [(places[first][0], places[last][1]) for first, last in groups]
    return all(start <= middle <= end for middle, (start, end) in zip(middles, ends, strict=True))


def _groups(first: int, middles: Sequence[float], places: Sequence[Group]) -> tuple[float, float, list[Group]]:
    """Return the columns from ``first`` on in groups, one for each of the heads at ``middles``: those whose middles are
    the nearest; before them how far the furthest is off, and all together."""
    begun: dict[int, tuple[float, float, list[Group]]] = {first: (0.0, 0.0, [])}
    for left, middle in zip(range(len(middles) - 1, -1, -1), middles, strict=True):
        going: dict[int, tuple[float, float, list[Group]]] = {}
        for start, (most, total, groups) in begun.items():
            for end in range(start, len(places) - left) if left else range(len(places) - 1, len(places)):
                off = abs(middle - _middle((places[start][0], places[end][1])))
                way = (max(most, off), total + off, [*groups, (start, end)])
                going[end + 1] = min(going.get(end + 1, way), way)
        begun = going
    return begun[len(places)]


def _middle(place: Group) -> float:
    return (place[0] + place[1]) / 2
