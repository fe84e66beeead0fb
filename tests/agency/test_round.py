"""One round: numbers are exact, and each can be worked out from its units."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.agency.round import round_picture
from pekppp_rules.evaluation.category import Category
from pekppp_rules.testing import regulations, submissions
from tests.agency.units import unit


@pytest.fixture(scope="module")
def three():
    return [unit("A", 3), unit("B", 4), unit("C", 5)]


def test_the_index_is_that_of_the_aggregate_and_units_stand_by_rank(three):
    picture = round_picture(three)
    assert picture.aggregate == pekppp.aggregate(three)
    assert [one.evaluation.unit.name for one in picture.aggregate.ranking] == ["C", "B", "A"]


def test_every_category_is_counted_from_the_highest_down(three):
    picture = round_picture(three)
    assert sum(one.units for one in picture.distribution) == 3
    assert [one.category.letter for one in picture.distribution][:3] == ["A", "A-", "B"]
    bounds = [one.category.lower_bound for one in picture.distribution]
    assert bounds == sorted(bounds, reverse=True)
    for one in picture.distribution:
        assert one.units == sum(two.category == one.category for two in three)


def test_an_aspect_has_the_mean_and_the_ends_of_its_units(three):
    first = round_picture(three).aspects[0]
    assert (first.part, first.aspect, first.weight) == ("f02", "a", Fraction("0.24"))
    assert (first.units, first.mean, first.least, first.most) == (3, 4, 3, 5)
    assert (first.lowest, first.highest) == (0, 5)


def test_a_row_brings_exactly_what_the_agency_would_gain(three):
    """Fill one row in every unit, evaluate anew: the index must rise by exactly the gain that was told."""
    picture = round_picture(three)
    (row,) = [one for one in picture.rows if one.node == "f02.14.b.K"]
    filled = []
    for one in three:
        data = one.submission.data()
        for sheet in data["forms"]["f02"]:
            sheet["scores"]["14.b.K"] = 5
        filled.append(pekppp.load("permenpanrb_29_2022").evaluate(pekppp.Submission.model_validate(data)))
    after = pekppp.aggregate(filled)
    assert row.gain is not None
    assert row.gain > 0
    assert picture.aggregate.value + row.gain == after.value
    assert (row.rounded_after, row.category_after) == (after.rounded, after.category)
    assert (row.units, row.full, row.mean) == (3, 1, 4)


def test_the_weakest_come_first_and_full_rows_are_left_out(three):
    picture = round_picture(three)
    gains = [one.gain for one in picture.weakest]
    assert gains == sorted(gains, reverse=True)
    assert {row.form for row in round_picture([unit("A", 5)]).weakest} == {"f03"}


def test_the_map_holds_every_value_where_its_unit_and_row_stand(three):
    picture = round_picture(three)
    for one, values in zip(picture.aggregate.ranking, picture.values, strict=True):
        assert values == tuple(one.evaluation.node(row.node).value for row in picture.rows)


def test_units_of_two_modes_share_a_round_and_lack_each_other_s_rows(checkout):
    online = pekppp.read_submission(checkout / "examples" / "layanan_daring_kota_contoh.yaml")
    regulation = pekppp.load(online.regulation)
    data = online.data()
    data["period"] = unit("A").submission.data()["period"]
    both = [unit("A"), regulation.evaluate(pekppp.Submission.model_validate(data))]
    picture = round_picture(both)
    assert {row.units for row in picture.rows} <= {1, 2}
    assert any(None in values for values in picture.values)
    assert all(
        value is None or row.lowest <= value <= row.highest
        for values in picture.values
        for row, value in zip(picture.rows, values, strict=True)
    )


def test_equal_findings_are_one_group_with_its_units(three):
    picture = round_picture(three)
    groups = {(group.severity, group.code, group.subject): set(group.units) for group in picture.findings}
    expected: dict[tuple[str, str, str], set[str]] = {}
    for one in three:
        for finding in one.findings:
            expected.setdefault((finding.severity, finding.code, finding.subject), set()).add(one.unit.name)
    assert groups == expected
    order = ["error", "warning", "info"]
    ranks = [(order.index(group.severity), -len(group.units)) for group in picture.findings]
    assert ranks == sorted(ranks)


def test_a_mix_is_refused_as_in_an_aggregate(three):
    with pytest.raises(pekppp.EvaluationError) as caught:
        round_picture([*three, unit("D", 3, period={"year": 2021})])
    assert caught.value.code == "PKP-401"


def test_the_document_is_json_with_exact_numbers(three):
    document = json.loads(json.dumps(round_picture(three).data()))
    assert Fraction(document["index"]["exact"]) == pekppp.aggregate(three).value
    assert len(document["values"]) == 3
    assert {len(values) for values in document["values"]} == {len(document["rows"])}


@settings(max_examples=40)
@given(st.data())
def test_in_a_regulation_of_any_shape_a_gain_is_what_filling_the_row_brings(data):
    regulation = data.draw(regulations())
    evaluation = regulation.evaluate(data.draw(submissions(regulation)))
    picture = round_picture([evaluation])
    is_linear = not any(planned.is_step for planned in evaluation._plan.nodes.values())
    for row in picture.rows:
        assert (row.gain is None) is not is_linear
        assert row.lowest <= row.mean <= row.highest
        if row.gain is not None:
            assert row.gain >= 0
            assert picture.aggregate.value + row.gain <= evaluation.node(evaluation.root_id).highest
    total = sum(row.gain for row in picture.rows if row.gain is not None)
    if is_linear and picture.rows:
        assert picture.aggregate.value + total == evaluation.node(evaluation.root_id).highest
    assert sum(one.units for one in picture.distribution) == (1 if evaluation.category is not None else 0)
    assert all(isinstance(one.category, Category) for one in picture.distribution)
