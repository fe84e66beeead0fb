"""Released versions of a package: canonical JSON beside its working copy, and an index that keeps their digests.

regulations/<id>/released/1.0.0.json      the resolved package, canonical; never changes
regulations/<id>/released/index.json      by version: digest, rules digest, and why it was withdrawn
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from pekppp_rules.errors import PackageError, Place, Problem
from pekppp_rules.regulation.cross_checks import Parts, cross_check
from pekppp_rules.regulation.digest import FORMAT, sha256_of
from pekppp_rules.regulation.model import Model, Package, Text
from pekppp_rules.regulation.model.values import Optional

FOLDER = "released"
INDEX = "index.json"
MOST_BYTES = 32_000_000

_Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", strict=True)]
_VersionText = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$", strict=True)]


class Withdrawal(Model):
    """Why a release should not be used any more, and what stands in for it."""

    reason: Text
    replaced_by: Optional[_VersionText] = None

    @property
    def told(self) -> str:
        """The reason, with the version to use instead."""
        return self.reason.id + (f" -> {self.replaced_by}" if self.replaced_by is not None else "")


class Release(Model):
    """One released version."""

    version: _VersionText
    digest: _Digest
    rules_digest: _Digest
    withdrawn: Optional[Withdrawal] = None


class ReleaseIndex(Model):
    """Every released version of one package, in the order of release."""

    format: Literal[1] = 1
    releases: tuple[Release, ...] = ()

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        """A version is released once."""
        if len({release.version for release in self.releases}) < len(self.releases):
            raise ValueError("a version twice")
        return self

    def find(self, version: str) -> Release | None:
        """Return a release by its version."""
        return next((release for release in self.releases if release.version == version), None)


def release_index(folder: Path, shown_as: str) -> ReleaseIndex:
    """Return the index of a package's releases; an empty one where it has none. Raises PackageError (PKP-311)."""
    path = folder / FOLDER / INDEX
    shown = f"{shown_as}/{FOLDER}/{INDEX}"
    if not path.is_file():
        return ReleaseIndex()
    try:
        return ReleaseIndex.model_validate_json(_content(path, shown))
    except (OSError, ValidationError):
        raise PackageError(Problem("PKP-311", Place(file=shown))) from None


def load_release(folder: Path, release: Release, shown_as: str) -> Package:
    """Return a released package, exactly as it was released.

    Raises PackageError (PKP-310) when the file is missing, its bytes are not those on record, or what it says is not the
    package of this folder and version, sound and in canonical form.
    """
    shown = f"{shown_as}/{FOLDER}/{release.version}.json"
    wrong = PackageError(Problem("PKP-310", Place(file=shown), {"version": release.version}))
    try:
        content = _content(folder / FOLDER / f"{release.version}.json", shown)
    except OSError:
        raise wrong from None
    withdrawn = release.withdrawn.told if release.withdrawn is not None else None
    package = _written_package(content) if sha256_of(content) == release.digest else None
    if package is None or package.digest != release.digest:
        raise wrong
    if (package.regulation.id, package.regulation.version) != (folder.resolve().name, release.version):
        raise wrong
    return package.released(withdrawn)


def _written_package(content: bytes) -> Package | None:
    try:
        return resolved_package(json.loads(content))
    except (ValueError, RecursionError):
        return None


def resolved_package(document: Any) -> Package | None:
    """Return the package that a resolved document writes, or None. It stands the checks that a working copy stands."""
    try:
        if document["format"] != FORMAT:
            return None
        sections = {key: value for key, value in document.items() if key != "format"}
        package = Package.model_validate(sections, context={"canonical": True})
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        return None
    return None if any(cross_check(Parts.of(package), package)) else package


def _content(path: Path, shown: str) -> bytes:
    """Return the bytes of a file. Raises PackageError (PKP-004) when there are too many, OSError when it cannot be read."""
    if path.stat().st_size > MOST_BYTES:
        raise PackageError(Problem("PKP-004", Place(file=shown), {"limit": MOST_BYTES // 1_000_000}))
    return path.read_bytes()
