"""Conditions on facts in words, with the titles and options that the form prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from pekppp_rules.errors import Language, Phrase
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import (
    Addition,
    AllHold,
    AnyHolds,
    Band,
    Comparison,
    CountTerm,
    Division,
    DoesNotHold,
    Expression,
    Fact,
    FactsForm,
    FactTerm,
    Form,
    Lookup,
    Multiplication,
    OneFact,
    Rounded,
    RuleCondition,
    SetFact,
    Subtraction,
)
from pekppp_rules.regulation.rule_walk import every_expression, expressions_in, left_side, right_side

_OPERATORS: dict[str, tuple[str, str]] = {
    "below": ("kurang dari", "less than"),
    "upto": ("paling banyak", "at most"),
    "above": ("lebih dari", "more than"),
    "from_": ("paling sedikit", "at least"),
}


class FactWords:
    """Words for facts, options and conditions of the chosen forms."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self._facts: dict[str, Fact] = {
            f"{name}.{fact.id}": fact
            for name, form in forms.items()
            if isinstance(form, FactsForm)
            for _, fact in form.asked()
        }

    def title(self, name: str, lang: Language) -> str:
        """Return the title of a fact, or its name where the chosen forms do not have it."""
        return self._facts[name].title(lang) if name in self._facts else name

    def option(self, name: str, option: str, lang: Language) -> str:
        """Return the name of an option of a fact."""
        fact = self._facts.get(name)
        if isinstance(fact, (OneFact, SetFact)):
            return next((named.name(lang) for named in fact.options if named.code == option), option)
        return option

    def condition(self, condition: RuleCondition) -> Phrase:
        """Return a condition in both languages."""
        return Phrase(self._condition(condition, "id"), self._condition(condition, "en"))

    def expression(self, expression: Expression) -> Phrase:
        """Return an expression in both languages."""
        return Phrase(self._expression(expression, "id"), self._expression(expression, "en"))

    def _condition(self, condition: RuleCondition, lang: Language) -> str:
        if isinstance(condition, (AllHold, AnyHolds)):
            parts = condition.all if isinstance(condition, AllHold) else condition.any
            word = {"id": ("dan", "atau"), "en": ("and", "or")}[lang][isinstance(condition, AnyHolds)]
            return f" {word} ".join(self._condition(part, lang) for part in parts)
        if isinstance(condition, DoesNotHold):
            return {"id": "bukan", "en": "not"}[lang] + f": {self._condition(condition.not_, lang)}"
        return self._comparison(condition, lang) if isinstance(condition, Comparison) else condition.fired

    def _comparison(self, comparison: Comparison, lang: Language) -> str:
        left = left_side(comparison)
        told = self._expression(left, lang)
        name = left.fact if isinstance(left, FactTerm) else ""
        if comparison.present:
            return told + {"id": " disebut", "en": " is stated"}[lang]
        if comparison.has is not None:
            return f"{told}: {self.option(name, comparison.has, lang)}"
        if comparison.in_ is not None:
            word = {"id": " atau ", "en": " or "}[lang]
            return f"{told}: {word.join(self._literal(name, value, lang) for value in comparison.in_)}"
        if comparison.band is not None:
            return f"{told} {_band(comparison.band, lang)}"
        other = right_side(comparison)
        if comparison.equals is not None or comparison.differs is not None:
            said = (
                self._literal(name, other, lang) if isinstance(other, (bool, int, str)) else self._number(other, lang)
            )
            unlike = {"id": "bukan ", "en": "not "}[lang] if comparison.differs is not None else ""
            return told if other is True and not unlike else f"{told}: {unlike}{said}"
        operator = next(words for key, words in _OPERATORS.items() if getattr(comparison, key) is not None)
        return f"{told}: {operator[lang == 'en']} {self._number(other, lang)}"

    def _number(self, expression: object, lang: Language) -> str:
        if isinstance(expression, (int, Fraction)):
            return number_words(Fraction(expression), lang)
        return self._expression(expression, lang)  # type: ignore[arg-type]  # an expression of the model

    def _expression(self, expression: Expression, lang: Language) -> str:
        if isinstance(expression, (int, Fraction)):
            return number_words(Fraction(expression), lang)
        if isinstance(expression, FactTerm):
            return self.title(expression.fact, lang)
        if isinstance(expression, (Rounded, Lookup)):
            return self._expression(expression.round if isinstance(expression, Rounded) else expression.of, lang)
        if isinstance(expression, CountTerm):
            return {"id": "jumlah ", "en": "number of "}[lang] + self._counted(expression, lang)
        for kind, sign in ((Addition, "+"), (Subtraction, "-"), (Multiplication, "×"), (Division, "/")):
            if isinstance(expression, kind):
                parts = next(iter(expression.__dict__.values()))
                return f" {sign} ".join(self._expression(part, lang) for part in parts)
        return next(iter(str(value) for value in expression.__dict__.values()))

    def _counted(self, term: CountTerm, lang: Language) -> str:
        title = self.title(term.count, lang)
        if term.among is not None:
            return f"{title} ({', '.join(self.option(term.count, code, lang) for code in term.among)})"
        if term.except_ is not None:
            without = {"id": "selain", "en": "other than"}[lang]
            return f"{title} ({without} {', '.join(self.option(term.count, code, lang) for code in term.except_)})"
        return title

    def _literal(self, name: str, value: bool | int | str, lang: Language) -> str:
        if isinstance(value, bool):
            return {"id": ("tidak", "ya"), "en": ("no", "yes")}[lang][value]
        return self.option(name, value, lang) if isinstance(value, str) else str(value)


def facts_in(condition: RuleCondition) -> tuple[str, ...]:
    """Return the names of the facts that a condition reads, in its order."""
    return _names(expressions_in(condition))


def facts_of(expression: Expression) -> tuple[str, ...]:
    """Return the names of the facts that an expression reads."""
    return _names(every_expression(expression))


def _names(expressions: Iterable[Expression]) -> tuple[str, ...]:
    names = []
    for part in expressions:
        if isinstance(part, FactTerm):
            names.append(part.fact)
        elif isinstance(part, CountTerm):
            names.append(part.count)
    return tuple(dict.fromkeys(names))


def number_words(value: Fraction, lang: Language) -> str:
    """Return a number as a plain decimal where it has a short one, as a ratio otherwise."""
    for places in range(5):
        if (value * 10**places).denominator == 1:
            text = f"{Decimal(int(value * 10**places)).scaleb(-places):f}"
            return text.replace(".", ",") if lang == "id" else text
    return exact_text(value)


def _band(band: Band, lang: Language) -> str:
    words: dict[str, tuple[str, str]] = {
        "from_": ("mulai", "from"),
        "above": ("di atas", "above"),
        "below": ("di bawah", "below"),
        "upto": ("sampai", "up to"),
    }
    told = [
        f"{text[lang == 'en']} {number_words(end, lang)}"
        for key, text in words.items()
        if (end := getattr(band, key)) is not None
    ]
    return " ".join(told)
