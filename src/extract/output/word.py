"""Lines of text → a Word file, from a template or from nothing; the same lines give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from extract.errors import UsageError
from extract.output.sheet import UNPRINTABLE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

BODY = "findings"
SLOT = re.compile(r"\{([a-z]+)\}")
FONTS = {"Normal": "宋体", "Title": "黑体", "Heading 2": "黑体", "Heading 3": "黑体"}
LATIN = "Times New Roman"
SIZES = {"Normal": 12, "Title": 18, "Heading 2": 14, "Heading 3": 12}  # points
A4 = (210, 297)  # millimetres
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip archive can hold


class Line(Struct, frozen=True):
    """A paragraph in a named style: text, then a piece in bold and what follows it."""

    style: str
    text: str
    bold: str = ""
    rest: str = ""


def fill_template(
    template: bytes | None, usual: Sequence[Line], slots: Mapping[str, str], lines: Sequence[Line]
) -> bytes:
    """Return ``template``, a .docx file, with its ``{name}`` slots filled and ``lines`` in place of ``{findings}``.

    Without that slot they stand at the end; without a template the letter consists of the ``usual`` lines.
    """
    document = open_template(template) if template else draft(usual)
    marker = fill_slots(document, slots) or document.add_paragraph()
    for line in lines:
        insert_line(document, marker, line)
    marker._p.getparent().remove(marker._p)
    stream = io.BytesIO()
    document.save(stream)
    return still(stream.getvalue())


def open_template(content: bytes) -> Document:
    """Return ``content`` as a document; UsageError where it is none."""
    import docx

    try:
        return docx.Document(io.BytesIO(content))
    except Exception as error:  # python-docx raises whatever its parts raise
        raise UsageError("--template: no Word file (.docx); save the template as one") from error


def draft(lines: Sequence[Line]) -> Document:
    """Return a document of ``lines`` on A4, in the fonts of official letters."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, A4)
    for name, font in FONTS.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = LATIN, Pt(SIZES[name]), RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for kind in list(fonts.attrib):
            if kind.endswith("Theme"):
                del fonts.attrib[kind]
        fonts.set(qn("w:eastAsia"), font)
        fonts.set(qn("w:hint"), "eastAsia")  # quotation marks as wide as the characters round them
    for line in lines:
        document.add_paragraph(line.text, line.style)
    rule = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    document.styles["Title"].element.pPr.remove(rule)
    first, *_, second_last, last = document.paragraphs
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    second_last.alignment = last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return document


def fill_slots(document: Document, slots: Mapping[str, str]) -> Paragraph | None:
    """Fill the slots wherever they stand; return the paragraph that the lines go before, None where there is none."""
    marker = None
    for paragraph in all_paragraphs(document):
        names = SLOT.findall(paragraph.text)
        if BODY in names:
            marker = marker or paragraph
        elif any(name in slots for name in names):
            fill_paragraph(paragraph, slots)
    return marker


def all_paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body, those in its tables and boxes too, and of the heads and feet of pages."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    margins = [part for section in document.sections for part in (section.header, section.footer)]
    for holder in (document, *(part for part in margins if not part.is_linked_to_previous)):
        root = document.element.body if holder is document else holder._element
        yield from (Paragraph(element, holder) for element in list(root.iter(qn("w:p"))))


def fill_paragraph(paragraph: Paragraph, slots: Mapping[str, str]) -> None:
    """Fill the slots of a paragraph; where one runs over a change of format, the first format holds for all of it."""

    def fill(text: str) -> str:
        return SLOT.sub(lambda slot: printable(slots.get(slot[1], slot[0])), text)

    whole = fill(paragraph.text)
    for run in paragraph.runs:
        run.text = fill(run.text)
    if paragraph.text != whole:
        first, *others = paragraph.runs
        first.text = whole
        for run in others:
            run.text = ""


def insert_line(document: Document, marker: Paragraph, line: Line) -> None:
    """Write ``line`` before ``marker``; in the usual style where the template lacks its own."""
    style = line.style if line.style in document.styles else None
    paragraph = marker.insert_paragraph_before(printable(line.text), style)
    if line.bold:
        paragraph.add_run(printable(line.bold)).bold = True
        paragraph.add_run(printable(line.rest))


def printable(text: str) -> str:
    """Return ``text`` without characters that no Word file can hold."""
    return UNPRINTABLE.sub("", text)


def still(content: bytes) -> bytes:
    """Return a zip archive without the times at which its members were written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
