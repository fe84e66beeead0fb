"""Answers to one form, whole: scores of evaluators, answers of respondents, values, facts that fit their conditions."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from math import ceil, floor
from typing import Any, Literal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from pekppp_rules.regulation.conditions import Stated, holds
from pekppp_rules.regulation.model import (
    Fact,
    FactsForm,
    NumberFact,
    OneFact,
    RubricForm,
    ScoredForm,
    SetFact,
    SurveyForm,
    ValueForm,
)
from pekppp_rules.testing.blocks import OFTEN, SELDOM

Level = Literal["any", "lowest", "highest"]
"""Which scores, answers and values are drawn: any of the scale, or always one of its ends."""

_KINDS = st.sampled_from(("responses", "responses", "totals", "means"))
_PLACES = st.sampled_from((0, 1, 2, 5))
_EVIDENCE = st.sampled_from(("document", "photo", "video", "screenshot", "link"))
_TEXTS = st.sampled_from(("Sesuai", "Belum lengkap", "Ditinjau 2×", "Ñandú – ½"))
_DATES = st.sampled_from(("2030", "2030-02", "2028-02-29", "2031-12-31"))
_NEAR = 50
_HUNDREDTHS = st.integers(0, 10_000)


def level(draw: DrawFn, lowest: int, highest: int, at: Level = "any") -> int:
    """Draw a whole number of a scale."""
    return draw(st.integers(lowest, highest)) if at == "any" else lowest if at == "lowest" else highest


def decimal(draw: DrawFn, lowest: int, highest: int, at: Level = "any") -> int | Decimal:
    """Draw a number of a scale, with up to five decimals."""
    if at != "any":
        return level(draw, lowest, highest, at)
    unit: int = 10 ** draw(_PLACES)
    return Decimal(draw(st.integers(lowest * unit, highest * unit))) / unit


def rubric_answers(draw: DrawFn, form: RubricForm, evaluators: int, at: Level = "any") -> list[dict[str, Any]]:
    """Draw a sheet of each evaluator, sometimes with unscored rows, notes, evidence and observations."""
    return [_sheet(draw, form, f"Evaluator {number}", at) for number in range(1, evaluators + 1)]


def _sheet(draw: DrawFn, form: RubricForm, evaluator: str, at: Level) -> dict[str, Any]:
    lowest, highest = form.scale.lowest, form.scale.highest
    scores = {code: level(draw, lowest, highest, at) for code in form.codes}
    for row in form.unscored:
        if draw(st.booleans()):
            scores[row.code] = level(draw, lowest, highest)
    sheet: dict[str, Any] = {"evaluator": evaluator, "scores": scores}
    if draw(SELDOM):
        sheet["notes"] = {draw(st.sampled_from(form.codes)): draw(_TEXTS)}
    if draw(SELDOM):
        sheet["evidence"] = {draw(st.sampled_from(form.codes)): [{"title": draw(_TEXTS), "kind": draw(_EVIDENCE)}]}
    if draw(SELDOM):
        sheet["observations"] = {form.aspects[0].aspect: draw(_TEXTS)}
    return sheet


def survey_answers(draw: DrawFn, form: SurveyForm, respondents: int, at: Level = "any") -> dict[str, Any]:
    """Draw what respondents answered: one by one, summed, or averaged (with or without their number)."""
    lowest, highest = form.scale.lowest, form.scale.highest
    match draw(_KINDS):
        case "responses":
            rows = [{code: level(draw, lowest, highest, at) for code in form.codes} for _ in range(respondents)]
            return {"responses": rows}
        case "totals":
            sums = {code: level(draw, lowest * respondents, highest * respondents, at) for code in form.codes}
            return {"totals": {"respondents": respondents, "sums": sums}}
    means = {code: decimal(draw, lowest, highest, at) for code in form.codes}
    return {"means": means, "respondents": respondents} if draw(st.booleans()) else {"means": means}


def value_answers(draw: DrawFn, form: ValueForm, codes: Collection[str], at: Level = "any") -> dict[str, Any]:
    """Draw the values of the given codes."""
    lowest, highest = form.scale.lowest, form.scale.highest
    return {"values": {code: decimal(draw, lowest, highest, at) for code in form.codes if code in codes}}


def scored_answers(
    draw: DrawFn, form: ScoredForm, codes: Collection[str], evaluators: int, respondents: int, at: Level = "any"
) -> Any:
    """Draw whole answers to a form of any type; to a form of values, those of the given codes."""
    if isinstance(form, RubricForm):
        return rubric_answers(draw, form, evaluators, at)
    if isinstance(form, SurveyForm):
        return survey_answers(draw, form, respondents, at)
    return value_answers(draw, form, codes, at)


def fact_answers(draw: DrawFn, form: FactsForm) -> dict[str, Any]:
    """Draw what a unit states: of the facts that are asked for in view of those before, most."""
    answers: dict[str, Any] = {}
    stated: dict[str, Stated] = {}
    for question, fact in form.asked():
        conditions = (question.asked_if, fact.asked_if)
        if all(one is None or holds(one, stated) for one in conditions) and draw(OFTEN):
            value = _stated(draw, fact)
            answers[fact.id] = value
            stated[fact.id] = tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else value
    if not draw(SELDOM):
        return {"answers": answers}
    return {"answers": answers, "evidence": {form.questions[0].code: [{"title": draw(_TEXTS)}]}}


def _stated(draw: DrawFn, fact: Fact) -> Any:
    if isinstance(fact, OneFact):
        return draw(st.sampled_from([option.code for option in fact.options]))
    if isinstance(fact, SetFact):
        chosen: list[Any] = [option.code for option in fact.options if draw(st.booleans())]
        return [*chosen, {"other": draw(_TEXTS)}] if fact.other and draw(SELDOM) else chosen
    if isinstance(fact, NumberFact):
        return _number(draw, fact)
    if fact.type == "bool":
        return draw(st.booleans())
    if fact.type == "percent":
        return Decimal(draw(_HUNDREDTHS)) / 100
    return draw(_DATES if fact.type == "date" else _TEXTS)


def _number(draw: DrawFn, fact: NumberFact) -> int | Decimal:
    """Draw a number within the bounds; not far from the one bound, or from zero, where there are not two."""
    unit: int = 1 if fact.type == "int" else 10 ** draw(_PLACES)
    lowest = None if fact.lowest is None else ceil(fact.lowest * unit)
    highest = None if fact.highest is None else floor(fact.highest * unit)
    if lowest is None:
        lowest = -_NEAR if highest is None else highest - _NEAR
    if highest is None:
        highest = lowest + 2 * _NEAR
    units = draw(st.integers(lowest, highest))
    return units if unit == 1 else Decimal(units) / unit
