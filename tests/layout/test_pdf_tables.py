"""Tables of a PDF: ruled, with three rules, shaded, or merely aligned; merged, wrapped, over pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.layout.paper import Leaf, Paper, filled, rows, width, words

HEAD = ["序号", "指标", "单位", "2023 年", "2024 年"]
XS = [90.0, 130, 300, 360, 430, 500]


def body(count: int, first: int = 1) -> list[list[str]]:
    return [[str(n), f"第{n}项指标名称", "人", str(100 + n), str(200 + n)] for n in range(first, first + count)]


def tables(paper: Paper) -> list[list[list[str]]]:
    layout = paper.layout()
    return [rows(layout, piece) for piece in layout.pieces if piece.kind == "table"]


def heights(top: float, count: int, step: float = 20) -> list[float]:
    return [top + step * k for k in range(count + 1)]


def three_rules(leaf: Leaf, printed: list[list[str]], top: float = 100, head: int = 1) -> None:
    """Print a table with a rule above, under the head and below."""
    ys = heights(top, len(printed))
    leaf.cells(XS, ys, printed)
    for k, weight in ((0, 1.2), (head, 0.5), (len(printed), 1.2)):
        leaf.rule(XS[0], ys[k], XS[-1], ys[k], weight)


def test_a_ruled_table_has_its_cells_in_rows() -> None:
    paper = Paper()
    printed = [HEAD, *body(3)]
    paper.page().grid(XS, heights(100, 4), printed)
    assert tables(paper) == [printed]


def test_a_row_is_one_line_of_text_with_tabs() -> None:
    paper = Paper()
    paper.page().grid(XS, heights(100, 2), [HEAD, *body(1)])
    assert paper.layout().text == "序号\t指标\t单位\t2023 年\t2024 年\n1\t第1项指标名称\t人\t101\t201\n"


def test_cells_know_their_column_spans_and_box() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 3)
    for y in (ys[0], ys[2], ys[3]):
        leaf.rule(90, y, 500, y)
    leaf.rule(360, ys[1], 500, ys[1])
    for x in (90, 130, 300, 360, 500):
        leaf.rule(x, ys[0], x, ys[3])
    leaf.rule(430, ys[1], 430, ys[3])
    leaf.cells([360, 500], ys[:2], [["年度"]])
    leaf.cells([90, 130, 300, 360], [ys[0], ys[2]], [["序号", "指标", "单位"]])
    leaf.cells([360, 430, 500], ys[1:3], [["2023 年", "2024 年"]])
    leaf.cells(XS, ys[2:], body(1))
    layout = paper.layout()
    (piece,) = layout.pieces
    spans = [(layout.text[c.start : c.end], c.column, c.colspan, c.rowspan) for c in piece.rows[0]]
    assert spans == [("序号", 0, 1, 2), ("指标", 1, 1, 2), ("单位", 2, 1, 2), ("年度", 3, 2, 1)]
    assert [layout.text[c.start : c.end] for c in piece.rows[1]] == ["2023 年", "2024 年"]
    assert piece.rows[2][4].bbox == (430.0, 140.0, 500.0, 160.0)


def test_a_line_break_in_a_cell_is_nothing_or_a_space_between_latin_words() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.grid([90, 180, 270], [100, 140, 160], [])
    leaf.text(95, 115, "国家中等职业")
    leaf.text(95, 131, "教育示范校")
    leaf.text(190, 115, "Open", 10)
    leaf.text(190, 131, "Source", 10)
    leaf.cells([90, 180, 270], [140, 160], [["3", "6"]])
    assert tables(paper) == [[["国家中等职业教育示范校", "Open Source"], ["3", "6"]]]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 3)
    for y in ys:
        leaf.rule(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        leaf.rule(x, ys[0], x, ys[-1])
    printed = [HEAD, *body(2)]
    leaf.cells(XS, ys, printed)
    assert tables(paper) == [printed]


def test_verticals_alone_do_not_run_rows_together() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 6)
    for y in (ys[0], ys[1], ys[-1]):
        leaf.rule(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        leaf.rule(x, ys[0], x, ys[-1])
    printed = [HEAD, *body(5)]
    leaf.cells(XS, ys, printed)
    assert tables(paper) == [printed]


def test_upright_rules_round_two_rows_and_their_heads_leave_the_rows_apart() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = [100.0, 120, 140, 160]
    for y in (ys[0], ys[-1]):
        leaf.rule(XS[0], y, XS[-1], y)
    for x in XS:
        leaf.rule(x, ys[0], x, ys[-1])
    printed = [HEAD, *body(2)]
    leaf.cells(XS, ys, printed)
    assert tables(paper) == [printed]


def test_a_table_with_three_rules() -> None:
    paper = Paper()
    printed = [HEAD, *body(5)]
    three_rules(paper.page(), printed)
    assert tables(paper) == [printed]


def test_a_header_over_two_columns_stands_above_them() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 5)
    leaf.cells([360, 500], ys[:2], [["年度"]])
    leaf.cells(XS[:4], [ys[0], ys[2]], [HEAD[:3]])
    leaf.cells(XS[3:], ys[1:3], [HEAD[3:]])
    leaf.cells(XS, ys[2:], body(3))
    for y in (ys[0], ys[2], ys[-1]):
        leaf.rule(90, y, 500, y)
    layout = paper.layout()
    (piece,) = layout.pieces
    spans = [(layout.text[c.start : c.end], c.column, c.colspan, c.rowspan) for c in piece.rows[0]]
    assert spans == [("序号", 0, 1, 2), ("指标", 1, 1, 2), ("单位", 2, 1, 2), ("年度", 3, 2, 1)]
    assert rows(layout, piece)[1:] == [["2023 年", "2024 年"], *body(3)]


def test_a_number_set_in_the_middle_of_its_rows_belongs_to_the_first() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 8)
    printed = [["", *row[1:]] for row in body(7)]
    leaf.cells(XS, ys, [HEAD, *printed])
    for y in (ys[0], ys[1], ys[-1]):
        leaf.rule(90, y, 500, y)
    leaf.cells(XS[:2], [ys[1], ys[3], ys[4], ys[8]], [["1"], ["2"], ["3"]])
    layout = paper.layout()
    (piece,) = layout.pieces
    firsts = [
        (k, layout.text[r[0].start : r[0].end], r[0].rowspan) for k, r in enumerate(piece.rows) if r[0].column == 0
    ]
    assert firsts == [(0, "序号", 1), (1, "1", 2), (3, "2", 1), (4, "3", 4)]


def test_blank_number_cells_under_a_number_stay_blank() -> None:
    paper = Paper()
    printed = [HEAD, *body(1), ["", "其中：女生", "人", "40", "50"], ["", "住校生", "人", "60", "70"], *body(2, 2)]
    three_rules(paper.page(), printed)
    assert tables(paper) == [printed]


def test_a_label_on_two_lines_is_one_cell_beside_its_values() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = [100.0, 120, 152, 172, 204]
    for k, row in enumerate([HEAD, *body(3)]):
        if k in (1, 3):
            leaf.text(135, ys[k] + 14, "接入国家智慧教育公共服务平台数", 10)
            leaf.text(135, ys[k] + 26, "之资源", 10)
            row = [row[0], "", *row[2:]]
        leaf.cells(XS, ys[k : k + 2], [row])
    for y in (100, 120, 204):
        leaf.rule(90, y, 500, y)
    wrapped = "接入国家智慧教育公共服务平台数之资源"
    assert [row[1] for row in tables(paper)[0]] == ["指标", wrapped, "第2项指标名称", wrapped]


def test_a_label_of_many_lines_may_have_its_values_in_the_last() -> None:
    paper = Paper()
    leaf = paper.page()
    for y in (100, 124, 330):
        leaf.rule(90, y, 505, y)
    leaf.cells([90, 230, 370, 505], [100, 124], [["指标", "上年", "本年"]])
    y = 140.0
    for label, values in (
        (["企业兼职教师承担", "的专业课教学课时", "占全部课时的比例"], "12"),
        (["在校生"], "34"),
        (["学生", "获奖", "项数"], "56"),
    ):
        for k, line in enumerate(label):
            leaf.text(160 - 5 * len(line), y + 15 * k, line, 10)
        y += 15 * len(label)
        for x, value in ((295, values), (432, values)):
            leaf.text(x, y - 15, value, 10)
        y += 9
    layout = paper.layout()
    (table,) = [piece for piece in layout.pieces if piece.kind == "table"]
    assert rows(layout, table)[1:] == [
        ["企业兼职教师承担的专业课教学课时占全部课时的比例", "12", "12"],
        ["在校生", "34", "34"],
        ["学生获奖项数", "56", "56"],
    ]


def test_a_label_may_run_over_many_lines_between_the_rules_of_its_table() -> None:
    paper = Paper()
    leaf = paper.page()
    label = [f"第{number}段文字的内容" for number in "一二三四五六"]
    for y in (100, 124, 280):
        leaf.rule(90, y, 505, y)
    leaf.cells([90, 230, 370, 505], [100, 124], [["指标", "上年", "本年"]])
    for k, line in enumerate(label):
        leaf.text(120, 140 + 15 * k, line, 10)
    for y in (140, 240, 262):
        for x in (300, 430):
            leaf.text(x, y, "12", 10)
    for y in (240, 262):
        leaf.text(120, y, "在校生人数", 10)
    layout = paper.layout()
    (table,) = [piece for piece in layout.pieces if piece.kind == "table"]
    assert rows(layout, table)[1:] == [["".join(label), "12", "12"], *[["在校生人数", "12", "12"]] * 2]


def test_the_space_between_a_number_and_its_ideograph_parts_no_head() -> None:
    paper = Paper()
    leaf = paper.page()
    for y in (90, 126, 162):
        leaf.rule(90, y, 420, y)
    leaf.text(100, 112, "职称", 10)
    for x, year in ((200, "2023"), (320, "2024")):  # over the gutter between two columns
        for k, part in enumerate((year, "年比上年")):
            leaf.text(x + (5, 27.5)[k], 102, part, 10)
        leaf.text(x, 120, "人数", 10)
        leaf.text(x + 32, 120, "占比", 10)
    for y, row in ((138, ["正高级", "6", "1.2", "8", "1.6"]), (156, ["副高级", "121", "24.8", "128", "25.4"])):
        for x, word in zip((100, 200, 232, 320, 352), row, strict=True):
            leaf.text(x, y, word, 10)
    layout = paper.layout()
    (table,) = [piece for piece in layout.pieces if piece.kind == "table"]
    assert rows(layout, table)[0] == ["职称", "2023 年比上年", "2024 年比上年"]


def test_a_lower_storey_may_have_rules_over_and_under_it() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 5)
    for y in ys:
        leaf.rule(90, y, 500, y)
    for x, word in ((100, "职称"), (225, "2023年"), (385, "2024年")):
        leaf.text(x, ys[0] + 14, word, 10)
    for x, word in ((200, "人数"), (280, "占比"), (360, "人数"), (440, "占比")):
        leaf.text(x, ys[1] + 14, word, 10)
    for k, row in enumerate((["正高级", "6", "1.2", "8", "1.6"], ["副高级", "121", "24.8", "128", "25.4"]), 2):
        for x, word in zip((100, 200, 280, 360, 440), row, strict=True):
            leaf.text(x, ys[k] + 14, word, 10)
    layout = paper.layout()
    (table,) = [piece for piece in layout.pieces if piece.kind == "table"]
    assert [(cell.column, cell.colspan) for cell in table.rows[0]] == [(0, 1), (1, 2), (3, 2)]


def test_a_shaded_head_and_stripes_need_no_rules() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 6, 22)
    leaf.box(90, ys[0], 500, ys[1], fill=0.3)
    for k in (2, 4):
        leaf.box(90, ys[k], 500, ys[k + 1], fill=0.94)
    printed = [HEAD, *body(5)]
    leaf.cells(XS, ys, printed)
    assert tables(paper) == [printed]


@pytest.mark.parametrize("dressed", ["three rules", "rules between rows", "shaded"])
def test_a_header_with_its_unit_in_brackets_stands_over_its_columns(dressed: str) -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 7)
    xs = [90.0, 200, 275, 350, 425, 500]
    for x0, x1, word in ((200.0, 350.0, "生均面积（㎡）"), (350.0, 500.0, "生均设备（元）")):
        leaf.text((x0 + x1) / 2 - width(word, 10) / 2, 114, word, 10)
    leaf.cells(xs[:2], [ys[0], ys[2]], [["学校"]])
    leaf.cells(xs[1:], ys[1:3], [["校舍", "占地", "2023 年", "2024 年"]])
    printed = [[f"第{k}学校", f"2{k}.5", f"4{k}.15", f"152{k}0", f"161{k}8"] for k in range(1, 5)]
    leaf.cells(xs, ys[2:], printed)
    ruled = {"three rules": (0, 2, 6), "rules between rows": (0, 2, 3, 4, 5, 6), "shaded": (6,)}[dressed]
    for k in ruled:
        leaf.rule(90, ys[k], 500, ys[k])
    if dressed == "shaded":
        leaf.box(90, ys[0], 500, ys[2], fill=0.9)
        for k in (3, 5):
            leaf.box(90, ys[k], 500, ys[k + 1], fill=0.95)
    layout = paper.layout()
    (piece,) = layout.pieces
    spans = [(layout.text[c.start : c.end], c.column, c.colspan, c.rowspan) for c in piece.rows[0]]
    assert spans == [("学校", 0, 1, 2), ("生均面积（㎡）", 1, 2, 1), ("生均设备（元）", 3, 2, 1)]
    assert rows(layout, piece)[1:] == [["校舍", "占地", "2023 年", "2024 年"], *printed]


def test_columns_that_merely_align_are_a_table() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled("各项指标与上年相比稳中有升" * 6, 34), 60)
    printed = [HEAD, *body(6)]
    leaf.cells(XS, heights(140, 7), printed)
    leaf.prose(filled("以上数据取自人才培养状态数据平台" * 6, 34), 320)
    assert tables(paper) == [printed]


def test_title_and_source_stay_outside_a_table_without_rules() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.centred(95, "表 1-1 办学规模", 11, bold=True)
    leaf.cells(XS, heights(100, 5), [HEAD, *body(4)])
    leaf.text(95, 214, "数据来源：学校教务处", 9)
    layout = paper.layout()
    assert [words(layout, piece) for piece in layout.pieces if piece.kind == "text"] == [
        "表 1-1 办学规模",
        "数据来源：学校教务处",
    ]
    assert len(tables(paper)[0]) == 5


def test_two_tables_under_each_other_stay_two() -> None:
    paper = Paper()
    leaf = paper.page()
    three_rules(leaf, [HEAD, *body(3)], 100)
    leaf.centred(198, "表 2 教学资源表", 11, bold=True)
    three_rules(leaf, [HEAD, *body(3, 4)], 204)
    assert [len(table) for table in tables(paper)] == [4, 4]


def test_rows_that_go_on_overleaf_take_the_columns_from_before() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    first.cells(XS, heights(500, 15), [HEAD, *body(14)])
    second.cells(XS, heights(80, 1), body(1, 15))
    second.prose(filled("表后的文字另起一段" * 6, 34), 130)
    assert [len(table) for table in tables(paper)] == [15, 1]


MERGED_XS = [90.0, 190, 290, 390, 490]


def striped(leaf: Leaf, ys: list[float], printed: list[list[str]], shaded: list[int]) -> None:
    """Print a table whose cells are shaded one by one, every other row, beside a shaded cell over all of them."""
    for k in shaded:
        for x0, x1 in pairwise(MERGED_XS[1:]):
            leaf.box(x0, ys[k], x1, ys[k + 1], fill=0.9)
    leaf.cells(MERGED_XS, ys, printed)


def test_rows_between_shaded_ones_beside_a_merged_cell_keep_their_columns() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 5)
    leaf.box(90, ys[1], 190, ys[5], fill=0.9)
    head = ["类别", "项目", "人数", "占比"]
    printed = [["", f"第{n}级", str(60 + n), f"{20 + n}.5"] for n in range(1, 5)]
    striped(leaf, ys, [head, *printed], [0, 2, 4])
    leaf.box(90, ys[0], 190, ys[1], fill=0.9)
    leaf.text(130, 153.5, "职称", 10)
    assert [[word for word in row if word] for row in tables(paper)[0]] == [
        head,
        ["职称", *printed[0][1:]],
        *(row[1:] for row in printed[1:]),
    ]


def test_a_rule_beside_a_merged_cell_parts_the_rows_that_it_runs_along() -> None:
    paper = Paper()
    leaf = paper.page()
    for y in (100, 120, 230):
        leaf.rule(90, y, 490, y)
    leaf.rule(190, 158, 490, 158)
    leaf.rule(190, 194, 490, 194)
    leaf.cells(MERGED_XS, [100.0, 120], [["类别", "项目", "人数", "占比"]])
    leaf.text(130, 134, "职称", 10)
    for y, label in (
        (134, "具有高级职称的"),
        (154, "专任教师"),
        (170, "具有中级职称的"),
        (190, "专任教师"),
        (206, "其他人员"),
    ):
        leaf.text(195, y, label, 10)
        for x in (330, 430) if label != "专任教师" else ():
            leaf.text(x, y, "12", 10)
    labels = ["具有高级职称的专任教师", "具有中级职称的专任教师", "其他人员"]
    assert [next(word for word in row if len(word) > 2) for row in tables(paper)[0][1:]] == labels


def test_rows_overleaf_keep_a_merged_column_that_prints_nothing_there() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    first.prose(filled("表前的文字占去大半页" * 90, 34), 60)
    ys = heights(620, 5)
    printed = [["职称", "第一级", "61", "21.5"], *(["", f"第{n}级", str(60 + n), f"{20 + n}.5"] for n in range(2, 7))]
    striped(first, ys, [["类别", "项目", "人数", "占比"], *printed[:4]], [0, 2, 4])
    striped(second, heights(80, 2), printed[4:], [1])
    second.prose(filled("表后的文字另起一段" * 6, 34), 150)
    assert [[word for word in row if word] for row in tables(paper)[1]] == [row[1:] for row in printed[4:]]
    (_, overleaf) = [piece for piece in paper.layout().pieces if piece.kind == "table"]
    assert [[cell.column for cell in row if cell.start < cell.end] for row in overleaf.rows] == [[1, 2, 3]] * 2


def test_a_row_that_the_end_of_the_page_cuts_goes_on_overleaf() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    first.cells(XS, heights(500, 15), [HEAD, *body(14)])
    second.text(135, 100, "及其余", 10)
    second.cells(XS, heights(110, 2), body(2, 15))
    second.prose(filled("表后的文字另起一段" * 6, 34), 190)
    found = tables(paper)
    assert [len(table) for table in found] == [15, 3]
    assert "".join(found[1][0]) == "及其余"


def test_lines_of_a_label_are_told_by_their_own_baselines() -> None:
    paper = Paper()
    leaf = paper.page()
    for y in (86, 104, 180):
        leaf.rule(90, y, 500, y, 0.8)
    for x, word in ((95, "学校"), (240, "在校生"), (360, "教师"), (440, "班级")):
        leaf.text(x, 100, word, 10)
    for y, label in ((118, "滨河第一职业"), (133, "技术学校"), (148, "滨河商务学校"), (163, "滨河工业学校")):
        leaf.text(95, y, label, 10)
        for x in (240, 360, 440) if y != 133 else ():
            leaf.text(x, y - 2.4, "128", 10)
    assert [row[0] for row in tables(paper)[0][1:]] == ["滨河第一职业技术学校", "滨河商务学校", "滨河工业学校"]


def test_rows_that_go_on_overleaf_stand_where_the_margins_of_facing_pages_are() -> None:
    paper = Paper()
    printed = [[f"第{k}学校", f"2{k}.5", f"4{k}.15", f"152{k}0", f"161{k}8"] for k in range(1, 5)]
    lower = ["校舍", "占地", "2023 年", "2024 年"]
    for across, top, body_rows in ((-20.0, 700.0, printed[:2]), (20.0, 80.0, printed[2:])):
        leaf = paper.page()
        xs = [x + across for x in (90.0, 200, 275, 350, 425, 500)]
        ys = heights(top, 4)
        leaf.box(xs[0], ys[0], xs[-1], ys[2], fill=0.8)
        leaf.cells(xs[:2], [ys[0], ys[2]], [["学校"]])
        leaf.cells([xs[1], xs[3], xs[5]], ys[:2], [["生均面积（㎡）", "生均设备（元）"]])
        leaf.cells(xs[1:], ys[1:3], [lower])
        for row, y in zip(body_rows, ys[2:], strict=False):
            leaf.text(xs[0] + 5, y + 13, row[0], 10)
            for cell, x in zip(row[1:], xs[2:], strict=True):
                leaf.text(x - 3 - width(cell, 10), y + 13, cell, 10)
    head = [["学校", "生均面积（㎡）", "生均设备（元）"], lower]
    assert tables(paper) == [[*head, *printed[:2]], [*head, *printed[2:]]]


def test_rules_beside_prose_make_no_table() -> None:
    paper = Paper()
    for _ in range(2):
        leaf = paper.page()
        leaf.rule(90, 60, 505, 60)
        for k in range(5):
            leaf.prose(filled("正文的文字没有并排的部分" * 5, 34), 90 + 100 * k)
        leaf.rule(90, 600, 200, 600)
        leaf.text(90, 616, "① 脚注的文字", 9)
    assert tables(paper) == []


def test_a_border_round_the_page_is_no_table_and_no_frame() -> None:
    paper = Paper()
    for _ in range(3):
        leaf = paper.page()
        leaf.box(30, 30, 565, 812)
        leaf.prose(filled("页边有框线的文档" * 9, 34), 100)
    layout = paper.layout()
    assert {(piece.kind, piece.frame) for piece in layout.pieces} == {("text", None)}


def test_white_rules_are_not_seen() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled("正文的文字没有并排的部分" * 9, 34), 90)
    for x in (90, 300, 505):
        leaf.rule(x, 80, x, 200, grey=1)
    for y in (80, 120, 200):
        leaf.rule(90, y, 505, y, grey=1)
    assert tables(paper) == []


def test_pictures_side_by_side_in_a_grid_are_no_table() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.grid([90, 297, 505], [100, 260], [])
    leaf.picture(95, 105, 290, 230)
    leaf.picture(302, 105, 500, 230)
    leaf.text(150, 250, "图 2-1 技能竞赛", 10)
    leaf.text(360, 250, "图 2-2 社团活动", 10)
    assert tables(paper) == []


def test_a_table_turned_on_its_page_is_read() -> None:
    paper = Paper()
    leaf = paper.page()
    for k, row in enumerate([HEAD, *body(4)]):
        for cell, left, right in zip(row, XS, XS[1:], strict=False):
            x = (left + right - width(cell, 10)) / 2
            leaf.text(100 + 20 * k, 700 - x, cell, 10, angle=90)
    for k in (0, 1, 5):
        leaf.rule(86 + 20 * k, 700 - 90, 86 + 20 * k, 700 - 500)
    assert tables(paper) == [[HEAD, *body(4)]]


def test_a_thousand_rules_and_cells_pass_quickly() -> None:
    paper = Paper()
    leaf = paper.page(3000, 3000)
    xs, ys = heights(50, 40, 70), heights(50, 100, 28)
    leaf.grid(xs, ys, [["1"] * 40 for _ in range(100)])
    assert len(tables(paper)[0]) == 100


def test_lines_of_a_cell_may_stand_wide_apart_where_rows_stand_wider() -> None:
    paper = Paper()
    leaf = paper.page()
    for y in (100, 126, 290):
        leaf.rule(90, y, 505, y, 1)
    for x, word in ((95, "专业"), (250, "人数"), (400, "占比")):
        leaf.text(x, 117, word, 10)
    for y, first, second, number in (
        (140, "机电一体化技术与智能", "装备方向", 30),
        (185, "数控", "", 28),
        (212, "护理", "", 25),
    ):
        leaf.text(95, y, first, 10)
        leaf.text(250, y, str(number), 10)
        leaf.text(400, y, f"{number / 2}%", 10)
        if second:
            leaf.text(95, y + 17, second, 10)
    assert [row[0] for row in tables(paper)[0]] == ["专业", "机电一体化技术与智能装备方向", "数控", "护理"]


def test_a_column_that_counts_tells_that_rows_are_not_ruled() -> None:
    paper = Paper()
    leaf = paper.page()
    for y in (100, 120, 180):
        leaf.rule(90, y, 450, y)
    for x in (150, 300):
        leaf.rule(x, 100, x, 180)
    names = [["1", "海棠学校", "送教上门"], ["2", "青禾学校", "共建平台"], ["3", "云岭学校", "师资互聘"]]
    leaf.cells([90, 150, 300, 450], [100, 120, 140, 160, 180], [["序号", "单位", "内容"], *names])
    assert tables(paper) == [[["序号", "单位", "内容"], *names]]


def test_values_of_other_sizes_side_by_side_do_not_tell_of_rows_that_are_not_ruled() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = [100.0, 120, 180, 240]
    leaf.grid(XS, ys, [["学校", "在校生", "教师", "专业", "班级"], ["", "5312", "328"], ["", "3846", "251"]])
    for y, one in ((120.0, "甲"), (180.0, "乙")):
        leaf.text(98, y + 28, f"{one}", 24)
        leaf.text(98, y + 54, "校", 24)
        leaf.text(390, y + 37, "16", 16)
        leaf.text(460, y + 37, "98", 16)
    assert [row[0] for row in tables(paper)[0]] == ["学校", "甲校", "乙校"]


def test_one_row_that_all_but_fills_a_gap_does_not_close_it() -> None:
    paper = Paper()
    leaf = paper.page()
    printed = [["指标", "单位", "上年"], *([f"第{k}项", "个", f"1{k}"] for k in range(7)), ["学时", "学时", "70840"]]
    ys = heights(140, len(printed))
    for y in (ys[0], ys[1], ys[-1]):
        leaf.rule(80, y, 205, y)
    leaf.cells([80, 150, 172, 205], ys, printed)
    assert tables(paper) == [printed]


def test_the_head_of_a_table_that_shades_every_other_row_is_its_first_row() -> None:
    paper = Paper()
    leaf = paper.page()
    printed = [HEAD, *body(5)]
    ys = heights(140, len(printed))
    for at in (1, 3, 5):
        for left, right in pairwise(XS):
            leaf.box(left, ys[at], right, ys[at + 1], fill=0.9)
    for y in ys[:2]:
        leaf.rule(XS[0], y, XS[-1], y)
    leaf.cells(XS, ys, printed)
    assert tables(paper) == [printed]


def test_numbers_broken_at_their_points_are_no_stacks_of_values() -> None:
    paper = Paper()
    leaf = paper.page()
    xs, ys = [90.0, 200.0, 270.0, 340.0], [100.0, 120.0, 160.0, 180.0]
    leaf.grid(xs, ys, [["指标", "上年", "本年"], ["占地面积", "", ""], ["教师", "1,655", "1,742"]])
    for x, parts in ((205, ("1,120,880.", "2")), (275, ("1,186,402.", "5"))):
        for k, part in enumerate(parts):
            leaf.text(x, 136 + 14 * k, part, 10)
    (table,) = tables(paper)
    assert [[cell.replace("\n", "") for cell in row] for row in table] == [
        ["指标", "上年", "本年"],
        ["占地面积", "1,120,880.2", "1,186,402.5"],
        ["教师", "1,655", "1,742"],
    ]


def test_a_year_over_its_word_is_of_the_head() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(140, 6)
    for y in (ys[0], ys[2], ys[-1]):
        leaf.rule(XS[0], y, XS[-1], y)
    leaf.cells(XS, ys[:2], [["", "", "", "2023", "2024"]])
    leaf.cells(XS, ys[1:3], [["", "", "", "年", "年"]])
    leaf.cells(XS, [ys[0] + 10, ys[1] + 10], [["序号", "指标", "单位"]])
    leaf.cells(XS, ys[2:], body(4))
    assert tables(paper)[0][:2] == [["序号", "指标", "单位", "2023年", "2024年"], body(1)[0]]


def test_two_numbers_close_together_are_two_cells() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(140, 4)
    for y in (ys[0], ys[1], ys[-1]):
        leaf.rule(90, y, 330, y)
    leaf.cells([90, 130, 230, 330], ys, [["年度", "在校生数", "招生数"]])
    for k, (year, students, new) in enumerate([("2022", "11876", "4102"), ("2023", "12105", "4216")]):
        leaf.text(105, ys[k + 1] + 14, year, 10)
        leaf.text(130, ys[k + 1] + 14, students, 10)
        leaf.text(270, ys[k + 1] + 14, new, 10)
    assert [row[0] for row in tables(paper)[0]] == ["年度", "2022", "2023"]


def test_rules_of_dots_and_rules_that_are_thin_pictures_make_a_table() -> None:
    xs, ys = [90.0, 210.0, 330.0], [200.0, 224.0, 248.0]
    cells = [["项目", "数值"], ["在校生", "5120"]]
    dotted, pictured = Paper(), Paper()
    page = dotted.page()
    for y in ys:
        for k in range(81):
            page.box(90 + 3 * k, y, 91 + 3 * k, y + 1, fill=0)
    for x in xs:
        for k in range(17):
            page.box(x, 200 + 3 * k, x + 1, 201 + 3 * k, fill=0)
    page.cells(xs, ys, cells)
    page = pictured.page()
    for y in ys:
        page.picture(90, y, 330, y + 0.7)
    for x in xs:
        page.picture(x, 200, x + 0.7, 248)
    page.cells(xs, ys, cells)
    for paper in (dotted, pictured):
        layout = paper.layout()
        assert [rows(layout, piece) for piece in layout.pieces if piece.kind == "table"] == [cells]


def test_the_border_of_short_strokes_round_a_table_is_not_taken_for_its_rules() -> None:
    paper = Paper()
    leaf = paper.page()
    for k in range(140):
        for y in (180, 320):
            for _ in range(4):
                leaf.box(88 + 3 * k, y, 89.5 + 3 * k, y + 3.3, fill=0.3)
    printed = [["专业", "招生", "在校", "毕业"], *body(3)]
    leaf.grid([100, 200, 300, 400, 500], heights(200, 4), [row[:4] for row in printed])
    assert tables(paper) == [[row[:4] for row in printed]]


def test_shaded_cells_with_gaps_between_are_cells_also_where_they_are_merged() -> None:
    paper = Paper()
    leaf = paper.page()
    cells = {
        (0, 0, 1, 1): "大类", (0, 1, 1, 1): "专业", (0, 2, 1, 2): "学生", (1, 0, 3, 1): "装备制造",
        **{(r, c, 1, 1): f"{'甲乙丙'[r - 1]}{c}" for r in (1, 2, 3) for c in (1, 2, 3)},
    }  # fmt: skip
    for (row, column, down, across), text in cells.items():
        x0, x1 = 91 + 100 * column, 89 + 100 * (column + across)
        top, bottom = 101 + 24 * row, 99 + 24 * (row + down)
        leaf.box(x0, top, x1, bottom, fill=0.8 if row == 0 or column == 0 else 0.95)
        leaf.text((x0 + x1 - 10 * len(text)) / 2, (top + bottom) / 2 + 3.5, text, 10)
    (piece,) = [piece for piece in paper.layout().pieces if piece.kind == "table"]
    assert [[(cell.column, cell.colspan, cell.rowspan) for cell in row] for row in piece.rows][:2] == [
        [(0, 1, 1), (1, 1, 1), (2, 2, 1)],
        [(0, 1, 3), (1, 1, 1), (2, 1, 1), (3, 1, 1)],
    ]
    assert tables(paper)[0][1:] == [["装备制造", "甲1", "甲2", "甲3"], ["乙1", "乙2", "乙3"], ["丙1", "丙2", "丙3"]]


def narrow(leaf: Leaf, xs: list[float], y: float, cells: list[str], step: float = 16) -> float:
    """Print cells in the middle of columns 7 points apart; return the baseline of the next row."""
    for cell, x0, x1 in zip(cells, xs, xs[1:], strict=False):
        leaf.text((x0 + x1 - 7 - width(cell, 10)) / 2, y, cell, 10)
    return y + step


def test_cells_of_narrow_columns_whose_gaps_part_no_words_are_told_by_the_rows() -> None:
    paper = Paper()
    leaf = paper.page()
    head = ["学校名称", "专业数（个）", "在校生（人）", "双师比例（%）"]
    printed = [[f"第{k}学校", str(k + 2), f"2{k}65", f"81.{k}"] for k in range(1, 6)]
    leaf.centred(80, "表 1-1 各校专业", 11, bold=True)
    y = narrow(leaf, xs := [200.0, 247, 314, 381, 453], 100, head)
    for row in printed:
        y = narrow(leaf, xs, y, row)
    leaf.prose(filled("表后的文字另起一段" * 6, 34), y + 20)
    assert tables(paper) == [[head, *printed]]


@pytest.mark.parametrize("about", ["", "统计时间：2024 年 8 月"])
def test_headers_of_several_lines_under_a_title_stand_over_their_columns(about: str) -> None:
    paper = Paper()
    leaf = paper.page()
    printed = [[f"第{k}职业技术学校"[: 5 + k], f"68{k}1", f"2{k}", f"9{k}", f"8{k}"] for k in range(4, 0, -1)]
    lower = ["就业", "升学", "学生", "雇主"]
    xs = [190.0, 272, 299, 326, 353, 380]
    leaf.centred(70, "表 2-1 毕业去向与满意度", 11, bold=True)
    for x0, x1, y, word in ((272, 326, 98, "毕业去向"), (272, 326, 112, "（人）"), (326, 380, 105, "满意度%")):
        leaf.text((x0 + x1 - 7 - width(word, 10)) / 2, y, word, 10)
    leaf.text(380, 88, about or " ", 9)
    leaf.text(200, 115, "学校", 10)
    y = narrow(leaf, xs[1:], 132, lower)
    for row in printed:
        y = narrow(leaf, xs, y, row)
    assert tables(paper) == [[["学校", "毕业去向（人）", "满意度%"], lower, *printed]]


def test_a_header_over_three_others_of_two_lines_stands_above_them() -> None:
    paper = Paper()
    leaf = paper.page()
    xs = [90.0, 150, 210, 270, 330, 390, 450]
    for x, year in ((150.0, "2023 年"), (330.0, "2024 年")):
        leaf.text(x + 30 - width(year, 10) / 2, 110, year, 10)
    leaf.text(100, 110, "生源类别", 10)
    lower = [["录取", "报到", "报到率"] * 2, ["（人）", "（人）", "（%）"] * 2]
    leaf.cells([150.0, 210, 270, 330, 390, 450, 510], [126, 142, 158], lower)
    printed = [[f"第{k}类生源", f"179{k}", f"171{k}", f"95.{k}", f"193{k}", f"186{k}", f"96.{k}"] for k in range(1, 5)]
    leaf.cells([*xs, 510], heights(164, 4, 24), printed)
    head = [["生源类别", "2023 年", "2024 年"], ["录取（人）", "报到（人）", "报到率（%）"] * 2]
    assert tables(paper) == [[*head, *printed]]


def test_words_set_downwards_head_their_columns() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = [100.0, 170, 190, 210, 230]
    leaf.grid(XS, ys, [["序号", "指标", "单位", "", ""], *body(3)])
    for x, year in ((395, "2023年"), (465, "2024年")):
        for k, sign in enumerate(year):
            leaf.text(x - 5, 115 + 11 * k, sign, 10)
    assert tables(paper) == [[["序号", "指标", "单位", "2023年", "2024年"], *body(3)]]


def test_digits_that_lie_in_a_word_set_downwards_stand_where_they_do() -> None:
    paper = Paper()
    for _ in range(2):
        leaf = paper.page()
        leaf.prose(filled("说明文字" * 20, 34), 60)
        leaf.grid(XS, [200, 270, 290, 310, 330], [["序号", "指标", "单位", "", ""], *body(3)])
        leaf.text(391, 215, "至", 10)
        leaf.text(391, 220, "2023", 10, angle=-90)
        leaf.text(391, 250, "年", 10)
        leaf.text(461, 210, "2024", 10, angle=-90)
        leaf.text(461, 242, "年", 10)
    (first, _) = tables(paper)
    assert first[0] == ["序号", "指标", "单位", "至2023年", "2024年"]


def test_a_chip_before_a_title_over_a_rule_makes_no_table_with_what_is_near() -> None:
    paper = Paper()
    leaf = paper.page()
    for k, value in enumerate(("2022年", "2023年", "2024年")):
        leaf.text(200 + 70 * k, 100, value, 8)
    leaf.text(200, 118, "图1-1", 10)
    leaf.text(250, 118, "在校生规模变化", 10)
    for y, number, title in ((140, "专题二", "学生发展"), (220, "专题三", "产教融合")):
        leaf.box(90, y, 176, y + 28, fill=0.4)
        leaf.rule(184, y + 28, 505, y + 28, 2)
        leaf.text(98, y + 20, number, 16, grey=1)
        leaf.text(186, y + 20, title, 16)
        leaf.prose(["全省组建联合体九个，牵头院校三十一所，合作企业两千多家，", "基地开放。"], y + 48)
    assert tables(paper) == []


def test_lines_of_a_label_may_stand_as_far_apart_as_rows_where_each_fills_its_column() -> None:
    paper = Paper()
    leaf = paper.page()
    labels = ["毕业生本省去向落", "实率", "月收入", "理工农医类专业相", "关度", "雇主满意度"]
    values = {0: "81", 2: "82", 3: "83", 5: "84"}
    for k, label in enumerate(labels):
        leaf.text(140 + (80 - width(label, 10)) / 2, 140 + 17 * k, label, 10)
        if k in values:
            leaf.text(260, 140 + 17 * k, "%", 10)
            leaf.text(330, 137 + 17 * k, values[k], 10)
    for x, head in ((160, "指标"), (255, "单位"), (320, "2024年")):
        leaf.text(x, 118, head, 10)
    for y in (104, 124, 234):
        leaf.rule(130, y, 360, y)
    assert [row[0] for row in tables(paper)[0]] == [
        "指标", "毕业生本省去向落实率", "月收入", "理工农医类专业相关度", "雇主满意度",
    ]  # fmt: skip


def test_the_rest_of_a_label_in_a_row_of_its_own_overleaf_is_of_the_table() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    first.grid(XS, heights(680, 4), [HEAD, *body(3)])
    second.grid(XS, [72, 92], [["", "的其余几字", "", "", ""]])
    second.prose(filled("表后的文字另起一段" * 6, 34), 130)
    assert [len(table) for table in tables(paper)] == [4, 1]


def test_words_alone_in_a_box_of_two_halves_are_no_table() -> None:
    paper = Paper()
    paper.page().grid([90, 200, 505], [72, 92], [["", "框里的文字"]])
    assert tables(paper) == []


def test_an_unshaded_storey_of_a_shaded_head_has_a_cell_in_each_column() -> None:
    paper = Paper()
    leaf = paper.page()
    ys = heights(100, 3)
    for left, right in ((90, 130), (130, 300), (300, 360)):
        leaf.box(left, ys[0], right, ys[2], fill=0.85)
    leaf.box(360, ys[0], 500, ys[1], fill=0.85)
    for left, right in pairwise(XS):
        leaf.box(left, ys[2], right, ys[3], fill=0.95)
    leaf.cells([360, 500], ys[:2], [["年度"]])
    leaf.cells([90, 130, 300, 360], [ys[0], ys[2]], [["序号", "指标", "单位"]])
    leaf.cells([360, 430, 500], ys[1:3], [["2023 年", "2024 年"]])
    leaf.cells(XS, ys[2:], body(1))
    assert tables(paper) == [[["序号", "指标", "单位", "年度"], ["2023 年", "2024 年"], *body(1)]]
