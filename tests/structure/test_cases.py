"""Where cases begin and end, and what their text is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.structure.conftest import PROSE, STORY

from extract.layout.model import Piece, Style
from extract.structure.grammar import Grammar
from extract.structure.markers import Markers
from extract.structure.model import Outline
from extract.structure.titles import mend_titles
from extract.structure.units import Unit

Read = Callable[..., Outline]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("案例三-1 车间里的课堂", "3-1"),
        ("案例三—2：车间里的课堂", "3-2"),
        ("案例 2-1 车间里的课堂", "2-1"),
        ("案例2-1：车间里的课堂", "2-1"),
        ("案例２－１ 车间里的课堂", "2-1"),
        ("【案例 2-1】车间里的课堂", "2-1"),
        ("【案例2-1 车间里的课堂】", "2-1"),
        ("［案例2-1］车间里的课堂", "2-1"),
        ("〖案例2-1〗车间里的课堂", "2-1"),
        ("[案例 2-1] 车间里的课堂", "2-1"),
        ("案例 2—1 车间里的课堂", "2-1"),
        ("典型案例 2.1 车间里的课堂", "2-1"),
        ("案例一 车间里的课堂", "1"),
        ("案例十二：车间里的课堂", "12"),
        ("案例 1 车间里的课堂", "1"),
        ("【典型案例】车间里的课堂", None),
        ("典型案例：车间里的课堂", None),
        ("案例：车间里的课堂", None),
        ("案例 车间里的课堂", None),
        ("★ 案例 2-1 车间里的课堂", "2-1"),
        ("★案例 2-1★ 车间里的课堂", "2-1"),
        ("案例分享 | 车间里的课堂", None),
    ],
)
def test_every_dress_of_a_case_heading_is_read(read: Read, line: str, number: str | None) -> None:
    outline = read("2. 育人", "2.1 德育", "P", line, "Q", "图 2-1 上课现场", "2.2 智育", "P")
    [case] = outline.cases
    assert (case.number, case.title, case.section, case.text) == (number, "车间里的课堂", "2.1", STORY)
    assert outline.figures[0].case == (number or "车间里的课堂")


@pytest.mark.parametrize("first", ["案例 2-1", "【案例 2-1】", "案例一"])
def test_a_heading_of_two_lines_is_one(read: Read, first: str) -> None:
    outline = read("2. 育人", first, "车间里的课堂", "Q", "图 2-1 现场")
    assert outline.cases[0].title == "车间里的课堂"
    assert outline.cases[0].text == STORY


@pytest.mark.parametrize(
    "line",
    [
        "案例 2-1 表明，改革是有效的。",
        "案例 3 个，覆盖全部学校",
        "案例教学在各校普遍开展，学生兴趣浓厚。",
        "案例库建设持续推进",
    ],
)
def test_mentions_are_no_cases(read: Read, line: str) -> None:
    assert read("2. 育人", "P", line, "P").cases == []


def test_a_case_ends_with_its_last_caption_where_section_prose_resumes(read: Read) -> None:
    outline = read(
        "2. 育人", "案例 2-1 课堂", "Q", "图 2-1 现场", "图 2-2 展示", "P", "案例 2-2 工坊", "Q", "图 2-3 现场"
    )
    assert [case.text for case in outline.cases] == [STORY, STORY]
    assert [figure.case for figure in outline.figures] == ["2-1", "2-1", "2-2"]
    resumed = next(block for block in outline.blocks if outline.text[block.start : block.end] == PROSE)
    assert (resumed.section_id, resumed.case_id) == ("s1", None)


def test_prose_between_two_captions_is_the_cases_where_it_speaks_of_it(read: Read) -> None:
    story = "学校教师与企业师傅同堂授课，学生在车间里学习装配，教材由双方共同编写。"
    outline = read("2. 育人", "P", "案例 2-1 课堂", "Q", "图 2-1 现场", story, "图 2-2 展示", "2.1 德育", "P")
    assert outline.cases[0].text == f"{STORY}\n{story}"
    assert [figure.case for figure in outline.figures] == ["2-1", "2-1"]


def test_prose_between_two_captions_is_the_sections_where_it_speaks_of_that(read: Read) -> None:
    outline = read("2. 育人", "P", "案例 2-1 课堂", "Q", "图 2-1 现场", PROSE[2:], "图 2-2 展示", "2.1 德育", "P")
    assert outline.cases[0].text == STORY
    assert [figure.case for figure in outline.figures] == ["2-1", None]


def test_a_case_without_figure_ends_at_the_next_heading(read: Read) -> None:
    outline = read("2. 育人", "2.1 德育", "案例 2-1 课堂", "Q", "P", "案例 2-2 工坊", "Q", "2.2 智育", "P")
    assert [case.text for case in outline.cases] == [f"{STORY}\n{PROSE}", STORY]


def test_a_caption_above_the_story_does_not_end_it(read: Read) -> None:
    outline = read("2. 育人", "案例 2-1 课堂", "图 2-1 现场", "Q", "图 2-2 展示", "P")
    assert outline.cases[0].text == STORY


def test_a_figure_in_the_midst_of_a_paragraph_does_not_end_the_case(read: Read) -> None:
    outline = read(
        "2. 育人",
        "案例 2-1 课堂",
        "学校围绕产业需求调整课程，与企业共同开发教材，学生的实践",
        "图 2-1 现场",
        "能力明显增强。",
        "P",
    )
    assert outline.cases[0].text.endswith("学生的实践\n能力明显增强。")


@pytest.mark.parametrize("heads", [("一、背景", "二、做法"), ("1. 背景", "2. 做法"), ("（1）背景", "（2）做法")])
def test_subheads_of_a_case_are_no_sections(read: Read, heads: tuple[str, str]) -> None:
    outline = read(
        "一、概况", "（一）规模", "案例 1 课堂", heads[0], "Q", heads[1], "Q", "图 1 现场", "（二）结构", "P"
    )
    assert [section.number for section in outline.sections] == ["1", "1.1", "1.2"]
    assert outline.cases[0].text == f"{heads[0]}\n{STORY}\n{heads[1]}\n{STORY}"


def test_a_section_that_goes_on_counting_closes_the_case(read: Read) -> None:
    outline = read("一、概况", "（一）规模", "1. 学生", "P", "案例 1 课堂", "Q", "2. 教师", "P")
    assert [section.number for section in outline.sections] == ["1", "1.1", "1.1.1", "1.1.2"]
    assert (outline.cases[0].section, outline.cases[0].text) == ("1.1.1", STORY)


def test_a_table_after_the_last_caption_belongs_to_the_section(read: Read) -> None:
    rows = "专业\t人数\n机电\t30"
    outline = read("2. 育人", "案例 2-1 课堂", "Q", "表 2-1 学员", rows, "图 2-1 现场", "表 2-2 班级", rows)
    assert [(table.number, table.case) for table in outline.tables] == [("2-1", "2-1"), ("2-2", None)]


def test_notes_and_captions_are_no_part_of_the_text(read: Read) -> None:
    outline = read("2. 育人", "案例 2-1 课堂", "Q", "图 2-1 现场", "图片来源：学校供稿", "2.1 德育", "P")
    assert outline.cases[0].text == STORY
    assert len(outline.cases[0].blocks) == 3


def test_page_joins_in_a_case_are_undone(read: Read) -> None:
    half = len(STORY) - 9
    outline = read("2. 育人", "案例 2-1 课堂", STORY[:half], STORY[half:], "P", "图 2-1 现场")
    assert outline.cases[0].text == f"{STORY}\n{PROSE}"


def test_repeated_and_missing_numbers_keep_their_ids(read: Read) -> None:
    outline = read("2. 育人", "案例 2-1 课堂", "Q", "案例 2-1 工坊", "Q", "案例 2-5 赛场", "Q")
    assert [(case.id, case.number) for case in outline.cases] == [("c1", "2-1"), ("c2", "2-1"), ("c3", "2-5")]


def test_prose_that_speaks_of_the_section_ends_a_case_without_caption(read: Read) -> None:
    around = "全校专任教师中双师型教师占比逐年提高，名师工作室开展教研活动，带动专任教师下企业实践。"
    told = "海棠小铺由学生自己经营，小店的账本每周公开，顾客留言贴满了墙。"
    again = "名师工作室的教研活动覆盖各系部，双师型教师和专任教师的企业实践成为常态。"
    outline = read("2. 育人", "2.1 师资", around, "案例：海棠小铺", told, "小铺的账本后来成了教材。", again)
    assert outline.cases[0].text == f"{told}\n小铺的账本后来成了教材。"


@pytest.mark.parametrize("credit", ["（海棠职业学校供稿）", "案例提供：海棠职业学校", "供稿单位：海棠职业学校"])
def test_a_case_runs_on_to_the_line_that_says_who_wrote_it(read: Read, credit: str) -> None:
    around = "全校专任教师中双师型教师占比逐年提高，名师工作室开展教研活动，带动专任教师下企业实践。"
    again = "名师工作室的教研活动覆盖各系部，双师型教师和专任教师的企业实践成为常态。"
    outline = read("2. 育人", "2.1 师资", around, "案例：海棠小铺", "Q", again, credit, PROSE, "2.2 学生", "P")
    assert outline.cases[0].text == f"{STORY}\n{again}\n{credit}"


def test_a_table_that_is_named_after_the_case_belongs_to_it(read: Read) -> None:
    told = "海棠小铺由学生自己经营，海棠小铺的账本每周公开。"
    outline = read("2. 育人", "案例 2-1 小店", told, "图 2-1 现场", "表 2-1 海棠小铺收支表", "月份\t收入\n5月\t30")
    assert outline.tables[0].case == "2-1"


def test_the_last_part_of_a_report_ends_an_open_case(read: Read) -> None:
    outline = read("前言", "P", "1. 育人", "P", "案例：课堂", "Q", "结语", "P")
    assert [section.title for section in outline.sections] == ["前言", "育人", "结语"]
    assert outline.cases[0].text == STORY


@pytest.mark.parametrize("line", ["专栏 1 车间里的课堂", "专栏一：车间里的课堂"])
def test_a_column_is_a_case(read: Read, line: str) -> None:
    assert [(case.number, case.title) for case in read("2. 育人", "P", line, "Q").cases] == [("1", "车间里的课堂")]


def test_a_drawn_box_is_a_case_that_ends_with_it(read: Read) -> None:
    box = "┏━━━━━━┓\n┃ 典型案例：书屋点亮校园 ┃\n┃ 学校建成书屋 3 间。 ┃\n┗━━━━━━┛"
    outline = read("1. 概况", "P", box, "全校另有实训室 6 间。", "2. 结语", "P")
    assert [(case.title, case.text) for case in outline.cases] == [("书屋点亮校园", "学校建成书屋 3 间。")]
    assert not outline.tables


def test_a_line_may_say_that_the_case_ends(read: Read) -> None:
    outline = read("1. 概况", "P", "★案例二　抓质量", "学校做法如下。", "【案例完】", "全校另有实训室 6 间。")
    assert [(case.number, case.text) for case in outline.cases] == [("2", "学校做法如下。")]


def test_a_case_quoted_in_markdown_is_read(read: Read) -> None:
    outline = read("## 1. 概况", "P", "> **案例1-1 红色研学**", "> 学生 560 人参加，行程 **3** 天。")
    assert [(case.number, case.title) for case in outline.cases] == [("1-1", "红色研学")]
    assert "学生 560 人参加，行程 3 天。" in [passage.text for passage in outline.passages]


def printed(*lines: tuple[str, float, bool]) -> tuple[str, list[Unit]]:
    """Return text and units of lines right under each other: words, width in points, whether centred."""
    text = "\n".join(words for words, _, _ in lines)
    units: list[Unit] = []
    start = 0
    for k, (words, wide, centred) in enumerate(lines):
        box = (300 - wide / 2, 100 + 16.0 * k, 300 + wide / 2, 112 + 16.0 * k)
        piece = Piece("text", start, start + len(words), 1, box, style=Style(10.7 if k else 10, centred=centred))
        units.append(Unit(words, ((piece.start, piece.end),), piece))
        start = piece.end + 1
    return text, units


@pytest.mark.parametrize("centred", [False, True])
def test_the_rest_of_a_title_is_hardly_wider_than_its_first_line(markers: Markers, centred: bool) -> None:
    around = (STORY * 3, 420.0, False), ("案例1-1 校园里的车间", 120.0, centred)
    rest = printed(*around, ("与一群年轻的师傅", 110.0, centred))
    story = printed(*around, ("甲校与乙厂共建车间并把真实订单作为任务交给学生完成，全", 390.0, False))
    assert [len(mend_titles(*lines, Grammar(markers))) for lines in (rest, story)] == [2, 3]


def test_a_paragraph_that_seems_centred_is_no_rest_of_a_title(markers: Markers) -> None:
    text, units = printed(
        (STORY * 3, 420.0, False),
        ("案例1-1 校园里的车间", 120.0, True),
        ("甲校与乙厂共建车间并把真实订单作为", 390.0, True),
    )
    plain = [replace(unit, piece=replace(unit.piece, style=replace(unit.piece.style, size=10.0))) for unit in units]
    assert len(mend_titles(text, plain, Grammar(markers))) == 3


@pytest.mark.parametrize("sep", ["\n\n", "\n"])
def test_a_title_that_breaks_off_at_a_colon_goes_on_below(read: Read, sep: str) -> None:
    outline = read(
        "1. 概况", "P", "案例 1-1 某校：", "一座桥两代人", "Q", "案例 1-2 另一校——", "夜里的热线", "Q", sep=sep
    )
    assert [(case.number, case.title) for case in outline.cases] == [
        ("1-1", "某校：一座桥两代人"),
        ("1-2", "另一校——夜里的热线"),
    ]


def test_a_colon_before_prose_parts_no_title(read: Read) -> None:
    outline = read("1. 概况", "P", "案例 1-1 的做法是：", "Q", "P")
    assert outline.cases == []


def test_a_title_may_run_over_three_lines(markers: Markers) -> None:
    text, units = printed(
        (STORY * 3, 420.0, False),
        ("案例1-1 某校：", 100.0, True),
        ("校园里的车间与", 120.0, True),
        ("师傅", 30.0, True),
    )
    assert len(mend_titles(text, units, Grammar(markers))) == 2
