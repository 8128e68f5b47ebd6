"""PDFium reads what pdfplumber reads; files that can't be read are named errors, never crashes or waits."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from tests.layout.paper import Paper

from extract.errors import ExtractError
from extract.layout.fold import fold
from extract.layout.pdf import lay_out_pdf
from extract.source.model import Source
from extract.source.page import Page
from extract.source.pdf import open_pdf
from extract.source.plumber import read_plumber_glyphs

PAGES = {
    "zean-2022/zean-2022-word.pdf": (3, 12),
    "zean-2023/zean-2023-threeline.pdf": (5, 24),
    "yinan-2024/yinan-2024-wps.pdf": (9, 13),
    "zean-2024/zean-2024-band.pdf": (10, 20),
}


def page_of(data: bytes, number: int = 1) -> Page:
    with open_pdf(data) as pdf:
        return pdf.read_page(number)


def bare(text: str) -> str:
    return "".join(text.split())


def lay_out(data: bytes) -> str:
    return lay_out_pdf(Source("x.pdf", data, "0" * 64, "application/pdf")).text


@pytest.mark.parametrize(("name", "number"), [(name, n) for name, numbers in PAGES.items() for n in numbers])
def test_both_engines_find_the_same_characters_on_the_same_places(root: Path, name: str, number: int) -> None:
    data = (root / "samples" / name).read_bytes()
    page = page_of(data, number)
    with pdfplumber.open(root / "samples" / name, pages=[number]) as document:
        theirs = document.pages[0].chars
        height = float(document.pages[0].height)
    mine = Counter(char for char in page.chars.text if not char.isspace())
    assert mine == Counter(char for one in theirs for char in fold(one["text"]) if not char.isspace())
    bases = sorted(page.chars.base[i] for i in range(len(page.chars)) if not page.chars.text[i].isspace())
    other = sorted(height - one["matrix"][5] for one in theirs for char in one["text"] if not char.isspace())
    assert all(abs(a - b) < 1.5 for a, b in zip(bases, other, strict=True))


def test_ruled_cells_are_those_of_pdfplumber(root: Path) -> None:
    path = root / "samples" / "zean-2022" / "zean-2022-word.pdf"
    layout = lay_out_pdf(Source("x.pdf", path.read_bytes(), "0" * 64, "application/pdf"))
    tables = [piece for piece in layout.pieces if piece.kind == "table"]
    pages = sorted({piece.page for piece in tables if piece.page})[-4:]
    with pdfplumber.open(path, pages=pages) as document:
        theirs = [row for page in document.pages for table in page.extract_tables() for row in table]
    mine = [row for piece in tables if piece.page in pages for row in piece.rows]
    cells = Counter(bare(layout.text[cell.start : cell.end]) for row in mine for cell in row)
    other = Counter(bare(cell or "") for row in theirs for cell in row)
    del cells[""], other[""]
    assert cells == other


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\ntrailer << /Root 1 0 R >>\n%%EOF\n"])
def test_there_is_no_second_opinion_on_what_pdfplumber_cannot_open(data: bytes) -> None:
    assert read_plumber_glyphs(data, 1, None) is None


def test_pdfplumber_gives_the_second_opinion_in_the_same_space() -> None:
    paper = Paper()
    paper.page().text(90, 100, "落实率 97.25%", 12)
    data = paper.pdf()
    second = read_plumber_glyphs(data, 1, None)
    assert second is not None
    assert "".join(second.text) == "落实率 97.25%"
    assert (second.x[0], second.y[0]) == pytest.approx((90, 742))


def test_an_owner_locked_file_is_read_and_a_user_locked_one_asks_for_the_password(root: Path) -> None:
    folder = root / "tests" / "source" / "locked"
    assert "只供阅读" in lay_out((folder / "owner.pdf").read_bytes())
    with pytest.raises(ExtractError) as error:
        lay_out((folder / "user.pdf").read_bytes())
    assert error.value.code == "encrypted"
    assert "--password" in error.value.hint


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_cut_file_is_damaged(share: float) -> None:
    paper = Paper()
    paper.page().prose(["一行文字"], 100)
    data = paper.pdf()
    with pytest.raises(ExtractError) as error:
        lay_out(data[: int(len(data) * share)])
    assert error.value.code == "damaged"


def test_a_file_without_pages_is_damaged() -> None:
    with pytest.raises(ExtractError) as error:
        lay_out(Paper().pdf())
    assert error.value.code == "damaged"


def test_a_page_tree_that_turns_in_on_itself_ends() -> None:
    paper = Paper()
    paper.page().prose(["一行文字"], 100)
    data = paper.pdf().replace(b"/Kids [10 0 R] /Count 1", b"/Kids [2 0 R] /Count 9 ")
    with pytest.raises(ExtractError) as error:
        lay_out(data)
    assert error.value.code in ("damaged", "no_text")


def test_a_page_of_many_characters_takes_time_in_proportion() -> None:
    paper = Paper()
    leaf = paper.page()
    for k in range(380):
        leaf.text(20, 20 + 2 * k, "密" * 250, 2)
    assert lay_out(paper.pdf()).count("密") == 95_000


def test_a_stream_that_inflates_to_nothing_useful_is_no_trouble() -> None:
    paper = Paper()
    paper.page().prose(["一行文字"], 100)
    bomb = zlib.compress(b" " * 20_000_000)
    data = paper.pdf().replace(
        b"%%EOF",
        b"%d 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % (99, len(bomb))
        + bomb
        + b"\nendstream\nendobj\n%%EOF",
    )
    assert "一行文字" in lay_out(data)


def test_characters_that_stand_for_others_stand_where_their_form_is_placed() -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.content.append("/Span << /ActualText <FEFF4E8C> >> BDC")
    leaf.text(20, 100, "⼆", 12)
    leaf.content.append("EMC")
    leaf.text(32, 100, "工", 12)
    with pikepdf.open(io.BytesIO(paper.pdf())) as pdf:
        form = pdf.pages[0].as_form_xobject()
        sheet = pdf.add_blank_page(page_size=(1190, 842))
        sheet.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Half=form))
        sheet.obj.Contents = pdf.make_stream(b"q 0.5 0 0 0.5 595 421 cm /Half Do Q")
        stream = io.BytesIO()
        pdf.save(stream)
    chars = page_of(stream.getvalue(), 2).chars
    assert chars.text == "二工"
    assert [round(x) for x in chars.x0] == [605, 611]
    assert {round(base) for base in chars.base} == {50}


@pytest.mark.parametrize(("paint", "seen"), [("/Pattern cs /P scn", True), ("1 g", False)])
def test_white_letters_are_seen_on_a_gradient_and_not_on_white(paint: str, seen: bool) -> None:
    paper = Paper()
    leaf = paper.page()
    leaf.content.append(f"{paint} 80 700 200 30 re f")
    leaf.text(90, 842 - 710, "办学条件改善", 14, grey=1)
    leaf.text(90, 300, "本段说明情况。")
    with pikepdf.open(io.BytesIO(paper.pdf())) as pdf:
        colours = {"/FunctionType": 2, "/Domain": [0, 1], "/C0": [0.1, 0.3, 0.7], "/C1": [0.3, 0.5, 0.9], "/N": 1}
        shading = {"/ShadingType": 2, "/ColorSpace": pikepdf.Name.DeviceRGB, "/Coords": [80, 0, 280, 0]}
        shading["/Function"] = pikepdf.Dictionary(colours)
        pattern = pikepdf.Dictionary({"/PatternType": 2, "/Shading": pikepdf.Dictionary(shading)})
        pdf.pages[0].Resources.Pattern = pikepdf.Dictionary(P=pattern)
        stream = io.BytesIO()
        pdf.save(stream)
    (text, *_) = lay_out(stream.getvalue()).split("\f")
    assert ("办学条件改善" in text) is seen
