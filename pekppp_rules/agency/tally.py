"""How often each value occurs among the units of a round: what is made of equal values is made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pekppp_rules.evaluation import UnitResult
from pekppp_rules.scoring import Plan

Ratio = tuple[int, int]
"""A value as it is worked out: numerator and positive denominator, not reduced."""


class Tally:
    """Values with the number of units that have each."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[Ratio, int] = {}

    @classmethod
    def of(cls, tallies: Iterable[Tally]) -> Tally:
        """Return several as one."""
        together = cls()
        for tally in tallies:
            for ratio, units in tally._counts.items():
                together._counts[ratio] = together._counts.get(ratio, 0) + units
        return together

    def count(self, ratio: Ratio) -> None:
        """Add a unit with this value."""
        self._counts[ratio] = self._counts.get(ratio, 0) + 1

    @property
    def units(self) -> int:
        """How many units there are."""
        return sum(self._counts.values())

    @property
    def sum(self) -> Fraction:
        """The sum over all units."""
        by_denominator: dict[int, int] = {}
        for (numerator, denominator), units in self._counts.items():
            by_denominator[denominator] = by_denominator.get(denominator, 0) + numerator * units
        return sum((Fraction(above, below) for below, above in by_denominator.items()), Fraction(0))

    @property
    def mean(self) -> Fraction:
        """The mean over all units; there must be one."""
        return self.sum / self.units

    @property
    def least(self) -> Fraction:
        """The least value."""
        return min(Fraction(*ratio) for ratio in self._counts)

    @property
    def most(self) -> Fraction:
        """The greatest value."""
        return max(Fraction(*ratio) for ratio in self._counts)

    def at(self, value: Fraction) -> int:
        """Return how many units have exactly this value."""
        return sum(units for ratio, units in self._counts.items() if Fraction(*ratio) == value)


@dataclass(frozen=True)
class RowColumn:
    """One row of a form over all units: by plan, the values of the units that it scores."""

    node: str
    title: str
    """Variants of a form may use one code for two questions, which are columns of their own."""
    tallies: Sequence[tuple[Plan, Tally]]


def columns_of(results: Sequence[UnitResult]) -> tuple[list[RowColumn], tuple[tuple[Fraction | None, ...], ...]]:
    """Return the rows that count in the index, and the value of every unit in each; None where its form has no such row."""
    columns: dict[tuple[str, str], RowColumn] = {}
    read: dict[int, list[tuple[int, str, int, Tally]]] = {}
    for plan in {id(one._plan): one._plan for one in results}.values():
        read[id(plan)] = []
        for name, planned in plan.nodes.items():
            if planned.row is None or name not in plan.places:
                continue
            key = name, planned.node.name.id
            tallies = [(plan, Tally())]
            if key in columns:
                tallies = [*columns[key].tallies, *tallies]
            columns[key] = RowColumn(*key, tallies)
            read[id(plan)].append((list(columns).index(key), *planned.row, tallies[-1][1]))
    made: dict[Ratio, Fraction] = {}
    values = []
    for one in results:
        cells: list[Fraction | None] = [None] * len(columns)
        totals = one._totals
        for place, form, at, tally in read[id(one._plan)]:
            total = totals[form]
            ratio = total.sums[at], total.count
            tally.count(ratio)
            value = made.get(ratio)
            if value is None:
                value = made[ratio] = Fraction(*ratio)
            cells[place] = value
        values.append(tuple(cells))
    return list(columns.values()), tuple(values)
