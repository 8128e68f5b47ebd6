"""The facts of several reports side by side: by topic, report and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from extract.compare.kinds import year_of
from extract.compare.names import Names
from extract.compare.records import Statement, Topic
from extract.records import Fact, Report
from extract.rules.catalogue import Catalogue, fold_label

Key = tuple[str, ...]
"""Entity, kind, aspect, proviso, family of units; then the indicator, or nothing and the labels."""

STANDING = 5
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|二[〇零○]\S{2}(?=年)")
BLANK = re.compile(r"\s+")
Years = Mapping[int, Fact]
MEASURED = ("level", "share", "ratio", "rank")


class Ledger(Struct, frozen=True):
    """For each topic and report its preferred facts by year; topics in the order of the newest report first.

    ``figures`` holds levels, shares, ratios and ranks, ``others`` changes and thresholds.
    """

    reports: Sequence[Report]
    figures: Mapping[Key, Sequence[Years]]
    others: Mapping[Key, Sequence[Years]]
    names: Names

    def compared(self, report: int) -> int:
        """Return how many facts of ``report`` are laid side by side."""
        return sum(len(years[report]) for years in self.figures.values())

    def topic(self, report: int, fact: Fact) -> Topic:
        """Return what ``fact`` is of."""
        return topic_of(fact, self.names.of(report, fact.entity))


def topic_of(fact: Fact, entity: str | None) -> Topic:
    """Return what ``fact`` is of, its entity under the name that the reports share."""
    return Topic(
        indicator=fact.indicator,
        name=fact.name,
        path=fact.path,
        entity=entity,
        kind=fact.kind,
        aspect=fact.aspect,
        proviso=fact.proviso,
        unit=fact.canonical.unit,
    )


def open_ledger(reports: Sequence[Report], names: Names, catalogue: Catalogue) -> Ledger:
    """Lay side by side the preferred facts outside cases that name an indicator or stand in a table."""
    figures: dict[Key, list[dict[int, Fact]]] = {}
    others: dict[Key, list[dict[int, Fact]]] = {}
    entries = [list(list_entries(report, place, names, catalogue)) for place, report in enumerate(reports)]
    parted = find_parted(entries)
    for place in reversed(range(len(reports))):
        for entry in entries[place]:
            fact, key = entry.fact, (*entry.key, entry.title) if entry.key in parted else entry.key
            if fact.preferred or (entry.key in parted and fact.source == "table"):
                book = figures if fact.kind in MEASURED else others
                book.setdefault(key, [{} for _ in reports])[place].setdefault(entry.year, fact)
    return Ledger(reports, figures, others, names)


class Entry(Struct, frozen=True):
    """A fact with its key, the year that files it, and the title of its table without years and blanks."""

    key: Key
    year: int
    fact: Fact
    title: str


def list_entries(report: Report, place: int, names: Names, catalogue: Catalogue) -> Iterator[Entry]:
    """Yield the facts of ``report`` that compare, and those of their keys that do not agree with them."""
    titles = {table.id: bare(table.title or "") for table in report.tables}
    for fact, year in dated(report):
        if is_covered(fact) or (fact.conflict and is_told(fact)):
            key = key_of(fact, names.of(place, fact.entity), catalogue)
            yield Entry(key, year, fact, titles.get(fact.where.table_id or "", ""))


def find_parted(reports: Sequence[Sequence[Entry]]) -> frozenset[Key]:
    """Return the figures of which several tables of each report that states them give values that do not agree.

    These are not one figure: what the tables are of tells them apart.
    """
    parted: set[Key] = set()
    one: set[Key] = set()
    for entries in reports:
        titles: dict[Key, set[str]] = {}
        for entry in entries:
            told = titles.setdefault(entry.key, set())
            if entry.fact.conflict and entry.fact.source == "table":
                told.add(entry.title)
        parted.update(key for key, told in titles.items() if len(told) > 1)
        one.update(key for key, told in titles.items() if len(told) < 2)
    return frozenset(parted - one)


def covered(report: Report) -> Iterator[tuple[Fact, int]]:
    """Yield the facts that compare, with the year that files each."""
    return ((fact, year) for fact, year in dated(report) if is_covered(fact))


def dated(report: Report) -> Iterator[tuple[Fact, int]]:
    """Yield the facts with the year that files each; what is said to be before its time is a hope."""
    own = year_of(report)
    for fact in report.facts:
        year = fact.period.year if fact.period else None
        if year is not None and (own is None or year <= own or fact.aspect == "plan"):
            yield fact, year


def is_covered(fact: Fact) -> bool:
    """Tell whether a fact names an indicator or stands in a table, outside cases, and is the preferred of its key."""
    return fact.preferred and is_told(fact)


def is_told(fact: Fact) -> bool:
    """Tell whether a fact names an indicator or stands in a table, outside cases."""
    return fact.where.case_id is None and (fact.indicator is not None or fact.source == "table")


def bare(title: str) -> str:
    """Return ``title`` without blanks and years."""
    return YEAR.sub("", BLANK.sub("", title))


def key_of(fact: Fact, entity: str | None, catalogue: Catalogue) -> Key:
    """Return what all statements of one figure share in all years; units of different families are different figures.

    A figure without a unit is in its indicator's usual one.  A label that is the entity's own name tells nothing.
    """
    usual = catalogue.indicators[fact.indicator].units[0] if fact.indicator in catalogue.indicators else None
    family = catalogue.unit_family(fact.canonical.unit or usual)
    standing = (entity or "", fact.kind, fact.aspect, fact.proviso or "", family)
    if fact.indicator:
        return (*standing, fact.indicator)
    labels = [label for label in fact.path if label not in (fact.entity, entity)] or [fact.name]
    return (*standing, "", *map(fold_label, labels))


def current(report: Report, years: Years, unreported: frozenset[str]) -> tuple[int, Fact] | None:
    """Return the latest statement up to the report's own year, unless the form leaves that year out."""
    own = year_of(report)
    known = [year for year in years if own is None or year <= own] or list(years)
    if not known:
        return None
    year = max(known)
    fact = years[year]
    return None if own is not None and year < own and fact.indicator in unreported else (year, fact)


def unreported_in(report: Report) -> frozenset[str]:
    """Return the indicators that the form in ``report`` has no value of for its own year."""
    own = year_of(report)
    return frozenset(gap.indicator for gap in report.unreported if gap.year in (None, own))


def state(report: int, year: int, fact: Fact) -> Statement:
    """Return what ``report`` states."""
    return Statement(
        report=report,
        year=year,
        value=fact.canonical.value,
        fact=fact.id,
        raw=fact.raw,
        unit=fact.unit,
        direction=fact.direction,
        page=fact.where.page,
        section=fact.where.section,
        table=fact.where.table,
        start=fact.where.start,
    )
