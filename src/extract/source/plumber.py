"""The characters of a page as pdfplumber reads them: the second opinion where PDFium can't name the characters.

PDFium and pdfminer (under pdfplumber) keep their own maps of fonts without Unicode names; a page
that one leaves unreadable the other may read.
"""

from __future__ import annotations

import io
import math
from typing import Any

import pdfplumber

from extract.source.glyphs import REPLACEMENT, Glyphs, name_strange
from extract.source.inkwell import Show
from extract.source.page import Ink

UNNAMED = "(cid:"


def read_plumber_glyphs(data: bytes, number: int, password: str | None) -> Glyphs | None:
    """Return the characters of page ``number`` (from 1) in PDF space; None where pdfplumber fails too."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number], password=password or "") as document:
            page = document.pages[0]
            return None if page.rotation else _glyphs(page.chars)
    except MemoryError:
        raise
    except Exception:  # on a broken file pdfminer fails with whatever comes: its own errors, KeyError, struct.error
        return None


def _glyphs(chars: list[dict[str, Any]]) -> Glyphs:
    glyphs = Glyphs()
    show = Show(-1, 0.0, 0.0)
    for char in chars:
        a, b, _, _, x, y = char["matrix"]
        face = str(char["fontname"]).split("+", 1)[-1]
        ink = Ink(face, round(char["size"], 2), "bold" in face.lower(), _lightness(char["non_stroking_color"]))
        at, angle = glyphs.inks.setdefault(ink, len(glyphs.inks)), math.degrees(math.atan2(b, a))
        if (show.ink, show.angle) != (at, angle):
            show = Show(at, angle, char["size"])
        text = REPLACEMENT if char["text"].startswith(UNNAMED) else char["text"]
        step = (char["x1"] - char["x0"]) / max(len(text), 1)
        for k, one in enumerate(text):
            left = char["x0"] + k * step
            values = (name_strange(ord(one)), left, char["y0"], left + step, char["y1"], x + k * step, y, show)
            for column, value in zip(glyphs.columns(), values, strict=True):
                column.append(value)
    return glyphs


def _lightness(colour: Any) -> float:
    """Return how light a grey or RGB colour is; other colour spaces count as black."""
    match colour:
        case (float() | int() as grey,):
            return float(grey)
        case (float() | int() as r, float() | int() as g, float() | int() as b):
            return round(0.299 * r + 0.587 * g + 0.114 * b, 3)
        case _:
            return 0.0
