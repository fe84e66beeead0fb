"""Package folders with releases, for tests: written as `pekppp regulations release` does, or by hand with anything wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from pekppp_rules.authoring.release import release_package
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.digest import canonical_bytes, resolved_document, sha256_of
from pekppp_rules.regulation.releases import Release
from tests.toy import FOLDER as TOY

TOY_ID = TOY.name

CASES = """\
kind: cases
about: {id: Satu batas predikat, en: One bound of a category}
cases:
  - {id: emas, value: 80, expect: {letter: Emas}}
"""


def toy_in(root: Path) -> Path:
    """Copy the invented package into a folder, with a case, so that it can be released."""
    folder = Path(shutil.copytree(TOY, root / TOY_ID, ignore=shutil.ignore_patterns("cases")))
    (folder / "cases").mkdir()
    (folder / "cases" / "satu.yaml").write_text(CASES, "utf-8")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Replace `old`, which stands exactly once in the file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path.name} holds {text.count(old)} times: {old!r}"
    path.write_text(text.replace(old, new), "utf-8")


def set_version(folder: Path, version: str) -> None:
    """Give a working copy another version."""
    path = folder / "regulation.yaml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(f"version: {version}" if line.startswith("version:") else line for line in lines) + "\n")


def released(folder: Path, version: str) -> Release:
    """Release the working copy in `folder` under a version."""
    set_version(folder, version)
    return release_package(folder, folder.name)


def index_of(folder: Path) -> dict[str, Any]:
    """Return the index of a folder's releases as data."""
    return json.loads((folder / "released" / "index.json").read_text("utf-8"))


def write_index(folder: Path, *releases: dict[str, Any], **more: Any) -> None:
    """Write an index of releases by hand."""
    (folder / "released").mkdir(exist_ok=True)
    (folder / "released" / "index.json").write_text(json.dumps({"format": 1, "releases": releases, **more}), "utf-8")


def write_release(folder: Path, package: Package | bytes, version: str | None = None) -> Release:
    """Write a package, or any bytes, as the only release of a folder, without asking whether it may be one."""
    content = package if isinstance(package, bytes) else canonical_bytes(resolved_document(package))
    named = version or (package.regulation.version if isinstance(package, Package) else "0.1.0")
    digest = sha256_of(content)
    rules = package.rules_digest if isinstance(package, Package) else digest
    write_index(folder, {"version": named, "digest": digest, "rules_digest": rules})
    (folder / "released" / f"{named}.json").write_bytes(content)
    return Release(version=named, digest=digest, rules_digest=rules)
