"""rules: which level facts justify, what is inconsistent, what other rules may use, and what to do next."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from pekppp_rules.regulation.model.expressions import Expression, Name
from pekppp_rules.regulation.model.rule_conditions import RuleCondition
from pekppp_rules.regulation.model.values import (
    Confidence,
    Exact,
    Id,
    LevelKey,
    Model,
    Optional,
    Sourced,
    SourceKeys,
    Text,
    Whole,
    kind,
    told_by,
    told_by_key,
)

Effort = Literal["small", "medium", "large"]
_Level = Annotated[Whole, Field(ge=-1_000, le=1_000)]


class LevelBand(Model):
    """A level, for numbers up to an end that belongs to it (`upto`) or not (`below`); the last may be open."""

    level: _Level
    upto: Optional[Exact] = None
    below: Optional[Exact] = None

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        """At most one upper end."""
        if self.upto is not None and self.below is not None:
            raise ValueError("upto or below, not both")
        return self


class Bands(Model):
    """From a number to a level: the first band it lies in, from the lowest up."""

    of: Expression
    levels: Annotated[tuple[LevelBand, ...], Field(min_length=2)]


class OptionLevels(Model):
    """From the chosen option of a fact to a level."""

    of: Name
    levels: Annotated[dict[Id, _Level], Field(min_length=1)]


class _Rule(Sourced):
    id: Id


class LevelRule(_Rule):
    """The level of a row that stated facts justify.

    A `ladder` gives the highest rung that holds together with all lower ones; `cases` the highest whose condition holds;
    `bands` and `options` what a number or an option stands for. Without any, or when `needs` does not hold, the level is the
    lowest of the form's scale.
    """

    kind: Literal["level"]
    row: Id
    needs: Optional[RuleCondition] = None
    ladder: Optional[Annotated[dict[LevelKey, RuleCondition], Field(min_length=1)]] = None
    cases: Optional[Annotated[dict[LevelKey, RuleCondition], Field(min_length=1)]] = None
    bands: Optional[Bands] = None
    options: Optional[OptionLevels] = None
    rises_with: tuple[Name, ...] = ()
    """The facts along which the level never falls."""
    uncovered: tuple[Text, ...] = ()
    """Answers that no text of the form covers, with the choice made."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        """Exactly one way from facts to a level."""
        if sum(way is not None for way in (self.ladder, self.cases, self.bands, self.options)) != 1:
            raise ValueError("exactly one of ladder, cases, bands and options")
        return self


class EachAspect(Model):
    """Once for each of these aspects."""

    aspects: Annotated[tuple[Id, ...], Field(min_length=1)]


Each = Annotated[
    Annotated[Id, kind("form")] | Annotated[EachAspect, kind("aspects")],
    told_by(lambda value: "form" if isinstance(value, str) else "aspects"),
]
"""Once for every scored row of a rubric (its name), for every aspect (`aspects`), or for the aspects listed."""


class _Production(_Rule):
    each: Optional[Each] = None
    when: RuleCondition


class DeriveRule(_Production):
    """Fires for other rules to see."""

    kind: Literal["derive"]


class _Telling(_Production):
    text: Text
    values: dict[Id, Expression] = Field(default_factory=dict)
    """Expressions that the text shows, by the name of their placeholder."""


class CheckRule(_Telling):
    """A finding: what is inconsistent, or what a reader should know."""

    kind: Literal["check"]
    severity: Literal["info", "warning", "error"]
    subject: Optional[Name] = None
    group_by: Optional[Literal["aspect"]] = None
    """One finding for each aspect instead of one for each row."""


class Achieves(Model):
    """The level of a row that a recommendation leads to."""

    row: Name
    level: _Level


class RecommendRule(_Telling):
    """A recommendation: what to do next, what that achieves, and how much effort it is in our judgement."""

    kind: Literal["recommend"]
    subject: Optional[Name] = None
    steps: Optional[Id] = None
    """A table of steps: the rule then recommends the step after the agreed level of its row."""
    achieves: Optional[Achieves] = None
    effort: Optional[Effort] = None


Rule = Annotated[
    Annotated[LevelRule, kind("level")]
    | Annotated[DeriveRule, kind("derive")]
    | Annotated[CheckRule, kind("check")]
    | Annotated[RecommendRule, kind("recommend")],
    told_by_key("kind"),
]


class StepText(Model):
    """The step that leads to a level from the one below."""

    text: Text
    effort: Effort


class StepTable(Sourced):
    """By row of a form and by level, the step that leads there."""

    id: Id
    kind: Literal["steps"]
    form: Id
    rows: Annotated[dict[Id, Annotated[dict[LevelKey, StepText], Field(min_length=1)]], Field(min_length=1)]


class Entry(Model):
    """From this number on, this value."""

    from_: Exact = Field(alias="from")
    value: Exact


class NumberTable(Sourced):
    """Numbers looked up by the greatest `from` that is not above the number given."""

    id: Id
    kind: Literal["numbers"]
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]


Table = Annotated[Annotated[StepTable, kind("steps")] | Annotated[NumberTable, kind("numbers")], told_by_key("kind")]


class RuleFile(Model):
    """Rules with the tables they look things up in. Each has its own source; how they are split into files says nothing.

    So what the head says for those below it is checked, passed on to them by the reader, and not kept here.
    """

    kind: Literal["rules"]
    tables: tuple[Table, ...] = ()
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    source: Annotated[SourceKeys, AfterValidator(lambda _: ())] = ()
    confidence: Annotated[Optional[Confidence], AfterValidator(lambda _: None)] = None
