"""Forms that feed the index: what an evaluator scores, what service users answer, and values that are given."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from pekppp_rules.regulation.model.facts import FactsForm
from pekppp_rules.regulation.model.values import (
    AssumedWeights,
    Id,
    LevelKey,
    Optional,
    Sourced,
    Text,
    UnknownValue,
    Variant,
    Weight,
    Whole,
    kind,
    told_by_key,
)


class Scale(Sourced):
    """The whole numbers a score or an answer may take, from `lowest` to `highest`."""

    lowest: Annotated[Whole, Field(ge=-1_000, le=1_000)]
    highest: Annotated[Whole, Field(ge=-1_000, le=1_000)]


class _Row(Sourced):
    code: Id
    number: Optional[Annotated[Whole, Field(ge=1)]] = None
    principle: Optional[Id] = None
    title: Text
    official_code: Optional[UnknownValue] = None


class UnscoredRow(_Row):
    """A row that is shown and never scored."""

    elements: Annotated[tuple[Text, ...], Field(min_length=1)] = ()
    levels: Annotated[dict[LevelKey, Text], Field(min_length=2)] = Field(default_factory=dict)
    """A text for each level; none where the form's level texts are unknown."""
    evidence: tuple[Text, ...] = ()


class Indicator(UnscoredRow):
    """A row the evaluator scores, with its weight inside the aspect and a text for each level."""

    weight: Optional[Weight] = None


class Question(_Row):
    """What a service user answers."""

    weight: Optional[Weight] = None


class Value(_Row):
    """A decimal that is given as it is."""

    aspect: Optional[Id] = None
    weight: Optional[Weight] = None


Row = Indicator | Question | Value
"""A row that can count in the index."""


class Block(NamedTuple):
    """The rows of one aspect of a form; of no aspect where `aspect` is None."""

    aspect: str | None
    rows: tuple[Row, ...]


class RubricAspect(Sourced):
    """The indicators of one aspect, in the order of the form."""

    aspect: Id
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]


class SurveyAspect(Sourced):
    """The questions of one aspect, in the order of the form."""

    aspect: Id
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Pool(Sourced):
    """How several sheets of one form become one value."""

    pool: Literal["mean"]


class Minimum(Sourced):
    """The fewest respondents a unit should have."""

    value: Annotated[Whole, Field(ge=1, le=1_000_000)]


class Respondents(Pool):
    """How respondents become one value, and how many are asked for."""

    minimum: Optional[Minimum] = None


class _ScoredForm(Sourced):
    kind: Literal["form"]
    form: Id
    variant: Optional[Variant] = None
    title: Text
    scale: Scale
    weights: Optional[AssumedWeights] = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The scored rows aspect by aspect, in the order of the form, whichever kind of form it is."""
        raise NotImplementedError

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the scored rows, in the order of the form."""
        return tuple(row.code for block in self.blocks for row in block.rows)


class RubricForm(_ScoredForm):
    """A form an evaluator fills with levels."""

    type: Literal["rubric"]
    evaluators: Pool
    level_texts: Optional[UnknownValue] = None
    """Present when no source tells the texts of the levels; the rows then have none."""
    aspects: Annotated[tuple[RubricAspect, ...], Field(min_length=1)]
    unscored: tuple[UnscoredRow, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The indicators aspect by aspect."""
        return tuple(Block(aspect.aspect, aspect.indicators) for aspect in self.aspects)

    @property
    def gathered_by(self) -> Sourced:
        """The rule by which several evaluators become one score."""
        return self.evaluators


class SurveyForm(_ScoredForm):
    """A form that service users answer."""

    type: Literal["survey"]
    respondents: Respondents
    aspects: Annotated[tuple[SurveyAspect, ...], Field(min_length=1)]
    level_texts: Optional[UnknownValue] = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The questions aspect by aspect."""
        return tuple(Block(aspect.aspect, aspect.questions) for aspect in self.aspects)

    @property
    def gathered_by(self) -> Sourced:
        """The rule by which respondents become one value."""
        return self.respondents


class ValueForm(_ScoredForm):
    """Decimals on a stated scale, given as they are: an index that another body has computed, for one."""

    type: Literal["value"]
    values: Annotated[tuple[Value, ...], Field(min_length=1)]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The values by the aspect they name, those of no aspect together."""
        by_aspect: dict[str | None, tuple[Row, ...]] = {}
        for value in self.values:
            by_aspect[value.aspect] = (*by_aspect.get(value.aspect, ()), value)
        return tuple(Block(aspect, rows) for aspect, rows in by_aspect.items())

    @property
    def gathered_by(self) -> Sourced:
        """The scale that a given value lies on."""
        return self.scale


ScoredForm = RubricForm | SurveyForm | ValueForm
"""A form whose rows the index counts."""

Form = Annotated[
    Annotated[RubricForm, kind("rubric")]
    | Annotated[SurveyForm, kind("survey")]
    | Annotated[ValueForm, kind("value")]
    | Annotated[FactsForm, kind("facts")],
    told_by_key("type"),
]
