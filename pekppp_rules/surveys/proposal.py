"""A mapping proposed from the headings of an export: what is certain is filled in, the rest is left for a person to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pekppp_rules.regulation.model import Question, SurveyForm
from pekppp_rules.surveys.answers import whole
from pekppp_rules.surveys.export_file import Export

_NUMBER = re.compile(r"\s*([0-9]{1,3})\s*[.)\]:-]")
_LEADING = re.compile(r"\s*([+-]?[0-9]{1,3})(?![0-9]|[.,][0-9])")
_OUTSIDE_WORDS = re.compile(r"[\W_]+")
_MOST_ANSWERS = 30
"""Different answers to one question; a column with more is no question of a scale."""


@dataclass(frozen=True)
class Proposal:
    """A mapping as plain data, the questions that no column was found for, and answers whose value is not known."""

    mapping: dict[str, Any]
    unmapped: tuple[str, ...]
    unknown_answers: tuple[str, ...]


def propose_mapping(export: Export, form: SurveyForm, regulation: str) -> Proposal:
    """Return a mapping of an export.

    A column is taken for a question where its heading holds the question's code, is or holds its title, or begins with its number,
    and neither fits another. An answer that begins with a whole number of the scale is that number; what others mean is left blank,
    and such a mapping is refused until it is filled in.
    """
    questions = [question for aspect in form.aspects for question in aspect.questions]
    found = _matches(export.headings, questions)
    mapped = [
        {"column": heading, "number": at + 1, "code": found[at]}
        if export.headings.count(heading) > 1
        else {"column": heading, "code": found[at]}
        for at, heading in enumerate(export.headings)
        if at in found
    ]
    written = _written_answers(export, list(found))
    answers = {text: _leading(text, form) for text in written if whole(text) is None}
    mapping: dict[str, Any] = {"kind": "survey_mapping", "regulation": regulation, "form": form.form}
    if export.delimiter != ",":
        mapping["delimiter"] = export.delimiter
    mapping["questions"] = mapped
    if answers:
        mapping["answers"] = answers
    mapping["ignored"] = [heading for at, heading in enumerate(export.headings) if at not in found]
    return Proposal(
        mapping,
        tuple(code for code in form.codes if code not in found.values()),
        tuple(text for text, value in answers.items() if value is None),
    )


def _matches(headings: tuple[str, ...], questions: list[Question]) -> dict[int, str]:
    """Return the code by place of the column, by the surest test first; what fits twice fits not at all."""
    found: dict[int, str] = {}
    for test in (_has_code, _is_title, _has_title, _has_number):
        open_columns = [at for at in range(len(headings)) if at not in found]
        open_questions = [question for question in questions if question.code not in found.values()]
        pairs = [(at, one.code) for at in open_columns for one in open_questions if test(headings[at], one)]
        columns, codes = [at for at, _ in pairs], [code for _, code in pairs]
        found |= {at: code for at, code in pairs if columns.count(at) == 1 and codes.count(code) == 1}
    return found


def _has_code(heading: str, question: Question) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(question.code)}(?![\w-])", heading) is not None


def _is_title(heading: str, question: Question) -> bool:
    return _words(heading) in _titles(question)


def _has_title(heading: str, question: Question) -> bool:
    return any(f" {title} " in f" {_words(heading)} " for title in _titles(question))


def _has_number(heading: str, question: Question) -> bool:
    number = _NUMBER.match(heading)
    return number is not None and question.number is not None and int(number.group(1)) == question.number


def _titles(question: Question) -> set[str]:
    return {_words(title) for title in (question.title.id, question.title.en) if title}


def _words(text: str) -> str:
    return _OUTSIDE_WORDS.sub(" ", text).strip().casefold()


def _written_answers(export: Export, columns: list[int]) -> list[str]:
    """Return the different answers in columns of few different ones, in the order in which they come."""
    found: dict[str, None] = {}
    for at in columns:
        answers = dict.fromkeys(row.values[at].strip() for row in export.rows)
        answers.pop("", None)
        if len(answers) <= _MOST_ANSWERS:
            found |= answers
    return list(found)


def _leading(text: str, form: SurveyForm) -> int | None:
    number = _LEADING.match(text)
    value = int(number.group(1)) if number is not None else None
    return value if value is not None and form.scale.lowest <= value <= form.scale.highest else None
