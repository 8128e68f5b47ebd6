"""Interval arithmetic: the laws, and the cases where open and closed ends decide."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checks.arithmetic import (
    INFINITY,
    Interval,
    add,
    admitted,
    divide,
    exactly,
    magnitude,
    meet,
    meet_all,
    multiply,
    negate,
    subtract,
    total,
)

D = Decimal


def half_open(lo: str, hi: str) -> Interval:
    return admitted((D(lo), D(hi)))


def holds(interval: Interval, value: Decimal) -> bool:
    return meet(interval, exactly(value)) is not None


numbers = st.decimals(min_value=-1000, max_value=1000, places=2)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a value inside it."""
    low, inside, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    lo_closed = low == inside or draw(st.booleans())
    hi_closed = high == inside or draw(st.booleans())
    return Interval(low, high, lo_closed, hi_closed), inside


@given(intervals(), intervals())
def test_results_hold_what_the_operands_hold(a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]) -> None:
    (first, x), (second, y) = a, b
    assert holds(add(first, second), x + y)
    assert holds(subtract(first, second), x - y)
    assert holds(multiply(first, second), x * y)
    assert holds(magnitude(first), abs(x))
    if y:
        quotient = divide(first, second)
        nearest = x / y
        assert quotient.lo <= nearest + D("1e-20")
        assert quotient.hi >= nearest - D("1e-20")


@given(intervals(), intervals())
def test_operations_do_not_depend_on_order(a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]) -> None:
    assert add(a[0], b[0]) == add(b[0], a[0])
    assert multiply(a[0], b[0]) == multiply(b[0], a[0])
    assert meet(a[0], b[0]) == meet(b[0], a[0])


@given(intervals(), intervals(), intervals())
def test_sums_and_meets_associate(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal], c: tuple[Interval, Decimal]
) -> None:
    assert add(add(a[0], b[0]), c[0]) == add(a[0], add(b[0], c[0]))
    assert meet_all([a[0], b[0], c[0]]) == meet_all([c[0], b[0], a[0]])


@given(intervals())
def test_neutral_elements_change_nothing(a: tuple[Interval, Decimal]) -> None:
    interval, _ = a
    assert add(interval, exactly(0)) == interval
    assert multiply(interval, exactly(1)) == interval
    assert divide(interval, exactly(1)) == interval
    assert negate(negate(interval)) == interval
    assert meet(interval, interval) == interval


@given(intervals(), intervals())
def test_a_difference_meets_zero_exactly_where_the_operands_meet(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    assert holds(subtract(a[0], b[0]), D(0)) == (meet(a[0], b[0]) is not None)


@given(st.integers(-500, 500), st.integers(-500, 500))
def test_exact_counts_meet_only_themselves(a: int, b: int) -> None:
    assert (meet(exactly(a), exactly(b)) is not None) == (a == b)


def test_touching_ends_meet_only_where_both_are_closed() -> None:
    """Two figures that share a bound agree if and only if both admit the bound itself."""
    assert meet(half_open("1", "2"), half_open("2", "3")) is None
    assert meet(Interval(D(1), D(2)), half_open("2", "3")) == exactly(2)
    assert meet(Interval(D(1), D(2)), Interval(D(2), D(3), lo_closed=False)) is None


def test_a_negative_weight_swaps_the_ends_with_their_flags() -> None:
    assert negate(half_open("1", "2")) == Interval(D(-2), D(-1), lo_closed=False, hi_closed=True)
    assert subtract(exactly(10), half_open("3", "4")) == Interval(D(6), D(7), lo_closed=False, hi_closed=True)
    assert meet(subtract(exactly(10), half_open("3", "4")), exactly(6)) is None
    assert meet(subtract(exactly(10), half_open("3", "4")), exactly(7)) is not None


def test_rounded_parts_need_not_add_to_the_rounded_whole() -> None:
    """33.3 + 33.3 + 33.3 = 99.9 agrees with 100.0; 33.3 + 33.3 + 32.9 does not."""
    third = half_open("33.25", "33.4")
    assert meet(total([third, third, third]), half_open("99.95", "100.1"))
    assert meet(total([third, third, half_open("32.85", "33")]), half_open("99.95", "100.1")) is None


def test_truncated_parts_agree_with_a_truncated_whole() -> None:
    """1.9 + 1.9 truncated to 1 + 1 stands under a truncated 3."""
    truncated = half_open("1", "2")
    assert meet(total([truncated, truncated]), half_open("3", "4"))
    assert meet(total([truncated, truncated]), half_open("4", "5")) is None


def test_duplicates_are_as_precise_as_the_sharpest_of_them() -> None:
    assert meet_all([half_open("3.75", "3.9"), half_open("3.815", "3.825"), exactly(D("3.82"))]) == exactly(D("3.82"))
    assert meet_all([half_open("3.75", "3.9"), exactly(D("3.9"))]) is None


def test_a_share_printed_with_two_decimals_admits_rounding_and_truncation_alone() -> None:
    computed = divide(exactly(462_700), exactly(10_165))
    assert meet(computed, half_open("45.515", "45.53"))
    assert meet(computed, half_open("45.505", "45.52"))
    assert meet(computed, half_open("45.545", "45.56")) is None


def test_unbounded_figures_stay_unbounded() -> None:
    above = admitted((D(500), None))
    assert add(above, exactly(1)) == Interval(D(501), INFINITY, hi_closed=False)
    assert multiply(above, exactly(0)) == exactly(0)
    assert meet(above, exactly(10**12)) is not None
    assert meet(admitted((None, D(500))), exactly(500)) is None


def test_zero_is_attained_where_either_factor_attains_it() -> None:
    assert multiply(Interval(D(0), D(1)), half_open("1", "2")) == Interval(D(0), D(2), hi_closed=False)
    assert multiply(Interval(D(0), D(1), lo_closed=False), half_open("1", "2")).lo_closed is False


@pytest.mark.parametrize("divisor", [exactly(0), Interval(D(-1), D(1))])
def test_division_by_what_may_be_zero_says_nothing(divisor: Interval) -> None:
    assert divide(exactly(1), divisor) == Interval(-INFINITY, INFINITY, lo_closed=False, hi_closed=False)


def test_division_at_zero_and_infinity_keeps_the_open_ends_open() -> None:
    assert divide(exactly(1), half_open("0", "2")) == Interval(D("0.5"), INFINITY, lo_closed=False, hi_closed=False)
    assert divide(half_open("1", "2"), admitted((D(4), None))) == Interval(D(0), D("0.5"), False, False)
    assert divide(exactly(0), half_open("0", "2")) == exactly(0)
    assert divide(exactly(6), Interval(D(-3), D(-2))) == Interval(D(-3), D(-2))


def test_twenty_eight_digits_are_added_exactly() -> None:
    large = D("9999999999999999999999999999")
    assert add(exactly(large), exactly(D("0.01"))).lo == D("9999999999999999999999999999.01")
    assert multiply(exactly(large), exactly(large)).point is not None
