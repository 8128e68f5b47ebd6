"""Passages: every character once, spans born by slicing; the numerals that the structure settles; references."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout.text import lay_out_text
from extract.structure import build_outline
from extract.structure.flow import flow
from extract.structure.markers import Markers
from extract.structure.model import Outline

Read = Callable[..., Outline]

REPORT = [
    "某市质量报告",
    "目录",
    "1. 概况.....3\n案例 1-1 课堂.....12",
    "1. 概况",
    "P",
    "案例 1-1 课堂",
    "学校做法如下。（1）开课两门。（2）一是改教材；二是改课堂。另一方面，见表 1-1，如图 1-2 所示。",
    "图 1-2 现场",
    "表 1-1 规模",
    "序号\t年份\t2029 年\t2029-2030 学年\n1\t2030 年\t7\t8\n2\t2031-2032 学年\t9\t10",
    "注：见第 1 章。",
    "— 12 —",
    "1. 教师队伍。全市有教师 30 人。",
]


def marks(outline: Outline) -> list[tuple[str, str]]:
    return [(outline.text[mark.start : mark.end], mark.cls) for mark in outline.marks]


def covered(outline: Outline) -> list[int]:
    """Return how often each character of the canonical text stands in a passage."""
    counts = [0] * len(outline.text)
    for passage in outline.passages:
        assert len(passage.text) == len(passage.offsets)
        for sign, place in zip(passage.text, passage.offsets, strict=True):
            if sign == outline.text[place] and not sign.isspace():
                counts[place] += 1
            else:
                assert sign.isspace()
    return counts


def assert_sound(outline: Outline) -> None:
    """Blocks in order without overlap, every character that is not white space in one block and one passage."""
    homes = [0] * len(outline.text)
    last = 0
    for block in outline.blocks:
        assert last <= block.start < block.end
        last = block.end
        for place in range(block.start, block.end):
            homes[place] += 1
    counts = covered(outline)
    for sign, home, count in zip(outline.text, homes, counts, strict=True):
        assert sign.isspace() or home == count == 1
    firsts = [passage.offsets[0] for passage in outline.passages]
    assert firsts == sorted(firsts)


def test_every_character_stands_in_one_passage(read: Read) -> None:
    assert_sound(read(*REPORT))


LINES = st.sampled_from(
    [
        "1. 概况",
        "1.1 规模",
        "一、总则",
        "（一）规模",
        "案例 1-1 课堂",
        "图 1-1 现场",
        "表 1-1 规模",
        "甲\t乙\t丙",
        "1\t2\t3",
        "\t2",
        "目录",
        "1. 概况.....1",
        "案例 1-1 课堂\t3",
        "前 言",
        "— 3 —",
        "\f",
        "续表",
        "注：甲",
        "（单位：人）",
        "声明",
        "2030 年 1 月",
        "",
        "全市各校稳步推进相关工作，取得了明显成效，学生满意度",
        "持续提升。",
        "\u3000\u3000各校",
        "2-1 课堂",
        "\u200b",
        "第二章",
    ]
)


@settings(max_examples=300)
@given(lines=st.lists(LINES, max_size=14), sep=st.sampled_from(["\n", "\n\n"]))
def test_any_mixture_of_lines_has_a_sound_outline(markers: Markers, lines: list[str], sep: str) -> None:
    outline = build_outline(lay_out_text(sep.join(lines)), markers)
    assert_sound(outline)
    ids = {block.id for block in outline.blocks}
    assert {case.block for case in outline.cases} | {section.block for section in outline.sections} <= ids
    assert all(passage.block in ids for passage in outline.passages)
    assert all(len(row) == len(table.header) for table in outline.tables for row in table.rows)


def test_spans_lead_back_to_the_canonical_text(read: Read) -> None:
    outline = read("1. 概况", "全市中等职业学校坚持立德树人，深化产教融合，毕业生 1\n\n0165 人，就业率为 97.07%。", "P")
    passage = next(one for one in outline.passages if "毕业生" in one.text)
    start = passage.text.index("10165")
    assert outline.text[slice(*passage.span(start, start + 5))] == "1\n\n0165"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["全市各", "校"], "全市各校"),
        (["引进 Solid", "Works 软件"], "引进 Solid Works 软件"),
        (["带宽 2200", "Mbps"], "带宽 2200 Mbps"),
        (["在校生 359", "95 人"], "在校生 35995 人"),
        (["Wi-", "Fi"], "Wi-Fi"),
        (["达 30%", "以上"], "达 30%以上"),
        (["AI", "技术"], "AI技术"),
    ],
)
def test_a_line_break_is_a_space_beside_latin_words_only(lines: list[str], joined: str) -> None:
    text = "\n".join(lines)
    spans = [(0, len(lines[0])), (len(lines[0]) + 1, len(text))]
    words, offsets = flow(text, spans)
    assert words == joined
    assert list(offsets) == sorted(offsets)
    assert all(sign == text[place] or text[place] == "\n" for sign, place in zip(words, offsets, strict=True))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("全 市 中 职 学 校 在 校 生 12456 人 ， 增 加 321 人 。", "全市中职学校在校生12456人，增加321人。"),
        ("2 0 2 4 年 ， 生 师 比 1 4 . 4 0 : 1 ， 就 业 率 9 6 . 8 % 。", "2024年，生师比14.40:1，就业率96.8%。"),
        ("采 用 CAD 和 3D 技 术 ， 班 级 12 15 16 分 列", "采用CAD和3D技术，班级12 15 16分列"),
        ("学校 在校生 1350 人 ， 教师 96 人 。", "学校 在校生 1350 人 ， 教师 96 人 。"),
        ("甲 乙 班 共 同 前往企业学习 先进技术。", "甲 乙 班 共 同 前往企业学习 先进技术。"),
        ("专业其中重点 *6* 个，开设*机电*专业", "专业其中重点 6 个，开设机电专业"),
        ("面积 5*6*7 米", "面积 5*6*7 米"),
    ],
)
def test_blanks_behind_every_sign_part_no_words(read: Read, line: str, text: str) -> None:
    outline = read("一、概况", line, "P")
    passage = outline.passages[1]
    assert passage.text == text
    printed = [outline.text[at] for at in passage.offsets]
    assert printed == list(text)


def test_blanks_that_stretch_a_line_are_one(read: Read) -> None:
    outline = read("1. 概况", "在校生由31.2    万人增加到49.6   万人，招生稳定。")
    (passage,) = [passage for passage in outline.passages if passage.kind == "paragraph"]
    assert passage.text == "在校生由31.2 万人增加到49.6 万人，招生稳定。"
    start, end = passage.span(passage.text.index("49.6"), passage.text.index("49.6") + 4)
    assert outline.text[start:end] == "49.6"


def test_numbers_of_headings_captions_and_directories_are_settled(read: Read) -> None:
    settled = marks(read(*REPORT))
    assert settled[:6] == [
        ("1", "heading_no"),
        ("3", "directory_page"),
        ("1-1", "case_no"),
        ("12", "directory_page"),
        ("1", "heading_no"),
        ("1-1", "case_no"),
    ]
    assert ("12", "page_no") in settled


def test_numbers_of_lists_and_references_are_settled(read: Read) -> None:
    settled = marks(read(*REPORT))
    lists = [text for text, cls in settled if cls == "list_marker"]
    assert lists == ["1", "2", "一", "二", "一", "1"]
    assert [pair for pair in settled if pair[1] in ("table_no", "figure_no")] == [
        ("1-1", "table_no"),
        ("1-2", "figure_no"),
        ("1-2", "figure_no"),
        ("1-1", "table_no"),
    ]


def test_years_and_row_numbers_of_tables_are_settled(read: Read) -> None:
    settled = marks(read(*REPORT))
    assert [text for text, cls in settled if cls == "row_no"] == ["1", "2"]
    assert [text for text, cls in settled if cls == "table_year"] == ["2029", "2029-2030"]


def test_periods_that_label_rows_are_table_years(read: Read) -> None:
    outline = read("1. 概况", "学年\t学校\t学生\n2029-2030 学年\t12\t3000\n2030 年\t13\t3100")
    assert marks(outline)[1:] == [("2029-2030", "table_year"), ("2030", "table_year")]


@pytest.mark.parametrize("text", ["2018 级数控（2）班学生获奖。", "三是指标。", "不一是二。", "学校有三支队伍。"])
def test_names_are_no_list_numbers(read: Read, text: str) -> None:
    outline = read("1. 概况", f"全市各校稳步推进，{text}")
    assert [cls for _, cls in marks(outline)[1:]] in ([], ["list_marker"] if text.startswith("三是") else [])


def test_references_find_their_targets_or_none(read: Read) -> None:
    outline = read(
        "1. 概况",
        "1.1 规模",
        "如图 1-1 所示，见表 1-1，见图表 1-1，详见案例 1-1，参见 1.1 节，见第一章，（见表 9），见图 3。",
        "代表 1 人，一览表 2 份，如图所示，版图 3 处，发表 2 篇论文，案例 3 个。",
        "图 1-1 现场",
        "表 1-1 规模",
        "甲\t乙\n1\t2",
        "案例 1-1 课堂",
        "Q",
    )
    found = [(ref.kind, ref.number, ref.target, outline.text[ref.start : ref.end]) for ref in outline.references]
    assert found == [
        ("figure", "1-1", "g1", "图 1-1"),
        ("table", "1-1", "t1", "表 1-1"),
        ("figure", "1-1", "g1", "图表 1-1"),
        ("case", "1-1", "c1", "案例 1-1"),
        ("section", "1.1", "s2", "1.1 节"),
        ("section", "1", "s1", "第一章"),
        ("table", "9", None, "表 9"),
        ("figure", "3", None, "图 3"),
    ]
