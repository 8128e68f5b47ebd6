"""What a folder given as input means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.batch import inputs
from extract.batch.inputs import find_closed, find_inputs


def plant(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def found(folder: Path, *given: Path, out: str = "out") -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_inputs(given or (folder,), folder / out)]


def test_a_folder_means_the_supported_files_in_it_sorted(tmp_path: Path) -> None:
    plant(tmp_path, "b.PDF", "a.txt", "deep/er/c.pdf", "d.docx")
    plant(tmp_path, "notes.md", "data.json", ".hidden.pdf", "~$lock.docx", ".git/x.txt")
    assert found(tmp_path) == ["a.txt", "b.PDF", "d.docx", "deep/er/c.pdf"]


def test_files_are_taken_as_given_and_once(tmp_path: Path) -> None:
    plant(tmp_path, "b.md", "a.txt", "sub/c.txt")
    given = (tmp_path / "b.md", tmp_path / "a.txt", tmp_path, tmp_path / "sub" / ".." / "a.txt", tmp_path / "no.pdf")
    assert found(tmp_path, *given) == ["b.md", "a.txt", "sub/c.txt", "no.pdf"]


def test_results_are_no_inputs(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt", "out/a/text.txt", "old/a/report.json", "old/a/text.txt", "old/b/error.json", "old/c.txt")
    assert found(tmp_path) == ["a.txt", "old/c.txt"]


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    plant(tmp_path, "in/a.txt", "elsewhere/b.txt")
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "other").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "loop.txt").symlink_to(tmp_path / "in" / "loop.txt")
    assert found(tmp_path, tmp_path / "in") == ["in/a.txt", "in/loop.txt", "in/other/b.txt"]


def test_what_stands_in_a_folder_under_a_supported_name_is_accounted_for(tmp_path: Path) -> None:
    plant(tmp_path, "folder.pdf/a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    assert found(tmp_path) == ["folder.pdf/a.txt", "gone.pdf", "pipe.txt"]


def test_folders_that_may_not_be_opened_are_accounted_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.txt", "in/closed/b.txt", "closed/c.txt")
    monkeypatch.setattr(inputs, "may_open", lambda folder: folder.name != "closed")
    given = (tmp_path / "a.txt", tmp_path / "in", tmp_path / "closed")
    assert find_closed(given, tmp_path / "out") == [tmp_path / "closed", tmp_path / "in" / "closed"]
    assert found(tmp_path, *given) == ["a.txt"]
