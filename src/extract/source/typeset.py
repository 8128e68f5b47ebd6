"""How a paragraph of a Word file is set: by its first run, and by its styles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from extract.source.numbering import W, is_on, value_of
from extract.source.page import weigh_colour

HEX = re.compile(r"[0-9A-Fa-f]{6}")
SIDES = ("top", "left", "bottom", "right")
PLAIN = 0.99  # so light is the ground of what is not shaded


class Dress(Struct, frozen=True):
    """How a paragraph is set: ``size`` in points, 0 unknown; ``face`` of ideographs; ``shade`` from 0 (black) to 1."""

    bold: bool = False
    centred: bool = False
    size: float = 0.0
    face: str = ""
    shade: float = 0.0


def read_dress(paragraph: Any, styles: Sequence[Any], usual: Any | None) -> Dress:
    """Return how ``paragraph`` is set.

    ``styles`` are its own one and those that this is based on, ``usual`` the one of paragraphs that name none.
    """
    own = [run.find(f"{W}rPr") for run in paragraph.iterchildren(f"{W}r") if run.find(f"{W}t") is not None]
    styled = [style.find(f"{W}rPr") for style in styles]
    bold = all(is_on(run, "b") for run in own) if own and is_on(own[0], "b") else any(is_on(x, "b") for x in styled)
    runs = [holder for holder in [*own[:1], *styled] if holder is not None]
    size = next((size for run in runs if (size := value_of(run, "sz"))), "")
    colour = next((colour for run in runs if (colour := value_of(run, "color"))), "")
    last = None if usual is None else usual.find(f"{W}rPr")
    runs += [] if last is None else [last]
    fonts = [font for run in runs if (font := run.find(f"{W}rFonts")) is not None]
    face = next((face for font in fonts if (face := font.get(f"{W}eastAsia"))), "")
    aligned = next((side for holder in _settings(paragraph, styles) if (side := value_of(holder, "jc"))), "")
    points = int(size) / 2 if size.isdigit() else 0.0
    return Dress(bold, aligned == "center", points, face, _lightness(colour, 0.0))


def is_boxed(paragraph: Any, styles: Sequence[Any]) -> bool:
    """Tell whether ``paragraph`` has a border on all sides, one on its left alone, or a coloured ground."""
    holders = _settings(paragraph, styles)
    border = next((one for holder in holders if (one := holder.find(f"{W}pBdr")) is not None), None)
    ground = next((one for holder in holders if (one := holder.find(f"{W}shd")) is not None), None)
    sides = [side for side in SIDES if border is not None and value_of(border, side) not in (None, "nil", "none")]
    return sides in (list(SIDES), ["left"]) or (
        ground is not None and _lightness(ground.get(f"{W}fill", ""), 1.0) < PLAIN
    )


def _settings(paragraph: Any, styles: Sequence[Any]) -> list[Any]:
    holders = [paragraph.find(f"{W}pPr"), *(style.find(f"{W}pPr") for style in styles)]
    return [holder for holder in holders if holder is not None]


def _lightness(colour: str, otherwise: float) -> float:
    """Return how light a colour of six hex digits is, ``otherwise`` where it is told in another way."""
    if HEX.fullmatch(colour) is None:
        return otherwise
    red, green, blue = bytes.fromhex(colour)
    return weigh_colour(red, green, blue, 255)
