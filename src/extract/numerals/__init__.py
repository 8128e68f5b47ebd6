"""Text → numerals with value, unit, hedge, interval and class; text → periods."""

from __future__ import annotations

from extract.numerals.quantities import restate
from extract.numerals.scan import scan_numerals

__all__ = ["restate", "scan_numerals"]
