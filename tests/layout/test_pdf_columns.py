"""Pages in two columns: the left one is read before the right, with its tables and boxes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.layout.paper import Leaf, Paper, filled, rows, words

WORDS = "各学校围绕产业需要调整专业布局，完善实训条件，推动教师进企业、工匠进课堂，学生的技能水平逐步提高。" * 3
LEFT, RIGHT = 60.0, 310.0


def column(leaf: Leaf, x: float, y: float, text: str = WORDS) -> float:
    return leaf.prose(filled(text, 19), y, left=x, step=18)


def test_a_table_stands_in_its_column() -> None:
    paper = Paper()
    leaf = paper.page()
    below = column(leaf, LEFT, 100)
    leaf.grid([LEFT, 140, 215, 288], [below, below + 20, below + 40], [["指标", "上年", "本年"], ["人数", "10", "12"]])
    column(leaf, LEFT, below + 60)
    column(leaf, RIGHT, 100)
    layout = paper.layout()
    assert [piece.kind for piece in layout.pieces] == ["text", "table", "text", "text"]


def test_rows_without_rules_do_not_take_in_the_other_column() -> None:
    paper = Paper()
    leaf = paper.page()
    below = column(leaf, LEFT, 100)
    for y in (below, below + 18, below + 54):
        leaf.rule(LEFT, y, 288, y)
    leaf.cells(
        [LEFT, 140, 215, 288],
        [below, below + 18, below + 36, below + 54],
        [["级别", "一等奖", "二等奖"], ["国家级", "3", "8"], ["省级", "18", "40"]],
    )
    column(leaf, RIGHT, 100, WORDS * 2)
    layout = paper.layout()
    (table,) = [piece for piece in layout.pieces if piece.kind == "table"]
    assert rows(layout, table) == [["级别", "一等奖", "二等奖"], ["国家级", "3", "8"], ["省级", "18", "40"]]


def test_a_box_stands_in_its_column_and_a_title_parts_both() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100)
    leaf.box(RIGHT - 5, 85, RIGHT + 235, 250)
    column(leaf, RIGHT, 105, WORDS[:100])
    leaf.centred(330, "第二章", 16)
    column(leaf, LEFT, 360)
    column(leaf, RIGHT, 360)
    layout = paper.layout()
    assert [piece.frame for piece in layout.pieces] == [None, 0, None, None, None]
    assert words(layout, layout.pieces[2]) == "第二章"


def test_a_directory_in_two_columns_is_read_down() -> None:
    paper = Paper()
    leaf = paper.page()
    for k in range(6):
        for x, number in ((LEFT, k), (RIGHT, k + 6)):
            leaf.text(x, 100 + 20 * k, f"{number + 1:02d} 工作进展" + "." * 24 + f"{number + 1:2d}")
    lines = paper.layout().text.split("\n")
    assert [line[:2] for line in lines[:12]] == [f"{number:02d}" for number in range(1, 13)]


@pytest.mark.parametrize("paged", [False, True])
def test_a_directory_of_short_entries_in_two_columns_is_read_down(paged: bool) -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.centred(80, "目 录", 16)
    for k in range(6):
        for x, number in ((LEFT, k), (RIGHT, k + 6)):
            leaf.text(x, 120 + 20 * k, f"{number + 1:02d} 工作{'进展' * (1 + k % 3)}")
            if paged:
                leaf.text(x + 180, 120 + 20 * k, f"{number + 1:2d}")
    lines = paper.layout().text.split("\n")
    assert [line[:2] for line in lines[1:13]] == [f"{number:02d}" for number in range(1, 13)]


def test_a_directory_in_one_column_is_read_across() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.centred(80, "目 录", 16)
    for k in range(8):
        leaf.text(LEFT, 120 + 20 * k, f"{k + 1}")
        leaf.text(LEFT + 40, 120 + 20 * k, "工作进展")
        leaf.text(500, 120 + 20 * k, f"{k + 3}")
    lines = paper.layout().text.split("\n")
    assert lines[1:9] == [f"{k + 1}\t工作进展\t{k + 3}" for k in range(8)]


def test_short_columns_stand_where_those_of_other_pages_do() -> None:
    paper = Paper()
    for y, text in ((100, WORDS), (100, WORDS[:45])):
        leaf = paper.page()
        column(leaf, LEFT, y, text)
        column(leaf, RIGHT, y, text)
    assert len(paper.layout().pieces) == 4


def test_cells_side_by_side_make_no_columns() -> None:
    paper = Paper()
    leaf = paper.page()
    for k in range(8):
        leaf.text(LEFT, 100 + 20 * k, f"第{k}项指标的名称")
        leaf.text(RIGHT, 100 + 20 * k, f"{k}12345")
    layout = paper.layout()
    assert [len(row) for piece in layout.pieces for row in rows(layout, piece)] == [2] * 8


def test_large_letters_on_one_level_in_both_columns_are_two_lines() -> None:
    paper = Paper()
    leaf = paper.page()
    for x, title, at in ((LEFT, "办学质量的提升", 288 - 7 * 30), (RIGHT, "第二节", RIGHT)):
        below = column(leaf, x, 100)
        leaf.text(at, below + 20, title, 30)
        column(leaf, x, below + 50)
    layout = paper.layout()
    texts = [words(layout, piece) for piece in layout.pieces]
    assert [text for text in texts if len(text) < 20] == ["办学质量的提升", "第二节"]


def test_a_column_of_tables_alone_stands_where_columns_do() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100)
    column(leaf, RIGHT, 100)
    leaf = paper.page()
    column(leaf, LEFT, 100)
    for y in (90, 180):
        leaf.grid([RIGHT, 390, 465, 540], [y, y + 20, y + 40], [["指标", "上年", "本年"], ["人数", "10", "12"]])
    assert [piece.kind for piece in paper.layout().pieces] == ["text", "text", "text", "table", "table"]


def test_a_box_that_goes_on_in_the_next_column_keeps_its_number() -> None:
    paper = Paper()
    leaf = paper.page()
    below = column(leaf, LEFT, 100)
    leaf.box(LEFT - 5, below - 5, LEFT + 235, below + 140)
    column(leaf, LEFT, below + 12, WORDS[:90])
    leaf.box(RIGHT - 5, 80, RIGHT + 235, 190)
    column(leaf, RIGHT, 100, WORDS[:70])
    column(leaf, RIGHT, 220)
    assert [piece.frame for piece in paper.layout().pieces] == [None, 0, 0, None]


def test_a_table_over_both_columns_is_one() -> None:
    paper = Paper()
    leaf = paper.page()
    for x in (LEFT, RIGHT):
        column(leaf, x, 100)
        column(leaf, x, 360)
    xs, ys = [LEFT, 150, 240, 330, 420, 540], [250.0, 270, 290, 310]
    for y in (250, 290):
        for x0, x1 in pairwise(xs):
            leaf.box(x0, y, x1, y + 20, fill=0.9)
    printed = [
        ["指标", "2021 年", "2022 年", "2023 年", "2024 年"],
        *[[f"第{k}项", "1", "2", "3", "4"] for k in range(2)],
    ]
    leaf.cells(xs, ys, printed)
    layout = paper.layout()
    assert [piece.kind for piece in layout.pieces] == ["text", "text", "table", "text", "text"]
    assert rows(layout, layout.pieces[2]) == printed


def test_a_column_of_a_table_without_verticals_stands_where_columns_do() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100)
    column(leaf, RIGHT, 100)
    leaf = paper.page()
    column(leaf, LEFT, 100)
    xs, ys = [RIGHT, 390, 465, 540], [90.0, 110, 130, 150, 170]
    leaf.cells(xs, ys, [["指标", "上年", "本年"], *([f"人数{k}", f"1{k}", f"2{k}"] for k in range(3))])
    for y in ys:
        leaf.rule(RIGHT, y, 540, y)
    assert [piece.kind for piece in paper.layout().pieces] == ["text", "text", "text", "table"]


def test_tables_as_high_as_each_other_in_both_columns_stay_apart() -> None:
    paper = Paper()
    column(leaf := paper.page(), LEFT, 100, WORDS * 2)
    column(leaf, RIGHT, 100, WORDS * 2)
    leaf = paper.page()
    for x, names in ((LEFT, "甲乙"), (RIGHT, "丙丁")):
        for top, name in zip((120.0, 220.0), names, strict=True):
            leaf.text(x + 60, top - 15, f"表 {name}校情况", 11, bold=True)
            for y in (top, top + 20, top + 40):
                leaf.box(x, y - 0.5, x + 228, y + 0.5, fill=0)
            xs = [x, x + 80, x + 155, x + 228]
            for at in xs:
                leaf.box(at - 0.5, top, at + 0.5, top + 40, fill=0)
            leaf.cells(xs, [top, top + 20, top + 40], [["指标", "上年", "本年"], [name, "10", "12"]])
    layout = paper.layout()
    titles = [words(layout, piece)[2] for piece in layout.pieces if piece.page == 2 and piece.kind == "text"]
    assert titles == ["甲", "乙", "丙", "丁"]


def test_the_number_of_the_page_between_the_columns_is_no_gutter_of_its_own() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100)
    column(leaf, RIGHT, 100)
    leaf.centred(780, "1", 9)
    layout = paper.layout()
    assert [words(layout, piece).replace("\n", "") for piece in layout.pieces][:2] == [WORDS, WORDS]


def test_a_title_over_both_columns_takes_its_number_along() -> None:
    paper = Paper()
    leaf = paper.page()
    below = max(column(leaf, LEFT, 100), column(leaf, RIGHT, 100))
    leaf.text(235, below + 10, "表 1-1", 10)
    leaf.text(275, below + 10, "各校学生分布", 10)
    leaf.grid(
        [LEFT, 200, 400, 540], [below + 20, below + 40, below + 60], [["指标", "上年", "本年"], ["人数", "10", "12"]]
    )
    column(leaf, LEFT, below + 90)
    column(leaf, RIGHT, below + 90)
    layout = paper.layout()
    kinds = [words(layout, piece)[:4] if piece.kind == "text" else piece.kind for piece in layout.pieces]
    assert kinds == [WORDS[:4], WORDS[:4], "表 1-", "table", WORDS[:4], WORDS[:4]]


def test_the_right_column_of_the_only_page_may_have_hardly_begun() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.centred(70, "某市职业教育质量年度报告", 14)
    column(leaf, LEFT, 100, WORDS * 3)
    column(leaf, RIGHT, 100, WORDS[:36])
    layout = paper.layout()
    assert words(layout, layout.pieces[-1]).replace("\n", "") == WORDS[:36]


def test_a_page_without_text_between_pages_in_columns_is_no_trouble() -> None:
    paper = Paper()
    for empty in (False, True, False):
        leaf = paper.page()
        if not empty:
            column(leaf, LEFT, 100)
            column(leaf, RIGHT, 100)
    assert [piece.kind for piece in paper.layout().pieces] == ["text"] * 4


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    paper = Paper()
    first, second = paper.page(1190, 842), paper.page(1190, 842)
    for k, title in enumerate(["第一章", "一、概况", "第二章", "二、成效"]):
        first.text(90, 120 + 24 * k, title)
    first.prose(filled(WORDS * 3, 34), 120, left=685)
    second.prose(filled(WORDS[20:] * 3, 34), 120)
    second.prose(filled(WORDS[40:] * 3, 34), 120, left=685)
    text = paper.layout().text.replace("\n", "")
    assert text.startswith("第一章一、概况第二章二、成效" + WORDS)


def test_a_box_in_two_columns_of_its_own_is_read_down_and_goes_on_overleaf() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    below = first.prose(filled("本段说明总体情况" * 14, 38), 100, left=LEFT)
    first.box(LEFT, below, 535, below + 190, fill=0.93)
    first.centred(below + 24, "案例 1-1 某校的做法", bold=True)
    texts = [sign * 115 for sign in "甲乙丙丁"]
    for text, x in ((texts[0], LEFT + 10), (texts[1], RIGHT)):
        first.prose(filled(text, 17), below + 50, left=x, step=18)
    second.box(LEFT, 70, 535, 200, fill=0.93)
    for text, x in ((texts[2], LEFT + 10), (texts[3], RIGHT)):
        second.prose(filled(text, 17)[1:6], 90, left=x, step=18, indent=0)
    second.prose(filled("其他学校也有进展" * 14, 38), 230, left=LEFT)
    layout = paper.layout()
    pieces = [(words(layout, piece)[0], piece.frame) for piece in layout.pieces]
    assert pieces == [("本", None), ("案", 0), ("甲", 0), ("乙", 0), ("丙", 0), ("丁", 0), ("其", None)]


def test_stretched_lines_in_a_box_in_two_columns_are_no_rows_of_a_table() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.box(LEFT, 70, 535, 180, fill=0.93)
    leaf.prose(["甲" * 17] * 5, 90, left=LEFT + 10, step=18, indent=0)
    for k in range(5):
        leaf.text(RIGHT, 90 + 18 * k, "乙" * (17 if k % 2 else 8))
        if k % 2 == 0:
            leaf.text(RIGHT + 10 * 12, 90 + 18 * k, "乙" * 7)
    leaf.prose(filled("其他学校也有进展" * 14, 38), 230, left=LEFT)
    assert [piece.frame for piece in paper.layout().pieces] == [0, 0, None]


@pytest.mark.parametrize("x", [LEFT, RIGHT])
def test_one_column_may_be_blank_below_a_title_over_both(x: float) -> None:
    paper = Paper()
    leaf = paper.page()
    below = max(column(leaf, LEFT, 100), column(leaf, RIGHT, 100))
    leaf.centred(below + 20, "某市职业学校教师企业实践情况说明", 14)
    column(leaf, x, below + 50, WORDS[:90])
    text = paper.layout().text.replace("\n", "")
    assert text.endswith(WORDS[:90])


THIRDS = 60.0, 310.0, 560.0


def test_three_columns_are_read_one_after_another() -> None:
    paper = Paper()
    leaf = paper.page(842, 595)
    leaf.text(60, 60, "第一章 规模", 18)
    for k, x in enumerate(THIRDS):
        column(leaf, x, 100, "甲乙丙"[k] + WORDS)
    layout = paper.layout()
    assert [words(layout, piece)[0] for piece in layout.pieces] == ["第", "甲", "乙", "丙"]


def test_a_table_with_its_title_stands_over_three_columns() -> None:
    paper = Paper()
    leaf = paper.page(842, 595)
    for x in THIRDS:
        column(leaf, x, 80)
    leaf.text((60 + 788 - 120) / 2, 300, "表 1-1 学校和学生", 12)
    for y in (310, 328, 382):
        leaf.rule(60, y, 788, y)
    cells = [["类别", "学校", "学生", "教师"], ["公办", "12", "31000", "2100"], ["民办", "3", "4200", "310"]]
    leaf.cells([60, 242, 424, 606, 788], [310, 328, 355, 382], [*cells], 10)
    for x in THIRDS:
        column(leaf, x, 410)
    layout = paper.layout()
    assert [piece.kind for piece in layout.pieces] == ["text"] * 4 + ["table"] + ["text"] * 3
    assert rows(layout, layout.pieces[4]) == cells


def test_a_column_may_be_empty_between_two_titles() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100, WORDS * 2)
    column(leaf, RIGHT, 100, WORDS * 2)
    leaf.text(120, 380, "第二章各学校的规模和结构以及教师队伍的建设", 16)
    column(leaf, LEFT, 410, WORDS[:60])
    leaf.text(120, 520, "第三章各学校的规模和结构以及教师队伍的建设", 16)
    column(leaf, LEFT, 550)
    column(leaf, RIGHT, 550)
    layout = paper.layout()
    assert words(layout, layout.pieces[3]).replace("\n", "") == WORDS[:60]


def test_bars_mark_cases_in_either_column() -> None:
    paper = Paper()
    leaf = paper.page()
    for x in (LEFT, RIGHT):
        below = column(leaf, x, 100)
        leaf.box(x, below - 14, x + 4, below + 110, fill=0.4)
        leaf.prose(filled(WORDS[:90], 18), below, left=x + 12, step=18)
    layout = paper.layout()
    assert [piece.frame for piece in layout.pieces] == [None, 0, None, 1]


def test_the_halves_of_a_title_over_the_gutter_are_one_title() -> None:
    paper = Paper()
    leaf = paper.page()
    for top in (100, 320):
        column(leaf, LEFT, top)
        column(leaf, RIGHT, top)
    leaf.text(299 - 8 - 64, 290, "第二部分", 16)
    leaf.text(299 + 8, 290, "育人成效", 16)
    layout = paper.layout()
    assert words(layout, layout.pieces[2]).split() == ["第二部分", "育人成效"]


def test_a_table_that_fills_its_shaded_box_is_not_lost_among_columns() -> None:
    paper = Paper()
    leaf = paper.page()
    for top in (100, 360):
        column(leaf, LEFT, top)
        column(leaf, RIGHT, top)
    leaf.box(58, 279, 540, 322, fill=0.9)
    leaf.grid([60, 220, 380, 538], [280, 300, 320], [["指标", "上年", "本年"], ["人数", "10", "12"]])
    layout = paper.layout()
    assert [piece.kind for piece in layout.pieces].count("table") == 1


def test_a_title_on_the_left_between_balanced_columns_stands_over_both() -> None:
    paper = Paper()
    leaf = paper.page()
    above = column(leaf, LEFT, 100, WORDS[:130])
    column(leaf, RIGHT, 100, WORDS[:110])
    leaf.text(LEFT, above + 20, "第二章 育人", 18)
    column(leaf, LEFT, above + 60, WORDS[:130])
    below = column(leaf, RIGHT, above + 60, WORDS[:110])
    leaf.text(LEFT, below + 40, "第三章 服务", 18)
    layout = paper.layout()
    text = [words(layout, piece).replace("\n", "") for piece in layout.pieces]
    assert text == [WORDS[:130], WORDS[:110], "第二章 育人", WORDS[:130], WORDS[:110], "第三章 服务"]


def test_a_title_at_the_foot_of_a_column_is_no_title_over_both_where_the_other_has_one_like_it() -> None:
    paper = Paper()
    leaf = paper.page()
    above = column(leaf, LEFT, 100, WORDS[:130])
    leaf.text(LEFT, above + 20, "三、教师队伍", 16)
    below = column(leaf, RIGHT, 100, WORDS[:50])
    leaf.text(RIGHT, below + 10, "四、服务贡献", 16)
    column(leaf, RIGHT, below + 40, WORDS[:60])
    layout = paper.layout()
    text = [words(layout, piece).replace("\n", "") for piece in layout.pieces]
    assert text == [WORDS[:130], "三、教师队伍", WORDS[:50], "四、服务贡献", WORDS[:60]]


def test_a_title_beside_text_stands_in_its_column() -> None:
    paper = Paper()
    leaf = paper.page()
    above = column(leaf, LEFT, 100, WORDS[:130])
    leaf.text(LEFT, above + 20, "第二章 育人", 18)
    column(leaf, LEFT, above + 60, WORDS[:130])
    column(leaf, RIGHT, 100, WORDS * 2)
    layout = paper.layout()
    text = [words(layout, piece).replace("\n", "") for piece in layout.pieces]
    assert text == [WORDS[:130], "第二章 育人", WORDS[:130], WORDS * 2]


def test_short_words_on_one_level_over_both_columns_are_a_row() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100, WORDS[:50])
    column(leaf, RIGHT, 100, WORDS[50:100])
    for x, words_ in ((90, "职业院校"), (275, "在籍学生"), (440, "就业率")):
        leaf.text(x, 190, words_)
    column(leaf, LEFT, 230)
    column(leaf, RIGHT, 230)
    text = paper.layout().text.replace("\n", "")
    assert text.startswith(WORDS[:100] + "职业院校")


@pytest.mark.parametrize("tabled", [False, True])
def test_columns_in_a_box_may_be_of_few_full_lines(tabled: bool) -> None:
    paper = Paper()
    boxes = [(paper.page(), 330), (paper.page(), 240)]
    for leaf, bottom in boxes:
        leaf.box(LEFT, 70, 535, bottom, fill=0.93)
        leaf.text(LEFT + 10, 90, f"案例 {bottom} 某校的做法", 12, bold=True)
        leaf.prose(filled("其他学校也有进展" * 14, 38), 400, left=LEFT)
    first, second = (leaf for leaf, _ in boxes)
    for text, x in (("甲" * 150, LEFT + 10), ("乙" * 150, RIGHT)):
        first.prose(filled(text, 17), 115, left=x, step=18)
    second.prose(filled("丙" * 46, 17), 115, left=LEFT + 10, step=18)
    if tabled:
        second.grid([RIGHT, 410, 520], [110, 128, 146], [["村名", "户数"], ["柳湾", "12"]])
    second.prose(filled("丁" * 38, 17), 172 if tabled else 115, left=RIGHT, step=18)
    layout = paper.layout()
    heads = [words(layout, piece)[0] for piece in layout.pieces]
    assert heads == ["案", "甲", "乙", "其", "案", "丙", *"村" * tabled, "丁", "其"]


def test_a_bar_beside_a_table_in_the_other_column_reaches_no_farther_than_its_text() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100)
    column(leaf, RIGHT, 100)
    leaf.box(LEFT, 330, LEFT + 4, 420, fill=0.4)
    leaf.prose(filled(WORDS[:80], 18), 345, left=LEFT + 12, step=18)
    leaf.grid([RIGHT, 420, 530], [335, 355, 375], [["村名", "户数"], ["柳湾", "12"]])
    column(leaf, LEFT, 450)
    column(leaf, RIGHT, 450)
    layout = paper.layout()
    assert [(piece.kind, piece.frame) for piece in layout.pieces if piece.kind == "table"] == [("table", None)]


def chart(leaf: Leaf, top: float, caption: str) -> float:
    """Draw a chart over both columns, its caption below; return where it ends."""
    for k in range(4):
        leaf.rule(185, top + 24 * k, 425, top + 24 * k, grey=0.8)
        leaf.text(150, top + 3 + 24 * k, str(9000 - 3000 * k), 8)
    for k, count in enumerate(("8120", "7048", "8316")):
        leaf.box(205 + 80 * k, top + 8 + 4 * k, 235 + 80 * k, top + 72, fill=0.5)
        leaf.text(208 + 80 * k, top + 5 + 4 * k, count, 8)
        leaf.text(212 + 80 * k, top + 84, f"第{k + 1}组", 8)
    leaf.centred(top + 104, caption, 10)
    return top + 104


def test_a_chart_over_both_columns_parts_them_and_its_grid_is_no_table() -> None:
    paper = Paper()
    leaf = paper.page()
    end = chart(leaf, 70, "图 1-1 近三年在校生规模")
    left = column(leaf, LEFT, end + 40, WORDS[:70])
    column(leaf, RIGHT, end + 34, WORDS[70:140])
    leaf.box(LEFT - 8, end + 24, LEFT - 5, left - 12, fill=0.4)
    leaf.box(RIGHT - 8, end + 18, RIGHT - 5, left - 12, fill=0.4)
    end = chart(leaf, left + 20, "图 1-2 近三年招生规模")
    column(leaf, LEFT, end + 40)
    column(leaf, RIGHT, end + 40)
    layout = paper.layout()
    prose = [words(layout, piece).replace("\n", "") for piece in layout.pieces if "，" in words(layout, piece)]
    assert prose == [WORDS[:70], WORDS[70:140], WORDS, WORDS]


def test_two_lines_of_text_at_the_head_of_columns_are_no_rows_of_a_table() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100)
    column(leaf, RIGHT, 100)
    leaf = paper.page()
    leaf.prose(filled(WORDS[:36], 19), 70, left=LEFT, step=18, indent=0)
    leaf.text(RIGHT, 70, "逐步提高，见图 1-1。")
    end = chart(leaf, 120, "图 1-1 近三年在校生规模")
    column(leaf, LEFT, end + 40)
    column(leaf, RIGHT, end + 40)
    lines = paper.layout().text.split("\n")
    assert not any("\t逐步提高" in line for line in lines)


def test_the_numbered_title_in_the_midst_of_three_columns_is_that_of_the_table_below() -> None:
    paper = Paper()
    leaf = paper.page(842, 595)
    for x in (50.0, 304, 558):
        leaf.prose(filled(WORDS, 19), 80, left=x, step=18)
    leaf.centred(300, "表 1-1 近两学年全市各类职业学校办学规模对比", 10)
    ys = [310.0, 330, 350, 370]
    leaf.cells(
        [50, 200, 350, 500, 650, 790],
        ys,
        [["年度", "学校", "公办", "民办", "示范"], *[["学年", "12", "11", "1", "3"]] * 2],
    )
    for y in (ys[0], ys[1], ys[-1]):
        leaf.rule(50, y, 790, y)
    layout = paper.layout()
    kinds = [piece.kind for piece in layout.pieces]
    assert words(layout, layout.pieces[kinds.index("table") - 1]).startswith("表 1-1")
    (table,) = [piece for piece in layout.pieces if piece.kind == "table"]
    assert len(rows(layout, table)[0]) == 5


def test_what_stands_beside_bars_goes_on_in_the_next_column_though_a_line_hangs_over() -> None:
    paper = Paper()
    leaf = paper.page()
    below = column(leaf, LEFT, 100)
    leaf.box(LEFT - 10, below - 14, LEFT - 7, below + 76, fill=0.4)
    leaf.prose(filled(WORDS[:93], 19), below, left=LEFT, step=18)
    leaf.box(RIGHT - 10, 86, RIGHT - 7, 176, fill=0.4)
    for k in range(5):
        leaf.text(RIGHT, 100 + 18 * k, WORDS[95 + 19 * k : 114 + 19 * k], 12 + 0.3 * (k == 2))
    column(leaf, RIGHT, 220)
    layout = paper.layout()
    assert {piece.frame for piece in layout.pieces if piece.frame is not None} == {0}
    assert sum(piece.frame == 0 for piece in layout.pieces) > 1


def test_lines_of_a_drawing_that_run_past_the_text_hide_no_columns() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100)
    column(leaf, RIGHT, 100)
    for k in range(5):
        leaf.rule(RIGHT + 100, 300 + 20 * k, 640, 300 + 20 * k, grey=0.8)
    layout = paper.layout()
    assert [words(layout, piece).replace("\n", "") for piece in layout.pieces] == [WORDS, WORDS]


def test_tables_in_both_columns_stand_under_the_titles_of_their_own_whose_numbers_stand_apart() -> None:
    paper = Paper()
    leaf = paper.page()
    column(leaf, LEFT, 100)
    column(leaf, RIGHT, 100)
    leaf.centred(320, "各类职业学校质量数据表汇总如下", 18)
    for x, y, number, title in ((LEFT, 368, "表 1", "规模"), (RIGHT, 360, "表 2", "经费")):
        leaf.text(x + 60, y, number, 10)
        leaf.text(x + 90, y, title, 10)
        leaf.grid(
            [x, x + 80, x + 155, x + 228], [y + 10, y + 30, y + 50], [["指标", "上年", "本年"], [title, "1", "2"]]
        )
    layout = paper.layout()
    text = [words(layout, piece).replace("\t", "").replace("　", " ") for piece in layout.pieces[3:]]
    assert [part[:4].strip() for part in text] == ["表 1", "指标上年", "表 2", "指标上年"]
