"""An export and its mapping become the answers to a survey, a row a respondent, or everything that is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pekppp_rules.errors import Parameter, Problem, SubmissionError, closest, shown
from pekppp_rules.regulation.model import SurveyForm
from pekppp_rules.surveys.export_file import Export
from pekppp_rules.surveys.mapping import MappedColumn, SurveyMapping

_WHOLE = re.compile(r"[+-]?[0-9]{1,4}(?:[.,]0+)?\Z")


def answers_of(export: Export, mapping: SurveyMapping, form: SurveyForm) -> list[dict[str, int]]:
    """Return the answers of every respondent, by question.

    Raises SubmissionError with every problem at once: columns that the mapping does not know or does not find, questions it leaves
    out, has twice or does not know, and answers that are missing, off the scale or unknown. No answer is quoted: it may be
    anything.
    """
    problems = [*_questions(mapping, form), *_columns(export, mapping)]
    if problems:
        raise SubmissionError(problems)
    at = {column.code: (_position(export, column), column) for column in mapping.columns}
    responses: list[dict[str, int]] = []
    for row in export.rows:
        answered: dict[str, int] = {}
        for code, (position, column) in at.items():
            written = row.values[position or 0].strip()
            value = column.answers.get(written, whole(written))
            place = export.place(row.line, (position or 0) + 1)
            scale: dict[str, Parameter] = {"lowest": form.scale.lowest, "highest": form.scale.highest}
            if not written:
                problems.append(Problem("PKP-205", place, {"code": code, **scale}))
            elif value is None:
                problems.append(Problem("PKP-052", place, {"code": code, **scale}))
            elif not form.scale.lowest <= value <= form.scale.highest:
                problems.append(Problem("PKP-203", place, {"value": value, **scale}))
            else:
                answered[code] = value
        responses.append(answered)
    if problems:
        raise SubmissionError(problems)
    return responses


def whole(written: str) -> int | None:
    """Return the whole number that an answer is, or None where it is something else."""
    return int(re.split("[.,]", written)[0]) if _WHOLE.match(written) else None


def _questions(mapping: SurveyMapping, form: SurveyForm) -> Iterator[Problem]:
    counts = Counter(column.code for column in mapping.columns)
    for at, column in enumerate(mapping.columns):
        if column.code not in form.codes:
            near = closest(column.code, form.codes)
            told: dict[str, Parameter] = {"code": column.code}
            told |= {"suggestion": near} if near else {}
            yield Problem("PKP-206", mapping.place(("questions", at, "code")), told)
    for code in form.codes:
        if counts[code] != 1:
            yield Problem("PKP-051", mapping.place(("questions",)), {"code": code, "count": counts[code]})


def _columns(export: Export, mapping: SurveyMapping) -> Iterator[Problem]:
    for at, column in enumerate(mapping.columns):
        if _position(export, column) is None:
            parameters: dict[str, Parameter] = {
                "column": shown(column.heading),
                "count": export.headings.count(column.heading),
            }
            yield Problem("PKP-050", mapping.place(("questions", at, "column")), parameters)
    read = {_position(export, column) for column in mapping.columns}
    for number, heading in enumerate(export.headings):
        if number not in read and heading not in mapping.ignored:
            yield Problem("PKP-049", export.place(1, number + 1), {"column": shown(heading)})


def _position(export: Export, column: MappedColumn) -> int | None:
    """Return the place of a column from 0: the one with its heading, or, of several, the one with its number."""
    found = [at for at, heading in enumerate(export.headings) if heading == column.heading]
    if len(found) == 1:
        return found[0]
    wanted = (column.number or 0) - 1
    return wanted if wanted in found else None
