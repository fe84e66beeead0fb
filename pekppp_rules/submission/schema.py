"""The JSON Schema of a submission under one regulation: the shared shape, narrowed to its codes, levels and values."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FieldValues, RubricForm, SurveyForm
from pekppp_rules.regulation.schema_check import load_schema
from pekppp_rules.regulation.tree import Choice


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
    forms["required"] = [requirement.form for requirement in package.index.requires]
    forms["additionalProperties"] = False
    schema["allOf"] = []
    for form in package.forms:
        name = f"{form.form}_{form.variant.value}" if form.variant else form.form
        schema["$defs"][name] = _form_schema(form)
        chosen = {"properties": {"forms": {"properties": {form.form: {"$ref": f"#/$defs/{name}"}}}}}
        given = (assumed or {}).get(form.variant.field) if form.variant else None
        if given is None:
            schema["allOf"].append(_when(form, chosen))
        elif form.variant and form.variant.value == given:
            schema["allOf"].append(chosen)
    return schema


def _narrow_field(schema: dict[str, Any], field: FieldValues) -> None:
    block, _, key = field.field.partition(".")
    definition = schema["$defs"][block]
    codes = [value.code for value in field.values]
    names = "; ".join(f"{value.code}: {value.name.id}" for value in field.values)
    narrowed = {"enum": codes, "description": names}
    plain = definition["properties"][key]
    definition["properties"][key] = {**plain, "items": narrowed} if plain.get("type") == "array" else narrowed
    if field.required:
        definition["required"] = [*definition.get("required", []), key]


def _when(form: RubricForm | SurveyForm, chosen: dict[str, Any]) -> dict[str, Any]:
    if form.variant is None:
        return chosen
    block, _, key = form.variant.field.partition(".")
    holds = {"type": "object", "required": [key], "properties": {key: {"const": form.variant.value}}}
    return {"if": {"type": "object", "required": [block], "properties": {block: holds}}, "then": chosen}


def _form_schema(form: RubricForm | SurveyForm) -> dict[str, Any]:
    codes = {row.code: row.title.id for aspect in form.blocks for row in aspect.rows}
    level = {"type": "integer", "minimum": form.scale.lowest, "maximum": form.scale.highest}
    if isinstance(form, RubricForm):
        described = {
            row.code: {
                **level,
                "description": "\n".join([row.title.id, *(f"{at}: {text.id}" for at, text in row.levels.items())]),
            }
            for row in (*(row for aspect in form.aspects for row in aspect.indicators), *form.unscored)
        }
        scores = {
            "type": "object",
            "properties": described,
            "required": list(codes),
            "additionalProperties": False,
        }
        sheet = deepcopy(load_schema("submission")["$defs"]["sheet"])
        sheet["properties"]["scores"] = scores
        for block in ("notes", "evidence"):
            sheet["properties"][block] = _keyed(sheet["properties"][block], list(described))
        aspects = [aspect.aspect for aspect in form.blocks]
        sheet["properties"]["observations"] = _keyed(sheet["properties"]["observations"], aspects)
        return {"type": "array", "minItems": 1, "items": sheet}
    survey: dict[str, Any] = deepcopy(load_schema("submission")["$defs"]["survey"])
    survey["properties"]["responses"]["items"] = _answers(codes, level)
    whole = {"type": "integer"}
    totals = deepcopy(load_schema("submission")["$defs"]["totals"])
    totals["properties"]["sums"] = _answers(codes, whole)
    survey["properties"]["totals"] = totals
    mean = {"type": "number", "minimum": form.scale.lowest, "maximum": form.scale.highest}
    survey["properties"]["means"] = _answers(codes, mean)
    return survey


def _answers(codes: dict[str, str], value: dict[str, Any]) -> dict[str, Any]:
    properties = {code: {**value, "description": title} for code, title in codes.items()}
    return {"type": "object", "properties": properties, "required": list(codes), "additionalProperties": False}


def _keyed(schema: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    """Turn `additionalProperties: VALUE` into one property a key."""
    value = schema["additionalProperties"]
    return {**schema, "properties": dict.fromkeys(keys, value), "additionalProperties": False}
