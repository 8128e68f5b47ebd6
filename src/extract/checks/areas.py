"""One area in two units: 占地 186 亩, 12.4 万平方米."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.arithmetic import Interval, magnitude, meet, subtract
from extract.checks.book import Address, Book, address_of, figure, interval_of, is_stated, nominal, spread, year_of
from extract.checks.guards import step_of
from extract.checks.model import Outcome, Problem, Test
from extract.checks.slips import is_near
from extract.records import Fact

METRES = {"平方米": (Decimal(1), Decimal(1)), "亩": (Decimal(666), Decimal("667.5")), "公顷": (Decimal(10000),) * 2}
"""Square metres of a unit, at least and at most: a 亩 is 666.67 of them, and told as 666 and 667."""
PARTS = ("校区", "其中", "基地", "农场", "新征")
"""Words of an area that is not all of it."""


def check_areas(book: Book) -> Iterator[Outcome]:
    """Compare the statements of each area that are in different units."""
    stated: dict[Address, list[Fact]] = {}
    for fact in book.report.facts:
        if fact.canonical.unit in METRES and is_stated(fact):
            stated.setdefault(address_of(fact), []).append(fact)
    for facts in stated.values():
        others = [fact for fact in facts if fact.canonical.unit != facts[0].canonical.unit]
        for other in others[:1]:
            yield from compare(book, facts[0], other)


def compare(book: Book, one: Fact, other: Fact) -> Iterator[Outcome]:
    """Yield whether two areas in different units can be the same."""
    cues = book.relations.cues
    others = (*PARTS, *cues.earlier, *cues.additions)
    if any(word in book.clause(fact) for fact in (one, other) for word in others):
        return
    facts = one, other
    test = area_test(facts)
    intervals = list(map(interval_of, facts))
    if test(intervals):
        yield Outcome(facts, test=test, loose=True)
    elif is_near(*(in_metres(fact, interval) for fact, interval in zip(facts, intervals, strict=True))):
        yield Outcome(facts, problem(facts), test=test)


def area_test(facts: Sequence[Fact]) -> Test:
    """Return the test of areas that may be the same."""

    def test(intervals: Sequence[Interval]) -> bool:
        one, other = (in_metres(fact, widened(fact, own)) for fact, own in zip(facts, intervals, strict=True))
        return meet(one, other) is not None

    return test


def widened(fact: Fact, own: Interval) -> Interval:
    """Return what a figure admits that may be rounded to its last place either way."""
    step = step_of(fact)
    return Interval(own.lo - step, own.hi + step) if own.point is not None else own


def in_metres(fact: Fact, interval: Interval) -> Interval:
    """Return an area in square metres."""
    least, most = METRES[fact.canonical.unit or ""]
    return Interval(interval.lo * least, interval.hi * most)


def problem(facts: Sequence[Fact]) -> Problem:
    """Return the finding on an area that is another one in another unit."""
    exact = [in_metres(fact, nominal(fact)) for fact in facts]
    params = {
        "name": facts[0].name,
        "year": year_of(facts[0]),
        "figures": [figure(fact) for fact in facts],
        "difference": spread(magnitude(subtract(*exact)), 0),
        "unit": "平方米",
    }
    return Problem("duplicate", "warning", params, tuple(facts), printed=facts[1].raw, computed=facts[0].raw)
