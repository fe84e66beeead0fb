"""What a result under the invented regulation tells beside the numbers: findings, assumptions, and the derivation."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.regulation.schema_check import validator
from pekppp_rules.testing import package_documents, regulation_of, submissions
from tests.effort import few
from tests.interpreter import Interpreter, asked
from tests.packages_here import plain_package
from tests.toy import CLERKS, MEASURED, PALACE, PEOPLE, PIGEONS, TOTAL, toy_submission

SCHEMA = validator("evaluation")


def findings(dongeng, *forms, **options):
    """Return code, form and numbers of every finding that the engine itself makes."""
    evaluation = dongeng.evaluate(toy_submission(*forms, **options))
    own = {"facts_unanswered", "given_in_vain", "respondents_below_minimum", "respondents_unknown"}
    return [(one.code, one.subject, dict(one.parameters)) for one in evaluation.findings if one.code in own]


def test_facts_that_were_asked_for_and_not_stated_are_counted(dongeng):
    some = {"lapor": {"answers": {"sapaan.ada": True, "waktu.hari": 3}}}
    assert findings(dongeng, PALACE, PEOPLE, TOTAL, some) == [
        ("facts_unanswered", "lapor", {"form": "lapor", "unanswered": 5, "asked": 7})
    ]


def test_without_the_form_of_facts_nothing_is_said_of_it(dongeng):
    assert findings(dongeng, PALACE, PEOPLE, TOTAL) == []


def test_all_facts_that_are_asked_for_are_enough(dongeng):
    answers = {
        "sapaan.ada": False,
        "waktu.hari": 1,
        "waktu.rata": 2,
        "waktu.tepat": 3,
        "ruang.jenis": "aula",
        "naga.nama": "Sisik",
    }
    assert findings(dongeng, PALACE, PEOPLE, TOTAL, {"lapor": {"answers": answers}}) == []


@pytest.mark.parametrize(
    ("given_too", "form"),
    [(CLERKS, "petugas"), ({"ukur": {"values": {"total": 62, "antre": 70}}}, "ukur")],
    ids=["a form", "a value"],
)
def test_what_is_given_beside_the_part_that_counts_is_given_in_vain(dongeng, given_too, form):
    assert findings(dongeng, PALACE, PEOPLE, {**TOTAL, **given_too}) == [("given_in_vain", form, {"form": form})]


def test_a_survey_of_which_only_one_question_counts_is_not_given_in_vain(dongeng):
    assert findings(dongeng, PALACE, PEOPLE, CLERKS) == []


def test_the_messages_are_sentences_in_both_languages(dongeng):
    evaluation = dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL, CLERKS, {"lapor": {"answers": {}}}))
    told = {one.code: (one.message("id"), one.message("en")) for one in evaluation.findings}
    assert told["facts_unanswered"] == (
        "lapor: 6 dari 6 fakta yang ditanyakan belum dijawab",
        "lapor: 6 of the 6 facts asked for are not answered",
    )
    assert told["given_in_vain"][1].startswith("petugas: its content does not count")


def test_an_assumption_names_what_was_searched_and_what_was_used(dongeng):
    provenance = dongeng.evaluate(toy_submission(PIGEONS, PEOPLE, TOTAL, mode="daring")).provenance
    (assumption,) = provenance.assumptions
    assert (assumption.what, assumption.fallback) == ("rubrik.weights", "equal")
    assert (assumption.looked_at, assumption.confidence) == (("TITAH", "JURU"), "unverified")
    assert assumption.words("en") == (
        "rubrik.weights: weights are unknown; all rows of an aspect count the same. "
        "The decree gives no weights for carrier pigeons."
    )
    weak = {value.what for value in provenance.weaker_than_primary if value.confidence == "unverified"}
    assert {"rubrik.p1.weight", "rubrik.m2.weight", "rubrik.m3.weight"} <= weak


def test_known_weights_are_no_assumption(dongeng):
    assert dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL)).provenance.assumptions == ()


def test_the_inputs_say_how_each_form_was_given(dongeng):
    submission = toy_submission(PALACE, PEOPLE, MEASURED, {"lapor": {"answers": {"sapaan.ada": False}}})
    inputs = {one.form: (one.kind, one.count) for one in dongeng.evaluate(submission).provenance.inputs}
    assert inputs == {"rubrik": ("scores", 1), "tanya": ("means", 5), "ukur": ("values", 2), "lapor": ("answers", 1)}


ENGLISH = [
    "= 0.33 × 4 + 0.33 × 3 + 0.33 × 2",
    "sum by printed weights; source: TITAH (primary text)",
    "its parent counts with the rounded value: 2.970; source: TITAH (primary text)",
    "= ≈33.333333 (100/3) × 2.2",
    "its parent counts with the rounded value: 2.2; source: JURU (one source)",
    "ukuran  Measure = 74",
    "= 1 × 74",
    "first of those given; source: TITAH (primary text)",
    "ukuran_hitung  Measure from its parts = 74",
    "ukur.antre  Length of the queue = 70",
    "ramah_100  Friendliness 0-100 = 100",
    "Measured from: rubrik: scores of 1 evaluator(s); tanya: from means as given; ukur: 2 value(s) as given",
]


def test_the_text_tells_of_every_kind_of_node(dongeng):
    text = dongeng.evaluate(toy_submission(PALACE, PEOPLE, MEASURED)).explain().text("en")
    lines = [line.strip() for line in text.splitlines()]
    assert [line for line in ENGLISH if line not in lines] == []


def test_the_text_is_as_full_in_indonesian(dongeng):
    explanation = dongeng.evaluate(toy_submission(PIGEONS, PEOPLE, CLERKS, mode="daring")).explain()
    text = str(explanation)
    for expected in (
        "jumlah menurut bobot tercetak",
        "yang pertama diberikan",
        "induknya memakai nilai bulat: 55",
        "Yang diandaikan:",
        "bobot; sumber: JURU (belum terverifikasi)",
    ):
        assert expected in text
    assert len(text.splitlines()) == len(explanation.text("en").splitlines())


@few
@given(st.data())
def test_the_terms_of_every_step_give_its_value(data):
    """On generated regulations; what a parent counts with is what its terms hold."""
    regulation = regulation_of(data.draw(package_documents()))
    evaluation = regulation.evaluate(data.draw(submissions(regulation)))
    explained = evaluation.explain().data()
    assert json.loads(json.dumps(explained)) == explained
    carried = {name: node.carried for name, node in evaluation.nodes.items()}
    for step in explained["steps"]:
        assert all(Fraction(term["value"]) == carried[term["node"]] for term in step["terms"])
        if step["terms"]:
            total = sum(Fraction(term["weight"]) * Fraction(term["value"]) for term in step["terms"])
            assert total + Fraction(step["plus"]) == Fraction(step["exact"])
    for lang in ("id", "en"):
        assert evaluation.explain().text(lang)


@few
@given(st.data())
def test_every_result_under_a_generated_regulation_fits_its_schema(data):
    regulation = regulation_of(data.draw(package_documents()))
    evaluation = regulation.evaluate(data.draw(submissions(regulation)))
    for lang in ("id", "en"):
        assert list(SCHEMA.iter_errors(evaluation.data(lang))) == []


@few
@given(st.data())
def test_findings_on_facts_are_those_of_the_interpreter(data):
    files = data.draw(package_documents())
    regulation = regulation_of(files)
    submission = data.draw(submissions(regulation))
    plain = submission.data()
    expected = {}
    for name, form in Interpreter(plain_package(files), plain).forms.items():
        if form["type"] == "facts" and name in plain["forms"]:
            answers = plain["forms"][name]["answers"]
            asked_for = asked(form, answers)
            if len(answers) < len(asked_for):
                expected[name] = {"form": name, "unanswered": len(asked_for) - len(answers), "asked": len(asked_for)}
    found = regulation.evaluate(submission).findings
    assert {one.subject: dict(one.parameters) for one in found if one.code == "facts_unanswered"} == expected
