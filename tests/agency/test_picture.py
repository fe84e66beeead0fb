"""Rounds side by side, and what changed between two of them."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.agency import agency_picture
from tests.agency.units import DAERAH, unit
from tests.overlays import write

LATER = {"period": {"year": 2023}}


def refusal(*arguments, **options):
    with pytest.raises(pekppp.EvaluationError) as caught:
        agency_picture(*arguments, **options)
    return [problem.code for problem in caught.value.problems]


def test_one_round_is_one_picture():
    picture = agency_picture([unit("A", 3), unit("B", 4)])
    assert len(picture.rounds) == 1
    assert picture.change is None
    assert picture.agencies == (DAERAH,)


def test_rounds_stand_side_by_side_and_are_never_averaged():
    given = [unit("A", 3), unit("B", 5), unit("A", 4, **LATER), unit("B", 4, period={"stage": "pembinaan"})]
    picture = agency_picture(given)
    assert [(one.aggregate.period.year, len(one.aggregate.ranking)) for one in picture.rounds] == [
        (2022, 2),
        (2022, 1),
        (2023, 1),
    ]
    assert picture.rounds[0].aggregate == pekppp.aggregate(given[:2])


def test_versions_of_a_regulation_stand_side_by_side():
    picture = agency_picture([unit("A", 4, **LATER), unit("B", 4, regulation="permenpanrb_4_2023", **LATER)])
    assert [one.aggregate.regulation.id for one in picture.rounds] == ["permenpanrb_29_2022", "permenpanrb_4_2023"]


def test_nothing_and_a_unit_given_twice_are_refused():
    assert refusal([]) == ["PKP-402"]
    assert refusal([unit("A"), unit("A")]) == ["PKP-405"]


def test_a_change_under_equal_rules_comes_from_the_units():
    before, after = [unit("A", 3), unit("B", 4)], [unit("A", 4, **LATER), unit("B", 4, **LATER)]
    change = agency_picture(after, against=before).change
    assert change.change == pekppp.aggregate(after).value - pekppp.aggregate(before).value
    assert (change.from_units, change.from_rules, change.unsplit, change.from_composition) == (change.change, 0, 0, 0)
    assert [one.after.unit.name for one in change.units] == ["A", "B"]
    assert change.units[1].change == 0


def test_units_that_came_or_left_are_a_part_of_their_own():
    before, after = [unit("A", 3), unit("B", 5)], [unit("A", 4, **LATER), unit("C", 1, **LATER)]
    change = agency_picture(after, against=before).change
    assert [one.unit.name for one in change.came] == ["C"]
    assert [one.unit.name for one in change.left] == ["B"]
    assert change.from_units == change.units[0].change > 0
    assert change.from_units + change.from_rules + change.unsplit + change.from_composition == change.change < 0


def test_without_a_unit_in_both_rounds_all_of_it_is_composition():
    change = agency_picture([unit("B", 5, **LATER)], against=[unit("A", 3)]).change
    assert change.units == ()
    assert change.from_composition == change.change > 0


def test_what_other_weights_do_to_the_same_answers_comes_from_the_rules(tmp_path):
    """One indicator of two counts 60 and the other 40, instead of half each: the old answers are worth something else."""
    heavier = {"replace": "forms/f02@luring/aspects/f/indicators/29.f.B/weight", "value": 60}
    lighter = {"replace": "forms/f02@luring/aspects/f/indicators/30.f.B/weight", "value": 40}
    folder = write(tmp_path, heavier, lighter, name="perwali", extends="permenpanrb_29_2022@1.0.0")
    local = pekppp.load(folder)
    before = [unit("A"), unit("B", 4)]
    after = []
    for one, score in zip(before, (None, 5), strict=True):
        data = unit(one.unit.name, score, **LATER).submission.data()
        after.append(local.evaluate(pekppp.Submission.model_validate({**data, "regulation": "perwali"})))
    change = agency_picture(after, against=before).change
    by_name = {one.after.unit.name: one for one in change.units}
    same = by_name["A"]
    assert same.from_unit == 0
    assert same.from_rules == same.change == Fraction("0.75") * Fraction("0.12") * Fraction("0.1") * (3 - 4)
    assert by_name["B"].from_rules == 0
    assert by_name["B"].from_unit == by_name["B"].change > 0
    assert change.from_rules == same.change / 2
    assert change.from_units + change.from_rules == change.change


def test_an_amendment_that_changes_no_number_leaves_all_of_the_change_to_the_units():
    """permenpanrb_4_2023 asks the same and counts the same: what changes comes from the units, found by evaluating anew."""
    before = [unit("A", 3), unit("B", 4)]
    after = [
        unit("A", 3, regulation="permenpanrb_4_2023", **LATER),
        unit("B", 5, regulation="permenpanrb_4_2023", **LATER),
    ]
    change = agency_picture(after, against=before).change
    assert [one.from_rules for one in change.units] == [0, 0]
    assert change.from_units == change.change == Fraction(change.units[0].change, 2)


def test_answers_the_later_rules_cannot_evaluate_are_told_as_not_divided():
    """PermenPANRB 29/2022 asks other questions than 17/2017, so nothing of the change can be told apart."""
    old = pekppp.load("permenpanrb_17_2017")
    scores = {row.code: 4 for form in old.package.forms for block in form.blocks for row in block.rows}
    given = {
        "regulation": old.id,
        "unit": {"name": "A", "agency": DAERAH},
        "period": {"year": 2019},
        "forms": {old.package.forms[0].form: [{"evaluator": "satu", "scores": scores}]},
    }
    problems = old.validate(given)
    assert problems == []
    earlier = old.evaluate(pekppp.Submission.model_validate(given))
    change = agency_picture([unit("A", 5)], against=[earlier]).change
    assert change.units[0].from_rules is None
    assert change.units[0].from_unit is None
    assert (change.from_units, change.from_rules, change.unsplit) == (0, 0, change.change)


def test_two_rounds_are_compared_and_no_more():
    assert refusal([unit("A"), unit("B", **LATER)], against=[unit("A")]) == ["PKP-401"]
    assert refusal([unit("A")], against=[unit("A"), unit("B", **LATER)]) == ["PKP-401"]


def test_an_index_of_another_family_or_scale_is_refused():
    given = {
        "regulation": "ombudsman_opini_2022",
        "unit": {"name": "A", "agency": DAERAH},
        "period": {"year": 2022},
        "forms": {"nilai": {"values": {"skor": 90}}},
    }
    opinion = pekppp.load("ombudsman_opini_2022").evaluate(pekppp.Submission.model_validate(given))
    assert refusal([unit("A")], against=[opinion]) == ["PKP-420", "PKP-420"]


def test_the_document_is_json_whose_parts_sum_to_the_change():
    before, after = [unit("A", 3), unit("B", 5)], [unit("A", 4, **LATER), unit("C", 1, **LATER)]
    document = json.loads(json.dumps(agency_picture(after, against=before).data("en")))
    change = document["change"]
    parts = ("from_units", "from_rules", "unsplit", "from_composition")
    assert sum(Fraction(change[part]) for part in parts) == Fraction(change["change"])
    assert (change["came"], change["left"]) == (["C"], ["B"])
    assert change["before"]["units"] == 2
