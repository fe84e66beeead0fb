"""The one way from a regulation and a submission to a result."""

from __future__ import annotations

from pekppp_rules.errors import PekpppError, Problem, SubmissionError
from pekppp_rules.evaluation.finding import findings_of
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.regulation import Package
from pekppp_rules.scoring import Plan, totals_of
from pekppp_rules.submission import Submission
from pekppp_rules.submission.check import FormCheck, fits
from pekppp_rules.submission.explain import problems_of


def evaluate(package: Package, plan: Plan, checks: dict[str, FormCheck], submission: Submission) -> Evaluation:
    """Check the submission, pool its answers, and return the result.

    Raises SubmissionError with every problem when the submission does not fit the regulation.
    """
    if not fits(submission, package, checks):
        raise SubmissionError(_reasons(submission, package))
    totals = {
        name: totals_of(answers, plan.layouts[name]) for name, answers in submission.forms.items() if name in plan.forms
    }
    return Evaluation(package, plan, submission, totals, findings_of(submission, plan))


def _reasons(submission: Submission, package: Package) -> list[Problem]:
    problems = problems_of(submission, package)
    if not problems:
        raise PekpppError(Problem("PKP-510", submission.place(()), {"detail": "refused without a reason"}))
    return problems
