"""A figure with its tail and lead → a quantity: value, unit, and the contract's interval."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from msgspec.structs import replace

from extract.numerals.figures import Figure, figure_of
from extract.numerals.lexicon import HedgeWord, Lexicon, UnitKind
from extract.numerals.model import Interval, Quantity
from extract.numerals.tails import Lead, Tail, read_unit

ONE = Decimal(1)
HUNDREDFOLD = {"成": Decimal(10), "倍": Decimal(100)}
"""Units that the contract restates in percent."""

CANONICAL_UNITS = {"成": "%", "倍": "%", "个百分点": "百分点", "个基点": "基点"}
FINEST = Decimal("0.0001")
"""The place to which a fraction that does not end is bounded, in percent."""


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
    """Return the quantity of ``above`` parts of ``below``, in percent; no value where it does not end.

    So many parts are what no other fraction near would tell as well; about so many go as far as the next one.
    """
    percent = above * 100 / below
    floor = percent.quantize(FINEST, rounding=ROUND_FLOOR)
    if floor == percent:
        decimals = max(0, -int(percent.normalize().as_tuple().exponent))
        figure = figure_of(percent.quantize(ONE.scaleb(-decimals)), decimals)
    else:
        figure = Figure(None, 4, FINEST, FINEST, floor, floor + FINEST)
    quantity = make_quantity(figure, start, replace(tail, unit="%"), lead, lexicon)
    exact = quantity.hedge is None or (figure.value is None and not (lead.hedge or tail.hedge))
    step = (100 / (below * (below + 1))).quantize(FINEST)
    if exact:
        return replace(quantity, hedge=None, interval=(floor - step / 2, floor + step / 2))
    if quantity.hedge != "approx":
        return quantity
    return replace(quantity, interval=(floor - step, floor + (FINEST if lead.hedge == "near" else step)))


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
