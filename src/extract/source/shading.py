"""Shaded boxes in the picture of a page: those that hold running text, not the bands of a table's rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from extract.records import Box
from extract.source.page import Mark
from extract.source.recognised import Line, is_alone

SHRINK = 4  # times: noise goes, and strokes of letters become few pixels
STROKE = 9  # pixels of the small picture: no stroke is wider
PALEST = 0.02  # of the lightness of paper: how much darker than it the palest box is
PALE = 0.95  # what a box is said to be, however dark it is
PROSE = 0.6  # of the width of a box
MARGINS = 0.84, 0.97  # from the middle of a page to its edge: where its margins are
SPARSE = 11  # the pixels of the margins that a surface is laid through: one of so many
ROUNDS = 1.0, 0.2, 0.1, 0.05, 0.03  # how much the pixels may differ from the surface that each round keeps
TALLEST_BAND = 3.0  # heights of a line: what is lower may be the band of a table's row
NARROWEST = 0.35  # of the width of a page
SQUARE = 0.92  # of its hull: how much of it a box with round corners fills


def find_shades(image: Any, lines: Sequence[Line], tall: float, point: float) -> Iterator[Mark]:
    """Yield the shaded boxes that hold running text.

    ``tall`` is the height of a line, ``point`` the size of a pixel.
    """
    import cv2

    height, width = (side // SHRINK for side in image.shape[:2])
    small = cv2.resize(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (width, height), interpolation=cv2.INTER_AREA)
    square = cv2.getStructuringElement(cv2.MORPH_RECT, (STROKE, STROKE))
    ground = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, square), 5)
    shaded = (ground < _paper(ground) * (1 - PALEST)).astype("uint8")
    for outline in cv2.findContours(shaded, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        left, top, wide, high = cv2.boundingRect(outline)
        at_edge = min(left, top) <= 1 or left + wide >= width - 1 or top + high >= height - 1
        if at_edge or wide < NARROWEST * width or high * SHRINK < TALLEST_BAND * tall:
            continue
        x0, y0, x1, y1 = (float(side * SHRINK) for side in (left, top, left + wide, top + high))
        if cv2.contourArea(outline) >= SQUARE * wide * high and _holds_text((x0, y0, x1, y1), lines):
            yield Mark(x0 * point, y0 * point, x1 * point, y1 * point, filled=True, curved=False, lightness=PALE)


def _holds_text(box: Box, lines: Sequence[Line]) -> bool:
    """Tell whether lines in ``box`` have their rows to themselves: all, as a caption has, or one that fills it."""
    x0, top, x1, bottom = box
    held = [
        line
        for line in lines
        if top < (line[0][0][1] + line[0][3][1]) / 2 < bottom and x0 < (line[0][0][0] + line[0][1][0]) / 2 < x1
    ]
    alone = [line for line in held if is_alone(line, held)]
    wide = any(line[0][1][0] - line[0][0][0] > PROSE * (x1 - x0) for line in alone)
    return bool(held) and (wide or len(alone) == len(held))


def _paper(ground: Any) -> Any:
    """Return how light the paper is everywhere: lamps and bent pages make it darker to one side.

    A curved surface is laid through the margins, where paper is bare; in a few rounds, what differs is left out.
    """
    import numpy

    down, across = (numpy.linspace(-1, 1, side) for side in ground.shape)
    y, x = (grid.ravel() for grid in numpy.meshgrid(down, across, indexing="ij"))
    terms = numpy.stack([numpy.ones_like(x), x, y, x * x, y * y, x * y], axis=1)
    seen = ground.ravel().astype(float)
    rim = numpy.maximum(abs(x), abs(y))
    few = numpy.flatnonzero((rim > MARGINS[0]) & (rim < MARGINS[1]))[::SPARSE]
    for slack in ROUNDS:
        surface = terms @ numpy.linalg.lstsq(terms[few], seen[few], rcond=None)[0]
        few = few[abs(seen[few] - surface[few]) <= slack * surface[few]]
    return surface.reshape(ground.shape)
