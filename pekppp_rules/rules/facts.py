"""What rules can look at of one submission: what is stated, scored, answered and attached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from pekppp_rules.regulation.model import FactQuestion, FactsForm
from pekppp_rules.regulation.tree import row_id
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

Ratio = tuple[int, int]
"""A number as numerator and positive denominator, not reduced."""

EVERY_ROW = "any"


class RuleFacts:
    """The facts of one submission, each worked out when a rule first looks at it."""

    def __init__(self, submission: Submission, plan: Plan, totals: Mapping[str, Totals]) -> None:
        self._submission = submission
        self._plan = plan
        self._totals = totals
        self._ratios: dict[str, Ratio | None] = {}
        self.justified: dict[str, int] = {}
        """By row, the level that its level rule gives; none for a row about which nothing is stated."""

    @cached_property
    def asked(self) -> dict[str, Mapping[str, FactQuestion]]:
        """By form in which facts are stated, the facts it asks for in view of them, each with its question."""
        return {
            name: self._plan.asking[name].asked(answers.stated())
            for name, answers in self._submission.forms.items()
            if isinstance(answers, FactAnswers) and name in self._plan.asking
        }

    @cached_property
    def stated(self) -> dict[str, Value]:
        """The facts that were stated and asked for, by form and fact."""
        found: dict[str, Value] = {}
        for name, asked in self.asked.items():
            answers = self._submission.forms[name]
            assert isinstance(answers, FactAnswers)
            for fact, value in answers.answers.items():
                if fact in asked:
                    found[f"{name}.{fact}"] = _value(value)
        return found

    def node(self, name: str) -> Fraction | None:
        """Return the value of a node, or None where this evaluation has none of that name, or not all that it rests on."""
        ratio = self.ratio(name)
        return None if ratio is None else Fraction(*ratio)

    def ratio(self, name: str) -> Ratio | None:
        """Return the value of a node as a ratio, or None where `node` has none."""
        if name not in self._ratios:
            planned = self._plan.nodes.get(name)
            is_known = planned is not None and all(form in self._totals for form, _ in planned.weights)
            self._ratios[name] = planned.ratio(self._totals) if planned is not None and is_known else None
        return self._ratios[name]

    def spread(self, name: str) -> int | None:
        """Return how far the evaluators of a row are apart; None unless there are several."""
        return self._spreads.get(name)

    @cached_property
    def _spreads(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for form, sheets in self._submission.forms.items():
            if isinstance(sheets, tuple) and len(sheets) > 1:
                for code in {code for sheet in sheets for code in sheet.scores}:
                    scores = [sheet.scores[code] for sheet in sheets if code in sheet.scores]
                    if len(scores) > 1:
                        found[row_id(form, code)] = max(scores) - min(scores)
        return found

    def evidence(self, name: str) -> int:
        """Return how many pieces of evidence a row has, or the whole submission for `any`."""
        return sum(self._evidence.values()) if name == EVERY_ROW else self._evidence.get(name, 0)

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


def _value(stated: FactValue) -> Value:
    if isinstance(stated, tuple):
        return tuple([option if isinstance(option, str) else "" for option in stated])
    return Fraction(stated) if isinstance(stated, Decimal) else stated
