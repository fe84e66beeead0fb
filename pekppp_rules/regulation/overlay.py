"""Overlays: a package that says what differs from another, and inherits the rest.

What comes out is sections like those of any folder, so the same schema, model and cross-checks run on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pekppp_rules.errors import Parameter, Place, Problem, closest, shown
from pekppp_rules.reading import Document
from pekppp_rules.reading.limits import DEEPEST
from pekppp_rules.regulation.authored import authored
from pekppp_rules.regulation.folder import SINGLE_KINDS, Sections, form_order
from pekppp_rules.regulation.inherited import (
    Astray,
    InheritedDocument,
    Target,
    WholeSection,
    follow,
    name_of,
    names_in,
    position,
)
from pekppp_rules.regulation.model import Package, Sources
from pekppp_rules.regulation.model.changes import MOST_CHANGES, Change, Changes

_PROVENANCE = ("source", "confidence")


@dataclass(frozen=True)
class _Entry:
    """One entry of changes.yaml, where it stands, and its value as it was written."""

    change: Change
    document: Document
    at: int
    value: Any
    provenance: dict[str, Any]

    def place(self, *path: str | int, key: bool = False) -> Place:
        return self.document.place(("changes", self.at, *path), key=key)


def overlaid(own: Sections, base: Package) -> Sections:
    """Return the sections of an overlay in full: the base, what the overlay adds to it, and its changes.

    Files of changes or sources that are not as they should be stay among the `changes` of what is returned: it is no package yet.
    """
    inherited = f"{base.regulation.id}@{base.regulation.version}"
    plain = authored(base)
    merged = Sections(own.origin, problems=list(own.problems))
    for kind in SINGLE_KINDS:
        merged.single[kind] = InheritedDocument(f"{inherited}/{kind}", kind, plain[kind])
    merged.forms = [InheritedDocument(f"{inherited}/{form['form']}", "form", form) for form in plain["forms"]]
    merged.rules = [InheritedDocument(f"{inherited}/rules", "rules", file) for file in plain.get("rules", [])]
    _identity(own, merged)
    _sources(own, merged)
    merged.problems += _new_forms(own, merged)
    merged.rules += own.rules
    for document in own.changes:
        if not _is_sound(document, Changes):
            merged.changes.append(document)
        for entry in _entries(document):
            merged.problems += _apply(entry, merged)
    merged.forms.sort(key=form_order)
    for kind in ("index", "categories"):
        if kind in own.single:
            place = own.single[kind].place(("kind",))
            merged.problems.append(Problem("PKP-175", place, {"kind": kind}))
    return merged


def _is_sound(document: Document, model: type[Changes] | type[Sources]) -> bool:
    try:
        model.model_validate(document.data)
    except ValidationError:
        return False
    return True


def _identity(own: Sections, merged: Sections) -> None:
    """The overlay's own keys stand in for the base's; aspects, principles and fields are inherited unless given."""
    document, target = own.single["regulation"], merged.single["regulation"]
    assert isinstance(target, InheritedDocument)
    assert isinstance(target.data, dict)
    if not isinstance(document.data, dict):
        return
    target.data.update(document.data)
    for key in document.data:
        target.touch((key,), lambda rest, is_key, key=key: document.place((key, *rest), key=is_key))  # type: ignore[misc]  # a default binds the loop's key
    target.touch((), lambda rest, is_key: document.place(rest, key=is_key))


def _sources(own: Sections, merged: Sections) -> None:
    document, target = own.single.get("sources"), merged.single["sources"]
    if document is None:
        return
    assert isinstance(target, InheritedDocument)
    assert isinstance(target.data, dict)
    if not _is_sound(document, Sources):
        merged.changes.append(document)
    entries, known = document.data.get("sources") if isinstance(document.data, dict) else None, target.data["sources"]
    assert isinstance(known, list)
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        target.touch(
            ("sources", len(known)),
            lambda rest, is_key, at=at: document.place(("sources", at, *rest), key=is_key),  # type: ignore[misc]  # a default binds the loop's position
        )
        known.append(deepcopy(entry))


def _new_forms(own: Sections, merged: Sections) -> Iterator[Problem]:
    """Forms and variants that the base does not have are added; others are changed by changes.yaml."""
    known = {form_order(form)[:2] for form in merged.forms}
    for document in own.forms:
        name = form_order(document)[:2]
        if name in known:
            yield Problem("PKP-174", document.place(("form",)), {"form": "@".join(part for part in name if part)})
        else:
            merged.forms.append(document)


def _entries(document: Document) -> Iterator[_Entry]:
    """Yield the entries that say one thing; what is wrong with the others is the schema's to say."""
    data = document.data if isinstance(document.data, dict) else {}
    entries = data.get("changes")
    for at, entry in enumerate(entries[:MOST_CHANGES] if isinstance(entries, list) else ()):
        try:
            change = Change.model_validate(entry)
        except ValidationError:
            continue
        assert isinstance(entry, dict)
        said = {**data, **entry}
        provenance = {name: said[name] for name in _PROVENANCE if said.get(name)}
        yield _Entry(change, document, at, deepcopy(entry.get("value")), provenance)


def _apply(entry: _Entry, merged: Sections) -> Iterator[Problem]:
    change, steps = entry.change, entry.change.steps
    found = follow(steps, merged)
    if isinstance(found, Astray):
        yield _missing(entry, change.operation, steps[found.at] if found.at < len(steps) else "", found.known)
    elif isinstance(found, WholeSection):
        if found.kind == "forms" and change.remove is not None:
            merged.forms.remove(found.document)
        else:
            yield Problem("PKP-175", entry.place(change.operation), {"kind": "/".join(steps)})
    elif change.add is not None and found.exists:
        yield Problem("PKP-172", entry.place("add"), {"address": shown("/".join(steps))})
    elif change.add is None and not found.exists:
        yield _missing(entry, change.operation, steps[-1], names_in(found.holder))
    elif change.remove is not None:
        del found.holder[found.key]
        if isinstance(found.key, int):
            found.document.shift(found.path[:-1], found.key, -1)
    else:
        problems = [*_misfits(entry, found)]
        if not problems:
            _write(entry, found)
        yield from problems


def _misfits(entry: _Entry, target: Target) -> Iterator[Problem]:
    """What is written has a source, the name that its address says, and a neighbour that is there."""
    change, holder = entry.change, target.holder
    if not target.is_provenance:
        stated = {**entry.provenance, **(entry.value if isinstance(entry.value, dict) else {})}
        for key in _PROVENANCE:
            if key not in stated:
                yield Problem("PKP-108", entry.place(change.operation), {"key": key})
    if len(target.path) + _levels(entry.value) > DEEPEST:
        yield Problem("PKP-010", entry.place("value"), {"limit": DEEPEST})
    name = name_of(entry.value) if isinstance(holder, list) else None
    if name is not None and name != change.steps[-1]:
        parameters: dict[str, Parameter] = {"step": shown(change.steps[-1]), "name": shown(name)}
        yield Problem("PKP-165", entry.place("value"), parameters)
    for where, neighbour in (("before", change.before), ("after", change.after)):
        known = names_in(holder) if isinstance(holder, list) else []
        if neighbour is not None and neighbour not in known:
            yield _missing(entry, where, neighbour, known)


def _levels(value: Any) -> int:
    """Return how many levels of blocks and lists a value has, which its reader bounded."""
    if not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(_levels, value.values() if isinstance(value, dict) else value), default=0)


def _write(entry: _Entry, target: Target) -> None:
    """Put a value in its place. A bare value or a text makes the block it stands in the overlay's: that takes its source."""
    value, key, path = entry.value, target.key, target.path
    blocks = _as_blocks(value, key, entry.provenance) if target.stands_as_block else None
    if blocks is not None and not target.is_provenance:
        value = blocks
    elif not target.is_provenance and (around := target.enclosing_block) is not None:
        around.update(entry.provenance)
    if isinstance(target.holder, list) and entry.change.add is not None:
        key = _position(entry.change, target.holder)
        path = (*path[:-1], key)
        target.holder.insert(key, value)
        target.document.shift(path[:-1], key, 1)
    else:
        target.holder[key] = value
    target.document.touch(path, lambda rest, is_key: entry.place("value", *rest, key=is_key))


def _as_blocks(value: Any, key: str | int, provenance: dict[str, Any]) -> Any:
    """Return a block, a list of blocks or a weight with its source; None for any other value, which has none of its own."""
    if isinstance(value, dict):
        return {**provenance, **value}
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [{**provenance, **item} if isinstance(item, dict) else item for item in value]
    return {"value": value, **provenance} if key == "weight" and not isinstance(value, list) else None


def _position(change: Change, holder: list[Any]) -> int:
    if change.before is not None:
        return position(change.before, holder)
    return position(change.after, holder) + 1 if change.after is not None else len(holder)


def _missing(entry: _Entry, where: str, step: str, known: list[str]) -> Problem:
    parameters: dict[str, Parameter] = {"step": shown(step), "address": shown("/".join(entry.change.steps))}
    near = closest(step, known) if step else None
    return Problem("PKP-173", entry.place(where), {**parameters, "suggestion": shown(near)} if near else parameters)
