"""Which figures the checks guard: those in which a slip in the last place would be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from extract.checks.arithmetic import add, exactly
from extract.checks.book import interval_of
from extract.checks.model import Outcome
from extract.records import Fact, Report


def list_unguarded(report: Report, outcomes: Iterable[Outcome]) -> list[str]:
    """Return the ids of the figures that no relation guards, in text order; thresholds and ranks state nothing."""
    guarded = {fact.id for outcome in outcomes for fact in guarded_by(outcome)}
    stating = ("level", "share", "ratio", "change", "change_rate")
    return [fact.id for fact in report.facts if fact.kind in stating and fact.id not in guarded]


def guarded_by(outcome: Outcome) -> Iterator[Fact]:
    """Yield the facts that broke a relation, and those whose next printable value, up or down, would break it."""
    if outcome.problem:
        yield from outcome.facts
    elif outcome.test:
        intervals = [interval_of(fact) for fact in outcome.facts]
        for place, fact in enumerate(outcome.facts):
            for shifted in (add(intervals[place], exactly(step)) for step in (step_of(fact), -step_of(fact))):
                if not outcome.test([*intervals[:place], shifted, *intervals[place + 1 :]]):
                    yield fact
                    break


def step_of(fact: Fact) -> Decimal:
    """Return one unit of the figure's last printed place, without its scale word."""
    printed = Decimal(1).scaleb(-fact.decimals)
    if fact.value and fact.canonical.value:
        return printed * (fact.canonical.value / fact.value)
    return printed
