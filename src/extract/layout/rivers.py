"""Cells of a table that a program set by blanks: one blank may part two of them, and lines may be set aside.

What runs down between all rows of values parts the columns; the words of each line then go to the columns
nearest to them, in order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain, pairwise

from msgspec import Struct

from extract.layout.stairs import join_stairs
from extract.layout.typed import (
    FEWEST_CELLS,
    LONGEST_HEAD,
    NUMBERED,
    RUNNING,
    SHORTEST_REST,
    Span,
    TypedLine,
    is_caption,
    places_of,
    width,
)
from extract.layout.wrapped import fold_head, is_blank, is_figure

WORD = re.compile(r"[^ \u3000\u00a0]+")
DATE = re.compile(r"\d[ \u3000\u00a0](?:学?年|届|级|月|日|岁|元$)")
FEWEST_ROWS = 2
SPARE = 5  # rows of which one may stand in the way between columns
FURTHEST = 12  # columns of type from a value to its column and four times that from a label
MOST_LINES, MOST_WORDS, MOST_COLUMNS = 200, 60, 40  # of a table, on a line
MOST_ABOVE = 2  # lines right above a table: its caption, its unit
BLANK = 1.0  # what a blank cell costs, in columns of type
SHARED, TORN = 4.0, 6.0  # what words of one cell cost, and where one of them is a value
MISFIT = 3.0  # what a value among words costs
ASTRAY = 0.25  # of a cost: a column of type by which a word of a line without values stands aside
COVERED = 1.0  # of a cost: one column of type by which a word reaches over another column

Place = tuple[int, int]


class Aligned(Struct, frozen=True):
    """The cells of a table, line by line, from line ``above`` to before line ``below``; ``gaps``: which stand off."""

    above: int
    below: int
    rows: list[list[Span]]
    gaps: list[bool]

    @property
    def is_whole(self) -> bool:
        """Tell whether all from the first line on is of the table."""
        return bool(self.rows) and not self.above


def align(text: str, lines: Sequence[TypedLine]) -> Aligned:
    """Return the table that ``lines`` set by blanks, some lines above and below it left out; no rows where none is."""
    if len(lines) > MOST_LINES:
        return Aligned(len(lines), len(lines), [], [])
    words = [split_words(text, line.start, line.end) for line in lines]
    below = _end(text, lines, words)
    for above in range(is_caption(text, lines[0]), min(below, MOST_ABOVE + 1)):
        steps = join_stairs(text, words[above:below])
        if rows := find_columns(text, [line for _, line in steps]):
            gaps, rows = fold_head(text, [lines[above + at].gap for at, _ in steps], rows)
            return Aligned(above, below, rows, gaps)
    return Aligned(len(lines), len(lines), [], [])


def _end(text: str, lines: Sequence[TypedLine], words: Sequence[Sequence[Span]]) -> int:
    """Return where the table ends: behind its last value, but for rests of cells."""
    end = max((at + 1 for at, line in enumerate(words) if any(is_figure(text, word) for word in line)), default=0)
    while end and end < len(lines) and not lines[end].gap and _is_rest(text, lines[end]):
        end += 1
    return end or len(lines)


def _is_rest(text: str, line: TypedLine) -> bool:
    """Tell whether a line below the last values can be the rest of a cell."""
    words = text[line.start : line.end]
    return len(words) <= SHORTEST_REST and not RUNNING.search(words) and not NUMBERED.match(words)


def split_words(text: str, start: int, end: int) -> list[Span]:
    """Return the words between ``start`` and ``end`` that any blank parts; a number and its 年 are one."""
    words: list[Span] = []
    for match in WORD.finditer(text, start, end):
        first, last = match.span()
        if words and first - words[-1][1] == 1 and DATE.match(text, first - 2, last):
            words[-1] = words[-1][0], last
        else:
            words.append((first, last))
    return words


def find_columns(text: str, lines: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """Return a cell a column for each of ``lines`` of words, blank ones at the end of the line before; else nothing.

    They are a table where rows of values leave room for three columns or more, and each word finds its own.
    """
    rows = [at for at, words in enumerate(lines) if holds_figures(text, words)]
    if len(rows) < FEWEST_ROWS or any(len(words) > MOST_WORDS for words in lines):
        return []
    if any(RUNNING.search(text, *word) and not is_figure(text, word) for words in lines for word in words):
        return []
    held = [at for at in range(rows[0], len(lines)) if all(end - start <= LONGEST_HEAD for start, end in lines[at])]
    found: list[tuple[float, int, list[list[Span]]]] = []
    for measure in (len, width) if "\f" in text else (width, len):
        if found and "\f" in text:
            break  # pages turned into text, where a sign takes up a column
        placed = [places_of(text, words, measure) for words in lines]
        for spare in sorted({0, min(1, len(held) // 3), len(held) // SPARE}):
            columns = _columns(text, lines, placed, held, spare)
            if not FEWEST_CELLS <= len(columns) <= MOST_COLUMNS:
                continue
            whole = [_assign(text, words, places, columns) for words, places in zip(lines, placed, strict=True)]
            if all(row is not None for row in whole):
                cost = sum(row[1] for row in whole if row is not None)
                cells, parted = _part_evenly(text, [row[0] for row in whole if row is not None], rows)
                cost -= TORN * parted
                cost += BLANK * sum(map(is_blank, chain(*cells))) + MISFIT * _misfits(text, [cells[at] for at in rows])
                found.append((cost, -len(cells[0]), cells))
    return min(found, key=lambda one: one[:2])[2] if found else []


def _part_evenly(text: str, lines: list[list[Span]], rows: Sequence[int]) -> tuple[list[list[Span]], int]:
    """Return ``lines`` with columns parted whose cells are as many words in all rows, all but the first ones values.

    They stand too close for a column to be free in all rows.  Returned besides: how often values were parted.
    """
    parted = 0
    for column in range(len(lines[0]) - 1, -1, -1):
        counts = {len(split_words(text, *lines[at][column])) for at in rows}
        count = counts.pop()
        words = [split_words(text, *line[column]) for line in lines]
        if counts or count < 2 or any(not is_figure(text, word) for at in rows for word in words[at][1:]):
            continue
        parted += (count - 1) * len(rows)
        for line, found in zip(lines, words, strict=True):
            cells = (
                found if len(found) == count else [line[column], *[(line[column][1], line[column][1])] * (count - 1)]
            )
            line[column : column + 1] = cells
    return lines, parted


def _misfits(text: str, rows: Sequence[Sequence[Span]]) -> int:
    """Return how many cells of rows of values are words in columns of values, or values among words."""
    count = 0
    for column in zip(*rows, strict=True):
        values = [is_figure(text, cell) for cell in column if not is_blank(cell)]
        count += min(sum(values), len(values) - sum(values))
    return count


def holds_figures(text: str, words: Sequence[Span]) -> bool:
    """Tell whether a line of several words ends in values, or in one with a remark."""
    return len(words) > 1 and any(is_figure(text, word) for word in words[1:])


def _columns(
    text: str, lines: Sequence[Sequence[Span]], placed: Sequence[Sequence[Place]], rows: Sequence[int], spare: int
) -> list[Place]:
    """Return what the columns cover: ``spare`` rows may stand in the way between two."""
    ends = sorted(
        [(start, 1) for at in rows for start, _ in placed[at]] + [(end, -1) for at in rows for _, end in placed[at]]
    )
    columns: list[Place] = []
    depth, begin = 0, 0
    for place, step in ends:
        if depth <= spare < depth + step:
            begin = place
        if depth + step <= spare < depth and place > begin:
            columns.append((begin, place))
        depth += step
    whole = columns[:1]
    for column in columns[1:]:
        if column[0] > whole[-1][1] and _is_river(text, lines, placed, whole[-1], column):
            whole.append(column)
        else:
            whole[-1] = whole[-1][0], column[1]
    return whole


def _is_river(
    text: str, lines: Sequence[Sequence[Span]], placed: Sequence[Sequence[Place]], left: Place, right: Place
) -> bool:
    """Tell whether two columns that no row joins are two: a line parts them by two blanks, or values by one."""
    beside: list[bool] = []
    heads = 0
    for words, places in zip(lines, placed, strict=True):
        valued = holds_figures(text, words)
        for (word, after), (before, behind) in zip(pairwise(words), pairwise(places), strict=True):
            if left[0] < before[1] <= right[0] and left[1] <= behind[0] < right[1]:
                if after[0] - word[1] > 1:
                    return True
                heads += not valued
                if valued:
                    beside.append(is_figure(text, word) or is_figure(text, after))
    return len(beside) + heads >= FEWEST_ROWS and bool(beside) and all(beside)


def _assign(
    text: str, words: Sequence[Span], places: Sequence[Place], columns: Sequence[Place]
) -> tuple[list[Span], float] | None:
    """Return the cells of a line and how far its words stand from their columns; None where they find no place.

    Words go to columns in order; only a word behind a single blank may share the column of the one before it.
    """
    if not words:
        return None
    if len(words) == len(columns) and not holds_figures(text, words):
        off = (max(start - place[1], place[0] - end, 0) for place, (start, end) in zip(places, columns, strict=True))
        return [*words], ASTRAY * sum(off)
    if plain := _plainly(places, columns):
        return _cells(words, plain, len(columns)), 0.0
    best: list[tuple[float, tuple[int, ...]] | None] = [None] * len(columns)
    astray = 1.0 if holds_figures(text, words) else ASTRAY
    for at, place in enumerate(places):
        over = [max(0, min(place[1], end) - max(place[0], start)) for start, end in columns]
        near = [_cost(place, column, sum(over) - own, astray) for column, own in zip(columns, over, strict=True)]
        if at == 0:
            best = [(cost, (column,)) if cost is not None else None for column, cost in enumerate(near)]
            continue
        beside = words[at - 1 : at + 1]
        shares = beside[1][0] - beside[0][1] == 1
        joined = TORN if any(is_figure(text, word) for word in beside) else SHARED
        after: list[tuple[float, tuple[int, ...]] | None] = []
        least: tuple[float, tuple[int, ...]] | None = None
        for column, cost in enumerate(near):
            options = [least] if least else []
            here = best[column]
            if here is not None and shares:
                options.append((here[0] + joined, here[1]))
            chosen = min(options, key=lambda one: one[0], default=None)
            after.append(None if chosen is None or cost is None else (chosen[0] + cost, (*chosen[1], column)))
            if here is not None and (least is None or here[0] < least[0]):
                least = here
        best = after
    ways = [one for one in best if one is not None]
    if not ways:
        return None
    cost, taken = min(ways, key=lambda one: one[0])
    return _cells(words, taken, len(columns)), cost


def _plainly(places: Sequence[Place], columns: Sequence[Place]) -> list[int]:
    """Return the column of each word where each stands in one of its own; else nothing."""
    taken = [bisect_right(columns, place[0], key=lambda column: column[1]) for place in places]
    alone = all(at < len(columns) and columns[at][0] < place[1] for at, place in zip(taken, places, strict=True))
    over = alone and any(
        columns[at + 1][0] < place[1] for at, place in zip(taken, places, strict=True) if at + 1 < len(columns)
    )
    return taken if alone and not over and all(a < b for a, b in pairwise(taken)) else []


def _cells(words: Sequence[Span], taken: Sequence[int], count: int) -> list[Span]:
    """Return ``count`` cells with the words in the columns ``taken``, those of one column together."""
    cells: list[Span] = [(words[-1][1], words[-1][1])] * count
    for word, column in zip(words, taken, strict=True):
        cell = cells[column]
        cells[column] = word if is_blank(cell) else (cell[0], word[1])
    return cells


def _cost(place: Place, column: Place, over: int, astray: float) -> float | None:
    """Return how far a word stands from a column, and ``over`` others; None where that is too far."""
    off = max(column[0] - place[1] + 1, place[0] - column[1] + 1, 0)
    return astray * (off + COVERED * over) if astray * off <= FURTHEST else None
