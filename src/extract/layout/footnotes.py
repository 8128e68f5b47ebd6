"""Lines at the foot of a page that are footnotes: smaller than the text, and they begin with a mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.layout.lines import Line
from extract.layout.sketch import Sketch

SMALL = 0.92  # of the size of the text
STEP = 2.0  # em from line to line: a line of small text may begin with a number
MARK = re.compile(r"[①-⑳*＊※]|[\[〔［]\d{1,2}[\]〕］]|\d{1,2}(?=\s*[^\s\d.．、,，:：%％/)）年月日]|[.．]\s*[^\s\d])")


def find_footnotes(sketches: Sequence[Sketch]) -> set[int]:
    """Return the ids of the lines that are footnotes."""
    sizes: Counter[float] = Counter()
    for sketch in sketches:
        for line in sketch.lines:
            sizes[line.size] += len(line.text)
    usual = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    return {id(line) for sketch in sketches for line in _at_foot(sketch, SMALL * usual)}


def _at_foot(sketch: Sketch, most: float) -> Iterator[Line]:
    """Yield the lines at the foot of a page that are no larger than ``most``, from the first with a mark."""
    small: list[Line] = []
    for line in sorted(sketch.lines, key=lambda line: -line.base):
        if line.size > most:
            break
        small.append(line)
    lowest = max((table.box[3] for table in sketch.tables), default=0.0)
    below = [line for line in reversed(small) if line.base > lowest]
    first = next((k for k, line in enumerate(below) if MARK.match(line.text)), len(below))
    goes_on = 0 < first < len(below) and below[first].base - below[first - 1].base < STEP * below[first].size
    if not (goes_on and below[first].text[0].isdigit()):
        yield from below[first:]
