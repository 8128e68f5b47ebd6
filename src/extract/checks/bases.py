"""Implied bases: several figures per head that miss, and the one base that explains them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR

from msgspec import Struct

from extract.checks.arithmetic import Interval, divide, meet, meet_all, multiply
from extract.checks.book import figure, interval_of, spread
from extract.checks.model import Outcome, Problem
from extract.checks.ratios import Division, implied_base
from extract.records import Fact

ENOUGH = 3
"""Ratios that give one base before the reported one is held to be misprinted."""


class Base(Struct, frozen=True):
    """One base that explains several ratios of an entity and year."""

    divisions: Sequence[Division]
    interval: Interval
    reported: Fact


def find_bases(divisions: Sequence[Division]) -> list[Base]:
    """Return the bases that at least two missing ratios with the same usual denominator agree on."""
    groups: dict[tuple[str | None, int, str], list[Division]] = {}
    for division in divisions:
        if not division.fits:
            groups.setdefault((division.entity, division.year, division.tie.denominators[0]), []).append(division)
    return [base for group in groups.values() if (base := common_base(group))]


def common_base(group: Sequence[Division]) -> Base | None:
    """Return the base of as many of ``group`` as agree on one, None for fewer than two."""
    best: list[Division] = []
    for first in group:
        chosen, shared = [first], implied_base(first)
        for other in group:
            narrowed = meet(shared, implied_base(other)) if other is not first else None
            if narrowed and other.tie.numerators != first.tie.numerators:
                chosen, shared = [*chosen, other], narrowed
        best = max(best, chosen, key=len)
    shared_by_all = meet_all(implied_base(division) for division in best)
    if len(best) < 2 or shared_by_all is None:
        return None
    return Base(best, shared_by_all, best[0].denominators[0])


def report_bases(bases: Sequence[Base], divisions: Sequence[Division]) -> Iterator[Outcome]:
    """Yield one finding for each base, and one that follows for each ratio that turns it over (生师比)."""
    for base in bases:
        problem = base_problem(base, divisions)
        facts = (*(division.printed[0] for division in base.divisions), base.reported)
        yield Outcome(facts, problem)
        for division, other in explained_by(base, divisions):
            yield Outcome(division.facts, follower(base, division, other), cause=problem)


def base_problem(base: Base, divisions: Sequence[Division]) -> Problem:
    """Return the finding on a base: another definition; a warning where other figures rest on the reported one.

    So it is where the reported one is a slip of the pen: one digit is another, or two have changed places.
    """
    ratios = [division.printed[0] for division in base.divisions]
    before = held_before(base, divisions)
    return Problem(
        check="implied_base",
        severity="warning" if before or held_beside(base, divisions) or is_slip(base) else "info",
        params={
            "year": base.divisions[0].year,
            "ratios": [figure(ratio) for ratio in ratios],
            "numerators": [figure(division.numerators[0]) for division in base.divisions],
            "base": name_base(base),
            "reported": figure(base.reported),
            "base_before": [figure(division.denominators[0]) for division in before[:1]],
        },
        facts=(*ratios, *(division.numerators[0] for division in base.divisions), base.reported),
        printed=base.reported.raw,
        computed=name_base(base),
    )


def name_base(base: Base) -> str:
    """Return the base as its one whole number where only one fits, else as its ends."""
    low = base.interval.lo.to_integral_value(rounding=ROUND_CEILING)
    high = base.interval.hi.to_integral_value(rounding=ROUND_FLOOR)
    return spread(Interval(low, low)) if low == high else spread(base.interval, 2)


def is_slip(base: Base) -> bool:
    """Tell whether three ratios and more give one whole number that the reported one misprints."""
    meant, printed = name_base(base), str(base.reported.value)
    if len(base.divisions) < ENOUGH or not meant.isdecimal() or len(meant) != len(printed):
        return False
    off = [place for place, (one, other) in enumerate(zip(meant, printed, strict=True)) if one != other]
    swapped = (
        len(off) == 2 and off[1] - off[0] == 1 and meant[off[0]] + meant[off[1]] == printed[off[1]] + printed[off[0]]
    )
    return len(off) == 1 or swapped


def held_before(base: Base, divisions: Sequence[Division]) -> list[Division]:
    """Return the same ratios of the year before that rest on the reported base."""
    codes = {division.tie.indicator for division in base.divisions}
    first = base.divisions[0]
    return [
        division
        for division in divisions
        if division.fits
        and division.tie.indicator in codes
        and (division.entity, division.year) == (first.entity, first.year - 1)
    ]


def held_beside(base: Base, divisions: Sequence[Division]) -> bool:
    """Tell whether another ratio of the same year rests on the reported base."""
    first = base.divisions[0]
    return any(
        division.fits
        and division.tie.denominators[0] == first.tie.denominators[0]
        and (division.entity, division.year) == (first.entity, first.year)
        for division in divisions
    )


def explained_by(base: Base, divisions: Sequence[Division]) -> Iterator[tuple[Division, Fact]]:
    """Yield each missing ratio of the reported base that the implied one explains, with its denominator."""
    first = base.divisions[0]
    for division in divisions:
        if division.fits or (division.entity, division.year) != (first.entity, first.year):
            continue
        if base.reported.key in {fact.key for fact in division.numerators}:
            for below in division.denominators:
                if meet(multiply(interval_of(division.printed[0]), interval_of(below)), base.interval):
                    yield division, below
                    break


def follower(base: Base, division: Division, below: Fact) -> Problem:
    """Return the finding on a ratio whose numerator is the implied base instead of the reported figure."""
    ratio = division.printed[0]
    computed = divide(base.interval, interval_of(below))
    return Problem(
        check="ratio_base",
        severity="warning",
        params={
            "name": ratio.name,
            "year": division.year,
            "ratio": figure(ratio),
            "base": name_base(base),
            "denominator": figure(below),
            "computed": spread(computed, ratio.decimals + 1),
            "reported": figure(base.reported),
        },
        facts=(ratio, base.reported, below),
        printed=ratio.raw,
        computed=spread(computed, ratio.decimals + 1),
    )
