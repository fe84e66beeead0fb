"""A whole regulation version, and its category tables."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from pekppp_rules.regulation.digest import package_digest, rules_digest
from pekppp_rules.regulation.model.forms import Form
from pekppp_rules.regulation.model.identity import Identity
from pekppp_rules.regulation.model.index import Index
from pekppp_rules.regulation.model.rules import RuleFile
from pekppp_rules.regulation.model.values import Composed, Exact, Id, Model, Source, Sourced, Text


class Category(Sourced):
    """A letter and name that hold from `from_` up to the next category's bound."""

    letter: Annotated[str, Field(min_length=1, max_length=16, strict=True), Composed]
    from_: Exact = Field(alias="from")
    name: Text


class CategoryTable(Sourced):
    """Categories from the highest down."""

    id: Id
    title: Text
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]


class Categories(Sourced):
    """categories.yaml."""

    kind: Literal["categories"]
    tables: Annotated[tuple[CategoryTable, ...], Field(min_length=1)]


class Sources(Model):
    """sources.yaml."""

    kind: Literal["sources"]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Package(Model):
    """A whole regulation version, resolved: every value carries its source and confidence."""

    regulation: Identity
    sources: Sources
    forms: tuple[Form, ...]
    index: Index
    categories: Categories
    rules: tuple[RuleFile, ...] = ()

    _is_release: bool = PrivateAttr(default=False)
    _withdrawn: str | None = PrivateAttr(default=None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical form of the whole package."""
        return package_digest(self)

    @cached_property
    def rules_digest(self) -> str:
        """SHA-256 over what decides results, without identity, texts and sources."""
        return rules_digest(self)

    @property
    def is_release(self) -> bool:
        """Whether this was read from a released file; a working copy says so in its version."""
        return self._is_release

    @property
    def withdrawn(self) -> str | None:
        """Why this release should not be used any more, in Indonesian; None for one that stands."""
        return self._withdrawn

    def released(self, withdrawn: str | None) -> Package:
        """Return this package, marked as read from a released file, and as withdrawn where there is a reason."""
        self._is_release = True
        self._withdrawn = withdrawn
        return self

    def table(self, name: str) -> CategoryTable:
        """Return a category table. Raises KeyError when there is none."""
        for table in self.categories.tables:
            if table.id == name:
                return table
        raise KeyError(name)

    def aspect_name(self, code: str) -> Text:
        """Return the name of an aspect. Raises KeyError when there is none."""
        for aspect in self.regulation.aspects:
            if aspect.code == code:
                return aspect.name
        raise KeyError(code)
