"""Shares against the counts beside them: in one sentence (… 120 人，占 … 的 30%), in one table row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks.arithmetic import Interval, divide, scale, total
from extract.checks.book import Book, bounds, concept_of, counts_before, figure, interval_of, nominal, spread, year_of
from extract.checks.model import Outcome, Problem, Severity
from extract.checks.ratios import ratio_test
from extract.late import late
from extract.records import Fact
from extract.rules.relations import Ratio, Scope, Sum, Within

NAMED = late(r"^(?P<part>.*?)占(?P<whole>.*?)(?:的?(?:比例|比重|占比|比))?$")
PERCENT = Decimal(100)
BEHIND = late(
    r"(?:[^，。；、（）()0-9]{1,12}(?=[，,]占))?[，,、]?(?:约|也|共|总共|合计)?占(?:比|到)?[^，。；、%]{0,16}"
    r"|[，,]?(?:所占)?(?:占比|比例|比重)[约为达是]*|[（(](?:占(?:比)?)?"
)
"""Words between a count and its share."""
BESIDE = late("[，,]占[^，。；、%]{1,16}?[0-9.]+[%％](?=[，,]占)")
"""A share of another whole between a count and its share: 占专业课教师的 62.8%，占专任教师的 33.9%."""
BRACKET = late(r"(?:[）)](?:总数|总人数)?的?|的)(?:比例|比重)?[约为达]*")
PLAN_DONE = late("(?:计划|任务|目标|指标)(?:的)?(?:完成率|完成比例)$")
DONE = late("(?P<verb>..)率$")
OF_BASE = late(r"(?P<verb>占|完成)[^，。；、]{1,16}$")
ALL_OF = late("^(?:全部|所有|全体)")
INTAKE = late("招收|招生|招录|新招")
"""Those who have come this year: no base of what became of others (出徒率, 毕业率), only of how many arrived."""
ARRIVAL = late("报到|录取|注册|完成|占")
OF_NAMED = late("占(?P<whole>[^，。；、占]{2,}?)(?:总数|总量)?的?(?:比例|比重|比)?[约为达到]*$")
OPENING = late("(?:在)?(?P<name>[^，。；：、]{2,16})中[，,：:]")
QUALIFIED = late("的?(?:学生|人员|人|教师|者)?$")
OF_THAT = late("(?:占|比例|比重|的).*$")
STUDYING = late("在籍|在校|在读|在学")
DEGREE = late("本科|学士|学位|应")
EVEN = late("平均|[人校班生师]均")
"""Words of a mean, of which a share is none."""
MEAN = late("[，,](?:平均|[人校班生师]均)[^，。；、]*?[0-9][^，。；、]*")
TOTAL = "总"
"""Begins the end of a whole's name that a sentence says again: 设备总值 6 亿元，其中新增 7 万元，占总值的 …"""
NEAR = 8
"""Counts before a share that it may speak of."""


class Choice(NamedTuple):
    """Counts of which a share may be taken together, and the count that it may be a share of."""

    parts: tuple[Fact, ...]
    whole: Fact


def check_shares(book: Book) -> Iterable[Outcome]:
    """Compare every share of a sentence with the counts that it speaks of."""
    for fact in book.report.facts:
        if fact.kind == "share" and fact.source == "prose":
            yield from compare_prose(book, fact)


def compare_prose(book: Book, share: Fact) -> Iterator[Outcome]:
    """Yield whether a share is what the counts of its sentence give, unless it is a declared ratio."""
    found = [*compare_bracket(book, share), *compare_named(book, share), *compare_plan(book, share)][:1]
    yield from found
    if not found and not is_ratio(book, share):
        yield from compare_share(book, share)


def is_ratio(book: Book, share: Fact, *, certain: bool = False) -> bool:
    """Tell whether the share is compared as a declared ratio already, its numerator and denominator being stated.

    ``certain``: one of which a miss says something.
    """
    year = year_of(share)
    return any(
        any(book.state(share.entity, code, year) for code in " ".join(tie.numerators).replace("+", " ").split())
        and any(book.state(share.entity, code, year) for code in tie.denominators)
        for tie in book.relations.of_kind(Ratio)
        if tie.indicator == share.indicator and not (certain and tie.certainty == "loose")
    )


def compare_bracket(book: Book, share: Fact) -> Iterator[Outcome]:
    """Yield whether a share is what the count before it is of the base in brackets: 占专业课教师（583 人）的 77.4%."""
    before = book.levels_before(share)
    if len(before) < 2 or not BRACKET.fullmatch(book.between(before[-1], share)):
        return
    *counts, base = of_its_year(book, share, before[:-1]) + before[-1:]
    named = OF_BASE.search(book.between(counts[-1], base))
    counts = [fact for fact in reversed(counts) if book.unit(fact) == book.unit(base)]
    if named and counts:
        done = counts if named["verb"] == "完成" else counts[:1]  # a plan may be of what was counted earlier
        part = next((fact for fact in done if fits(share, Choice((fact,), base))), None)
        problem = None if part else share_problem(share, [Choice((done[-1],), base)], "error")
        yield Outcome((share, base, part or done[-1]), problem, test=share_test)


def compare_plan(book: Book, share: Fact) -> Iterator[Outcome]:
    """Yield whether a rate says how much of the one plan of its sentence is done by a count told behind that."""
    before = [fact for fact in book.sentence(share) if fact.kind == "level" and fact.where.start < share.where.start]
    plans = [fact for fact in before if fact.aspect == "plan"]
    if len(plans) != 1 or not PLAN_DONE.search(share.name):
        return
    done = [fact for fact in before[before.index(plans[0]) + 1 :] if book.unit(fact) == book.unit(plans[0])]
    choices = [Choice((fact,), plans[0]) for fact in done]
    fitting = next((choice for choice in choices if fits(share, choice)), None)
    if choices:
        problem = None if fitting else share_problem(share, choices[:1], "warning")
        yield Outcome((share, plans[0], *(fitting or choices[0]).parts), problem, test=share_test)


def compare_named(book: Book, share: Fact) -> Iterator[Outcome]:
    """Yield that a declared ratio is not of the base that its clause names, though of another that is admissible."""
    code = base_named(book, share) if is_ratio(book, share) else None
    bases = of_its_year(book, share, book.state(share.entity, code, year_of(share))) if code else []
    parts = book.levels_before(share)[-1:]
    if not bases or not parts or BEHIND.fullmatch(BESIDE.sub("", book.between(parts[0], share))) is None:
        return
    choices = [Choice((parts[0],), base) for base in bases]
    others = [Choice((parts[0],), base) for base in admissible(book, share)]
    named_beside = BESIDE.search(book.between(parts[0], share)) is not None  # no declared ratio settles the second one
    elsewhere = named_beside or any(fits(share, choice) for choice in others)
    if not any(fits(share, choice) for choice in choices) and elsewhere:
        problem = share_problem(share, choices[:1], "error")
        yield Outcome((share, choices[0].whole, *choices[0].parts), problem, test=share_test)


def admissible(book: Book, share: Fact) -> list[Fact]:
    """Return what a declared ratio may be taken of."""
    ties = [tie for tie in book.relations.of_kind(Ratio) if tie.indicator == share.indicator]
    codes = dict.fromkeys(code for tie in ties for code in tie.denominators)
    return [fact for code in codes for fact in book.state(share.entity, code, year_of(share))]


def compare_share(book: Book, share: Fact) -> Iterator[Outcome]:
    """Yield whether a share can be taken of the counts that its sentence names or holds."""
    named = NAMED.match(share.name)
    part, whole = (named["part"], named["whole"]) if named else (share.name, "")
    counts = [fact for fact in book.levels_before(share) if not EVEN.search(book.clause(fact))][-NEAR:]
    parts = numerators(book, share, part)
    wholes = denominators(book, share, whole, counts, parts)
    choices = [Choice(chosen, base) for base in wholes for chosen in parts if base not in chosen]
    fitting = next((choice for choice in choices if fits(share, choice)), None)
    if fitting:
        yield Outcome((share, fitting.whole, *fitting.parts), test=share_test)
    elif choices and (severity := gravity(book, share, whole, choices, counts)):
        yield Outcome(
            (share, choices[0].whole, *choices[0].parts), share_problem(share, choices, severity), test=share_test
        )


def numerators(book: Book, share: Fact, part: str) -> list[tuple[Fact, ...]]:
    """Return what a share may be of: the nearest count, with the counts before it, or the indicator that it names."""
    stated = [
        (fact,)
        for unit in ("人", "个", "元")
        if (code := book.named(part, unit))
        for fact in book.state(share.entity, code, year_of(share))
    ]
    told = counts_before(book, share)
    if told and BEHIND.fullmatch(book.between(told[0][0], share)):
        stated = [one for one in stated if book.unit(one[0]) == book.unit(told[0][0])]  # not 2 所 of 民办学校 2391 人
    return [*stated, *(run for run in told if not any(EVEN.search(book.clause(fact)) for fact in run))]


def denominators(
    book: Book, share: Fact, whole: str, counts: Sequence[Fact], parts: Sequence[tuple[Fact, ...]]
) -> list[Fact]:
    """Return what a share may be taken of: the count that it names, else the larger counts of the sentence."""
    if whole:
        unit = parts[0][0].canonical.unit if parts else None
        units = (unit, book.unit(parts[0][0])) if parts else (unit,)
        names = (whole, ALL_OF.sub("", whole))
        code = next(filter(None, (book.named(name, one) for name in names for one in units)), None)
        stated = book.state(share.entity, code, year_of(share)) if code else ()
        told = [fact for fact in counts if fact.name == whole or concept_of(fact) == code]
        return (
            [*told, *stated]
            or [
                fact
                for fact in book.paragraph(share)
                if fact.kind == "level" and fact.where.start < share.where.start and is_called(book, fact, whole, unit)
            ]
            or [
                fact
                for fact in counts
                if whole.startswith(TOTAL) and book.unit(fact) in units and book.clause(fact).endswith(whole)
            ]
        )
    wholes = [*counts, *book.led(share), *parts_before(book, share)]
    for tie in book.relations.ties:
        if counts and isinstance(tie, Within | Sum) and counts[-1].indicator in tie.parts:
            wholes += book.state(share.entity, tie.whole, year_of(share))
    code = base_named(book, share)
    wholes = [fact for fact in of_its_year(book, share, wholes) if not code or concept_of(fact) == code]
    return [fact for fact in wholes if counts and book.unit(fact) == book.unit(counts[-1])]


def base_named(book: Book, share: Fact) -> str | None:
    """Return the indicator that the clause of a share names as its whole: 占专业课教师的 61.2%."""
    named = OF_NAMED.search(book.clause(share))
    return book.named(named["whole"], "人") if named else None


def parts_before(book: Book, share: Fact) -> list[Fact]:
    """Return what a rate of what was done may be of in the part before a semicolon; plans are not what it is of."""
    done = DONE.search(share.name) and not ARRIVAL.search(share.name)
    return [fact for fact in book.part_before(share) if done and fact.aspect == "actual"]


def is_called(book: Book, fact: Fact, whole: str, unit: str | None) -> bool:
    """Tell whether a count told before bears the name of a share's whole: 初次就业 2558 人 … 占初次就业的 45.5%."""
    stem = book.relations.catalogue.stem
    return fact.canonical.unit == unit and stem(fact.name) == stem(whole)


def fits(share: Fact, choice: Choice) -> bool:
    """Tell whether a share is the quotient of a choice."""
    return share_test([interval_of(fact) for fact in (share, choice.whole, *choice.parts)])


def share_test(intervals: Sequence[Interval]) -> bool:
    """Tell whether the first interval can be the percentage of the second that the rest are."""
    share, whole, *parts = intervals
    return ratio_test(PERCENT)([share, total(parts), whole])


def gravity(book: Book, share: Fact, whole: str, choices: Sequence[Choice], counts: Sequence[Fact]) -> Severity | None:
    """Return how grave it is that no choice fits, None where the share may be of something else.

    An error where part and whole are named; a warning where the share goes with the count before it and a larger
    count of the sentence must be the whole, none of its section being one that fits.
    """
    told_parts = (choice.parts[-1] for choice in choices if choice.parts[-1] in counts)
    numerator = choices[0].parts[-1] if whole else next(told_parts, choices[0].parts[-1])
    done = is_done(book, share, numerator) and is_next(book, numerator, share)
    sure = speaks_of(book, share, numerator)
    if (numerator not in counts and not whole) or (is_listed(book, share) and not done and not (whole and sure)):
        return None
    if whole:
        scoped = {tie.indicator for tie in book.relations.of_kind(Scope)}
        if any(choice.whole.indicator in scoped for choice in choices):
            return "warning" if sure and is_divided(book, choices[0].whole, numerator) else None
        told = numerator not in counts or sure
        return "error" if told and all(choice.whole.proviso is None for choice in choices) else None
    opening = opened(book, share)
    bases = [*counts, *book.led(share), *opening, *(choice.whole for choice in choices)]
    larger = [fact for fact in bases if interval_of(fact).lo > interval_of(numerator).hi]
    if not ARRIVAL.search(share.name):
        larger = [fact for fact in larger if not INTAKE.search(fact.name)]
    larger = [fact for fact in larger if not is_of_more_years(share, fact)]
    comparable = [fact for fact in larger if book.unit(fact) == book.unit(numerator)]
    whole_told = any(not has_share(book, fact) for fact in comparable)  # else 甲 12 人（40%）、乙 9 人（30%）
    inside = any(len(book.before(fact)) < len(book.before(numerator)) for fact in opening)
    told = whole_told and sure and (share.where.case_id is None or inside or is_done(book, share, numerator))
    around = (opening or wholes_around(book, share, numerator)) if told else ()
    return "warning" if told and not any(fits(share, Choice((numerator,), fact)) for fact in around) else None


def is_divided(book: Book, whole: Fact, part: Fact) -> bool:
    """Tell whether a sentence begins to divide a count right before a part of it: 就业 412 人，其中县内就业 218 人."""
    return book.levels_before(part)[-1:] == [whole] and "其中" in book.between(whole, part)


def is_of_more_years(share: Fact, whole: Fact) -> bool:
    """Tell whether a rate of those who were due to leave cannot be of ``whole``: of all who study, of all who left."""
    if share.name.endswith("学位授予率"):
        return DEGREE.search(whole.name) is None  # of the undergraduates among those who left
    return share.name.endswith(("毕业率", "结业率")) and STUDYING.search(whole.name) is not None


def opened(book: Book, share: Fact) -> list[Fact]:
    """Return the counts that a sentence opens with as the whole of what follows: 升学的 7216 人中，升入本科 1184 人.

    Where none stands in its opening words, they are those before it that bear the same words.
    """
    before = book.before(share)
    opening = OPENING.match(before)
    if opening is None or "其中" in before:
        return []
    inside = [fact for fact in book.levels_before(share) if len(book.before(fact)) < opening.end("name")]
    name = QUALIFIED.sub("", opening["name"])
    around = [fact for fact in book.section(share) if fact.kind == "level" and fact.where.start < share.where.start]
    called = [fact for fact in around if name in (book.clause(fact), fact.name.removesuffix("人数"))]
    return inside or of_its_year(book, share, called)


def wholes_around(book: Book, share: Fact, count: Fact) -> list[Fact]:
    """Return the counts of the section that a count may be a part of."""
    unit = book.unit(count)
    levels = of_its_year(book, share, [fact for fact in book.section(share) if fact.kind == "level"])
    return [fact for fact in levels if book.unit(fact) == unit and exceeds(fact, count)]


def exceeds(whole: Fact, count: Fact) -> bool:
    """Tell whether a count can be a part of another one, which has an end (首次突破 1 亿元 has none)."""
    return interval_of(count).lo < interval_of(whole).hi and interval_of(whole).hi.is_finite()


def of_its_year(book: Book, share: Fact, counts: Sequence[Fact]) -> list[Fact]:
    """Return ``counts`` without those of another year than the share's where the same is counted in that, too."""
    year = year_of(share)
    return [fact for fact in counts if year_of(fact) == year or not book.state(fact.entity, concept_of(fact), year)]


def is_next(book: Book, one: Fact, other: Fact) -> bool:
    """Tell whether no figure stands between two of a sentence."""
    return not any(one.where.start < fact.where.start < other.where.start for fact in book.sentence(other))


def has_share(book: Book, count: Fact) -> bool:
    """Tell whether the number behind ``count`` in its sentence is a share."""
    sentence = book.sentence(count)
    place = next((place for place, fact in enumerate(sentence) if fact.id == count.id), len(sentence))
    return any(fact.kind == "share" for fact in sentence[place + 1 : place + 2])


def is_listed(book: Book, share: Fact) -> bool:
    """Tell whether a share stands in a list of shares (分别占 26%、43%、31%), each of another count."""
    sentence = book.sentence(share)
    place = next((place for place, fact in enumerate(sentence) if fact.id == share.id), 0)
    beside = [*sentence[max(0, place - 1) : place], *sentence[place + 1 : place + 2]]
    return any(fact.kind == "share" for fact in beside)


def speaks_of(book: Book, share: Fact, count: Fact) -> bool:
    """Tell whether a share bears the name of a count, or its verb (接收 7640 人，接收比例 …), or stands behind it."""
    stem = share.name.removesuffix("比例").removesuffix("占比")
    said = OF_THAT.sub("", book.clause(share))  # 本区户籍 1736 人，外区户籍 1022 人，本区户籍占 62.9%
    named = share.name.startswith(count.name)
    named = named or (stem != share.name and len(stem) > 1 and stem in count.name and said in count.name)
    told = NAMED.match(share.name)
    named = named or (told is not None and book.relations.catalogue.stem(told["part"]) == stem_of(book, count))
    rate = share.name.endswith(stem_of(book, count) + "率")
    named = named or ((rate or is_done(book, share, count)) and not is_item(book, count))
    return named or BEHIND.fullmatch(MEAN.sub("", book.between(count, share))) is not None


def is_done(book: Book, share: Fact, count: Fact) -> bool:
    """Tell whether a rate says of how many what the name of the count before it ends in: 现场修复 438 台，修复率 …

    A rate of some (就业 246 人，对口就业率 …) is of others than all.
    """
    return any(rates(book, name, count) for name in (share.name, book.clause(share)))


def rates(book: Book, rate: str, count: Fact) -> bool:
    """Tell whether a rate of this name says of how many what a count's name ends in."""
    verb, stem = DONE.search(rate), stem_of(book, count)
    if verb is None:
        return False
    if book.clause(count) in (verb["verb"], rate.removesuffix("率")):  # 参测 982 人，合格 914 人，合格率
        return True
    if rate[: verb.start()] not in count.name:
        return False
    one, other = verb["verb"][0], verb["verb"][1]  # 取得资格证书 2690 人，取证率
    return stem.endswith(verb["verb"]) or (one in stem and other in stem[stem.find(one) + 1 :])


def stem_of(book: Book, count: Fact) -> str:
    """Return the name of a count without what only says that it is one."""
    return book.relations.catalogue.stem(count.name)


def is_item(book: Book, count: Fact) -> bool:
    """Tell whether a count is joined to one before it by 、, so that a rate may be of both."""
    before = book.levels_before(count)
    return bool(before) and book.between(before[-1], count).startswith(("、", "和", "及"))


def share_problem(share: Fact, choices: Sequence[Choice], severity: Severity) -> Problem:
    """Return the finding on a share that no choice gives."""
    first = choices[0]
    part = total(map(nominal, first.parts))
    text = spread(divide(scale(part, PERCENT), nominal(first.whole)), share.decimals + 2)
    wholes = list({choice.whole.key: choice.whole for choice in reversed(choices)}.values())[::-1]
    params = {
        "name": share.name,
        "year": year_of(share),
        "ratio": figure(share),
        "numerator": [figure(fact) for fact in first.parts],
        "denominators": [figure(fact) for fact in wholes],
        "computed": f"{text}%",
        **bounds(share, divide(scale(total(map(interval_of, first.parts)), PERCENT), interval_of(first.whole))),
    }
    return Problem("share", severity, params, (share, *first.parts, *wholes), printed=share.raw, computed=text)
