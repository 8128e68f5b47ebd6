"""Figures per head in prose against what stands before them: 设备总值 2318 万元，生均 0.84 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.arithmetic import Interval, divide
from extract.checks.book import Book, figure, interval_of, nominal, spread, year_of
from extract.checks.enumerations import transposed
from extract.checks.model import Outcome, Problem, Severity
from extract.checks.ratios import as_quotient, ratio_test
from extract.records import Fact

HEADS = {
    "生均": re.compile("(?:在校生|在籍学生|在校学生|全日制学生|学生)(?:总)?(?:人数|数|规模)?$"),
    "校均": re.compile("(?:中职|中等职业|职业)?学校数$"),
    "班均": re.compile("(?:教学)?班(?:级)?数$"),
    "师均": re.compile("(?:专任教师|教师|教职工)(?:总)?(?:人数|数)$"),
}
"""By the word for the mean the names of what it is taken over."""
BEHIND = re.compile("[，,、（(；;]?(?:折合|约合)?(?:生均|校均|班均|师均)(?:规模)?(?:约|为|达到?|仅|近)*")
"""Words between a total and its mean."""
LEAST_DIGITS = 3
"""Digits of a mean that is hardly met by chance."""


def check_averages(book: Book) -> Iterator[Outcome]:
    """Compare each mean right behind its total with all that the report counts of those it is taken over."""
    for fact in book.report.facts:
        before = book.levels_before(fact) if fact.source == "prose" and fact.kind == "level" else []
        word = book.between(before[-1], fact) if before else ""
        told = next((head for head in HEADS if head in word), None)
        again = fact.indicator is not None and len(book.state(fact.entity, fact.indicator, year_of(fact))) > 1
        if told and not again and BEHIND.fullmatch(word) and book.unit(before[-1]) == book.unit(fact):
            yield from compare_average(fact, before[-1], counted(book, fact, HEADS[told]))


def counted(book: Book, mean: Fact, names: re.Pattern[str]) -> list[Fact]:
    """Return what the report counts under one of ``names`` in the year of ``mean``."""
    return [
        fact
        for fact in book.report.facts
        if fact.kind == "level"
        and fact.aspect == "actual"
        and fact.where.case_id is None
        and year_of(fact) == year_of(mean)
        and names.search(fact.name)
    ]


def compare_average(mean: Fact, whole: Fact, bases: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield that a mean fits no base unless two of its digits change places; else nothing is sure."""
    fitting = next((base for base in bases if divides(interval_of(mean), whole, base)), None)
    if fitting:
        yield Outcome((mean, whole, fitting), test=ratio_test(Decimal(1)), loose=True)
        return
    digits = len(str(mean.value).replace(".", "").strip("0"))
    for base in bases:
        if any(divides(other, whole, base) for other in transposed(mean)):
            yield Outcome((mean, whole, base), problem(mean, whole, base, sure=digits >= LEAST_DIGITS))
            return


def divides(mean: Interval, whole: Fact, base: Fact) -> bool:
    """Tell whether ``mean`` can be ``whole`` over ``base``."""
    return ratio_test(Decimal(1))([as_quotient(mean), interval_of(whole), interval_of(base)])


def problem(mean: Fact, whole: Fact, base: Fact, *, sure: bool) -> Problem:
    """Return the finding on a mean that its total does not give."""
    computed = spread(divide(nominal(whole), nominal(base)), mean.decimals + 2)
    params = {
        "name": mean.name,
        "year": year_of(mean),
        "ratio": figure(mean),
        "numerator": [figure(whole)],
        "denominators": [figure(base)],
        "computed": computed,
    }
    severity: Severity = "warning" if sure else "info"
    return Problem("share", severity, params, (mean, whole, base), printed=mean.raw, computed=computed)
