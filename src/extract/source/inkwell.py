"""How the text objects of a page are set: font, size, angle and ink."""

from __future__ import annotations

import math
import re
from ctypes import byref, c_double, c_float, c_int, c_uint, c_void_p, cast, create_string_buffer
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from extract.source.page import Ink, weigh_colour
from extract.source.reader import bare, cells, refer

BOLD_FACE = re.compile(r"bold|black|heavy|demi|simhei|stheiti|fzhei|xiaobiaosong|黑体|小标宋|粗", re.IGNORECASE)
BOLD_WEIGHT = 600
STROKED_TEXT = 2
UNFILLED = frozenset({1, 3, 5, 7})  # of the modes: an outline alone, or the unseen letters over a scan
BLACK = (0, 0, 0, 255)

MATRIX = bare(pdfium.FPDFText_GetMatrix, c_int)
SIZE = bare(pdfium.FPDFText_GetFontSize, c_double)
FONT = bare(pdfium.FPDFTextObj_GetFont, c_void_p)
MODE = bare(pdfium.FPDFTextObj_GetTextRenderMode, c_int)
OWN_MATRIX = bare(pdfium.FPDFPageObj_GetMatrix, c_int)
FILL = bare(pdfium.FPDFPageObj_GetFillColor, c_int)


class Show(Struct):
    """One text object: its ink (an index), angle of its baseline in degrees, size in points, and where it begins."""

    ink: int
    angle: float
    size: float
    x: float = 0.0
    y: float = 0.0


class Form(Struct, frozen=True):
    """Where on the page an upright form stands: its scales and its origin."""

    across: float
    up: float
    x: float
    y: float


class Inkwell:
    """The inks of a page: a text object for every few characters asks for one, and there are few inks."""

    def __init__(self, handle: Any, inks: dict[Ink, int]) -> None:
        self._page = refer(cast(handle, c_void_p).value)
        self._inks = inks
        self._known: dict[tuple[float | None, ...], tuple[int, float, float]] = {}
        self._faces: dict[int, tuple[str, bool]] = {}
        self._matrix = (c_float * 6)()
        self._at = byref(self._matrix)
        self._colour = (c_uint * 4)()
        self._parts = tuple(cells(self._colour, 0, 1))

    def show(self, k: int, address: int) -> Show:
        """Return how the text object at ``address`` is set; character ``k`` is one of its own."""
        page, item = self._page, refer(address)
        MATRIX(page, k, self._at)
        colour = self._colour[:] if FILL(item, *self._parts) else BLACK
        told = FONT(item), MODE(item), SIZE(page, k), *self._matrix[:4], *colour
        known = self._known.get(told)
        if known is None:
            known = self._known[told] = self._mix(*told)
        return Show(*known, *self._matrix[4:])

    def form(self, k: int, address: int) -> Form:
        """Return where the form stands that holds the text object at ``address``; character ``k`` is one of its own."""
        MATRIX(self._page, k, self._at)
        a, _, _, d, x, y = self._matrix
        OWN_MATRIX(refer(address), self._at)
        own = self._matrix
        across, up = (a / own[0], d / own[3]) if own[0] and own[3] else (1.0, 1.0)
        return Form(across, up, x - own[4] * across, y - own[5] * up)

    def _mix(
        self, font: int, mode: int, height: float, a: float, b: float, c: float, d: float, *colour: int
    ) -> tuple[int, float, float]:
        """Return the ink, the angle and the size of what is told of a text object."""
        size = height * math.hypot(c, d)
        face, bold = self._face(font) if font else ("", False)
        lightness = 0.0 if mode in UNFILLED else weigh_colour(*colour)
        ink = Ink(face, round(size, 2), bold or mode == STROKED_TEXT, lightness)
        return self._inks.setdefault(ink, len(self._inks)), math.degrees(math.atan2(b, a)), size

    def _face(self, address: int) -> tuple[str, bool]:
        if address not in self._faces:
            font = cast(address, pdfium.FPDF_FONT)
            face = _font_name(font)
            bold = _is_bold(face) or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
            self._faces[address] = face, bold
        return self._faces[address]


@cache
def _is_bold(face: str) -> bool:
    """Tell whether the name of a face says so; each page names its faces anew, and they are few."""
    return BOLD_FACE.search(face) is not None


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
