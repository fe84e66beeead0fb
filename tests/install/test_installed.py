"""A wheel in a fresh environment behaves as the checkout does, on every interpreter that is here."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

from tests.install.environments import fresh, interpreter, run

pytestmark = pytest.mark.slow

SCRIPT = """
import json, sys, pekppp_rules as pekppp
regulation = pekppp.load("permenpanrb_29_2022")
evaluation = regulation.evaluate(pekppp.read_submission(sys.argv[1]), engine="forward")
digests = {one.id: [one.digest, one.rules_digest] for one in pekppp.regulations()}
print(json.dumps({"at": pekppp.__file__, "digests": digests, "result": evaluation.data(),
                  "explanation": evaluation.explain().data(), "schema": regulation.submission_schema(),
                  "record": pekppp.record(evaluation, reproducible=True).decode(),
                  "export": pekppp.export(regulation).decode()}))
"""


def answers(python: object, example: Path, cwd: Path) -> dict:
    return json.loads(run(python, "-c", SCRIPT, example, cwd=cwd))


@pytest.fixture(scope="module")
def here(example, tmp_path_factory) -> dict:
    """What the checkout answers, and what its command prints."""
    folder = tmp_path_factory.mktemp("sini")
    printed = run(sys.executable, "-m", "pekppp_rules", "evaluate", example, cwd=folder)
    return {**answers(sys.executable, example, folder), "printed": printed}


def test_the_wheel_holds_packages_schemas_and_types_and_nothing_of_the_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "pekppp_rules/py.typed" in names
    assert "pekppp_rules/bundled/regulations/permenpanrb_29_2022/f02_luring.yaml" in names
    assert "pekppp_rules/bundled/regulations/permenpanrb_29_2022/cases/uniform.yaml" in names
    assert "pekppp_rules/bundled/schemas/v1/submission.schema.json" in names
    assert "pekppp_rules/authoring/blank/cases/dasar.yaml" in names
    assert "pekppp_rules/reporting/templates/report.html.j2" in names
    assert "pekppp_rules/reporting/fonts/DejaVuSans.ttf" in names
    assert "pekppp_rules/reporting/fonts/LICENSE.txt" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "tools/", "regulations/"))]


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_installed_wheel_gives_the_checkout_s_results(version, wheel, here, example, tmp_path):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} is not installed")
    inside = fresh(python, tmp_path / "venv", wheel)
    there = answers(inside / "python", example, tmp_path)
    there["printed"] = run(inside / "pekppp", "evaluate", example, cwd=tmp_path)
    assert len(here["digests"]) > 5
    assert Path(here["at"]).parent != Path(there["at"]).parent
    assert {**there, "at": here["at"]} == here
    assert "Predikat: A-" in there["printed"]
    run(inside / "pekppp", "regulations", "check", cwd=tmp_path)
    run(inside / "pekppp", "regulations", "test", cwd=tmp_path)
    run(inside / "pekppp", "regulations", "new", "baru", cwd=tmp_path)
    run(inside / "pekppp", "regulations", "test", "./baru", cwd=tmp_path)
    schema = (tmp_path / "baru" / "index.yaml").read_text("utf-8").splitlines()[0].partition("$schema=")[2]
    assert json.loads((tmp_path / "baru" / schema).read_text("utf-8"))["title"].startswith("index.yaml")
    asked = ("evaluate", example, "--format", "html", "-o", tmp_path / "laporan.html")
    assert "pip install 'pekppp-rules[reports]'" in run(inside / "pekppp", *asked, cwd=tmp_path, status=1, both=True)
    assert not (tmp_path / "laporan.html").exists()
