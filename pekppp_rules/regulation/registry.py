"""How a name becomes a package: an id, an id with its version, or the path of a folder.

Released versions are what an id stands for; the working copy of the next one answers to its path, or to `id@1.1.0.dev`. A package
without any release answers to its id as that working copy, and its version says so.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pekppp_rules.errors import PackageError, Parameter, Place, Problem, RegulationNotFoundError, closest, shown
from pekppp_rules.regulation.discovery import PackageFolder, package_folders
from pekppp_rules.regulation.load import load_folder
from pekppp_rules.regulation.model import Package
from pekppp_rules.regulation.releases import Release, is_version, load_release, release_index
from pekppp_rules.regulation.versions import WORKING_COPY, newest

_log = logging.getLogger(__name__)

Folders = Iterable[str | os.PathLike[str]]


def version_of(package: Package) -> str:
    """Return the version as results show it."""
    return package.regulation.version + ("" if package.is_release else WORKING_COPY)


def known_packages(folders: Folders = ()) -> dict[str, Path]:
    """Return a folder of every package that is found, by id: the first place wins where several have it."""
    found: dict[str, Path] = {}
    for package in package_folders(folders):
        found.setdefault(package.id, package.path)
    return dict(sorted(found.items()))


def package_folder(name: str, folders: Folders = ()) -> Path:
    """Return the folder of a package by id, or `name` itself where it is a path to a folder.

    Anything with a path separator or a leading dot is a path; a bare word is an id, whatever the working directory holds.
    Raises RegulationNotFoundError (PKP-301) with a did-you-mean.
    """
    if _is_path(name):
        folder = Path(name)
        if not _has_regulation(folder):
            raise PackageError(Problem("PKP-303", Place(file=name)))
        return folder
    known = known_packages(folders)
    if name not in known:
        parameters = {"id": shown(name), "known": ", ".join(known)}
        near = f"./{shown(name)}" if _has_regulation(Path(name)) else closest(name, known)
        raise RegulationNotFoundError(
            Problem("PKP-301", Place(), {**parameters, "suggestion": near} if near else parameters)
        )
    return known[name]


def find_package(name: str, folders: Folders = ()) -> Package:
    """Return a package by id (its newest release), by id and version (`...@1.0.0`, `...@1.1.0.dev`), or by its folder's path.

    Raises RegulationNotFoundError when there is none, PackageError when it is not sound or two places disagree.
    """
    wanted, version = _name_and_version(name)
    if _is_path(wanted):
        return _versioned(_working_copy(package_folder(wanted)), wanted, version)
    package_folder(wanted, folders)
    places = [package for package in package_folders(folders) if package.id == wanted]
    if version.endswith(WORKING_COPY):
        return _versioned(_working_copy(places[0].path), wanted, version)
    released = [(place, release) for place in places for release in _releases(place)]
    if not version:
        usable = [release.version for _, release in released if release.withdrawn is None]
        chosen = newest(usable)
        if chosen is None:
            package = _working_copy(places[0].path)
            _log.info("%s has no release; its working copy %s is used", wanted, version_of(package))
            return package
        version = chosen
    return _release(wanted, version, released, places)


def _release(
    name: str, version: str, released: list[tuple[PackageFolder, Release]], places: list[PackageFolder]
) -> Package:
    """Return one released version; the same version from two places must be the same to the bit."""
    found = [(place, release) for place, release in released if release.version == version]
    if not found:
        known = ", ".join([release.version for _, release in released] or [version_of(_working_copy(places[0].path))])
        parameters: dict[str, Parameter] = {"id": shown(name), "version": shown(version), "known": known}
        raise RegulationNotFoundError(Problem("PKP-302", Place(), parameters))
    place, release = found[0]
    for other, its in found[1:]:
        if its.digest != release.digest:
            told: dict[str, Parameter] = {"id": name, "version": version, "first": place.origin, "second": other.origin}
            raise PackageError(Problem("PKP-312", Place(), told))
    if release.withdrawn is not None:
        _log.warning("%s@%s was withdrawn: %s", name, version, release.withdrawn.reason("en"))
    return _loaded_release(place.path, release, display_name(place.path))


def releases_of(folder: Path) -> tuple[Release, ...]:
    """Return the released versions of a package folder, in the order of release."""
    return release_index(folder, display_name(folder)).releases


def _releases(place: PackageFolder) -> tuple[Release, ...]:
    return releases_of(place.path)


def _working_copy(folder: Path) -> Package:
    return _loaded(folder, _stamp(folder), display_name(folder))


def _versioned(package: Package, name: str, version: str) -> Package:
    if version and version != version_of(package):
        known: dict[str, Parameter] = {"id": shown(name), "version": shown(version), "known": version_of(package)}
        raise RegulationNotFoundError(Problem("PKP-302", Place(), known))
    return package


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


def display_name(folder: Path) -> str:
    """Return the folder as a reader would type it: relative to the working directory where it lies inside."""
    resolved, here = folder.resolve(), Path.cwd().resolve()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else str(folder)


@lru_cache(maxsize=32)
def _loaded(folder: Path, stamp: tuple[tuple[str, int, int], ...], shown_as: str) -> Package:
    del stamp
    return load_folder(folder, shown_as)


@lru_cache(maxsize=64)
def _loaded_release(folder: Path, release: Release, shown_as: str) -> Package:
    return load_release(folder, release, shown_as)


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


__all__ = ["find_package", "is_version", "known_packages", "package_folder", "releases_of", "version_of"]
