"""Whose report it is, and what makes its result repeatable."""

from __future__ import annotations

from pekppp_rules.audit.recording import record_digest
from pekppp_rules.regulation import version_of
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import Heading, Identity

_CIRCUMSTANCES = ("period.scheme", "period.stage", "unit.mode")


def heading_of(subject: Subject) -> Heading:
    """Return the unit, its agency and period, and the regulation."""
    evaluation, lang = subject.lower, subject.lang
    unit, identity = evaluation.unit, evaluation.package.regulation
    names: dict[tuple[str, str], str] = {
        (values.field, value.code): value.name(lang) for values in evaluation.fields for value in values.values
    }
    stated = [(field, evaluation.submission.field(field)) for field in _CIRCUMSTANCES]
    return Heading(
        unit=unit.name,
        agency=unit.agency,
        period=str(evaluation.period.year),
        circumstances=tuple(names.get((field, str(said)), str(said)) for field, said in stated if said is not None),
        code=unit.code,
        address=unit.address,
        citation=identity.citation,
        title=identity.title(lang),
    )


def identity_of(subject: Subject) -> Identity:
    """Return the regulation version with its digest, and the digest of the record where there is one."""
    words, package = subject.words, subject.lower.package
    return Identity(
        regulation=package.regulation.id,
        version=version_of(package),
        digest=package.digest,
        record_digest=None if subject.is_draft else record_digest(subject.lower),
        note=words("no_record") if subject.is_draft else words("verify"),
        withdrawn=package.withdrawn or (None if package.is_release else words("working_copy")),
    )
