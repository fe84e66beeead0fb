"""A submission as a record holds it, and back: exact numbers as text, a survey as its responses or as counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from pydantic import PrivateAttr

from pekppp_rules.reading import exact_text
from pekppp_rules.reading.limits import MOST_VALUES
from pekppp_rules.regulation.authored import number_as_written
from pekppp_rules.submission import Submission
from pekppp_rules.submission.model import FormAnswers, SurveyResponses

SurveyAs = Literal["responses", "counts"]
"""How a record holds the answers of respondents: one by one, or how many gave each answer to each question."""

_EXACT = re.compile(r"-?[0-9]{1,16}(/[1-9][0-9]{0,15})?\Z")
_LEVEL = re.compile(r"(0|-?[1-9][0-9]{0,12})\Z")


def recorded_submission(submission: Submission, survey: SurveyAs) -> dict[str, Any]:
    """Return the submission as JSON-ready data: what is left out is left out, numbers are integers or exact text.

    Texts stay as they were given: which Unicode form is the normal one of a new letter depends on the version of Python.

    With `survey="counts"` the responses to a survey are told as `counts`: by question how many gave each answer, and how many
    respondents at most gave the same answers throughout. No result needs more.
    """
    said = submission.model_dump(mode="python", by_alias=True, exclude_defaults=True)
    if any(isinstance(answers, _CountedResponses) for answers in submission.forms.values()):
        survey = "counts"  # who answered what is not known any more
    forms = {
        name: _counted(answers)
        if survey == "counts" and isinstance(answers, SurveyResponses)
        else _recorded_form(said["forms"][name])
        for name, answers in submission.forms.items()
    }
    recorded: dict[str, Any] = _plain({**said, "forms": forms})
    return recorded


def restored_submission(recorded: Mapping[str, Any]) -> Submission:
    """Return the submission that a record holds.

    A survey told as counts has respondents whose answers add up to them. Raises ValidationError, as `Submission.model_validate`
    does for `submission_data`.
    """
    submission = Submission.model_validate(submission_data(recorded))
    if survey_as(recorded) == "responses":
        return submission
    forms = {name: _with_identical(answers, recorded["forms"][name]) for name, answers in submission.forms.items()}
    return submission.model_copy(update={"forms": forms})


def submission_data(recorded: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `Submission.model_validate` takes. What is not as a record writes it is left for the model to refuse."""
    forms = recorded.get("forms")
    if not isinstance(forms, dict):
        return dict(recorded)
    return {**recorded, "forms": {name: _given_form(answers) for name, answers in forms.items()}}


def survey_as(recorded: Mapping[str, Any]) -> SurveyAs:
    """Return how a recorded submission holds the responses to its surveys."""
    forms = recorded.get("forms")
    has_counts = isinstance(forms, dict) and any(isinstance(one, dict) and "counts" in one for one in forms.values())
    return "counts" if has_counts else "responses"


def _recorded_form(answers: Any) -> Any:
    if not isinstance(answers, dict):
        return answers
    if "answers" in answers:
        return {**answers, "answers": {name: _recorded_fact(value) for name, value in answers["answers"].items()}}
    for key in ("means", "values"):
        if key in answers:
            return {**answers, key: {code: exact_text(Fraction(number)) for code, number in answers[key].items()}}
    return answers


def _given_form(answers: Any) -> Any:
    if not isinstance(answers, dict):
        return answers
    if isinstance(answers.get("counts"), dict):
        return _responses(answers)
    if isinstance(answers.get("answers"), dict):
        return {**answers, "answers": {name: _given_fact(value) for name, value in answers["answers"].items()}}
    for key in ("means", "values"):
        if isinstance(answers.get(key), dict):
            return {**answers, key: {code: _given_number(number) for code, number in answers[key].items()}}
    return answers


def _recorded_fact(value: Any) -> Any:
    """A number with a fraction says that it is one: a text may read `9/2` as well."""
    return {"exact": exact_text(Fraction(value))} if isinstance(value, Decimal) else value


def _given_fact(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"exact"}:
        return _given_number(value["exact"])
    return value


def _given_number(value: Any) -> Any:
    return number_as_written(Fraction(value)) if isinstance(value, str) and _EXACT.match(value) else value


class _CountedResponses(SurveyResponses):
    """Respondents whose answers add up to counts; who gave which answers together is not known, but for how many the same."""

    _identical: int | None = PrivateAttr(default=None)

    def identical(self) -> int | None:
        """Return the number that was counted before the responses were given up."""
        return self._identical


def _with_identical(answers: FormAnswers, recorded: Any) -> FormAnswers:
    if not isinstance(answers, SurveyResponses) or not isinstance(recorded, dict) or "counts" not in recorded:
        return answers
    counted = _CountedResponses.model_construct(responses=answers.responses)
    counted._identical = recorded["counts"].get("identical")
    return counted


def _counted(survey: SurveyResponses) -> dict[str, Any]:
    counts: dict[str, Counter[str]] = {}
    for response in survey.responses:
        for code, level in response.items():
            counts.setdefault(code, Counter())[str(level)] += 1
    answers = {code: dict(one) for code, one in counts.items()}
    identical = survey.identical()
    told = {"respondents": len(survey.responses), "answers": answers}
    return {"counts": told if identical is None else {**told, "identical": identical}}


def _responses(recorded: dict[str, Any]) -> dict[str, Any]:
    """Return respondents whose answers add up to the counts; what is not as a record counts stays as it is."""
    counts = recorded["counts"]
    respondents, answers = counts.get("respondents"), counts.get("answers")
    if not counts.keys() <= {"respondents", "answers", "identical"}:
        return recorded
    if type(respondents) is not int or not isinstance(answers, dict):
        return recorded
    if not 0 <= respondents * max(1, len(answers)) <= MOST_VALUES:
        return recorded
    if not all(isinstance(levels, dict) and _adds_up(levels, respondents) for levels in answers.values()):
        return recorded
    if not _can_be_identical(counts.get("identical"), respondents, answers):
        return recorded
    rows: list[dict[str, int]] = [{} for _ in range(respondents)]
    for code, levels in answers.items():
        given = [int(level) for level, count in levels.items() for _ in range(count)]
        for row, level in zip(rows, given, strict=False):
            row[code] = level
    return {**{key: value for key, value in recorded.items() if key != "counts"}, "responses": rows}


def _can_be_identical(identical: Any, respondents: int, answers: Mapping[str, Mapping[str, int]]) -> bool:
    """Return whether so many respondents can have given the same answers: no more than share an answer, or leave it out."""
    if respondents == 0:
        return identical is None
    alike = [max(*levels.values(), respondents - sum(levels.values())) for levels in answers.values()]
    return type(identical) is int and 1 <= identical <= min([respondents, *alike])


def _adds_up(levels: Mapping[str, Any], respondents: int) -> bool:
    return (
        len(levels) > 0
        and all(_LEVEL.match(level) for level in levels)
        and all(type(count) is int and count > 0 for count in levels.values())
        and sum(levels.values()) <= respondents
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
