"""Means in prose against what they are of: 设备总值 2318 万元，生均 0.84 万元; 42 期 5264 人次，平均每期 125 人次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from extract.checks.arithmetic import Interval, divide, scale, total
from extract.checks.book import Book, bounds, concept_of, figure, interval_of, nominal, spread, year_of
from extract.checks.model import Outcome, Problem, Severity
from extract.checks.printed import digits_of
from extract.checks.ratios import as_quotient, ratio_test
from extract.checks.shares import is_ratio
from extract.checks.slips import is_near, transposed
from extract.late import late
from extract.records import Fact
from extract.rules.relations import Ratio


class Head(NamedTuple):
    """A word for a mean, names and codes of what it is taken over, for how many of them, and of what if unsaid."""

    word: re.Pattern[str]
    names: re.Pattern[str]
    codes: tuple[str, ...]
    factor: Decimal = Decimal(1)
    unsaid: str | None = None

    def rank(self, count: Fact) -> int:
        """Return the place of what a count is of among the codes."""
        return self.codes.index(count.indicator) if count.indicator in self.codes else len(self.codes)


STUDENT = "students.full_time"
MEANS = late("均|每|百名学生")
STUDENTS = late("(?:在校生|在籍学生|在校学生|全日制学生|学生)(?:总)?(?:人数|数|规模)?$")
SCHOOLS = late("(?:中职|中等职业|职业)?学校数$")
CLASSES = late("(?:教学)?班(?:级)?数$")
TEACHERS = late("(?:专任教师|教师|教职工)(?:总)?(?:人数|数)$")
LEARNERS, STAFF = (STUDENT, "students.equivalent"), ("teachers.full_time", "staff.total")
HEADS = (
    Head(late("每百名?(?:在校)?学?生|百名学生|百生均?"), STUDENTS, LEARNERS, Decimal(100)),
    Head(late("生均"), STUDENTS, LEARNERS),
    Head(late("校均|每(?:所)?(?:学)?校"), SCHOOLS, ("schools.total",), unsaid=STUDENT),
    Head(late("班均|每个?(?:教学)?班"), CLASSES, ("students.classes",), unsaid=STUDENT),
    Head(late("师均|每[名位](?:专任)?教师"), TEACHERS, STAFF),
)
APIECE = late(
    "每(?P<unit>[个期项名位家场次所门件间批台套份户节部辆组站])(?P<noun>[^均，。；、0-9]*)"
    "|(?<![班人生师校])(?P<one>[期项家场次门批台户节组站])均(?P<what>[^均，。；、0-9]*)"
)
"""A mean over what the sentence has counted: 平均每期, 平均每个基地, 场均."""
EACH = late("人均")
PEOPLE = ("人", "人次")
FILLED = "(?:规模)?(?:约|为|达到?|仅|近|是)*"
LEAST_DIGITS = 3
"""Digits of a mean that is hardly met by chance."""
PAIR = 2
"""Counts of a sentence that tells only what its mean is of and over: 60 个教学班、2515 名学生，平均每班 …"""
PEERS = 2
"""Other means of a report that must bear its base out."""
TRIED = 3
"""Counts before a mean that it may be of."""
NOUN = 2
"""Characters of the noun that a name ends in."""


class Mean(NamedTuple):
    """A mean with the amounts that it may be of and the counts that it may be taken over, the likeliest first.

    ``older``: those counts of the year before.  ``beside``: its sentence gives the amount; ``told``: the count, too.
    """

    fact: Fact
    factor: Decimal
    amounts: Sequence[Fact]
    bases: Sequence[Fact]
    older: Sequence[Fact] = ()
    beside: bool = False
    told: bool = False

    def fit(self, mean: Interval, amounts: Sequence[Fact], bases: Sequence[Fact]) -> tuple[Fact, Fact] | None:
        """Return the first amount and base that give ``mean``."""
        test = ratio_test(self.factor)
        pairs = product(amounts, bases)
        return next((pair for pair in pairs if test([as_quotient(mean), *map(interval_of, pair)])), None)

    @property
    def own(self) -> tuple[Fact, Fact] | None:
        """The amount and base that give the mean."""
        return self.fit(interval_of(self.fact), self.amounts, self.bases)


def check_averages(book: Book) -> Iterator[Outcome]:
    """Compare each mean of the prose with the amount and the count that it names or stands behind."""
    counted = Counts(book)
    means = [mean for fact in book.report.facts if (mean := read_mean(book, fact, counted))]
    fits = [mean.own for mean in means]
    borne = [fit[1].key for fit, mean in zip(fits, means, strict=True) if fit and is_telling(mean.fact)]
    for mean, fit in zip(means, fits, strict=True):
        bases = {base.key for base in mean.bases}
        sure = mean.told or (mean.beside and sum(key in bases for key in borne) - bool(fit) >= PEERS)
        again = is_again(book, mean.fact)
        if fit:
            test = ratio_test(mean.factor) if sure and not again else None
            yield Outcome((mean.fact, *fit), test=test, loose=not mean.told)
        elif not again:
            yield from compare_mean(book, mean, sure=sure)


def is_telling(mean: Fact) -> bool:
    """Tell whether a mean has digits enough not to fit a base by chance."""
    return digits_of(mean) >= LEAST_DIGITS


def is_again(book: Book, fact: Fact) -> bool:
    """Tell whether a figure is compared elsewhere: stated twice, or declared as the quotient of what is stated."""
    again = fact.indicator is not None and len(book.state(fact.entity, fact.indicator, year_of(fact))) > 1
    return again or is_ratio(book, fact, certain=True)


class Counts:
    """What a report counts, by the names of a head and the year, each value once."""

    def __init__(self, book: Book) -> None:
        self.known: dict[tuple[str, int | None], list[Fact]] = {}
        self.levels = [
            fact
            for fact in book.report.facts
            if fact.kind == "level" and fact.aspect == "actual" and fact.where.case_id is None
        ]

    def under(self, head: Head, year: int | None) -> list[Fact]:
        """Return what is counted under one of a head's names in a year, what its codes name first, else the most."""
        address = head.names.pattern, year
        if address not in self.known:
            found = [fact for fact in self.levels if year_of(fact) == year and head.names.search(fact.name)]
            found.sort(key=lambda fact: (head.rank(fact), -interval_of(fact).lo))
            self.known[address] = list({(fact.key, fact.interval): fact for fact in found[::-1]}.values())[::-1]
        return self.known[address]


def read_mean(book: Book, fact: Fact, counted: Counts) -> Mean | None:
    """Return a figure of the prose with what it is a mean of and over, None where it is none or nothing is known."""
    if fact.source != "prose" or fact.kind != "level" or fact.aspect != "actual":
        return None
    clause = book.clause(fact)
    if not MEANS.search(clause) or any(word in clause.replace("平均", "") for word in book.relations.cues.elsewhere):
        return None
    own = [one for one in book.levels_before(fact) if not one.rule.endswith("#from")]
    before = own or book.part_before(fact)
    year = year_of(fact)
    for head in HEADS:
        if found := head.word.search(clause):
            beside, amounts = amounts_of(book, fact, before, clause[found.end() :], head.unsaid)
            bases = counted.under(head, year)
            around = (*before[::-1], *(book.part_before(fact) if own else ()))
            people = [one for one in around if book.unit(one) == "人" and one not in (*amounts, *bases)]
            older = counted.under(head, year - 1) if year is not None else []
            sure = beside and bool(own) and not people
            beside_it = {one.id for one in own}
            told = sure and len(own) == PAIR and all(one.id in beside_it for one in (amounts[:1] + bases[:1]))
            mean = Mean(fact, head.factor, amounts, [*bases, *people], older, sure, told=told)
            return mean if amounts and bases else None
    told, bases, words = local_bases(book, fact, clause, before)
    beside, amounts = amounts_of(book, fact, [one for one in before if one not in bases], words, None)
    beside = beside and bool(own)
    return Mean(fact, Decimal(1), amounts, bases, (), beside, told=told and beside) if amounts and bases else None


def local_bases(book: Book, mean: Fact, clause: str, before: Sequence[Fact]) -> tuple[bool, list[Fact], str]:
    """Return whether a mean's sentence counts what it may be taken over, these counts, and what else it says.

    Of people (人均) they may be counted anywhere in its paragraph.
    """
    found = APIECE.search(clause)
    if found:
        if found["one"]:
            named = re.sub(FILLED + "$", "", clause[found.start("what") :])
            return True, [one for one in before[::-1] if counts_in(one, found["one"])], named
        noun = re.sub(FILLED + "$", "", clause[found.start("noun") :])
        around = [*before[::-1], *(one for one in book.part_before(mean)[::-1] if noun and one not in before)]
        bases = [one for one in around if (bears(book, one, noun) if noun else counts_in(one, found["unit"]))]
        return True, bases, noun if noun.endswith("学生") else ""
    if not EACH.search(clause):
        return False, [], ""
    people = [one for one in before[::-1] if one.canonical.unit in PEOPLE]
    around = [one for one in book.paragraph(mean) if one.kind == "level" and one.canonical.unit in PEOPLE]
    around = [one for one in around if one.where.start < mean.where.start]
    students = book.state(mean.entity, STUDENT, year_of(mean))
    return bool(people), [*people, *(around if not people else ()), *students], EACH.split(clause)[-1]


def counts_in(count: Fact, unit: str) -> bool:
    """Tell whether a count is in a unit, or in times of it: 42 批次, 每批."""
    return (count.unit or "").removesuffix("次") == unit or count.unit == unit


def bears(book: Book, count: Fact, noun: str) -> bool:
    """Tell whether ``noun`` is what a count counts, or begins with it: 基地 of 校外实训基地."""
    stem = book.relations.catalogue.stem(count.name)
    return len(stem) >= NOUN and (noun.startswith(stem) or (len(noun) >= NOUN and stem.endswith(noun)))


def amounts_of(
    book: Book, mean: Fact, before: Sequence[Fact], words: str, unsaid: str | None
) -> tuple[bool, list[Fact]]:
    """Return what a mean may be of, and whether its sentence counts it right before: else it is what its name says."""
    named = re.sub(FILLED + "$", "", words)
    unit = mean.canonical.unit
    alike = [one for one in before if book.unit(one) == book.unit(mean)][: -TRIED - 1 : -1]
    named_by = [tie.numerators for tie in book.relations.of_kind(Ratio) if tie.indicator == mean.indicator]
    codes = named_by[0] if named_by else tuple(filter(None, [book.named(named, unit) if named else None]))
    own = [one for one in alike if one.indicator in codes]
    if codes:
        stated = (one for code in codes for one in book.state(mean.entity, code, year_of(mean)))
        # what the catalogue knows is of something else, and so is what bears another name
        others = [one for one in alike if one.indicator is None and (not named or named[:NOUN] in one.name)]
        return bool(own), [*own, *stated, *others]
    if alike:
        return not named, alike
    whole = unsaid or (STUDENT if named.endswith("学生") else None)
    return True, list(book.state(mean.entity, whole, year_of(mean))) if whole and unit == "人" else []


def compare_mean(book: Book, mean: Mean, *, sure: bool) -> Iterator[Outcome]:
    """Yield that a mean is not what it must be, or that two digits changed about or last year's count would give it."""
    amounts = mean.amounts[:1]
    bases = mean.bases[: 1 if mean.bases[0].indicator else TRIED]
    if is_of_several(mean, bases):
        return
    swapped = (mean.fit(other, amounts, bases) for other in transposed(mean.fact))
    slip = next(filter(None, swapped), None)
    older = is_telling(mean.fact) and (
        mean.fit(interval_of(mean.fact), amounts, mean.older[:1])
        or mean.fit(interval_of(mean.fact), year_before(book, amounts[0]), (*bases, *mean.older[:1]))
    )
    amount, base = slip or (amounts[0], bases[0])
    computed = divide(scale(nominal(amount), mean.factor), nominal(base))
    if slip or older or (sure and is_near(interval_of(mean.fact), computed)):
        severity: Severity = "warning" if older or sure or is_telling(mean.fact) else "info"
        facts = (mean.fact, amount, base)
        yield Outcome(facts, problem(facts, mean.factor, severity), test=ratio_test(mean.factor))


def is_of_several(mean: Mean, bases: Sequence[Fact]) -> bool:
    """Tell whether a mean is of counts that its sentence lists: 24 场，教师 86 人次、学生 2400 人次，场均 104 人次."""
    printed, test = as_quotient(interval_of(mean.fact)), ratio_test(mean.factor)
    sums = [total(map(interval_of, mean.amounts[:count])) for count in range(PAIR, len(mean.amounts) + 1)]
    return any(test([printed, added, interval_of(base)]) for added in sums for base in bases)


def year_before(book: Book, fact: Fact) -> Sequence[Fact]:
    """Return what the report states of the same for the year before."""
    year = year_of(fact)
    return book.state(fact.entity, concept_of(fact), year - 1)[:1] if year is not None else ()


def problem(facts: tuple[Fact, Fact, Fact], factor: Decimal, severity: Severity) -> Problem:
    """Return the finding on a mean that its total does not give."""
    mean, amount, base = facts
    computed = spread(divide(scale(nominal(amount), factor), nominal(base)), mean.decimals + 2)
    reach = divide(scale(interval_of(amount), factor), interval_of(base))
    params = {
        "name": mean.name,
        "year": year_of(mean),
        "ratio": figure(mean),
        "numerator": [figure(amount)],
        "denominators": [figure(base)],
        "computed": computed,
        **bounds(mean, reach),
    }
    return Problem("share", severity, params, (mean, amount, base), printed=mean.raw, computed=computed)
