"""Boxes round text are numbered, over page breaks too; what they hold stays in order."""

from __future__ import annotations

import pytest
from tests.layout.paper import Leaf, Paper, filled, rows, words

PROSE = "学校围绕区域产业办学把课堂设在车间与田间"


def outside(leaf: Leaf, y: float = 80) -> None:
    leaf.prose(filled("本段文字在框外面说明总体情况" * 5, 34), y)


def case(leaf: Leaf, y: float) -> None:
    """Print a case's title and a paragraph from ``y`` on, 80 points high."""
    leaf.centred(y + 20, "案例 1-1 某校的做法", 12, bold=True)
    leaf.prose(filled(PROSE * 3, 33), y + 40, left=96)


def frames(paper: Paper) -> dict[str, int | None]:
    layout = paper.layout()
    return {words(layout, piece)[:4]: piece.frame for piece in layout.pieces if piece.kind == "text"}


@pytest.mark.parametrize("dress", ["drawn", "shaded", "both", "paragraphs", "bar", "bars"])
def test_a_box_round_a_case_is_its_frame(dress: str) -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    if dress in ("shaded", "both"):
        leaf.box(90, 200, 505, 300, fill=0.93)
    if dress in ("drawn", "both"):
        leaf.box(90, 200, 505, 300)
    if dress == "paragraphs":
        leaf.box(90, 200, 505, 225, fill=0.93)
        leaf.box(90, 225, 505, 300, fill=0.93)
    if dress == "bar":
        leaf.box(86, 200, 90, 300, fill=0.4)
    if dress == "bars":
        leaf.box(86, 200, 90, 230, fill=0.4)
        leaf.box(86, 222, 90, 300, fill=0.4)
    case(leaf, 200)
    outside(leaf, 330)
    assert frames(paper) == {"本段文字": None, "案例 1": 0, PROSE[:4]: 0}


def test_a_bar_with_nothing_beside_it_marks_nothing() -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    leaf.box(450, 300, 454, 400, fill=0.4)
    assert frames(paper) == {"本段文字": None}


def test_a_box_whose_dashes_leave_its_round_corners_open_is_a_frame_over_pages_and_round_a_table() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    outside(first)
    for leaf, top, bottom in ((first, 600, 770), (second, 70, 250)):
        for x in (90, 505):
            for y in range(top + 8, bottom - 8, 5):
                leaf.rule(x, y, x, y + 3)
        for y in (top, bottom):
            leaf.rule(98, y, 497, y)
    case(first, 600)
    second.grid([110, 240, 370, 490], [90, 110, 130], [["类别", "2023 年", "2024 年"], ["学生", "101", "201"]])
    second.prose(filled("企业参与全程评价" * 8, 33), 160, left=96)
    outside(second, 290)
    layout = paper.layout()
    found = [(piece.kind, piece.frame) for piece in layout.pieces]
    assert found == [("text", None), ("text", 0), ("text", 0), ("table", 0), ("text", 0), ("text", None)]


def test_a_shaded_box_above_the_bands_of_a_table_almost_as_wide_is_a_frame() -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    leaf.box(90, 200, 505, 300, fill=0.93)
    case(leaf, 200)
    ys = [400.0, 420, 440, 460]
    for top, bottom in ((400, 420), (440, 460)):
        leaf.box(88, top, 507, bottom, fill=0.9)
    leaf.cells([88, 220, 360, 507], ys, [["类别", "2023 年", "2024 年"], ["学生", "101", "201"], ["教师", "11", "21"]])
    assert frames(paper) == {"本段文字": None, "案例 1": 0, PROSE[:4]: 0}


def test_a_frame_that_goes_on_overleaf_keeps_its_number() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    outside(first)
    first.box(90, 650, 505, 770)
    case(first, 650)
    second.box(90, 70, 505, 130)
    second.prose(["框里的文字在下一页接着讲"], 100, left=96, indent=0)
    outside(second, 170)
    assert set(frames(paper).values()) == {None, 0}


def test_a_new_frame_behind_text_has_a_number_of_its_own() -> None:
    paper = Paper()
    leaf = paper.page()
    for k in range(3):
        leaf.box(90, 80 + 200 * k, 505, 180 + 200 * k)
        leaf.prose([f"{k}号框里的文字"], 120 + 200 * k, left=96)
        outside(leaf, 210 + 200 * k)
    assert sorted(number for number in frames(paper).values() if number is not None) == [0, 1, 2]


def test_a_table_in_a_case_stands_in_its_frame() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.box(90, 100, 505, 400)
    leaf.text(110, 130, "案例 1-1 某校的做法", 12, bold=True)
    leaf.grid([120, 250, 400], [160, 180, 200], [["项目", "人数"], ["实训", "24"]])
    leaf.prose(filled(PROSE * 3, 32), 240, left=100)
    layout = paper.layout()
    assert [(piece.kind, piece.frame) for piece in layout.pieces] == [("text", 0), ("table", 0), ("text", 0)]


def test_a_picture_that_touches_its_frame_does_not_break_it() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.box(90, 100, 505, 330)
    leaf.picture(200, 100, 400, 230)
    leaf.box(200, 100, 400, 230, fill=0.8)
    leaf.centred(250, "图 1-1 学生在实训车间里", 10)
    leaf.prose(filled(PROSE * 3, 32), 275, left=100)
    assert set(frames(paper).values()) == {0}


@pytest.mark.parametrize("side", [0, 6])
def test_a_table_whose_rules_meet_the_box_of_its_case_is_a_table_in_it(side: float) -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    leaf.box(90, 180, 505, 420)
    leaf.centred(200, "案例 1-1 某校的做法", 12, bold=True)
    leaf.prose(filled(PROSE * 3 + "。", 33), 220, left=96)
    xs, ys = [90 + side, 230, 370, 505 - side], [310, 330, 350, 370]
    leaf.grid(xs, ys, [["班级", "人数", "占比"], ["机电", "30", "12%"], ["数控", "28", "11%"]])
    leaf.prose(["学员又回到课堂。"], 392, left=96)
    outside(leaf, 450)
    layout = paper.layout()
    assert [(piece.kind, piece.frame) for piece in layout.pieces] == [
        ("text", None),
        ("text", 0),
        ("text", 0),
        ("table", 0),
        ("text", 0),
        ("text", None),
    ]
    assert rows(layout, layout.pieces[3]) == [["班级", "人数", "占比"], ["机电", "30", "12%"], ["数控", "28", "11%"]]


def test_a_note_in_the_last_row_of_a_table_makes_no_box() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.grid([90, 230, 370, 505], [100, 120, 140], [["班级", "人数", "占比"], ["机电", "30", "12%"]])
    leaf.box(90, 140, 505, 180)
    leaf.text(95, 154, "注：人数以九月一日在册的为准，不含休学的学生。", 10)
    [table] = paper.layout().pieces
    assert len(table.rows) == 3


def test_a_table_right_below_a_frame_is_in_it_and_so_is_what_follows() -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    leaf.box(90, 180, 505, 280, fill=0.93)
    case(leaf, 180)
    leaf.grid([94, 230, 370, 501], [284, 304, 324], [["班级", "人数", "占比"], ["机电", "30", "12%"]])
    leaf.box(90, 328, 505, 360, fill=0.93)
    leaf.prose(["学员又回到课堂。"], 346, left=96)
    outside(leaf, 400)
    frames_of = [(piece.kind, piece.frame) for piece in paper.layout().pieces]
    assert frames_of == [("text", None), ("text", 0), ("text", 0), ("table", 0), ("text", 0), ("text", None)]


def test_a_drawn_box_that_holds_prose_and_a_table_without_rules_is_a_frame() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.box(90, 100, 505, 300)
    leaf.prose(filled(PROSE * 3 + "。", 33), 120, left=96)
    for k, row in enumerate((["班级", "人数", "占比"], *([f"机电{n}班", str(20 + n), f"{n}%"] for n in range(1, 7)))):
        for x, cell in zip((110, 250, 400), row, strict=True):
            leaf.text(x, 180 + 18 * k, cell, 10)
    assert {piece.frame for piece in paper.layout().pieces} == {0}


def test_prose_beside_a_blank_cell_under_a_title_is_a_case_in_its_box() -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    for y in (200, 225, 330):
        leaf.rule(90, y, 505, y)
    leaf.rule(90, 200, 90, 330)
    leaf.rule(505, 200, 505, 330)
    leaf.rule(200, 225, 200, 330)
    leaf.box(95, 230, 195, 325, fill=0.7)
    leaf.centred(217, "案例 1-1 某校的做法", 12, bold=True)
    leaf.prose(filled((PROSE + "，")[:20] * 4 + "。", 24), 245, left=206)
    outside(leaf, 360)
    assert frames(paper) == {"本段文字": None, "案例 1": 0, PROSE[:4]: 0}


def test_a_bar_at_the_edge_of_a_shaded_box_reaches_no_farther_than_the_box() -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    leaf.box(90, 200, 280, 225, fill=0.93)
    leaf.box(90, 200, 93, 225, fill=0.4)
    leaf.text(98, 216, "招生数创新高", 10)
    leaf.text(310, 216, "右边的文字", 12)
    outside(leaf, 260)
    assert frames(paper) == {"本段文字": None, "招生数创": 0, "右边的文": None}


def test_prose_in_boxes_side_by_side_is_read_box_by_box() -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    for left, word in ((90, "甲"), (305, "乙")):
        leaf.box(left, 200, left + 200, 262, fill=0.93)
        leaf.prose(filled(word * 20 + "，" + word * 6, 15), 225, left=left + 8, indent=0)
    outside(leaf, 330)
    layout = paper.layout()
    assert [(piece.kind, words(layout, piece)[0]) for piece in layout.pieces] == [
        ("text", "本"), ("text", "甲"), ("text", "乙"), ("text", "本"),
    ]  # fmt: skip


def test_a_box_open_at_both_ends_of_a_page_goes_on_over_it() -> None:
    paper = Paper()
    pages = [paper.page() for _ in range(3)]
    outside(pages[0])
    for leaf, top, bottom in zip(pages, (600, 60, 60), (790, 790, 250), strict=True):
        for x in (90, 505):
            for y in range(top, bottom, 5):
                leaf.rule(x, y, x, y + 3)
    pages[0].rule(90, 600, 505, 600)
    pages[2].rule(90, 250, 505, 250)
    case(pages[0], 600)
    for leaf in pages[1:]:
        leaf.prose(filled("企业参与全程评价" * 20, 33), 90, left=96)
    outside(pages[2], 290)
    assert [piece.frame for piece in paper.layout().pieces] == [None, 0, 0, 0, 0, None]


def test_a_table_that_breaks_a_box_of_shaded_paragraphs_may_be_a_little_wider() -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    leaf.box(90, 200, 505, 300, fill=0.93)
    case(leaf, 200)
    leaf.grid([80, 300, 520], [306, 326, 346], [["村名", "户数"], ["柳湾", "12"]])
    leaf.box(90, 350, 505, 420, fill=0.93)
    leaf.prose(filled(PROSE * 2, 33), 370, left=96)
    layout = paper.layout()
    assert [piece.frame for piece in layout.pieces] == [None, 0, 0, 0, 0]


def test_a_bar_of_paragraphs_goes_on_beside_a_picture_and_over_a_table() -> None:
    paper = Paper()
    leaf = paper.page()
    outside(leaf)
    for top, bottom in ((200, 300), (300, 380), (380, 420), (466, 530)):
        leaf.box(86, top, 90, bottom, fill=0.4)
    case(leaf, 200)
    leaf.picture(200, 305, 400, 375)
    leaf.text(240, 400, "图 1-1 师生在车间", 10)
    leaf.grid([92, 300, 505], [424, 444, 464], [["村名", "户数"], ["柳湾", "12"]])
    leaf.prose(filled(PROSE * 2, 33), 490, left=96)
    outside(leaf, 600)
    assert [piece.frame for piece in paper.layout().pieces] == [None, 0, 0, 0, 0, 0, None]


def test_a_round_shape_that_cuts_through_a_line_is_no_box() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled(PROSE * 4, 34), 100)
    curve = "0.8 g 150 700 m 150 760 260 760 260 700 c 260 640 150 640 150 700 c f"
    leaf.content.insert(0, curve)
    assert {piece.frame for piece in paper.layout().pieces} == {None}
