"""Interval arithmetic on decimals: what printed figures admit, and what follows from them.

Two figures agree when their intervals meet.  An end is closed where the set holds it; infinite ends
are open.  Sums, differences and products are exact; a quotient that does not end is widened outwards
in its fiftieth digit, so that it never excludes a value that the operands admit.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, Inexact

from msgspec import Struct

INFINITY = Decimal("Infinity")
ZERO = Decimal(0)
EXACT = Context(prec=400)
DOWN = Context(prec=50, rounding=ROUND_FLOOR)
UP = Context(prec=50, rounding=ROUND_CEILING)


class Interval(Struct, frozen=True):
    """A convex set of decimals, never empty; ``lo`` and ``hi`` may be infinite."""

    lo: Decimal
    hi: Decimal
    lo_closed: bool = True
    hi_closed: bool = True

    @property
    def point(self) -> Decimal | None:
        """The one value of an exact figure, else None."""
        return self.lo if self.lo == self.hi else None


class End(Struct, frozen=True):
    """One end of an interval on its way to becoming another."""

    value: Decimal
    closed: bool


def exactly(value: Decimal | int) -> Interval:
    """Return the interval that holds ``value`` alone."""
    return Interval(Decimal(value), Decimal(value))


def admitted(bounds: tuple[Decimal | None, Decimal | None]) -> Interval:
    """Return a record's interval: ``[lo, hi)``, closed where lo = hi, None unbounded."""
    lo, hi = bounds
    if lo is not None and lo == hi:
        return Interval(lo, lo)
    return Interval(
        -INFINITY if lo is None else lo, INFINITY if hi is None else hi, lo_closed=lo is not None, hi_closed=False
    )


def meet(a: Interval, b: Interval) -> Interval | None:
    """Return what ``a`` and ``b`` share, None where they share nothing."""
    lo = max((_lower(a), _lower(b)), key=lambda end: (end.value, not end.closed))
    hi = min((_upper(a), _upper(b)), key=lambda end: (end.value, end.closed))
    if lo.value > hi.value or (lo.value == hi.value and not (lo.closed and hi.closed)):
        return None
    return Interval(lo.value, hi.value, lo.closed, hi.closed)


def meet_all(intervals: Iterable[Interval]) -> Interval | None:
    """Return what all of ``intervals`` share; all numbers where there are none."""
    shared: Interval | None = Interval(-INFINITY, INFINITY, lo_closed=False, hi_closed=False)
    for interval in intervals:
        shared = meet(shared, interval) if shared else None
    return shared


def negate(a: Interval) -> Interval:
    """Return ``-a``; each end takes its flag along."""
    return Interval(a.hi.copy_negate(), a.lo.copy_negate(), a.hi_closed, a.lo_closed)


def add(a: Interval, b: Interval) -> Interval:
    """Return all sums of a value of ``a`` and one of ``b``."""
    return Interval(
        EXACT.add(a.lo, b.lo), EXACT.add(a.hi, b.hi), a.lo_closed and b.lo_closed, a.hi_closed and b.hi_closed
    )


def total(parts: Iterable[Interval]) -> Interval:
    """Return the sum of ``parts``; zero where there are none."""
    result = exactly(0)
    for part in parts:
        result = add(result, part)
    return result


def subtract(a: Interval, b: Interval) -> Interval:
    """Return all differences of a value of ``a`` and one of ``b``."""
    return add(a, negate(b))


def multiply(a: Interval, b: Interval) -> Interval:
    """Return all products of a value of ``a`` and one of ``b``."""
    corners = [_corner(x, y) for x in (_lower(a), _upper(a)) for y in (_lower(b), _upper(b))]
    return _hull(corners)


def scale(a: Interval, factor: Decimal | int) -> Interval:
    """Return ``a`` times an exact number."""
    return multiply(a, exactly(factor))


def divide(a: Interval, b: Interval) -> Interval:
    """Return all quotients of a value of ``a`` and a value of ``b`` other than zero."""
    if b.lo < 0 < b.hi or b.point == 0:
        return Interval(-INFINITY, INFINITY, lo_closed=False, hi_closed=False)
    if b.hi <= 0:
        return divide(negate(a), negate(b))
    lo = _quotient(_lower(a), _upper(b) if a.lo >= 0 else _lower(b), DOWN)
    hi = _quotient(_upper(a), _lower(b) if a.hi >= 0 else _upper(b), UP)
    return Interval(lo.value, hi.value, lo.closed, hi.closed)


def magnitude(a: Interval) -> Interval:
    """Return the absolute values of ``a``."""
    if a.lo >= 0:
        return a
    if a.hi <= 0:
        return negate(a)
    far = max((End(-a.lo, a.lo_closed), _upper(a)), key=lambda end: (end.value, end.closed))
    return Interval(ZERO, far.value, hi_closed=far.closed)


def _lower(a: Interval) -> End:
    return End(a.lo, a.lo_closed)


def _upper(a: Interval) -> End:
    return End(a.hi, a.hi_closed)


def _corner(x: End, y: End) -> End:
    """Return the product of two ends; a closed zero is attained whatever the other end is."""
    zero = any(end.value == 0 and end.closed for end in (x, y))
    if x.value == 0 or y.value == 0:
        return End(ZERO, zero)
    return End(EXACT.multiply(x.value, y.value), x.closed and y.closed)


def _hull(corners: list[End]) -> Interval:
    lo = min(corners, key=lambda end: (end.value, not end.closed))
    hi = max(corners, key=lambda end: (end.value, end.closed))
    return Interval(lo.value, hi.value, lo.closed, hi.closed)


def _quotient(x: End, y: End, context: Context) -> End:
    """Return x / y for y ≥ 0, rounded outwards by ``context``."""
    if x.value == 0:
        return End(ZERO, x.closed)
    if y.value == 0 or x.value.is_infinite():
        return End(INFINITY.copy_sign(x.value), closed=False)
    if y.value.is_infinite():
        return End(ZERO, closed=False)
    context.clear_flags()
    value = context.divide(x.value, y.value)
    return End(value, closed=x.closed and y.closed and not context.flags[Inexact])
