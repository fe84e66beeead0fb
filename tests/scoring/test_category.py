"""Bands: which category a value falls in, and from which value on it would have another."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.scoring import compile_bands
from tests.packages_here import loaded

HAIR = Fraction(1, 10**40)


def bands(*, rounded, places=2):
    """Return the bands of the toy index, from 7.43, 55.5 and 80: by the value rounded first, or as it is."""
    package = loaded("negeri_dongeng").package
    uses = ("display", "category") if rounded else ("display",)
    rounding = package.index.rounding.model_copy(update={"used_by": uses, "places": places})
    return compile_bands(package.table("mutu"), rounding)


def letter(found, value):
    return found.find(value.numerator, value.denominator).letter


@pytest.mark.parametrize(
    ("rounded", "value", "expected"),
    [
        (True, Fraction("79.995"), "Emas"),
        (True, Fraction("79.995") - HAIR, "Perak"),
        (True, Fraction("55.495"), "Perak"),
        (True, Fraction("55.495") - HAIR, "Kayu"),
        (False, Fraction(80), "Emas"),
        (False, Fraction(80) - HAIR, "Perak"),
        (False, Fraction("55.5"), "Perak"),
        (False, Fraction("55.5") - HAIR, "Kayu"),
        (False, Fraction("7.43"), "Kayu"),
    ],
)
def test_a_value_a_hair_below_a_bound_has_the_category_below(rounded, value, expected):
    assert letter(bands(rounded=rounded), value) == expected


@pytest.mark.parametrize("rounded", [True, False], ids=["rounded first", "as it is"])
def test_the_least_value_of_a_category_is_where_it_begins(rounded):
    found = bands(rounded=rounded)
    for category in found.categories:
        least = found.least(category)
        assert found.find(least.numerator, least.denominator) == category
        if category != found.categories[0]:
            assert letter(found, least - HAIR) != category.letter


def test_the_least_values_are_the_bounds_or_half_a_hundredth_below():
    assert [bands(rounded=False).least(one) for one in bands(rounded=False).categories] == [
        Fraction("7.43"),
        Fraction("55.5"),
        80,
    ]
    assert [bands(rounded=True).least(one) for one in bands(rounded=True).categories] == [
        Fraction("7.425"),
        Fraction("55.495"),
        Fraction("79.995"),
    ]


@given(st.fractions(Fraction("7.43"), 100))
def test_unrounded_bands_are_the_bounds_themselves(value):
    expected = "Emas" if value >= 80 else "Perak" if value >= Fraction("55.5") else "Kayu"
    assert letter(bands(rounded=False), value) == expected


@pytest.mark.parametrize("places", [0, 1, 6])
def test_unrounded_bands_do_not_depend_on_the_places_that_are_shown(places):
    found = bands(rounded=False, places=places)
    assert [found.least(one) for one in found.categories] == [Fraction("7.43"), Fraction("55.5"), 80]
    assert [letter(found, Fraction(value)) for value in ("55.4", "55.5", "79.99")] == ["Kayu", "Perak", "Perak"]
