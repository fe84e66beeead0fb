"""What rules compute with: facts, levels, nodes and counts, and exact arithmetic on them."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from pekppp_rules.regulation.model.values import Composed, Exact, Id, Model, Optional, Whole, kind, told_by

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9{][A-Za-z0-9._{}-]{0,127}$", strict=True)]
"""The name of a fact, a node or a rule; `{row}`, `{code}` and `{aspect}` stand for those of a rule's instance."""

OptionCode = Annotated[str, Field(min_length=1, max_length=300, strict=True), Composed]


class FactTerm(Model):
    """A fact that the unit stated, by form and fact: `f01.1.ada`. Absent when it was not stated or not asked for."""

    fact: Name


class CountTerm(Model):
    """How many options of a set were chosen, entries of the unit's own included."""

    count: Name
    among: Optional[Annotated[tuple[OptionCode, ...], Field(min_length=1)]] = None
    except_: Optional[Annotated[tuple[OptionCode, ...], Field(min_length=1)]] = Field(default=None, alias="except")


class FiredNames(Model):
    """Rules by their ids."""

    fired: Annotated[tuple[Id, ...], Field(min_length=1)]


class CountFiredTerm(Model):
    """How many of these rules fired."""

    count: FiredNames


class NodeTerm(Model):
    """The value of a node of the index tree; of a row of a rubric, the agreed level."""

    node: Name


class JustifiedTerm(Model):
    """The level of a row that the stated facts justify. Absent when nothing is stated that its rule reads, or it has none."""

    justified: Name


class SpreadTerm(Model):
    """The highest minus the lowest score that evaluators gave a row. Absent with one evaluator."""

    spread: Name


class EvidenceTerm(Model):
    """How many pieces of evidence are given for a row; for the whole submission with `any`."""

    evidence: Name


class RespondentsTerm(Model):
    """How many people answered a survey. Absent when only means are given."""

    respondents: Id


class EvaluatorsTerm(Model):
    """How many evaluators filled a rubric."""

    evaluators: Id


class IdenticalTerm(Model):
    """The largest number of respondents who gave exactly the same answers. Absent unless every row is given."""

    identical: Id


class FieldTerm(Model):
    """A field of the submission: `unit.mode`, `period.scheme`, `period.stage` as text, `period.year` as a number."""

    field: Literal["unit.mode", "period.scheme", "period.stage", "period.year"]


class Addition(Model):
    """The sum of its parts. Absent when one of them is, as all arithmetic is."""

    plus: Annotated[tuple[Expression, ...], Field(min_length=2)] = Field(alias="+")


class Subtraction(Model):
    """The first less the second."""

    minus: tuple[Expression, Expression] = Field(alias="-")


class Multiplication(Model):
    """The product of its parts."""

    times: Annotated[tuple[Expression, ...], Field(min_length=2)] = Field(alias="x")


class Division(Model):
    """The first divided by the second, exactly. Absent when the second is 0."""

    over: tuple[Expression, Expression] = Field(alias="/")


class Rounded(Model):
    """A number rounded to so many places, to nearest, a tie upwards."""

    round: Expression
    places: Annotated[Whole, Field(ge=0, le=9)]
    mode: Literal["half_up"]


class Lookup(Model):
    """The value of a table of numbers at the greatest `from` that is not above the number looked up."""

    lookup: Id
    of: Expression


TERM_KEYS = (
    "fact",
    "count",
    "node",
    "justified",
    "spread",
    "evidence",
    "respondents",
    "evaluators",
    "identical",
    "field",
)
_OPERATION_KEYS = ("+", "-", "x", "/", "round", "lookup")

Term = (
    FactTerm
    | CountTerm
    | CountFiredTerm
    | NodeTerm
    | JustifiedTerm
    | SpreadTerm
    | EvidenceTerm
    | RespondentsTerm
    | EvaluatorsTerm
    | IdenticalTerm
    | FieldTerm
)


def term_kind(value: dict[object, object]) -> str | None:
    """Return which kind of term a mapping writes."""
    kind = next((key for key in TERM_KEYS if key in value), None)
    return "count_fired" if kind == "count" and isinstance(value["count"], dict) else kind


def _expression_kind(value: object) -> str | None:
    if isinstance(value, dict):
        return term_kind(value) or next((key for key in _OPERATION_KEYS if key in value), None)
    return _KIND_OF.get(type(value), "number")


Expression: TypeAlias = Annotated[
    Annotated[Exact, kind("number")]
    | Annotated[FactTerm, kind("fact")]
    | Annotated[CountTerm, kind("count")]
    | Annotated[CountFiredTerm, kind("count_fired")]
    | Annotated[NodeTerm, kind("node")]
    | Annotated[JustifiedTerm, kind("justified")]
    | Annotated[SpreadTerm, kind("spread")]
    | Annotated[EvidenceTerm, kind("evidence")]
    | Annotated[RespondentsTerm, kind("respondents")]
    | Annotated[EvaluatorsTerm, kind("evaluators")]
    | Annotated[IdenticalTerm, kind("identical")]
    | Annotated[FieldTerm, kind("field")]
    | Annotated[Addition, kind("+")]
    | Annotated[Subtraction, kind("-")]
    | Annotated[Multiplication, kind("x")]
    | Annotated[Division, kind("/")]
    | Annotated[Rounded, kind("round")]
    | Annotated[Lookup, kind("lookup")],
    told_by(_expression_kind),
]

_KIND_OF: dict[type, str] = {
    FactTerm: "fact",
    CountTerm: "count",
    CountFiredTerm: "count_fired",
    NodeTerm: "node",
    JustifiedTerm: "justified",
    SpreadTerm: "spread",
    EvidenceTerm: "evidence",
    RespondentsTerm: "respondents",
    EvaluatorsTerm: "evaluators",
    IdenticalTerm: "identical",
    FieldTerm: "field",
    Addition: "+",
    Subtraction: "-",
    Multiplication: "x",
    Division: "/",
    Rounded: "round",
    Lookup: "lookup",
}
