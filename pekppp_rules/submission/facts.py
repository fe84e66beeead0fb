"""Whether a unit's statements are of the form's facts: known, asked for, and of the right type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeGuard

from pekppp_rules.errors import Parameter, Path
from pekppp_rules.regulation.conditions import asked_facts
from pekppp_rules.regulation.model import Fact, FactsForm, NumberFact, OneFact, PlainFact, SetFact
from pekppp_rules.submission.model import FactAnswers, FactValue, FormAnswers

DATE_PATTERN = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"

_DATE = re.compile(DATE_PATTERN.replace("$", r"\Z"))


@dataclass(frozen=True)
class FactsCheck:
    """What the answers to a form of kind facts must look like. A fact may always be left out."""

    form: FactsForm
    facts: Mapping[str, Fact]
    questions: frozenset[str]

    def fits(self, answers: FormAnswers, *, draft: bool = False) -> bool:
        """Return whether everything stated is a fact of the form that is asked for, of its type."""
        del draft
        return (
            isinstance(answers, FactAnswers)
            and answers.evidence.keys() <= self.questions
            and answers.answers.keys() <= self.facts.keys()
            and all(is_of_type(self.facts[name], value) for name, value in answers.answers.items())
            and not any(unfit_facts(self.form, answers))
        )


def compile_facts_check(form: FactsForm) -> FactsCheck:
    """Return the check of one form of kind facts."""
    facts = {fact.id: fact for _, fact in form.asked()}
    return FactsCheck(form, facts, frozenset(question.code for question in form.questions))


def unfit_facts(form: FactsForm, given: FactAnswers) -> Iterator[tuple[str, Path, dict[str, Parameter]]]:
    """Yield what types do not tell: answers to facts that are not asked for, an option chosen twice, no such date."""
    asked = asked_facts(form, given.stated())
    for _, fact in form.asked():
        if fact.id not in given.answers:
            continue
        value = given.answers[fact.id]
        if fact.id not in asked:
            yield "PKP-218", (fact.id,), {"fact": fact.id}
        elif isinstance(value, tuple):
            for at, option in enumerate(value):
                if option in value[:at]:
                    told = option if isinstance(option, str) else "other"
                    yield "PKP-219", (fact.id, at), {"fact": fact.id, "option": told}
        elif fact.type == "date" and isinstance(value, str) and _DATE.match(value) and not _is_date(value):
            yield "PKP-220", (fact.id,), {"date": value}


def is_of_type(fact: Fact, value: FactValue) -> bool:
    """Return whether a value is one that the fact can have."""
    if isinstance(fact, OneFact):
        return isinstance(value, str) and any(value == option.code for option in fact.options)
    if isinstance(fact, SetFact):
        return isinstance(value, tuple) and all(
            any(item == option.code for option in fact.options) if isinstance(item, str) else fact.other
            for item in value
        )
    if isinstance(fact, NumberFact):
        return (
            _is_number(value)
            and (fact.type == "decimal" or isinstance(value, int))
            and (fact.lowest is None or value >= fact.lowest)
            and (fact.highest is None or value <= fact.highest)
        )
    return _is_plain(fact, value)


def _is_plain(fact: PlainFact, value: FactValue) -> bool:
    if fact.type == "bool":
        return isinstance(value, bool)
    if fact.type == "percent":
        return _is_number(value) and 0 <= value <= 100
    return isinstance(value, str) and (fact.type == "text" or _DATE.match(value) is not None)


def _is_number(value: FactValue) -> TypeGuard[int | Decimal]:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
