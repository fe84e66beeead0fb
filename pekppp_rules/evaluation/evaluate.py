"""The one way from a regulation and a submission to a result."""

from __future__ import annotations

from collections.abc import Mapping

from pekppp_rules.errors import PekpppError, Problem, SubmissionError
from pekppp_rules.evaluation.draft import Draft
from pekppp_rules.evaluation.finding import findings_of
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.tree import scored_forms
from pekppp_rules.scoring import Plan, Totals, bounding_totals, totals_of
from pekppp_rules.submission import Submission
from pekppp_rules.submission.check import Check, fits
from pekppp_rules.submission.explain import problems_of
from pekppp_rules.submission.missing import missing_rows


def evaluate(package: Package, plan: Plan, checks: Mapping[str, Check], submission: Submission) -> Evaluation:
    """Check the submission, pool its answers, and return the result.

    Raises SubmissionError with every problem when the submission does not fit the regulation.
    """
    if not fits(submission, package, checks, plan.needs):
        raise SubmissionError(_reasons(submission, package, draft=False))
    totals = {name: totals_of(submission.forms[name], plan.layouts[name]) for name in plan.needs}
    return Evaluation(package, plan, submission, plan.with_steps(totals), findings_of(submission, plan))


def evaluate_draft(package: Package, plan: Plan, checks: Mapping[str, Check], submission: Submission) -> Draft:
    """Check what there is of the submission, and return the results between which every completion of it lies.

    Raises SubmissionError with every problem but what is merely missing.
    """
    if not fits(submission, package, checks, plan.needs, draft=True):
        raise SubmissionError(_reasons(submission, package, draft=True))
    findings = findings_of(submission, plan)
    lower, upper = (
        Evaluation(package, plan, submission, plan.with_steps(_bounding(plan, submission, highest=highest)), findings)
        for highest in (False, True)
    )
    return Draft(lower, upper, tuple(missing_rows(submission, package, plan.forms, plan.needs)))


def _bounding(plan: Plan, submission: Submission, *, highest: bool) -> dict[str, Totals]:
    found = {}
    for name in plan.needs:
        scale = scored_forms(plan.forms.values())[name].scale
        level = scale.highest if highest else scale.lowest
        found[name] = bounding_totals(submission.forms.get(name), plan.layouts[name], level)
    return found


def _reasons(submission: Submission, package: Package, *, draft: bool) -> list[Problem]:
    problems = problems_of(submission, package, draft=draft)
    if not problems:
        raise PekpppError(Problem("PKP-510", submission.place(()), {"detail": "refused without a reason"}))
    return problems
