"""Words in two languages, and templates of messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]

_SUGGESTION: dict[Language, str] = {"id": '; maksud Anda "{suggestion}"?', "en": '; did you mean "{suggestion}"?'}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in Indonesian and English."""

    id: str
    en: str

    def __call__(self, lang: Language = "id") -> str:
        """Return the words in `lang`."""
        return self.id if lang == "id" else self.en


Parameter = str | int | Phrase
"""A value that a message names: a code, a number, or words that exist in both languages."""


class Message(Phrase):
    """A message template; its `{names}` are filled from a problem's parameters."""

    __slots__ = ()

    def render(self, parameters: Mapping[str, Parameter], lang: Language = "id") -> str:
        """Return the text in `lang`, with a did-you-mean when the parameters carry a suggestion."""
        values = {name: value(lang) if isinstance(value, Phrase) else value for name, value in parameters.items()}
        text = self(lang).format_map(values)
        return text + _SUGGESTION[lang].format_map(values) if "suggestion" in values else text
