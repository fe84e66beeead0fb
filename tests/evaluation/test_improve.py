"""The cheapest steps to a category: optimal by brute force, true when the steps are taken, plain about what cannot be reached."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.api import Regulation
from pekppp_rules.evaluation.cheapest import cheapest
from pekppp_rules.regulation.load import load_folder
from pekppp_rules.regulation.schema_check import schema_problems
from tests.reference import INDICATOR_CODES
from tests.regulation.conftest import write_small
from tests.submissions import levels, sheets, submission

options = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=4)


def brute_force(groups, need):
    """Return the least price by trying every choice."""
    prices = [
        sum(price for price, _ in chosen)
        for chosen in product(*[[(0, 0), *group] for group in groups])
        if sum(gain for _, gain in chosen) >= need
    ]
    return min(prices, default=None)


@given(st.lists(options, max_size=5), st.integers(0, 120))
def test_no_choice_is_cheaper_than_the_cheapest(groups, need):
    taken = cheapest(groups, need)
    expected = brute_force(groups, need)
    assert (taken is None) == (expected is None)
    if taken is not None:
        chosen = [groups[at][number] for at, number in taken.items()]
        assert sum(price for price, _ in chosen) == expected
        assert sum(gain for _, gain in chosen) >= need


@given(st.lists(options, max_size=4), st.integers(1, 60))
def test_the_choice_is_the_same_every_time(groups, need):
    assert cheapest(groups, need) == cheapest([list(group) for group in groups], need)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Three indicators of levels 0 to 2, two evaluators possible, and a survey."""
    copy = write_small(tmp_path_factory.mktemp("improve"))
    return Regulation(load_folder(copy.folder, "kecil"))


CODES = ("a1", "a2", "b1")
small_scores = st.lists(st.fixed_dictionaries(dict.fromkeys(CODES, st.integers(0, 2))), min_size=1, max_size=3)
answers = st.fixed_dictionaries({"t1": st.integers(1, 4), "t2": st.integers(1, 4)})
prices = st.dictionaries(st.sampled_from(CODES), st.integers(0, 9), max_size=3)


def small_submission(scores, answer):
    return pekppp.Submission.model_validate(
        {
            "regulation": "kecil",
            "unit": {"name": "Unit", "agency": "Instansi", "mode": "luring"},
            "period": {"year": 2020},
            "forms": {
                "f02": [{"evaluator": str(at), "scores": sheet} for at, sheet in enumerate(scores)],
                "f03": {"responses": [answer] * 2},
            },
        }
    )


def raised(scores, ends):
    """Return the scores with every evaluator giving the level that an indicator was raised to."""
    return [{code: ends.get(code, score) for code, score in sheet.items()} for sheet in scores]


def price_of(scores, ends, costs):
    mean = {code: Fraction(sum(sheet[code] for sheet in scores), len(scores)) for code in CODES}
    return sum((costs.get(code, 1) * (level - mean[code]) for code, level in ends.items()), Fraction(0))


@given(scores=small_scores, answer=answers, costs=prices, fixed=st.sets(st.sampled_from(CODES)), data=st.data())
def test_the_steps_reach_the_category_and_no_cheaper_set_does(small, scores, answer, costs, fixed, data):
    target = data.draw(st.sampled_from(["B", "K"]))
    found = small.improve(small_submission(scores, answer), target, costs=costs, fixed=fixed)
    bound = found.target.lower_bound
    reachable = []
    for ends in product(*[[None, 0, 1, 2] for _ in CODES]):
        chosen = {
            code: level
            for code, level in zip(CODES, ends, strict=True)
            if level is not None and code not in fixed and level > Fraction(sum(s[code] for s in scores), len(scores))
        }
        after = small.evaluate(small_submission(raised(scores, chosen), answer))
        if after.category.lower_bound >= bound:
            reachable.append(price_of(scores, chosen, costs))
    assert found.is_reached == bool(reachable)
    if found.is_reached:
        assert found.cost == min(reachable)
        ends = {step.code: step.to_level for step in found.steps}
        after = small.evaluate(small_submission(raised(scores, ends), answer))
        assert after.category == found.after_category
        assert after.index.value == found.after
        assert after.category.lower_bound >= bound


@given(small_scores, answers)
def test_what_the_survey_would_have_to_be_is_just_enough(small, scores, answer):
    low = [dict.fromkeys(CODES, 0)]
    found = small.improve(small_submission(low, answer), "B", fixed=CODES)
    assert not found.is_reached
    assert not found.steps
    (need,) = found.surveys
    assert need.needed is None  # 0.4 x 4 is below 1.95
    part = small.improve(small_submission(scores, {"t1": 1, "t2": 1}), "B", fixed=CODES)
    for one in part.surveys:
        if one.needed is not None:
            means = {"t1": float(one.rounded_up), "t2": float(one.rounded_up)}
            data = small_submission(scores, answer).data()
            data["forms"]["f03"] = {"means": means}
            assert small.evaluate(pekppp.Submission.model_validate(data)).category.letter == "B"


@given(sheets, levels, st.sampled_from(["A", "A-", "B", "B-", "C", "C-", "D", "E", "F"]))
def test_the_steps_of_the_real_regulation_lead_where_they_say(scores, survey, target):
    regulation = pekppp.load("permenpanrb_29_2022")
    found = regulation.improve(submission(scores, survey), target)
    ends = {step.code: step.to_level for step in found.steps}
    after = regulation.evaluate(submission(raised(scores, ends), survey))
    assert (after.category.lower_bound >= found.target.lower_bound) == found.is_reached
    assert found.is_reached or not found.steps
    if found.is_reached:
        assert after.index.value == found.after
        dearer = [step for step in found.steps if step.cost > 0]
        for left_out in dearer[:1]:
            fewer = {code: level for code, level in ends.items() if code != left_out.code}
            short = regulation.evaluate(submission(raised(scores, fewer), survey))
            assert short.category.lower_bound < found.target.lower_bound
    assert all(a.gain >= b.gain for a, b in zip(found.marginal, found.marginal[1:], strict=False))


def test_a_mean_of_evaluators_costs_the_part_that_is_missing(regulation):
    first, second = dict.fromkeys(INDICATOR_CODES, 4), dict.fromkeys(INDICATOR_CODES, 4)
    second["29.f.B"] = 5
    found = regulation.improve(submission([first, second], 5), "A")
    step = next(step for step in found.marginal if step.code == "29.f.B")
    assert (step.from_level, step.to_level, step.cost) == (Fraction(9, 2), 5, Fraction(1, 2))


def test_what_is_reached_needs_no_step(regulation):
    found = regulation.improve(submission(5, 5), "B")
    assert (found.is_reached, found.steps, found.cost, found.after) == (True, (), 0, 5)


def test_half_a_cent_below_the_bound_is_enough(regulation):
    """4.505 is 4.51: the threshold is the bound less half a unit of the rounding."""
    found = regulation.improve(submission(4, 5), "A")
    assert found.after >= Fraction(4505, 1000)
    assert found.after_rounded >= Decimal("4.51")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"to": "AA"}, "PKP-408"),
        ({"to": "A", "fixed": ["9.z"]}, "PKP-411"),
        ({"to": "A", "costs": {"29.f.B": -1}}, "PKP-412"),
        ({"to": "A", "costs": {"29.f.B": Decimal("NaN")}}, "PKP-412"),
        ({"to": "A", "costs": {"29.f.B": 1.5}}, "PKP-412"),
        ({"to": "A", "costs": {"29.f.Z": 1}}, "PKP-411"),
    ],
)
def test_what_makes_no_sense_is_named(regulation, arguments, code):
    with pytest.raises(pekppp.EvaluationError) as refused:
        regulation.improve(submission(3, 3), **arguments)
    assert refused.value.code == code


def test_a_price_may_be_given_by_code_or_by_node(regulation):
    by_code = regulation.improve(submission(3, 3), "B", costs={"29.f.B": Decimal("0.5")})
    by_node = regulation.improve(submission(3, 3), "B", costs={"f02.29.f.B": Fraction(1, 2)})
    assert by_code == by_node
    assert by_code.cost < regulation.improve(submission(3, 3), "B").cost


@pytest.mark.parametrize("fixed", [(), INDICATOR_CODES])
def test_the_document_fits_its_schema(regulation, fixed):
    data = regulation.improve(submission(2, 2), "A", fixed=fixed).data("en")
    document = json.loads(json.dumps(data))
    assert schema_problems(document, "improvement", lambda path, _: pekppp.Place(path=path)) == []
