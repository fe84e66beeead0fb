"""Forms of kind facts: what a unit states about itself, question by question, with the conditions for skipping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, model_validator

from pekppp_rules.regulation.model.conditions import Condition
from pekppp_rules.regulation.model.values import (
    Exact,
    Id,
    Model,
    Named,
    Optional,
    Sourced,
    Text,
    Variant,
    Whole,
    kind,
    told_by,
)


class _Fact(Sourced):
    id: Id
    title: Text
    asked_if: Optional[Condition] = None


class PlainFact(_Fact):
    """Yes or no, a share from 0 to 100 percent, a text, or a date (year, month or day)."""

    type: Literal["bool", "percent", "text", "date"]


class NumberFact(_Fact):
    """A whole number or a decimal, within bounds where the form states them."""

    type: Literal["int", "decimal"]
    lowest: Optional[Exact] = None
    highest: Optional[Exact] = None


class OneFact(_Fact):
    """One of the options."""

    type: Literal["one"]
    options: Annotated[tuple[Named, ...], Field(min_length=2)]


class SetFact(_Fact):
    """Any of the options; with `other` the unit may add entries of its own."""

    type: Literal["set"]
    options: Annotated[tuple[Named, ...], Field(min_length=1)]
    other: StrictBool = False


_KIND_OF = {
    **dict.fromkeys(("bool", "percent", "text", "date"), "plain"),
    **dict.fromkeys(("int", "decimal"), "number"),
    "one": "one",
    "set": "set",
}


def _fact_kind(value: Any) -> str | None:
    of = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return _KIND_OF.get(of) if isinstance(of, str) else None


Fact = Annotated[
    Annotated[PlainFact, kind("plain")]
    | Annotated[NumberFact, kind("number")]
    | Annotated[OneFact, kind("one")]
    | Annotated[SetFact, kind("set")],
    told_by(_fact_kind),
]


class Informs(Model):
    """The row of another form that a question gives facts for."""

    form: Id
    code: Id


class FactQuestion(Sourced):
    """A numbered question of the form: the facts it asks for, and the evidence it wants to see."""

    code: Id
    number: Optional[Annotated[Whole, Field(ge=1)]] = None
    informs: Optional[Informs] = None
    title: Text
    asked_if: Optional[Condition] = None
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    evidence: tuple[Text, ...] = ()


class FactsAspect(Sourced):
    """The questions on one aspect, in the order of the form."""

    aspect: Id
    questions: Annotated[tuple[FactQuestion, ...], Field(min_length=1)]


class FactsForm(Sourced):
    """A form in which a unit states facts. Never scored itself."""

    kind: Literal["form"]
    form: Id
    type: Literal["facts"]
    variant: Optional[Variant] = None
    title: Text
    aspects: Annotated[tuple[FactsAspect, ...], Field(min_length=1)] = ()
    additional: tuple[FactQuestion, ...] = ()
    """Questions of no aspect; a form may have no others."""

    @model_validator(mode="after")
    def _asks_something(self) -> FactsForm:
        if not self.questions:
            raise ValueError("a form of facts asks at least one question")
        return self

    @property
    def questions(self) -> tuple[FactQuestion, ...]:
        """Every question, those of no aspect last."""
        return tuple(question for aspect in self.aspects for question in aspect.questions) + self.additional

    def asked(self) -> Iterator[tuple[FactQuestion, Fact]]:
        """Yield every fact with the question it belongs to, in the order of the form."""
        for question in self.questions:
            for fact in question.facts:
                yield question, fact
