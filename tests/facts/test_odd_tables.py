"""Whatever a table holds, reading it ends in facts that stand printed, and never in an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.outlines import Writer

from extract.facts.entities import Roster
from extract.facts.front import read_front
from extract.facts.rows import read_tables
from extract.facts.settle import settle_facts
from extract.facts.tables import table_drafts
from extract.facts.tiers import TierTeller
from extract.facts.unreported import find_unreported
from extract.layout.model import Nowhere
from extract.numerals import scan_numerals
from extract.rules.patterns import Patterns, load_patterns
from extract.structure.model import Outline

PATTERNS = load_patterns()
WORDS = [
    "",
    "序号",
    "指标",
    "单位",
    "学校名称",
    "2024 年",
    "年度 / 2023 年",
    "变化情况",
    "国家标准",
    "备注",
    "数值",
    "人",
    "其中：",
    "其中",
]
CELLS = [
    *WORDS,
    "合计",
    "1",
    "1.1",
    "(2)",
    "≥33",
    "15.5:1",
    "97. 07%",
    "-3",
    "↑",
    "3 ↑",
    "--",
    "仅高职填报",
    "在校生（人）",
    "一、规模",
    "*",
    "（）",
]
HEADER = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)
ROWS = st.lists(st.lists(st.sampled_from(CELLS), max_size=6), max_size=8)


def state(outline: Outline, patterns: Patterns = PATTERNS) -> list[str]:
    numerals = [scan_numerals(passage.text, patterns.lexicon) for passage in outline.passages]
    front = read_front(outline, patterns)
    readings = read_tables(outline, numerals, patterns, front)
    find_unreported(readings, patterns, front)
    tiers = TierTeller(outline, patterns, front, Roster())
    facts = settle_facts(
        table_drafts(readings, patterns, front, Roster(), tiers), outline, Nowhere(), patterns.catalogue
    )
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert outline.text[fact.where.start : fact.where.end].split() == fact.raw.split()
    return [fact.raw for fact in facts]


@settings(max_examples=60)
@given(HEADER, ROWS)
def test_any_grid_is_read(header: list[str], rows: list[list[str]]) -> None:
    state(Writer().table(header, [row[: len(header)] for row in rows], title="表").outline())


@pytest.mark.parametrize(
    "text",
    [
        "（" * 50_000,
        "其中：" * 30_000,
        " " * 100_000,
        "9" * 100_000,
        "/ " * 40_000,
        "（人" * 40_000,
        "2024 年" * 5_000,
    ],
)
def test_labels_and_cells_of_any_length_hang_nothing(text: str) -> None:
    assert state(
        Writer().table(["指标", text, "2024 年"], [[text, text, text], ["甲", "人", "5"]], title=text).outline()
    )


def test_many_covers_hang_nothing() -> None:
    outline = Writer().say("cover", *["岚川市" * 8] * 3_000).say("declaration", *["《" * 20] * 3_000).outline()
    assert state(outline) == []
