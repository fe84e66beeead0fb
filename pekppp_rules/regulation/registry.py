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
from pekppp_rules.regulation.discovery import Folders, PackageFolder, package_folders
from pekppp_rules.regulation.model import Package
from pekppp_rules.regulation.package_files import has_regulation
from pekppp_rules.regulation.releases import Release, load_release, release_file, release_index
from pekppp_rules.regulation.versions import WORKING_COPY, newest
from pekppp_rules.regulation.working_copies import Stamp, display_name, stamp_of, working_copy

_log = logging.getLogger(__name__)

Released = tuple[PackageFolder, Release]
"""A release on record, and the place that has it."""


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
        if not has_regulation(folder):
            raise PackageError(Problem("PKP-303", Place(file=name)))
        return folder
    known = known_packages(folders)
    if name not in known:
        parameters = {"id": shown(name), "known": ", ".join(known)}
        near = f"./{shown(name)}" if has_regulation(Path(name)) else closest(name, known)
        raise RegulationNotFoundError(
            Problem("PKP-301", Place(), {**parameters, "suggestion": near} if near else parameters)
        )
    return known[name]


def find_package(name: str, folders: Folders = ()) -> Package:
    """Return a package by id (its newest release), by id and version (`...@1.0.0`, `...@1.1.0.dev`), or by its folder's path.

    Raises RegulationNotFoundError when there is none, PackageError when it is not sound or two places disagree.
    """
    wanted, version = name_and_version(name)
    if _is_path(wanted):
        package = working_copy(package_folder(wanted), folders)
        if version not in {None, version_of(package)}:
            raise _no_version(wanted, version or "", [version_of(package)])
        return package
    package_folder(wanted, folders)
    places = places_of(wanted, folders)
    released = releases_in(places)
    if version is None:
        withdrawn = {release.version for _, release in released if release.withdrawn is not None}
        version = newest([release.version for _, release in released if release.version not in withdrawn])
    if version is None:
        version = version_of(working_copy(places[0].path, folders))
        _log.info("%s has no release; its working copy %s is used", wanted, version)
    if version.endswith(WORKING_COPY):
        return _one_working_copy(wanted, version, places, folders)
    if all(release.version != version for _, release in released):
        known = [release.version for _, release in released]
        raise _no_version(wanted, version, known or [version_of(working_copy(places[0].path, folders))])
    return _told_if_withdrawn(load_version(wanted, version, released))


def find_release(name: str, version: str, folders: Folders = ()) -> Package:
    """Return one released version by its id. No working copy is looked at, for it may be the one that asks.

    Raises RegulationNotFoundError when there is none, PackageError when it is not what is on record or two places disagree.
    """
    package_folder(name, folders)
    released = releases_in(places_of(name, folders))
    if all(release.version != version for _, release in released):
        raise _no_version(name, version, [release.version for _, release in released] or ["-"])
    return _told_if_withdrawn(load_version(name, version, released))


def _told_if_withdrawn(package: Package) -> Package:
    if package.withdrawn is not None:
        _log.warning("%s@%s was withdrawn: %s", package.regulation.id, version_of(package), package.withdrawn)
    return package


def places_of(name: str, folders: Folders = ()) -> list[PackageFolder]:
    """Return every place that has a package of this id; a folder that is found twice is one place."""
    places = {package.path.resolve(): package for package in reversed(package_folders(folders)) if package.id == name}
    return [*reversed(places.values())]


def releases_in(places: Iterable[PackageFolder]) -> list[Released]:
    """Return the releases on record in some places, in their order. Raises PackageError (PKP-311)."""
    return [
        (place, release) for place in places for release in release_index(place.path, display_name(place.path)).releases
    ]


def load_version(name: str, version: str, released: Iterable[Released]) -> Package:
    """Return one released version; from two places it must be the same to the bit, and withdrawn in one it is so in both.

    Raises PackageError when it is not (PKP-312), or when its file is not what is on record (PKP-310).
    """
    found = [(place, release) for place, release in released if release.version == version]
    _refuse_two_contents(name, version, [(place, release.digest) for place, release in found])
    place, release = next((one for one in found if one[1].withdrawn is not None), found[0])
    folder = place.path.absolute()
    return _loaded_release(folder, release, display_name(place.path), stamp_of(release_file(folder, version)))


def _one_working_copy(name: str, version: str, places: list[PackageFolder], folders: Folders) -> Package:
    """Return the working copy of one version; two places must agree on what it says."""
    copies = [(place, working_copy(place.path, folders)) for place in places]
    found = [(place, package) for place, package in copies if version_of(package) == version]
    if not found:
        raise _no_version(name, version, [version_of(package) for _, package in copies])
    if len(found) > 1:
        _refuse_two_contents(name, version, [(place, package.digest) for place, package in found])
    return found[0][1]


def _refuse_two_contents(name: str, version: str, found: list[tuple[PackageFolder, str]]) -> None:
    first, digest = found[0]
    for other, its_digest in found[1:]:
        if its_digest != digest:
            told: dict[str, Parameter] = {"id": name, "version": version, "first": first.origin, "second": other.origin}
            raise PackageError(Problem("PKP-312", Place(), told))


def _no_version(name: str, version: str, known: list[str]) -> RegulationNotFoundError:
    versions = ", ".join(dict.fromkeys(known))
    parameters: dict[str, Parameter] = {"id": shown(name), "version": shown(version), "known": versions}
    return RegulationNotFoundError(Problem("PKP-302", Place(), parameters))


def name_and_version(name: str) -> tuple[str, str | None]:
    """Split `id@version`; an @ inside the path of a folder that exists belongs to the path."""
    if _is_path(name) and has_regulation(Path(name)):
        return name, None
    wanted, at, version = name.rpartition("@")
    return (wanted, version) if at and "/" not in version and os.sep not in version else (name, None)


def _is_path(name: str) -> bool:
    return os.sep in name or "/" in name or name.startswith(".")


@lru_cache(maxsize=64)
def _loaded_release(folder: Path, release: Release, shown_as: str, stamp: Stamp) -> Package:
    del stamp
    return load_release(folder, release, shown_as)
