"""The JSON Schema an editor uses: complete, self-contained, and of one mind with the library's own check."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from pekppp_rules import Regulation, Submission, SubmissionError
from pekppp_rules.regulation.schema_files import load_schema
from pekppp_rules.submission.schema import submission_schema
from tests.reference import ASPECTS, INDICATOR_CODES, QUESTION_CODES

DELETED = object()


@pytest.fixture(scope="module")
def schema(regulation):
    return submission_schema(regulation.package)


@pytest.fixture(scope="module")
def plain(schema):
    """Return the validator that an editor or another program would use: nothing of ours in it."""
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def content(example):
    """Return the content of the example as a JSON reader would give it."""
    return json.loads(json.dumps(yaml.safe_load(example.read_text("utf-8"))))


@pytest.fixture(scope="module")
def sheet(schema):
    return schema["$defs"]["f02_luring"]["items"]["properties"]


@pytest.fixture(scope="module")
def survey(schema):
    return schema["$defs"]["f03_luring"]["properties"]


def changed(content: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """Return a copy of `content` with `value` at `path`, or without what stands there."""
    content = copy.deepcopy(content)
    inside: Any = content
    for step in path[:-1]:
        inside = inside[step]
    if value is DELETED:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return content


def accepted(content: Any, regulation: Regulation) -> bool:
    """Return what the library says of a submission given as data."""
    try:
        regulation.evaluate(Submission.model_validate(content))
    except (ValidationError, SubmissionError):
        return False
    return True


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        part = list(part.values())
    if isinstance(part, list):
        for inside in part:
            yield from references(inside)


def test_it_is_a_valid_schema_of_draft_2020_12(schema):
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_it_can_be_written_as_json(schema):
    assert json.loads(json.dumps(schema)) == schema


def test_it_refers_to_nothing_outside_itself(schema):
    named = set(references(schema))
    assert named
    assert {name for name in named if not name.startswith("#/$defs/")} == set()
    assert {name.removeprefix("#/$defs/") for name in named} <= schema["$defs"].keys()


def test_the_regulation_gives_the_same_schema(schema, regulation):
    assert regulation.submission_schema() == schema


def test_making_it_leaves_the_shared_shape_as_it_was(regulation):
    before = json.dumps(load_schema("submission"))
    made = submission_schema(regulation.package)
    made["$defs"]["unit"]["properties"].clear()
    made["properties"].clear()
    assert json.dumps(load_schema("submission")) == before
    assert "mode" in submission_schema(regulation.package)["$defs"]["unit"]["properties"]


def test_its_title_cites_the_regulation(schema):
    assert schema["title"].endswith("PermenPANRB 29/2022")


def test_it_is_for_one_regulation_only(schema):
    assert schema["properties"]["regulation"]["const"] == "permenpanrb_29_2022"


def test_it_lists_the_thirty_indicators_and_the_unscored_row(sheet):
    assert list(sheet["scores"]["properties"]) == [*INDICATOR_CODES, "antrian"]
    assert len(INDICATOR_CODES) == 30


def test_it_requires_the_thirty_indicators_and_not_the_unscored_row(sheet):
    assert sheet["scores"]["required"] == INDICATOR_CODES


def test_every_score_lies_on_the_levels_0_to_5(sheet):
    bounds = {(row["type"], row["minimum"], row["maximum"]) for row in sheet["scores"]["properties"].values()}
    assert bounds == {("integer", 0, 5)}


def test_a_score_is_described_by_its_title_and_its_six_levels(sheet):
    assert sheet["scores"]["properties"]["2.a.P"]["description"].split("\n") == [
        "Masyarakat dilibatkan dalam penyusunan atau perubahan standar pelayanan",
        "0: Tidak ada unsur masyarakat yang dilibatkan",
        "1: Satu unsur masyarakat dilibatkan",
        "2: Dua unsur masyarakat dilibatkan",
        "3: Tiga unsur masyarakat dilibatkan",
        "4: Empat unsur masyarakat dilibatkan",
        "5: Kelima unsur dilibatkan: pengguna layanan, ahli atau akademisi, instansi terkait, masyarakat sipil, media massa",
    ]


def test_every_row_is_described_by_the_texts_of_the_package(sheet, checkout):
    form = yaml.safe_load((checkout / "regulations" / "permenpanrb_29_2022" / "f02_luring.yaml").read_text("utf-8"))
    rows = [row for aspect in form["aspects"] for row in aspect["indicators"]] + form["unscored"]
    expected = {
        row["code"]: "\n".join([row["title"]["id"], *(f"{level}: {row['levels'][level]['id']}" for level in range(6))])
        for row in rows
    }
    assert len(expected) == 31
    assert {code: row["description"] for code, row in sheet["scores"]["properties"].items()} == expected


@pytest.mark.parametrize("block", ["notes", "evidence"])
def test_notes_and_evidence_belong_to_the_rows_of_the_form(sheet, block):
    assert list(sheet[block]["properties"]) == [*INDICATOR_CODES, "antrian"]
    assert sheet[block]["additionalProperties"] is False


def test_observations_belong_to_the_aspects_of_the_form(sheet):
    assert list(sheet["observations"]["properties"]) == list(ASPECTS)
    assert sheet["observations"]["additionalProperties"] is False


def test_a_survey_lists_the_fourteen_questions_in_all_three_ways(survey):
    ways = [survey["responses"]["items"], survey["totals"]["properties"]["sums"], survey["means"]]
    assert [list(way["properties"]) for way in ways] == [QUESTION_CODES] * 3
    assert [way["required"] for way in ways] == [QUESTION_CODES] * 3


def test_an_answer_is_described_by_its_question(survey):
    assert survey["responses"]["items"]["properties"]["8.c.As"]["description"] == "Tempat parkir memadai"


def test_the_fields_of_the_package_are_narrowed_to_their_values(schema):
    unit, period = schema["$defs"]["unit"], schema["$defs"]["period"]
    assert unit["properties"]["mode"]["enum"] == ["luring", "daring"]
    assert unit["properties"]["services"]["items"]["enum"] == ["barang", "jasa", "administratif"]
    assert period["properties"]["scheme"]["enum"] == ["nasional", "mandiri", "khusus"]
    assert period["properties"]["stage"]["enum"] == ["pra_evaluasi", "pembinaan", "evaluasi"]


def test_only_the_fields_that_the_package_needs_are_required(schema):
    assert set(schema["$defs"]["unit"]["required"]) == {"name", "agency", "mode"}
    assert set(schema["$defs"]["period"]["required"]) == {"year", "scheme"}


def test_the_forms_the_index_counts_are_required_and_no_others_than_the_package_has_are_known(schema):
    forms = schema["properties"]["forms"]
    assert set(forms["required"]) == {"f02", "f03"}
    assert set(forms["properties"]) == {"f01", "f02", "f03"}
    assert forms["additionalProperties"] is False


def test_a_plain_validator_accepts_the_example(plain, content):
    assert [error.message for error in plain.iter_errors(content)] == []


SCORES = ("forms", "f02", 0, "scores")
SURVEY = ("forms", "f03")
EVIDENCE = ("forms", "f02", 0, "evidence", "1.a.Ak", 0)
SUMS = dict.fromkeys(QUESTION_CODES, 42)
MEANS = dict.fromkeys(QUESTION_CODES, 4.25)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*SCORES, "2.a.P"), 0),
        ((*SCORES, "2.a.P"), 5),
        ((*SCORES, "2.a.P"), 4.0),
        ((*SCORES, "antrian"), 3),
        (("unit", "services"), DELETED),
        (("unit", "services"), []),
        (("unit", "services"), ["barang", "jasa"]),
        (("unit", "code"), "U-1"),
        (("period", "stage"), DELETED),
        (("period", "scheme"), "nasional"),
        (("period", "year"), 2100),
        (("$schema",), "x.json"),
        (("forms", "f02", 0, "notes"), {"antrian": "catatan"}),
        (("forms", "f02", 0, "observations"), {}),
        (("forms", "f02", 1), DELETED),
        ((*EVIDENCE, "digest"), f"sha256:{'0a' * 32}"),
        (SURVEY, {"totals": {"respondents": 10, "sums": SUMS}}),
        (SURVEY, {"means": MEANS}),
        (SURVEY, {"means": MEANS, "respondents": 10}),
    ],
)
def test_what_the_check_accepts_a_plain_validator_accepts(plain, content, regulation, path, value):
    data = changed(content, path, value)
    assert (plain.is_valid(data), accepted(data, regulation)) == (True, True)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(((*SCORES, "2.a.P"), value) for value in (6, -1, 2.5, "4", True, None, [4], {}, 10**20)),
        ((*SCORES, "2.a.P"), DELETED),
        ((*SCORES, "2.a.p"), 4),
        ((*SCORES, "antrian"), 6),
        ((*SURVEY, "responses", 0, "1.a.K1"), 6),
        ((*SURVEY, "responses", 0, "1.a.K1"), DELETED),
        ((*SURVEY, "responses", 0, "nama"), "Budi"),
        ((*SURVEY, "responses", 0, "13.d.T"), 4),
        ((*SURVEY, "responses"), []),
        ((*SURVEY, "responses"), DELETED),
        ((*SURVEY, "totals"), {"respondents": 10, "sums": SUMS}),
        ((*SURVEY, "means"), MEANS),
        ((*SURVEY, "respondents"), 12),
        (SURVEY, {}),
        (SURVEY, {"totals": {"respondents": 0, "sums": SUMS}}),
        (SURVEY, {"totals": {"respondents": 10, "sums": SUMS | {"1.a.K1": 42.5}}}),
        (SURVEY, {"totals": {"respondents": 10, "sums": SUMS}, "respondents": 10}),
        (SURVEY, {"totals": {"respondents": 10}}),
        (SURVEY, {"means": MEANS | {"1.a.K1": 5.01}}),
        (SURVEY, {"means": MEANS | {"1.a.K1": -0.01}}),
        (SURVEY, {"means": MEANS | {"nama": 4}}),
        (SURVEY, {"means": {}}),
        (SURVEY, {"means": MEANS, "respondents": 0}),
        (SURVEY, [{"evaluator": "E", "scores": {"1.a.K1": 4}}]),
        (SURVEY, DELETED),
        (("forms", "f02"), DELETED),
        (("forms", "f02"), []),
        (("forms", "f02"), [{}]),
        (("forms", "f02"), {"means": {"1.a.Ak": 4}}),
        (("forms", "f01"), {"means": {"1.a.Ak": 4}}),
        (("forms",), {}),
        (("forms",), None),
        (("forms", "f02", 0, "evaluator"), ""),
        (("forms", "f02", 0, "evaluator"), DELETED),
        (("forms", "f02", 0, "nip"), "1"),
        (("forms", "f02", 0, "notes"), {"1.a.AK": "catatan"}),
        (("forms", "f02", 0, "notes"), None),
        (("forms", "f02", 0, "evidence"), {"1.a.AK": []}),
        (("forms", "f02", 0, "observations"), {"g": "pengamatan"}),
        ((*EVIDENCE, "digest"), "sha256:12"),
        ((*EVIDENCE, "kind"), "foto"),
        ((*EVIDENCE, "title"), DELETED),
        ((*EVIDENCE, "oleh"), "Budi"),
        (("unit", "mode"), "hybrid"),
        (("unit", "mode"), DELETED),
        (("unit", "mode"), None),
        (("unit", "services"), ["surat"]),
        (("unit", "services"), "jasa"),
        (("unit", "name"), ""),
        (("unit", "kepala"), "Budi"),
        (("unit",), DELETED),
        (("period", "scheme"), "provinsi"),
        (("period", "scheme"), DELETED),
        (("period", "stage"), "akhir"),
        (("period", "year"), 1999),
        (("period", "year"), "2022"),
        (("period", "bulan"), 3),
        (("regulation",), "permenpanrb_4_2023"),
        (("regulation",), "../permenpanrb_29_2022"),
        (("regulation",), DELETED),
        (("$schema",), None),
        (("catatan",), "x"),
    ],
)
def test_what_the_check_refuses_a_plain_validator_refuses(plain, content, regulation, path, value):
    data = changed(content, path, value)
    assert (plain.is_valid(data), accepted(data, regulation)) == (False, False)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("forms", "f01", "answers", "1.ada"), False, id="answers to what is then not asked"),
        pytest.param(("forms", "f02", 1, "evaluator"), "Evaluator 1", id="two sheets of one evaluator"),
        pytest.param(SURVEY, {"totals": {"respondents": 8, "sums": SUMS}}, id="sums beyond the respondents"),
    ],
)
def test_what_a_schema_cannot_say_only_the_check_refuses(plain, content, regulation, path, value):
    data = changed(content, path, value)
    assert (plain.is_valid(data), accepted(data, regulation)) == (True, False)


@pytest.mark.parametrize("mode", ["luring", "daring"])
def test_a_form_without_variants_is_the_same_in_every_mode(content, regulation, mode):
    luring = [form for form in regulation.package.forms if form.variant is None or form.variant.value == "luring"]
    forms = tuple(form.model_copy(update={"variant": None}) for form in luring)
    plain = Draft202012Validator(submission_schema(regulation.package.model_copy(update={"forms": forms})))
    data = changed(content, ("unit", "mode"), mode)
    assert plain.is_valid(data)
    assert not plain.is_valid(changed(data, (*SCORES, "2.a.P"), 6))
    assert not plain.is_valid(changed(data, (*SURVEY, "responses", 0, "1.a.K1"), 6))
