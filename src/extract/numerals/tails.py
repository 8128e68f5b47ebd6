"""What stands round the digits of a figure: hedge before, scale word, unit and hedge behind."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from extract.numerals.lexicon import HedgeWord, Lexicon
from extract.records import Hedge

SIGNS = frozenset({"%", "‰", "成"})
"""Units that belong to the numeral itself."""

INNER: dict[str, Hedge] = {"余": "gt", "多": "gt", "来": "approx", "+": "ge"}
"""Hedges between the digits and their unit."""

LARGE = frozenset("万亿")
TIMES = frozenset({"倍", "番"})

BEHIND_TIME = frozenset("元层样种维渠方功媒项家个所名款额下热")
"""What 多 goes on to where it is no hedge: 三年多元发展."""

BRACKETED_UNIT = re.compile(r"[（(](?:单位 ?[::] ?)?([^（）()]{1,8})[)）] ?[::]? ?$")
LINKS = "为有达到在计是了"
LONGEST_HEDGE = 6


class Tail(Struct, frozen=True):
    """What stands behind the digits: scale word, unit and hedge, and where numeral and raw end."""

    numeral_end: int
    end: int
    scale: str = ""
    unit: str = ""
    hedge: Hedge | None = None


class Lead(Struct, frozen=True):
    """A hedge in front of a figure; ``start`` is where the word begins (the figure's start where there is none)."""

    start: int
    hedge: HedgeWord | None = None
    word: str = ""


def skip_spaces(text: str, at: int) -> int:
    """Return the place behind up to two spaces at ``at``."""
    if text[at : at + 1] == " ":
        return at + 2 if text[at + 1 : at + 2] == " " else at + 1
    return at


def read_tail(text: str, end: int, lexicon: Lexicon) -> Tail:
    """Return the scale word, unit and hedge behind the digits that end at ``end``."""
    at = skip_spaces(text, end)
    inner = INNER.get(text[at : at + 1])
    if inner:
        body = _read_body(text, end, skip_spaces(text, at + 1), lexicon)
        if body.end > end:
            return _read_behind(text, body, inner, lexicon)
        if text[at] != "来":
            return Tail(end, at + 1, hedge=inner)
    return _read_behind(text, _read_body(text, end, at, lexicon), None, lexicon)


def _read_body(text: str, digits_end: int, at: int, lexicon: Lexicon) -> Tail:
    if text.startswith("个多", at) and (length := lexicon.unit_at(unit := "个" + text[at + 2 : at + 6], 0)) > 1:
        return Tail(digits_end, at + 1 + length, unit=unit[:length], hedge="gt")  # 3 个多百分点
    unit_end = lexicon.unit_at(text, at)
    if unit_end > at:
        unit = text[at:unit_end]
        return Tail(unit_end if unit in SIGNS else digits_end, unit_end, unit=unit)
    scale = next((text[at : at + n] for n in (2, 1) if text[at : at + n] in lexicon.scales), "")
    if not scale or (scale in "千百" and text[at - 1] == " "):
        return Tail(digits_end, digits_end)
    scale_end = at + len(scale)
    inner_at = skip_spaces(text, scale_end)
    inner = INNER.get(text[inner_at : inner_at + 1])
    unit_at = skip_spaces(text, inner_at + 1) if inner else inner_at
    if inner and scale in "千百十" and text[unit_at : unit_at + 1] in LARGE:  # 2 千余万元
        scale, unit_at = scale + text[unit_at], skip_spaces(text, unit_at + 1)
        scale_end = unit_at
    unit_end = lexicon.unit_at(text, unit_at)
    hedge = inner if inner and (unit_end > unit_at or text[inner_at] != "来") else None
    end = unit_end if unit_end > unit_at else inner_at + 1 if hedge else scale_end
    return Tail(scale_end, end, scale, text[unit_at:unit_end], hedge)


def _read_behind(text: str, body: Tail, inner: Hedge | None, lexicon: Lexicon) -> Tail:
    hedge = inner or body.hedge
    at = skip_spaces(text, body.end)
    word = next((word for n in (5, 4, 3, 2) if (word := text[at : at + n]) in lexicon.hedges_behind), "")
    if not word and text[at : at + 1] in {"余", "多"} and text[at + 1 : at + 2] not in BEHIND_TIME:
        word = text[at] if lexicon.kind_of(body.unit) == "time" or body.unit in TIMES else ""
    if not word:
        return replace(body, hedge=hedge)
    return replace(body, end=at + len(word), hedge=hedge or lexicon.hedges_behind[word])


def read_lead(text: str, start: int, lexicon: Lexicon) -> Lead:
    """Return the hedge that stands right before ``start``, a linking word between them allowed."""
    stop = start
    while stop and text[stop - 1] == " " and start - stop < 2:
        stop -= 1
    found = _hedge_ending(text, stop, lexicon)
    if found is None and stop and text[stop - 1] in LINKS:
        found = _hedge_ending(text, stop - 1, lexicon)
    return found or Lead(start)


def _hedge_ending(text: str, stop: int, lexicon: Lexicon) -> Lead | None:
    for length in range(min(LONGEST_HEDGE, stop), 0, -1):
        word = text[stop - length : stop]
        kind = lexicon.hedges_before.get(word)
        if kind and text[stop - length - 1 : stop - length] not in lexicon.guards_of(word):
            return Lead(stop - length, kind, word)
    return None


def unit_in_bracket(text: str, start: int, lexicon: Lexicon) -> Tail | None:
    """Return the unit of a label such as 设备总值（万元） that ends right before ``start``."""
    if start and text[start - 1] in ")） ::":
        found = BRACKETED_UNIT.search(text[max(0, start - 16) : start])
        return found and read_unit(found.group(1), lexicon)
    return None


def read_unit(label: str, lexicon: Lexicon) -> Tail | None:
    """Return scale and unit of ``label``, a unit that stands alone; None where it is no known unit."""
    label = label.strip()
    body = _read_body(label, 0, 0, lexicon)
    return body if label and body.end == len(label) else None
