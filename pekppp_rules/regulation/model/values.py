"""What every part of a regulation is made of: texts, exact numbers, provenance, disputes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    StrictInt,
    Tag,
    ValidationInfo,
)

from pekppp_rules.errors import Language
from pekppp_rules.reading import composed, exact_text, fits_a_file, to_exact

Confidence = Literal["primary", "secondary", "single", "inferred", "unverified"]
"""How far a value can be trusted: the text itself was seen; two or more independent sources; one source; inferred; not found."""

CONFIDENCES: tuple[Confidence, ...] = ("primary", "secondary", "single", "inferred", "unverified")


def _exact(value: object, info: ValidationInfo) -> Fraction:
    """Read a number as written; a whole number in quotes is one only in the canonical form, which writes them all so."""
    if isinstance(value, str) and "/" not in value and not (info.context or {}).get("canonical"):
        raise ValueError("a number in quotes")
    return to_exact(_usable(value))


def _usable(value: object) -> object:
    """Refuse a number that no file can hold."""
    if isinstance(value, (int, Decimal)) and not fits_a_file(value):
        raise ValueError("a number of more than 15 digits")
    return value


def _whole(value: object) -> object:
    """Make a decimal that is whole an int, as a reader does; leave anything else for the strict check to refuse."""
    usable = _usable(value)
    return int(usable) if isinstance(usable, Decimal) and usable == int(usable) else usable


def _given(value: object) -> object:
    """Refuse an empty value: an optional key is left out, not left blank."""
    if value is None:
        raise ValueError("empty")
    return value


def kind(name: str) -> Tag:
    """Mark a kind of block in a union. The brackets keep it from being taken for a key in the location of an error."""
    return Tag(f"<{name}>")


def told_by(kind_of: Callable[[Any], str | None]) -> Discriminator:
    """Tell the kinds of a union apart by the name that `kind_of` finds for a value; None where it is of no kind."""

    def tag(value: Any) -> str | None:
        name = kind_of(value)
        return None if name is None else f"<{name}>"

    return Discriminator(tag)


def told_by_key(key: str) -> Discriminator:
    """Tell the kinds of a union apart by what stands under a key."""

    def kind_of(value: Any) -> str | None:
        name = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
        return name if isinstance(name, str) else None

    return told_by(kind_of)


def _yes(value: object) -> object:
    """Refuse 1, which Python takes for `true`."""
    if value is not True:
        raise ValueError("true, or the key left out")
    return value


_T = TypeVar("_T")

Optional = Annotated[_T | None, BeforeValidator(_given)]
"""A key that may be left out."""

Exact = Annotated[Fraction, BeforeValidator(_exact), PlainSerializer(exact_text, return_type=str)]
"""An exact number, written `17`, `0.111` or `"1/9"`."""

Whole = Annotated[StrictInt, BeforeValidator(_whole)]
"""A whole number, written `4` or `4.0`."""

Yes = Annotated[Literal[True], BeforeValidator(_yes)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", strict=True)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,63}$", strict=True)]
LevelKey = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]?)$", strict=True)]
Composed = AfterValidator(composed)
"""A text is kept as it is digested, in NFC: however an author's keyboard wrote it, equal packages say equal things."""
Line = Annotated[str, Field(min_length=1, max_length=4_000, strict=True), Composed]
Prose = Annotated[str, Field(min_length=1, max_length=4_000, strict=True), Composed]
Date = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", strict=True)]
SourceKeys = tuple[Id, ...]
"""At least one; the reader reports a value without any (PKP-108)."""


class Model(BaseModel):
    """Frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Text(Model):
    """A text in Indonesian, with English where we have it."""

    id: Prose
    en: Optional[Prose] = None

    def __call__(self, lang: Language = "id") -> str:
        """Return the text in `lang`, or in Indonesian when there is no English."""
        return self.en if lang == "en" and self.en is not None else self.id


class Unknown(Model):
    """What no source tells: where we looked, and what that means."""

    looked_at: Annotated[SourceKeys, Field(min_length=1)]
    note: Text


class UnknownValue(Model):
    """A value that is known to be unknown."""

    unknown: Unknown


class Alternative(Model):
    """What other sources say about a disputed value."""

    says: Text
    source: Annotated[SourceKeys, Field(min_length=1)]


class Dispute(Model):
    """A contradiction between sources: the choice made, the alternatives, the reason."""

    about: Text
    chosen: Text
    others: tuple[Alternative, ...]
    reason: Text


class Sourced(Model):
    """Anything that rests on sources. The reader fills both fields from the nearest enclosing block."""

    source: SourceKeys
    confidence: Confidence
    note: Optional[Text] = None
    disputed: Annotated[tuple[Dispute, ...], Field(min_length=1)] = ()


class Source(Model):
    """Where values were read."""

    key: Id
    kind: Literal[
        "regulation",
        "official_form",
        "official_circular",
        "official_slide",
        "public_code",
        "press",
        "article",
        "survey",
        "package",
    ]
    title: Line
    where: Optional[Line] = None
    date: Optional[Date] = None
    note: Optional[Line] = None


class Named(Sourced):
    """A code with its name: an aspect, a principle, a value of a field."""

    code: Id
    name: Text


class Weight(Sourced):
    """A share inside the parent, and the rounded figure a source prints where it differs."""

    value: Exact
    printed: Optional[Exact] = None


class AssumedWeights(Sourced):
    """Weights that no source tells, and what is used in their place."""

    unknown: Unknown
    fallback: Literal["equal"]
    """`equal`: every row of an aspect counts the same."""


class Variant(Model):
    """The form is used when this field of the submission has this value."""

    field: Literal["unit.mode", "period.scheme", "period.stage"]
    value: Id
