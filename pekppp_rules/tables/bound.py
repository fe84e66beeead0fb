"""How many evaluators and respondents a plan carries before a whole number could reach 2^53."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod

from pekppp_rules.regulation.model import ValueForm
from pekppp_rules.regulation.tree import scored_forms
from pekppp_rules.scoring import Plan
from pekppp_rules.scoring.plan import step_form
from pekppp_rules.tables.exact import DECIMAL_PLACES, SAFE


def step_counts(plan: Plan) -> dict[str, int]:
    """Return the counts of the steps: units of their rounding in one."""
    return {step_form(name): 10 ** plan.nodes[name].places for name in plan.steps}


def fixed_counts(plan: Plan) -> dict[str, int]:
    """Return the counts that are the same for every unit of a table: of a step, and of a form of decimals."""
    forms = scored_forms(plan.forms.values())
    return step_counts(plan) | {name: 10**DECIMAL_PLACES for name, form in forms.items() if isinstance(form, ValueForm)}


def limits(plan: Plan, nodes: Iterable[str], fixed: Mapping[str, int]) -> dict[frozenset[str], int]:
    """Return, by the forms that are pooled together, the largest product of their counts that keeps `nodes` below 2^53.

    Counts in `fixed` are the same for every unit and part of what is bounded. Everything that is computed for a node grows with the
    product: its numerator and denominator, what rounding compares, what a category compares. 0 means that not even one
    evaluator with one respondent fits.
    """
    found: dict[frozenset[str], int] = {}
    for name in nodes:
        planned = plan.nodes[name]
        numerator, denominator, free = size_of(plan, name, fixed)
        bands = planned.bands
        rounding = max(planned.places, 2, bands.places if bands is not None else 0)
        most = 2 * numerator * 10**rounding + 3 * denominator
        if bands is not None:
            bound = max(map(abs, bands.bounds))
            most = max(most, numerator * bands.unit, denominator * bound)
        found[free] = min(found.get(free, SAFE), SAFE // most)
    return found


def size_of(plan: Plan, name: str, fixed: Mapping[str, int]) -> tuple[int, int, frozenset[str]]:
    """Return how large a node's numerator and denominator can be for each of the product of the counts of some forms."""
    reach, planned = _reach(plan), plan.nodes[name]
    constant = prod(fixed.get(term.form, 1) for term in planned.terms)
    highest = abs(planned.constant) + sum(
        abs(weight) * reach[term.form] for term in planned.terms for weight in term.weights
    )
    free = frozenset(term.form for term in planned.terms if term.form not in fixed)
    return highest * constant, planned.divisor * constant, free


def _reach(plan: Plan) -> Mapping[str, int]:
    """Return by form and step the largest absolute value of one of its rows, which are whole for one of its count."""
    forms = scored_forms(plan.forms.values())
    reach = {name: max(abs(form.scale.lowest), abs(form.scale.highest)) for name, form in forms.items()}
    for name in plan.steps:
        node = plan.nodes[name].node
        reach[step_form(name)] = int(max(abs(node.lowest), abs(node.highest))) + 1
    return reach
