"""Which figures the checks guard: those in which a slip of a digit, a decimal point or a unit would be seen."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from extract.checks.arithmetic import Interval, add, exactly, scale
from extract.checks.book import interval_of
from extract.checks.model import Outcome
from extract.records import Fact, Report

MANY = 300
"""Figures of one relation in which slips are tried: the time for them grows with the square."""


def list_unguarded(report: Report, outcomes: Iterable[Outcome]) -> list[str]:
    """Return the ids of the figures that no relation guards, in text order; thresholds and ranks state nothing."""
    guarded: set[str] = set()
    for outcome in outcomes:
        guarded.update(fact.id for fact in guarded_by(outcome, guarded))
    stating = ("level", "share", "ratio", "change", "change_rate")
    return [fact.id for fact in report.facts if fact.kind in stating and fact.id not in guarded]


def guarded_by(outcome: Outcome, known: Container[str]) -> Iterator[Fact]:
    """Yield the facts that broke a relation, and those not known yet in which a slip would break it."""
    if outcome.problem:
        yield from outcome.facts
    elif outcome.test and len(outcome.facts) <= MANY:
        intervals = [interval_of(fact) for fact in outcome.facts]
        for place, fact in enumerate(outcome.facts):
            slips = slips_of(fact, intervals[place]) if fact.id not in known else ()
            if not all(outcome.test([*intervals[:place], slip, *intervals[place + 1 :]]) for slip in slips):
                yield fact


def slips_of(fact: Fact, interval: Interval) -> Iterator[Interval]:
    """Yield what would be printed with the last digit one off, the decimal point one place off, 亿 for 万 or no 万."""
    step = step_of(fact)
    yield add(interval, exactly(step))
    yield add(interval, exactly(-step))
    yield scale(interval, 10)
    yield scale(interval, Decimal("0.1"))
    yield scale(interval, 10_000)
    yield scale(interval, Decimal("0.0001"))


def step_of(fact: Fact) -> Decimal:
    """Return one unit of the figure's last printed place, without its scale word."""
    printed = Decimal(1).scaleb(-fact.decimals)
    if fact.value and fact.canonical.value:
        return printed * (fact.canonical.value / fact.value)
    return printed
