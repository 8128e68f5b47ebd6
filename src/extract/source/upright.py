"""PDF space → the page model: the page turned so that most of its text stands upright."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from math import isfinite
from typing import Any

from extract.records import Box
from extract.source.glyphs import Glyphs
from extract.source.page import Aside, Chars, Mark, Page
from extract.source.paint import Paint

SLANT = 3.0


def set_upright(page: Any, number: int, glyphs: Glyphs, paint: Paint) -> Page:
    """Return the page model of a loaded page whose glyphs and paint have been read.

    What stands past the page's edge is left out: leaders run on there under a clip.
    """
    rotation = page.get_rotation() // 90
    crop = page.get_bbox()
    left, bottom, right, top = crop
    if not _is_within(glyphs, crop):
        glyphs = glyphs.pick(
            [
                i
                for i, (x0, y0, x1, y1) in enumerate(glyphs.boxes())
                if x0 < right and x1 > left and y0 < top and y1 > bottom
            ]
        )
    angles = Counter([show.angle for show in glyphs.shows])
    turn = _reading_turn(angles, rotation)
    place = _Placement(crop, turn)
    width, height = page.get_size()
    chars, upright, asides = _set(glyphs, {angle: quarter(angle) for angle in angles}, place)
    return Page(
        number=number,
        shown_width=width,
        shown_height=height,
        turn=(turn - rotation) % 4,
        inks=tuple(glyphs.inks),
        chars=chars,
        upright=upright,
        asides=tuple(asides),
        marks=tuple(Mark(*place.box(s.box), s.filled, s.curved, s.lightness) for s in paint.stretches),
        pictures=tuple(place.box(box) for box in paint.pictures),
    )


def quarter(angle: float) -> int | None:
    """Return the quarter turn that ``angle`` is, None where it slants."""
    turns = round(angle / 90)
    return turns % 4 if abs(angle - 90 * turns) < SLANT else None


def _shifted(values: Sequence[float], shift: float, sign: int) -> array[float]:
    """Return ``values``, or what they lack of it for a negative ``sign``, counted from ``shift``."""
    if sign > 0:
        return array("f", [shift + value for value in values] if shift else values)
    return array("f", [shift - value for value in values])


class _Placement:
    """Maps PDF space to the upright page: ``turn`` quarter turns clockwise, origin top left."""

    def __init__(self, crop: Box, turn: int) -> None:
        self.left, self.bottom, self.right, self.top = crop
        self.turn = turn

    def box(self, box: Box) -> Box:
        x0, y0, x1, y1 = box
        match self.turn:
            case 0:
                return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
            case 1:
                return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
            case 2:
                return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
            case _:
                return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    def chars(self, glyphs: Glyphs) -> Chars:
        """Return the characters with boxes and baselines on the upright page: column by column, for speed."""
        x0, y0, x1, y1, x, y = glyphs.x0, glyphs.y0, glyphs.x1, glyphs.y1, glyphs.x, glyphs.y
        rightwards, leftwards = (-self.left, 1), (self.right, -1)
        upwards, downwards = (-self.bottom, 1), (self.top, -1)
        plan = (
            ((x0, rightwards), (y1, downwards), (x1, rightwards), (y0, downwards), (y, downwards)),
            ((y0, upwards), (x0, rightwards), (y1, upwards), (x1, rightwards), (x, rightwards)),
            ((x1, leftwards), (y0, upwards), (x0, leftwards), (y1, upwards), (y, upwards)),
            ((y1, downwards), (x1, leftwards), (y0, downwards), (x0, leftwards), (x, leftwards)),
        )[self.turn]
        left, top, right, bottom, base = (_shifted(values, shift, sign) for values, (shift, sign) in plan)
        inks = array("I", [show.ink for show in glyphs.shows])
        return Chars("".join(glyphs.text), left, top, right, bottom, base, inks)


def _is_within(glyphs: Glyphs, crop: Box) -> bool:
    """Tell whether no character stands past the page's edge, as far as all boxes are of numbers."""
    if not glyphs or not isfinite(sum(map(sum, (glyphs.x0, glyphs.y0, glyphs.x1, glyphs.y1)))):
        return False
    left, bottom, right, top = crop
    return max(glyphs.x0) < right and min(glyphs.x1) > left and max(glyphs.y0) < top and min(glyphs.y1) > bottom


def _reading_turn(angles: Mapping[float, int], rotation: int) -> int:
    """Return the quarter turn of most characters; ``angles`` counts them by their baselines."""
    quarters: Counter[int] = Counter()
    for angle, count in angles.items():
        if (turn := quarter(angle)) is not None:
            quarters[turn] += count
    return max(quarters, key=lambda turn: (quarters[turn], turn == rotation, -turn), default=rotation)


def _set(glyphs: Glyphs, turns: Mapping[float, int | None], place: _Placement) -> tuple[Chars, int, list[Aside]]:
    """Return the characters, upright ones first, how many those are, and the others' text objects."""
    if all(turn == place.turn for turn in turns.values()):
        return place.chars(glyphs), len(glyphs), []
    standing = [turns[show.angle] == place.turn for show in glyphs.shows]
    upright = [i for i, stands in enumerate(standing) if stands]
    others = [i for i, stands in enumerate(standing) if not stands]
    asides: list[Aside] = []
    end = len(upright)
    for _, group in groupby(others, key=lambda i: id(glyphs.shows[i])):
        found = list(group)
        turn = turns[glyphs.shows[found[0]].angle]
        start, end = end, end + len(found)
        asides.append(Aside(start, end, None if turn is None else (place.turn - turn) % 4))
    return place.chars(glyphs.pick(upright + others)), len(upright), asides
