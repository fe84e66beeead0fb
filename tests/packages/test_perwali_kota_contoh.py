"""The made-up mayor's regulation that builds on PermenPANRB 29/2022: what it changes, and that the national one stays as it is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.authoring import run_cases
from pekppp_rules.errors import RegulationNotFoundError
from pekppp_rules.regulation.digest import resolved_document
from pekppp_rules.regulation.load import check_folder
from tests.conftest import CHECKOUT

EXAMPLES = CHECKOUT / "examples"
FOLDER = EXAMPLES / "perwali_kota_contoh"
NATIONAL = "permenpanrb_29_2022"
LOCAL = {"lokal.inovasi_tanpa_pemakai", "lokal.satu_evaluator"}


@pytest.fixture(scope="module")
def perwali():
    return pekppp.load(FOLDER)


@pytest.fixture
def data(example):
    """The example submission, of a unit under the mayor's regulation; its local indicator is scored 3."""
    found = pekppp.read_submission(example).data()
    for sheet in found["forms"]["f02"]:
        sheet["scores"]["lokal.1"] = 3
    return {**found, "regulation": "perwali_kota_contoh"}


def evaluate(regulation, data):
    return regulation.evaluate(pekppp.Submission.model_validate(data))


def local_findings(evaluation):
    return {finding.code for finding in evaluation.findings} & LOCAL


def respondents(data, count):
    rows = data["forms"]["f03"]["responses"]
    data["forms"]["f03"]["responses"] = [rows[number % len(rows)] for number in range(count)]
    return data


def f02(package, mode):
    return next(form for form in package.forms if form.form == "f02" and form.variant.value == mode)


def test_it_is_sound_and_its_cases_come_out_as_stated(perwali):
    assert check_folder(FOLDER, "perwali_kota_contoh") == []
    report = run_cases(perwali, FOLDER, "perwali_kota_contoh")
    assert (report.ran, report.problems) == (2, [])


@pytest.mark.parametrize(("count", "told"), [(29, True), (30, False), (31, False)])
def test_thirty_respondents_are_asked_for(perwali, regulation, data, count, told):
    evaluation = evaluate(perwali, respondents(data, count))
    found = [finding for finding in evaluation.findings if finding.code == "respondents_below_minimum"]
    assert bool(found) == told
    if told:
        assert found[0].source == ("PERWALI",)
        assert found[0].message("en") == "f03: 29 respondents, fewer than the minimum of 30"
    for sheet in data["forms"]["f02"]:
        del sheet["scores"]["lokal.1"]
    national = evaluate(regulation, {**data, "regulation": NATIONAL})
    assert "respondents_below_minimum" not in {finding.code for finding in national.findings}


@pytest.mark.parametrize(
    ("innovation", "local", "told"), [(3, 0, True), (5, 0, True), (2, 0, False), (3, 1, False), (0, 0, False)]
)
def test_an_innovation_that_nobody_else_uses_is_a_finding(perwali, data, innovation, local, told):
    for sheet in data["forms"]["f02"]:
        sheet["scores"] |= {"29.f.B": innovation, "lokal.1": local}
    evaluation = evaluate(perwali, data)
    assert ("lokal.inovasi_tanpa_pemakai" in local_findings(evaluation)) == told
    if told:
        finding = next(one for one in evaluation.findings if one.code == "lokal.inovasi_tanpa_pemakai")
        assert (finding.severity, finding.source, finding.confidence) == ("warning", ("PERWALI",), "primary")
        assert finding.message("en").startswith("The innovation has run for a year or more")


@pytest.mark.parametrize(("evaluators", "told"), [(1, True), (2, False)])
def test_a_single_evaluator_is_a_finding(perwali, data, evaluators, told):
    data["forms"]["f02"] = data["forms"]["f02"][:evaluators]
    assert ("lokal.satu_evaluator" in local_findings(evaluate(perwali, data))) == told


def test_the_local_indicator_is_asked_for_and_counts(perwali, data):
    before = evaluate(perwali, data).index.value
    for sheet in data["forms"]["f02"]:
        sheet["scores"]["lokal.1"] = 4
    share = Fraction(3, 4) * Fraction(12, 100) * Fraction(20, 100)
    assert evaluate(perwali, data).index.value - before == share
    del data["forms"]["f02"][0]["scores"]["lokal.1"]
    problems = perwali.validate(pekppp.Submission.model_validate(data))
    assert [(problem.code, problem.parameters["code"]) for problem in problems] == [("PKP-201", "lokal.1")]


def test_the_weights_of_the_aspect_are_balanced_anew_and_no_others(perwali, regulation):
    mine, its = (
        {row.code: row.weight for block in f02(one.package, "luring").blocks for row in block.rows}
        for one in (perwali, regulation)
    )
    assert {code: int(mine[code].value) for code in ("29.f.B", "30.f.B", "lokal.1")} == {
        "29.f.B": 40,
        "30.f.B": 40,
        "lokal.1": 20,
    }
    assert {code for code in mine if code not in its or mine[code] != its[code]} == {"29.f.B", "30.f.B", "lokal.1"}
    assert {mine[code].source for code in ("29.f.B", "30.f.B", "lokal.1")} == {("PERWALI",)}


def test_the_online_form_stays_as_it_is(perwali, regulation):
    assert f02(perwali.package, "daring") == f02(regulation.package, "daring")


def test_everything_else_is_the_national_regulation_s(perwali, regulation):
    mine, its = resolved_document(perwali.package), resolved_document(regulation.package)
    assert mine["index"] == its["index"]
    assert mine["categories"] == its["categories"]
    assert mine["rules"][0]["rules"][: len(its["rules"][0]["rules"])] == its["rules"][0]["rules"]
    assert mine["sources"]["sources"][:-1] == its["sources"]["sources"]
    assert (perwali.family, perwali.rules_digest == regulation.rules_digest) == ("pekppp", False)


def test_loading_it_leaves_the_national_regulation_as_it_was(perwali, regulation, example):
    again = pekppp.load(NATIONAL)
    assert (again, again.digest) == (regulation, regulation.digest)
    assert "lokal.1" not in f02(again.package, "luring").codes
    submission = pekppp.read_submission(example)
    assert again.evaluate(submission) == regulation.evaluate(submission)
    assert not local_findings(again.evaluate(submission))


SCORE = st.integers(0, 5)


@given(scores=st.lists(SCORE, min_size=30, max_size=30), answer=SCORE)
def test_where_all_of_the_aspect_score_alike_both_regulations_give_one_index(perwali, regulation, scores, answer):
    codes = f02(regulation.package, "luring").codes
    given_scores = dict(zip(codes, scores, strict=True))
    given_scores["30.f.B"] = given_scores["29.f.B"]
    questions = next(
        form for form in regulation.package.forms if form.form == "f03" and form.variant.value == "luring"
    ).codes
    common = {
        "unit": {"name": "Dinas Contoh", "agency": "Kota Contoh", "mode": "luring"},
        "period": {"year": 2022, "scheme": "mandiri", "stage": "evaluasi"},
    }
    f03 = {"means": dict.fromkeys(questions, answer), "respondents": 30}

    def index(of, more):
        sheet = {"evaluator": "E", "scores": {**given_scores, **more}}
        return evaluate(of, {**common, "regulation": of.id, "forms": {"f02": [sheet], "f03": f03}}).index.value

    assert index(perwali, {"lokal.1": given_scores["29.f.B"]}) == index(regulation, {})


def test_it_is_chosen_only_where_its_scope_is_asked_for():
    on = date(2022, 12, 31)
    assert pekppp.select("pekppp", on=on, folders=[EXAMPLES]).id == NATIONAL
    assert pekppp.select("pekppp", on=on, scope="kota_contoh", folders=[EXAMPLES]).id == "perwali_kota_contoh"
    with pytest.raises(RegulationNotFoundError) as missing:
        pekppp.select("pekppp", on=date(2022, 6, 30), scope="kota_contoh", folders=[EXAMPLES])
    assert missing.value.problems[0].parameters["start"] == "2022-07-01"
    with pytest.raises(RegulationNotFoundError) as missing:
        pekppp.select("pekppp", on=on, scope="kota_contih", folders=[EXAMPLES])
    assert missing.value.problems[0].parameters["suggestion"] == "kota_contoh"


def test_the_mayor_s_values_are_named_with_their_source_in_the_derivation(perwali, data):
    evaluation = evaluate(perwali, data)
    node = evaluation.node("f02.lokal.1")
    assert (node.weight, node.weight_source, node.source) == (Fraction(1, 5), ("PERWALI",), ("PERWALI",))
    assert evaluation.node("f02.29.f.B").weight_source == ("PERWALI",)
    assert "PERWALI" not in evaluation.node("f02.1.a.Ak").weight_source
