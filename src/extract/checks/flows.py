"""What came and what went against what is left of it: 新增专业点 126 个、撤销 154 个，净减 28 个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.checks.book import Book, interval_of, whole_sentences
from extract.checks.changes import Movement, change_problem, change_test
from extract.checks.model import Outcome
from extract.records import Fact

NET = re.compile("净(?:增长?|增加|减|减少)(?:了|约)?$")
CAME = re.compile("新增|新招|新聘|新签|新建|新设|增设|增加|引进|招聘|录用|调入|加入")
WENT = re.compile("减员|退休|调出|调离|离职|辞职|流失|撤销|撤并|停招|停办|终止|解约|退出|减少|淘汰")


def check_flows(book: Book) -> Iterator[Outcome]:
    """Compare each net change with the one count of its sentence that came and the one that went."""
    for period in whole_sentences(book):
        for net in period:
            if net.source == "prose" and net.kind in ("change", "level") and NET.search(book.clause(net)):
                yield from compare_net(book, net, period)


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
        movement, test = Movement(net, came, went), change_test(net)
        problem = None if test(list(map(interval_of, movement.facts))) else change_problem(book, movement)
        yield Outcome(movement.facts, problem, test=test)
