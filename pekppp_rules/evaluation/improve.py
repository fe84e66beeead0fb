"""The cheapest set of steps to a category, exactly: the index is linear in the agreed levels of the indicators."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor, lcm

from pekppp_rules.errors import EvaluationError, Parameter, Place, Problem, closest, shown
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.cheapest import Option, cheapest
from pekppp_rules.evaluation.costs import Costs, Prices, read_prices
from pekppp_rules.evaluation.elsewhere import needed_elsewhere
from pekppp_rules.evaluation.improvement import Improvement, Outcome, Step
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.regulation.model import Category as CategoryEntry
from pekppp_rules.regulation.model import Indicator, RubricForm
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.scoring import NodePlan, Plan

_Ladder = tuple[Step, ...]
"""Every step that one indicator has left, from where it stands up."""


def improve(evaluation: Evaluation, to: str, costs: Costs | None = None, fixed: Collection[str] = ()) -> Improvement:
    """Return the cheapest steps that bring an evaluation to the category with letter `to`, or say why there are none.

    Of the cheapest sets the one that changes the fewest indicators is chosen, then the one with the fewest steps, then the one
    that raises the indicators that stand first in the form.

    Raises EvaluationError: PKP-408 for a category that the index does not have, PKP-409 where a node between an indicator and
    the index is rounded before its parent uses it, and what `read_prices` finds wrong with costs and fixed indicators.
    """
    plan = evaluation._plan
    root = plan.nodes[evaluation.root_id]
    target, least = _target(root, to)
    _refuse_rounded_parts(plan, root.node.id)
    prices = read_prices(plan.forms.values(), costs or {}, fixed)
    ladders = [ladder for ladder in _ladders(evaluation, prices) if ladder]
    before = evaluation.index.value
    highest = before + sum((step.gain for ladder in ladders for step in ladder), Fraction(0))
    chosen = _cheapest_steps(ladders, least - before) if highest >= least else []
    return Improvement(
        evaluation=evaluation,
        target=Category.of(target),
        least_index=least,
        reached=highest >= least,
        steps=tuple(chosen),
        cost=sum((step.cost for step in chosen), Fraction(0)),
        before=_outcome(root, before),
        after=_outcome(root, before + sum((step.gain for step in chosen), Fraction(0))),
        highest=_outcome(root, highest),
        marginal=tuple(sorted((ladder[0] for ladder in ladders), key=lambda step: -step.gain)),
        elsewhere=tuple(needed_elsewhere(evaluation, least - highest)) if highest < least else (),
    )


def _target(root: NodePlan, to: str) -> tuple[CategoryEntry, Fraction]:
    """Return the category with the letter `to`, and the least index that has it or a higher one."""
    falling = tuple(reversed(root.bands.categories)) if root.bands is not None else ()
    for entry in falling:
        if root.bands is not None and entry.letter == to:
            return entry, root.bands.least(entry)
    letters = [entry.letter for entry in falling]
    parameters: dict[str, Parameter] = {"letter": shown(to), "known": ", ".join(map(shown, letters)) or "-"}
    if near := closest(to, letters):
        parameters["suggestion"] = shown(near)
    raise EvaluationError(Problem("PKP-408", Place(), parameters))


def _refuse_rounded_parts(plan: Plan, root: str) -> None:
    """Refuse an index in which what a level gains depends on the levels of others."""
    rubrics = {name for name, form in plan.forms.items() if isinstance(form, RubricForm)}
    for name in plan.steps:
        if name in plan.places and name != root and rubrics & plan.forms_below(name):
            raise EvaluationError(Problem("PKP-409", Place(), {"node": name}))


def _outcome(root: NodePlan, value: Fraction) -> Outcome:
    numerator, denominator = value.as_integer_ratio()
    entry = root.bands.find(numerator, denominator) if root.bands is not None else None
    category = Category.of(entry) if entry is not None else None
    return Outcome(value, rounded_half_up(numerator, denominator, root.places), category)


def _ladders(evaluation: Evaluation, prices: Prices) -> Iterator[_Ladder]:
    """Yield the steps of every indicator that counts and is not fixed, in the order of the forms."""
    plan = evaluation._plan
    for name, form in plan.forms.items():
        if isinstance(form, RubricForm):
            for block in form.aspects:
                for row in block.indicators:
                    node = row_id(name, row.code)
                    if node in plan.places and node not in prices.fixed:
                        yield _ladder(evaluation, form, row, prices)


def _ladder(evaluation: Evaluation, form: RubricForm, row: Indicator, prices: Prices) -> _Ladder:
    node = row_id(form.form, row.code)
    level = evaluation.node(node).value
    share = evaluation._plan.places[node].index_share
    rungs = [level, *map(Fraction, range(floor(level) + 1, form.scale.highest + 1))]
    return tuple(
        Step(
            form=form.form,
            code=row.code,
            title=row.title,
            from_level=below,
            to_level=int(above),
            cost=prices.of(node, int(above)) * (above - below),
            gain=share * (above - below),
            text=row.levels.get(str(int(above))),
        )
        for below, above in pairwise(rungs)
    )


@dataclass(frozen=True)
class _Preference:
    """Which of two ways is better, as one whole number that adds up over the indicators: the smaller the better.

    It is cost, then indicators changed, then steps, then, from the last of the form to the first, the steps of each indicator,
    which count in its favour. Each is worth more than all that follow can come to. The steps of the indicators are its last
    digits, from which they are read back.
    """

    cost: int
    indicator: int
    step: int
    base: int

    @classmethod
    def over(cls, ladders: Sequence[_Ladder]) -> _Preference:
        base = 1 + max(map(len, ladders), default=0)
        step = base ** len(ladders)
        indicator = step * (1 + sum(map(len, ladders)))
        return cls(indicator * (1 + len(ladders)), indicator, step, base)

    def of(self, cost: int, steps: int, at: int) -> int:
        """Return the preference of that many steps of the indicator in place `at`, counted from the last."""
        place: int = self.base**at
        return cost * self.cost + self.indicator + steps * self.step - steps * place

    def steps(self, total: int, at: int) -> int:
        """Return how many steps of the indicator in place `at` a total holds."""
        place: int = self.base**at
        return -total % self.step // place % self.base


def _cheapest_steps(ladders: Sequence[_Ladder], need: Fraction) -> list[Step]:
    """Return the best steps that gain `need` or more; there must be some."""
    gainful = [ladder for ladder in ladders if ladder[0].gain]
    every = [step for ladder in gainful for step in ladder]
    cost_unit = lcm(*(step.cost.denominator for step in every))
    gain_unit = lcm(*(step.gain.denominator for step in every), need.denominator)
    preference = _Preference.over(gainful)
    groups: list[list[Option]] = []
    for at, ladder in enumerate(reversed(gainful)):
        options, cost, gain = [], 0, 0
        for steps, step in enumerate(ladder, start=1):
            cost += int(step.cost * cost_unit)
            gain += int(step.gain * gain_unit)
            options.append((preference.of(cost, steps, at), gain))
        groups.append(options)
    best = cheapest(groups, int(need * gain_unit))
    assert best is not None
    taken = [preference.steps(best, at) for at in reversed(range(len(gainful)))]
    return [step for ladder, count in zip(gainful, taken, strict=True) for step in ladder[:count]]
