"""What every part of a regulation is made of: texts, exact numbers, provenance, disputes."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from pekppp_rules.errors import Language
from pekppp_rules.reading import exact_text, to_exact

Confidence = Literal["primary", "secondary", "single", "inferred", "unverified"]
"""How far a value can be trusted: the text itself was seen; two or more independent sources; one source; inferred; not found."""

CONFIDENCES: tuple[Confidence, ...] = ("primary", "secondary", "single", "inferred", "unverified")

Exact = Annotated[Fraction, BeforeValidator(to_exact), PlainSerializer(exact_text, return_type=str)]
"""An exact number, written `17`, `0.111` or `"1/9"`."""


class Model(BaseModel):
    """Frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Text(Model):
    """A text in Indonesian, with English where we have it."""

    id: str
    en: str | None = None

    def __call__(self, lang: Language = "id") -> str:
        """Return the text in `lang`, or in Indonesian when there is no English."""
        return self.en if lang == "en" and self.en is not None else self.id


class Unknown(Model):
    """What no source tells: where we looked, and what that means."""

    looked_at: tuple[str, ...]
    note: Text


class UnknownValue(Model):
    """A value that is known to be unknown."""

    unknown: Unknown


class Alternative(Model):
    """What other sources say about a disputed value."""

    says: Text
    source: tuple[str, ...]


class Dispute(Model):
    """A contradiction between sources: the choice made, the alternatives, the reason."""

    about: Text
    chosen: Text
    others: tuple[Alternative, ...]
    reason: Text


class Sourced(Model):
    """Anything that rests on sources. The reader fills both fields from the nearest enclosing block."""

    source: tuple[str, ...]
    confidence: Confidence
    note: Text | None = None
    disputed: tuple[Dispute, ...] = ()


class Source(Model):
    """Where values were read."""

    key: str
    kind: str
    title: str
    where: str | None = None
    date: str | None = None
    note: str | None = None


class Named(Sourced):
    """A code with its name: an aspect, a principle, a value of a field."""

    code: str
    name: Text


class Weight(Sourced):
    """A share inside the parent, and the rounded figure a source prints where it differs."""

    value: Exact
    printed: Exact | None = None
