"""Hand-written schemas and typed models are two statements of one format; here they are held to one verdict and one place.

Both sides get documents of every kind, at random and as they ship, each with one random edit. **The same verdict**: both accept
or both refuse. **The same place**: the places at which the schema refuses are, as a set, those at which the model does. A place
is the path of a value, of an unknown key, or of the block in which a key is missing. What names no place in a file is taken out
of the model's locations: kinds of a union, keys that are not there, blocks that the loader makes of a bare weight; a source or
confidence that was inherited is at the place it was inherited from. Then two things may differ:

- Where the model refuses a block as a whole (its keys do not go together, or do not tell its kind), the schema refuses the
  block, keys directly in it, or both.
- Where the model refuses something inside a block, the schema may besides say that keys of the block do not go together, or
  are too few, which the model asks only where what is inside is sound.

`tests/verdicts.py` says this in code. Refused by neither side: a source or confidence that stands nowhere (PKP-108, which the
loader finds on its own), and in an overlay the lack of keys that it inherits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pekppp_rules.reading import read_document
from pekppp_rules.regulation.schema_files import load_schema, schema_names, self_contained, without_references
from tests import documents
from tests.documents_of_rules import rule_files
from tests.documents_of_units import parties, submissions
from tests.edits import one_edit
from tests.verdicts import breaches, disagreement, refusal

CHECKOUT = Path(__file__).parents[2]
DOCUMENTS = {
    "regulation": documents.regulations,
    "sources": documents.sources,
    "rubric": documents.rubrics,
    "survey": documents.surveys,
    "value": documents.value_forms,
    "facts": documents.facts_forms,
    "index": documents.indexes,
    "categories": documents.categories,
    "rules": rule_files,
    "submission": submissions,
    "parties": parties,
}
FORMS = frozenset({"rubric", "survey", "value", "facts"})
SCHEMA_ALONE = frozenset({"cases", "changes", "survey_mapping"})
"""Kinds that a schema alone checks, so that there is no second side."""
SHIPPED = ("regulations/*/*.yaml", "tests/regulations/*/*.yaml", "tests/regulations/*.yaml", "examples/**/*.yaml")


def real_files() -> list[Path]:
    """Return every package file and submission of the checkout whose kind has a model."""
    found = {path for pattern in SHIPPED for path in CHECKOUT.glob(pattern)}
    return sorted(path for path in found if kind_of(contents(path)) not in SCHEMA_ALONE)


@cache
def contents(path: Path) -> Any:
    return read_document(path).data


def kind_of(data: Any) -> str:
    return str(data.get("kind", "submission"))


@cache
def whole(kind: str) -> dict[str, Any]:
    return self_contained(kind)


def check(kind: str, data: Any) -> None:
    """Assert that the schema, the schema by itself, and the model say the same."""
    by_schema = breaches(data, kind)
    event(f"refused: {bool(by_schema)}")
    assert breaches(data, whole(kind)).places == by_schema.places
    assert disagreement(by_schema, refusal(kind, data)) is None


def check_an_edit(data: st.DataObject, name: str) -> None:
    document = data.draw(DOCUMENTS[name])
    check("form" if name in FORMS else name, data.draw(one_edit(document)))


def check_an_edit_of_a_real_file(data: st.DataObject) -> None:
    document = contents(data.draw(st.sampled_from(real_files())))
    check(kind_of(document), data.draw(one_edit(document)))


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(max_examples=25)
@given(st.data())
def test_both_sides_accept_what_is_sound(name, data):
    document = data.draw(DOCUMENTS[name])
    kind = "form" if name in FORMS else name
    assert (breaches(document, kind).places, bool(refusal(kind, document))) == (frozenset(), False)


@pytest.mark.parametrize("kind", sorted({"form" if name in FORMS else name for name in DOCUMENTS}))
def test_the_documents_at_random_have_every_key_that_the_schema_names(kind):
    """A key that is added to a schema is to be added to the strategies too, or nothing would hold the model to it."""
    named = {key for part in in_use(whole(kind)) for key in keys_named_in(part)}
    names = [name for name in DOCUMENTS if name == kind or (kind == "form" and name in FORMS)]
    found: set[str] = set()

    @settings(max_examples=300, derandomize=True, database=None)
    @given(st.one_of(*(DOCUMENTS[name] for name in names)))
    def gather(document: Any) -> None:
        found.update(key for block in subschemas(document) for key in block)

    gather()
    assert named - found == set()


def in_use(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that some document can come to, and so not all that it shares with others."""
    waiting, seen = [{key: part for key, part in schema.items() if key != "$defs"}], set()
    while waiting:
        for part in subschemas(waiting.pop()):
            yield part
            reference = part.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                waiting.append(part_at(schema, reference))


def part_at(schema: dict[str, Any], reference: str) -> Any:
    """Return the part of a schema that a reference in it leads to."""
    assert reference.startswith("#/")
    for step in reference.removeprefix("#/").split("/"):
        schema = schema[step]
    return schema


def keys_named_in(part: dict[str, Any]) -> list[str]:
    """Return the keys that a part of a schema allows by name."""
    properties = part.get("properties", {})
    if "type" in properties and isinstance(properties["type"], str):  # these are properties called so, and no schema
        return []
    return [key for key, inner in properties.items() if inner != {"not": {}}]


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_both_sides_accept_what_ships(path):
    kind, document = kind_of(contents(path)), contents(path)
    assert (breaches(document, kind).places, bool(refusal(kind, document))) == (frozenset(), False)


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(max_examples=70)
@given(st.data())
def test_one_edit_gets_one_verdict_at_one_place(name, data):
    check_an_edit(data, name)


@settings(max_examples=100)
@given(st.data())
def test_one_edit_of_a_real_file_gets_one_verdict_at_one_place(data):
    check_an_edit_of_a_real_file(data)


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCUMENTS)
@settings(max_examples=2_000)
@given(st.data())
def test_thousands_of_edits_get_one_verdict_at_one_place(name, data):
    check_an_edit(data, name)


@pytest.mark.slow
@settings(max_examples=3_000)
@given(st.data())
def test_thousands_of_edits_of_real_files_get_one_verdict_at_one_place(data):
    check_an_edit_of_a_real_file(data)


def subschemas(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping of a schema, the schemas among them."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from subschemas(inner)


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_a_valid_schema_of_draft_2020_12(name):
    assert load_schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(load_schema(name))
    Draft202012Validator.check_schema(self_contained(name))


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_tells_kinds_apart_by_if_and_never_tries_them_all(name):
    """Of `anyOf` a validator can only say that nothing fits; `if` leads to the one kind that is meant."""
    schema = load_schema(name)
    assert schema.get("title")
    assert [part for part in subschemas(schema) if part.keys() & {"anyOf", "oneOf"}] == []


@pytest.mark.parametrize("name", schema_names())
def test_beside_a_reference_stand_words_only(name):
    """So the block that is referred to can stand in its place."""
    beside = {key for part in subschemas(load_schema(name)) if "$ref" in part for key in part}
    assert beside <= {"$ref", "title", "description", "$schema", "$defs"}


@pytest.mark.parametrize("name", schema_names())
def test_without_references_a_schema_holds_the_blocks_themselves(name):
    schema = without_references(name)
    waiting, seen = [schema], {}
    while waiting:
        part = waiting.pop()
        if id(part) not in seen:
            seen[id(part)] = part
            waiting += [
                inner
                for inner in (part.values() if isinstance(part, dict) else part)
                if isinstance(inner, (dict, list))
            ]
    assert [part for part in seen.values() if isinstance(part, dict) and isinstance(part.get("$ref"), str)] == []


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_by_itself_refers_to_nothing_outside(name):
    schema = self_contained(name)
    references = {part["$ref"] for part in subschemas(schema) if isinstance(part.get("$ref"), str)}
    assert all(isinstance(part_at(schema, reference), dict) for reference in references)
    assert json.loads(json.dumps(schema)) == schema
