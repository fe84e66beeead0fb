"""What an evaluation wants its reader to know beside the number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pekppp_rules.errors import Language
from pekppp_rules.regulation.conditions import asked_facts
from pekppp_rules.regulation.model import FactsForm, Minimum, SurveyForm
from pekppp_rules.scoring import Plan
from pekppp_rules.submission import Submission
from pekppp_rules.submission.model import (
    FactAnswers,
    FormAnswers,
    SurveyMeans,
    SurveyResponses,
    SurveyTotals,
    ValueAnswers,
)

Severity = Literal["info", "warning", "error"]

_TEXTS: dict[str, tuple[str, str]] = {
    "respondents_below_minimum": (
        "{form}: {respondents} responden, kurang dari jumlah paling sedikit {minimum}",
        "{form}: {respondents} respondents, fewer than the minimum of {minimum}",
    ),
    "respondents_unknown": (
        "{form}: jumlah responden tidak disebut, sehingga jumlah paling sedikit {minimum} tidak dapat diperiksa",
        "{form}: the number of respondents is not given, so the minimum of {minimum} cannot be checked",
    ),
    "facts_unanswered": (
        "{form}: {unanswered} dari {asked} fakta yang ditanyakan belum dijawab",
        "{form}: {unanswered} of the {asked} facts asked for are not answered",
    ),
    "given_in_vain": (
        "{form}: isinya tidak dihitung, karena nilai lain yang menggantikannya sudah diberikan",
        "{form}: its content does not count, because another value that stands in for it is given",
    ),
}


@dataclass(frozen=True)
class Finding:
    """A statement about the submission: a code, a severity, the values it names, and what it rests on."""

    code: str
    severity: Severity
    subject: str
    """What it is about: a form, an indicator, an aspect."""
    source: tuple[str, ...]
    confidence: str
    parameters: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def message(self, lang: Language = "id") -> str:
        """Return the finding as a sentence."""
        indonesian, english = _TEXTS[self.code]
        return (indonesian if lang == "id" else english).format_map(self.parameters)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the finding for a JSON document."""
        return {
            "code": self.code,
            "severity": self.severity,
            "subject": self.subject,
            "message": self.message(lang),
            "parameters": dict(self.parameters),
            "source": list(self.source),
            "confidence": self.confidence,
        }


def findings_of(submission: Submission, plan: Plan) -> tuple[Finding, ...]:
    """Return what the package's own limits have to say about the submission."""
    found: list[Finding] = []
    for name, form in plan.forms.items():
        answers = submission.forms.get(name)
        if isinstance(form, FactsForm):
            if isinstance(answers, FactAnswers):
                found += _facts(name, form, answers)
        elif answers is not None:
            if isinstance(form, SurveyForm) and form.respondents.minimum is not None and name in plan.needs:
                found += _respondents(name, answers, form.respondents.minimum)
            if _is_given_in_vain(answers, plan.needs.get(name, frozenset())):
                found.append(Finding("given_in_vain", "info", name, form.source, form.confidence, {"form": name}))
    return tuple(found)


def _facts(name: str, form: FactsForm, answers: FactAnswers) -> list[Finding]:
    asked = asked_facts(form, answers.stated())
    unanswered = len(asked.keys() - answers.answers.keys())
    if not unanswered:
        return []
    parameters: dict[str, str | int] = {"form": name, "unanswered": unanswered, "asked": len(asked)}
    return [Finding("facts_unanswered", "info", name, form.source, form.confidence, parameters)]


def _is_given_in_vain(answers: FormAnswers, needed: frozenset[str]) -> bool:
    if isinstance(answers, ValueAnswers):
        return not answers.values.keys() <= needed
    return not needed


def respondents_of(answers: FormAnswers) -> int | None:
    """Return how many people answered a survey; None when only means were given, or for a rubric."""
    if isinstance(answers, SurveyResponses):
        return len(answers.responses)
    if isinstance(answers, SurveyTotals):
        return answers.totals.respondents
    return answers.respondents if isinstance(answers, SurveyMeans) else None


def _respondents(form: str, answers: FormAnswers, minimum: Minimum) -> list[Finding]:
    respondents = respondents_of(answers)
    if respondents is not None and respondents >= minimum.value:
        return []
    code = "respondents_unknown" if respondents is None else "respondents_below_minimum"
    parameters: dict[str, str | int] = {"form": form, "minimum": minimum.value}
    if respondents is not None:
        parameters["respondents"] = respondents
    return [
        Finding(
            code=code,
            severity="info" if respondents is None else "warning",
            subject=form,
            source=minimum.source,
            confidence=minimum.confidence,
            parameters=parameters,
        )
    ]
