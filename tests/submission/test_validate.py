"""`Regulation.validate`: problems as data, for a submission or for any plain data."""

from __future__ import annotations

import json
import random
from decimal import Decimal

import pytest
import yaml

import pekppp_rules as pekppp
from tests.submissions import submission


@pytest.fixture
def body(example):
    """The example as a web client would send it."""
    return json.loads(json.dumps(yaml.safe_load(example.read_text("utf-8"))))


def codes(problems):
    return [problem.code for problem in problems]


def test_a_good_submission_has_no_problems(regulation, example, body):
    assert regulation.validate(pekppp.read_submission(example)) == []
    assert regulation.validate(body) == []
    assert regulation.evaluate(pekppp.Submission.model_validate(body)).category.letter == "A-"


def test_the_problems_are_those_that_evaluate_raises(regulation):
    wrong = submission(dict.fromkeys(["1.a.Ak"], 6))
    with pytest.raises(pekppp.SubmissionError) as caught:
        regulation.evaluate(wrong)
    assert regulation.validate(wrong) == list(caught.value.problems)
    assert len(caught.value.problems) == 30


def test_plain_data_of_any_shape_is_answered_with_problems(regulation):
    for data in ({}, {"forms": None}, {"forms": []}, {"regulation": 3}, {"forms": {"f02": {"x": [float("nan")]}}}):
        found = regulation.validate(data)
        assert found
        assert all(problem.message() and problem.message("en") for problem in found)


def test_floats_are_read_as_the_decimals_they_write(regulation, body):
    body["forms"]["f03"] = {"means": dict.fromkeys(body["forms"]["f03"]["responses"][0], 4.35)}
    body["forms"]["f02"][0]["scores"]["1.a.Ak"] = 5.0
    assert regulation.validate(body) == []
    body["forms"]["f03"]["means"]["1.a.K1"] = 5.1
    (problem,) = regulation.validate(body)
    assert (problem.code, problem.parameters["value"]) == ("PKP-215", "5.1")
    assert str(problem.place) == '$.forms.f03.means["1.a.K1"]'


def test_what_validate_accepts_can_be_evaluated_and_what_it_refuses_cannot(regulation, body):
    chance = random.Random(7)
    spoilt = [None, True, -1, 6, 2.5, Decimal("4.0"), "4", [], {}, 10**20, float("inf")]
    for _ in range(300):
        data = json.loads(json.dumps(body))
        block = chance.choice(
            [
                data["unit"],
                data["period"],
                data["forms"],
                data["forms"]["f02"][0]["scores"],
                data["forms"]["f03"]["responses"][3],
            ]
        )
        block[chance.choice(list(block))] = chance.choice(spoilt)
        try:
            regulation.evaluate(pekppp.Submission.model_validate(data))
            accepted = True
        except ValueError:
            accepted = False
        assert accepted == (regulation.validate(data) == [])


def test_a_number_of_more_digits_than_a_file_can_hold_is_refused_as_the_model_refuses_it(regulation, body):
    body["forms"]["f03"] = {"means": dict.fromkeys(body["forms"]["f03"]["responses"][0], 13 / 3)}
    with pytest.raises(ValueError, match="means"):
        pekppp.Submission.model_validate(body)
    problems = regulation.validate(body)
    assert problems
    assert {problem.code for problem in problems} == {"PKP-011"}
