"""Cells that run over several lines of a table set by blanks: each row's values stand on one of its lines."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from msgspec import Struct

from extract.layout.typed import YEAR, Span, is_plain

WORD = re.compile(r"[^\W\d_]")
FIGURE = re.compile(r"[+＋\-－−±≥≤<>↑↓约]?\d[\d.,，]*(?:[:：∶]\d[\d.]*)?[%％‰]?[↑↓]?|[-—–－―]{1,3}|/")
NUMBER = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
AMONG = "其中"
SHORTER = 3  # signs that a line which runs over may be shorter than the longest one

Row = list[Span]


class Group(Struct):
    """A row: its line of values, with the lines of its cells above and below that."""

    values: Row
    above: Sequence[Row] = ()
    below: Sequence[Row] = ()

    @property
    def lines(self) -> list[Row]:
        """The lines from the top."""
        return [*self.above, self.values, *self.below]


def join_wrapped(text: str, gaps: Sequence[bool], rows: Sequence[Row]) -> tuple[list[Row], frozenset[int]]:
    """Return ``rows``, lines of one row of the table as one, and which of them only go on with the one above.

    ``gaps[i]``: a blank line stands above ``rows[i]``.
    """
    depth = head_depth(text, gaps, rows)
    if depth > 1 and depth < len(rows):
        label = Lines(text, gaps[depth:], rows[depth:]).label
        depth -= is_blank(rows[depth][label]) and not is_blank(rows[depth - 1][label])  # a label above its values
    joined, rests = merge_lines(rows[:depth])
    for group in Lines(text, gaps[depth:], rows[depth:]).groups():
        lines, more = merge_lines(group.lines)
        rests |= {len(joined) + at for at in more}
        joined += lines
    return joined, frozenset(rests)


class Lines:
    """Lines of cells below the head of a table, gathered into rows."""

    def __init__(self, text: str, gaps: Sequence[bool], rows: Sequence[Row]) -> None:
        self.text = text
        self.gaps = gaps
        self.rows = rows
        self.valued = [at for at, row in enumerate(rows) if any(is_figure(text, cell) for cell in row[1:])]
        self.label = self._label_column()
        self.longest = max((row[self.label][1] - row[self.label][0] for row in rows), default=0)
        self.numbered = self._are_numbered()

    def groups(self) -> list[Group]:
        """Return the rows: one for each line of values, and lines between that belong to none of them."""
        groups: list[Group] = []
        numbers: list[tuple[float, Span]] = []
        last: Group | None = None
        for before, at in pairwise([-1, *self.valued, len(self.rows)]):
            between = range(before + 1, at)
            loose = [one for one in between if not self._is_lone_number(one)]
            group = Group([*self.rows[at]]) if at < len(self.rows) else None
            below, own, above = self._settle(loose, last, group, at)
            if last is not None:
                last.below = [self.rows[one] for one in below]
            groups += [Group([*self.rows[one]]) for one in own]
            numbers += [(len(groups) - 0.5, self.rows[one][0]) for one in between if self._is_lone_number(one)]
            if group is not None:
                group.above = [self.rows[one] for one in above]
                if self.numbered and not is_blank(group.values[0]):
                    numbers.append((len(groups), group.values[0]))
                groups.append(group)
            last = group
        self._give_numbers(groups, numbers)
        return groups

    def _settle(
        self, loose: list[int], last: Group | None, group: Group | None, at: int
    ) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """Return which lines between two of values go with the row above, with neither, with the row below."""
        lacks = group is not None and is_blank(group.values[self.label])
        count = len(last.above) if last is not None else 0
        parted = [one for one in (*loose, at) if one < len(self.rows) and self.gaps[one]] if loose else []
        if parted:
            below = [one for one in loose if one < parted[0]]
            above = [one for one in loose if one >= parted[-1]]
            own = [one for one in loose if parted[0] <= one < parted[-1]]
            return (below, own, above) if self._runs_over(last) else ([], [*below, *own], above)
        if lacks:
            below = loose[: min(count, max(0, len(loose) - 1))]
            return below, (), loose[len(below) :]
        if count:
            return loose[:count], loose[count:], ()
        return (loose, (), ()) if self._runs_over(last) else ((), loose, ())

    def _runs_over(self, group: Group | None) -> bool:
        """Tell whether a row may go on below its values: it began above them, or its label fills its column."""
        return group is not None and (bool(group.above) or self._is_full(group))

    def _is_full(self, group: Group) -> bool:
        """Tell whether the label of a row is about as long as its column is wide, so that it may run over."""
        cell = group.values[self.label]
        return cell[1] - cell[0] >= max(1, self.longest - SHORTER)

    def _label_column(self) -> int:
        """Return the first column that most lines of values print words in."""
        for column in range(len(self.rows[0]) if self.rows else 0):
            printed = [cell for at in self.valued if not is_blank(cell := self.rows[at][column])]
            if 2 * sum(not is_figure(self.text, cell) for cell in printed) > len(printed):
                return column
        return 0

    def _are_numbered(self) -> bool:
        """Tell whether the first column numbers the rows."""
        printed = [row[0] for row in self.rows if not is_blank(row[0])]
        return self.label > 0 and len(printed) > 1 and all(NUMBER.fullmatch(self.text, *cell) for cell in printed)

    def _is_lone_number(self, at: int) -> bool:
        row = self.rows[at]
        return self.numbered and not is_blank(row[0]) and all(map(is_blank, row[1:]))

    def _give_numbers(self, groups: Sequence[Group], numbers: Sequence[tuple[float, Span]]) -> None:
        """Move numbers of merged cells, which stand in their middle, to the first rows of these."""
        firsts = self._first_rows(groups, numbers)
        if not firsts:
            firsts = [int(place) for place, _ in numbers]
        if len({*firsts}) < len(firsts):
            return
        for place, _ in numbers:
            if place == int(place):
                groups[int(place)].values[0] = _nothing(groups[int(place)].values[0])
        for first, (_, number) in zip(firsts, numbers, strict=True):
            groups[first].values[0] = number

    def _first_rows(self, groups: Sequence[Group], numbers: Sequence[tuple[float, Span]]) -> list[int]:
        """Return where the cells begin that ``numbers`` stand in the middle of; nothing where they do not."""
        firsts: list[int] = []
        start = 0
        for place, _ in numbers:
            end = 2 * place - start
            if end < start or end >= len(groups) or (end > start and self._is_among(groups[start])):
                return []
            firsts.append(start)
            start = int(end) + 1
        return firsts if start == len(groups) else []

    def _is_among(self, group: Group) -> bool:
        """Tell whether the label of a row says that it is among those above."""
        return any(self.text.startswith(AMONG, line[self.label][0]) for line in group.lines)


def is_figure(text: str, word: Span) -> bool:
    """Tell whether ``word`` is a value and no year."""
    return FIGURE.fullmatch(text, *word) is not None and YEAR.fullmatch(text, *word) is None


def head_depth(text: str, gaps: Sequence[bool], rows: Sequence[Row]) -> int:
    """Return how many lines the head takes up where it runs over: several words on each, no value, no blank line."""
    if not any(is_figure(text, cell) for row in rows for cell in row):
        return 0
    for depth, (gap, row) in enumerate(zip(gaps, rows, strict=True)):
        filled = [cell for cell in row if not is_blank(cell)]
        again = depth and not any(map(is_blank, (*rows[depth - 1], *row)))  # each column is named, and named no more
        if len(filled) < 2 or (depth and gap) or again or any(is_figure(text, cell) for cell in filled):
            return depth
    return 0


def fold_head(text: str, gaps: Sequence[bool], rows: Sequence[Row]) -> tuple[list[bool], list[Row]]:
    """Return ``rows`` with each lone word of the head on the line below it, where its column is blank."""
    folded: list[tuple[bool, Row]] = []
    waiting: tuple[bool, Row] | None = None
    for at, (gap, row) in enumerate(zip(gaps, rows, strict=True)):
        filled = [column for column, cell in enumerate(row) if not is_blank(cell)]
        below = rows[at + 1] if at + 1 < len(rows) else None
        head = below is not None and not any(is_figure(text, cell) for line in rows[: at + 2] for cell in line)
        if waiting is not None:
            gap, above = waiting
            row = [cell if is_blank(lone) else lone for lone, cell in zip(above, row, strict=True)]
            waiting = None
        elif head and below is not None and len(filled) == 1 and is_blank(below[filled[0]]):
            waiting = gap, row
            continue
        folded.append((gap, row))
    return [gap for gap, _ in folded], [row for _, row in folded]


def merge_lines(rows: Sequence[Row]) -> tuple[list[Row], set[int]]:
    """Return the cells that ``rows`` print line by line as one row, followed by what goes on with it."""
    depth = max((sum(not is_blank(cell) for cell in column) for column in zip(*rows, strict=True)), default=0)
    lines = [[_nothing(cell) for cell in rows[0]] for _ in range(depth)] if rows else []
    for column, cells in enumerate(zip(*rows, strict=True)):
        for line, cell in zip(lines, [cell for cell in cells if not is_blank(cell)], strict=False):
            line[column] = cell
    return lines, set(range(1, depth))


def _nothing(cell: Span) -> Span:
    return cell[1], cell[1]


def is_blank(cell: Span) -> bool:
    """Tell whether ``cell`` prints nothing."""
    return cell[0] == cell[1]


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
