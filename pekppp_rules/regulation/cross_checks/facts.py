"""Forms of kind facts: names are unique, conditions look back and can hold, questions inform rows that exist."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.errors import Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, missing
from pekppp_rules.regulation.fact_names import FactColumn, columns_of_fact
from pekppp_rules.regulation.model import (
    AllOf,
    AnyOf,
    Condition,
    Fact,
    FactEquals,
    FactIn,
    FactPresent,
    FactQuestion,
    FactsForm,
    NumberFact,
    OneFact,
    RubricForm,
    SetFact,
)


def check_facts_fit_together(parts: Parts) -> Iterator[Finding]:
    """Codes, ids and options are unique; bounds rise; conditions refer to facts that stand before them."""
    for at, form in parts.forms.items():
        if not isinstance(form, FactsForm):
            continue
        codes: set[str] = set()
        before: dict[str, Fact] = {}
        columns: dict[str, FactColumn] = {}
        for path, question in _questions(at, form):
            if question.code in codes:
                yield "PKP-105", (*path, "code"), {"what": Phrase("kode", "code"), "name": question.code}
            codes.add(question.code)
            if question.asked_if is not None:
                yield from _condition(question.asked_if, (*path, "asked_if"), before)
            for number, fact in enumerate(question.facts):
                yield from _fact(fact, (*path, "facts", number), before)
                yield from _columns(form.form, fact, (*path, "facts", number), columns)
                before[fact.id] = fact


def check_questions_inform_rows(parts: Parts) -> Iterator[Finding]:
    """A question that informs a row names one that exists, in some variant."""
    if not parts.complete:
        return
    rows = {(form.form, code) for form in parts.scored.values() for code in form.codes}
    rows |= {
        (form.form, row.code) for form in parts.forms.values() if isinstance(form, RubricForm) for row in form.unscored
    }
    for at, form in parts.forms.items():
        for path, question in _questions(at, form) if isinstance(form, FactsForm) else ():
            informs = question.informs
            if informs is not None and (informs.form, informs.code) not in rows:
                known = {code for name, code in rows if name == informs.form}
                what = Phrase(f'baris formulir "{informs.form}"', f'row of form "{informs.form}"')
                yield missing(what, informs.code, known, (*path, "informs", "code"))


def _questions(at: int, form: FactsForm) -> Iterator[tuple[Path, FactQuestion]]:
    for number, aspect in enumerate(form.aspects):
        for position, question in enumerate(aspect.questions):
            yield ("forms", at, "aspects", number, "questions", position), question
    for position, question in enumerate(form.additional):
        yield ("forms", at, "additional", position), question


def _fact(fact: Fact, path: Path, before: dict[str, Fact]) -> Iterator[Finding]:
    if fact.id in before:
        yield "PKP-105", (*path, "id"), {"what": Phrase("fakta", "fact"), "name": fact.id}
    if fact.asked_if is not None:
        yield from _condition(fact.asked_if, (*path, "asked_if"), before)
    if isinstance(fact, (OneFact, SetFact)):
        seen: set[str] = set()
        for number, option in enumerate(fact.options):
            if option.code in seen:
                where = (*path, "options", number, "code")
                yield "PKP-105", where, {"what": Phrase("pilihan", "option"), "name": option.code}
            seen.add(option.code)
    if isinstance(fact, NumberFact) and None not in (fact.lowest, fact.highest):
        lowest, highest = Fraction(fact.lowest or 0), Fraction(fact.highest or 0)
        if lowest >= highest:
            yield "PKP-119", (*path, "lowest"), {"form": fact.id, "lowest": str(lowest), "highest": str(highest)}


def _columns(form: str, fact: Fact, path: Path, known: dict[str, FactColumn]) -> Iterator[Finding]:
    """Facts, and options of sets, are told apart in a table too. The same fact twice is told elsewhere."""
    for column in columns_of_fact(form, fact):
        other = known.setdefault(column.column.casefold(), column)
        if other.fact != column.fact or other.option != column.option:
            code, before = (one.code.removeprefix(f"{form}.") for one in (column, other))
            yield "PKP-180", (*path, "id"), {"code": code, "other": before, "name": column.column}


def _condition(condition: Condition, path: Path, before: dict[str, Fact]) -> Iterator[Finding]:
    if isinstance(condition, AllOf):
        for number, inner in enumerate(condition.all):
            yield from _condition(inner, (*path, "all", number), before)
    elif isinstance(condition, AnyOf):
        for number, inner in enumerate(condition.any):
            yield from _condition(inner, (*path, "any", number), before)
    elif isinstance(condition, (FactEquals, FactIn, FactPresent)):
        fact = before.get(condition.fact)
        if fact is None:
            yield missing(Phrase("fakta sebelumnya", "earlier fact"), condition.fact, before, (*path, "fact"))
        elif isinstance(condition, FactEquals):
            yield from _comparable(fact, condition.equals, (*path, "="))
        elif isinstance(condition, FactIn):
            for number, value in enumerate(condition.in_):
                yield from _comparable(fact, value, (*path, "in", number))
    else:
        yield from _condition(condition.not_, (*path, "not"), before)


def _comparable(fact: Fact, value: bool | int | str, path: Path) -> Iterator[Finding]:
    """A fact is compared with what it can be; a set is never equal to one value."""
    if isinstance(fact, (OneFact, SetFact)):
        known = {option.code for option in fact.options}
        if isinstance(fact, SetFact) and path[-1] == "=":
            yield "PKP-139", path, {"fact": fact.id, "type": fact.type}
        elif value not in known:
            yield missing(Phrase(f'pilihan fakta "{fact.id}"', f'option of fact "{fact.id}"'), str(value), known, path)
        return
    wanted = bool if fact.type == "bool" else int if fact.type in {"int", "decimal", "percent"} else str
    if type(value) is not wanted:
        yield "PKP-139", path, {"fact": fact.id, "type": fact.type}
