"""Counts of right, wanted and given things, and the shares that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

DIGITS = str.maketrans("０１２３４５６７８９％－–—（）", "0123456789%---()")


def bare(text: str | None) -> str:
    """Return ``text`` without white space, full-width digits and dashes made plain."""
    return "".join((text or "").split()).translate(DIGITS)


@dataclass(frozen=True, slots=True)
class Tally:
    """One field of one report: ``right`` of ``want`` things found, among ``got`` given."""

    field: str
    right: int
    want: int
    got: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        """Share of the wanted that was found; 1 where nothing was wanted."""
        return self.right / self.want if self.want else 1.0

    @property
    def precision(self) -> float:
        """Share of the given that was wanted; 1 where nothing was given."""
        return self.right / self.got if self.got else 1.0

    @property
    def perfect(self) -> bool:
        """Nothing missing and nothing extra."""
        return self.right == self.want == self.got


def tally(field: str, want: Iterable[Hashable], got: Iterable[Hashable]) -> Tally:
    """Compare two multisets."""
    wanted, given = Counter(want), Counter(got)
    missing, extra = wanted - given, given - wanted
    return Tally(
        field,
        (wanted & given).total(),
        wanted.total(),
        given.total(),
        tuple(sorted(map(str, missing.elements()))),
        tuple(sorted(map(str, extra.elements()))),
    )


def checked(field: str, outcomes: Iterable[tuple[bool, str]]) -> Tally:
    """Count yes-or-no outcomes; the text names what failed."""
    results = list(outcomes)
    right = sum(good for good, _ in results)
    return Tally(field, right, len(results), len(results), tuple(text for good, text in results if not good))
