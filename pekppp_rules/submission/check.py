"""Does a submission fit its regulation? Its pooled answers, or None, fast; `explain` says why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from operator import attrgetter

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactsForm, Form, RubricForm, ValueForm
from pekppp_rules.regulation.tree import Choice, Given, chosen_forms, row_id
from pekppp_rules.submission.facts import FactsCheck, compile_facts_check
from pekppp_rules.submission.missing import missing_rows, missing_values, required_forms
from pekppp_rules.submission.model import (
    FactAnswers,
    FormAnswers,
    RubricSheet,
    Submission,
    SurveyResponses,
    SurveyTotals,
    ValueAnswers,
)
from pekppp_rules.submission.totals import Totals, picker, summed, totals_of

Chosen = tuple[tuple[str, str], ...]
"""The fields of a submission that choose form variants, with their values."""


def compile_choice(package: Package) -> Callable[[Submission], Chosen]:
    """Return what finds the fields that choose the package's form variants, where it has a variant for their value."""
    values: dict[str, set[str]] = {}
    for form in package.forms:
        if form.variant is not None:
            values.setdefault(form.variant.field, set()).add(form.variant.value)
    choosing = [(field, attrgetter(field), values[field]) for field in sorted(values)]

    def chosen_by(submission: Submission) -> Chosen:
        return tuple([(field, value) for field, of, known in choosing if (value := of(submission)) in known])

    return chosen_by


def choice_of(submission: Submission, package: Package) -> dict[str, str]:
    """Return the values of the fields that choose the package's form variants, where it has such a variant."""
    return dict(compile_choice(package)(submission))


def given_in(submission: Submission) -> Given:
    """Return what the submission gives: every form with answers by its name, every single value by its node id."""
    found: set[str] = set()
    for name, answers in submission.forms.items():
        if isinstance(answers, ValueAnswers):
            found |= {row_id(name, code) for code in answers.values}
        elif not isinstance(answers, FactAnswers):
            found.add(name)
    return frozenset(found)


def given_or_required(submission: Submission, package: Package, choice: Choice) -> Given:
    """Return what the submission gives, and the rubrics and surveys that no completion of it can leave out."""
    forms = chosen_forms(package, choice)
    always = {requirement.form for requirement in package.index.requires if requirement.without == "error"}
    return given_in(submission) | {name for name in always & forms.keys() if not isinstance(forms[name], ValueForm)}


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
    codes: tuple[str, ...]

    def totals(self, answers: FormAnswers) -> Totals | None:
        """Return complete answers pooled, or None when they do not fit."""
        if isinstance(answers, SurveyResponses) and not self.is_rubric:
            return self._survey_totals(answers.responses)
        return totals_of(answers, self.codes) if self.fits(answers) else None

    def _survey_totals(self, rows: Sequence[Mapping[str, int]]) -> Totals | None:
        """Check and pool in one pass: a survey is most of a submission, and reading its answers most of the work."""
        try:
            in_order = list(map(picker(self.codes), rows))
        except KeyError:
            return None
        if not rows or sum(map(len, rows)) > len(rows) * len(self.codes):
            return None
        return summed(in_order) if self.levels.issuperset(chain.from_iterable(in_order)) else None

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
            return self._survey_totals(rows) is not None
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

    codes: tuple[str, ...]
    lowest: int
    highest: int

    def totals(self, answers: FormAnswers) -> Totals | None:
        """Return the values, or None when they do not fit."""
        return totals_of(answers, self.codes) if self.fits(answers) else None

    def fits(self, answers: FormAnswers, *, draft: bool = False) -> bool:
        """Return whether only known values are given, on the scale."""
        del draft
        return (
            isinstance(answers, ValueAnswers)
            and answers.values.keys() <= set(self.codes)
            and all(self.lowest <= value <= self.highest for value in answers.values.values())
        )


Check = FormCheck | ValueCheck | FactsCheck
"""What the answers to one form must look like, by the kind of the form."""


@dataclass(frozen=True)
class FieldCheck:
    """What a field with named values must look like."""

    of: Callable[[Submission], str | tuple[str, ...] | None]
    required: bool
    codes: frozenset[str]

    def fits(self, submission: Submission) -> bool:
        """Return whether the field has known values only, and one at least where it is required."""
        value = self.of(submission)
        if isinstance(value, str):
            return value in self.codes
        return self.codes.issuperset(value) if value else not self.required


@dataclass(frozen=True)
class SubmissionCheck:
    """What a submission must look like under one regulation and one choice of form variants."""

    regulation: str
    fields: tuple[FieldCheck, ...]
    always: frozenset[str]
    """The forms without which there is never an index."""
    forms: Mapping[str, Check]

    def totals(self, submission: Submission, needs: Mapping[str, frozenset[str]]) -> dict[str, Totals] | None:
        """Return the answers to the forms that are needed, pooled, or None when the submission does not fit completely.

        `needs` are the rows that the index rests on; without any, no index can be computed. `problems_of` says why when it
        does not fit.
        """
        given = submission.forms
        if not self._is_of_this_shape(submission, needs) or not (
            given.keys() >= needs.keys() and given.keys() >= self.always
        ):
            return None
        found: dict[str, Totals] = {}
        for name, answers in given.items():
            check = self.forms[name]
            if isinstance(check, FactsCheck):
                if not check.fits(answers):
                    return None
                continue
            totals = check.totals(answers)
            if totals is None:
                return None
            if name in needs:
                found[name] = totals
        return None if any(missing_values(submission, needs)) else found

    def fits_a_draft(self, submission: Submission, needs: Mapping[str, frozenset[str]]) -> bool:
        """Return whether the submission fits as far as it goes."""
        return self._is_of_this_shape(submission, needs) and all(
            self.forms[name].fits(answers, draft=True) for name, answers in submission.forms.items()
        )

    def _is_of_this_shape(self, submission: Submission, needs: Mapping[str, frozenset[str]]) -> bool:
        return (
            submission.regulation == self.regulation
            and bool(needs)
            and submission.forms.keys() <= self.forms.keys()
            and all(field.fits(submission) for field in self.fields)
        )


def compile_check(package: Package, choice: Choice) -> SubmissionCheck:
    """Return the check for the form variants that `choice` selects."""
    return SubmissionCheck(
        regulation=package.regulation.id,
        fields=tuple(
            FieldCheck(attrgetter(field.field), field.required, frozenset(named.code for named in field.values))
            for field in package.regulation.fields
        ),
        always=required_forms(package),
        forms={name: _check(form) for name, form in chosen_forms(package, choice).items()},
    )


def _check(form: Form) -> Check:
    if isinstance(form, FactsForm):
        return compile_facts_check(form)
    if isinstance(form, ValueForm):
        return ValueCheck(form.codes, form.scale.lowest, form.scale.highest)
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
        codes=form.codes,
    )
