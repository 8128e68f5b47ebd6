"""Which lines are headings, with canonical number, level and parent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.structure.model import Outline

Read = Callable[..., Outline]

TREE = [
    ("1", "基本情况", 1, None),
    ("1.1", "规模", 2, "1"),
    ("1.2", "结构", 2, "1"),
    ("1.2.1", "专业", 3, "1.2"),
    ("1.2.2", "课程", 3, "1.2"),
    ("2", "人才培养", 1, None),
    ("2.1", "育人", 2, "2"),
]


def tree(outline: Outline) -> list[tuple[str | None, str, int, str | None]]:
    return [(section.number, section.title, section.level, section.parent) for section in outline.sections]


@pytest.mark.parametrize(
    "heads",
    [
        ["1. 基本情况", "1.1 规模", "1.2 结构", "1.2.1 专业", "1.2.2 课程", "2. 人才培养", "2.1 育人"],
        ["1 基本情况", "1.1 规模", "1.2 结构", "1.2.1 专业", "1.2.2 课程", "2 人才培养", "2.1 育人"],
        ["1基本情况", "1.1规模", "1.2结构", "1.2.1专业", "1.2.2课程", "2人才培养", "2.1育人"],
        ["１．基本情况", "１．１规模", "１．２结构", "１．２．１专业", "１．２．２课程", "２．人才培养", "２．１育人"],
        ["1、基本情况", "1．1规模", "1．2 结构", "1．2．1 专业", "1.2.2、课程", "2、人才培养", "2．1 育人"],
        ["第一章 基本情况", "第一节 规模", "第二节 结构", "一、专业", "二、课程", "第二章 人才培养", "第一节 育人"],
        ["第一章　基本情况", "1.1规模", "1.2结构", "1.2.1专业", "1.2.2课程", "第二章　人才培养", "2.1育人"],
        ["第1章 基本情况", "1.1 规模", "1.2 结构", "1.2.1 专业", "1.2.2 课程", "第2章 人才培养", "2.1 育人"],
        ["第一部分 基本情况", "一、规模", "二、结构", "（一）专业", "（二）课程", "第二部分：人才培养", "一、育人"],
        ["一、基本情况", "（一）规模", "（二）结构", "1. 专业", "2. 课程", "二、人才培养", "（一）育人"],
        ["一、基本情况", "(一) 规模", "(二) 结构", "1．专业", "2．课程", "二、人才培养", "(一) 育人"],
        ["一、基本情况", "（一）规模", "（二）结构", "（1）专业", "（2）课程", "二、人才培养", "（一）育人"],
    ],
)
@pytest.mark.parametrize("sep", ["\n\n", "\n", "\r\n\r\n", "\n\n\n\n"])
def test_every_dress_gives_the_same_tree(read: Read, heads: list[str], sep: str) -> None:
    one, two, three, four, five, six, seven = heads
    outline = read(one, two, "P", three, four, "P", five, "Q", six, seven, "P", sep=sep.replace("\r\n", "\n"))
    assert tree(outline) == TREE


@pytest.mark.parametrize(
    "heads",
    [
        ("【一、规模】", "【二、结构】", "【三、专业】"),
        ("✅ 一、规模", "✅ 二、结构", "✅ 三、专业"),
        ("■ 1. 规模", "■ 2. 结构", "■ 3. 专业"),
        ("一 | 规模", "二 | 结构", "三 | 专业"),
        ("一, 规模", "二, 结构", "三, 专业"),
        ("01\n\n规模", "02\n\n结构", "03\n\n专业"),
        ("01\n规模", "02\n结构", "03\n专业"),
    ],
)
def test_signs_round_a_title_are_no_part_of_it(read: Read, heads: tuple[str, str, str]) -> None:
    one, two, three = heads
    outline = read(one, "P", two, "Q", three, "P")
    assert tree(outline) == [("1", "规模", 1, None), ("2", "结构", 1, None), ("3", "专业", 1, None)]


def test_page_numbers_that_begin_with_a_zero_are_no_sections(read: Read) -> None:
    outline = read(
        "一、规模", "学校在校生1350人，专任", "01", "教师96人。", "二、结构", "P", "02", "三、专业", "Q", "03", "P"
    )
    assert [section.title for section in outline.sections] == ["规模", "结构", "专业"]


def test_a_long_title_broken_by_hand_is_whole(read: Read) -> None:
    outline = read(
        "一、坚持党建引领，推动职业教育改革，构建\n“三全育人”新格局",
        "P",
        "二、打通教育链、人才链与产业链、\n创新链",
        "Q",
    )
    titles = [section.title for section in outline.sections]
    assert titles == ["坚持党建引领，推动职业教育改革，构建“三全育人”新格局", "打通教育链、人才链与产业链、创新链"]


@pytest.mark.parametrize("below", ["全市中职学校在校生 12 人", "数据来源：市教育局", "（一）规模", "学校稳步发展。"])
def test_a_line_of_another_kind_below_a_long_title_is_no_part_of_it(read: Read, below: str) -> None:
    outline = read(f"一、坚持党建引领，推动职业教育改革发展取得成效\n{below}", "P", "二、结构", "Q")
    assert outline.sections[0].title == "坚持党建引领，推动职业教育改革发展取得成效"


@pytest.mark.parametrize("sign", ["、", "．", ". "])
def test_a_title_may_begin_with_a_year(read: Read, sign: str) -> None:
    outline = read(f"一{sign}全年工作回顾", "P", "二、2026年重点任务", "Q", "三、2027年展望", "P")
    assert [section.title for section in outline.sections] == ["全年工作回顾", "2026年重点任务", "2027年展望"]


NESTED = [
    ("1", "基本情况", 1, None),
    ("1.1", "规模", 2, "1"),
    ("1.1.1", "学生", 3, "1.1"),
    ("1.1.2", "教师", 3, "1.1"),
    ("1.2", "结构", 2, "1"),
    ("2", "人才培养", 1, None),
    ("2.1", "育人", 2, "2"),
    ("2.2", "课程", 2, "2"),
]
FORMS = {
    "1、 over （一）": ("1、2、", "（一）（二）", "（1）（2）"),
    "1． over 一、": ("1．2．", "一、二、", "（一）（二）"),
    "（一） over 1、": ("（一）（二）", "1、2、", "（1）（2）"),
    "formal digits": ("壹、贰、", "（一）（二）", "1.2."),
    "formal digits over plain ones": ("壹、贰、", "一、二、", "（一）（二）"),
    "Roman digits": ("Ⅰ |Ⅱ ", "（一）（二）", "1.2."),
    "Roman letters": ("I.|II.", "一、二、", "1.2."),
    "Chinese digits whose blank was lost": ("一二", "（一）（二）", "1.2."),
    "Roman digits whose blank was lost": ("ⅠⅡ", "（一）（二）", "1.2."),
    "names whose blank was lost": ("专题一|专题二", "（一）（二）", "1.2."),
    "boxed": ("【一】【二】", "（一）（二）", "1.2."),
    "named": ("专题一 |专题二 ", "（一）（二）", "1.2."),
    "tasks": ("任务一：|任务二：", "1.2.", "（1）（2）"),
    "English": ("Part 1 |Part 2 ", "一、二、", "（一）（二）"),
    "English with Roman digits": ("PART I |PART II ", "一、二、", "（一）（二）"),
    "dashes": ("1 |2 ", "1-1 |1-2 |2-1 |2-2 ", "1-1-1 |1-1-2 "),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sep", ["\n\n", "\n"])
def test_dresses_nest_as_the_report_nests_them(read: Read, form: str, sep: str) -> None:
    one, two, three = (_heads(printed) for printed in FORMS[form])
    later = two[2:] or two
    outline = read(
        f"{one[0]}基本情况", f"{two[0]}规模", f"{three[0]}学生", "P", f"{three[1]}教师", "Q", f"{two[1]}结构", "P",
        f"{one[1]}人才培养", "Q", f"{later[0]}育人", "P", f"{later[1]}课程", "Q",
        sep=sep,
    )  # fmt: skip
    assert tree(outline) == NESTED


def _heads(printed: str) -> list[str]:
    """Return the heads that ``printed`` holds: apart by bars, or of two or more signs each."""
    if "|" in printed:
        return printed.split("|")
    half = len(printed) // 2
    return [printed[:half], printed[half:]]


def test_circles_head_sections_under_other_numbers(read: Read) -> None:
    outline = read(
        "1、概况",
        "（1）规模",
        "①学生",
        "P",
        "②教师",
        "Q",
        "（2）结构",
        "①专业",
        "P",
        "②课程",
        "P",
        "2、育人",
        "（1）德育",
        "P",
    )
    assert [number for number, _, _, _ in tree(outline)] == [
        "1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "1.2.2", "2", "2.1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["任务一 编制教学标准", "Q", "任务二 建设实训基地", "P"],
        ["【一】编制教学标准", "Q", "【二】建设实训基地", "P"],
        ["Ⅰ. 编制教学标准", "Q", "Ⅱ. 建设实训基地", "P"],
        ["①编制教学标准", "Q", "②建设实训基地", "P"],
        ["1-1 编制教学标准", "Q", "1-2 建设实训基地", "P"],
        ["一是编制教学标准", "Q", "二是建设实训基地", "P"],
        ["Ⅰ类专业", "Q", "Ⅱ类专业", "P"],
        ["一体化育人", "Q", "二级管理改革", "P"],
    ],
)
def test_steps_that_a_section_counts_are_no_headings(read: Read, lines: list[str]) -> None:
    outline = read("一、概况", "（一）规模", "P", *lines, "（二）结构", "P", "二、育人", "（一）德育", "P", *lines, "Q")
    assert [section.number for section in outline.sections] == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_rare_dress_that_does_not_count_on_heads_nothing(read: Read) -> None:
    outline = read("I 类课程", "P", "专题一", "P", "壹 基金", "P", "一、概况", "P", "二、育人", "P")
    assert [section.title for section in outline.sections] == ["概况", "育人"]


def test_words_that_begin_with_a_digit_number_nothing(read: Read) -> None:
    outline = read("（一）规模", "1. 学生", "P", "一体化育人", "Q", "（二）结构", "1. 专业", "P", "二级管理改革", "Q")
    assert [section.number for section in outline.sections] == ["1", "1.1", "2", "2.1"]


def test_captions_without_their_word_turn_no_numbers_with_dashes_into_sections(read: Read) -> None:
    outline = read("1 概况", "1.1 规模", "P", "图 1-1 校门", "1-2 课堂", "2 育人", "2-1 实训", "P", "2.1 德育", "P")
    assert [section.number for section in outline.sections] == ["1", "1.1", "2", "2.1"]


def test_four_levels_of_a_government_paper(read: Read) -> None:
    outline = read(
        "一、概况", "（一）规模", "1. 学生", "（1）招生", "P", "（2）毕业", "P", "2. 教师", "P", "（二）结构", "P"
    )
    assert [(number, level) for number, _, level, _ in tree(outline)] == [
        ("1", 1),
        ("1.1", 2),
        ("1.1.1", 3),
        ("1.1.1.1", 4),
        ("1.1.1.2", 4),
        ("1.1.2", 3),
        ("1.2", 2),
    ]


def test_the_tenth_and_later_chapters_count_on(read: Read) -> None:
    counts = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    outline = read(*[line for count in counts for line in (f"{count}、财政", "P")])
    assert [section.number for section in outline.sections] == [str(number) for number in range(1, 13)]


def test_unnumbered_parts_stand_at_level_one_without_inner_spaces(read: Read) -> None:
    outline = read(
        "前 言",
        "P",
        "一、概况",
        "P",
        "结　语",
        "P",
        "附录",
        "P",
        "某市职业教育质量数据表",
        "表 1 计分卡",
        "指标\t数\n学校\t3",
    )
    assert tree(outline) == [
        (None, "前言", 1, None),
        ("1", "概况", 1, None),
        (None, "结语", 1, None),
        (None, "附录", 1, None),
        (None, "某市职业教育质量数据表", 1, None),
    ]


def test_the_printed_line_is_kept(read: Read) -> None:
    outline = read("前 言", "P", "１．１　规模 与 结构", "P")
    assert [section.printed for section in outline.sections] == ["前 言", "１．１　规模 与 结构"]
    assert outline.sections[1].title == "规模 与 结构"


def test_gaps_and_repeats_in_the_numbers_are_kept(read: Read) -> None:
    outline = read("1. 概况", "1.1 规模", "P", "1.3 结构", "P", "1.3 经费", "P", "3. 育人", "3.1 德育", "P")
    assert [(number, parent) for number, _, _, parent in tree(outline)] == [
        ("1", None),
        ("1.1", "1"),
        ("1.3", "1"),
        ("1.3", "1"),
        ("3", None),
        ("3.1", "3"),
    ]


def test_a_number_alone_takes_the_line_below_as_its_title(read: Read) -> None:
    outline = read("第一章", "基本情况", "1.1", "规模", "P", "第二章", "人才培养", "P")
    assert [(number, title) for number, title, _, _ in tree(outline)] == [
        ("1", "基本情况"),
        ("1.1", "规模"),
        ("2", "人才培养"),
    ]
    assert outline.sections[0].printed == "第一章基本情况"


@pytest.mark.parametrize(
    "title", ["2024 年工作回顾", "“双高”建设", "1+X 证书试点", "3D 打印实训", "《规划》落实", "AI 赋能"]
)
def test_titles_may_open_with_years_quotes_and_names(read: Read, title: str) -> None:
    outline = read("1. 概况", "P", f"2. {title}", "P", f"2.1 {title}", "P")
    assert [section.title for section in outline.sections[1:]] == [title, title]


@pytest.mark.parametrize(
    "line",
    [
        "2024 年，全市新增学校 1 所，办学条件明显改善。",
        "2024-2025 学年，全市共有学校 13 所。",
        "5 月 25 日上午，市教育局举行启动仪式。",
        "1.2 万人参加了活动。",
        "1.2 亿元投入到位，惠及 12 所学校。",
        "13 所学校中公办 12 所，民办 1 所。",
        "1.2%",
        "2. 落实经费保障。各校按时拨付资金，专款专用。",
        "（二）落实经费保障；",
        "1-2 平台揭牌",
        "第二天，师生一同返校。",
        "二是优化结构。",
    ],
)
def test_lines_that_only_open_with_digits_are_no_headings(read: Read, line: str) -> None:
    outline = read("1. 概况", "1.1 规模", "P", line, "P", "1.2 结构", "P")
    assert [section.title for section in outline.sections] == ["概况", "规模", "结构"]


def test_a_list_of_short_lines_is_no_run_of_sections(read: Read) -> None:
    outline = read(
        "1. 概况", "1.1 规模", "P", "1. 加强领导", "2. 落实经费", "3. 强化督导", "1.2 结构", "P", "2. 育人", "P"
    )
    assert [section.number for section in outline.sections] == ["1", "1.1", "1.2", "2"]


def test_a_list_with_prose_between_does_not_restart_the_chapters(read: Read) -> None:
    outline = read("1. 概况", "1.1 规模", "P", "1. 加强领导", "Q", "2. 落实经费", "Q", "1.2 结构", "P", "2. 育人", "P")
    assert [section.number for section in outline.sections] == ["1", "1.1", "1.2", "2"]


def test_a_chapter_that_opens_its_first_section_is_none_of_the_list(read: Read) -> None:
    outline = read("1. 概况", "1.1 规模", "P", "1. 加强领导", "Q", "2. 育人", "2.1 德育", "P")
    assert [section.number for section in outline.sections] == ["1", "1.1", "2", "2.1"]


def test_run_in_items_of_a_list_are_paragraphs(read: Read) -> None:
    outline = read(
        "一、概况", "（一）规模", "1. 坚持统筹。全市统一规划。", "2. 坚持创新。各校大胆试点。", "（二）结构", "P"
    )
    assert [section.number for section in outline.sections] == ["1", "1.1", "1.2"]


def test_a_section_ends_where_the_next_of_its_level_begins(read: Read) -> None:
    outline = read("1. 概况", "1.1 规模", "P", "1.2 结构", "Q", "2. 育人", "P")
    one, first, second, two = outline.sections
    assert outline.text[one.start : one.end].endswith("稳步提高。")
    assert (first.end, second.start) == (second.start - 2, first.end + 2)
    assert two.end == len(outline.text)


def test_a_report_without_headings_has_no_sections(read: Read) -> None:
    outline = read("P", "Q", "P")
    assert outline.sections == []
    assert {block.kind for block in outline.blocks} == {"paragraph"}


def test_a_declaration_behind_the_directory_that_lists_it_is_no_section(read: Read) -> None:
    outline = read(
        "某市质量报告",
        "目录",
        "真实性责任声明.....1\n1. 概况.....2\n2. 育人.....3",
        "真实性责任声明",
        "某市教育局对本报告的真实性负责。",
        "1. 概况",
        "P",
    )
    assert [section.title for section in outline.sections] == ["概况"]
    assert [block.kind for block in outline.blocks if block.kind == "declaration"] == ["declaration"] * 2


def test_what_stands_before_the_prose_is_cover_and_declaration(read: Read) -> None:
    outline = read(
        "某市中等职业教育质量年度报告",
        "（2030 年度）",
        "2030 年 12 月",
        "内容真实性责任声明",
        "某市教育局对本报告的真实性、完整性和准确性负责。",
        "某市教育局（盖章）",
        "2031 年 1 月 5 日",
        "前言",
        "P",
    )
    assert [block.kind for block in outline.blocks] == ["cover"] * 3 + ["declaration"] * 4 + ["heading", "paragraph"]


def test_markup_round_titles_is_no_part_of_them(read: Read) -> None:
    outline = read("# 1 育人", "P", "## 1.1 德育", "P", "**案例 1-1 课堂**", "Q", "![](pictures/a.png)", "图 1-1 现场")
    assert [(section.number, section.title, section.printed) for section in outline.sections] == [
        ("1", "育人", "1 育人"),
        ("1.1", "德育", "1.1 德育"),
    ]
    assert [case.title for case in outline.cases] == ["课堂"]
    assert not outline.cases[0].text.endswith(")")


def test_what_a_report_is_attached_to_stands_on_its_cover(read: Read) -> None:
    outline = read("附件3", "某市中等职业教育质量年度报告", "1. 概况", "办学平稳。")
    assert [section.title for section in outline.sections] == ["概况"]
    assert [passage.kind for passage in outline.passages[:2]] == ["cover", "cover"]


@pytest.mark.parametrize("line", ["3所学校入选省级名单", "3项成果获奖", "3人次获得表彰", "3万元助学金发放到位"])
def test_a_count_that_fits_the_numbers_is_no_heading(read: Read, line: str) -> None:
    outline = read("1基本情况", "1.1规模", "P", "2育人成效", "2.1德育", "P", line, "P", "3人才培养", "3.1专业", "P")
    assert [section.title for section in outline.sections] == [
        "基本情况",
        "规模",
        "育人成效",
        "德育",
        "人才培养",
        "专业",
    ]


def test_a_colon_behind_the_title_of_the_appended_tables_is_no_part_of_it(read: Read) -> None:
    outline = read(
        "一、规模\n\n在校生 30 人。\n\n附表：\n\n表一 计分卡\n\n指标\t单位\t2030年\n就业率\t%\t96\n月收入\t元\t3020\n"
    )
    assert [section.title for section in outline.sections] == ["规模", "附表"]


def test_figures_alone_on_their_lines_are_no_sections(read: Read) -> None:
    cells = "指标\n\n毕业生本省去向落实率\n\n%\n\n96.41\n\n96.88\n\n自主创业率\n\n%\n\n7.2\n\n月收入\n\n元"
    outline = read("1. 概况", "P", "1.1 规模", "P", "表 1 计分卡", *cells.split("\n\n"), "2. 育人", "P")
    assert [section.number for section in outline.sections] == ["1", "1.1", "2"]
