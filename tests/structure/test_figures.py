"""Figure captions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.structure.model import Outline

Read = Callable[..., Outline]


@pytest.mark.parametrize(
    ("line", "number", "caption"),
    [
        ("图 1-1 在校生规模", "1-1", "在校生规模"),
        ("图1.1：在校生规模", "1-1", "在校生规模"),
        ("图 １－１　在校生规模", "1-1", "在校生规模"),
        ("图 1—1 在校生规模", "1-1", "在校生规模"),
        ("图 3 在校生规模", "3", "在校生规模"),
        ("图3：在校生规模", "3", "在校生规模"),
        ("图一 在校生规模", "1", "在校生规模"),
        ("图表 1-1 在校生规模", "1-1", "在校生规模"),
        ("附图 2 在校生规模", "2", "在校生规模"),
        ("图 1-12030 年规模", "1-1", "2030 年规模"),
        ("图：在校生规模", None, "在校生规模"),
        ("图 2-5 获得 1 银 2 铜奖牌", "2-5", "获得 1 银 2 铜奖牌"),
    ],
)
def test_every_dress_of_a_caption_is_read(read: Read, line: str, number: str | None, caption: str) -> None:
    outline = read("1. 概况", "1.1 规模", "P", line, "P")
    [figure] = outline.figures
    assert (figure.number, figure.caption, figure.section, figure.case) == (number, caption, "1.1", None)


@pytest.mark.parametrize(
    "line", ["图 1-1 显示，规模逐年扩大。", "图书馆藏书 12 万册", "如图 1-1 所示", "图文并茂地展示成果"]
)
def test_prose_about_figures_is_no_caption(read: Read, line: str) -> None:
    assert read("1. 概况", "P", line, "P").figures == []


def test_captions_side_by_side_are_figures_of_one_block(read: Read) -> None:
    outline = read("1. 概况", "P", "图 1-1 签约现场    图 1-2 揭牌现场")
    assert [(figure.number, figure.caption) for figure in outline.figures] == [("1-1", "签约现场"), ("1-2", "揭牌现场")]
    assert len({figure.block for figure in outline.figures}) == 1


def test_a_caption_that_lacks_its_word_continues_the_numbers(read: Read) -> None:
    outline = read("1. 概况", "P", "图 1-1 签约现场", "P", "\n\n1-2 揭牌现场", "P", "\n\n1-4 参观现场", "P")
    assert [figure.number for figure in outline.figures] == ["1-1", "1-2"]


def test_a_source_below_a_caption_is_apart_from_the_prose(read: Read) -> None:
    outline = read("1. 概况", "P", "图 1-1 规模", "数据来源：状态数据表。", "P")
    assert [block.kind for block in outline.blocks][2:4] == ["figure_caption", "other"]
