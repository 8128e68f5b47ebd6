"""A PDF's pages → pictures to look at, small enough to be sent along."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pypdfium2
from msgspec import Struct

from extract.source.pdf import open_document

PAGE_BYTES = 42_000
"""What a page may take on average: 100 pages stay under 8 MB once they are written as text."""

ALL_BYTES = 20_000_000
STEPS = ((1.35, 45), (1.35, 20), (1.0, 20), (0.7, 10))
"""Scale (pixels for a point) and quality, from the best to the least."""

MAX_PIXELS = 2000
"""Longest side of a picture: a page may have any size."""


class Picture(Struct, frozen=True):
    """One page as a picture: ``page`` from 1, ``content`` a WebP file."""

    page: int
    content: bytes


def draw_pages(data: bytes, password: str | None = None) -> Sequence[Picture]:
    """Return a picture of each page of a PDF; a page that cannot be drawn has none.

    Where all together pass what is allowed, those that take more than their share are drawn less finely.
    """
    with open_document(data, password) as document:
        share = min(PAGE_BYTES, ALL_BYTES // len(document))
        pictures = [draw_page(document, index, *STEPS[0]) for index in range(len(document))]
        for step in STEPS[1:]:
            if sum(map(len, pictures)) <= share * len(document):
                break
            pictures = [
                draw_page(document, index, *step) if len(picture) > share else picture
                for index, picture in enumerate(pictures)
            ]
    return [Picture(number, content) for number, content in enumerate(pictures, start=1) if content]


def draw_page(document: pypdfium2.PdfDocument, index: int, scale: float, quality: int) -> bytes:
    """Return page ``index`` as a WebP file, nothing where it cannot be drawn."""
    try:
        page = document[index]
        try:
            return encode_picture(page, scale, quality)
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return b""


def encode_picture(page: Any, scale: float, quality: int) -> bytes:
    """Return a loaded page as a WebP file."""
    stream = BytesIO()
    bitmap = page.render(scale=min(scale, MAX_PIXELS / max(*page.get_size(), 1)))
    bitmap.to_pil().convert("RGB").save(stream, "WEBP", quality=quality, method=2)
    bitmap.close()
    return stream.getvalue()
