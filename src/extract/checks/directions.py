"""Arrows and words against the sign of the change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from extract.checks.arithmetic import Interval, subtract
from extract.checks.book import Book, concept_of, figure, interval_of, is_stated, year_of
from extract.checks.changes import levels_of_row
from extract.checks.model import Outcome, Problem, Severity
from extract.late import late
from extract.records import Fact, Reference, Table, Where

Direction = Literal["up", "down"]
CLAUSE = late("[，。；、,;]")


def check_directions(book: Book) -> Iterable[Outcome]:
    """Compare arrows and words in table cells with the levels that they stand at."""
    for table in book.report.tables:
        for number, row in enumerate(table.rows):
            yield from check_row(book, table, number, row)


def check_claims(book: Book) -> Iterable[Outcome]:
    """Compare a sentence that refers to a table and says that every figure rose, or fell, with the table's rows."""
    claims = {
        (reference.target, direction): reference
        for reference in reversed(book.report.references)
        if reference.kind == "table" and reference.target and (direction := claim_of(book, reference.quote))
    }
    rows: dict[str, list[tuple[Fact, Fact]]] = {}
    for (table, _), facts in book.rows.items() if claims else ():
        if pair := levels_beside(book, facts):
            rows.setdefault(table, []).append(pair)
    for (target, direction), reference in claims.items():
        pairs = [pair for pair in rows.get(target, ()) if counts(book, pair[0], reference)]
        against = [pair for pair in pairs if not can_be(subtract(*map(interval_of, pair)), direction)]
        if against and 2 * len(against) < len(pairs):
            yield Outcome(tuple(fact for pair in against for fact in pair), claim_problem(reference, against))


def counts(book: Book, level: Fact, reference: Reference) -> bool:
    """Tell whether a claim speaks of the level: what is better when it falls may fall where all is said to improve."""
    improved = any(word in reference.quote for word in book.relations.cues.better)
    indicator = book.relations.catalogue.indicators.get(level.indicator or "")
    return not (improved and indicator and indicator.good == "down")


def claim_of(book: Book, quote: str) -> Direction | None:
    """Return the direction that a sentence claims for every figure: 各项数据均有增加."""
    cues = book.relations.cues
    for clause in CLAUSE.split(quote):
        if any(word in clause for word in cues.every) and not any(char.isdigit() for char in clause):
            rose, fell = (any(word in clause for word in words) for words in (cues.rose, cues.fell))
            if rose != fell:
                return "up" if rose else "down"
    return None


def claim_problem(reference: Reference, against: Sequence[tuple[Fact, Fact]]) -> Problem:
    """Return the finding on a claim that some rows of its table do not bear out."""
    params = {
        "quote": reference.quote,
        "number": reference.number,
        "pairs": [[figure(last), figure(this)] for this, last in against],
    }
    facts = tuple(fact for pair in against for fact in pair)
    where = (Where(start=reference.start, end=reference.end, quote=reference.quote), *(fact.where for fact in facts))
    return Problem("claim", "warning", params, facts, where=where)


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
