"""Rules → grids: the connected rules, and the cells that they part.

A cell is what no rule parts: slots of the grid that share a side without a rule between them
belong together, so merged cells come out with their spans, and a table without outer verticals
or with an edge that stops short keeps its cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from extract.records import Box
from extract.source.ruling import Rule, Ruling

TOUCH = 3.0
OVERHANG = 10.0
COVERED = 0.6
MOST_SLOTS = 20_000


class GridCell(Struct, frozen=True):
    """A cell in the grid: its first row and column, its spans, its box."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


class Grid(Struct, frozen=True):
    """A ruled grid: the places of its columns and rows and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        """The box round the grid."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def find_grids(ruling: Ruling) -> tuple[Grid, ...]:
    """Return the grids that level and upright rules draw together, from the top."""
    grids = [grid for part in _connected(ruling) if (grid := _grid(part)) is not None]
    return tuple(sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])))


def _connected(ruling: Ruling) -> list[Ruling]:
    """Return the groups of rules that touch one another."""
    tops = [rule.at for rule in ruling.level]
    parent = list(range(len(ruling.level) + len(ruling.upright)))
    for j, upright in enumerate(ruling.upright, len(ruling.level)):
        for i in range(bisect_left(tops, upright.start - TOUCH), bisect_right(tops, upright.end + TOUCH)):
            level = ruling.level[i]
            if level.start - TOUCH <= upright.at <= level.end + TOUCH:
                parent[_root(parent, i)] = _root(parent, j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for k in range(len(parent)):
        level_rules, upright_rules = groups.setdefault(_root(parent, k), ([], []))
        if k < len(ruling.level):
            level_rules.append(ruling.level[k])
        else:
            upright_rules.append(ruling.upright[k - len(ruling.level)])
    return [Ruling(tuple(level), tuple(upright)) for level, upright in groups.values() if level and upright]


def _root(parent: list[int], k: int) -> int:
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


def _grid(rules: Ruling) -> Grid | None:
    xs = _places(rules.upright, rules.level)
    ys = _places(rules.level, rules.upright)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MOST_SLOTS:
        return None
    beside = _walls(rules.upright, xs, ys)
    below = _walls(rules.level, ys, xs)
    return Grid(xs, ys, tuple(_cells(xs, ys, beside, below)))


def _places(rules: Iterable[Rule], across: Sequence[Rule]) -> tuple[float, ...]:
    """Return where ``rules`` stand, with the ends of the rules across them where those reach further."""
    places: list[float] = []
    ends = (min(rule.start for rule in across), max(rule.end for rule in across))
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > TOUCH:
            places.append(at)
    before = [ends[0]] if ends[0] < places[0] - OVERHANG else []
    after = [ends[1]] if ends[1] > places[-1] + OVERHANG else []
    return tuple(before + places + after)


def _walls(rules: Iterable[Rule], places: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """Return the (place, slot across) pairs where a rule covers most of the slot's side."""
    covered: dict[tuple[int, int], float] = {}
    for rule in rules:
        place = min(bisect_left(places, rule.at - TOUCH), len(places) - 1)
        first = max(bisect_right(across, rule.start) - 1, 0)
        for slot in range(first, min(bisect_left(across, rule.end), len(across) - 1)):
            overlap = min(rule.end, across[slot + 1]) - max(rule.start, across[slot])
            covered[place, slot] = covered.get((place, slot), 0.0) + overlap
    return {
        (place, slot)
        for (place, slot), length in covered.items()
        if length >= COVERED * (across[slot + 1] - across[slot])
    }


def _cells(
    xs: Sequence[float], ys: Sequence[float], beside: set[tuple[int, int]], below: set[tuple[int, int]]
) -> Iterator[GridCell]:
    """Yield the cells, row by row: each takes what no rule parts from it, to the right, then down."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (row, right) not in taken and (right, row) not in beside:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_down(range(column, right), bottom, taken, beside, below):
                bottom += 1
            taken.update((r, c) for r in range(row, bottom) for c in range(column, right))
            box = xs[column], ys[row], xs[right], ys[bottom]
            yield GridCell(row, column, bottom - row, right - column, box)


def _goes_down(
    columns: range, row: int, taken: set[tuple[int, int]], beside: set[tuple[int, int]], below: set[tuple[int, int]]
) -> bool:
    """Tell whether the slots of ``row`` belong to the cell above: no rule over them, none between them."""
    if any((row, column) in below or (row, column) in taken for column in columns):
        return False
    return not any((column, row) in beside for column in columns[1:])
