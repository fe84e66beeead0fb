"""Forms: what an evaluator scores and what service users answer, aspect by aspect."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from pekppp_rules.regulation.model.values import Id, Model, Optional, Sourced, Text, UnknownValue, Weight

_LevelKey = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]?)$", strict=True)]


class Scale(Sourced):
    """The whole numbers a score or an answer may take, from `lowest` to `highest`."""

    lowest: Annotated[StrictInt, Field(ge=-1_000, le=1_000)]
    highest: Annotated[StrictInt, Field(ge=-1_000, le=1_000)]


class Variant(Model):
    """The form is used when this field of the submission has this value."""

    field: Literal["unit.mode", "period.scheme", "period.stage"]
    value: Id


class _Row(Sourced):
    code: Id
    number: Optional[Annotated[StrictInt, Field(ge=1)]] = None
    principle: Optional[Id] = None
    title: Text
    official_code: Optional[UnknownValue] = None


class UnscoredRow(_Row):
    """A row that is shown and never scored."""

    elements: Annotated[tuple[Text, ...], Field(min_length=1)] = ()
    levels: Annotated[dict[_LevelKey, Text], Field(min_length=2)]
    evidence: tuple[Text, ...] = ()


class Indicator(UnscoredRow):
    """A row the evaluator scores, with its weight inside the aspect and a text for each level."""

    weight: Weight


class Question(_Row):
    """What a service user answers."""

    weight: Optional[Weight] = None


class RubricAspect(Sourced):
    """The indicators of one aspect, in the order of the form."""

    aspect: Id
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]

    @property
    def rows(self) -> tuple[Indicator | Question, ...]:
        """The scored rows."""
        return self.indicators


class SurveyAspect(Sourced):
    """The questions of one aspect, in the order of the form."""

    aspect: Id
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @property
    def rows(self) -> tuple[Indicator | Question, ...]:
        """The scored rows."""
        return self.questions


class Pool(Sourced):
    """How several sheets of one form become one value."""

    pool: Literal["mean"]


class Minimum(Sourced):
    """The fewest respondents a unit should have."""

    value: Annotated[StrictInt, Field(ge=1, le=1_000_000)]


class Respondents(Pool):
    """How respondents become one value, and how many are asked for."""

    minimum: Optional[Minimum] = None


class _Form(Sourced):
    kind: Literal["form"]
    form: Id
    variant: Optional[Variant] = None
    title: Text
    scale: Scale
    aspects: tuple[RubricAspect | SurveyAspect, ...]

    @property
    def blocks(self) -> tuple[RubricAspect | SurveyAspect, ...]:
        """The aspects, in the order of the form, whichever kind of form it is."""
        return self.aspects

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the scored rows, in the order of the form."""
        return tuple(row.code for aspect in self.aspects for row in aspect.rows)


class RubricForm(_Form):
    """A form an evaluator fills with levels."""

    type: Literal["rubric"]
    evaluators: Pool
    aspects: Annotated[tuple[RubricAspect, ...], Field(min_length=1)]
    unscored: tuple[UnscoredRow, ...] = ()

    @property
    def pool(self) -> Pool:
        """How several evaluators become one score."""
        return self.evaluators


class SurveyForm(_Form):
    """A form that service users answer."""

    type: Literal["survey"]
    respondents: Respondents
    aspects: Annotated[tuple[SurveyAspect, ...], Field(min_length=1)]
    level_texts: Optional[UnknownValue] = None

    @property
    def pool(self) -> Pool:
        """How respondents become one value."""
        return self.respondents


Form = Annotated[RubricForm | SurveyForm, Field(discriminator="type")]
