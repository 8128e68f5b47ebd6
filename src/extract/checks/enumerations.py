"""What a sentence lists of a whole: 获奖 74 项，其中国家级 2 项、省级 19 项、市级 53 项."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from extract.checks.arithmetic import magnitude, subtract, total
from extract.checks.book import Book, figure, in_unit_of, interval_of, nominal, spread, whole_sentences, year_of
from extract.checks.model import Outcome, Problem, Severity
from extract.checks.parts import sum_problem, sum_test, within_test
from extract.checks.slips import SELDOM, by_chance, is_close, rescaled, transposed
from extract.late import late
from extract.records import Fact
from extract.rules.relations import Series

OPENS = late(
    r"[，,；;、]?(?:其中|包括|含|分别|分为)|[^，。；：、（(0-9]{2,10}[，,]其中|[:：（(]"
    r"|[^，。；：、0-9]{0,8}中[，,：:]|[，,](?=[特一]等奖|金[奖牌])"
)
UNDONE = late("(?:尚|暂|仍)?未(?!定级|评|转)")
"""Begins what is left of another whole than the parts before it: 落实去向 3775 人，其中升学 …，未落实 250 人."""
STAFF = late("教师|教职工|教职员工|辅导员|班主任")
PUPILS = late("(?:全日制)?(?:在校|在籍|学生|招生|毕业生|新生)")
ASIDE = late(
    r"[，,（(](?:比|较|同比|环比|增长|增加|增幅|提高|上升|下降|减少)[^，。；、（()）]*?[0-9][^，。；、（()）]*[）)]?"
    r"|[，,（(](?:是|为|达到?|相当于)[^，。；、]*?[0-9.]+倍[）)]?"
    r"|[，,（(](?:平均|[人校班生]均)[^，。；、]*?[0-9][^，。；、（()）]*[）)]?"
)
"""What is told of a whole before its parts: 获奖 28 项，比上年多 5 项，其中 …"""
NAMED = late(r"(?:^|[。；;])(?P<name>[^，。；：、0-9]{2,12}?)(?:中[，,：:]?|[：:])(?P<label>[^，。；：、]{0,12})$")
DIVISIONS = ("学历", "学位", "职称", "年龄", "性别", "学历结构", "职称结构", "年龄结构", "学历层次")
SKIPS = late("[，,、（(](?:折合|约合|合计|共计|共)?$|^$")
WITHIN = late("中[，,：:]")
DIVIDED = late("(?:其中)?(?:按|分|从)[^，。；：]{1,8}(?:来看|看|统计|分)$")
EARLIER = late("(?:上一?学?[年届]度?|去年|[0-9]{4}[年届])[^，。；、]{0,8}$")
AGES = late(r"[0-9]{2}")
WHOLLY = late(r"[:：（(](?!.*其中)|[，,：:]?分别[为是]")
ALONE = ("元", "平方米", "亩")
"""Units of things of which parts hardly ever overlap."""
CLOSES = late("[）)]")
LEADS = late(r"^(?:[^，。；：、0-9]{0,8}中(?=[，,：:]))?[，,、；;：:（(）)和及与]*(?:其中|包括|含|分别是|有|为)?[：:]?")
ITS = late("[（(]|[，,]含")
SHARE = late(r"[，,（(]?占?[^，。；、（(]{0,12}?[0-9.]+[%％][）)]?")
REST = late(r"^(?:其他|其它|其余|剩余)|(?:及|或|和)?(?:以下|其他|其它|未定级)[^，。；、]{0,4}$")
ALL_REST = ("其他", "其它", "其余")
OWNED = late("^[省市州县区]属")
ADDED = late(r"(?:合计|共计|总计)(?:[0-9.]+[^，。；0-9]{1,3})?[^，。；0-9]{0,8}$|^共(?:有)?$")
RANK = late("国家级|省级|市级|州级|县级|区级|校级")
ABOVE = late(r"(?P<rank>[国省市州县区校]级?)(?:及)?以上")
OWN = late(
    r"(?![0-9一二三四五六七八九十两三各以上总共])[^，。；0-9两一二三四五六七八九十]{2,}?(?:教师|教职工|学生|在校生|毕业生|人员|企业|学校|面积)(?:合计|共计|总计)"
)
"""What is told as a sum bears a name of its own: 专任教师合计 252 人."""
EVEN = late("均|每|薪|最[高低]")
ODD = late("净|新增|撤销|减少|增加|平均|均|最|每|累计|中位|薪")
BODIES = ("家", "所", "个")
FEWEST, MOST = 2, 6
LONGEST = 12
"""Characters of the label of a part."""
NOUN = 1
"""Characters of the noun of two counts of one thing that are the same."""
NEARLY = Decimal("0.25")
"""Of a whole: what its parts may lack or be too much where two digits of a figure have changed places."""


class Listing(NamedTuple):
    """A whole and what is listed of it, each with the words before it; ``closed``: nothing else belongs to it."""

    whole: Fact
    parts: Sequence[Fact]
    closed: bool


def check_enumerations(book: Book) -> Iterator[Outcome]:
    """Compare each whole of a sentence with what the sentence lists of it, and each sum with what stands before it."""
    for sentence in whole_sentences(book):
        counts = own_counts(book, sentence)
        yield from compare_named(book, counts)
        yield from compare_items(book, counts)
        for place, whole in enumerate(counts):
            labelled = list(label_parts(book, whole, counts[place + 1 :]))
            owned = bool(labelled) and (is_own(book, whole, labelled[0][1]) or not follows_item(book, whole))
            if owned and not EVEN.search(book.clause(whole)):
                earlier = [fact for fact in counts[:place] if fact.canonical.unit == whole.canonical.unit]
                yield from compare_each(book, whole, labelled, earlier)
                listing = find_listing(book, whole, labelled)
                if listing:
                    yield from compare_listing(as_told(listing, [fact for _, fact in labelled]), earlier)
                if not listing or not listing.closed:
                    yield from compare_first(whole, [fact for _, fact in labelled], earlier)
            yield from compare_sum(book, counts[:place], whole)


def own_counts(book: Book, facts: Sequence[Fact]) -> list[Fact]:
    """Return the counts of ``facts`` without means and those of an earlier time that others are compared with."""
    counts = [fact for fact in facts if fact.kind == "level" and fact.aspect == "actual"]
    counts = [fact for fact in counts if not fact.rule.endswith("#from") and not EVEN.search(book.clause(fact))]
    latest = max((year_of(fact) or 0 for fact in counts), default=0)
    return [
        fact
        for fact in counts
        if not (is_dated(fact) and (year_of(fact) or 0) < latest and EARLIER.search(book.clause(fact)))
    ]


def is_dated(fact: Fact) -> bool:
    """Tell whether the year of a figure is told with it."""
    return fact.period is not None and fact.period.basis == "stated"


def label_parts(book: Book, whole: Fact, following: Sequence[Fact]) -> Iterator[tuple[str, Fact]]:
    """Yield the counts in its unit that a sentence lists behind a whole (其中, a colon, a bracket), each labelled."""
    before = anchor = whole
    for fact in following:
        if before is whole and fact.canonical.unit != whole.canonical.unit and SKIPS.match(book.between(anchor, fact)):
            anchor = fact
            continue  # 培训 1.86 万人次，折合 14.27 万人日；其中 …
        words = SHARE.sub(
            "", ASIDE.sub("", book.onward(anchor, fact) if before is whole else book.between(before, fact))
        )
        label = LEADS.sub("", words)
        apart = before is whole and words.startswith(("。", "；", ";")) and "其中" not in words
        other = fact.canonical.unit != whole.canonical.unit and not are_bodies(whole, fact)
        parted = before.where.quote != fact.where.quote or CLOSES.search(words) or UNDONE.match(label)
        parted = parted or (
            PUPILS.match(label) and STAFF.search(whole.name)
        )  # 教师 86 人，其中教授 9 人，在校生 2140 人
        ended = apart or not OPENS.match(words) if before is whole else parted
        if ended or other or len(label) > LONGEST:
            return
        yield label, fact
        before = fact


def are_bodies(whole: Fact, part: Fact) -> bool:
    """Tell whether a count of members may have parts in other units: 成员 128 家，其中企业 86 家、院校 27 所."""
    return whole.unit in BODIES and part.unit in BODIES and "成员" in whole.name


def compare_named(book: Book, counts: Sequence[Fact]) -> Iterator[Outcome]:
    """Compare a whole that a sentence only names with its parts: 教师中，高级 82 人、中级及以下 215 人."""
    match = NAMED.search(book.before(counts[0])) if len(counts) > 1 else None
    whole = named_whole(book, match["name"], counts[0]) if match else ()
    if not match or not whole or any(fact.proviso for fact in whole):
        return
    labelled = [(match["label"], counts[0])]
    for before, fact in pairwise(counts):
        label = LEADS.sub("", SHARE.sub("", book.between(before, fact)))
        other = fact.canonical.unit != before.canonical.unit or fact.where.quote != before.where.quote
        if other or not label or len(label) > LONGEST:
            break
        labelled.append((label, fact))
    listing = find_listing(book, whole[0], labelled) if len(labelled) > 1 else None
    divides = match["name"] in DIVISIONS or DIVIDED.match(match["name"])
    if listing and not divides and (listing.closed or not adds_within(listing)):
        yield from compare_listing(as_told(listing, [fact for _, fact in labelled]), whole[1:])
    elif len(labelled) > 1:
        hints = (compare_nearly([one, *(fact for _, fact in labelled)], whole) for one in whole)
        yield from next(filter(None, map(list, hints)), [])


def named_whole(book: Book, name: str, first: Fact) -> Sequence[Fact]:
    """Return what ``name`` before a list says is its whole; a division (学历：) may be of all counted before."""
    if name in DIVISIONS or DIVIDED.match(name):
        around = book.paragraph(first)
        return [
            one for one in around if one.where.start < first.where.start and one.canonical.unit == first.canonical.unit
        ]
    names = (name, *(name.removesuffix(word) for word in ("学生", "人员", "者")))
    code = next(filter(None, (book.named(one, first.canonical.unit) for one in names)), None)
    stated = book.state(first.entity, code, year_of(first)) if code else ()
    return stated or told_part(book, name, first) or told_called(book, name, first)


def told_called(book: Book, name: str, first: Fact) -> list[Fact]:
    """Return the counts that a paragraph gives before under ``name``: 2515 名学生 … 学生中男生 1374 人、女生 …"""
    stem = book.relations.catalogue.stem
    return [
        fact
        for fact in book.paragraph(first)
        if fact.kind == "level"
        and fact.where.start < first.where.start
        and book.unit(fact) == book.unit(first)
        and stem(fact.name) == stem(name)
    ]


def told_part(book: Book, name: str, first: Fact) -> list[Fact]:
    """Return the part of its rank that a paragraph counts before: 获奖 194 项，其中国家级 9 项 … 在国家级奖项中."""
    rank = RANK.match(name.removeprefix("在"))
    return [
        fact
        for fact in (book.paragraph(first) if rank else ())
        if rank
        and fact.where.start < first.where.start
        and fact.canonical.unit == first.canonical.unit
        and LEADS.sub("", book.clause(fact)) == rank.group()
    ]


def compare_items(book: Book, counts: Sequence[Fact]) -> Iterator[Outcome]:
    """Compare a whole with what stands first behind each semicolon: 毕业生 4702 人中，升学 2987 人；就业 1621 人；…"""
    groups = [list(group) for _, group in groupby(counts, key=lambda fact: fact.where.quote)]
    if len(groups) < FEWEST or len(groups[0]) < FEWEST:
        return
    whole, *inner = groups[0]
    labelled = [fact for _, fact in label_parts(book, whole, inner)]
    heads = [group[0] for group in groups[1:]]
    alike = all(fact.canonical.unit == whole.canonical.unit and len(book.before(fact)) <= LONGEST for fact in heads)
    within = bool(labelled) and WITHIN.search(book.between(whole, labelled[0]))
    last = book.before(heads[-1])
    rest = REST.search(last) if within else last in ALL_REST and nearest(whole, labelled, heads)
    if labelled and alike and rest:
        yield from compare_rest(whole, labelled, heads)
    elif labelled and alike and within:
        yield from compare_nearly([whole, *labelled, *heads], ())


def nearest(whole: Fact, labelled: Sequence[Fact], heads: Sequence[Fact]) -> bool:
    """Tell whether items, of the first of them the first figures, miss their whole by no more than a small part."""
    choices = ([whole, *labelled[:count], *heads] for count in range(1, len(labelled) + 1))
    return any(is_close([interval_of(fact) for fact in choice]) for choice in choices)


def compare_rest(whole: Fact, labelled: Sequence[Fact], heads: Sequence[Fact]) -> Iterator[Outcome]:
    """Compare a whole with items of which the last one is all the rest; the first item may list parts of its own."""
    choices = [(*labelled[:count], *heads) for count in range(1, len(labelled) + 1)]
    fitting = next((parts for parts in choices if sum_test([interval_of(fact) for fact in (whole, *parts)])), None)
    facts = (whole, *(fitting or choices[0]))
    yield Outcome(facts, None if fitting else sum_problem("sum", "warning", facts), test=sum_test)


def compare_nearly(facts: Sequence[Fact], earlier: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield that parts miss their whole by just what two digits of one figure do in each other's place, or its 万.

    Other parts may be left out, so that no more than a hint comes of it where that may happen by chance.
    """
    whole, *parts = map(interval_of, facts)
    gap = magnitude(subtract(whole, total(parts)))
    if not FEWEST <= len(parts) <= 2 * MOST or gap.lo <= 0 or any(fact.hedge for fact in facts):
        return
    if any(sum_test([interval_of(fact), *parts]) for fact in earlier):
        return
    if any(
        sum_test([*map(interval_of, facts[:place]), other, *map(interval_of, facts[place + 1 :])])
        for place, fact in enumerate(facts)
        for other in (*rescaled(fact), *(transposed(fact) if gap.hi <= whole.hi * NEARLY else ()))
    ):
        severity: Severity = "warning" if by_chance(facts) < SELDOM else "info"
        yield Outcome(tuple(facts), sum_problem("sum", severity, facts), test=sum_test)


def compare_first(whole: Fact, parts: Sequence[Fact], earlier: Sequence[Fact]) -> Iterator[Outcome]:
    """Compare a whole with its parts, behind which other counts of it may stand: 其中高级 1932 人、中级 …，合格 …"""
    runs = [parts[:count] for count in range(len(parts), FEWEST - 1, -1)]
    if not any(sum_test([interval_of(fact) for fact in (whole, *run)]) for run in runs):
        found = (list(compare_nearly([whole, *run], earlier)) for run in runs)
        yield from next(filter(None, found), [])


def find_listing(book: Book, whole: Fact, labelled: Sequence[tuple[str, Fact]]) -> Listing | None:
    """Return the members of one series that a list begins with, or a list that ends with all others."""
    labelled = [(OWNED.sub("", label), fact) for label, fact in labelled]
    for tie in book.relations.of_kind(Series):
        members = [(place, fact) for label, fact in labelled if (place := tie.place_of(label)) is not None]
        places = [place for place, _ in members]
        run = [fact for _, fact in members]
        first = all(fact is own for fact, (_, own) in zip(run, labelled, strict=False))
        if len(run) >= FEWEST and places == sorted(set(places)) and first:
            rest = [fact for label, fact in labelled[len(run) : len(run) + 1] if REST.search(label)]
            complete = set(range(tie.needed)) <= set(places) if tie.needed else reaches_down(whole, tie, places)
            wholly = len(run) > FEWEST and WHOLLY.match(book.between(whole, run[0])) is not None
            return Listing(whole, [*run, *rest], closed=bool(rest) or complete or wholly)
    if len(labelled) > FEWEST and follow_on([label for label, _ in labelled]):
        return Listing(whole, [fact for _, fact in labelled], closed=True)
    closing = next((place for place, (label, _) in enumerate(labelled) if REST.search(label)), None)
    if closing:
        return Listing(whole, [fact for _, fact in labelled[: closing + 1]], closed=True)
    if len(labelled) >= FEWEST and book.unit(whole) in ALONE:
        return Listing(whole, [fact for _, fact in labelled], closed=False)
    return None


def as_told(listing: Listing, told: Sequence[Fact]) -> Listing:
    """Return a closed listing that does not add up as all that is ``told``, or as what one of it lists, if that does.

    招生 5238 人，其中扩招 896 人，生源为退役军人 213 人、…、其他 181 人: the last ones are of the 896.
    教师 1712 人，本科以上学历 1609 人，高级 421 人、中级 688 人、初级及以下 603 人: the first one is of no title.
    """
    if not listing.closed or adds_up(listing) or any(interval_of(fact).point is None for fact in told):
        return listing
    wider = [Listing(listing.whole, told, closed=True)]
    wider += [Listing(fact, told[place:], closed=True) for place, fact in enumerate(told[:-FEWEST], 1)]
    wider += [Listing(listing.whole, listing.parts[place:], closed=True) for place in range(1, len(listing.parts) - 1)]
    return next(filter(adds_up, wider), listing)


def adds_up(listing: Listing) -> bool:
    """Tell whether the parts can make up the whole."""
    return sum_test([interval_of(fact) for fact in (listing.whole, *listing.parts)])


def adds_within(listing: Listing) -> bool:
    """Tell whether the parts together can be no more than the whole."""
    return within_test([interval_of(fact) for fact in (listing.whole, *listing.parts)])


def follow_on(labels: Sequence[str]) -> bool:
    """Tell whether labels of ages go on from each other: 35 岁及以下, 36—45 岁, 46 岁及以上."""
    ages = [[int(age) for age in AGES.findall(label)] for label in labels]
    if not all(ages) or not all("岁" in label for label in labels):
        return False
    ends = labels[0], labels[-1]
    bounded = sorted("下" if "以下" in end else "上" if "以上" in end else "" for end in ends) == ["上", "下"]
    rising = ages if "以下" in labels[0] else ages[::-1]
    return bounded and all(0 <= later[0] - one[-1] <= 1 for one, later in pairwise(rising))


def reaches_down(whole: Fact, tie: Series, places: Sequence[int]) -> bool:
    """Tell whether a list of ranks goes down to the one that its whole sets: 市级以上, or the last one of 各级."""
    words = whole.where.quote.partition(whole.raw)[0]
    if "各级" in words:
        return tie.place_of("校级") in places
    named = ABOVE.search(words)
    return named is not None and tie.place_of(named["rank"]) in places


def compare_listing(listing: Listing, earlier: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether parts that exclude each other can make up their whole, or at least fit into it.

    They may be parts of something that the sentence counts ``earlier``.
    """
    test = sum_test if listing.closed else within_test
    parts = [interval_of(fact) for fact in listing.parts]
    fitting = (fact for fact in (listing.whole, *earlier) if test([interval_of(fact), *parts]))
    facts = (next(fitting, listing.whole), *listing.parts)
    intervals = [interval_of(fact) for fact in facts]
    if listing.closed:
        problem = None if sum_test(intervals) else sum_problem("sum", "warning", facts)
        yield Outcome(facts, problem, test=sum_test)
    elif within_test(intervals):
        yield Outcome(facts, test=within_test, loose=True)
    else:
        problem = sum_problem("apart", "warning", facts)
        yield Outcome(facts, replace(problem, params={**problem.params, "instead": []}), test=within_test)


def compare_each(
    book: Book, whole: Fact, labelled: Sequence[tuple[str, Fact]], earlier: Sequence[Fact]
) -> Iterator[Outcome]:
    """Yield whether each count right behind 其中 can be no more than the whole, or what was counted ``earlier``."""
    words = book.onward(whole, labelled[0][1])
    if "其中" not in words or ODD.search(words + book.clause(whole)):
        return
    for label, part in labelled:
        if not ODD.search(label):
            facts = (whole, part)
            fits = any(within_test([interval_of(base), interval_of(part)]) for base in (whole, *earlier))
            yield Outcome(facts, None if fits else above_problem(whole, part), test=within_test, loose=True)


def is_own(book: Book, whole: Fact, part: Fact) -> bool:
    """Tell whether what follows a count can be of it alone: in a bracket, or behind 含."""
    return ITS.match(book.between(whole, part)) is not None


def follows_item(book: Book, whole: Fact) -> bool:
    """Tell whether a count is the last of several, so that what follows may be a part of them all."""
    if ADDED.search(book.clause(whole)):
        return False
    levels = [fact for fact in book.levels_before(whole) if fact.aspect != "plan"]
    before = [fact for fact in levels if fact.canonical.unit == whole.canonical.unit]
    return bool(before) and len(book.between(before[-1], whole)) <= LONGEST


def above_problem(whole: Fact, part: Fact) -> Problem:
    """Return the finding on a part above the whole of its sentence."""
    params = {
        "year": None,
        "whole": figure(whole),
        "part": figure(part),
        "gap": in_unit_of(whole, subtract(nominal(part), nominal(whole)), spread),
    }
    return Problem("part_whole", "warning", params, (whole, part), printed=part.raw, computed=f"≤ {whole.raw}")


def is_of_else(one: Fact, whole: Fact) -> bool:
    """Tell whether two counts name different things behind them: 15 个专业，共 60 个教学班."""
    behind = all(fact.rule.endswith("#behind") for fact in (one, whole))
    return behind and one.name.removesuffix("数")[-NOUN:] != whole.name.removesuffix("数")[-NOUN:]


def compare_sum(book: Book, before: Sequence[Fact], whole: Fact) -> Iterator[Outcome]:
    """Yield whether a sum (合计 …) is that of counts before it in its sentence."""
    clause = book.clause(whole)
    added = ADDED.search(clause) or whole.rule.endswith("#total")  # 一等奖 1 项、二等奖 3 项，共 4 项
    if not added or OWN.match(clause):
        return
    run: list[Fact] = []
    for fact in reversed(before[-2 * MOST :]):
        if not run and fact.canonical.unit != whole.canonical.unit:
            continue  # 培训 2860 人次、2215 人次，合计 77 期 5075 人次
        joined = LEADS.sub("", book.between(fact, run[0])) if run else ""
        other = fact.where.quote != whole.where.quote or fact.canonical.unit != whole.canonical.unit
        other = other or is_of_else(fact, whole)
        if other or len(joined) > LONGEST or "其中" in joined:
            break
        run.insert(0, fact)
    groups = [run[place:] for place in range(len(run) - 1)]
    fitting = next((group for group in groups if sum_test(list(map(interval_of, (whole, *group))))), None)
    if fitting:
        yield Outcome((whole, *fitting), test=sum_test)
    elif FEWEST <= len(run) <= MOST and all(interval_of(fact).lo < interval_of(whole).hi for fact in run):
        facts = (whole, *run)
        yield Outcome(facts, sum_problem("sum", "warning", facts), test=sum_test)
