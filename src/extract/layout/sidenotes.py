"""Notes in the margin beside the text: small lines past the edges that all lines of prose keep to.

What is level with words that are no prose stands in a row of a table that is wider than the prose.
"""

from __future__ import annotations

import re
from statistics import median

from extract.layout.lines import Line
from extract.layout.shapes import inside
from extract.layout.sketch import Sketch

SMALL = 0.92  # of the size of the text
LONG = 15.0  # em: a line of prose
FEWEST = 3  # lines of prose
FULL = 2  # of them that reach the right edge and go on
LEVEL = 0.3  # em
WIDE = 0.5  # of the page: the text stands in one column
ENDS = "。！？；："
STOP = re.compile("[，。；、]")
CAPTION = re.compile(r"[图表]\s*\d")


def take_side_notes(sketch: Sketch) -> list[Line]:
    """Take the lines of notes in the margin out of ``sketch`` and return them, from the top."""
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
    return sorted(notes, key=lambda line: (line.base, line.x0))
