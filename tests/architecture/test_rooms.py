"""The house has one way through it, and no inexact operation on it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pekppp_rules

ROOT = Path(pekppp_rules.__file__).parent
ORDER = [
    "errors",
    "reading",
    "regulation",
    "submission",
    "scoring",
    "rules",
    "evaluation",
    "tables",
    "workbook",
    "surveys",
    "api",
    "catalogue",
    "audit",
    "comparing",
    "agency",
    "authoring",
    "porting",
    "reporting",
    "minuting",
    "cli",
    "testing",
]
BY_REQUEST = {("evaluation/result.py", "reporting"), ("evaluation/draft.py", "reporting")}
"""`report()` of a result asks for its report, which is made from the result; it imports the room when it is called."""
MODULES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_rooms(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "pekppp_rules" and len(parts) > 1 and parts[1] in ORDER:
                yield parts[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_room_imports_one_that_comes_later(path):
    room = room_of(path)
    if room in {"__init__", "__main__"}:
        assert path.parent == ROOT
        return
    assert room in ORDER
    later = set(ORDER[ORDER.index(room) + 1 :])
    by_request = {wanted for module, wanted in BY_REQUEST if path.relative_to(ROOT).as_posix() == module}
    assert later & set(imported_rooms(path)) == by_request


@pytest.mark.parametrize("module", sorted({module for module, _ in BY_REQUEST}))
def test_what_a_result_asks_for_is_imported_inside_a_function(module):
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    at_once = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert not any(str(node.module).startswith("pekppp_rules.reporting") for node in at_once)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_stay_short_enough_to_hold_one_idea(path):
    assert len(path.read_text("utf-8").splitlines()) <= 500


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in MODULES
        if room_of(path) in {"regulation", "scoring", "rules", "evaluation", "audit", "comparing", "porting"}
        or path.name == "totals.py"
    ],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_float_arises_on_the_scoring_path(path):
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"line {node.lineno}"
        assert not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"), f"line {node.lineno}"


def imported_packages(path: Path) -> set[str]:
    """Return the first part of the name of everything a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.add(str(node.module).partition(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
    return found


def test_only_the_strategies_need_hypothesis():
    needing = {room_of(path) for path in MODULES if "hypothesis" in imported_packages(path)}
    assert needing == {"testing"}


def modules_after(code: str) -> set[str]:
    script = f"import sys; {code}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


def test_importing_the_library_is_light():
    loaded = modules_after("import pekppp_rules")
    assert not loaded & {"pydantic", "yaml", "jsonschema", "click", "rfc8785", "hypothesis"}


def test_nothing_heavy_is_imported_to_evaluate_a_good_file(example):
    arguments = ["evaluate", str(example), "--format", "json"]
    code = f"from pekppp_rules.cli.main import run\ntry: run({arguments!r})\nexcept SystemExit as e: assert e.code == 0"
    script = f"import sys\n{code}\nprint(); print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split("\n")[-2].split())
    assert "pekppp_rules.evaluation.result" in loaded
    assert not loaded & {"jsonschema", "referencing", "hypothesis", "numpy", "pandas", "difflib"}


WRITERS = {
    "reading/output.py",  # whole or not at all
    "authoring/scaffold.py",  # a folder in the making, renamed when it is sound
    "testing/packages.py",  # packages of properties, in temporary folders
}
"""The modules that may write to a file."""

WRITING = {
    "write_text",
    "write_bytes",
    "mkstemp",
    "NamedTemporaryFile",
    "copyfile",
    "copytree",
    "rename",
    "replace_file",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_one_module_writes_files(path):
    """So that a command cannot forget to write whole or not at all; what is opened is opened to be read."""
    if path.relative_to(ROOT).as_posix() in WRITERS:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        is_of_a_table = name == "rename" and room_of(path) == "tables"  # columns
        is_of_help = name == "write_text" and path.name == "help.py"  # click's formatter
        assert name not in WRITING or is_of_a_table or is_of_help, f"line {node.lineno} writes by {name}"
        if name in {"open", "fdopen"}:
            modes = [
                one.value
                for one in [*node.args, *(word.value for word in node.keywords if word.arg == "mode")]
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            assert not any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes), node.lineno
