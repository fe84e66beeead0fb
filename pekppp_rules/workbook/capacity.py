"""How far the formulas of a workbook stay exact.

A spreadsheet computes with doubles, which hold every whole number up to 2^53; but it compares, takes off and rounds down at fifteen
digits, so two whole numbers it never mixes up are smaller still. Everything that the formulas compute stays below 10^14.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, prod

from pekppp_rules.errors import EvaluationError, Place, Problem
from pekppp_rules.regulation.model import RubricForm, SurveyForm
from pekppp_rules.regulation.tree import scored_forms
from pekppp_rules.scoring import NodePlan, Plan

EXACT_BELOW = 10**14
_FINEST = 6


@dataclass(frozen=True)
class Capacity:
    """What the formulas take of what has no bound of its own."""

    places: int
    """Decimals of a value or a mean."""
    most: int
    """Respondents of a survey that is summed."""


def capacity_of(plans: Iterable[Plan], evaluators: int, respondents: int, surveys: Mapping[str, str]) -> Capacity:
    """Return the largest capacity under which no number of the plans reaches the bound.

    Raises EvaluationError (PKP-044) where even the smallest is too much, with the node that is.
    """
    known = list(plans)
    for size in range(_FINEST, -1, -1):
        capacity = Capacity(size, 10**size)
        over = next(
            (name for plan in known if (name := _beyond(plan, capacity, evaluators, respondents, surveys))), None
        )
        if over is None:
            return capacity
    parameters = {"node": over or "", "limit": "10^14"}
    raise EvaluationError(Problem("PKP-044", Place(), parameters))


def _beyond(
    plan: Plan, capacity: Capacity, evaluators: int, respondents: int, surveys: Mapping[str, str]
) -> str | None:
    """Return a node of which some number may reach the bound."""
    counts: dict[str, int] = {}
    levels: dict[str, int] = {}
    for name, form in scored_forms(plan.forms.values()).items():
        if isinstance(form, RubricForm):
            counts[name] = evaluators
        elif isinstance(form, SurveyForm) and surveys[name] != "means":
            counts[name] = respondents if surveys[name] == "responses" else capacity.most
        else:
            counts[name] = 10**capacity.places
        levels[name] = max(abs(form.scale.lowest), abs(form.scale.highest))
    for name, planned in plan.nodes.items():
        if planned.row is None and largest(planned, counts, levels) >= EXACT_BELOW:
            return name
        if planned.is_step:
            counts[f"={name}"] = 10**planned.node.rounding.places
            levels[f"={name}"] = ceil(max(abs(planned.node.lowest), abs(planned.node.highest))) + 1
    return None


def largest(planned: NodePlan, counts: Mapping[str, int], levels: Mapping[str, int]) -> int:
    """Return a bound on every number that computing a node's rounded value or its category goes through."""
    all_counts: int = prod(counts[form] for form, _ in planned.weights)
    value = abs(planned.constant) + sum(sum(map(abs, weights)) * levels[form] for form, weights in planned.weights)
    unit = planned.bands.unit if planned.bands is not None else 1
    scale: int = max(10**planned.places, unit)
    return all_counts * (2 * value * scale + 2 * planned.divisor)
