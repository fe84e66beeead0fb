"""The benchmarks run without their peers, find our results right, and print ratios. How fast anything is is not tested."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.growth_picture import Line, drawing
from pekppp_rules.rules.engines import durable_is_installed

OURS = {
    "scoring": "pekppp_rules",
    "full_evaluation": "pekppp_rules, every node read",
    "findings": "pekppp_rules, findings, forward engine",
    "many_units": "pekppp_rules",
    "tables": "pekppp_rules, score_table, Polars",
    "wrong_categories": "pekppp_rules",
    "reading": "read_submission",
    "cold_start": "pekppp evaluate",
    "checking": "pekppp regulations check",
    "wrong_categories_tables": "pekppp_rules, Polars",
    "national_run": "pekppp_rules, Polars",
}
"""By script, the line that is about us."""
WITHOUT_PEERS = """
import runpy, sys
from benchmarks import measure
measure.installed = lambda distribution: False
script = sys.argv[1]
sys.argv = sys.argv[1:]
runpy.run_module(f"benchmarks.{script}", run_name="__main__")
"""


@cache
def run(checkout: Path, script: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_PEERS, script, *options]
    return subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("script", "ours"), OURS.items())
def test_a_benchmark_checks_its_results_and_prints_ratios(checkout, script, ours):
    done = run(checkout, script, "--submissions", "3", "--rounds", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(rf"^  {ours} .* ratio +[0-9]+\.[0-9]+", done.stdout, re.MULTILINE), done.stdout


@pytest.mark.skipif(not durable_is_installed(), reason="durable-rules has no build for this Python")
def test_the_soak_run_compares_every_answer_and_names_its_memory(checkout):
    done = run(checkout, "soak_durable", "--submissions", "10", "--rounds", "10")
    assert "100 evaluations" in done.stdout, done.stdout + done.stderr
    assert done.stdout.count(" 0 wrong") == 11
    assert "as expected" in done.stdout


@pytest.mark.parametrize(
    "script", ["scoring", "full_evaluation", "many_units", "tables", "wrong_categories", "cold_start"]
)
def test_a_peer_that_is_not_installed_is_named_and_skipped(checkout, script):
    done = run(checkout, script, "--submissions", "3", "--rounds", "1")
    assert re.search(r"OpenFisca-Core +not installed, skipped", done.stdout)
    if script == "tables":
        assert re.search(r"ttsim-backend +not installed, skipped", done.stdout)


@pytest.mark.parametrize("options", [["--rounds", "0"], ["--submissions", "0"], ["--submissions", "many"]])
def test_a_benchmark_refuses_to_measure_nothing(checkout, options):
    done = run(checkout, "scoring", *options)
    assert done.returncode == 2
    assert "usage" in done.stderr


@pytest.mark.slow
def test_of_a_hundred_thousand_units_a_table_gives_no_wrong_category(checkout):
    command = [sys.executable, "-m", "benchmarks.wrong_categories_tables", "--submissions", "100000"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for engine in ("Polars", "DuckDB"):
        assert re.search(rf"^  pekppp_rules, {engine} +0 +0 +0 ", done.stdout, re.MULTILINE), done.stdout
    assert not re.search(r"round\(x, 2\) +0 ", done.stdout), "the units are not hard enough to tell"


def test_the_growth_of_a_run_is_drawn():
    lines = [Line("Polars", [(10_000, 0.5), (1_000_000, 4.0)]), Line("Spark", [(10_000, 9.0), (1_000_000, 12.0)])]
    root = ElementTree.fromstring(drawing({"seconds": lines, "MiB": lines}, "rows"))
    assert len(root.findall(".//{*}polyline")) == 4
    labels = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"seconds", "MiB", "rows", "10,000", "1,000,000", "Polars", "Spark"} <= labels


def test_the_report_of_an_agency_is_timed_step_by_step(checkout):
    done = run(checkout, "agency_report", "--units", "3")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"^(\w.*?)  .* [0-9.]+ s +[0-9.]+ s$", done.stdout, re.MULTILINE) == [
        "read (json)",
        "read (yaml)",
        "read (scored table)",
        "evaluate",
        "picture, findings included",
        "picture of the table",
        "html",
        "pdf",
        "xlsx",
    ]


def test_every_script_is_tried_here(checkout):
    """A script is a module of the folder that says how to run it."""
    modules = {file.stem: file.read_text("utf-8") for file in (checkout / "benchmarks").glob("*.py")}
    assert {name for name, text in modules.items() if f"python -m benchmarks.{name}" in text} == {
        *OURS,
        "soak_durable",
        "agency_report",
    }
