"""The schema of a submission under one regulation: as precise as the regulation, and of one mind with the check."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

import pekppp_rules as pekppp
from pekppp_rules import Place, Regulation, Submission
from pekppp_rules.reading import read_document
from pekppp_rules.regulation.model import FactsForm, Form, NumberFact, OneFact, RubricForm, SetFact
from pekppp_rules.regulation.schema_check import schema_problems
from pekppp_rules.regulation.tree import build_tree, needs_of
from pekppp_rules.submission.beyond import beyond_the_schema, without_blanks
from pekppp_rules.submission.check import choice_of, compile_check, given_in
from pekppp_rules.submission.explain import explain
from pekppp_rules.submission.schema import submission_schema
from pekppp_rules.testing import drafts, regulation_of, regulations, submissions
from tests.applicable import applicable, completions
from tests.edits import changed, one_edit
from tests.toy import toy_files

CHECKOUT = Path(__file__).parents[2]
NATIONAL = pekppp.load("permenpanrb_29_2022")
DONGENG = pekppp.load(CHECKOUT / "tests" / "regulations" / "negeri_dongeng")
UNITS = {
    NATIONAL: ("examples/disdukcapil_kota_contoh.yaml", "examples/layanan_daring_kota_contoh.yaml"),
    DONGENG: ("tests/regulations/loket_timur.yaml",),
}
FORMS = [
    pytest.param(regulation, form, id=f"{form.form} {form.variant.value if form.variant else ''} of {regulation.id}")
    for regulation in UNITS
    for form in regulation.package.forms
]


# one verdict


def fits(data: Any, regulation: Regulation, *, draft: bool) -> bool:
    """Return what the fast way says: the model, and the check that is compiled from the regulation."""
    package = regulation.package
    try:
        submission = Submission.model_validate(data)
    except ValidationError:
        return False
    choice = choice_of(submission, package)
    tree = build_tree(package, choice, given_in(submission))
    needs = needs_of(tree) if package.index.root in tree else {}
    check = compile_check(package, choice)
    return check.fits_a_draft(submission, needs) if draft else check.totals(submission, needs) is not None


def path_only(path: tuple[str | int, ...], *, key: bool = False) -> Place:
    return Place(path=path)


def check_an_edit(draw: Any, regulation: Regulation, document: Any) -> None:
    """Assert that a submission fits exactly when neither its schema nor what goes beyond it finds anything."""
    data = draw(one_edit(document))
    written, _ = without_blanks(data)
    refused = schema_problems(written, submission_schema(regulation.package), lambda path, _: Place(path=path))
    beyond = list(beyond_the_schema(written, regulation.package))
    event(f"schema refuses: {bool(refused)}, beyond it: {bool(beyond)}")
    assert fits(data, regulation, draft=False) is not bool(refused or beyond)
    assert fits(data, regulation, draft=True) is not bool(explain(data, regulation.package, path_only, draft=True))


@pytest.mark.parametrize("regulation", UNITS, ids=lambda regulation: regulation.id)
@settings(max_examples=60)
@given(st.data())
def test_a_submission_fits_exactly_when_its_schema_and_what_goes_beyond_find_nothing(regulation, data):
    check_an_edit(data.draw, regulation, plain(data.draw(submissions(regulation) | drafts(regulation)).data()))


@settings(max_examples=15)
@given(st.data())
def test_it_does_under_any_regulation(data):
    regulation = data.draw(regulations())
    check_an_edit(data.draw, regulation, plain(data.draw(submissions(regulation)).data()))


@pytest.mark.slow
@pytest.mark.parametrize("regulation", UNITS, ids=lambda regulation: regulation.id)
@settings(max_examples=3_000)
@given(st.data())
def test_thousands_of_edits_fit_exactly_when_nothing_is_found(regulation, data):
    check_an_edit(data.draw, regulation, plain(data.draw(submissions(regulation) | drafts(regulation)).data()))


@pytest.mark.slow
@settings(max_examples=600)
@given(st.data())
def test_they_do_under_hundreds_of_regulations(data):
    regulation = data.draw(regulations())
    for _ in range(4):
        check_an_edit(data.draw, regulation, plain(data.draw(submissions(regulation)).data()))


def plain(value: Any) -> Any:
    """Return data with lists in place of tuples, as files give them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


# as precise as the regulation


def under(regulation: Regulation, form: Form) -> dict[str, Any]:
    """Return the beginning of a submission for which that variant of the form holds."""
    unit: dict[str, Any] = {"name": "Unit", "agency": "Instansi"}
    data: dict[str, Any] = {"regulation": regulation.id, "unit": unit, "period": {"year": 2022}, "forms": {}}
    if form.variant is not None:
        block, _, key = form.variant.field.partition(".")
        data[block][key] = form.variant.value
    return data


def of_codes(form: Form) -> list[tuple[str | int, ...]]:
    """Return the paths of the mappings of codes in the answers to a form."""
    ways: dict[str, list[tuple[str | int, ...]]] = {
        "rubric": [(0, "scores")],
        "survey": [("responses", 0), ("totals", "sums"), ("means",)],
        "value": [("values",)],
        "facts": [("answers",)],
    }
    return [("forms", form.form, *way) for way in ways[form.type]]


def codes_of(form: Form) -> list[str]:
    if isinstance(form, FactsForm):
        return [fact.id for _, fact in form.asked()]
    return (
        [*form.codes, *(row.code for row in form.unscored if isinstance(form, RubricForm))]
        if isinstance(form, RubricForm)
        else [*form.codes]
    )


@pytest.mark.parametrize(("regulation", "form"), FORMS)
def test_an_editor_completes_the_codes_of_the_variant_that_holds_and_no_others(regulation, form):
    schema, document = regulation.submission_schema(), under(regulation, form)
    for path in of_codes(form):
        assert completions(schema, document, path) == codes_of(form)


@pytest.mark.parametrize(("regulation", "form"), FORMS)
def test_an_editor_shows_what_each_code_means(regulation, form):
    schema, document = regulation.submission_schema(), under(regulation, form)
    titles = (
        {fact.id: fact.title.id for _, fact in form.asked()}
        if isinstance(form, FactsForm)
        else {row.code: row.title.id for block in form.blocks for row in block.rows}
    )
    assert titles
    for path in of_codes(form):
        for code, title in titles.items():
            told = [part.get("description", "") for part in applicable(schema, document, (*path, code))]
            assert any(text.split("\n")[0] == title for text in told)


@pytest.mark.parametrize("regulation", UNITS, ids=lambda regulation: regulation.id)
def test_an_editor_completes_forms_and_the_values_of_fields(regulation):
    schema, document = regulation.submission_schema(), under(regulation, regulation.package.forms[0])
    assert completions(schema, document, ("forms",)) == list(
        dict.fromkeys(form.form for form in regulation.package.forms)
    )
    for field in regulation.package.regulation.fields:
        block, _, key = field.field.partition(".")
        path = (block, key, 0) if key == "services" else (block, key)
        offered = [part["enum"] for part in applicable(schema, document, path) if "enum" in part]
        assert offered == [[value.code for value in field.values]]


@pytest.mark.parametrize(("regulation", "form"), [one for one in FORMS if isinstance(one.values[1], FactsForm)])
def test_every_fact_takes_its_own_type_and_options_only(regulation, form):
    schema, document = regulation.submission_schema(), under(regulation, form)
    seen = set()
    for _, fact in form.asked():
        path = ("forms", form.form, "answers", fact.id)
        parts = [part for part in applicable(schema, document, path) if "description" in part and "$ref" not in part]
        (part,) = [part for part in parts if part["description"] == fact.title.id]
        seen.add(type(fact))
        if isinstance(fact, OneFact):
            assert part["enum"] == [option.code for option in fact.options]
        elif isinstance(fact, SetFact):
            inside = part["items"]["then"] if fact.other else part["items"]
            assert (part["type"], inside["enum"]) == ("array", [option.code for option in fact.options])
        elif isinstance(fact, NumberFact):
            assert part["type"] == ("integer" if fact.type == "int" else "number")
            assert (part.get("minimum"), part.get("maximum")) == (fact.lowest, fact.highest)
        else:
            types = {"bool": "boolean", "percent": "number", "text": "string", "date": "string"}
            assert part["type"] == types[fact.type]
    assert seen >= {OneFact, SetFact, NumberFact}


@pytest.mark.parametrize(
    ("regulation", "file"),
    [pytest.param(regulation, file, id=file) for regulation, files in UNITS.items() for file in files],
)
def test_a_plain_validator_takes_the_examples(regulation, file):
    assert as_json_reader(regulation).is_valid(as_float(read_document(CHECKOUT / file).data))


def as_json_reader(regulation: Regulation) -> Draft202012Validator:
    """Return the validator that an editor or another program would use: nothing of ours in it."""
    return Draft202012Validator(json.loads(json.dumps(regulation.submission_schema())))


def as_float(value: Any) -> Any:
    return json.loads(json.dumps(value, default=float))


RUBRIC = ("forms", "rubrik", 0, "scores")
ANSWERS = ("forms", "lapor", "answers")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param((*RUBRIC, "p1"), 4, id="a level above the scale"),
        pytest.param((*RUBRIC, "p1"), -1, id="a level below the scale"),
        pytest.param((*RUBRIC, "p1"), 2.5, id="half a level"),
        pytest.param((*RUBRIC, "p1"), "3", id="a level in quotes"),
        pytest.param((*RUBRIC, "p9"), 2, id="an unknown code"),
        pytest.param((*RUBRIC, "m2"), 2, id="a code of the other mode"),
        pytest.param(("forms", "tanya", "responses", 0, "t1"), 5, id="an answer above the scale"),
        pytest.param(("forms", "ukur", "values", "antre"), 100.5, id="a value above the scale"),
        pytest.param(("forms", "lain"), {"means": {}}, id="an unknown form"),
        pytest.param((*ANSWERS, "ruang.jenis"), "kastil", id="an unknown option"),
        pytest.param((*ANSWERS, "ruang.jenis"), ["gua"], id="a list of one option"),
        pytest.param((*ANSWERS, "sapaan.bahasa"), ["naga"], id="an unknown option in a list"),
        pytest.param((*ANSWERS, "sapaan.bahasa"), "peri", id="one option in place of a list"),
        pytest.param((*ANSWERS, "sapaan.ada"), "ya", id="yes as a word"),
        pytest.param((*ANSWERS, "waktu.hari"), 367, id="more days than a year has"),
        pytest.param((*ANSWERS, "waktu.hari"), 2.5, id="half a day"),
        pytest.param((*ANSWERS, "waktu.rata"), -0.5, id="less than no hours"),
        pytest.param((*ANSWERS, "waktu.tepat"), 100.1, id="more than all"),
        pytest.param((*ANSWERS, "sapaan.peri_sejak"), "kemarin", id="a word for a date"),
        pytest.param((*ANSWERS, "naga"), "Sisik", id="a question for a fact"),
        pytest.param(("forms", "lapor", "evidence", "naga.nama"), [], id="evidence for a fact"),
        pytest.param(("unit", "mode"), "keliling", id="an unknown mode"),
    ],
)
def test_a_plain_validator_refuses_what_the_regulation_does_not_know(path, value):
    sound = as_float(read_document(CHECKOUT / UNITS[DONGENG][0]).data)
    data = changed(
        sound,
        path[:-1],
        lambda block: {**block, path[-1]: value},
    )
    assert not as_json_reader(DONGENG).is_valid(data)
    assert DONGENG.validate(data) != []


# what packages may be called and ask for


def renamed(value: Any, old: str, new: str) -> Any:
    """Return what a file says with another name for a form, wherever it or one of its rows is named."""
    if isinstance(value, dict):
        return {key: renamed(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, old, new) for item in value]
    if isinstance(value, str) and (value == old or value.startswith(f"{old}.")):
        return new + value.removeprefix(old)
    return value


@pytest.mark.parametrize("name", ["unit", "survey", "evidence", "rubrik_luring", "option"])
def test_a_form_may_be_called_as_any_part_of_the_schema_is(name):
    regulation = regulation_of({file: renamed(said, "tanya", name) for file, said in toy_files().items()})
    schema = regulation.submission_schema()
    unit = as_float(read_document(CHECKOUT / UNITS[DONGENG][0]).data)
    forms = {name if form == "tanya" else form: answers for form, answers in unit["forms"].items()}
    assert Draft202012Validator(schema).is_valid({**unit, "forms": forms})
    assert completions(schema, unit, ("forms", name, "means")) == ["t1", "t2", "t3"]
    assert completions(schema, unit, ("forms", "petugas", "means")) == ["k1", "k2"]
    assert completions(schema, unit, RUBRIC) == ["p1", "p2", "r1", "r2", "naga"]
    assert completions(schema, unit, ("unit",))[:3] == ["name", "agency", "mode"]


def test_a_bound_that_is_no_whole_number_can_be_written_as_json_and_is_exact_for_us():
    files = toy_files()
    bounded = files["lapor.yaml"]["aspects"][0]["questions"][1]["facts"][1]
    bounded["lowest"], bounded["highest"] = Decimal("0.1"), "70/3"
    regulation = regulation_of(files)
    unit = read_document(CHECKOUT / UNITS[DONGENG][0]).data
    told = {}
    for hours in ("0.1", "0.099999999999999", "23.3333333333333", "23.3333333333334"):
        data = changed(unit, ANSWERS, lambda block, hours=hours: {**block, "waktu.rata": Decimal(hours)})
        reader = as_json_reader(regulation)
        told[hours] = (regulation.validate(data) == [], reader.is_valid(as_float(data)))
    assert list(told.values()) == [(True, True), (False, False), (True, True), (False, False)]


def test_a_required_field_of_several_values_needs_one():
    files = toy_files()
    field: dict[str, Any] = {"field": "unit.services", "required": True}
    field["values"] = [{"code": "jasa", "name": {"id": "Jasa"}}]
    files["regulation.yaml"]["fields"].append(field)
    regulation = regulation_of(files)
    unit = as_float(read_document(CHECKOUT / UNITS[DONGENG][0]).data)
    told = {}
    for services in ([], ["jasa"]):
        data = changed(unit, ("unit",), lambda block, services=services: {**block, "services": services})
        told[len(services)] = (regulation.validate(data) == [], as_json_reader(regulation).is_valid(data))
    assert told == {0: (False, False), 1: (True, True)}


def test_many_missing_scores_do_not_hide_what_is_wrong_in_a_draft(regulation):
    sheets = [{"evaluator": f"Evaluator {number}", "scores": {}} for number in range(40)]
    sheets[-1]["notes"] = {"1.a.Akx": "Sesuai"}
    data = {
        "regulation": regulation.id,
        "unit": {"name": "Unit", "agency": "Kota Contoh", "mode": "luring"},
        "period": {"year": 2022, "scheme": "nasional"},
        "forms": {"f02": sheets},
    }
    found = explain(data, regulation.package, path_only, draft=True)
    assert [(problem.code, problem.place.path) for problem in found] == [
        ("PKP-501", ("forms", "f02", 39, "notes", "1.a.Akx"))
    ]
    assert len(explain(data, regulation.package, path_only)) == 40 * 30 + 2
