"""Figures of one year that a later report gives otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from extract.checks.arithmetic import admitted, meet_all
from extract.compare.ledger import Key, Ledger, Years, state
from extract.compare.records import Restatement
from extract.records import Fact


def state_restatements(ledger: Ledger) -> list[Restatement]:
    """Return the figures that reports give with intervals that don't meet, newest year first within a figure."""
    books: Iterator[tuple[Key, Sequence[Years]]] = chain(ledger.figures.items(), ledger.others.items())
    return [restatement for _, years in books for restatement in restate(ledger, years)]


def restate(ledger: Ledger, years: Sequence[Mapping[int, Fact]]) -> Iterator[Restatement]:
    """Yield the years of one figure on which reports don't agree."""
    for year in sorted({year for own in years for year in own}, reverse=True):
        given = [(report, own[year]) for report, own in enumerate(years) if year in own]
        if len(given) > 1 and differ([fact for _, fact in given]):
            yield Restatement(
                **ledger.topic(*given[-1]).model_dump(),
                year=year,
                values=[state(report, year, fact) for report, fact in given],
            )


def differ(facts: Sequence[Fact]) -> bool:
    """Tell whether the figures have no value in common, or say up and down."""
    directions = {fact.direction for fact in facts if fact.direction}
    return len(directions) > 1 or meet_all(admitted(fact.interval) for fact in facts) is None
