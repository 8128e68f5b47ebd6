"""Sketches of pages → blocks in reading order: paragraphs and tables, each in its frame."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from extract.layout.compose import Block, TableBlock
from extract.layout.flow import (
    INDENT,
    Column,
    Paragraph,
    ends_entry,
    find_column,
    is_full,
    is_indented,
    join_rows,
    same_style,
    split_paragraphs,
    surround,
    usual_pitch,
)
from extract.layout.footnotes import find_footnotes
from extract.layout.frames import NumberedFrame, enclosing, number_frames
from extract.layout.lines import MADE_UP, Line
from extract.layout.margins import part_margins
from extract.layout.shapes import SketchTable
from extract.layout.sketch import Sketch
from extract.records import Box

TOLD = re.compile(r"[图表]\s*\d|[（(]?(?:注|单位|(?:数据|资料)?来源)\s*[:：]")
INDENTING = 0.5
FOOTNOTE = 0.92  # of the size of the text
FEWEST_FULL = 5  # lines of a page that tell its margins
SAME_MARGIN = 5.0  # points

Place = tuple[int, ...]  # what sort of column: size of the page, or the edges of a frame


class Region(Struct):
    """The lines of one page that stand in one frame, or outside any, between two interruptions."""

    place: Place
    frame: int | None
    lines: list[Line]
    aside: bool = False  # in the margin, or labels of a drawing: the text knows nothing of them
    drawn: bool = False
    boxes: Sequence[Box] = ()  # that the lines may stand beside


def make_blocks(sketches: Sequence[Sketch]) -> list[list[Block]]:
    """Return the blocks of each sketch."""
    footnotes = find_footnotes(sketches)
    frames = number_frames(sketches, footnotes)
    pages = [list(_regions(sketch, numbered)) for sketch, numbered in zip(sketches, frames, strict=True)]
    _part_settings(pages)
    measures = _measures(region for page in pages for region in page if isinstance(region, Region))
    blocks = [list(_page_blocks(page, measures, footnotes)) for page in pages]
    _mark_runs(blocks, measures)
    return blocks


class Measure(Struct, frozen=True):
    """What is usual in one sort of column."""

    size: float
    column: Column
    pitch: float | None


def _regions(sketch: Sketch, frames: Sequence[NumberedFrame]) -> Iterator[Region | TableBlock]:
    """Yield tables, and the lines between them, from the top; what a frame holds stands together."""
    boxes = dict(frames)
    items: list[Line | SketchTable] = [*sketch.lines, *sketch.tables]
    held = [(enclosing(frames, item.box), item) for item in items]
    tops: dict[tuple[int | None, int], float] = {}
    for frame, item in held:
        if isinstance(item, Line):
            tops[frame, item.row] = min(_top(item), tops.get((frame, item.row), _top(item)))
    held.sort(key=lambda entry: _order(entry[0], entry[1], boxes, tops))
    for (frame, tabular, drawn), group in groupby(held, key=lambda entry: _kind(entry, sketch)):
        found = [item for _, item in group]
        if tabular:
            yield from (TableBlock(item, sketch.page.number, frame) for item in found if isinstance(item, SketchTable))
            continue
        place = _place(sketch, None if frame is None else boxes[frame])
        lines = join_rows([item for item in found if isinstance(item, Line)])
        others = [box for number, box in boxes.items() if number != frame]
        others += [*sketch.page.pictures, *_caps(sketch, lines)]
        yield Region((-1, *place) if drawn else place, frame, lines, aside=drawn, drawn=drawn, boxes=others)
    if sketch.notes:
        yield Region(_place(sketch, surround(line.box for line in sketch.notes)), None, sketch.notes, aside=True)


def _caps(sketch: Sketch, lines: Iterable[Line]) -> Iterator[Box]:
    """Yield the boxes of first letters as high as several lines: those below begin beside them."""
    chars, inks = sketch.page.chars, sketch.page.inks
    for line in lines:
        first = line.glyphs[0]
        if first != MADE_UP and inks[chars.ink[first]].size > line.size:
            yield chars.x0[first], chars.top[first], chars.x1[first], chars.bottom[first]


def _kind(held: tuple[int | None, Line | SketchTable], sketch: Sketch) -> tuple[int | None, bool, bool]:
    """Return the frame of an item, whether it is a table, whether a line that labels a drawing."""
    frame, item = held
    return frame, isinstance(item, SketchTable), id(item) in sketch.drawn


def _top(item: Line | SketchTable) -> float:
    return item.box[1] if isinstance(item, SketchTable) else item.base - 0.8 * item.size


def _order(
    frame: int | None, item: Line | SketchTable, boxes: dict[int, Box], tops: dict[tuple[int | None, int], float]
) -> tuple[float, int, float, float]:
    """Return where an item stands in reading order: by its frame's top, then by its own or its line's."""
    top = tops[frame, item.row] if isinstance(item, Line) else _top(item)
    return (top if frame is None else boxes[frame][1], -1 if frame is None else frame, top, item.box[0])


def _place(sketch: Sketch, box: Box | None) -> Place:
    if box is None:
        return round(sketch.page.width), round(sketch.page.height), sketch.page.number % 2, sketch.column
    return round(box[0] / 2), round(box[2] / 2), sketch.column


def _part_settings(pages: Iterable[Iterable[Region | TableBlock]]) -> None:
    """Name the places of text apart where pages are set to other margins: parts of a file put together from several.

    A page with few full lines is set as the one before.
    """
    known: dict[Place, list[float]] = defaultdict(list)
    last: dict[Place, int] = {}
    for page in pages:
        regions = [
            region for region in page if isinstance(region, Region) and region.frame is None and not region.drawn
        ]
        for place, group in groupby(regions, key=lambda region: region.place):
            held = list(group)
            left = _full_left([line for region in held for line in region.lines])
            if left is not None:
                near = (k for k, other in enumerate(known[place]) if abs(other - left) < SAME_MARGIN)
                last[place] = next(near, len(known[place]))
                known[place] += [left] if last[place] == len(known[place]) else []
            for region in held:
                region.place = (*place, last.get(place, 0))


def _full_left(lines: Sequence[Line]) -> float | None:
    """Return where several full lines of text begin, if they do."""
    if len(lines) < FEWEST_FULL:
        return None
    size = max(lines, key=lambda line: len(line.text)).size
    column = find_column(lines, size)
    full = sum(line.x0 < column.left + size and line.x1 > column.right - size for line in lines)
    return column.left if full >= FEWEST_FULL else None


def _measures(regions: Iterable[Region]) -> dict[Place, Measure]:
    lines: dict[Place, list[Line]] = defaultdict(list)
    for region in regions:
        lines[region.place].extend(region.lines)
    return {place: _measure(found) for place, found in lines.items()}


def _measure(lines: Sequence[Line]) -> Measure:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = max(sizes, key=lambda size: (sizes[size], size))
    return Measure(size, find_column(lines, size), usual_pitch(lines))


def _page_blocks(
    items: Iterable[Region | TableBlock], measures: dict[Place, Measure], footnotes: Container[int]
) -> Iterator[Block]:
    for item in items:
        if isinstance(item, TableBlock):
            yield item
            continue
        measure = measures[item.place]
        if item.drawn:
            yield from (Paragraph([line], measure.column, frame=item.frame, footnote=True) for line in item.lines)
            continue
        for lines, column in part_margins(item.lines, measure.column):
            for paragraph in split_paragraphs(lines, column, measure.pitch, item.boxes):
                paragraph.frame = item.frame
                paragraph.footnote = item.aside or id(paragraph.lines[0]) in footnotes
                yield paragraph


def _mark_runs(pages: Sequence[Sequence[Block]], measures: dict[Place, Measure]) -> None:
    """Say of each paragraph whether it goes on from the one before in its frame, captions and footnotes aside."""
    blocks = (block for page in pages for block in page)
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and not block.footnote]
    indenting = _indenting(paragraphs)
    footnotes = set(map(id, _footnotes(pages)))
    before: dict[int | None, Paragraph] = {}
    for paragraph in paragraphs:
        above = before.get(paragraph.frame)
        paragraph.runs_on = _runs_on(above, paragraph, indenting)
        if (
            not (paragraph.centred and not paragraph.bold)
            and id(paragraph) not in footnotes
            and not _is_told(paragraph)
        ):
            before[paragraph.frame] = paragraph


def _is_told(paragraph: Paragraph) -> bool:
    """Tell whether a line is the title of a table or figure, or a note on one: a text may go on behind these."""
    return len(paragraph.lines) == 1 and TOLD.match(paragraph.lines[0].text) is not None


def _footnotes(pages: Sequence[Sequence[Block]]) -> Iterator[Paragraph]:
    """Yield the paragraphs at the foot of pages that are smaller than the text, outside boxes."""
    sizes: Counter[float] = Counter()
    for paragraph in (block for page in pages for block in page if isinstance(block, Paragraph)):
        sizes[paragraph.size] += sum(len(line.text) for line in paragraph.lines)
    usual = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    for page in pages:
        for block in reversed(page):
            if not isinstance(block, Paragraph) or block.frame is not None or block.size > FOOTNOTE * usual:
                break
            yield block


def _indenting(paragraphs: Iterable[Paragraph]) -> bool:
    """Tell whether the document's paragraphs begin indented."""
    first = [is_indented(p.lines[0], p.column) for p in paragraphs if len(p.lines) > 2]
    return sum(first) > INDENTING * len(first)


def _runs_on(above: Paragraph | None, paragraph: Paragraph, indenting: bool) -> bool | None:
    line = paragraph.lines[0]
    if above is None or not same_style(above.lines[-1], line) or ends_entry(above.lines[-1]):
        return False
    if line.x0 - paragraph.column.left > INDENT * line.size or not is_full(above.lines[-1], line, above.column):
        return False
    return True if indenting else None
