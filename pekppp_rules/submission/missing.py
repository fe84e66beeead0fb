"""What a submission does not give although the index rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pekppp_rules.errors import Path
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactsForm, Form, Text
from pekppp_rules.submission.model import (
    FactAnswers,
    FormAnswers,
    Submission,
    SurveyMeans,
    SurveyResponses,
    SurveyTotals,
    ValueAnswers,
)


@dataclass(frozen=True)
class Missing:
    """One row without a score, an answer or a value; of a form of which nothing is given, every row once."""

    form: str
    code: str
    title: Text
    path: Path
    """Where it belongs in the submission, or the nearest place that exists."""
    sheet: str | None = None
    """The evaluator whose score is missing, or the number of the respondent; None where there is but one."""


def missing_forms(submission: Submission, package: Package, needs: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield the names of forms that are needed and of which nothing is given."""
    always = [requirement.form for requirement in package.index.requires if requirement.without == "error"]
    for name in dict.fromkeys([*always, *sorted(needs)]):
        if name not in submission.forms:
            yield name


def missing_values(submission: Submission, needs: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yield form and code of every single value that is needed and not given, where the form itself is there."""
    for name, answers in submission.forms.items():
        if isinstance(answers, ValueAnswers):
            for code in sorted(needs.get(name, frozenset()) - answers.values.keys()):
                yield name, code


def missing_rows(
    submission: Submission, forms: Mapping[str, Form], needs: Mapping[str, frozenset[str]]
) -> Iterator[Missing]:
    """Yield every row that is needed and not given, form by form in the order of the forms."""
    for name, form in forms.items():
        if name not in needs or isinstance(form, FactsForm):
            continue
        answers = submission.forms.get(name)
        titles = {row.code: row.title for block in form.blocks for row in block.rows if row.code in needs[name]}
        for path, sheet, given in _sheets(name, answers):
            for code, title in titles.items():
                if code not in given:
                    yield Missing(name, code, title, path, sheet)


def _sheets(name: str, answers: FormAnswers | None) -> Iterator[tuple[Path, str | None, Mapping[str, object]]]:
    """Yield each mapping of codes in the answers to a form, with its path and whose it is; an empty one where none is."""
    path: Path = ("forms", name)
    match answers:
        case tuple() if answers:
            for at, sheet in enumerate(answers):
                yield (*path, at, "scores"), sheet.evaluator, sheet.scores
        case SurveyResponses() if answers.responses:
            for at, row in enumerate(answers.responses):
                yield (*path, "responses", at), str(at + 1), row
        case SurveyTotals():
            yield (*path, "totals", "sums"), None, answers.totals.sums
        case SurveyMeans():
            yield (*path, "means"), None, answers.means
        case ValueAnswers():
            yield (*path, "values"), None, answers.values
        case FactAnswers():
            return
        case _:
            yield path, None, {}
