"""The answers to one form as a count and a sum for every row, in the order of the codes asked for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules import Submission
from pekppp_rules.submission.totals import Totals, bounding_totals, picker, summed, totals_of


def answers(given):
    """Return typed answers to one form."""
    data = {
        "regulation": "contoh",
        "unit": {"name": "Unit", "agency": "Instansi"},
        "period": {"year": 2022},
        "forms": {"lembar": given},
    }
    return Submission.model_validate(data).forms["lembar"]


SHEETS = answers(
    [{"evaluator": "A", "scores": {"a": 1, "b": 2, "c": 4}}, {"evaluator": "B", "scores": {"a": 3, "b": 2, "c": 0}}]
)
RESPONSES = answers({"responses": [{"a": 1, "b": 2}, {"a": 4, "b": 2}, {"a": 4, "b": 1}]})
SUMS = answers({"totals": {"sums": {"a": 9, "b": 5}, "respondents": 3}})
MEANS = answers({"means": {"a": Decimal("2.5"), "b": Decimal("1.125")}})
VALUES = answers({"values": {"a": Decimal("62.5")}})
FACTS = answers({"answers": {"buka": True}})


@pytest.mark.parametrize(
    ("given", "totals"),
    [
        pytest.param(SHEETS, Totals(2, (4, 4)), id="evaluators"),
        pytest.param(RESPONSES, Totals(3, (5, 9)), id="respondents"),
        pytest.param(SUMS, Totals(3, (5, 9)), id="sums"),
        pytest.param(MEANS, Totals(8, (9, 20)), id="means"),
        pytest.param(VALUES, Totals(2, (0, 125)), id="values"),
    ],
)
def test_rows_are_summed_in_the_order_of_the_codes(given, totals):
    assert totals_of(given, ("b", "a")) == totals


def test_facts_are_never_scored():
    with pytest.raises(TypeError, match=r"^facts are not scored$"):
        totals_of(FACTS, ("buka",))


@pytest.mark.parametrize(
    ("given", "totals"),
    [
        pytest.param(None, Totals(1, (2, 2, 2)), id="nothing"),
        pytest.param((), Totals(1, (2, 2, 2)), id="no evaluator"),
        pytest.param(answers({"responses": []}), Totals(1, (2, 2, 2)), id="no respondent"),
        pytest.param(SHEETS, Totals(2, (4, 4, 4)), id="evaluators"),
        pytest.param(RESPONSES, Totals(3, (6, 9, 5)), id="respondents"),
        pytest.param(SUMS, Totals(3, (6, 9, 5)), id="sums"),
        pytest.param(MEANS, Totals(8, (16, 20, 9)), id="means"),
        pytest.param(VALUES, Totals(2, (4, 125, 4)), id="values"),
    ],
)
def test_a_row_that_is_missing_has_the_level_of_the_bound(given, totals):
    assert bounding_totals(given, ("c", "a", "b"), 2) == totals


def test_an_evaluator_who_leaves_a_row_blank_has_the_level_of_the_bound_there_alone():
    sheets = answers([{"evaluator": "A", "scores": {"a": 1}}, {"evaluator": "B", "scores": {"a": 3, "b": 2}}])
    assert bounding_totals(sheets, ("a", "b"), 5) == Totals(2, (4, 7))


def test_one_row_alone_is_its_own_sum():
    assert summed([(3, 1)]) == Totals(1, (3, 1))


def test_rows_of_different_lengths_are_never_summed():
    with pytest.raises(ValueError, match="shorter"):
        summed([(1, 2), (3,)])


def test_one_code_is_picked_as_a_row_of_one():
    assert picker(("a",))({"a": 3, "b": 1}) == (3,)


@given(st.lists(st.decimals(-1000, 1000, places=6), min_size=1, max_size=6))
def test_decimals_become_whole_sums_over_the_least_common_denominator(values):
    codes = [f"k{at}" for at in range(len(values))]
    found = totals_of(answers({"values": dict(zip(codes, values, strict=True))}), codes)
    assert [Fraction(total, found.count) for total in found.sums] == [Fraction(value) for value in values]
    assert all(type(number) is int for number in (found.count, *found.sums))
    smaller = (Fraction(value) * found.count / factor for factor in (2, 5) for value in values)
    assert found.count == 1 or any(part.denominator > 1 for part in smaller)
