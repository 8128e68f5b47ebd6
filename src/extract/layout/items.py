"""What stands on a page or in a box, before columns part it: lines, tables, boxes, drawings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from extract.layout.drawings import find_captioned
from extract.layout.flow import surround
from extract.layout.lines import Line
from extract.layout.shapes import inside
from extract.layout.sketch import Sketch
from extract.records import Box

OFF = 8.0  # em, twice from the middle of a caption to that of its drawing
SHORTEST = 11.0  # em: no cell of a table is so long line after line
TALL = 0.75  # of the page: a border of the page, not a box on it

Gutters = tuple[float, ...]  # the middles of what parts the columns, from the left


class Item(Struct, frozen=True):
    """A line outside tables and boxes, a table, or a box or drawing with all that it holds."""

    box: Box
    line: Line | None = None
    over: bool = False  # a cell of a table over the columns

    def side(self, gutters: Gutters) -> int:
        """Return the column that it stands in, 1 for the left one, 0 for what crosses a gutter."""
        before = bisect_left(gutters, self.box[2])
        return 0 if self.over or (before and self.box[0] < gutters[before - 1]) else before + 1


def items_of(sketch: Sketch) -> Iterator[Item]:
    tall = TALL * sketch.page.height
    boxes = [box for box in sketch.frames if box[3] - box[1] < tall]
    boxes += [table.box for table in sketch.tables]
    boxes += _drawings(sketch)
    outer = [box for box in boxes if not any(box != other and inside(box, other) for other in boxes)]
    outer += [table.box for table in sketch.tables if not any(inside(table.box, box) for box in outer)]
    yield from map(Item, dict.fromkeys(outer))
    for line in sketch.lines:
        if not any(inside(line.box, box) for box in outer):
            yield Item((line.x0, line.base - 0.85 * line.size, line.x1, line.base + 0.2 * line.size), line)


def _drawings(sketch: Sketch) -> Iterator[Box]:
    """Yield the boxes of drawings with captions below their middle, and of these: they are of one column or of all."""
    for labels, end in find_captioned(sketch):
        if labels:
            drawn, caption = surround(line.box for line in labels), surround(part.box for part in end.parts)
            if abs(drawn[0] + drawn[2] - caption[0] - caption[2]) < OFF * end.size:
                yield surround([drawn, caption])


def from_top(item: Item) -> tuple[float, float]:
    return item.box[1], item.box[0]


def is_long(line: Line) -> bool:
    return line.x1 - line.x0 > SHORTEST * line.size
