"""Shares, rates and figures per head: numerator / denominator, with every admissible choice of the two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from msgspec import Struct

from extract.checks.arithmetic import Interval, divide, meet, multiply, scale, total
from extract.checks.book import (
    Book,
    bounds,
    concept_of,
    counts_before,
    figure,
    interval_of,
    nominal,
    sharpen,
    spread,
    value_of,
    year_of,
)
from extract.checks.model import Outcome, Problem, Severity, Test
from extract.checks.printed import BASE, digits_of
from extract.checks.slips import transposed
from extract.late import late
from extract.records import Fact
from extract.rules.relations import Ratio

UNSAID = late("^占(?:比)?(?:约|达到?|为|是)?$")
TELLING = 4
"""Digits of a ratio that other figures hardly give by chance."""
NOUN = 2
"""Characters of the noun that a name ends in."""
LAND = frozenset({"亩", "公顷"})
"""Units of land in which nothing is told per head: their quotient is none of what is printed in square metres."""

UNTOLD = Decimal("0.5")
"""Of the teachers told at most so many more may count whom the report does not tell."""

PER = {"%": Decimal(100), "‰": Decimal(1000)}


class Division(Struct, frozen=True):
    """A ratio of one entity and year: its statements and what they may be made of.

    ``fits``: for each statement some choice does; the first one is the preferred, or else one that none fits.
    """

    tie: Ratio
    entity: str | None
    year: int
    printed: Sequence[Fact]
    numerators: Sequence[Fact]
    denominators: Sequence[Fact]
    fits: bool

    @property
    def facts(self) -> tuple[Fact, Fact, Fact]:
        """The ratio, its usual numerator and its usual denominator."""
        return self.printed[0], self.numerators[0], self.denominators[0]

    @property
    def outcome(self) -> Outcome:
        """The outcome of a division that fits, with the figures that fit."""
        return Outcome(self.facts, test=ratio_test(factor_of(self.tie, self.printed[0])))


def divide_all(book: Book) -> list[Division]:
    """Return every declared ratio whose figures are all stated."""
    return [division for tie in book.relations.of_kind(Ratio) for division in divide_tie(book, tie)]


def divide_tie(book: Book, tie: Ratio) -> Iterator[Division]:
    """Yield a ratio year by year."""
    for entity, year in book.addresses([tie.indicator]):
        printed = book.state(entity, tie.indicator, year)
        codes = [code for code in tie.numerators if "+" not in code]
        values = {value_of(fact) for fact in printed}  # a total that is its own figure per head is misread
        stated = [fact for code in codes for fact in book.state(entity, code, year)]
        counted = [fact for fact in stated if fact.canonical.unit not in LAND]
        numerators = bounded([fact for fact in counted if value_of(fact) not in values])
        denominators = bounded([fact for code in tie.denominators for fact in book.state(entity, code, year)])
        if numerators and denominators:
            alike = [
                fact
                for fact in printed
                if meet(interval_of(fact), interval_of(printed[0])) or base_of(book, fact) != base_of(book, printed[0])
            ]
            sums = [added for code in tie.numerators if "+" in code for added in add_up(book, entity, code, year)]
            fits = {
                fact.id: fits_some(
                    tie,
                    fact,
                    [*by_key(numerators), *sums, *told_of(book, fact)],
                    [*by_key(denominators), *told_bases(book, fact, denominators), *with_half(book, tie, denominators)],
                )
                for fact in alike
            }
            failing_first = sorted(alike, key=lambda fact: fits[fact.id])
            yield Division(tie, entity, year, failing_first, numerators, denominators, all(fits.values()))


def with_half(book: Book, tie: Ratio, denominators: Sequence[Fact]) -> list[Interval]:
    """Return the denominators with half of what is counted so besides: 专任教师, 校外教师折半."""
    stated = by_key(book.state(denominators[0].entity, tie.half, year_of(denominators[0]))) if tie.half else []
    halves = [scale(one, Decimal("0.5")) for one in stated]
    return [total(choice) for choice in product(by_key(denominators), halves)]


def counts_some(book: Book, division: Division, ratio: Fact) -> bool:
    """Tell whether a ratio would be right if some of what counts half besides counted whole, or not at all."""
    tie = division.tie
    more = [interval_of(fact) for fact in book.state(division.entity, tie.half, division.year)] if tie.half else []
    bases = [interval_of(fact) for fact in division.denominators]
    if not more and tie.half_by and (division.entity or "").endswith(tie.half_by) and not is_slip(book, division):
        more = [scale(base, UNTOLD) for base in bases]
    ranges = [Interval(base.lo, total([base, other]).hi) for base in bases for other in more]
    return fits_some(tie, ratio, [interval_of(fact) for fact in division.numerators], ranges)


def base_of(book: Book, fact: Fact) -> str | None:
    """Return what a share of a declared ratio is taken of: what its clause names (占专业课教师的), else the first."""
    bases = [
        code for tie in book.relations.of_kind(Ratio) if tie.indicator == fact.indicator for code in tie.denominators
    ]
    named = BASE.search(book.clause(fact)) if fact.kind == "share" and len(bases) > 1 else None
    code = book.named(named["whole"], "人") if named else None
    return code if code in bases else next(iter(bases), None)


def bounded(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts that say how much there is, not only more than what (超过 8 万人); all where none does."""
    return [fact for fact in facts if None not in fact.interval] or list(facts)


def fits_some(tie: Ratio, ratio: Fact, numerators: Sequence[Interval], denominators: Sequence[Interval]) -> bool:
    """Tell whether some choice of the two gives the ratio."""
    test = ratio_test(factor_of(tie, ratio))
    return any(test(choice) for choice in product([interval_of(ratio)], numerators, denominators))


def add_up(book: Book, entity: str | None, code: str, year: int) -> list[Interval]:
    """Return what the indicators of ``a+b`` make together."""
    stated = [by_key(book.state(entity, part, year)) for part in code.split("+")]
    return [total(choice) for choice in product(*stated)]


def told_of(book: Book, ratio: Fact) -> list[Interval]:
    """Return the sums of counts that stand together before a ratio in its sentence (就业 748 人、升学 916 人)."""
    return [total(map(interval_of, run)) for run in counts_before(book, ratio) if len(run) > 1]


def told_bases(book: Book, ratio: Fact, denominators: Sequence[Fact]) -> list[Interval]:
    """Return the counts told with a ratio that may be its base.

    Those of its paragraph are a part of a denominator by name (全日制毕业生 of 毕业生), those of its sentence bear
    the same noun (折合教师 for 专任教师).
    """
    stems = {book.relations.catalogue.stem(fact.name): book.unit(fact) for fact in denominators}
    around = book.paragraph(ratio) if ratio.source == "prose" else ()
    beside = {fact.id for fact in book.sentence(ratio)}
    known = {fact.id for fact in denominators}
    return [
        interval_of(fact)
        for fact in around
        if fact.kind == "level"
        and fact.id not in known
        and (year_of(fact) == year_of(ratio) or fact.indicator is None)
        and any(
            (stem in fact.name or (fact.id in beside and stem[-NOUN:] in fact.name)) and book.unit(fact) == unit
            for stem, unit in stems.items()
        )
    ] + unsaid_bases(book, ratio, set(stems.values()))


def unsaid_bases(book: Book, ratio: Fact, units: Collection[str]) -> list[Interval]:
    """Return the counts of its section that a share of digits enough may be taken of, if it does not say of which.

    签订协议和合同 3100 人。… 留在本市就业 1246 人，占 40.19%.
    """
    clause = book.clause(ratio)
    if ratio.kind != "share" or ratio.source != "prose" or digits_of(ratio) < TELLING or not UNSAID.search(clause):
        return []
    counts = [fact for fact in book.section(ratio) if fact.kind == "level" and fact.where.start < ratio.where.start]
    return [interval_of(fact) for fact in counts if book.unit(fact) in units and year_of(fact) == year_of(ratio)]


def by_key(statements: Sequence[Fact]) -> list[Interval]:
    """Return what the statements of each fact admit."""
    groups: dict[str, list[Fact]] = {}
    for fact in statements:
        groups.setdefault(fact.key, []).append(fact)
    return [interval for group in groups.values() for interval in sharpen(group)]


def ratio_test(factor: Decimal) -> Test:
    """Return the test of ratio, numerator and denominator."""

    def test(intervals: Sequence[Interval]) -> bool:
        ratio, above, below = intervals
        return meet(multiply(as_quotient(ratio), below), scale(above, factor)) is not None

    return test


def as_quotient(ratio: Interval) -> Interval:
    """Return what a figure per head admits: in counting units (31 台) its whole number is rounded or cut off too."""
    if ratio.point is None:
        return ratio
    return Interval(ratio.point - Decimal("0.5"), ratio.point + 1, hi_closed=False)


def factor_of(tie: Ratio, ratio: Fact) -> Decimal:
    """Return by what the quotient is multiplied before it is printed."""
    return tie.factor * PER.get(ratio.canonical.unit or "", Decimal(1))


def quotient(tie: Ratio, ratio: Fact, above: Fact, below: Fact) -> Interval:
    """Return numerator / denominator in the unit of the printed ratio."""
    return divide(scale(nominal(above), factor_of(tie, ratio)), nominal(below))


def implied_base(division: Division) -> Interval:
    """Return the denominators that the printed ratio admits with its usual numerator."""
    ratio, above, _ = division.facts
    return divide(scale(interval_of(above), factor_of(division.tie, ratio)), as_quotient(interval_of(ratio)))


def check_ratios(book: Book, divisions: Sequence[Division], explained: Sequence[Division]) -> Iterable[Outcome]:
    """Return what holds, and what fails without a common base that would explain it.

    A sentence that names another base, which the report does not tell, makes it a ratio that nothing here can test.
    """
    for division in divisions:
        if division.fits:
            yield division.outcome
        elif (
            division.tie.certainty != "loose"
            and division not in explained
            and not any(names_other_base(book, division, ratio) for ratio in division.printed)
        ):
            test = ratio_test(factor_of(division.tie, division.printed[0]))
            yield Outcome(division.facts, ratio_problem(book, division, divisions), test=test)


def ratio_problem(book: Book, division: Division, divisions: Sequence[Division]) -> Problem:
    """Return the finding on a ratio that no admissible choice gives."""
    ratio, above, _ = division.facts
    wholes = first_of_each(division.denominators)
    computed = [spread(quotient(division.tie, ratio, above, below), ratio.decimals + 2) for below in wholes]
    unit = ratio.unit if ratio.unit in PER else ""
    return Problem(
        check="ratio",
        severity=gravity(book, division, divisions),
        params={
            "name": ratio.name,
            "year": year_of(ratio),
            "ratio": figure(ratio),
            "numerator": figure(above),
            "denominators": [figure(fact) for fact in wholes],
            "computed": [f"{value}{unit}" for value in computed],
            "base": spread(implied_base(division), 2),
            **bounds(ratio, reach_of(division)),
        },
        facts=(ratio, above, *wholes),
        printed=ratio.raw,
        computed=computed[0],
    )


def reach_of(division: Division) -> Interval:
    """Return what the usual numerator and denominator of a ratio admit, in the canonical unit of the ratio."""
    ratio, above, below = division.facts
    return divide(scale(interval_of(above), factor_of(division.tie, ratio)), interval_of(below))


def first_of_each(facts: Sequence[Fact]) -> list[Fact]:
    """Return the preferred statement of each concept."""
    return list({fact.key: fact for fact in reversed(facts)}.values())[::-1]


def gravity(book: Book, division: Division, divisions: Sequence[Division]) -> Severity:
    """Return how grave a ratio is that no admissible choice gives.

    An error where the definition is strict, or ratio, numerator and denominator stand in one sentence; a warning
    where ratio and numerator do, or the definition holds for another year or for a sibling with the same bases.
    """
    told = [sentence for ratio in division.printed if (sentence := ratio.where.quote) and ratio.source == "prose"]
    above = any(fact.where.quote in told for fact in division.numerators)
    below = any(fact.where.quote in told for fact in division.denominators)
    if any(fact.proviso for fact in division.facts):
        return "warning"
    if any(counts_some(book, division, ratio) for ratio in division.printed):
        return "info"  # how many of them count is told nowhere
    if division.tie.certainty == "strict" or (above and below):
        return "error"
    used = any(
        other.fits and other.entity == division.entity and other.tie.denominators == division.tie.denominators
        for other in divisions
    )
    return "warning" if above or used or is_slip(book, division) else "info"


def is_slip(book: Book, division: Division) -> bool:
    """Tell whether two digits changed about, or the figures of the year before, would give the printed ratio."""
    ratio, above, below = division.facts
    test = ratio_test(factor_of(division.tie, ratio))
    if digits_of(ratio) < TELLING:
        return False
    older = [book.state(fact.entity, concept_of(fact), division.year - 1)[:1] for fact in (above, below)]
    pairs = [([above], older[1]), (older[0], [below]), older]
    stale = any(
        test([interval_of(ratio), *map(interval_of, pair)]) for one, other in pairs for pair in product(one, other)
    )
    return stale or any(test([other, interval_of(above), interval_of(below)]) for other in transposed(ratio))


def names_other_base(book: Book, division: Division, ratio: Fact) -> bool:
    """Tell whether the clause takes the ratio of none of the bases that the report states: 占专业课教师的 59.1%."""
    named = BASE.search(book.clause(ratio)) if ratio.source == "prose" else None
    if named is None or not named["whole"]:
        return False
    return book.named(named["whole"], None) not in {fact.indicator for fact in division.denominators}
