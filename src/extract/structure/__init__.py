"""Pieces → blocks, sections, cases, captions, tables, directory and the passages to read."""

from __future__ import annotations

from extract.layout.model import Layout
from extract.structure.markers import Markers
from extract.structure.model import Outline


def build_outline(layout: Layout, markers: Markers) -> Outline:
    """Return the structure of the report that ``layout`` shows."""
    return Outline(layout.text, (), (), (), (), (), (), (), ())
