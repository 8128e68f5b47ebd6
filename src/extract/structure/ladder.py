"""The ladder of sections: where a numbered heading stands, and whether it is the one to expect."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from extract.structure.grammar import Label
from extract.structure.numbers import join_levels

Step = Literal["first", "next", "gap", "repeat"]
WIDEST_GAP = 3


class Rung(Struct, frozen=True):
    """An open section: its rank, printed levels, canonical number, depth and dress; ``section`` is its index."""

    rank: tuple[int, int]
    levels: tuple[int, ...]
    number: str | None
    level: int
    section: int
    dress: str = ""


class Ladder:
    """The sections that enclose the place reached so far."""

    def __init__(self) -> None:
        self._rungs: list[Rung] = []
        self._top: tuple[int, int] | None = None
        self._last: dict[tuple[int, int], int] = {}

    @property
    def here(self) -> Rung | None:
        """Return the innermost open section."""
        return self._rungs[-1] if self._rungs else None

    @property
    def outermost(self) -> Rung | None:
        """Return the outermost open section."""
        return self._rungs[0] if self._rungs else None

    def step(self, label: Label) -> Step | None:
        """Return how ``label`` follows what stands: None where it does not."""
        rung = next((rung for rung in self._rungs if rung.rank == label.rank and rung.levels), None)
        if label.dress == "dotted":
            return self._dotted_step(label, rung)
        if rung:
            return _stride(label.levels[0] - rung.levels[0])
        if label.levels[0] == 1:
            return "first"
        return _stride(label.levels[0] - self._last.get(label.rank, 0))

    def _dotted_step(self, label: Label, rung: Rung | None) -> Step | None:
        *stem, last = label.levels
        if rung and list(rung.levels[:-1]) == stem:
            return _stride(last - rung.levels[-1])
        above = [one for one in self._rungs if one.rank < label.rank and one.levels]
        if not above:
            return "first" if last == 1 else "gap"
        parent = above[-1].levels
        if list(parent[-len(stem) :]) == stem or list(parent) == stem:
            return _opening(last)
        ahead = tuple(stem) > tuple(parent[: len(stem)]) and stem[-1] - parent[min(len(parent), len(stem)) - 1] <= 1
        return _opening(last) if ahead else None

    def continues(self, label: Label) -> bool:
        """Tell whether ``label`` is the sibling next to an open section."""
        return any(rung.rank == label.rank for rung in self._rungs) and self.step(label) == "next"

    def place(self, label: Label | None, section: int) -> tuple[Rung, Rung | None]:
        """Open a section and return its rung and the one it stands under; ``label`` None: an unnumbered part."""
        if label is None:
            self._rungs = []
            rung = Rung(self._top or (99, 0), (), None, 1, section)
        else:
            self._top = min(self._top or label.rank, label.rank)
            while self._rungs and not self._holds(self._rungs[-1], label):
                self._rungs.pop()
            self._last[label.rank] = label.levels[-1]
            rung = self._rung(label, section)
        parent = self.here
        self._rungs.append(rung)
        return rung, parent

    def _holds(self, rung: Rung, label: Label) -> bool:
        if rung.rank >= label.rank:
            return False
        nested = label.dress == "dotted" and rung.rank[0] + 1 >= label.rank[0] and rung.levels
        return not nested or label.levels[: len(rung.levels)] == rung.levels

    def _rung(self, label: Label, section: int) -> Rung:
        above = self.here
        own = join_levels(label.levels, ".")
        if label.dress == "dotted":
            level = above.level + 1 if above else len(label.levels)
            return Rung(label.rank, label.levels, own, level, section, label.dress)
        number = f"{above.number}.{own}" if above and above.number else own
        return Rung(label.rank, label.levels, number, above.level + 1 if above else 1, section, label.dress)


def _opening(value: int) -> Step | None:
    return "first" if value == 1 else "gap" if value <= WIDEST_GAP else None


def _stride(distance: int) -> Step | None:
    if distance == 1:
        return "next"
    return "repeat" if distance == 0 else "gap" if 0 < distance <= WIDEST_GAP else None
