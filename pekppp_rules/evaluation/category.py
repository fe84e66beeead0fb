"""A category as a result names it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pekppp_rules.errors import Language
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Category as CategoryEntry


@dataclass(frozen=True)
class Category:
    """A category: its letter, its Indonesian name, and the lower bound from which it holds."""

    letter: str
    name: str
    name_en: str | None
    lower_bound: Fraction
    source: tuple[str, ...]
    confidence: str

    @classmethod
    def of(cls, entry: CategoryEntry) -> Category:
        """Return the category of an entry of a package's table."""
        return cls(entry.letter, entry.name.id, entry.name.en, entry.from_, entry.source, entry.confidence)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the category for a JSON document."""
        return {
            "letter": self.letter,
            "name": self.name_en if lang == "en" and self.name_en else self.name,
            "lower_bound": exact_text(self.lower_bound),
        }
