"""JSON Schema as the explainer: every breach of a schema as a Problem with its place and what would be right.

jsonschema is imported here and only here, when something is authored or has already failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeGuard

from pekppp_rules.errors import Parameter, Path, Phrase, Place, Problem, closest, shown
from pekppp_rules.reading import fits_a_file
from pekppp_rules.reading.numbers import MOST_DIGITS
from pekppp_rules.regulation.schema_files import without_references

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_UNKNOWN_KEY = frozenset({"PKP-501", "PKP-511"})

MOST_SUGGESTIONS = 100
"""Keys of one block for which a near name is looked for; a block of more unknown keys is not misspelt, it is another thing."""

PlaceOf = Callable[[Path, bool], Place]

TYPE_NAMES = {
    "object": Phrase("kumpulan kunci dan nilai", "a mapping of keys to values"),
    "array": Phrase("daftar", "a list"),
    "string": Phrase("teks", "text"),
    "integer": Phrase("bilangan bulat", "a whole number"),
    "number": Phrase("bilangan desimal", "a decimal number"),
    "boolean": Phrase("true/false", "true/false"),
    "null": Phrase("kosong", "nothing"),
}


_COUNTED = {
    "Items": Phrase("isian dalam daftar", "item(s) in the list"),
    "Properties": Phrase("kunci", "key(s)"),
    "Length": Phrase("karakter", "character(s)"),
}
_NO_DATA = Phrase("nilai yang bukan data", "a value that is no data")
_IN_QUOTES = Phrase(
    "teks; bilangan dan kata khusus ditulis dalam tanda kutip", "text; put numbers and special words in quotes"
)


def validator(schema: Mapping[str, Any] | str) -> Validator:
    """Return a validator for a schema, or for the shipped schema of that name. Nothing is ever fetched."""
    from referencing import Registry

    chosen = without_references(schema) if isinstance(schema, str) else schema
    made: Validator = _validators()(chosen, registry=Registry())
    return made


@cache
def _validators() -> Any:
    """Return what makes validators that read numbers, lists and patterns as we do."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = (
        Draft202012Validator.TYPE_CHECKER.redefine("number", lambda _, value: _is_number(value))
        .redefine("integer", lambda _, value: _is_number(value) and value == int(value))
        .redefine("string", lambda _, value: isinstance(value, str) and _can_be_written(value))
        .redefine("array", lambda _, value: isinstance(value, (list, tuple)))
    )
    keywords: dict[str, Any] = {
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "additionalProperties": _additional_properties,
    }
    return extend(Draft202012Validator, keywords, type_checker=checker)  # type: ignore[no-untyped-call]  # no types in the stub


def _matches(pattern: str, text: str) -> bool:
    """As the standard has it: `$` is the very end, where Python's also matches before a last line break."""
    return re.search(pattern.replace("$", r"\Z"), text) is not None


def _pattern(_: Validator, pattern: str, value: object, __: object) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    if isinstance(value, str) and not _matches(pattern, value):
        yield ValidationError("does not match")


def _pattern_properties(
    validator: Any, by_pattern: Mapping[str, Any], value: object, _: object
) -> Iterator[ValidationError]:
    for pattern, inner in by_pattern.items():
        for key, item in value.items() if isinstance(value, dict) else ():
            if _matches(pattern, key):
                yield from validator.descend(item, inner, path=key, schema_path=pattern)


def _additional_properties(
    validator: Any, inner: Any, value: object, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    if not isinstance(value, dict):
        return
    others = _other_keys(value, schema)
    if isinstance(inner, Mapping):
        for key in others:
            yield from validator.descend(value[key], inner, path=key)
    elif others and not inner:
        yield ValidationError("has keys too many")


def _other_keys(value: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """Return the keys that a schema neither names nor has a pattern for."""
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    return [key for key in value if key not in known and not any(_matches(pattern, key) for pattern in patterns)]


def _can_be_written(text: str) -> bool:
    """Whether a file can hold the text, which one from Python need not respect."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _is_number(value: object) -> TypeGuard[int | Decimal]:
    return _is_numeric(value) and fits_a_file(value)


def _is_numeric(value: object) -> TypeGuard[int | Decimal]:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def schema_problems(
    data: Any, schema: Mapping[str, Any] | str, place_of: PlaceOf, *, most: int | None = None
) -> list[Problem]:
    """Return every breach of `schema` by `data`, sorted by place; where there are more than `most`, one more than that."""
    found: dict[tuple[str, Path, str], Problem] = {}
    breaches = (problem for error in validator(schema).iter_errors(data) for problem in _translated(error, place_of))
    for problem in breaches:
        key = (problem.code, problem.place.path or (), str(problem.parameters.get("key", "")))
        found.setdefault(key, problem)  # jsonschema names one missing key at a time, and we all of them each time
        if most is not None and len(found) > most:
            break
    unknown = {problem.place.path or () for problem in found.values() if problem.code in _UNKNOWN_KEY}
    kept = [problem for problem in found.values() if problem.code in _UNKNOWN_KEY or not _inside(problem, unknown)]
    return sorted(kept, key=lambda problem: problem.order)


def _inside(problem: Problem, unknown: set[Path]) -> bool:
    """Whether a problem lies under a key that should not be there at all, and so needs no word of its own."""
    path = problem.place.path or ()
    return any(path[:length] in unknown for length in range(1, len(path) + 1))


def _translated(error: ValidationError, place_of: PlaceOf) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    keyword: str | None = error.validator if isinstance(error.validator, str) else None
    if "propertyNames" in error.absolute_schema_path:
        path = (*path, value)
    here = place_of(path, False)
    match keyword:
        case "additionalProperties":
            yield from _unknown_keys(error, path, place_of)
        case "required":
            for key in wanted:
                if key not in value:
                    yield Problem("PKP-502", here, {"key": key})
        case "type" if wanted in {"number", "integer"} and _is_numeric(value) and not fits_a_file(value):
            yield Problem("PKP-011", here, {"limit": MOST_DIGITS})
        case "type" if wanted == "string" and isinstance(value, str):
            yield Problem("PKP-016", here)
        case "type":
            quoted = wanted == "string" and not isinstance(value, (dict, list))
            expected_type = _IN_QUOTES if quoted else TYPE_NAMES[wanted]
            yield Problem("PKP-503", here, {"found": described(value), "expected": expected_type})
        case "enum" | "const":
            known = [_choice_text(choice) for choice in (wanted if keyword == "enum" else [wanted])]
            parameters: dict[str, Parameter] = {"known": ", ".join(known)}
            if isinstance(value, str) and (near := closest(value, known)):
                parameters["suggestion"] = near
            yield Problem("PKP-504", here, parameters)
        case "minimum" | "maximum":
            sign = ">=" if keyword == "minimum" else "<="
            yield Problem("PKP-505", here, {"value": shown(str(value)), "expected": f"{sign} {wanted}"})
        case "pattern":
            expected = error.schema.get("expected") if isinstance(error.schema, Mapping) else None
            yield Problem("PKP-506", here, {"expected": Phrase(**expected) if expected else wanted})
        case "minItems" | "minProperties" | "minLength":
            yield Problem("PKP-507", here, {"limit": wanted, "what": _COUNTED[keyword[3:]]})
        case "maxItems" | "maxProperties" | "maxLength":
            yield Problem("PKP-508", here, {"limit": wanted, "what": _COUNTED[keyword[3:]]})
        case "not":
            yield Problem("PKP-509", place_of(path, True), {})
        case _:
            yield Problem("PKP-510", here, {"detail": shown(str(keyword))})


def _choice_text(choice: Any) -> str:
    return f"[{', '.join(map(str, choice))}]" if isinstance(choice, list) else str(choice)


def _unknown_keys(error: ValidationError, path: Path, place_of: PlaceOf) -> Iterator[Problem]:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    instance: Any = error.instance
    known = schema.get("properties", {})
    for at, key in enumerate(_other_keys(instance, schema)):
        parameters: dict[str, Parameter] = {"key": shown(key)}
        if key.isascii() and key.isdigit() and instance[key] is None:  # what `4,5` becomes inside braces
            yield Problem("PKP-511", place_of((*path, key), True), parameters)
            continue
        near = closest(key, [name for name in known if name not in instance]) if at < MOST_SUGGESTIONS else None
        if near:
            parameters["suggestion"] = near
        yield Problem("PKP-501", place_of((*path, key), True), parameters)


def described(value: object) -> Phrase:
    """Return what kind of thing a value of a document is."""
    if value is None:
        return TYPE_NAMES["null"]
    if isinstance(value, bool):
        return TYPE_NAMES["boolean"]
    if isinstance(value, int):
        return TYPE_NAMES["integer"]
    if isinstance(value, (Decimal, float)):
        return TYPE_NAMES["number"]
    if isinstance(value, str):
        return TYPE_NAMES["string"]
    if isinstance(value, (list, tuple)):
        return TYPE_NAMES["array"]
    return TYPE_NAMES["object"] if isinstance(value, Mapping) else _NO_DATA
