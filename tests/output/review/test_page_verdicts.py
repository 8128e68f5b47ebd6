"""Verdicts in the page: given, countersigned, exported, loaded again, carried over the years."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from tests.output.review.conftest import OwnPage
from tests.output.review.judging import TEXT, extract_text, put_verdicts, rule, show

from extract.checks.verdicts import judge_findings
from extract.output.schema import schema_text
from extract.output.verdict_files import read_verdicts
from extract.pipeline import Extraction

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def page(open_page: OwnPage, extraction: Extraction) -> Page:
    return open_page(show(extraction))


def give(page: Page, ruling: str, name: str, note: str = "") -> None:
    """Give a verdict on the selected finding."""
    form = page.locator("form.verdict")
    form.locator(f'input[value="{ruling}"]').check()
    form.locator("textarea").fill(note)
    form.locator('input[name="name"]').fill(name)
    form.locator('input[name="date"]').fill("2025-03-01")
    form.locator("button.primary").click()


def export(page: Page, file: Path) -> Path:
    with page.expect_download() as download:
        page.locator("#export").click()
    download.value.save_as(file)
    return file


def load(page: Page, file: Path) -> str:
    """Load ``file`` and return what the page says of it."""
    page.locator("#file").set_input_files(file)
    page.locator("#unsaved:not(:empty)").wait_for()
    return page.locator("#unsaved").inner_text()


def test_verdicts_are_exported_as_the_file_that_the_program_reads(
    page: Page, extraction: Extraction, tmp_path: Path
) -> None:
    page.keyboard.press("j")
    give(page, "confirmed", "审核人甲", '已致电 <学校> "教务处"')
    assert page.locator("#unsaved").inner_text() == "1 条意见未导出"
    file = export(page, tmp_path / "v.json")
    assert not page.locator("#unsaved").is_visible()
    content = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(content, json.loads(schema_text("verdicts")))
    report = extraction.report
    opinions = judge_findings(report, report.findings, read_verdicts([file], report))
    holding = opinions[report.findings[0].id].holding
    assert holding == rule(report, report.findings[0], "confirmed", note='已致电 <学校> "教务处"')


def test_what_is_not_exported_is_warned_of_before_the_page_is_left(page: Page) -> None:
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    page.keyboard.press("j")
    page.reload()
    assert warned == []
    page.keyboard.press("j")
    give(page, "explained", "审核人甲")
    page.reload()
    assert warned == ["beforeunload"]


def test_a_verdict_needs_a_name(page: Page) -> None:
    page.keyboard.press("j")
    give(page, "explained", " ")
    assert "填写审核人" in page.locator(".complaint").inner_text()
    assert not page.locator("#unsaved").is_visible()


def test_exported_verdicts_are_loaded_and_countersigned_by_another(
    page: Page, open_page: OwnPage, extraction: Extraction, tmp_path: Path
) -> None:
    page.keyboard.press("j")
    give(page, "explained", "审核人甲", "口径不同")
    file = export(page, tmp_path / "v.json")
    again = open_page(show(extraction))
    assert load(again, file) == "已导入 1 条意见，另有 0 条不属于本报告现有问题"
    assert "已说明：口径不同（审核人甲 2025-03-01）" in again.locator("#view-findings").inner_text()
    again.keyboard.press("j")
    again.locator(".second").fill("审核人甲")
    again.locator("button.sign").click()
    assert "另一人" in again.locator(".complaint").inner_text()
    again.locator(".second").fill("审核人乙")
    again.locator("button.sign").click()
    assert "已复核: 审核人乙" in again.locator("#panel").inner_text()
    (verdict,) = read_verdicts([export(again, tmp_path / "w.json")], extraction.report)
    assert verdict.countersigned is not None
    assert verdict.countersigned.name == "审核人乙"


@pytest.mark.parametrize("content", ["", "[1]", '{"schema": "report-extract/verdicts/1", "verdicts": [{}]}'])
def test_another_file_is_refused(page: Page, tmp_path: Path, content: str) -> None:
    (tmp_path / "v.json").write_text(content, encoding="utf-8")
    assert load(page, tmp_path / "v.json") == "这不是审核意见文件"


def test_verdicts_on_another_entity_are_refused(page: Page, tmp_path: Path) -> None:
    other = extract_text(TEXT.replace("澄湖市", "泽安市")).report
    assert "泽安市" in load(page, put_verdicts(tmp_path / "v.json", other, []))


def test_last_years_verdict_stands_beside_the_finding_and_hides_nothing(
    open_page: OwnPage, extraction: Extraction, tmp_path: Path
) -> None:
    last, this = extraction, extract_text(TEXT.replace("2024", "2025"))
    said = rule(last.report, last.report.findings[0], "false_alarm", note="分母不含技工学校")
    page = open_page(show(this, verdicts=[said]))
    assert page.locator("#view-findings [data-finding]").count() == len(this.report.findings)
    assert page.locator(".stamp").inner_text() == "上年说明（2024）"
    page.keyboard.press("j")
    assert "上年说明（2024） 误报：分母不含技工学校" in page.locator("#panel .earlier").inner_text()
    assert page.locator("form.verdict input:checked").count() == 0
    give(page, "confirmed", "审核人乙")
    verdicts = read_verdicts([export(page, tmp_path / "v.json")], this.report)
    assert [(verdict.report_year, verdict.verdict) for verdict in verdicts] == [
        (2025, "confirmed"),
        (2024, "false_alarm"),
    ]
