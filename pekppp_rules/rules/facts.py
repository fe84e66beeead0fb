"""What rules can look at of one submission: what is stated, scored, answered and attached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from pekppp_rules.regulation.conditions import Stated, asked_facts
from pekppp_rules.regulation.model import FactsForm
from pekppp_rules.scoring import Plan, Totals
from pekppp_rules.submission import Submission
from pekppp_rules.submission.model import (
    FactAnswers,
    FactValue,
    RubricSheet,
    SurveyMeans,
    SurveyResponses,
    SurveyTotals,
)

Value = bool | int | Fraction | str | tuple[str, ...]
"""What an expression can be: yes or no, a number, a text, or the chosen options of a set (own entries as empty texts)."""

EVERY_ROW = "any"


class RuleFacts:
    """The facts of one submission, each worked out when a rule first looks at it."""

    def __init__(self, submission: Submission, plan: Plan, totals: Mapping[str, Totals]) -> None:
        self._submission = submission
        self._plan = plan
        self._totals = totals
        self._nodes: dict[str, Fraction | None] = {}
        self.justified: dict[str, int] = {}
        """By row, the level that its level rule gives; none for a row about which nothing is stated."""

    @cached_property
    def stated(self) -> dict[str, Value]:
        """The facts that were stated and asked for, by form and fact."""
        found: dict[str, Value] = {}
        for name, answers in self._submission.forms.items():
            form = self._plan.forms.get(name)
            if isinstance(answers, FactAnswers) and isinstance(form, FactsForm):
                said: Mapping[str, Stated] = answers.stated()
                for fact in asked_facts(form, said):
                    if fact in answers.answers:
                        found[f"{name}.{fact}"] = _value(answers.answers[fact])
        return found

    def node(self, name: str) -> Fraction | None:
        """Return the value of a node, or None where this evaluation has none of that name, or not all that it rests on."""
        if name not in self._nodes:
            planned = self._plan.nodes.get(name)
            is_known = planned is not None and all(form in self._totals for form, _ in planned.weights)
            self._nodes[name] = Fraction(*planned.ratio(self._totals)) if planned is not None and is_known else None
        return self._nodes[name]

    def spread(self, name: str) -> int | None:
        """Return how far the evaluators of a row are apart; None unless there are several."""
        form, code = self._form_of(name)
        scores = [sheet.scores[code] for sheet in self._sheets(form) if code in sheet.scores]
        return max(scores) - min(scores) if len(scores) > 1 else None

    def evidence(self, name: str) -> int:
        """Return how many pieces of evidence a row has, or the whole submission for `any`."""
        return sum(self._evidence.values()) if name == EVERY_ROW else self._evidence[name]

    @cached_property
    def _evidence(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for name, answers in self._submission.forms.items():
            if isinstance(answers, FactAnswers):
                form = self._plan.forms.get(name)
                informed = {
                    question.code: f"{question.informs.form}.{question.informs.code}"
                    for question in (form.questions if isinstance(form, FactsForm) else ())
                    if question.informs is not None
                }
                for code, pieces in answers.evidence.items():
                    found[informed.get(code, f"{name}.{code}")] += len(pieces)
            else:
                for sheet in self._sheets(name):
                    for code, pieces in sheet.evidence.items():
                        found[f"{name}.{code}"] += len(pieces)
        return found

    def respondents(self, form: str) -> int | None:
        """Return how many people answered a survey; None when only means are given."""
        answers = self._submission.forms.get(form)
        if isinstance(answers, SurveyResponses):
            return len(answers.responses)
        if isinstance(answers, SurveyTotals):
            return answers.totals.respondents
        return answers.respondents if isinstance(answers, SurveyMeans) else None

    def evaluators(self, form: str) -> int | None:
        """Return how many evaluators filled a rubric; None when it is not given."""
        return len(self._sheets(form)) or None

    def identical(self, form: str) -> int | None:
        """Return the largest number of respondents with exactly the same answers; None unless all rows are given."""
        answers = self._submission.forms.get(form)
        return answers.identical() if isinstance(answers, SurveyResponses) else None

    def field(self, name: str) -> Value | None:
        """Return a field of the submission."""
        return self._submission.period.year if name == "period.year" else self._submission.field(name)

    def _sheets(self, form: str) -> tuple[RubricSheet, ...]:
        answers = self._submission.forms.get(form)
        return answers if isinstance(answers, tuple) else ()

    def _form_of(self, name: str) -> tuple[str, str]:
        planned = self._plan.nodes.get(name)
        if planned is None or planned.node.form is None or planned.node.row is None:
            return "", ""
        return planned.node.form, planned.node.row.code


def _value(stated: FactValue) -> Value:
    if isinstance(stated, tuple):
        return tuple(option if isinstance(option, str) else "" for option in stated)
    return Fraction(stated) if isinstance(stated, Decimal) else stated
