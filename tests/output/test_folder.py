"""A folder for each input: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import ExtractError
from extract.output import folder as room
from extract.output.folder import Holding, read_holding, write_error, write_report
from extract.records import ErrorDetail, ErrorReport, ErrorSource, Report

MakeReport = Callable[..., Report]


def an_error(name: str = "泽安.txt", sha256: str | None = "cd" * 32) -> ErrorReport:
    return ErrorReport(
        source=ErrorSource(name=name, sha256=sha256, media_type=None),
        error=ErrorDetail(code="damaged", message="cut", hint="fetch it again", retry=False),
    )


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.iterdir())


def test_a_report_folder_holds_the_report_and_its_text(tmp_path: Path, report: MakeReport) -> None:
    write_report(tmp_path / "x", report(), "第一行\n第二行\n")
    assert names(tmp_path) == ["x"]
    assert names(tmp_path / "x") == ["report.json", "text.txt"]
    assert (tmp_path / "x" / "text.txt").read_bytes() == "第一行\n第二行\n".encode()


def test_a_rerun_swaps_the_old_folder_out(tmp_path: Path, report: MakeReport) -> None:
    write_report(tmp_path / "x", report(), "旧")
    (tmp_path / "x" / "review.html").write_text("old")
    write_report(tmp_path / "x", report(), "新")
    assert names(tmp_path) == ["x"]
    assert names(tmp_path / "x") == ["report.json", "text.txt"]
    assert (tmp_path / "x" / "text.txt").read_text(encoding="utf-8") == "新"


def test_an_error_stands_alone_in_its_folder(tmp_path: Path) -> None:
    assert write_error(tmp_path / "x", an_error())
    assert names(tmp_path / "x") == ["error.json"]


def test_an_error_never_replaces_a_good_folder(tmp_path: Path, report: MakeReport) -> None:
    write_report(tmp_path / "x", report(), "文")
    assert not write_error(tmp_path / "x", an_error())
    assert names(tmp_path / "x") == ["report.json", "text.txt"]


def test_a_report_replaces_an_error(tmp_path: Path, report: MakeReport) -> None:
    write_error(tmp_path / "x", an_error())
    write_report(tmp_path / "x", report(), "文")
    assert names(tmp_path / "x") == ["report.json", "text.txt"]


def test_what_another_hand_put_there_is_left_alone(tmp_path: Path, report: MakeReport) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "notes.doc").write_text("mine")
    with pytest.raises(ExtractError, match="something else"):
        write_report(tmp_path / "x", report(), "文")
    assert names(tmp_path / "x") == ["notes.doc"]


@pytest.mark.parametrize("step", ["write_file", "swap"])
def test_a_write_that_fails_leaves_the_old_folder_and_nothing_else(
    tmp_path: Path, report: MakeReport, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write_report(tmp_path / "x", report(), "旧")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, step, fail)
    with pytest.raises(OSError, match="No space"):
        write_report(tmp_path / "x", report(), "新")
    assert names(tmp_path) == ["x"]
    assert (tmp_path / "x" / "text.txt").read_text(encoding="utf-8") == "旧"


def test_the_old_folder_comes_back_where_the_new_one_cannot_take_its_place(tmp_path: Path) -> None:
    old = tmp_path / "x"
    old.mkdir()
    with pytest.raises(FileNotFoundError):
        room.swap(old, tmp_path / "missing", tmp_path / "aside")
    assert names(tmp_path) == ["x"]


def test_a_folder_tells_what_it_holds(tmp_path: Path, report: MakeReport) -> None:
    write_report(tmp_path / "x", report(name="甲.pdf", sha256="ef" * 32), "文")
    write_error(tmp_path / "y", an_error("乙.pdf", None))
    assert read_holding(tmp_path / "x") == Holding("甲.pdf", "ef" * 32, True, "0.0.0", "sha256:00")
    assert read_holding(tmp_path / "y") == Holding("乙.pdf", None, False)
    assert read_holding(tmp_path / "z") is None


def test_a_report_laid_out_by_another_program_still_tells(tmp_path: Path, report: MakeReport) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "report.json").write_text(report().model_dump_json(by_alias=True, indent=2), encoding="utf-8")
    holding = read_holding(tmp_path / "x")
    assert holding is not None
    assert holding.sha256 == "ab" * 32


def test_what_a_dead_process_left_half_written_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / f"{room.staging_prefix(77)}abc" / "new").mkdir(parents=True)
    (tmp_path / f"{room.staging_prefix(777)}abc").mkdir()
    room.sweep_staging(tmp_path, 77)
    assert names(tmp_path) == [f"{room.staging_prefix(777)}abc"]
