"""Text → numerals with value, unit, hedge, interval and class; text → periods."""

from __future__ import annotations

from collections.abc import Sequence

from extract.numerals.lexicon import Lexicon
from extract.numerals.model import Numeral


def scan_numerals(text: str, lexicon: Lexicon) -> Sequence[Numeral]:
    """Return every numeral of ``text`` (one passage) in order, without overlap."""
    return ()
