"""Reading a report back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.compare.shelf import take

from extract.errors import UsageError
from extract.output.encode import encode_record
from extract.output.folder import write_report
from extract.output.read import read_report, read_volume
from extract.records import Fact, Report

Make = Callable[..., Fact]
MakeReport = Callable[..., Report]


def rewrite(file: Path, made: Report, **changes: Any) -> Path:
    file.write_text(json.dumps(json.loads(encode_record(made)) | changes), encoding="utf-8")
    return file


def test_a_report_is_read_from_its_folder_or_its_file(tmp_path: Path, report: MakeReport, fact: Make) -> None:
    made = report(fact())
    write_report(tmp_path / "x", made, "文")
    assert read_report(tmp_path / "x") == made
    assert read_report(tmp_path / "x" / "report.json") == made


def test_another_major_is_refused(tmp_path: Path, report: MakeReport) -> None:
    file = rewrite(tmp_path / "report.json", report(), schema="report-extract/report/2")
    with pytest.raises(UsageError, match="report/2, this version reads report-extract/report/1"):
        read_report(file)


def test_unknown_fields_are_ignored(tmp_path: Path, report: MakeReport) -> None:
    made = report()
    assert read_report(rewrite(tmp_path / "report.json", made, moods=["good"])) == made


def test_a_record_with_an_unknown_member_is_left_out_and_the_others_stay(
    tmp_path: Path, report: MakeReport, fact: Make
) -> None:
    made = report(fact(id="f1"), fact(id="f2"), fact(id="f3"))
    facts = json.loads(encode_record(made))["facts"]
    facts[1]["kind"] = "forecast"
    read = read_report(rewrite(tmp_path / "report.json", made, facts=facts))
    assert [item.id for item in read.facts] == ["f1", "f3"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"", "no JSON"), (b"{", "no JSON"), (b"[]", "its schema is none"), (b"\xff\xfe", "no JSON")],
)
def test_what_is_no_report_is_refused_in_one_line(tmp_path: Path, content: bytes, complaint: str) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=complaint):
        read_report(file)


def test_a_missing_field_is_named(tmp_path: Path, report: MakeReport) -> None:
    with pytest.raises(UsageError, match=r"facts: .*list"):
        read_report(rewrite(tmp_path / "report.json", report(), facts=None))


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no such file.*give the folder"):
        read_report(tmp_path / "x" / "report.json")


@pytest.mark.parametrize("indent", [None, 0, 1])
def test_lists_that_nobody_asks_for_may_be_empty_and_the_others_are_whole(
    tmp_path: Path, report: MakeReport, fact: Make, indent: int | None
) -> None:
    hostile = fact(id="f2", raw='\n"facts": [\n]\n]')
    made = report(fact(id="f1"), hostile)
    write_report(tmp_path / "x", made, "文")
    lean = read_report(tmp_path / "x", without=("figures", "numbers"))
    assert lean == made.model_copy(update={"numbers": []})
    assert read_report(tmp_path / "x", without=("facts",)) == made.model_copy(update={"facts": []})
    other = tmp_path / "report.json"
    other.write_text(json.dumps(json.loads(encode_record(made)), indent=indent), encoding="utf-8")
    assert read_report(other, without=("facts", "numbers")) == made


@pytest.mark.parametrize("indent", [None, 1])
def test_a_volume_has_the_prose_of_its_sections_whoever_wrote_its_lines(tmp_path: Path, indent: int | None) -> None:
    made = take("zean-2024")
    write_report(tmp_path / "x", made.report, made.text or "")
    whole = made.cases_alone()
    assert whole.report.blocks
    read = read_volume(tmp_path / "x")
    assert {block.kind for block in read.report.blocks} == {"paragraph"}
    file = tmp_path / "x" / "report.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")), indent=indent), encoding="utf-8")
    assert read.cases_alone() == read_volume(tmp_path / "x").cases_alone() == whole
