"""What mutation testing looks at, and what its page tells of it, cannot fall behind the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
SCOPE = SETTINGS["only_mutate"]
PAGE = (CHECKOUT / "docs" / "mutation.md").read_text("utf-8")

_SCORE = re.compile(r"^\| `([a-z_/]+\.py)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)
"""A file, its mutants, and how many of them a test noticed, change nothing, and are left."""
_SURVIVOR = re.compile(r"^\| `([a-z_/]+\.py)` \| (`.+?`|``.+?``) \| [^|]", re.MULTILINE)
"""A file, a line of it that a surviving mutant changes, and what is said of that."""


def scores() -> dict[str, tuple[int, ...]]:
    return {found[1]: tuple(map(int, found.groups()[1:])) for found in _SCORE.finditer(PAGE)}


@pytest.mark.parametrize("path", SCOPE)
def test_every_file_that_is_mutated_is_there(path):
    assert (CHECKOUT / path).is_file()


@pytest.mark.parametrize("path", SETTINGS["pytest_add_cli_args_test_selection"] + SETTINGS["also_copy"])
def test_the_tests_that_must_notice_and_what_they_read_are_there(path):
    assert (CHECKOUT / path).exists()


def test_all_of_scoring_is_mutated():
    modules = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "pekppp_rules" / "scoring").glob("*.py")}
    assert modules - set(SCOPE) == {"pekppp_rules/scoring/__init__.py"}


def test_the_page_tells_the_score_of_every_file_in_scope():
    assert [f"pekppp_rules/{path}" for path in scores()] == SCOPE
    assert all(noticed + same + left == mutants for mutants, noticed, same, left in scores().values())


def test_every_line_whose_mutant_survives_is_still_in_its_file():
    survivors = [(found[1], found[2].strip("`").strip()) for found in _SURVIVOR.finditer(PAGE)]
    assert survivors
    gone = [line for path, line in survivors if line not in (CHECKOUT / "pekppp_rules" / path).read_text("utf-8")]
    assert gone == []
