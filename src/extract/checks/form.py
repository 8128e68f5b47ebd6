"""Form: untidy cells, units that vary, dates outside the period."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from extract.checks.book import Book, figure, is_stated
from extract.checks.doubts import SURE
from extract.checks.model import Outcome, Problem
from extract.late import late
from extract.records import Fact, LedgerEntry, Where

SPACED = late(r"[0-9０-９][.．]?[ \u3000\t]+[.．]?[0-9０-９]")
GROUPED = late(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")
"""Thousands parted by blanks: a manner of print where the whole table keeps to it."""

UNGROUPED = late(r"[0-9]{4}")
DATE = late(r"(?P<year>[0-9]{4})[^0-9]+(?P<month>[0-9]{1,2})(?:[^0-9]+(?P<day>[0-9]{1,2}))?")
YEAR = late("[0-9]{4}(?![0-9])")
DATED = ("date", "year", "month")
AHEAD, PAST, ROUND = 15, 60, 5
"""Years beyond a report's own that only plans reach, in round ones; years before it that it tells of."""
LISTED = 20
NEAR = datetime.timedelta(days=366)
"""Dates further before the period are history, told as such."""


def check_cells(book: Book) -> Iterable[Outcome]:
    """Report numbers with blanks inside, and percent signs in cells of a percent row or column."""
    facts = [fact for fact in book.report.facts if fact.source == "table"]
    plain = {fact.where.table_id for fact in facts if UNGROUPED.search(cell_of(book, fact))}
    spaced = [
        fact
        for fact in facts
        if SPACED.search(cell := cell_of(book, fact))
        and ":" not in fact.raw
        and "：" not in fact.raw
        and (fact.where.table_id in plain or not GROUPED.fullmatch(cell))
    ]
    yield from cell_finding("cell_space", spaced)
    yield from cell_finding("cell_percent", [fact for fact in facts if doubles_percent(book, fact)])


def cell_of(book: Book, fact: Fact) -> str:
    """Return the cell that the fact stands in, as printed."""
    table = book.tables.get(fact.where.table_id or "")
    row, column = fact.where.row, fact.where.column
    if table is None or row is None or column is None or row >= len(table.rows) or column >= len(table.rows[row]):
        return ""
    return table.rows[row][column]


def doubles_percent(book: Book, fact: Fact) -> bool:
    """Tell whether the cell repeats the percent sign that its row or column says already, unlike its neighbours."""
    table = book.tables.get(fact.where.table_id or "")
    row, column = fact.where.row, fact.where.column
    if table is None or row is None or column is None or "%" not in cell_of(book, fact):
        return False
    said = [*table.rows[row][:column], *table.header[column : column + 1]]
    return any(label.strip("（）() ") == "%" or label.rstrip("）) ").endswith(("（%", "(%")) for label in said)


def cell_finding(check: str, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield one finding for all untidy cells of a kind."""
    if facts:
        params = {"count": len(facts), "figures": [figure(fact) for fact in facts]}
        problem = Problem(check, "info", params, where=tuple(fact.where for fact in facts))
        yield Outcome(tuple(facts), problem)


def check_recognition(book: Book) -> Iterable[Outcome]:
    """Say how sure the numerals are that were recognised on pictures of pages."""
    recognised = [entry for entry in book.report.numbers if entry.confidence is not None]
    unsure = [entry for entry in recognised if (entry.confidence or 0) < SURE]
    if recognised:
        pages = [page.page for page in book.report.document.pages if page.ocr]
        params = {
            "count": len(recognised),
            "pages": len(pages),
            "unsure": len(unsure),
            "items": [entry.text for entry in unsure[:LISTED]],
        }
        where = tuple(Where(start=entry.start, end=entry.end, quote=entry.text) for entry in unsure)
        yield Outcome(problem=Problem("recognition", "info", params, where=where))


def check_units(book: Book) -> Iterable[Outcome]:
    """Report facts that are stated in two counting units (册 and 本) of one family."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in book.report.facts:
        if is_stated(fact) and fact.indicator and fact.canonical.unit and book.unit(fact) != "人":
            groups.setdefault((fact.key, book.unit(fact)), []).append(fact)
    varied = [unlike(facts) for facts in groups.values()]
    found = [facts for facts in varied if len(facts) > 1]
    if found:
        params = {"count": len(found), "pairs": [[figure(fact) for fact in facts] for facts in found]}
        flat = tuple(fact for facts in found for fact in facts)
        yield Outcome(flat, Problem("unit_varies", "info", params, flat))


def unlike(facts: Sequence[Fact]) -> list[Fact]:
    """Return the first fact of each canonical unit; 元/生 of a figure per head is 元, :1 is :."""
    units = ((fact.canonical.unit or "").partition("/")[0].removesuffix("1") for fact in reversed(facts))
    return list(dict(zip(units, reversed(facts), strict=True)).values())[::-1]


def check_dates(book: Book) -> Iterable[Outcome]:
    """Report dates in cases that lie after the reporting period, or shortly before it."""
    period = book.report.document.period
    if period is None or period.start is None or period.end is None:
        return
    start, end = datetime.date.fromisoformat(period.start), datetime.date.fromisoformat(period.end)
    cases = {name: case for case in book.report.cases for name in case.blocks}
    dates = [entry for entry in book.report.numbers if entry.class_ == "date" and is_outside(entry, start, end)]
    outside = [(entry, case) for entry in dates if (case := cases.get(book.block_at(entry.start) or ""))]
    if outside:
        params = {
            "start": period.start,
            "end": period.end,
            "count": len(outside),
            "items": [
                {"date": " ".join(entry.text.split()), "case": case.number or case.title} for entry, case in outside
            ],
        }
        where = tuple(
            Where(start=entry.start, end=entry.end, case=case.number or case.title, case_id=case.id)
            for entry, case in outside
        )
        yield Outcome(problem=Problem("date_outside", "info", params, where=where))


def check_years(book: Book) -> Iterable[Outcome]:
    """Report years far ahead that two digits changed about would bring back: 截至 2042 年 8 月 31 日 for 2024."""
    own = book.report.document.report_year
    found: list[tuple[LedgerEntry, int]] = []
    for entry in book.report.numbers if own is not None else ():
        year = YEAR.match("".join(entry.text.split())) if entry.class_ in DATED else None
        meant = meant_year(year.group(), own) if year and own is not None else None
        if meant is not None:
            found.append((entry, meant))
    if found:
        params = {
            "year": own,
            "count": len(found),
            "items": [f"{' '.join(entry.text.split())}（{meant}）" for entry, meant in found],
        }
        where = tuple(Where(start=entry.start, end=entry.end, quote=entry.text) for entry, _ in found)
        yield Outcome(problem=Problem("year_ahead", "warning", params, where=where))


def meant_year(digits: str, own: int) -> int | None:
    """Return the year that is meant where one lies far ahead and is no round one, None where it may be meant so."""
    year = int(digits)
    if year <= own + AHEAD or year % ROUND == 0:
        return None
    swaps = (digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :] for place in range(3))
    return next((int(swap) for swap in swaps if own - PAST <= int(swap) <= own + 1), None)


def is_outside(entry: LedgerEntry, start: datetime.date, end: datetime.date) -> bool:
    """Tell whether a date of full year and month is after ``end`` or less than a year before ``start``."""
    found = DATE.search(entry.text)
    if not found:
        return False
    try:
        first = datetime.date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return False
    last = first if found["day"] else first + datetime.timedelta(days=27)
    return first > end or (last < start and start - first < NEAR)
