"""Generated submissions: complete, as asked for, and with every way of giving answers in them."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pekppp_rules import testing
from pekppp_rules.testing import completions, drafts, package_documents, regulation_of, regulations, submissions
from tests.effort import few
from tests.interpreter import Interpreter, asked
from tests.packages_here import plain_package

LURING = "luring"


@few
@given(st.data())
def test_every_submission_fits_its_regulation(data):
    regulation = data.draw(regulations())
    submission = data.draw(submissions(regulation))
    assert regulation.validate(submission) == []
    assert regulation.validate(submission.data()) == []
    assert regulation.evaluate(submission).submission == submission


@few
@given(st.data())
def test_facts_respect_the_conditions_under_which_they_are_asked(data):
    files = data.draw(package_documents())
    submission = data.draw(submissions(regulation_of(files))).data()
    for name, form in Interpreter(plain_package(files), submission).forms.items():
        if form["type"] == "facts" and name in submission["forms"]:
            answers = submission["forms"][name]["answers"]
            assert set(answers) <= set(asked(form, answers))


@few
@given(st.data())
def test_the_number_of_sheets_and_respondents_is_as_asked_for(regulation, data):
    submission = data.draw(submissions(regulation, mode=LURING, evaluators=3, respondents=7))
    assert len(submission.forms["f02"]) == 3
    survey = submission.forms["f03"]
    if hasattr(survey, "responses"):
        assert len(survey.responses) == 7
    elif hasattr(survey, "totals"):
        assert survey.totals.respondents == 7
    else:
        assert survey.respondents in (None, 7)


@few
@given(st.data())
def test_fields_are_as_asked_for(dongeng, data):
    mode = data.draw(st.sampled_from(["luring", "daring"]))
    submission = data.draw(submissions(dongeng, mode=mode, scheme="mandiri", stage="akhir"))
    assert (submission.unit.mode, submission.period.scheme, submission.period.stage) == (mode, "mandiri", "akhir")


@pytest.mark.parametrize("strategy", [submissions, drafts])
def test_a_mode_without_forms_is_refused_at_once(dongeng, strategy):
    with pytest.raises(ValueError, match=r"negeri_dongeng has no forms for unit\.mode keliling"):
        strategy(dongeng, mode="keliling")


@few
@given(st.data())
def test_a_completion_keeps_what_the_draft_gives(data):
    regulation = data.draw(regulations())
    unfinished = data.draw(drafts(regulation))
    done = data.draw(completions(regulation, unfinished, evaluators=2, respondents=3))
    assert regulation.validate(done) == []
    kept(unfinished.data(), done.data())
    for name in done.forms.keys() - unfinished.forms.keys():
        answers = done.forms[name]
        assert not isinstance(answers, tuple) or len(answers) == 2
        assert not hasattr(answers, "responses") or len(answers.responses) == 3


def kept(before, after):
    """Assert that plain data hold all that others hold."""
    if isinstance(before, dict):
        assert before.keys() <= after.keys()
        for key, value in before.items():
            if value not in ([], (), {}, {"responses": ()}):
                kept(value, after[key])
    elif isinstance(before, (list, tuple)):
        assert len(before) == len(after)
        for one, other in zip(before, after, strict=True):
            kept(one, other)
    else:
        assert before == after


EVERY_WAY = {
    "scores",
    "several evaluators",
    "notes",
    "evidence",
    "observations",
    "responses",
    "totals",
    "means",
    "values",
}


def ways(submission):
    for answers in submission.forms.values():
        if isinstance(answers, tuple):
            yield "scores"
            yield from ["several evaluators"] if len(answers) > 1 else []
            yield from (
                key for sheet in answers for key in ("notes", "evidence", "observations") if getattr(sheet, key)
            )
        else:
            yield next(key for key in ("responses", "totals", "means", "values", "answers") if hasattr(answers, key))


def test_every_way_of_giving_answers_occurs(dongeng):
    found, chosen, unfinished = set(), set(), set()

    @settings(max_examples=150, derandomize=True, database=None, phases=[Phase.generate])
    @given(submissions(dongeng), drafts(dongeng))
    def collect(whole, half):
        found.update(ways(whole))
        evaluation = dongeng.evaluate(whole)
        chosen.update(evaluation.node("ukuran").children)
        found.update(finding.code for finding in evaluation.findings)
        bounds = dongeng.evaluate(half, draft=True)
        unfinished.add(bounds.is_complete)
        unfinished.update(bounds.node("ukuran").lower.children)

    collect()
    assert EVERY_WAY | {"answers", "facts_unanswered", "given_in_vain", "respondents_below_minimum"} <= found
    assert chosen == {"ukur.total", "ukuran_hitung", "petugas_100"}
    assert unfinished == {True, False} | chosen


def test_what_is_public_is_documented():
    for name in testing.__all__:
        assert name == "PACKAGE_ID" or getattr(testing, name).__doc__
