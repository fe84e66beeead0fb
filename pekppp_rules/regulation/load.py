"""A folder, or plain data, becomes a Package: read, schema, model, cross-checks. `regulations check` takes the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pekppp_rules.errors import (
    MOST_PROBLEMS,
    PackageError,
    Parameter,
    PekpppError,
    Place,
    Problem,
    RegulationNotFoundError,
    shown,
)
from pekppp_rules.errors import Path as DataPath
from pekppp_rules.reading import Data, Document, path_in
from pekppp_rules.regulation.case_files import read_cases
from pekppp_rules.regulation.cross_checks import Parts, cross_check
from pekppp_rules.regulation.discovery import Folders
from pekppp_rules.regulation.folder import Sections, read_folder, sections_of, sections_paths
from pekppp_rules.regulation.model import Categories, Form, Identity, Index, Package, RuleFile, Sources
from pekppp_rules.regulation.model.identity import EXTENDS
from pekppp_rules.regulation.versions import WORKING_COPY

_MODELS: dict[str, type[Identity] | type[Sources] | type[Index] | type[Categories]] = {
    "regulation": Identity,
    "sources": Sources,
    "index": Index,
    "categories": Categories,
}


def load_folder(folder: Path, shown_as: str, folders: Folders = ()) -> Package:
    """Return the package in `folder`. Raises PackageError or InputFileError with everything that is wrong.

    What an overlay extends is looked for beside it, in `folders`, and where packages are found otherwise. A sound package
    never touches jsonschema; one that fails is looked through again to say why.
    """
    own = read_folder(folder, shown_as)
    sections = whole_sections(own, folder, folders)
    package = _sound_package(sections)
    if package is None or _wrong_name(package, sections, folder):
        raise PackageError(_everything_wrong(own, sections, folder, shown_as))
    return package


def package_of(files: Mapping[str, Data]) -> Package:
    """Return the package that plain data make: by file name, what the file would say, with numbers as int and Decimal.

    The same checks hold as for a folder, but for the folder's name. Raises PackageError with everything that is wrong.
    """
    package = _sound_package(sections_of(files))
    if package is None:
        problems, _ = _problems_in(sections_of(deepcopy(dict(files))))
        raise PackageError(sorted(problems, key=lambda problem: problem.order))
    return package


def check_folder(folder: Path, shown_as: str, folders: Folders = ()) -> list[Problem]:
    """Return everything that is wrong with the package in `folder`, in reading order; empty when it is sound.

    Raises PackageError (PKP-303) when the folder has no regulation.yaml.
    """
    own = read_folder(folder, shown_as)
    return _everything_wrong(own, whole_sections(own, folder, folders), folder, shown_as)


def _everything_wrong(own: Sections, sections: Sections, folder: Path, shown_as: str) -> list[Problem]:
    problems, package = _problems_in(sections)
    problems += _overlay_problems(own, problems)
    if package is not None:
        problems += _wrong_name(package, sections, folder)
    for _, breaches in read_cases(folder, shown_as):
        problems += breaches
    problems.sort(key=lambda problem: problem.order)
    if len(problems) > MOST_PROBLEMS:
        problems[MOST_PROBLEMS:] = [Problem("PKP-020", Place(file=shown_as), {"limit": MOST_PROBLEMS})]
    return problems


DEEPEST = 8
"""Overlays upon overlays, at most."""


def whole_sections(own: Sections, folder: Path, folders: Folders = (), trail: tuple[str, ...] = ()) -> Sections:
    """Return the sections of a package in full: those of an overlay with what it inherits.

    Raises PackageError when what it extends is not there (PKP-170) or not sound (PKP-164), or when working copies extend
    each other in a circle (PKP-171).
    """
    if own.extends is None:
        return own
    from pekppp_rules.regulation.overlay import overlaid

    place = own.place(("regulation", "extends"))
    trail = (*trail, folder.resolve().name)
    if re.fullmatch(EXTENDS, own.extends) is None:
        raise PackageError(Problem("PKP-170", place, {"base": shown(own.extends)}))
    name, _, version = own.extends.partition("@")
    if version.endswith(WORKING_COPY) and (name in trail or len(trail) > DEEPEST):
        cycle = " -> ".join((*trail, own.extends))
        raise PackageError(Problem("PKP-171", place, {"cycle": cycle}))
    return overlaid(own, _base(own.extends, place, folder, tuple(folders), trail))


def base_folder(name: str, folder: Path, folders: Folders) -> Path:
    """Return the folder of the package that one in `folder` extends: beside it first. Raises RegulationNotFoundError."""
    from pekppp_rules.regulation.registry import package_folder

    return package_folder(name, (folder.resolve().parent, *folders))


def _base(extends: str, place: Place, folder: Path, folders: Folders, trail: tuple[str, ...]) -> Package:
    """Return the package that an overlay extends: a release on record anywhere, or a working copy."""
    from pekppp_rules.regulation.registry import find_release

    name, _, version = extends.partition("@")
    try:
        if not version.endswith(WORKING_COPY):
            return find_release(name, version, (folder.resolve().parent, *folders))
        return _base_working_copy(name, version, base_folder(name, folder, folders), folders, trail)
    except RegulationNotFoundError as error:
        told = {"base": shown(extends)}
        near = error.problems[0].parameters.get("suggestion")
        raise PackageError(Problem("PKP-170", place, {**told, "suggestion": near} if near else told)) from None
    except PekpppError as error:
        if error.code in {"PKP-170", "PKP-171", "PKP-164"}:
            raise
        raise PackageError([Problem("PKP-164", place, {"base": shown(extends)}), *error.problems]) from None


def _base_working_copy(name: str, version: str, base: Path, folders: Folders, trail: tuple[str, ...]) -> Package:
    from pekppp_rules.regulation.working_copies import display_name

    own = read_folder(base, display_name(base))
    sections = whole_sections(own, base, folders, trail)
    package = _sound_package(sections)
    if package is None or _wrong_name(package, sections, base):
        raise PackageError(_everything_wrong(own, sections, base, display_name(base)))
    if package.regulation.version + WORKING_COPY != version:
        raise RegulationNotFoundError(Problem("PKP-302", Place(), {"id": name, "version": version, "known": "-"}))
    return package


def _overlay_problems(own: Sections, known: list[Problem]) -> list[Problem]:
    """Hold an overlay's own files against their schemas; what they make of the base is checked with it."""
    from pekppp_rules.regulation.schema_check import schema_problems

    found = [] if own.extends else [Problem("PKP-176", one.place(("kind",)), {}) for one in own.changes]
    documents = [(document, "changes") for document in own.changes]
    if own.extends is not None and "sources" in own.single:
        documents.append((own.single["sources"], "sources"))
    for document, schema in documents:

        def place_of(inside: DataPath, key: bool, document: Document = document) -> Place:
            return document.place(inside, key=key)

        found += schema_problems(document.data, schema, place_of, most=MOST_PROBLEMS)
    told = {(problem.code, problem.place) for problem in known}
    return [problem for problem in found if (problem.code, problem.place) not in told]


def _sound_package(sections: Sections) -> Package | None:
    """Return the package; None where anything is wrong with it."""
    data, problems = sections.resolved()
    if sections.problems or problems:
        return None
    package = _whole(data)
    if package is None or sections.changes:
        return None
    return None if _cross_problems(Parts.of(package), sections, package) else package


def _problems_in(sections: Sections) -> tuple[list[Problem], Package | None]:
    """Return everything that is wrong, and the package where all of it could be read."""
    from pekppp_rules.regulation.schema_check import schema_problems

    problems = list(sections.problems)
    broken: set[DataPath] = set()
    unknown: list[DataPath] = []
    for document, path, schema in sections_paths(sections):
        inside_of: dict[Place, DataPath] = {}  # what an overlay wrote has its place, and so its path, in another file

        def place_of(
            inside: DataPath, key: bool, path: DataPath = path, known: dict[Place, DataPath] = inside_of
        ) -> Place:
            place = sections.place((*path, *inside), key=key)
            known[place] = inside
            return place

        breaches = schema_problems(document.data, schema, place_of, most=MOST_PROBLEMS)
        problems += breaches
        is_flood = len(breaches) > MOST_PROBLEMS
        if is_flood or any(problem.code not in {"PKP-501", "PKP-511"} for problem in breaches):
            broken.add(path)
        unknown += [
            (*path, *inside_of[problem.place]) for problem in breaches if problem.code in {"PKP-501", "PKP-511"}
        ]
    data, without_source = sections.resolved()
    problems += without_source
    for path in unknown:
        _drop(data, path)
    parts, package = _typed(data, sections, broken, problems)
    return problems + _cross_problems(parts, sections, package), package


def _whole(data: dict[str, Any]) -> Package | None:
    """Return the package as one model, which is quicker to make than a model for each of its sections."""
    try:
        return Package.model_validate(data)
    except ValidationError:
        return None


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _drop(data: Any, path: DataPath) -> None:
    """Take out a key that the schema does not know, so that what it stands in can still be cross-checked."""
    for step in path[:-1]:
        data = data[step]
    data.pop(path[-1], None)


def _typed(
    data: dict[str, Any], sections: Sections, broken: set[DataPath], problems: list[Problem]
) -> tuple[Parts, Package | None]:
    """Build the typed sections of those that passed their schema, and the package when all did."""
    if not (problems or broken) and (package := _whole(data)) is not None:
        return Parts.of(package), package
    typed: dict[str, Any] = {}
    for kind, model in _MODELS.items():
        if kind in data and (kind,) not in broken:
            typed[kind] = _validated(_adapter(model), data[kind], (kind,), sections, problems)
    forms = _typed_list(Form, "forms", data, sections, broken, problems)
    rules = _typed_list(RuleFile, "rules", data, sections, broken, problems)
    complete = len(forms) == len(data["forms"]) and not sections.problems
    parts = Parts(
        typed.get("regulation"),
        typed.get("sources"),
        typed.get("index"),
        typed.get("categories"),
        forms,
        complete=complete,
        rules=rules,
    )
    if any(typed.get(kind) is None for kind in _MODELS) or not complete or len(rules) < len(sections.rules):
        return parts, None
    return parts, Package(**typed, forms=tuple(forms.values()), rules=tuple(rules.values()))


def _typed_list(
    model: Any,
    name: str,
    data: dict[str, Any],
    sections: Sections,
    broken: set[DataPath],
    problems: list[Problem],
) -> dict[int, Any]:
    typed = {}
    for at, document in enumerate(data.get(name, ())):
        if (name, at) not in broken:
            value = _validated(_adapter(model), document, (name, at), sections, problems)
            if value is not None:
                typed[at] = value
    return typed


def _validated(
    adapter: TypeAdapter[Any], value: Any, path: DataPath, sections: Sections, problems: list[Problem]
) -> Any:
    """Return the typed section. What only the model refuses is reported; what the schema said already is not repeated."""
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        reported = {problem.place.path for problem in problems}
        for detail in error.errors(include_url=False, include_input=False):
            place = sections.place((*path, *path_in(value, detail["loc"])))
            if place.path not in reported:
                parameters: dict[str, Parameter] = {"detail": shown(detail["msg"])}
                problems.append(Problem("PKP-510", place, parameters))
        return None


def _cross_problems(parts: Parts, sections: Sections, package: Package | None) -> list[Problem]:
    return [Problem(code, sections.place(path), parameters) for code, path, parameters in cross_check(parts, package)]


def _wrong_name(package: Package, sections: Sections, folder: Path) -> list[Problem]:
    """A package is found by its folder's name, so both must agree."""
    if package.regulation.id == folder.resolve().name:
        return []
    place = sections.place(("regulation", "id"))
    return [Problem("PKP-103", place, {"id": package.regulation.id, "folder": shown(folder.resolve().name)})]
