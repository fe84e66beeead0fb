"""Whether a condition holds, given what a unit has stated."""

from __future__ import annotations

from collections.abc import Mapping
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
    if isinstance(condition, AllOf):
        return all(holds(inner, facts) for inner in condition.all)
    if isinstance(condition, AnyOf):
        return any(holds(inner, facts) for inner in condition.any)
    if isinstance(condition, FactPresent):
        return condition.fact in facts
    if isinstance(condition, FactEquals):
        return condition.fact in facts and _same(facts[condition.fact], condition.equals)
    if isinstance(condition, FactIn):
        return condition.fact in facts and any(_same(facts[condition.fact], value) for value in condition.in_)
    return not holds(condition.not_, facts)


def _same(stated: Stated, value: bool | int | str) -> bool:
    """Yes is never 1: a fact of one type is not compared with a value of another."""
    if isinstance(stated, tuple):
        return value in stated
    return isinstance(stated, bool) == isinstance(value, bool) and stated == value


def asked_facts(form: FactsForm, facts: Mapping[str, Stated]) -> dict[str, FactQuestion]:
    """Return the facts that the form asks for in view of what is stated, each with its question, in the form's order.

    A fact that is not asked does not count for the conditions after it, whatever is stated for it.
    """
    asked: dict[str, FactQuestion] = {}
    counted: dict[str, Stated] = {}
    for question, fact in form.asked():
        conditions = (question.asked_if, fact.asked_if)
        if all(condition is None or holds(condition, counted) for condition in conditions):
            asked[fact.id] = question
            if fact.id in facts:
                counted[fact.id] = facts[fact.id]
    return asked
