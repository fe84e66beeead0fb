"""Exports of the packages of this checkout, and the reference port run over exports."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation.digest import canonical_bytes, sha256_of
from tests.packages_here import FOLDERS

CHECKOUT = Path(__file__).resolve().parents[2]
PORT = CHECKOUT / "examples" / "javascript_port" / "prove.mjs"
EXAMPLES = {path.parent.name: path.parent for path in sorted((CHECKOUT / "examples").glob("*/regulation.yaml"))}
EVERY_FOLDER = {**FOLDERS, **EXAMPLES}
"""What ships, the invented package, and the examples."""

needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="Node.js is not installed, so the JavaScript port cannot be run"
)

_SUMMARY = re.compile(r"(\w+): ([0-9]+) vectors, ([0-9]+) differences\Z")


@cache
def exported(name: str) -> bytes:
    """Return the export of a package of this checkout, its cases included."""
    folder = EVERY_FOLDER[name]
    return pekppp.export(pekppp.load(folder), cases=folder)


def document(name: str) -> dict[str, Any]:
    """Return what an export says; a copy of the caller's own."""
    return copy.deepcopy(_document(name))


@cache
def _document(name: str) -> dict[str, Any]:
    return json.loads(exported(name))


def with_digest(changed: dict[str, Any]) -> bytes:
    """Return the bytes of an export whose package was changed, with the digest that fits it."""
    regulation = changed["regulation"]
    regulation["digest"] = sha256_of(canonical_bytes(regulation["package"]))
    return canonical_bytes(changed)


@dataclass(frozen=True)
class Proof:
    """What the port said: its status, all that it printed, and for each export how many vectors and differences."""

    status: int
    printed: str
    vectors: list[int]
    differences: list[int]


def prove(folder: Path, *exports: bytes) -> Proof:
    """Run the port over exports, once."""
    paths = []
    for number, content in enumerate(exports):
        paths.append(folder / f"{number}.json")
        paths[-1].write_bytes(content)
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run([node, str(PORT), *map(str, paths)], capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    found = [told for line in done.stdout.splitlines() if (told := _SUMMARY.match(line))]
    return Proof(done.returncode, done.stdout, [int(one[2]) for one in found], [int(one[3]) for one in found])
