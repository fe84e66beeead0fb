"""changes.yaml: what an overlay adds to, replaces in and removes from the package it extends."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pekppp_rules.regulation.model.values import Confidence, Id, Model, Optional, Text

Address = Annotated[str, Field(min_length=1, max_length=500, strict=True)]
Operation = Literal["add", "replace", "remove"]
OPERATIONS: tuple[Operation, ...] = ("add", "replace", "remove")
MOST_CHANGES = 1_000
_SourceKeys = Annotated[tuple[Id, ...], Field(min_length=1)]


class Change(Model):
    """One change at an address; an item may be added before or after another of its list."""

    add: Optional[Address] = None
    replace: Optional[Address] = None
    remove: Optional[Address] = None
    value: object = None
    before: Optional[str] = None
    after: Optional[str] = None
    source: Optional[_SourceKeys] = None
    confidence: Optional[Confidence] = None
    note: Optional[Text] = None

    @model_validator(mode="after")
    def _one_operation(self) -> Self:
        """Exactly one operation, with what it needs and nothing else."""
        if sum(getattr(self, name) is not None for name in OPERATIONS) != 1:
            raise ValueError("exactly one of add, replace and remove")
        if ("value" in self.model_fields_set) == (self.remove is not None):
            raise ValueError("a value to add or to replace with, and none to remove")
        if {"before", "after"} <= self.model_fields_set or (self.add is None and (self.before or self.after)):
            raise ValueError("before or after, and only of what is added")
        return self

    @property
    def operation(self) -> Operation:
        """Which of the three it is."""
        return next(name for name in OPERATIONS if getattr(self, name) is not None)

    @property
    def steps(self) -> list[str]:
        """The address, step by step."""
        return str(getattr(self, self.operation)).split("/")


class Changes(Model):
    """A file of changes, with the source and confidence of those that name none."""

    kind: Literal["changes"]
    source: Optional[_SourceKeys] = None
    confidence: Optional[Confidence] = None
    changes: Annotated[tuple[Change, ...], Field(min_length=1, max_length=MOST_CHANGES)]
