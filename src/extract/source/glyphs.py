"""The characters of one PDF page as PDFium reads them, in PDF space."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from ctypes import addressof, byref, c_double, create_string_buffer
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from extract.records import Box
from extract.source.page import Ink, PageError
from extract.source.paint import lightness

REPLACEMENT = "\ufffd"
LINE_END_HYPHEN = 2
SPACE = 32
BOLD_FACE = re.compile(r"bold|black|heavy|demi|simhei|stheiti|fzhei|xiaobiaosong|黑体|小标宋|粗", re.IGNORECASE)
BOLD_WEIGHT = 600
STROKED_TEXT = 2
LONGEST_LIGATURE = 8
TALLEST = 2.5  # em


@dataclass(frozen=True, slots=True)
class Show:
    """One text object: its ink (an index), the angle of its baseline in degrees, its size in points."""

    ink: int
    angle: float
    size: float


# A character, its left, bottom, right and top, the origin on its baseline, and its text object.
Glyph = tuple[str, float, float, float, float, float, float, Show]


@dataclass(slots=True)
class Glyphs:
    """All characters of a page in the order of its content, and the inks they are set in."""

    inks: dict[Ink, int] = field(default_factory=dict)
    items: list[Glyph] = field(default_factory=list)

    @property
    def unnamed(self) -> int:
        """How many characters have no Unicode name."""
        return sum(glyph[0] == REPLACEMENT for glyph in self.items)


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
    x, y, box, matrix = c_double(), c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    at_x, at_y, at_box = byref(x), byref(y), byref(box)
    fonts: dict[int, tuple[str, bool]] = {}
    last, show = 0, Show(0, 0.0, 0.0)
    append = glyphs.items.append
    code_of, text_object, loose_box, origin = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetTextObject,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    for k in range(pdfium.FPDFText_CountChars(handle)):
        pointer = text_object(handle, k)
        if not pointer:
            continue
        code = code_of(handle, k)
        if code == SPACE and pdfium.FPDFText_IsGenerated(handle, k) == 1:
            continue
        address = addressof(pointer.contents)
        if address != last:
            last, show = address, _show(handle, k, pointer, matrix, glyphs.inks, fonts)
        loose_box(handle, k, at_box)
        origin(handle, k, at_x, at_y)
        if box.top - box.bottom > TALLEST * show.size and show.angle == 0.0:
            append((_code_point(handle, k, code), *_ink_box(handle, k), x.value, y.value, show))
        else:
            append((_code_point(handle, k, code), box.left, box.bottom, box.right, box.top, x.value, y.value, show))
    if any(left[5] == right[5] and left[1:] == right[1:] for left, right in pairwise(glyphs.items)):
        glyphs.items = list(_parted(glyphs.items))


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


def _code_point(handle: Any, k: int, code: int) -> str:
    if code == LINE_END_HYPHEN:
        return "-"
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or pdfium.FPDFText_HasUnicodeMapError(handle, k) == 1:
        return REPLACEMENT
    return chr(code)


def _show(
    handle: Any, k: int, pointer: Any, matrix: Any, inks: dict[Ink, int], fonts: dict[int, tuple[str, bool]]
) -> Show:
    pdfium.FPDFText_GetMatrix(handle, k, byref(matrix))
    size = pdfium.FPDFText_GetFontSize(handle, k) * math.hypot(matrix.c, matrix.d)
    face, bold = _face(pointer, fonts)
    bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(pointer) == STROKED_TEXT
    ink = Ink(face, round(size, 2), bold, lightness(pdfium.FPDFPageObj_GetFillColor, pointer))
    return Show(inks.setdefault(ink, len(inks)), math.degrees(math.atan2(matrix.b, matrix.a)), size)


def _face(pointer: Any, fonts: dict[int, tuple[str, bool]]) -> tuple[str, bool]:
    font = pdfium.FPDFTextObj_GetFont(pointer)
    if not font:
        return "", False
    address = addressof(font.contents)
    if address not in fonts:
        face = _font_name(font)
        fonts[address] = face, bool(BOLD_FACE.search(face)) or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
    return fonts[address]


def _font_name(font: Any) -> str:
    """Return the face without its subset tag; Word writes Chinese names in GBK."""
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = create_string_buffer(max(size, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
    raw = buffer.value
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", errors="replace")
    return name.split("+", 1)[-1]
