"""Submissions at random under any regulation: whole ones, half-filled ones, and what completes those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from pekppp_rules.api import Regulation
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactsForm, ScoredForm, ValueForm
from pekppp_rules.regulation.tree import (
    Choice,
    all_choices,
    build_tree,
    chosen_forms,
    needs_of,
    row_id,
    scored_forms,
)
from pekppp_rules.submission import Submission
from pekppp_rules.submission.check import choice_of
from pekppp_rules.testing.answers import Level, decimal, fact_answers, level, scored_answers
from pekppp_rules.testing.blocks import OFTEN

_FEW = st.integers(1, 3)
_SOME = st.integers(1, 5)
_NUMBER = st.integers(1, 10**6)
_AGENCIES = st.sampled_from(("Kota Contoh", "Kabupaten Ñandú", "Provinsi Rekaan"))
_LEFT = st.sampled_from(("whole", "whole", "part", "part", "empty", "nothing"))


def submissions(
    regulation: Regulation,
    *,
    mode: str | None = None,
    scheme: str | None = None,
    stage: str | None = None,
    evaluators: int | None = None,
    respondents: int | None = None,
) -> st.SearchStrategy[Submission]:
    """Return complete submissions under a regulation: each can be evaluated.

    Where a part of the index may be given or computed, both happen; facts respect the conditions under which they are asked.
    `mode`, `scheme` and `stage` fix what else is drawn from what the regulation names; `evaluators` and `respondents` fix
    how many there are (else 1 to 3, and 1 to 5). Raises ValueError where the regulation has no forms for these fields.
    """
    choices = _choices(regulation.package, _wanted(mode, scheme, stage))
    return _submissions(regulation.package, choices, _wanted(mode, scheme, stage), evaluators, respondents)


def drafts(
    regulation: Regulation,
    *,
    mode: str | None = None,
    scheme: str | None = None,
    stage: str | None = None,
    evaluators: int | None = None,
    respondents: int | None = None,
) -> st.SearchStrategy[Submission]:
    """Return submissions of which some rows, sheets, respondents or forms are left out, or none; options as of `submissions`.

    `regulation.evaluate(draft, draft=True)` takes each of them.
    """
    return submissions(
        regulation, mode=mode, scheme=scheme, stage=stage, evaluators=evaluators, respondents=respondents
    ).flatmap(_thinned)


def completions(
    regulation: Regulation,
    draft: Submission,
    *,
    at: Level = "any",
    evaluators: int | None = None,
    respondents: int | None = None,
) -> st.SearchStrategy[Submission]:
    """Return the draft with everything that is missing filled in: with any level, or with the lowest or highest everywhere.

    Forms of which nothing is given get `evaluators` sheets, or answers of `respondents` people (else 1 to 3, and 1 to 5).
    """
    return _completions(regulation, draft, at, evaluators, respondents)


def _wanted(mode: str | None, scheme: str | None, stage: str | None) -> dict[str, str]:
    fields = {"unit.mode": mode, "period.scheme": scheme, "period.stage": stage}
    return {field: value for field, value in fields.items() if value is not None}


def _choices(package: Package, wanted: Mapping[str, str]) -> list[dict[str, str]]:
    named: dict[str, set[str]] = {
        field.field: {value.code for value in field.values} for field in package.regulation.fields
    }
    found = [
        choice
        for choice in all_choices(package)
        if all(choice.get(field, value) == value for field, value in wanted.items())
    ]
    if not found or any(value not in named.get(field, {value}) for field, value in wanted.items()):
        told = ", ".join(f"{field} {value}" for field, value in wanted.items())
        raise ValueError(f"{package.regulation.id} has no forms for {told}")
    return found


@st.composite
def _submissions(
    draw: DrawFn,
    package: Package,
    choices: list[dict[str, str]],
    wanted: Mapping[str, str],
    evaluators: int | None,
    respondents: int | None,
) -> Submission:
    data: dict[str, Any] = {
        "regulation": package.regulation.id,
        "unit": {"name": f"Unit {draw(_NUMBER)}", "agency": draw(_AGENCIES)},
        "period": {"year": int(package.regulation.validity.from_.on[:4])},
        "forms": {},
    }
    choice = draw(st.sampled_from(choices))
    for field, value in {**_other_fields(draw, package), **choice, **wanted}.items():
        block, _, key = field.partition(".")
        data[block][key] = value
    forms = chosen_forms(package, choice)
    codes = _given(draw, package, choice, scored_forms(forms.values()))
    for name, form in forms.items():
        if isinstance(form, FactsForm):
            if draw(OFTEN):
                data["forms"][name] = fact_answers(draw, form)
        elif name in codes:
            counts = evaluators or draw(_FEW), respondents or draw(_SOME)
            data["forms"][name] = scored_answers(draw, form, codes[name], *counts)
    return Submission.model_validate(data)


def _other_fields(draw: DrawFn, package: Package) -> dict[str, Any]:
    """Draw the fields that the regulation names values for: those required, and some others."""
    found: dict[str, Any] = {}
    for field in package.regulation.fields:
        if field.required or draw(st.booleans()):
            code = draw(st.sampled_from([value.code for value in field.values]))
            found[field.field] = [code] if field.field == "unit.services" else code
    return found


def _given(
    draw: DrawFn, package: Package, choice: Choice, forms: Mapping[str, ScoredForm]
) -> dict[str, frozenset[str]]:
    """Draw which forms are given, and of forms of values which; then add what the index rests on."""
    required = {one.form for one in package.index.requires if one.without == "error"}
    codes: dict[str, frozenset[str]] = {}
    for name, form in forms.items():
        if name in required or draw(st.booleans()):
            is_some = isinstance(form, ValueForm)
            codes[name] = frozenset(code for code in form.codes if not is_some or draw(st.booleans()))
    while True:
        given = {name for name in codes if not isinstance(forms[name], ValueForm)}
        given |= {row_id(name, code) for name in codes for code in codes[name]}
        lacking = {
            name: needed if isinstance(forms[name], ValueForm) else frozenset(forms[name].codes)
            for name, needed in needs_of(build_tree(package, choice, frozenset(given))).items()
            if not needed <= codes.get(name, frozenset())
        }
        if not lacking:
            return codes
        codes |= {name: codes.get(name, frozenset()) | needed for name, needed in lacking.items()}


@st.composite
def _thinned(draw: DrawFn, submission: Submission) -> Submission:
    data = submission.data()
    forms = {}
    for name, answers in data["forms"].items():
        how = draw(_LEFT)
        if how == "whole":
            forms[name] = answers
        elif how != "nothing":
            forms[name] = _less(draw, answers, is_empty=how == "empty")
    return Submission.model_validate({**data, "forms": forms})


def _less(draw: DrawFn, answers: Any, *, is_empty: bool) -> Any:
    """Return part of the answers to a form, or its empty shell."""

    def some(row: Mapping[str, Any]) -> dict[str, Any]:
        return {} if is_empty else {code: value for code, value in row.items() if draw(OFTEN)}

    if isinstance(answers, (list, tuple)):
        if is_empty and draw(st.booleans()):
            return []
        return [{**sheet, "scores": some(sheet["scores"])} for sheet in answers]
    if "responses" in answers:
        if is_empty and draw(st.booleans()):
            return {"responses": []}
        return {"responses": [some(row) for row in answers["responses"]]}
    if "totals" in answers:
        return {"totals": {**answers["totals"], "sums": some(answers["totals"]["sums"])}}
    if "answers" in answers:  # facts: later ones may be asked because of earlier ones, so the last are left out
        kept = 0 if is_empty else draw(st.integers(0, len(answers["answers"])))
        return {**answers, "answers": dict(list(answers["answers"].items())[:kept])}
    kind = "means" if "means" in answers else "values"
    return {**answers, kind: some(answers[kind])}


@st.composite
def _completions(
    draw: DrawFn,
    regulation: Regulation,
    unfinished: Submission,
    at: Level,
    evaluators: int | None,
    respondents: int | None,
) -> Submission:
    data = unfinished.data()
    forms = scored_forms(chosen_forms(regulation.package, choice_of(unfinished, regulation.package)).values())
    whole: dict[str, set[str]] = {}
    for row in regulation.evaluate(unfinished, draft=True).missing:
        if row.path == ("forms", row.form):
            whole.setdefault(row.form, set()).add(row.code)
            continue
        inside: Any = data
        for step in row.path:
            inside = inside[step]
        scale = forms[row.form].scale
        if row.path[-1] in {"means", "values"}:
            inside[row.code] = decimal(draw, scale.lowest, scale.highest, at)
        else:
            count = data["forms"][row.form]["totals"]["respondents"] if row.path[-1] == "sums" else 1
            inside[row.code] = level(draw, scale.lowest * count, scale.highest * count, at)
    for name, codes in whole.items():
        counts = evaluators or draw(_FEW), respondents or draw(_SOME)
        data["forms"][name] = scored_answers(draw, forms[name], codes, *counts, at)
    return Submission.model_validate(data)
