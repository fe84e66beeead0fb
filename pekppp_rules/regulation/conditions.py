"""Whether a condition holds, given what a unit has stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pekppp_rules.regulation.model import (
    AllOf,
    AnyOf,
    Condition,
    FactEquals,
    FactIn,
    FactPresent,
    FactQuestion,
    FactsForm,
)

Stated = bool | int | Decimal | Fraction | str | tuple[str, ...]
"""The value of a fact: of a set, the codes of the chosen options."""


def holds(condition: Condition, facts: Mapping[str, Stated]) -> bool:
    """Return whether the condition holds. A fact that was not stated equals nothing, is in nothing and is not present."""
    if isinstance(condition, FactEquals):
        return condition.fact in facts and _same(facts[condition.fact], condition.equals)
    if isinstance(condition, AllOf):
        return all(holds(inner, facts) for inner in condition.all)
    if isinstance(condition, AnyOf):
        return any(holds(inner, facts) for inner in condition.any)
    if isinstance(condition, FactPresent):
        return condition.fact in facts
    if isinstance(condition, FactIn):
        return condition.fact in facts and any(_same(facts[condition.fact], value) for value in condition.in_)
    return not holds(condition.not_, facts)


def _same(stated: Stated, value: bool | int | str) -> bool:
    """Yes is never 1: a fact of one type is not compared with a value of another."""
    if isinstance(stated, tuple):
        return value in stated
    return isinstance(stated, bool) == isinstance(value, bool) and stated == value


@dataclass(frozen=True)
class Asking:
    """The facts of a form in its order, each with its question and the conditions under which it is asked."""

    facts: tuple[tuple[str, FactQuestion, tuple[Condition, ...]], ...]

    def asked(self, stated: Mapping[str, Stated]) -> dict[str, FactQuestion]:
        """Return the facts that are asked for in view of what is stated, each with its question, in the form's order.

        A fact that is not asked does not count for the conditions after it, whatever is stated for it.
        """
        asked: dict[str, FactQuestion] = {}
        counted: dict[str, Stated] = {}
        for name, question, conditions in self.facts:
            if not conditions or all(holds(condition, counted) for condition in conditions):
                asked[name] = question
                if name in stated:
                    counted[name] = stated[name]
        return asked


def asking_of(form: FactsForm) -> Asking:
    """Return what a form asks for and when."""
    return Asking(
        tuple(
            (fact.id, question, tuple(one for one in (question.asked_if, fact.asked_if) if one is not None))
            for question, fact in form.asked()
        )
    )
