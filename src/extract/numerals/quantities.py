"""A figure with what stands before and behind it → a quantity: unit, hedge, and the contract's interval."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from extract.numerals.figures import Figure, figure_of
from extract.numerals.lexicon import HedgeWord, Lexicon, UnitKind
from extract.numerals.model import Interval, Quantity
from extract.records import Hedge

ONE = Decimal(1)
HUNDREDFOLD = {"成": Decimal(10), "倍": Decimal(100)}
"""Units that the contract restates in percent."""

CANONICAL_UNITS = {"成": "%", "倍": "%", "个百分点": "百分点", "个基点": "基点"}
SIGNS = frozenset({"%", "‰", "成"})
"""Units that belong to the numeral itself."""

INNER = {"余": "gt", "多": "gt", "来": "approx", "+": "ge"}
BEHIND_TIME = frozenset("元层样种维渠方功媒项家个所名款额下热")
BRACKETED_UNIT = re.compile(r"[（(](?:单位 ?[::] ?)?([^（）()]{1,8})[)）] ?[::]? ?$")
FINEST = Decimal("0.0001")
"""The place to which a fraction that does not end is bounded, in percent."""

LINKS = "为有达到在计是了"
LONGEST_HEDGE = 6


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind the digits: scale word, unit and hedge, and where numeral and raw end."""

    numeral_end: int
    end: int
    scale: str = ""
    unit: str = ""
    hedge: Hedge | None = None


@dataclass(frozen=True, slots=True)
class Lead:
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
            return Tail(end, at + 1, hedge=inner)  # type: ignore[arg-type]
    return _read_behind(text, _read_body(text, end, at, lexicon), None, lexicon)


def _read_body(text: str, digits_end: int, at: int, lexicon: Lexicon) -> Tail:
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
    unit_end = lexicon.unit_at(text, unit_at)
    hedge: Hedge | None = inner if inner and (unit_end > unit_at or text[inner_at] != "来") else None  # type: ignore[assignment]
    end = unit_end if unit_end > unit_at else inner_at + 1 if hedge else scale_end
    return Tail(scale_end, end, scale, text[unit_at:unit_end], hedge)


def _read_behind(text: str, body: Tail, inner: str | None, lexicon: Lexicon) -> Tail:
    hedge = inner or body.hedge
    at = skip_spaces(text, body.end)
    word = next(
        (word for n in (5, 4, 3, 2) if (word := text[at : at + n]) in lexicon.hedges_behind and len(word) == n), ""
    )
    if not word and text[at : at + 1] in {"余", "多"} and text[at + 1 : at + 2] not in BEHIND_TIME:
        word = text[at] if lexicon.kind_of(body.unit) == "time" or body.unit == "倍" else ""
    if not word:
        return Tail(body.numeral_end, body.end, body.scale, body.unit, hedge)  # type: ignore[arg-type]
    return Tail(body.numeral_end, at + len(word), body.scale, body.unit, hedge or lexicon.hedges_behind[word])  # type: ignore[arg-type]


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


def make_quantity(figure: Figure, start: int, tail: Tail, lead: Lead, lexicon: Lexicon) -> Quantity:
    """Return the quantity of one figure; its raw runs from ``start`` to the tail's end."""
    scale, unit = figure.scale + tail.scale, tail.unit
    kind = lexicon.kind_of(unit)
    hedge: HedgeWord | None = None if lead.hedge == "near" and kind == "time" else lead.hedge
    hedge = hedge or tail.hedge
    factor = power_of(scale, lexicon) * HUNDREDFOLD.get(unit, ONE)
    low, high = interval_of(figure, hedge, exact=is_exact(figure, scale, kind))
    value = figure.value
    if factor != ONE:
        low, high = None if low is None else low * factor, None if high is None else high * factor
    return Quantity(
        start=start,
        end=tail.end,
        value=value,
        unit=scale + unit or None,
        canonical_value=None if value is None else value * factor,
        canonical_unit=CANONICAL_UNITS.get(unit, unit) or None,
        interval=(low, high),
        decimals=figure.decimals,
        hedge="approx" if hedge == "near" or (hedge is None and figure.low is not None) else hedge,
    )


def make_range(low: Figure, high: Figure, start: int, tails: tuple[Tail, Tail], lexicon: Lexicon) -> Quantity:
    """Return the quantity of 8-10 名: no value, its ends as interval; a bare first end shares the second's unit."""
    first, last = tails
    unit = last.unit
    share = HUNDREDFOLD.get(unit, ONE)
    scale = high.scale + last.scale
    first_scale = low.scale + first.scale or ("" if first.unit else scale)
    ends = (
        (low.value or Decimal(0)) * power_of(first_scale, lexicon),
        (high.value or Decimal(0)) * power_of(scale, lexicon),
    )
    return Quantity(
        start=start,
        end=last.end,
        value=None,
        unit=scale + unit or None,
        canonical_value=None,
        canonical_unit=CANONICAL_UNITS.get(unit, unit) or None,
        interval=(ends[0] * share, ends[1] * share),
        decimals=max(low.decimals, high.decimals),
        hedge=last.hedge,
    )


def make_fraction(above: Decimal, below: Decimal, start: int, tail: Tail, lead: Lead, lexicon: Lexicon) -> Quantity:
    """Return the quantity of ``above`` parts of ``below``, in percent; no value where it does not end."""
    percent = above * 100 / below
    floor = percent.quantize(FINEST, rounding=ROUND_FLOOR)
    if floor == percent:
        decimals = max(0, -int(percent.normalize().as_tuple().exponent))
        figure = figure_of(percent.quantize(ONE.scaleb(-decimals)), decimals)
    else:
        figure = Figure(None, 4, FINEST, FINEST, floor, floor + FINEST)
    quantity = make_quantity(figure, start, replace(tail, unit="%"), lead, lexicon)
    exact = quantity.hedge is None or (figure.value is None and not (lead.hedge or tail.hedge))
    return replace(quantity, hedge=None, interval=bounds_of(figure)) if exact else quantity


def bounds_of(figure: Figure) -> Interval:
    """Return the interval of a figure that is exact, or known to lie between two values."""
    return (figure.low, figure.high) if figure.value is None else (figure.value, figure.value)


def restate(quantity: Quantity, label: str, lexicon: Lexicon) -> Quantity:
    """Return ``quantity`` of a table cell in the unit that its column, row or caption prints.

    A cell's own unit stays; a label that is no unit (—, -, empty) changes nothing.
    """
    body = read_unit(label, lexicon)
    if quantity.unit or body is None:
        return quantity
    factor = power_of(body.scale, lexicon) * HUNDREDFOLD.get(body.unit, ONE)
    low, high = quantity.interval
    if quantity.value is not None and quantity.hedge is None:
        figure = figure_of(quantity.value, quantity.decimals)
        low, high = interval_of(figure, None, exact=is_exact(figure, body.scale, lexicon.kind_of(body.unit)))
    return Quantity(
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        unit=body.scale + body.unit,
        canonical_value=None if quantity.value is None else quantity.value * factor,
        canonical_unit=CANONICAL_UNITS.get(body.unit, body.unit) or None,
        interval=(None if low is None else low * factor, None if high is None else high * factor),
        decimals=quantity.decimals,
        hedge=quantity.hedge,
    )


def power_of(scale: str, lexicon: Lexicon) -> Decimal:
    """Return the factor of a scale word; an empty one is 1."""
    if not scale:
        return ONE
    if scale in lexicon.scales:
        return ONE.scaleb(lexicon.scales[scale])
    return ONE.scaleb(sum(lexicon.scales.get(character, 0) for character in scale))


def is_exact(figure: Figure, scale: str, kind: UnitKind | None) -> bool:
    """Tell whether the figure is a count: whole, without scale word, in a counting unit or none."""
    return not figure.decimals and not scale and kind in {None, "counting"}


def interval_of(figure: Figure, hedge: HedgeWord | None, *, exact: bool) -> Interval:
    """Return all values that the printed digits and the hedge admit, before scaling."""
    value, step = figure.value, figure.significant
    if value is None:
        return (
            None if hedge in {"lt", "le"} else figure.low,
            None if hedge in {"gt", "ge"} else figure.high,
        )
    if hedge in {"gt", "ge"}:
        return value, None
    if hedge in {"lt", "le"}:
        return None, value
    if hedge == "near":
        return value - step, value
    if hedge == "approx":
        return value - step, value + step
    if exact:
        return value, value
    return value - figure.place / 2, value + figure.place
