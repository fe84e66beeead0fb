"""Walking through rules: every expression inside a condition, and what a rule needs to know of other rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pekppp_rules.regulation.model import (
    Addition,
    AllHold,
    AnyHolds,
    CheckRule,
    Comparison,
    CountFiredTerm,
    DeriveRule,
    Division,
    DoesNotHold,
    Expression,
    HasFired,
    Lookup,
    Multiplication,
    RecommendRule,
    Rounded,
    RuleCondition,
    Subtraction,
    ValueComparison,
)

Production = DeriveRule | CheckRule | RecommendRule
"""A rule that fires or does not; a level rule gives a level instead."""


def inner_expressions(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions that an expression is made of."""
    if isinstance(expression, Addition):
        return expression.plus
    if isinstance(expression, Subtraction):
        return expression.minus
    if isinstance(expression, Multiplication):
        return expression.times
    if isinstance(expression, Division):
        return expression.over
    if isinstance(expression, Rounded):
        return (expression.round,)
    return (expression.of,) if isinstance(expression, Lookup) else ()


def every_expression(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and all inside it."""
    yield expression
    for inner in inner_expressions(expression):
        yield from every_expression(inner)


def left_side(comparison: Comparison) -> Expression:
    """Return what a comparison compares; a comparison of a single term is that term itself."""
    return comparison.value if isinstance(comparison, ValueComparison) else comparison  # type: ignore[return-value]  # each comparison class is a term class too


def right_side(comparison: Comparison) -> Expression | bool | str | None:
    """Return the other side of a comparison by = != < <= > or >=; None of one by in, has, present or band."""
    for name in ("equals", "differs", "below", "upto", "above", "from_"):
        side: Expression | bool | str | None = getattr(comparison, name)
        if side is not None:
            return side
    return None


def comparisons(condition: RuleCondition) -> Iterator[Comparison]:
    """Yield every comparison inside a condition."""
    if isinstance(condition, Comparison):
        yield condition
    else:
        for inner in inner_conditions(condition):
            yield from comparisons(inner)


def inner_conditions(condition: RuleCondition) -> tuple[RuleCondition, ...]:
    """Return the conditions that a condition is made of."""
    if isinstance(condition, AllHold):
        return condition.all
    if isinstance(condition, AnyHolds):
        return condition.any
    return (condition.not_,) if isinstance(condition, DoesNotHold) else ()


def expressions_in(condition: RuleCondition) -> Iterator[Expression]:
    """Yield every expression inside a condition, both sides of comparisons."""
    for comparison in comparisons(condition):
        yield from every_expression(left_side(comparison))
        other = right_side(comparison)
        if other is not None and not isinstance(other, (bool, str, int, Fraction)):
            yield from every_expression(other)


@dataclass(frozen=True)
class Dependency:
    """Another rule that a rule looks at. `is_final` where that one must have had its say first: under `not`, or counted."""

    rule: str
    is_final: bool


def dependencies(condition: RuleCondition, *, under_not: bool = False) -> Iterator[Dependency]:
    """Yield every rule that a condition looks at."""
    if isinstance(condition, HasFired):
        yield Dependency(condition.fired, under_not)
    elif isinstance(condition, Comparison):
        for expression in expressions_in(condition):
            if isinstance(expression, CountFiredTerm):
                yield from (Dependency(rule, True) for rule in expression.count.fired)
    else:
        negated = under_not or isinstance(condition, DoesNotHold)
        for inner in inner_conditions(condition):
            yield from dependencies(inner, under_not=negated)
