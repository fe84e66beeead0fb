"""Which version is in force on a date: in force, not yet, ended, or undetermined. Never a silent fallback."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from pekppp_rules.errors import Parameter, PekpppError, Place, Problem, RegulationNotFoundError, closest, shown
from pekppp_rules.reading import read_document
from pekppp_rules.regulation.discovery import Folders
from pekppp_rules.regulation.model import Moment, Package, Validity
from pekppp_rules.regulation.package_files import home_of
from pekppp_rules.regulation.registry import find_package, known_packages, places_of, version_of

_log = logging.getLogger(__name__)

Standing = Literal["in force", "not yet", "ended", "undetermined"]

_ONE_DAY = timedelta(days=1)


def standing(validity: Validity, on: date) -> Standing:
    """Return whether a version is in force on a date, as far as its validity is known. It ends before its `until`.

    A version is in force for a day at least, so each end also says something about the other.
    """
    begins, ends = validity.from_, validity.until
    if on < begins.first_day:
        return "not yet"
    if ends is None:
        return "in force" if on >= begins.last_day else "undetermined"
    if on >= ends.last_day:
        return "ended"
    latest_start = min(begins.last_day, ends.last_day - _ONE_DAY)
    earliest_end = max(ends.first_day, begins.first_day + _ONE_DAY)
    return "in force" if latest_start <= on < earliest_end else "undetermined"


def select_package(family: str, on: date, scope: str, folders: Folders = ()) -> Package:
    """Return the one version of a family that is in force on a date, among those of a scope.

    Raises RegulationNotFoundError: no such family or scope (PKP-305), none in force yet (PKP-306), all ended (PKP-307), between
    two of them (PKP-316), or the sources do not decide (PKP-308), with the candidates and the fact that is missing.
    """
    day = on.date() if isinstance(on, datetime) else on
    packages = _usable(family, scope, folders)
    candidates = [one for one in packages if (one.regulation.family, one.regulation.scope) == (family, scope)]
    if not candidates:
        raise _unknown(family, scope, packages)
    return in_force(candidates, day)


def in_force(candidates: list[Package], on: date) -> Package:
    """Return the one of several packages of a family that is in force on a date. Raises as `select_package` does."""
    by_standing: dict[Standing, list[Package]] = {}
    for one in candidates:
        by_standing.setdefault(standing(one.regulation.validity, on), []).append(one)
    certain, possible = by_standing.get("in force", []), by_standing.get("undetermined", [])
    if len(certain) == 1 and not possible:
        return certain[0]
    parameters: dict[str, Parameter] = {"family": candidates[0].regulation.family, "on": on.isoformat()}
    if certain or possible:
        told = "; ".join(_told(one) for one in (*certain, *possible))
        raise RegulationNotFoundError(Problem("PKP-308", Place(), {**parameters, "candidates": told}))
    coming = min(by_standing.get("not yet", []), key=lambda one: _begin(one).first_day, default=None)
    gone = max(by_standing.get("ended", []), key=lambda one: _end(one).last_day, default=None)
    start = {"next": coming.regulation.id, "start": _begin(coming).on} if coming is not None else {}
    end = {"last": gone.regulation.id, "end": _end(gone).on} if gone is not None else {}
    code = "PKP-316" if start and end else "PKP-306" if start else "PKP-307"
    raise RegulationNotFoundError(Problem(code, Place(), {**parameters, **start, **end}))


def _begin(package: Package) -> Moment:
    return package.regulation.validity.from_


def _end(package: Package) -> Moment:
    until = package.regulation.validity.until
    assert until is not None
    return until


def _usable(family: str, scope: str, folders: Folders) -> list[Package]:
    """Return every package that can be used. One that cannot stops the choice only where it may be what is asked for."""
    packages = []
    for name in known_packages(folders):
        try:
            packages.append(find_package(name, folders))
        except PekpppError as error:
            if _may_be_of(name, family, scope, folders):
                raise
            _log.warning("%s cannot be used: %s", name, error.problems[0].line("en"))
    return packages


def _may_be_of(name: str, family: str, scope: str, folders: Folders) -> bool:
    """Return whether the files of a package that cannot be used name this family and scope, or leave them to its base."""
    for place in places_of(name, folders):
        try:
            data = read_document(place.path / "regulation.yaml", home=home_of(place.path)).data
        except PekpppError:
            continue
        stated = data if isinstance(data, dict) else {"family": None}
        if stated.get("family", family) == family and stated.get("scope", scope) == scope:
            return True
    return False


def _told(package: Package) -> str:
    """Return a candidate with what is known of its validity: `permenpanrb_29_2022@1.0.0 [2022 .. 2023]`."""
    validity = package.regulation.validity
    until = validity.until.on if validity.until is not None else ""
    return f"{package.regulation.id}@{version_of(package)} [{validity.from_.on} .. {until}]".replace(" ]", "]")


def _unknown(family: str, scope: str, packages: Iterable[Package]) -> RegulationNotFoundError:
    families = sorted({one.regulation.family for one in packages})
    scopes = sorted({one.regulation.scope for one in packages if one.regulation.family == family})
    parameters: dict[str, Parameter] = {
        "family": shown(family),
        "scope": shown(scope),
        "known": ", ".join(scopes or families),
    }
    near = closest(scope, scopes) if scopes else closest(family, families)
    return RegulationNotFoundError(
        Problem("PKP-305", Place(), {**parameters, "suggestion": near} if near else parameters)
    )
