"""The page model: what any reading engine hands on of one page.

Coordinates are points from the top left of the page turned so that most of its text stands
upright; ``Page.as_shown`` brings a box back to the page as a viewer shows it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct, field

from extract.records import Box

PICTURED = 0.5  # of the page


class Ink(Struct, frozen=True):
    """How a character is set: size in points, lightness from 0 (black) to 1 (white, or clear)."""

    face: str
    size: float
    bold: bool
    lightness: float


Value = TypeVar("Value")


def take(column: Sequence[Value], places: Sequence[int]) -> Sequence[Value]:
    """Return what ``column`` holds at ``places``; where these are a range it is cut out, in a fraction of the time."""
    return column[places.start : places.stop] if isinstance(places, range) else [column[i] for i in places]


class Chars(Struct):
    """Characters in the order of the content stream, as columns: one code point per glyph."""

    text: str = ""
    x0: array[float] = field(default_factory=lambda: array("f"))
    top: array[float] = field(default_factory=lambda: array("f"))
    x1: array[float] = field(default_factory=lambda: array("f"))
    bottom: array[float] = field(default_factory=lambda: array("f"))
    base: array[float] = field(default_factory=lambda: array("f"))
    ink: array[int] = field(default_factory=lambda: array("I"))

    def __len__(self) -> int:
        return len(self.text)

    def add(self, text: str, box: Box, base: float, ink: int) -> None:
        """Append one character with its box, baseline and ink."""
        self.text += text
        self.x0.append(box[0])
        self.top.append(box[1])
        self.x1.append(box[2])
        self.bottom.append(box[3])
        self.base.append(base)
        self.ink.append(ink)


class Aside(Struct, frozen=True):
    """Characters ``start`` to ``end`` that don't stand upright: quarter ``turn`` clockwise, None where they slant."""

    start: int
    end: int
    turn: int | None


class Mark(Struct, frozen=True, gc=False):
    """A painted rectangle or line, filled or stroked; a curve is known by its hull alone."""

    x0: float
    top: float
    x1: float
    bottom: float
    filled: bool
    curved: bool
    lightness: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top


class PageError(Exception):
    """A page that cannot be read; ``reason`` says why it is skipped."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Page(Struct, frozen=True):
    """One page: size as shown, characters, painted marks, pictures; ``turn`` in quarter turns.

    The first ``upright`` characters stand upright, the others belong to ``asides``.  ``scores``: the
    confidence of each recognised character, from 0 to 1; empty where a text layer was read.
    """

    number: int
    shown_width: float
    shown_height: float
    turn: int
    inks: tuple[Ink, ...]
    chars: Chars
    upright: int
    asides: tuple[Aside, ...] = ()
    marks: tuple[Mark, ...] = ()
    pictures: tuple[Box, ...] = ()
    scores: tuple[float, ...] = ()

    @property
    def width(self) -> float:
        """Width of the page as read (upright)."""
        return self.shown_height if self.turn % 2 else self.shown_width

    @property
    def height(self) -> float:
        """Height of the page as read (upright)."""
        return self.shown_width if self.turn % 2 else self.shown_height

    @property
    def is_picture(self) -> bool:
        """Tell whether the page has no text and pictures cover most of it: a scan."""
        area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in self.pictures)
        blank = not self.chars.text.strip()
        return blank and area >= PICTURED * self.shown_width * self.shown_height > 0

    def as_shown(self, box: Box) -> Box:
        """Return ``box`` in the coordinates of the page as a viewer shows it."""
        return turn_box(box, self.width, self.height, -self.turn)


def weigh_colour(red: int, green: int, blue: int, alpha: int) -> float:
    """Return how light a colour is on white; its parts go up to 255."""
    luma = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return round(1 - (1 - luma) * alpha / 255, 3)


def turn_box(box: Box, width: float, height: float, quarters: int) -> Box:
    """Turn ``box`` of a page ``width`` × ``height`` clockwise by ``quarters``."""
    x0, top, x1, bottom = box
    for _ in range(quarters % 4):
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
        width, height = height, width
    return x0, top, x1, bottom
