"""Forms: what an evaluator scores and what service users answer, aspect by aspect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from pekppp_rules.regulation.model.values import Model, Sourced, Text, UnknownValue, Weight


class Scale(Sourced):
    """The whole numbers a score or an answer may take, from `lowest` to `highest`."""

    lowest: StrictInt
    highest: StrictInt


class Variant(Model):
    """The form is used when this field of the submission has this value."""

    field: str
    value: str


class _Row(Sourced):
    code: str
    number: StrictInt | None = None
    principle: str | None = None
    title: Text
    official_code: UnknownValue | None = None


class UnscoredRow(_Row):
    """A row that is shown and never scored."""

    elements: tuple[Text, ...] = ()
    levels: Mapping[str, Text]
    evidence: tuple[Text, ...] = ()


class Indicator(UnscoredRow):
    """A row the evaluator scores, with its weight inside the aspect and a text for each level."""

    weight: Weight


class Question(_Row):
    """What a service user answers."""

    weight: Weight | None = None


class RubricAspect(Sourced):
    """The indicators of one aspect, in the order of the form."""

    aspect: str
    indicators: tuple[Indicator, ...]

    @property
    def rows(self) -> tuple[Indicator | Question, ...]:
        """The scored rows."""
        return self.indicators


class SurveyAspect(Sourced):
    """The questions of one aspect, in the order of the form."""

    aspect: str
    questions: tuple[Question, ...]

    @property
    def rows(self) -> tuple[Indicator | Question, ...]:
        """The scored rows."""
        return self.questions


class Pool(Sourced):
    """How several sheets of one form become one value."""

    pool: Literal["mean"]


class Minimum(Sourced):
    """The fewest respondents a unit should have."""

    value: StrictInt


class Respondents(Pool):
    """How respondents become one value, and how many are asked for."""

    minimum: Minimum | None = None


class _Form(Sourced):
    kind: Literal["form"]
    form: str
    variant: Variant | None = None
    title: Text
    scale: Scale


class RubricForm(_Form):
    """A form an evaluator fills with levels."""

    type: Literal["rubric"]
    evaluators: Pool
    aspects: tuple[RubricAspect, ...]
    unscored: tuple[UnscoredRow, ...] = ()

    @property
    def blocks(self) -> tuple[RubricAspect | SurveyAspect, ...]:
        """The aspects, in the order of the form."""
        return self.aspects

    @property
    def pool(self) -> Pool:
        """How several evaluators become one score."""
        return self.evaluators


class SurveyForm(_Form):
    """A form that service users answer."""

    type: Literal["survey"]
    respondents: Respondents
    aspects: tuple[SurveyAspect, ...]
    level_texts: UnknownValue | None = None

    @property
    def blocks(self) -> tuple[RubricAspect | SurveyAspect, ...]:
        """The aspects, in the order of the form."""
        return self.aspects

    @property
    def pool(self) -> Pool:
        """How respondents become one value."""
        return self.respondents


Form = Annotated[RubricForm | SurveyForm, Field(discriminator="type")]
