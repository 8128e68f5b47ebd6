"""Changes that a report tells against last year's figure where that stands in the report before alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from extract.checks.arithmetic import Interval, admitted, divide, meet, negate, scale, subtract
from extract.checks.printed import last_clause
from extract.compare.kept import pair_facts
from extract.compare.kinds import year_of
from extract.compare.ledger import state, topic_of
from extract.compare.names import Names
from extract.compare.records import Unborne
from extract.records import Fact, Report

AGAINST = re.compile("上一?(?:年|学年|届)|去年|同比")
"""Words of a change since the year before."""
OTHER = re.compile("新[增签建设引聘进开]|增设|引进|其中|全[国省市]|平均|累计|年均|同期|计划|目标|标准")
"""Words of additions, which may be gross, and of what is compared with something else."""
OPENS = re.compile("(?:比|较|与|同比)")
PARAGRAPH = 300
"""Characters before a sentence in which what it changes was told."""
CHANGES = ("change", "change_rate")
PERCENT = Decimal(100)


def find_unborne(reports: Sequence[Report], names: Names) -> Iterator[Unborne]:
    """Yield the changes since the year before that the figure of the report before does not bear out.

    Where the report says itself what last year's figure was, its own checks compare the two.
    """
    for place, (old, new) in enumerate(pairwise(reports)):
        if (year_of(new) or 0) - (year_of(old) or 0) == 1:
            before = {after.id: earlier for earlier, after in pair_facts(old, new, place, names)}
            own = {name_of(fact) for fact in new.facts if year_in(fact) == year_of(old)}
            facts = {fact.id: fact for fact in new.facts}
            for change in new.facts:
                level = before.get(change.of or "") if is_told(change) else None
                this = facts.get(change.of or "") if level else None
                doubted = level and this and name_of(this) not in own and not bears(change, this, level)
                if level and this and doubted and not is_of_another(change, new, before):
                    yield tell(names, place, old, new, (change, this, level))


def is_of_another(change: Fact, report: Report, before: Mapping[str, Fact]) -> bool:
    """Tell whether a change that opens its sentence is that of a figure told before it.

    专任教师 137 人，其中高级职称 39 人。比上年增加 5 人: of either.
    """
    if not OPENS.match(change.where.quote):
        return False
    around = [
        fact
        for fact in report.facts
        if fact.where.section_id == change.where.section_id and 0 < change.where.start - fact.where.start < PARAGRAPH
    ]
    return any(fact.id in before and bears(change, fact, before[fact.id]) for fact in around if is_like(fact, change))


def is_like(fact: Fact, change: Fact) -> bool:
    """Tell whether a change may be that of a figure by their units."""
    points = change.canonical.unit in ("%", "百分点")
    return fact.canonical.unit == "%" if change.canonical.unit == "百分点" else points or fact.unit == change.unit


def is_told(change: Fact) -> bool:
    """Tell whether a figure is a change since the year before, outside cases."""
    if change.kind not in CHANGES or change.source != "prose" or change.where.case_id is not None:
        return False
    clause = last_clause(change.where.quote.partition(change.raw)[0], "。；;")
    return AGAINST.search(clause) is not None and OTHER.search(clause) is None


def bears(change: Fact, this: Fact, last: Fact) -> bool:
    """Tell whether a change can lead from one level to the other, or is in units that do not compare."""
    printed, here, there = (admitted(fact.interval) for fact in (change, this, last))
    difference = subtract(here, there)
    if change.kind == "change_rate":
        if there.lo <= 0 or change.canonical.unit != "%" or this.canonical.unit == "%":
            return True
        difference = scale(divide(difference, there), PERCENT)
    elif change.canonical.unit not in (this.canonical.unit, "百分点"):
        return True
    return meet(signed(change, printed), difference) is not None


def signed(change: Fact, printed: Interval) -> Interval:
    """Return what a change admits, below zero where something fell."""
    return negate(printed) if change.direction == "down" else printed


def name_of(fact: Fact) -> tuple[str | None, ...]:
    """Return what a fact is of, its year left out."""
    return (fact.entity, fact.indicator or fact.name, fact.proviso)


def year_in(fact: Fact) -> int | None:
    """Return the year that files a fact which says how much there was."""
    return fact.period.year if fact.period and fact.kind in ("level", "share", "ratio") else None


def tell(names: Names, place: int, old: Report, new: Report, facts: tuple[Fact, Fact, Fact]) -> Unborne:
    """Return a change with the levels of both reports."""
    change, this, last = facts
    return Unborne(
        **topic_of(this, names.of(place + 1, this.entity)).model_dump(),
        values=[state(place, year_of(old) or 0, last), state(place + 1, year_of(new) or 0, this)],
        change=state(place + 1, year_of(new) or 0, change),
    )
