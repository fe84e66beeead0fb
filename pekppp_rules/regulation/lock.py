"""pekppp.lock: the regulation versions an application pins, with what tells each from any other."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from pekppp_rules.errors import InputFileError, PackageError, Parameter, Place, Problem
from pekppp_rules.reading import read_document
from pekppp_rules.regulation.model import Model, Package
from pekppp_rules.regulation.registry import version_of

_Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", strict=True)]


_RANGE = r"^>=[0-9]{1,9}(\.[0-9]{1,9}){0,2},<[0-9]{1,9}(\.[0-9]{1,9}){0,2}$"
_RELEASE = re.compile(r"([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?")


class Pinned(Model):
    """One regulation version."""

    id: str
    version: str
    digest: _Digest
    rules_digest: _Digest


class Lock(Model):
    """What a lock file says."""

    format: Literal[1] = 1
    engine: Annotated[str, Field(pattern=_RANGE, strict=True)]
    """The versions of this library that may evaluate, as a requirement: `>=0.1,<1`."""
    regulations: tuple[Pinned, ...]

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        """A version is pinned once."""
        if len({(one.id, one.version) for one in self.regulations}) < len(self.regulations):
            raise ValueError("a version twice")
        return self

    def data(self) -> dict[str, Any]:
        """Return the lock as a JSON-ready document."""
        return self.model_dump(mode="json")


def pinned(package: Package) -> Pinned:
    """Return what pins a package."""
    return Pinned(
        id=package.regulation.id,
        version=version_of(package),
        digest=package.digest,
        rules_digest=package.rules_digest,
    )


def read_lock(path: str | os.PathLike[str]) -> Lock:
    """Return a lock file. Raises InputFileError when it is none (PKP-313)."""
    document = read_document(Path(path), name=str(path), suffix=".json")
    try:
        return Lock.model_validate(document.data)
    except ValidationError:
        raise InputFileError(Problem("PKP-313", Place(file=str(path)))) from None


def check_lock(package: Package, lock: Lock, engine_version: str | None, shown_as: str) -> None:
    """Raise PackageError with everything in which a package, or this library, differs from what is locked.

    Without `engine_version` any library will do. The library is out of range (PKP-315), the regulation is not locked at all
    (PKP-318), or differs in a field (PKP-314); of several versions that are locked, from the one of its own version.
    """
    place = Place(file=shown_as)
    problems = []
    if engine_version is not None and not _allowed(engine_version, lock.engine):
        problems.append(Problem("PKP-315", place, {"found": engine_version, "expected": lock.engine}))
    own = pinned(package)
    of_its_id = [one for one in lock.regulations if one.id == own.id]
    if not of_its_id:
        known = ", ".join(f"{one.id}@{one.version}" for one in lock.regulations) or "-"
        problems.append(Problem("PKP-318", place, {"id": own.id, "known": known}))
    else:
        locked = next((one for one in of_its_id if one.version == own.version), of_its_id[0])
        problems += _differences(own, locked, place)
    if problems:
        raise PackageError(problems)


def _differences(own: Pinned, locked: Pinned, place: Place) -> Iterator[Problem]:
    for field in ("version", "digest", "rules_digest"):
        found, expected = getattr(own, field), getattr(locked, field)
        if found != expected:
            told: dict[str, Parameter] = {"id": own.id, "field": field, "found": found, "expected": expected}
            yield Problem("PKP-314", place, told)


def engine_range(version: str) -> str:
    """Return the versions that are promised to give the same results as `version`: up to the next that may not."""
    major, minor, patch = _numbers(version)
    return f">={major}.{minor}.{patch}," + (f"<{major + 1}" if major else f"<0.{minor + 1}")


def _allowed(version: str, wanted: str) -> bool:
    """Whether a version lies in a range written as `>=A,<B`; what precedes a release counts as that release."""
    lower, upper = wanted.removeprefix(">=").split(",<")
    return _numbers(lower) <= _numbers(version) < _numbers(upper)


def _numbers(text: str) -> tuple[int, int, int]:
    """Return the three numbers that a version begins with; what is left out is 0."""
    found = _RELEASE.match(text)
    first, second, third = (int(part or 0) for part in (found.groups() if found else (0, 0, 0)))
    return first, second, third
