"""What to do next, and what it would bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from pekppp_rules.errors import Language, Phrase
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Effort, Text


@dataclass(frozen=True)
class Recommendation:
    """A step: in words, with what it achieves, its gain in the index, and how much effort it is in our judgement."""

    code: str
    """The rule that made it."""
    subject: str
    aspect: str | None
    row: str | None
    """The node id of the row that it raises, where it raises one."""
    from_level: Fraction | None
    to_level: int | None
    gain: Fraction | None
    """Points of the index; None where the rule does not say what it achieves."""
    effort: Effort | None
    source: tuple[str, ...]
    confidence: str
    text: Text
    words: Mapping[str, Phrase] = field(default_factory=dict, hash=False)
    """What the placeholders of `text` say in each language."""

    def message(self, lang: Language = "id") -> str:
        """Return the recommendation as a sentence."""
        return self.text(lang).format_map({name: words(lang) for name, words in self.words.items()})

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the recommendation for a JSON document."""
        return {
            "code": self.code,
            "subject": self.subject,
            "aspect": self.aspect,
            "row": self.row,
            "from_level": exact_text(self.from_level) if self.from_level is not None else None,
            "to_level": self.to_level,
            "gain": exact_text(self.gain) if self.gain is not None else None,
            "effort": self.effort,
            "message": self.message(lang),
            "source": list(self.source),
            "confidence": self.confidence,
        }


@dataclass(frozen=True)
class AspectAdvice:
    """The recommendations on one aspect, and what they would bring together."""

    aspect: str
    name: Text
    gain: Fraction
    """Points of the index: each row is counted once, with the largest of its gains."""
    recommendations: tuple[Recommendation, ...]

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the advice for a JSON document."""
        return {
            "aspect": self.aspect,
            "name": self.name(lang),
            "gain": exact_text(self.gain),
            "count": len(self.recommendations),
        }
