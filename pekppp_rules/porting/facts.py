"""What a unit may state in a form of facts: as much as can be, or as little."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any

from pekppp_rules.regulation.conditions import Stated, asking_of
from pekppp_rules.regulation.model import Fact, FactsForm, NumberFact, OneFact, SetFact

_FAR = 1_000
"""How far a number goes where the form sets it no bound."""


def stated_facts(form: FactsForm, *, most: bool) -> dict[str, Any]:
    """Return a value for every fact that is asked for, in the form's order: yes and all options, or no and none."""
    values: dict[str, Any] = {}
    stated: dict[str, Stated] = {}
    asking = asking_of(form)
    for _, fact in form.asked():
        if fact.id in asking.asked(stated):
            value = _value(fact, most)
            if value is None:
                continue
            values[fact.id] = value
            stated[fact.id] = tuple(value) if isinstance(value, list) else value
    return values


def _value(fact: Fact, most: bool) -> Any:
    if isinstance(fact, OneFact):
        return fact.options[-1 if most else 0].code
    if isinstance(fact, SetFact):
        return [option.code for option in fact.options] if most else []
    if isinstance(fact, NumberFact):
        return _number(fact.lowest, fact.highest, most)
    if fact.type == "bool":
        return most
    if fact.type == "percent":
        return 100 if most else 0
    return ("2030-12-31" if most else "2000") if fact.type == "date" else "Ada" if most else "Belum"


def _number(lowest: Fraction | None, highest: Fraction | None, most: bool) -> int | None:
    """Return the whole number at the upper or lower end of what the form allows; None where there is none between its bounds."""
    least = ceil(lowest) if lowest is not None else None
    greatest = floor(highest) if highest is not None else None
    if least is not None and greatest is not None and least > greatest:
        return None
    if most:
        return greatest if greatest is not None else max(_FAR, least or 0)
    return least if least is not None else min(0, greatest or 0)
