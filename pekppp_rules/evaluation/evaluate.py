"""The one way from a regulation and a submission to a result."""

from __future__ import annotations

from dataclasses import dataclass

from pekppp_rules.errors import PekpppError, Problem, SubmissionError
from pekppp_rules.evaluation.conclusions import RuleBook
from pekppp_rules.evaluation.draft import Draft
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.tree import Choice, Given, scored_forms
from pekppp_rules.rules import Justification, RuleFacts, justifications
from pekppp_rules.rules.engines import EngineChoice
from pekppp_rules.scoring import Plan, Totals, bounding_totals, compile_plan, totals_of
from pekppp_rules.submission import Submission
from pekppp_rules.submission.check import SubmissionCheck, compile_check
from pekppp_rules.submission.explain import problems_of
from pekppp_rules.submission.missing import missing_rows


@dataclass(frozen=True)
class Compiled:
    """Everything that is worked out once for a package, its form variants and its alternatives."""

    plan: Plan
    check: SubmissionCheck
    rules: RuleBook


def compile_package(package: Package, choice: Choice, given: Given) -> Compiled:
    """Compile a package for the form variants that `choice` selects and what a submission gives."""
    plan = compile_plan(package, choice, given)
    return Compiled(plan, compile_check(package, choice), RuleBook(package, plan))


def evaluate(package: Package, compiled: Compiled, submission: Submission, engine: EngineChoice) -> Evaluation:
    """Check the submission, pool its answers, and return the result.

    Raises SubmissionError with every problem when the submission does not fit the regulation.
    """
    plan = compiled.plan
    totals = compiled.check.totals(submission, plan.needs)
    if totals is None:
        raise SubmissionError(_reasons(submission, package, draft=False))
    return Evaluation(package, plan, submission, plan.with_steps(totals), compiled.rules, engine)


def evaluate_draft(package: Package, compiled: Compiled, submission: Submission) -> Draft:
    """Check what there is of the submission, and return the results between which every completion of it lies.

    Raises SubmissionError with every problem but what is merely missing.
    """
    plan = compiled.plan
    if not compiled.check.fits_a_draft(submission, plan.needs):
        raise SubmissionError(_reasons(submission, package, draft=True))
    lower, upper = (
        Evaluation(
            package, plan, submission, plan.with_steps(_bounding(plan, submission, highest=highest)), None, "auto"
        )
        for highest in (False, True)
    )
    return Draft(lower, upper, tuple(missing_rows(submission, package, plan.forms, plan.needs)))


def justify(compiled: Compiled, submission: Submission, package: Package) -> list[Justification]:
    """Return the level of every row that the stated facts justify; empty when no facts are stated.

    The submission may be a draft: scores are not needed. Raises SubmissionError with every problem but what is missing.
    """
    plan = compiled.plan
    if not compiled.check.fits_a_draft(submission, plan.needs):
        raise SubmissionError(_reasons(submission, package, draft=True))
    complete = {
        name: totals_of(answers, plan.layouts[name])
        for name, answers in submission.forms.items()
        if name in plan.needs and compiled.check.forms[name].fits(answers)
    }
    facts = RuleFacts(submission, plan, complete)
    return list(justifications(compiled.rules.levels, facts, plan)) if facts.stated else []


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
