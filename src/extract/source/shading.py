"""Shaded boxes in the picture of a page: round paragraphs, and the bands of table rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extract.records import Box
from extract.source.page import Mark
from extract.source.recognised import Line

BLOCK = 2, 8  # pixels, down and across: their lightest but one is what letters stand on
NOISE = 5  # blocks: a shade is wider and higher than half of so many
STROKE = 7  # blocks: no level stroke of a letter is higher
PALEST = 0.02  # of the lightness of paper: how much darker than it the palest box is
PALE = 0.95  # what a box is said to be, however dark it is
DARK = 0.4  # of the lightness of paper: what ground is taken for that bears light letters
MARGINS = 0.84, 0.97  # from the middle of a page to its edge: where its margins are
SPARSE = 11  # the pixels of the margins that a surface is laid through: one of so many
ROUNDS = 1.0, 0.2, 0.1, 0.05, 0.03  # how much the pixels may differ from the surface that each round keeps
SLACK = 5  # blocks: how much the columns of a box differ at their ends: its corners may be round
SKIPPED = 3  # blocks: what letters that reach over the edge of a box take away
SIDE = 4  # blocks of a box that tell its shade: amid them pictures may stand
HALF = 0.5  # a block: the one that the edge of a box parts is none of its own
STEP = 0.03  # of the lightness of paper: between two bands that touch
BLUR = 2  # blocks: half of how far an edge reaches
LOWEST = 0.5  # heights of a line
NARROWEST = 0.35  # of the width of a page


def find_shades(image: Any, lines: Sequence[Line], dark: Sequence[Box], tall: float, point: float) -> Iterator[Mark]:
    """Yield the shaded boxes that hold text: wide ones, and those level with them, which merged cells part from them.

    ``dark`` regions bear light letters; ``tall`` is the height of a line, ``point`` the size of a pixel.
    """
    boxes = [box for box in _joined(_boxes(image, dark, LOWEST * tall)) if _holds_text(box, lines)]
    wide = [box for box in boxes if box[2] - box[0] >= NARROWEST * image.shape[1]]
    for box in boxes:
        if any(_are_level(box, other) for other in wide):
            x0, top, x1, bottom = (side * point for side in box)
            yield Mark(x0, top, x1, bottom, filled=True, curved=False, lightness=PALE)


def _boxes(image: Any, dark: Sequence[Box], lowest: float) -> Iterator[Box]:
    """Yield the shaded boxes of a picture, in pixels, as parts of one shade."""
    import numpy

    ground = _ground(image)
    lightness = ground / _paper(ground)
    down, across = BLOCK
    for x0, y0, x1, y1 in dark:
        lightness[round(y0 / down) : round(y1 / down), round(x0 / across) : round(x1 / across)] = DARK
    for left, top, right, bottom in _rectangles(lightness < 1 - PALEST):
        part = lightness[top:bottom, left:right]
        shades = numpy.median(numpy.hstack([part[:, :SIDE], part[:, -SIDE:]]), axis=1).tolist()
        for first, last in _levels(shades, 0, len(shades)):
            if (last - first) * down >= lowest:
                yield (left - HALF) * across, (top + first) * down, (right + HALF) * across, (top + last) * down


def _joined(boxes: Iterable[Box]) -> list[Box]:
    """Return ``boxes``, those side by side as one: a merged cell under the head of a table parts it."""
    joined: list[Box] = []
    for box in sorted(boxes):
        beside = (k for k, one in enumerate(joined) if _are_level(one, box) and box[0] - one[2] <= SKIPPED * BLOCK[1])
        k = next(beside, None)
        if k is None:
            joined.append(box)
        else:
            joined[k] = *joined[k][:2], box[2], joined[k][3]
    return joined


def _are_level(one: Box, other: Box) -> bool:
    return max(abs(one[1] - other[1]), abs(one[3] - other[3])) <= SLACK * BLOCK[0]


def _ground(image: Any) -> Any:
    """Return how light the ground of each block of a picture is."""
    import cv2
    import numpy

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    (high, wide), (down, across) = gray.shape, (gray.shape[0] // BLOCK[0], gray.shape[1] // BLOCK[1])
    blocks = gray[: high - high % BLOCK[0], : wide - wide % BLOCK[1]].reshape(down, BLOCK[0], across, BLOCK[1])
    pixels = blocks.swapaxes(1, 2).reshape(down, across, -1)
    ground = cv2.medianBlur(numpy.ascontiguousarray(numpy.partition(pixels, -2, axis=2)[:, :, -2]), NOISE)
    return cv2.morphologyEx(ground, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (1, STROKE)))


def _rectangles(shaded: Any) -> Iterator[tuple[int, int, int, int]]:
    """Yield left, top, right and bottom of neighbouring columns that are shaded from and to one height.

    What reaches the edge of the picture is a shadow.
    """
    chains: list[list[tuple[int, int, int]]] = []
    height, width = shaded.shape
    for column in range(1, width - 1):
        for top, bottom in _runs(shaded[:, column]):
            if top <= 1 or bottom >= height - 1:
                continue
            for chain in chains:
                last, first, end = chain[-1]
                if column - last <= SKIPPED and max(abs(top - first), abs(bottom - end)) <= SLACK:
                    chain.append((column, top, bottom))
                    break
            else:
                chains.append([(column, top, bottom)])
    for chain in chains:
        columns, tops, bottoms = (sorted(side) for side in zip(*chain, strict=True))
        middle = len(chain) // 2
        if columns[0] > 1 and columns[-1] < width - 2:
            yield columns[0], tops[middle], columns[-1] + 1, bottoms[middle]


def _runs(column: Any) -> Iterator[tuple[int, int]]:
    """Yield from where to where a column is shaded."""
    import numpy

    ends = numpy.flatnonzero(numpy.diff(column.astype("int8"), prepend=0, append=0)).tolist()
    yield from zip(ends[::2], ends[1::2], strict=True)


def _levels(shades: Sequence[float], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where the rows of a shaded box are of one shade."""
    steps = {k: abs(shades[k + BLUR - 1] - shades[k - BLUR]) for k in range(first + 2 * BLUR, last - 2 * BLUR + 1)}
    cut = max(steps, key=lambda k: steps[k], default=first)
    if steps.get(cut, 0.0) > STEP:
        yield from _levels(shades, first, cut)
        yield from _levels(shades, cut, last)
    else:
        yield first, last


def _holds_text(box: Box, lines: Sequence[Line]) -> bool:
    """Tell whether the middle of a line stands in ``box``."""
    x0, top, x1, bottom = box
    return any(
        top < (line[0][0][1] + line[0][3][1]) / 2 < bottom and x0 < (line[0][0][0] + line[0][1][0]) / 2 < x1
        for line in lines
    )


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
