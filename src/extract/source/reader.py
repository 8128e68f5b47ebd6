"""What PDFium tells of each character of a page, read as columns.

PDFium answers for one character at a time.  Its functions are called here with bare addresses: for
a typed pointer ctypes makes an object at each call, which takes longer than the answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from ctypes import PYFUNCTYPE, addressof, c_double, c_float, c_int, c_uint, c_void_p, cast, sizeof
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium


def bare(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of PDFium's as one that takes and gives addresses."""
    return PYFUNCTYPE(result, *arguments)(cast(function, c_void_p).value or 0)


CODE = bare(pdfium.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
UNNAMED = bare(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
TEXT_OBJECT = bare(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
LOOSE_BOX = bare(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
ORIGIN = bare(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)


class Reader:
    """The characters of a loaded text page, a column for each thing asked."""

    def __init__(self, handle: Any) -> None:
        self.count: int = pdfium.FPDFText_CountChars(handle)
        self._address = cast(handle, c_void_p).value

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
        cells = (c_float * (4 * self.count))()
        start, step = addressof(cells), 4 * sizeof(c_float)
        deque(self._each(LOOSE_BOX, range(start, start + step * self.count, step)), 0)
        left, top, right, bottom = (cells[k::4] for k in range(4))
        return left, bottom, right, top

    def origins(self) -> tuple[Sequence[float], ...]:
        """Return x and y of the origins on the baseline."""
        cells = (c_double * (2 * self.count))()
        start, step = addressof(cells), 2 * sizeof(c_double)
        end = start + step * self.count
        deque(self._each(ORIGIN, range(start, end, step), range(start + sizeof(c_double), end, step)), 0)
        return cells[::2], cells[1::2]

    def _ask(self, function: Callable[..., Any]) -> list[Any]:
        return list(self._each(function))

    def _each(self, function: Callable[..., Any], *places: range) -> map[Any]:
        return map(function, repeat(self._address), range(self.count), *places)
