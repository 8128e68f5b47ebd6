"""Columns of a table that are made of others of its row: rates of two of them, totals of all before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from math import prod
from typing import NamedTuple

from msgspec.structs import replace

from extract.checks.arithmetic import divide, scale
from extract.checks.book import Book, bounds, figure, interval_of, nominal, spread, year_of
from extract.checks.model import Outcome, Problem
from extract.checks.parts import sum_problem, sum_test
from extract.checks.ratios import ratio_test
from extract.late import late
from extract.records import Fact

FEWEST = 3
"""Rows that must bear a column out before another row is held against it."""
MOST_COLUMNS, MOST_ROWS = 8, 60
DIGITS = 3
"""Digits of a rate from which it is not the quotient of two columns by chance."""
UNIT = late("[%％]|[:：∶]1$")
SUMS = ("累计", "总数", "总量", "总额")
"""Names of a column of totals, besides those of a row."""
TELLING = Decimal(1000)
"""Product of the totals of the rows that add up from which they bear their column out."""
FACTORS = {"%": Decimal(100), "‰": Decimal(1000)}

Column = dict[int, Fact]


class Quotient(NamedTuple):
    """A rate of a row and the two figures that it is made of."""

    rate: Fact
    above: Fact
    below: Fact

    @property
    def factor(self) -> Decimal:
        """By what the quotient is multiplied before it is printed."""
        return FACTORS.get(self.rate.canonical.unit or "", Decimal(1))

    @property
    def fits(self) -> bool:
        """Tell whether the rate can be the quotient."""
        return ratio_test(self.factor)(list(map(interval_of, self)))


def check_crosswise(book: Book) -> Iterator[Outcome]:
    """Compare the columns of rates and of totals of each table with the others, where most rows bear them out."""
    for facts in book.cells.values():
        columns: dict[int, Column] = {}
        for fact in facts:
            if fact.where.column is not None and fact.where.row is not None:
                columns.setdefault(fact.where.column, {})[fact.where.row] = fact
        levels = [column for column in columns.values() if all(fact.kind == "level" for fact in column.values())]
        for column in list(columns.values())[: 2 * MOST_COLUMNS]:
            if all(fact.kind in ("share", "ratio") or is_mean(book, fact) for fact in column.values()):
                yield from compare_rates(column, levels[:MOST_COLUMNS])
        yield from compare_totals(book, levels)


def is_mean(book: Book, fact: Fact) -> bool:
    """Tell whether a cell's column is one of means by its name: 平均班额."""
    return any(word in label for label in fact.path[1:] for word in book.relations.cues.means)


def compare_rates(rates: Column, levels: Sequence[Column]) -> Iterator[Outcome]:
    """Yield whether each rate of a column is the quotient of the two columns that most are."""
    rows = [row for row, fact in rates.items() if len(UNIT.sub("", fact.raw).replace(".", "")) >= DIGITS][:MOST_ROWS]
    runs = [
        [Quotient(rates[row], above[row], below[row]) for row in rows if row in above and row in below]
        for above, below in permutations(levels, 2)
    ]
    best = max(runs, key=lambda run: sum(one.fits for one in run), default=[])
    good = sum(one.fits for one in best)
    if good >= FEWEST and 4 * good >= 3 * len(best):
        for one in best:
            test = ratio_test(one.factor)
            yield Outcome(tuple(one), None if one.fits else rate_problem(one), test=test)


def rate_problem(one: Quotient) -> Problem:
    """Return the finding on a rate that the figures of its row do not give."""
    quotient = divide(scale(nominal(one.above), one.factor), nominal(one.below))
    text = spread(quotient, one.rate.decimals + 2)
    unit = one.rate.canonical.unit if one.rate.canonical.unit in FACTORS else ""
    params = {
        "name": one.rate.name,
        "year": year_of(one.rate),
        "ratio": figure(one.rate),
        "numerator": [figure(one.above)],
        "denominators": [figure(one.below)],
        "computed": f"{text}{unit}",
        **bounds(one.rate, divide(scale(interval_of(one.above), one.factor), interval_of(one.below))),
    }
    return Problem("share", "warning", params, tuple(one), printed=one.rate.raw, computed=text)


def compare_totals(book: Book, levels: Sequence[Column]) -> Iterator[Outcome]:
    """Yield whether each figure of a column of totals is the sum of those before it in its row."""
    cues = book.relations.cues.totals
    for place, column in enumerate(levels[: 2 * MOST_COLUMNS]):
        label = "".join(next(iter(column.values())).path[-1:])
        leads = place == 0 and label.startswith("总")  # 总投入, 财政拨款, 其他
        if not leads and not label.endswith((*cues, *SUMS)):
            continue
        parts = levels[1:MOST_COLUMNS] if leads else levels[:place]
        runs = [
            (whole, *(other[row] for other in parts if row in other)) for row, whole in list(column.items())[:MOST_ROWS]
        ]
        runs = [run for run in runs if len(run) > 2 and len({fact.canonical.unit for fact in run}) == 1]
        good = [run for run in runs if sum_test(list(map(interval_of, run)))]
        telling = prod(max(interval_of(run[0]).lo, Decimal(1)) for run in good)
        borne = telling >= TELLING and 2 * len(good) >= len(runs)
        if borne or (len(good) >= FEWEST and 4 * len(good) >= 3 * len(runs)):
            for run in runs:
                problem = sum_problem("total", "error", run)
                across = replace(problem, params={**problem.params, "across": True})
                yield Outcome(run, None if run in good else across, test=sum_test)
