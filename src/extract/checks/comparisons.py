"""The two levels that a sentence itself compares: 招生 1120 人，比 2023 年的 1064 人增加 56 人."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from extract.checks.book import Book, concept_of, year_of
from extract.checks.printed import last_clause
from extract.checks.subjects import STOPS
from extract.late import late
from extract.records import Fact

BASE = late(r"(?:比|较|与|同)(?:上|去|前|[0-9]{4}|[“\"]?十)[^，。；、]{0,10}?(?:（|\()?$")
"""Words before the figure of an earlier time that another one is compared with."""
TAIL = late(r"[）)]?(?:相比)?[，,]?[^，。；、0-9]{0,12}")
"""Words between that figure, or the last of two, and the change."""
JOINT = late(r"[，,（(；;]?[^，。；0-9]{0,6}[0-9]{0,4}[^，。；0-9]{0,8}")
"""Words between a figure and the one that it is compared with."""
EVEN = late("均|每")
LEVELS = ("level", "share", "ratio")


def told_levels(book: Book, change: Fact) -> tuple[Fact, Fact] | None:
    """Return the level of this and of the earlier time that the sentence gives for a change, None where it gives none.

    A figure with 比 … 的 before it is the earlier one; so is the first one of 由 … 增至 …
    """
    before = [fact for fact in book.sentence(change) if fact.where.start < change.where.start]
    changes = list(takewhile(lambda fact: fact.kind not in LEVELS, reversed(before)))
    levels = [fact for fact in before if fact.kind in LEVELS]
    if not levels or len(before) - len(changes) < 1 or before[len(before) - len(changes) - 1] is not levels[-1]:
        return None
    last, run = levels[-1], [*reversed(changes), change]
    tails, head = [book.between(one, other) for one, other in pairwise([last, *run])], book.clause(last)
    cues = book.relations.cues
    again = any(word in tail for tail in tails[1:] for word in cues.comparisons)
    other = change.name != last.name and change.name in tails[-1]  # 亩产由 1.8 吨提高到 2.5 吨，优果率提升 17%
    if again or other or not all(TAIL.fullmatch(tail) for tail in tails):
        return None
    if any(cue in words for cue in cues.elsewhere for words in (head, *tails)):
        return None
    if BASE.search(head):
        this = compared(book, levels, (*changes, change))
        return (this, last) if this else None
    if len(levels) > 1 and follows(*levels[-2:]):
        return (last, levels[-2]) if alike(book, last, levels[-2]) else None
    return None


def follows(one: Fact, other: Fact) -> bool:
    """Tell whether a level is what an earlier one became: 由 120 人增至 415 人, 2019 年 58 万元，2021 年 103 万元."""
    if one.rule.endswith("#from"):
        return not other.rule.endswith("#from")
    dated = all(fact.period is not None and fact.period.basis == "stated" for fact in (one, other))
    return dated and one.name == other.name and (year_of(one) or 0) < (year_of(other) or 0)


def compared(book: Book, levels: Sequence[Fact], changes: Sequence[Fact]) -> Fact | None:
    """Return the level that is compared with the last of ``levels``: right before it, or what a change belongs to."""
    base = levels[-1]
    own = [level for change in changes if (level := book.facts.get(change.of or ""))]
    told = [fact for fact in own if fact.id != base.id and alike(book, fact, base)]
    mean = len(levels) > 1 and EVEN.search(book.clause(levels[-2])) and not EVEN.search(base.name)
    if mean and base.indicator:
        stated = book.state(base.entity, base.indicator, year_of(changes[-1]))
        return next((fact for fact in stated if alike(book, fact, base)), None)
    if len(levels) > 1 and alike(book, levels[-2], base) and JOINT.fullmatch(book.between(levels[-2], base)):
        return levels[-2]
    return told[0] if told else namesake(book, base)


def namesake(book: Book, base: Fact) -> Fact | None:
    """Return the last level of the paragraph before a base that bears its name, of a later year."""
    same = [
        fact
        for fact in book.paragraph(base)
        if fact.where.start < base.where.start
        and fact.name == base.name
        and alike(book, fact, base)
        and (year_of(fact) or 0) > (year_of(base) or 0)
    ]
    return same[-1] if same else None


def alike(book: Book, one: Fact, other: Fact) -> bool:
    """Tell whether two levels are in units that compare and of one kind."""
    return one.kind == other.kind and book.unit(one) == book.unit(other) and one.proviso == other.proviso


def later_level(book: Book, change: Fact, level: Fact) -> Fact | None:
    """Return the latest level that the paragraph gives before a change of an earlier one, which compares with nothing.

    2024 年招生 4216 人，2023 年招生 4130 人，增长 2.08%.
    """
    cues = book.relations.cues
    words = book.between(level, change) or last_clause(book.before(change), STOPS)
    words = words.replace("同比", "")  # with the year before, which is told
    year = year_of(level)
    if year is None or any(cue in words for cue in (*cues.comparisons, *cues.elsewhere)):
        return None
    later = [
        fact
        for fact in book.paragraph(change)
        if fact.where.start < change.where.start
        and fact.kind == level.kind
        and fact.entity == level.entity
        and concept_of(fact) == concept_of(level)
        and (year_of(fact) or 0) > year
    ]
    return max(later, key=lambda fact: year_of(fact) or 0, default=None)


def is_told_alike(this: Fact, last: Fact) -> bool:
    """Tell whether a sentence gives both levels under one name."""
    return this.where.quote == last.where.quote and this.name == last.name
