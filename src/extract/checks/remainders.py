"""What prose says is left of a count: 毕业生 3742 人，落实去向 3624 人，尚未落实 118 人; 收支相抵，结余 815 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.checks.arithmetic import subtract
from extract.checks.book import Book, interval_of, year_of
from extract.checks.model import Outcome
from extract.checks.parts import sum_problem, sum_test
from extract.checks.slips import is_near, transposed
from extract.late import late
from extract.records import Fact

UNDONE = late("(?:尚|暂|仍)?未(?P<verb>[^，。；、0-9]{2})[^，。；、0-9]{0,4}$")
BALANCE = late("(?:结余|节余|盈余)(?:资金|经费)?(?:为|约)?$")
INCOME = late("收入(?:总额)?$|总投入$")
SPENDING = late("支出(?:总额)?$")


def check_remainders(book: Book) -> Iterator[Outcome]:
    """Compare each count of what is not done, and each balance, with the two figures that its paragraph gives."""
    for fact in book.report.facts:
        if fact.kind == "level" and fact.source == "prose" and fact.aspect == "actual":
            clause = book.clause(fact)
            if undone := UNDONE.search(clause):
                yield from compare_rest(book, fact, *done_before(book, fact, undone["verb"]))
            elif BALANCE.search(clause):
                yield from compare_rest(book, fact, *(named(book, fact, names) for names in (INCOME, SPENDING)))


def done_before(book: Book, rest: Fact, verb: str) -> tuple[list[Fact], list[Fact]]:
    """Return the counts that a paragraph gives before what is not done: of all, and of what is."""
    before = counts_before(book, rest)
    done = [fact for fact in before if is_done(book, fact, verb)][-1:]
    larger = [fact for fact in before if done and interval_of(fact).lo >= interval_of(done[0]).hi]
    return [fact for fact in larger if fact is not done[0]], done


def is_done(book: Book, fact: Fact, verb: str) -> bool:
    """Tell whether a count is of what was done, by the words before it or behind it: 3775 人落实毕业去向."""
    clause = book.clause(fact)
    return (verb in clause or fact.name.startswith(verb)) and not UNDONE.search(clause)


def named(book: Book, rest: Fact, names: re.Pattern[str]) -> list[Fact]:
    """Return the amounts of a paragraph that bear one of ``names``."""
    return [fact for fact in counts_before(book, rest) if names.search(fact.name)]


def counts_before(book: Book, rest: Fact) -> list[Fact]:
    """Return the levels of its year and unit that the paragraph gives before a figure."""
    return [
        fact
        for fact in book.paragraph(rest)
        if fact.kind == "level"
        and fact.where.start < rest.where.start
        and year_of(fact) == year_of(rest)
        and fact.canonical.unit == rest.canonical.unit
    ]


def compare_rest(book: Book, rest: Fact, wholes: Sequence[Fact], parts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether a remainder is what some part leaves of some whole; else it must be near to be one at all."""
    choices = [(whole, part, rest) for whole in wholes for part in parts]
    fitting = next((facts for facts in choices if sum_test(list(map(interval_of, facts)))), None)
    if fitting:
        yield Outcome(fitting, test=sum_test)
    elif choices:
        facts = choices[0]
        left = subtract(interval_of(facts[0]), interval_of(facts[1]))
        swapped = any(sum_test([*map(interval_of, facts[:2]), other]) for other in transposed(rest))
        if left.lo > 0 and (swapped or is_near(interval_of(rest), left)):
            yield Outcome(facts, sum_problem("sum", "warning", facts), test=sum_test)
