"""The invariants of the scoring, as properties."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from tests.reference import ASPECTS, INDICATOR_CODES, INDICATORS, QUESTION_CODES
from tests.submissions import levels, responses, sheets, submission


def evaluate(scores, survey=5):
    return pekppp.load("permenpanrb_29_2022").evaluate(submission(scores, survey))


@given(sheets, responses)
def test_every_node_stays_within_its_scale(scores, rows):
    evaluation = evaluate(scores, {"responses": rows})
    for node in evaluation.nodes.values():
        assert node.lowest <= node.value <= node.highest


@given(sheets, responses, st.sampled_from(INDICATOR_CODES), st.data())
def test_raising_a_score_never_lowers_a_node(scores, rows, code, data):
    at = data.draw(st.integers(0, len(scores) - 1))
    raised = [dict(sheet) for sheet in scores]
    raised[at][code] = data.draw(st.integers(scores[at][code], 5))
    before, after = evaluate(scores, {"responses": rows}), evaluate(raised, {"responses": rows})
    for name in before.node_ids:
        assert after.node(name).value >= before.node(name).value


@given(responses, st.sampled_from(QUESTION_CODES), st.data())
def test_a_better_answer_never_lowers_a_node(rows, code, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    better = [dict(row) for row in rows]
    better[at][code] = data.draw(st.integers(rows[at][code], 5))
    before, after = evaluate(3, {"responses": rows}), evaluate(3, {"responses": better})
    for name in before.node_ids:
        assert after.node(name).value >= before.node(name).value


@given(levels)
def test_all_scores_equal_give_exactly_that_index(level):
    evaluation = evaluate(level, level)
    for name in evaluation.node_ids:
        assert evaluation.node(name).value == (level * 20 if name == "ipp_100" else level)


@given(sheets, responses, st.randoms(use_true_random=False))
def test_order_of_evaluators_respondents_and_keys_is_irrelevant(scores, rows, chance: random.Random):
    def shuffled(mapping):
        items = list(mapping.items())
        chance.shuffle(items)
        return dict(items)

    before = evaluate(scores, {"responses": rows})
    other_scores, other_rows = [shuffled(sheet) for sheet in scores], [shuffled(row) for row in rows]
    chance.shuffle(other_scores)
    chance.shuffle(other_rows)
    after = evaluate(other_scores, {"responses": other_rows})
    assert before.data()["nodes"] == after.data()["nodes"]
    assert before.findings == after.findings


@given(sheets, st.sampled_from(INDICATOR_CODES), st.data())
def test_a_score_moves_the_index_by_exactly_its_share(scores, code, data):
    """Aspect weight x weight in the aspect x 0.75, divided among the evaluators."""
    at = data.draw(st.integers(0, len(scores) - 1))
    changed = [dict(sheet) for sheet in scores]
    changed[at][code] = data.draw(levels)
    aspect = code.split(".")[1]
    share = Fraction(ASPECTS[aspect], 100) * Fraction(INDICATORS[aspect][code], 100) * Fraction(3, 4)
    moved = evaluate(changed).index.value - evaluate(scores).index.value
    assert moved == share * (changed[at][code] - scores[at][code]) / len(scores)


@given(sheets, responses)
def test_contributions_of_any_level_sum_to_the_index(scores, rows):
    evaluation = evaluate(scores, {"responses": rows})
    for names in (
        ["f02", "f03"],
        [f"f02.{code}" for code in INDICATOR_CODES] + [f"f03.{code}" for code in QUESTION_CODES],
    ):
        assert sum(evaluation.node(name).contribution for name in names) == evaluation.index.value


@given(sheets, responses)
def test_the_unscored_row_changes_nothing(scores, rows):
    with_queue = [{**sheet, "antrian": at % 6} for at, sheet in enumerate(scores)]
    before, after = evaluate(scores, {"responses": rows}), evaluate(with_queue, {"responses": rows})
    assert before.data()["nodes"] == after.data()["nodes"]


@given(
    st.fractions(min_value=0, max_value=5, max_denominator=10**6),
    st.fractions(min_value=0, max_value=5, max_denominator=10**6),
)
def test_a_higher_index_never_has_a_lower_category(one, other):
    regulation = pekppp.load("permenpanrb_29_2022")
    lower, higher = sorted((one, other))
    assert regulation.categorise(lower).lower_bound <= regulation.categorise(higher).lower_bound


def test_every_rounded_value_of_the_scale_has_exactly_one_category(regulation):
    categories = regulation.package.table("ipp").categories
    for hundredths in range(501):
        value = Decimal(hundredths) / 100
        above = [category for category in categories if category.from_ <= Fraction(value)]
        assert regulation.categorise(value).letter == max(above, key=lambda category: category.from_).letter


@given(st.floats(0, 5))
def test_any_float_of_the_scale_has_the_category_of_its_shortest_decimal(value):
    regulation = pekppp.load("permenpanrb_29_2022")
    assert regulation.categorise(value) == regulation.categorise(Decimal(repr(value)))


@given(st.decimals(min_value=0, max_value=5, places=3))
def test_a_float_is_categorised_as_the_decimal_it_writes(value):
    regulation = pekppp.load("permenpanrb_29_2022")
    assert regulation.categorise(float(value)) == regulation.categorise(value)
