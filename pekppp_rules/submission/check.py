"""Does a submission fit its regulation? A fast answer for one that does, every problem with its place for one that does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeGuard

from pekppp_rules.errors import Parameter, Path, Phrase, Place, Problem, closest, shown
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import RubricForm, SurveyForm
from pekppp_rules.regulation.tree import Choice, chosen_forms
from pekppp_rules.submission.model import (
    FormAnswers,
    RubricSheet,
    Submission,
    SurveyResponses,
    SurveyTotals,
)


def choice_of(submission: Submission, package: Package) -> dict[str, str]:
    """Return the values of the fields that choose the package's form variants."""
    fields = {form.variant.field for form in package.forms if form.variant is not None}
    given = {field: submission.field(field) for field in sorted(fields)}
    return {field: value for field, value in given.items() if isinstance(value, str)}


@dataclass(frozen=True)
class FormCheck:
    """What the answers to one form must look like."""

    is_rubric: bool
    scored: frozenset[str]
    shown: frozenset[str]
    aspects: frozenset[str]
    lowest: int
    highest: int

    def fits(self, answers: FormAnswers) -> bool:
        """Return whether every row is answered, nothing else is, and all values lie on the scale."""
        if isinstance(answers, tuple):
            return (
                self.is_rubric
                and len({sheet.evaluator for sheet in answers}) == len(answers)
                and all(self._fits_sheet(sheet) for sheet in answers)
            )
        if self.is_rubric:
            return False
        if isinstance(answers, SurveyResponses):
            return all(self._answers_all(row) for row in answers.responses)
        if isinstance(answers, SurveyTotals):
            count, sums = answers.totals.respondents, answers.totals.sums
            return sums.keys() == self.scored and (
                min(sums.values()) >= self.lowest * count and max(sums.values()) <= self.highest * count
            )
        means = answers.means
        return means.keys() == self.scored and (
            min(means.values()) >= self.lowest and max(means.values()) <= self.highest
        )

    def _answers_all(self, row: Mapping[str, int]) -> bool:
        return row.keys() == self.scored and min(row.values()) >= self.lowest and max(row.values()) <= self.highest

    def _fits_sheet(self, sheet: RubricSheet) -> bool:
        scores = sheet.scores
        if not (scores.keys() == self.scored or self.scored <= scores.keys() <= self.shown):
            return False
        if min(scores.values()) < self.lowest or max(scores.values()) > self.highest:
            return False
        return (
            sheet.notes.keys() <= self.shown
            and sheet.evidence.keys() <= self.shown
            and sheet.observations.keys() <= self.aspects
        )


def compile_form_checks(package: Package, choice: Choice) -> dict[str, FormCheck]:
    """Return a check for each form variant that `choice` selects."""
    return {name: _form_check(form) for name, form in chosen_forms(package, choice).items()}


def _form_check(form: RubricForm | SurveyForm) -> FormCheck:
    scored = frozenset(row.code for aspect in form.blocks for row in aspect.rows)
    unscored = [row.code for row in form.unscored] if isinstance(form, RubricForm) else []
    return FormCheck(
        is_rubric=isinstance(form, RubricForm),
        scored=scored,
        shown=scored | frozenset(unscored),
        aspects=frozenset(aspect.aspect for aspect in form.blocks),
        lowest=form.scale.lowest,
        highest=form.scale.highest,
    )


def fits(submission: Submission, package: Package, checks: Mapping[str, FormCheck]) -> bool:
    """Return whether the submission fits the package completely; `problems_of` says why when it does not."""
    if submission.regulation != package.regulation.id:
        return False
    for field in package.regulation.fields:
        value = submission.field(field.field)
        codes = {named.code for named in field.values}
        if value is None or value == ():
            if field.required:
                return False
        elif not ({value} if isinstance(value, str) else set(value)) <= codes:
            return False
    if any(requirement.form not in submission.forms for requirement in package.index.requires):
        return False
    return all(name in checks and checks[name].fits(answers) for name, answers in submission.forms.items())


def problems_of(submission: Submission, package: Package) -> list[Problem]:
    """Return everything about a typed submission that does not fit the package, in reading order."""
    return explain(submission.data(), package, submission.place)


def explain(data: Any, package: Package, place: Any) -> list[Problem]:
    """Return every problem of a submission given as plain data, in reading order.

    `place(path, key=...)` tells where a path stands in the file, if there is one.
    """
    from pekppp_rules.regulation.schema_check import schema_problems
    from pekppp_rules.submission.schema import submission_schema

    def place_of(path: Path, key: bool) -> Place:
        found: Place = place(path, key=key)
        return found

    breaches = schema_problems(data, submission_schema(package), place_of)
    problems = {
        (problem.code, problem.place.path, str(problem.parameters.get("code", ""))): problem
        for problem in (_in_terms_of_the_form(breach, data, package) for breach in breaches)
    }
    found = list(problems.values())
    found += (Problem(code, place_of(path, False), parameters) for code, path, parameters in _beyond(data, package))
    return sorted(found, key=lambda problem: problem.order)


_SCORE = {"PKP-501": "PKP-202", "PKP-502": "PKP-201", "PKP-503": "PKP-204", "PKP-505": "PKP-203"}
_ANSWER = {**_SCORE, "PKP-501": "PKP-206", "PKP-502": "PKP-205"}
_CONTENT = {
    "rubric": Phrase("daftar lembar evaluator", "a list of evaluators' sheets"),
    "survey": Phrase("responses, totals, atau means", "responses, totals or means"),
}


def _in_terms_of_the_form(problem: Problem, data: Any, package: Package) -> Problem:
    """Say a breach of the schema in the words of forms, indicators and questions."""
    path = problem.place.path or ()
    if path == ("regulation",) and problem.code == "PKP-504" and isinstance(data["regulation"], str):
        expected: dict[str, Parameter] = {"found": shown(data["regulation"]), "expected": package.regulation.id}
        return Problem("PKP-213", problem.place, expected)
    if path[:1] != ("forms",):
        return problem
    if len(path) == 1 and problem.code == "PKP-502":
        return Problem("PKP-207", problem.place, {"form": problem.parameters["key"]})
    if len(path) == 2 and problem.code == "PKP-501":
        parameters = {name: value for name, value in problem.parameters.items() if name == "suggestion"}
        return Problem("PKP-214", problem.place, {"form": problem.parameters["key"], **parameters})
    form = next((form for form in package.forms if form.form == path[1]), None)
    if form is None:
        return problem
    if len(path) == 2 and problem.code == "PKP-503":
        return Problem("PKP-212", problem.place, {"form": form.form, "expected": _CONTENT[form.type]})
    if isinstance(form, SurveyForm) and _is_survey_mix(problem, path):
        given = data["forms"][form.form]
        kinds = [kind for kind in ("responses", "totals", "means", "respondents") if kind in given]
        return Problem("PKP-209", problem.place, {"found": ", ".join(kinds) or "-"})
    is_rubric = isinstance(form, RubricForm)
    depth = _depth_of_answers(path, is_rubric)
    if depth is None or problem.code not in _SCORE:
        return problem
    scale: dict[str, Parameter] = {"lowest": form.scale.lowest, "highest": form.scale.highest}
    if problem.code in {"PKP-501", "PKP-502"}:
        key = problem.parameters["key"]
        scale["code"] = key
        if "suggestion" in problem.parameters:
            scale["suggestion"] = problem.parameters["suggestion"]
        elif problem.code == "PKP-501" and (near := closest(str(key), _codes(form))):
            scale["suggestion"] = near
    elif len(path) != depth + 1:
        return problem
    else:
        scale |= {name: problem.parameters[name] for name in ("value", "found") if name in problem.parameters}
        if problem.code == "PKP-503" and _is_decimal(data, path):
            return Problem("PKP-203", problem.place, {**scale, "value": str(_at(data, path))})
    return Problem((_SCORE if is_rubric else _ANSWER)[problem.code], problem.place, scale)


def _codes(form: RubricForm | SurveyForm) -> list[str]:
    return [row.code for aspect in form.blocks for row in aspect.rows]


def _is_survey_mix(problem: Problem, path: Path) -> bool:
    missing = problem.code == "PKP-502" and len(path) == 2 and problem.parameters["key"] == "means"
    return missing or problem.code == "PKP-509"


def _depth_of_answers(path: Path, is_rubric: bool) -> int | None:
    """Return how many steps lead to the mapping of codes to values, or None when `path` is not inside one."""
    inside = path[2:]
    if is_rubric:
        return 4 if len(inside) >= 2 and inside[1] == "scores" else None
    if inside[:1] == ("responses",) and len(inside) >= 2:
        return 4
    if inside[:2] == ("totals", "sums"):
        return 4
    return 3 if inside[:1] == ("means",) else None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _is_decimal(data: Any, path: Path) -> bool:
    from pekppp_rules.regulation.schema_check import TYPE_NAMES, described

    return described(_at(data, path)) is TYPE_NAMES["number"]


def _beyond(data: Any, package: Package) -> Iterator[tuple[str, Path, dict[str, Parameter]]]:
    """Yield what a schema cannot say, reading only parts whose shape is right."""
    if not isinstance(data, dict) or not isinstance(data.get("forms"), dict):
        return
    yield from _missing_variants(data, package)
    for form in package.forms:
        answers = data["forms"].get(form.form)
        if isinstance(form, RubricForm) and isinstance(answers, (list, tuple)):
            yield from _repeated_evaluators(answers, form.form)
        elif isinstance(form, SurveyForm) and isinstance(answers, dict):
            yield from _impossible_sums(answers.get("totals"), form)


def _missing_variants(data: Any, package: Package) -> Iterator[tuple[str, Path, dict[str, Parameter]]]:
    by_field: dict[tuple[str, str], list[str]] = {}
    for form in package.forms:
        if form.variant is not None:
            by_field.setdefault((form.variant.field, form.form), []).append(form.variant.value)
    for (field, name), known in by_field.items():
        block, _, key = field.partition(".")
        value = data[block].get(key) if isinstance(data.get(block), dict) else None
        named = {code.code for values in package.regulation.fields if values.field == field for code in values.values}
        if isinstance(value, str) and value in named and value not in known:
            parameters: dict[str, Parameter] = {"form": name, "field": field, "value": value}
            yield "PKP-208", (block, key), {**parameters, "known": ", ".join(known)}


def _repeated_evaluators(sheets: Any, form: str) -> Iterator[tuple[str, Path, dict[str, Parameter]]]:
    seen: set[str] = set()
    for at, sheet in enumerate(sheets):
        name = sheet.get("evaluator") if isinstance(sheet, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield "PKP-211", ("forms", form, at, "evaluator"), {"number": at + 1}
            seen.add(name)


def _impossible_sums(totals: Any, form: SurveyForm) -> Iterator[tuple[str, Path, dict[str, Parameter]]]:
    if not isinstance(totals, dict) or not isinstance(totals.get("sums"), dict):
        return
    respondents = totals.get("respondents")
    if not _is_whole(respondents) or respondents < 1:
        return
    lowest, highest = form.scale.lowest * respondents, form.scale.highest * respondents
    for code in _codes(form):
        total = totals["sums"].get(code)
        if _is_whole(total) and not lowest <= total <= highest:
            values: dict[str, Parameter] = {"code": code, "total": int(total), "respondents": int(respondents)}
            path = ("forms", form.form, "totals", "sums", code)
            yield "PKP-210", path, {**values, "lowest": int(lowest), "highest": int(highest)}


def _is_whole(value: object) -> TypeGuard[int | Decimal]:
    if isinstance(value, Decimal):
        return value.is_finite() and value == int(value)
    return isinstance(value, int) and not isinstance(value, bool)
