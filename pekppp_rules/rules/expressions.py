"""Expressions compiled to functions of a submission's facts. An absent part makes the whole absent (None)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from fractions import Fraction

from pekppp_rules.regulation.model import (
    Addition,
    CountTerm,
    Division,
    EvaluatorsTerm,
    EvidenceTerm,
    Expression,
    FactTerm,
    FieldTerm,
    IdenticalTerm,
    JustifiedTerm,
    Lookup,
    Multiplication,
    NodeTerm,
    NumberTable,
    RespondentsTerm,
    Rounded,
    SpreadTerm,
    Subtraction,
)
from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.rules.facts import RuleFacts, Value

Compute = Callable[[RuleFacts], Value | None]


def compile_expression(expression: Expression, tables: Mapping[str, NumberTable]) -> Compute:
    """Return a function that computes the expression. What other rules found is not for it: see `compiled`."""
    if isinstance(expression, (int, Fraction)):
        constant = Fraction(expression)
        return lambda _: constant
    if isinstance(expression, (Addition, Subtraction, Multiplication, Division, Rounded, Lookup)):
        return _arithmetic(expression, tables)
    return _term(expression)


def _term(term: Expression) -> Compute:
    match term:
        case FactTerm(fact=name):
            return lambda facts: facts.stated.get(name)
        case CountTerm():
            return _count(term)
        case NodeTerm(node=name):
            return lambda facts: facts.node(name)
        case JustifiedTerm(justified=name):
            return lambda facts: facts.justified.get(name)
        case SpreadTerm(spread=name):
            return lambda facts: facts.spread(name)
        case EvidenceTerm(evidence=name):
            return lambda facts: facts.evidence(name)
        case RespondentsTerm(respondents=name):
            return lambda facts: facts.respondents(name)
        case EvaluatorsTerm(evaluators=name):
            return lambda facts: facts.evaluators(name)
        case IdenticalTerm(identical=name):
            return lambda facts: facts.identical(name)
        case FieldTerm(field=name):
            return lambda facts: facts.field(name)
    raise TypeError(f"no expression on its own: {type(term).__name__}")


def _count(term: CountTerm) -> Compute:
    name = term.count
    among = frozenset(term.among) if term.among is not None else None
    without = frozenset(term.except_ or ())

    def compute(facts: RuleFacts) -> Value | None:
        chosen = facts.stated.get(name)
        if not isinstance(chosen, tuple):
            return None
        return sum(1 for option in chosen if option not in without and (among is None or option in among))

    return compute


def _arithmetic(expression: Expression, tables: Mapping[str, NumberTable]) -> Compute:
    match expression:
        case Addition(plus=parts):
            return _over(
                [compile_expression(part, tables) for part in parts], lambda numbers: sum(numbers, Fraction(0))
            )
        case Multiplication(times=parts):
            return _over([compile_expression(part, tables) for part in parts], _product)
        case Subtraction(minus=(first, second)):
            return _over([compile_expression(part, tables) for part in (first, second)], lambda two: two[0] - two[1])
        case Division(over=(first, second)):
            return _over([compile_expression(part, tables) for part in (first, second)], _quotient)
        case Rounded(round=inner, places=places):
            return _over([compile_expression(inner, tables)], lambda one: _rounded(one[0], places))
        case Lookup(lookup=table, of=inner):
            return _over([compile_expression(inner, tables)], lambda one: _looked_up(tables[table], one[0]))
    raise TypeError(f"no arithmetic: {type(expression).__name__}")


def _over(parts: list[Compute], work: Callable[[list[Fraction]], Fraction | None]) -> Compute:
    def compute(facts: RuleFacts) -> Value | None:
        numbers: list[Fraction] = []
        for part in parts:
            value = part(facts)
            if value is None or isinstance(value, (bool, str, tuple)):
                return None
            numbers.append(value if type(value) is Fraction else Fraction(value))
        return work(numbers)

    return compute


def _product(numbers: list[Fraction]) -> Fraction:
    found = Fraction(1)
    for number in numbers:
        found *= number
    return found


def _quotient(two: list[Fraction]) -> Fraction | None:
    return two[0] / two[1] if two[1] else None


def _rounded(number: Fraction, places: int) -> Fraction:
    return Fraction(round_half_up(number.numerator, number.denominator, places), 10**places)


def _looked_up(table: NumberTable, number: Fraction) -> Fraction | None:
    at = bisect_right([entry.from_ for entry in table.entries], number)
    return table.entries[at - 1].value if at else None
