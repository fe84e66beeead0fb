"""What an evaluation wants its reader to know beside the number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pekppp_rules.errors import Language, Phrase
from pekppp_rules.regulation.model import FactQuestion, FactsForm, Minimum, SurveyForm, Text, Validity
from pekppp_rules.rules import RuleFacts
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
    "period_outside_validity": (
        "Tahun {year} pasti di luar masa berlaku regulasi ini ({validity})",
        "The year {year} is certainly outside the validity of this regulation ({validity})",
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
    """Codes and exact numbers."""
    text: Text | None = None
    """The rule's text with its placeholders; None for a finding that no rule of the package made."""
    words: Mapping[str, Phrase] = field(default_factory=dict, hash=False)
    """What the placeholders of `text` say in each language."""

    def message(self, lang: Language = "id") -> str:
        """Return the finding as a sentence."""
        if self.text is not None:
            return self.text(lang).format_map({name: words(lang) for name, words in self.words.items()})
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


def findings_of(submission: Submission, plan: Plan, facts: RuleFacts, validity: Validity) -> tuple[Finding, ...]:
    """Return what the package's own limits have to say about the submission."""
    found: list[Finding] = list(outside_validity(submission.period.year, validity))
    for name, form in plan.forms.items():
        answers = submission.forms.get(name)
        if isinstance(form, FactsForm):
            if isinstance(answers, FactAnswers):
                found += _facts(name, form, answers, facts.asked[name])
        elif answers is not None:
            if isinstance(form, SurveyForm) and form.respondents.minimum is not None and name in plan.needs:
                found += too_few(name, respondents_of(answers), form.respondents.minimum)
            if _is_given_in_vain(answers, plan.needs.get(name, frozenset())):
                found.append(Finding("given_in_vain", "info", name, form.source, form.confidence, {"form": name}))
    return tuple(found)


def outside_validity(year: int, validity: Validity) -> Iterator[Finding]:
    """Yield the finding that a year is outside a validity.

    Dates are known to a stated precision, so only whole years that lie outside for sure are told.
    """
    first, until = validity.from_, validity.until
    last = int(until.on[:4]) - (until.on[4:] == "-01-01") if until is not None else None
    if year >= int(first.on[:4]) and (last is None or year <= last):
        return
    told = first.on if until is None else f"{first.on} - {until.on}"
    moment = first if until is None or year < int(first.on[:4]) else until
    parameters: dict[str, str | int] = {"year": year, "validity": told}
    yield Finding("period_outside_validity", "warning", "period", moment.source, moment.confidence, parameters)


def _facts(name: str, form: FactsForm, answers: FactAnswers, asked: Mapping[str, FactQuestion]) -> list[Finding]:
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


def too_few(form: str, respondents: int | None, minimum: Minimum) -> list[Finding]:
    """Return the finding that a survey has too few respondents, or that nobody said how many (None)."""
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
