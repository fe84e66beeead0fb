"""Conditions of rules: the vocabulary of forms, with comparisons of any two expressions and of what other rules found."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Self, TypeAlias

from pydantic import Field, StrictBool, model_validator

from pekppp_rules.regulation.model.expressions import (
    CountFiredTerm,
    CountTerm,
    EvaluatorsTerm,
    EvidenceTerm,
    Expression,
    FactTerm,
    FieldTerm,
    IdenticalTerm,
    JustifiedTerm,
    NodeTerm,
    OptionCode,
    RespondentsTerm,
    SpreadTerm,
    term_kind,
)
from pekppp_rules.regulation.model.values import Composed, Exact, Id, Model, Optional, Whole, Yes, kind, told_by

_Text = Annotated[str, Field(min_length=1, max_length=300, strict=True), Composed]


def _side_kind(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, Decimal) and value.is_finite() and value == int(value):
        return "int"
    return "text" if isinstance(value, str) else "int" if isinstance(value, int) else "expression"


Equal = Annotated[
    Annotated[StrictBool, kind("bool")]
    | Annotated[Whole, kind("int")]
    | Annotated[_Text, kind("text")]
    | Annotated[Expression, kind("expression")],
    told_by(_side_kind),
]
"""The other side of an equation: yes or no, a whole number, a text or option, or an expression."""


class Band(Model):
    """A range of numbers: from (included) or above (not included), below (not included) or up to (included)."""

    from_: Optional[Exact] = Field(default=None, alias="from")
    above: Optional[Exact] = None
    below: Optional[Exact] = None
    upto: Optional[Exact] = None

    @model_validator(mode="after")
    def _has_ends(self) -> Self:
        """At least one end, and at most one at each side."""
        lower, upper = (self.from_, self.above), (self.below, self.upto)
        if all(end is None for end in (*lower, *upper)) or None not in lower or None not in upper:
            raise ValueError("one lower end, one upper end, or both")
        return self


OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "has", "present", "band")


class Comparison(Model):
    """Compares an expression by one operator. Does not hold when a side is absent."""

    equals: Optional[Equal] = Field(default=None, alias="=")
    differs: Optional[Equal] = Field(default=None, alias="!=")
    below: Optional[Expression] = Field(default=None, alias="<")
    upto: Optional[Expression] = Field(default=None, alias="<=")
    above: Optional[Expression] = Field(default=None, alias=">")
    from_: Optional[Expression] = Field(default=None, alias=">=")
    in_: Optional[Annotated[tuple[StrictBool | Whole | _Text, ...], Field(min_length=1)]] = Field(
        default=None, alias="in"
    )
    has: Optional[OptionCode] = None
    present: Optional[Yes] = None
    band: Optional[Band] = None

    @model_validator(mode="after")
    def _one_operator(self) -> Self:
        """Exactly one operator."""
        if sum(getattr(self, name) is not None for name in Comparison.model_fields) != 1:
            raise ValueError("exactly one operator")
        return self


class FactComparison(Comparison, FactTerm):
    """Compares a fact."""


class CountComparison(Comparison, CountTerm):
    """Compares the number of chosen options."""


class CountFiredComparison(Comparison, CountFiredTerm):
    """Compares the number of rules that fired."""


class NodeComparison(Comparison, NodeTerm):
    """Compares a node's value."""


class JustifiedComparison(Comparison, JustifiedTerm):
    """Compares a justified level."""


class SpreadComparison(Comparison, SpreadTerm):
    """Compares how far evaluators are apart."""


class EvidenceComparison(Comparison, EvidenceTerm):
    """Compares a number of pieces of evidence."""


class RespondentsComparison(Comparison, RespondentsTerm):
    """Compares a number of respondents."""


class EvaluatorsComparison(Comparison, EvaluatorsTerm):
    """Compares a number of evaluators."""


class IdenticalComparison(Comparison, IdenticalTerm):
    """Compares a number of identical answers."""


class FieldComparison(Comparison, FieldTerm):
    """Compares a field of the submission."""


class ValueComparison(Comparison):
    """Compares any expression."""

    value: Expression


class AllHold(Model):
    """Holds when every condition in it does."""

    all: Annotated[tuple[RuleCondition, ...], Field(min_length=1)]


class AnyHolds(Model):
    """Holds when at least one condition in it does."""

    any: Annotated[tuple[RuleCondition, ...], Field(min_length=1)]


class DoesNotHold(Model):
    """Holds when the condition in it does not."""

    not_: RuleCondition = Field(alias="not")


class HasFired(Model):
    """Holds when a rule fired, in any of its instances."""

    fired: Id


def _kind(value: Any) -> str | None:
    if isinstance(value, dict):
        for key in ("all", "any", "not", "fired", "value"):
            if key in value:
                return key
        return term_kind(value)
    return _KIND_OF.get(type(value))


RuleCondition: TypeAlias = Annotated[
    Annotated[AllHold, kind("all")]
    | Annotated[AnyHolds, kind("any")]
    | Annotated[DoesNotHold, kind("not")]
    | Annotated[HasFired, kind("fired")]
    | Annotated[ValueComparison, kind("value")]
    | Annotated[FactComparison, kind("fact")]
    | Annotated[CountComparison, kind("count")]
    | Annotated[CountFiredComparison, kind("count_fired")]
    | Annotated[NodeComparison, kind("node")]
    | Annotated[JustifiedComparison, kind("justified")]
    | Annotated[SpreadComparison, kind("spread")]
    | Annotated[EvidenceComparison, kind("evidence")]
    | Annotated[RespondentsComparison, kind("respondents")]
    | Annotated[EvaluatorsComparison, kind("evaluators")]
    | Annotated[IdenticalComparison, kind("identical")]
    | Annotated[FieldComparison, kind("field")],
    told_by(_kind),
]

_KIND_OF: dict[type, str] = {
    AllHold: "all",
    AnyHolds: "any",
    DoesNotHold: "not",
    HasFired: "fired",
    ValueComparison: "value",
    FactComparison: "fact",
    CountComparison: "count",
    CountFiredComparison: "count_fired",
    NodeComparison: "node",
    JustifiedComparison: "justified",
    SpreadComparison: "spread",
    EvidenceComparison: "evidence",
    RespondentsComparison: "respondents",
    EvaluatorsComparison: "evaluators",
    IdenticalComparison: "identical",
    FieldComparison: "field",
}
