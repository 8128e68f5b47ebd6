"""Differences that a sentence tells with the two figures they lie between.

新增专业点 126 个、撤销 154 个，净减 28 个; 落实率 93.8%，高于全省平均水平（91.2%）2.6 个百分点.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.checks.book import Book, interval_of, whole_sentences, year_of
from extract.checks.changes import POINTS, Movement, change_problem, change_test
from extract.checks.growth import points_problem
from extract.checks.model import Outcome
from extract.checks.parts import sum_problem, sum_test
from extract.late import late
from extract.records import Fact

PAIR = 2
STATED = ("level", "share", "ratio")
APART = late("(?:两者|二者|两项|两校|首尾|前后)相差(?:了|约|近)*$")
ENDS = late("首[尾末]")  # of a row: its first and its last
AIM = late("^的?[^，。；、]{0,6}(?:目标|要求|标准)[^，。；、]{0,4}(?:差|低|高出?)(?:了|约|近)*$")
AIMED = late("(?:与|距离?|较)$")
BRACKET = late("[（(]$")
BEHIND = late("[）)]")
INSIDE = late("[（(：:]")
NET = late("净(?:增长?|增加|减|减少)(?:了|约)?$")
CAME = late("(?:新增|新进|新引进|新招|新聘|新签|新建|新设|增设|增加|引进|招聘|录用|调入|加入)[^到至为]*$")
WENT = late("(?:减员|退休|调出|调离|离职|辞职|流失|撤销|撤并|停招|停办|终止|解约|退出|减少|淘汰)[^到至为]*$")


def check_flows(book: Book) -> Iterator[Outcome]:
    """Compare each net change with what came and what went, and each distance from a figure in brackets with both."""
    for period in whole_sentences(book):
        for fact in period:
            if fact.canonical.unit == POINTS or fact.rule.endswith("#gap"):
                yield from compare_gap(book, fact)
                yield from compare_aim(book, fact)
            if APART.search(book.clause(fact)):
                yield from compare_apart(book, fact, period)
            elif fact.kind in ("change", "level") and NET.search(book.clause(fact)):
                yield from compare_net(book, fact, period)
            elif fact.kind == "change":
                yield from compare_inside(book, fact, period)


def compare_gap(book: Book, gap: Fact) -> Iterator[Outcome]:
    """Yield whether a distance is that of the figure in brackets right before it from the one before that."""
    before = [fact for fact in book.sentence(gap) if fact.where.start < gap.where.start][-2:]
    measured = gap.rule.endswith("#gap") or (len(before) == PAIR and before[1].rule.endswith("#reference"))
    if len(before) == PAIR and measured and before[0].unit == before[1].unit:
        bracketed = BRACKET.search(book.before(before[1])) and BEHIND.match(book.between(before[1], gap))
        points = before[0].unit == "%"
        if bracketed and (gap.canonical.unit == POINTS if points else book.unit(gap) == book.unit(before[0])):
            yield compare_two(book, gap, *before)


def compare_aim(book: Book, gap: Fact) -> Iterator[Outcome]:
    """Yield whether a distance is that from the aim right before it: 占比距 60% 的目标还差 22.05 个百分点."""
    before = [fact for fact in book.sentence(gap) if fact.where.start < gap.where.start]
    aim = before[-1] if before else None
    if aim is None or aim.unit != "%" or not AIM.search(book.between(aim, gap)):
        return
    told = [fact for fact in before[-PAIR:-1] if fact.unit == "%" and fact.kind == "share"]
    stem = AIMED.sub("", aim.name)
    code = aim.indicator or book.named(stem, "%")
    here = told or (book.state(gap.entity, code, year_of(gap)) if code else ())
    if here:
        ties = [(fact, aim) for fact in here]
        test = change_test(gap)
        fitting = next((tie for tie in ties if test([interval_of(gap), *map(interval_of, tie)])), None)
        this, last = fitting or ties[0]
        movement = Movement(gap, [this], [last])
        if fitting and gap.unit == "%":
            yield Outcome(movement.facts, points_problem(movement))
            return
        yield Outcome(movement.facts, None if fitting else change_problem(book, movement), test=test)


def compare_apart(book: Book, gap: Fact, period: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether 两者相差 says the difference of the two figures before it, and in points where these are shares."""
    before = [fact for fact in period if fact.where.start < gap.where.start][-PAIR:]
    if len(before) < PAIR or before[0].unit != before[1].unit or any(one.kind not in STATED for one in before):
        return
    test = change_test(gap)
    row = [
        one
        for one in period
        if one.where.start < gap.where.start and (one.unit, one.kind) == (before[1].unit, before[1].kind)
    ]
    ends = sorted(row, key=lambda one: one.value or 0)
    pairs = [before, *([[ends[-1], ends[0]]] if ENDS.search(book.clause(gap)) and len(row) > PAIR else [])]
    movements = [Movement(gap, [one], [other]) for one, other in pairs]
    fitting = next((one for one in movements if test(list(map(interval_of, one.facts)))), None)
    movement, fine = fitting or movements[-1], fitting is not None
    if before[0].unit == "%" and gap.unit == "%":
        yield Outcome(movement.facts, points_problem(movement) if fine else None)
    elif gap.canonical.unit == POINTS if before[0].unit == "%" else book.unit(gap) == book.unit(before[0]):
        yield Outcome(movement.facts, None if fine else change_problem(book, movement), test=test)


def compare_two(book: Book, change: Fact, this: Fact, last: Fact) -> Outcome:
    """Return whether a change is the difference of two figures."""
    movement, test = Movement(change, [this], [last]), change_test(change)
    fine = test(list(map(interval_of, movement.facts)))
    return Outcome(movement.facts, None if fine else change_problem(book, movement), test=test)


def compare_inside(book: Book, change: Fact, period: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether a change is what came without what went, both in brackets: 增加 2 个（新增 4 个，停招 2 个）."""
    behind = [fact for fact in period if fact.where.start > change.where.start][:PAIR]
    if (
        len(behind) == PAIR
        and INSIDE.match(book.between(change, behind[0]))
        and {book.unit(one) for one in behind} == {book.unit(change)}
    ):
        came, went = behind
        closed = BEHIND.match(book.behind(went))  # no third one, as in （招聘 15 人，退休 2 人、调出 1 人）
        if closed and CAME.search(book.clause(came)) and WENT.search(book.clause(went)):
            yield compare_two(book, change, came, went)


def compare_net(book: Book, net: Fact, period: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether a net change is what came without what went."""
    counts = [
        fact
        for fact in period
        if fact is not net and fact.kind in ("change", "level") and book.unit(fact) == book.unit(net)
    ]
    went = [fact for fact in counts if WENT.search(book.clause(fact))]
    came = [fact for fact in counts if fact not in went and CAME.search(book.clause(fact))]
    if len(came) == len(went) == 1:
        yield compare_two(book, net, came[0], went[0])
    elif len(came) == 1 and len(counts) == 1 + len(went) > PAIR:
        yield compare_many(net, came[0], went)


def compare_many(net: Fact, came: Fact, went: Sequence[Fact]) -> Outcome:
    """Return whether what came is a net rise with all that went: 招聘 73 人，退休 41 人，调出 9 人，净增 23 人.

    The first that went may be all of it: 减员 61 人（退休 39 人、调离 22 人）.
    """
    ties = [(came, net, *rest) for rest in (went, went[:1], went[1:])]
    fitting = next((tie for tie in ties if sum_test(list(map(interval_of, tie)))), None)
    problem = None if fitting else sum_problem("sum", "warning", ties[0])
    return Outcome(fitting or ties[0], problem, test=sum_test)
