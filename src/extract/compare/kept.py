"""Figures of the year before that stand as this year's where those beside them moved, and prose that is told again.

Both are what is left when a report is written over the one of the year before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.checks.arithmetic import admitted, meet
from extract.checks.printed import digits_of
from extract.compare.kinds import year_of
from extract.compare.ledger import state, topic_of
from extract.compare.names import Names
from extract.compare.records import Kept, Retold, Stretch
from extract.compare.recycling import Volume, is_section_prose
from extract.records import Fact, Report

YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=[年届级—–-])")
DIGITS = 3
"""Digits of a figure that two years hardly have alike."""
MOVED = 3
"""Figures beside one that must have moved."""
LASTING = ("平方米", "亩", "公顷", "年", "届")
"""Units of what stays as it is."""
LETTERS = 60
"""Characters of a paragraph that is not the same by chance."""
FIGURES = 3
"""Figures of a paragraph that are all as they were."""


def find_kept(reports: Sequence[Report], names: Names) -> Iterator[Kept]:
    """Yield the figures of each report's own year that equal those of the report before, while most beside them do not.

    Beside a figure stand those of its table or paragraph that both reports give.  What others of its own report bear
    out (班级 32 个、学生 1216 人，平均每班 38 人) is no left-over.
    """
    for place, (old, new) in enumerate(pairwise(reports)):
        pairs = list(pair_facts(old, new, place, names))
        borne = list_borne(new)
        groups: dict[str, list[tuple[Fact, Fact]]] = {}
        for before, after in pairs:
            groups.setdefault(surroundings(new, after), []).append((before, after))
        for group in groups.values():
            moved = sum(1 for before, after in group if not meet(admitted(before.interval), admitted(after.interval)))
            alike = [(before, after) for before, after in group if is_kept(before, after) and after.id not in borne]
            if moved >= MOVED and len(alike) * MOVED <= moved:
                yield from (tell(names, place, old, new, pair, moved) for pair in alike)


def list_borne(report: Report) -> frozenset[str]:
    """Return the ids of the figures that a relation to others of the report guards, and that agree with them."""
    doubtful = {name for finding in report.findings for name in finding.facts}
    return frozenset(fact.id for fact in report.facts) - doubtful - frozenset(report.coverage.unguarded)


def pair_facts(old: Report, new: Report, place: int, names: Names) -> Iterator[tuple[Fact, Fact]]:
    """Yield the figures outside cases that both reports give once, under one name, for their own year."""
    before, after = own_figures(old, place, names), own_figures(new, place + 1, names)
    for key, facts in after.items():
        if len(facts) == 1 == len(before.get(key, ())):
            yield before[key][0], facts[0]


Key = tuple[str | None, ...]


def own_figures(report: Report, place: int, names: Names) -> dict[Key, list[Fact]]:
    """Return the levels and shares of a report's own year outside cases, by what they are of and where they stand."""
    own = year_of(report)
    found: dict[Key, list[Fact]] = {}
    for fact in report.facts:
        year = fact.period.year if fact.period else None
        if fact.kind in ("level", "share") and fact.aspect == "actual" and fact.where.case_id is None and year == own:
            what = (fact.indicator, fact.name, *fact.path, fact.proviso, fact.canonical.unit, fact.source, fact.kind)
            found.setdefault((names.of(place, fact.entity), *what), []).append(fact)
    return found


def surroundings(report: Report, fact: Fact) -> str:
    """Return the id of the table, or of the section, that a figure stands in."""
    return fact.where.table_id or fact.where.section_id or ""


def is_kept(before: Fact, after: Fact) -> bool:
    """Tell whether a figure is the same to the last of digits enough."""
    same = before.canonical.value == after.canonical.value and before.hedge == after.hedge
    return same and after.canonical.unit not in LASTING and bool(after.canonical.value) and digits_of(after) >= DIGITS


def tell(names: Names, place: int, old: Report, new: Report, pair: tuple[Fact, Fact], moved: int) -> Kept:
    """Return a figure with what both reports print; ``moved``: how many beside it did."""
    before, after = pair
    return Kept(
        **topic_of(after, names.of(place + 1, after.entity)).model_dump(),
        values=[state(place, year_of(old) or 0, before), state(place + 1, year_of(new) or 0, after)],
        moved=moved,
    )


def find_retold(volumes: Sequence[Volume]) -> Iterator[Retold]:
    """Yield the paragraphs outside cases that tell a report's own year in words and figures of the report before."""
    for place, (old, new) in enumerate(pairwise(volumes)):
        known = {bare(text): stretch for text, stretch in paragraphs(old)}
        for text, stretch in paragraphs(new):
            if earlier := known.get(bare(text)):
                section = section_at(new.report, stretch.start)
                yield Retold(report=place + 1, section=section, old=earlier, new=stretch)


def paragraphs(volume: Volume) -> Iterator[tuple[str, Stretch]]:
    """Yield the long paragraphs outside cases with several figures of the report's own year."""
    report, own = volume.report, year_of(volume.report)
    starts = [fact.where.start for fact in report.facts if fact.period and fact.period.year == own]
    for block in report.blocks if volume.text is not None else ():
        figures = bisect_left(starts, block.end) - bisect_left(starts, block.start)
        text = volume.text[block.start : block.end] if volume.text is not None else ""
        if is_section_prose(block) and figures >= FIGURES and len(text) >= LETTERS:
            yield text, Stretch(start=block.start, end=block.end, text=text)


def bare(text: str) -> str:
    """Return ``text`` without blanks and without what tells its year."""
    return YEAR.sub("", "".join(text.split()))


def section_at(report: Report, start: int) -> str | None:
    """Return the title of the innermost section at a character."""
    around = [section for section in report.sections if section.start <= start < section.end]
    return max(around, key=lambda section: section.start).title if around else None
