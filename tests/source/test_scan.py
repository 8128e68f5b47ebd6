"""Pictures of pages: recognised where the extra is there, named where it is not, marked as such throughout."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from extract.errors import ExtractError
from extract.layout.asides import part_pages
from extract.layout.sketch import sketch_page
from extract.pipeline import Extraction, extract_report
from extract.rules.patterns import load_patterns
from extract.source import scan
from extract.source.model import Source
from extract.source.page import Page
from extract.source.scan import is_available

SAMPLE = Path(__file__).parents[2] / "samples" / "zean-2024"
TABLE = "人才培养质量计分卡"
SKEW = 0.6  # degrees


def page_of(document: pypdfium2.PdfDocument, words: str) -> int:
    """Return the last page that prints ``words``: the table itself, not the directory."""
    pages = [n for n in range(len(document)) if words in document[n].get_textpage().get_text_bounded()]
    return pages[-1]


def scanned(pages: list[int], *, text_first: bool = False) -> Source:
    document = pypdfium2.PdfDocument(SAMPLE / "zean-2024-word.pdf")
    pictures = [
        document[page].render(scale=200 / 72).to_pil().convert("L").rotate(SKEW, fillcolor=255, resample=Image.BICUBIC)
        for page in pages
    ]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    if text_first:
        joined = pypdfium2.PdfDocument.new()
        joined.import_pages(document, [page - 1 for page in pages])
        joined.import_pages(pypdfium2.PdfDocument(buffer.getvalue()))
        buffer = io.BytesIO()
        joined.save(buffer)
    return Source("scan.pdf", buffer.getvalue(), "0" * 64, "application/pdf")


def table_page() -> int:
    return page_of(pypdfium2.PdfDocument(SAMPLE / "zean-2024-word.pdf"), TABLE)


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    if not is_available():
        pytest.skip("the extra `ocr` is not installed")
    return extract_report(scanned([table_page()], text_first=True), load_patterns())


def test_a_skewed_scan_gives_its_table(extraction: Extraction) -> None:
    truth = json.loads((SAMPLE / "truth" / "structure.json").read_text(encoding="utf-8"))
    rows = next(table["rows"] for table in truth["tables"] if table["title"] == TABLE)
    wanted = {value.replace(" ", "") for row in rows for value in row["values"].values() if value[0].isdigit()}
    read = {cell for table in extraction.report.tables for row in table.rows for cell in row}
    assert len(wanted & read) >= 0.97 * len(wanted)


def test_only_the_page_without_text_is_recognised(extraction: Extraction) -> None:
    report = extraction.report
    assert [page.ocr for page in report.document.pages] == [False, True]
    assert report.document.source.ocr
    assert report.extractor.engines["ocr"] is not None


def test_facts_and_numerals_of_a_scan_say_so(extraction: Extraction) -> None:
    report = extraction.report
    assert all(fact.ocr == (fact.where.page == 2) for fact in report.facts)
    assert any(fact.ocr for fact in report.facts)
    assert any(finding.check == "recognition" for finding in report.findings)


def test_a_scan_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.source.pages.can_recognise", lambda: False)
    with pytest.raises(ExtractError) as caught:
        extract_report(scanned([table_page()]), load_patterns())
    assert caught.value.code == "no_text"
    assert "report-extract[ocr]" in caught.value.hint


def test_a_mixed_document_without_the_extra_is_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.source.pages.can_recognise", lambda: False)
    document = extract_report(scanned([table_page()], text_first=True), load_patterns()).report.document
    assert (document.status, [page.page for page in document.skipped]) == ("partial", [2])


def recognised(*lines: tuple[str, float, float], rise: float = 0.0, score: float = 0.99) -> SimpleNamespace:
    """Return what the engine does of ``lines``: text, left and top in pixels; each sign stands ``rise`` higher."""
    results = [
        [
            (sign, score, [[x + 30 * k, y - rise * k], [x + 30 * (k + 1), y - rise * (k + 1)],
                           [x + 30 * (k + 1), y + 36 - rise * (k + 1)], [x + 30 * k, y + 36 - rise * k]])
            for k, sign in enumerate(text)
        ]
        for text, x, y in lines
    ]  # fmt: skip
    boxes = [[line[0][2][0], line[-1][2][1], line[-1][2][2], line[0][2][3]] for line in results]
    return SimpleNamespace(boxes=boxes, word_results=results, scores=[score] * len(lines))


def read_with(monkeypatch: pytest.MonkeyPatch, picture: Image.Image, *lines: tuple[str, float, float]) -> Page:
    """Return the page that ``picture`` makes where ``lines`` are recognised on it."""
    nothing = SimpleNamespace(txts=None, scores=None)
    return read_by(monkeypatch, picture, lambda image, use_det, **options: recognised(*lines) if use_det else nothing)


def read_by(monkeypatch: pytest.MonkeyPatch, picture: Image.Image, engine: Callable[..., SimpleNamespace]) -> Page:
    """Return the page that ``picture`` makes where ``engine`` recognises it."""
    if not is_available():
        pytest.skip("the extra `ocr` is not installed")
    monkeypatch.setattr(scan, "_engine", lambda: engine)
    buffer = io.BytesIO()
    picture.save(buffer, "PDF", resolution=200)
    return scan.read_scan(pypdfium2.PdfDocument(buffer.getvalue())[0], 1)


def test_a_dash_between_digits_is_no_numeral_and_brackets_are_of_one_width(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = Image.new("L", (1600, 1000), 255)
    page = read_with(monkeypatch, blank, ("案例3一1", 100, 100), ("占比（%)", 100, 200), ("一流", 100, 300))
    assert "".join(page.chars.text) == "案例3—1占比（%）一流"


def test_letters_on_a_dark_band_make_no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, 100, 1500, 200), fill=60)
    for x in range(300, 450, 4):
        draw.line((x, 130, x, 166), fill=255)
    draw.line((100, 400, 1500, 400), fill=0, width=3)
    page = read_with(monkeypatch, picture, ("专业群名称", 300, 130))
    inside = [mark for mark in page.marks if 40 < mark.top < 70]
    assert (inside, [mark.width > 400 for mark in page.marks if mark.top > 100]) == ([], [True])


def test_lines_are_not_turned_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def engine(image: Any, *, use_cls: bool = True, **options: bool) -> SimpleNamespace:
        return recognised(("066" if use_cls else "990", 100, 100))

    page = read_by(monkeypatch, Image.new("L", (1600, 1000), 255), engine)
    assert "".join(page.chars.text) == "990"


def test_a_page_on_its_head_is_turned_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    ImageDraw.Draw(picture).rectangle((100, 900, 1500, 940), fill=0)

    def engine(image: Any, **options: bool) -> SimpleNamespace:
        stands = image[:500].min() < 100
        return recognised(("报告全文", 100, 100)) if stands else recognised(("女半", 900, 800), score=0.6)

    page = read_by(monkeypatch, picture, engine)
    assert ("".join(page.chars.text), page.turn) == ("报告全文", 2)
    _, _, right, bottom = page.as_shown((36.0, 36.0, 72.0, 48.0))
    assert (page.shown_width - right, page.shown_height - bottom) == pytest.approx((36.0, 36.0))


def test_what_slants_across_a_page_is_no_line_of_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    straight, slanted = (
        recognised(("办学规模", 100, 100), ("专任教师", 100, 300)),
        recognised(("内部资料", 300, 260), rise=18),
    )
    both = SimpleNamespace(
        boxes=straight.boxes + slanted.boxes,
        word_results=straight.word_results + slanted.word_results,
        scores=straight.scores + slanted.scores,
    )
    page = read_by(monkeypatch, Image.new("L", (1600, 1000), 255), lambda image, **options: both)
    [part] = part_pages([page])
    assert "".join(page.chars.text[i] for i in part.indices) == "办学规模专任教师"
    assert [line.text for line in part.watermarks] == ["内部资料"]


def test_a_box_of_dashes_has_rules_and_a_leader_makes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    draw = ImageDraw.Draw(picture)
    for x in range(200, 1400, 16):
        for y in (200, 700, 318):  # two sides of a box, and a leader
            draw.line((x, y, x + 7, y), fill=0, width=2)
    for y in range(200, 700, 16):
        for x in (200, 1400):
            draw.line((x, y, x, y + 7), fill=0, width=2)
    page = read_with(monkeypatch, picture, ("案例", 240, 300))
    level = sorted(round(mark.top / 0.36) for mark in page.marks if mark.width > 400)
    upright = sorted(round(mark.x0 / 0.36) for mark in page.marks if mark.height > 170)
    assert level == pytest.approx([200, 700], abs=3)
    assert upright == pytest.approx([200, 1400], abs=3)


def test_a_high_box_round_a_short_line_makes_no_large_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    body, rest = (
        recognised(*(("学生在实训室学习", 100, 100 + 60 * k) for k in range(6))),
        recognised(("分点。", 100, 460)),
    )
    rest.boxes[0] = [[100, 450], [190, 450], [190, 506], [100, 506]]
    both = SimpleNamespace(
        boxes=body.boxes + rest.boxes,
        word_results=body.word_results + rest.word_results,
        scores=body.scores + rest.scores,
    )
    page = read_by(monkeypatch, Image.new("L", (1600, 1000), 255), lambda image, **options: both)
    assert len(page.inks) == 1


def with_strokes(*strokes: tuple[int, int, int]) -> Image.Image:
    """Return a picture with level strokes: left, right, height on the page."""
    picture = Image.new("L", (1600, 1000), 255)
    for left, right, y in strokes:
        ImageDraw.Draw(picture).line((left, y, right, y), fill=0, width=3)
    return picture


def test_dashes_alone_in_cells_are_found_and_read_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = with_strokes((700, 711, 118), (716, 727, 118), (709, 721, 218))
    lines = ("毕业生", 100, 100), ("12", 400, 100), ("教师", 100, 200), ("13", 400, 200), ("一", 700, 200)
    page = read_with(monkeypatch, picture, *lines)
    assert "".join(page.chars.text) == "毕业生12教师13---"
    assert sorted(round(base) for base in page.chars.base)[-1] < 90


def test_a_numeral_that_others_count_on_from_is_no_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("一", 100, 100), ("甲校", 400, 100), ("公办", 700, 100), ("二", 100, 200), ("乙校", 400, 200)
    page = read_with(monkeypatch, with_strokes((102, 128, 118)), *lines)
    assert "".join(page.chars.text) == "一甲校公办二乙校"


def test_a_stroke_in_a_line_or_away_from_rows_is_no_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = with_strokes((215, 240, 118), (700, 726, 118), (700, 726, 600))
    page = read_with(monkeypatch, picture, ("职业教育质量", 100, 100), ("规模", 100, 580))
    assert "".join(page.chars.text) == "职业教育质量规模"


def with_leaders(*leaders: tuple[int, int, int]) -> Image.Image:
    """Return a picture with rows of dots: left, right, height on the page."""
    picture = Image.new("L", (1600, 1000), 255)
    for left, right, y in leaders:
        for x in range(left, right, 12):
            ImageDraw.Draw(picture).rectangle((x, y, x + 3, y + 3), fill=0)
    return picture


def test_a_leader_is_out_of_the_way_and_leads_to_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def engine(image: Any, **options: bool) -> SimpleNamespace:
        seen = image[:, 300:1300].min() < 100
        return recognised(("办学规模", 100, 100), ("...1" if seen else "17", 1340, 104), ("专业结构", 100, 200))

    page = read_by(monkeypatch, with_leaders((230, 1320, 124), (230, 1320, 224)), engine)
    texts = [text.replace(" ", "") for text in lines_of(page)]
    assert [text.replace(".", "") for text in texts] == ["办学规模17", "专业结构"]
    assert all(text.count(".") > 20 for text in texts)


def test_few_dots_are_no_leader(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = with_leaders((230, 290, 124))
    page = read_with(monkeypatch, picture, ("等等", 100, 100), ("详见下文", 340, 100))
    assert "." not in "".join(page.chars.text)


@pytest.mark.parametrize("turn", [1, 3])
def test_a_page_on_its_side_is_turned(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    upright = Image.new("L", (1600, 1000), 255)
    ImageDraw.Draw(upright).rectangle((100, 60, 1500, 90), fill=0)

    def engine(image: Any, **options: bool) -> SimpleNamespace:
        if image.shape[0] > image.shape[1]:
            line = recognised(("报告全文", 100, 100))
            line.boxes = [[[100, 100], [136, 100], [136, 220], [100, 220]]]
            return line
        stands = image[:500].min() < 100
        return recognised(("报告全文", 100, 100), score=0.99 if stands else 0.6)

    page = read_by(monkeypatch, upright.rotate(90 * turn, expand=True), engine)
    assert ("".join(page.chars.text), page.turn, round(page.width), round(page.shown_width)) == (
        "报告全文",
        turn,
        576,
        360,
    )
    left, top, _, _ = page.as_shown((36.0, 36.0, 72.0, 48.0))
    assert (left, top) == pytest.approx((36.0, 504.0) if turn == 1 else (312.0, 36.0))


def lines_of(page: Page) -> list[str]:
    """Return the lines of a page as the layout parts them."""
    [part] = part_pages([page])
    return [line.text for line in sketch_page(page, part.indices, part.turned).lines]


def hatch(picture: Image.Image, left: int, right: int) -> None:
    """Draw something like letters into the row at 100."""
    for x in range(left, right, 6):
        ImageDraw.Draw(picture).line((x, 104, x, 130), fill=0, width=2)


@pytest.mark.parametrize(
    ("beside", "wanted"),
    [((), ["表三 学生规模"]), ((("学年", 100, 100),), ["学年", "表三", "学生规模"])],
)
def test_a_wide_gap_parts_what_stands_in_a_row_and_is_a_blank_in_a_title(
    monkeypatch: pytest.MonkeyPatch, beside: tuple[tuple[str, float, float], ...], wanted: list[str]
) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    for left, right in ((402, 456), (486, 576)):
        hatch(picture, left, right)
    assert lines_of(read_with(monkeypatch, picture, *beside, ("表三学生规模", 400, 100))) == wanted


def test_the_empty_half_of_a_sign_is_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    for left, right in ((402, 470), (492, 580)):
        hatch(picture, left, right)
    page = read_with(monkeypatch, picture, ("学年", 100, 100), ("人数，规模等", 400, 100))
    assert lines_of(page) == ["学年", "人数，规模等"]


def test_the_page_behind_a_leader_has_no_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("办学规模", 100, 100), ("9.", 1340, 104)
    [line] = lines_of(read_with(monkeypatch, with_leaders((230, 1320, 124)), *lines))
    assert line.endswith(".9")


def test_specks_beside_a_figure_are_no_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    for x, y in ((700, 116), (704, 119), (709, 115), (713, 120)):
        picture.putpixel((x, y), 0)
        picture.putpixel((x + 1, y), 0)
    page = read_with(monkeypatch, picture, ("毕业生", 100, 100), ("12", 400, 100), ("1880", 760, 100))
    assert "".join(page.chars.text) == "毕业生121880"


def test_the_ends_of_a_line_are_where_it_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    hatch(picture, 410, 480)
    page = read_with(monkeypatch, picture, ("人数（", 400, 100))
    assert min(page.chars.x0) == pytest.approx(410 * 0.36, abs=1)
    assert max(page.chars.x1) == pytest.approx(478 * 0.36, abs=1)


def test_a_number_in_signs_of_full_width_has_no_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    for left, right in ((402, 426), (450, 456), (490, 514), (522, 580)):
        hatch(picture, left, right)
    assert lines_of(read_with(monkeypatch, picture, ("1.1办学", 400, 100))) == ["1.1办学"]


def shaded(*boxes: tuple[int, int, int, int, int], lamp: int = 0) -> Image.Image:
    """Return a picture with boxes: left, top, right, bottom, how light; ``lamp`` is how much darker its foot is."""
    picture = Image.new("L", (1600, 1000), 250)
    for *box, light in boxes:
        ImageDraw.Draw(picture).rectangle(box, fill=light)
    shadow = Image.linear_gradient("L").resize((1600, 1000)).point(lambda p: p * lamp // 255)
    return ImageChops.subtract(picture, shadow)


def shades_of(page: Page) -> list[list[int]]:
    """Return the shaded boxes of a page in pixels, from the top."""
    boxes = [(mark.top, mark.x0, mark.x1, mark.bottom) for mark in page.marks if mark.filled]
    return [[round(side / 0.36) for side in (x0, top, x1, bottom)] for top, x0, x1, bottom in sorted(boxes)]


def near(*box: int) -> Any:
    return pytest.approx(box, abs=8)


@pytest.mark.parametrize("lamp", [0, 40])
def test_shaded_boxes_and_the_bands_of_tables_are_found_by_lamplight(
    monkeypatch: pytest.MonkeyPatch, lamp: int
) -> None:
    bands = [(200, 600 + 80 * k, 1400, 640 + 80 * k, 238) for k in range(3)]
    rows = [(word, x, 600 + 40 * k) for k in range(6) for word, x in (("人数", 240), ("101", 900))]
    picture = shaded((200, 300, 1400, 500, 242), *bands, lamp=lamp)
    page = read_with(monkeypatch, picture, ("概况", 200, 100), ("学生在实训室学习", 240, 400), *rows)
    assert shades_of(page) == [near(200, 300, 1400, 500), *(near(*band[:4]) for band in bands)]


def test_bands_that_touch_are_parted_by_their_shade(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = shaded((200, 300, 1400, 350, 205), (200, 350, 1400, 400, 235))
    page = read_with(monkeypatch, picture, ("人数", 240, 308), ("101", 240, 358))
    assert shades_of(page) == [near(200, 300, 1400, 350), near(200, 350, 1400, 400)]


def test_a_merged_cell_parts_the_bands_beside_it_and_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    bands = [(200, 380, 1400, 420, 235), (200, 460, 1400, 500, 235)]
    picture = shaded((200, 300, 1400, 340, 205), (300, 340, 500, 500, 235), *bands)
    rows = [(word, x, 340 + 40 * k) for k in range(4) for word, x in (("7", 240), ("101", 900))]
    page = read_with(monkeypatch, picture, ("人数", 900, 302), ("学生", 360, 400), *rows)
    beside = [near(*box) for y in (380, 460) for box in ((200, y, 300, y + 40), (500, y, 1400, y + 40))]
    assert shades_of(page) == [near(200, 300, 1400, 340), *beside]


def test_the_head_of_a_table_in_light_letters_is_a_band_and_what_bears_no_text_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = shaded((200, 300, 1400, 350, 60), (200, 500, 1400, 560, 230), (0, 700, 1600, 760, 230))
    ImageDraw.Draw(picture).rectangle((240, 310, 300, 340), fill=250)
    page = read_with(monkeypatch, picture, ("人数", 240, 306), ("页脚", 240, 712))
    assert shades_of(page) == [near(200, 300, 1400, 350)]


def test_the_ink_of_a_neighbour_that_the_box_reaches_into_moves_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    for left, right in ((404, 412), (460, 548)):
        hatch(picture, left, right)
    both = recognised(("学年", 100, 100), ("专任教师", 430, 100))
    both.boxes[1][0][0] = both.boxes[1][3][0] = 400
    page = read_by(monkeypatch, picture, lambda image, **options: both)
    assert page.chars.x0[2] == pytest.approx(460 * 0.36, abs=1)


def test_a_blank_page_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def engine(image: Any, **options: bool) -> SimpleNamespace:
        looks.append(1)
        return SimpleNamespace(boxes=None, word_results=None, scores=None)

    page = read_by(monkeypatch, Image.new("L", (1600, 1000), 255), engine)
    assert (len(page.chars), len(looks)) == (0, 1)


def test_a_line_that_reaches_past_the_picture_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    page = read_with(monkeypatch, Image.new("L", (1600, 1000), 255), ("学年", 1590, 990), ("人数", 1700, 1100))
    assert "".join(page.chars.text) == "学年人数"


def test_the_width_of_a_line_tells_its_size_where_its_box_is_too_high_or_too_low(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = recognised(*(("学生在实训室学习", 100, 100 + 90 * k) for k in range(6)))
    for slack, box in zip((0, -8, 14, 0, 14, -8), lines.boxes, strict=True):
        box[2][1] += slack
        box[3][1] += slack
    page = read_by(monkeypatch, Image.new("L", (1600, 1000), 255), lambda image, **options: lines)
    assert [ink.size for ink in page.inks] == [10.8]


def with_chip(ground: int) -> Image.Image:
    """Return a picture with a heading, and before it a dark chip with two light letters on it."""
    picture = Image.new("L", (1600, 1000), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, 90, 220, 150), fill=ground)
    for box in ((120, 116, 160, 121), (166, 132, 176, 140)):
        draw.rectangle(box, fill=255)
    hatch(picture, 240, 380)
    return picture


@pytest.mark.parametrize(
    ("ground", "alone", "score", "wanted"),
    [
        (80, "一、", 0.97, ["一、 发展概况"]),
        (80, "一、", 0.7, ["发展概况"]),
        (230, "一、", 0.97, ["发展概况"]),
    ],
)
def test_light_letters_on_a_dark_chip_that_the_engine_missed_are_read_alone(
    monkeypatch: pytest.MonkeyPatch, ground: int, alone: str, score: float, wanted: list[str]
) -> None:
    def engine(image: Any, *, use_det: bool, **options: bool) -> SimpleNamespace:
        if use_det:
            return recognised(("发展概况", 240, 100))
        assert (image.shape[0] < 100, image[0, 0].min(), image.min() < 50) == (True, 255, True)
        return SimpleNamespace(txts=(alone,), scores=(score,))

    page = read_by(monkeypatch, with_chip(ground), engine)
    assert lines_of(page) == wanted
    assert min(page.scores) == (score if score > 0.9 and ground < 200 else 0.99)


def test_what_the_engine_has_read_on_dark_ground_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def engine(image: Any, *, use_det: bool, **options: bool) -> SimpleNamespace:
        assert use_det
        return recognised(("一、", 116, 104), ("发展概况", 240, 100))

    assert lines_of(read_by(monkeypatch, with_chip(80), engine)) == ["一、", "发展概况"]


@pytest.mark.parametrize(
    ("alone", "lines", "wanted"),
    [
        ("一、", (("发展概况", 300, 100),), ["一、 发展概况"]),
        ("1", (("发展概况", 300, 100),), ["发展概况"]),
        ("一、", (("发展概况", 300, 100), ("专任教师", 900, 100)), ["发展概况", "专任教师"]),
        ("一、", (("发展概况与专任教师和学生规模的变化", 300, 100),), ["发展概况与专任教师和学生规模的变化"]),
    ],
)
def test_the_number_of_a_heading_that_the_engine_missed_is_read_alone(
    monkeypatch: pytest.MonkeyPatch, alone: str, lines: tuple[tuple[str, float, float], ...], wanted: list[str]
) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    for box in ((200, 114, 240, 119), (246, 126, 256, 134)):
        ImageDraw.Draw(picture).rectangle(box, fill=0)
    hatch(picture, 300, 420)

    def engine(image: Any, *, use_det: bool, **options: bool) -> SimpleNamespace:
        return recognised(*lines) if use_det else SimpleNamespace(txts=(alone,), scores=(0.99,))

    assert lines_of(read_by(monkeypatch, picture, engine)) == wanted


def test_dots_between_the_cells_of_a_table_are_rules_though_letters_stand_over_or_beside_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = Image.new("L", (1600, 1000), 255)
    draw = ImageDraw.Draw(picture)
    for x in range(200, 1400, 8):
        for y in (200, 420, 500):
            draw.rectangle((x, y, x + 2, y + 2), fill=0)
    for x in range(600, 1400, 8):
        draw.rectangle((x, 310, x + 2, 312), fill=0)
    for y in range(200, 500, 8):
        for x in (200, 600, 1398):
            draw.rectangle((x, y, x + 2, y + 2), fill=0)
    draw.line((601, 160, 601, 194), fill=0, width=3)
    page = read_with(monkeypatch, picture, ("表一概况", 540, 160), ("学校", 360, 294), ("面积", 900, 240))
    level = sorted(round(mark.top / 0.36) for mark in page.marks if mark.width > 200)
    upright = sorted(round(mark.x0 / 0.36) for mark in page.marks if mark.height > 90)
    assert level == pytest.approx([201, 311, 421, 501], abs=3)
    assert upright == pytest.approx([201, 601, 1399], abs=3)
    assert "." not in "".join(page.chars.text)


@pytest.mark.parametrize("drawn", ["seal", "heading", "picture"])
def test_a_red_seal_leaves_the_print_under_it_and_other_red_stays(monkeypatch: pytest.MonkeyPatch, drawn: str) -> None:
    picture = Image.new("RGB", (1600, 1000), (250, 248, 240))
    draw = ImageDraw.Draw(picture)
    red = (215, 90, 95)
    if drawn == "seal":
        draw.ellipse((800, 300, 1120, 620), outline=red, width=10)
        draw.ellipse((910, 410, 1010, 510), fill=red)
    else:
        draw.rectangle((800, 440, 1120, 470) if drawn == "heading" else (800, 300, 1120, 620), fill=red)
    draw.rectangle((700, 452, 860, 462), fill=(20, 20, 20))
    seen: list[Any] = []

    def engine(image: Any, **options: bool) -> SimpleNamespace:
        seen.append(image)
        return recognised(("概况", 200, 100))

    read_by(monkeypatch, picture, engine)
    [image] = seen
    assert (image[457, 700:860].max() < 60, int(image[457, 970].min()) > 220) == (True, drawn == "seal")


def test_the_usual_size_of_a_page_is_that_of_most_of_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    prose = [("学生在实训室学习" * 4, 100.0, 100.0 + 60 * k) for k in range(2)]
    cells = [("人数", 100.0 + 200 * (k % 6), 300.0 + 60 * (k // 6)) for k in range(12)]
    page = read_with(monkeypatch, Image.new("L", (1600, 1000), 255), *prose, *cells)
    assert [ink.size for ink in page.inks] == [10.8]
