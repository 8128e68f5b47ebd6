"""Ratios and fractions: 15.5:1, 8.8: 43.5: 47.7, 1/3."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.numerals.arabic import read_number
from extract.numerals.contexts import class_of_figure
from extract.numerals.figures import read_arabic
from extract.numerals.marks import BARE_YEAR
from extract.numerals.model import Quantity
from extract.numerals.quantities import make_fraction, make_quantity, make_range
from extract.numerals.strip import Strip
from extract.numerals.tails import Tail, read_lead, read_tail, skip_spaces

CLOCK = re.compile(r"([01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?$")
BEFORE_CLOCK = re.compile(r"(?:[日午晚晨早间~至-]|周[一二三四五六]) ?$")
COMPARED = 8
"""Characters before a ratio that say so: 男女比例为 12:15"""
TO_ANOTHER = re.compile(r" ?[-~至到]{1,2} ?(\d+(?:\.\d+)?) ?: ?(\d+(?:\.\d+)?)(?![\d.:])")
ORIGIN = re.compile("[从由][^，。；]{0,10}$")  # 由 18:1 到 15:1: two of them
MOST_PARTS = 6
TENTHS = Decimal(10)
"""What the parts of 4.6:5.4 and 2:5:3 add up to: shares in 成."""


def read_ratio(strip: Strip, match: re.Match[str]) -> int:
    """Read ``15.5:1`` and ``8.8: 43.5: 47.7``; a time of day is no ratio."""
    text = strip.text
    start, end = match.span()
    parts = [part.strip() for part in match.group().split(":")]
    at = skip_spaces(text, end)
    if BARE_YEAR.match(parts[-1]) or strip.lexicon.unit_at(text, at) > at:
        return read_number(strip, match)
    clock = CLOCK.match(match.group()) is not None
    told = "比" in text[max(0, start - COMPARED) : start]
    dated = clock and is_clock(text, start, end)
    other = TO_ANOTHER.match(text, end) if told or not dated else None
    if other and (between := range_between(strip, start, parts, other)):
        return strip.add(start, other.end(), "ratio", between)
    if dated:
        return strip.add(start, end, "date")
    quantities = ratio_quantities(strip, start, end, parts)
    if not quantities and clock and not told:
        return strip.add(start, end, "date")
    return strip.add(start, end, "ratio", *quantities)


def is_clock(text: str, start: int, end: int) -> bool:
    """Tell whether what stands round ``8:30`` says that it is a time of day."""
    behind = text[end : end + 1]
    return behind in {"-", "~", "至"} or bool(BEFORE_CLOCK.search(text[max(0, start - 3) : start]))


def range_between(strip: Strip, start: int, parts: list[str], other: re.Match[str]) -> Quantity | None:
    """Return the quantity of ``1:3-1:5``, which has two ends, where both are of one side."""
    if ORIGIN.search(strip.text, max(0, start - COMPARED), start) or len(parts) != 2:
        return None
    sides = next(((at, 1 - at) for at in (1, 0) if parts[at] == "1" == other[at + 1]), None)
    ends = [read_arabic(part) for part in (parts[sides[1]], other[sides[1] + 1])] if sides else []
    low, high = ends if len(ends) == 2 else (None, None)
    if not sides or low is None or high is None or low.value is None or high.value is None:
        return None
    unit = Tail(other.end(), other.end(), unit=":1" if sides[0] else "1:")
    low, high = (low, high) if low.value <= high.value else (high, low)
    return make_range(low, high, start, (unit, unit), strip.lexicon)


def ratio_quantities(strip: Strip, start: int, end: int, parts: list[str]) -> list[Quantity]:
    """Return the quantities of a ratio: shares where the parts add up to 100 or 10, else the first."""
    figures = [figure for part in parts[: MOST_PARTS + 1] if (figure := read_arabic(part)) and figure.value is not None]
    if len(figures) != len(parts) or len(parts) > MOST_PARTS:
        return []
    lead = read_lead(strip.text, start, strip.lexicon)
    values = [figure.value or Decimal(0) for figure in figures]
    if abs(sum(values, Decimal(0)) - 100) <= 1:
        shares = Tail(end, end, unit="%")
        return [make_quantity(figure, start, shares, lead, strip.lexicon) for figure in figures]
    tenths = sum(values, Decimal(0)) == TENTHS and not CLOCK.match(":".join(parts))
    if len(parts) > 2 and tenths:
        return [make_quantity(figure, start, Tail(end, end, unit="成"), lead, strip.lexicon) for figure in figures]
    if len(parts) != 2:
        return []
    if 1 in values:
        which, unit = (0, ":1") if values[1] == 1 else (1, "1:")
        return [make_quantity(figures[which], start, Tail(end, end, unit=unit), lead, strip.lexicon)]
    if sum(values, Decimal(0)) == TENTHS:
        return [make_quantity(figure, start, Tail(end, end, unit="成"), lead, strip.lexicon) for figure in figures]
    if CLOCK.match(f"{parts[0]}:{parts[1]}") or 0 in values:
        return []
    return [make_quantity(figures[0], start, Tail(end, end, unit=f":{parts[1]}"), lead, strip.lexicon)]


def read_fraction(strip: Strip, match: re.Match[str]) -> int:
    """Read 1/3: a part of the whole, in percent."""
    start, end = match.span()
    above, below = (Decimal(part) for part in match.group().split("/"))
    if not 0 < above < below:
        return read_number(strip, match)
    tail = read_tail(strip.text, end, strip.lexicon)
    tail = Tail(end, end, unit="%") if tail.unit else Tail(end, tail.end, unit="%", hedge=tail.hedge)
    lead = read_lead(strip.text, start, strip.lexicon)
    quantity = make_fraction(above, below, start, tail, lead, strip.lexicon)
    return strip.add(start, end, class_of_figure(strip.text, lead, tail, quantity, strip.lexicon), quantity)
