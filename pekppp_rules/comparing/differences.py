"""Everything that differs between the canonical forms of two packages, block by block, each with its kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pekppp_rules.comparing.blocks import Block, FormBlocks, Json, Named, PackageBlocks, blocks_of
from pekppp_rules.comparing.correspondence import FormPair
from pekppp_rules.comparing.difference import KINDS, Change, Difference, Kind, Value
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.inherited import name_of
from pekppp_rules.regulation.model import Text

_PROVENANCE = frozenset(
    {"source", "confidence", "note", "disputed", "unknown", "official_code", "printed", "uncovered", "format"}
)
_WHOLE = frozenset({"asked_if"})
"""Parts that are told as a whole: half a condition says nothing."""

_KIND_OF_LIST: dict[str, Kind] = {
    "aspects": "aspects",
    "principles": "aspects",
    "fields": "questions",
    "index/nodes": "weights",
    "rules": "rules",
    "rules/tables": "rules",
    "sources": "sources",
}
_KIND_OF_PART: dict[str, Kind] = {
    "scale": "levels",
    "level_texts": "levels",
    "levels": "levels",
    "elements": "levels",
    "weight": "weights",
    "weights": "weights",
    "rounding": "thresholds",
    "categories": "thresholds",
    "requires": "policies",
    "aggregation": "policies",
    "evaluators": "policies",
    "respondents": "policies",
}
"""The first step inside a form, a row, a node or the index decides the kind, where it is one of these."""

_Path = tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    change: Change
    path: _Path
    before: Json | None
    after: Json | None


def differences(before: Package, after: Package, pairs: tuple[FormPair, ...]) -> tuple[Difference, ...]:
    """Return what differs, by kind, inside each kind in the order of the packages; empty exactly where digests are equal."""
    old, new = blocks_of(before), blocks_of(after)
    found = [
        *_in_block("regulation", old.identity, new.identity, "identity"),
        *_in_lists(old, new),
        *_in_block("index", old.index, new.index, "weights"),
        *_in_forms(old, new, pairs),
    ]
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def _in_lists(old: PackageBlocks, new: PackageBlocks) -> Iterator[Difference]:
    for name in dict.fromkeys([*old.lists, *new.lists]):
        kind = _KIND_OF_LIST.get(name, "thresholds")
        yield from _in_named(name, old.lists.get(name, {}), new.lists.get(name, {}), kind)


def _in_forms(old: PackageBlocks, new: PackageBlocks, pairs: tuple[FormPair, ...]) -> Iterator[Difference]:
    nothing = FormBlocks({}, {}, {})
    for pair in pairs:
        one = old.forms[pair.before] if pair.before is not None else nothing
        other = new.forms[pair.after] if pair.after is not None else nothing
        subject = f"forms/{pair.name}"
        if not one.head or not other.head:
            change: Change = "added" if other.head else "removed"
            yield _difference(_Found(change, (), one.head or None, other.head or None), subject, "questions")
        else:
            yield from _in_block(subject, one.head, other.head, "questions")
            yield from _in_named(f"{subject}/aspects", one.aspects, other.aspects, "aspects")
        is_rubric = (other.head or one.head)["type"] == "rubric"
        yield from _in_rows(subject, one.rows, other.rows, pair, "indicators" if is_rubric else "questions")
    common = ([name for name in old.forms if name in new.forms], [name for name in new.forms if name in old.forms])
    if common[0] != common[1]:
        yield Difference("questions", "moved", "forms", "order", tuple(common[0]), tuple(common[1]))


def _in_rows(subject: str, old: Named, new: Named, pair: FormPair, kind: Kind) -> Iterator[Difference]:
    """A code that both have for rows of their own is one that was removed and one that was added."""
    same = set(pair.corresponding)
    for code in pair.only_before:
        yield _difference(_Found("removed", (), old[code], None), f"{subject}/{code}", kind)
    yield from _in_named(
        subject,
        {code: row for code, row in old.items() if code in same},
        {code: row for code, row in new.items() if code in same},
        kind,
    )
    for code in pair.only_after:
        yield _difference(_Found("added", (), None, new[code]), f"{subject}/{code}", kind)


def _in_named(subject: str, old: Named, new: Named, kind: Kind) -> Iterator[Difference]:
    for found in _between_named(old, new, (), subject):
        name, *inside = found.path
        block: Block = new.get(name) or old.get(name) or {}
        address = f"{subject}/{name}".rstrip("/")
        if found.path == ("order",) and found.change == "moved":
            yield _difference(found, subject, kind)
        else:
            inner = _Found(found.change, tuple(inside), found.before, found.after)
            yield _difference(inner, address, kind, _title(block))


def _in_block(subject: str, old: Block, new: Block, kind: Kind) -> Iterator[Difference]:
    for found in _between(old, new, (), subject):
        yield _difference(found, subject, kind)


def _difference(found: _Found, subject: str, kind: Kind, name: Text | None = None) -> Difference:
    path = found.path
    if not _PROVENANCE.isdisjoint(path):
        kind = "sources"
    elif path and kind != "rules":
        kind = _KIND_OF_PART.get(path[0], kind)
    change = found.change
    if change == "changed" and path and path[-1] in {"title", "name"}:
        change = "renamed"
    elif change == "changed" and path == ("aspect",):
        change = "moved"
    block = found.after if found.after is not None else found.before
    return Difference(
        kind=kind,
        change=change,
        subject=subject,
        part="/".join(path),
        before=_value(found.before),
        after=_value(found.after),
        name=name or (_title(block) if not path and isinstance(block, dict) else None),
    )


def _between(old: Json, new: Json, path: _Path, subject: str) -> Iterator[_Found]:
    """Yield the smallest parts that differ."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and not _is_whole(path, subject):
        if _is_text(old) and _is_text(new) and old["id"] != new["id"]:
            yield _Found("changed", path, old, new)
        else:
            yield from _between_keys(old, new, path, subject)
        return
    listed = _by_name(old), _by_name(new)
    if listed[0] is not None and listed[1] is not None and not _is_whole(path, subject):
        yield from _between_named(listed[0], listed[1], path, subject)
    else:
        yield _Found("changed", path, old, new)


def _between_named(old: Mapping[str, Json], new: Mapping[str, Json], path: _Path, subject: str) -> Iterator[_Found]:
    """Yield what differs between lists of named items, their order as well."""
    yield from _between_keys(old, new, path, subject)
    common = [name for name in old if name in new], [name for name in new if name in old]
    if common[0] != common[1]:
        yield _Found("moved", (*path, "order"), list(common[0]), list(common[1]))


def _between_keys(old: Mapping[str, Json], new: Mapping[str, Json], path: _Path, subject: str) -> Iterator[_Found]:
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            yield _Found("removed", (*path, key), old[key], None)
        elif key not in old:
            yield _Found("added", (*path, key), None, new[key])
        else:
            yield from _between(old[key], new[key], (*path, key), subject)


def _is_whole(path: _Path, subject: str) -> bool:
    """Conditions and expressions are told whole; of a table of steps, each row."""
    if not path:
        return False
    return path[-1] in _WHOLE or (subject.startswith("rules") and len(path) > 1 and path[-1] not in {"rows", "text"})


def _by_name(value: Json) -> dict[str, Json] | None:
    """Return the items of a list of blocks by name, or by place where they have none; None for any other value."""
    if not isinstance(value, list) or not all(isinstance(item, dict) and not _is_text(item) for item in value):
        return None
    names = [name_of(item) for item in value]
    has_names = None not in names and len(set(names)) == len(names)
    return {str(name) if has_names else str(at): item for at, (name, item) in enumerate(zip(names, value, strict=True))}


def _is_text(value: Json) -> bool:
    return isinstance(value, dict) and "id" in value and value.keys() <= {"id", "en"}


def _title(block: Json | None) -> Text | None:
    """Return what a block is called: its title, its name, or what it says."""
    if not isinstance(block, dict):
        return None
    text = next((block[key] for key in ("title", "name", "text") if key in block), None)
    if isinstance(text, dict) and _is_text(text):
        return Text.model_validate(text)
    return Text(id=text) if isinstance(text, str) else None


def _value(value: Json | None) -> Value:
    """Return what stood there; of a block that was added or removed as a whole, what it says first."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, list):
        items = tuple(item for item in value if isinstance(item, str))
        return items if len(items) == len(value) else _written(value)
    if _is_text(value):
        return Text.model_validate(value)
    if (title := _title(value)) is not None:
        return title
    main = next((value[key] for key in _MAIN if key in value), None)
    return _written(value) if main is None else _value(main)


_MAIN = ("value", "weight", "on", "citation", "without", "unknown", "note", "node", "aspect")
"""What a block without a title says first: a number, a date, a link of the legal chain, what is not known."""


def _written(value: Json) -> str:
    return json.dumps(_unsourced(value), ensure_ascii=False, sort_keys=True)


def _unsourced(value: Json) -> Json:
    if isinstance(value, list):
        return [_unsourced(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _unsourced(item) for key, item in value.items() if key not in _PROVENANCE}
