"""A breach of the schema, said in the words of forms, indicators and questions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pekppp_rules.errors import Parameter, Path, Phrase, Place, Problem, closest, shown
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactsForm, Form, ScoredForm, SurveyForm
from pekppp_rules.regulation.schema_check import MOST_SUGGESTIONS
from pekppp_rules.regulation.tree import Choice, chosen_forms

PlaceOf = Callable[[Path, bool], Place]

_CONTENT = {
    "rubric": Phrase("daftar lembar evaluator", "a list of evaluators' sheets"),
    "survey": Phrase("responses, totals, atau means", "responses, totals or means"),
    "value": Phrase("values: nilai menurut kode", "values: a value by code"),
    "facts": Phrase("answers: jawaban menurut fakta", "answers: an answer by fact"),
}
_UNKNOWN = {"scores": "PKP-202", "values": "PKP-223"}
_OFF_SCALE = {"means": "PKP-215", "values": "PKP-222"}
_MISSING = {"scores": "PKP-201", "sums": "PKP-216"}


def in_terms_of_the_form(problem: Problem, data: Any, package: Package, choice: Choice, place_of: PlaceOf) -> Problem:
    """Return the problem as someone who fills the form would put it, or as it is where the form has no say."""
    path = problem.place.path or ()
    if path == ("regulation",) and problem.code == "PKP-504" and isinstance(data["regulation"], str):
        names: dict[str, Parameter] = {"found": shown(data["regulation"]), "expected": package.regulation.id}
        return Problem("PKP-213", problem.place, names)
    if path[:1] != ("forms",):
        return problem
    if len(path) == 1:
        missing = problem.code == "PKP-502"
        return Problem("PKP-207", problem.place, {"form": problem.parameters["key"]}) if missing else problem
    form = _form(str(path[1]), package, choice)
    if form is None:
        return _unknown_form(problem)
    if len(path) == 2 and problem.code == "PKP-503":
        return Problem("PKP-212", problem.place, {"form": form.form, "expected": _CONTENT[form.type]})
    if isinstance(form, SurveyForm) and _is_survey_mix(problem, path):
        given = data["forms"][form.form]
        kinds = [kind for kind in ("responses", "totals", "means", "respondents") if kind in given]
        return Problem("PKP-209", place_of(("forms", form.form), False), {"found": ", ".join(kinds) or "-"})
    if isinstance(form, FactsForm):
        return _fact(problem, path, form)
    return _answer(problem, path, data, form)


def _form(name: str, package: Package, choice: Choice) -> Form | None:
    """Return the chosen variant of a form, or its first where none is chosen."""
    first = next((form for form in package.forms if form.form == name), None)
    return chosen_forms(package, choice).get(name, first)


def _fact(problem: Problem, path: Path, form: FactsForm) -> Problem:
    if problem.code != "PKP-501" or len(path) != 4 or path[2] != "answers":
        return problem
    name = str(problem.parameters["key"])
    near = problem.parameters.get("suggestion") or closest(name, [fact.id for _, fact in form.asked()])
    parameters: dict[str, Parameter] = {"fact": name}
    return Problem("PKP-217", problem.place, {**parameters, "suggestion": near} if near else parameters)


def _unknown_form(problem: Problem) -> Problem:
    if problem.code != "PKP-501":
        return problem
    suggestion = {name: value for name, value in problem.parameters.items() if name == "suggestion"}
    return Problem("PKP-214", problem.place, {"form": problem.parameters["key"], **suggestion})


def _is_survey_mix(problem: Problem, path: Path) -> bool:
    missing = problem.code == "PKP-502" and len(path) == 2 and problem.parameters["key"] == "means"
    return missing or problem.code == "PKP-509"


def _answer(problem: Problem, path: Path, data: Any, form: ScoredForm) -> Problem:
    """Phrase what is wrong inside a mapping of codes to scores, answers, sums or means."""
    found = _answers(path)
    if found is None:
        return problem
    kind, depth = found
    scale: dict[str, Parameter] = {"lowest": form.scale.lowest, "highest": form.scale.highest}
    match problem.code:
        case "PKP-501" if len(path) == depth + 1:
            parameters: dict[str, Parameter] = {"code": problem.parameters["key"]}
            near = problem.parameters.get("suggestion")
            if not near and len(_at(data, path[:-1])) < len(form.codes) + MOST_SUGGESTIONS:
                near = closest(str(problem.parameters["key"]), form.codes)
            if near:
                parameters["suggestion"] = near
            return Problem(_UNKNOWN.get(kind, "PKP-206"), problem.place, parameters)
        case "PKP-502" if len(path) == depth:
            code = _MISSING.get(kind, "PKP-205")
            return Problem(code, problem.place, {"code": problem.parameters["key"], **scale})
        case "PKP-505" if len(path) == depth + 1 and kind != "sums":
            code = _OFF_SCALE.get(kind, "PKP-203")
            return Problem(code, problem.place, {"value": problem.parameters["value"], **scale})
        case "PKP-503" if len(path) == depth + 1 and kind in {"scores", "responses"}:
            value = _at(data, path)
            if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
                return Problem("PKP-204", problem.place, {"found": problem.parameters["found"], **scale})
            return Problem("PKP-203", problem.place, {"value": shown(str(value)), **scale})
    return problem


def _answers(path: Path) -> tuple[str, int] | None:
    """Return which mapping of codes `path` leads to or into, and how many steps lead to it."""
    inside = path[2:]
    if len(inside) >= 2 and inside[1] == "scores":
        return "scores", 4
    if len(inside) >= 2 and inside[0] == "responses":
        return "responses", 4
    if inside[:2] == ("totals", "sums"):
        return "sums", 4
    return (str(inside[0]), 3) if inside[:1] in {("means",), ("values",)} else None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
