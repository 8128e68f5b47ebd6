"""Figures of many reports for people: a figure a row, a year a column, as CSV and Excel."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TextIO

from extract.compare.ledger import Ledger, Years, covered, open_ledger
from extract.compare.names import link_names
from extract.output.sheet import Figure, Value, csv_cell, figure, write_book
from extract.records import Fact, Report
from extract.rules.catalogue import Catalogue

LABELS = ("publisher", "entity", "indicator", "name", "path", "kind", "aspect", "proviso", "unit")
KEPT = ("schema_", "extractor", "document", "entities", "coverage")
Cell = Value | Figure
Line = tuple[list[str | None], dict[str, Cell]]


def gather_lines(reports: Iterable[Report], catalogue: Catalogue) -> Iterator[Line]:
    """Yield the figures of each entity with their values by year; ``reports`` stand by entity, oldest first.

    Of a year that several reports give, the newest counts.  The reports of one entity are held at a time, and of
    these what compares alone.
    """
    for publisher, own in groupby(map(lighten, reports), key=lambda report: report.document.entity):
        yield from write_lines(publisher, list(own), catalogue)


def write_lines(publisher: str | None, reports: Sequence[Report], catalogue: Catalogue) -> Iterator[Line]:
    """Yield the figures of one entity; with their end its reports are gone, before those of the next are read."""
    ledger = open_ledger(reports, link_names(reports), catalogue)
    for years in (*ledger.figures.values(), *ledger.others.values()):
        yield write_line(publisher, ledger, years)


def lighten(report: Report) -> Report:
    """Return ``report`` without what takes room and does not compare."""
    rest: dict[str, list[Fact]] = {name: [] for name in Report.model_fields if name not in KEPT}
    return report.model_copy(update=rest | {"facts": [fact for fact, _ in covered(report)]})


def write_line(publisher: str | None, ledger: Ledger, reports: Sequence[Years]) -> Line:
    """Return one figure: in its printed unit where that is the same in all years, else without 万 and 亿."""
    stated: dict[int, Fact] = {}
    newest = 0
    for place, years in enumerate(reports):
        stated |= years
        newest = place if years else newest
    topic = ledger.topic(newest, reports[newest][max(reports[newest])])
    printed = {fact.unit for fact in stated.values()}
    labels = [
        publisher,
        topic.entity,
        topic.indicator,
        topic.name,
        " / ".join(topic.path) or None,
        topic.kind,
        topic.aspect,
        topic.proviso,
        printed.pop() if len(printed) == 1 else topic.unit,
    ]
    return labels, {str(year): show(fact, as_printed=not printed) for year, fact in sorted(stated.items())}


def show(fact: Fact, *, as_printed: bool) -> Cell:
    """Return the value with its decimals; a range as it is printed."""
    if not as_printed:
        return fact.raw if fact.canonical.value is None else figure(fact.canonical.value)
    return fact.raw if fact.value is None else Figure(fact.value, fact.decimals)


# --- files -----------------------------------------------------------------------------------


class Spool:
    """Lines on the disk until all years are known."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.years: dict[str, None] = {}
        self.count = 0

    def add(self, line: Line) -> None:
        """Keep a line."""
        labels, values = line
        cells = {year: [str(cell), isinstance(cell, Figure)] for year, cell in values.items()}
        self.file.write(json.dumps([labels, cells], ensure_ascii=False) + "\n")
        self.years |= dict.fromkeys(cells)
        self.count += 1

    def header(self) -> list[str]:
        """Return the names of the columns."""
        return [*LABELS, *sorted(self.years)]

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the cells of each line."""
        self.file.seek(0)
        for text in self.file:
            labels, cells = json.loads(text)
            yield [*labels, *(read_cell(cells.get(year)) for year in sorted(self.years))]


def read_cell(cell: Sequence[str] | None) -> Cell:
    """Return a kept value."""
    if cell is None:
        return None
    text, is_number = cell
    return read_figure(text) if is_number else text


def read_figure(text: str) -> Figure:
    """Return a number with the decimals that it is written with."""
    return Figure(Decimal(text), len(text.partition(".")[2]))


def write_csv(path: Path, spool: Spool) -> None:
    """Write the lines as CSV with a byte-order mark, which Excel needs."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(spool.header())
        writer.writerows([csv_cell(cell) for cell in row] for row in spool.rows())


def write_xlsx(path: Path, spool: Spool) -> None:
    """Write the lines as a workbook; years have four digits, so that a sheet has always columns enough."""
    write_book("figures", spool.header(), spool.rows(), spool.count).save(path)
