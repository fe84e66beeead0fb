"""What holds for any migration: to itself it changes nothing, it invents nothing, and what is all carried keeps the index."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.comparing.answers import codes_in
from pekppp_rules.testing import drafts, regulations, submissions
from tests.comparing.versions import regulation_from, sections, two_versions
from tests.packages_here import NAMES, loaded


def given_in(submission):
    return {
        (form, part, code) for form, answers in submission.data()["forms"].items() for part, code in codes_in(answers)
    }


def assert_nothing_lost_or_invented(submission, migration):
    """Every answer that was given is carried or dropped, and the new submission gives none but those that were carried."""
    before, after = given_in(submission), given_in(migration.submission)
    dropped = {(one.form, one.part, one.code) for one in migration.dropped if one.form not in {"unit", "period"}}
    carried = {(one.form, one.part, one.code) for one in migration.carried if one.form not in {"unit", "period"}}
    assert after <= before
    assert after | dropped == before
    assert not after & dropped
    assert carried == {one for one in after if one[1] == "answers"}
    assert all(one.reason is None for one in migration.carried)
    assert all(one.reason is not None for one in (*migration.dropped, *migration.unanswered))


@pytest.mark.parametrize("name", NAMES)
def test_a_migration_to_the_same_version_is_the_submission(name):
    regulation = loaded(name)

    @settings(max_examples=10)
    @given(st.one_of(submissions(regulation), drafts(regulation)))
    def check(submission):
        migration = pekppp.migrate(submission, regulation, regulation)
        assert migration.submission == submission
        assert migration.dropped == ()
        assert {one.reason for one in migration.unanswered} <= {"not_given"}
        assert_nothing_lost_or_invented(submission, migration)

    check()


@settings(max_examples=40)
@given(st.data(), regulations())
def test_a_migration_to_the_same_version_is_the_submission_for_any_regulation(data, regulation):
    submission = data.draw(st.one_of(submissions(regulation), drafts(regulation)))
    migration = pekppp.migrate(submission, regulation, regulation)
    assert migration.submission == submission
    assert migration.dropped == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_regulation_that_differs_in_identity_alone_keeps_every_answer_and_the_index(name):
    """Not even the id ties the two together: every answer is carried because the same is asked."""
    regulation = loaded(name)
    written = sections(regulation)
    written["regulation"] |= {"id": "salinan_lain", "version": "7.0.0"}
    written["regulation"].pop("extends", None)
    other = regulation_from(written)

    @settings(max_examples=10)
    @given(submissions(regulation))
    def check(submission):
        migration = pekppp.migrate(submission, regulation, other)
        assert migration.dropped == ()
        assert_nothing_lost_or_invented(submission, migration)
        before, after = regulation.evaluate(submission), other.evaluate(migration.submission)
        assert (before.index, before.category) == (after.index, after.category)

    check()


@settings(max_examples=40)
@given(st.data(), two_versions())
def test_other_weights_and_bounds_ask_the_same(data, versions):
    before, after = versions
    submission = data.draw(submissions(before))
    migration = pekppp.migrate(submission, before, after)
    assert (migration.dropped, migration.unanswered) == ((), ())
    assert migration.submission == submission


@settings(max_examples=60)
@given(st.data(), regulations(), regulations())
def test_between_any_two_nothing_is_lost_or_invented_and_the_draft_fits(data, before, after):
    submission = data.draw(submissions(before))
    migration = pekppp.migrate(submission, before, after)
    assert_nothing_lost_or_invented(submission, migration)
    if not any(one.form in {"unit", "period"} for one in migration.unanswered):
        draft = after.evaluate(migration.submission, draft=True)
        lacking = {(row.form, row.code) for row in draft.missing}
        assert lacking <= {(one.form, one.code) for one in migration.unanswered}
