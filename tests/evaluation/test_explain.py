"""The derivation, as data and as text."""

from __future__ import annotations

import json
from fractions import Fraction

from hypothesis import given

import pekppp_rules as pekppp
from tests.submissions import responses, sheets, submission


@given(sheets, responses)
def test_the_terms_of_every_step_give_its_value(scores, rows):
    evaluation = pekppp.load("permenpanrb_29_2022").evaluate(submission(scores, {"responses": rows}))
    steps = evaluation.explain().data()["steps"]
    values = {step["node"]: Fraction(step["exact"]) for step in steps}
    for step in steps:
        for term in step["terms"]:
            assert Fraction(term["value"]) == values[term["node"]]
        if step["terms"]:
            total = sum(Fraction(term["weight"]) * Fraction(term["value"]) for term in step["terms"])
            assert total == values[step["node"]]


def test_every_node_stands_in_the_derivation_once(regulation):
    evaluation = regulation.evaluate(submission(3))
    names = [step["node"] for step in evaluation.explain().data()["steps"]]
    assert sorted(names) == sorted(evaluation.node_ids)


def test_every_step_and_term_names_its_sources(regulation):
    explanation = regulation.evaluate(submission(3)).explain().data()
    known = {source.key for source in regulation.package.sources.sources}
    for step in explanation["steps"]:
        assert step["source"]
        assert set(step["source"]) <= known
        for term in step["terms"]:
            assert term["confidence"] is not None
    assert explanation["category"]["source"]
    assert explanation["rounding"]["confidence"] == "inferred"


def test_the_data_is_json_and_holds_no_rendered_text(regulation):
    data = regulation.evaluate(submission(3)).explain().data()
    assert json.loads(json.dumps(data)) == data
    assert "Sangat" not in json.dumps(data)


def test_the_text_fills_in_the_formula_and_names_source_and_category(regulation):
    explanation = regulation.evaluate(submission(4, 3)).explain()
    assert "ipp  Indeks Pelayanan Publik = 3,75" in str(explanation)
    assert "= 0,75 × 4 + 0,25 × 3" in str(explanation)
    assert "Predikat B (Baik): 3,75, berlaku mulai 3,51" in str(explanation)
    assert "sumber: SW, GT" in str(explanation)
    assert "Category B (Good): 3.75, holds from 3.51" in explanation.text("en")


def test_a_number_without_a_finite_decimal_is_shown_with_its_ratio(regulation):
    third = {"responses": [dict.fromkeys(submission().forms["f03"].responses[0], level) for level in (4, 4, 5)]}
    assert "≈4,333333 (13/3)" in str(regulation.evaluate(submission(4, third)).explain())


def test_a_contested_value_is_shown_with_the_alternative_and_the_reason(regulation):
    text = regulation.evaluate(submission(4)).explain().text("en")
    assert "How F-03 is averaged" in text
    assert "GT: one mean over all answers" in text
