"""The five national data tables of a report, from ``forms.yaml`` and the books."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from .model import DescriptionError, Mark, Rich, Row, Table
from .pen import Pen


def data_tables(path: Path, pen: Pen, first: str, rich: Callable[[str], Rich]) -> list[Table]:
    """Return the tables; ``first`` is the first one's number (``1``, or ``8-1`` in a numbered chapter)."""
    forms = yaml.safe_load(path.read_text(encoding="utf-8"))
    chapter, _, start = first.rpartition("-")
    return [
        data_table(form, f"{chapter}-{at}" if chapter else str(at), pen, rich)
        for at, form in enumerate(forms["tables"], int(start))
    ]


def data_table(form: dict[str, Any], number: str, pen: Pen, rich: Callable[[str], Rich]) -> Table:
    """Return one data table with the year before and the year of the report."""
    years = (pen.year - 1, pen.year)
    header = tuple(map(rich, ("序号", "指标", "单位"))) + tuple(year_cell(rich(f"{y}年")) for y in years)
    rows: list[Row] = []
    stack: list[str] = []
    for depth, no, label, unit, source, *also in form["rows"]:
        path = [label] if depth < 0 else [*stack[:depth], label] if label else stack
        stack = stack if depth < 0 else path
        rows.append(data_row(str(no), label, str(unit), source, tuple(path), also, pen, years, rich))
    return Table(number, rich(form["title"]), header, tuple(rows), None, True, tuple(map(str, years)),
                 (1.0, 5.4, 1.5, 2.0, 2.0))  # fmt: skip


def data_row(
    no: str, label: str, unit: str, source: Any, path: tuple[str, ...], also: list[list[str]], pen: Pen,
    years: tuple[int, int], rich: Callable[[str], Rich],
) -> Row:  # fmt: skip
    """Return one row: its labels, and a value or a printed word for each year."""
    first = Rich(no, (Mark(0, len(no), "row_no", (), False, (), len(no)),)) if no else Rich("")
    cells = [first, plain_label(label), Rich(unit)]
    for year in years:
        key, _, word = source.partition(" / ")
        cells.append(value_cell(word if word and key not in pen.books.entries else cell_text(pen, key, year)))
    return Row(tuple(cells), path, tuple(map(tuple, also)))


def cell_text(pen: Pen, key: str, year: int) -> str:
    """Return a figure as the form prints it."""
    entry = pen.books[key]
    value: Decimal | None = entry.values.get(year)
    if value is None:
        raise DescriptionError(f"no {key} for {year}")
    return pen.number(value) + (":1" if entry.unit == ":1" else "")


def value_cell(text: str) -> Rich:
    """Return a value cell: one numeral, or a word and none."""
    marked = text[:1].isdigit()
    return Rich(text, (Mark(0, len(text), "table_cell", (), False, (), len(text)),) if marked else ())


def year_cell(cell: Rich) -> Rich:
    """Return a header cell whose year is the table's."""
    return Rich(
        cell.text, tuple(Mark(m.start, m.end, "table_year", ("year",), False, (), m.raw_end) for m in cell.marks)
    )


def plain_label(label: str) -> Rich:
    """Return a row label; the form's own words hold 三次产业 and 第一产业."""
    marks: list[Mark] = []
    for word, cls, accepted, optional in (
        ("三次产业", "name_part", ("quantity", "other"), True),
        ("第一产业", "ordinal", ("name_part",), False),
        ("第二产业", "ordinal", ("name_part",), False),
        ("第三产业", "ordinal", ("name_part",), False),
        ("毕业三年", "duration", ("quantity",), False),
    ):
        at = label.find(word)
        if at >= 0:
            digit = at + next(i for i, char in enumerate(word) if char in "一二三")
            marks.append(Mark(digit, digit + 1, cls, accepted, optional, (), digit + 1))
    return Rich(label, tuple(marks))
