"""The facts as CSV and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from extract.output.sheet import encode_csv, encode_xlsx
from extract.records import Canonical, Fact, Report

Make = Callable[..., Fact]
MakeReport = Callable[..., Report]
FORMULAS = ["=1+1", "+86", "-cmd", "@SUM(A1)"]


def csv_row(made: Report) -> dict[str, str]:
    return next(csv.DictReader(io.StringIO(encode_csv(made).decode("utf-8-sig"))))


def xlsx_row(made: Report) -> tuple[Any, dict[str, Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(encode_xlsx(made)))["facts"]
    head, first = list(sheet.iter_rows(max_row=2))
    return sheet, {str(name.value): cell for name, cell in zip(head, first, strict=True)}


def test_csv_begins_with_the_mark_that_excel_needs(report: MakeReport, fact: Make) -> None:
    assert encode_csv(report(fact())).startswith(b"\xef\xbb\xbfid,key,")


def test_csv_keeps_printed_decimals_and_writes_no_exponent(report: MakeReport, fact: Make) -> None:
    row = csv_row(report(fact()))
    assert (row["value"], row["canonical_value"], row["interval_from"], row["interval_to"]) == (
        "3.80",
        "38000",
        "37950",
        "",
    )
    assert (row["case"], row["preferred"]) == ("2-1", "false")


def test_a_fact_without_a_value_has_an_empty_cell(report: MakeReport, fact: Make) -> None:
    bare = fact(value=None, canonical=Canonical(value=None, unit="人"), interval=(Decimal(8), Decimal(10)), decimals=0)
    row = csv_row(report(bare))
    assert (row["value"], row["interval_from"], row["interval_to"]) == ("", "8", "10")
    assert xlsx_row(report(bare))[1]["value"].value is None


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_taken_for_a_formula(report: MakeReport, fact: Make, text: str) -> None:
    assert csv_row(report(fact(name=text)))["name"] == f"'{text}"
    cell = xlsx_row(report(fact(name=text)))[1]["name"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_excel_has_text_as_text_and_numbers_as_printed(report: MakeReport, fact: Make) -> None:
    _, row = xlsx_row(report(fact()))
    assert (row["case"].value, row["case"].data_type, row["case"].number_format) == ("2-1", "s", "@")
    assert (row["value"].value, row["value"].number_format) == (3.8, "0.00")
    assert (row["canonical_value"].value, row["canonical_value"].number_format) == (38000, "0")


def test_excel_has_its_header_frozen_and_a_filter_on(report: MakeReport, fact: Make) -> None:
    sheet, _ = xlsx_row(report(fact(), fact(id="f9")))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.auto_filter.ref.endswith("3")


def test_characters_that_excel_refuses_are_left_out(report: MakeReport, fact: Make) -> None:
    assert xlsx_row(report(fact(name="甲\x00乙\x0c")))[1]["name"].value == "甲乙"
