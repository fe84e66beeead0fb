"""Overlays: a package that says what differs from another, and inherits the rest.

What comes out is sections like those of any folder, so the same schema, model and cross-checks run on them. A place that the
overlay touched is in its own files; any other is named as inherited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pekppp_rules.errors import Parameter, Place, Problem, closest, shown
from pekppp_rules.errors import Path as DataPath
from pekppp_rules.reading import Document
from pekppp_rules.regulation.authored import authored
from pekppp_rules.regulation.folder import SINGLE_KINDS, Sections, form_order
from pekppp_rules.regulation.model import Package

OPERATIONS = ("add", "replace", "remove")
_NAMES = ("code", "id", "key", "letter", "aspect", "node", "field", "form", "level")
"""The keys by which an item of a list is addressed, the first that it has."""


class InheritedDocument(Document):
    """A section of the base with the overlay's changes in it."""

    def __init__(self, name: str, data: Any) -> None:
        self.name = name
        self.data = data
        self.problems = []
        self._touched: dict[DataPath, Callable[[DataPath, bool], Place]] = {}

    def touch(self, path: DataPath, place: Callable[[DataPath, bool], Place]) -> None:
        """Say that what stands at `path` was written by the overlay, and where."""
        self._touched[path] = place

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """Return the place in the overlay's own files, or that it is inherited."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._touched:
                return self._touched[path[:length]](path[length:], key)
        return Place(file=self.name, path=path)


@dataclass
class _Change:
    """One entry of changes.yaml, and where it stands."""

    document: Document
    at: int
    data: dict[str, Any]

    @property
    def operation(self) -> str:
        return next((name for name in OPERATIONS if name in self.data), "add")

    @property
    def steps(self) -> list[str]:
        return str(self.data[self.operation]).split("/")

    def place(self, *path: str | int, key: bool = False) -> Place:
        return self.document.place(("changes", self.at, *path), key=key)

    def provenance(self) -> dict[str, Any]:
        whole = self.document.data if isinstance(self.document.data, dict) else {}
        return {
            name: self.data.get(name, whole.get(name))
            for name in ("source", "confidence")
            if self.data.get(name, whole.get(name)) is not None
        }


@dataclass
class _Target:
    """Where an address leads: the block or list that holds it, its key or position, and its path in its document."""

    document: InheritedDocument
    holder: Any
    key: str | int
    path: DataPath
    blocks: list[Any] = field(default_factory=list)
    """The blocks on the way, outermost first."""


def overlaid(own: Sections, base: Package) -> Sections:
    """Return the sections of an overlay in full: the base, what the overlay adds to it, and its changes."""
    inherited = f"{base.regulation.id}@{base.regulation.version}"
    plain = authored(base)
    merged = Sections(own.origin, problems=list(own.problems))
    for kind in SINGLE_KINDS:
        merged.single[kind] = InheritedDocument(f"{inherited}/{kind}", plain[kind])
    merged.forms = [InheritedDocument(f"{inherited}/{form['form']}", form) for form in plain["forms"]]
    merged.rules = [InheritedDocument(f"{inherited}/rules", file) for file in plain.get("rules", [])]
    _identity(own, merged)
    _sources(own, merged)
    merged.problems += _new_forms(own, merged)
    merged.rules += own.rules
    for document in own.changes:
        for change in _changes(document):
            merged.problems += _apply(change, merged)
    merged.forms.sort(key=form_order)
    for kind in ("index", "categories"):
        if kind in own.single:
            place = own.single[kind].place(("kind",))
            merged.problems.append(Problem("PKP-175", place, {"kind": kind}))
    return merged


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
    if document is None or not isinstance(document.data, dict) or not isinstance(target.data, dict):
        return
    entries, known = document.data.get("sources"), target.data["sources"]
    if not isinstance(entries, list) or not isinstance(known, list) or not isinstance(target, InheritedDocument):
        return
    offset = len(known)
    target.data["sources"] = [*known, *entries]
    for at in range(len(entries)):
        target.touch(
            ("sources", offset + at),
            lambda rest, is_key, at=at: document.place(("sources", at, *rest), key=is_key),  # type: ignore[misc]  # a default binds the loop's position
        )


def _new_forms(own: Sections, merged: Sections) -> Iterator[Problem]:
    """Forms and variants that the base does not have are added; others are changed by changes.yaml."""
    known = {form_order(form)[:2] for form in merged.forms}
    for document in own.forms:
        name = form_order(document)[:2]
        if name in known:
            yield Problem("PKP-174", document.place(("form",)), {"form": "@".join(part for part in name if part)})
        else:
            merged.forms.append(document)


def _changes(document: Document) -> Iterator[_Change]:
    data = document.data
    entries = data.get("changes") if isinstance(data, dict) else None
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and sum(name in entry for name in OPERATIONS) == 1:
            yield _Change(document, at, entry)


def _apply(change: _Change, merged: Sections) -> Iterator[Problem]:
    found = _target(change, merged)
    if isinstance(found, Problem):
        yield found
        return
    exists = _exists(found)
    address: dict[str, Parameter] = {"address": shown("/".join(change.steps))}
    if change.operation == "add" and exists:
        yield Problem("PKP-172", change.place("add"), address)
        return
    if change.operation != "add" and not exists:
        yield _missing(change, len(change.steps) - 1, _names_in(found.holder))
        return
    if change.operation == "remove":
        del found.holder[found.key]
        return
    if "value" not in change.data:
        yield Problem("PKP-502", change.place(), {"key": "value"})
        return
    value = change.data["value"]
    _write(change, found, {**change.provenance(), **value} if isinstance(value, dict) else value)


def _write(change: _Change, target: _Target, value: Any) -> None:
    """Put a value in its place. A bare value makes the block it stands in the overlay's: that block takes its source."""
    path, key = target.path, target.key
    if isinstance(target.holder, list) and change.operation == "add":
        key = _position(change, target.holder)
        target.holder.insert(key, value)
        path = (*path[:-1], key)
    else:
        if isinstance(target.holder, dict) and key == "weight" and not isinstance(value, dict):
            value = {"value": value, **change.provenance()}
        target.holder[key] = value
    if not isinstance(value, (dict, list)) and isinstance(target.holder, dict):
        target.holder.update(change.provenance())
    target.document.touch(path, lambda rest, is_key: change.place("value", *rest, key=is_key))


def _position(change: _Change, holder: list[Any]) -> int:
    for where, offset in (("before", 0), ("after", 1)):
        if where in change.data:
            names = [_name(item) for item in holder]
            if change.data[where] in names:
                return names.index(change.data[where]) + offset
    return len(holder)


def _target(change: _Change, merged: Sections) -> _Target | Problem:
    """Follow the steps of an address; a step that leads nowhere is told with the nearest name there is."""
    steps = change.steps
    start = _start(steps, merged)
    if start is None:
        return _missing(change, 0 if steps[0] not in _STARTS else 1, _starts(steps, merged))
    document, inside, path = start
    holder: Any = document.data
    for at, step in enumerate(inside):
        is_last = at == len(inside) - 1
        key: str | int = step
        if isinstance(holder, list):
            names = [_name(item) for item in holder]
            key = names.index(step) if step in names else len(holder)
        if is_last:
            return _Target(document, holder, key, (*path, key))
        if not _exists(_Target(document, holder, key, path)):
            return _missing(change, len(steps) - len(inside) + at, _names_in(holder))
        holder = holder[key]
        path = (*path, key)
        if not isinstance(holder, (dict, list)):
            return _missing(change, len(steps) - len(inside) + at + 1, [])
    return _missing(change, len(steps), _names_in(holder))


_STARTS = ("regulation", "sources", "index", "categories", "forms", "rules")


def _start(steps: list[str], merged: Sections) -> tuple[InheritedDocument, list[str], DataPath] | None:
    """Return the document that an address begins in, the steps inside it, and the path they start from."""
    kind = steps[0]
    if kind in merged.single and isinstance(document := merged.single[kind], InheritedDocument):
        return document, steps[1:], ()
    if kind == "forms" and len(steps) > 1:
        for form in merged.forms:
            if isinstance(form, InheritedDocument) and steps[1] in _form_names(form, merged):
                return form, steps[2:], ()
    if kind == "rules" and len(steps) > 1:
        for file in merged.rules:
            data = file.data if isinstance(file.data, dict) else {}
            rules = data.get("rules")
            names = [_name(rule) for rule in rules] if isinstance(rules, list) else []
            if isinstance(file, InheritedDocument) and steps[1] in names:
                return file, ["rules", *steps[1:]], ()
    return None


def _starts(steps: list[str], merged: Sections) -> list[str]:
    if steps[0] == "forms":
        return [name for form in merged.forms for name in _form_names(form, merged)]
    if steps[0] == "rules":
        files = [file.data for file in merged.rules if isinstance(file.data, dict)]
        return [name for data in files for name in _names_in(data.get("rules"))]
    return list(_STARTS)


def _form_names(form: Document, merged: Sections) -> tuple[str, ...]:
    """Return the names of a form in an address: `f03@luring`, and `f03` where it has one variant only."""
    name, variant, _ = form_order(form)
    only = sum(form_order(other)[0] == name for other in merged.forms) == 1
    return tuple(text for text in (f"{name}@{variant}" if variant else "", name if only else "") if text)


def _name(item: Any) -> str | None:
    if not isinstance(item, dict):
        return item if isinstance(item, str) else None
    return next((str(item[key]) for key in _NAMES if key in item), None)


def _names_in(holder: Any) -> list[str]:
    if isinstance(holder, list):
        return [name for item in holder if (name := _name(item)) is not None]
    return list(holder) if isinstance(holder, dict) else []


def _exists(target: _Target) -> bool:
    if isinstance(target.holder, list):
        return isinstance(target.key, int) and target.key < len(target.holder)
    return isinstance(target.holder, dict) and target.key in target.holder


def _missing(change: _Change, at: int, known: list[str]) -> Problem:
    step = change.steps[at] if at < len(change.steps) else ""
    parameters: dict[str, Parameter] = {"step": shown(step), "address": shown("/".join(change.steps))}
    near = closest(step, known) if step else None
    return Problem(
        "PKP-173", change.place(change.operation), {**parameters, "suggestion": near} if near else parameters
    )
