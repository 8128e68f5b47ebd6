"""Dark regions of the picture of a page that bear light letters: a number in a chip, the head of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from extract.records import Box

HALF = 2  # times smaller: noise goes
RULE = 3  # pixels of the small picture: no rule that touches a region is wider
DARK = 0.75  # of the lightness of paper: letters are lighter than such a ground
SMALLEST = 18  # pixels of the small picture
SHAPE = 0.72  # of its box: what a region fills, a round one too
NEAR, FAR = 35, 60  # levels of grey: how much a ground differs from itself, letters from it
GROUND = 0.55  # of a region: what its letters leave
PLAIN = 0.8  # of a region: ground and letters together
DARKER = 0.03  # of a region: what is darker than its ground; in a picture it is more
FEWEST = 12  # pixels of the small picture: of the letters of a region
RIM = 7  # pixels: of a region's edge, which is neither ground nor paper
BESIDE = 6  # pixels: how far the letters of a line reach out of its box
REACH = 20, 15  # pixels: half of what may part the strokes of a line, across and down
LOWEST = 12  # pixels: no letters are lower, but for strokes like 一
HIGHEST = 140  # pixels
MARGIN = 16  # pixels: paper round letters that are read alone
MOST = 200  # lines of a page


def find_dark(image: Any) -> list[Box]:
    """Return the dark regions that bear light letters, in pixels."""
    import cv2

    boxes = (cv2.boundingRect(outline) for outline in _outlines(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), ()))
    return [(left, top, left + wide, top + high) for left, top, wide, high in boxes]


def find_unread(image: Any, boxes: Sequence[Any]) -> list[tuple[Any, Box]]:
    """Return the lines of light letters on dark ground that stand in none of ``boxes``: dark on light, and where.

    Engines miss them where few letters stand alone; what they have read stays, as strokes of a large 目 enclose a
    region too.
    """
    import cv2

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    unread: list[tuple[Any, Box]] = []
    for outline in _outlines(gray, boxes):
        left, top, wide, high = cv2.boundingRect(outline)
        own = gray[top : top + high, left : left + wide]
        for picture, (x0, y0, x1, y1) in _letters(own, _filled(outline, boxes)):
            unread.append((picture, (left + x0, top + y0, left + x1, top + y1)))
    return unread[:MOST]


def _letters(own: Any, region: Any) -> Iterator[tuple[Any, Box]]:
    """Yield the lines of light letters on a region, dark on light, and where in it they stand."""
    import cv2
    import numpy

    over = numpy.where(region, own - float(numpy.median(own[region])), 0.0)
    letters = (over > FAR).astype("uint8")
    wide, high = REACH
    around = cv2.copyMakeBorder(letters, high, high, wide, wide, cv2.BORDER_CONSTANT)
    near = cv2.dilate(around, cv2.getStructuringElement(cv2.MORPH_RECT, (2 * wide + 1, 2 * high + 1)))
    count, _, parts, _ = cv2.connectedComponentsWithStats(near)
    for x, y, width, height, _ in parts[1:count].tolist():
        width, height = width - 2 * wide, height - 2 * high
        if max(width, height) >= LOWEST and height <= HIGHEST:
            strokes = over[y : y + height, x : x + width]
            plain = 255 * (1 - (strokes / strokes.max()).clip(0, 1))
            plain = numpy.pad(plain, MARGIN, constant_values=255).astype("uint8")
            yield cv2.cvtColor(plain, cv2.COLOR_GRAY2BGR), (x, y, x + width, y + height)


def _outlines(gray: Any, boxes: Sequence[Any]) -> Iterator[Any]:
    """Yield the outlines of the dark regions that bear light letters outside ``boxes``."""
    import cv2
    import numpy

    small = cv2.resize(gray, None, fx=1 / HALF, fy=1 / HALF, interpolation=cv2.INTER_AREA)
    dark = (small < DARK * numpy.median(small)).astype("uint8")
    dark = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (RULE, RULE)))
    for outline in cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        left, top, wide, high = cv2.boundingRect(outline)
        if min(wide, high) < SMALLEST or cv2.contourArea(outline) < SHAPE * wide * high:
            continue
        region = _filled(outline * HALF, boxes)[::HALF, ::HALF]
        if _bears_letters(small[top : top + high, left : left + wide][region]):
            yield outline * HALF


def _filled(outline: Any, boxes: Sequence[Any]) -> Any:
    """Return where in its box a region is, without its edge and what is in ``boxes``."""
    import cv2
    import numpy

    left, top, wide, high = cv2.boundingRect(outline)
    region = numpy.zeros((high + 2, wide + 2), "uint8")
    cv2.drawContours(region, [outline], -1, 1, cv2.FILLED, offset=(1 - left, 1 - top))
    region = cv2.erode(region, cv2.getStructuringElement(cv2.MORPH_RECT, (RIM, RIM)))[1:-1, 1:-1]
    for box in boxes:
        (x0, y0), (x1, y1) = (numpy.array(box).min(axis=0) - BESIDE, numpy.array(box).max(axis=0) + BESIDE)
        region[max(int(y0) - top, 0) : max(int(y1) - top, 0), max(int(x0) - left, 0) : max(int(x1) - left, 0)] = 0
    return region > 0


def _bears_letters(pixels: Any) -> bool:
    """Tell whether pixels are of one dark shade and of letters lighter than it."""
    import numpy

    if not pixels.size:
        return False
    over = pixels.astype("int16") - int(numpy.median(pixels))
    ground, letters, darker = abs(over) <= NEAR, over > FAR, over < -NEAR
    plain = float(ground.mean()) > GROUND and float((ground | letters).mean()) > PLAIN
    return plain and int(letters.sum()) > FEWEST and float(darker.mean()) < DARKER
