"""Every version of every package that is found. A package that cannot be used takes none of the others down."""

from __future__ import annotations

from dataclasses import dataclass, field

from pekppp_rules.errors import PekpppError, Problem
from pekppp_rules.regulation.discovery import Folders
from pekppp_rules.regulation.model import Package
from pekppp_rules.regulation.registry import find_package, known_packages, load_version, places_of, releases_in


@dataclass(frozen=True)
class Unusable:
    """A package, or one release of it, that cannot be used."""

    name: str
    """Its id, with the version where only that is unusable."""
    origin: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Listing:
    """What was found."""

    versions: list[Package] = field(default_factory=list)
    """By id, the releases in the order of release; the working copy where there is none."""
    unusable: list[Unusable] = field(default_factory=list)


def every_version(folders: Folders = ()) -> Listing:
    """Return every released version, and the working copies of packages without any."""
    listing = Listing()
    for name in known_packages(folders):
        _add(name, folders, listing)
    return listing


def _add(name: str, folders: Folders, listing: Listing) -> None:
    places = places_of(name, folders)
    origin = ", ".join(place.origin for place in places)
    try:
        released = releases_in(places)
        if not released:
            listing.versions.append(find_package(name, folders))
    except PekpppError as error:
        listing.unusable.append(Unusable(name, origin, error.problems))
        return
    for version in dict.fromkeys(release.version for _, release in released):
        try:
            listing.versions.append(load_version(name, version, released))
        except PekpppError as error:
            listing.unusable.append(Unusable(f"{name}@{version}", origin, error.problems))
