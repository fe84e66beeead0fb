"""Cases beside a regulation: they pass, and a wrong one is found."""

from __future__ import annotations

import shutil

import pytest

import pekppp_rules as pekppp
from pekppp_rules.authoring import run_cases
from pekppp_rules.authoring.cases import case_submission
from pekppp_rules.regulation import known_packages
from tests.releases import toy_in
from tests.toy import FOLDER as TOY_FOLDER


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
    assert report.ran >= 1


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
    assert {"a_on_edge", "a_half_cent_tie"} <= failed
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


def published(package, *lines, name="terbit.yaml"):
    """Write a file with one published case of the package, and run the cases."""
    head = ["kind: cases", "cases:", "  - id: terbit", "    source: contoh"]
    (package / "cases" / name).write_text("\n".join([*head, *(f"    {line}" for line in lines)]), "utf-8")
    return run_cases(pekppp.load(package), package, "p").problems


ALL_THREES = (
    "forms: {f02: [{fill: 3}], f03: {means: {fill: 3}}}",
    'expect: {letter: C, name: Cukup, exact: "3", rounded: "3.00", conversion: "60.00"}',
)


@pytest.mark.parametrize(
    "lines",
    [
        ("class: reproduced", *ALL_THREES),
        ("class: label_only", "value: 4.505", "expect: {letter: A}"),
        ("class: known_gap", 'printed: {value: "3.01"}', "why: salah bobot", *ALL_THREES),
        ("class: known_gap", "printed: {letter: B}", "why: salah tulis", "value: 4.51", "expect: {letter: A}"),
    ],
)
def test_a_published_case_of_each_class_passes_while_its_class_is_true(package, lines):
    assert published(package, *lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("class: reproduced", ALL_THREES[0], 'expect: {letter: C, exact: "3", rounded: "3.01"}'),
        ("class: label_only", "value: 4.504", "expect: {letter: A}"),
        (
            "class: known_gap",
            'printed: {value: "3.01"}',
            "why: x",
            ALL_THREES[0],
            'expect: {letter: C, exact: "2", rounded: "3.00"}',
        ),
    ],
)
def test_a_published_case_of_any_class_fails_when_the_package_gives_something_else_than_expected(package, lines):
    assert [problem.code for problem in published(package, *lines)] == ["PKP-117"]


@pytest.mark.parametrize(
    "printed",
    [
        "{value: '3.00'}",
        "{value: '3'}",
        "{value: '3.0', letter: C}",
        "{letter: C}",
    ],
)
def test_a_known_gap_fails_when_the_package_gives_what_was_printed(package, printed):
    (problem,) = published(package, "class: known_gap", f"printed: {printed}", "why: salah bobot", *ALL_THREES)
    assert problem.code == "PKP-150"
    assert problem.line().startswith("p/cases/terbit.yaml:5:12  PKP-150")


@pytest.mark.parametrize("printed", ["{value: '3.00', letter: B-}", "{value: '3.001'}", "{value: '2.9'}"])
def test_a_known_gap_stays_one_while_anything_that_was_printed_differs(package, printed):
    assert published(package, "class: known_gap", f"printed: {printed}", "why: salah bobot", *ALL_THREES) == []


def test_a_known_gap_is_held_to_as_many_decimals_as_were_printed(package):
    inputs = "forms: {f02: [{fill: 5}], f03: {means: {fill: 4.878}}}"
    expect = 'expect: {letter: A, exact: "9939/2000", rounded: "4.97"}'
    codes = {}
    for value in ("4.96", "4.969", "4.9695", "4.970", "4.97", "5.0"):
        lines = ("class: known_gap", f"printed: {{value: '{value}'}}", "why: dipotong", inputs, expect)
        codes[value] = [problem.code for problem in published(package, *lines)]
    assert [value for value, found in codes.items() if found == []] == ["4.96", "4.969"]
    assert [value for value, found in codes.items() if found == ["PKP-150"]] == ["4.9695", "4.970", "4.97", "5.0"]


@pytest.mark.parametrize(
    ("lines", "code", "key"),
    [
        (("class: known_gap", "why: salah bobot", *ALL_THREES), "PKP-502", "printed"),
        (("class: known_gap", "printed: {value: '3.01'}", *ALL_THREES), "PKP-502", "why"),
        (("class: reproduced", "why: salah bobot", *ALL_THREES), "PKP-509", None),
        (("class: label_only", "printed: {value: '3.01'}", *ALL_THREES), "PKP-509", None),
        (("printed: {value: '3.01'}", *ALL_THREES), "PKP-509", None),
        (("class: reproduced", "value: 3", "expect: {letter: C}"), "PKP-504", None),
        (("class: known_gap", "printed: {value: 3.01}", "why: salah bobot", *ALL_THREES), "PKP-503", None),
        (("class: known_gap", "printed: {}", "why: salah bobot", *ALL_THREES), "PKP-507", None),
    ],
)
def test_a_class_that_says_too_little_or_too_much_is_told(package, lines, code, key):
    (problem,) = published(package, *lines)
    assert (problem.code, problem.parameters.get("key")) == (code, key)


def test_a_class_without_a_source_is_told(package):
    change(package / "cases" / "uniform.yaml", "  - id: all_3\n", "  - id: all_3\n    class: reproduced\n")
    (problem,) = run_cases(pekppp.load(package), package, "p").problems
    assert (problem.code, problem.parameters["key"]) == ("PKP-502", "source")


def test_the_category_of_an_inner_node_can_be_expected(tmp_path):
    folder = tmp_path / "negeri_dongeng"
    shutil.copytree(TOY_FOLDER, folder)
    shutil.rmtree(folder / "cases")
    (folder / "cases").mkdir()
    forms = "{rubrik: [{fill: 3}], tanya: {means: {fill: 4}}, ukur: {values: {set: {total: 62}}}}"
    for letter, codes in (("A", []), ("B", ["PKP-117"])):
        expect = f'{{letter: Emas, exact: "921/10", rounded: "92.10", categories: {{ramah_100: {letter}}}}}'
        text = f"kind: cases\ncases:\n  - id: satu\n    forms: {forms}\n    expect: {expect}\n"
        (folder / "cases" / "satu.yaml").write_text(text, "utf-8")
        assert [problem.code for problem in run_cases(pekppp.load(folder), folder, "p").problems] == codes


def test_a_case_has_the_first_service_where_services_are_required(tmp_path):
    folder = toy_in(tmp_path)
    with (folder / "regulation.yaml").open("a", encoding="utf-8") as file:
        file.write("""  - field: unit.services
    required: true
    values:
      - {code: surat, name: {id: Surat, en: Letters}}
      - {code: barang, name: {id: Barang, en: Goods}}
""")
    case = {
        "id": "satu",
        "forms": {"rubrik": [{"fill": 3}], "tanya": {"means": {"fill": 4}}, "ukur": {"values": {"set": {"total": 62}}}},
    }
    regulation = pekppp.load(folder)
    submission = case_submission(case, regulation)
    assert submission.unit.services == ("surat",)
    assert regulation.validate(submission) == []
