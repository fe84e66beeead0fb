"""The bounds of a draft, as properties: on generated regulations and on every package there is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.schema_check import validator
from pekppp_rules.testing import completions, drafts, package_documents, regulation_of, submissions
from tests.effort import few
from tests.interpreter import Interpreter
from tests.packages_here import EVERY_CHOICE, loaded, plain_package, written

SCHEMA = validator("draft")


def check_bounds(regulation, package, unfinished, data):
    """Hold a draft against the interpreter and against completions of it."""
    draft = regulation.evaluate(unfinished, draft=True)
    ends = {end: Interpreter(package, unfinished.data(), missing=end) for end in ("lowest", "highest")}
    assert {(row.form, row.sheet, row.code) for row in draft.missing} == ends["lowest"].missing()
    assert set(draft.node_ids) == set(ends["lowest"].shown()) == set(ends["highest"].shown())
    done = regulation.evaluate(data.draw(completions(regulation, unfinished)))
    assert done.node_ids == draft.node_ids
    for name in draft.node_ids:
        node = draft.node(name)
        assert node.lower.value == ends["lowest"].value(name), name
        assert node.upper.value == ends["highest"].value(name), name
        assert node.lower.value <= done.node(name).value <= node.upper.value, name
        assert node.lower.carried <= done.node(name).carried <= node.upper.carried, name
    assert draft.category in (None, done.category)
    assert (draft.category is None) == (draft.categories[0] != draft.categories[1] or draft.categories[0] is None)
    for at, end in (("lowest", draft.lower), ("highest", draft.upper)):
        reached = regulation.evaluate(data.draw(completions(regulation, unfinished, at=at)))
        assert {name: reached.node(name).value for name in reached.node_ids} == {
            name: end.node(name).value for name in end.node_ids
        }
        assert (reached.index, reached.category) == (end.index, end.category)


def check_some(data):
    files = data.draw(package_documents())
    regulation = regulation_of(files)
    check_bounds(regulation, plain_package(files), data.draw(drafts(regulation)), data)


@given(st.data())
def test_bounds_hold_every_completion_and_are_reached(data):
    check_some(data)


@pytest.mark.slow
@settings(max_examples=2_000)
@given(st.data())
def test_bounds_of_thousands_of_drafts_hold(data):
    check_some(data)


@pytest.mark.parametrize(("name", "fields"), EVERY_CHOICE)
@few
@given(st.data())
def test_bounds_hold_under_every_package_in_every_variant(name, fields, data):
    regulation = loaded(name)
    check_bounds(regulation, written(name), data.draw(drafts(regulation, **fields)), data)


@few
@given(st.data())
def test_a_complete_submission_has_equal_bounds_that_are_its_result(data):
    regulation = regulation_of(data.draw(package_documents()))
    submission = data.draw(submissions(regulation))
    draft, evaluation = regulation.evaluate(submission, draft=True), regulation.evaluate(submission)
    assert draft.is_complete
    assert draft.lower.nodes == draft.upper.nodes == evaluation.nodes
    assert draft.lower.index == draft.upper.index == evaluation.index
    assert draft.category == evaluation.category
    assert (draft.findings, draft.provenance) == (evaluation.findings, evaluation.provenance)


@few
@given(st.data())
def test_a_draft_can_be_evaluated_exactly_when_nothing_is_missing(data):
    regulation = regulation_of(data.draw(package_documents()))
    unfinished = data.draw(drafts(regulation))
    if regulation.evaluate(unfinished, draft=True).is_complete:
        assert regulation.validate(unfinished) == []
        regulation.evaluate(unfinished)
    else:
        assert regulation.validate(unfinished) != []
        with pytest.raises(pekppp.SubmissionError):
            regulation.evaluate(unfinished)


@few
@given(st.data())
def test_each_row_that_is_missing_is_needed(data):
    """Take one of them out of a completion again, and it is no completion.

    Not so where a choice beside the index has the same parts in another order: what either begins with is missing then, though
    one would do for both.
    """
    regulation = regulation_of(data.draw(package_documents()))
    index = regulation.package.index
    assume(not any(node.id in index.beside and node.kind == "first_given" for node in index.nodes))
    unfinished = data.draw(drafts(regulation))
    begun = [row for row in regulation.evaluate(unfinished, draft=True).missing if row.path != ("forms", row.form)]
    if begun:
        row = data.draw(st.sampled_from(begun))
        done = data.draw(completions(regulation, unfinished)).data()
        sheet = done
        for step in row.path:
            sheet = sheet[step]
        del sheet[row.code]
        assert regulation.validate(done) != []


@few
@given(st.data())
def test_without_any_answer_the_bounds_are_the_scale(data):
    regulation = regulation_of(data.draw(package_documents()))
    answered = data.draw(submissions(regulation)).data()
    draft = regulation.evaluate(pekppp.Submission.model_validate({**answered, "forms": {}}), draft=True)
    for name in draft.node_ids:
        node = draft.node(name)
        assert (node.lower.value, node.upper.value) == (node.lower.lowest, node.lower.highest)


@few
@given(st.data())
def test_every_draft_fits_its_schema(data):
    regulation = regulation_of(data.draw(package_documents()))
    draft = regulation.evaluate(data.draw(drafts(regulation)), draft=True)
    for lang in ("id", "en"):
        assert list(SCHEMA.iter_errors(draft.data(lang))) == []
