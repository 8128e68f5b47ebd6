"""Printed numbers of headings, cases and captions → canonical ones."""

from __future__ import annotations

import unicodedata

from extract.late import late
from extract.structure.markers import ARABIC, CHINESE, FORMAL, ROMAN

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
DIGITS |= {digit: value for value, digit in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
SCALES = {"十": 10, "拾": 10, "百": 100}
ROMANS = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
ORDINAL = late(f"{ARABIC}|{CHINESE}|{FORMAL}|{ROMAN}|[①-⑳]")


def read_ordinal(printed: str) -> int:
    """Return the value of Arabic (also full-width or circled), Roman or Chinese digits up to 百."""
    plain = unicodedata.normalize("NFKC", printed)
    if plain.isdecimal():
        return int(plain)
    if plain in ROMANS:
        return ROMANS[plain]
    total = digit = 0
    for sign in printed:
        if sign in SCALES:
            total, digit = total + (digit or 1) * SCALES[sign], 0
        else:
            digit = digit * 10 + DIGITS[sign] if digit else DIGITS[sign]
    return total + digit


def read_levels(printed: str) -> tuple[int, ...]:
    """Return the numbers of ``printed``, level by level: ``2—1`` is (2, 1)."""
    return tuple(read_ordinal(match.group()) for match in ORDINAL.finditer(printed))


def join_levels(levels: tuple[int, ...], joint: str) -> str:
    """Return canonical digits: ``.`` joins section levels, ``-`` chapter and running number."""
    return joint.join(map(str, levels))
