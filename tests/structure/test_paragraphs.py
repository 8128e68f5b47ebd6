"""Paragraphs: page breaks, fixed widths, furniture left in the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.layout.paper import Paper, filled
from tests.structure.conftest import PROSE, STORY

from extract.layout.text import lay_out_text
from extract.structure import build_outline
from extract.structure.markers import Markers
from extract.structure.model import Outline
from extract.structure.units import read_units
from extract.structure.wraps import find_measure

Read = Callable[..., Outline]

LONG = STORY + PROSE + STORY


def paragraphs(outline: Outline) -> list[str]:
    return [passage.text for passage in outline.passages if passage.kind == "paragraph"]


def wrap(text: str, width: int, indent: str = "") -> str:
    text = indent + text
    lines = []
    while text:
        end = width
        while end < len(text) and text[end] in "，。；：”":
            end += 1
        lines.append(text[:end])
        text = text[end:]
    return "\n".join(lines)


@pytest.mark.parametrize("between", ["\n\n", "\n\n— 12 —\n\n", "\f", "\n\n第 3 页 共 9 页\n\n", "\n- 3 -\f"])
def test_a_paragraph_cut_by_a_page_is_one_passage(read: Read, between: str) -> None:
    outline = read("1. 概况", LONG[:47] + between + LONG[47:], "2. 育人", "P")
    assert paragraphs(outline) == [LONG, PROSE]
    pieces = [block for block in outline.blocks if block.kind == "paragraph"]
    assert [block.continues for block in pieces] == [None, pieces[0].id, None]


@pytest.mark.parametrize(
    "line", ["2. 育人", "案例 1-1 课堂", "图 1-1 现场", "表 1-1 规模", "（1）加强领导，落实经费。"]
)
def test_an_unfinished_paragraph_is_not_joined_over_anything_else(read: Read, line: str) -> None:
    outline = read("1. 概况", STORY[:30], line, "P")
    assert not any(block.continues for block in outline.blocks)


def test_a_short_line_without_stop_is_no_cut_paragraph(read: Read) -> None:
    assert paragraphs(read("1. 概况", "主要做法", "P")) == ["主要做法", PROSE]


def test_a_finished_paragraph_stays_alone(read: Read) -> None:
    assert paragraphs(read("1. 概况", "P", "Q", "主要做法如下：", "P")) == [PROSE, STORY, "主要做法如下：", PROSE]


def test_an_open_bracket_goes_on_whatever_the_length(read: Read) -> None:
    assert paragraphs(read("1. 概况", "出台《某市教育事业", "发展规划》等文件。")) == [
        "出台《某市教育事业发展规划》等文件。"
    ]


@pytest.mark.parametrize("indent", ["", "\u3000\u3000", "    "])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_text_of_a_fixed_width_is_read_as_paragraphs(read: Read, indent: str, blank: str) -> None:
    body = [wrap(text, 31, indent) for text in (LONG, STORY + LONG, LONG, PROSE + STORY)]
    lines = ["1. 概况", "1.1 规模", *body[:2], "案例 1-1 课堂", body[2], "图 1-1 现场", "1.2 结构", body[3]]
    outline = read(*lines, sep=blank)
    assert paragraphs(outline) == [LONG, STORY + LONG, LONG, PROSE + STORY]
    assert outline.cases[0].text == LONG
    assert [section.number for section in outline.sections] == ["1", "1.1", "1.2"]


def test_a_line_of_a_fixed_width_that_opens_with_a_number_is_no_heading(read: Read) -> None:
    story = "学校坚持开门办学，与行业龙头企业共建实训基地，全年投入经费\n1.2 亿元，惠及师生\n" + wrap(LONG * 3, 30)
    outline = read("1. 概况", "1.1 规模", story, sep="\n")
    assert [section.number for section in outline.sections] == ["1", "1.1"]


def test_lines_broken_after_so_many_characters_are_joined_too(read: Read) -> None:
    figures = "全市共有学校12所，在校生35995人，专任教师1939人，实训基地140个，教材27本。" * 6
    outline = read("1. 概况", wrap(figures, 34, "\u3000\u3000"), "2. 育人", wrap(LONG, 34, "\u3000\u3000"), sep="\n")
    assert paragraphs(outline) == [figures, LONG]


def test_a_line_that_breaks_off_early_in_a_clause_goes_on(read: Read) -> None:
    broken = "全校共有在校生 35995\n人，专任教师 1939\n人，实训基地齐备，\n" + wrap(LONG * 3, 30)
    outline = read("1. 概况", broken, "2. 育人", wrap(LONG, 30), sep="\n")
    assert paragraphs(outline) == [broken.replace("\n", ""), LONG]


def test_a_sentence_torn_by_blank_lines_is_one(read: Read) -> None:
    torn = "学校占地 350\n\n余亩，校舍建筑面积\n\n18.6 万平方米，另有宿舍\n\n12\n\n栋，新建实训楼一栋。"
    outline = read("1. 概况", wrap(LONG * 3, 30), torn, "2. 育人", wrap(LONG, 30), sep="\n")
    assert paragraphs(outline) == [LONG * 3, torn.replace("\n", ""), LONG]


def test_a_torn_sentence_takes_in_no_page_number_and_runs_no_numbers_together(read: Read) -> None:
    torn = "学校去年招生，今年报到\n\n17\n\n各专业的新生都到了。\n计划 4450 人，报到 4387\n\n98.58% 的新生来自农村。"
    outline = read("1. 概况", wrap(LONG * 3, 30), torn, sep="\n")
    assert "17" in paragraphs(outline)
    assert not any("438798" in text for text in paragraphs(outline))


def test_a_title_that_opens_its_paragraph_runs_over_like_any_line(read: Read) -> None:
    body = "1.1 学生规模：2023 年 9 月，全校共有教学班 82 个，在籍学生\n3648 人，其中男生 2011 人、女生 1637 人。"
    outline = read("1. 概况", body, wrap(LONG * 3, 30), sep="\n")
    assert [section.number for section in outline.sections] == ["1"]
    assert paragraphs(outline)[0] == body.replace("\n", "")


def test_the_values_of_a_list_stay_lines_of_their_own(read: Read) -> None:
    items = ["招生数 1200", "在校生数 3588", "毕业生数 1021"]
    outline = read("1. 概况", *items, wrap(LONG * 3, 30), sep="\n")
    assert paragraphs(outline)[:3] == items


def test_a_foot_that_two_pages_share_is_furniture(read: Read) -> None:
    outline = read(f"某市质量报告\n1. 概况\n{STORY[:30]}\n内部资料\f某市质量报告\n{STORY[30:]}\n内部资料", sep="\n")
    assert [block.kind for block in outline.blocks].count("page_furniture") >= 3
    assert STORY in paragraphs(outline)


def test_heads_and_page_numbers_at_form_feeds_are_furniture(read: Read) -> None:
    pages = [f"某市质量年度报告\n{PROSE}\n{STORY[:30]}\n{page}" for page in range(1, 5)]
    outline = read("\f".join(pages), sep="\n")
    kinds = [block.kind for block in outline.blocks]
    assert kinds.count("page_furniture") == 8
    assert len([text for text in paragraphs(outline) if text.startswith(STORY[:30] + PROSE[:9])]) == 3


def test_lone_numbers_that_count_on_are_page_numbers(read: Read) -> None:
    outline = read("1. 概况", LONG[:47], "7", LONG[47:], "P", "8", "Q", "12", "P", "9", "Q")
    assert [outline.text[one.start : one.end] for one in outline.blocks if one.kind == "page_furniture"] == [
        "7",
        "8",
        "9",
    ]
    assert paragraphs(outline)[0] == LONG


def test_a_running_head_below_a_page_number_is_told_by_coming_again_once(read: Read) -> None:
    head = "某市中等职业教育质量年度报告"
    outline = read(head, "1. 概况", "项目\t人数\n教师\t12", "第 1 页", head, "学生\t130\n班级\t6", "P", "第 2 页")
    assert [row[0] for table in outline.tables for row in table.rows] == ["教师", "学生", "班级"]
    assert len(outline.tables) == 1


def test_lines_of_eighteen_characters_are_joined(read: Read) -> None:
    text = (LONG + LONG)[: 18 * 12]
    outline = read("一、概况", "\n".join(text[at : at + 18] for at in range(0, len(text), 18)))
    assert outline.passages[1].text == text


def test_a_running_head_without_form_feeds_is_told_by_coming_again(read: Read) -> None:
    head = "某市中等职业教育质量年度报告"
    outline = read("封面", "2030 年", "1. 概况", LONG[:47], head, LONG[47:], head, "P", head, "Q")
    assert paragraphs(outline) == [LONG, PROSE, STORY]


def test_lines_that_come_again_in_the_text_stay(read: Read) -> None:
    outline = read("1. 概况", "主要做法", "P", "主要做法", "Q", "主要做法", "P")
    assert paragraphs(outline).count("主要做法") == 3


def test_a_title_as_long_as_a_line_ends_before_a_paragraph_that_is_set_in(read: Read) -> None:
    title = "    案例 1-1 与行业协会深度融合，多元共建产教融合专业的课堂实践"
    body = wrap(LONG, 31, "    ")
    outline = read("1. 概况", body, title, body, "图 1-1 现场", "1.1 规模", body, sep="\n")
    assert [case.title for case in outline.cases] == ["与行业协会深度融合，多元共建产教融合专业的课堂实践"]
    assert paragraphs(outline) == [LONG, LONG, LONG]


def test_a_footnote_on_the_page_does_not_cut_the_paragraph(markers: Markers) -> None:
    paper = Paper()
    first, second = paper.page(), paper.page()
    first.text(90, 60, "1.1 概况", 16, bold=True)
    for leaf in (first, second):
        leaf.prose(filled(PROSE * 3, 34), 200)
    lines = filled((STORY * 3)[:66] + "全年共计三千二百学时。", 34)
    first.prose(lines[:2], 600)
    first.text(90, 760, "① 数据截至学年末。", 9)
    second.prose(lines[2:], 100, indent=0)
    outline = build_outline(paper.layout(), markers)
    assert "".join(lines) in paragraphs(outline)


def test_a_few_lines_that_run_over_do_not_widen_the_text() -> None:
    sizes = [34, 34, 33, 34, 38, 34, 34, 37] * 8
    lines = ["1" * (3 * k % 17) + "字" * (size - 3 * k % 17) for k, size in enumerate(sizes)]
    measure = find_measure(read_units(lay_out_text("\n".join(lines))))
    assert (measure.width, measure.of("校1")) == (68, 4)


def test_titles_of_one_length_over_long_paragraphs_set_no_width(read: Read) -> None:
    parts = [line for n in range(1, 10) for line in (f"典型案例 1.{n} 一堂走进车间的专业课第{n}讲", LONG)]
    outline = read("1. 概况", *parts, sep="\n")
    assert [case.number for case in outline.cases] == [f"1-{n}" for n in range(1, 10)]
    assert paragraphs(outline) == [LONG] * 9


def test_a_title_that_fills_its_line_does_not_run_into_the_first_section(read: Read) -> None:
    outline = read(
        "某某县农业职业技术学校中等职业教育质量报告（2022年度）", "（一）规模结构", wrap(LONG * 3, 30), sep="\n"
    )
    assert [section.title for section in outline.sections] == ["规模结构"]


def test_a_paragraph_may_end_in_a_full_stop_of_half_width(read: Read) -> None:
    outline = read("第一章 概况", STORY[:-1] + " 12 家.", "第二章 育人", PROSE[:-1] + ".", "第三章 成效", "P", sep="\n")
    assert [section.title for section in outline.sections] == ["概况", "育人", "成效"]


def test_numbers_between_blanks_in_prose_make_no_table(read: Read) -> None:
    lines = ["全校共招生 1902 人，报到", "率为 93.5%，提前招生 712", "人；普通高考 331 人；贯通 91", "人，全部报到。"]
    assert not read("1. 招生", *lines, sep="\n").tables
