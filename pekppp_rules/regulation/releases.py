"""Released versions of a package: canonical JSON beside its working copy, and an index that keeps their digests.

regulations/<id>/released/1.0.0.json      the resolved package, canonical; never changes
regulations/<id>/released/index.json      by version: digest, rules digest, and why it was withdrawn
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from pekppp_rules.errors import InputFileError, PackageError, Place, Problem
from pekppp_rules.reading import read_content, read_document
from pekppp_rules.reading.json_reader import refuse_too_many_values
from pekppp_rules.regulation.cross_checks import Parts, cross_check
from pekppp_rules.regulation.digest import FORMAT, sha256_of
from pekppp_rules.regulation.model import Model, Package, Text
from pekppp_rules.regulation.model.values import Optional
from pekppp_rules.regulation.package_files import home_of

FOLDER = "released"
INDEX = "index.json"
MOST_MEGABYTES = 32
MOST_VALUES = 2_000_000
"""More than a file that people write may hold: here every value says its source and confidence."""

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
    """Return the index of a package's releases; an empty one where it has none.

    Raises PackageError (PKP-311), with why the file cannot be read where that is the reason.
    """
    path = folder / FOLDER / INDEX
    shown = f"{shown_as}/{FOLDER}/{INDEX}"
    wrong = Problem("PKP-311", Place(file=shown))
    if not os.path.lexists(path):
        return ReleaseIndex()
    try:
        document = read_document(path, name=shown, home=home_of(folder))
        return ReleaseIndex.model_validate(document.data)
    except InputFileError as error:
        raise PackageError([wrong, *error.problems]) from None
    except ValidationError:
        raise PackageError(wrong) from None


def release_file(folder: Path, version: str) -> Path:
    """Return where the release of a version stands in the folder of its package."""
    return folder / FOLDER / f"{version}.json"


def load_release(folder: Path, release: Release, shown_as: str) -> Package:
    """Return a released package, exactly as it was released.

    Raises PackageError (PKP-310) when the file is missing, its bytes are not those on record, or what it says is not the
    package of this folder and version, sound and in canonical form; with the reason where it is there and cannot be read.
    """
    shown = f"{shown_as}/{FOLDER}/{release.version}.json"
    wrong = PackageError(Problem("PKP-310", Place(file=shown), {"version": release.version}))
    path = release_file(folder, release.version)
    try:
        content = read_content(path, shown, most_megabytes=MOST_MEGABYTES, home=home_of(folder))
    except InputFileError as error:
        raise (wrong if error.code == "PKP-001" else PackageError(error.problems)) from None
    withdrawn = release.withdrawn.told if release.withdrawn is not None else None
    package = _written_package(content) if sha256_of(content) == release.digest else None
    if package is None or package.digest != release.digest:
        raise wrong
    if (package.regulation.id, package.regulation.version) != (folder.resolve().name, release.version):
        raise wrong
    return package.released(withdrawn)


def _written_package(content: bytes) -> Package | None:
    try:
        text = content.decode("utf-8")
        refuse_too_many_values(text, "", MOST_VALUES)
        return resolved_package(json.loads(text))
    except (InputFileError, ValueError, RecursionError):
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
