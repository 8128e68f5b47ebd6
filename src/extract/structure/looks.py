"""How running text is set: cases are often set apart from their section by face, size, colour or margin."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from extract.structure.units import Unit

SIZE_STEP = 0.4  # points
SHADE_STEP = 0.08  # of the way from black to white
MARGIN_STEP = 3.0  # points
MARGIN_MOST = 90.0  # points: what is farther off stands in another column of the page

Bearer = Literal["case", "section"]


class Look(Struct, frozen=True):
    """Face, size, shade and left margin of a paragraph; empty or None where they do not show."""

    face: str
    size: float | None
    shade: float
    margin: float | None


def read_look(unit: Unit) -> Look:
    """Return how ``unit`` is set; a paragraph of one line does not show its margin."""
    box, style = unit.piece.bbox, unit.piece.style
    return Look(style.face, style.size or None, style.shade, box[0] if box and len(unit.lines) > 1 else None)


def tell_bearer(look: Look, case: Look, section: Look) -> Bearer | None:
    """Return which of the two ``look`` agrees with, by the first trait that tells them apart; None for neither."""
    if (
        look.face
        and case.face
        and section.face
        and case.face != section.face
        and look.face in (case.face, section.face)
    ):
        return "case" if look.face == case.face else "section"
    return (
        _nearer(look.size, case.size, section.size, SIZE_STEP)
        or _nearer(look.shade, case.shade, section.shade, SHADE_STEP)
        or _nearer(look.margin, case.margin, section.margin, MARGIN_STEP)
    )


def _nearer(one: float | None, case: float | None, section: float | None, step: float) -> Bearer | None:
    if one is None or case is None or section is None or not step < abs(case - section) < MARGIN_MOST:
        return None
    if abs(one - case) <= step:
        return "case"
    return "section" if abs(one - section) <= step else None
