"""A resolved package as named blocks, so that what was moved from one aspect to another is still found under its code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.digest import resolved_document

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"
Block: TypeAlias = "dict[str, Json]"
Named: TypeAlias = "dict[str, Block]"

_IN_IDENTITY = ("aspects", "principles", "fields")
_ROWS = ("indicators", "questions")
_ROWS_OF_NO_ASPECT = ("unscored", "additional", "values")


@dataclass(frozen=True)
class FormBlocks:
    """A form: what it says of itself, of each of its aspects, and of each row; rows name their aspect and their list."""

    head: Block
    aspects: Named
    rows: Named


@dataclass(frozen=True)
class PackageBlocks:
    """A package: what it says of itself and of its index, its lists by name, and its forms by name and variant."""

    identity: Block
    index: Block
    lists: dict[str, Named]
    forms: dict[str, FormBlocks]


def blocks_of(package: Package) -> PackageBlocks:
    """Return everything that the canonical form of a package says, each block by its name."""
    document = resolved_document(package)
    identity, index = dict(document["regulation"]), dict(document["index"])
    identity["legal"] = _named(_blocks(identity["legal"]), lambda link: f"{link['relation']} {link['citation']}")
    tables = document["categories"]["tables"]
    files = document.get("rules", [])
    lists: dict[str, Named] = {
        "aspects": _named(identity.pop("aspects"), _by("code")),
        "principles": _named(identity.pop("principles", []), _by("code")),
        "fields": _named(identity.pop("fields", []), _by("field")),
        "index/nodes": _named(index.pop("nodes"), _by("id")),
        "categories": {"": {key: value for key, value in document["categories"].items() if key != "tables"}},
        **_table_lists(tables),
        "rules": _named([rule for file in files for rule in file["rules"]], _by("id")),
        "rules/tables": _named([table for file in files for table in file.get("tables", [])], _by("id")),
        "sources": _named(document["sources"]["sources"], _by("key")),
    }
    forms = {_form_name(form): _form_blocks(form) for form in document["forms"]}
    return PackageBlocks(identity, index, lists, forms)


def _table_lists(tables: list[Block]) -> dict[str, Named]:
    heads = [{key: value for key, value in table.items() if key != "categories"} for table in tables]
    bands = {f"categories/{table['id']}": _named(_blocks(table["categories"]), _by("letter")) for table in tables}
    return {"categories/tables": _named(heads, _by("id")), **bands}


def _form_name(form: Block) -> str:
    variant = form.get("variant")
    return f"{form['form']}@{variant['value']}" if isinstance(variant, dict) else str(form["form"])


def _form_blocks(form: Block) -> FormBlocks:
    head = dict(form)
    aspects: list[Block] = []
    rows: list[Block] = []
    for block in _blocks(head.pop("aspects", [])):
        aspect = dict(block)
        for name in _ROWS:
            rows += [{**row, "aspect": aspect["aspect"]} for row in _blocks(aspect.pop(name, []))]
        aspects.append(aspect)
    for name in _ROWS_OF_NO_ASPECT:
        rows += [{**row, "list": name} for row in _blocks(head.pop(name, []))]
    return FormBlocks(head, _named(aspects, _by("aspect")), _named(rows, _by("code")))


def _blocks(value: Json) -> list[Block]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _by(key: str) -> Callable[[Block], str]:
    return lambda block: str(block[key])


def _named(blocks: Iterable[Block], name_of: Callable[[Block], str]) -> Named:
    """Return blocks by name; one whose name was there already is told from it by a number."""
    found: Named = {}
    times: dict[str, int] = {}
    for block in blocks:
        name = unique = name_of(block)
        while unique in found:
            times[name] = times.get(name, 1) + 1
            unique = f"{name} #{times[name]}"
        found[unique] = block
    return found
