"""The packages of this checkout, those that ship and the invented one, with every choice of variants."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

import pekppp_rules as pekppp
from pekppp_rules.reading import bundled_folder, read_document
from pekppp_rules.regulation.authored import authored
from pekppp_rules.regulation.tree import all_choices
from tests.toy import FOLDER as TOY_FOLDER

FOLDERS = {path.parent.name: path.parent for path in sorted(bundled_folder("regulations").glob("*/regulation.yaml"))}
FOLDERS[TOY_FOLDER.name] = TOY_FOLDER
NAMES = list(FOLDERS)


@cache
def loaded(name: str) -> pekppp.Regulation:
    """Return the working copy of a package of this checkout by its id."""
    return pekppp.load(FOLDERS[name])


@cache
def newest(name: str) -> pekppp.Regulation:
    """Return what an application gets for an id: the newest release, or the working copy of a package that has none."""
    return pekppp.load(name, folders=[TOY_FOLDER.parent])


def plain_package(files: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the files of a package say, by their kind, and a list of the forms."""
    package = {file["kind"]: file for file in files.values() if file["kind"] != "form"}
    return {**package, "forms": [file for file in files.values() if file["kind"] == "form"]}


@cache
def written(name: str) -> dict[str, Any]:
    """Return what the files of a package of this checkout say; of an overlay, what it says together with what it inherits."""
    said = plain_package({path.name: read_document(path).data for path in FOLDERS[name].glob("*.yaml")})
    return authored(loaded(name).package) if "extends" in said["regulation"] else said


def _choices(name: str) -> list[dict[str, str]]:
    """Return every choice of variants as the options of `submissions` and `Regulation.form`."""
    return [
        {field.partition(".")[2]: value for field, value in choice.items()}
        for choice in all_choices(loaded(name).package)
    ]


EVERY_CHOICE = [
    pytest.param(name, fields, id=" ".join([name, *fields.values()])) for name in NAMES for fields in _choices(name)
]
