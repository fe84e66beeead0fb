"""Why a submission does not fit: every problem, with its place, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Protocol, TypeGuard

from pekppp_rules.errors import Parameter, Path, Place, Problem, closest
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import RubricForm, SurveyForm
from pekppp_rules.submission.model import Submission
from pekppp_rules.submission.phrasing import in_terms_of_the_form


class Locate(Protocol):
    """Tells where a path, or its key, stands in the file."""

    def __call__(self, path: Path, *, key: bool = False) -> Place:
        """Return the place."""


def path_only(path: Path, *, key: bool = False) -> Place:
    """Return the place of data that came from no file."""
    del key
    return Place(path=path)


def problems_of(submission: Submission, package: Package) -> list[Problem]:
    """Return everything about a typed submission that does not fit the package, in reading order."""
    return explain(submission.data(), package, submission.place)


def explain(data: Any, package: Package, locate: Locate) -> list[Problem]:
    """Return every problem of a submission given as plain data, in reading order."""
    from pekppp_rules.regulation.schema_check import schema_problems
    from pekppp_rules.submission.schema import submission_schema

    def place_of(path: Path, key: bool) -> Place:
        return locate(path, key=key)

    breaches = schema_problems(data, submission_schema(package, _assumed_choice(data, package)), place_of)
    told = [in_terms_of_the_form(breach, data, package, place_of) for breach in breaches]
    told += (Problem(code, place_of(path, False), parameters) for code, path, parameters in _beyond(data, package))
    different = {(one.code, one.place, tuple(sorted(map(str, one.parameters.items())))): one for one in told}
    return sorted(different.values(), key=lambda problem: problem.order)


def _assumed_choice(data: Any, package: Package) -> dict[str, str]:
    """Guess the variant where the field that chooses it is missing or misspelt, so that its answers are checked too."""
    assumed: dict[str, str] = {}
    for (field, _), known in _variants(package).items():
        value = _field(data, field)
        if value in known or value in _named_values(field, package):
            continue
        near = closest(value, known) if isinstance(value, str) else None
        if near is not None or len(known) == 1:
            assumed[field] = near or known[0]
    return assumed


def _variants(package: Package) -> dict[tuple[str, str], list[str]]:
    """Return, by field and form, the values that have a variant."""
    found: dict[tuple[str, str], list[str]] = {}
    for form in package.forms:
        if form.variant is not None:
            found.setdefault((form.variant.field, form.form), []).append(form.variant.value)
    return found


def _named_values(field: str, package: Package) -> set[str]:
    return {named.code for values in package.regulation.fields if values.field == field for named in values.values}


def _field(data: Any, field: str) -> Any:
    block, _, key = field.partition(".")
    inside = data.get(block) if isinstance(data, dict) else None
    value = inside.get(key) if isinstance(inside, dict) else None
    return value if isinstance(value, str) else None


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
    for (field, name), known in _variants(package).items():
        value = _field(data, field)
        if value is not None and value not in known and value in _named_values(field, package):
            block, _, key = field.partition(".")
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
    for code in form.codes:
        total = totals["sums"].get(code)
        if _is_whole(total) and not lowest <= total <= highest:
            values: dict[str, Parameter] = {"code": code, "total": int(total), "respondents": int(respondents)}
            path = ("forms", form.form, "totals", "sums", code)
            yield "PKP-210", path, {**values, "lowest": int(lowest), "highest": int(highest)}


def _is_whole(value: object) -> TypeGuard[int | Decimal]:
    if isinstance(value, Decimal):
        return value.is_finite() and value == int(value)
    return isinstance(value, int) and not isinstance(value, bool)
