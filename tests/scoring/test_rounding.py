"""Rounding by integers against decimal arithmetic as an oracle."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.scoring import round_half_up, scaled_decimal


@given(st.integers(0, 10**9), st.integers(0, 6), st.integers(0, 6))
def test_it_agrees_with_decimal_half_up_on_non_negative_numbers(units, written, places):
    value = Decimal(units).scaleb(-written)
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    found = round_half_up(units, 10**written, places)
    assert scaled_decimal(found, places) == expected


@given(st.fractions(), st.integers(0, 6))
def test_the_rounded_value_is_within_half_a_unit_and_ties_go_up(value, places):
    units = round_half_up(value.numerator, value.denominator, places)
    distance = Fraction(units, 10**places) - value
    assert -Fraction(1, 2 * 10**places) < distance <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"), [(901, 200, 451), (899, 200, 450), (-1, 200, 0), (-3, 200, -1), (0, 1, 0)]
)
def test_half_cents_round_up(numerator, denominator, expected):
    assert round_half_up(numerator, denominator, 2) == expected


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_a_scaled_decimal_shows_all_its_places(units, places):
    value = scaled_decimal(units, places)
    assert value == Decimal(units).scaleb(-places)
    assert -value.as_tuple().exponent == places


def test_truncation_would_give_another_answer():
    assert (Decimal(901) / 200).quantize(Decimal("0.01"), rounding=ROUND_FLOOR) == Decimal("4.50")
    assert scaled_decimal(round_half_up(901, 200, 2), 2) == Decimal("4.51")


@pytest.mark.parametrize("units", [0, 450, -450, 123_456_789_012_345_678])
def test_the_digits_of_a_rounded_value_do_not_depend_on_the_context_of_the_application(units):
    with localcontext(prec=2):
        value, rounded = scaled_decimal(units, 2), rounded_half_up(units, 100, 2)
    assert str(value) == str(rounded)
    assert str(value) == f"{'-' * (units < 0)}{abs(units) // 100}.{abs(units) % 100:02}"


def test_a_ratio_is_rounded_to_a_decimal_in_one_step():
    assert str(rounded_half_up(901, 200, 2)) == "4.51"
    assert str(rounded_half_up(-1, 200, 2)) == "0.00"
