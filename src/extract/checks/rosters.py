"""Lists of schools against what the report says of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from extract.checks.arithmetic import Interval, meet, total
from extract.checks.book import Book, figure, interval_of, nominal, spread, year_of
from extract.checks.model import Outcome, Problem
from extract.checks.parts import sum_test
from extract.records import Fact

COLUMNS = 2
FEWEST = 3
"""Rows from which a table is a list."""
LONGEST = 60
"""Characters of a name that are compared."""
WORD = 2
"""Characters that two names share where they have a word in common."""


def check_rosters(book: Book) -> Iterable[Outcome]:
    """Compare the columns of each list of schools with the figures of one sentence of the same section.

    A list may be incomplete, and its title need not say so: it is held against the sentence only where one of
    its columns adds up to a figure there.  Another figure of the sentence then belongs to the one other column
    of its unit.
    """
    sentences: dict[str | None, list[Sequence[Fact]]] = {}
    for sentence in book.sentences:
        if sentence[0].where.case_id is None:
            sentences.setdefault(sentence[0].where.section_id, []).append(sentence)
    for facts in book.cells.values():
        columns = entity_columns(book, facts)
        sums = [total(map(interval_of, column)) for column in columns]
        for sentence in sentences.get(facts[0].where.section_id, ()) if columns else ():
            yield from compare_sentence(book, columns, sums, sentence)


def entity_columns(book: Book, facts: Sequence[Fact]) -> list[list[Fact]]:
    """Return the columns of exact counts whose rows are different schools of the report's own entity."""
    columns: dict[int | None, list[Fact]] = {}
    for fact in facts:
        if fact.kind == "level" and interval_of(fact).point is not None and name_of(book, fact):
            columns.setdefault(fact.where.column, []).append(fact)
    return [
        column
        for column in columns.values()
        if len(column) >= FEWEST and len({name_of(book, fact) for fact in column}) == len(column)
    ]


def name_of(book: Book, fact: Fact) -> str | None:
    """Return whose figure a cell holds: a school's, or that of its row where the table has columns of its own."""
    if fact.entity != book.report.document.entity:
        return fact.entity
    return fact.path[0] if len(fact.path) == COLUMNS else None


def compare_sentence(
    book: Book, columns: Sequence[list[Fact]], sums: Sequence[Interval], sentence: Sequence[Fact]
) -> Iterator[Outcome]:
    """Yield what the sentence says of the columns, where one of them adds up to a figure of it."""
    counts = [fact for fact in sentence if fact.kind == "level" and interval_of(fact).point is not None]
    settled = [
        (fact, column)
        for fact in counts
        for column, added in zip(columns, sums, strict=True)
        if kin(book, fact, column) and meet(interval_of(fact), added) and year_of(fact) == year_of(column[0])
    ]
    for fact, column in settled:
        yield Outcome((fact, *column), test=sum_test)
    used = [id(column) for _, column in settled]
    done = {fact.id for fact, _ in settled}
    for fact in counts:
        rest = [column for column in columns if id(column) not in used and kin(book, fact, column)]
        if settled and fact.id not in done and len(rest) == 1:
            yield Outcome((fact, *rest[0]), roster_problem(fact, rest[0]), test=sum_test)


def kin(book: Book, fact: Fact, column: Sequence[Fact]) -> bool:
    """Tell whether a figure can be of the same thing as a column: by indicator, or by unit and a word of its name."""
    first = column[0]
    if fact.aspect != first.aspect or (fact.unit and first.unit and fact.unit != first.unit):
        return False
    if fact.indicator and fact.indicator == first.indicator:
        return True
    one, other = (book.relations.catalogue.stem(name)[:LONGEST] for name in (fact.name, first.name))
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size >= WORD


def roster_problem(fact: Fact, column: Sequence[Fact]) -> Problem:
    """Return the finding on a figure that its column does not add up to."""
    added = spread(total(map(nominal, column)))
    params = {
        "year": year_of(fact),
        "whole": figure(fact),
        "column": column[0].name,
        "first": figure(column[0]),
        "count": len(column),
        "sum": added,
    }
    return Problem("roster", "warning", params, (fact, *column), printed=fact.raw, computed=added)
