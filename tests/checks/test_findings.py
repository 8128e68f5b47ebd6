"""Findings as records: words, keys, states, ids and causes."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
from tests.checks.notebook import RELATIONS, Notebook

from extract.checks.audit import run_checks
from extract.checks.wording import SENTENCES, say
from extract.records import LedgerEntry, Table


def rate(year: int, total: str, share: str) -> Notebook:
    notes = Notebook()
    notes.column("1", year, graduates__total=total, graduates__further_study="4627 人")
    notes.state("graduates.further_study_rate", share, year)
    return notes


def test_the_message_holds_both_figures_the_arithmetic_and_the_places() -> None:
    (found,) = rate(2025, "10165 人", "45.55%").findings()
    assert found.message == (
        "第 1.1 节“毕业生升学率”2025年 45.55%；按 表 1“毕业生升学人数”2025年 4627 人 与 "
        "表 1“毕业生人数”2025年 10165 人 计算得 45.5189%，该比值对应的基数约为 10155.84～10159.18。"
        "按印出的位数，45.55% 只容 [45.545, 45.56)%，其余各数给出 45.5189%，两者不相交。请核对数值或口径。"
    )
    assert say(found.check, found.params, "en") == (
        "section 1.1 “毕业生升学率” 2025 45.55%; table 1 “毕业生升学人数” 2025 4627 人 with "
        "table 1 “毕业生人数” 2025 10165 人 gives 45.5189%; "
        "the printed figure implies a base of about 10155.84～10159.18. "
        "As printed, 45.55% admits [45.545, 45.56)%, while the others give 45.5189%. "
        "Please check the figure or its definition."
    )


def test_no_finding_rests_on_a_table_whose_rows_may_be_read_wrong() -> None:
    report = rate(2025, "10165 人", "45.55%").report()
    table = Table(id="1", number="1", title=None, section=None, case=None, header=[], rows=[], blocks=["b1"])
    doubtful = table.model_copy(update={"unsure": True})
    told = [run_checks(report.model_copy(update={"tables": [one]}), RELATIONS) for one in (table, doubtful)]
    assert [len(found) for found in told] == [1, 0]


@pytest.mark.parametrize(
    ("confidence", "severity", "told"),
    [
        (None, "error", None),
        (0.99, "error", "所涉数字由文字识别（OCR）读出，请先对照原件。"),
        (0.62, "warning", "其中 45.55% 由文字识别（OCR）读出，置信度较低，请先对照原件。"),
    ],
)
def test_a_figure_that_may_be_misread_is_named_and_makes_no_error(
    confidence: float | None, severity: str, told: str | None
) -> None:
    report = rate(2025, "10165 人", "45.55%").report()
    facts = [fact.model_copy(update={"ocr": confidence is not None}) for fact in report.facts]
    numbers = [
        LedgerEntry(start=fact.where.start, end=fact.where.end, text=fact.raw, class_="quantity", facts=[fact.id],
                    confidence=confidence if "%" in fact.raw else confidence and 1.0)
        for fact in facts
    ]  # fmt: skip
    read = report.model_copy(update={"facts": facts, "numbers": numbers})
    found = next(finding for finding in run_checks(read, RELATIONS) if finding.check == "ratio")
    assert found.severity == severity
    assert found.message.endswith(told or "请核对数值或口径。")
    assert ("OCR" in say(found.check, found.params, "en")) == (told is not None)


def test_keys_last_while_states_follow_the_figures() -> None:
    (first,) = rate(2025, "10165 人", "45.55%").findings()
    (second,) = rate(2025, "10165 人", "45.65%").findings()
    assert first.key == second.key
    assert first.state != second.state
    assert first.id == second.id


def test_the_same_slip_in_two_years_has_two_keys() -> None:
    notes = Notebook()
    for year in (2024, 2025):
        notes.column("3", year, ip__patents="0 项", ip__inventions="1 项")
    keys = [found.key for found in notes.findings()]
    assert len(set(keys)) == len(keys) == 2


def test_findings_do_not_depend_on_findings_that_the_report_holds() -> None:
    report = rate(2025, "10165 人", "45.55%").report()
    again = report.model_copy(update={"findings": list(run_checks(report, RELATIONS))})
    assert list(run_checks(again, RELATIONS)) == again.findings


@pytest.mark.parametrize("check", SENTENCES)
def test_both_languages_say_the_same_parts(check: str) -> None:
    named = [
        {name for _, name, _, _ in Formatter().parse(text) if name}
        for text in (SENTENCES[check].zh, SENTENCES[check].en)
    ]
    assert named[0] == named[1]
    assert not any(word in SENTENCES[check].zh for word in ("错误", "有误", "写错"))


def test_every_check_is_documented(root: Path) -> None:
    page = (root / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [check for check in SENTENCES if f"`{check}`" not in page] == []
