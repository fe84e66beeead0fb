"""Released versions of a package: canonical JSON beside its working copy, and an index that keeps their digests.

regulations/<id>/released/1.0.0.json      the resolved package, canonical; never changes
regulations/<id>/released/index.json      by version: digest, rules digest, and why it was withdrawn
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from pekppp_rules.errors import InputFileError, PackageError, Place, Problem
from pekppp_rules.regulation.digest import FORMAT, canonical_bytes, sha256_of
from pekppp_rules.regulation.model import Model, Package, Text
from pekppp_rules.regulation.model.values import Optional
from pekppp_rules.regulation.versions import newest, parsed_version

FOLDER = "released"
INDEX = "index.json"
MOST_BYTES = 32_000_000

_Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", strict=True)]
_VersionText = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$", strict=True)]


class Withdrawal(Model):
    """Why a release should not be used any more, and what stands in for it."""

    reason: Text
    replaced_by: Optional[_VersionText] = None


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

    def find(self, version: str) -> Release | None:
        """Return a release by its version."""
        return next((release for release in self.releases if release.version == version), None)

    @property
    def newest(self) -> Release | None:
        """The highest version that was not withdrawn."""
        version = newest([release.version for release in self.releases if release.withdrawn is None])
        return self.find(version) if version is not None else None


def release_index(folder: Path, shown_as: str) -> ReleaseIndex:
    """Return the index of a package's releases; an empty one where it has none. Raises PackageError (PKP-311)."""
    path = folder / FOLDER / INDEX
    if not path.is_file():
        return ReleaseIndex()
    try:
        return ReleaseIndex.model_validate(_json(path, f"{shown_as}/{FOLDER}/{INDEX}"))
    except ValidationError:
        raise PackageError(Problem("PKP-311", Place(file=f"{shown_as}/{FOLDER}/{INDEX}"))) from None


def load_release(folder: Path, release: Release, shown_as: str) -> Package:
    """Return a released package, exactly as it was released.

    Raises PackageError when the file is not there, is not canonical, or is not what the index says (PKP-310).
    """
    shown = f"{shown_as}/{FOLDER}/{release.version}.json"
    path = folder / FOLDER / f"{release.version}.json"
    document = _json(path, shown)
    content = path.read_bytes()
    if content != canonical_bytes(document) or sha256_of(content) != release.digest:
        raise PackageError(Problem("PKP-310", Place(file=shown), {"version": release.version}))
    return package_of_document(document, shown)


def package_of_document(document: dict[str, Any], shown: str) -> Package:
    """Return the package that a resolved document writes. Raises PackageError (PKP-310) when it is none."""
    data = {key: value for key, value in document.items() if key != "format"}
    try:
        if document.get("format") != FORMAT:
            raise ValueError("another format")
        package = Package.model_validate(data, context={"canonical": True})
    except ValueError:
        version = str(document.get("regulation", {}).get("version", "?"))[:20]
        raise PackageError(Problem("PKP-310", Place(file=shown), {"version": version})) from None
    return package.released()


def _json(path: Path, shown: str) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PackageError(Problem("PKP-004", Place(file=shown), {"limit": MOST_BYTES // 1_000_000}))
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InputFileError(Problem("PKP-001", Place(file=shown))) from None
    except (OSError, ValueError, RecursionError):
        raise PackageError(Problem("PKP-311", Place(file=shown))) from None
    if not isinstance(document, dict):
        raise PackageError(Problem("PKP-311", Place(file=shown)))
    return document


def is_version(text: str) -> bool:
    """Return whether a text is a released version's number."""
    return parsed_version(text) is not None
