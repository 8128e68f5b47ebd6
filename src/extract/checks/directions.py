"""Arrows and words against the sign of the change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from extract.checks.arithmetic import Interval, subtract
from extract.checks.book import Book, concept_of, figure, interval_of, is_stated, year_of
from extract.checks.changes import levels_of_row
from extract.checks.model import Outcome, Problem, Severity
from extract.records import Fact, Table

Direction = Literal["up", "down"]


def check_directions(book: Book) -> Iterable[Outcome]:
    """Compare arrows and words in table cells with the levels that they stand at."""
    for table in book.report.tables:
        for number, row in enumerate(table.rows):
            yield from check_row(book, table, number, row)


def check_row(book: Book, table: Table, number: int, row: list[str]) -> Iterator[Outcome]:
    """Yield what the signs of one row say: at a level of this year, or in a cell of their own."""
    facts = book.rows.get((table.id, number), ())
    for column, cell in enumerate(row):
        sign = sign_of(book, cell)
        here = [fact for fact in facts if fact.where.column == column]
        if sign is None or any(fact.kind in ("change", "change_rate") for fact in here):
            continue
        pair = levels_at(book, here) if here else levels_beside(book, facts)
        if pair:
            yield compare_sign(sign, cell, *pair)


def sign_of(book: Book, cell: str) -> Direction | None:
    """Return the direction that a cell's arrow or word gives, None where it holds neither or more words."""
    words = "".join(char for char in cell if not (char.isdigit() or char in " .,%：:"))
    cues = book.relations.cues
    return "up" if words in cues.rose else "down" if words in cues.fell else None


def levels_at(book: Book, here: list[Fact]) -> tuple[Fact, Fact] | None:
    """Return the level that a sign is attached to and the same level of the year before."""
    this = here[0]
    year = year_of(this)
    if not is_stated(this) or year is None:
        return None
    stated = book.state(this.entity, concept_of(this), year - 1)
    last = next((fact for fact in stated if fact.where.table_id == this.where.table_id), None)
    return (this, last) if last else None


def levels_beside(book: Book, facts: Iterable[Fact]) -> tuple[Fact, Fact] | None:
    """Return the levels of a row whose sign stands in a cell of its own."""
    first = next(iter(facts), None)
    movement = levels_of_row(book, first) if first else None
    return (movement.this[0], movement.last[0]) if movement else None


def compare_sign(sign: Direction, cell: str, this: Fact, last: Fact) -> Outcome:
    """Return whether the levels can have moved the way the sign says."""
    change = subtract(interval_of(this), interval_of(last))
    if can_be(change, sign):
        return Outcome((this, last))
    severity: Severity = "error" if this.kind == "level" and change.point != 0 else "warning"
    params = {
        "name": this.name,
        "year": year_of(this),
        "sign": cell.strip(),
        "this": figure(this),
        "last": figure(last),
    }
    problem = Problem("direction", severity, params, (this, last), printed=cell.strip(), computed=name_of(change))
    return Outcome((this, last), problem)


def can_be(change: Interval, sign: Direction) -> bool:
    """Tell whether a change can be above zero (up) or below (down)."""
    return change.hi > 0 if sign == "up" else change.lo < 0


def name_of(change: Interval) -> str:
    """Return the sign of a change as an arrow."""
    return "=" if change.point == 0 else "↓" if change.hi <= 0 else "↑"
