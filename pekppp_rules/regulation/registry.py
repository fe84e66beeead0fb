"""Which regulation packages there are, and how a name or a folder becomes one.

Packages ship as working copies: their version ends in `.dev` wherever it is shown, so that no result can be mistaken for
one of a released version.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from pekppp_rules.errors import PackageError, Place, Problem, RegulationNotFoundError, closest, shown
from pekppp_rules.reading import bundled_folder
from pekppp_rules.regulation.load import load_folder
from pekppp_rules.regulation.model import Package

WORKING_COPY = ".dev"


def version_of(package: Package) -> str:
    """Return the version as results show it."""
    return package.regulation.version + WORKING_COPY


def known_packages() -> dict[str, Path]:
    """Return the folder of every package that ships with the library, by id."""
    root = bundled_folder("regulations")
    return {path.parent.name: path.parent for path in sorted(root.glob("*/regulation.yaml"))}


def package_folder(name: str) -> Path:
    """Return the folder of a shipped package by id, or `name` itself where it is a path to a folder.

    Anything with a path separator or a leading dot is a path; a bare word is an id, whatever the working directory holds.
    Raises RegulationNotFoundError (PKP-301) with a did-you-mean.
    """
    if _is_path(name):
        folder = Path(name)
        if not _has_regulation(folder):
            raise PackageError(Problem("PKP-303", Place(file=name)))
        return folder
    known = known_packages()
    if name not in known:
        parameters = {"id": shown(name), "known": ", ".join(known)}
        near = f"./{shown(name)}" if _has_regulation(Path(name)) else closest(name, known)
        raise RegulationNotFoundError(
            Problem("PKP-301", Place(), {**parameters, "suggestion": near} if near else parameters)
        )
    return known[name]


def _name_and_version(name: str) -> tuple[str, str]:
    """Split `id@version`; an @ inside the path of a folder that exists belongs to the path."""
    if _is_path(name) and _has_regulation(Path(name)):
        return name, ""
    wanted, at, version = name.rpartition("@")
    return (wanted, version) if at and "/" not in version and os.sep not in version else (name, "")


def _is_path(name: str) -> bool:
    return os.sep in name or "/" in name or name.startswith(".")


def _has_regulation(folder: Path) -> bool:
    try:
        return (folder / "regulation.yaml").is_file()
    except (OSError, ValueError):
        return False


def find_package(name: str) -> Package:
    """Return a package by id (`permenpanrb_29_2022`), by id and version (`...@0.1.0.dev`) or by the path of its folder.

    Raises RegulationNotFoundError when there is none, PackageError when it is not sound.
    """
    wanted, version = _name_and_version(name)
    folder = package_folder(wanted)
    package = _loaded(folder, _stamp(folder), display_name(folder))
    if version and version != version_of(package):
        known = version_of(package)
        parameters = {"id": shown(wanted), "version": shown(version), "known": known}
        raise RegulationNotFoundError(Problem("PKP-302", Place(), parameters))
    return package


def display_name(folder: Path) -> str:
    """Return the folder as a reader would type it: relative to the working directory where it lies inside."""
    resolved, here = folder.resolve(), Path.cwd().resolve()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else str(folder)


@lru_cache(maxsize=32)
def _loaded(folder: Path, stamp: tuple[tuple[str, int, int], ...], shown_as: str) -> Package:
    del stamp
    return load_folder(folder, shown_as)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells one state of a working copy from the next: names, sizes and times of its files."""
    stamps = []
    for file in sorted(folder.glob("*.y*ml")):
        try:
            state = file.stat()
        except OSError:
            stamps.append((file.name, -1, -1))
        else:
            stamps.append((file.name, state.st_size, state.st_mtime_ns))
    return tuple(stamps)
