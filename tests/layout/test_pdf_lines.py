"""Characters of a PDF become lines as they are read: by baseline, with the spaces that are printed."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.layout.paper import Paper, words

from extract.layout.fold import fold
from extract.layout.pdf import lay_out_pdf
from extract.source.model import Source


def line(*prints: tuple[float, float, str, float]) -> str:
    paper = Paper()
    leaf = paper.page()
    for x, y, text, size in prints:
        leaf.text(x, y, text, size)
    layout = paper.layout()
    return "\n".join(words(layout, piece) for piece in layout.pieces)


def test_faces_of_one_baseline_stand_in_one_line() -> None:
    assert line((90, 100, "在校生共", 16), (154, 100, "3588", 12), (178, 100, "人", 16)) == "在校生共3588人"


def test_a_gap_beside_a_number_is_a_space_and_none_between_stretched_ideographs() -> None:
    assert line((90, 100, "共", 12), (106, 100, "13", 12), (122, 100, "所", 12)) == "共 13 所"
    assert line((90, 100, "学", 12), (107, 100, "校", 12), (124, 100, "数", 12)) == "学校数"


@pytest.mark.parametrize(
    ("prints", "text"),
    [
        ([("一", 0), ("学校概况", 15)], "一 学校概况"),  # a space that no glyph prints
        ([("六", 0), ("保障", 15)], "六 保障"),
        ([("省教育厅", 0), ("省招生办公室", 51)], "省教育厅 省招生办公室"),
        ([("概", 0), ("况", 15)], "概况"),
        ([("概", 0), ("况", 15), ("表", 30)], "概况表"),
        ([("各校", 0), ("开展", 27), ("活动", 54)], "各校开展活动"),  # stretched here and there
    ],
)
def test_a_gap_parts_ideographs_where_the_others_of_the_row_stand_close(
    prints: list[tuple[str, float]], text: str
) -> None:
    assert line(*((90 + x, 100, part, 12) for part, x in prints)) == text


def test_a_short_part_of_a_line_is_spaced_as_the_line_is() -> None:
    spaced = [(90 + 16 * k, 100, sign, 12) for k, sign in enumerate("一二三四")]
    number = [(40 + 12 * k, 100, sign, 12) for k, sign in enumerate("1.1")]
    assert line(*number, *spaced).split() == ["1.1", "一二三四"]


def test_a_stop_stands_before_the_quotation_mark_that_is_squeezed_over_it() -> None:
    assert (
        line((90, 100, "一", 12), (102, 100, "“", 12), (103, 100, "、", 12), (114, 100, "十三五", 12)) == "一、“十三五"
    )


def test_a_wide_gap_in_a_line_of_text_is_a_tab() -> None:
    assert line((90, 100, "单位名称", 12), (300, 100, "某学校", 12)) == "单位名称\t某学校"


@pytest.mark.parametrize("size", [7, 10])
def test_a_superscript_stays_in_its_line_and_in_its_place(size: float) -> None:
    assert line((90, 100, "落实率", 12), (126, 95, "1", size), (131, 100, "为九成", 12)) == "落实率1为九成"


def test_text_printed_twice_for_weight_counts_once() -> None:
    assert line((90, 100, "教学资源", 14), (90.4, 100, "教学资源", 14), (90.2, 100.1, "教学资源", 14)) == "教学资源"


def test_doubled_letters_are_no_double_printing() -> None:
    assert line((90, 100, "谢谢1100", 12)) == "谢谢1100"


def test_compatibility_forms_of_ideographs_become_ordinary_ones() -> None:
    assert fold("\u2f42\u2eda\u2ed3\uf900\u2fa6 ，１２") == "文页长\u8c48金 ，１２"
    assert fold("农\u2f3e") == "农户"


@pytest.mark.parametrize("text", ["１２３，（一）％", "D344 课室", "“五育”并举—— 8.8：43.5"])
def test_full_width_forms_and_punctuation_stay_as_printed(text: str) -> None:
    assert line((90, 100, text, 12)) == text


def test_every_character_knows_its_page_and_box() -> None:
    paper = Paper()
    paper.page().text(90, 100, "第一页", 12)
    paper.page().text(100, 200, "专任教师 648 人", 10)
    layout = paper.layout()
    start = layout.text.index("648")
    page, box = layout.glyphs.locate(start, start + 3)
    assert page == 2
    assert box is not None
    assert box[0] == pytest.approx(145, abs=1)
    assert box[2] == pytest.approx(160, abs=1)
    assert box[1] < 200
    assert box[3] < 205


@pytest.mark.parametrize("drawn", [True, False])
def test_what_is_typed_into_a_form_stands_in_its_line(drawn: bool) -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.text(90, 140, "全日制在校生人数为")
    leaf.text(240, 140, "人。")
    with pikepdf.open(io.BytesIO(paper.pdf())) as document:
        page = document.pages[0]
        fonts = page.Resources
        appearance = document.make_stream(b"BT /plain 12 Tf 0 4 Td <00310032003300340035> Tj ET")
        appearance.Type, appearance.Subtype, appearance.BBox = Name.XObject, Name.Form, Array([0, 0, 38, 17])
        appearance.Resources = fonts
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("n"), V=String("12345"), F=4,
            Rect=Array([200, 698, 238, 715]), DA=String("/plain 12 Tf 0 g"),
        )  # fmt: skip
        if drawn:
            field.AP = Dictionary(N=appearance)
        page.Annots = Array([document.make_indirect(field)])
        document.Root.AcroForm = Dictionary(Fields=page.Annots, DR=fonts, DA=field.DA)
        buffer = io.BytesIO()
        document.save(buffer)
    layout = lay_out_pdf(Source("form.pdf", buffer.getvalue(), "0" * 64, "application/pdf"))
    assert layout.text.replace(" ", "") == "全日制在校生人数为12345人。\n"
