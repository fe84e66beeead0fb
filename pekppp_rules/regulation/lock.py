"""pekppp.lock: the regulation versions an application pins, with what tells each from any other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from pekppp_rules.errors import InputFileError, PackageError, Parameter, Place, Problem
from pekppp_rules.reading import read_document
from pekppp_rules.regulation.model import Model, Package
from pekppp_rules.regulation.registry import version_of

_Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", strict=True)]


class Pinned(Model):
    """One regulation version."""

    id: str
    version: str
    digest: _Digest
    rules_digest: _Digest


class Lock(Model):
    """What a lock file says."""

    format: Literal[1] = 1
    engine: str
    """The versions of this library that may evaluate, as a requirement: `>=0.1,<1`."""
    regulations: tuple[Pinned, ...]

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


def check_lock(package: Package, lock: Lock, engine_version: str, shown_as: str) -> None:
    """Raise PackageError with everything in which a package, or this library, differs from what is locked (PKP-314, PKP-315)."""
    place = Place(file=shown_as)
    problems = []
    if not _allowed(engine_version, lock.engine):
        problems.append(Problem("PKP-315", place, {"found": engine_version, "expected": lock.engine}))
    own = pinned(package)
    locked = next((one for one in lock.regulations if one.id == own.id), None)
    if locked is None:
        parameters: dict[str, Parameter] = {"id": own.id, "field": "id", "found": own.id, "expected": "-"}
        problems.append(Problem("PKP-314", place, parameters))
    else:
        for field in ("version", "digest", "rules_digest"):
            found, expected = getattr(own, field), getattr(locked, field)
            if found != expected:
                told: dict[str, Parameter] = {"id": own.id, "field": field, "found": found, "expected": expected}
                problems.append(Problem("PKP-314", place, told))
    if problems:
        raise PackageError(problems)


def engine_range(version: str) -> str:
    """Return the versions that are promised to give the same results as `version`: up to the next that may not."""
    major, minor, *_ = version.split(".")
    return f">={version},<0.{int(minor) + 1}" if major == "0" else f">={version},<{int(major) + 1}"


def _allowed(version: str, wanted: str) -> bool:
    """Whether a version lies in a range written as `>=A,<B`."""
    lower, _, upper = wanted.partition(",")
    if not lower.startswith(">=") or not upper.startswith("<"):
        return False
    try:
        return _numbers(lower[2:]) <= _numbers(version) < _numbers(upper[1:])
    except ValueError:
        return False


def _numbers(text: str) -> tuple[int, ...]:
    numbers = [int(part) for part in text.split(".")]
    return (*numbers, 0, 0)[:3]
