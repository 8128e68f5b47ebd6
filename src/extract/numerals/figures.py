"""Digits → figures: what Arabic and Chinese digits say before a unit gives them meaning."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

LONGEST_FIGURE = 18
"""Digits of the longest figure: longer strings are numbers of cards and documents, not values."""

FOLDED = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **{0xFF21 + letter: chr(0x41 + letter) for letter in range(26)},
    **{0xFF41 + letter: chr(0x61 + letter) for letter in range(26)},
    **dict.fromkeys(map(ord, "—–－‐‑‒―−"), "-"),
    **dict.fromkeys(map(ord, "～〜∼"), "~"),
    **dict.fromkeys(map(ord, "：∶︰"), ":"),
    ord("％"): "%",
    ord("．"): ".",
    ord("＋"): "+",
    ord("／"): "/",
    ord("\u00a0"): " ",
    ord("\u3000"): " ",
    ord("\t"): " ",
    ord("\n"): " ",
}
WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def fold(text: str) -> str:
    """Return ``text`` with digits, letters and their signs in one width; no character moves."""
    if text.isascii():
        return text.translate(FOLDED) if "\n" in text or "\t" in text else text
    return WIDE_COMMA.sub(",", text).translate(FOLDED)


class Figure(Struct, frozen=True):
    """A number as its digits state it, before scale word, unit and hedge.

    ``place`` is the worth of the last printed digit, ``significant`` that of the last one that is no
    trailing zero.  ``value`` is None for 数百 and 七八, whose values lie in ``[low, high]``.
    ``scale`` is the power of ten of a scale word that belongs to Chinese digits (十二万: 12, 万).
    """

    value: Decimal | None
    decimals: int
    place: Decimal
    significant: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    scale: str = ""


def figure_of(value: Decimal, decimals: int) -> Figure:
    """Return the figure of ``value`` printed with ``decimals`` digits behind the point."""
    place = Decimal(1).scaleb(-decimals)
    if decimals or not value:
        return Figure(value, decimals, place, place)
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Figure(value, 0, place, Decimal(1).scaleb(zeros))


def read_arabic(digits: str) -> Figure | None:
    """Return the figure of Arabic ``digits`` (separators and stray spaces allowed); None where too long."""
    plain = digits.replace(",", "").replace(" ", "")
    whole, _, fraction = plain.partition(".")
    if len(whole) + len(fraction) > LONGEST_FIGURE:
        return None
    return figure_of(Decimal(plain), len(fraction))


DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10**4, "亿": 10**8}
SEVERAL = "数几"


def read_chinese(digits: str) -> Figure | None:
    """Return the figure of Chinese ``digits`` (no 分之); None where they form none (三二, 五四)."""
    if len(digits) > LONGEST_FIGURE:
        return None
    body = digits.rstrip("万亿")
    if not body:
        return Figure(Decimal(1), 0, Decimal(1), Decimal(1), scale=digits)
    if body == digits or "万" in body or "亿" in body:
        return _read_plain(digits)
    figure = _read_plain(body)
    return figure and replace(figure, scale=digits[len(body) :])


def _read_plain(digits: str) -> Figure | None:
    whole, point, fraction = digits.partition("点")
    if point:
        tail = "".join(str(DIGITS[digit]) for digit in fraction if digit in DIGITS)
        value = _count(whole)
        return None if value is None else figure_of(Decimal(f"{value}.{tail}"), len(tail))
    if any(several in whole for several in SEVERAL):
        return _read_several(whole)
    if (span := _read_span(whole)) is not None:
        return span
    count = _count(whole)
    if count is None:
        return None
    return figure_of(Decimal(count), 0)


def _read_span(digits: str) -> Figure | None:
    """Return the figure of 七八, 二三十, 三五: between two neighbours."""
    first, second = digits[:1], digits[1:2]
    if first not in DIGITS or second not in DIGITS or not DIGITS[first]:
        return None
    if DIGITS[second] - DIGITS[first] != 1 and digits[:2] != "三五":
        return None
    low, high = _count(first + digits[2:]), _count(second + digits[2:])
    if low is None or high is None:
        return None
    return Figure(None, 0, Decimal(1), Decimal(1), Decimal(low), Decimal(high))


def _read_several(digits: str) -> Figure | None:
    """Return the figure of 数百, 几十, 十几, 几: no value, its bounds alone."""
    few, many = (_count("".join(bound if d in SEVERAL else d for d in digits)) for bound in "二九")
    if few is None or many is None:
        return None
    unit = many - few
    low, high = (few, many + unit // 7) if unit else (few, many)
    if digits[0] not in SEVERAL:
        low -= unit // 7
    return Figure(None, 0, Decimal(1), Decimal(1), Decimal(low), Decimal(high))


def _count(digits: str) -> int | None:
    """Return the whole number of Chinese ``digits``; None where they are mere digits side by side."""
    if all(digit in DIGITS for digit in digits):
        if len(digits) == 1:
            return DIGITS[digits]
        return int("".join(str(DIGITS[digit]) for digit in digits)) if digits[0] in "〇零" or len(digits) > 3 else None
    total = section = digit = 0
    last = 10
    bare = True
    for character in digits:
        if character in DIGITS:
            if digit and not bare:
                return None
            digit, bare = DIGITS[character], False
            if not digit:
                last = 10
        elif character in TENS:
            last = TENS[character]
            section += (1 if bare else digit) * last
            digit, bare = 0, True
        elif character not in SCALES:
            return None
        else:
            last = SCALES[character]
            amount = section + digit
            total = total + amount * last if total > last else (total + amount or 1) * last
            section, digit, bare = 0, 0, True
    if digit and last > 10:
        digit *= last // 10
    return total + section + digit
