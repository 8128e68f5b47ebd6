"""Lines become paragraphs by indent, short last line, gap and style; page breaks are told from paragraph ends."""

from __future__ import annotations

import pytest
from tests.layout.paper import Leaf, Paper, filled, rows, width, words

LONG = "全市中等职业学校坚持立德树人根本任务持续改善办学条件健全质量年报制度并且按时公开接受社会监督与评议"


def body(leaf: Leaf, y: float, count: int = 3, indent: float = 24) -> float:
    """Print paragraphs whose lines fill 34 ideographs."""
    for _ in range(count):
        y = leaf.prose(filled(LONG + LONG, 34), y, indent=indent)
    return y


def texts(paper: Paper) -> list[str]:
    layout = paper.layout()
    return [words(layout, piece).replace("\n", "") for piece in layout.pieces if piece.kind == "text"]


def test_an_indent_begins_a_paragraph_even_where_the_line_before_is_full() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    y = leaf.prose(filled("甲" * 66, 34), y)
    leaf.prose(filled("乙" * 40, 34), y)
    assert texts(paper)[-2:] == ["甲" * 66, "乙" * 40]


def test_a_short_last_line_ends_a_paragraph_without_indents() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100, indent=0)
    leaf.prose(["丙" * 34, "丁" * 5], y, indent=0)
    assert texts(paper)[-1] == "丙" * 34 + "丁" * 5


def test_without_indents_a_little_room_below_a_sentence_ends_a_paragraph() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100, indent=0)
    y = leaf.prose(["丙" * 34, "丁" * 33 + "。"], y, indent=0)
    leaf.prose(["戊" * 20], y + 5, indent=0)
    assert texts(paper)[-2:] == ["丙" * 34 + "丁" * 33 + "。", "戊" * 20]


def test_with_indents_a_little_room_below_a_sentence_is_a_taller_line() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.prose(["丙" * 32, "丁" * 33 + "。"], y)
    leaf.prose(["戊" * 20], y + 45, indent=0)
    assert texts(paper)[-1] == "丙" * 32 + "丁" * 33 + "。" + "戊" * 20


def test_a_number_that_would_not_fit_leaves_no_short_line() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.prose(["甲" * 30, "1548405.10 平方米"], y)
    assert texts(paper)[-1].startswith("甲" * 30 + "1548405.10")


def test_a_number_that_hangs_on_a_comma_leaves_no_short_line() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.prose(["甲" * 26 + "1260万", "元，2025年乙"], y)
    assert texts(paper)[-1] == "甲" * 26 + "1260万元，2025年乙"


def test_numbers_that_hang_on_one_another_leave_no_short_line() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    y = leaf.prose(["甲" * 26 + "分别占", "36.1%、14.8%、21.7%。"], y)
    leaf.prose(["甲" * 27 + "生师比", "15.76∶1；乙"], y)
    assert texts(paper)[-2:] == ["甲" * 26 + "分别占36.1%、14.8%、21.7%。", "甲" * 27 + "生师比15.76∶1；乙"]


def test_a_line_that_breaks_off_in_a_clause_ends_no_paragraph() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.prose(["甲" * 28 + "校均规模8", "293 人，乙"], y)
    assert texts(paper)[-1] == "甲" * 28 + "校均规模8293 人，乙"


def test_lines_of_like_width_behind_an_indent_are_not_centred() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.text(114, y, "丙" * 31)
    leaf.prose(["丁" * 31, "126万元" + "戊" * 20], y + 20)
    assert texts(paper)[-2:] == ["丙" * 31, "丁" * 31 + "126万元" + "戊" * 20]


def test_paragraphs_of_a_block_set_in_by_little_are_whole() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.prose(["丙" * 30, "丁" * 32, "戊" * 5], y, left=108)
    assert texts(paper)[-1] == "丙" * 30 + "丁" * 32 + "戊" * 5


def test_headings_of_one_width_are_no_measure_of_the_column() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.text(90, 100, "1.1 学校概况", bold=True)
    leaf.text(90, 125, "1.1.1 教职工", bold=True)
    for k, count in enumerate((34, 31, 30, 28, 26)):
        leaf.text(90, 150 + 20 * k, "甲" * count)
    assert texts(paper)[:2] == ["1.1 学校概况", "1.1.1 教职工"]


def test_one_line_that_reaches_further_does_not_widen_the_column() -> None:
    paper = Paper()
    leaf = paper.page()
    y = leaf.prose(filled(LONG + LONG, 34), 100)
    leaf.text(90, y, "乙" * 38)
    leaf.prose(filled(LONG, 34), y + 20)
    assert texts(paper) == [LONG + LONG, "乙" * 38, LONG]


def test_figures_further_on_make_the_first_character_of_a_line_no_narrower() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.prose(["甲" * 31 + "1", "乙1234567890乙"], y, indent=20)
    assert texts(paper)[-1] == "甲" * 31 + "1乙1234567890乙"


def test_a_stretched_gap_before_a_year_makes_no_entry_of_a_directory() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.text(114, y, "甲" * 27)
    leaf.text(462, y, "2031—")
    leaf.text(90, y + 20, "2032 年度乙乙")
    assert texts(paper)[-1].endswith("2031—2032 年度乙乙")


def test_a_stretched_gap_before_a_number_makes_no_entry_where_a_sentence_goes_on() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.text(114, y, "甲" * 28)
    leaf.text(486, y, "64")
    leaf.text(90, y + 20, "次，乙乙。")
    assert texts(paper)[-1].endswith("64次，乙乙。")


def test_headings_and_captions_are_pieces_of_their_own() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.text(90, 80, "1.1 发展规模", 16, bold=True)
    y = body(leaf, 110, count=1)
    leaf.centred(y + 10, "图 1-1 在校生规模", 10)
    y = body(leaf, y + 40, count=1)
    assert texts(paper)[0] == "1.1 发展规模"
    assert texts(paper)[2] == "图 1-1 在校生规模"


def test_each_entry_of_a_directory_is_a_piece() -> None:
    paper = Paper()
    leaf = paper.page()
    for k, entry in enumerate(("1. 基本情况", "1.1 发展规模", "1.2 办学条件")):
        leaf.text(90, 100 + 20 * k, entry + "." * int((400 - len(entry) * 9) / 6), 12)
        leaf.text(500, 100 + 20 * k, str(k + 3), 12)
    assert len(texts(paper)) == 3


def test_a_paragraph_over_a_page_break_runs_on() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    y = body(first, 100)
    lines = filled(LONG * 3, 34)
    first.prose(lines[:2], y)
    y = second.prose(lines[2:], 100, indent=0)
    body(second, y)
    layout = paper.layout()
    after = next(piece for piece in layout.pieces if piece.page == 2)
    assert after.runs_on is True
    assert [piece.runs_on for piece in layout.pieces if piece.page == 2][1:] == [False, False, False]


def test_a_new_paragraph_at_the_head_of_a_page_does_not_run_on() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    body(first, 100)
    body(second, 100)
    layout = paper.layout()
    assert next(piece for piece in layout.pieces if piece.page == 2).runs_on is False


def test_without_indents_a_full_last_line_leaves_the_join_open() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    y = body(first, 100, indent=0)
    first.prose(["甲" * 34], y, indent=0)
    second.prose(["乙" * 34, "丙" * 9], 100, indent=0)
    layout = paper.layout()
    assert next(piece for piece in layout.pieces if piece.page == 2).runs_on is None


def test_pages_are_parted_by_form_feeds() -> None:
    paper = Paper()
    for name in ("甲", "乙", "丙"):
        paper.page().prose([name * 30], 100)
    assert paper.layout().text.count("\f") == 2


def test_text_in_two_columns_is_read_down_the_first_column_before_the_second() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.centred(80, "一个通栏的标题", 18, bold=True)
    for k in range(9):
        leaf.text(70, 120 + 20 * k, "左" * 17, 12)
        leaf.text(310, 120 + 20 * k, "右" * 17, 12)
    text = paper.layout().text.replace("\n", "")
    assert text == "一个通栏的标题" + "左" * 153 + "右" * 153


def test_turned_pages_are_read_upright_and_located_as_shown() -> None:
    paper = Paper()
    leaf = paper.page(595, 842, rotate=90)
    for k in range(4):
        leaf.text(100 + 20 * k, 742, f"第{'一二三四'[k]}行的文字", 12, angle=90)
    layout = paper.layout()
    assert layout.text == "第一行的文字\n第二行的文字\n第三行的文字\n第四行的文字\n"
    page = layout.pages[0]
    assert (page.width, page.height) == (842, 595)
    _, box = layout.glyphs.locate(0, 1)
    assert box is not None
    assert box[2] - box[0] < 20
    assert box[1] < 130


def test_a_quotation_mark_that_cannot_begin_a_line_leaves_no_short_line() -> None:
    paper = Paper()
    leaf = paper.page()
    body(leaf, 80)
    lines = filled("学校围绕区域产业办学把课堂设在车间与田间" * 3, 34)
    leaf.prose([lines[0], lines[1][:-2], "单。“课堂”就在车间。"], 500)
    assert texts(paper)[-1].endswith("就在车间。")


def test_a_block_set_in_from_the_margins_has_whole_paragraphs() -> None:
    paper = Paper()
    leaf = paper.page()
    body(leaf, 80)
    story = "海棠小铺由学生自己经营小店的账本每周公开顾客留言贴满了墙" * 4 + "。"
    y = leaf.prose(filled(story, 30), 300, left=114)
    leaf.prose(filled(story, 30), y, left=114)
    body(leaf, 560)
    assert [text for text in texts(paper) if text.startswith("海棠")] == [story, story]


def test_items_of_a_list_stay_paragraphs() -> None:
    paper = Paper()
    leaf = paper.page()
    body(leaf, 80)
    items = [
        "（1）完善专业建设制度。",
        "（2）加强课程资源管理，落实各系部责任。",
        "（3）建立教材选用台账。",
        "（4）定期开展评估。",
    ]
    for k, item in enumerate(items):
        leaf.text(114, 300 + 20 * k, item)
    body(leaf, 420)
    assert [text for text in texts(paper) if text.startswith("（")] == items


def test_a_footnote_at_the_foot_of_the_page_parts_no_paragraph() -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    first.text(90, 60, "1.1 实训条件", 16, bold=True)
    for leaf, y in ((first, 100), (first, 200), (second, 200), (second, 300)):
        leaf.prose(filled("段落里的文字从左到右排满每一行直到右边的页边" * 5, 34), y)
    first.prose(
        [
            "学校共有实训室一百二十间，其中理实一体化的实训室有四十二间，分",
            "布在三个校区，每间可供四十名学生同时实训，全年的累计使用时间可达到三",
        ],
        600,
    )
    first.text(90, 760, "① 数据截至学年末。", 9)
    second.prose(["千二百学时。"], 100, indent=0)
    layout = paper.layout()
    assert next(piece for piece in layout.pieces if words(layout, piece) == "千二百学时。").runs_on is True


@pytest.mark.parametrize("number", ["2.3 ", "3. ", "（2）", "③", "贰、", "Ⅱ ", "【案例 2】"])
def test_a_numbered_title_below_a_full_line_is_no_end_of_its_paragraph(number: str) -> None:
    paper = Paper()
    leaf = paper.page()
    y = leaf.prose([*filled("甲" * 65, 34), "乙" * 33 + "。"], body(leaf, 100))
    leaf.text(90, y, f"{number}实训条件", 12)
    body(leaf, y + 20)
    assert f"{number}实训条件" in texts(paper)


def test_a_bold_number_before_a_title_does_not_make_its_first_line_bold() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled("本段文字说明总体情况" * 9, 34), 80)
    leaf.text(90, 180, "案例 2-1", 12, bold=True)
    leaf.text(90 + 24 + 24 + 15, 180, "北山县职业教育中心把课堂搬到驿道和古桥之间让青春的讲堂走", 12)
    leaf.text(90, 200, "进古驿道", 12)
    leaf.prose(filled("学校组建由教师和讲解员参加的讲师团走进乡村" * 3, 34), 220)
    layout = paper.layout()
    assert "走\n进古驿道" in "|".join(words(layout, piece) for piece in layout.pieces)


@pytest.mark.parametrize(("left", "aside"), [(90, 510), (160, 60)])
def test_notes_in_the_margin_cut_no_paragraph(left: float, aside: float) -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled("各校推进相关工作，取得明显成效，" * 9, 34), 100, left=left)
    for k, line in enumerate(["招生数创", "近五年新高"]):
        leaf.text(aside, 112 + 12 * k, line, 9)
    texts = [piece for piece in paper.layout().pieces if piece.kind == "text"]
    assert [piece.footnote for piece in texts] == [False, True]


def test_the_last_column_of_a_table_wider_than_the_prose_is_no_note() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled("学校围绕区域产业办学，把课堂设在车间与田间。" * 6, 26), 100, left=100)
    xs, ys = [90.0, 220, 340, 505], [300.0, 320, 340, 360]
    leaf.rule(90, 300, 505, 300)
    for x, y, word in ((100, 314, "去向"), (240, 314, "人数（人）"), (440, 314, "占比（%）")):
        leaf.text(x, y, word, 10)
    for k, cells in enumerate((["升学", "4296", "66.30"], ["就业", "2021", "31.19"])):
        for x, cell in zip((100, 250, 450), cells, strict=True):
            leaf.text(x, ys[k + 1] + 14, cell, 10)
    leaf.rule(90, 360, xs[-1], 360)
    layout = paper.layout()
    [table] = [piece for piece in layout.pieces if piece.kind == "table"]
    assert rows(layout, table)[1:] == [["升学", "4296", "66.30"], ["就业", "2021", "31.19"]]


def test_units_on_the_right_of_a_page_of_short_paragraphs_are_no_notes() -> None:
    paper = Paper()
    leaf = paper.page()
    for k in range(3):
        leaf.text(114, 100 + 150 * k, "以上情况由各校汇总上报，经市教育局核对，供各方参考。", 12)
        leaf.centred(125 + 150 * k, f"表 {k + 1} 学生规模", 12)
        leaf.text(450, 140 + 150 * k, "单位：人", 9)
    texts = [words(layout, piece) for layout in [paper.layout()] for piece in layout.pieces]
    assert [texts.index(f"表 {k} 学生规模") for k in (1, 2, 3)] == [1, 4, 7]


def test_small_words_beside_a_caption_are_no_notes() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled("各校推进相关工作，取得明显成效，" * 9, 34), 100)
    leaf.text(510, 124, "图 1-1 校门", 9)
    assert not any(piece.footnote for piece in paper.layout().pieces)


def test_a_line_set_to_the_right_does_not_go_on_with_a_title() -> None:
    paper = Paper()
    leaf = paper.page()
    y = body(leaf, 100)
    leaf.text(498 - 10 * 12, y, "（某校教务处供稿单位）", 12)
    leaf.text(90, y + 20, "案例 2-2 一门课程的故事", 12)
    body(leaf, y + 40)
    assert "案例 2-2 一门课程的故事" in texts(paper)


def test_pages_set_to_other_margins_keep_their_paragraphs_whole() -> None:
    paper = Paper()
    pages = [(90, 34), (90, 34), (98, 31), (98, 31)]
    for left, places in pages:
        leaf = paper.page()
        y = 100.0
        for sign in "甲乙丙":
            y = leaf.prose(filled(sign * 190, places), y, left=left)
    assert texts(paper) == [sign * 190 for sign in "甲乙丙"] * len(pages)


def test_a_line_is_full_where_a_number_and_the_blank_before_it_do_not_fit() -> None:
    paper = Paper()
    leaf = paper.page()
    y = 100.0
    for lines in (filled(LONG + LONG, 34), ["甲" * 30, "968 台套" + "乙" * 30, "丙" * 9]):
        y = leaf.prose(lines, y, left=90.9)
    assert texts(paper)[-1] == "甲" * 30 + "968 台套" + "乙" * 30 + "丙" * 9


def test_a_title_of_a_table_goes_on_with_no_sentence() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose([*filled("教学改革持续深化。" * 10, 34), "具体情况见表。"], 100)
    leaf.prose(filled("产教融合不断推进，" * 7 + "见表。", 34), 260)
    leaf.text(90 + 7 * 12, 300, "表 1-1 近三年的学校规模和结构以及变化情况", 12)
    layout = paper.layout()
    assert words(layout, layout.pieces[-1]).startswith("表 1-1")


@pytest.mark.parametrize("right", [True, False])
def test_lines_beside_a_picture_are_of_the_paragraph_that_runs_round_it(right: bool) -> None:
    told = "学校围绕区域产业需要调整专业布局，完善实训条件，推动教师进企业、工匠进课堂，学生的技能水平逐步提高。" * 3
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled(told, 34), 100)
    leaf.text(114, 220, told[:32])
    x0, x1 = (400, 498) if right else (90, 188)
    for k in range(3):
        leaf.text(90 if right else 198, 240 + 20 * k, told[32 + 25 * k : 57 + 25 * k])
    leaf.picture(x0, 226, x1, 288)
    leaf.text(90, 300, told[107:141])
    leaf.text(90, 320, told[141:147])
    layout = paper.layout()
    assert words(layout, layout.pieces[-1]).replace("\n", "") == told[:147]


def test_a_first_letter_as_high_as_several_lines_opens_its_paragraph() -> None:
    told = "学校围绕区域产业需要调整专业布局，完善实训条件，推动教师进企业、工匠进课堂，学生的技能水平逐步提高。" * 2
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled(told, 34), 100)
    leaf.text(90, 251, told[0], 32)
    for k, y in ((1, 230), (32, 250)):
        leaf.text(125, y, told[k : k + 31])
    leaf.text(90, 270, told[63:])
    leaf.prose(filled(told, 34), 300)
    layout = paper.layout()
    assert [words(layout, piece).replace("\n", "") for piece in layout.pieces] == [told] * 3


def test_a_comma_past_the_end_of_the_line_does_not_widen_the_column() -> None:
    paper = Paper()
    told: list[str] = []
    for number in range(6):
        leaf = paper.page(842, 595)
        told.append(
            "".join(f"开展培训{37 * k + number}期，参加教师{number + k}人次" for k in range(1, 9 + number)) + "。"
        )
        lines = [""]
        for sign in told[-1]:
            if width(lines[-1] + sign, 14) > 700 and sign not in "，。":
                lines.append("")
            lines[-1] += sign
        leaf.prose(lines, 120, left=60, size=14, step=17, indent=0)
    layout = paper.layout()
    assert [words(layout, piece).replace("\n", "") for piece in layout.pieces] == told


def test_a_text_goes_on_behind_a_table_at_the_head_of_the_next_page() -> None:
    told = "学校共有实训室一百二十间，其中理实一体化的实训室有四十二间，分布在三个校区，可供学生同时实训，"
    paper = Paper()
    first, second = paper.page(), paper.page()
    for leaf, y in ((first, 100), (first, 200), (second, 300), (second, 400)):
        leaf.prose(filled("段落里的文字从左到右排满每一行直到右边的页边" * 5, 34), y)
    first.prose(filled((told * 2)[:66], 34), 600)
    second.centred(90, "表 1-1 实训室", 10, bold=True)
    second.grid([90, 200, 300], [100, 120, 140], [["校区", "间数"], ["东区", "42"]])
    second.prose(["全年的累计使用时间较长。"], 180, indent=0)
    layout = paper.layout()
    assert next(piece for piece in layout.pieces if words(layout, piece).startswith("全年")).runs_on is True


@pytest.mark.parametrize("x", [30, 380])
def test_a_quotation_in_large_letters_that_the_text_runs_round_is_no_part_of_it(x: float) -> None:
    told = "学校围绕区域产业需要调整专业布局，完善实训条件，推动教师进企业、工匠进课堂，学生的技能水平逐步提高。" * 3
    paper = Paper()
    leaf = paper.page()
    left = 150 if x < 90 else 90
    leaf.prose(filled(told, 28), 100, left=left)
    for k, y in enumerate((248, 272)):
        leaf.text(x, y, ("“人人皆可", "成才”")[k], 18, bold=True)
    leaf.text(left, 250, "案例 1-1 车间里的课堂")
    leaf.prose(filled(told, 28), 290, left=left)
    layout = paper.layout()
    assert [words(layout, piece).replace("\n", "") for piece in layout.pieces if not piece.footnote] == [
        told,
        "案例 1-1 车间里的课堂",
        told,
    ]
