"""Which category a value falls in: an integer comparison on the rounded value."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from pekppp_rules.regulation.model import Category, CategoryTable, Rounding
from pekppp_rules.regulation.rounding import round_half_up


@dataclass(frozen=True)
class Bands:
    """A category table compiled for one rounding: lower bounds as integers, from the lowest up."""

    bounds: tuple[int, ...]
    """In units of 10^-places where the value is rounded first, in units of 1/unit where it is compared as it is."""
    categories: tuple[Category, ...]
    unit: int
    places: int
    rounded: bool

    def find(self, numerator: int, denominator: int) -> Category:
        """Return the category of numerator / denominator, rounded first where the policy says so.

        The value must not lie below the lowest bound; the package's checks make that bound the bottom of the scale.
        """
        rounded = round_half_up(numerator, denominator, self.places)
        units = rounded if self.rounded else numerator * self.unit // denominator
        return self.categories[max(bisect_right(self.bounds, units) - 1, 0)]

    def least(self, category: Category) -> Fraction:
        """Return the least value that has this category or a higher one: where values are rounded first, half a unit below."""
        bound = Fraction(self.bounds[self.categories.index(category)], self.unit)
        return bound - Fraction(1, 2 * 10**self.places) if self.rounded else bound


def compile_bands(table: CategoryTable, rounding: Rounding) -> Bands:
    """Return the table's bounds as whole numbers of a unit: the rounding's, as the checks have shown, or their own."""
    rising = tuple(reversed(table.categories))
    rounded = "category" in rounding.used_by
    unit = 10**rounding.places if rounded else lcm(*(category.from_.denominator for category in rising))
    bounds = tuple(int(category.from_ * unit) for category in rising)
    return Bands(bounds, rising, unit, rounding.places, rounded)
