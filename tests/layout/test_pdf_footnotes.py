"""Footnotes: they end neither the box nor the case above them, and their marks are no figures."""

from __future__ import annotations

import hashlib

import pytest
from tests.layout.paper import Paper, filled, words

from extract import extract_report, load_patterns
from extract.source.model import Source

NOTE = "1 专项经费含上级下达的资金。"


def report(note: str = NOTE) -> Paper:
    """Return a paper whose case, in a box, goes on below a footnote and overleaf."""
    paper = Paper()
    leaf = paper.page()
    leaf.text(90, 80, "1 发展概况", 16, bold=True)
    y = leaf.prose(filled("全校教师认真备课并开展教研活动，形成良好氛围。" * 3, 34), 110)
    leaf.text(114, y, "全年投入专项经费 860 万元。", 12)
    leaf.text(114 + 12 * 11 + 6 * 5, y - 5, "1", 6)
    leaf.box(90, 560, 505, 720)
    leaf.centred(590, "案例 1-1 把课堂搬进车间", 12, bold=True)
    leaf.prose(filled("学校与企业共建车间，学生在车间里上课。" * 5, 33), 620, left=96)
    leaf.text(90, 760, note, 9)
    leaf = paper.page()
    leaf.box(90, 70, 505, 140)
    leaf.prose(filled("第二年车间接待学生 420 人，完成订单 36 批。", 33), 100, left=96)
    leaf.prose(filled("本段文字在框外面说明总体情况。" * 5, 34), 180)
    return paper


@pytest.mark.parametrize("note", [NOTE, NOTE.replace("1 ", "1. ")])
def test_a_box_above_a_footnote_goes_on_overleaf(note: str) -> None:
    layout = report(note).layout()
    boxed = [words(layout, piece)[:6] for piece in layout.pieces if piece.frame is not None]
    assert boxed == ["案例 1-1", "学校与企业共", "第二年车间接"]
    assert len({piece.frame for piece in layout.pieces}) == 2
    assert [words(layout, piece) for piece in layout.pieces if piece.footnote] == [note]


def test_a_case_goes_on_over_a_footnote_whose_marks_are_no_figures() -> None:
    data = report().pdf()
    source = Source("paper.pdf", data, hashlib.sha256(data).hexdigest(), "application/pdf")
    found = extract_report(source, load_patterns()).report
    (case,) = found.cases
    assert case.text.endswith("完成订单 36 批。")
    assert sorted(fact.raw for fact in found.facts) == ["36 批", "420 人", "860 万元"]
    assert [entry.class_ for entry in found.numbers if entry.text == "1"][1:] == ["other", "other"]


def test_a_line_of_small_text_may_begin_with_a_number() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.prose(filled("全校教师认真备课并开展教研活动，形成良好氛围。" * 12, 34), 110)
    leaf.prose(
        ["学校与企业共建车间，学生在车间里上课，两年里接待学生", "36 批，完成订单 420 件。"], 740, size=10, step=16
    )
    layout = paper.layout()
    assert not any(piece.footnote for piece in layout.pieces)
