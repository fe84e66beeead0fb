"""A package written back as files loads to the same digests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from pekppp_rules.regulation.authored import authored
from pekppp_rules.regulation.digest import package_digest
from pekppp_rules.regulation.load import package_of
from pekppp_rules.testing import package_documents, regulation_of, write_package
from tests.effort import few
from tests.overlays import MINIMUM, NAME, load, write
from tests.packages_here import NAMES, loaded


def files_of(package):
    """Return a package as the files its author would write; an overlay is written whole, so it extends nothing."""
    plain = authored(package)
    plain["regulation"].pop("extends", None)
    files = {f"{kind}.yaml": plain[kind] for kind in ("regulation", "sources", "index", "categories")}
    files |= {f"formulir_{number}.yaml": form for number, form in enumerate(plain["forms"])}
    return files | {f"aturan_{number}.yaml": file for number, file in enumerate(plain.get("rules", []))}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_back_as_files_loads_to_the_same_digests(tmp_path, name):
    package = loaded(name).package
    written = load(write_package(files_of(package), tmp_path))
    whole = package.regulation.model_copy(update={"extends": None})
    assert written.regulation == whole
    assert written.rules_digest == package.rules_digest
    assert written.digest == package_digest(package.model_copy(update={"regulation": whole}))


@few
@given(files=package_documents())
def test_so_does_any_package(files):
    package = regulation_of(files).package
    again = package_of(files_of(package))
    assert (again.digest, again.rules_digest) == (package.digest, package.rules_digest)


def test_so_does_an_overlay(root, tmp_path_factory):
    package = load(write(root, MINIMUM))
    again = load(write_package(files_of(package), tmp_path_factory.mktemp("utuh")))
    assert again.rules_digest == package.rules_digest
    assert Path(root, NAME).is_dir()
