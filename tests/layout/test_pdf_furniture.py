"""Running heads, footers, page numbers and watermarks leave the flow; what only looks like them stays."""

from __future__ import annotations

import pytest
from tests.layout.paper import Paper, filled, words

PROSE = "各学校按照统一口径采集数据并逐项核对形成本部分内容"


def report(pages: int, *, foot: str = "— {} —", head: str = "某市职业教育质量报告") -> Paper:
    """Return pages of prose with a head and a foot."""
    paper = Paper()
    for number in range(1, pages + 1):
        leaf = paper.page()
        if head:
            leaf.centred(50, head.format(number), 9)
            leaf.rule(90, 56, 505, 56)
        for k in range(4):
            leaf.prose(filled(f"第{number}页第{k}段" + PROSE * 3, 34), 100 + 90 * k)
        if foot:
            leaf.centred(800, foot.format(number), 9)
    return paper


def furniture(paper: Paper) -> list[str]:
    layout = paper.layout()
    return [words(layout, piece) for piece in layout.pieces if piece.kind == "furniture"]


def test_head_and_foot_stand_behind_the_last_page_in_page_order() -> None:
    layout = report(3).layout()
    flow, tail = layout.text.rsplit("\f", 1)
    assert "质量报告" not in flow
    assert "—" not in flow
    assert tail.split("\n") == [
        "某市职业教育质量报告",
        "— 1 —",
        "某市职业教育质量报告",
        "— 2 —",
        "某市职业教育质量报告",
        "— 3 —",
        "",
    ]
    pieces = [piece for piece in layout.pieces if piece.kind == "furniture"]
    assert [piece.page for piece in pieces] == [1, 1, 2, 2, 3, 3]
    assert all(piece.bbox is not None for piece in pieces)


def test_the_printed_page_number_is_the_label() -> None:
    paper = report(4, foot="第 {} 页 共 4 页")
    assert [page.label for page in paper.layout().pages] == ["1", "2", "3", "4"]


def test_roman_numbers_of_the_front_matter_are_labels_too() -> None:
    paper = Paper()
    for number in ("i", "ii", "iii", "iv"):
        leaf = paper.page()
        leaf.prose(filled(number * 5 + PROSE * 4, 34), 100)
        leaf.centred(800, number, 9)
    assert [page.label for page in paper.layout().pages] == ["i", "ii", "iii", "iv"]


def test_numbers_on_the_left_and_right_in_turn_are_page_numbers() -> None:
    paper = report(4, foot="")
    for number, leaf in enumerate(paper.leaves, 1):
        leaf.text(90 if number % 2 else 480, 800, f"· {number} ·", 9)
    assert [page.label for page in paper.layout().pages] == ["1", "2", "3", "4"]


def test_page_numbers_may_be_set_large() -> None:
    paper = report(4, foot="")
    for number, leaf in enumerate(paper.leaves, 1):
        leaf.centred(800, f"-{number}-", 15)
    assert [page.label for page in paper.layout().pages] == ["1", "2", "3", "4"]


def test_chapters_at_the_head_of_pages_are_no_running_heads() -> None:
    paper = Paper()
    for number in range(1, 7):
        leaf = paper.page()
        leaf.text(90, 80, f"{number}. 第{number}章的标题", 16, bold=True)
        leaf.prose(filled(PROSE * 5, 34), 120)
    assert furniture(paper) == []


def test_values_in_the_last_row_of_a_table_are_no_page_numbers() -> None:
    paper = Paper()
    for number in range(1, 4):
        leaf = paper.page()
        ys = [float(y) for y in range(640, 821, 20)]
        leaf.grid([90, 250, 330, 410], ys, [[f"指标{k}", str(number), str(number)] for k in range(9)])
    assert furniture(paper) == []


def test_a_slanted_watermark_does_not_land_in_words_or_numbers() -> None:
    paper = report(2)
    for leaf in paper.leaves:
        leaf.text(150, 400, "内部资料", 40, grey=0.85, angle=35)
    layout = paper.layout()
    flow = layout.text.rsplit("\f", 1)[0]
    assert "料" not in flow
    assert furniture(paper).count("内部资料") == 2


def test_a_large_pale_watermark_behind_the_text_is_furniture() -> None:
    paper = report(3)
    for leaf in paper.leaves:
        leaf.text(100, 215, "征求意见稿", 44, grey=0.88)
    assert furniture(paper).count("征求意见稿") == 3


def test_a_watermark_in_tiles_is_furniture() -> None:
    paper = report(2)
    for leaf in paper.leaves:
        for k in range(6):
            leaf.text(100 + 60 * (k % 3), 300 + 90 * k, "公开版", 12, grey=0.8)
    assert furniture(paper).count("公开版") == 12


def test_a_pale_heading_that_stands_alone_stays() -> None:
    paper = report(3)
    paper.leaves[1].text(90, 500, "浅色的标题", 24, grey=0.6)
    assert "浅色的标题" not in furniture(paper)


def test_white_text_on_a_dark_band_stays() -> None:
    paper = Paper()
    for _ in range(3):
        leaf = paper.page()
        leaf.box(90, 80, 505, 120, fill=0.2)
        leaf.text(100, 110, "白字的标题", 26, grey=1)
        leaf.prose(filled(PROSE * 5, 34), 160)
    assert "白字的标题" not in furniture(paper)


def test_white_text_on_white_is_not_read_as_text() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(["在校生为一万人，比上年有所增加。"], 100)
    leaf.text(90, 200, "隐藏的旧数据：在校生 9999 人，此行不应当作为正文读取，它的长度也超过了一般的水印文字。", grey=1)
    layout = paper.layout()
    assert [piece.kind for piece in layout.pieces] == ["text", "furniture"]


def test_white_text_on_a_thick_stroke_is_seen() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.rule(80, 195, 500, 195, weight=24, grey=0.3)
    leaf.text(90, 200, "白色的标题", grey=1)
    leaf.prose(["在校生为一万人，比上年有所增加。"], 300)
    assert [piece.kind for piece in paper.layout().pieces] == ["text", "text"]


def test_unseen_letters_over_a_scan_are_its_text() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.picture(0, 0, 595, 842)
    leaf.content.append("3 Tr")
    leaf.text(90, 100, "在校生为一万人。", grey=1)
    assert paper.layout().text == "在校生为一万人。\n"


def test_a_running_head_on_a_page_that_lies_askew_is_known_by_its_words() -> None:
    paper = Paper()
    for number in range(1, 7):
        leaf = paper.page()
        leaf.centred(62 if number == 4 else 50, "某市职业教育质量报告", 9)
        for k in range(4):
            leaf.prose(filled(f"第{number}页第{k}段" + PROSE * 3, 34), 100 + 90 * k)
    assert furniture(paper) == ["某市职业教育质量报告"] * 6


def test_the_head_of_a_table_that_comes_again_above_the_rest_of_a_row_is_no_running_head() -> None:
    paper = Paper()
    xs, head = [90.0, 130, 300, 400, 500], ["序号", "指标", "2023 年", "2024 年"]
    for k in range(4):
        leaf = paper.page()
        leaf.rule(90, 70, 500, 70)
        leaf.cells(xs, [70.0, 90], [head])
        leaf.text(180, 104, f"第{k}项的名称", 10)
        leaf.rule(90, 90, 500, 90)
        leaf.rule(90, 110, 500, 110)
        leaf.prose(filled("本段文字说明总体情况" * 9, 34), 160)
        leaf.centred(800, f"— {k + 1} —", 9)
    assert not [words for words in furniture(paper) if "指标" in words]


def test_small_running_heads_that_name_each_another_section_are_furniture() -> None:
    paper = Paper()
    heads = ["办学条件", "学生发展", "专业建设", "服务贡献"]
    for head in heads:
        page = paper.page()
        page.text(90, 50, head, 9)
        page.prose(filled("全市各校以稳定规模为先并以质量求发展，" * 8, 34), 120)
    assert furniture(paper) == heads


def test_a_head_is_a_head_on_a_page_that_bears_nothing_else() -> None:
    paper = report(4)
    blank = paper.page()
    blank.centred(50, "某市职业教育质量报告", 9)
    blank.centred(800, "— 5 —", 9)
    assert furniture(paper)[-2:] == ["某市职业教育质量报告", "— 5 —"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_chapter_down_the_edge_of_facing_pages_is_furniture(turned: bool) -> None:
    paper = Paper()
    chapters = ["学生发展", "学生发展", "教师队伍", "附录"]
    for number, chapter in enumerate(chapters):
        leaf = paper.page()
        leaf.prose(filled(f"第{number}页" + PROSE * 12, 34), 100)
        x = 575 if number % 2 else 8
        if turned:
            leaf.text(x + 10, 300, chapter, 10, angle=90)
        else:
            for k, sign in enumerate(chapter):
                leaf.text(x, 120 + 12 * k, sign, 10)
    layout = paper.layout()
    flow = layout.text.rsplit("\f", 1)[0]
    assert len([piece for piece in layout.pieces if piece.kind == "text"]) == len(chapters)
    assert not any(chapter[0] in flow for chapter in chapters if chapter[0] not in PROSE)


@pytest.mark.parametrize("number", ["第 1 页 共 1 页", "- 1 -", "第 1 页", "1 / 1"])
def test_the_number_of_the_only_page_is_furniture(number: str) -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(["各校围绕产业需要调整专业布局完善实训条件推动教师进企业工匠", "进课堂学生的技能水平逐步提高。"], 100)
    leaf.centred(800, number, 9)
    layout = paper.layout()
    assert [piece.kind for piece in layout.pieces] == ["text", "furniture"]
    assert layout.pages[0].label == "1"


def test_a_number_that_one_line_prints_twice_does_not_count_on_with_the_pages() -> None:
    paper = Paper()
    for title in ("表 2-2 办学条件", "表 3-3 政策落实", "前言"):
        leaf = paper.page()
        leaf.centred(70, title)
        leaf.prose(filled(title + PROSE * 9, 34), 130)
    assert furniture(paper) == []


def test_the_large_numbers_of_chapters_are_no_page_numbers() -> None:
    paper = Paper()
    for number in range(4):
        leaf = paper.page()
        leaf.text(400, 110, f"{number + 1:02d}", 60)
        leaf.prose(filled("全校教师认真备课并开展教研活动，形成良好氛围。" * 6, 34), 240)
    assert not [piece for piece in paper.layout().pieces if piece.kind == "furniture"]


def test_the_number_of_a_page_of_few_lines_stands_where_those_of_others_do() -> None:
    paper = Paper()
    for number in range(1, 9):
        leaf = paper.page(842, 595)
        leaf.text(60, 60, f"第{'一二三四五六七八'[number - 1]}节 规模", 20, bold=True)
        if number == 4:
            leaf.text(60, 500, "数据来源：年度统计报表。", 11)
        else:
            for k in range(5):
                leaf.text(60, 120 + 24 * k, "学校围绕区域产业需要调整专业布局，完善实训条件。", 14)
        leaf.text(780, 555, str(number), 11)
    layout = paper.layout()
    assert [info.label for info in layout.pages] == [str(number) for number in range(1, 9)]
