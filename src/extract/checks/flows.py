"""Differences that a sentence tells with the two figures they lie between.

新增专业点 126 个、撤销 154 个，净减 28 个; 落实率 93.8%，高于全省平均水平（91.2%）2.6 个百分点.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.checks.book import Book, interval_of, whole_sentences
from extract.checks.changes import POINTS, Movement, change_problem, change_test
from extract.checks.model import Outcome
from extract.records import Fact

PAIR = 2
BRACKET = re.compile("[（(]$")
BEHIND = re.compile("[）)]")
NET = re.compile("净(?:增长?|增加|减|减少)(?:了|约)?$")
CAME = re.compile("(?:新增|新招|新聘|新签|新建|新设|增设|增加|引进|招聘|录用|调入|加入)[^到至为]*$")
WENT = re.compile("(?:减员|退休|调出|调离|离职|辞职|流失|撤销|撤并|停招|停办|终止|解约|退出|减少|淘汰)[^到至为]*$")


def check_flows(book: Book) -> Iterator[Outcome]:
    """Compare each net change with what came and what went, and each distance from a figure in brackets with both."""
    for period in whole_sentences(book):
        for fact in period:
            if fact.canonical.unit == POINTS or fact.rule.endswith("#gap"):
                yield from compare_gap(book, fact)
            elif fact.kind in ("change", "level") and NET.search(book.clause(fact)):
                yield from compare_net(book, fact, period)


def compare_gap(book: Book, gap: Fact) -> Iterator[Outcome]:
    """Yield whether a distance is that of the figure in brackets right before it from the one before that."""
    before = [fact for fact in book.sentence(gap) if fact.where.start < gap.where.start][-2:]
    measured = gap.rule.endswith("#gap") or (len(before) == PAIR and before[1].rule.endswith("#reference"))
    if len(before) == PAIR and measured and before[0].unit == before[1].unit:
        bracketed = BRACKET.search(book.before(before[1])) and BEHIND.match(book.between(before[1], gap))
        points = before[0].unit == "%"
        if bracketed and (gap.canonical.unit == POINTS if points else book.unit(gap) == book.unit(before[0])):
            yield compare_two(book, gap, *before)


def compare_two(book: Book, change: Fact, this: Fact, last: Fact) -> Outcome:
    """Return whether a change is the difference of two figures."""
    movement, test = Movement(change, [this], [last]), change_test(change)
    fine = test(list(map(interval_of, movement.facts)))
    return Outcome(movement.facts, None if fine else change_problem(book, movement), test=test)


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
