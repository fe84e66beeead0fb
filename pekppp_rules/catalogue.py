"""Regulations by name, by date, or all there are."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pekppp_rules.api import Regulation
from pekppp_rules.regulation import Package, find_package, version_of
from pekppp_rules.regulation.discovery import Folders
from pekppp_rules.regulation.listing import every_version
from pekppp_rules.regulation.lock import check_lock, read_lock
from pekppp_rules.regulation.model import Validity
from pekppp_rules.regulation.selection import select_package

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RegulationSummary:
    """One regulation version as a listing shows it."""

    id: str
    version: str
    family: str
    scope: str
    title: str
    title_en: str | None
    citation: str
    validity: Validity
    digest: str
    rules_digest: str
    is_release: bool
    withdrawn: str | None = None
    """Why this release should not be used any more; None for one that stands."""


_loaded: dict[tuple[str, bool, str | None], Regulation] = {}
"""Regulations by digest, releases apart from working copies and from what was withdrawn: the same rules are compiled once."""


def load(
    name: str | os.PathLike[str], *, folders: Folders = (), lock: str | os.PathLike[str] | None = None
) -> Regulation:
    """Return a regulation: the newest release of an id, a version of it (`id@1.0.0`, `id@1.1.0.dev`), or a folder by its path.

    `folders` are searched before the library's own packages. With `lock`, a regulation that differs from the lock file is
    refused. Raises RegulationNotFoundError with a did-you-mean, or PackageError with everything that is wrong.
    """
    regulation = _regulation(find_package(_as_name(name), _searched(folders)))
    if lock is not None:
        from pekppp_rules import __version__

        check_lock(regulation.package, read_lock(lock), __version__, os.fspath(lock))
    return regulation


def select(family: str, *, on: date, scope: str = "national", folders: Folders = ()) -> Regulation:
    """Return the regulation of a family that is in force on a date.

    Local regulations are looked at only when their scope is asked for. Raises RegulationNotFoundError when none is in force yet
    (PKP-306), when all have ended (PKP-307), or when the sources do not decide (PKP-308); never falls back to another.
    """
    return _regulation(select_package(family, on, scope, _searched(folders)))


def regulations(folders: Folders = ()) -> list[RegulationSummary]:
    """Return every regulation version that is found, by id: its releases, or the working copy of one without any.

    A package that cannot be used is left out with a warning in the log.
    """
    listing = every_version(_searched(folders))
    for one in listing.unusable:
        _log.warning("%s (%s) cannot be used: %s", one.name, one.origin, one.problems[0].line("en"))
    return [_summary(package) for package in listing.versions]


def _searched(folders: Folders) -> tuple[str | os.PathLike[str], ...]:
    """Return the folders as given, or the one folder that was given alone."""
    return (folders,) if isinstance(folders, (str, os.PathLike)) else tuple(folders)


def _regulation(package: Package) -> Regulation:
    return _loaded.setdefault((package.digest, package.is_release, package.withdrawn), Regulation(package))


def _as_name(name: str | os.PathLike[str]) -> str:
    if isinstance(name, str):
        return name
    path = Path(name)
    return str(path) if path.is_absolute() or len(path.parts) > 1 else f"./{path}"


def _summary(package: Package) -> RegulationSummary:
    identity = package.regulation
    return RegulationSummary(
        id=identity.id,
        version=version_of(package),
        family=identity.family,
        scope=identity.scope,
        title=identity.title.id,
        title_en=identity.title.en,
        citation=identity.citation,
        validity=identity.validity,
        digest=package.digest,
        rules_digest=package.rules_digest,
        is_release=package.is_release,
        withdrawn=package.withdrawn,
    )
