"""Rows of tables as the prose names them, whole or in short: 云川、芦河两市, 机电专业部."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.checks.book import Book, concept_of, year_of
from extract.checks.columns import is_share
from extract.late import late
from extract.records import Fact

CLASS = late("(?:专业部|专业大类|专业群|大类|学院|学校|专业|[市州县区系部类])$")
"""What a name in short leaves out: 机电专业部, 云川市."""
SHORTEST, LONGEST = 2, 16
MOST_ROWS, MOST_COLUMNS, MOST_TABLES = 60, 12, 4
COLUMNS = 2
"""Labels of a cell, its row's and its column's."""
Column = int


class Roster(NamedTuple):
    """A table with a row for each of several things: its cells by label and column, and those of its total."""

    table: str
    rows: Mapping[str, Mapping[Column, Fact]]
    total: Mapping[Column, Fact]

    @property
    def columns(self) -> list[Column]:
        """The columns of amounts, those of the latest year of a thing that several years are given of."""
        first = {column: fact for row in self.rows.values() for column, fact in row.items()}
        latest: dict[str, int] = {}
        for fact in first.values():
            latest[concept_of(fact)] = max(latest.get(concept_of(fact), 0), year_of(fact) or 0)
        return [
            column
            for column, fact in sorted(first.items())
            if fact.kind == "level" and not is_share(fact) and (year_of(fact) or 0) == latest[concept_of(fact)]
        ]


class Named(NamedTuple):
    """A row's label with where in a text its name ends."""

    label: str
    start: int
    end: int


class Rosters:
    """The tables of a report by the names of their rows."""

    def __init__(self, book: Book) -> None:
        self.rosters = [roster for table, facts in book.cells.items() if (roster := read_roster(book, table, facts))]
        self.names: dict[str, list[tuple[Roster, str]]] = {}
        for roster in self.rosters:
            for label in roster.rows:
                for name in dict.fromkeys((label, CLASS.sub("", label))):
                    if len(name) >= SHORTEST:
                        self.names.setdefault(name, []).append((roster, label))
        self.pattern = late("|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))) if self.names else None

    def find(self, text: str) -> list[tuple[Roster, list[Named]]]:
        """Return the tables whose rows ``text`` names, each with what it names of them in the order of the text."""
        found: dict[str, tuple[Roster, list[Named]]] = {}
        for match in self.pattern.finditer(text) if self.pattern else ():
            for roster, label in self.names[match.group()]:
                named = found.setdefault(roster.table, (roster, []))[1]
                named.append(Named(label, match.start(), match.end()))
        return list(found.values())[:MOST_TABLES]


def read_roster(book: Book, table: str, facts: Sequence[Fact]) -> Roster | None:
    """Return a table of several rows, each with a name of its own, None for any other."""
    rows: dict[str, dict[Column, Fact]] = {}
    total: dict[Column, Fact] = {}
    places: dict[str, set[int]] = {}
    totals = (*book.relations.cues.totals, *WHOLES)
    for fact in facts:
        label = label_of(book, fact)
        if not label or fact.where.column is None or fact.where.row is None:
            continue
        if label.endswith(totals):
            total.setdefault(fact.where.column, fact)
        else:
            rows.setdefault(label, {}).setdefault(fact.where.column, fact)
            places.setdefault(label, set()).add(fact.where.row)
    alone = {label: row for label, row in rows.items() if len(places[label]) == 1 and len(label) <= LONGEST}
    return Roster(table, alone, total) if 1 < len(alone) <= MOST_ROWS else None


def label_of(book: Book, fact: Fact) -> str:
    """Return what a cell's row is called: as the school that it is of, or by its last label before the column's."""
    if fact.entity and fact.entity != book.report.document.entity:
        return "".join(fact.entity.split())
    return "".join(fact.path[-COLUMNS:][0].split()) if fact.path else ""


WHOLES = ("全校", "全市", "全省", "全县", "全区", "全州", "全院")
