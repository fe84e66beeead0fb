"""A condition on facts in words, with the ids of the facts, as a form shows it beside a question."""

from __future__ import annotations

from pekppp_rules.errors import Language
from pekppp_rules.regulation.model import AllOf, AnyOf, Condition, FactEquals, FactIn, FactPresent

_WORDS: dict[str, tuple[str, str]] = {
    "and": ("dan", "and"),
    "or": ("atau", "or"),
    "not": ("bukan", "not"),
    "given": ("dijawab", "is answered"),
    "yes": ("ya", "yes"),
    "no": ("tidak", "no"),
    "has": ("memuat", "has"),
}


def condition_words(condition: Condition, lang: Language) -> str:
    """Return a condition as text: `1.ada = ya`."""
    if isinstance(condition, AllOf):
        return f" {_word('and', lang)} ".join(_inner(inner, lang) for inner in condition.all)
    if isinstance(condition, AnyOf):
        return f" {_word('or', lang)} ".join(_inner(inner, lang) for inner in condition.any)
    if isinstance(condition, FactPresent):
        return f"{condition.fact} {_word('given', lang)}"
    if isinstance(condition, FactEquals):
        return f"{condition.fact} = {_value(condition.equals, lang)}"
    if isinstance(condition, FactIn):
        joined = f" {_word('or', lang)} ".join(_value(value, lang) for value in condition.in_)
        return f"{condition.fact} {_word('has', lang)} {joined}"
    return f"{_word('not', lang)} ({condition_words(condition.not_, lang)})"


def _inner(condition: Condition, lang: Language) -> str:
    text = condition_words(condition, lang)
    return f"({text})" if isinstance(condition, (AllOf, AnyOf)) else text


def _value(value: bool | int | str, lang: Language) -> str:
    if isinstance(value, bool):
        return _word("yes" if value else "no", lang)
    return str(value)


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
