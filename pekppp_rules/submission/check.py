"""Does a submission fit its regulation? A fast yes or no; `explain` says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactsForm, Form, RubricForm, ValueForm
from pekppp_rules.regulation.tree import Choice, Given, chosen_forms, row_id
from pekppp_rules.submission.facts import FactsCheck, compile_facts_check
from pekppp_rules.submission.missing import missing_forms, missing_rows, missing_values
from pekppp_rules.submission.model import (
    FactAnswers,
    FormAnswers,
    RubricSheet,
    Submission,
    SurveyResponses,
    SurveyTotals,
    ValueAnswers,
)


def choice_of(submission: Submission, package: Package) -> dict[str, str]:
    """Return the values of the fields that choose the package's form variants, where it has such a variant."""
    found: dict[str, str] = {}
    for form in package.forms:
        if form.variant is not None and submission.field(form.variant.field) == form.variant.value:
            found[form.variant.field] = form.variant.value
    return dict(sorted(found.items()))


def given_in(submission: Submission) -> Given:
    """Return what the submission gives: every form with answers by its name, every single value by its node id."""
    found: set[str] = set()
    for name, answers in submission.forms.items():
        if isinstance(answers, ValueAnswers):
            found |= {row_id(name, code) for code in answers.values}
        elif not isinstance(answers, FactAnswers):
            found.add(name)
    return frozenset(found)


def given_when_complete(
    submission: Submission, package: Package, forms: Mapping[str, Form], needs: Mapping[str, frozenset[str]]
) -> Given:
    """Return what a completion of the submission gives: what is there, and what is missing."""
    missing = {
        row_id(row.form, row.code) if isinstance(forms[row.form], ValueForm) else row.form
        for row in missing_rows(submission, package, forms, needs)
    }
    return given_in(submission) | missing


@dataclass(frozen=True)
class FormCheck:
    """What the answers to a rubric or a survey must look like."""

    is_rubric: bool
    scored: frozenset[str]
    shown: frozenset[str]
    aspects: frozenset[str | None]
    lowest: int
    highest: int
    levels: frozenset[int]
    """Every value of the scale, to look up many answers in one step."""

    def fits(self, answers: FormAnswers, *, draft: bool = False) -> bool:
        """Return whether every row is answered (or, in a draft, some are), nothing else is, and values lie on the scale."""
        if isinstance(answers, tuple):
            return (
                self.is_rubric
                and (bool(answers) or draft)
                and len({sheet.evaluator for sheet in answers}) == len(answers)
                and all(self._fits_sheet(sheet, draft) for sheet in answers)
            )
        if self.is_rubric or isinstance(answers, (ValueAnswers, FactAnswers)):
            return False
        if isinstance(answers, SurveyResponses):
            rows, scored, levels = answers.responses, self.scored, self.levels
            if draft:
                return all(row.keys() <= scored and levels.issuperset(row.values()) for row in rows)
            return bool(rows) and all(row.keys() == scored and levels.issuperset(row.values()) for row in rows)
        if isinstance(answers, SurveyTotals):
            return self._are_answers(answers.totals.sums, answers.totals.respondents, draft)
        return self._are_answers(answers.means, 1, draft)

    def _are_answers(self, row: Mapping[str, int] | Mapping[str, Decimal], respondents: int, draft: bool) -> bool:
        return (row.keys() == self.scored or (draft and row.keys() <= self.scored)) and (
            not row
            or (min(row.values()) >= self.lowest * respondents and max(row.values()) <= self.highest * respondents)
        )

    def _fits_sheet(self, sheet: RubricSheet, draft: bool) -> bool:
        scores = sheet.scores
        if not (
            scores.keys() == self.scored or (scores.keys() <= self.shown and (draft or self.scored <= scores.keys()))
        ):
            return False
        return (
            self.levels.issuperset(scores.values())
            and sheet.notes.keys() <= self.shown
            and sheet.evidence.keys() <= self.shown
            and sheet.observations.keys() <= self.aspects
        )


@dataclass(frozen=True)
class ValueCheck:
    """What given values must look like. Which of them the index needs depends on what else is given."""

    codes: frozenset[str]
    lowest: int
    highest: int

    def fits(self, answers: FormAnswers, *, draft: bool = False) -> bool:
        """Return whether only known values are given, on the scale."""
        del draft
        return (
            isinstance(answers, ValueAnswers)
            and answers.values.keys() <= self.codes
            and all(self.lowest <= value <= self.highest for value in answers.values.values())
        )


Check = FormCheck | ValueCheck | FactsCheck
"""What the answers to one form must look like, by the kind of the form."""


def compile_checks(package: Package, choice: Choice) -> dict[str, Check]:
    """Return a check for each form variant that `choice` selects."""
    return {name: _check(form) for name, form in chosen_forms(package, choice).items()}


def _check(form: Form) -> Check:
    if isinstance(form, FactsForm):
        return compile_facts_check(form)
    if isinstance(form, ValueForm):
        return ValueCheck(frozenset(form.codes), form.scale.lowest, form.scale.highest)
    scored = frozenset(form.codes)
    unscored = [row.code for row in form.unscored] if isinstance(form, RubricForm) else []
    return FormCheck(
        is_rubric=isinstance(form, RubricForm),
        scored=scored,
        shown=scored | frozenset(unscored),
        aspects=frozenset(block.aspect for block in form.blocks),
        lowest=form.scale.lowest,
        highest=form.scale.highest,
        levels=frozenset(range(form.scale.lowest, form.scale.highest + 1)),
    )


def fits(
    submission: Submission,
    package: Package,
    checks: Mapping[str, Check],
    needs: Mapping[str, frozenset[str]],
    *,
    draft: bool = False,
) -> bool:
    """Return whether the submission fits the package: completely, or as far as it goes when it is a draft.

    `needs` are the rows that the index rests on; without any, no index can be computed. `problems_of` says why when it does
    not fit.
    """
    if submission.regulation != package.regulation.id or not needs or not _fields_fit(submission, package):
        return False
    if not all(
        name in checks and checks[name].fits(answers, draft=draft) for name, answers in submission.forms.items()
    ):
        return False
    return draft or (not any(missing_forms(submission, package, needs)) and not any(missing_values(submission, needs)))


def _fields_fit(submission: Submission, package: Package) -> bool:
    for field in package.regulation.fields:
        value = submission.field(field.field)
        codes = {named.code for named in field.values}
        if value is None or value == ():
            if field.required:
                return False
        elif not ({value} if isinstance(value, str) else set(value)) <= codes:
            return False
    return True
