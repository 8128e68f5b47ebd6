"""Drawn and shaded boxes round text, numbered through the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from extract.layout.shapes import area, inside
from extract.layout.sketch import Sketch
from extract.records import Box

SAME_EDGE = 4.0
SIGN = 12.0
BORDER_SHARE = 0.6
BORDER_PAGES = 3

NumberedFrame = tuple[int, Box]


def number_frames(sketches: Sequence[Sketch], footnotes: Container[int]) -> list[list[NumberedFrame]]:
    """Return the numbered frames of each page, outermost alone, from the top.

    A frame at the foot of one page or column and one as wide at the head of the next are one frame
    that goes on, and keep one number; ``footnotes`` may stand below.
    """
    borders = _borders(sketches)
    numbered: list[list[NumberedFrame]] = []
    count = 0
    before: NumberedFrame | None = None
    column = 0
    for sketch in sketches:
        frames: list[NumberedFrame] = []
        for box in _outermost(sketch, borders):
            if (
                not frames
                and before is not None
                and _goes_on(before[1], box, sketch.column != column)
                and _is_first(sketch, box)
            ):
                frames.append((before[0], box))
            else:
                frames.append((count, box))
                count += 1
        numbered.append(frames)
        column = sketch.column
        before = frames[-1] if frames and _is_last(sketch, frames[-1][1], footnotes) else None
    return numbered


def enclosing(frames: Iterable[NumberedFrame], box: Box) -> int | None:
    """Return the number of the frame that ``box`` stands in."""
    return next((number for number, frame in frames if inside(box, frame)), None)


def _borders(sketches: Sequence[Sketch]) -> set[Box]:
    """Return the boxes, to whole points, that stand on most pages: borders of the page."""
    counts = Counter(box for sketch in sketches for box in {_whole(frame) for frame in sketch.frames})
    enough = max(BORDER_PAGES, BORDER_SHARE * len(sketches))
    return {box for box, count in counts.items() if count >= enough}


def _whole(box: Box) -> Box:
    return round(box[0]), round(box[1]), round(box[2]), round(box[3])


def _outermost(sketch: Sketch, borders: set[Box]) -> list[Box]:
    """Return the frames that hold text and stand in no other, from the top."""
    kept: list[Box] = []
    for box in sorted(sketch.frames, key=area, reverse=True):
        if _whole(box) in borders or any(inside(box, outer) for outer in kept):
            continue
        if any(inside(line.box, box) for line in sketch.lines) or any(inside(t.box, box) for t in sketch.tables):
            kept.append(box)
    return sorted(kept, key=lambda box: (box[1], box[0]))


def _goes_on(above: Box, below: Box, aside: bool) -> bool:
    """Tell whether two boxes are about as wide, and under each other unless they stand in two columns.

    Beside a bar a box ends where its lines do, give or take a sign.
    """
    wide = abs(above[2] - above[0] - below[2] + below[0]) < SIGN
    return wide and (aside or abs(above[0] - below[0]) < SAME_EDGE)


def _is_last(sketch: Sketch, frame: Box, footnotes: Container[int]) -> bool:
    """Tell whether nothing but footnotes stands below ``frame`` on its page."""
    boxes = [line.box for line in sketch.lines if id(line) not in footnotes] + [table.box for table in sketch.tables]
    return not any(box[1] > frame[3] - 2 for box in boxes)


def _is_first(sketch: Sketch, frame: Box) -> bool:
    """Tell whether nothing stands above ``frame`` on its page."""
    boxes = [line.box for line in sketch.lines] + [table.box for table in sketch.tables]
    return not any(box[3] < frame[1] + 2 for box in boxes)
