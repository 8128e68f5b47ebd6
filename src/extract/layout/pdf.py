"""Pages of a PDF → canonical text and pieces."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.errors import ExtractError
from extract.layout.asides import part_pages
from extract.layout.blocks import make_blocks
from extract.layout.columns import part_columns
from extract.layout.compose import Composer
from extract.layout.furniture import find_furniture
from extract.layout.lines import Line
from extract.layout.model import Layout
from extract.layout.open_tables import add_open_tables
from extract.layout.sidenotes import take_side_notes
from extract.layout.sketch import Sketch, sketch_page
from extract.records import PageInfo
from extract.source.model import Bounds, Source
from extract.source.page import Page
from extract.source.pages import read_pages


def lay_out_pdf(source: Source, readers: int = 1) -> Layout:
    """Return the layout of a PDF; raises ExtractError where it cannot be read or has no text."""
    found = read_pages(source, readers)
    pages, skipped = found.read, found.skipped
    del found
    if not any(len(page.chars) for page in pages):
        raise _wordless({page.reason for page in skipped}, source.bounds)
    sketches, furniture, labels = _sketch(pages)
    numbers = [sketch.page.number for sketch in sketches]
    blocks = make_blocks(sketches)
    del sketches  # the blocks have the lines, and each page's are let go of once they are written
    composer = Composer(pages)
    for place, number in enumerate(numbers):
        if place and number != numbers[place - 1]:
            composer.write_break()
        composer.write_blocks(blocks[place])
        blocks[place] = []
    if any(furniture.values()):
        composer.write_break()
    for page in pages:
        for line in furniture[page.number]:
            composer.write_furniture(line)
    infos = [_info(page, labels.get(page.number)) for page in pages]
    del pages  # the composer lets go of each once the places of its characters are kept
    return composer.finish(infos, skipped)


def _sketch(pages: Sequence[Page]) -> tuple[list[Sketch], dict[int, list[Line]], dict[int, str]]:
    """Return the sketches of ``pages``, and by page the lines that are no part of the flow and the printed number."""
    partings = part_pages(pages)
    sketches = [sketch_page(page, part.indices, part.turned) for page, part in zip(pages, partings, strict=True)]
    furniture, labels = find_furniture(sketches)
    for sketch, part in zip(sketches, partings, strict=True):
        heads = furniture.get(sketch.page.number, [])
        gone = {id(line) for line in heads}
        sketch.lines = [line for line in sketch.lines if id(line) not in gone]
        furniture[sketch.page.number] = sorted(heads + part.watermarks, key=lambda line: (line.base, line.x0))
    notes = {sketch.page.number: take_side_notes(sketch) for sketch in sketches}
    sketches = part_columns(sketches)
    for sketch in reversed(sketches):
        sketch.notes = notes.pop(sketch.page.number, [])
    add_open_tables(sketches)
    return sketches, furniture, labels


def _wordless(reasons: Collection[str], bounds: Bounds) -> ExtractError:
    """Return why a PDF of which no page has a word cannot be extracted; ``reasons`` are those of its skipped pages."""
    if "too_large" in reasons:
        message = f"every page has more than {bounds.page_characters} characters"
        return ExtractError("too_large", message, hint="give a higher --max-page-characters")
    if "no_text" in reasons:
        message = "no page has a text layer: the PDF holds pictures of pages"
        hint = 'get the original file, or install the OCR extra: pip install "report-extract[ocr]"'
        return ExtractError("no_text", message, hint=hint)
    if "damaged" in reasons:
        return ExtractError("damaged", "no page of the PDF can be read", hint="get or save the PDF again")
    message = "no page bears letters that can be read"
    return ExtractError("no_text", message, hint="look whether the pages are empty; get the original file")


def _info(page: Page, label: str | None) -> PageInfo:
    width, height = round(page.shown_width, 1), round(page.shown_height, 1)
    return PageInfo(page=page.number, label=label, width=width, height=height, ocr=bool(page.scores))
