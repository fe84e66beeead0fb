"""What a submission does not give although an evaluation needs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pekppp_rules.errors import Path
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactsForm, Form, ScoredForm, Text, ValueForm
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


def required_forms(package: Package) -> frozenset[str]:
    """Return the names of the forms without which there is never an index."""
    return frozenset(requirement.form for requirement in package.index.requires if requirement.without == "error")


def missing_values(submission: Submission, needs: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yield form and code of every single value that is needed and not given, where the form itself is there."""
    for name, answers in submission.forms.items():
        if isinstance(answers, ValueAnswers):
            for code in sorted(needs.get(name, frozenset()) - answers.values.keys()):
                yield name, code


def missing_rows(
    submission: Submission, package: Package, forms: Mapping[str, Form], needs: Mapping[str, frozenset[str]]
) -> Iterator[Missing]:
    """Yield every row that is needed and not given, form by form in the order of the forms.

    A rubric or a survey that is needed, required or begun is needed whole; of a form of values, what the index rests on.
    """
    always = required_forms(package)
    for name, form in forms.items():
        if isinstance(form, FactsForm):
            continue
        answers = submission.forms.get(name)
        codes = _needed(form, answers, needs.get(name, frozenset()), is_required=name in always)
        titles = {row.code: row.title for block in form.blocks for row in block.rows if row.code in codes}
        for path, sheet, given in _sheets(name, answers) if titles else ():
            for code, title in titles.items():
                if code not in given:
                    yield Missing(name, code, title, path, sheet)


def _needed(
    form: ScoredForm, answers: FormAnswers | None, rests_on: frozenset[str], *, is_required: bool
) -> frozenset[str]:
    """Return the codes that must be given; of values that nothing rests on, all where the form is required and not there."""
    if isinstance(form, ValueForm):
        return rests_on or (frozenset(form.codes) if is_required and answers is None else frozenset())
    is_wanted = bool(rests_on) or is_required or answers is not None
    return frozenset(form.codes) if is_wanted else frozenset()


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
