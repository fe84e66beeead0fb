"""A whole regulation version, and its category tables."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from pekppp_rules.regulation.digest import package_digest
from pekppp_rules.regulation.model.forms import Form
from pekppp_rules.regulation.model.identity import Identity
from pekppp_rules.regulation.model.index import Index
from pekppp_rules.regulation.model.values import Exact, Model, Source, Sourced, Text


class Category(Sourced):
    """A letter and name that hold from `from_` up to the next category's bound."""

    letter: str
    from_: Exact = Field(alias="from")
    name: Text


class CategoryTable(Sourced):
    """Categories from the highest down."""

    id: str
    title: Text
    categories: tuple[Category, ...]


class Categories(Sourced):
    """categories.yaml."""

    kind: Literal["categories"]
    tables: tuple[CategoryTable, ...]


class Sources(Model):
    """sources.yaml."""

    kind: Literal["sources"]
    sources: tuple[Source, ...]


class Package(Model):
    """A whole regulation version, resolved: every value carries its source and confidence."""

    regulation: Identity
    sources: Sources
    forms: tuple[Form, ...]
    index: Index
    categories: Categories

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical form of the whole package."""
        return package_digest(self)

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
