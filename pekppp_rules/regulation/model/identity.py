"""regulation.yaml: what a version is, since when, and the words it uses for the fields of a submission."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from pekppp_rules.regulation.model.values import Date, Line, Named, Optional, Sourced, Text, Word

EXTENDS = r"^[a-z][a-z0-9_]{1,63}@(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(\.dev)?$"


class Moment(Sourced):
    """A day, month or year, as precisely as it is known."""

    on: Date
    precision: Literal["day", "month", "year"]

    @property
    def first_day(self) -> date:
        """The first day that it can be. Raises ValueError where `on` is no date; `check` refuses such a package (PKP-127)."""
        return date.fromisoformat(self.on + "-01-01"[len(self.on) - 4 :])

    @property
    def last_day(self) -> date:
        """The last day that it can be."""
        first = self.first_day
        if self.precision == "day":
            return first
        month = first.month if self.precision == "month" else 12
        return first.replace(month=month, day=monthrange(first.year, month)[1])


class Validity(Sourced):
    """From the first day up to, not including, `until`."""

    from_: Moment = Field(alias="from")
    until: Optional[Moment] = None


class LegalLink(Sourced):
    """One link of the legal chain."""

    relation: Literal["mandate", "replaces", "amends", "amended_by", "replaced_by", "provision", "instrument"]
    citation: Line


class FieldValues(Sourced):
    """The values this regulation names for a field of the submission, such as `unit.mode`."""

    field: Literal["unit.mode", "unit.services", "period.scheme", "period.stage"]
    required: StrictBool
    values: Annotated[tuple[Named, ...], Field(min_length=1)]


class Identity(Sourced):
    """regulation.yaml: what this version is."""

    kind: Literal["regulation"]
    id: Word
    extends: Optional[Annotated[str, Field(pattern=EXTENDS, strict=True)]] = None
    """The exact version of the package that this one says what differs from."""
    family: Word
    version: Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$", strict=True)]
    scope: Word
    citation: Line
    title: Text
    validity: Validity
    legal: tuple[LegalLink, ...]
    aspects: Annotated[tuple[Named, ...], Field(min_length=1)]
    principles: tuple[Named, ...] = ()
    fields: tuple[FieldValues, ...] = ()
