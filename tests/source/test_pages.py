"""The pages of a long PDF are the same whoever reads them, and none is lost with a process that dies over it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.source.model import Source
from extract.source.page import Page
from extract.source.pages import Pages, read_pages


@pytest.fixture
def source(root: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """Return a PDF that counts as long."""
    path = root / "samples" / "zean-2022" / "zean-2022-word.pdf"
    monkeypatch.setattr("extract.source.pages.LONG", 4)
    monkeypatch.setattr("extract.source.ranges.STRETCH", 3)
    return Source("x.pdf", path.read_bytes(), "0" * 64, "application/pdf")


def die(numbers: Sequence[int]) -> Pages:
    os._exit(1)


def printed(pages: Sequence[Page]) -> list[tuple[int, str, list[float]]]:
    return [(page.number, page.chars.text, list(page.chars.x0)) for page in pages]


def test_processes_side_by_side_read_what_one_does(source: Source) -> None:
    alone = read_pages(source)
    together = read_pages(source, 3)
    assert printed(together.read) == printed(alone.read)
    assert len(alone.read) > 9
    assert together.skipped == alone.skipped == []


def test_what_another_process_dies_of_is_read_here(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = read_pages(source)
    monkeypatch.setattr("extract.source.ranges._read_apart", die)
    assert printed(read_pages(source, 2).read) == printed(alone.read)
