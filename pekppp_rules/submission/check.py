"""Does a submission fit its regulation? A fast yes or no; `explain` says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import RubricForm, SurveyForm
from pekppp_rules.regulation.tree import Choice, chosen_forms
from pekppp_rules.submission.model import (
    FormAnswers,
    RubricSheet,
    Submission,
    SurveyResponses,
    SurveyTotals,
)


def choice_of(submission: Submission, package: Package) -> dict[str, str]:
    """Return the values of the fields that choose the package's form variants."""
    fields = {form.variant.field for form in package.forms if form.variant is not None}
    given = {field: submission.field(field) for field in sorted(fields)}
    return {field: value for field, value in given.items() if isinstance(value, str)}


@dataclass(frozen=True)
class FormCheck:
    """What the answers to one form must look like."""

    is_rubric: bool
    scored: frozenset[str]
    shown: frozenset[str]
    aspects: frozenset[str]
    lowest: int
    highest: int
    levels: frozenset[int]
    """Every value of the scale, to look up many answers in one step."""

    def fits(self, answers: FormAnswers) -> bool:
        """Return whether every row is answered, nothing else is, and all values lie on the scale."""
        if isinstance(answers, tuple):
            return (
                self.is_rubric
                and len({sheet.evaluator for sheet in answers}) == len(answers)
                and all(self._fits_sheet(sheet) for sheet in answers)
            )
        if self.is_rubric:
            return False
        if isinstance(answers, SurveyResponses):
            scored, levels = self.scored, self.levels
            return all(row.keys() == scored and levels.issuperset(row.values()) for row in answers.responses)
        if isinstance(answers, SurveyTotals):
            count, sums = answers.totals.respondents, answers.totals.sums
            return sums.keys() == self.scored and (
                min(sums.values()) >= self.lowest * count and max(sums.values()) <= self.highest * count
            )
        means = answers.means
        return means.keys() == self.scored and (
            min(means.values()) >= self.lowest and max(means.values()) <= self.highest
        )

    def _fits_sheet(self, sheet: RubricSheet) -> bool:
        scores = sheet.scores
        if not (scores.keys() == self.scored or self.scored <= scores.keys() <= self.shown):
            return False
        return (
            self.levels.issuperset(scores.values())
            and sheet.notes.keys() <= self.shown
            and sheet.evidence.keys() <= self.shown
            and sheet.observations.keys() <= self.aspects
        )


def compile_form_checks(package: Package, choice: Choice) -> dict[str, FormCheck]:
    """Return a check for each form variant that `choice` selects."""
    return {name: _form_check(form) for name, form in chosen_forms(package, choice).items()}


def _form_check(form: RubricForm | SurveyForm) -> FormCheck:
    scored = frozenset(form.codes)
    unscored = [row.code for row in form.unscored] if isinstance(form, RubricForm) else []
    return FormCheck(
        is_rubric=isinstance(form, RubricForm),
        scored=scored,
        shown=scored | frozenset(unscored),
        aspects=frozenset(aspect.aspect for aspect in form.blocks),
        lowest=form.scale.lowest,
        highest=form.scale.highest,
        levels=frozenset(range(form.scale.lowest, form.scale.highest + 1)),
    )


def fits(submission: Submission, package: Package, checks: Mapping[str, FormCheck]) -> bool:
    """Return whether the submission fits the package completely; `problems_of` says why when it does not."""
    if submission.regulation != package.regulation.id:
        return False
    for field in package.regulation.fields:
        value = submission.field(field.field)
        codes = {named.code for named in field.values}
        if value is None or value == ():
            if field.required:
                return False
        elif not ({value} if isinstance(value, str) else set(value)) <= codes:
            return False
    if any(requirement.form not in submission.forms for requirement in package.index.requires):
        return False
    return all(name in checks and checks[name].fits(answers) for name, answers in submission.forms.items())
