"""Rows and years of the national forms that carry no value, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from extract.facts.forms import Recognised
from extract.facts.model import Front
from extract.facts.rows import TableReading
from extract.records import Unreported, Where
from extract.rules.patterns import Patterns

Reason = Literal["blank", "dash", "not_applicable", "row_absent", "unreadable"]


def find_unreported(readings: Sequence[TableReading], patterns: Patterns, front: Front) -> list[Unreported]:
    """Return each row and year of a recognised national form without a value, table by table in printed order.

    A row that is not printed is absent only where the form of the report's year and sector asks for it.
    """
    seeker = Seeker(patterns, front)
    national = [(reading, reading.form) for reading in readings if reading.form]
    found = [gap for reading, form in national for gap in seeker.empty_cells(reading, form)]
    for code in dict.fromkeys(form.form.code for _, form in national):
        found += seeker.absent_rows([(reading, form) for reading, form in national if form.form.code == code])
    return found


class Seeker:
    """Looks through the tables of national forms."""

    def __init__(self, patterns: Patterns, front: Front) -> None:
        self.catalogue = patterns.catalogue
        self.words = patterns.tables
        self.front = front
        higher = any(word in (front.title or "") for word in patterns.front.higher)
        self.sector: Literal["secondary", "higher"] = "higher" if higher else "secondary"

    def years(self, reading: TableReading) -> dict[int, int | None]:
        """Return the value columns of a table with their years."""
        default = self.front.period.year if self.front.period else None
        heads = {column: reading.heads[column] for column in reading.block.values}
        columns = {column: head.period.year for column, head in heads.items() if head.period and not head.role}
        return dict(columns) or {column: default for column, head in list(heads.items())[:1] if not head.role}

    def empty_cells(self, reading: TableReading, form: Recognised) -> Iterator[Unreported]:
        """Yield the cells of printed rows that hold no value."""
        years = self.years(reading)
        for at, line in enumerate(reading.lines):
            row = form.row(at)
            for column, year in years.items() if row else ():
                reason = self.reason(reading, line.row, column)
                if row and reason:
                    where = self.where(reading, line.row, column)
                    yield Unreported(
                        indicator=row.indicator, path=list(line.path), year=year, reason=reason, where=where
                    )

    def reason(self, reading: TableReading, row: int, column: int) -> Reason | None:
        """Return why a cell holds no value, None where it holds one."""
        text = "".join((reading.cells.text(row, column) or reading.cells.spanning(row, column)).split())
        if not text:
            return "blank"
        if text in self.words.dashes:
            return "dash"
        if text.strip("（）()") in self.words.not_applicable:
            return "not_applicable"
        return None if any(map(str.isdigit, text)) else "unreadable"

    def where(self, reading: TableReading, row: int, column: int) -> Where | None:
        """Return the place of a cell: its own characters, else those of the first printed cell of its row."""
        cells = reading.cells
        own = cells.passages.get((row, column))
        printed = (cells.passages[row, at] for at in range(len(reading.heads)) if (row, at) in cells.passages)
        passage = own[0] if own else next((passage for passage, _ in printed), None)
        if passage is None:
            return None
        start, end = passage.span(0, len(passage.text))
        table = reading.table
        return Where(
            start=start,
            end=end,
            section=table.section,
            section_id=passage.section,
            case=table.case,
            case_id=passage.case,
            table=table.number or table.title,
            table_id=table.id,
            row=row,
            column=column,
            quote=" ".join(cell for cell in cells.rows[row] if cell),
        )

    def absent_rows(self, tables: Sequence[tuple[TableReading, Recognised]]) -> Iterator[Unreported]:
        """Yield the rows that the form asks for and none of its tables prints, for each year."""
        form = tables[0][1].form
        printed = {at for _, recognised in tables for at in recognised.rows if at is not None}
        years = list(dict.fromkeys(year for reading, _ in tables for year in self.years(reading).values()))
        for at, row in enumerate(form.rows):
            if at not in printed and row.in_force(self.front.report_year, self.sector):
                for year in years:
                    yield Unreported(indicator=row.indicator, path=list(row.path), year=year, reason="row_absent")
