"""Which parts of a JSON Schema hold for one value of a document, as an editor finds them to complete and to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from tests.edits import Path

Schema = Mapping[str, Any]


def applicable(whole: Schema, document: Any, path: Path) -> list[Schema]:
    """Return every subschema that holds for the value at `path`, whether it is there already or is still to be written.

    References are followed, `allOf` is gone through, and of `if` the branch is taken that the document chooses.
    """
    found = list(_at_once(whole, whole, document))
    value = document
    for step in path:
        value = _inside(value, step)
        found = [part for outer in found for inner in _one_step(outer, step) for part in _at_once(whole, inner, value)]
    return found


def completions(whole: Schema, document: Any, path: Path) -> list[str]:
    """Return the keys that an editor offers for the mapping at `path`: those that are named, and that nothing rules out."""
    found = applicable(whole, document, path)
    named = dict.fromkeys(key for part in found for key in part.get("properties", {}))
    closed = [part for part in found if part.get("additionalProperties") is False]
    return [key for key in named if all(key in part.get("properties", {}) for part in closed)]


def _at_once(whole: Schema, part: Schema, value: Any) -> Iterator[Schema]:
    """Yield a schema and those that hold for the same value because of it."""
    yield part
    if "$ref" in part:
        yield from _at_once(whole, _referred(whole, part["$ref"]), value)
    for inner in part.get("allOf", ()):
        yield from _at_once(whole, inner, value)
    if "if" in part:
        holds = Draft202012Validator({**part["if"], "$defs": whole["$defs"]}).is_valid(value)
        branch = part.get("then" if holds else "else")
        if isinstance(branch, Mapping):
            yield from _at_once(whole, branch, value)


def _one_step(part: Schema, step: str | int) -> Iterator[Schema]:
    """Yield what a schema says of the value under one key or at one place of a list."""
    named = part.get("properties", {})
    inner = part.get("items") if isinstance(step, int) else named.get(step, part.get("additionalProperties"))
    if isinstance(inner, Mapping):
        yield inner


def _referred(whole: Schema, reference: str) -> Schema:
    assert reference.startswith("#/$defs/")
    found: Schema = whole["$defs"][reference.removeprefix("#/$defs/")]
    return found


def _inside(value: Any, step: str | int) -> Any:
    """Return what stands there, or None where nothing does yet."""
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
