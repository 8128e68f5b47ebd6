"""Pages or lines → canonical text and pieces."""

from __future__ import annotations

from extract.layout.model import Layout
from extract.source.model import Source


def lay_out(source: Source) -> Layout:
    """Return the canonical text of ``source`` and the pieces it consists of."""
    return Layout(text="", pieces=())
