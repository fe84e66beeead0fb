"""Units become their agency's index, by the rule their regulation states; and a ranking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import Any

from pekppp_rules.errors import EvaluationError, Phrase, Place, Problem
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.unit_result import RegulationIdentity, UnitResult
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.submission import Period


@dataclass(frozen=True)
class Ranked:
    """A unit and its rank; true ties share a rank, and the next one is skipped."""

    rank: int
    evaluation: UnitResult


@dataclass(frozen=True)
class Aggregate:
    """The index of an agency over its units, under one regulation version and in one period."""

    regulation: RegulationIdentity
    period: Period
    value: Fraction
    rounded: Decimal
    conversion: Decimal | None
    category: Category | None
    ranking: tuple[Ranked, ...]

    def data(self) -> dict[str, Any]:
        """Return the aggregate for a JSON document."""
        return {
            "regulation": {
                "id": self.regulation.id,
                "version": self.regulation.version,
                "digest": self.regulation.digest,
                "citation": self.regulation.citation,
            },
            "period": self.period.model_dump(mode="json", exclude_unset=True),
            "units": len(self.ranking),
            "index": {
                "exact": exact_text(self.value),
                "rounded": str(self.rounded),
                "conversion": str(self.conversion) if self.conversion is not None else None,
            },
            "category": None if self.category is None else {"letter": self.category.letter, "name": self.category.name},
            "ranking": [
                {
                    "rank": item.rank,
                    "unit": item.evaluation.unit.name,
                    "exact": exact_text(item.evaluation.index.value),
                    "rounded": str(item.evaluation.index.rounded),
                }
                for item in self.ranking
            ],
        }


def aggregate(evaluations: Iterable[UnitResult]) -> Aggregate:
    """Return the plain mean of the units' unrounded indices, its category, and the ranking.

    The regulation's `aggregation` names the rule. Units must share regulation version, year, scheme and stage: raises
    EvaluationError that names what differs (PKP-401), an agency without units (PKP-402) or a unit given twice (PKP-405).
    """
    given = list(evaluations)
    if not given:
        raise EvaluationError(Problem("PKP-402"))
    _refuse_a_mix(given)
    values = [one.index.value for one in given]
    common = lcm(*(value.denominator for value in values))
    whole = [value.numerator * (common // value.denominator) for value in values]
    value = Fraction(sum(whole), common * len(given))
    first = given[0]
    index = first._package.index
    planned = first._plan.nodes[index.root]
    entry = planned.bands.find(value.numerator, value.denominator) if planned.bands is not None else None
    return Aggregate(
        regulation=first.regulation,
        period=first.period,
        value=value,
        rounded=_rounded(value, planned.node.rounding.places),
        conversion=_converted(given),
        category=Category.of(entry) if entry is not None else None,
        ranking=_ranking(given, whole),
    )


def _ranking(evaluations: list[UnitResult], whole: list[int]) -> tuple[Ranked, ...]:
    """Return the units by their indices, which are given over a common denominator: whole numbers compare fastest."""
    falling = sorted(zip(whole, evaluations, strict=True), key=lambda one: (-one[0], one[1].unit.name))
    ranked: list[Ranked] = []
    for _, tied in groupby(falling, key=lambda one: one[0]):
        rank = len(ranked) + 1
        ranked += [Ranked(rank, evaluation) for _, evaluation in tied]
    return tuple(ranked)


def _converted(evaluations: list[UnitResult]) -> Decimal | None:
    """Return the conversion of the unrounded mean: conversions are linear, so it is the mean of the units' own."""
    first = evaluations[0]
    name = first._package.index.conversion
    if name is None:
        return None
    mean = Fraction(sum(one.node(name).value for one in evaluations), len(evaluations))
    return _rounded(mean, first._plan.nodes[name].node.rounding.places)


def _rounded(value: Fraction, places: int) -> Decimal:
    return rounded_half_up(value.numerator, value.denominator, places)


def _refuse_a_mix(evaluations: list[UnitResult]) -> None:
    by_package = {id(one.package): one for one in evaluations}
    fields = {
        Phrase("versi regulasi", "regulation version"): [
            f"{one.regulation.id} {one.regulation.version} {one.regulation.digest[:19]}" for one in by_package.values()
        ],
        Phrase("tahun", "year"): [str(one.period.year) for one in evaluations],
        Phrase("skema", "scheme"): [one.period.scheme or "-" for one in evaluations],
        Phrase("tahap", "stage"): [one.period.stage or "-" for one in evaluations],
    }
    problems = [
        Problem("PKP-401", Place(), {"field": field, "values": ", ".join(sorted(set(values)))})
        for field, values in fields.items()
        if len(set(values)) > 1
    ]
    first_of: dict[tuple[str, str, str | None], int] = {}
    for number, one in enumerate(evaluations, start=1):
        unit = (one.unit.agency, one.unit.name, one.unit.code)
        if unit in first_of:
            problems.append(Problem("PKP-405", Place(), {"first": first_of[unit], "second": number}))
        first_of.setdefault(unit, number)
    if problems:
        raise EvaluationError(problems)
