"""Directories: the entries, and where they end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.structure.model import Outline

Read = Callable[..., Outline]

BODY = [
    "前 言",
    "P",
    "一、基本情况",
    "（一）规模",
    "P",
    "（二）结构",
    "P",
    "二、人才培养",
    "（一）育人",
    "P",
    "附件",
    "P",
]
LINES = ["一、基本情况", "（一）规模", "（二）结构", "二、人才培养", "（一）育人"]
NUMBERS = ["1", "1.1", "1.2", "2", "2.1"]


def entries(outline: Outline) -> list[tuple[str, str | None, str, str | None]]:
    return [(entry.kind, entry.number, entry.title, entry.page) for entry in outline.directory]


@pytest.mark.parametrize("title", ["目录", "目  录", "目　录", "目次"])
@pytest.mark.parametrize(
    "leader", [".....\t", "……………", " …… ", "\t", "   ", " ", "", " ······ ", "______", "......... "]
)
def test_leaders_of_every_kind_part_title_and_page(read: Read, title: str, leader: str) -> None:
    outline = read(title, "\n".join(f"{line}{leader}{page}" for page, line in enumerate(LINES, 1)), *BODY)
    assert [(entry.number, entry.title, entry.page) for entry in outline.directory] == [
        (number, line.lstrip("一二（）、"), str(page))
        for page, (number, line) in enumerate(zip(NUMBERS, LINES, strict=True), 1)
    ]
    assert [section.number for section in outline.sections] == [None, "1", "1.1", "1.2", "2", "2.1", None]


def test_a_leader_without_its_page_is_no_part_of_the_title(read: Read) -> None:
    lines = [f"{line}......{page}" for page, line in enumerate(LINES, 1)]
    lines[2] = "（二）结构..."
    outline = read("目录", "\n".join(lines), *BODY)
    assert ("section", "1.2", "结构", None) in entries(outline)


@pytest.mark.parametrize("sep", ["\n", "\n\n"])
def test_a_directory_without_pages_ends_where_the_body_begins(read: Read, sep: str) -> None:
    outline = read("目录", sep.join(LINES), *BODY)
    assert [entry.number for entry in outline.directory] == NUMBERS
    assert [entry.page for entry in outline.directory] == [None] * 5
    assert len(outline.sections) == 7


def test_lists_of_cases_tables_and_figures_follow(read: Read) -> None:
    outline = read(
        "目录",
        "前言.....1\n1. 概况.....2\n某市质量数据表.....9\n表 1 计分卡.....9",
        "案例目录",
        "案例 1-1 课堂.....3\n【案例1-2】工坊.....4",
        "表目录",
        "表 1-1 规模 错误！未定义书签。\n表 1-2 条件.....5",
        "图目录",
        "图 1-1 签约.....6\n1-2 揭牌.....7\n图 1-3 参观",
        "图 1-4 展示.....8",
        "前言",
        "P",
    )
    assert entries(outline) == [
        ("section", None, "前言", "1"),
        ("section", "1", "概况", "2"),
        ("section", None, "某市质量数据表", "9"),
        ("table", "1", "计分卡", "9"),
        ("case", "1-1", "课堂", "3"),
        ("case", "1-2", "工坊", "4"),
        ("table", "1-1", "规模", "错误！未定义书签。"),
        ("table", "1-2", "条件", "5"),
        ("figure", "1-1", "签约", "6"),
        ("figure", "1-2", "揭牌", "7"),
        ("figure", "1-3", "参观", None),
        ("figure", "1-4", "展示", "8"),
    ]
    assert [section.title for section in outline.sections] == ["前言"]
    assert (outline.cases, outline.figures, outline.tables) == ([], [], [])


def test_the_title_of_a_list_between_lines_with_tabs_is_no_entry(read: Read) -> None:
    lines = [
        "一、基本情况\t1",
        "（一）规模\t1",
        "附件\t9",
        "案例目录",
        "案例 1-1 车间里的课堂\t3",
        "案例 2-1 田埂上的课堂\t5",
    ]
    outline = read("目录", *lines, "一、基本情况", "（一）规模", "P", "附件", "P", sep="\n")
    assert entries(outline)[2:] == [
        ("section", None, "附件", "9"),
        ("case", "1-1", "车间里的课堂", "3"),
        ("case", "2-1", "田埂上的课堂", "5"),
    ]


def test_an_entry_on_two_lines_is_one(read: Read) -> None:
    outline = read(
        "目录",
        "第一章 深化产教融合协同育人机制改革与创新发展的\n实践探索 ........ 12\n第二章 服务 ........ 13",
        "案例目录",
        "案例 1-1 以赛促学强技能多元育人筑匠心助力学生全面\n成长 ........ 15\n案例 1-2 匠心 ........ 16",
        "第一章 深化产教融合协同育人机制改革与创新发展的实践探索",
        "P",
        "第二章 服务",
        "P",
    )
    assert [entry.title for entry in outline.directory] == [
        "深化产教融合协同育人机制改革与创新发展的实践探索",
        "服务",
        "以赛促学强技能多元育人筑匠心助力学生全面成长",
        "匠心",
    ]
    assert [section.number for section in outline.sections] == ["1", "2"]


def test_a_heading_on_two_lines_is_known_by_its_entry(read: Read) -> None:
    outline = read(
        "目录",
        "第一章 深化产教融合与校企协同育人机制改革.....1\n第二章 服务.....2\n第三章 保障.....3",
        "第一章 深化产教融合与校企协同\n育人机制改革",
        "P",
    )
    assert [section.title for section in outline.sections] == ["深化产教融合与校企协同育人机制改革"]


def test_a_directory_without_title_is_told_by_its_leaders(read: Read) -> None:
    outline = read("1. 概况 ...... 1\n1.1 规模 ...... 2\n2. 育人 ...... 3", "1. 概况", "1.1 规模", "P", "2. 育人", "P")
    assert len(outline.directory) == 3
    assert [section.number for section in outline.sections] == ["1", "1.1", "2"]


def test_roman_and_bracketed_pages_are_pages(read: Read) -> None:
    outline = read("目录", "前言 ...... II\n1. 概况 ......（1）\n2. 育人 ......（3）", "前言", "P")
    assert [entry.page for entry in outline.directory] == ["II", "1", "3"]


def test_page_furniture_between_entries_is_no_entry(read: Read) -> None:
    outline = read("目录", "1. 概况......1", "— 2 —", "2. 育人......3\n3. 保障......5", "1. 概况", "P")
    assert [entry.number for entry in outline.directory] == ["1", "2", "3"]


def test_headings_below_the_directorys_depth_are_found(read: Read) -> None:
    outline = read("目录", "1. 概况.....1\n2. 育人.....4", "1. 概况", "1.1 规模", "P", "1.2 结构", "P", "2. 育人", "P")
    assert [section.number for section in outline.sections] == ["1", "1.1", "1.2", "2"]


def test_an_unnumbered_title_of_the_directory_is_a_heading(read: Read) -> None:
    outline = read("目录", "1. 概况.....1\n特色与创新.....4", "1. 概况", "P", "特色与创新", "P", "其他工作", "P")
    assert [(section.number, section.title) for section in outline.sections] == [("1", "概况"), (None, "特色与创新")]


def test_a_table_of_two_columns_is_no_directory(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 规模", "指标\t数\n1. 学校\t12\n2. 学生\t3000\n3. 教师\t200", "P")
    assert outline.directory == []
    assert len(outline.tables[0].rows) == 3


def test_prose_below_a_directory_that_ends_its_lines_with_figures_is_no_entry(read: Read) -> None:
    body = "学校有在校生3000人，其中女生占比\n45.5%，比上年增加12人，新增专业\n3个。"
    outline = read("目录", "前言……1\n1. 育人……2\n2. 服务……5", "前言", body, "1. 育人", "P", "2. 服务", "P")
    assert [entry.title for entry in outline.directory] == ["前言", "育人", "服务"]
    assert [section.title for section in outline.sections] == ["前言", "育人", "服务"]


def test_a_directory_ends_where_its_first_title_opens_the_body(read: Read) -> None:
    lines = [f"{line} {page}" for page, line in enumerate(("01 规模", "1.1 学校", "02 育人", "2.1 学生"), 3)]
    outline = read("目录", *lines, "01 规模", "CHAPTER 1", "1.1 学校", "P", "02 育人", "CHAPTER 2", "2.1 学生", "P")
    assert len(entries(outline)) == 4
    assert [section.number for section in outline.sections] == ["1", "1.1", "2", "2.1"]


def test_a_directory_may_leave_out_the_numbers(read: Read) -> None:
    lines = [f"{title} …… {page}" for page, title in enumerate(("规模", "学校", "育人", "学生"), 3)]
    outline = read("目录", *lines, "第一章 规模", "1.1 学校", "P", "第二章 育人", "2.1 学生", "P")
    assert [section.number for section in outline.sections] == ["1", "1.1", "2", "2.1"]


def test_a_table_of_figures_behind_a_directory_is_no_part_of_it(read: Read) -> None:
    lines = ("一、基本情况\t1", "（一）规模\t1", "二、育人\t3", "（一）德育\t3")
    table = ("表 1-1 规模", "指标\t上年\t本年", "班级\t12\t14", "教师\t120\t131", "学生\t1300\t1402")
    body = ("一、基本情况", "（一）规模", "P", "二、育人", "（一）德育", "P")
    outline = read("目录", *lines, "", *table, "", *body, sep="\n")
    assert [(table.number, len(table.rows)) for table in outline.tables] == [("1-1", 3)]
    assert len(outline.directory) == 4
