"""From the files of a package folder to one resolved document: provenance written on every value, positions kept.

A folder holds one file each of kind regulation, sources, index and categories, one file for each form variant, and any number of
files of rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pekppp_rules.errors import PackageError, Parameter, Place, Problem
from pekppp_rules.errors import Path as DataPath
from pekppp_rules.reading import Data, Document, PlainDocument
from pekppp_rules.regulation.package_files import has_regulation, home_of, read_files, yaml_files

SINGLE_KINDS = ("regulation", "sources", "index", "categories")

NOT_BLOCKS = frozenset(
    {"title", "name", "note", "about", "reason", "levels", "elements", "evidence"}  # texts
    | {
        "unknown",
        "official_code",
        "level_texts",
        "variant",
        "rows",
        "informs",
        "disputed",
    }  # structures without a value
    | {"asked_if"}  # conditions
)
"""Keys whose content carries no value of its own, and so neither source nor confidence."""

NOT_BLOCKS_OF_RULES = NOT_BLOCKS | {
    *(
        "when",
        "needs",
        "ladder",
        "cases",
        "bands",
        "options",
        "values",
        "each",
        "achieves",
    ),  # conditions and expressions
    *("text", "uncovered", "entries"),
}
"""The same for files of rules, where some keys mean something else."""

_STAND_INS: dict[str, Any] = {"source": [], "confidence": "unverified"}
"""What stands in for missing provenance once it has been reported, so that the block can still be cross-checked."""


@dataclass
class Sections:
    """The parts of a package as plain data, and the file each came from."""

    origin: str
    """Where the files come from, for problems that are of no single one."""
    problems: list[Problem] = field(default_factory=list)
    single: dict[str, Document] = field(default_factory=dict)
    forms: list[Document] = field(default_factory=list)
    rules: list[Document] = field(default_factory=list)
    changes: list[Document] = field(default_factory=list)

    @property
    def extends(self) -> str | None:
        """The package that this one says what differs from."""
        document = self.single.get("regulation")
        data = document.data if document is not None else None
        base = data.get("extends") if isinstance(data, dict) else None
        return base if isinstance(base, str) else None

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """Return the place in a file of a path in the resolved document."""
        for name, documents in (("forms", self.forms), ("rules", self.rules), ("changes", self.changes)):
            if path[:1] == (name,) and len(path) > 1 and isinstance(path[1], int) and path[1] < len(documents):
                return documents[path[1]].place(path[2:], key=key)
        if path and path[0] in self.single:
            return self.single[str(path[0])].place(path[1:], key=key)
        return Place(file=self.origin)

    def resolved(self) -> tuple[dict[str, Any], list[Problem]]:
        """Return the document with inherited provenance filled in, and every value that has none."""
        problems: list[Problem] = []

        def filled(document: Document, kind: str) -> Any:
            data, without = with_provenance(document, kind)
            problems.extend(without)
            return data

        found: dict[str, Any] = {kind: filled(document, kind) for kind, document in self.single.items()}
        found["forms"] = [filled(document, "form") for document in self.forms]
        if self.rules:
            found["rules"] = [filled(document, "rules") for document in self.rules]
        return found, problems


def read_folder(folder: Path, shown: str) -> Sections:
    """Read every package file of `folder`; what cannot be read is among the problems.

    Raises PackageError when the folder has no regulation.yaml (PKP-303) or its files hold too much (PKP-019).
    """
    if not has_regulation(folder):
        raise PackageError(Problem("PKP-303", Place(file=shown)))
    sections = Sections(str(folder))
    for document, problems in read_files(yaml_files(folder), home_of(folder), shown):
        sections.problems += problems
        if document is not None:
            _sort_in(document, sections)
    _finish(sections, shown)
    return sections


def sections_of(files: Mapping[str, Data]) -> Sections:
    """Return the sections that plain data make, as if each entry were a file of that name in one folder."""
    sections = Sections("-")
    for name in sorted(files):
        _sort_in(PlainDocument(name, files[name]), sections)
    _finish(sections, sections.origin)
    return sections


def _finish(sections: Sections, shown: str) -> None:
    """Put the forms in their order; report what is missing, unless a file that could not be read may hold it."""
    unread = any(problem.code != "PKP-102" for problem in sections.problems)
    for kind in SINGLE_KINDS:
        if kind not in sections.single and not unread and sections.extends is None:
            sections.problems.append(Problem("PKP-101", Place(file=shown), {"kind": kind}))
    sections.forms.sort(key=form_order)


def _sort_in(document: Document, sections: Sections) -> None:
    kind = document.data.get("kind") if isinstance(document.data, dict) else None
    if kind == "form":
        sections.forms.append(document)
    elif kind == "rules":
        sections.rules.append(document)
    elif kind == "changes":
        sections.changes.append(document)
    elif isinstance(kind, str) and kind in sections.single:
        parameters: dict[str, Parameter] = {"kind": kind, "other": sections.single[kind].name}
        sections.problems.append(Problem("PKP-102", document.place(("kind",)), parameters))
    elif isinstance(kind, str) and kind in SINGLE_KINDS:
        sections.single[kind] = document
    elif isinstance(document.data, dict) and "kind" not in document.data:
        sections.problems.append(Problem("PKP-502", document.place(()), {"key": "kind"}))
    else:
        known = ", ".join((*SINGLE_KINDS, "form", "rules", "changes"))
        sections.problems.append(Problem("PKP-504", document.place(("kind",)), {"known": known}))


def form_order(document: Document) -> tuple[str, str, str]:
    """Return the name of a form, the value of its variant and that of its file: the order of forms in a package."""
    data = document.data
    assert isinstance(data, dict)
    variant = data.get("variant")
    value = variant.get("value") if isinstance(variant, dict) else ""
    return (str(data.get("form")), str(value), document.name)


def with_provenance(document: Document, kind: str) -> tuple[Any, list[Problem]]:
    """Return what a file of that kind says with inherited provenance filled in, and every value that has none."""
    problems: list[Problem] = []
    if kind == "sources":
        return document.data, problems
    not_blocks = NOT_BLOCKS_OF_RULES if kind == "rules" else NOT_BLOCKS
    return _filled(document.data, {}, document, (), problems, not_blocks), problems


def _filled(
    value: Any,
    inherited: dict[str, Any],
    document: Document,
    path: DataPath,
    problems: list[Problem],
    not_blocks: frozenset[str],
) -> Any:
    """Copy a block, giving it and every block inside the source and confidence of the nearest that names one."""
    if not isinstance(value, dict):
        return value
    known = {**inherited, **{key: value[key] for key in _STAND_INS if key in value}}
    for key, stand_in in _STAND_INS.items():
        if not known.get(key) and (key in value or key not in inherited):
            problems.append(Problem("PKP-108", document.place(path), {"key": key}))
            known[key] = stand_in
    block: dict[str, Any] = {}
    for key, item in value.items():
        if key in not_blocks:
            block[key] = item
        elif key == "weight" and not isinstance(item, dict):
            block[key] = {"value": item, **known}
        elif isinstance(item, list):
            block[key] = [
                _filled(each, known, document, (*path, key, at), problems, not_blocks) for at, each in enumerate(item)
            ]
        else:
            block[key] = _filled(item, known, document, (*path, key), problems, not_blocks)
    block.update(known)
    return block


def sections_paths(sections: Sections) -> Iterator[tuple[Document, DataPath, str]]:
    """Yield each file with its path in the resolved document and the name of its schema."""
    for kind, document in sections.single.items():
        yield document, (kind,), kind
    for at, document in enumerate(sections.forms):
        yield document, ("forms", at), "form"
    for at, document in enumerate(sections.rules):
        yield document, ("rules", at), "rules"
