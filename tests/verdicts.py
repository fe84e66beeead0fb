"""What each of the two sides says of one document: where the schema, and where the typed model, finds something wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from pekppp_rules import Parties, Place, Submission
from pekppp_rules.reading import PlainDocument, path_in
from pekppp_rules.regulation.folder import with_provenance
from pekppp_rules.regulation.model import Categories, Form, Identity, Index, RuleFile, Sources
from pekppp_rules.regulation.schema_check import schema_problems
from tests.edits import Path, value_at

_MODELS: Mapping[str, Any] = {
    "regulation": Identity,
    "sources": Sources,
    "form": Form,
    "index": Index,
    "categories": Categories,
    "rules": RuleFile,
}
_INHERITED = frozenset((key,) for key in ("family", "scope", "citation", "title", "validity", "legal", "aspects"))
_ONE_OF_SEVERAL = frozenset({"parts", "ladder", "=", "additional"})
"""What a schema calls missing where one of several keys must be there."""
_PROVENANCE = frozenset({"source", "confidence"})
_OF_A_WHOLE_BLOCK = frozenset({"union_tag_invalid", "union_tag_not_found", "value_error"})


@dataclass(frozen=True)
class Breaches:
    """Where a schema refuses a document; empty where it takes it."""

    places: frozenset[Path]
    """Values, unknown keys, and blocks in which a key is missing."""
    together: Mapping[Path, Path]
    """Which of them are about keys that do not go together, or are too few, and in which block."""

    def __bool__(self) -> bool:
        return bool(self.places)


@dataclass(frozen=True)
class Refusal:
    """Where a model refuses a document; empty where it takes it."""

    places: frozenset[Path]
    """Values, unknown keys, and blocks in which a key is missing."""
    blocks: frozenset[Path]
    """Blocks whose keys do not go together, or do not tell of which kind the block is."""

    def __bool__(self) -> bool:
        return bool(self.places or self.blocks)


def breaches(data: Any, schema: Mapping[str, Any] | str) -> Breaches:
    """Return the places of all breaches of a schema."""
    problems = schema_problems(data, schema, lambda path, _: Place(path=path))
    together = {}
    for problem in problems:
        path = problem.place.path or ()
        if problem.code == "PKP-509":
            together[path] = path[:-1]
        is_one_of_several = problem.code == "PKP-502" and problem.parameters["key"] in _ONE_OF_SEVERAL
        if is_one_of_several or (problem.code == "PKP-507" and isinstance(value_at(data, path), dict)):
            together[path] = path
        elif problem.code == "PKP-507" and path == ("additional",):
            together[path] = ()  # there must be additional questions where there are no aspects
    return Breaches(frozenset(problem.place.path or () for problem in problems), together)


_WITHOUT_PROVENANCE: dict[str, Any] = {"submission": Submission, "parties": Parties}
"""Files that state no rules, and so name no sources."""


def refusal(kind: str, data: Any) -> Refusal:
    """Return where the model refuses a document: a submission, or a package file of that kind.

    The provenance of a file is filled in as the loader does it. A source or confidence that is written but says nothing is
    refused where it is written. One that is written nowhere is no matter of a single file's shape, and refused by neither side.
    """
    filled, without = (data, []) if kind in _WITHOUT_PROVENANCE else with_provenance(PlainDocument("-", data), kind)
    written = [(*(problem.place.path or ()), str(problem.parameters["key"])) for problem in without]
    places, blocks = {path for path in written if path_in(data, path) == path}, set()
    errors = _errors(_adapter(kind), filled)
    keys = {_place(error, data, filled) for error in errors if error["loc"][-1:] == ("[key]",)}
    for error in errors:
        place = _place(error, data, filled)
        if any(_is_inside(place, key) for key in keys) or _is_inherited(error, kind, data):
            continue
        is_of_a_block = error["type"] in _OF_A_WHOLE_BLOCK and isinstance(value_at(data, place), dict)
        (blocks if is_of_a_block else places).add(place)
    return Refusal(frozenset(places), frozenset(blocks))


def _is_inherited(error: ErrorDetails, kind: str, data: Any) -> bool:
    """Whether what is missing is a key that an overlay leaves out of its identity, for it inherits it."""
    is_overlay = kind == "regulation" and "extends" in _mapping(data)
    return is_overlay and error["type"] == "missing" and error["loc"] in _INHERITED


def disagreement(schema: Breaches, model: Refusal) -> str | None:
    """Return how the two sides differ in what they refuse and where, or None where they agree.

    Every place of the model is a place of the schema, and the other way round, but for this:

    - A block that the model refuses as a whole stands for all that the schema says of it and of the keys directly in it; and
      the schema says something of these.
    - Whether the keys of a block go together and are enough, the model asks only where each of them is sound; the schema may
      say more.
    """
    if bool(schema) != bool(model):
        return f"schema {'refuses' if schema else 'accepts'}, model {'refuses' if model else 'accepts'}"
    said = {block: {path for path in schema.places if path in {block, (*block, *path[-1:])}} for block in model.blocks}
    explained = frozenset().union(*said.values())
    more = {
        path
        for path, block in schema.together.items()
        if any(_is_inside(place, block) for place in (*model.places, *model.blocks))
    }
    lacking = model.places - schema.places
    beyond = schema.places - model.places - explained - more
    if all(said.values()) and not lacking and not beyond:
        return None
    return f"only schema: {sorted(map(str, beyond))}; only model: {sorted(map(str, lacking))}, {said}"


def _is_inside(path: Path, block: Path) -> bool:
    return len(path) > len(block) and path[: len(block)] == block


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_WITHOUT_PROVENANCE.get(kind) or _MODELS[kind])


def _errors(adapter: TypeAdapter[Any], data: Any) -> list[ErrorDetails]:
    try:
        adapter.validate_python(data)
    except ValidationError as error:
        return [one for one in error.errors(include_url=False) if not _is_an_echo(one)]
    return []


def _is_an_echo(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because its items were refused; they are told themselves."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _place(error: ErrorDetails, data: Any, filled: Any) -> Path:
    """Return where in the written data an error lies."""
    return _as_written(path_in(filled, error["loc"]), data)


def _as_written(path: Path, data: Any) -> Path:
    """Return a path in filled data as a path in what was written: an inherited source is where it was inherited from."""
    for at, step in enumerate(path):
        outer = value_at(data, path[:at])
        if step in _PROVENANCE and step not in _mapping(outer):
            stated = [path[:length] for length in range(at) if step in _mapping(value_at(data, path[:length]))]
            return (*stated[-1], *path[at:]) if stated else path[:at]
        if not isinstance(outer, dict if isinstance(step, str) else list):  # a bare weight, made a block by the loader
            return path[:at]
    return path


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
