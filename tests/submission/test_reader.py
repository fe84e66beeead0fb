"""A file becomes a submission, or every problem it has: at its line and column, the same in YAML and in JSON."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pekppp_rules import InputFileError, PekpppError, Problem, SubmissionError, load, read_submission
from pekppp_rules.submission import reader
from tests.reference import QUESTION_CODES

Edit = tuple[str, str]
OTHER_REGULATION = ("regulation: permenpanrb_29_2022", "regulation: permenpanrb_29_2023")
FAR_REGULATION = ("regulation: permenpanrb_29_2022", "regulation: aturan_lain")
EARLY_YEAR = ("year: 2022", "year: 1999")


def edited(example: Path, folder: Path, *edits: Edit) -> Path:
    """Return a copy of the example in which the first occurrence of each text is replaced."""
    text = example.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return written(folder, "unit.yaml", text)


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def refused(file: Path, **options: Any) -> list[Problem]:
    """Return what is wrong with a file, read and evaluated under the regulation."""
    with pytest.raises(PekpppError) as refusal:
        load("permenpanrb_29_2022").evaluate(read_submission(file, **options))
    assert {problem.place.file for problem in refusal.value.problems} == {str(file)}
    return list(refusal.value.problems)


def lines(file: Path, **options: Any) -> list[str]:
    """Return place and code of every problem, as `line:column code`."""
    return [f"{str(problem.place).removeprefix(f'{file}:')} {problem.code}" for problem in refused(file, **options)]


def test_the_example_is_read_as_it_stands(example):
    read = read_submission(example)
    assert (read.regulation, read.unit.name, read.unit.mode) == (
        "permenpanrb_29_2022",
        "Disdukcapil Kota Contoh",
        "luring",
    )
    assert (read.period.year, read.period.scheme, read.period.stage) == (2022, "mandiri", "evaluasi")
    first, second = read.forms["f02"]
    assert (first.evaluator, first.scores["6.a.B"], first.observations["c"]) == (
        "Evaluator 1",
        4,
        "Jalur kursi roda terputus di pintu ruang tunggu.",
    )
    assert (second.evaluator, second.scores["6.a.B"], second.notes) == ("Evaluator 2", 5, {})
    assert [row["8.c.As"] for row in read.forms["f03"].responses] == [3, 3, 4, 2, 3, 4, 3, 3, 4, 3, 4, 3]


def test_the_path_may_be_text(example):
    assert read_submission(str(example)) == read_submission(example)


def test_a_submission_remembers_the_places_of_its_file(example):
    read = read_submission(example)
    assert str(read.place(("forms", "f02", 0, "scores", "2.a.P"))) == f"{example}:16:16"
    assert str(read.place(("forms", "f02", 0, "scores", "2.a.P"), key=True)) == f"{example}:16:9"


def test_a_missing_file_is_reported_as_such(tmp_path):
    with pytest.raises(InputFileError) as refusal:
        read_submission(tmp_path / "tidak_ada.yaml")
    assert refusal.value.code == "PKP-001"


@pytest.mark.parametrize("number", ["4", "4.0", "4.", "4e0", "40e-1", "+4"])
def test_a_number_that_is_four_is_four_however_it_is_written(example, tmp_path, number):
    read = read_submission(edited(example, tmp_path, ("2.a.P: 4", f"2.a.P: {number}")))
    assert read == read_submission(example)
    assert type(read.forms["f02"][0].scores["2.a.P"]) is int


@pytest.mark.parametrize("number", [".nan", ".inf", "-.inf", "1e400", "1e15", "1234567890123456", "4.0000000000000001"])
def test_a_number_that_no_reader_can_carry_is_refused_at_its_place(example, tmp_path, number):
    file = edited(example, tmp_path, ("2.a.P: 4", f"2.a.P: {number}"))
    with pytest.raises(InputFileError):
        read_submission(file)
    assert lines(file) == ["16:16 PKP-011"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "4.0000000000000001"])
def test_a_number_that_no_reader_can_carry_is_refused_in_json_too(example, tmp_path, number):
    text = json.dumps(yaml.safe_load(example.read_text("utf-8")), indent=1)
    lines_before = text[: text.index('"2.a.P": 4')].count("\n")
    file = written(tmp_path, "unit.json", text.replace('"2.a.P": 4', f'"2.a.P": {number}', 1))
    assert lines(file) == [f"{lines_before + 1}:15 PKP-011"]


def test_a_mean_of_more_than_fifteen_digits_is_refused_at_its_place(example, tmp_path):
    text = example.read_text("utf-8")
    means = "\n".join(f"      {code}: 4.1" for code in QUESTION_CODES)
    text = text[: text.index("    responses:")] + "    means:\n" + means + "\n"
    file = written(tmp_path, "unit.yaml", text.replace("2.a.K1: 4.1", "2.a.K1: 4.123456789012345"))
    assert lines(file) == ["92:15 PKP-011"]


def test_a_duplicate_key_is_reported_with_its_line(example, tmp_path):
    file = edited(example, tmp_path, ("        3.a.T: 4\n", "        3.a.T: 4\n        2.a.P: 5\n"))
    assert lines(file) == ["18:9 PKP-008"]


def test_a_duplicate_key_is_reported_in_json_too(tmp_path):
    file = written(
        tmp_path, "unit.json", '{"regulation": "permenpanrb_29_2022",\n "regulation": "permenpanrb_29_2022"}'
    )
    assert lines(file) == ["1:1 PKP-502", "1:1 PKP-502", "1:1 PKP-502", "2:2 PKP-008"]


@pytest.mark.parametrize("text", ["[]", "teks", "null", "4"])
def test_a_file_that_holds_no_mapping_is_refused(tmp_path, text):
    file = written(tmp_path, "unit.yaml", text)
    assert lines(file) == ["1:1 PKP-503"]


def test_a_file_that_holds_an_empty_mapping_misses_all_four_parts(tmp_path):
    problems = refused(written(tmp_path, "unit.json", "{}"))
    assert [(problem.code, problem.parameters["key"]) for problem in problems] == [
        ("PKP-502", "regulation"),
        ("PKP-502", "unit"),
        ("PKP-502", "period"),
        ("PKP-502", "forms"),
    ]


def test_a_file_that_names_no_regulation_is_told_so(example, tmp_path):
    problems = refused(edited(example, tmp_path, ("regulation: permenpanrb_29_2022\n", "")))
    assert [(problem.code, problem.parameters) for problem in problems] == [("PKP-502", {"key": "regulation"})]


@pytest.mark.parametrize(
    ("value", "code"), [("null", "PKP-503"), ("29", "PKP-503"), ("[a]", "PKP-503"), ('""', "PKP-506")]
)
def test_a_regulation_that_is_no_name_is_refused_at_its_place(example, tmp_path, value, code):
    file = edited(example, tmp_path, ("regulation: permenpanrb_29_2022", f"regulation: {value}"))
    assert lines(file) == [f"3:13 {code}"]


def test_an_unknown_regulation_is_reported_with_a_suggestion(example, tmp_path):
    unknown, _ = refused(edited(example, tmp_path, OTHER_REGULATION, EARLY_YEAR))
    assert (str(unknown.place.line), unknown.code) == ("3", "PKP-301")
    assert unknown.parameters["suggestion"] == "permenpanrb_29_2022"
    assert 'did you mean "permenpanrb_29_2022"?' in unknown.message("en")


def test_under_a_misspelt_regulation_the_codes_of_the_one_meant_are_checked(example, tmp_path):
    file = edited(
        example,
        tmp_path,
        ("regulation: permenpanrb_29_2022", "regulation: permenpanrb_29_2023"),
        ("2.a.P: 4", '2.a.P: "9"'),
    )
    assert lines(file) == ["3:13 PKP-301", "16:16 PKP-204"]


def test_under_an_unknown_regulation_the_shape_is_checked_all_the_same(example, tmp_path):
    file = edited(
        example,
        tmp_path,
        FAR_REGULATION,
        EARLY_YEAR,
        ("2.a.P: 4", 'X: "4"'),
        ("{1.a.K1: 5", "{nama: Budi, 1.a.K1: 5"),
    )
    assert lines(file) == ["3:13 PKP-301", "9:16 PKP-505", "16:12 PKP-503", "91:16 PKP-503"]


def test_under_an_unknown_regulation_the_key_too_many_is_pointed_at(example, tmp_path):
    file = edited(example, tmp_path, FAR_REGULATION, ("  f03:\n", "  f03:\n    respondents: 12\n"))
    assert lines(file) == ["3:13 PKP-301", "90:5 PKP-509"]


def test_a_well_formed_submission_under_another_regulation_is_read_but_not_evaluated(example, tmp_path):
    file = edited(example, tmp_path, OTHER_REGULATION)
    assert read_submission(file).regulation == "permenpanrb_29_2023"
    (problem,) = refused(file)
    assert (problem.code, problem.place.line, problem.place.column) == ("PKP-213", 3, 13)
    assert problem.parameters == {"found": "permenpanrb_29_2023", "expected": "permenpanrb_29_2022"}


PATHS = [
    "../paket",
    "./paket",
    "{folder}/paket",
    "/etc/passwd",
    "..",
    "~/paket",
    "paket@0.1.0.dev",
    "paket/",
    "\\\\host\\paket",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_as_regulation_is_refused_at_its_place(example, tmp_path, path):
    path = path.format(folder=tmp_path)
    file = edited(example, tmp_path, ("regulation: permenpanrb_29_2022", f"regulation: {json.dumps(path)}"))
    assert lines(file) == ["3:13 PKP-506"]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_as_regulation_never_touches_the_file_system(example, tmp_path, monkeypatch, checkout, path):
    shutil.copytree(checkout / "regulations" / "permenpanrb_29_2022", tmp_path / "paket")
    (tmp_path / "kerja").mkdir()
    path = path.format(folder=tmp_path)
    file = edited(
        example, tmp_path / "kerja", ("regulation: permenpanrb_29_2022", f"regulation: {json.dumps(path)}"), EARLY_YEAR
    )
    monkeypatch.chdir(tmp_path / "kerja")
    touched: set[str] = set()
    for name in ("open", "stat", "is_file", "is_dir", "exists", "glob", "iterdir"):
        monkeypatch.setattr(Path, name, _noting(touched, getattr(Path, name)))
    monkeypatch.setattr(reader, "find_package", lambda name: pytest.fail(f"looked for {name}"))
    with pytest.raises(SubmissionError):
        read_submission(file)
    assert {place for place in touched if place.startswith((str(tmp_path), "/etc"))} == {str(file)}


def _noting(touched: set[str], method: Callable[..., Any]) -> Callable[..., Any]:
    def noted(self: Path, *arguments: Any, **options: Any) -> Any:
        touched.add(os.path.realpath(self))
        return method(self, *arguments, **options)

    return noted


def test_a_given_package_is_checked_against_whatever_the_file_names(example, tmp_path, regulation):
    file = edited(example, tmp_path, OTHER_REGULATION, EARLY_YEAR, ("2.a.P: 4", "2.a.P: 9"))
    assert lines(file, package=regulation.package) == ["3:13 PKP-213", "9:16 PKP-505", "16:16 PKP-203"]


def test_eight_mistakes_that_only_the_regulation_sees_come_at_once_in_order(example, tmp_path):
    file = edited(
        example,
        tmp_path,
        ("{1.a.K1: 4, 2.a.K1: 4, ", "{1.a.K1: 4, "),
        ("{1.a.K1: 5, 2.a.K1: 4, ", "{1.a.K1: 7, 2.a.K1: 4, "),
        ("evaluator: Evaluator 2", "evaluator: Evaluator 1"),
        ("        15.c.K: Parkir", "        15.c.X: Parkir"),
        ("        1.a.Ak: 5", "        1.a.AK: 5"),
        ("stage: evaluasi", "stage: akhir"),
        ("[administratif]", "[administrasi]"),
    )
    assert read_submission(file)
    assert lines(file) == [
        "8:14 PKP-504",
        "9:46 PKP-504",
        "15:9 PKP-201",
        "15:9 PKP-202",
        "51:9 PKP-501",
        "57:18 PKP-211",
        "91:18 PKP-203",
        "92:9 PKP-205",
    ]


def test_eight_mistakes_of_every_kind_come_at_once_in_order(example, tmp_path):
    file = edited(
        example,
        tmp_path,
        ("{1.a.K1: 5, 2.a.K1: 4, ", '{1.a.K1: 5, 2.a.K1: "4", '),
        ("evaluator: Evaluator 2", "evaluator: Evaluator 1"),
        ("kind: document", "kind: document, digest: sha256:abc"),
        ("        6.a.B: 4\n", ""),
        ("        3.a.T: 4", "        3.a.T: 2.5"),
        ("year: 2022", "year: 1999"),
        ("stage: evaluasi", "stage: null"),
        ("name: Disdukcapil Kota Contoh", 'name: ""'),
    )
    with pytest.raises(SubmissionError):
        read_submission(file)
    assert lines(file) == [
        "5:9 PKP-507",
        "9:16 PKP-505",
        "9:46 PKP-504",
        "15:9 PKP-201",
        "17:16 PKP-203",
        "53:77 PKP-506",
        "56:18 PKP-211",
        "90:29 PKP-204",
    ]


def test_every_key_that_a_block_lacks_is_reported(example, tmp_path):
    file = edited(
        example,
        tmp_path,
        ("  name: Disdukcapil Kota Contoh\n  agency: Pemerintah Kota Contoh\n", ""),
        ("{year: 2022, scheme: mandiri, stage: evaluasi}", "{stage: evaluasi}"),
        ("    - evaluator: Evaluator 2\n      scores:\n", "    - {}\n    - evaluator: Evaluator 2\n      scores:\n"),
    )
    missing = {(problem.place.path, problem.parameters["key"]) for problem in refused(file)}
    assert missing == {
        (("unit",), "name"),
        (("unit",), "agency"),
        (("period",), "year"),
        (("period",), "scheme"),
        (("forms", "f02", 1), "evaluator"),
        (("forms", "f02", 1), "scores"),
    }


def test_every_part_that_a_file_lacks_is_reported(tmp_path):
    file = written(tmp_path, "unit.yaml", "regulation: permenpanrb_29_2022\n")
    assert {problem.parameters["key"] for problem in refused(file)} == {"unit", "period", "forms"}


@pytest.mark.parametrize("value", ["", " null", " {}", " []", " x", " 4"])
def test_forms_left_empty_are_a_problem_at_their_place(example, tmp_path, value):
    text = example.read_text("utf-8")
    file = written(tmp_path, "unit.yaml", text[: text.index("forms:")] + f"forms:{value}\n")
    assert {(problem.place.line, problem.place.path) for problem in refused(file)} == {(10, ("forms",))}


@pytest.mark.parametrize(
    "edits",
    [
        [("        1.a.Ak: 5", "        1.a.AK: 5")],
        [("        2.a.P: 4\n", "")],
        [("2.a.P: 4", "2.a.P: 6")],
        [("2.a.P: 4", "2.a.P: 2.5")],
        [("2.a.P: 4", '2.a.P: "4"')],
        [("2.a.P: 4", "2.a.P: true")],
        [("2.a.P: 4", "2.a.P: null")],
        [("2.a.P: 4", "2.a.P: [4]")],
        [("{1.a.K1: 5", "{nama: Budi, 1.a.K1: 5")],
        [("evaluator: Evaluator 2", "evaluator: Evaluator 1")],
        [("mode: luring", "mode: daring")],
        [("mode: luring", "mode: hybrid")],
        [("  f02:", "  f2:")],
        [("  f03:\n", "  f03:\n    respondents: 12\n")],
        [("year: 2022", 'year: "2022"')],
        [OTHER_REGULATION],
        [OTHER_REGULATION, EARLY_YEAR],
        [("regulation: permenpanrb_29_2022", "regulation: ../paket")],
        [("mode: luring", "mode: hybrid"), EARLY_YEAR, ("2.a.P: 4", "2.a.P: 6"), ("6.a.B: 4", "6.a.b: 4")],
    ],
)
def test_json_of_the_same_content_has_the_same_problems(example, tmp_path, edits):
    in_yaml = edited(example, tmp_path, *edits)
    in_json = written(tmp_path, "unit.json", json.dumps(yaml.safe_load(in_yaml.read_text("utf-8")), indent=1))
    assert _without_position(refused(in_json)) == _without_position(refused(in_yaml))


def _without_position(problems: list[Problem]) -> list[tuple[Any, ...]]:
    return [(problem.code, problem.place.path, dict(problem.parameters)) for problem in problems]


def test_json_gives_lines_and_columns_of_its_own(tmp_path, example):
    data = yaml.safe_load(example.read_text("utf-8"))
    data["unit"]["mode"] = "hybrid"
    data["unit"]["kepala"] = "Budi"
    text = json.dumps(data, indent=2)
    assert text.splitlines()[5] == '    "mode": "hybrid",'
    assert text.splitlines()[9] == '    "kepala": "Budi"'
    assert lines(written(tmp_path, "unit.json", text)) == ["6:13 PKP-504", "10:5 PKP-501"]


def test_half_a_surrogate_in_json_is_refused_at_its_place(tmp_path, example):
    data = yaml.safe_load(example.read_text("utf-8"))
    data["unit"]["name"] = "\ud800"
    problems = refused(written(tmp_path, "unit.json", json.dumps(data)))
    assert [(problem.code, problem.place.path) for problem in problems] == [("PKP-007", ("unit", "name"))]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("year: 2022", "year: 1999", ("period", "year")),
        ("2.a.P: 4", '2.a.P: "4"', ("forms", "f02", 0, "scores", "2.a.P")),
        ("{1.a.K1: 5", '{1.a.K1: "5"', ("forms", "f03", "responses", 0, "1.a.K1")),
    ],
)
def test_what_only_the_model_refuses_is_still_explained_at_its_place(example, tmp_path, monkeypatch, old, new, path):
    monkeypatch.setattr(reader, "explain", lambda *_: [])
    (problem,) = refused(edited(example, tmp_path, (old, new)))
    assert (problem.code, problem.place.path) == ("PKP-510", path)


def test_no_message_quotes_what_was_written_about_people(example, tmp_path):
    file = edited(
        example,
        tmp_path,
        ("name: Disdukcapil Kota Contoh", "name: [Rahasia]"),
        ("[administratif]", "[Rahasia]"),
        ("year: 2022, scheme: mandiri", "year: Rahasia, scheme: Rahasia"),
        ("evaluator: Evaluator 1", "evaluator: Rahasia"),
        ("evaluator: Evaluator 2", "evaluator: Rahasia"),
        ("2.a.P: 4", "2.a.P: Rahasia"),
        ("15.c.K: Parkir roda dua dan roda empat belum terpisah.", "15.c.K: [Rahasia]"),
        ("kind: document", "kind: Rahasia, digest: Rahasia"),
        ("{1.a.K1: 5", "{nama: Rahasia, 1.a.K1: Rahasia"),
    )
    with pytest.raises(SubmissionError) as refusal:
        read_submission(file)
    assert len(refusal.value.problems) == 11
    assert "Rahasia" not in refusal.value.text("id") + refusal.value.text("en")
