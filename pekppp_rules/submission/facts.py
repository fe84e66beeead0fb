"""Whether a unit's statements are of the form's facts: known, asked for, and of the right type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeGuard

from pekppp_rules.errors import Parameter, Path
from pekppp_rules.regulation.conditions import Asking, asking_of
from pekppp_rules.regulation.model import Fact, FactsForm, NumberFact, OneFact, PlainFact, SetFact
from pekppp_rules.submission.model import FactAnswers, FactValue, FormAnswers, OtherOption

DATE_PATTERN = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"

_DATE = re.compile(DATE_PATTERN.replace("$", r"\Z"))


Accepts = Callable[[FactValue], bool]


@dataclass(frozen=True)
class FactsCheck:
    """What the answers to a form of kind facts must look like. A fact may always be left out."""

    asking: Asking
    accepts: Mapping[str, Accepts]
    """By fact, what tells whether a value is of its type."""
    dates: frozenset[str]
    questions: frozenset[str]

    def fits(self, answers: FormAnswers, *, draft: bool = False) -> bool:
        """Return whether everything stated is a fact of the form that is asked for, of its type."""
        del draft
        if not isinstance(answers, FactAnswers) or not answers.evidence.keys() <= self.questions:
            return False
        given, accepts = answers.answers, self.accepts
        return (
            given.keys() <= accepts.keys()
            and all(accepts[name](value) for name, value in given.items())
            and given.keys() <= self.asking.asked(answers.stated()).keys()
            and not any(isinstance(value, tuple) and len(value) > 1 and _repeats(value) for value in given.values())
            and not any(name in self.dates and not _is_date(str(value)) for name, value in given.items())
        )


def compile_facts_check(form: FactsForm) -> FactsCheck:
    """Return the check of one form of kind facts."""
    facts = [fact for _, fact in form.asked()]
    return FactsCheck(
        asking=asking_of(form),
        accepts={fact.id: type_check(fact) for fact in facts},
        dates=frozenset(fact.id for fact in facts if fact.type == "date"),
        questions=frozenset(question.code for question in form.questions),
    )


def unfit_facts(form: FactsForm, given: FactAnswers) -> Iterator[tuple[str, Path, dict[str, Parameter]]]:
    """Yield what types do not tell: answers to facts that are not asked for, an option chosen twice, no such date."""
    asked = asking_of(form).asked(given.stated())
    for _, fact in form.asked():
        if fact.id not in given.answers:
            continue
        value = given.answers[fact.id]
        if fact.id not in asked:
            yield "PKP-218", (fact.id,), {"fact": fact.id}
        elif isinstance(value, tuple):
            for at in _repeats(value):
                option = value[at]
                told = option if isinstance(option, str) else "other"
                yield "PKP-219", (fact.id, at), {"fact": fact.id, "option": told}
        elif fact.type == "date" and isinstance(value, str) and _DATE.match(value) and not _is_date(value):
            yield "PKP-220", (fact.id,), {"date": value}


def _repeats(chosen: tuple[str | OtherOption, ...]) -> list[int]:
    """Return the places of options that were chosen before."""
    return [at for at, option in enumerate(chosen) if option in chosen[:at]]


def type_check(fact: Fact) -> Accepts:
    """Return what tells whether a value is one that the fact can have."""
    if isinstance(fact, OneFact):
        codes = frozenset(option.code for option in fact.options)
        return lambda value: isinstance(value, str) and value in codes
    if isinstance(fact, SetFact):
        return _set_check(fact)
    if isinstance(fact, NumberFact):
        return _number_check(fact)
    return _plain_check(fact)


def _set_check(fact: SetFact) -> Accepts:
    codes, takes_other = frozenset(option.code for option in fact.options), fact.other

    def accepts(value: FactValue) -> bool:
        return isinstance(value, tuple) and all(
            item in codes if isinstance(item, str) else takes_other for item in value
        )

    return accepts


def _number_check(fact: NumberFact) -> Accepts:
    def accepts(value: FactValue) -> bool:
        return (
            _is_number(value)
            and (fact.type == "decimal" or isinstance(value, int))
            and (fact.lowest is None or value >= fact.lowest)
            and (fact.highest is None or value <= fact.highest)
        )

    return accepts


def _plain_check(fact: PlainFact) -> Accepts:
    if fact.type == "bool":
        return lambda value: isinstance(value, bool)
    if fact.type == "percent":
        return lambda value: _is_number(value) and 0 <= value <= 100
    if fact.type == "text":
        return lambda value: isinstance(value, str)
    return lambda value: isinstance(value, str) and _DATE.match(value) is not None


def _is_number(value: FactValue) -> TypeGuard[int | Decimal]:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
