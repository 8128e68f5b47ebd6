"""Columns of shares in tables, against the column of amounts that they are taken of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extract.checks.arithmetic import Interval, add, divide, exactly, scale, total
from extract.checks.book import Book, interval_of, nominal
from extract.checks.model import Outcome
from extract.checks.parts import MOST_TOTALS, is_total, total_cells
from extract.checks.shares import PERCENT, Choice, fits, share_problem, share_test
from extract.records import Fact


def check_columns(book: Book) -> Iterator[Outcome]:
    """Compare the columns of shares of each table with its columns of amounts."""
    for facts in book.cells.values():
        yield from compare_columns(book, facts)


def compare_columns(book: Book, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether each share of a table's rows is its row's amount over the total's.

    A column of shares belongs to the column of amounts that gives most of them, if it gives half.
    """
    totals = book.relations.cues.totals
    levels = [fact for fact in facts if fact.kind == "level"]
    shares: dict[int | None, list[Fact]] = {}
    for fact in facts:
        if fact.kind == "share" and not is_total(fact, totals):
            shares.setdefault(fact.where.column, []).append(fact)
    amounts: dict[tuple[int | None, int | None], list[Fact]] = {}
    for fact in levels:
        amounts.setdefault((fact.where.row, fact.where.column), []).append(fact)
    wholes = [fact for fact in total_cells(facts, totals) if fact.kind == "level"][:MOST_TOTALS]
    for column in shares.values():
        runs = [[choice for share in column for choice in choices_of(share, whole, amounts)] for whole in wholes]
        tallies = [sum(fits(share, choice) for share, choice in run) for run in runs]
        best = max(range(len(runs)), key=lambda place: tallies[place], default=0)
        if runs and tallies[best] and 2 * tallies[best] >= len(runs[best]):
            yield from compare_column(column, runs[best])


def choices_of(
    share: Fact, whole: Fact, amounts: Mapping[tuple[int | None, int | None], Sequence[Fact]]
) -> Iterator[tuple[Fact, Choice]]:
    """Yield a share with the amount of its row that stands in the total's column."""
    for amount in amounts.get((share.where.row, whole.where.column), ()):
        if amount is not whole:
            yield share, Choice((amount,), whole)


def compare_column(column: Sequence[Fact], run: Sequence[tuple[Fact, Choice]]) -> Iterator[Outcome]:
    """Yield whether each share of a column is what its choice gives, to the last digit where all add up to 100."""
    right = [
        nominal(share) if fits(share, one) or is_levelled(share, one) else rounded(share, one) for share, one in run
    ]
    sums = (total(right), total(map(nominal, column)))
    whole = len(run) == len(column) and any(added.point == PERCENT for added in sums)
    for share, choice in run:
        facts = (share, choice.whole, *choice.parts)
        if fits(share, choice):
            yield Outcome(facts, test=share_test)
        elif not (whole and is_levelled(share, choice)):
            yield Outcome(facts, share_problem(share, [choice], "error"), test=share_test)


def rounded(share: Fact, choice: Choice) -> Interval:
    """Return what a choice gives, with as many decimals as are printed."""
    quotient = divide(scale(total(map(nominal, choice.parts)), PERCENT), nominal(choice.whole))
    return exactly(round(quotient.lo, share.decimals)) if quotient.lo.is_finite() else quotient


def is_levelled(share: Fact, choice: Choice) -> bool:
    """Tell whether a share is one unit of its last digit off, as where shares were made to add up to 100."""
    step = Decimal(1).scaleb(-share.decimals)
    return any(
        share_test([add(interval_of(share), exactly(one)), interval_of(choice.whole), *map(interval_of, choice.parts)])
        for one in (step, -step)
    )
