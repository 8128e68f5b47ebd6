"""Notes in the margin beside the text: small lines past the edges that all lines of prose keep to.

What is level with words that are no prose stands in a row of a table that is wider than the prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from statistics import median

from extract.layout.lines import Line
from extract.layout.shapes import inside
from extract.layout.sketch import Sketch

SMALL = 0.92  # of the size of the text
LONG = 15.0  # em: a line of prose
FEWEST = 3  # lines of prose
FULL = 2  # of them that reach the right edge and go on
LARGE = 1.25  # times the size of the text
MOST = 6  # lines below the first of a quotation
STEP = 2.0  # em from line to line of it
LEVEL = 0.3  # em
WIDE = 0.5  # of the page: the text stands in one column
ENDS = "。！？；："
STOP = re.compile("[，。；、]")
CAPTION = re.compile(r"[图表]\s*\d")


def take_side_notes(sketch: Sketch) -> list[Line]:
    """Take the lines of notes in the margin and of quotations in large letters out of ``sketch``; return them."""
    notes = _take_quotes(sketch) + _take_notes(sketch)
    return sorted(notes, key=lambda line: (line.base, line.x0))


def _take_quotes(sketch: Sketch) -> list[Line]:
    """Take out the lines of quotations in large letters that the text runs round."""
    long = sorted(line.size for line in sketch.lines if line.x1 - line.x0 > LONG * line.size)
    least = LARGE * long[len(long) // 2] if long else 0.0
    quotes: list[Line] = []
    for first in sketch.lines if long else ():
        if first.text[0] in "“「" and first.size > least:
            alike = (line for line in sketch.lines if line.size == first.size and _is_under(line, first))
            run = [first, *islice(alike, MOST)]
            last = next((k for k, line in enumerate(run) if line.text[-1] in "”」"), 0)
            quotes += run[: last + 1] if last and _stands_beside(run[: last + 1], sketch.lines) else []
    taken = set(map(id, quotes))
    sketch.lines = [line for line in sketch.lines if id(line) not in taken]
    return quotes


def _is_under(line: Line, first: Line) -> bool:
    """Tell whether ``line`` is one of those right below ``first``."""
    below = 0 < line.base - first.base < MOST * STEP * first.size
    return below and min(line.x1, first.x1) > max(line.x0, first.x0)


def _stands_beside(quote: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether other lines stand beside a quotation."""
    own = set(map(id, quote))
    top, bottom = quote[0].top, quote[-1].bottom
    return any(id(line) not in own and top < (line.top + line.bottom) / 2 < bottom for line in lines)


def _take_notes(sketch: Sketch) -> list[Line]:
    """Take out the lines of notes in the margin."""
    prose = [line for line in sketch.lines if line.x1 - line.x0 > LONG * line.size and STOP.search(line.text)]
    if len(prose) < FEWEST:
        return []
    left, right = min(line.x0 for line in prose), max(line.x1 for line in prose)
    if sum(line.x1 > right - line.size and line.text[-1] not in ENDS for line in prose) < FULL:
        return []  # paragraphs of a line each: none shows where the text ends
    beside = [line for line in sketch.lines if line.x1 < left or line.x0 > right]
    if not beside or right - left < WIDE * sketch.page.width or any(CAPTION.match(line.text) for line in beside):
        return []
    most = SMALL * median(line.size for line in prose)
    boxes = [table.box for table in sketch.tables]
    apart = set(map(id, (*prose, *beside)))
    cells = [line.base for line in sketch.lines if id(line) not in apart]
    notes = [
        line
        for line in beside
        if line.size <= most
        and not any(inside(line.box, box) for box in boxes)
        and not any(abs(line.base - base) < LEVEL * line.size for base in cells)
    ]
    taken = set(map(id, notes))
    sketch.lines = [line for line in sketch.lines if id(line) not in taken]
    return notes
