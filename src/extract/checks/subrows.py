"""Rows under a row of a table: where they add up to it in one column, they should in the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.book import Book, interval_of, is_stated
from extract.checks.model import Outcome
from extract.checks.parts import sum_problem, sum_test
from extract.records import Fact
from extract.rules.relations import Sum, Within

FEWEST = 2
SMALLEST = Decimal(100)
"""Smaller wholes are the sum of some rows by chance too often to mean anything."""

Column = int | None


def check_subrows(book: Book) -> Iterator[Outcome]:
    """Compare each row with all rows right under it, where they add up to it in one column; declared ones left out."""
    declared = {tie.whole for tie in book.relations.ties if isinstance(tie, Sum | Within)}
    for facts in book.cells.values():
        rows: dict[tuple[str, ...], dict[Column, list[Fact]]] = {}
        levels = [fact for fact in facts if is_stated(fact) and fact.kind == "level"]
        for fact in levels:
            if len(fact.path) > 1:
                rows.setdefault(tuple(fact.path[:-1]), {}).setdefault(fact.where.column, []).append(fact)
        for whole in levels:
            columns = rows.get(tuple(whole.path), {})
            if whole.indicator not in declared and whole.where.column == min(columns, key=str, default=None):
                yield from compare_row(book, whole, columns, levels)


def compare_row(
    book: Book, whole: Fact, columns: dict[Column, list[Fact]], levels: Sequence[Fact]
) -> Iterator[Outcome]:
    """Yield whether the rows under a row add up to it in every column, where they do in most."""
    runs = []
    for fact in levels:
        below = columns.get(fact.where.column, [])
        same = fact.path == whole.path and fact.where.row == whole.where.row
        if same and len(below) >= FEWEST and {book.unit(one) for one in below} == {book.unit(fact)}:
            runs.append((fact, *below))
    good = [run for run in runs if is_telling(run)]
    if len({len(run) for run in runs}) == 1 and good and len(good) < len(runs) <= 2 * len(good):
        for run in runs:
            if not sum_test(list(map(interval_of, run))):
                yield Outcome(run, sum_problem("sum", "warning", run), test=sum_test)
    if len(good) > 1:
        for run in good:
            yield Outcome(run, test=sum_test)


def is_telling(run: Sequence[Fact]) -> bool:
    """Tell whether a whole is the sum of its rows, and not by chance."""
    whole, *parts = map(interval_of, run)
    return whole.lo >= SMALLEST and sum(part.hi > 0 for part in parts) > 1 and sum_test([whole, *parts])
