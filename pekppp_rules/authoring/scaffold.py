"""A new package: a blank one, one that says what differs from another, or a copy; sound from its first minute."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pekppp_rules.api import Regulation
from pekppp_rules.authoring.cases import run_cases
from pekppp_rules.authoring.overlay_start import overlay_files
from pekppp_rules.authoring.starting_case import starting_case
from pekppp_rules.authoring.written_back import package_files
from pekppp_rules.authoring.yaml_text import yaml_text
from pekppp_rules.errors import (
    InputFileError,
    OutputFileError,
    PackageError,
    Parameter,
    Place,
    Problem,
    shown,
    system_reason,
)
from pekppp_rules.reading import is_folder, read_document
from pekppp_rules.regulation.discovery import package_folders
from pekppp_rules.regulation.load import check_folder, load_folder
from pekppp_rules.regulation.model import Package
from pekppp_rules.regulation.registry import find_package, name_and_version, package_folder, version_of
from pekppp_rules.regulation.schema_files import SCHEMA_VERSION, self_contained

BLANK = Path(__file__).resolve().parent / "blank"
"""A package of placeholders; its id stands for that of the new one."""

_BLANK_ID = "paket_baru"
_ID = re.compile(r"[a-z][a-z0-9_]{1,63}\Z")
_HEADER = "# yaml-language-server: $schema="
_FIRST_VERSION = "0.1.0"
_KINDS = ("regulation", "sources", "form", "index", "categories", "rules", "changes", "cases")


@dataclass(frozen=True)
class NewPackage:
    """What was made."""

    folder: Path
    base: str | None
    """The version it extends or copies, as `id@version`."""
    files: tuple[str, ...]
    """The files that its author edits, relative to the folder."""
    cases: int
    """How many cases it has, all of which come out."""


def new_package(name: str, parent: Path, *, extends: str | None = None, copy_of: str | None = None) -> NewPackage:
    """Make the folder `name` in `parent`, a package that passes `check` and `test`.

    Without a base it is blank: one aspect, two indicators, categories and a case, each value a placeholder. With `extends` it is
    an overlay of that version; with `copy_of` a copy of that package, in full, with those of its cases that come out.
    The schemas of its files are put beside them, for editors. All or nothing is made.

    Raises PackageError when `name` is no id (PKP-177), is there already (PKP-178) or is another package's (PKP-179), or the base
    is not sound; RegulationNotFoundError with a did-you-mean when there is no such base; OutputFileError (PKP-013).
    """
    if extends is not None and copy_of is not None:
        raise ValueError("a package extends another or copies it, not both")
    _refuse_name(name, parent)
    wanted = extends if extends is not None else copy_of
    base = find_package(wanted, (parent,)) if wanted is not None else None
    pinned = f"{base.regulation.id}@{version_of(base)}" if base is not None else None
    with _writing(parent / name), TemporaryDirectory(prefix=".pekppp-", dir=parent) as workshop:
        made = Path(workshop) / name
        if base is None or pinned is None or wanted is None:
            _write(made, _blank_files(name))
        elif extends is not None:
            _write(made, overlay_files(name, pinned, base))
        else:
            _write(made, {file: yaml_text(data) for file, data in _copied(name, base).items()})
            _copy_cases(made, wanted, parent)
        package = load_folder(made, name, (parent,))
        cases = _cases_that_come_out(made, Regulation(package), name)
        _refuse_unsound(made, name, parent)
        files = tuple(sorted(path.relative_to(made).as_posix() for path in made.rglob("*.yaml")))
        _write_schemas(made)
        made.rename(parent / name)
    return NewPackage(parent / name, pinned, files, cases)


def _refuse_name(name: str, parent: Path) -> None:
    if _ID.match(name) is None:
        parameters: dict[str, Parameter] = {"id": shown(name)}
        mended = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        raise PackageError(
            Problem("PKP-177", Place(), {**parameters, "suggestion": mended} if _ID.match(mended) else parameters)
        )
    if not is_folder(parent):
        raise PackageError(Problem("PKP-317", Place(file=str(parent))))
    target = parent / name
    if target.exists() or target.is_symlink():
        raise PackageError(Problem("PKP-178", Place(file=str(target)), {"id": name}))
    for package in package_folders((parent,)):
        if package.id == name:
            raise PackageError(Problem("PKP-179", Place(), {"id": name, "origin": package.origin}))


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputFileError(Problem("PKP-013", Place(file=str(target)), {"reason": system_reason(error)})) from error


def _blank_files(name: str) -> dict[str, str]:
    """Return the text of each file of a blank package, without the line that names its schema."""
    files = {}
    for path in sorted(BLANK.rglob("*.yaml")):
        _, _, text = path.read_text("utf-8").partition("\n")
        files[path.relative_to(BLANK).as_posix()] = text.replace(_BLANK_ID, name)
    return files


def _copied(name: str, base: Package) -> dict[str, Any]:
    files = package_files(base)
    files["regulation.yaml"].update(id=name, version=_FIRST_VERSION)
    return files


def _copy_cases(made: Path, base: str, parent: Path) -> None:
    """Copy the cases beside the base that can be read. Those of another version may not come out; they are left out later."""
    for path in sorted((package_folder(name_and_version(base)[0], (parent,)) / "cases").glob("*.yaml")):
        try:
            read_document(path)
        except InputFileError:
            continue
        text = path.read_text("utf-8-sig")
        if text.startswith(_HEADER):
            _, _, text = text.partition("\n")
        _write(made, {f"cases/{path.name}": text})


def _cases_that_come_out(made: Path, regulation: Regulation, name: str) -> int:
    """Take away the files of cases that fail; write a first case where none is left. Return how many there are."""
    wrong = {Path(problem.place.file or "").name for problem in run_cases(regulation, made, name).problems}
    for path in (made / "cases").glob("*.yaml"):
        if path.name in wrong:
            path.unlink()
    if not any((made / "cases").glob("*.yaml")):
        _write(made, {"cases/dasar.yaml": yaml_text(starting_case(regulation))})
    report = run_cases(regulation, made, name)
    if report.problems:
        raise PackageError(report.problems)
    return report.ran


def _refuse_unsound(made: Path, name: str, parent: Path) -> None:
    problems = check_folder(made, name, (parent,))
    if problems:
        raise PackageError(problems)


def _write(made: Path, files: dict[str, str]) -> None:
    """Write files, each with the line by which an editor finds its schema."""
    for file, text in files.items():
        path = made / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{_HEADER}{_schema_of(file, text)}\n{text}", "utf-8", newline="\n")


def _schema_of(file: str, text: str) -> str:
    """Return the way from a file to its schema: cases stand in a folder of their own, all others say their kind on a line."""
    if file.startswith("cases/"):
        return f"../schemas/{SCHEMA_VERSION}/cases.schema.json"
    kind = next(line.removeprefix("kind: ") for line in text.splitlines() if line.startswith("kind: "))
    return f"schemas/{SCHEMA_VERSION}/{kind}.schema.json"


def _write_schemas(made: Path) -> None:
    """Write what `pekppp regulations schema --kind` prints for every kind of file: each stands on its own, offline."""
    folder = made / "schemas" / SCHEMA_VERSION
    folder.mkdir(parents=True)
    for kind in _KINDS:
        text = json.dumps(self_contained(kind), ensure_ascii=False, indent=2) + "\n"
        (folder / f"{kind}.schema.json").write_text(text, "utf-8", newline="\n")
