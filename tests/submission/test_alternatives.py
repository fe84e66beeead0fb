"""What must be given where a part of the index may be given or computed: evaluate and validate agree."""

from __future__ import annotations

import pytest

import pekppp_rules as pekppp
from pekppp_rules.testing import regulation_of
from tests.toy import CLERKS, MEASURED, PALACE, PEOPLE, PIGEONS, TOTAL, toy_files, toy_submission


def codes(regulation, submission):
    """Return the codes of `validate`, having seen that `evaluate` says the same."""
    problems = regulation.validate(submission)
    if problems:
        with pytest.raises(pekppp.SubmissionError) as refused:
            regulation.evaluate(submission)
        assert list(refused.value.problems) == problems
    else:
        regulation.evaluate(submission)
    return [problem.code for problem in problems]


@pytest.fixture
def clerks_at_the_palace():
    """The regulation with questions to the clerks for one mode only."""
    files = toy_files()
    files["petugas.yaml"]["variant"] = {"field": "unit.mode", "value": "luring"}
    files["index.yaml"]["requires"][2]["without"] = "error"
    return regulation_of(files)


@pytest.mark.parametrize("given", [TOTAL, MEASURED, CLERKS], ids=["total", "measured", "clerks"])
def test_each_part_is_enough(dongeng, given):
    assert codes(dongeng, toy_submission(PALACE, PEOPLE, given)) == []


def test_without_any_part_the_form_of_the_first_is_missing(dongeng):
    assert codes(dongeng, toy_submission(PALACE, PEOPLE)) == ["PKP-207"]


def test_a_part_of_which_something_is_given_must_be_complete(dongeng):
    submission = toy_submission(PALACE, PEOPLE, {"ukur": {"values": {"antre": 70}}}, CLERKS)
    (problem,) = dongeng.validate(submission)
    assert (problem.code, problem.parameters) == ("PKP-221", {"code": "bersih"})
    assert codes(dongeng, submission) == ["PKP-221"]


def test_a_form_that_may_be_left_out_need_not_have_every_variant(clerks_at_the_palace):
    assert codes(clerks_at_the_palace, toy_submission(PIGEONS, PEOPLE, TOTAL, mode="daring")) == []


def test_a_form_that_has_no_such_variant_cannot_be_given(clerks_at_the_palace):
    submission = toy_submission(PIGEONS, PEOPLE, TOTAL, CLERKS, mode="daring")
    assert "PKP-208" in codes(clerks_at_the_palace, submission)


def test_a_required_form_is_missing_though_another_part_stands_before_it():
    files = toy_files()
    files["index.yaml"]["requires"][3]["without"] = "error"
    regulation = regulation_of(files)
    assert codes(regulation, toy_submission(PALACE, PEOPLE, TOTAL)) == ["PKP-207"]
    assert codes(regulation, toy_submission(PALACE, PEOPLE, TOTAL, CLERKS)) == []
