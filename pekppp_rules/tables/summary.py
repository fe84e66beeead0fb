"""What a scored table says on the whole: how many units, their categories, their aspects and their weakest rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from pekppp_rules.errors import Language
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import Text
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.regulation.tree import TreeNode, column_name
from pekppp_rules.tables.cases import cases_of
from pekppp_rules.tables.status import SCORED

WEAKEST = 5


@dataclass(frozen=True)
class MeanOfNode:
    """The mean of a node over the units that have it, of their rounded values; exact, on the node's scale."""

    id: str
    name: Text
    units: int
    mean: Fraction
    places: int

    @property
    def rounded(self) -> Decimal:
        """For display, by the places of the node."""
        return rounded_half_up(self.mean.numerator, self.mean.denominator, self.places)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the mean for a JSON document."""
        mean = {"exact": str(self.mean), "rounded": str(self.rounded)}
        return {"id": self.id, "name": self.name(lang), "units": self.units, "mean": mean}


@dataclass(frozen=True)
class Summary:
    """A scored table on the whole."""

    units: int
    scored: int
    statuses: dict[str, int]
    """By code, the units without an index."""
    categories: dict[str, int]
    """By letter, from the highest down; those without a unit are there too."""
    aspects: tuple[MeanOfNode, ...]
    weakest: tuple[MeanOfNode, ...]
    """The rows of the forms with the lowest means, lowest first."""

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the summary for a JSON document."""
        return {
            "units": self.units,
            "scored": self.scored,
            "statuses": self.statuses,
            "categories": self.categories,
            "aspects": [one.data(lang) for one in self.aspects],
            "weakest": [one.data(lang) for one in self.weakest],
        }


def summed_nodes(package: Package) -> dict[str, TreeNode]:
    """Return the nodes a summary needs, over all variants: those of one aspect, and the scored rows of the forms."""
    return {
        name: planned.node
        for case in cases_of(package)
        for plan, _ in case.plans
        for name, planned in plan.nodes.items()
        if planned.node.row is not None or planned.node.aspect is not None
    }


def summary_of(package: Package, result: pl.LazyFrame) -> Summary:
    """Return the summary of a table that was scored with the nodes of `summed_nodes`."""
    nodes = summed_nodes(package)
    scored = result.filter(pl.col("status") == SCORED)
    counts = [pl.col(f"{column_name(name)}_units").count().alias(f"n{at}") for at, name in enumerate(nodes)]
    sums = [pl.col(f"{column_name(name)}_units").sum().alias(f"s{at}") for at, name in enumerate(nodes)]
    [row] = scored.select(pl.len().alias("scored"), *counts, *sums).collect(engine="streaming").to_dicts()
    means = [
        MeanOfNode(name, node.name, row[f"n{at}"], Fraction(row[f"s{at}"], row[f"n{at}"] * 10**places), places)
        for at, (name, node) in enumerate(nodes.items())
        if row[f"n{at}"]
        for places in [node.rounding.places]
    ]
    weakest = [one for one in means if nodes[one.id].row is not None]
    return Summary(
        units=result.select(pl.len()).collect(engine="streaming").item(),
        scored=row["scored"],
        statuses=_counted(result.filter(pl.col("status") != SCORED), pl.col("status").str.split(" ").list.first()),
        categories=_categories(package, _counted(scored.filter(pl.col("category").is_not_null()), pl.col("category"))),
        aspects=tuple(one for one in means if nodes[one.id].row is None),
        weakest=tuple(sorted(weakest, key=lambda one: (_share(nodes[one.id], one.mean), one.id))[:WEAKEST]),
    )


def _share(node: TreeNode, mean: Fraction) -> Fraction:
    """Return how far up its scale a mean is, so that rows of different scales compare."""
    return (mean - node.lowest) / (node.highest - node.lowest)


def _counted(frame: pl.LazyFrame, what: pl.Expr) -> dict[str, int]:
    rows: Sequence[tuple[str, int]] = frame.group_by(what.alias("of")).len().sort("of").collect().rows()
    return dict(rows)


def _categories(package: Package, counted: dict[str, int]) -> dict[str, int]:
    root = package.index.root
    letters: dict[str, int] = {}
    for case in cases_of(package):
        for plan, _ in case.plans:
            bands = plan.nodes[root].bands if root in plan.nodes else None
            for category in reversed(bands.categories if bands is not None else ()):
                letters[category.letter] = counted.get(category.letter, 0)
    return letters
