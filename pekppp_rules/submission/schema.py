"""The JSON Schema of a submission under one regulation: the shared shape, narrowed to its codes, levels and values."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import (
    Fact,
    FactsForm,
    FieldValues,
    Form,
    NumberFact,
    OneFact,
    RubricForm,
    ScoredForm,
    SetFact,
    SurveyForm,
    ValueForm,
)
from pekppp_rules.regulation.schema_files import load_schema
from pekppp_rules.regulation.tree import Choice
from pekppp_rules.submission.facts import DATE_PATTERN


def submission_schema(package: Package, assumed: Choice | None = None) -> dict[str, Any]:
    """Return a JSON Schema (2020-12) that completes and checks every code of `package` in an editor.

    Which form variant holds depends on the submission's own fields; for a field in `assumed` it is taken as given.
    """
    schema = deepcopy(load_schema("submission"))
    identity = package.regulation
    schema["title"] = f"{schema['title']}: {identity.citation}"
    schema["properties"]["regulation"] = {"const": identity.id, "description": identity.title.id}
    for field in identity.fields:
        _narrow_field(schema, field)
    forms = schema["properties"]["forms"]
    forms["properties"] = {form.form: {"$ref": f"#/$defs/{form.type}"} for form in package.forms}
    forms["required"] = [requirement.form for requirement in package.index.requires if requirement.without == "error"]
    forms["additionalProperties"] = False
    schema["allOf"] = []
    for form in package.forms:
        name = _new_name(f"{form.form}_{form.variant.value}" if form.variant else form.form, schema["$defs"])
        schema["$defs"][name] = _form_schema(form)
        chosen = {"properties": {"forms": {"properties": {form.form: {"$ref": f"#/$defs/{name}"}}}}}
        given = (assumed or {}).get(form.variant.field) if form.variant else None
        if given is None:
            schema["allOf"].append(_when(form, chosen))
        elif form.variant and form.variant.value == given:
            schema["allOf"].append(chosen)
    return schema


def as_json(schema: Any) -> Any:
    """Return a schema as any writer of JSON takes it: a bound that is a decimal becomes the float that writes it."""
    if isinstance(schema, dict):
        return {key: as_json(item) for key, item in schema.items()}
    if isinstance(schema, list):
        return [as_json(item) for item in schema]
    return float(schema) if isinstance(schema, Decimal) else schema


def _new_name(name: str, taken: Mapping[str, Any]) -> str:
    """Return a name for a definition that is not taken: a form may be called `unit`, or as the variant of another."""
    return name if name not in taken else _new_name(f"{name}_", taken)


def _narrow_field(schema: dict[str, Any], field: FieldValues) -> None:
    block, _, key = field.field.partition(".")
    definition = schema["$defs"][block]
    codes = [value.code for value in field.values]
    names = "; ".join(f"{value.code}: {value.name.id}" for value in field.values)
    narrowed = {"enum": codes, "description": names}
    plain = definition["properties"][key]
    definition["properties"][key] = _of_several(plain, narrowed, field) if plain.get("type") == "array" else narrowed
    if field.required:
        definition["required"] = [*definition.get("required", []), key]


def _of_several(plain: dict[str, Any], narrowed: dict[str, Any], field: FieldValues) -> dict[str, Any]:
    """Narrow a list of values; an empty one says nothing, and so is not enough where the field is required."""
    return {**plain, "items": narrowed, **({"minItems": 1} if field.required else {})}


def _when(form: Form, chosen: dict[str, Any]) -> dict[str, Any]:
    if form.variant is None:
        return chosen
    block, _, key = form.variant.field.partition(".")
    holds = {"type": "object", "required": [key], "properties": {key: {"const": form.variant.value}}}
    return {"if": {"type": "object", "required": [block], "properties": {block: holds}}, "then": chosen}


def _form_schema(form: Form) -> dict[str, Any]:
    if isinstance(form, FactsForm):
        return _facts_schema(form)
    if isinstance(form, RubricForm):
        return _rubric_schema(form)
    return _survey_schema(form) if isinstance(form, SurveyForm) else _value_schema(form)


def _titles(form: ScoredForm) -> dict[str, str]:
    return {row.code: row.title.id for block in form.blocks for row in block.rows}


def _level(form: ScoredForm) -> dict[str, Any]:
    return {"type": "integer", "minimum": form.scale.lowest, "maximum": form.scale.highest}


def _rubric_schema(form: RubricForm) -> dict[str, Any]:
    described = {
        row.code: {
            **_level(form),
            "description": "\n".join([row.title.id, *(f"{at}: {text.id}" for at, text in row.levels.items())]),
        }
        for row in (*(row for aspect in form.aspects for row in aspect.indicators), *form.unscored)
    }
    sheet: dict[str, Any] = deepcopy(load_schema("submission")["$defs"]["sheet"])
    sheet["properties"]["scores"] = {
        "type": "object",
        "properties": described,
        "required": list(form.codes),
        "additionalProperties": False,
    }
    for block in ("notes", "evidence"):
        sheet["properties"][block] = _keyed(sheet["properties"][block], list(described))
    aspects = [aspect.aspect for aspect in form.aspects]
    sheet["properties"]["observations"] = _keyed(sheet["properties"]["observations"], aspects)
    return {"type": "array", "minItems": 1, "items": sheet}


def _survey_schema(form: SurveyForm) -> dict[str, Any]:
    codes = _titles(form)
    survey: dict[str, Any] = deepcopy(load_schema("submission")["$defs"]["survey"])
    survey["properties"]["responses"] |= {"minItems": 1, "items": _answers(codes, _level(form))}
    totals = deepcopy(load_schema("submission")["$defs"]["totals"])
    totals["properties"]["sums"] = _answers(codes, {"type": "integer"})
    survey["properties"]["totals"] = totals
    survey["properties"]["means"] = _answers(codes, _decimal(form))
    return survey


def _value_schema(form: ValueForm) -> dict[str, Any]:
    """Which values are needed depends on what else is given, so none is required here."""
    values = {**_answers(_titles(form), _decimal(form)), "required": []}
    return {
        "type": "object",
        "properties": {"values": values},
        "required": ["values"],
        "additionalProperties": False,
    }


def _facts_schema(form: FactsForm) -> dict[str, Any]:
    """Which facts are asked for depends on the answers before them, so none is required here."""
    facts: dict[str, Any] = deepcopy(load_schema("submission")["$defs"]["facts"])
    facts["properties"]["answers"] = {
        "type": "object",
        "properties": {fact.id: {**_fact_schema(fact), "description": fact.title.id} for _, fact in form.asked()},
        "additionalProperties": False,
    }
    codes = [question.code for question in form.questions]
    facts["properties"]["evidence"] = _keyed(facts["properties"]["evidence"], codes)
    return facts


def _fact_schema(fact: Fact) -> dict[str, Any]:
    if isinstance(fact, OneFact):
        return {"enum": [option.code for option in fact.options]}
    if isinstance(fact, SetFact):
        options = {"enum": [option.code for option in fact.options]}
        other = {"if": {"type": "string"}, "then": options, "else": {"$ref": "#/$defs/option"}}
        return {"type": "array", "items": other if fact.other else options}
    if isinstance(fact, NumberFact):
        bounds = {"minimum": _plain(fact.lowest), "maximum": _plain(fact.highest)}
        number = {"type": "integer" if fact.type == "int" else "number"}
        return {**number, **{key: bound for key, bound in bounds.items() if bound is not None}}
    return dict(_PLAIN_FACTS[fact.type])


_PLAIN_FACTS: dict[str, dict[str, Any]] = {
    "bool": {"type": "boolean"},
    "percent": {"type": "number", "minimum": 0, "maximum": 100},
    "text": {"type": "string", "minLength": 1, "maxLength": 2000},
    "date": {
        "type": "string",
        "pattern": DATE_PATTERN,
        "expected": {
            "id": "tahun, bulan atau tanggal: 2022, 2022-12, 2022-12-31, dalam tanda kutip bila hanya tahun",
            "en": "a year, month or day: 2022, 2022-12, 2022-12-31, in quotes when it is a year alone",
        },
    },
}


_DIVISION = Context(prec=28)


def _plain(bound: Fraction | None) -> int | Decimal | None:
    """Return a bound as a JSON number; a bound that has no decimal of few places is cut to one that is stricter nowhere."""
    if bound is None:
        return None
    return (
        int(bound) if bound.denominator == 1 else _DIVISION.divide(Decimal(bound.numerator), Decimal(bound.denominator))
    )


def _decimal(form: ScoredForm) -> dict[str, Any]:
    return {"type": "number", "minimum": form.scale.lowest, "maximum": form.scale.highest}


def _answers(codes: dict[str, str], value: dict[str, Any]) -> dict[str, Any]:
    properties = {code: {**value, "description": title} for code, title in codes.items()}
    return {"type": "object", "properties": properties, "required": list(codes), "additionalProperties": False}


def _keyed(schema: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    """Turn `additionalProperties: VALUE` into one property a key."""
    value = schema["additionalProperties"]
    return {**schema, "properties": dict.fromkeys(keys, value), "additionalProperties": False}
