"""Rows and years of the national forms without a value."""

from __future__ import annotations

import pytest
from tests.facts.outlines import Writer

from extract.facts.model import Front
from extract.facts.rows import read_tables
from extract.facts.unreported import find_unreported
from extract.numerals import scan_numerals
from extract.records import Unreported
from extract.rules.patterns import Patterns, load_patterns

HEADER = ["序号", "指标", "单位", "2023 年", "2024 年"]
COLLEGE = "岚川职业技术学院高等职业教育质量年度报告"


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def find(
    patterns: Patterns, writer: Writer, year: int = 2024, title: str = "岚川市中等职业教育质量报告"
) -> list[Unreported]:
    outline = writer.outline()
    numerals = [scan_numerals(passage.text, patterns.lexicon) for passage in outline.passages]
    front = Front(title=title, entity="岚川市", report_year=year)
    return find_unreported(read_tables(outline, numerals, patterns, front), patterns, front)


def scorecard(patterns: Patterns, drop: int = 99) -> list[list[str]]:
    """Return the rows of the scorecard of 2024 as a form prints them, without row ``drop``."""
    rows = [row for row in patterns.catalogue.forms["scorecard"].rows if row.in_force(2024, "secondary")]
    return [["", row.path[-1], row.unit, "7", "8"] for i, row in enumerate(rows) if i != drop]


def test_a_whole_form_leaves_nothing_out(patterns: Patterns) -> None:
    assert find(patterns, Writer().table(HEADER, scorecard(patterns), title="人才培养质量计分卡")) == []


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "blank"),
        ("--", "dash"),
        ("—", "dash"),
        ("／", "dash"),
        ("无", "dash"),
        ("仅高职填报", "not_applicable"),
        ("（仅高职 填报）", "not_applicable"),
        ("见附件", "unreadable"),
    ],
)
def test_an_empty_cell_says_why(patterns: Patterns, cell: str, reason: str) -> None:
    rows = scorecard(patterns)
    rows[2][4] = cell
    (gap,) = find(patterns, Writer().table(HEADER, rows, title="人才培养质量计分卡"))
    assert (gap.indicator, gap.year, gap.reason) == ("graduates.further_study", 2024, reason)
    assert gap.path == ["毕业生去向落实人数", "升学人数"]
    assert gap.where
    assert (gap.where.row, gap.where.column) == (2, 4)


def test_a_reason_printed_over_both_years_holds_for_both(patterns: Patterns) -> None:
    rows: list[list[str | tuple[str, int, int]]] = [list(row) for row in scorecard(patterns)]
    rows[2][3:] = [("仅高职填报", 1, 2)]
    gaps = find(patterns, Writer().table(HEADER, rows, title="人才培养质量计分卡"))
    assert [(gap.year, gap.reason) for gap in gaps] == [(2023, "not_applicable"), (2024, "not_applicable")]


def test_zero_is_a_value(patterns: Patterns) -> None:
    rows = scorecard(patterns)
    rows[2][4] = "0"
    assert find(patterns, Writer().table(HEADER, rows, title="人才培养质量计分卡")) == []


def test_a_row_that_is_not_printed_is_absent_in_every_year(patterns: Patterns) -> None:
    gaps = find(patterns, Writer().table(HEADER, scorecard(patterns, drop=5), title="人才培养质量计分卡"))
    assert [(gap.indicator, gap.year, gap.reason) for gap in gaps] == [
        ("graduates.income", 2023, "row_absent"),
        ("graduates.income", 2024, "row_absent"),
    ]
    assert all(gap.where is None for gap in gaps)


def test_rows_of_other_sectors_and_editions_are_not_missed(patterns: Patterns) -> None:
    rows = [row for row in patterns.catalogue.forms["international"].rows if row.in_force(2024, "secondary")]
    printed = [["", row.path[-1], row.unit, "0", "0"] for row in rows]
    assert find(patterns, Writer().table(HEADER, printed, title="国际影响表")) == []
    higher = find(patterns, Writer().table(HEADER, printed, title="国际影响表"), title=COLLEGE)
    assert {gap.indicator for gap in higher} == {
        "international.schools",
        "international.school_programmes",
        "international.school_students",
    }


def test_a_form_in_two_tables_is_one_form(patterns: Patterns) -> None:
    rows = scorecard(patterns)
    writer = (
        Writer()
        .table(HEADER, rows[:6], title="人才培养质量计分卡")
        .table(HEADER, rows[6:], title="续表 人才培养质量计分卡")
    )
    assert find(patterns, writer) == []


def test_other_tables_are_not_looked_at(patterns: Patterns) -> None:
    assert find(patterns, Writer().table(HEADER, [["1", "毕业生人数", "人", "", "--"]], title="毕业生规模")) == []
