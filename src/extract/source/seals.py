"""Red seals over the text of a page: they are as light as paper where only red is looked at."""

from __future__ import annotations

from typing import Any

SHRINK = 4  # times
RED = 45  # levels: how much redder than anything else the ink of a seal is
NEAR = 9  # pixels of the small picture: signs and ring of one seal are no farther apart
SIZES = 120, 520  # pixels: of its sides
ROUND = 0.75  # of its longer side: the shorter one
INKED = 0.04, 0.6  # of its square: a picture is redder
CORNER = 0.12  # of its side: what a ring leaves free in each corner
EDGE = 7  # pixels


def without_seals(image: Any) -> Any:
    """Return ``image`` with the red of its seals as light as paper: print under them stays dark."""
    import cv2
    import numpy

    blue, green, red = cv2.split(image)
    redder = cv2.subtract(red, cv2.max(blue, green))
    small = (cv2.resize(redder, None, fx=1 / SHRINK, fy=1 / SHRINK, interpolation=cv2.INTER_AREA) > RED).astype("uint8")
    if not small.any():
        return image
    near = cv2.dilate(small, cv2.getStructuringElement(cv2.MORPH_RECT, (NEAR, NEAR)))
    plain = image.copy()
    for outline in cv2.findContours(near, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        left, top, wide, high = cv2.boundingRect(outline)
        if _is_seal(small[top : top + high, left : left + wide]):
            area = slice(top * SHRINK, (top + high) * SHRINK), slice(left * SHRINK, (left + wide) * SHRINK)
            inked = cv2.dilate((redder[area] > RED / 2).astype("uint8"), numpy.ones((EDGE, EDGE), "uint8")) > 0
            seen = red[area].astype(float)
            lighter = numpy.median(seen[~inked]) / numpy.median(seen[redder[area] > RED])
            plain[area][inked] = (seen * lighter).clip(0, 255)[inked, None]
    return plain


def _is_seal(inked: Any) -> bool:
    """Tell whether red ink makes a seal: round, and free within its square and in its corners."""
    high, wide = inked.shape
    sides = min(high, wide) * SHRINK, max(high, wide) * SHRINK
    if not SIZES[0] <= sides[0] <= sides[1] <= SIZES[1] or sides[0] < ROUND * sides[1]:
        return False
    y, x = round(CORNER * high), round(CORNER * wide)
    corners = (inked[:y, :x], inked[:y, -x:], inked[-y:, :x], inked[-y:, -x:])
    return bool(INKED[0] < inked.mean() < INKED[1] and not any(corner.any() for corner in corners))
