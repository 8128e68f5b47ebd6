"""Areas that look like tables and are none: the labels of a chart, and numbers set large over what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from msgspec.structs import replace

from extract.layout.aligned import APART, TITLE, Area
from extract.layout.flow import surround
from extract.layout.lines import Line
from extract.layout.shapes import SketchTable, inside
from extract.layout.sketch import Sketch
from extract.layout.strips import Strip, make_strips, parts_of
from extract.records import Box
from extract.source.page import Mark
from extract.source.ruling import WHITE

CAPTION = re.compile(r"附?图\s*[\d一二三四五六七八九十]")
DIGIT = re.compile(r"\d")
NEAR = 4.0  # em between the labels of a chart, its legend and its caption
BETWEEN = 5  # strips, the caption with them: a legend and the names along the axis stand over it
LARGE = 1.4  # than the words: no table sets its values so
SMALLEST_BAR = 6.0  # points
FEWEST_BARS = 2
BEHIND = 6.0  # em: so far from the shapes goes the grid behind them
STEP = 2.6  # em from line to line of a text
SPARSE = 0.4  # of the cells
LONG = 14.0  # em: no label is so long


def find_labels(area: Area, strips: Sequence[Strip], sketch: Sketch) -> list[Line]:
    """Return the lines of a drawing if ``area``, one of the ``strips`` of a page, is one and no table."""
    if is_row_of_cards(area.strips):
        return parts_of(area.strips)
    last = _caption(area, strips)
    bars = _bars(area, sketch)
    if last is None and len(bars) < FEWEST_BARS:
        return []
    hull = _hull(surround([area.box, *map(_box, bars)]), area.strips[0].size, sketch)
    legend = parts_of(strips[strips.index(area.strips[-1]) : last]) if last else []
    return [*legend, *(line for line in sketch.lines if inside(line.box, hull))]


def release_charts(sketch: Sketch) -> None:
    """Give the labels in grids over the captions of figures, which print in few of their cells, back to the lines."""
    strips = make_strips(sketch.lines)
    charts = [table for table in sketch.tables if _is_sparse(table) and _is_over_caption(table, strips)]
    for k, line in enumerate(line for table in charts for cell in table.cells for line in cell.lines):
        sketch.lines.append(replace(line, row=-1 - k))
        sketch.drawn.add(id(sketch.lines[-1]))
    sketch.tables = [table for table in sketch.tables if table not in charts]


def _is_sparse(table: SketchTable) -> bool:
    return sum(bool(cell.lines) for cell in table.cells) < SPARSE * len(table.cells)


def _is_over_caption(table: SketchTable, strips: Sequence[Strip]) -> bool:
    """Tell whether the caption of a figure stands below, but for labels, and no title right above."""
    above = [strip for strip in strips if strip.base < table.box[1]][-2:]
    below = [strip for strip in strips if strip.base > table.box[3]][:BETWEEN]
    near = [strip for strip in below if strip.base - table.box[3] < 2 * NEAR * strip.size]
    titled = any(TITLE.match(strip.parts[0].text) for strip in above)
    return not titled and any(CAPTION.match(strip.parts[0].text) for strip in near)


def find_captioned(sketch: Sketch) -> Iterator[tuple[list[Line], Strip]]:
    """Yield the lines among the shapes of each drawing between running text and the caption of a figure, and that."""
    shapes = [mark for mark in sketch.page.marks if _is_shape(mark)]
    if not shapes or not any(CAPTION.match(line.text) for line in sketch.lines):
        return
    strips = make_strips(sketch.lines)
    for k, caption in enumerate(strips):
        if not CAPTION.match(caption.parts[0].text):
            continue
        ends = list(_ends_of_prose(strips[:k]))
        ends += [table.box[3] for table in sketch.tables if table.box[3] < caption.base]
        top = max(ends, default=0.0)
        own = [line for line in sketch.lines if top < line.base < caption.top]
        bars = _blank([mark for mark in shapes if top < mark.top and mark.bottom < caption.base], own)
        if len(bars) >= FEWEST_BARS:
            x0, upper, x1, lower = _hull(surround(map(_box, bars)), caption.size, sketch)
            hull = x0, upper, x1, max(lower, caption.top)
            yield [line for line in own if inside(line.box, hull) and not APART.match(line.text)], caption


def _ends_of_prose(strips: Iterable[Strip]) -> Iterator[float]:
    """Yield where the lines of running text and the captions end: long ones, and what follows one as its next line."""
    above: Strip | None = None
    for strip in strips:
        long = any(part.x1 - part.x0 > LONG * part.size for part in strip.parts)
        follows = above is not None and strip.size == above.size and strip.base - above.base < STEP * strip.size
        above = strip if long or follows else None
        if above or CAPTION.match(strip.parts[0].text):
            yield strip.bottom


def is_row_of_cards(strips: Iterable[Strip]) -> bool:
    """Tell whether all that has digits is set far larger than the words."""
    parts = parts_of(list(strips))
    numbers = [part.size for part in parts if DIGIT.search(part.text)]
    words = [part.size for part in parts if not DIGIT.search(part.text)]
    return bool(numbers and words) and min(numbers) >= LARGE * max(words)


def _caption(area: Area, strips: Sequence[Strip]) -> int | None:
    """Return which strip right below is the caption of a figure, where no title of a table stands above."""
    first, last = strips.index(area.strips[0]), strips.index(area.strips[-1])
    if any(TITLE.match(strip.parts[0].text) for strip in strips[max(0, first - 2) : first + 1]):
        return None
    for k, (above, below) in enumerate(islice(pairwise(strips[last:]), BETWEEN), last + 1):
        if below.base - above.base > NEAR * above.size or APART.match(below.parts[0].text):
            return None
        if CAPTION.match(below.parts[0].text):
            return k
    return None


def _bars(area: Area, sketch: Sketch) -> list[Mark]:
    """Return the shapes among the labels that hold no words and are no cells in a row of shaded ones."""
    shapes = [mark for mark in sketch.page.marks if _is_shape(mark)]
    return [mark for mark in _blank(shapes, parts_of(area.strips)) if inside(_box(mark), area.box)]


def _blank(shapes: Sequence[Mark], lines: Iterable[Line]) -> list[Mark]:
    """Return the shapes that hold none of ``lines``, and are level with none that does."""
    boxes = [line.box for line in lines]
    held = [mark for mark in shapes if any(inside(box, _box(mark)) for box in boxes)]
    rows = {(round(mark.top), round(mark.bottom)) for mark in held}
    return [mark for mark in shapes if (round(mark.top), round(mark.bottom)) not in rows]


def _hull(box: Box, size: float, sketch: Sketch) -> Box:
    """Return what labels a drawing may stand in: the ``box`` of its shapes, the rules behind them, and some room."""
    x0, top, x1, bottom = box
    rules = [r for r in sketch.ruling.level if r.start < x1 and r.end > x0 and r.length <= 2 * (x1 - x0)]
    near = [(r.start, r.at, r.end, r.at) for r in rules if top - BEHIND * size < r.at < bottom + BEHIND * size]
    x0, top, x1, bottom = surround([box, *near])
    return x0 - 4 * size, top - 2 * size, x1 + 4 * size, bottom + 2 * size


def _is_shape(mark: Mark) -> bool:
    return mark.filled and mark.lightness < WHITE and min(mark.width, mark.height) >= SMALLEST_BAR


def _box(mark: Mark) -> Box:
    return mark.x0, mark.top, mark.x1, mark.bottom
