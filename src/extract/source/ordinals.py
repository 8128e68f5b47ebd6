"""Numbers of headings that stand apart before them: engines miss 一、 in a larger face."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extract.records import Box
from extract.source.recognised import Line, height_of, is_alone, text_of

ORDINAL = re.compile(
    r"[（(]?[一二三四五六七八九十百\d]{1,3}[）)、.．]|\d{1,2}(?:[.．]\d{1,2}){1,2}|第[一二三四五六七八九十]{1,3}[章节]"
)
REACH = 4.0  # heights of a heading: how far before it its number begins
AROUND = 0.4  # heights of a heading: how far its number reaches above and below it
LONGEST = 16  # characters of a heading
MARKED = 60  # levels of grey: how much print differs from its ground
LEAST = 40  # pixels of print
MARGIN = 16  # pixels: paper round letters that are read alone


def find_apart(image: Any, lines: Sequence[Line]) -> Iterator[tuple[Any, Box]]:
    """Yield what is printed close before short lines that stand alone: a picture of it, and where."""
    import cv2
    import numpy

    for line in lines:
        box, words = line
        tall = height_of(box)
        left, top, bottom = (
            int(box[0][0] - REACH * tall),
            int(box[0][1] - AROUND * tall),
            int(box[3][1] + AROUND * tall),
        )
        title = len(text_of(words)) <= LONGEST and is_alone(line, lines)
        if not title or min(left, top) < 0 or bottom > image.shape[0] or box[0][0] > image.shape[1]:
            continue
        crop = cv2.cvtColor(image[top:bottom, left : int(box[0][0]) - 2], cv2.COLOR_BGR2GRAY).astype("int16")
        marked = numpy.median(crop) - crop > MARKED
        rows, columns = marked.any(axis=1).nonzero()[0], marked.any(axis=0).nonzero()[0]
        if marked.sum() >= LEAST and rows[0] > 0 < columns[0] and rows[-1] < len(crop) - 1:
            x0, y0, x1, y1 = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
            plain = numpy.pad(crop[y0:y1, x0:x1], MARGIN, constant_values=int(numpy.median(crop))).astype("uint8")
            where = left + x0, top + y0, left + x1, top + y1
            if not any(_is_of(where, other) for other, _ in lines):
                yield cv2.cvtColor(plain, cv2.COLOR_GRAY2BGR), where


def _is_of(place: Box, box: Any) -> bool:
    """Tell whether the middle of a place stands in the box of a line."""
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return bool(box[0][0] < x < box[1][0] and box[0][1] < y < box[3][1])
