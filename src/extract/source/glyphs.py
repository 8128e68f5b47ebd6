"""The characters of one PDF page as PDFium reads them, in PDF space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_double
from functools import cache
from itertools import compress, pairwise
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from extract.records import Box
from extract.source.inkwell import Inkwell, Show
from extract.source.page import Ink, PageError
from extract.source.reader import Reader

REPLACEMENT = "\ufffd"
LINE_END_HYPHEN = 2
SPACE, SURROGATES, PRIVATE_USE, LAST = 0x20, 0xD800, 0xE000, 0x10FFFF
LONGEST_LIGATURE = 8
TALLEST = 2.5  # em


# A character, its left, bottom, right and top, the origin on its baseline, and its text object.
Glyph = tuple[str, float, float, float, float, float, float, Show]


class Glyphs(Struct):
    """All characters of a page in the order of its content, and the inks they are set in."""

    inks: dict[Ink, int] = field(default_factory=dict)
    items: list[Glyph] = field(default_factory=list)

    @property
    def unnamed(self) -> int:
        """How many characters have no Unicode name."""
        return [glyph[0] for glyph in self.items].count(REPLACEMENT)


def read_glyphs(page: Any, most: int) -> Glyphs:
    """Return the characters of a loaded page without spaces that no glyph prints; PageError for more than ``most``."""
    glyphs = Glyphs()
    handle = pdfium.FPDFText_LoadPage(page)
    if not handle:
        return glyphs
    try:
        if pdfium.FPDFText_CountChars(handle) > most:
            raise PageError("too_large")
        _gather(handle, glyphs)
    finally:
        pdfium.FPDFText_ClosePage(handle)
    return glyphs


def _gather(handle: Any, glyphs: Glyphs) -> None:
    read = Reader(handle)
    codes, objects = read.codes(), read.text_objects()
    printed = list(map(bool, objects))
    at = -1
    for _ in range(codes.count(SPACE)):
        at = codes.index(SPACE, at + 1)
        printed[at] = printed[at] and pdfium.FPDFText_IsGenerated(handle, at) != 1
    places = list(compress(range(read.count), printed))
    columns = _characters(codes, read.unnamed()), *read.loose_boxes(), *read.origins()
    shows = _shows(Inkwell(handle, glyphs.inks), places, objects)
    glyphs.items = list(zip(*(compress(column, printed) for column in columns), shows, strict=True))
    for i, (text, _, bottom, _, top, x, y, show) in enumerate(glyphs.items):
        if top - bottom > TALLEST * show.size and show.angle == 0.0:
            glyphs.items[i] = (text, *_ink_box(handle, places[i]), x, y, show)
    if any(left[5] == right[5] and left[1:] == right[1:] for left, right in pairwise(glyphs.items)):
        glyphs.items = list(_parted(glyphs.items))


def _shows(inkwell: Inkwell, places: Iterable[int], objects: Sequence[int]) -> Iterator[Show]:
    """Yield how the character at each of ``places`` is set: those of one text object alike."""
    last, show = 0, Show(0, 0.0, 0.0)
    for k in places:
        if objects[k] != last:
            last = objects[k]
            show = inkwell.show(k, last)
        yield show


def _parted(items: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs; one that stands for several characters (a ligature, a double dash) is parted among them."""
    for i, item in enumerate(items):
        near = items[max(i - 1, 0) : i + 2]
        yield _share(items, i) if sum(other[1:] == item[1:] for other in near) > 1 else item


def _share(items: Sequence[Glyph], i: int) -> Glyph:
    first = last = i
    while first and i - first < LONGEST_LIGATURE and items[first - 1][1:] == items[i][1:]:
        first -= 1
    while last + 1 < len(items) and last - i < LONGEST_LIGATURE and items[last + 1][1:] == items[i][1:]:
        last += 1
    text, x0, y0, x1, y1, x, y, show = items[i]
    step = (x1 - x0) / (last - first + 1)
    return text, x0 + step * (i - first), y0, x0 + step * (i - first + 1), y1, x + step * (i - first), y, show


def _ink_box(handle: Any, k: int) -> Box:
    """Return the box of the printed shape: PDFium's box by font metrics is wrong in vertical writing."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(handle, k, byref(left), byref(right), byref(bottom), byref(top))
    return left.value, bottom.value, right.value, top.value


_character = cache(chr)  # a character is one object, however often it is printed


def _characters(codes: Iterable[int], unnamed: Iterable[int]) -> list[str]:
    return [
        _character(code) if SPACE <= code < SURROGATES and lost != 1 else _strange(code, lost == 1)
        for code, lost in zip(codes, unnamed, strict=True)
    ]


def _strange(code: int, lost: bool) -> str:
    if code == LINE_END_HYPHEN:
        return "-"
    return REPLACEMENT if lost or code < PRIVATE_USE or code > LAST else chr(code)
