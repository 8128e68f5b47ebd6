"""Counts with the list of what they count: 三个方面的短板：一是 … 二是 …; 数控、汽修、电商 3 个专业."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from extract.checks.book import Book, figure, place, value_of
from extract.checks.model import Outcome, Problem
from extract.late import late
from extract.records import Case, Fact, LedgerEntry, Table, Where

NUMERALS = "〇一二三四五六七八九十"
REACH = 24
"""Characters between a count and the first of what it counts."""
FEWEST, MOST = 3, 12
"""Items of a list that is counted."""
OFF = 2
"""By how much a count may miss its list; what is further off counts something else."""
UNITS = ("个", "所", "项", "门", "类", "种", "支", "家", "大", "条", "点", "方面")
ITEM = "[^，。；：、“”（）()0-9]{2,16}"
QUOTED = "“[^“”]{2,20}”"
BEFORE = late(rf"(?P<items>{ITEM}(?:、{ITEM}){{2,}}|(?:{QUOTED}、?){{2,}}(?:[和与及]{QUOTED})?)$")
NOUN = late("[^，。；：、0-9（）()的等]{2}")
"""What a count of a list is followed by: 3 个专业."""
BEHIND = late("^[^，。；：0-9]{0,8}[，,：:]?分别(?:是|为|有)?[：:]?(?P<items>[^。；：0-9，]+)(?=[。；]|$)")
LEAD = late("^[^、“]*?(?:下设|开设|设有|包括|涵盖|来自|分为|建有|拥有)(?=[^、]{2})")
OPEN = late("等$|等(?=[^、]{0,6}$)")
JOINT = late("以及|[和与及]")
DONE = late("(?:建|设|增|立|办|创|获|聘|派|购|配|拥有|打造|完成|招收|培[养育]|输送|认定|获批|建成|评为)[^、“”]{0,4}$")
"""The end of words that say what was done, in which what is counted is not what is listed: 数控、电商新建 5 个基地."""


OWN_PARTS = {"case": late("案例[篇个]?数$"), "table": late("表格?[张个]?数$")}
GATHERED = late("收录|选编|汇编|精选|附有?|共有")
OWN = late("报告|全书|全文|正文")
"""Words of what a report says that it holds itself."""


class Listing(NamedTuple):
    """A list: how many items it has, at least and at most, and whether it leaves some out."""

    least: int
    most: int
    open: bool
    text: str

    def misses(self, count: int) -> bool:
        """Tell whether a count is not that of the list, but not far from it."""
        if self.open or self.least <= count <= self.most:
            return False
        return min(abs(count - self.least), abs(count - self.most)) <= OFF


def check_tallies(book: Book) -> Iterator[Outcome]:
    """Compare counts with the lists beside them."""
    for fact in book.report.facts:
        count = count_of(fact)
        if count and fact.source == "prose" and fact.where.case_id is None and fact.unit in UNITS:
            found = list_before(book, fact) or list_behind(book, fact)
            if found and found.misses(count):
                yield Outcome((fact,), list_problem(fact, found))
            elif found:
                yield Outcome((fact,))
        if fact.kind == "level" and fact.source == "prose" and fact.where.case_id is None:
            yield from compare_parts(book, fact)
    yield from check_markers(book)


def compare_parts(book: Book, fact: Fact) -> Iterator[Outcome]:
    """Yield whether a report has as many cases or tables as it says: 全书收录典型案例 3 个、表格 4 张."""
    kind = next((kind for kind, name in OWN_PARTS.items() if name.search(fact.name)), None)
    value = value_of(fact)
    if kind is None or value is None or not GATHERED.search(book.before(fact)) or not OWN.search(fact.where.quote):
        return
    parts: Sequence[Case | Table] = book.report.cases if kind == "case" else book.report.tables
    if parts and run_on([part.number for part in parts]) and 0 < abs(value - len(parts)) <= OFF:
        items = [f"{part.number} {part.title or ''}".strip() for part in parts]
        params = {"whole": figure(fact), "count": len(parts), "items": items}
        yield Outcome((fact,), Problem("tally", "info", params, (fact,), printed=fact.raw, computed=str(len(parts))))


def run_on(numbers: Sequence[str | None]) -> bool:
    """Tell whether numbers leave none out: 1, 2, 3, or 1-1, 1-2, 2-1."""
    expected: dict[str, int] = {}
    for number in numbers:
        chapter, _, last = (number or "").rpartition("-")
        expected[chapter] = expected.get(chapter, 0) + 1
        if last != str(expected[chapter]):
            return False
    return True


def count_of(fact: Fact) -> int | None:
    """Return the count that a fact gives, None where it is no count of a list's length."""
    value = value_of(fact)
    exact = fact.kind == "level" and fact.hedge is None and value is not None and value == int(value)
    return int(value) if exact and value is not None and FEWEST <= value <= MOST else None


def list_before(book: Book, fact: Fact) -> Listing | None:
    """Return the list right before a count and what it counts: 数控、汽修、电商 3 个专业."""
    found = BEFORE.search(book.before(fact)) if NOUN.match(book.behind(fact)) else None
    return None if not found or DONE.search(found["items"]) else read_list(found["items"])


def list_behind(book: Book, fact: Fact) -> Listing | None:
    """Return the list that says what was counted: 专业 4 个，分别是数控、汽修、电商和幼教."""
    found = BEHIND.match(book.behind(fact))
    return read_list(found["items"]) if found and ("、" in found["items"] or "”“" in found["items"]) else None


def read_list(text: str) -> Listing:
    """Return a list as it is printed, without the words that lead to it; 和 may join two items or stand in one."""
    text = LEAD.sub("", text)
    if text.startswith("“"):
        count = len(re.findall(QUOTED, text))
        return Listing(count, count, bool(OPEN.search(text)), text)
    count = text.count("、") + 1
    return Listing(count, count + bool(JOINT.search(text.split("、")[-1])), bool(OPEN.search(text)), text)


def list_problem(fact: Fact, found: Listing) -> Problem:
    """Return the finding on a count of a list that has more or fewer items."""
    params = {"whole": figure(fact), "count": found.most, "items": found.text}
    return Problem("tally", "warning", params, (fact,), printed=fact.raw, computed=str(found.most))


def check_markers(book: Book) -> Iterator[Outcome]:
    """Compare the count right before 一是 …, 二是 … with how many there are in its paragraph."""
    numbers = book.report.numbers
    for at, entry in enumerate(numbers):
        if entry.class_ == "list_marker" and entry.text == NUMERALS[1] and at:
            run = list(marker_run(book, at))
            count = counted(book, numbers[at - 1], entry)
            if count and len(run) > 1 and count != len(run) and abs(count - len(run)) <= OFF:
                where = (where_of(book, numbers[at - 1]), *(where_of(book, one) for one in run))
                params: dict[str, object] = {
                    "place": place(where[0]),
                    "stated": count,
                    "count": len(run),
                }
                yield Outcome((), Problem("tally_marked", "warning", params, where=where, printed=str(count)))


def marker_run(book: Book, at: int) -> Iterator[LedgerEntry]:
    """Yield the markers 一, 二, 三 … of one paragraph from the numeral ``at`` on, those in their places."""
    numbers = book.report.numbers
    paragraph = book.paragraph_at(numbers[at].start)
    behind = (numbers[place] for place in range(at, len(numbers)))
    own = takewhile(lambda one: book.paragraph_at(one.start) == paragraph, behind)
    marks = islice((one for one in own if one.class_ == "list_marker"), 10)
    yield from (one for number, one in enumerate(marks, 1) if one.text == NUMERALS[number])


def counted(book: Book, before: LedgerEntry, first: LedgerEntry) -> int | None:
    """Return the count that stands right before the first marker of its paragraph."""
    near = first.start - before.end <= REACH and book.paragraph_at(before.start) == book.paragraph_at(first.start)
    facts = [book.facts[name] for name in before.facts if name in book.facts]
    if not near or before.class_ != "quantity" or any(fact.unit not in UNITS for fact in facts):
        return None
    text = before.text[:1].replace("两", "二")
    return NUMERALS.index(text) if text in NUMERALS[2:] and (facts or len(before.text) == 1) else None


def where_of(book: Book, entry: LedgerEntry) -> Where:
    """Return where a numeral stands."""
    section = max(
        (one for one in book.report.sections if one.start <= entry.start < one.end),
        key=lambda one: one.start,
        default=None,
    )
    named = (section.number or section.title, section.id) if section else (None, None)
    return Where(
        start=entry.start, end=entry.end, page=entry.page, section=named[0], section_id=named[1], quote=entry.text
    )
