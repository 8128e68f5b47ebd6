"""What PDFium tells of each character of a page, read as columns.

PDFium answers for one character at a time, and what ctypes does to an argument of a declared type
takes longer than the answer.  Its functions are therefore called here without declared arguments: a whole
number goes as it is, an address as a reference (``refer``, ``byref``) that is made once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from ctypes import PYFUNCTYPE, byref, c_double, c_float, c_int, c_uint, c_void_p, cast, sizeof
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

refer = c_void_p.from_param
"""Return the reference by which an address is passed on."""


def bare(function: Any, result: Any) -> Callable[..., Any]:
    """Return a function of PDFium's as one that takes whole numbers and references."""
    return PYFUNCTYPE(result)(cast(function, c_void_p).value or 0)


def cells(table: Any, column: int, columns: int) -> Iterator[Any]:
    """Yield references to the cells of a column of ``table``."""
    size = sizeof(table._type_)
    return map(byref, repeat(table), range(column * size, sizeof(table), columns * size))


CODE = bare(pdfium.FPDFText_GetUnicode, c_uint)
UNNAMED = bare(pdfium.FPDFText_HasUnicodeMapError, c_int)
TEXT_OBJECT = bare(pdfium.FPDFText_GetTextObject, c_void_p)
LOOSE_BOX = bare(pdfium.FPDFText_GetLooseCharBox, c_int)
ORIGIN = bare(pdfium.FPDFText_GetCharOrigin, c_int)


class Reader:
    """The characters of a loaded text page, a column for each thing asked."""

    def __init__(self, handle: Any) -> None:
        self.count: int = pdfium.FPDFText_CountChars(handle)
        self._page = refer(cast(handle, c_void_p).value)

    def codes(self) -> list[int]:
        """Return the code points, or what stands for them."""
        return self._ask(CODE)

    def unnamed(self) -> list[int]:
        """Return 1 for each character without a Unicode name."""
        return self._ask(UNNAMED)

    def text_objects(self) -> list[int]:
        """Return the addresses of the text objects; nothing where PDFium has made up the character."""
        return self._ask(TEXT_OBJECT)

    def loose_boxes(self) -> tuple[Sequence[float], ...]:
        """Return left, bottom, right and top of the boxes by font metrics."""
        table = (c_float * (4 * self.count))()
        deque(self._each(LOOSE_BOX, cells(table, 0, 4)), 0)
        left, top, right, bottom = (table[k::4] for k in range(4))
        return left, bottom, right, top

    def origins(self) -> tuple[Sequence[float], ...]:
        """Return x and y of the origins on the baseline."""
        table = (c_double * (2 * self.count))()
        deque(self._each(ORIGIN, cells(table, 0, 2), cells(table, 1, 2)), 0)
        return table[::2], table[1::2]

    def _ask(self, function: Callable[..., Any]) -> list[Any]:
        return list(self._each(function))

    def _each(self, function: Callable[..., Any], *places: Iterator[Any]) -> map[Any]:
        return map(function, repeat(self._page), range(self.count), *places)
