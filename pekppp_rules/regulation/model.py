"""The typed regulation. Frozen; what a package file may say is in `schemas/`, what it means is here."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, PlainSerializer, StrictInt, Tag

from pekppp_rules.errors import Language
from pekppp_rules.reading import exact_text, to_exact
from pekppp_rules.regulation.digest import package_digest

Confidence = Literal["primary", "secondary", "single", "inferred", "unverified"]
"""How far a value can be trusted: the text itself was seen; two or more independent sources; one source; inferred; not found."""

CONFIDENCES: tuple[Confidence, ...] = ("primary", "secondary", "single", "inferred", "unverified")

Exact = Annotated[Fraction, BeforeValidator(to_exact), PlainSerializer(exact_text, return_type=str)]
"""An exact number, written `17`, `0.111` or `"1/9"`."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Text(_Model):
    """A text in Indonesian, with English where we have it."""

    id: str
    en: str | None = None

    def __call__(self, lang: Language = "id") -> str:
        """Return the text in `lang`, or in Indonesian when there is no English."""
        return self.en if lang == "en" and self.en is not None else self.id


class Unknown(_Model):
    """What no source tells: where we looked, and what that means."""

    looked_at: tuple[str, ...]
    note: Text


class UnknownValue(_Model):
    """A value that is known to be unknown."""

    unknown: Unknown


class Alternative(_Model):
    """What other sources say about a disputed value."""

    says: Text
    source: tuple[str, ...]


class Dispute(_Model):
    """A contradiction between sources: the choice made, the alternatives, the reason."""

    about: Text
    chosen: Text
    others: tuple[Alternative, ...]
    reason: Text


class Sourced(_Model):
    """Anything that rests on sources. The reader fills both fields from the nearest enclosing block."""

    source: tuple[str, ...]
    confidence: Confidence
    note: Text | None = None
    disputed: tuple[Dispute, ...] = ()


class Source(_Model):
    """Where values were read."""

    key: str
    kind: str
    title: str
    where: str | None = None
    date: str | None = None
    note: str | None = None


class Moment(Sourced):
    """A day, month or year, as precisely as it is known."""

    on: str
    precision: Literal["day", "month", "year"]


class Validity(Sourced):
    """From the first day up to, not including, `until`."""

    from_: Moment = Field(alias="from")
    until: Moment | None = None


class LegalLink(Sourced):
    """One link of the legal chain."""

    relation: str
    citation: str


class Named(Sourced):
    """A code with its name: an aspect, a principle, a value of a field."""

    code: str
    name: Text


class FieldValues(Sourced):
    """The values this regulation names for a field of the submission, such as `unit.mode`."""

    field: str
    required: bool
    values: tuple[Named, ...]


class Identity(Sourced):
    """regulation.yaml: what this version is."""

    kind: Literal["regulation"]
    id: str
    family: str
    version: str
    scope: str
    citation: str
    title: Text
    validity: Validity
    legal: tuple[LegalLink, ...]
    aspects: tuple[Named, ...]
    principles: tuple[Named, ...] = ()
    fields: tuple[FieldValues, ...] = ()


class Weight(Sourced):
    """A share inside the parent, and the rounded figure a source prints where it differs."""

    value: Exact
    printed: Exact | None = None


class Scale(Sourced):
    """The whole numbers a score or an answer may take, from `lowest` to `highest`."""

    lowest: StrictInt
    highest: StrictInt


class Variant(_Model):
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


class Rounding(Sourced):
    """To how many places, how, and for what: the number shown, or the look-up of the category."""

    places: StrictInt
    mode: Literal["half_up"]
    used_by: tuple[Literal["display", "category"], ...]


class Part(Sourced):
    """A child of a mean."""

    node: str


class WeightedPart(Part):
    """A child of a weighted mean."""

    weight: Weight


class Rows(_Model):
    """The scored rows of one aspect of a form, as children of a node."""

    form: str
    aspect: str


class _Node(Sourced):
    id: str
    name: Text
    aspect: str | None = None
    rounding: Rounding | None = None
    categories: str | None = None


class Linear(_Node):
    """A conversion: the node `of` times a number, plus another."""

    kind: Literal["linear"]
    of: str
    times: Exact
    plus: Exact = Fraction(0)


class Mean(_Node):
    """The plain mean of other nodes or of the rows of a form."""

    kind: Literal["mean"]
    parts: tuple[Part, ...] = ()
    rows: Rows | None = None


class WeightedMean(_Node):
    """A mean whose weights sum to `out_of` exactly."""

    kind: Literal["weighted_mean"]
    out_of: Exact
    parts: tuple[WeightedPart, ...] = ()
    rows: Rows | None = None


def _node_kind(value: object) -> str | None:
    return value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)


Node = Annotated[
    Annotated[Linear, Tag("linear")] | Annotated[Mean, Tag("mean")] | Annotated[WeightedMean, Tag("weighted_mean")],
    Discriminator(_node_kind),
]


class Requirement(Sourced):
    """A form the index needs, and what is reported without it."""

    form: str
    without: Literal["error"]


class Aggregation(Sourced):
    """How units become their agency's index."""

    rule: Literal["mean"]
    of: Literal["unrounded"]


class Index(Sourced):
    """index.yaml: the tree, its root, its conversion and its rounding."""

    kind: Literal["index"]
    root: str
    conversion: str | None = None
    rounding: Rounding
    requires: tuple[Requirement, ...]
    aggregation: Aggregation
    nodes: tuple[Node, ...]

    def rounding_of(self, node: Linear | Mean | WeightedMean) -> Rounding:
        """Return the node's own rounding, or the one stated for the whole tree."""
        return node.rounding or self.rounding


class Category(Sourced):
    """A letter and name that hold from `from_` up to the next category's bound."""

    letter: str
    from_: Exact = Field(alias="from")
    name: Text


class CategoryTable(Sourced):
    """Categories from the highest down."""

    id: str
    title: Text
    categories: tuple[Category, ...]


class Categories(Sourced):
    """categories.yaml."""

    kind: Literal["categories"]
    tables: tuple[CategoryTable, ...]


class Sources(_Model):
    """sources.yaml."""

    kind: Literal["sources"]
    sources: tuple[Source, ...]


class Package(_Model):
    """A whole regulation version, resolved: every value carries its source and confidence."""

    regulation: Identity
    sources: Sources
    forms: tuple[Form, ...]
    index: Index
    categories: Categories

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical form of the whole package."""
        return package_digest(self)

    def table(self, name: str) -> CategoryTable:
        """Return a category table. Raises KeyError when there is none."""
        for table in self.categories.tables:
            if table.id == name:
                return table
        raise KeyError(name)

    def aspect_name(self, code: str) -> Text:
        """Return the name of an aspect. Raises KeyError when there is none."""
        for aspect in self.regulation.aspects:
            if aspect.code == code:
                return aspect.name
        raise KeyError(code)
