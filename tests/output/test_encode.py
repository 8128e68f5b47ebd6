"""The text of the JSON files."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from extract.output.encode import encode_record, encode_value
from extract.records import Fact, Report

Make = Callable[..., Fact]
MakeReport = Callable[..., Report]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("3.80", "3.8"),
        ("380000000", "380000000"),
        ("3.8E+8", "380000000"),
        ("1E-7", "0.0000001"),
        ("0.00", "0"),
        ("-0", "0"),
        ("100", "100"),
        ("1E+30", "1" + "0" * 30),
        ("97.25", "97.25"),
    ],
)
def test_numbers_have_neither_exponent_nor_trailing_zeros(value: str, printed: str) -> None:
    assert encode_value(Decimal(value)) == printed


def test_numbers_keep_at_most_fifteen_significant_digits() -> None:
    assert encode_value(Decimal("1234567.8901234567")) == "1234567.89012346"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="no JSON number"):
        encode_value(value)


def test_the_file_is_json_with_chinese_as_it_is(report: MakeReport, fact: Make) -> None:
    text = encode_record(report(fact(name='引号"与\n换行')))
    read = json.loads(text)
    assert "泽安市" in text
    assert read["schema"] == "report-extract/report/1"
    assert read["facts"][0]["name"] == '引号"与\n换行'
    assert read["numbers"][0]["class"] == "quantity"
    assert read["blocks"][0]["bbox"] == [1.0, 2.5, 3.0, 4.0]
    assert text.endswith("}\n")


def test_each_record_of_a_list_has_a_line_of_its_own(report: MakeReport, fact: Make) -> None:
    lines = encode_record(report(fact(id="f5"), fact(id="f7"))).splitlines()
    assert sum(line.startswith('{"id": "f') for line in lines) == 2


def test_the_report_comes_back_as_it_was(report: MakeReport, fact: Make) -> None:
    made = report(fact())
    assert Report.model_validate(json.loads(encode_record(made), parse_float=Decimal)) == made
