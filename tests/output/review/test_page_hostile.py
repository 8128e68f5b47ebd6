"""A report that means ill, and one that is very long."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import make_fact, make_report
from tests.output.review.conftest import OwnPage
from tests.output.review.judging import TEXT, extract_text, show

from extract import records
from extract.output.review.payload import encode_payload
from extract.pipeline import Extraction

EVIL = (
    "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    "\"'`${1}]]>\u2028\u2029\u202e倒</script><!--"
)
SHOWN = {
    *("title", "printed", "entity", "issuer", "name", "names", "label", "raw", "unit", "quote", "path", "indicator"),
    *("message", "computed", "params", "rule", "proviso", "header", "rows", "note", "text"),
}
MANY = 100_000


def poison(value: Any, shown: bool = False) -> Any:
    """Return ``value`` with EVIL in every text of it that the page shows."""
    match value:
        case dict():
            return {key: poison(item, key in SHOWN) for key, item in value.items()}
        case list():
            return [poison(item, shown) for item in value]
        case str() if shown:
            return value + EVIL
    return value


def test_markup_in_a_report_is_shown_and_not_run(open_page: OwnPage) -> None:
    extraction = extract_text(TEXT + "\n表 1 学校规模\n\n指标\t单位\t2023 年\t2024 年\n教师\t人\t10\t12\n")
    report = records.Report.model_validate(poison(json.loads(extraction.report.model_dump_json())))
    last = report.blocks[-1]
    blocks = [*report.blocks[:-1], last.model_copy(update={"end": len(extraction.text + EVIL)})]
    evil = Extraction(report.model_copy(update={"blocks": blocks}), extraction.text + EVIL)
    page = open_page(show(evil, reasons={entry.start: [EVIL] for entry in report.numbers}))
    for view in "1234567":
        page.keyboard.press(view)
        page.keyboard.press("j")
    page.keyboard.press("1")
    page.keyboard.press("j")
    form = page.locator("form.verdict")
    form.locator('input[value="explained"]').check()
    form.locator("textarea").fill(EVIL)
    form.locator('input[name="name"]').fill(EVIL)
    form.locator("button.primary").click()
    page.keyboard.press("2")
    page.locator("#paper > :last-child").scroll_into_view_if_needed()
    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == 2
    assert page.locator("img").count() == 0
    for part in ("#title", "#outline", "#panel", "#paper", "#view-findings"):
        shown = page.locator(part).text_content() or ""
        assert "<script>window.hacked = 1</script>" in shown, part
        assert "[U+202E]倒" in shown, part
        assert "\u202e" not in shown


def multiply(content: str, many: int) -> str:
    """Return a page of one fact as a page of ``many``, each on a line of its own."""
    head, rest = content.split('id="data">', 1)
    payload, tail = rest.split("</script>", 1)
    data = json.loads(payload)
    (fact,) = data["facts"]
    where = dict(zip(data["whereFields"], fact[-1], strict=True))
    data["text"] = "".join(f"{place:06d} 人\n" for place in range(many))
    data["facts"], data["numbers"], data["blocks"] = [], [], []
    for start in range(0, 9 * many, 9):
        own = dict(zip(data["factFields"], fact, strict=True))
        place = list((where | {"start": start, "end": start + 8}).values())
        own |= {"id": f"f{start}", "key": f"{start}", "name": f"指标 {start // 9}", "where": place}
        data["facts"].append(list(own.values()))
        data["numbers"].append([start, start + 6, "quantity", [f"f{start}"]])
        if start % 900 == 0:
            data["blocks"].append([f"b{start}", "paragraph", start, start + 900, None, None, None, None])
    return f'{head}id="data">{encode_payload(data)}</script>{tail}'


def test_a_report_of_a_hundred_thousand_facts_stays_usable(open_page: OwnPage) -> None:
    page = open_page(multiply(show(Extraction(make_report(make_fact()), "馆藏量达 3.80 万册")), MANY))
    assert page.locator("#tab-facts .count").inner_text() == str(MANY)
    page.keyboard.press("3")
    rows = page.locator("#grid [data-fact]")
    assert 0 < rows.count() < 100
    page.locator("#grid").evaluate("(grid) => { grid.scrollTop = grid.scrollHeight; }")
    page.locator(f"#grid [data-fact=f{9 * (MANY - 1)}]").wait_for()
    page.locator('[data-sort="name"]').click()
    page.locator('[data-sort="name"]').click()
    assert rows.first.get_attribute("data-fact") == f"f{9 * (MANY - 1)}"
    page.locator("#view-facts input").fill("指标 51234")
    assert rows.count() == 1
    rows.first.dblclick()
    assert page.locator("#paper .here").inner_text() == "051234 人"
    assert page.locator("#paper mark").count() < 5000
