"""Numerals before and after meaning: what ``scan_numerals`` finds in a passage."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from extract.records import Hedge, NumberClass

Interval = tuple[Decimal | None, Decimal | None]
"""All values that the printed digits and the hedge admit: ``[lo, hi)``, closed where lo = hi, None unbounded."""


class Quantity(Struct, frozen=True, gc=False):
    """A value with its unit as printed; ``start``/``end`` span the contract's ``raw``.

    ``raw`` holds number, scale word, unit and a hedge behind (余, 多, 以上, 以内); a hedge before
    stays outside.  ``value`` is unsigned and None for a range.  ``canonical`` is free of 万, 亿, 成.
    """

    start: int
    end: int
    value: Decimal | None
    unit: str | None
    canonical_value: Decimal | None
    canonical_unit: str | None
    interval: Interval
    decimals: int
    hedge: Hedge | None = None


class Numeral(Struct, frozen=True, gc=False):
    """One ledger entry to be: a span of the scanned string, its class, and its quantities.

    ``start``/``end`` hold digits, separators, scale word and percent sign; a date, a year range
    and a ratio are one numeral.  A ratio of shares (8.8:43.5:47.7) has several quantities, a date none.
    """

    start: int
    end: int
    text: str
    script: Literal["arabic", "chinese"]
    cls: NumberClass
    quantities: tuple[Quantity, ...] = ()
