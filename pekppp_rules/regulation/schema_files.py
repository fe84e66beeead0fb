"""The schemas that ship with the library: as files, each on its own, and without references for a validator in a hurry."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pekppp_rules.reading import bundled_folder

SCHEMA_VERSION = "v1"


def schema_names() -> list[str]:
    """Return the names of the schemas that ship with the library."""
    folder = bundled_folder("schemas") / SCHEMA_VERSION
    return sorted(path.name.removesuffix(".schema.json") for path in folder.glob("*.schema.json"))


@cache
def load_schema(name: str) -> dict[str, Any]:
    """Return the schema called `name`. Raises FileNotFoundError when there is none."""
    path = bundled_folder("schemas") / SCHEMA_VERSION / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return schema


def self_contained(name: str) -> dict[str, Any]:
    """Return a shipped schema with the schemas it refers to inside it, for use on its own."""
    inside: dict[str, Any] = {}

    def pointed(value: Any, home: str) -> Any:
        if isinstance(value, list):
            return [pointed(item, home) for item in value]
        if not isinstance(value, dict):
            return value
        found = {key: pointed(item, home) for key, item in value.items()}
        if isinstance(reference := value.get("$ref"), str):
            other, pointer = _target(reference, home)
            if other != name and other not in inside:
                inside[other] = {}
                inside[other] = {"$defs": pointed(load_schema(other).get("$defs", {}), other)}
            found["$ref"] = f"#{pointer}" if other == name else f"#/$defs/{other}{pointer}"
        return found

    schema: dict[str, Any] = pointed(load_schema(name), name)
    return {**schema, "$defs": {**schema.get("$defs", {}), **inside}} if inside else schema


@cache
def without_references(name: str) -> dict[str, Any]:
    """Return a shipped schema in which every reference is replaced by the very block that it names.

    A block that is named twice is one object, and one that names itself comes round to itself. Looking references up is a
    third of what jsonschema does on our files.
    """
    made: dict[tuple[str, str], dict[str, Any]] = {}

    def block(file: str, pointer: str) -> dict[str, Any]:
        found = _block(file, pointer)
        if "$ref" in found:
            return block(*_target(found["$ref"], file))
        if (file, pointer) not in made:
            made[file, pointer] = {}
            made[file, pointer].update(
                {key: inside(item, file) for key, item in found.items() if key not in {"$schema", "$defs"}}
            )
        return made[file, pointer]

    def inside(value: Any, file: str) -> Any:
        if isinstance(value, list):
            return [inside(item, file) for item in value]
        if not isinstance(value, dict):
            return value
        if isinstance(reference := value.get("$ref"), str):
            return block(*_target(reference, file))
        return {key: inside(item, file) for key, item in value.items()}

    return block(name, "")


def _target(reference: str, home: str) -> tuple[str, str]:
    """Return the schema and the pointer that a reference in the schema `home` names."""
    file, _, pointer = reference.partition("#")
    return file.removesuffix(".schema.json") or home, pointer


def _block(name: str, pointer: str) -> dict[str, Any]:
    found: dict[str, Any] = load_schema(name)
    for step in pointer.split("/")[1:]:
        found = found[step]
    return found
