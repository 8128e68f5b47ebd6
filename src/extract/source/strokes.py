"""Strokes in the picture of a page: rules, whole or of dashes, the dashes that stand for no value, rows of dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from statistics import median
from typing import Any

from extract.records import Box
from extract.source.page import Mark

RULE_LENGTH = 2.4  # heights of a line of text: no stroke of a character is so long
DASH_GAP = 0.45  # heights of a line: between the dashes of a rule
DASHED_LENGTH = 6  # heights of a line
EDGE = 2  # pixels of a recognised box above and below its line
RULE_WIDTH = 9  # pixels: what is thicker is a picture or a band
BESIDE = 3  # pixels: how far from a rule its ground is looked at, and how much of it
CONTRAST = 40  # levels of grey
PRINT = 25  # levels of grey: how much darker print is than its ground
FAINT_PRINT = 12  # the same of a rule
GROUND = 31  # pixels: how far the ground is looked at
ROOM = 0.35  # heights of a line: what a dash has free about it, and two do not between them
SHORTEST = 0.14  # heights of a line
SOLID = 0.45  # of its box: what the strokes of a dash fill; specks fill less
THICKEST = 0.2  # heights of a line
HYPHEN = 0.5  # heights of a line: what is longer is a dash
DOUBLE = 1.1  # heights of a line
GAP = 0.35  # of the height of a line
MARKED = 60  # levels of grey: how much print differs from its ground
DOT = 16, 7  # pixels: no dot or dash of a leader is wider, higher
PITCH = 36  # pixels from one dot of a leader to the next
LEVEL = 2.5  # pixels
FEWEST = 10  # dots
EVEN = 0.35  # of the pitch of a leader
REGULAR = 0.9  # of its dots


def find_rules(image: Any, boxes: Sequence[Any], dark: Sequence[Box], tall: float, point: float) -> list[Mark]:
    """Return the level and upright rules of the picture as marks, those of dashes and dots too.

    ``boxes`` are those of the lines of text, ``tall`` high; ``point`` is the size of a pixel.  What parts the light
    letters on ``dark`` regions is no rule.
    """
    import cv2

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink = _ink(gray, FAINT_PRINT)
    for left, top, right, bottom in dark:
        ink[int(top) + EDGE : int(bottom) - EDGE, int(left) + EDGE : int(right) - EDGE] = 0
    lines = _filled(ink, boxes)
    length, dashes = max(int(RULE_LENGTH * tall), 40), int(DASHED_LENGTH * tall)
    marks: list[Mark] = []
    for across in (True, False):
        thick = cv2.dilate(ink, _bar(3, across=not across))
        whole = cv2.morphologyEx(thick, cv2.MORPH_OPEN, _bar(length, across=across))
        marks.extend(_mark(*box, point, across=across) for box in _bars(whole, gray, across=across))
        parts = thick & ~whole if across else thick & ~whole & ~lines
        joined = cv2.morphologyEx(parts, cv2.MORPH_CLOSE, _bar(int(DASH_GAP * tall), across=across))
        broken = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(dashes, across=across))
        for box in _bars(broken, gray, across=across):
            if not (across and any(_is_level(box, line, tall) for line in boxes)):
                marks.append(_mark(*box, point, across=across))
    return marks


def _ink(gray: Any, contrast: int) -> Any:
    """Return a picture's print, 255 where it is."""
    import cv2

    return cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, GROUND, contrast)


def _parts(ink: Any) -> list[list[int]]:
    """Return the connected parts of print: left, top, width, height, area."""
    import cv2

    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts: list[list[int]] = boxes[1:count].tolist()
    return parts


def _bar(length: int, *, across: bool) -> Any:
    """Return a bar of an odd length: one of an even length moves what it joins."""
    import cv2

    length |= 1
    return cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if across else (1, length))


def _bars(runs: Any, gray: Any, *, across: bool) -> Iterator[tuple[int, int, int, int]]:
    """Yield left, top, width and height of the runs that are thin and darker than what is beside them."""
    for left, top, width, height, _ in _parts(runs):
        along = (left, top, width, height) if across else (top, left, height, width)
        if along[3] <= RULE_WIDTH + 2 and _stands_out(gray if across else gray.T, *along):
            yield left, top, width, height


def _filled(ink: Any, boxes: Sequence[Any]) -> Any:
    """Return a picture as large as ``ink`` with the ``boxes`` of lines in it: strokes of letters join no dots."""
    import cv2
    import numpy

    lines = numpy.zeros_like(ink)
    for box in boxes:
        left, top, right, bottom = box[0][0], box[0][1] + EDGE, box[2][0], box[2][1] - EDGE
        cv2.rectangle(lines, (int(left), int(top)), (int(right), int(bottom)), 255, cv2.FILLED)
    return lines


def _is_level(bar: tuple[int, int, int, int], box: Any, tall: float) -> bool:
    """Tell whether a row of dashes stands in a line or right beside it: a leader, or strokes of letters."""
    left, top, width, height = bar
    beside = left - tall < box[1][0] and box[0][0] < left + width + tall
    return bool(beside and box[0][1] + EDGE < top + height / 2 < box[3][1] - EDGE)


def _stands_out(gray: Any, start: int, at: int, length: int, thick: int) -> bool:
    """Tell whether a level rule is darker than what is on both its sides; white letters on a band leave dark rows."""
    rows = [gray[max(top, 0) : top + BESIDE, start : start + length] for top in (at - 2 * BESIDE, at + thick + BESIDE)]
    own = gray[at : at + thick, start : start + length].min(axis=0).mean()
    return all(beside.size == 0 or beside.mean() - own > CONTRAST for beside in rows)


def _mark(left: int, top: int, width: int, height: int, point: float, *, across: bool) -> Mark:
    """Return a rule as a hairline along its middle."""
    x0, y0, x1, y1 = left * point, top * point, (left + width) * point, (top + height) * point
    if across:
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return Mark(x0, y0, x1, y1, filled=False, curved=False, lightness=0.0)


def find_dashes(image: Any, tall: float) -> Iterator[tuple[str, Box]]:
    """Yield the dashes and hyphens that have room about them, in pixels; ``tall`` is the height of a line."""
    import cv2

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink = _ink(gray, PRINT) & 1
    room = max(int(ROOM * tall), 1)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(room, across=True))
    for left, top, width, height, _ in _parts(joined):
        right, bottom = left + width, top + height
        if not SHORTEST * tall <= width <= RULE_LENGTH * tall or height > min(THICKEST * tall, width / 2):
            continue
        own = ink[top:bottom, left:right]
        if own.mean() < SOLID:
            continue
        if ink[max(top - room, 0) : bottom + room, max(left - room, 0) : right + room].sum() == own.sum():
            sign = _dash(gray[top:bottom, left:right].min(axis=0).tolist(), tall)
            if len(sign) <= 2:
                yield sign, (left, top, right, bottom)


def _dash(shades: list[int], tall: float) -> str:
    """Return what is printed where each column of pixels is as dark as ``shades`` tells."""
    middle = (min(shades) + max(shades)) / 2
    strokes = "".join("x" if shade <= middle else " " for shade in shades).split()
    if len(strokes) > 1 or len(shades) < HYPHEN * tall:
        return "-" * len(strokes)
    return "—" if len(shades) < DOUBLE * tall else "——"


def find_inked(image: Any, box: Any) -> list[tuple[int, int]]:
    """Return from where to where something is printed in the ``box`` of a line, in pixels, parted by wide gaps.

    Letters may be lighter than their ground.
    """
    import cv2
    import numpy

    left, right = max(int(min(box[0][0], box[3][0])), 0), int(max(box[1][0], box[2][0]))
    top, bottom = max(int(min(box[0][1], box[1][1])), 0), int(max(box[2][1], box[3][1]))
    crop = image[top:bottom, left:right]
    if not crop.size:
        return []
    gray = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype("int16")
    marked = abs(gray - numpy.median(gray)) > MARKED
    columns = [left + k for k, count in enumerate(marked.sum(axis=0).tolist()) if count >= EDGE]
    gaps = [(one + 1, other) for one, other in pairwise(columns) if other - one > GAP * (bottom - top)]
    ends = [*columns[:1], *chain.from_iterable(gaps), *(column + 1 for column in columns[-1:])]
    return list(zip(ends[::2], ends[1::2], strict=True))


def find_leaders(image: Any) -> list[Box]:
    """Return the rows of dots or short dashes, in pixels, from left to right."""
    return [
        (row[0][0], min(dot[1] for dot in row), row[-1][0] + row[-1][2], max(dot[1] + dot[3] for dot in row))
        for row in _rows_of_dots(image)
    ]


def without_leaders(image: Any) -> Any:
    """Return ``image`` with its leaders painted over: engines read the page numbers behind them better so."""
    rows = _rows_of_dots(image)
    if not rows:
        return image
    plain = image.copy()
    for left, top, width, height, _ in chain.from_iterable(rows):
        around = image[max(top - 2 * EDGE, 0) : top + height + 2 * EDGE, left : left + width]
        plain[max(top - EDGE, 0) : top + height + EDGE, max(left - EDGE, 0) : left + width + EDGE] = around.max(
            axis=(0, 1)
        )
    return plain


def _rows_of_dots(image: Any) -> list[list[list[int]]]:
    """Return the parts of print that are alike, level and evenly apart: left, top, width, height, area."""
    import cv2

    ink = _ink(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), PRINT)
    rows: list[list[list[int]]] = []
    last: dict[int, list[list[int]]] = {}
    for dot in sorted(part for part in _parts(ink) if part[2] <= DOT[0] and part[3] <= DOT[1]):
        at = round(_middle(dot) / LEVEL)
        near = [row for key in (at, at - 1, at + 1) if (row := last.get(key)) and _follows(dot, row[-1])]
        row = max(near, key=len, default=[])
        if not row:
            rows.append(row)
        row.append(dot)
        last[at] = row
    return [row for row in rows if len(row) >= FEWEST and _is_regular(row)]


def _middle(dot: list[int]) -> float:
    return dot[1] + dot[3] / 2


def _follows(dot: list[int], other: list[int]) -> bool:
    """Tell whether ``dot`` may be the next of a row of dots after ``other``."""
    return dot[0] - other[0] <= PITCH and abs(_middle(dot) - _middle(other)) <= LEVEL


def _is_regular(row: list[list[int]]) -> bool:
    """Tell whether the dots of a row stand evenly."""
    gaps = [after[0] - dot[0] for dot, after in pairwise(row)]
    pitch = median(gaps)
    return sum(abs(gap - pitch) <= max(EVEN * pitch, EDGE) for gap in gaps) >= REGULAR * len(gaps)
