"""What would bring a unit to a category: the steps, what they cost and gain, and what is left for other forms to do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pekppp_rules.errors import Language
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.result import RESULT_FORMAT, Evaluation
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Text
from pekppp_rules.regulation.tree import row_id


@dataclass(frozen=True)
class Outcome:
    """What the index is, or would be: exact, rounded for display, and its category."""

    value: Fraction
    rounded: Decimal
    category: Category | None

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the outcome for a JSON document."""
        return {
            "exact": exact_text(self.value),
            "rounded": str(self.rounded),
            "category": None if self.category is None else self.category.data(lang),
        }


@dataclass(frozen=True)
class Step:
    """One indicator raised to the next whole level, from the mean of its evaluators or from the level below."""

    form: str
    code: str
    title: Text
    from_level: Fraction
    to_level: int
    cost: Fraction
    """The cost of the whole level, times the part of it that is missing."""
    gain: Fraction
    """Points of the index."""
    text: Text | None
    """What the form says of `to_level`; None where no source tells."""

    @property
    def node(self) -> str:
        """The node id of the indicator: `f02.1.a.Ak`."""
        return row_id(self.form, self.code)

    @property
    def gain_per_cost(self) -> Fraction | None:
        """Points of the index for each unit of cost; None for a step that costs nothing."""
        return self.gain / self.cost if self.cost else None

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the step for a JSON document."""
        rate = self.gain_per_cost
        return {
            "form": self.form,
            "code": self.code,
            "title": self.title(lang),
            "from_level": exact_text(self.from_level),
            "to_level": self.to_level,
            "cost": exact_text(self.cost),
            "gain": exact_text(self.gain),
            "gain_per_cost": None if rate is None else exact_text(rate),
            "text": None if self.text is None else self.text(lang),
        }


@dataclass(frozen=True)
class NeededValue:
    """What the node of another form would have to be, with every free indicator at its top and all else as it is."""

    form: str
    node: str
    name: Text
    value: Fraction
    """What it is now."""
    highest: Fraction
    """The top of its scale."""
    needed: Fraction | None
    """The least value that suffices, exactly; None where even the top of the scale does not."""
    rounded: Decimal | None
    """The same, rounded up so that it suffices; None where there is no such value on the scale."""

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the needed value for a JSON document."""
        return {
            "form": self.form,
            "node": self.node,
            "name": self.name(lang),
            "exact": exact_text(self.value),
            "highest": exact_text(self.highest),
            "needed": None if self.needed is None else exact_text(self.needed),
            "rounded": None if self.rounded is None else str(self.rounded),
        }


@dataclass(frozen=True)
class Improvement:
    """The cheapest steps to a category, or why there are none."""

    evaluation: Evaluation
    """The result that the steps start from."""
    target: Category
    least_index: Fraction
    """The least exact index that has the target category or a higher one."""
    reached: bool
    """Whether raising indicators can lead to the target; also true where nothing is to be done."""
    steps: tuple[Step, ...]
    """One for each level raised, in the order of the form; none where the target is out of reach or met already."""
    cost: Fraction
    """Of all steps together."""
    before: Outcome
    after: Outcome
    """With the steps taken."""
    highest: Outcome
    """With every indicator that is not fixed at its top."""
    marginal: tuple[Step, ...]
    """The next step of every indicator that is neither fixed nor at its top, those that gain most first."""
    elsewhere: tuple[NeededValue, ...]
    """What the nodes of other forms would have to be, each by itself, where indicators alone do not suffice."""

    @property
    def is_met_already(self) -> bool:
        """Whether the index has the target category, or a higher one, without any step."""
        return self.before.value >= self.least_index

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the improvement as a JSON-ready document that fits `schemas/v1/improvement.schema.json`."""
        result = self.evaluation.data(lang)
        return {
            "format": RESULT_FORMAT,
            **{key: result[key] for key in ("regulation", "unit", "period")},
            "target": self.target.data(lang),
            "least_index": exact_text(self.least_index),
            "reached": self.reached,
            "met_already": self.is_met_already,
            "before": self.before.data(lang),
            "after": self.after.data(lang),
            "highest": self.highest.data(lang),
            "cost": exact_text(self.cost),
            "steps": [step.data(lang) for step in self.steps],
            "marginal": [step.data(lang) for step in self.marginal],
            "elsewhere": [node.data(lang) for node in self.elsewhere],
        }

    def __repr__(self) -> str:
        ends = f"{self.before.rounded}..{self.after.rounded}"
        return f"<Improvement to {self.target.letter!r} index={ends} steps={len(self.steps)} cost={self.cost}>"
