"""The cheapest set of steps to a category: which indicators to raise, what that costs, and what it cannot do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, lcm
from typing import Any

from pekppp_rules.errors import EvaluationError, Language, Parameter, Place, Problem, closest, shown
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.cheapest import cheapest
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import RubricForm, SurveyForm, Text
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.scoring import round_half_up, scaled_decimal

Cost = int | Decimal | Fraction


@dataclass(frozen=True)
class Step:
    """One indicator raised to the next whole level."""

    row: str
    code: str
    title: Text
    from_level: Fraction
    to_level: int
    cost: Fraction
    """What it costs: a whole level's price, or the part of it that is missing to the next whole level."""
    gain: Fraction
    """Points of the index."""

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the step for a JSON document."""
        return {
            "row": self.row,
            "code": self.code,
            "title": self.title(lang),
            "from_level": exact_text(self.from_level),
            "to_level": self.to_level,
            "cost": exact_text(self.cost),
            "gain": exact_text(self.gain),
        }


@dataclass(frozen=True)
class SurveyNeed:
    """What a survey's node would have to be for the target, with every indicator that may be raised at its highest level."""

    form: str
    node: str
    value: Fraction
    """What it is now."""
    needed: Fraction | None
    """What it would have to be; None where even its highest value does not suffice."""
    rounded_up: Decimal | None
    """`needed` to two places, upwards, so that it suffices."""

    def data(self) -> dict[str, Any]:
        """Return the need for a JSON document."""
        return {
            "form": self.form,
            "node": self.node,
            "value": exact_text(self.value),
            "needed": exact_text(self.needed) if self.needed is not None else None,
            "rounded_up": str(self.rounded_up) if self.rounded_up is not None else None,
        }


@dataclass(frozen=True)
class Improvement:
    """The cheapest way to a category, or why there is none."""

    target: Category
    is_reached: bool
    """Whether the steps lead to the target or above."""
    before: Fraction
    after: Fraction
    """The index after the steps; where the target is out of reach, after raising all that may be raised."""
    after_rounded: Decimal
    after_category: Category
    cost: Fraction
    steps: tuple[Step, ...]
    """In the order of the form; empty where the target is out of reach, or was reached before."""
    surveys: tuple[SurveyNeed, ...]
    """Where the target is out of reach: what each survey alone would have to give."""
    marginal: tuple[Step, ...]
    """The next step of every indicator that may be raised, by gain."""

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the improvement as a document that fits `schemas/v1/improvement.schema.json`."""
        return {
            "format": 1,
            "target": self.target.data(lang),
            "is_reached": self.is_reached,
            "before": exact_text(self.before),
            "after": {
                "exact": exact_text(self.after),
                "rounded": str(self.after_rounded),
                "category": self.after_category.data(lang),
            },
            "cost": exact_text(self.cost),
            "steps": [step.data(lang) for step in self.steps],
            "surveys": [need.data() for need in self.surveys],
            "marginal": [step.data(lang) for step in self.marginal],
        }


def improve(
    evaluation: Evaluation, to: str, costs: Mapping[str, Cost] | None = None, fixed: Collection[str] = ()
) -> Improvement:
    """Return the cheapest set of steps that brings an evaluation to the category `to` or above.

    A step raises the agreed level of one indicator by one, or from a mean of evaluators to the next whole level for that part of
    the price. `costs` give the price of a whole level by the indicator's code or node id, 1 where none is given; the indicators
    in `fixed` stay as they are. Exact, and no cheaper set reaches the target. Raises EvaluationError: no such category (PKP-408),
    a rounding between indicators and index, so that steps do not add up (PKP-409), an unknown indicator (PKP-411), a price that
    is none (PKP-412).
    """
    plan, root = evaluation._plan, evaluation._plan.nodes[evaluation.root_id]
    if root.bands is None or any(name in plan.places and name != evaluation.root_id for name in plan.steps):
        raise EvaluationError(Problem("PKP-409"))
    target = _target(evaluation, to)
    rows = _rows(evaluation, costs or {}, frozenset(fixed))
    places, rounded = root.node.rounding.places, root.bands.rounded
    threshold = target.lower_bound - (Fraction(1, 2 * 10**places) if rounded else 0)
    need = threshold - evaluation.index.value
    steps = _cheapest_steps(rows, need)
    raised = steps if steps is not None else [step for row in rows for step in row]
    after = evaluation.index.value + sum((step.gain for step in raised), Fraction(0))
    found = root.bands.find(after.numerator, after.denominator)
    units = round_half_up(after.numerator, after.denominator, places)
    return Improvement(
        target=target,
        is_reached=steps is not None,
        before=evaluation.index.value,
        after=after,
        after_rounded=scaled_decimal(units, places),
        after_category=Category.of(found),
        cost=sum((step.cost for step in steps or ()), Fraction(0)),
        steps=tuple(steps or ()),
        surveys=tuple(_surveys(evaluation, threshold - after)) if steps is None else (),
        marginal=tuple(sorted((row[0] for row in rows if row), key=lambda step: -step.gain)),
    )


def _target(evaluation: Evaluation, to: str) -> Category:
    root = evaluation._plan.nodes[evaluation.root_id]
    entries = root.bands.categories if root.bands is not None else ()
    for entry in entries:
        if entry.letter == to:
            return Category.of(entry)
    known = [entry.letter for entry in reversed(entries)]
    parameters: dict[str, Parameter] = {"name": shown(to), "known": ", ".join(known)}
    near = closest(to, known)
    raise EvaluationError(Problem("PKP-408", Place(), {**parameters, "suggestion": near} if near else parameters))


def _rows(evaluation: Evaluation, costs: Mapping[str, Cost], fixed: frozenset[str]) -> list[list[Step]]:
    """Return, for every indicator that may be raised, its steps one after the other."""
    plan = evaluation._plan
    known: dict[str, str] = {}
    found = []
    for name, form in plan.forms.items():
        if not isinstance(form, RubricForm):
            continue
        for aspect in form.aspects:
            for row in aspect.indicators:
                node = row_id(name, row.code)
                place = plan.places.get(node)
                known |= {row.code: node, node: node}
                if place is None or place.index_share <= 0 or fixed & {row.code, node}:
                    continue
                price = _price(costs.get(node, costs.get(row.code, 1)), row.code)
                level = evaluation.node(node).value
                found.append(_steps(node, row.code, row.title, level, form.scale.highest, price, place.index_share))
    for name in (*costs, *sorted(fixed)):
        if name not in known:
            parameters: dict[str, Parameter] = {"code": shown(name)}
            near = closest(name, known)
            told = {**parameters, "suggestion": near} if near else parameters
            raise EvaluationError(Problem("PKP-411", Place(), told))
    return found


def _price(cost: Cost, code: str) -> Fraction:
    if not isinstance(cost, bool) and isinstance(cost, (int, Decimal, Fraction)):
        price = Fraction(cost) if not isinstance(cost, Decimal) or cost.is_finite() else Fraction(-1)
        if price >= 0:
            return price
    raise EvaluationError(Problem("PKP-412", Place(), {"code": code}))


def _steps(
    node: str, code: str, title: Text, level: Fraction, highest: int, price: Fraction, share: Fraction
) -> list[Step]:
    found = []
    while level < highest:
        following = floor(level) + 1
        part = following - level
        found.append(Step(node, code, title, level, following, part * price, part * share))
        level = Fraction(following)
    return found


def _cheapest_steps(rows: list[list[Step]], need: Fraction) -> list[Step] | None:
    """Return the steps to take, or None when all of them together fall short. A row is raised by its first steps only."""
    money = lcm(*(step.cost.denominator for row in rows for step in row))
    points = lcm(need.denominator, *(step.gain.denominator for row in rows for step in row))
    groups = []
    for row in rows:
        price, gain, options = 0, 0, []
        for step in row:
            price += int(step.cost * money)
            gain += int(step.gain * points)
            options.append((price, gain))
        groups.append(options)
    taken = cheapest(groups, int(need * points))
    if taken is None:
        return None
    return [step for at, number in taken.items() for step in rows[at][: number + 1]]


def _surveys(evaluation: Evaluation, lacking: Fraction) -> list[SurveyNeed]:
    """Return what the node of each survey would have to be for the points that are still lacking."""
    plan = evaluation._plan
    found = []
    for branch in plan.nodes[evaluation.root_id].node.branches:
        below = {name for name, _ in plan.nodes[branch.child].weights}
        surveys = [name for name in below if isinstance(plan.forms.get(name), SurveyForm)]
        if len(below) != 1 or not surveys or branch.share <= 0:
            continue
        node = evaluation.node(branch.child)
        needed = node.value + lacking / branch.share
        is_possible = needed <= node.highest
        units = -(-needed.numerator * 100 // needed.denominator)
        found.append(
            SurveyNeed(
                form=surveys[0],
                node=branch.child,
                value=node.value,
                needed=needed if is_possible else None,
                rounded_up=scaled_decimal(units, 2) if is_possible else None,
            )
        )
    return found
