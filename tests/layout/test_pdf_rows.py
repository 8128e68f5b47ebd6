"""Rows of tables without a grid: merged and wrapped cells, and what is left in doubt."""

from __future__ import annotations

from itertools import pairwise

from tests.layout.paper import Leaf, Paper, rows, width

from extract.layout.doubt import is_doubtful
from extract.layout.lines import Line
from extract.layout.rows import Fragment, Row

XS = [90.0, 140, 240, 320, 400]
HEAD = ["类别", "指标", "2023 年", "2024 年"]


def tables(paper: Paper) -> list[list[list[str]]]:
    layout = paper.layout()
    return [rows(layout, piece) for piece in layout.pieces if piece.kind == "table"]


def doubts(paper: Paper) -> list[bool]:
    return [piece.unsure for piece in paper.layout().pieces if piece.kind == "table"]


def stack(leaf: Leaf, column: int, middle: float, lines: list[str], step: float = 13) -> None:
    """Print the lines of a cell one under another, round the middle of its row."""
    for k, line in enumerate(lines):
        x = (XS[column] + XS[column + 1] - width(line, 10)) / 2
        leaf.text(x, middle + 3.5 + (k - (len(lines) - 1) / 2) * step, line, 10)


def head(leaf: Leaf, top: float, bottom: float) -> None:
    leaf.rule(XS[0], top, XS[-1], top, 1.2)
    leaf.cells(XS, [top, bottom], [HEAD])
    leaf.rule(XS[0], bottom, XS[-1], bottom)


def test_a_merged_cell_of_two_lines_stands_between_the_rules_beside_it() -> None:
    paper = Paper()
    leaf = paper.page()
    head(leaf, 100, 120)
    ys = [120.0, 140, 160, 180, 200]
    for k, (top, bottom) in enumerate(pairwise(ys)):
        leaf.cells(XS[1:], [top, bottom], [[f"第{k}项", f"10{k}", f"20{k}"]])
        leaf.rule(XS[1], bottom, XS[-1], bottom)
    leaf.rule(XS[0], 200, XS[1], 200)
    stack(leaf, 0, 160, ["学生", "规模"])
    printed = [["学生规模", "第0项", "100", "200"], *([f"第{k}项", f"10{k}", f"20{k}"] for k in (1, 2, 3))]
    assert tables(paper) == [[HEAD, *printed]]
    assert doubts(paper) == [False]


def test_a_remark_in_brackets_under_the_title_is_no_part_of_the_head() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.centred(80, "表 1-1 各类指标", 11, bold=True)
    leaf.text(300, 96, "（截至 2024 年 8 月）", 9)
    head(leaf, 100, 120)
    leaf.cells(XS, [120, 140, 160], [["学生", "人数", "101", "201"], ["教师", "人数", "11", "21"]])
    leaf.rule(XS[0], 160, XS[-1], 160)
    assert tables(paper)[0][0] == HEAD


def crowded(leaf: Leaf) -> None:
    """Print rows as close as their lines, values in the middle: the second label fills three lines."""
    head(leaf, 100, 116)
    labels = [["在校生"], ["毕业后升入", "高一级学校", "人数"], ["教职工数"], ["占地面积"]]
    top = 116.0
    for k, label in enumerate(labels):
        middle = top + 13 * len(label) / 2
        stack(leaf, 1, middle, label)
        for column, value in ((2, f"10{k}"), (3, f"20{k}")):
            stack(leaf, column, middle, [value])
        top += 13 * len(label)
    stack(leaf, 0, 116 + 26, ["学生"])
    stack(leaf, 0, 116 + 65, ["条件"])
    leaf.rule(XS[0], top, XS[-1], top, 1.2)


def test_lines_as_close_as_rows_go_with_what_leaves_them_no_room() -> None:
    paper = Paper()
    crowded(paper.page())
    assert [row[-3:] for row in tables(paper)[0]] == [
        HEAD[1:],
        ["在校生", "100", "200"],
        ["毕业后升入高一级学校人数", "101", "201"],
        ["教职工数", "102", "202"],
        ["占地面积", "103", "203"],
    ]


def test_merged_cells_in_the_middle_of_their_rows_begin_with_the_first_and_do_so_overleaf() -> None:
    paper = Paper()
    printed = [[f"第{k}项", f"10{k}", f"20{k}"] for k in range(8)]
    leaf = paper.page()
    head(leaf, 700, 720)
    leaf.cells(XS[1:], [720.0, 738, 756, 774], printed[:3])
    leaf.cells(XS, [738.0, 756], [["学生"]])
    leaf = paper.page()
    ys = [80.0, 98, 116, 134, 152, 170]
    leaf.cells(XS[1:], ys, printed[3:])
    leaf.cells(XS, ys[2:4], [["教师"]])
    leaf.rule(XS[0], ys[-1], XS[-1], ys[-1], 1.2)
    assert tables(paper) == [
        [HEAD, ["学生", *printed[0]], *printed[1:3]],
        [["教师", *printed[3]], *printed[4:]],
    ]


def test_two_cells_in_one_column_leave_a_table_in_doubt() -> None:
    paper = Paper()
    leaf = paper.page()
    head(leaf, 100, 120)
    for k in range(4):
        leaf.cells(XS, [120.0 + 20 * k, 140 + 20 * k], [["学生", f"第{k}项", f"10{k}" + " 3" * (k == 2), f"20{k}"]])
    leaf.rule(XS[0], 200, XS[-1], 200, 1.2)
    assert doubts(paper) == [True]


def test_a_unit_in_brackets_is_the_last_line_of_its_header_beside_a_lower_storey() -> None:
    paper = Paper()
    leaf = paper.page()
    xs = [90.0, 160, 230, 300, 370]
    leaf.rule(90, 100, 370, 100, 1.2)
    for x0, x1, y, word in (
        (90, 160, 124, "学院"),
        (160, 300, 115, "投入经费"),
        (300, 370, 117, "在读学生"),
        (300, 370, 130, "（人）"),
        (160, 230, 133, "企业"),
        (230, 300, 133, "学校"),
    ):
        leaf.text((x0 + x1 - width(word, 10)) / 2, y, word, 10)
    leaf.rule(90, 140, 370, 140)
    printed = [["甲学院", "1260", "420", "386"], ["乙学院", "680", "310", "412"]]
    leaf.cells(xs, [140, 158, 176], printed)
    leaf.rule(90, 176, 370, 176, 1.2)
    assert tables(paper) == [[["学院", "投入经费", "在读学生（人）"], ["企业", "学校"], *printed]]


def test_bands_do_not_cut_the_cell_in_the_middle_of_its_rows() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = [100.0, 120, 140, 160, 194]
    for k, (top, bottom) in enumerate(pairwise(ys)):
        leaf.box(XS[0], top, XS[-1], bottom, fill=0.8 if not k else 0.9 + 0.05 * (k % 2))
    leaf.cells(XS, ys[:2], [HEAD])
    leaf.cells(XS[1:], ys[1:4], [["甲项", "101", "201"], ["乙项", "102", "202"]])
    stack(leaf, 1, 177, ["丙项的", "名称"])
    stack(leaf, 2, 177, ["103"])
    stack(leaf, 3, 177, ["203"])
    stack(leaf, 0, 154, ["学生"])
    assert tables(paper) == [
        [HEAD, ["学生", "甲项", "101", "201"], ["乙项", "102", "202"], ["丙项的名称", "103", "203"]]
    ]


def test_the_title_of_a_case_is_no_row_of_the_table_on_the_page_before() -> None:
    paper = Paper()
    leaf = paper.page()
    head(leaf, 700, 720)
    leaf.cells(XS, [720, 740, 760], [["学生", "人数", "101", "201"], ["教师", "人数", "11", "21"]])
    leaf = paper.page()
    leaf.text(110, 90, "案例 2-3", 12, bold=True)
    leaf.text(170, 90, "一把锉刀磨", 12, bold=True)
    leaf.text(260, 90, "出匠心", 12, bold=True)
    assert len(tables(paper)) == 1


def test_units_under_every_header_of_the_lower_storey_are_their_last_lines() -> None:
    paper = Paper()
    leaf = paper.page()
    xs = [90.0, 160, 230, 300, 370, 440]
    leaf.rule(90, 100, 440, 100, 1.2)
    leaf.text(115, 112, "类别", 10)
    for x0, x1, y, word in ((160, 300, 112, "2023 年"), (300, 440, 112, "2024 年")):
        leaf.text((x0 + x1 - width(word, 10)) / 2, y, word, 10)
    leaf.cells(xs[1:], [115.5, 128.5, 141.5], [["人数", "占比"] * 2, ["（人）", "（%）"] * 2])
    leaf.rule(90, 148, 440, 148)
    printed = [["硕士", "242", "18.86", "276", "20.51"], ["女教师", "741", "57.76", "782", "58.10"]]
    leaf.cells(xs, [148, 162, 176], printed)
    leaf.rule(90, 176, 440, 176, 1.2)
    assert tables(paper) == [[["类别", "2023 年", "2024 年"], ["人数（人）", "占比（%）"] * 2, *printed]]


def test_a_number_between_lines_of_labels_counts_the_rows_round_it() -> None:
    paper = Paper()
    leaf = paper.page()
    head(leaf, 100, 116)
    for k, label in enumerate((["课程总数", "（不含选修）"], ["证书课程", "门数"])):
        for column, lines in ((1, label), (2, [str(k)]), (3, [str(k)])):
            stack(leaf, column, 129 + 26 * k, lines)
    stack(leaf, 0, 142, ["5"])
    leaf.rule(XS[0], 168, XS[-1], 168, 1.2)
    labels = [row[-3:] for row in tables(paper)[0][1:]]
    assert labels == [["课程总数（不含选修）", "0", "0"], ["证书课程门数", "1", "1"]]


def test_bands_beside_cells_that_go_over_rows_do_not_run_their_labels_together() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = [100.0, 120, 140, 160, 180, 200]
    leaf.box(XS[0], 100, XS[-1], 120, fill=0.8)
    leaf.box(XS[1], 140, XS[-1], 160, fill=0.9)
    leaf.box(XS[1], 180, XS[-1], 200, fill=0.9)
    printed = [[f"第{k}项", f"10{k}", f"20{k}"] for k in range(4)]
    leaf.cells(XS, ys[:2], [HEAD])
    leaf.cells(XS[1:], ys[1:], printed)
    stack(leaf, 0, 140, ["学生"])
    stack(leaf, 0, 180, ["教师"])
    assert tables(paper) == [[HEAD, ["学生", *printed[0]], printed[1], ["教师", *printed[2]], printed[3]]]


def strip(base: float, *cells: str) -> Row:
    """Return a row of a table, a cell a column; columns are 50 points wide."""
    lines = [
        Line(1, cell, (), 50.0 * k, 0, 50.0 * k + width(cell, 10), 0, base, 10, False, 0)
        for k, cell in enumerate(cells)
    ]
    return Row([Fragment(line, k, k, k) for k, line in enumerate(lines) if line.text])


def test_a_row_of_no_values_closer_than_rows_are_leaves_a_table_in_doubt() -> None:
    far = [
        strip(100, "甲项", "1", "2"),
        strip(120, "其中", "", ""),
        strip(140, "乙项", "3", "4"),
        strip(160, "丙", "5", "6"),
    ]
    near = [far[0], strip(113, "人数", "", ""), *far[2:]]
    assert not is_doubtful(far, [50.0] * 3, follows=False)
    assert is_doubtful(near, [50.0] * 3, follows=False)


def test_an_arrow_under_a_number_ends_it() -> None:
    paper = Paper()
    leaf = paper.page()
    xs = [90.0, 130, 180, 230, 280, 330]
    rows_of = [["年度", "学校", "公办", "民办", "示范"], ["2023", "12", "11", "1", "3"]]
    leaf.cells(xs, [100, 120, 140], rows_of)
    leaf.cells(xs[2:], [140, 177], [["12", "1", "3"]])
    for x, lines in ((94, ["2024 学", "年"]), (148, ["13", "↑"])):
        for k, line in enumerate(lines):
            leaf.text(x, 153.5 + 17 * k, line, 10)
    for y in (100, 120, 177):
        leaf.rule(xs[0], y, xs[-1], y)
    assert tables(paper) == [[*rows_of, ["2024 学年", "13↑", "12", "1", "3"]]]


def test_a_merged_cell_that_the_page_cuts_begins_beside_a_label_that_is_no_part() -> None:
    labels = ["资源库数", "其中：国家级", "接入平台数", "省级", "接入平台数", "课程数", "其中：一流", "接入平台数"]
    paper = Paper()
    leaf = paper.page()
    head(leaf, 640, 660)
    ys = [660.0 + 20 * k for k in range(6)]
    leaf.cells(XS[1:], ys, [[f"第{k}项", f"10{k}", f"20{k}"] for k in range(5)])
    stack(leaf, 0, 710, ["1"])
    leaf = paper.page()
    head(leaf, 60, 80)
    ys = [80.0 + 20 * k for k in range(len(labels) + 2)]
    body = [["第5项", "105", "205"], *([label, f"11{k}", f"21{k}"] for k, label in enumerate(labels))]
    leaf.cells(XS[1:], ys, body)
    stack(leaf, 0, 150, ["2"])
    stack(leaf, 0, 210, ["3"])
    leaf.rule(XS[0], ys[-1], XS[-1], ys[-1], 1.2)
    printed = tables(paper)[-1]
    assert [row[:2] for row in printed if row[0] in ("2", "3")] == [["2", "资源库数"], ["3", "课程数"]]


def test_a_label_in_two_lines_round_the_first_row_is_no_sign_of_merged_cells() -> None:
    paper = Paper()
    leaf = paper.page()
    head(leaf, 100, 120)
    for k in range(4):
        middle = 135.0 + 30 * k
        stack(leaf, 0, middle, [f"{k}"])
        if k % 2 == 0:
            stack(leaf, 1, middle, ["教学计划内的课", "程总数"])
        stack(leaf, 2, middle, [f"10{k}"])
        stack(leaf, 3, middle, [f"20{k}"])
    leaf.rule(XS[0], 240, XS[-1], 240, 1.2)
    printed = [[f"{k}", "" if k % 2 else "教学计划内的课程总数", f"10{k}", f"20{k}"] for k in range(4)]
    assert tables(paper) == [[HEAD, *printed]]
