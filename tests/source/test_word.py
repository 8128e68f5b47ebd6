"""Word files: what Word prints is read, what it hides is not."""

from __future__ import annotations

import io
import zipfile
from itertools import chain
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.errors import ExtractError
from extract.layout.word import lay_out_word
from extract.source.media import detect_media_type
from extract.source.numbering import print_chinese, print_count
from extract.source.word import STRICT, WordParagraph, WordTable, read_word

LISTS = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>
<w:suff w:val="nothing"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def packed(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def numbered(document: Any, text: str, level: int, number: int = 3) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def with_lists() -> Any:
    document = Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for child in list(parse_xml(LISTS)):
        root.append(child)
    return document


def test_automatic_numbers_stand_in_the_text() -> None:
    document = with_lists()
    for text, level in (("概况", 0), ("规模", 1), ("条件", 1), ("育人", 0), ("德育", 1)):
        numbered(document, text, level)
    lines = lay_out_word(packed(document)).text.split("\n")
    assert lines[:5] == ["第一章 概况", "1.1规模", "1.2条件", "第二章 育人", "2.1德育"]


def test_deleted_text_and_field_codes_are_not_printed() -> None:
    document = Document()
    paragraph = document.add_paragraph("在校生")
    for xml in (
        "<w:del {0}><w:r><w:delText>100</w:delText></w:r></w:del>",
        "<w:ins {0}><w:r><w:t>120</w:t></w:r></w:ins>",
        "<w:r {0}><w:instrText>PAGE 9</w:instrText></w:r>",
        "<w:r {0}><w:t>人</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert lay_out_word(packed(document)).text == "在校生120人\n"


def test_a_text_box_is_a_frame_and_printed_once() -> None:
    document = Document()
    paragraph = document.add_paragraph("正文。")
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            "<mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>案例 1-1 甲</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>案例 1-1 甲</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    blocks = [block for block in read_word(packed(document)) if isinstance(block, WordParagraph)]
    assert [(block.text, block.box) for block in blocks] == [("正文。", None), ("案例 1-1 甲", 1)]


def test_merged_cells_stand_once_with_their_spans() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for at, text in enumerate(("年度", "", "", "指标", "2021 年", "2022 年", "人数", "10", "12")):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "两年"
    table.cell(0, 0).merge(table.cell(1, 0))
    (found,) = [block for block in read_word(packed(document)) if isinstance(block, WordTable)]
    spans = [[(cell.column, cell.colspan, cell.rowspan) for cell in row] for row in found.rows]
    assert spans == [[(0, 1, 2), (1, 2, 1)], [(1, 1, 1), (2, 1, 1)], [(0, 1, 1), (1, 1, 1), (2, 1, 1)]]


def test_a_table_of_one_cell_is_a_frame() -> None:
    document = Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "案例 2-1 乙"
    layout = lay_out_word(packed(document))
    assert [(piece.kind, piece.frame) for piece in layout.pieces] == [("text", 1)]


def test_a_line_break_in_a_cell_leaves_the_row_one_line() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "教学仪器\n设备值"
    table.cell(0, 1).text = "Open\nLab"
    assert lay_out_word(packed(document)).text == "教学仪器设备值\tOpen Lab\n"


@pytest.mark.parametrize(("count", "printed"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (38, "三十八")])
def test_chinese_counting(count: int, printed: str) -> None:
    assert print_chinese(count) == printed


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (3, "decimal", "3"),
        (3, "upperRoman", "III"),
        (2, "lowerLetter", "b"),
        (3, "chineseLegalSimplified", "叁"),
        (12, "decimalFullWidth", "１２"),
        (4, "x", "4"),
    ],
)
def test_number_formats(count: int, form: str, printed: str) -> None:
    assert print_count(count, form) == printed


def test_a_broken_file_says_what_to_do() -> None:
    data = packed(Document())
    with pytest.raises(ExtractError) as caught:
        lay_out_word(data[: len(data) // 2])
    assert caught.value.code == "damaged"


def test_a_file_without_words_says_what_to_do() -> None:
    with pytest.raises(ExtractError) as caught:
        lay_out_word(packed(Document()))
    assert caught.value.code == "no_text"


def test_a_file_in_the_strict_form_says_what_to_do() -> None:
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(Document()))) as usual, zipfile.ZipFile(strict, "w") as archive:
        for name in usual.namelist():
            content = usual.read(name).replace(b"http://schemas.openxmlformats.org/officeDocument/2006", STRICT)
            archive.writestr(name, content)
    with pytest.raises(ExtractError) as caught:
        lay_out_word(strict.getvalue())
    assert (caught.value.code, "strict" in caught.value.message) == ("unsupported", True)


def test_of_two_ways_to_say_the_same_the_first_is_read_wherever_it_stands() -> None:
    document = Document()
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    said = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    twice = f"<mc:Choice>{said.format('先 12 人')}</mc:Choice><mc:Fallback>{said.format('再 12 人')}</mc:Fallback>"
    choice = parse_xml(f"<mc:AlternateContent {nsdecls('w')} {names}>{twice}</mc:AlternateContent>")
    document.element.body.insert(0, choice)
    assert lay_out_word(packed(document)).text == "先 12 人\n"


def test_a_fraction_is_printed_with_its_bar_and_a_reading_over_words_is_not() -> None:
    document = Document()
    paragraph = document.add_paragraph("占")
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    fraction = f"<m:f>{part.format('num', 1)}{part.format('den', 2)}</m:f>"
    paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{math}">{fraction}</m:oMath>'))
    ruby = "<w:ruby><w:rt><w:r><w:t>ren</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>人</w:t></w:r></w:rubyBase></w:ruby>"
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{ruby}</w:r>"))
    assert lay_out_word(packed(document)).text == "占1/2人\n"


def test_a_file_that_inflates_beyond_its_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.source.word.MAX_INFLATED", 1000)
    with pytest.raises(ExtractError) as caught:
        lay_out_word(packed(Document()))
    assert caught.value.code == "too_large"


def test_the_bytes_tell_a_word_file() -> None:
    assert detect_media_type(packed(Document())).endswith("wordprocessingml.document")


def test_a_locked_office_file_is_encrypted() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(ExtractError) as caught:
        detect_media_type(locked)
    assert caught.value.code == "encrypted"


def test_other_archives_are_not_word_files() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(ExtractError) as caught:
        detect_media_type(buffer.getvalue())
    assert caught.value.code == "unsupported"


def test_a_table_of_one_column_is_a_frame_round_all_its_rows() -> None:
    document = Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text = "案例 1-1 课堂"
    table.cell(1, 0).text = "课堂设在车间。"
    blocks = read_word(packed(document))
    assert [(block.text, block.box) for block in blocks if isinstance(block, WordParagraph)] == [
        ("案例 1-1 课堂", 1),
        ("课堂设在车间。", 1),
    ]


def test_a_list_that_counts_anew_begins_with_its_own_number() -> None:
    document = with_lists()
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    for text, level, number in (("甲", 0, 3), ("乙", 1, 3), ("丙", 1, 3), ("丁", 1, 4), ("戊", 1, 4)):
        numbered(document, text, level, number)
    assert lay_out_word(packed(document)).text.split()[2:] == ["1.1乙", "1.2丙", "1.1丁", "1.2戊"]


def test_a_list_may_be_that_of_a_style() -> None:
    document = with_lists()
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="numbering" w:styleId="Chapters"><w:pPr><w:numPr>'
            '<w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        )
    )
    for xml in (
        '<w:abstractNum {0} w:abstractNumId="8"><w:numStyleLink w:val="Chapters"/></w:abstractNum>',
        '<w:num {0} w:numId="5"><w:abstractNumId w:val="8"/></w:num>',
    ):
        document.part.numbering_part.element.append(parse_xml(xml.format(nsdecls("w"))))
    numbered(document, "概况", 0, 5)
    assert lay_out_word(packed(document)).text == "第一章 概况\n"


def test_a_deleted_end_of_a_paragraph_parts_nothing_and_counts_nothing() -> None:
    document = with_lists()
    for text, level in (("概况", 0), ("", 1), ("规模", 1)):
        numbered(document, text, level)
    deleted = f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="x"/></w:rPr>'
    document.paragraphs[1]._p.get_or_add_pPr().append(parse_xml(deleted))
    assert lay_out_word(packed(document)).text == "第一章 概况\n1.1规模\n"


def test_hidden_text_is_not_printed_and_that_of_formulas_is() -> None:
    document = Document()
    paragraph = document.add_paragraph("增长")
    paragraph.add_run("（待核）").font.hidden = True
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{math}"><m:r><m:t>12.5%</m:t></m:r></m:oMath>'))
    assert lay_out_word(packed(document)).text == "增长12.5%\n"


def test_deleted_rows_are_gone_and_cells_in_content_controls_are_there() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=2)
    for at, text in enumerate(("指标", "人数", "旧", "9", "新", "12")):
        table.cell(at // 2, at % 2).text = text
    gone, row = table.rows[1]._tr, table.rows[2]._tr
    gone.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"/>'))
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    cell = row.tc_lst[1]
    cell.addprevious(control)
    control[0].append(cell)
    assert lay_out_word(packed(document)).text == "指标\t人数\n新\t12\n"


def test_a_row_may_leave_out_its_first_columns() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))
    (found,) = [block for block in read_word(packed(document)) if isinstance(block, WordTable)]
    assert [[cell.column for cell in row] for row in found.rows] == [[0, 1, 2], [1, 2]]


def test_a_table_in_a_cell_is_not_lost() -> None:
    document = Document()
    outer = document.add_table(rows=3, cols=2)
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "男", "7"
    outer.cell(0, 0).text, outer.cell(1, 0).text, outer.cell(2, 0).text = "人数", "合计", "备注"
    assert lay_out_word(packed(document)).text.startswith("人数\t男 7\n合计\t")


def test_tables_side_by_side_in_a_table_are_tables_in_a_box() -> None:
    document = Document()
    outer = document.add_table(rows=1, cols=2)
    for at in range(2):
        inner = outer.cell(0, at).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "人数", str(at)
    tables = [block for block in read_word(packed(document)) if isinstance(block, WordTable)]
    assert [(table.rows[0][1].paragraphs, table.box) for table in tables] == [(("0",), 1), (("1",), 1)]


@pytest.mark.parametrize("pictured", [True, False])
def test_words_beside_a_picture_stand_in_a_box(pictured: bool) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for row, text in zip(table.rows, ("案例 2-1 乙", "学校与企业共建车间。"), strict=True):
        row.cells[1].text = text
        if pictured:
            row.cells[0].paragraphs[0].add_run()._r.append(parse_xml(f"<w:drawing {nsdecls('w')}/>"))
    layout = lay_out_word(packed(document))
    assert [piece.kind for piece in layout.pieces] == (["text", "text"] if pictured else ["table"])


@pytest.mark.parametrize(
    ("number", "kind"), [("第一章", "text"), ("02", "text"), ("（三）", "text"), ("学校", "table")]
)
def test_a_number_in_a_cell_beside_a_title_is_its_heading(number: str, kind: str) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = number, "发展概况"
    layout = lay_out_word(packed(document))
    assert [piece.kind for piece in layout.pieces] == [kind]
    assert layout.text == (f"{number} 发展概况\n" if kind == "text" else f"{number}\t发展概况\n")


def test_paragraphs_with_one_border_or_ground_stand_in_a_box() -> None:
    document = Document()
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right"))
    bordered = f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"
    shaded, plain = (f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{fill}"/>' for fill in ("DDEEFF", "FFFFFF"))
    for text, setting in zip("一二三四五六", ("", bordered, bordered, "", shaded, plain), strict=True):
        paragraph = document.add_paragraph(text)
        if setting:
            paragraph._p.get_or_add_pPr().append(parse_xml(setting))
    assert [piece.frame for piece in lay_out_word(packed(document)).pieces] == [None, 1, 1, None, 2, None]


def test_a_table_between_paragraphs_beside_a_bar_stands_in_their_box() -> None:
    document = Document()
    bar = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24"/></w:pBdr>'
    for text in "一二三":
        paragraph = document.add_paragraph(text)
        if text == "三":
            continue
        paragraph._p.get_or_add_pPr().append(parse_xml(bar))
        table = document.add_table(rows=2, cols=2)
        for k, cell in enumerate(chain.from_iterable(row.cells for row in table.rows)):
            cell.text = f"{text}{k}"
    pieces = lay_out_word(packed(document)).pieces
    assert [(piece.kind, piece.frame) for piece in pieces] == [
        ("text", 1),
        ("table", 1),
        ("text", 1),
        ("table", None),
        ("text", None),
    ]


def test_face_and_colour_of_a_paragraph_are_those_of_its_first_run_or_style() -> None:
    document = Document()
    style = document.styles["Normal"].element.get_or_add_rPr()
    style.append(parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="仿宋"/>'))
    document.add_paragraph("全校教师认真备课。")
    run = document.add_paragraph().add_run("学生在车间里上课。")
    run._r.get_or_add_rPr().append(parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="楷体"/>'))
    run._r.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:val="808080"/>'))
    styles = [piece.style for piece in lay_out_word(packed(document)).pieces]
    assert [style.face for style in styles] == ["仿宋", "楷体"]
    assert styles[0].shade == 0 < styles[1].shade < 1


def test_numbers_on_cards_side_by_side_are_no_table() -> None:
    document = Document()
    cells = document.add_table(1, 3).rows[0].cells
    for cell, number, label in zip(cells, ("14所", "2.36万人", "97.3%"), ("学校", "学生", "落实率"), strict=True):
        cell.text = number
        cell.add_paragraph(label)
    texts = [block.text for block in read_word(packed(document)) if isinstance(block, WordParagraph)]
    assert texts == ["14所", "学校", "2.36万人", "学生", "97.3%", "落实率"]
