"""Columns of shares in tables, against the column of amounts that they are taken of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extract.checks.arithmetic import Interval, add, divide, exactly, meet, scale, total
from extract.checks.book import Book, interval_of, nominal, year_of
from extract.checks.model import Outcome
from extract.checks.parts import MOST_TOTALS, is_total, sum_problem, sum_test, total_cells
from extract.checks.shares import PERCENT, Choice, fits, share_problem, share_test
from extract.records import Fact

SHARES = ("比例", "占比", "比重")
FEWEST = 4
"""Shares that a count outside their table must give before it is held to be their whole."""
TRIED = 3
"""Rows of which one must be right about the whole."""


def check_columns(book: Book) -> Iterator[Outcome]:
    """Compare the columns of shares of each table with its columns of amounts."""
    for facts in book.cells.values():
        yield from compare_columns(book, facts)


def compare_columns(book: Book, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether each share of a table's rows is its row's amount over the total's.

    A column of shares belongs to the column of amounts that gives most of them, if it gives half; without a total
    row it is taken of a count of the section that gives all but few.
    """
    totals = book.relations.cues.totals
    shares: dict[int | None, list[Fact]] = {}
    amounts: dict[int | None, dict[int | None, list[Fact]]] = {}
    for fact in facts:
        if is_share(fact) and not is_total(fact, totals):
            shares.setdefault(fact.where.column, []).append(fact)
        elif fact.kind == "level" and not is_share(fact):
            amounts.setdefault(fact.where.column, {}).setdefault(fact.where.row, []).append(fact)
    wholes = [fact for fact in total_cells(facts, totals) if fact.kind == "level" and not is_share(fact)][:MOST_TOTALS]
    for column in shares.values():
        runs = [list(choices_of(column, whole, amounts[whole.where.column])) for whole in wholes]
        run, tally = fullest(runs)
        if not tally or 2 * tally < len(run):
            runs = [
                list(choices_of(column, whole, counts))
                for counts in amounts.values()
                for whole in told_wholes(book, column, counts)
            ]
            runs.sort(key=lambda run: not (run and is_named(book, run[0][1].whole, run[0][1].parts[0])))
            run, tally = fullest(runs)
            if tally < FEWEST or 4 * tally < 3 * len(run):
                continue
        yield from compare_column(column, run)
        yield from compare_amounts(book, column, run)


def is_share(fact: Fact) -> bool:
    """Tell whether a cell holds a share, by its unit or, where none is printed, by its column's name."""
    named = fact.canonical.unit is None and bool(fact.path) and fact.path[-1].endswith(SHARES)
    return fact.kind == "share" or (fact.kind == "level" and named)


def fullest(runs: Sequence[list[tuple[Fact, Choice]]]) -> tuple[list[tuple[Fact, Choice]], int]:
    """Return the first of the runs of which most shares fit, and how many do."""
    tallies = [sum(fits(share, choice) for share, choice in run) for run in runs]
    best = max(range(len(runs)), key=lambda place: tallies[place], default=None)
    return ([], 0) if best is None else (runs[best], tallies[best])


def choices_of(
    column: Sequence[Fact], whole: Fact, counts: Mapping[int | None, Sequence[Fact]]
) -> Iterator[tuple[Fact, Choice]]:
    """Yield each share with the amount of its row, and the whole."""
    for share in column:
        for amount in counts.get(share.where.row, ()):
            if amount is not whole:
                yield share, Choice((amount,), whole)


def told_wholes(book: Book, column: Sequence[Fact], counts: Mapping[int | None, Sequence[Fact]]) -> Iterator[Fact]:
    """Yield the counts outside the table that give one of the first shares of a column, those of its section first."""
    pairs = [(share, amount) for share in column for amount in counts.get(share.where.row, ())]
    if len(pairs) < FEWEST:
        return
    given = [divide(scale(interval_of(amount), PERCENT), interval_of(share)) for share, amount in pairs[:TRIED]]
    share, amount = pairs[0]
    for fact in (*book.section(share), *book.beside(share)):
        alike = fact.kind == "level" and fact.where.table_id is None and book.unit(fact) == book.unit(amount)
        if alike and year_of(fact) == year_of(share) and any(meet(interval_of(fact), one) for one in given):
            yield fact


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


def compare_amounts(book: Book, column: Sequence[Fact], run: Sequence[tuple[Fact, Choice]]) -> Iterator[Outcome]:
    """Yield whether the amounts of which the shares are 100 % make up the whole that their column names elsewhere."""
    whole, amounts = run[0][1].whole, [choice.parts[0] for _, choice in run]
    wholly = meet(total(interval_of(share) for share in column), exactly(PERCENT))
    if wholly and len(run) == len(column) and is_named(book, whole, amounts[0]):
        facts = (whole, *amounts)
        fits_all = sum_test(list(map(interval_of, facts)))
        yield Outcome(facts, None if fits_all else sum_problem("sum", "warning", facts), test=sum_test)


def is_named(book: Book, whole: Fact, amount: Fact) -> bool:
    """Tell whether a whole outside a table is what the column of an amount names."""
    apart = whole.where.table_id != amount.where.table_id
    return (
        apart and whole.indicator is not None and whole.indicator == book.named(amount.path[-1], amount.canonical.unit)
    )


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
