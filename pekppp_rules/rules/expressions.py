"""Expressions compiled to functions of a submission's facts. An absent part makes the whole absent (None)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce

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
from pekppp_rules.rules.facts import Ratio, RuleFacts, Value

_ARITHMETIC = (int, Fraction, Addition, Subtraction, Multiplication, Division, Rounded, Lookup)

Compute = Callable[[RuleFacts], Value | None]
ComputeNumber = Callable[[RuleFacts], Ratio | None]
"""Integers throughout: reducing fractions would take most of the time of a check."""


def compile_expression(expression: Expression, tables: Mapping[str, NumberTable]) -> Compute:
    """Return a function that computes the expression. What other rules found is not for it: see `compiled`."""
    if not isinstance(expression, _ARITHMETIC):
        return _term(expression)
    number = compile_number(expression, tables)

    def compute(facts: RuleFacts) -> Value | None:
        found = number(facts)
        return None if found is None else Fraction(*found)

    return compute


def compile_number(expression: Expression, tables: Mapping[str, NumberTable]) -> ComputeNumber:
    """Return a function that computes the expression as a ratio; None where it is absent or no number."""
    if isinstance(expression, (int, Fraction)):
        constant = expression.numerator, expression.denominator
        return lambda _: constant
    if isinstance(expression, NodeTerm):
        name = expression.node
        return lambda facts: facts.ratio(name)
    if isinstance(expression, _ARITHMETIC):
        return _arithmetic(expression, tables)
    term = _term(expression)

    def compute(facts: RuleFacts) -> Ratio | None:
        value = term(facts)
        if value is None or isinstance(value, (bool, str, tuple)):
            return None
        return value.numerator, value.denominator

    return compute


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


def _arithmetic(expression: Expression, tables: Mapping[str, NumberTable]) -> ComputeNumber:
    match expression:
        case Addition(plus=parts):
            return _over(parts, tables, lambda numbers: reduce(_sum, numbers))
        case Multiplication(times=parts):
            return _over(parts, tables, lambda numbers: reduce(_product, numbers))
        case Subtraction(minus=(first, second)):
            return _difference(compile_number(first, tables), compile_number(second, tables))
        case Division(over=parts):
            return _over(parts, tables, lambda two: _quotient(*two))
        case Rounded(round=inner, places=places):
            return _over((inner,), tables, lambda one: (round_half_up(*one[0], places), 10**places))
        case Lookup(lookup=table, of=inner):
            return _over((inner,), tables, lambda one: _looked_up(tables[table], Fraction(*one[0])))
    raise TypeError(f"no arithmetic: {type(expression).__name__}")


def _over(
    parts: tuple[Expression, ...], tables: Mapping[str, NumberTable], work: Callable[[list[Ratio]], Ratio | None]
) -> ComputeNumber:
    computes = [compile_number(part, tables) for part in parts]

    def compute(facts: RuleFacts) -> Ratio | None:
        numbers: list[Ratio] = []
        for part in computes:
            number = part(facts)
            if number is None:
                return None
            numbers.append(number)
        return work(numbers)

    return compute


def _difference(first: ComputeNumber, second: ComputeNumber) -> ComputeNumber:
    """Every comparison of two facts is one of their difference with 0, so this one is spelt out."""

    def compute(facts: RuleFacts) -> Ratio | None:
        left = first(facts)
        if left is None:
            return None
        right = second(facts)
        return None if right is None else (left[0] * right[1] - right[0] * left[1], left[1] * right[1])

    return compute


def _sum(left: Ratio, right: Ratio) -> Ratio:
    if left[1] == right[1]:
        return left[0] + right[0], left[1]
    return left[0] * right[1] + right[0] * left[1], left[1] * right[1]


def _product(left: Ratio, right: Ratio) -> Ratio:
    return left[0] * right[0], left[1] * right[1]


def _quotient(left: Ratio, right: Ratio) -> Ratio | None:
    numerator, denominator = left[0] * right[1], left[1] * right[0]
    if denominator == 0:
        return None
    return (numerator, denominator) if denominator > 0 else (-numerator, -denominator)


def _looked_up(table: NumberTable, number: Fraction) -> Ratio | None:
    at = bisect_right([entry.from_ for entry in table.entries], number)
    if not at:
        return None
    value = table.entries[at - 1].value
    return value.numerator, value.denominator
