"""What a report is about: a result, or a draft as the two results between which it lies."""

from __future__ import annotations

from dataclasses import dataclass

from pekppp_rules.errors import Language
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.draft import Draft
from pekppp_rules.evaluation.wording import decimal_words
from pekppp_rules.reporting.words import Words
from pekppp_rules.submission.missing import Missing


@dataclass(frozen=True)
class Subject:
    """A result at both of its ends, which are one unless it is a draft, and the language it is told in."""

    lower: Evaluation
    upper: Evaluation
    missing: tuple[Missing, ...]
    is_draft: bool
    words: Words

    @classmethod
    def of(cls, result: Evaluation | Draft, lang: Language) -> Subject:
        """Return the subject of a report on `result`."""
        if isinstance(result, Draft):
            return cls(result.lower, result.upper, result.missing, True, Words(lang))
        return cls(result, result, (), False, Words(lang))

    @property
    def lang(self) -> Language:
        """The language of the report."""
        return self.words.lang

    @property
    def categories(self) -> tuple[Category | None, Category | None]:
        """The category at both ends."""
        return self.lower.category, self.upper.category

    def rounded(self, node: str) -> str:
        """Return the rounded value of a node in words; of one that a draft leaves open, both ends."""
        lower, upper = (decimal_words(end.node(node).rounded, self.lang) for end in (self.lower, self.upper))
        return lower if self.is_decided(node) else f"{lower} – {upper}"

    def is_decided(self, node: str) -> bool:
        """Whether nothing that is missing can change the node."""
        return not self.is_draft or self.lower.node(node).value == self.upper.node(node).value

    def name_of(self, category: Category) -> str:
        """Return the name of a category in the language of the report."""
        return category.name_en if self.lang == "en" and category.name_en else category.name
