"""Painted boxes on a page → those that may frame text: drawn, shaded, with round corners, or a bar in the margin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from extract.layout.grid import Grid
from extract.layout.lines import Line
from extract.layout.ruled import has_one_column, holds_pictures
from extract.layout.shapes import inside
from extract.layout.strips import Strip, make_strips
from extract.records import Box
from extract.source.page import Mark, Page
from extract.source.ruling import WHITE, Rule, Ruling

FRAME_WIDTH = 100.0
FRAME_HEIGHT = 12.0
PAGE_EDGE = 36.0
BAR_WIDTH = 10.0
BAR_GAP = 200.0
SLIP = 2.0  # that a line may stand out of its box
THICK = 1.5  # a thinner line may part two columns
CLOSE = 24.0  # between a bar and its text
ADJOINING = 4.0
CORNER = 16.0  # round which dashes and dots stop short
MOST_BESIDE = 20
FULL = 0.8  # of the width of a box
BREAK = 12.0  # between a frame of shaded or bordered paragraphs and a table that breaks it
BAND_HEIGHT = 60.0
MOSTLY = 0.75
FEWEST_FULL = 3  # lines side by side that make columns of text
LONG = 11.0  # em: no cell of a table is so long line after line


def find_boxes(
    page: Page,
    grids: Sequence[Grid],
    fills: Sequence[Mark],
    lines: Sequence[Line],
    tables: Sequence[Box],
    loose: Sequence[Box],
    ruling: Ruling,
) -> list[Box]:
    """Return the boxes that may frame text.

    ``grids`` are the drawn ones, ``fills`` the shaded marks that are no cells, ``lines`` stand outside
    ``tables``; ``loose`` are grids that turned out to be no tables, ``ruling`` all rules.
    """
    drawn = [grid.box for grid in grids if has_one_column(grid) or holds_pictures(grid, page)]
    drawn += _cornered(ruling, grids, lines)
    alone = {grid.box for grid in grids if len(grid.cells) == 1}
    boxes = [
        box
        for box in (*drawn, *loose, *_stacked((mark.x0, mark.top, mark.x1, mark.bottom) for mark in fills))
        if _is_frame(box, page)
    ]
    boxes = [box for box in boxes if not _is_band(box, lines) or (box in alone and _holds_prose(box, lines))]
    frames = [box for box in boxes if not any(_holds(table, box) for table in tables)]
    first = min((line.base for line in lines), default=0.0)
    frames = _bridged(frames, tables, first)
    frames += [box for box in _rounded(page) if _is_frame(box, page) and not _cuts(box, lines)]
    return frames + _bridged(_stacked(_barred(page, grids, lines, tables)), tables, first)


def _cuts(box: Box, lines: Iterable[Line]) -> bool:
    """Tell whether the left or right side of ``box`` runs through a line: a letter of a watermark, or a drawing."""
    beside = (line for line in lines if line.top < box[3] and line.bottom > box[1])
    return any(line.x0 + SLIP < side < line.x1 - SLIP for line in beside for side in (box[0], box[2]))


def _stacked(boxes: Iterable[Box]) -> list[Box]:
    """Return the shaded or barred boxes, those of one width that touch (shaded paragraphs) as one."""
    stacks: list[Box] = []
    for box in sorted(boxes, key=lambda box: (round(box[0]), round(box[2]), box[1])):
        above = stacks[-1] if stacks else box
        same = max(abs(above[0] - box[0]), abs(above[2] - box[2])) < ADJOINING
        if stacks and same and above[1] - ADJOINING < box[1] < above[3] + ADJOINING:
            stacks[-1] = min(above[0], box[0]), above[1], max(above[2], box[2]), max(above[3], box[3])
        else:
            stacks.append(box)
    return stacks


def _is_frame(box: Box, page: Page) -> bool:
    """Tell whether a box is wide and high enough for text and no border of the page."""
    if box[2] - box[0] < FRAME_WIDTH or box[3] - box[1] < FRAME_HEIGHT:
        return False
    left, top = box[0] < PAGE_EDGE, box[1] < PAGE_EDGE
    right, bottom = box[2] > page.width - PAGE_EDGE, box[3] > page.height - PAGE_EDGE
    return not (left and top and right and bottom)


def _is_band(box: Box, lines: Sequence[Line]) -> bool:
    """Tell whether a shaded box is rows of a table: mostly parts side by side, or a low one with three."""
    strips = make_strips(line for line in lines if inside(line.box, box))
    parted = sum(strip.parted for strip in strips)
    if sum(_are_columns(strip, box[2] - box[0]) for strip in strips) >= FEWEST_FULL:
        return False
    height = box[3] - box[1]
    long = sum(any(part.x1 - part.x0 > LONG * part.size for part in strip.parts) for strip in strips)
    if height > 2 * BAND_HEIGHT and long >= MOSTLY * len(strips):
        return False  # columns of text, of which each may have more short lines than full ones
    low = height < BAND_HEIGHT
    return parted * 2 > len(strips) or (low and any(len(strip.parts) > 2 for strip in strips))


def _are_columns(strip: Strip, wide: float) -> bool:
    """Tell whether lines of two columns of text stand side by side and fill what is ``wide``: one may be stretched."""
    widths = sorted(part.x1 - part.x0 for part in strip.parts)
    return len(widths) in (2, 3) and sum(widths) > FULL * wide and widths[-2] > LONG / 2 * strip.size


def _holds_prose(box: Box, lines: Sequence[Line]) -> bool:
    """Tell whether a line of text runs over the width of ``box``: it is no table, though one may stand in it."""
    wide = FULL * (box[2] - box[0])
    held = make_strips(line for line in lines if inside(line.box, box))
    return any(not strip.parted and strip.x1 - strip.x0 > wide for strip in held)


def _bridged(frames: Sequence[Box], tables: Sequence[Box], first: float) -> list[Box]:
    """Return the frames with the tables right below them, or at the head of the page, and those these join as one.

    A table that no title parts from the frame breaks its lines.  ``first`` is the first baseline outside tables.
    """
    bridged: list[Box] = []
    for box in sorted(frames, key=lambda frame: frame[1]):
        x0, top, x1, bottom = box
        for table in sorted(tables, key=lambda table: table[1]):
            if min(table[2], box[2]) - max(table[0], box[0]) < MOSTLY * max(table[2] - table[0], box[2] - box[0]):
                continue
            if abs(table[1] - bottom) < BREAK:
                bottom = table[3]
            elif abs(top - table[3]) < BREAK and table[1] < first:
                top = table[1]
        aligned = (k for k, above in enumerate(bridged) if _are_aligned(above, box) and top <= above[3] + ADJOINING)
        if (k := next(aligned, None)) is None:
            bridged.append((x0, top, x1, bottom))
        else:
            above = bridged[k]
            bridged[k] = min(above[0], x0), above[1], max(above[2], x1), max(above[3], bottom)
    return bridged


def _holds(outer: Box, box: Box) -> bool:
    across = outer[0] - ADJOINING < box[0] and box[2] < outer[2] + ADJOINING
    return across and outer[1] - ADJOINING < box[1] and box[3] < outer[3] + ADJOINING


def _are_aligned(one: Box, other: Box) -> bool:
    return max(abs(one[0] - other[0]), abs(one[2] - other[2])) < BREAK


def _cornered(ruling: Ruling, grids: Sequence[Grid], lines: Sequence[Line]) -> Iterator[Box]:
    """Yield what two sides as long and a rule between their ends enclose: dashes and dots leave round corners open."""
    for left, right in _sides(ruling.upright):
        ends = [rule.at for rule in ruling.level if max(abs(rule.start - left.at), abs(rule.end - right.at)) < CORNER]
        near = [at for at in ends if min(abs(at - left.start), abs(at - left.end)) < CORNER]
        box = left.at, min([left.start, *near]), right.at, max([left.end, *near])
        if (near or _fills(box, lines)) and not any(
            inside((left.at, left.start, left.at, left.end), grid.box) for grid in grids
        ):
            yield box


def _fills(box: Box, lines: Sequence[Line]) -> bool:
    """Tell whether full lines of text stand in a box, and nothing beside them: open where the page ends it twice."""
    level = [line for line in lines if box[1] <= line.base <= box[3]]
    full = sum(line.x1 - line.x0 > FULL * (box[2] - box[0]) for line in level)
    return full >= FEWEST_FULL and all(inside(line.box, box) for line in level)


def _sides(upright: Iterable[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Yield the upright rules that begin and end at one height, left and right."""
    rules = sorted((rule for rule in upright if rule.length > FRAME_HEIGHT), key=lambda rule: rule.start)
    for k, one in enumerate(rules):
        for other in rules[k + 1 : k + MOST_BESIDE]:
            if other.start > one.start + ADJOINING:
                break
            if abs(one.end - other.end) < ADJOINING and abs(one.at - other.at) > FRAME_WIDTH:
                yield (one, other) if one.at < other.at else (other, one)


def _rounded(page: Page) -> Iterator[Box]:
    """Yield the hulls of visible curves: boxes with round corners are among them."""
    for mark in page.marks:
        if mark.curved and mark.lightness < WHITE:
            yield mark.x0, mark.top, mark.x1, mark.bottom


def _barred(page: Page, grids: Sequence[Grid], lines: Sequence[Line], tables: Sequence[Box]) -> Iterator[Box]:
    """Yield what stands beside an upright bar with nothing on its left in the column: a case marked in the margin."""
    shaded = (mark for mark in page.marks if mark.filled and mark.lightness < WHITE and mark.width > FRAME_WIDTH)
    fills = sorted(shaded, key=lambda mark: mark.top)
    edge = max((line.x1 for line in lines), default=0.0) + ADJOINING
    for mark in page.marks:
        bar = mark.x0, mark.top, mark.x1, mark.bottom
        if mark.width > BAR_WIDTH or mark.height < FRAME_HEIGHT or mark.lightness >= WHITE:
            continue
        if mark.x0 < PAGE_EDGE or any(inside(bar, grid.box) for grid in grids) or _edges_a_fill(mark, fills):
            continue
        level = [line for line in lines if mark.top <= (line.top + line.bottom) / 2 <= mark.bottom]
        beside = [line for line in level if line.x0 > mark.x0]
        pictured = [
            x0 for x0, top, _, bottom in page.pictures if x0 > mark.x0 and top < mark.bottom and mark.top < bottom
        ]
        gap = min([*(line.x0 for line in beside), *pictured], default=inf) - mark.x1
        if gap >= BAR_GAP or (len(beside) < len(level) and not _parts_columns(mark, level, gap)):
            continue
        end = max((line.x1 for line in beside), default=0.0)
        behind = [x0 for x0, top, _, bottom in tables if x0 > end > 0 and top < mark.bottom and mark.top < bottom]
        right = (_column_end(beside) if beside else None) or min(
            [max(edge, page.width - mark.x0), *(x0 - ADJOINING for x0 in behind)]
        )
        yield mark.x0, mark.top, right, mark.bottom


def _parts_columns(bar: Mark, level: Sequence[Line], gap: float) -> bool:
    """Tell whether lines of a column end before a thick bar that stands close to what is on its right."""
    left = [line for line in level if line.x0 <= bar.x0]
    clear = all(line.x1 < bar.x0 - gap for line in left) and any(_is_long(line) for line in left)
    return bar.width > THICK and gap < CLOSE and clear


def _column_end(beside: Sequence[Line]) -> float | None:
    """Return where the lines beside a bar end if those of another column stand on their right."""
    first = min(line.x0 for line in beside)
    long = [line for line in beside if _is_long(line)]
    end = max((line.x1 for line in long if line.x0 < first + LONG / 2 * line.size), default=None)
    return end + ADJOINING if end is not None and any(line.x0 > end for line in beside) else None


def _is_long(line: Line) -> bool:
    return line.x1 - line.x0 > LONG * line.size


def _edges_a_fill(bar: Mark, fills: Sequence[Mark]) -> bool:
    """Tell whether a bar is the left edge of one of ``fills``, sorted by their tops: that says how far it reaches."""
    first = bisect_left(fills, bar.top - ADJOINING, key=lambda fill: fill.top)
    last = bisect_left(fills, bar.top + ADJOINING, first, key=lambda fill: fill.top)
    near = fills[first:last]
    return any(abs(fill.x0 - bar.x0) < BAR_WIDTH and abs(fill.bottom - bar.bottom) < ADJOINING for fill in near)
