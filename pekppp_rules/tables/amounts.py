"""Numbers that rules compare, as ratios of whole-number expressions, and how large everything on the way to them can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from operator import add, and_

import narwhals as nw

from pekppp_rules.regulation.model import NumberTable
from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.tables.bounds import Bound, bound_of
from pekppp_rules.tables.exact import folded, integer, rounded_units, whole

_ONE = bound_of(1)


@dataclass(frozen=True)
class Amount:
    """A number: factor x numerator / denominator. The denominator is positive; where either is empty, there is no number."""

    factor: Fraction
    numerator: nw.Expr | None
    """None is 1."""
    denominator: nw.Expr | None
    """None is 1."""
    above: Bound
    """Bounds the numerator."""
    below: Bound
    """Bounds the denominator."""
    most: Bound
    """Bounds every whole number on the way here: the sum of all bounds."""

    @property
    def known(self) -> nw.Expr:
        """Whether there is a number."""
        parts = [~part.is_null() for part in (self.numerator, self.denominator) if part is not None]
        return folded(and_, parts) if parts else nw.lit(True)

    def sides(self, constant: Fraction) -> tuple[nw.Expr, nw.Expr]:
        """Return two whole numbers that compare as the number does with a constant."""
        left, right = self._coefficients(constant)
        return _scaled(self.numerator, left), _scaled(self.denominator, right)

    def code(self, constants: Sequence[Fraction]) -> nw.Expr:
        """Return the place among constants, as `rules.quantities` encodes a number; empty where there is none."""
        places = [
            integer(sign)
            for constant in constants
            for left, right in [self.sides(constant)]
            for sign in (left >= right, left > right)
        ]
        return folded(add, places)

    def compared(self, constants: Sequence[Fraction]) -> Bound:
        """Bound everything up to and with the comparison with some constants."""
        most = self.most
        for constant in constants:
            left, right = self._coefficients(constant)
            most = most + self.above * abs(left) + self.below * abs(right)
        return most

    def after(self, most: Bound) -> Amount:
        """Return the same number, with a bound on what led to it."""
        return replace(self, most=most)

    def _coefficients(self, constant: Fraction) -> tuple[int, int]:
        left = self.factor.numerator * constant.denominator
        right = self.factor.denominator * constant.numerator
        common = gcd(left, right) or 1
        return left // common, right // common


def constant_of(value: Fraction) -> Amount:
    """Return a number that is the same for every unit."""
    return Amount(value, None, None, _ONE, _ONE, bound_of(max(abs(value.numerator), value.denominator)))


def amount_of(numerator: nw.Expr, above: Bound, unit: Fraction = Fraction(1)) -> Amount:
    """Return a whole number of units."""
    return Amount(unit, numerator, None, above, _ONE, above)


def plus(one: Amount, other: Amount, sign: int = 1) -> Amount:
    """Return the sum, or with sign -1 the difference."""
    if one.numerator is None and other.numerator is None and one.denominator is None and other.denominator is None:
        return constant_of(one.factor + sign * other.factor)
    common = lcm(one.factor.denominator, other.factor.denominator)
    first = one.factor.numerator * (common // one.factor.denominator)
    second = sign * other.factor.numerator * (common // other.factor.denominator)
    shared = gcd(first, second) or 1
    first, second = first // shared, second // shared
    above = one.above * other.below * abs(first) + other.above * one.below * abs(second)
    below = one.below * other.below
    return Amount(
        Fraction(shared, common),
        _scaled(_product(one.numerator, other.denominator), first)
        + _scaled(_product(other.numerator, one.denominator), second),
        _product(one.denominator, other.denominator),
        above,
        below,
        one.most + other.most + above + below,
    )


def times(one: Amount, other: Amount) -> Amount:
    """Return the product."""
    above, below = one.above * other.above, one.below * other.below
    return Amount(
        one.factor * other.factor,
        _product(one.numerator, other.numerator),
        _product(one.denominator, other.denominator),
        above,
        below,
        one.most + other.most + above + below,
    )


def over(one: Amount, other: Amount) -> Amount | None:
    """Return the quotient, none for a unit where the divisor is 0; None where it always is."""
    if other.factor == 0:
        return None
    numerator = _product(one.numerator, other.denominator)
    denominator = one.denominator
    if other.numerator is not None:
        divisor = other.numerator
        sign = nw.coalesce(nw.when(divisor > 0).then(whole(1)), nw.when(divisor < 0).then(whole(-1)))
        numerator = _product(numerator, sign)
        denominator = _product(
            denominator, nw.coalesce(nw.when(divisor > 0).then(divisor), nw.when(divisor < 0).then(divisor * -1))
        )
    above, below = one.above * other.below, one.below * other.above
    return Amount(
        one.factor / other.factor, numerator, denominator, above, below, one.most + other.most + above + below
    )


def rounded(one: Amount, places: int) -> Amount:
    """Return the number rounded to so many places, to the nearest, a tie upwards."""
    unit = 10**places
    if one.numerator is None and one.denominator is None:
        return constant_of(Fraction(round_half_up(one.factor.numerator, one.factor.denominator, places), unit))
    up, down = one.factor.numerator, one.factor.denominator
    units = rounded_units(_scaled(one.numerator, up), _scaled(one.denominator, down), places)
    above = one.above * (abs(up) * unit) + _ONE
    return amount_of(nw.when(one.known).then(units), above, Fraction(1, unit)).after(
        one.most + above * 4 + one.below * (4 * down)
    )


def looked_up(one: Amount, table: NumberTable) -> Amount:
    """Return the value of the greatest entry of a table that the number reaches."""
    unit = lcm(*(entry.value.denominator for entry in table.entries))
    values = [int(entry.value * unit) for entry in table.entries]
    reached = []
    for entry, value in zip(reversed(table.entries), reversed(values), strict=True):
        left, right = one.sides(Fraction(entry.from_))
        reached.append(nw.when(one.known & (left >= right)).then(whole(value)))
    most = one.compared([Fraction(entry.from_) for entry in table.entries])
    highest = bound_of(max(map(abs, values)))
    return amount_of(nw.coalesce(*reached), highest, Fraction(1, unit)).after(most + highest)


def _scaled(value: nw.Expr | None, by: int) -> nw.Expr:
    if value is None:
        return whole(by)
    return value if by == 1 else value * by


def _product(one: nw.Expr | None, other: nw.Expr | None) -> nw.Expr | None:
    if one is None or other is None:
        return other if one is None else one
    return one * other
