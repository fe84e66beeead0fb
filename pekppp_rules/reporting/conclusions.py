"""Findings by severity, and recommendations by gain."""

from __future__ import annotations

from collections.abc import Iterator

from pekppp_rules.evaluation.explain import CONFIDENCE_WORDS
from pekppp_rules.evaluation.finding import Severity
from pekppp_rules.evaluation.recommendation import Recommendation
from pekppp_rules.evaluation.wording import near_words, signed_words
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import Figure, FindingView, RecommendationView, SeverityGroup

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def findings_of(subject: Subject) -> tuple[SeverityGroup, ...]:
    """Return the findings by severity, the most severe first; severities without findings are left out."""
    groups = []
    for severity in _SEVERITIES:
        found = [finding for finding in subject.lower.findings if finding.severity == severity]
        if found:
            told = tuple(
                FindingView(one.message(subject.lang), basis_words(subject, one.source, one.confidence))
                for one in found
            )
            groups.append(SeverityGroup(severity, subject.words(severity), told))
    return tuple(groups)


def recommendations_of(subject: Subject) -> tuple[RecommendationView, ...]:
    """Return the recommendations in the order of the evaluation: by gain, those without one of their own last."""
    return tuple(_recommendations(subject))


def _recommendations(subject: Subject) -> Iterator[RecommendationView]:
    for one in subject.lower.recommendations:
        yield RecommendationView(
            message=one.message(subject.lang),
            about=_about(subject, one),
            gain=None if one.gain is None else Figure(one.gain, signed_words(one.gain, subject.lang)),
            effort=None if one.effort is None else subject.words(one.effort),
            basis=basis_words(subject, one.source, one.confidence),
        )


def _about(subject: Subject, one: Recommendation) -> str | None:
    """Return the row that is raised, with its levels."""
    if one.row is None:
        return None
    title = subject.lower.node(one.row).name(subject.lang)
    if one.from_level is None or one.to_level is None:
        return title
    return f"{title}: {near_words(one.from_level, subject.lang)} → {one.to_level}"


def basis_words(subject: Subject, source: tuple[str, ...], confidence: str) -> str:
    """Return what something rests on: its sources and how far they can be trusted."""
    return f"{subject.words('source')}: {', '.join(source)} ({CONFIDENCE_WORDS[confidence][subject.lang == 'en']})"
