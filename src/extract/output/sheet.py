"""The facts of one report as a table for people: CSV or Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from extract.records import Fact, Number, Report

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

Value = str | int | bool | None


class Figure(Struct, frozen=True):
    """A number with as many decimals as are to be shown."""

    value: Decimal
    decimals: int

    def __str__(self) -> str:
        return f"{self.value:.{self.decimals}f}"


COLUMNS: dict[str, Callable[[Fact], Value | Figure]] = {
    "id": lambda fact: fact.id,
    "key": lambda fact: fact.key,
    "indicator": lambda fact: fact.indicator,
    "name": lambda fact: fact.name,
    "path": lambda fact: " / ".join(fact.path) or None,
    "entity": lambda fact: fact.entity,
    "period": lambda fact: fact.period.label if fact.period else None,
    "year": lambda fact: fact.period.year if fact.period else None,
    "kind": lambda fact: fact.kind,
    "aspect": lambda fact: fact.aspect,
    "proviso": lambda fact: fact.proviso,
    "raw": lambda fact: fact.raw,
    "value": lambda fact: fact.value if fact.value is None else Figure(fact.value, fact.decimals),
    "unit": lambda fact: fact.unit,
    "canonical_value": lambda fact: figure(fact.canonical.value),
    "canonical_unit": lambda fact: fact.canonical.unit,
    "interval_from": lambda fact: figure(fact.interval[0]),
    "interval_to": lambda fact: figure(fact.interval[1]),
    "hedge": lambda fact: fact.hedge,
    "direction": lambda fact: fact.direction,
    "of": lambda fact: fact.of,
    "preferred": lambda fact: fact.preferred,
    "conflict": lambda fact: fact.conflict,
    "source": lambda fact: fact.source,
    "section": lambda fact: fact.where.section,
    "case": lambda fact: fact.where.case,
    "table": lambda fact: fact.where.table,
    "row": lambda fact: fact.where.row,
    "column": lambda fact: fact.where.column,
    "page": lambda fact: fact.where.page,
    "start": lambda fact: fact.where.start,
    "end": lambda fact: fact.where.end,
    "quote": lambda fact: fact.where.quote,
    "rule": lambda fact: fact.rule,
}

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is run by a spreadsheet, not shown
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
MAX_CELL = 32_767  # characters that an Excel cell takes
MOST_ROWS = 1_048_576  # of an Excel sheet


def figure(value: Number | None) -> Figure | None:
    """Return ``value`` with the decimals that it has."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    return Figure(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def fact_rows(report: Report) -> Iterator[list[Value | Figure]]:
    """Yield the cells of each fact, in the order of ``COLUMNS``."""
    for fact in report.facts:
        yield [read(fact) for read in COLUMNS.values()]


def encode_csv(report: Report) -> bytes:
    """Return the facts as CSV with a byte-order mark, which Excel needs."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in fact_rows(report):
        writer.writerow([csv_cell(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def csv_cell(value: Value | Figure) -> str:
    """Return ``value`` as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def encode_xlsx(report: Report) -> bytes:
    """Return the facts as a workbook."""
    stream = io.BytesIO()
    write_book("facts", list(COLUMNS), fact_rows(report), len(report.facts)).save(stream)
    return stream.getvalue()


def write_book(title: str, header: Sequence[str], rows: Iterator[Sequence[Value | Figure]], count: int) -> Workbook:
    """Return a workbook of ``count`` rows: text as text, numbers with their decimals, header frozen, filter on.

    What one sheet does not hold goes to the next, under the same header.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for number, first in enumerate(range(0, max(count, 1), MOST_ROWS - 1), start=1):
        here = min(count - first, MOST_ROWS - 1)
        sheet = book.create_sheet(title if number == 1 else f"{title} {number}")
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{here + 1}"
        sheet.append([xlsx_cell(sheet, name) for name in header])
        for row in islice(rows, here):
            sheet.append([xlsx_cell(sheet, cell) for cell in row])
    return book


def xlsx_cell(sheet: object, value: Value | Figure) -> WriteOnlyCell | Value:
    """Return ``value`` as a cell of its own type; a text stays one, whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Figure):
        cell = WriteOnlyCell(sheet, value.value)
        cell.number_format = f"0.{'0' * value.decimals}" if value.decimals else "0"
        return cell
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value)[:MAX_CELL])
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = value.startswith(FORMULA)
    return cell
