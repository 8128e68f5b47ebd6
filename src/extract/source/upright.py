"""PDF space → the page model: the page turned so that most of its text stands upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from extract.records import Box
from extract.source.glyphs import Glyph, Glyphs
from extract.source.page import Aside, Chars, Mark, Page
from extract.source.paint import Paint

SLANT = 3.0


def set_upright(page: Any, number: int, glyphs: Glyphs, paint: Paint) -> Page:
    """Return the page model of a loaded page whose glyphs and paint have been read."""
    rotation = page.get_rotation() // 90
    crop = page.get_bbox()
    items = [glyph for glyph in glyphs.items if _is_on(glyph, crop)]
    turn = _reading_turn(items, rotation)
    place = _Placement(crop, turn)
    width, height = page.get_size()
    chars = _upright_chars(items, place)
    upright = len(chars)
    asides = tuple(_asides(items, place, chars))
    return Page(
        number=number,
        shown_width=width,
        shown_height=height,
        turn=(turn - rotation) % 4,
        inks=tuple(glyphs.inks),
        chars=chars,
        upright=upright,
        asides=asides,
        marks=tuple(Mark(*place.box(s.box), s.filled, s.curved, s.lightness) for s in paint.stretches),
        pictures=tuple(place.box(box) for box in paint.pictures),
    )


def quarter(angle: float) -> int | None:
    """Return the quarter turn that ``angle`` is, None where it slants."""
    turns = round(angle / 90)
    return turns % 4 if abs(angle - 90 * turns) < SLANT else None


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

    def base(self, x: float, y: float) -> float:
        return (self.top - y, x - self.left, y - self.bottom, self.right - x)[self.turn]


def _is_on(glyph: Glyph, crop: Box) -> bool:
    """Tell whether any of a character shows on the page: leaders run on under a clip, past its edge."""
    return glyph[1] < crop[2] and glyph[3] > crop[0] and glyph[2] < crop[3] and glyph[4] > crop[1]


def _reading_turn(glyphs: Iterable[Glyph], rotation: int) -> int:
    turns = Counter(glyph[7].angle for glyph in glyphs)
    quarters: Counter[int] = Counter()
    for angle, count in turns.items():
        if (turn := quarter(angle)) is not None:
            quarters[turn] += count
    return max(quarters, key=lambda turn: (quarters[turn], turn == rotation, -turn), default=rotation)


def _upright_chars(glyphs: Iterable[Glyph], place: _Placement) -> Chars:
    chars = Chars()
    upright: dict[float, bool] = {}
    for text, x0, y0, x1, y1, x, y, show in glyphs:
        if show.angle not in upright:
            upright[show.angle] = quarter(show.angle) == place.turn
        if upright[show.angle]:
            chars.add(text, place.box((x0, y0, x1, y1)), place.base(x, y), show.ink)
    return chars


def _asides(glyphs: Iterable[Glyph], place: _Placement, chars: Chars) -> Iterator[Aside]:
    """Append the characters that don't stand upright to ``chars``; yield a text object at a time."""
    for _, group in groupby(glyphs, key=lambda glyph: id(glyph[7])):
        items = list(group)
        turn = quarter(items[0][7].angle)
        if turn == place.turn:
            continue
        start = len(chars)
        for text, x0, y0, x1, y1, x, y, show in items:
            chars.add(text, place.box((x0, y0, x1, y1)), place.base(x, y), show.ink)
        yield Aside(start, len(chars), None if turn is None else (place.turn - turn) % 4)
