"""Why facts justify a level: told once, the strongest of what was asked, and what is missing for the next."""

from __future__ import annotations

import pytest

import pekppp_rules as pekppp


@pytest.fixture(scope="module")
def submission(example):
    return pekppp.read_submission(example)


def with_facts(submission, **changes):
    """Return the submission with other facts; None takes one away."""
    data = submission.data()
    answers = data["forms"]["f01"]["answers"]
    for fact, value in changes.items():
        name = fact.replace("__", ".")
        answers.pop(name, None)
        if value is not None:
            answers[name] = value
    return pekppp.Submission.model_validate(data)


@pytest.fixture(scope="module")
def told(regulation, submission):
    """Return a function that gives a row's justification, by the row's code, of the example with other facts."""

    def row(code, **changes):
        found = regulation.justify(with_facts(submission, **changes))
        return next(one for one in found if one.code == code)

    return row


def words(reasons):
    return [reason.words("en") for reason in reasons]


def test_of_a_number_only_the_highest_end_is_told(told):
    row = told("8.a.Ak")
    assert [text.rpartition(": ")[2] for text in words(row.given)] == [
        *("A follow-up plan of the SKM exists", "A follow-up report exists"),
        "at least 30",
    ]
    assert [text.rpartition(": ")[2] for text in words(row.missing)] == ["more than 80"]


def test_of_one_choice_only_the_narrowest_is_told(told):
    legal = [text for text in words(told("30.f.B").given) if text.startswith("Legal form")]
    assert len(legal) == 1
    assert " or " not in legal[0]


def test_what_gave_a_level_holds_and_what_is_missing_does_not(regulation, submission):
    for row in regulation.justify(submission):
        given, missing = set(words(row.given)), set(words(row.missing))
        assert given.isdisjoint(missing), row.code
        assert bool(missing) == (row.level < row.highest), row.code


def test_what_only_a_higher_level_asks_for_is_stated_without_counting(told):
    row = told("1.a.Ak", **{"1__ditetapkan": False})
    assert row.level < 3
    assert row.not_counted
    assert not set(words(row.not_counted)) & set(words(row.given))


def test_facts_that_a_reason_reads_are_facts_of_the_form(regulation, submission):
    form = next(form for form in regulation.package.forms if form.form == "f01")
    known = {f"f01.{fact.id}" for _, fact in form.asked()}
    for row in regulation.justify(submission):
        for reason in (*row.given, *row.missing, *row.not_counted):
            assert set(reason.facts) <= known


def test_a_submission_without_facts_justifies_nothing(regulation, submission):
    data = submission.data()
    del data["forms"]["f01"]
    assert regulation.justify(pekppp.Submission.model_validate(data)) == []


def test_scores_are_not_needed(regulation, submission):
    data = submission.data()
    data["forms"] = {"f01": data["forms"]["f01"]}
    found = regulation.justify(pekppp.Submission.model_validate(data))
    assert [row.level for row in found] == [row.level for row in regulation.justify(submission)]
    assert {row.score for row in found} == {None}
