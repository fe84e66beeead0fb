"""What a schema cannot say of a submission: blanks, variants that do not exist, sums that cannot be, what is needed when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeGuard

from pydantic import ValidationError

from pekppp_rules.errors import Parameter, Path
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactsForm, RubricForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import build_tree, chosen_forms, needs_of, row_id
from pekppp_rules.submission.facts import unfit_facts
from pekppp_rules.submission.model import FactAnswers, is_blank

Breach = tuple[str, Path, dict[str, Parameter]]


def without_blanks(data: Any) -> tuple[Any, frozenset[Path]]:
    """Return the data without the codes that are written and left blank, and the paths of those.

    Reads only parts whose shape is right; a blank anywhere else is for the schema to refuse.
    """
    if not isinstance(data, dict) or not isinstance(data.get("forms"), dict):
        return data, frozenset()
    blanks: set[Path] = set()
    forms = {name: _unblanked(answers, ("forms", name), blanks) for name, answers in data["forms"].items()}
    return {**data, "forms": forms}, frozenset(blanks)


_OF_CODES = frozenset({"scores", "sums", "means", "values", "answers"})


def _unblanked(value: Any, path: Path, blanks: set[Path]) -> Any:
    if isinstance(value, (list, tuple)):
        return [_unblanked(item, (*path, at), blanks) for at, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if path[-1] in _OF_CODES or path[-2:-1] == ("responses",):
        blanks |= {(*path, key) for key, item in value.items() if is_blank(key, item)}
        return {key: item for key, item in value.items() if not is_blank(key, item)}
    return {
        key: _unblanked(item, (*path, key), blanks) if key in _OF_CODES or key in {"responses", "totals"} else item
        for key, item in value.items()
    }


def variants_of(package: Package) -> dict[tuple[str, str], list[str]]:
    """Return, by field and form, the values that have a variant."""
    found: dict[tuple[str, str], list[str]] = {}
    for form in package.forms:
        if form.variant is not None:
            found.setdefault((form.variant.field, form.form), []).append(form.variant.value)
    return found


def named_values(field: str, package: Package) -> set[str]:
    """Return the values that the regulation names for a field of the submission."""
    return {named.code for values in package.regulation.fields if values.field == field for named in values.values}


def field_of(data: Any, field: str) -> str | None:
    """Return the text that plain data give for a field such as `unit.mode`."""
    block, _, key = field.partition(".")
    inside = data.get(block) if isinstance(data, dict) else None
    value = inside.get(key) if isinstance(inside, dict) else None
    return value if isinstance(value, str) else None


def stated_choice(data: Any, package: Package) -> dict[str, str]:
    """Return the values that plain data give for the fields that choose form variants, where there is such a variant."""
    return {
        form.variant.field: form.variant.value
        for form in package.forms
        if form.variant is not None and field_of(data, form.variant.field) == form.variant.value
    }


def beyond_the_schema(data: Any, package: Package) -> Iterator[Breach]:
    """Yield what a schema cannot say, reading only parts whose shape is right."""
    if not isinstance(data, dict) or not isinstance(data.get("forms"), dict):
        return
    yield from _missing_variants(data, package)
    choice = stated_choice(data, package)
    yield from _missing_parts(data, package, choice)
    for form in chosen_forms(package, choice).values():
        answers = data["forms"].get(form.form)
        if isinstance(form, FactsForm):
            yield from _unfit_facts(answers, form)
        elif isinstance(form, RubricForm) and isinstance(answers, (list, tuple)):
            yield from _repeated_evaluators(answers, form.form)
        elif isinstance(form, SurveyForm) and isinstance(answers, dict):
            yield from _impossible_sums(answers.get("totals"), form)


def _missing_variants(data: Any, package: Package) -> Iterator[Breach]:
    required = {requirement.form for requirement in package.index.requires if requirement.without == "error"}
    for (field, name), known in variants_of(package).items():
        value = field_of(data, field)
        if name not in required and name not in data["forms"]:
            continue
        if value is not None and value not in known and value in named_values(field, package):
            block, _, key = field.partition(".")
            parameters: dict[str, Parameter] = {"form": name, "field": field, "value": value}
            yield "PKP-208", (block, key), {**parameters, "known": ", ".join(known)}


def _missing_parts(data: Any, package: Package, choice: Mapping[str, str]) -> Iterator[Breach]:
    """Yield what is needed only because of what else is given: the values and forms below the chosen parts."""
    forms = chosen_forms(package, choice)
    given: set[str] = set()
    for name, answers in data["forms"].items():
        if isinstance(forms.get(name), ValueForm):
            given |= {row_id(name, code) for code in _values(answers)}
        else:
            given.add(name)
    tree = build_tree(package, choice, frozenset(given))
    always = {requirement.form for requirement in package.index.requires if requirement.without == "error"}
    for name, codes in needs_of(tree).items() if package.index.root in tree else ():
        if name not in data["forms"]:
            if name not in always:
                yield "PKP-207", ("forms",), {"form": name}
        elif isinstance(forms[name], ValueForm) and isinstance(data["forms"][name], dict):
            for code in sorted(codes - _values(data["forms"][name]).keys()):
                yield "PKP-221", ("forms", name, "values"), {"code": code}


def _values(answers: Any) -> dict[str, Any]:
    values = answers.get("values") if isinstance(answers, dict) else None
    return values if isinstance(values, dict) else {}


def _unfit_facts(answers: Any, form: FactsForm) -> Iterator[Breach]:
    if not isinstance(answers, dict) or not isinstance(answers.get("answers"), dict):
        return
    known = {fact.id for _, fact in form.asked()}
    readable: dict[str, Any] = {}
    for name, value in answers["answers"].items():
        try:
            one = FactAnswers.model_validate({"answers": {name: value}})
        except ValidationError:
            continue
        if name in known:
            readable |= one.answers
    given = FactAnswers.model_construct(answers=readable)
    for code, path, parameters in unfit_facts(form, given):
        yield code, ("forms", form.form, "answers", *path), parameters


def _repeated_evaluators(sheets: Any, form: str) -> Iterator[Breach]:
    seen: set[str] = set()
    for at, sheet in enumerate(sheets):
        name = sheet.get("evaluator") if isinstance(sheet, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield "PKP-211", ("forms", form, at, "evaluator"), {"number": at + 1}
            seen.add(name)


def _impossible_sums(totals: Any, form: SurveyForm) -> Iterator[Breach]:
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
