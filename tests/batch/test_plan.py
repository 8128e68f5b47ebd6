"""Which folder each input goes to."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.batch.plan import plan_jobs
from extract.output.folder import write_error, write_report
from extract.records import ErrorDetail, ErrorReport, ErrorSource, Report

MakeReport = Callable[..., Report]


def put(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def sha(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def folders(out: Path, *inputs: Path) -> list[str]:
    return [job.folder.name for job in plan_jobs(inputs, out)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def hold_report(out: Path, report: MakeReport, name: str, content: str) -> None:
    write_report(out / Path(name).stem, report(name=name, sha256=sha(content)), content)


def hold_error(out: Path, name: str, content: str | None) -> None:
    source = ErrorSource(name=name, sha256=content and sha(content), media_type=None)
    detail = ErrorDetail(code="damaged", message="m", hint="h", retry=False)
    write_error(out / Path(name).stem, ErrorReport(source=source, error=detail))


def test_an_input_goes_to_the_folder_of_its_stem(tmp_path: Path, out: Path) -> None:
    assert folders(out, put(tmp_path / "泽安.2031.pdf", "a"), put(tmp_path / "b.txt", "b")) == ["泽安.2031", "b"]


def test_the_second_document_of_a_name_gets_its_hash(tmp_path: Path, out: Path) -> None:
    inputs = put(tmp_path / "x.pdf", "a"), put(tmp_path / "x.txt", "b"), put(tmp_path / "sub" / "x.txt", "c")
    assert folders(out, *inputs) == ["x", f"x-{sha('b')[:8]}", f"x-{sha('c')[:8]}"]


def test_the_same_document_in_two_places_is_one(tmp_path: Path, out: Path) -> None:
    inputs = put(tmp_path / "x.pdf", "a"), put(tmp_path / "sub" / "x.pdf", "a")
    assert folders(out, *inputs) == ["x"]


def test_names_that_differ_in_case_alone_do_not_share_a_folder(tmp_path: Path, out: Path) -> None:
    inputs = put(tmp_path / "A.txt", "a"), put(tmp_path / "a.txt", "b")
    assert folders(out, *inputs) == ["A", f"a-{sha('b')[:8]}"]


def test_a_rerun_goes_to_the_same_folders(tmp_path: Path, out: Path, report: MakeReport) -> None:
    inputs = put(tmp_path / "x.pdf", "a"), put(tmp_path / "x.txt", "b")
    hold_report(out, report, "x.pdf", "a")
    write_report(out / f"x-{sha('b')[:8]}", report(name="x.txt", sha256=sha("b")), "b")
    assert folders(out, *inputs) == ["x", f"x-{sha('b')[:8]}"]


def test_a_document_of_an_earlier_run_keeps_its_folder(tmp_path: Path, out: Path, report: MakeReport) -> None:
    hold_report(out, report, "x.pdf", "old")
    assert folders(out, put(tmp_path / "x.pdf", "new")) == [f"x-{sha('new')[:8]}"]


def test_a_mended_file_takes_the_folder_of_its_error(tmp_path: Path, out: Path) -> None:
    hold_error(out, "x.pdf", "cut")
    hold_error(out, "y.pdf", None)
    assert folders(out, put(tmp_path / "x.pdf", "whole"), put(tmp_path / "y.pdf", "found")) == ["x", "y"]


def test_the_error_of_another_file_keeps_its_folder(tmp_path: Path, out: Path) -> None:
    hold_error(out, "x.pdf", "cut")
    assert folders(out, put(tmp_path / "x.txt", "text")) == [f"x-{sha('text')[:8]}"]


def test_a_file_that_went_missing_still_means_its_own_folder(tmp_path: Path, out: Path, report: MakeReport) -> None:
    hold_report(out, report, "x.pdf", "a")
    assert folders(out, tmp_path / "x.pdf") == ["x"]


def test_two_missing_files_of_a_name_have_two_folders(tmp_path: Path, out: Path) -> None:
    first, second = folders(out, tmp_path / "a" / "x.pdf", tmp_path / "b" / "x.pdf")
    assert first == "x"
    assert second.startswith("x-")


def test_a_folder_of_another_hand_is_left_alone(tmp_path: Path, out: Path) -> None:
    put(out / "x" / "letter.doc", "mine")
    put(out / "y", "a file")
    (out / "z").mkdir()
    inputs = [put(tmp_path / f"{name}.txt", name) for name in "xyz"]
    assert folders(out, *inputs) == [f"x-{sha('x')[:8]}", f"y-{sha('y')[:8]}", "z"]


def test_long_names_leave_room_for_the_hash(tmp_path: Path, out: Path) -> None:
    stem = "质" * 83
    inputs = put(tmp_path / f"{stem}.pdf", "a"), put(tmp_path / "b" / f"{stem}.txt", "b")
    first, second = folders(out, *inputs)
    assert first == stem
    assert second.endswith(f"-{sha('b')[:8]}")
    assert len(os.fsencode(second)) <= 255


def test_a_name_of_dots_leads_nowhere_else(tmp_path: Path, out: Path) -> None:
    assert folders(out, put(tmp_path / "..txt", "a"), put(tmp_path / "...txt", "b")) == ["..txt", "...txt"]


def test_the_same_name_and_content_in_two_places_is_one_job_that_names_both(tmp_path: Path) -> None:
    first, second = (put(tmp_path / place / "r.txt", "第一章") for place in "ab")
    assert [(job.path, job.twins) for job in plan_jobs([first, second], tmp_path / "out")] == [(first, (second,))]
