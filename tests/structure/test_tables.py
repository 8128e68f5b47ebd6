"""Tables: titles, headers, rows, parts on several pages, notes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.structure.model import Outline

Read = Callable[..., Outline]

HEAD = "指标\t单位\t2029 年\t2030 年"
ROWS = "毕业生\t人\t12\t13\n教师\t人\t5\t6"
TABLE = f"{HEAD}\n{ROWS}"
MORE = "班级\t个\t1\t2\n专业\t个\t3\t4"


def labels(outline: Outline) -> list[tuple[str | None, str | None]]:
    return [(table.number, table.title) for table in outline.tables]


@pytest.mark.parametrize(
    ("line", "number", "title", "unit"),
    [
        ("表 1-1 办学规模", "1-1", "办学规模", None),
        ("表1-1　办学规模", "1-1", "办学规模", None),
        ("表 1.1：办学规模", "1-1", "办学规模", None),
        ("表1 办学规模", "1", "办学规模", None),
        ("附表 3 办学规模", "3", "办学规模", None),
        ("表四 办学规模", "4", "办学规模", None),
        ("表 2 办学经费（单位：万元）", "2", "办学经费", "万元"),
        ("表 2 办学经费  单位：万元", "2", "办学经费", "万元"),
        ("近两年办学条件对比表", None, "近两年办学条件对比表", None),
    ],
)
def test_titles_are_read_in_every_dress(
    read: Read, line: str, number: str | None, title: str, unit: str | None
) -> None:
    outline = read("1. 概况", "P", line, TABLE, "P")
    assert labels(outline) == [(number, title)]
    assert outline.tables[0].header == ["指标", "单位", "2029 年", "2030 年"]
    assert outline.tables[0].rows == [["毕业生", "人", "12", "13"], ["教师", "人", "5", "6"]]
    assert outline.frames[0].caption_unit == unit


def test_a_unit_line_between_title_and_table_is_the_tables(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 经费", "（单位：万元）", TABLE)
    assert (labels(outline), outline.frames[0].caption_unit) == ([("1-1", "经费")], "万元")


@pytest.mark.parametrize(
    ("between", "unit", "note"),
    [
        (["统计时间：2030 年 8 月"], None, None),
        (["（截至 2030 年 8 月 31 日）"], None, None),
        (["统计时间：2030 年 8 月", "单位：万元"], "万元", None),
        (["统计时间：2030 年 8 月　　单位：万元"], "万元", None),
        (["数据来源：学校年报"], None, "数据来源：学校年报"),
    ],
)
def test_a_line_about_the_table_may_stand_between_its_title_and_it(
    read: Read, between: list[str], unit: str | None, note: str | None
) -> None:
    outline = read("1. 概况", TABLE, "P", "表 1-1 经费", *between, TABLE, "P")
    assert labels(outline) == [(None, None), ("1-1", "经费")]
    assert (outline.frames[1].caption_unit, outline.tables[1].note) == (unit, note)


def test_a_table_of_labels_and_values_has_no_header(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 学校概况", "占地\t320亩\t校舍\t9800平方米\n性质\t公办\t学生\t620人", "P")
    assert outline.tables[0].header == ["", "", "", ""]
    assert outline.tables[0].rows[0] == ["占地", "320亩", "校舍", "9800平方米"]


@pytest.mark.parametrize("head", ["类别\t35岁以下\t36-45岁\t46岁以上", "项目\t2024年", "班级\t1班\t2班\t3班"])
def test_figures_that_class_a_column_are_its_label(read: Read, head: str) -> None:
    outline = read("1. 概况", "表 1-1 教师", f"{head}\n" + "\t".join("甲1乙2"[: head.count("\t") + 1]), "P")
    assert outline.tables[0].header == head.split("\t")


def test_a_table_without_title_has_none(read: Read) -> None:
    outline = read("1. 概况", "P", TABLE, "P")
    assert (labels(outline), outline.tables[0].section) == ([(None, None)], "1")


def test_a_title_below_is_the_tables_where_nothing_follows_it(read: Read) -> None:
    outline = read("1. 概况", "P", TABLE, "表 1-1 规模", "P", TABLE, "表 1-2 经费", "表 1-3 条件", TABLE)
    assert labels(outline) == [("1-1", "规模"), ("1-2", "经费"), ("1-3", "条件")]


def test_where_titles_stand_below_one_between_two_tables_is_the_first_ones(read: Read) -> None:
    outline = read("1. 概况", "P", TABLE, "表 1-1 规模", "P", "2. 附表", TABLE, "表 1 经费", TABLE, "表 2 条件", "P")
    assert labels(outline) == [("1-1", "规模"), ("1", "经费"), ("2", "条件")]


@pytest.mark.parametrize(
    "between",
    [
        ["— 12 —", f"{HEAD}\n{MORE}"],
        [f"{HEAD}\n{MORE}"],
        [MORE],
        ["第 12 页", MORE],
        ["续表 1-1", f"{HEAD}\n{MORE}"],
        ["续表", MORE],
        ["表 1-1 规模（续）", f"{HEAD}\n{MORE}"],
        [*MORE.split("\n")],
        ["班级\t人\t仅高职填报\t仅高职填报\n专业\t个\t3\t4"],
        ["班级\t\t仅高职填报\t\n专业\t人\t3\t4"],
        [HEAD, *MORE.split("\n")],
    ],
)
def test_parts_on_several_pages_are_one_table(read: Read, between: list[str]) -> None:
    outline = read("1. 概况", "表 1-1 规模", TABLE, *between, "数据来源：状态数据表。", "P")
    [table] = outline.tables
    assert [row[0] for row in table.rows] == ["毕业生", "教师", "班级", "专业"]
    assert table.note == "数据来源：状态数据表。"


def test_a_header_that_comes_again_may_have_lost_a_label(read: Read) -> None:
    again = HEAD.replace(HEAD.split("\t")[0], "", 1)
    outline = read("1. 概况", "表 1-1 规模", TABLE, f"{again}\n{MORE}")
    [table] = outline.tables
    assert [row[0] for row in table.rows] == ["毕业生", "教师", "班级", "专业"]


def test_a_header_that_comes_again_amid_the_rows_is_no_row(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 规模", f"{TABLE}\n{HEAD}\n{MORE}")
    assert len(outline.tables[0].rows) == 4


def test_tables_with_titles_of_their_own_stay_apart(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 规模", TABLE, "表 1-2 条件", TABLE)
    assert labels(outline) == [("1-1", "规模"), ("1-2", "条件")]


def test_a_table_with_another_header_begins_anew(read: Read) -> None:
    outline = read("1. 概况", TABLE, "学校\t专业\t人数\t备注\n甲校\t机电\t30\t新设")
    assert len(outline.tables) == 2


def test_storeys_of_a_header_are_joined_and_merged_labels_repeated(read: Read) -> None:
    outline = read(
        "1. 概况", "表 1-1 规模", "序号\t指标\t年度\t\n\t\t2029 年\t2030 年\n1\t毕业生\t12\t13\n2\t教师\t5\t6"
    )
    assert outline.tables[0].header == ["序号", "指标", "年度 / 2029 年", "年度 / 2030 年"]
    assert outline.tables[0].rows == [["1", "毕业生", "12", "13"], ["2", "教师", "5", "6"]]


def test_empty_labels_and_short_rows_keep_their_columns(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 规模", f"{HEAD}\n课程\t门\t3\t4\n\t学时\t60\t70\n教材\t本")
    assert outline.tables[0].rows[1:] == [["", "学时", "60", "70"], ["教材", "本", "", ""]]


def test_a_label_on_two_lines_is_one_string(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 规模", f"{HEAD}\n在国外担任职务的\n专任教师人数\t人\t3\t4")
    assert outline.tables[0].rows == [["在国外担任职务的专任教师人数", "人", "3", "4"]]


def test_notes_point_by_point_are_one_note(read: Read) -> None:
    outline = read(
        "1. 概况", "表 1-1 规模", TABLE, "注：1. 数据截至八月底；\n2. 不含技工学校。", "资料来源：统计年报", "P"
    )
    assert outline.tables[0].note == "注：1. 数据截至八月底；\n2. 不含技工学校。\n资料来源：统计年报"


def test_a_title_over_a_picture_makes_no_table(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 规模", "P", "表 1-2 条件", TABLE)
    assert labels(outline) == [("1-2", "条件")]
    assert [block.kind for block in outline.blocks].count("table_title") == 2


def test_a_sentence_about_a_table_is_prose(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 显示，规模稳步扩大。", "P")
    assert {block.kind for block in outline.blocks} == {"heading", "paragraph"}


def test_frames_agree_with_the_rows(read: Read) -> None:
    outline = read("1. 概况", "表 1-1 规模", f"{TABLE}\n其中：专任\t\t4\t5")
    [table], [frame] = outline.tables, outline.frames
    printed = [[outline.text[cell.start : cell.end] if cell else "" for cell in row] for row in frame.rows]
    assert (frame.table, list(frame.header), printed) == (table.id, table.header, table.rows)
    assert frame.rows[2][1] is None


def test_labels_over_lines_set_by_blanks_are_one_label_each(read: Read) -> None:
    cells = [
        ("", "", "上年数", "本年数"),
        ("指标", "单位", "（个）", "（个）"),
        ("开发并被国外采用的标准、资", "", "", ""),
        ("", "项", "22", "28"),
        ("源数量", "", "", ""),
        ("其中：标准", "项", "15", "19"),
    ]
    rows = ["".join(cell.ljust(18) for cell in row).rstrip() for row in cells]
    [table] = read("1. 概况", "表 1-1 国际影响", "\n".join(f"  {row}" for row in rows)).tables
    assert table.header == ["指标", "单位", "上年数（个）", "本年数（个）"]
    assert [row[0] for row in table.rows] == ["开发并被国外采用的标准、资源数量", "其中：标准"]


@pytest.mark.parametrize(
    ("line", "number"), [("表一计分卡", "1"), ("附表十二经费情况", "12"), ("办学规模表一览表", None)]
)
def test_a_number_right_before_the_title_is_read_above_a_table(read: Read, line: str, number: str | None) -> None:
    [table] = read("1. 概况", line, TABLE).tables
    assert table.number == number


def test_a_line_of_a_head_that_was_torn_off_does_not_part_a_title_from_its_table(read: Read) -> None:
    outline = read("1. 概况", "P", "      表 1-1 办学规模", "                 专任教师", TABLE, "P")
    assert labels(outline) == [("1-1", "办学规模")]


def test_the_heading_over_the_appended_tables_is_no_title_where_titles_stand_below(read: Read) -> None:
    outline = read(
        "1. 概况", "P", TABLE, "表 1-1 规模", "P", MORE, "表 1-2 结构", "P", "附表", TABLE, "表 1 计分卡", "P"
    )
    assert [section.title for section in outline.sections] == ["概况", "附表"]
    assert labels(outline) == [("1-1", "规模"), ("1-2", "结构"), ("1", "计分卡")]


def test_a_note_below_the_title_below_its_table_is_the_table_s(read: Read) -> None:
    outline = read("1. 概况", "P", TABLE, "表 1-1 规模", "注：含新校区。", "P")
    assert [table.note for table in outline.tables] == ["注：含新校区。"]
