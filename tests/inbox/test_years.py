"""What changed over an entity's years, by its current reports, and cases that come from others; without Prefect."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from tests.inbox.desk import Desk

from extract.inbox import Comparison, compare_years, open_archive, read_index

STORY = (
    "清晨六点，老窑口的火已经封好。带徒弟的师傅把昨夜的温度曲线贴在黑板上，请每个小组说出哪一段升得太急。"
    "三组的学生提议在坯体里埋一枚测温片，第二天果然少裂了七只碗。这个办法后来写进了车间的作业卡，"
    "镇上的两家作坊也照着改了排窑的次序。"
)
RETOLD = (
    "清晨五点，新窑口的火已经封好。带徒弟的老师把昨夜的温度曲线贴在白板上，请每个小组说出哪一段升得太慢。"
    "五组的学生提议在坯体里埋一枚测温片，第三天果然少裂了九只碗。这个办法后来写进了工坊的作业卡，"
    "县里的四家作坊也照着改了排窑的次序。"
)
OTHER = (
    "图书馆的夜灯亮到十点，值班的是导游专业的女生。她们把县志里的地名抄成卡片，按山、水、桥、街分成四盒，"
    "游客来问路时抽出一张，背面就是一段可以讲两分钟的故事。"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def compare(desk: Desk, *files: str) -> dict[str, Comparison]:
    """Compare the years of those entities that have one of ``files``, of all where there are none."""
    desk.run()
    among = {desk.entry(file).document for file in files} or None
    with open_archive(desk.folder) as archive:
        return {one.course.entity: one for one in compare_years(archive, read_index(desk.inbox, archive), among)}


def tell(story: str) -> str:
    return f"\n\n【案例 1-1】课堂之外\n{story}\n\n2. 结语\n谨此报告。"


def test_the_years_of_an_entity_are_compared_by_its_current_reports(desk: Desk) -> None:
    desk.drop("2030.txt", year=2030)
    desk.drop("2031.txt")
    desk.run()
    desk.drop("2031-corrected.txt", more="更正。")
    desk.drop("other.txt", "石埠市", 2031)
    desk.run()
    with open_archive(desk.folder) as archive:
        (comparison,) = compare_years(archive, read_index(desk.inbox, archive))
    wanted = [desk.entry("2030.txt").document, desk.entry("2031-corrected.txt").document]
    assert [entry.document for entry in comparison.course.entries] == wanted
    assert comparison.refused is None
    assert comparison.page.is_file()
    assert comparison.page.with_suffix(".json").is_file()


def test_a_report_that_waits_is_not_compared(desk: Desk) -> None:
    desk.drop("2030.txt", year=2030)
    desk.drop("2031.txt")
    desk.manifest("file,code,year", "2030.txt,,2029")
    desk.run()
    with open_archive(desk.folder) as archive:
        assert list(compare_years(archive, read_index(desk.inbox, archive))) == []


def test_a_renamed_entity_is_one_by_its_code(desk: Desk) -> None:
    desk.drop("2032.txt", "泽安职业大学", 2032)
    desk.drop("2033.txt", "泽安职业学院", 2033)
    desk.manifest("file,code", "2032.txt,7", "2033.txt,7")
    desk.run()
    with open_archive(desk.folder) as archive:
        comparisons = {one.course.entity: one for one in compare_years(archive, read_index(desk.inbox, archive))}
    wanted = [desk.entry("2032.txt").document, desk.entry("2033.txt").document]
    assert [entry.document for entry in comparisons["泽安职业学院"].course.entries] == wanted
    assert comparisons["泽安职业学院"].refused is None


def test_what_the_manifest_alone_tells_counts_as_printed(desk: Desk) -> None:
    desk.drop("a.txt", "", None)
    desk.drop("b.txt", "", None, more="在校生中女生 50 人。")
    desk.drop("2032.txt", year=2032)
    desk.manifest("file,code,entity,year", "a.txt,7,,2030", "b.txt,7,,2031", "2032.txt,7,,")
    comparison = compare(desk)["泽安市"]
    assert comparison.refused is None
    assert [entry.year for entry in comparison.course.entries] == [2030, 2031, 2032]
    diff = json.loads(comparison.page.with_suffix(".json").read_text(encoding="utf-8"))
    assert [party["report_year"] for party in diff["reports"]] == [2030, 2031, 2032]
    assert {party["entity"] for party in diff["reports"]} == {"泽安市"}
    (students,) = [level for level in diff["levels"] if level["indicator"] == "students.full_time"]
    assert [value["year"] for value in students["values"]] == [2030, 2031, 2032]


def test_a_code_alone_ties_reports_that_print_no_name(desk: Desk) -> None:
    desk.drop("a.txt", "", 2030)
    desk.drop("b.txt", "", 2031, more="又及。")
    desk.manifest("file,code", "a.txt,7", "b.txt,7")
    assert compare(desk)["7"].refused is None


@pytest.mark.parametrize(("year", "is_source"), [(2030, True), (2031, True), (2032, False)])
def test_a_case_of_another_entity_is_found_unless_it_came_later(desk: Desk, year: int, is_source: bool) -> None:
    desk.drop("own.txt", "泽安市", 2030, tell(OTHER))
    desk.drop("new.txt", "泽安市", 2031, tell(RETOLD))
    desk.drop("theirs.txt", "石埠市", year, tell(STORY))
    comparison = compare(desk, "new.txt")["泽安市"]
    assert (comparison.recycled, comparison.foreign) == ((1, 1) if is_source else (0, 0))
    assert any(f"← 石埠市 {year} 1-1 课堂之外" in line for line in comparison.lines) == is_source


def test_the_first_report_of_an_entity_is_held_against_others_too(desk: Desk) -> None:
    desk.drop("theirs.txt", "石埠市", 2030, tell(STORY))
    desk.drop("other.txt", "云浦市", 2030, tell(OTHER))
    desk.drop("new.txt", "泽安市", 2031, tell(RETOLD))
    assert {entity: one.foreign for entity, one in compare(desk).items()} == {"泽安市": 1}


def test_a_case_that_an_entity_repeats_is_its_own_whoever_has_it_too(desk: Desk) -> None:
    desk.drop("own.txt", "泽安市", 2030, tell(STORY))
    desk.drop("new.txt", "泽安市", 2031, tell(RETOLD))
    comparison = compare(desk)["泽安市"]
    assert (comparison.recycled, comparison.foreign) == (1, 0)


def test_the_index_of_cases_grows_by_what_is_new_and_is_made_anew_where_it_is_broken(desk: Desk) -> None:
    desk.drop("theirs.txt", "石埠市", 2030, tell(STORY))
    desk.drop("own.txt", "泽安市", 2030, tell(OTHER))
    compare(desk)
    file = desk.folder / "cases.sqlite"
    before = documents(file)
    desk.drop("new.txt", "泽安市", 2031, tell(RETOLD))
    assert compare(desk)["泽安市"].foreign == 1
    assert len(before) == 2
    assert documents(file) > before
    whole = documents(file)
    file.write_bytes(b"no index")
    assert compare(desk)["泽安市"].foreign == 1
    assert documents(file) == whole


def documents(file: Path) -> set[tuple[str, str]]:
    connection = sqlite3.connect(file)
    try:
        return set(connection.execute("select document, extraction from documents"))
    finally:
        connection.close()
