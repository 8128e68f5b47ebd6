"""A PDF's bytes → pages, read with PDFium: each page once, then closed.

PDFium and pdfplumber find the same characters; what differs is the box: PDFium's follows the
font's ascent and descent, so Latin and ideographs of one line have different tops.  Lines are
therefore made from the baseline, which both engines agree on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from extract.errors import ExtractError
from extract.source.fields import load_page
from extract.source.glyphs import Glyphs, read_glyphs
from extract.source.gradients import weigh_gradients
from extract.source.memory import give_back
from extract.source.model import USUAL, Bounds
from extract.source.page import Page, PageError
from extract.source.paint import read_paint
from extract.source.upright import set_upright

PASSWORD_ERROR = 4
END_MARK = b"%%EOF"
END_ZONE = 4096
PADDING = b"\0\r\n "
DOUBTFUL = 0.02  # of the characters without a name
RENEWED = 128  # pages


class PdfFile:
    """An open PDF whose pages are read one at a time."""

    def __init__(self, data: bytes, password: str | None, bounds: Bounds) -> None:
        self._data = data
        self._password = password
        self._bounds = bounds
        self._opened = ExitStack()
        self._open()

    def _open(self) -> None:
        """Open the document, or open it anew: PDFium keeps what it has read of an open one."""
        self.close()
        self._document = self._opened.enter_context(open_document(self._data, self._password))
        self._read = 0

    def close(self) -> None:
        """Let go of the document and of what was read of it."""
        self._opened.close()

    def __len__(self) -> int:
        return len(self._document)

    def read_page(self, number: int) -> Page:
        """Return page ``number`` (from 1); PageError where it cannot be loaded or passes its bound."""
        if self._read == RENEWED:
            self._open()
        self._read += 1
        try:
            page = load_page(self._document, number)
        except pypdfium2.PdfiumError:
            raise PageError("damaged") from None
        try:
            return weigh_gradients(set_upright(page, number, self._glyphs(page, number), read_paint(page)), page)
        finally:
            page.close()

    def _glyphs(self, page: pypdfium2.PdfPage, number: int) -> Glyphs:
        """Return the characters of a page; pdfplumber's where PDFium leaves many without a name and it fewer."""
        glyphs = read_glyphs(page, self._bounds.page_characters)
        if glyphs.unnamed <= DOUBTFUL * len(glyphs):
            return glyphs
        from extract.source.plumber import read_plumber_glyphs

        second = read_plumber_glyphs(self._data, number, self._password)
        return second if second and second.unnamed < glyphs.unnamed else glyphs

    def recognise_page(self, number: int) -> Page:
        """Return page ``number`` (from 1), a picture, as recognised; needs the extra ``ocr``."""
        from extract.source.scan import read_scan

        page = self._document[number - 1]
        try:
            return read_scan(page, number)
        finally:
            page.close()


def can_recognise() -> bool:
    """Tell whether pictures of pages can be read; what reads them is loaded only for them."""
    from extract.source.scan import is_available

    return is_available()


@contextmanager
def open_pdf(data: bytes, password: str | None = None, bounds: Bounds = USUAL) -> Iterator[PdfFile]:
    """Open a PDF to read; raises ExtractError ``encrypted``, ``damaged`` or ``too_large``."""
    with closing(PdfFile(data, password, bounds)) as pdf:
        if len(pdf) > bounds.pages:
            raise ExtractError(
                "too_large",
                f"the PDF has {len(pdf)} pages, and {bounds.pages} are allowed",
                hint="split it, or give a higher --max-pages",
            )
        yield pdf


@contextmanager
def open_document(data: bytes, password: str | None = None) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF as its engine has it, however long; raises like ``open_pdf``."""
    document = _load(data, password)
    try:
        document.init_forms()
        yield document
    finally:
        document.close()
        give_back()


def _load(data: bytes, password: str | None) -> pypdfium2.PdfDocument:
    if END_MARK not in data.rstrip(PADDING)[-END_ZONE:]:
        raise ExtractError("damaged", "the PDF ends before its end mark", hint="it was cut: fetch or save it again")
    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code == PASSWORD_ERROR and not _opens(data, password):
            hint = "give the password with --password" if password is None else "the password given does not open it"
            raise ExtractError("encrypted", "the PDF is locked with a password", hint=hint) from None
        raise ExtractError(
            "damaged", "the PDF cannot be opened or has no pages", hint="save the document as PDF again"
        ) from None


def _opens(data: bytes, password: str | None) -> bool:
    """Tell whether PDFium opens the bytes; of a file without pages it reports the error of the file before."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() if password else None)
    if document:
        pdfium.FPDF_CloseDocument(document)
    return bool(document)
