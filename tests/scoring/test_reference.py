"""Scoring equals an independent reference that never imports the engine."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

import pekppp_rules as pekppp
from tests import reference
from tests.reference import INDICATOR_CODES, QUESTION_CODES
from tests.submissions import mean_answers, responses, sheets, submission


def check(evaluation: pekppp.Evaluation, expected: dict[str, Fraction]) -> None:
    for name, value in expected.items():
        assert evaluation.node(name).value == value, name
    index = expected["ipp"]
    assert evaluation.index.value == index
    assert evaluation.index.rounded * 100 == reference.hundredths(index)
    assert evaluation.index.conversion * 100 == reference.hundredths(index * 20)
    assert evaluation.category.letter == reference.letter(index)


@given(sheets, responses)
def test_every_node_equals_the_reference(scores, rows):
    evaluation = pekppp.load("permenpanrb_29_2022").evaluate(submission(scores, {"responses": rows}))
    check(evaluation, reference.nodes(scores, mean_answers(rows)))


@given(sheets, responses)
def test_totals_give_the_same_numbers_as_responses(scores, rows):
    sums = {code: sum(row[code] for row in rows) for code in QUESTION_CODES}
    regulation = pekppp.load("permenpanrb_29_2022")
    summed = regulation.evaluate(submission(scores, {"totals": {"respondents": len(rows), "sums": sums}}))
    check(summed, reference.nodes(scores, mean_answers(rows)))


def test_thousands_of_random_submissions_equal_the_reference(regulation):
    chance = random.Random(29_2022)
    for _ in range(5_000):
        scores = [{code: chance.randint(0, 5) for code in INDICATOR_CODES} for _ in range(chance.randint(1, 3))]
        hundredths = {code: chance.randint(0, 500) for code in QUESTION_CODES}
        survey = {"means": {code: Decimal(units) / 100 for code, units in hundredths.items()}}
        evaluation = regulation.evaluate(submission(scores, survey))
        expected = reference.nodes(scores, {code: Fraction(units, 100) for code, units in hundredths.items()})
        assert evaluation.index.value == expected["ipp"]
        assert evaluation.category.letter == reference.letter(expected["ipp"])


@pytest.mark.slow
def test_a_hundred_thousand_random_submissions_have_no_wrong_category(regulation):
    chance = random.Random(2022)
    for _ in range(100_000):
        centre = chance.randint(0, 4)
        scores = {code: chance.randint(centre, centre + 1) for code in INDICATOR_CODES}
        answers = {code: chance.randint(0, 50) for code in QUESTION_CODES}
        evaluation = regulation.evaluate(submission(scores, {"totals": {"respondents": 10, "sums": answers}}))
        expected = reference.nodes([scores], {code: Fraction(total, 10) for code, total in answers.items()})
        assert evaluation.index.value == expected["ipp"]
        assert evaluation.category.letter == reference.letter(expected["ipp"])
