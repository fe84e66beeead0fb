"""One thing that differs between two regulations, of which kind it is, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pekppp_rules.errors import Language
from pekppp_rules.regulation.model import Text

Kind = Literal[
    "identity",
    "aspects",
    "indicators",
    "questions",
    "weights",
    "levels",
    "thresholds",
    "policies",
    "rules",
    "sources",
]
"""What a difference is about, in the order in which a comparison tells it.

`identity`: id, version, citation, title, validity, legal chain. `aspects`: aspects and principles. `indicators`: rows of
rubrics. `questions`: rows of other forms, the forms themselves, fields of a submission. `weights`: the index tree, and weights
as written. `levels`: scales and the texts of levels. `thresholds`: category tables and rounding. `policies`: required forms,
several evaluators, respondents and their minimum, aggregation. `rules`: levels that facts justify, checks, recommendations.
`sources`: the list of sources, and for every value its source, confidence, notes, disputes, and what is unknown.
"""

KINDS: tuple[Kind, ...] = (
    "identity",
    "aspects",
    "indicators",
    "questions",
    "weights",
    "levels",
    "thresholds",
    "policies",
    "rules",
    "sources",
)

Change = Literal["added", "removed", "changed", "renamed", "moved"]
"""`renamed`: another title or name. `moved`: another aspect, or another order."""

Value = Text | str | int | bool | tuple[str, ...] | None
"""What stood there: a text, an exact number or a code as the canonical form writes it, a list of codes. A block has its title."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `before` is None where it was added, `after` where it was removed."""

    kind: Kind
    change: Change
    subject: str
    """What it is about, by address: `regulation`, `forms/f02@luring`, `forms/f02@luring/1.a.Ak`, `index/nodes/f02.a`."""
    part: str
    """The part of it that differs: `title`, `weight/value`; empty where all of it does."""
    before: Value
    after: Value
    name: Text | None = None
    """The title or name of what it is about, where it has one; where it was renamed, the new one."""

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the difference for a JSON document."""
        return {
            "kind": self.kind,
            "change": self.change,
            "subject": self.subject,
            "part": self.part,
            "name": None if self.name is None else self.name(lang),
            "before": _plain(self.before, lang),
            "after": _plain(self.after, lang),
        }


def _plain(value: Value, lang: Language) -> object:
    if isinstance(value, Text):
        return value(lang)
    return list(value) if isinstance(value, tuple) else value
