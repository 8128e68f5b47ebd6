"""Dates, years and spans of years: one numeral each, without a quantity."""

from __future__ import annotations

import re

from extract.numerals.arabic import read_number
from extract.numerals.strip import Strip
from extract.numerals.tails import skip_spaces
from extract.records import NumberClass

YEARS = re.compile(r"(\d{2,4}) {0,2}[-~至/]{1,2} {0,2}(\d{2,4})")


def read_date(strip: Strip, match: re.Match[str]) -> int:
    """Read 2025 年 12 月, 5 月 21 日, 1-12 月, 2024-09-01."""
    return strip.add(match.start(), match.end(), "date")


def read_short_year(strip: Strip, match: re.Match[str]) -> int:
    """Read the two digits of ’24."""
    start, end = match.span("short")
    if strip.text.startswith("年", skip_spaces(strip.text, end)) or match.group()[0] == "’":
        return strip.add(start, end, "year")
    return read_number(strip, match, start)


def read_years(strip: Strip, match: re.Match[str]) -> int:
    """Read 2024-2025: a school year, the term of a document in brackets, or years."""
    start, end = match.span()
    at = skip_spaces(strip.text, end)
    unit = strip.text[at : strip.lexicon.unit_at(strip.text, at)]
    if unit and strip.lexicon.kind_of(unit) != "time":
        return read_number(strip, match, start)
    return strip.add(start, end, class_of_years(strip.text, start, end))


def class_of_years(text: str, start: int, end: int) -> NumberClass:
    """Return the class of a span of years by what stands round it."""
    behind = text[skip_spaces(text, end) :][:3]
    first, last = (int(year) % 100 for year in YEARS.match(text[start:end]).groups())  # type: ignore[union-attr]
    if behind.startswith("学年") or (behind.startswith("年度") and (last - first) % 100 == 1):
        return "academic_year"
    if behind.startswith("年") and text[start - 1 : start] in {"（", "("} and start:
        return "document_period"
    return "year"


def read_year(strip: Strip, match: re.Match[str]) -> int:
    """Read the digits of 2025 年, 2024 学年, 2024 级, 2024 届."""
    behind = strip.text[skip_spaces(strip.text, match.end()) :][:2]
    cls: NumberClass = "academic_year" if behind == "学年" else "identifier" if behind[0] == "级" else "year"
    return strip.add(match.start(), match.end(), cls)
