"""Prose that gives last year's figures as this year's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from extract.checks.arithmetic import meet, subtract
from extract.checks.book import Book, concept_of, figure, interval_of, is_stated, nominal, spread, value_of, year_of
from extract.checks.changes import change_test
from extract.checks.model import Outcome, Problem
from extract.records import Fact

ALIKE = 0.85
"""Likeness of names from which, beside another stale figure, a slip of a character is one too."""
LONGEST = 60
"""Characters of a name that are compared."""
MOST_ROWS = 2000
"""Figures of a table among which a near name is sought."""


class Stale(NamedTuple):
    """A figure of the prose with the table's figures of its year and of the year before."""

    printed: Fact
    now: Fact
    then: Fact


def is_stale(book: Book, anchor: Fact, fact: Fact) -> bool:
    """Tell whether ``fact`` differs from this year's table and equals last year's."""
    return find_stale(book, anchor, fact) is not None


def find_stale(book: Book, now: Fact, fact: Fact) -> Stale | None:
    """Return ``fact`` as a stale figure of the table's row, None where it is none."""
    year = year_of(now)
    if fact.source != "prose" or now.source != "table" or year is None or meet(interval_of(now), interval_of(fact)):
        return None
    stated = book.state(now.entity, concept_of(now), year - 1)
    then = next((other for other in stated if other.where.table_id == now.where.table_id), None)
    if then is None or meet(interval_of(then), interval_of(now)) or not meet(interval_of(then), interval_of(fact)):
        return None
    return Stale(fact, now, then)


def report_stale(book: Book, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield one finding for the stale figures of each paragraph, and what follows from them."""
    placed = sorted(facts, key=lambda fact: fact.where.start)
    for _, run in groupby(placed, key=lambda fact: book.block_of(fact)):
        known = [stale for fact in run if (stale := settle(book, fact))]
        if not known:
            continue
        group = sorted([*known, *near_misses(book, known)], key=lambda stale: stale.printed.where.start)
        problem = stale_problem(group)
        yield Outcome(problem.facts, problem)
        yield from follow(book, group, problem)


def settle(book: Book, fact: Fact) -> Stale | None:
    """Return a stale figure with its row."""
    stated = book.state(fact.entity, concept_of(fact), year_of(fact))
    return next((stale for now in stated if (stale := find_stale(book, now, fact))), None)


def near_misses(book: Book, known: Sequence[Stale]) -> Iterator[Stale]:
    """Yield stale figures of the same paragraph whose name lacks a character of the table's."""
    column = known[0].now.where
    rows = [
        fact
        for fact in book.cells.get(column.table_id or "", ())[:MOST_ROWS]
        if fact.where.column == column.column and fact.indicator and is_stated(fact)
    ]
    for fact in book.paragraph(known[0].printed):
        if fact.source == "prose" and fact.indicator is None and is_stated(fact) and value_of(fact):
            alike = [stale for now in rows if like(fact.name, now.name) and (stale := find_stale(book, now, fact))]
            yield from alike[:1]


def like(one: str, other: str) -> bool:
    """Tell whether two names differ by a slip."""
    return SequenceMatcher(None, one[:LONGEST], other[:LONGEST]).ratio() >= ALIKE


def stale_problem(group: Sequence[Stale]) -> Problem:
    """Return the finding on the stale figures of one paragraph."""
    year = year_of(group[0].now)
    return Problem(
        check="stale_year",
        severity="error" if any(is_dated(stale.printed) for stale in group) else "warning",
        params={
            "year": year,
            "last": year - 1 if year is not None else None,
            "figures": [figure(stale.printed) for stale in group],
            "current": [figure(stale.now) for stale in group],
            "earlier": [figure(stale.then) for stale in group],
        },
        facts=tuple(fact for stale in group for fact in stale),
        printed="、".join(stale.printed.raw for stale in group),
        computed="、".join(stale.now.raw for stale in group),
    )


def is_dated(fact: Fact) -> bool:
    """Tell whether the figure's year stands in its sentence."""
    return fact.period is not None and fact.period.basis == "stated"


def follow(book: Book, group: Sequence[Stale], problem: Problem) -> Iterator[Outcome]:
    """Yield the changes printed beside stale figures that the table's two years do not give."""
    at = {stale.printed.id: stale for stale in group if stale.printed.indicator is None}
    for change in book.paragraph(group[0].printed):
        stale = at.get(change.of or "")
        if stale and change.kind == "change":
            facts = (change, stale.now, stale.then)
            if not change_test(change)([interval_of(fact) for fact in facts]):
                computed = spread(subtract(nominal(stale.now), nominal(stale.then)))
                params = {
                    "name": stale.now.name,
                    "year": year_of(stale.now),
                    "change": figure(change) | {"direction": change.direction},
                    "this": figure(stale.now),
                    "last": figure(stale.then),
                    "computed": computed,
                }
                follower = Problem("change", "error", params, facts, printed=change.raw, computed=computed)
                yield Outcome(facts, follower, cause=problem)
