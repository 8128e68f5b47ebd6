"""Tables that divide what the report counts as a whole elsewhere, without a row for the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.arithmetic import total
from extract.checks.book import Book, figure, interval_of, nominal, spread, year_of
from extract.checks.model import Outcome, Problem
from extract.checks.parts import is_total, sum_test
from extract.checks.slips import SELDOM, by_chance, miss, transposed
from extract.records import Fact

FEWEST = 4
"""Rows from which a table divides something."""
NEARLY = Decimal("0.25")
"""Of a whole: what a column of which one figure is misprinted may miss."""
MOST = 60
"""Rows of a table that divides something; longer ones are lists."""


def check_breakdowns(book: Book) -> Iterator[Outcome]:
    """Compare the columns of each table that has no total with what the report counts under their names.

    A table may be a choice: it is held against the report where another column of it adds up, or where two digits
    changed about would make it.
    """
    cues = book.relations.cues
    for name, facts in book.cells.items():
        title = book.tables[name].title or "" if name in book.tables else ""
        if not any(word in title for word in cues.excerpts) and not any(is_total(fact, cues.totals) for fact in facts):
            yield from compare_columns(book, facts)


def compare_columns(book: Book, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether each column of a table adds up to its whole, where the table is held to divide it."""
    ties = [(whole, column) for column in divided(book, facts) for whole in wholes_of(book, column)[:1]]
    fitting = [sum_test([interval_of(fact) for fact in (whole, *column)]) for whole, column in ties]
    for (whole, column), fits in zip(ties, fitting, strict=True):
        tie = (whole, *column)
        if fits:
            yield Outcome(tie, test=sum_test if sum(fitting) > 1 else None, loose=sum(fitting) < 2)
        elif is_near(tie) and (any(fitting) or is_slip(tie)):
            yield Outcome(tie, problem(whole, column), test=sum_test)


def is_near(facts: Sequence[Fact]) -> bool:
    """Tell whether a column falls short of its whole, or exceeds it, by no more than a part of it."""
    return miss(list(map(interval_of, facts))) <= interval_of(facts[0]).hi * NEARLY


def divided(book: Book, facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield the columns of exact counts in which each row is labelled and none is a part of another."""
    columns: dict[int | None, list[Fact]] = {}
    for fact in facts:
        if fact.kind == "level" and len(fact.path) > 1 and interval_of(fact).point is not None:
            columns.setdefault(fact.where.column, []).append(fact)
    for column in columns.values():
        labels = {tuple(fact.path[:-1]) for fact in column}
        alike = {(len(fact.path), fact.path[-1], year_of(fact), fact.entity) for fact in column}
        if FEWEST <= len(column) == len(labels) <= MOST and len(alike) == 1:
            yield column


def wholes_of(book: Book, column: Sequence[Fact]) -> list[Fact]:
    """Return what the report counts under the name of a column, outside its table."""
    first = column[0]
    code = book.named(first.path[-1], first.canonical.unit)
    stated = book.state(first.entity, code, year_of(first)) if code else ()
    return [
        fact for fact in stated if fact.where.table_id != first.where.table_id and interval_of(fact).point is not None
    ]


def is_slip(facts: Sequence[Fact]) -> bool:
    """Tell whether two digits changed about in one figure would make the first one the sum, which is no chance."""
    intervals = list(map(interval_of, facts))
    return by_chance(facts) < SELDOM and any(
        sum_test([*intervals[:place], other, *intervals[place + 1 :]])
        for place, fact in enumerate(facts)
        for other in transposed(fact)
    )


def problem(whole: Fact, column: Sequence[Fact]) -> Problem:
    """Return the finding on a count that a column does not add up to."""
    added = spread(total(map(nominal, column)))
    params = {
        "year": year_of(whole),
        "whole": figure(whole),
        "column": column[0].path[-1],
        "first": figure(column[0]),
        "count": len(column),
        "sum": added,
    }
    return Problem("roster", "warning", params, (whole, *column), printed=whole.raw, computed=added)
