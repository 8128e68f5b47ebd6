"""The characters of one PDF page as PDFium reads them, in PDF space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_double
from functools import cache
from itertools import compress, islice
from operator import eq
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from extract.records import Box
from extract.source.inkwell import Form, Inkwell, Show
from extract.source.page import Ink, PageError
from extract.source.reader import Reader

REPLACEMENT = "\ufffd"
LINE_END_HYPHEN = 2
SPACE, SURROGATES, PRIVATE_USE, LAST = 0x20, 0xD800, 0xE000, 0x10FFFF
LONGEST_LIGATURE = 8
TALLEST = 2.5  # em
ASTRAY = 2.0  # em from where its text object begins, which it is the first character of


class Glyphs(Struct):
    """All characters of a page in the order of its content, as columns, and the inks they are set in.

    Each has its box, the origin ``x``, ``y`` on its baseline, and its text object.
    """

    inks: dict[Ink, int] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    x0: list[float] = field(default_factory=list)
    y0: list[float] = field(default_factory=list)
    x1: list[float] = field(default_factory=list)
    y1: list[float] = field(default_factory=list)
    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    shows: list[Show] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def unnamed(self) -> int:
        """How many characters have no Unicode name."""
        return self.text.count(REPLACEMENT)

    def boxes(self) -> Iterator[Box]:
        """Yield the box of each character."""
        return zip(self.x0, self.y0, self.x1, self.y1, strict=True)

    def columns(self) -> tuple[list[Any], ...]:
        """Return all that is told of the characters, a column for each thing."""
        return self.text, self.x0, self.y0, self.x1, self.y1, self.x, self.y, self.shows

    def pick(self, places: Sequence[int]) -> Glyphs:
        """Return the characters at ``places`` alone."""
        return Glyphs(self.inks, *([column[i] for i in places] for column in self.columns()))


def read_glyphs(page: Any, most: int) -> Glyphs:
    """Return the characters of a loaded page without spaces that no glyph prints; PageError for more than ``most``."""
    handle = pdfium.FPDFText_LoadPage(page)
    if not handle:
        return Glyphs()
    try:
        if pdfium.FPDFText_CountChars(handle) > most:
            raise PageError("too_large")
        return _gather(handle)
    finally:
        pdfium.FPDFText_ClosePage(handle)


def _gather(handle: Any) -> Glyphs:
    read = Reader(handle)
    codes, objects = read.codes(), read.text_objects()
    printed = list(map(bool, objects))
    at = -1
    for _ in range(codes.count(SPACE)):
        at = codes.index(SPACE, at + 1)
        printed[at] = printed[at] and pdfium.FPDFText_IsGenerated(handle, at) != 1
    places = list(compress(range(read.count), printed))
    text = _characters(compress(codes, printed), compress(read.unnamed(), printed))
    inks: dict[Ink, int] = {}
    inkwell = Inkwell(handle, inks)
    shows = list(_shows(inkwell, places, objects))
    x0, y0, x1, y1, x, y = (list(compress(column, printed)) for column in (*read.loose_boxes(), *read.origins()))
    glyphs = Glyphs(inks, text, x0, y0, x1, y1, x, y, shows)
    _box_ink(handle, places, glyphs)
    for i in _astray(glyphs):
        _set_right(glyphs, i, inkwell.form(places[i], objects[places[i]]))
    if any(map(eq, glyphs.x, islice(glyphs.x, 1, None))):
        _part(glyphs)
    return glyphs


def _shows(inkwell: Inkwell, places: Iterable[int], objects: Sequence[int]) -> Iterator[Show]:
    """Yield how the character at each of ``places`` is set: those of one text object alike."""
    last, show = 0, Show(0, 0.0, 0.0)
    for k in places:
        if objects[k] != last:
            last = objects[k]
            show = inkwell.show(k, last)
        yield show


def _box_ink(handle: Any, places: Sequence[int], glyphs: Glyphs) -> None:
    """Box what is far too tall by its printed shape: PDFium's box by font metrics is wrong in vertical writing."""
    for i, (bottom, top, show) in enumerate(zip(glyphs.y0, glyphs.y1, glyphs.shows, strict=True)):
        if top - bottom > TALLEST * show.size and show.angle == 0.0:
            glyphs.x0[i], glyphs.y0[i], glyphs.x1[i], glyphs.y1[i] = _ink_box(handle, places[i])


def _astray(glyphs: Glyphs) -> Iterator[int]:
    """Yield the characters of text objects that begin elsewhere than their first character.

    PDFium forgets what form they stand in where the file says what they stand for (ActualText).
    """
    last, astray = None, False
    for i, show in enumerate(glyphs.shows):
        if show is not last:
            last, far = show, ASTRAY * show.size
            astray = abs(glyphs.x[i] - show.x) + abs(glyphs.y[i] - show.y) > far and show.angle == 0.0
        if astray:
            yield i


def _set_right(glyphs: Glyphs, i: int, form: Form) -> None:
    """Set the character ``i`` where its ``form`` does."""
    for column in (glyphs.x0, glyphs.x1, glyphs.x):
        column[i] = column[i] * form.across + form.x
    for column in (glyphs.y0, glyphs.y1, glyphs.y):
        column[i] = column[i] * form.up + form.y


def _part(glyphs: Glyphs) -> None:
    """Part a glyph that stands for several characters (a ligature, a double dash) among them."""
    alike = list(zip(glyphs.boxes(), glyphs.x, glyphs.y, glyphs.shows, strict=True))
    for i, own in enumerate(alike):
        first = last = i
        while first and i - first < LONGEST_LIGATURE and alike[first - 1] == own:
            first -= 1
        while last + 1 < len(alike) and last - i < LONGEST_LIGATURE and alike[last + 1] == own:
            last += 1
        if first < last:
            (x0, _, x1, _), x, _, _ = own
            step = (x1 - x0) / (last - first + 1)
            glyphs.x0[i], glyphs.x1[i] = x0 + step * (i - first), x0 + step * (i - first + 1)
            glyphs.x[i] = x + step * (i - first)


def _ink_box(handle: Any, k: int) -> Box:
    """Return the box of the printed shape."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(handle, k, byref(left), byref(right), byref(bottom), byref(top))
    return left.value, bottom.value, right.value, top.value


_character = cache(chr)  # a character is one object, however often it is printed


def _characters(codes: Iterable[int], unnamed: Iterable[int]) -> list[str]:
    return [
        _character(code) if SPACE <= code < SURROGATES and lost != 1 else name_strange(code, lost == 1)
        for code, lost in zip(codes, unnamed, strict=True)
    ]


def name_strange(code: int, lost: bool = False) -> str:
    """Return the character of a code point that may be none; what would end a line or a page has no name."""
    if code == LINE_END_HYPHEN:
        return "-"
    named = SPACE <= code < SURROGATES or PRIVATE_USE <= code <= LAST
    return chr(code) if named and not lost else REPLACEMENT
