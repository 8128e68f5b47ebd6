"""The review page in a browser: reading, moving about, both languages, print."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.output.review.conftest import OwnPage
from tests.output.review.judging import TEXT, extract_text, show

from extract.checks.wording import SENTENCES
from extract.output.review.words import read_words
from extract.pipeline import Extraction, extract_report, review_report
from extract.rules.diagnosis import REASONS
from extract.rules.patterns import load_patterns
from extract.source import read_source

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEWS = ("findings", "document", "facts", "open", "tables", "cases", "coverage")

HERE = Path(__file__).parent
JUMPS, FAINT = ((HERE / name).read_text(encoding="utf-8") for name in ("jumps.js", "faint.js"))
EVERY, ENDS = True, False
"""Places of a finding that are jumped to: every one, or the first and the last."""


@pytest.fixture
def page(open_page: OwnPage, extraction: Extraction) -> Page:
    return open_page(show(extraction))


@pytest.fixture(scope="module")
def real(truth: Path) -> Extraction:
    return extract_report(read_source(truth / "reports" / "jiangmen-2025.txt"), load_patterns())


def count_of(page: Page, view: str) -> int:
    return int(page.locator(f"#tab-{view} .count").inner_text())


def check_counts(page: Page, extraction: Extraction) -> None:
    """Compare every count that the page shows with the record."""
    report = extraction.report
    assert {view: count_of(page, view) for view in ("findings", "facts", "open", "tables", "cases")} == {
        "findings": len(report.findings),
        "facts": len(report.facts),
        "open": len(report.coverage.open_numbers),
        "tables": len(report.tables),
        "cases": len(report.cases),
    }
    severities = Counter(finding.severity for finding in report.findings)
    shown = {name: page.locator(f".chip.{name}").inner_text().split()[-1] for name in ("error", "warning", "info")}
    assert shown == {name: str(severities[name]) for name in shown}  # type: ignore[index]
    sizes = f"{len(report.facts)} 条数据 · {len(report.numbers)} 个数字 · {len(report.coverage.open_numbers)} 个未识别"
    assert sizes in page.locator("#facts-of-report").inner_text()
    page.keyboard.press("3")
    assert page.locator("#grid").get_attribute("aria-rowcount") == str(len(report.facts) + 1)


def test_every_check_and_every_word_is_told_in_both_languages() -> None:
    words = read_words()
    assert [check for check in SENTENCES if f"check.{check}" not in words] == []
    assert [key for key, pair in words.items() if len(pair) != 2 or not all(pair)] == []


def test_every_condition_that_a_rule_fails_on_is_told_in_both_languages() -> None:
    words = read_words()
    assert all(len(words[f"why.{reason}"]) == 2 for reason in REASONS.values())


def test_counts_equal_those_of_the_report(page: Page, extraction: Extraction) -> None:
    check_counts(page, extraction)


def test_every_finding_leads_to_its_text_lit(page: Page) -> None:
    assert page.evaluate(JUMPS, EVERY) == []


def test_on_the_real_report_counts_and_jumps_are_right(open_page: OwnPage, real: Extraction) -> None:
    page = open_page(show(real))
    check_counts(page, real)
    assert page.evaluate(JUMPS, ENDS) == []


def test_a_finding_shows_its_arithmetic_and_every_place(page: Page, extraction: Extraction) -> None:
    finding = extraction.report.findings[0]
    page.locator(f'[data-finding="{finding.id}"]').click()
    panel = page.locator("#panel")
    told = panel.inner_text()
    assert finding.message in told
    assert str(finding.printed) in told
    assert str(finding.computed) in told
    assert panel.locator(".place").count() == len(finding.where)
    panel.locator(".place").nth(1).click()
    assert page.locator("#paper .here").inner_text() == extraction.text[finding.where[1].start : finding.where[1].end]


def test_a_click_on_a_number_tells_its_fact(page: Page, extraction: Extraction) -> None:
    fact = next(fact for fact in extraction.report.facts if fact.raw == "51.5%")
    page.keyboard.press("2")
    page.locator("#paper mark", has_text="51.5%").click()
    told = page.locator("#panel").inner_text()
    why = "由数字前的名词短语命名" if fact.rule == "grammar#before" else "符合这条规则的词语"
    for value in (why, fact.name, "51.5", "%", "澄湖市", "2024", "[51.45, 51.6)", fact.rule, fact.indicator):
        assert str(value) in told


def test_an_open_number_says_why_in_the_language_of_the_page(open_page: OwnPage) -> None:
    extraction = extract_text(TEXT + "\n学校形成“讲、访、做、评”四个环节。\n")
    assert len(extraction.report.coverage.open_numbers) == 1
    page = open_page(review_report(extraction, load_patterns(), None))
    page.keyboard.press("4")
    page.keyboard.press("j")
    told = page.locator("#panel .reason").all_inner_texts()
    assert told[0] == "所在分句：«学校形成“讲、访、做、评”四环节»"
    assert not any(re.search("[a-z]", line) for line in told)


def test_findings_are_filtered_by_severity_and_searched(page: Page, extraction: Extraction) -> None:
    cards = page.locator("#view-findings [data-finding]")
    severities = [finding.severity for finding in extraction.report.findings]
    page.locator(".chip.error").click()
    assert cards.count() == len(severities) - severities.count("error")
    page.locator(".chip.error").click()
    page.locator("#view-findings input").fill("升学率")
    assert cards.count() == sum("升学率" in finding.message for finding in extraction.report.findings)


def test_facts_are_searched_filtered_sorted_and_copied(page: Page, extraction: Extraction) -> None:
    facts = extraction.report.facts
    page.keyboard.press("3")
    rows = page.locator("#grid [data-fact]")
    assert rows.count() == len(facts)
    page.locator("#view-facts input").fill("在校生")
    assert rows.count() == sum("在校生" in fact.name + fact.where.quote for fact in facts)
    page.locator("#view-facts input").fill("")
    page.locator("#view-facts select").first.select_option("share")
    assert rows.count() == sum(fact.kind == "share" for fact in facts)
    page.locator("#view-facts select").first.select_option("")
    page.locator('[data-sort="value"]').click()
    values = [fact.canonical.value or 0 for fact in facts]
    order = [row.get_attribute("data-fact") for row in rows.all()]
    assert order == [fact.id for _, fact in sorted(zip(values, facts, strict=True), key=lambda pair: pair[0])]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#copy").click()
    page.locator("#fact-count", has_text="复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(copied) == len(facts) + 1
    assert copied[0].split("\t")[:3] == ["id", "indicator", "name"]
    assert [line.split("\t")[0] for line in copied[1:]] == order


@pytest.mark.parametrize("width", [390, 1366])
def test_values_of_facts_are_whole_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.keyboard.press("3")
    cells = page.locator("#grid .grid-row .c-value")
    cells.first.wait_for()
    cut = cells.evaluate_all(
        "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)"
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_panel_is_closed_again_and_the_finding_is_marked_no_more(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("[data-finding]").first.click()
    page.locator("#panel .close").click()
    assert not page.locator("#panel").is_visible()
    assert page.locator('[data-finding][aria-current="true"]').count() == 0


def test_everything_is_reached_by_keys(page: Page, extraction: Extraction) -> None:
    press = page.keyboard.press
    selected = page.locator('[data-finding][aria-current="true"]')
    press("j")
    assert selected.get_attribute("data-finding") == extraction.report.findings[0].id
    press("j")
    assert selected.get_attribute("data-finding") == extraction.report.findings[1].id
    press("k")
    press("Enter")
    assert page.locator("#view-document").is_visible()
    assert page.locator('.place[aria-current="true"]').get_attribute("data-at") == "0"
    press("n")
    assert page.locator('.place[aria-current="true"]').get_attribute("data-at") == "1"
    press("Escape")
    assert page.locator("#view-findings").is_visible()
    press("v")
    assert page.evaluate("document.activeElement.name") == "verdict"
    page.evaluate("document.activeElement.blur()")
    press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    press("Escape")
    press("o")
    first = page.evaluate("document.activeElement.dataset.start")
    press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.start") != first
    press("3")
    press("j")
    assert page.locator('#grid [aria-selected="true"]').get_attribute("data-fact") == extraction.report.facts[0].id
    press("]")
    first = page.locator("#paper .here").inner_text()
    press("]")
    assert page.locator("#paper .here").inner_text() != first
    press("[")
    assert page.locator("#paper .here").inner_text() == first
    press("?")
    assert page.locator("#keys").is_visible()


def test_the_page_speaks_english(page: Page, extraction: Extraction) -> None:
    page.keyboard.press("l")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#tab-findings").inner_text().startswith("Findings")
    assert "Please check" in page.locator("#view-findings").inner_text()


def test_in_english_nothing_is_too_faint_or_too_wide(open_page: OwnPage, extraction: Extraction) -> None:
    check_looks(open_page(show(extraction, lang="en")))


def test_on_the_real_report_nothing_is_too_faint_or_too_wide(open_page: OwnPage, real: Extraction) -> None:
    check_looks(open_page(show(real)))


def check_looks(page: Page) -> None:
    """Look at every view for text that is hard to read and for what does not fit."""
    page.keyboard.press("j")
    for place, view in enumerate(VIEWS, start=1):
        page.keyboard.press(str(place))
        page.wait_for_timeout(50)  # the document's leaves are filled when they come into view
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        assert page.locator(f"#view-{view}").evaluate("(view) => view.scrollWidth <= view.clientWidth"), view
        assert page.evaluate(FAINT) == [], view


def test_print_is_a_clean_list_of_findings(page: Page, extraction: Extraction) -> None:
    page.keyboard.press("3")
    page.emulate_media(media="print")
    for part in ("#outline", "#tabs", "#panel", ".tools", "#view-facts"):
        assert not page.locator(part).is_visible()
    printed = page.locator("#view-findings").inner_text()
    assert all(finding.message in printed for finding in extraction.report.findings)


def test_charts_never_mix_units_and_have_words(open_page: OwnPage, real: Extraction) -> None:
    page = open_page(show(real))
    page.keyboard.press("5")
    told = page.locator(".pair-row svg title").all_text_contents()
    assert told
    for sentence in told:
        units = re.findall(r"年 [\d.]+ ?([^，]*)", sentence)
        assert len(units) == 2, sentence
        assert units[0] == units[1], sentence


def test_the_pages_of_a_pdf_carry_a_box_for_every_numeral(open_page: OwnPage, root: Path) -> None:
    source = read_source(root / "samples" / "yinan-2025" / "yinan-2025-word.pdf")
    patterns = load_patterns()
    extraction = extract_report(source, patterns)
    report, content = extraction.report, review_report(extraction, patterns, source)
    assert len(content.encode()) < 80_000 * len(report.document.pages)  # 100 pages: 8 MB
    page = open_page(content)
    page.keyboard.press("2")
    ((number, _),) = Counter(fact.where.page for fact in report.facts).most_common(1)
    boxed = [entry for entry in report.numbers if entry.page == number]
    sheet_of = f"sheets.find((sheet) => sheet.page.page === {number})"
    page.evaluate(f"fillNear({sheet_of})")
    marks = page.evaluate(f"[...{sheet_of}.element.querySelectorAll('mark')].map((mark) => Number(mark.dataset.n))")
    assert boxed
    assert [report.numbers[place].start for place in marks] == [entry.start for entry in boxed]
    assert page.evaluate(f"{sheet_of}.element.querySelector('img').decode().then(() => true)")
    fact = next(fact for fact in report.facts if fact.where.page == number and fact.source == "table")
    page.evaluate(f"select('fact', factOf.get('{fact.id}'), {{ go: true }})")
    x0, top, x1, bottom = fact.where.bbox or (0, 0, 0, 0)
    (size,) = [about for about in report.document.pages if about.page == number]
    lit = page.locator(".sheet .lit.here").bounding_box()
    sheet = page.locator(".sheet", has=page.locator(".lit.here")).bounding_box()
    assert lit
    assert sheet
    assert abs((lit["x"] - sheet["x"]) / sheet["width"] - x0 / size.width) < 0.01
    assert abs((lit["y"] - sheet["y"]) / sheet["height"] - top / size.height) < 0.01
    assert lit["width"] / sheet["width"] >= (x1 - x0) / size.width
    assert lit["height"] / sheet["height"] >= (bottom - top) / size.height
