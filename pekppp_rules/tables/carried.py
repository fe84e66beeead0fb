"""What a scored table carries so that a report can be made of it: by which rules, which forms, and every node exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import narwhals as nw

from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.tree import column_name
from pekppp_rules.tables.cases import Case
from pekppp_rules.tables.units import Units

REGULATION, DIGEST = "regulation", "regulation_digest"
"""The columns that say by which rules a table was scored: `id@version`, and the digest of the package."""


@dataclass(frozen=True)
class Carried:
    """Which nodes a result has, and whether it tells what a report needs."""

    asked: tuple[str, ...]
    """With numerator, denominator, rounded units and letter."""
    exact: tuple[str, ...]
    """With numerator and denominator."""
    package: Package | None
    """Where what a report needs is told: the rules."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """All of them, each once, those that were asked for first."""
        return tuple(dict.fromkeys((*self.asked, *self.exact)))

    def identity(self, units: Units) -> Iterator[nw.Expr]:
        """Yield by which rules the table was scored, and by field that chooses variants of the forms, what a unit has there."""
        if self.package is None:
            return
        yield nw.lit(identity_of(self.package)).alias(REGULATION)
        yield nw.lit(self.package.digest).alias(DIGEST)
        for field in fields_of([one.case for one in units.plans]):
            chosen = [nw.when(one.holds).then(nw.lit(one.case.choice[field])) for one in units.plans]
            yield nw.coalesce(*chosen, nw.lit(None, dtype=nw.String)).alias(column_name(field))


def identity_of(package: Package) -> str:
    """Return how a table names the rules: `permenpanrb_29_2022@1.0.0`."""
    return f"{package.regulation.id}@{version_of(package)}"


def fields_of(cases: Sequence[Case]) -> list[str]:
    """Return the fields that choose variants of the forms."""
    return list(dict.fromkeys(field for case in cases for field in case.choice))


def every_node(cases: Sequence[Case]) -> list[str]:
    """Return every node of every plan: the rows of the forms, and what is made of them."""
    return list(dict.fromkeys(name for case in cases for plan, _ in case.plans for name in plan.nodes))
