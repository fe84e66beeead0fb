"""Releasing a package: the resolved working copy written once, and never again under the same version."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from pekppp_rules.api import Regulation
from pekppp_rules.authoring.cases import run_cases
from pekppp_rules.authoring.placeholders import placeholders
from pekppp_rules.errors import OutputFileError, PackageError, Parameter, Place, Problem, shown, system_reason
from pekppp_rules.reading import write_output
from pekppp_rules.regulation.digest import canonical_bytes, resolved_document, sha256_of
from pekppp_rules.regulation.load import check_folder, load_folder
from pekppp_rules.regulation.model import Package, Text
from pekppp_rules.regulation.releases import FOLDER, INDEX, Release, ReleaseIndex, Withdrawal, release_index


def release_package(folder: Path, shown_as: str) -> Release:
    """Write the working copy in `folder` as the release of its version, and record it in the index.

    Raises PackageError with everything that is wrong: the package or its cases, texts that are still placeholders (PKP-166), a
    version already released (PKP-160), rules that changed since the last release under a version that says they did not (PKP-161).
    """
    problems = check_folder(folder, shown_as)
    if problems:
        raise PackageError(problems)
    package = load_folder(folder, shown_as)
    report = run_cases(Regulation(package), folder, shown_as)
    problems = [*placeholders(folder, shown_as), *report.problems]
    if problems:
        raise PackageError(problems)
    index = release_index(folder, shown_as)
    _refuse_a_wrong_version(package, index, shown_as)
    content = canonical_bytes(resolved_document(package))
    version = package.regulation.version
    path = folder / FOLDER / f"{version}.json"
    _refuse_another_content(path, content, version, shown_as)
    release = Release(version=version, digest=sha256_of(content), rules_digest=package.rules_digest)
    _make_folder(folder / FOLDER)
    write_output(path, content)
    _write_index(folder, ReleaseIndex(releases=(*index.releases, release)))
    return release


def withdraw_release(folder: Path, version: str, reason: str, replaced_by: str | None, shown_as: str) -> Release:
    """Mark a release as withdrawn. Its file stays, and it can still be pinned.

    Raises PackageError when there is no such release, or none that stands to replace it (PKP-162), or when no reason is given
    (PKP-163).
    """
    index = release_index(folder, shown_as)
    place = Place(file=f"{shown_as}/{FOLDER}/{INDEX}")
    release = index.find(version)
    if release is None:
        raise _no_release(version, [one.version for one in index.releases], place)
    standing = [one.version for one in index.releases if one.withdrawn is None and one is not release]
    if replaced_by is not None and replaced_by not in standing:
        raise _no_release(replaced_by, standing, place)
    try:
        text = Text(id=reason.strip())
    except ValidationError:
        raise PackageError(Problem("PKP-163", place, {"version": version})) from None
    withdrawal = (
        Withdrawal(reason=text, replaced_by=replaced_by) if replaced_by is not None else Withdrawal(reason=text)
    )
    changed = release.model_copy(update={"withdrawn": withdrawal})
    releases = tuple(changed if one is release else one for one in index.releases)
    _write_index(folder, ReleaseIndex(releases=releases))
    return changed


def _no_release(version: str, known: list[str], place: Place) -> PackageError:
    parameters: dict[str, Parameter] = {"version": shown(version), "known": ", ".join(known) or "-"}
    return PackageError(Problem("PKP-162", place, parameters))


def _refuse_a_wrong_version(package: Package, index: ReleaseIndex, shown_as: str) -> None:
    """A version is new, and within one line of versions the rules stay; so they do after a release that was withdrawn."""
    version = package.regulation.version
    place = Place(file=f"{shown_as}/regulation.yaml")
    if index.find(version) is not None:
        raise PackageError(Problem("PKP-160", place, {"version": version}))
    for one in index.releases:
        if _line(one.version) == _line(version) and one.rules_digest != package.rules_digest:
            parameters: dict[str, Parameter] = {"version": version, "last": one.version}
            raise PackageError(Problem("PKP-161", place, parameters))


def _line(version: str) -> tuple[int, ...]:
    """Return what versions with the same results share: the first number, below 1.0.0 the first two."""
    first, second, _ = (int(part) for part in version.split("."))
    return (first,) if first else (first, second)


def _refuse_another_content(path: Path, content: bytes, version: str, shown_as: str) -> None:
    """A file that no index names is no release, but it may be one whose index was lost: only the same bytes may replace it."""
    if path.exists() and path.read_bytes() != content:
        raise PackageError(Problem("PKP-160", Place(file=f"{shown_as}/{FOLDER}/{path.name}"), {"version": version}))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputFileError(Problem("PKP-013", Place(file=str(folder)), {"reason": system_reason(error)})) from error


def _write_index(folder: Path, index: ReleaseIndex) -> None:
    document = index.model_dump(mode="json", exclude_none=True)
    lines = ",\n".join("    " + canonical_bytes(release).decode() for release in document["releases"])
    text = f'{{\n  "format": {index.format},\n  "releases": [\n{lines}\n  ]\n}}\n'
    write_output(folder / FOLDER / INDEX, text.encode())
