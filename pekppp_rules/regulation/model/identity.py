"""regulation.yaml: what a version is, since when, and the words it uses for the fields of a submission."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pekppp_rules.regulation.model.values import Named, Sourced, Text


class Moment(Sourced):
    """A day, month or year, as precisely as it is known."""

    on: str
    precision: Literal["day", "month", "year"]


class Validity(Sourced):
    """From the first day up to, not including, `until`."""

    from_: Moment = Field(alias="from")
    until: Moment | None = None


class LegalLink(Sourced):
    """One link of the legal chain."""

    relation: str
    citation: str


class FieldValues(Sourced):
    """The values this regulation names for a field of the submission, such as `unit.mode`."""

    field: str
    required: bool
    values: tuple[Named, ...]


class Identity(Sourced):
    """regulation.yaml: what this version is."""

    kind: Literal["regulation"]
    id: str
    family: str
    version: str
    scope: str
    citation: str
    title: Text
    validity: Validity
    legal: tuple[LegalLink, ...]
    aspects: tuple[Named, ...]
    principles: tuple[Named, ...] = ()
    fields: tuple[FieldValues, ...] = ()
