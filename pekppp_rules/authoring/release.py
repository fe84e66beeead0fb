"""Releasing a package: the resolved working copy written once, and never again under the same version."""

from __future__ import annotations

from pathlib import Path

from pekppp_rules.api import Regulation
from pekppp_rules.authoring.cases import run_cases
from pekppp_rules.errors import PackageError, Parameter, Place, Problem
from pekppp_rules.reading import write_output
from pekppp_rules.regulation.digest import canonical_bytes, resolved_document, sha256_of
from pekppp_rules.regulation.load import check_folder, load_folder
from pekppp_rules.regulation.model import Package, Text
from pekppp_rules.regulation.releases import FOLDER, INDEX, Release, ReleaseIndex, Withdrawal, release_index


def release_package(folder: Path, shown_as: str) -> Release:
    """Write the working copy in `folder` as the release of its version, and record it in the index.

    Raises PackageError with everything that is wrong: the package or its cases, a version already released (PKP-160), rules
    that changed since the last release under a version that says they did not (PKP-161).
    """
    problems = check_folder(folder, shown_as)
    if problems:
        raise PackageError(problems)
    package = load_folder(folder, shown_as)
    report = run_cases(Regulation(package), folder, shown_as)
    if report.problems:
        raise PackageError(report.problems)
    index = release_index(folder, shown_as)
    _refuse_a_wrong_version(package, index, shown_as)
    content = canonical_bytes(resolved_document(package))
    version = package.regulation.version
    release = Release(version=version, digest=sha256_of(content), rules_digest=package.rules_digest)
    (folder / FOLDER).mkdir(exist_ok=True)
    write_output(folder / FOLDER / f"{version}.json", content)
    _write_index(folder, ReleaseIndex(releases=(*index.releases, release)))
    return release


def withdraw_release(folder: Path, version: str, reason: str, replaced_by: str | None, shown_as: str) -> Release:
    """Mark a release as withdrawn. Its file stays, and it can still be pinned. Raises PackageError (PKP-162)."""
    index = release_index(folder, shown_as)
    release = index.find(version)
    if release is None or (replaced_by is not None and index.find(replaced_by) is None):
        parameters: dict[str, Parameter] = {
            "version": version if release is None else str(replaced_by),
            "known": ", ".join(one.version for one in index.releases) or "-",
        }
        raise PackageError(Problem("PKP-162", Place(file=f"{shown_as}/{FOLDER}/{INDEX}"), parameters))
    given = {"replaced_by": replaced_by} if replaced_by is not None else {}
    changed = release.model_copy(update={"withdrawn": Withdrawal(reason=Text(id=reason), **given)})
    releases = tuple(changed if one.version == version else one for one in index.releases)
    _write_index(folder, ReleaseIndex(releases=releases))
    return changed


def _refuse_a_wrong_version(package: Package, index: ReleaseIndex, shown_as: str) -> None:
    version = package.regulation.version
    place = Place(file=f"{shown_as}/regulation.yaml")
    if index.find(version) is not None:
        raise PackageError(Problem("PKP-160", place, {"version": version}))
    last = index.newest
    if last is None:
        return
    before, now = ([int(part) for part in text.split(".")] for text in (last.version, version))
    same_line = before[0] == now[0] and (before[0] > 0 or before[1] == now[1])
    if package.rules_digest != last.rules_digest and same_line:
        parameters: dict[str, Parameter] = {"version": version, "last": last.version}
        raise PackageError(Problem("PKP-161", place, parameters))


def _write_index(folder: Path, index: ReleaseIndex) -> None:
    document = index.model_dump(mode="json", exclude_none=True)
    lines = ",\n".join("    " + canonical_bytes(release).decode() for release in document["releases"])
    text = f'{{\n  "format": {index.format},\n  "releases": [\n{lines}\n  ]\n}}\n'
    write_output(folder / FOLDER / INDEX, text.encode())
