"""Weights, bands and rounding belong to the version; the engine knows no regulation, family or form by name."""

from __future__ import annotations

from pathlib import Path

import pytest

import pekppp_rules
from pekppp_rules.reading import bundled_folder
from tests.architecture.known_names import names_of_regulations, regulations_known_by

ROOT = Path(pekppp_rules.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
ALLOWED = {"cli/main.py": {"pekppp"}}
"""The command is called like the family."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_code_knows_a_regulation(path):
    allowed = ALLOWED.get(path.relative_to(ROOT).as_posix(), set())
    found = regulations_known_by(path.read_text("utf-8"))
    assert [text for text in found if text.partition(": ")[2] not in allowed] == []


def test_the_names_of_every_package_that_ships_are_looked_for():
    names = names_of_regulations()
    folders = {path.parent.name for path in bundled_folder("regulations").glob("*/regulation.yaml")}
    assert len(folders) >= 7
    assert names["id"] == folders
    assert {"pekppp", "skm", "ombudsman"} <= names["family"]
    assert {"f01", "f02", "f03", "skm", "nilai"} <= names["form"]
    assert {"ipp", "ikm"} <= names["root"]


KNOWING = {
    "a comparison of a family": 'if package.family == "skm":\n    pass',
    "a comparison turned around": 'if "ombudsman" != package.regulation.family:\n    pass',
    "a comparison of an id": 'weights = OLD if regulation.id == "permenpanrb_17_2017" else NEW',
    "a comparison of a form": 'if form.form == "f02":\n    pass',
    "a comparison of a root": 'while node.id != "ipp":\n    pass',
    "a membership": 'special = name in ("kep_25_2004", "x")',
    "a set": 'SPECIAL = {"ombudsman_opini_2022"}',
    "a match": 'match package.family:\n    case "pekppp":\n        pass',
    "a match of one among others": 'match form:\n    case "a" | "f03":\n        pass',
    "a dict by ids": 'ROUNDING = {"permenpanrb_29_2022": 2, "permenpanrb_14_2017": 3}',
    "a dict by families": "ROUNDING = dict(skm=2)\nplaces = ROUNDING['skm']",
    "the beginning of an id": 'if package.id.startswith("permenpanrb"):\n    pass',
    "a shorter beginning": 'if package.id.startswith("permen"):\n    pass',
    "the end of an id": 'if package.id.endswith("_2022"):\n    pass',
    "a part of an id": 'if package.id.split("_")[0] == "ombudsman":\n    pass',
    "an id with its version": 'if name == "kep_25_2004@1.0.0":\n    pass',
    "a pattern": 're.match(r"permenpanrb_(\\d+)", name)',
    "a formatted text": 'name = f"permenpanrb_{number}_{year}"',
    "a default": 'def load(name="permenpanrb_29_2022"):\n    pass',
    "a path": 'open("regulations/permenpanrb_29_2022/index.yaml")',
    "capitals": 'if package.family.upper() == "SKM":\n    pass',
    "bytes": 'if content.startswith(b"permenpanrb"):\n    pass',
    "a subscript": 'forms["f01"]',
}


@pytest.mark.parametrize("source", KNOWING.values(), ids=KNOWING)
def test_code_that_knows_a_regulation_is_caught(source):
    assert regulations_known_by(source)


NOT_KNOWING = {
    "a docstring": 'def load(name):\n    """Return `permenpanrb_29_2022`, for instance."""',
    "a comparison with another package": "if package.family == other.family:\n    pass",
    "the library's own name": 'GROUP = "pekppp_rules.regulations"',
    "a command to type": 'told = "make it with pekppp regulations lock"',
    "a file of ours": 'name = "pekppp.lock"',
    "a word that begins alike": 'told = "kepada unit, peraturan, ombak"',
}


@pytest.mark.parametrize("source", NOT_KNOWING.values(), ids=NOT_KNOWING)
def test_code_that_knows_none_passes(source):
    assert regulations_known_by(source) == []
