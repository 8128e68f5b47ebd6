"""All pages of a PDF, one after the other or in ranges side by side."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract.records import SkippedPage
from extract.source.model import Source
from extract.source.page import Page, PageError
from extract.source.pdf import PdfFile, can_recognise, open_pdf

LONG = 400  # pages: fewer are read before another process has got ready


class Pages(Struct):
    """The pages that were read, and those that were not."""

    read: list[Page]
    skipped: list[SkippedPage]


def read_pages(source: Source, readers: int = 1) -> Pages:
    """Return the pages of a PDF, a long one read by as many processes as ``readers``; raises like ``open_pdf``."""
    with open_pdf(source.data, source.password, source.bounds) as pdf:
        every = range(1, len(pdf) + 1)
        if readers < 2 or len(every) < LONG:
            return read_range(pdf, every)
        from extract.source.ranges import read_side_by_side

        return read_side_by_side(source, pdf, every, readers)


def read_range(pdf: PdfFile, numbers: Sequence[int]) -> Pages:
    """Return the pages ``numbers``."""
    pages = Pages([], [])
    for number in numbers:
        try:
            page = pdf.read_page(number)
        except PageError as error:
            pages.skipped.append(SkippedPage(page=number, reason=error.reason))
            continue
        if page.is_picture and not can_recognise():
            pages.skipped.append(SkippedPage(page=number, reason="no_text"))
        else:
            pages.read.append(pdf.recognise_page(number) if page.is_picture else page)
    return pages
