"""Which category a value falls in: an integer comparison on the rounded value."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pekppp_rules.regulation.model import Category, CategoryTable, Rounding
from pekppp_rules.scoring.rounding import round_half_up


@dataclass(frozen=True)
class Bands:
    """A category table compiled for one rounding: lower bounds as integers, from the lowest up."""

    bounds: tuple[int, ...]
    categories: tuple[Category, ...]
    places: int

    def find(self, numerator: int, denominator: int) -> Category:
        """Return the category of numerator / denominator, rounded first.

        The value must not lie below the lowest bound; the package's checks make that bound the bottom of the scale.
        """
        units = round_half_up(numerator, denominator, self.places)
        return self.categories[max(bisect_right(self.bounds, units) - 1, 0)]


def compile_bands(table: CategoryTable, rounding: Rounding) -> Bands:
    """Return the table's bounds in units of the rounding. The checks have shown that they are whole numbers of them."""
    rising = tuple(reversed(table.categories))
    bounds = tuple(int(category.from_ * 10**rounding.places) for category in rising)
    return Bands(bounds, rising, rounding.places)
