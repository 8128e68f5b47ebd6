"""What looks like a table and is none: the labels of charts, and numbers set large over what they count."""

from __future__ import annotations

from tests.layout.paper import Leaf, Paper, filled, words

WORDS = "各学校围绕产业需要调整专业布局，完善实训条件，推动教师进企业、工匠进课堂，学生的技能水平逐步提高。" * 2
YEARS = ("2022年", "2023年", "2024年")


def chart(leaf: Leaf, top: float, *, bars: bool) -> float:
    """Draw a chart of three bars with its axis; return where it ends."""
    for k, label in enumerate(("9000", "6000", "3000", "0")):
        leaf.text(140, top + 30 * k, label, 9)
        if bars:
            leaf.rule(170, top + 30 * k - 3, 450, top + 30 * k - 3, grey=0.8)
    for k, (year, count) in enumerate(zip(YEARS, ("5120", "6048", "8316"), strict=True)):
        x = 200 + 90 * k
        leaf.text(x, top + 30 - 8 * k, count, 9)
        if bars:
            leaf.box(x, top + 36 - 8 * k, x + 24, top + 87, fill=0.5)
        leaf.text(x - 6, top + 104, year, 9)
    return top + 104


def test_labels_over_the_caption_of_a_figure_are_no_table() -> None:
    paper = Paper()
    leaf = paper.page()
    below = leaf.prose(filled(WORDS, 34), 100)
    end = chart(leaf, below + 20, bars=False)
    leaf.centred(end + 20, "图 1-1 近三年在校生规模", 10)
    leaf.prose(filled(WORDS, 34), end + 50)
    layout = paper.layout()
    assert not [piece for piece in layout.pieces if piece.kind == "table"]
    assert words(layout, layout.pieces[-1]).replace("\n", "") == WORDS


def test_labels_among_bars_are_no_table_and_make_no_number() -> None:
    paper = Paper()
    leaf = paper.page()
    below = leaf.prose(filled(WORDS, 34), 100)
    end = chart(leaf, below + 20, bars=True)
    leaf.prose(filled(WORDS, 34), end + 60)
    layout = paper.layout()
    labels = [words(layout, piece) for piece in layout.pieces[1:-1]]
    assert all(piece.kind == "text" for piece in layout.pieces)
    assert {"0", "2022年\t2023年\t2024年"} <= set(labels)
    assert not any("\n" in label for label in labels)


def test_a_text_goes_on_over_the_page_before_a_chart_does() -> None:
    paper = Paper()
    leaf = paper.page()
    lines = filled(WORDS * 2, 34)
    leaf.prose(lines[:3], leaf.prose(filled(WORDS, 34), 600))
    leaf = paper.page()
    end = chart(leaf, 100, bars=True)
    leaf.centred(end + 20, "图 1-1 近三年在校生规模", 10)
    leaf.prose(lines[3:], end + 60, indent=0)
    layout = paper.layout()
    assert layout.pieces[-1].runs_on is True


def test_a_table_with_its_title_over_it_stays_one_above_a_figure() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled(WORDS, 34), 100)
    leaf.centred(200, "表 1-1 近三年规模", 10)
    leaf.cells(
        [100, 220, 310, 400, 490],
        [210, 228, 246, 264, 282],
        [
            ["项目", *YEARS],
            ["在校生", "5120", "6048", "8316"],
            ["招生", "2120", "2048", "2316"],
            ["教师", "320", "348", "416"],
        ],
    )
    leaf.centred(300, "图 1-1 近三年在校生规模", 10)
    layout = paper.layout()
    assert [piece.kind for piece in layout.pieces] == ["text", "text", "table", "text"]


def test_large_numbers_on_coloured_cards_are_no_table() -> None:
    paper = Paper()
    leaf = paper.page()
    below = leaf.prose(filled(WORDS, 34), 100)
    cards = (("14所", "职业学校"), ("2.36万人", "在籍学生"), ("97.3%", "毕业去向落实率"), ("448家", "合作企业"))
    for k, (number, label) in enumerate(cards):
        x = 90 + 105 * k
        leaf.box(x, below + 10, x + 98, below + 70, fill=0.85)
        leaf.text(x + 20, below + 40, number, 20, bold=True)
        leaf.text(x + 20, below + 60, label, 9)
    leaf.prose(filled(WORDS, 34), below + 110)
    layout = paper.layout()
    assert all(piece.kind == "text" for piece in layout.pieces)


def test_the_last_line_of_a_text_above_a_chart_is_of_the_text() -> None:
    paper = Paper()
    leaf = paper.page()
    below = leaf.prose([*filled(WORDS, 34)[:2], "广受好评。"], 100)
    end = chart(leaf, below, bars=True)
    leaf.centred(end + 20, "图 1-1 近三年在校生规模", 10)
    layout = paper.layout()
    assert words(layout, layout.pieces[0]).endswith("广受好评。")


def test_a_chart_whose_rules_make_a_grid_is_no_table() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled(WORDS, 34), 100)
    leaf.grid(
        [150, 210, 230, 290, 310, 370, 390],
        [200, 230, 260, 290],
        [["", "5120", "", "6048"], [], ["", "", "", "83"]],
    )
    leaf.centred(306, "2023年  2024年", 9)
    leaf.centred(326, "图 1-1 近三年在校生规模", 10)
    assert all(piece.kind == "text" for piece in paper.layout().pieces)


def test_the_legend_between_a_chart_and_its_caption_is_of_labels() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled(WORDS, 34)[:-1], 760, step=12)
    leaf = paper.page()
    end = chart(leaf, 90, bars=True)
    for k, name in enumerate(("在校生", "招生数")):
        leaf.box(240 + 60 * k, end + 24, 245 + 60 * k, end + 29, fill=0.5)
        leaf.text(250 + 60 * k, end + 28, name, 8)
    leaf.centred(end + 50, "图 1-1 近三年在校生规模", 10)
    leaf.prose(filled(WORDS, 34), end + 80)
    layout = paper.layout()
    drawn = [words(layout, piece) for piece in layout.pieces if piece.footnote]
    assert "在校生\t招生数" in drawn
    assert not [piece for piece in layout.pieces if piece.kind == "table"]


def test_a_grid_of_lines_behind_bars_at_the_head_of_a_page_is_no_table() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.box(170, 90, 450, 180)
    for k in range(6):
        leaf.rule(170, 90 + 18 * k, 450, 90 + 18 * k, grey=0.8)
        leaf.text(140, 93 + 18 * k, str(15000 - 3000 * k), 7)
    for k, year in enumerate(YEARS):
        for n, (height, count) in enumerate(((85 - 8 * k, "12930"), (26, "4310"))):
            x = 200 + 90 * k + 24 * n
            leaf.box(x, 180 - height, x + 22, 180, fill=0.5)
            leaf.text(x, 177 - height, count, 7)
        leaf.text(204 + 90 * k, 194, year, 7)
    leaf.text(280, 210, "在校生", 7)
    leaf.text(320, 210, "招生数", 7)
    leaf.centred(230, "图 1-1 近三年在校生规模", 10)
    leaf.prose(filled(WORDS, 34), 270)
    layout = paper.layout()
    assert not [piece for piece in layout.pieces if piece.kind == "table"]
