"""On regulations at random, the steps are the best of all ways, each tried by evaluating it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor, prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.schema_check import validator
from pekppp_rules.testing import package_documents, regulation_of, submissions
from tests.effort import few
from tests.evaluation.raising import after_steps, cheapest_by_trying, counted_rows, raised
from tests.evaluation.small_regulations import letters_of, poor_submissions, small_regulations

COSTS = st.integers(0, 4) | st.fractions(0, 5, max_denominator=4)
MOST_WAYS = 200
SCHEMA = validator("improvement")


def check(regulation, submission, costs, fixed):
    """Compare the improvement to every category with the best way found by trying."""
    rows = counted_rows(regulation.evaluate(submission))
    for letter, bound in letters_of(regulation).items():
        improvement = regulation.improve(
            submission,
            letter,
            costs={f"{form}.{code}": cost for (form, code), cost in costs.items()},
            fixed=[f"{form}.{code}" for form, code in fixed],
        )
        found = cheapest_by_trying(regulation, submission, bound, costs, fixed)
        again = regulation.evaluate(after_steps(submission, improvement.steps))
        full = regulation.evaluate(raised(submission, {row: top for row, (_, top) in rows.items() if row not in fixed}))
        assert improvement.reached == (found is not None)
        if found is not None:
            levels = {(step.form, step.code): step.to_level for step in improvement.steps}
            assert (improvement.cost, levels) == found
            assert again.category.lower_bound >= bound
        assert improvement.after.value == again.index.value
        assert improvement.after.rounded == again.index.rounded
        assert improvement.after.category == again.category
        assert improvement.highest.value == full.index.value
        assert list(SCHEMA.iter_errors(improvement.data())) == []


@given(st.data())
def test_no_way_is_better_on_small_regulations(data):
    regulation = data.draw(small_regulations())
    submission = data.draw(poor_submissions(regulation))
    rows = list(counted_rows(regulation.evaluate(submission)))
    costs = data.draw(st.dictionaries(st.sampled_from(rows), COSTS))
    check(regulation, submission, costs, data.draw(st.lists(st.sampled_from(rows), max_size=1)))


@few
@given(st.data())
def test_no_way_is_better_on_any_generated_regulation(data):
    """As many indicators are fixed as it takes to try every way; where a part of the index is rounded, it is refused."""
    regulation = regulation_of(data.draw(package_documents()))
    submission = data.draw(submissions(regulation))
    rows = counted_rows(regulation.evaluate(submission))
    letters = letters_of(regulation)
    assume(letters and rows)
    if is_rounded_above(regulation, submission, rows):
        with pytest.raises(pekppp.EvaluationError) as caught:
            regulation.improve(submission, next(iter(letters)))
        assert caught.value.code == "PKP-409"
        return
    free = data.draw(st.permutations(list(rows)))
    while prod(rows[row][1] - floor(rows[row][0]) + 1 for row in free) > MOST_WAYS:
        free = free[1:]
    costs = data.draw(st.dictionaries(st.sampled_from(list(rows)), COSTS))
    check(regulation, submission, costs, [row for row in rows if row not in free])


def is_rounded_above(regulation, submission, rows):
    """Return whether a node between an indicator and the index is rounded before its parent uses it."""
    evaluation = regulation.evaluate(submission)
    rounded = {
        node.id
        for node in regulation.package.index.nodes
        if node.rounding is not None and "parent" in node.rounding.used_by
    }
    names = {f"{form}.{code}" for form, code in rows}

    def has_row(name):
        return name in names or any(has_row(child) for child in evaluation.node(name).children)

    def found(name):
        return any(found(child) or (child in rounded and has_row(child)) for child in evaluation.node(name).children)

    return found(evaluation.root_id)


@few
@given(st.data())
def test_another_form_suffices_exactly_from_the_value_that_is_told(data):
    """Answer the form anew, with every indicator at its top: the category is reached where its node is at least that."""
    regulation = data.draw(small_regulations())
    submission = data.draw(poor_submissions(regulation))
    rows = counted_rows(regulation.evaluate(submission))
    full = raised(submission, {row: top for row, (_, top) in rows.items()}).data()
    for letter, bound in letters_of(regulation).items():
        for node in regulation.improve(submission, letter).elsewhere:
            steps = 0 if node.needed is None else floor(node.needed * 10**9)
            for mean in (Decimal(steps) / 10**9, Decimal(steps + 1) / 10**9, node.rounded, 4):
                if mean is not None and mean <= node.highest:
                    data = {**full, "forms": {**full["forms"], "f03": {"means": {"t1": mean, "t2": mean}}}}
                    again = regulation.evaluate(pekppp.Submission.model_validate(data))
                    assert again.node(node.node).value == Fraction(mean)
                    assert (again.category.lower_bound >= bound) == (node.needed is not None and mean >= node.needed)
