"""Figures of several years in one sentence, against what it reckons from them: sums, multiples, yearly growth.

2021—2024 年投入分别为 128.65 亿元、135.48 亿元、142.18 亿元和 149.82 亿元，四年累计 556.13 亿元，年均增长 5.2%.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extract.checks import multiples
from extract.checks.arithmetic import Interval, add, divide, exactly, meet, multiply, scale, subtract, total
from extract.checks.book import Book, concept_of, figure, interval_of, nominal, plain, spread, year_of
from extract.checks.changes import Movement
from extract.checks.growth import growth_problem, growth_test
from extract.checks.model import Outcome, Problem
from extract.checks.parts import sum_problem, sum_test
from extract.checks.slips import miss
from extract.late import late
from extract.records import Fact

FEWEST = 3
"""Years that make a series."""
COUNTED = "〇一二三四五六七八九十"
SO_FAR = late("(?P<years>[二两三四五六七八九十]|[0-9]{1,2})年(?:来|间)?(?:累计|合计|共计|总计|共)[^，。；、0-9]{0,4}$")
SPANNED = late(
    "(?:近|过去|最近|这)?(?P<years>[二两三四五六七八九十]|(?<![0-9])[0-9]{1,2})年(?:来|间|里|内)?[^，。；年0-9]{0,16}$"
)
EACH = late("均|每")
SINCE = late("(?:比|较)(?P<year>(?:19|20)[0-9]{2})年(?:增长|增加|提高|上升|下降|减少|降低)(?:了|约|近)*$")
TIMES = late("(?:是|为|相当于|达到?)(?P<year>(?:19|20)[0-9]{2})年的?(?:约|近)*$")
YEARLY = late("(?:年均|年平均)(?:增长|递增|增幅|增速)(?:率)?(?:为|达|约|近)*$")
PERCENT = 100
NEARLY = Decimal("0.25")
"""Of a sum: what the figures of several years may miss where one of them is misprinted."""


def check_series(book: Book) -> Iterator[Outcome]:
    """Compare what each sentence reckons from a series of years with its figures."""
    for sentence in book.sentences:
        series = series_of(sentence)
        if len(series) >= FEWEST:
            yield from compare_span(book, sentence, series)
            for fact in sentence:
                if fact.where.start > series[-1].where.start:
                    yield from compare(book, fact, series)


def compare_span(book: Book, sentence: Sequence[Fact], series: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether what was told of as many years right before them is their sum: 近三年投入 9 亿元，其中 2022 年 …"""
    before = [fact for fact in sentence if fact.where.start < series[0].where.start][-1:]
    for whole in before:
        told = SPANNED.search(book.before(whole))
        opens = told and counted(told["years"]) == len(series) and book.unit(whole) == book.unit(series[0])
        if opens and whole.kind == "level" and not EACH.search(book.clause(whole)):
            facts = (whole, *series)
            intervals = list(map(interval_of, facts))
            if sum_test(intervals):
                yield Outcome(facts, test=sum_test)
            elif miss(intervals) <= intervals[0].hi * NEARLY:  # else it is of each year: 近三年保持在 2000 人左右
                yield Outcome(facts, sum_problem("sum", "warning", facts), test=sum_test)


def series_of(sentence: Sequence[Fact]) -> list[Fact]:
    """Return the first figures of a sentence that are of one thing in successive years."""
    run: list[Fact] = []
    for fact in sentence:
        follows = run and concept_of(fact) == concept_of(run[-1]) and year_of(fact) == (year_of(run[-1]) or 0) + 1
        if fact.kind == "level" and (follows or len(run) < FEWEST):
            run = [*run, fact] if follows else [fact]
        elif len(run) >= FEWEST:
            break
    return run


def compare(book: Book, fact: Fact, series: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether a figure behind a series is what its words reckon from it."""
    words = book.before(fact)
    years = {year_of(one): one for one in series}
    if fact.kind == "level" and book.unit(fact) == book.unit(series[0]) and (match := SO_FAR.search(words)):
        if counted(match["years"]) == len(series):
            facts = (fact, *series)
            problem = None if sum_test(list(map(interval_of, facts))) else sum_problem("sum", "warning", facts)
            yield Outcome(facts, problem, test=sum_test)
    elif fact.unit == multiples.TIMES and (match := TIMES.search(words)) and int(match["year"]) in years:
        facts = (fact, series[-1], years[int(match["year"])])
        fits = multiples.test(list(map(interval_of, facts)))
        yield Outcome(facts, None if fits else multiples.multiple_problem(*facts), test=multiples.test)
    elif fact.canonical.unit == "%" and (match := SINCE.search(words)) and int(match["year"]) in years:
        facts = (fact, series[-1], years[int(match["year"])])
        test = growth_test(fact)
        movement = Movement(fact, [facts[1]], [facts[2]])
        yield Outcome(facts, None if test(list(map(interval_of, facts))) else growth_problem(book, movement), test=test)
    elif fact.canonical.unit == "%" and YEARLY.search(words):
        yield Outcome((fact, *series), None if grows_so(fact, series) else yearly_problem(fact, series))


def counted(digits: str) -> int:
    """Return how many years a word says."""
    return int(digits) if digits.isdigit() else COUNTED.find(digits.replace("两", "二"))


def grows_so(rate: Fact, series: Sequence[Fact]) -> bool:
    """Tell whether a yearly rate leads from the first to the last, compounded, or is the mean of all or of a part."""
    first, *_, last = map(interval_of, series)
    printed = interval_of(rate)
    steps = len(series) - 1
    for count in (steps, steps + 1):
        factor = exactly(1)
        for _ in range(count):
            factor = multiply(factor, add(exactly(1), divide(printed, exactly(PERCENT))))
        if meet(multiply(first, factor), last):
            return True
    even = scale(divide(subtract(last, first), first), PERCENT)
    rates = [
        scale(divide(subtract(interval_of(this), interval_of(before)), interval_of(before)), PERCENT)
        for before, this in pairwise(series)
    ]
    means = (divide(even, exactly(steps)), divide(even, exactly(steps + 1)), divide(total(rates), exactly(steps)))
    return any(meet(printed, mean) for mean in means)


def yearly_problem(rate: Fact, series: Sequence[Fact]) -> Problem:
    """Return the finding on a yearly rate that does not lead from the first figure to the last."""
    first, last, steps = series[0], series[-1], len(series) - 1
    computed = f"{compound(nominal(first), nominal(last), steps, rate.decimals + 2)}%"
    params = {
        "name": last.name,
        "year": year_of(last),
        "change": figure(rate) | {"direction": rate.direction},
        "this": figure(last),
        "last": figure(first),
        "computed": computed,
    }
    return Problem("growth", "warning", params, (rate, last, first), printed=rate.raw, computed=computed)


def compound(first: Interval, last: Interval, steps: int, places: int) -> str:
    """Return by how many percent a year something grew, for reading."""
    ratio = divide(last, first).lo
    return plain((ratio ** (exactly(1).lo / steps) - 1) * PERCENT, places) if ratio > 0 else spread(last, places)
