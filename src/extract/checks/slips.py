"""Slips of the pen: what a printed figure may have been meant to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from extract.checks.arithmetic import Interval, add, exactly, magnitude, meet, scale, subtract, total
from extract.checks.book import interval_of
from extract.records import Fact

TENFOLD = Decimal(10_000)
"""Between 元, 万元 and 亿元."""
POINTS = (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"), TENFOLD, 1 / TENFOLD)
"""By what a figure is off where a decimal point or a scale word has slipped."""

SELDOM = Decimal("0.02")
"""How likely a slip must be found by chance to be no more than a hint: one in so many lists that leave parts out."""
CLOSELY = Decimal("0.1")
"""Of a whole: what parts that should make it up are off by where one of them is misprinted."""


def rescaled(fact: Fact) -> list[Interval]:
    """Return what a figure would be with another scale word: 万元 for 亿元."""
    return [scale(interval_of(fact), factor) for factor in (TENFOLD, 1 / TENFOLD)] if fact.unit else []


def transposed(fact: Fact) -> Iterator[Interval]:
    """Yield what a figure would be with two neighbouring digits in each other's place, the point left where it is."""
    return changed_about(fact, pairwise)


def exchanged(fact: Fact) -> Iterator[Interval]:
    """Yield what a figure would be with any two digits in each other's place."""
    return changed_about(fact, lambda places: combinations(places, 2))


def changed_about(fact: Fact, pairs: Callable[[Sequence[int]], Iterable[tuple[int, int]]]) -> Iterator[Interval]:
    """Yield what a figure would be with the digits of one of ``pairs`` of places changed about."""
    value, canonical = fact.value, fact.canonical.value
    if not value or not canonical:
        return
    digits = str(value)
    for one, other in pairs([place for place, digit in enumerate(digits) if digit.isdigit()]):
        led = one == 0 and digits[other] == "0" and "." in digits  # nobody prints 06.5
        if digits[one] != digits[other] and not led:
            between = digits[one + 1 : other]
            swapped = Decimal(digits[:one] + digits[other] + between + digits[one] + digits[other + 1 :])
            yield add(interval_of(fact), exactly((swapped - value) * (canonical / value)))


def substituted(fact: Fact) -> Iterator[Interval]:
    """Yield what a figure would be with another digit in one place."""
    value, canonical = fact.value, fact.canonical.value
    if not value or not canonical:
        return
    digits = str(value)
    for place, digit in enumerate(digits):
        for other in "0123456789" if digit.isdigit() else "":
            if other != digit and (place or other != "0"):
                changed = Decimal(digits[:place] + other + digits[place + 1 :])
                yield add(interval_of(fact), exactly((changed - value) * (canonical / value)))


def is_near(printed: Interval, computed: Interval) -> bool:
    """Tell whether a figure may be meant to be another: at most twice or at least half of it, or tenfold.

    What is further off is of something else.
    """
    near = meet(printed, Interval(computed.lo / 2, computed.hi * 2)) is not None
    return near or any(meet(scale(printed, factor), computed) for factor in POINTS)


def is_close(intervals: Sequence[Interval]) -> bool:
    """Tell whether parts miss their whole, which comes first, by no more than a small part of it."""
    return miss(intervals) <= intervals[0].hi * CLOSELY


def miss(intervals: Sequence[Interval]) -> Decimal:
    """Return by how much parts miss their whole, which comes first."""
    whole, *parts = intervals
    return magnitude(subtract(whole, total(parts))).lo


def by_chance(facts: Sequence[Fact]) -> Decimal:
    """Return how likely it is that digits changed about in one of ``facts`` make the first the sum of the others."""
    whole = Decimal("".join(filter(str.isdecimal, facts[0].raw)) or 1)
    return sum(1 for fact in facts for _ in transposed(fact)) / max(whole, Decimal(1))
