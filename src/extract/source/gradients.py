"""Fills of no one colour (gradients, patterns) under white letters: PDFium calls them white, the drawn page tells.

Titles stand in such bands, and white letters on white would be unseen.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from extract.records import Box
from extract.source.page import Mark, Page
from extract.source.ruling import WHITE

SCALE = 0.5  # pixels for a point
MIDDLE = 0.35  # em above the baseline
MOST_PIXELS = 4000  # on the longer side


def weigh_gradients(page: Page, loaded: Any) -> Page:
    """Return ``page`` with the lightness that fills under white letters have where ``loaded``, the page, is drawn."""
    under = _fills_under_white(page)
    if not under:
        return page
    from PIL import ImageStat

    scale = min(SCALE, MOST_PIXELS / max(page.shown_width, page.shown_height))
    bitmap = loaded.render(scale=scale)
    picture = bitmap.to_pil().convert("L")
    marks = list(page.marks)
    for k in under:
        sides = zip(page.as_shown(_box(marks[k])), picture.size * 2, strict=True)
        part = picture.crop(tuple(min(max(round(side * scale), 0), most) for side, most in sides))
        if min(part.size) > 0:
            marks[k] = replace(marks[k], lightness=round(ImageStat.Stat(part).median[0] / 255, 3))
    bitmap.close()
    return replace(page, marks=tuple(marks))


def _fills_under_white(page: Page) -> list[int]:
    """Return which marks are white fills under white letters that no darker fill bears."""
    white = {k for k, ink in enumerate(page.inks) if ink.lightness >= WHITE}
    fills = [(k, mark) for k, mark in enumerate(page.marks) if mark.filled] if white else []
    if not any(mark.lightness >= WHITE for _, mark in fills):
        return []
    chars = page.chars
    lines = {(chars.ink[i], round(chars.base[i])): i for i in range(page.upright) if chars.ink[i] in white}
    found: set[int] = set()
    for i in lines.values():
        x, y = (chars.x0[i] + chars.x1[i]) / 2, chars.base[i] - MIDDLE * page.inks[chars.ink[i]].size
        here = [(k, mark) for k, mark in fills if mark.x0 <= x <= mark.x1 and mark.top <= y <= mark.bottom]
        if all(mark.lightness >= WHITE for _, mark in here):
            found.update(k for k, _ in here)
    return sorted(found)


def _box(mark: Mark) -> Box:
    return mark.x0, mark.top, mark.x1, mark.bottom
