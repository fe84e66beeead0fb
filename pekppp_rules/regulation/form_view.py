"""Everything that draws a form: its rows with names, levels, options, conditions and evidence, in the form's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pekppp_rules.errors import EvaluationError, Language, Place, Problem, closest, shown
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import (
    Condition,
    Fact,
    FactQuestion,
    FactsForm,
    Form,
    Indicator,
    NumberFact,
    OneFact,
    Package,
    Question,
    RubricForm,
    SetFact,
    SurveyForm,
    Text,
    UnknownValue,
    UnscoredRow,
    Value,
)


@dataclass(frozen=True)
class FactView:
    """One thing a unit states: its type, options and bounds, and the condition under which it is asked for."""

    id: str
    type: str
    """bool, int, decimal, percent, one, set, text or date."""
    title: Text
    options: tuple[tuple[str, Text], ...] = ()
    """Code and name of each option, of types one and set."""
    other: bool = False
    """Whether the unit may add entries of its own."""
    lowest: str | None = None
    highest: str | None = None
    asked_if: Condition | None = None

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the fact for a JSON document."""
        return {
            "id": self.id,
            "type": self.type,
            "title": self.title(lang),
            "options": [{"code": code, "name": name(lang)} for code, name in self.options],
            "other": self.other,
            "lowest": self.lowest,
            "highest": self.highest,
            "asked_if": _condition_data(self.asked_if),
        }


@dataclass(frozen=True)
class RowView:
    """A row of a form: an indicator with its levels, a question, a value, or a question with the facts it asks for."""

    code: str
    title: Text
    number: int | None = None
    principle: Text | None = None
    is_scored: bool = True
    is_own_code: bool = False
    """Whether the form prints no code, so that this one is the package's own."""
    weight: str | None = None
    """Share inside the aspect as written (`17`, `1/9`); None where there is none, or none is known."""
    levels: tuple[tuple[int, Text], ...] = ()
    elements: tuple[Text, ...] = ()
    """What a level counts."""
    evidence: tuple[Text, ...] = ()
    facts: tuple[FactView, ...] = ()
    asked_if: Condition | None = None
    note: Text | None = None
    source: tuple[str, ...] = ()
    confidence: str = ""

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the row for a JSON document."""
        return {
            "code": self.code,
            "number": self.number,
            "title": self.title(lang),
            "principle": self.principle(lang) if self.principle is not None else None,
            "is_scored": self.is_scored,
            "is_own_code": self.is_own_code,
            "weight": self.weight,
            "levels": [{"level": level, "text": text(lang)} for level, text in self.levels],
            "elements": [text(lang) for text in self.elements],
            "evidence": [text(lang) for text in self.evidence],
            "facts": [fact.data(lang) for fact in self.facts],
            "asked_if": _condition_data(self.asked_if),
            "note": self.note(lang) if self.note is not None else None,
            "source": list(self.source),
            "confidence": self.confidence,
        }


@dataclass(frozen=True)
class AspectView:
    """The rows of one aspect; of no aspect where `code` is None."""

    code: str | None
    name: Text | None
    rows: tuple[RowView, ...]

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the aspect for a JSON document."""
        return {
            "code": self.code,
            "name": self.name(lang) if self.name is not None else None,
            "rows": [row.data(lang) for row in self.rows],
        }


@dataclass(frozen=True)
class FormView:
    """A form as it is drawn."""

    form: str
    type: str
    """facts, rubric, survey or value."""
    variant: tuple[str, str] | None
    """The field and value that choose this variant, such as unit.mode and luring."""
    title: Text
    scale: tuple[int, int] | None
    """The lowest and highest score, answer or value; None for facts."""
    respondents_minimum: int | None
    level_texts_unknown: Text | None
    """Why the levels have no wording."""
    weights_unknown: Text | None
    """Why the rows have no weights."""
    aspects: tuple[AspectView, ...]
    """In the order of the form; rows of no aspect come last."""

    @property
    def rows(self) -> tuple[RowView, ...]:
        """Every row, in the order of the form."""
        return tuple(row for aspect in self.aspects for row in aspect.rows)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the form as a JSON-ready document."""
        return {
            "form": self.form,
            "type": self.type,
            "variant": dict([self.variant]) if self.variant is not None else None,
            "title": self.title(lang),
            "scale": list(self.scale) if self.scale is not None else None,
            "respondents_minimum": self.respondents_minimum,
            "level_texts_unknown": self.level_texts_unknown(lang) if self.level_texts_unknown is not None else None,
            "weights_unknown": self.weights_unknown(lang) if self.weights_unknown is not None else None,
            "aspects": [aspect.data(lang) for aspect in self.aspects],
        }


def form_view(package: Package, name: str, choice: Mapping[str, str]) -> FormView:
    """Return a form of the package, in the variant that `choice` selects. Raises EvaluationError (PKP-406, PKP-407)."""
    variants = [form for form in package.forms if form.form == name]
    if not variants:
        known = sorted({form.form for form in package.forms})
        parameters = {"name": shown(name), "known": ", ".join(known)}
        near = closest(name, known)
        raise EvaluationError(Problem("PKP-406", Place(), {**parameters, "suggestion": near} if near else parameters))
    for form in variants:
        variant = form.variant
        if variant is None or choice.get(variant.field) == variant.value or (not choice and len(variants) == 1):
            return _view(form, package)
    known = [f"{form.variant.field} {form.variant.value}" for form in variants if form.variant is not None]
    raise EvaluationError(Problem("PKP-407", Place(), {"name": name, "known": ", ".join(known)}))


def _view(form: Form, package: Package) -> FormView:
    weights = None if isinstance(form, FactsForm) else form.weights
    texts = form.level_texts if isinstance(form, (RubricForm, SurveyForm)) else None
    minimum = form.respondents.minimum if isinstance(form, SurveyForm) else None
    return FormView(
        form=form.form,
        type=form.type,
        variant=(form.variant.field, form.variant.value) if form.variant is not None else None,
        title=form.title,
        scale=None if isinstance(form, FactsForm) else (form.scale.lowest, form.scale.highest),
        respondents_minimum=minimum.value if minimum is not None else None,
        level_texts_unknown=_note(texts),
        weights_unknown=weights.unknown.note if weights is not None else None,
        aspects=tuple(_aspects(form, package)),
    )


def _note(unknown: UnknownValue | None) -> Text | None:
    return unknown.unknown.note if unknown is not None else None


def _aspects(form: Form, package: Package) -> list[AspectView]:
    if isinstance(form, FactsForm):
        found = [
            AspectView(aspect.aspect, package.aspect_name(aspect.aspect), tuple(map(_question, aspect.questions)))
            for aspect in form.aspects
        ]
        rest = tuple(map(_question, form.additional))
    else:
        found = [
            AspectView(
                block.aspect,
                package.aspect_name(block.aspect) if block.aspect is not None else None,
                tuple(_row(row, package) for row in block.rows),
            )
            for block in form.blocks
        ]
        rest = tuple(_row(row, package) for row in form.unscored) if isinstance(form, RubricForm) else ()
    found.sort(key=lambda aspect: aspect.code is None)
    return [*found, AspectView(None, None, rest)] if rest else found


def _row(row: Indicator | Question | Value | UnscoredRow, package: Package) -> RowView:
    weight = None if type(row) is UnscoredRow else getattr(row, "weight", None)
    names = {named.code: named.name for named in package.regulation.principles}
    rubric = row if isinstance(row, UnscoredRow) else None
    return RowView(
        code=row.code,
        title=row.title,
        number=row.number,
        principle=names[row.principle] if row.principle is not None else None,
        is_scored=type(row) is not UnscoredRow,
        is_own_code=row.official_code is not None,
        weight=exact_text(weight.value) if weight is not None else None,
        levels=tuple((int(level), text) for level, text in rubric.levels.items()) if rubric is not None else (),
        elements=rubric.elements if rubric is not None else (),
        evidence=rubric.evidence if rubric is not None else (),
        note=row.note,
        source=row.source,
        confidence=row.confidence,
    )


def _question(question: FactQuestion) -> RowView:
    return RowView(
        code=question.code,
        title=question.title,
        number=question.number,
        is_scored=False,
        evidence=question.evidence,
        facts=tuple(map(_fact, question.facts)),
        asked_if=question.asked_if,
        note=question.note,
        source=question.source,
        confidence=question.confidence,
    )


def _fact(fact: Fact) -> FactView:
    bounds = (fact.lowest, fact.highest) if isinstance(fact, NumberFact) else (None, None)
    lowest, highest = (exact_text(bound) if bound is not None else None for bound in bounds)
    if fact.type == "percent":
        lowest, highest = "0", "100"
    return FactView(
        id=fact.id,
        type=fact.type,
        title=fact.title,
        options=tuple((option.code, option.name) for option in fact.options)
        if isinstance(fact, (OneFact, SetFact))
        else (),
        other=isinstance(fact, SetFact) and fact.other,
        lowest=lowest,
        highest=highest,
        asked_if=fact.asked_if,
    )


def _condition_data(condition: Condition | None) -> Any:
    return condition.model_dump(mode="json", by_alias=True) if condition is not None else None
