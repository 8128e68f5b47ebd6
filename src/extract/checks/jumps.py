"""Figures that are out of proportion: sudden jumps, more people than there are, limits, turned ratios, twins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extract.checks.arithmetic import Interval, divide, meet, subtract, total
from extract.checks.book import (
    Book,
    concept_of,
    figure,
    interval_of,
    is_stated,
    nominal,
    plain,
    spread,
    value_of,
    year_of,
)
from extract.checks.model import Outcome, Problem, Severity
from extract.records import Fact
from extract.rules.relations import Limit, Orientation, Population, Twins

JUMP = Decimal(100)
SMALL = Decimal(10)
"""A jump is a figure at least JUMP times the year before's, neither being a mere handful: the slip of 10² or 10⁴."""


def check_jumps(book: Book) -> Iterable[Outcome]:
    """Compare each table figure with the year before's for a change by orders of magnitude."""
    for fact in book.report.facts:
        year = year_of(fact)
        if fact.source != "table" or not is_stated(fact) or year is None:
            continue
        earlier = book.state(fact.entity, concept_of(fact), year - 1)
        last = next((one for one in earlier if one.where.table_id == fact.where.table_id), None)
        if last and fact.canonical.unit == last.canonical.unit:
            yield compare_years(fact, last)


def compare_years(this: Fact, last: Fact) -> Outcome:
    """Return whether a figure is of the same order as the year before's."""
    if stays([interval_of(this), interval_of(last)]):
        return Outcome((this, last), test=stays, loose=True)
    high, low = sorted((nominal(this).lo, nominal(last).lo), reverse=True)
    params = {
        "name": this.name,
        "year": year_of(this),
        "this": figure(this),
        "last": figure(last),
        "factor": plain(high / low, 1),
    }
    return Outcome((this, last), Problem("jump", "warning", params, (this, last), printed=this.raw))


def stays(intervals: Sequence[Interval]) -> bool:
    """Tell whether neither of two figures is JUMP times the other, or one is a mere handful."""
    low, high = sorted(intervals, key=lambda interval: interval.lo)
    return low.lo < SMALL or high.lo < low.hi * JUMP


def check_population(book: Book) -> Iterable[Outcome]:
    """Report counts of people that exceed all the people there can be."""
    for tie in book.relations.of_kind(Population):
        for fact in book.report.facts:
            if is_stated(fact) and fact.unit in ("人", "名", "万人") and counts_own(fact, tie):
                yield from exceed_population(book, tie, fact)


def counts_own(fact: Fact, tie: Population) -> bool:
    """Tell whether the fact counts the report's own people."""
    return any(word in fact.name for word in tie.words) and not any(word in fact.name for word in tie.others)


def exceed_population(book: Book, tie: Population, fact: Fact) -> Iterator[Outcome]:
    """Yield the finding on a count above the sum of all bases that are stated."""
    bases = [found[0] for code in tie.bases if (found := book.state(fact.entity, code, year_of(fact)))]
    if len(bases) < len(tie.bases) or fact.indicator in tie.bases:
        return
    room = subtract(total(map(interval_of, bases)), interval_of(fact))
    if room.hi >= 0:
        return
    people = spread(total(map(interval_of, bases)))
    params = {
        "name": fact.name,
        "year": year_of(fact),
        "count": figure(fact),
        "bases": [figure(base) for base in bases],
        "sum": people,
    }
    problem = Problem("population", "warning", params, (fact, *bases), printed=fact.raw, computed=people)
    yield Outcome((fact, *bases), problem)


def check_limits(book: Book) -> Iterable[Outcome]:
    """Compare figures with the national standard, as declared and as printed in the row."""
    for tie in book.relations.of_kind(Limit):
        for entity, year in book.addresses([tie.indicator]) if is_secondary(book) else ():
            fact = book.state(entity, tie.indicator, year)[0]
            interval = interval_of(fact)
            if (tie.least is not None and interval.hi < tie.least) or (tie.most is not None and interval.lo > tie.most):
                limit = f"≥{tie.least}" if tie.least is not None else f"≤{tie.most}"
                params = {"name": fact.name, "year": year, "value": figure(fact), "limit": limit, "source": tie.because}
                problem = Problem("limit", "info", params, (fact,), printed=fact.raw, computed=limit)
                yield Outcome((fact,), problem)


def is_secondary(book: Book) -> bool:
    """Tell whether the report is of secondary schools, to which the standard applies, and names no others."""
    tiers = book.relations.catalogue.words.tiers
    return tiers.named(book.report.document.title or "") in (None, tiers.first)


def check_orientation(book: Book) -> Iterable[Outcome]:
    """Report ratios whose name puts the sides the other way round than the figure."""
    for tie in book.relations.of_kind(Orientation):
        for fact in book.report.facts:
            value = value_of(fact)
            if fact.kind == "ratio" and fact.unit == ":1" and value is not None and value > 1 and is_turned(fact, tie):
                params = {"printed_name": tie.turned, "name": tie.name, "year": year_of(fact), "ratio": figure(fact)}
                problem = Problem("orientation", "warning", params, (fact,), printed=f"{tie.turned} {fact.raw}")
                yield Outcome((fact,), problem)


def is_turned(fact: Fact, tie: Orientation) -> bool:
    """Tell whether the turned name is the last of the two that is printed before the figure."""
    before = fact.where.quote.partition(fact.raw)[0] if fact.source == "prose" else " / ".join(fact.path)
    return before.rfind(tie.turned) > before.rfind(tie.name)


def check_twins(book: Book) -> Iterable[Outcome]:
    """Compare two indicators of almost one meaning in their last year: a warning where they move apart."""
    for tie in book.relations.of_kind(Twins):
        one, other = tie.indicators
        for entity, year in dict(book.addresses([one])).items():
            pair = [found[0] for code in (one, other) if (found := book.state(entity, code, year))]
            if len(pair) == 2 and not meet(*map(interval_of, pair)):
                yield Outcome(tuple(pair), twin_problem(book, pair[0], pair[1]))


def twin_problem(book: Book, one: Fact, other: Fact) -> Problem:
    """Return the finding on two near namesakes with different figures."""
    moves = [movement(book, fact) for fact in (one, other)]
    opposed = {"up", "down"} == set(moves)
    params = {"year": year_of(one), "one": figure(one), "other": figure(other), "opposed": opposed}
    quotient = divide(interval_of(one), interval_of(other))
    severity: Severity = "warning" if opposed else "info"
    return Problem("twins", severity, params, (one, other), printed=other.raw, computed=spread(quotient, 2))


def movement(book: Book, fact: Fact) -> str | None:
    """Return up or down where the figure certainly moved since the year before."""
    year = year_of(fact)
    stated = book.state(fact.entity, concept_of(fact), year - 1) if year is not None else ()
    if not stated:
        return None
    change = subtract(interval_of(fact), interval_of(stated[0]))
    return "up" if change.lo > 0 else "down" if change.hi < 0 else None
