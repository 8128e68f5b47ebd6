"""The letter's words: places as the report prints them, what follows from what, text that no Word file can hold."""

from __future__ import annotations

import io

import docx
from tests.conftest import make_fact, make_report
from tests.output.review.judging import rule

from extract.checks.verdicts import Opinion
from extract.output.letter import list_findings, tell_where, write_letter
from extract.records import Finding, PageInfo, Report, Section, Table, Where

WHERE = Where(
    start=5, end=7, page=4, section="1.3", section_id="s1", table="1-2", table_id="t1", row=1, column=1, quote="教师 19"
)
FACT = make_fact(raw="19", where=WHERE)


def make_finding(name: str, cause: str | None = None) -> Finding:
    return Finding(
        id=name, check="change", severity="error", cause=cause, key=name, state=name, message=f"{name} 不符。请核对。",
        params={"terms": "8 + 9", "sum": "17", "gap": "2 人"}, printed="19 人", computed="17", where=[WHERE],
    )  # fmt: skip


def place_report(*findings: Finding) -> Report:
    plain = make_report(FACT)
    section = Section(
        id="s1", number="1.3", title="师资", printed="1.3 师资", level=2, parent="1", block="b1", start=0, end=9
    )
    table = Table(
        id="t1", number="1-2", title="教师", section="1.3", case=None, header=["指标", "2031 年"],
        rows=[["学生", "9"], ["教师", "19"]], blocks=["b1"],
    )  # fmt: skip
    pages = [PageInfo(page=4, label="9", width=595, height=842)]
    document = plain.document.model_copy(update={"pages": pages})
    parts = {"document": document, "sections": [section], "tables": [table], "findings": list(findings)}
    return plain.model_copy(update=parts)


def test_a_place_is_told_as_printed_with_its_figure_in_bold() -> None:
    line = tell_where(place_report(), WHERE)
    assert line.text == "第 1.3 节“师资”，表 1-2“教师”，第 2 行，“2031 年”列，第 4 页（印刷页码 9）：“教师 "
    assert (line.bold, line.rest) == ("19", "”")


def test_of_two_equal_figures_none_is_in_bold() -> None:
    where = WHERE.model_copy(update={"quote": "教师 19 19"})
    report = place_report().model_copy(update={"facts": [FACT.model_copy(update={"where": where})]})
    assert tell_where(report, where).bold == ""


def test_what_follows_from_a_finding_stands_under_it() -> None:
    findings = [make_finding("a"), make_finding("b", cause="a"), make_finding("c")]
    lines = [line.text for line in list_findings(place_report(), findings) if line.style.startswith("Heading")]
    assert lines == ["1. 变化量不符", "1.1 变化量不符", "2. 变化量不符"]
    lines = [line.text for line in list_findings(place_report(), findings[1:]) if line.style.startswith("Heading")]
    assert lines == ["1. 变化量不符", "2. 变化量不符"]


def test_the_arithmetic_is_told() -> None:
    lines = [line.text for line in list_findings(place_report(), [make_finding("a")])]
    assert "原文数值：19 人；计算或对照值：17；算式：8 + 9 = 17；相差：2 人" in lines


def test_what_no_word_file_can_hold_is_left_out() -> None:
    evil = make_finding("a").model_copy(update={"message": "甲\x00<w:p/>\x0b乙"})
    report = place_report(evil)
    content = write_letter(report, {"a": Opinion(rule(report, evil, "confirmed"), ())})
    assert "甲<w:p/>乙" in [line.text for line in docx.Document(io.BytesIO(content)).paragraphs]
