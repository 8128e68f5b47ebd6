"""Multiples in prose against the two figures that they compare: 培训 38640 人次，为在校生的 1.80 倍."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.arithmetic import Interval, divide, magnitude, scale, subtract
from extract.checks.book import Book, bounds, concept_of, figure, interval_of, nominal, spread, year_of
from extract.checks.model import Outcome, Problem
from extract.checks.ratios import ratio_test
from extract.checks.slips import is_near
from extract.late import late
from extract.records import Fact

TIMES = "倍"
BASE = late("(?:是|为|达到?|相当于)(?:约|近)?(?P<base>(?:[0-9]{4}年)?[^，。；：、0-9]*?)的?(?:约|近|超过?)*$")
TOLD = late(r"[）)]?的?(?:近|约|超过?)*")
"""Words between the base and its multiple."""
EARLIER = late("上(?:一)?(?:学)?年(?:度)?$|去年$|(?P<year>(?:19|20)[0-9]{2})年$")
NOUN = 3
"""Characters of words in which a base is known again that no catalogue knows."""
PERCENT = Decimal(100)
test = ratio_test(PERCENT)


def check_multiples(book: Book) -> Iterator[Outcome]:
    """Compare each multiple of the prose with a figure before it and the base that it names or stands behind."""
    for fact in book.report.facts:
        if fact.kind in ("level", "ratio") and fact.unit == TIMES and fact.source == "prose":
            yield from compare_multiple(book, fact)


def compare_multiple(book: Book, multiple: Fact) -> Iterator[Outcome]:
    """Yield whether a multiple is that of some figure of its sentence over its base, where the base is known."""
    before = book.levels_before(multiple)
    told = bool(before) and TOLD.fullmatch(book.between(before[-1], multiple)) is not None
    amounts = before[-2::-1] if told else before[::-1]
    bases = [before[-1]] if told else named_bases(book, multiple, amounts)
    if told:
        amounts = [fact for fact in amounts if book.unit(fact) == book.unit(bases[0])]
    pairs = [(amount, base) for base in bases for amount in amounts]
    fitting = next((pair for pair in pairs if test([interval_of(fact) for fact in (multiple, *pair)])), None)
    if fitting:
        yield Outcome((multiple, *fitting), test=test)
    elif pairs:
        facts = (multiple, *min(pairs, key=lambda pair: distance(multiple, *pair)))
        if is_near(interval_of(multiple), quotient(*facts[1:])):
            yield Outcome(facts, multiple_problem(*facts), test=test)


def quotient(amount: Fact, base: Fact) -> Interval:
    """Return what a multiple of two figures is, in percent."""
    return divide(scale(nominal(amount), PERCENT), nominal(base))


def distance(multiple: Fact, amount: Fact, base: Fact) -> Decimal:
    """Return how far off a multiple is from that of two figures."""
    return magnitude(subtract(interval_of(multiple), quotient(amount, base))).lo


def named_bases(book: Book, multiple: Fact, amounts: Sequence[Fact]) -> list[Fact]:
    """Return the statements of what a multiple says that it is of: an indicator, or the earlier figure of the same."""
    named = BASE.search(book.clause(multiple))
    if named is None or not amounts:
        return []
    words, year = named["base"], year_of(amounts[0])
    earlier = EARLIER.search(words)
    if earlier and year is not None:
        then = int(earlier["year"]) if earlier["year"] else year - 1
        return list(book.state(amounts[0].entity, concept_of(amounts[0]), then))
    codes = (book.named(words, unit) for unit in ("人", amounts[0].canonical.unit))
    if (code := next(filter(None, codes), None)) and year is not None:  # else the base may be another year's
        stated = book.state(multiple.entity, code, year)
        return [fact for fact in stated if fact.proviso in (None, multiple.proviso)]  # 高职在校生 are not all
    around = [fact for fact in book.paragraph(multiple) if fact.where.start < multiple.where.start]
    return [fact for fact in around if fact.kind == "level" and len(words) >= NOUN and words in fact.name]


def multiple_problem(multiple: Fact, amount: Fact, base: Fact) -> Problem:
    """Return the finding on a multiple that its two figures do not give."""
    computed = spread(divide(nominal(amount), nominal(base)), multiple.decimals + 2)
    params = {
        "name": multiple.name,
        "year": year_of(amount),
        "ratio": figure(multiple),
        "numerator": [figure(amount)],
        "denominators": [figure(base)],
        "computed": f"{computed}{TIMES}",
        **bounds(multiple, divide(scale(interval_of(amount), PERCENT), interval_of(base))),
    }
    return Problem("share", "warning", params, (multiple, amount, base), printed=multiple.raw, computed=computed)
