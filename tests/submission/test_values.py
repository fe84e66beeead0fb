"""Values that are given as they are, and rows that are written and left blank."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from tests.toy import CLERKS, MEASURED, PALACE, PEOPLE, TOTAL, toy_submission

PAGE = """\
regulation: negeri_dongeng
unit: {name: Loket Timur, agency: Istana, mode: luring}
period: {year: 2021}
forms:
  rubrik:
    - evaluator: Juru
      scores:
        p1: 3
        p2:
        r1: 1
        r2: 3
  tanya: {means: {t1: 4, t2: 3, t3: 2}}
  ukur:
    values:
      antre: 70
      bersih:
"""


def told(dongeng, forms):
    """Return code and path of what is wrong with plain answers, whether they become a Submission or not."""
    plain = toy_submission(PALACE, PEOPLE).data()
    return [(one.code, str(one.place)) for one in dongeng.validate({**plain, "forms": {**plain["forms"], **forms}})]


@pytest.mark.parametrize("total", [0, 100, 62.25, Decimal("0.000001"), Decimal("99.99")])
def test_a_value_of_the_scale_counts_as_it_was_written(dongeng, total):
    submission = toy_submission(PALACE, PEOPLE, {"ukur": {"values": {"total": total}}})
    assert dongeng.evaluate(submission).node("ukur.total").value == Fraction(str(total))


@pytest.mark.parametrize(
    ("values", "code", "where"),
    [
        ({"total": 101}, "PKP-222", "values.total"),
        ({"total": Decimal("-0.01")}, "PKP-222", "values.total"),
        ({"total": "62"}, "PKP-503", "values.total"),
        ({"total": True}, "PKP-503", "values.total"),
        ({"total": 62, "luas": 3}, "PKP-223", "values.luas"),
        ({}, "PKP-221", "values"),
        ({"antre": 70}, "PKP-221", "values"),
    ],
    ids=str,
)
def test_any_other_value_is_told_at_its_place(dongeng, values, code, where):
    assert told(dongeng, {"ukur": {"values": values}}) == [(code, f"$.forms.ukur.{where}")]


def test_an_unknown_code_is_told_with_the_one_it_resembles(dongeng):
    plain = toy_submission(PALACE, PEOPLE, TOTAL).data()
    plain["forms"]["ukur"] = {"values": {"total": 62, "bersi": 3}}
    (problem,) = dongeng.validate(plain)
    assert problem.parameters["suggestion"] == "bersih"


@pytest.mark.parametrize("answers", [{"means": {"total": 62}}, [{"evaluator": "Juru", "scores": {"total": 62}}]])
def test_values_are_given_as_values(dongeng, answers):
    assert [code for code, _ in told(dongeng, {"ukur": answers})] != []


def test_a_value_that_is_left_blank_was_not_given(dongeng):
    """So the part that has it as its row is not begun, and the next one is taken."""
    blank = {"ukur": {"values": {"total": None, "antre": None}}}
    evaluation = dongeng.evaluate(toy_submission(PALACE, PEOPLE, CLERKS, blank))
    assert evaluation.node("ukuran").children == ("petugas_100",)


def test_blanks_are_told_where_they_stand_in_the_file(dongeng, tmp_path):
    file = tmp_path / "loket.yaml"
    file.write_text(PAGE, "utf-8")
    submission = pekppp.read_submission(file, package=dongeng.package)
    with pytest.raises(pekppp.SubmissionError) as refused:
        dongeng.evaluate(submission)
    assert [(one.code, one.place.line) for one in refused.value.problems] == [("PKP-201", 9), ("PKP-221", 16)]


def test_a_draft_misses_just_the_blanks(dongeng, tmp_path):
    file = tmp_path / "loket.yaml"
    file.write_text(PAGE, "utf-8")
    draft = dongeng.evaluate(pekppp.read_submission(file, package=dongeng.package), draft=True)
    assert [(row.form, row.code) for row in draft.missing] == [("rubrik", "p2"), ("ukur", "bersih")]


@pytest.mark.parametrize(
    ("forms", "missing"),
    [
        ({"tanya": {"responses": [{"t1": 4, "t2": None, "t3": 2}]}}, ["t2"]),
        ({"tanya": {"totals": {"respondents": 3, "sums": {"t1": 9, "t2": 9, "t3": None}}}}, ["t3"]),
        ({"tanya": {"means": {"t1": None, "t2": 3, "t3": 2}}}, ["t1"]),
        ({"rubrik": [{"evaluator": "Juru", "scores": {"p1": None, "p2": 2, "r1": 1, "r2": 3, "naga": None}}]}, ["p1"]),
    ],
    ids=["responses", "totals", "means", "scores"],
)
def test_a_blank_is_a_row_that_is_missing(dongeng, forms, missing):
    submission = toy_submission(PALACE, PEOPLE, MEASURED, forms)
    assert [row.code for row in dongeng.evaluate(submission, draft=True).missing] == missing
    with pytest.raises(pekppp.SubmissionError) as refused:
        dongeng.evaluate(submission)
    assert [one.parameters["code"] for one in refused.value.problems] == missing
