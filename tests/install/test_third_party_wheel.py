"""A regulation in somebody else's wheel, as docs/third-party.md tells: built, installed in a fresh environment, evaluated."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation.discovery import GROUP
from tests.install.environments import built_wheel, fresh_without_network, run
from tests.releases import TOY_ID, released, set_version, toy_in

pytestmark = pytest.mark.slow

EVALUATE = """
import json, pickle, sys
import pekppp_rules as pekppp
regulation = pekppp.load(sys.argv[1])
evaluation = regulation.evaluate(pekppp.read_submission(sys.argv[2]), engine="forward")
print(json.dumps({"version": regulation.version, "digest": regulation.digest, "result": evaluation.data()}))
if len(sys.argv) > 3:
    with open(sys.argv[3], "wb") as file:
        pickle.dump((regulation, evaluation), file)
"""
UNPICKLE = """
import json, pickle, sys
import pekppp_rules as pekppp
with open(sys.argv[2], "rb") as file:
    regulation, evaluation = pickle.load(file)
again = regulation.evaluate(pekppp.read_submission(sys.argv[1]), engine="forward")
assert again == evaluation
print(json.dumps({"version": regulation.version, "digest": regulation.digest, "result": evaluation.data()}))
"""
BROKEN = """
[build-system]
requires = ["hatchling>=1.25"]
build-backend = "hatchling.build"

[project]
name = "regulasi-rusak"
version = "1.0.0"

[project.entry-points."pekppp_rules.regulations"]
rusak = "regulasi_rusak"

[tool.hatch.build.targets.wheel]
packages = ["regulasi_rusak"]
"""


def pyproject_shown(checkout: Path) -> str:
    """Return the only TOML block of the page."""
    (block,) = re.findall(r"```toml\n(.*?)```", (checkout / "docs" / "third-party.md").read_text("utf-8"), re.DOTALL)
    return str(block)


def write_project(root: Path, pyproject: str, name: str, code: str = "") -> Path:
    """Write a project with one Python package; return the folder of that package."""
    inside = root / name
    inside.mkdir(parents=True)
    (inside / "__init__.py").write_text(code, "utf-8")
    (root / "pyproject.toml").write_text(pyproject, "utf-8")
    return inside


@pytest.fixture(scope="module")
def source(tmp_path_factory, checkout) -> Path:
    """The folder of the package in the project: release 1.0.0, and the working copy of what comes next."""
    root = tmp_path_factory.mktemp("proyek") / "regulasi-dongeng"
    folder = toy_in(write_project(root, pyproject_shown(checkout), "regulasi_dongeng"))
    released(folder, "1.0.0")
    set_version(folder, "1.1.0")
    return folder


@pytest.fixture(scope="module")
def inside(tmp_path_factory, wheel, source) -> Path:
    """The programs of a fresh environment with the library and the two other wheels, one of them broken."""
    root = tmp_path_factory.mktemp("terpasang")
    write_project(root / "rusak", BROKEN, "regulasi_rusak", "raise RuntimeError('salah pasang')\n")
    ours = built_wheel(source.parents[1], root / "dongeng-dist")
    broken = built_wheel(root / "rusak", root / "rusak-dist")
    return fresh_without_network(root / "venv", wheel, ours, broken)


@pytest.fixture
def unit(checkout) -> Path:
    return checkout / "tests" / "regulations" / "loket_timur.yaml"


def test_the_wheel_announces_its_regulations_and_holds_them(inside, source):
    script = (
        f"import importlib.metadata as m; print(sorted((e.name, e.value) for e in m.entry_points(group='{GROUP}')))"
    )
    told = run(inside / "python", "-c", script, cwd=inside)
    assert told == "[('dongeng', 'regulasi_dongeng'), ('rusak', 'regulasi_rusak')]\n"
    (there,) = inside.parent.glob(f"[Ll]ib/**/regulasi_dongeng/{TOY_ID}")
    assert sorted(path.name for path in there.rglob("*.*")) == sorted(path.name for path in source.rglob("*.*"))


def test_it_is_listed_beside_what_ships(inside, tmp_path):
    done = run(inside / "pekppp", "regulations", "list", "--format", "json", cwd=tmp_path)
    versions = {one["id"]: one["version"] for one in json.loads(done)}
    assert versions[TOY_ID] == "1.0.0"
    assert versions["permenpanrb_29_2022"] == pekppp.load("permenpanrb_29_2022").version


@pytest.mark.parametrize(("name", "version"), [(TOY_ID, "1.0.0"), (f"{TOY_ID}@1.1.0.dev", "1.1.0.dev")])
def test_the_release_and_the_working_copy_give_the_source_s_results_there(
    inside, source, unit, tmp_path, name, version
):
    there = json.loads(run(inside / "python", "-c", EVALUATE, name, unit, cwd=tmp_path))
    here = pekppp.load(name, folders=[source])
    result = here.evaluate(pekppp.read_submission(unit), engine="forward").data()
    assert (there["version"], there["digest"]) == (version, here.digest)
    assert there["result"] == json.loads(json.dumps(result))


def test_the_command_line_evaluates_under_it(inside, unit, tmp_path):
    done = json.loads(run(inside / "pekppp", "evaluate", unit, "--format", "json", cwd=tmp_path))
    assert done["regulation"]["id"] == TOY_ID
    assert done["regulation"]["version"] == "1.0.0"


def test_a_regulation_and_a_result_are_pickled_from_one_process_to_the_next(inside, unit, tmp_path):
    kept = tmp_path / "hasil.pickle"
    first = run(inside / "python", "-c", EVALUATE, TOY_ID, unit, kept, cwd=tmp_path)
    assert run(inside / "python", "-c", UNPICKLE, unit, kept, cwd=tmp_path) == first


def test_doctor_names_the_package_and_the_broken_wheel_which_takes_nothing_down(inside, tmp_path):
    document = json.loads(run(inside / "pekppp", "doctor", "--format", "json", cwd=tmp_path))
    assert document["broken_plugins"] == [{"name": "rusak", "reason": "RuntimeError: salah pasang"}]
    assert document["problems"] == []
    assert {TOY_ID, "permenpanrb_29_2022"} <= {one["id"] for one in document["regulations"]}
    assert "rusak: RuntimeError: salah pasang" in run(inside / "pekppp", "doctor", cwd=tmp_path)


def test_the_broken_wheel_is_a_named_warning_for_whoever_loads(inside, tmp_path):
    script = f"import logging; logging.basicConfig(); import pekppp_rules as p; print(p.load('{TOY_ID}').version)"
    told = run(inside / "python", "-c", script, cwd=tmp_path, both=True)
    assert told.startswith("1.0.0\n")
    assert "the regulations of plug-in rusak cannot be loaded: RuntimeError: salah pasang" in told


def test_without_the_wheel_the_regulation_is_not_there():
    """So what was found above came from the installed one."""
    assert TOY_ID not in {one.id for one in pekppp.regulations()}
