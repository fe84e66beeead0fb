"""Facts that a unit states: of every type, in every wrong way, and what the fast check and the explanation say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.submission.model import FactAnswers
from pekppp_rules.testing import package_documents, regulation_of, submissions
from tests.effort import few
from tests.interpreter import Interpreter, asked
from tests.packages_here import plain_package
from tests.toy import PALACE, PEOPLE, TOTAL, toy_submission

GREETED = {"sapaan.ada": True}
IN_A_CAVE = {"sapaan.ada": False, "waktu.hari": 1, "ruang.jenis": "gua"}


def problems(dongeng, answers, **evidence):
    """Return code and path of every problem of some facts, having seen that `evaluate` and a draft agree on them."""
    facts = {"answers": answers, **evidence}
    submission = toy_submission(PALACE, PEOPLE, TOTAL, {"lapor": facts})
    found = dongeng.validate(submission)
    assert [str(one) for one in dongeng.validate(submission.data())] == [str(one) for one in found]
    for draft in (False, True):
        if found:
            with pytest.raises(pekppp.SubmissionError) as refused:
                dongeng.evaluate(submission, draft=draft)
            assert list(refused.value.problems) == found
        else:
            dongeng.evaluate(submission, draft=draft)
    return [(one.code, str(one.place)) for one in found]


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"sapaan.ada": False},
        {**GREETED, "sapaan.bahasa": []},
        {**GREETED, "sapaan.bahasa": ["peri", {"other": "Bahasa angin"}, {"other": "Bahasa batu"}]},
        {**GREETED, "sapaan.bahasa": ["peri"], "sapaan.peri_sejak": "2001"},
        {**GREETED, "sapaan.bahasa": ["peri"], "sapaan.peri_sejak": "2001-02"},
        {**GREETED, "sapaan.bahasa": ["peri"], "sapaan.peri_sejak": "2000-02-29"},
        {"waktu.hari": 0, "waktu.rata": 0, "waktu.tepat": 0},
        {"waktu.hari": 366, "waktu.rata": Decimal("7.25"), "waktu.tepat": 100},
        {"waktu.hari": Decimal("3.0"), "waktu.rata": 7.5},
        {**IN_A_CAVE, "ruang.obor": -5},
        {"naga.nama": "Sisik"},
    ],
    ids=str,
)
def test_what_a_fact_can_be_is_taken(dongeng, answers):
    assert problems(dongeng, answers) == []


@pytest.mark.parametrize(
    ("answers", "code", "where"),
    [
        ({"sapaan.ada": "ya"}, "PKP-503", '["sapaan.ada"]'),
        ({"sapaan.ada": 1}, "PKP-503", '["sapaan.ada"]'),
        ({**GREETED, "sapaan.bahasa": "peri"}, "PKP-503", '["sapaan.bahasa"]'),
        ({**GREETED, "sapaan.bahasa": ["naga"]}, "PKP-504", '["sapaan.bahasa"][0]'),
        ({**GREETED, "sapaan.bahasa": ["peri", "peri"]}, "PKP-219", '["sapaan.bahasa"][1]'),
        ({**GREETED, "sapaan.bahasa": [{"other": "Angin"}] * 2}, "PKP-219", '["sapaan.bahasa"][1]'),
        ({**GREETED, "sapaan.bahasa": ["peri"], "sapaan.peri_sejak": "2001-02-29"}, "PKP-220", '["sapaan.peri_sejak"]'),
        ({**GREETED, "sapaan.bahasa": ["peri"], "sapaan.peri_sejak": "2001-13"}, "PKP-220", '["sapaan.peri_sejak"]'),
        ({**GREETED, "sapaan.bahasa": ["peri"], "sapaan.peri_sejak": "tahun lalu"}, "PKP-506", '["sapaan.peri_sejak"]'),
        ({**GREETED, "sapaan.bahasa": ["peri"], "sapaan.peri_sejak": 2001}, "PKP-503", '["sapaan.peri_sejak"]'),
        ({"waktu.hari": -1}, "PKP-505", '["waktu.hari"]'),
        ({"waktu.hari": 367}, "PKP-505", '["waktu.hari"]'),
        ({"waktu.hari": Decimal("1.5")}, "PKP-503", '["waktu.hari"]'),
        ({"waktu.hari": True}, "PKP-503", '["waktu.hari"]'),
        ({"waktu.rata": Decimal("-0.1")}, "PKP-505", '["waktu.rata"]'),
        ({"waktu.tepat": Decimal("100.01")}, "PKP-505", '["waktu.tepat"]'),
        ({"waktu.tepat": "92"}, "PKP-503", '["waktu.tepat"]'),
        ({**IN_A_CAVE, "ruang.jenis": "istana"}, "PKP-504", '["ruang.jenis"]'),
        ({**IN_A_CAVE, "ruang.jenis": ["gua"]}, "PKP-504", '["ruang.jenis"]'),
        ({"naga.nama": 7}, "PKP-503", '["naga.nama"]'),
        ({"naga.umur": 7}, "PKP-217", '["naga.umur"]'),
        ({"sapaan.bahasa": ["peri"]}, "PKP-218", '["sapaan.bahasa"]'),
        ({"sapaan.ada": False, "sapaan.bahasa": ["peri"]}, "PKP-218", '["sapaan.bahasa"]'),
        ({**GREETED, "sapaan.bahasa": ["kurcaci"], "sapaan.peri_sejak": "2001"}, "PKP-218", '["sapaan.peri_sejak"]'),
        ({**GREETED, "ruang.jenis": "gua"}, "PKP-218", '["ruang.jenis"]'),
    ],
    ids=str,
)
def test_anything_else_is_told_at_its_place(dongeng, answers, code, where):
    assert problems(dongeng, answers) == [(code, f"$.forms.lapor.answers{where}")]


def test_one_wrong_answer_can_make_others_be_not_asked_for(dongeng):
    answers = {"sapaan.ada": False, "sapaan.bahasa": ["peri"], "sapaan.peri_sejak": "2001"}
    assert [code for code, _ in problems(dongeng, answers)] == ["PKP-218", "PKP-218"]


def test_evidence_belongs_to_questions(dongeng):
    photo = [{"title": "Foto", "kind": "photo"}]
    assert problems(dongeng, {}, evidence={"sapaan": photo, "naga": photo}) == []
    assert [code for code, _ in problems(dongeng, {}, evidence={"sapaan.ada": photo})] == ["PKP-501"]


def test_a_misspelt_fact_is_told_with_the_one_it_resembles(dongeng):
    submission = toy_submission(PALACE, PEOPLE, TOTAL, {"lapor": {"answers": {"waktu.hri": 3}}})
    (problem,) = dongeng.validate(submission)
    assert problem.parameters["suggestion"] == "waktu.hari"


def test_a_fact_that_is_left_blank_is_not_stated(dongeng):
    blank = FactAnswers.model_validate({"answers": {"sapaan.ada": None, "waktu.hari": 3}})
    assert blank.answers == {"waktu.hari": 3}
    plain = toy_submission(PALACE, PEOPLE, TOTAL).data()
    plain["forms"]["lapor"] = {"answers": {"sapaan.ada": None, "sapaan.bahasa": None}}
    assert dongeng.validate(plain) == []


def test_numbers_keep_their_kind_and_sets_what_the_unit_added(dongeng):
    answers = {
        "waktu.hari": Decimal("3.0"),
        "waktu.rata": 7.5,
        **GREETED,
        "sapaan.bahasa": ["peri", {"other": "Angin"}],
    }
    given = FactAnswers.model_validate({"answers": answers})
    assert (given.answers["waktu.hari"], type(given.answers["waktu.hari"])) == (3, int)
    assert given.answers["waktu.rata"] == Decimal("7.5")
    assert given.stated()["sapaan.bahasa"] == ("peri",)
    submission = toy_submission(PALACE, PEOPLE, TOTAL, {"lapor": {"answers": answers}})
    assert submission.data()["forms"]["lapor"]["answers"]["sapaan.bahasa"] == ("peri", {"other": "Angin"})
    assert pekppp.Submission.model_validate(submission.data()) == submission


@few
@given(st.data())
def test_an_answer_that_is_not_asked_for_is_always_refused(data):
    """Take an answer away; what then is asked for no longer is told, and nothing else."""
    files = data.draw(package_documents())
    regulation = regulation_of(files)
    plain = data.draw(submissions(regulation)).data()
    forms = {
        name: form
        for name, form in Interpreter(plain_package(files), plain).forms.items()
        if form["type"] == "facts" and plain["forms"].get(name, {}).get("answers")
    }
    for name, form in forms.items():
        answers = plain["forms"][name]["answers"]
        del answers[data.draw(st.sampled_from(sorted(answers)))]
        unasked = answers.keys() - set(asked(form, answers))
        found = regulation.validate(plain)
        assert {one.code for one in found} == ({"PKP-218"} if unasked else set())
        assert {one.parameters["fact"] for one in found} == unasked
        plain["forms"][name]["answers"] = {key: value for key, value in answers.items() if key not in unasked}
