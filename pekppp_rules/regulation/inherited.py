"""What an overlay inherits, and how an address leads to a place in it.

A place that the overlay touched is in its own files; any other is named as inherited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pekppp_rules.errors import Path as DataPath
from pekppp_rules.errors import Place
from pekppp_rules.reading import Document
from pekppp_rules.regulation.folder import NOT_BLOCKS, NOT_BLOCKS_OF_RULES, Sections, form_order

PlaceOf = Callable[[DataPath, bool], Place]
"""Gives the place of a path inside what was written, or of its key."""

_OF_PROVENANCE = frozenset({"source", "confidence", "note", "disputed"})

_NAMES = ("code", "id", "key", "letter", "aspect", "node", "field", "form", "level")
"""The keys by which an item of a list is addressed, the first that it has."""


class InheritedDocument(Document):
    """A section of the base with the overlay's changes in it."""

    data: Any

    def __init__(self, name: str, kind: str, data: Any) -> None:
        self.name = name
        self.kind = kind
        self.data = data
        self.problems = []
        self._touched: dict[DataPath, PlaceOf] = {}

    def touch(self, path: DataPath, place_of: PlaceOf) -> None:
        """Say that what stands at `path` was written by the overlay, and where."""
        self._touched = {one: known for one, known in self._touched.items() if one[: len(path)] != path}
        self._touched[path] = place_of

    def shift(self, holder: DataPath, at: int, by: int) -> None:
        """Follow the items of a list from position `at` on, where one was put in before them (1) or taken out (-1)."""
        moved: dict[DataPath, PlaceOf] = {}
        for path, place_of in self._touched.items():
            inside = path[len(holder) :]
            if path[: len(holder)] != holder or not inside or not isinstance(inside[0], int) or inside[0] < at:
                moved[path] = place_of
            elif by > 0 or inside[0] > at:
                moved[(*holder, inside[0] + by, *inside[1:])] = place_of
        self._touched = moved

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """Return the place in the overlay's own files, or that it is inherited."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._touched:
                return self._touched[path[:length]](path[length:], key)
        return Place(file=self.name, path=path)

    def block_depth(self, path: DataPath) -> int:
        """Return how many steps of a path lead through blocks, which say their source; texts and conditions do not."""
        if self.kind == "sources":
            return 0
        not_blocks = NOT_BLOCKS_OF_RULES if self.kind == "rules" else NOT_BLOCKS
        return next((at for at, step in enumerate(path) if step in not_blocks), len(path))


@dataclass
class Target:
    """Where an address leads: the blocks on the way, outermost first, and the key or position in the last of them."""

    document: InheritedDocument
    holders: list[Any]
    key: str | int
    path: DataPath

    @property
    def holder(self) -> Any:
        """The block or list that the last step is in."""
        return self.holders[-1]

    @property
    def exists(self) -> bool:
        """Whether something stands there."""
        return has(self.holder, self.key)

    @property
    def stands_as_block(self) -> bool:
        """Whether what stands there is a block, or a list of blocks, that says its own source."""
        return self.document.block_depth(self.path) == len(self.path)

    @property
    def is_provenance(self) -> bool:
        """Whether what stands there is what a block says about itself, or an entry of sources.yaml."""
        steps = self.path[: self.document.block_depth(self.path) + 1]
        return self.document.kind == "sources" or not _OF_PROVENANCE.isdisjoint(steps)

    @property
    def enclosing_block(self) -> dict[str, Any] | None:
        """The nearest block around it; None where nothing around it has a source."""
        around = self.holders[: min(self.document.block_depth(self.path), len(self.path) - 1) + 1]
        return next((holder for holder in reversed(around) if isinstance(holder, dict)), None)


@dataclass(frozen=True)
class Astray:
    """An address that leads nowhere: the position of the step that does not fit, and the names there are."""

    at: int
    known: list[str]


@dataclass(frozen=True)
class WholeSection:
    """An address that ends at a section."""

    kind: str
    document: InheritedDocument


STARTS = ("regulation", "sources", "index", "categories", "forms", "rules")
"""What an address may begin with."""

_PARTS_OF_RULES = ("rules", "tables")


def follow(steps: list[str], merged: Sections) -> Target | WholeSection | Astray:
    """Follow an address through the sections of a package."""
    start = _start(steps, merged)
    if start is None:
        return Astray(0 if steps[0] not in STARTS else 1, _starts(steps, merged))
    document, inside = start
    if not inside:
        return WholeSection(steps[0], document)
    first, last = len(steps) - len(inside), len(inside) - 1
    holders: list[Any] = []
    path: DataPath = ()
    holder: Any = document.data
    for at, step in enumerate(inside):
        if not isinstance(holder, (dict, list)):
            return Astray(first + at, [])
        key: str | int = position(step, holder) if isinstance(holder, list) else step
        if at < last and not has(holder, key):
            return Astray(first + at, names_in(holder))
        holders.append(holder)
        path = (*path, key)
        holder = _inside(holder, key) if at < last else None
    return Target(document, holders, path[-1], path)


def _start(steps: list[str], merged: Sections) -> tuple[InheritedDocument, list[str]] | None:
    """Return the document that an address begins in, and the steps inside it."""
    kind = steps[0]
    if kind in merged.single and isinstance(document := merged.single[kind], InheritedDocument):
        return document, steps[1:]
    if kind == "forms" and len(steps) > 1:
        for form in merged.forms:
            if isinstance(form, InheritedDocument) and steps[1] in _form_names(form, merged):
                return form, steps[2:]
    if kind == "rules" and len(steps) > 1:
        for file in merged.rules:
            if isinstance(file, InheritedDocument):
                for part in _PARTS_OF_RULES:
                    if steps[1] in names_in(file.data.get(part)):
                        return file, [part, *steps[1:]]
    return None


def _starts(steps: list[str], merged: Sections) -> list[str]:
    if steps[0] == "forms":
        return [name for form in merged.forms for name in _form_names(form, merged)]
    if steps[0] == "rules":
        files = [file.data for file in merged.rules if isinstance(file, InheritedDocument)]
        return [name for data in files for part in _PARTS_OF_RULES for name in names_in(data.get(part))]
    return list(STARTS)


def _form_names(form: Document, merged: Sections) -> tuple[str, ...]:
    """Return the names of a form in an address: `f03@luring`, and `f03` where it has one variant only."""
    name, variant, _ = form_order(form)
    only = sum(form_order(other)[0] == name for other in merged.forms) == 1
    return tuple(text for text in (f"{name}@{variant}" if variant else "", name if only else "") if text)


def name_of(item: Any) -> str | None:
    """Return the name by which an item of a list is addressed; None where it has none."""
    if not isinstance(item, dict):
        return item if isinstance(item, str) else None
    return next((str(item[key]) for key in _NAMES if key in item), None)


def names_in(holder: Any) -> list[str]:
    """Return the names of what a block or a list holds."""
    if isinstance(holder, list):
        return [name for item in holder if (name := name_of(item)) is not None]
    return list(holder) if isinstance(holder, dict) else []


def position(name: str, items: Iterable[Any]) -> int:
    """Return the position of the item of that name, or the one after the last."""
    names = [name_of(item) for item in items]
    return names.index(name) if name in names else len(names)


def _inside(holder: Any, key: str | int) -> Any:
    return holder[key]


def has(holder: Any, key: str | int) -> bool:
    """Return whether a block has a key, or a list a position."""
    if isinstance(holder, list):
        return isinstance(key, int) and key < len(holder)
    return isinstance(holder, dict) and key in holder
