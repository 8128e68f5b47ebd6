"""Printed numbers of headings, cases and captions → canonical ones."""

from __future__ import annotations

import re

from extract.structure.markers import ARABIC, CHINESE

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
SCALES = {"十": 10, "百": 100}
ORDINAL = re.compile(f"{ARABIC}|{CHINESE}")


def read_ordinal(printed: str) -> int:
    """Return the value of Arabic (also full-width) or Chinese digits up to 百."""
    if printed.isdecimal():
        return int(printed)
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
