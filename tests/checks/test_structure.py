"""What the checks find in directories, numbers, references and captions; all of it is form."""

from __future__ import annotations

import pytest
from tests.checks.notebook import Notebook

from extract.records import Block, Case, DirectoryEntry, Figure, Finding, LedgerEntry, Reference, Section


class Structure:
    """A report without figures: cases, directory entries and captions a hundred characters apart."""

    def __init__(self) -> None:
        self.parts: dict[str, list[object]] = {
            name: [] for name in ("blocks", "sections", "cases", "figures", "directory", "references", "numbers")
        }

    def block(self, kind: str) -> str:
        """Add a block."""
        place = len(self.parts["blocks"])
        self.parts["blocks"].append(Block(id=f"b{place}", kind=kind, start=100 * place, end=100 * place + 90))  # type: ignore[arg-type]
        return f"b{place}"

    def entry(self, number: str | None, title: str, page: str | None = None, kind: str = "case") -> None:
        """Add a line of the directory."""
        entry = DirectoryEntry(kind=kind, number=number, title=title, page=page, block=self.block("directory"))  # type: ignore[arg-type]
        self.parts["directory"].append(entry)

    def case(self, number: str, title: str) -> None:
        """Add a case."""
        block, text = self.block("case_heading"), self.block("paragraph")
        case = Case(
            id=f"c{number}",
            number=number,
            title=title,
            section="2",
            section_id="s2",
            block=block,
            text="",
            blocks=[text],
        )
        self.parts["cases"].append(case)

    def section(self, number: str | None, title: str) -> None:
        """Add a section."""
        level = number.count(".") + 1 if number else 1
        section = Section(
            id=f"s{len(self.parts['sections'])}",
            number=number,
            title=title,
            printed=title,
            level=level,
            parent=None,
            block=self.block("heading"),
            start=0,
            end=1,
        )
        self.parts["sections"].append(section)

    def findings(self, status: str = "complete") -> list[Finding]:
        """Return what the checks say."""
        return Notebook(parts={**self.parts, "status": status}).findings()


@pytest.fixture
def book() -> Structure:
    return Structure()


def checks(findings: list[Finding]) -> list[str]:
    assert all(finding.severity == "info" for finding in findings)
    return [finding.check for finding in findings]


def test_a_directory_that_says_what_the_body_says_is_no_finding(book: Structure) -> None:
    book.entry("2-1", "以赛促学  强技能", "12")
    book.entry("2-2", "校企共育，促成长", "14")
    book.case("2-1", "以赛促学 强技能")
    book.case("2-2", "校企共育,促成长")
    assert book.findings() == []


def test_cases_that_the_directory_leaves_out_are_one_finding(book: Structure) -> None:
    book.entry("2-1", "以赛促学", "12")
    for number, title in (("2-1", "以赛促学"), ("2-2", "校企共育"), ("2-3", "劳动育人")):
        book.case(number, title)
    (found,) = book.findings()
    assert (found.check, found.params["count"]) == ("directory_missing", 2)
    assert "2-2 校企共育" in found.message


def test_what_rests_on_absence_is_silent_in_a_partial_report(book: Structure) -> None:
    book.entry("2-1", "以赛促学", "12")
    book.entry("2-4", "书香校园", "18")
    book.case("2-1", "以赛促学")
    book.case("2-3", "校企共育")
    assert checks(book.findings("partial")) == []
    assert checks(book.findings()) == ["directory_extra", "directory_missing", "numbering_gap"]


def test_wording_and_numbers_are_told_apart_from_what_is_missing(book: Structure) -> None:
    book.entry("2-1", "以赛促学强技能", "12")
    book.entry("2-2", "校企共育结硕果", "14")
    book.case("2-1", "以赛促学强技艺")
    book.case("2-3", "校企共育结硕果")
    found = {finding.check: finding for finding in book.findings()}
    assert found["directory_wording"].params["items"] == [["2-1 以赛促学强技能", "2-1 以赛促学强技艺"]]
    assert found["directory_number"].params["items"] == [["2-2 校企共育结硕果", "2-3 校企共育结硕果"]]


def test_pages_out_of_order_and_broken_bookmarks_are_found(book: Structure) -> None:
    for number, page in (("2-1", "12"), ("2-2", "13"), ("2-3", "1"), ("2-4", "错误！未定义书签。"), ("2-5", "15")):
        book.entry(number, f"案例之{number}题", page)
        book.case(number, f"案例之{number}题")
    found = {finding.check: finding.params["items"] for finding in book.findings()}
    assert found == {
        "directory_order": ["2-3 案例之2-3题 …… 1"],
        "directory_bookmark": ["2-4 案例之2-4题 …… 错误！未定义书签。"],
    }


def test_a_list_of_its_own_begins_at_its_own_page(book: Structure) -> None:
    book.entry("1", "计分卡", "88", kind="table")
    book.entry("1-1", "案例题", "3")
    book.entry("1-1", "办学规模", "12", kind="table")
    assert "directory_order" not in checks(book.findings())


def test_sections_deeper_than_the_directory_goes_are_not_missing(book: Structure) -> None:
    book.entry("1", "基本情况", "1", kind="section")
    book.entry("1.1", "规模", "1", kind="section")
    for number, title in ((None, "前言"), ("1", "基本情况"), ("1.1", "规模"), ("1.1.1", "学生")):
        book.section(number, title)
    assert book.findings() == []


def test_repeated_and_missing_numbers_are_found(book: Structure) -> None:
    for number in ("2-1", "2-2", "2-2", "2-4", "3-1"):
        book.case(number, f"题目{len(book.parts['cases'])}")
    assert checks(book.findings()) == ["numbering_repeat", "numbering_gap"]


def test_references_to_nothing_are_found(book: Structure) -> None:
    book.parts["references"] = [Reference(kind="table", number="3-9", target=None, start=10, end=15)]
    (found,) = book.findings()
    assert found.check == "reference_lost"
    assert "表 3-9" in found.message


def test_a_caption_that_begins_with_its_number_lacks_its_word(book: Structure) -> None:
    for number, gap in (("2-1", 2), ("2-2", 0)):
        block = book.block("figure_caption")
        start = book.parts["blocks"][-1].start + gap  # type: ignore[attr-defined]
        book.parts["figures"].append(
            Figure(id=f"g{number}", number=number, caption="活动现场", section="2", case=None, block=block)
        )
        book.parts["numbers"].append(LedgerEntry(start=start, end=start + 3, text=number, class_="figure_no"))
    (found,) = book.findings()
    assert (found.check, found.params["items"]) == ("caption_bare", ["2-2 活动现场"])


def test_dates_in_cases_outside_the_period_are_listed_and_history_is_not(book: Structure) -> None:
    book.case("2-1", "活动记")
    start = book.parts["blocks"][-1].start  # type: ignore[attr-defined]
    for place, text in enumerate(
        ("2025 年 11 月 13 日", "2025年5月", "2014 年 3 月", "2024 年 4 月 11 日", "5 月 25 日")
    ):
        book.parts["numbers"].append(
            LedgerEntry(start=start + 10 * place, end=start + 10 * place + 5, text=text, class_="date")
        )
    (found,) = book.findings()
    assert [item["date"] for item in found.params["items"]] == ["2025 年 11 月 13 日", "2024 年 4 月 11 日"]
