"""Conditions on facts: a small closed vocabulary, the same wherever a package asks "when?"."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field, StrictBool

from pekppp_rules.regulation.model.values import Composed, Id, Model, Whole, Yes, kind, told_by

ConditionValue = StrictBool | Whole | Annotated[str, Field(min_length=1, max_length=300, strict=True), Composed]
"""What a fact is compared with: yes or no, a whole number, or the code of an option."""


class AllOf(Model):
    """Holds when every condition in it does."""

    all: Annotated[tuple[Condition, ...], Field(min_length=1)]


class AnyOf(Model):
    """Holds when at least one condition in it does."""

    any: Annotated[tuple[Condition, ...], Field(min_length=1)]


class Not(Model):
    """Holds when the condition in it does not."""

    not_: Condition = Field(alias="not")


class FactEquals(Model):
    """Holds when the fact was given with just this value."""

    fact: Id
    equals: ConditionValue = Field(alias="=")


class FactIn(Model):
    """Holds when the fact was given and is one of the values; of a set, when at least one chosen option is."""

    fact: Id
    in_: Annotated[tuple[ConditionValue, ...], Field(min_length=1)] = Field(alias="in")


class FactPresent(Model):
    """Holds when the fact was given at all."""

    fact: Id
    present: Yes


KEYS = ("all", "any", "not", "=", "in", "present")
"""The keys that tell one kind of condition from another."""


def _kind(value: object) -> str | None:
    if isinstance(value, dict):
        return next((key for key in KEYS if key in value), None)
    return _KIND_OF.get(type(value))


Condition: TypeAlias = Annotated[
    Annotated[AllOf, kind("all")]
    | Annotated[AnyOf, kind("any")]
    | Annotated[Not, kind("not")]
    | Annotated[FactEquals, kind("=")]
    | Annotated[FactIn, kind("in")]
    | Annotated[FactPresent, kind("present")],
    told_by(_kind),
]

_KIND_OF: dict[type, str] = {
    AllOf: "all",
    AnyOf: "any",
    Not: "not",
    FactEquals: "=",
    FactIn: "in",
    FactPresent: "present",
}
