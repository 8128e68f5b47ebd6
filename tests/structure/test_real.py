"""The real report as text: its whole structure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.layout.text import lay_out_text
from extract.source.text import decode_text
from extract.structure import build_outline
from extract.structure.markers import Markers
from extract.structure.model import Outline

NAME = "jiangmen-2025"


@pytest.fixture(scope="module")
def gold(truth: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((truth / "gold" / NAME / "structure.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def outline(truth: Path, markers: Markers) -> Outline:
    return build_outline(lay_out_text(decode_text((truth / "reports" / f"{NAME}.txt").read_bytes())), markers)


def line(outline: Outline, block: str) -> int:
    """Return the line of the text, from 1, that a block begins on."""
    start = next(one.start for one in outline.blocks if one.id == block)
    return outline.text.count("\n", 0, start) + 1


def test_sections_stand_where_they_are_printed(outline: Outline, gold: dict[str, Any]) -> None:
    found = [(one.number, one.title, one.level, one.parent, line(outline, one.block)) for one in outline.sections]
    assert found == [
        (one["number"], one["title"], one["level"], one["parent"], one["line"]) for one in gold["sections"]
    ]


def test_cases_have_their_text_from_end_to_end(outline: Outline, gold: dict[str, Any]) -> None:
    found = [
        (one.number, one.title, one.section, "".join(one.text.split())[:15], "".join(one.text.split())[-15:])
        for one in outline.cases
    ]
    assert found == [
        (one["number"], one["title"], one["section"], one["first_15_nospace"], one["last_15_nospace"])
        for one in gold["cases"]
    ]
    assert [one.text.count("\n") + 1 for one in outline.cases] == [one["paragraphs"] for one in gold["cases"]]


def test_figures_and_tables_belong_to_their_sections_and_cases(outline: Outline, gold: dict[str, Any]) -> None:
    assert [(one.number, one.caption, one.section, one.case) for one in outline.figures] == [
        (one["number"], one["caption"], one["section"], one["case"]) for one in gold["figures"]
    ]
    assert [(one.number, one.title, one.section, one.header, one.note) for one in outline.tables] == [
        (one["number"], one["title"], one["section"], one["header"], one["source_note"]) for one in gold["tables"]
    ]


def test_pages_that_cut_a_paragraph_are_joined_and_no_others(outline: Outline, gold: dict[str, Any]) -> None:
    joined = {(line(outline, one.continues), line(outline, one.id)) for one in outline.blocks if one.continues}
    assert joined == {tuple(pair) for pair in gold["page_break_joins"] + gold["front_joins"]}


def test_directories_are_read_entry_by_entry(outline: Outline, gold: dict[str, Any]) -> None:
    entries = [entry for kind in ("sections", "cases", "tables", "figures") for entry in gold["toc"][kind]]
    found = [(one.number, one.title, one.page, line(outline, one.block)) for one in outline.directory]
    assert found == [
        (entry["number"], entry.get("title") or entry["caption"], entry["page"], entry["line"]) for entry in entries
    ]
