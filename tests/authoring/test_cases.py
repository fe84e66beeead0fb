"""Cases beside a regulation: they pass, and a wrong one is found."""

from __future__ import annotations

import shutil

import pytest

import pekppp_rules as pekppp
from pekppp_rules.authoring import run_cases
from pekppp_rules.regulation import known_packages


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "permenpanrb_29_2022"
    shutil.copytree(known_packages()["permenpanrb_29_2022"], folder)
    return folder


def change(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("name", list(known_packages()))
def test_every_case_of_every_package_comes_out_as_stated(name):
    report = run_cases(pekppp.load(name), known_packages()[name], name)
    assert [problem.line() for problem in report.problems] == []
    assert report.ran >= 100


def test_a_wrong_expectation_is_named_with_its_place(package):
    change(package / "cases" / "hidden_decimals.yaml", 'conversion: "99.39"', 'conversion: "99.40"')
    report = run_cases(pekppp.load(package), package, "p")
    (problem,) = report.problems
    assert problem.code == "PKP-117"
    assert problem.line().startswith("p/cases/hidden_decimals.yaml:15:19  PKP-117")
    assert "99.40" in problem.message()
    assert "99.39" in problem.message()


@pytest.mark.parametrize("digits", [20, 5_000])
def test_an_expectation_of_very_many_digits_is_merely_wrong(package, digits):
    change(package / "cases" / "hidden_decimals.yaml", 'conversion: "99.39"', f'nodes: {{ipp: "{"7" * digits}"}}')
    (problem,) = run_cases(pekppp.load(package), package, "p").problems
    assert problem.code == "PKP-117"
    assert len(problem.line()) < 5_000


def test_a_changed_rule_breaks_the_cases_that_depend_on_it(package):
    change(package / "categories.yaml", "from: 4.51", "from: 4.52")
    failed = {problem.parameters["case"] for problem in run_cases(pekppp.load(package), package, "p").problems}
    assert {"a_on_edge", "a_half_cent_tie", "salatiga-2024-rsud"} <= failed
    assert "a_minus_on_edge" not in failed


def test_a_case_that_is_no_submission_is_reported_and_the_others_run(package):
    change(package / "cases" / "uniform.yaml", "f02: [{fill: 3}]", "f02: [{fill: 7}]")
    report = run_cases(pekppp.load(package), package, "p")
    assert [problem.code for problem in report.problems] == ["PKP-118"]
    assert report.ran >= 100


def test_a_misspelt_key_of_a_case_is_found(package):
    change(package / "cases" / "hidden_decimals.yaml", 'conversion: "99.39"', 'conversoin: "99.39"')
    (problem,) = run_cases(pekppp.load(package), package, "p").problems
    assert (problem.code, problem.parameters["suggestion"]) == ("PKP-501", "conversion")


def test_an_id_that_stands_twice_is_found(package):
    change(package / "cases" / "uniform.yaml", "id: all_1", "id: all_2")
    assert [problem.code for problem in run_cases(pekppp.load(package), package, "p").problems] == ["PKP-123"]


def test_a_package_without_cases_says_so(package):
    shutil.rmtree(package / "cases")
    assert [problem.code for problem in run_cases(pekppp.load(package), package, "p").problems] == ["PKP-120"]
