"""The published schemas, the records and what is written agree."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extract.output.encode import encode_record
from extract.output.schema import SCHEMAS, schema_text
from extract.records import ErrorDetail, ErrorReport, ErrorSource, Fact, Report, plain_number

TOP = """schema extractor document entities blocks sections cases figures tables directory references facts
unreported numbers findings coverage"""
FACT = """id key indicator name path entity period kind aspect proviso raw value unit canonical interval decimals hedge
direction of preferred conflict source where rule"""
WHERE = "start end page bbox section section_id case case_id table table_id row column quote"

Make = Callable[..., Fact]
MakeReport = Callable[..., Report]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_committed_schema_is_the_generated_one(root: Path, name: str) -> None:
    committed = (root / "docs" / "schema" / f"{name}-1.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(name), "run `make docs`"


@pytest.fixture
def written(report: MakeReport, fact: Make) -> Any:
    """A report as a reader of the file sees it."""
    return json.loads(encode_record(report(fact())))


def test_a_written_report_is_valid(written: Any) -> None:
    jsonschema.Draft202012Validator(json.loads(schema_text("report"))).validate(written)


def test_a_written_error_is_valid() -> None:
    source = ErrorSource(name="x.pdf", sha256=None, media_type=None)
    error = ErrorReport(source=source, error=ErrorDetail(code="damaged", message="m", hint="h", retry=False))
    jsonschema.validate(json.loads(encode_record(error)), json.loads(schema_text("error")))


@pytest.mark.parametrize(
    ("field", "value"),
    [("schema", "report-extract/report/2"), ("facts", None), ("document", {}), ("blocks", [{"id": "b1"}])],
)
def test_the_schema_refuses_what_is_not_of_the_contract(written: Any, field: str, value: Any) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema_text("report")))
    assert not validator.is_valid(written | {field: value})


def test_the_schema_lets_fields_be_added(written: Any) -> None:
    jsonschema.validate(written | {"moods": []}, json.loads(schema_text("report")))


def test_every_field_of_the_contract_is_written(written: Any) -> None:
    assert list(written) == TOP.split()
    assert list(written["extractor"]) == ["version", "patterns", "engines", "options"]
    assert set(written["facts"][0]) >= set(FACT.split())
    assert set(written["facts"][0]["where"]) >= set(WHERE.split())


@pytest.mark.parametrize("digits", ["9" * 40, "1E+200", "-1E-30", "0E+5", "123456789012345678901234567890.5"])
def test_any_number_of_digits_becomes_a_plain_number(digits: str) -> None:
    plain = plain_number(Decimal(digits))
    assert len(plain.normalize().as_tuple().digits) <= 15
    assert "E" not in format(plain, "f")
