"""Quantities: every expression that some comparison looks at, encoded as a small integer that keeps all comparisons exact.

A number is encoded by its place among the constants it is compared with: 2i+1 on the i-th, an even number between two. Any
comparison with a constant is then one of integers, whatever fractions the number came from. Texts and options are encoded by a
list, yes and no as 1 and 0. A quantity that is absent has no code, and no comparison with it holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal

from pekppp_rules.regulation.model import (
    Band,
    Comparison,
    CountFiredTerm,
    Expression,
    NumberTable,
    Subtraction,
    ValueComparison,
)
from pekppp_rules.regulation.rule_walk import every_expression, left_side, right_side
from pekppp_rules.rules.expressions import Compute, compile_expression
from pekppp_rules.rules.facts import RuleFacts, Value

Operator = Literal["<", "<=", "=", ">=", ">"]
Kind = Literal["number", "token", "has", "present"]
Token = bool | str


@dataclass(frozen=True)
class Test:
    """One comparison: a quantity, an operator and an integer."""

    quantity: int
    operator: Operator
    code: int


@dataclass(frozen=True)
class Quantity:
    """An expression and how it is encoded."""

    expression: Expression
    kind: Kind
    constants: tuple[Fraction, ...]
    tokens: tuple[Token, ...]
    compute: Compute | None
    """None for a number of fired rules, which the strata fill in."""
    fired: tuple[str, ...] = ()

    @cached_property
    def unit(self) -> int:
        """What makes all constants whole."""
        return lcm(*(constant.denominator for constant in self.constants))

    @cached_property
    def scaled(self) -> tuple[int, ...]:
        """The constants in units of 1/unit."""
        return tuple(int(constant * self.unit) for constant in self.constants)

    def encode(self, value: Value | None) -> int | None:
        """Return the code of a value; None where it is absent, or of another kind than it is compared with."""
        if value is None:
            return None
        if self.kind == "present":
            return 1
        if self.kind == "has":
            return int(isinstance(value, tuple) and self.tokens[0] in value)
        if self.kind == "token":
            return self.tokens.index(value) + 1 if isinstance(value, (bool, str)) and value in self.tokens else 0
        if isinstance(value, (bool, str, tuple)):
            return None
        units, rest = divmod(value.numerator * self.unit, value.denominator)
        if rest:
            return 2 * bisect_right(self.scaled, units)
        at = bisect_left(self.scaled, units)
        return 2 * at + (at < len(self.scaled) and self.scaled[at] == units)


@dataclass
class _Draft:
    expression: Expression
    kind: Kind
    constants: set[Fraction] = field(default_factory=set)
    tokens: dict[Token, None] = field(default_factory=dict)


class QuantityList:
    """Gathers quantities while conditions are compiled, then encodes their tests."""

    def __init__(self, tables: Mapping[str, NumberTable]) -> None:
        self._tables = tables
        self._drafts: dict[Hashable, _Draft] = {}
        self._order: dict[Hashable, int] = {}

    def tests(self, comparison: Comparison) -> tuple[bool, list[tuple[Hashable, Operator, Fraction | Token]]]:
        """Return the tests of a comparison and whether all of them must hold, or any."""
        left = _plain(left_side(comparison))
        if comparison.present:
            return True, [(self._add(left, "present"), "=", True)]
        if comparison.has is not None:
            key = self._add(left, "has", comparison.has)
            return True, [(key, "=", True)]
        if comparison.in_ is not None:
            return False, [self._equal(left, value) for value in comparison.in_]
        if comparison.band is not None:
            return True, list(self._band(left, comparison.band))
        other = right_side(comparison)
        if comparison.equals is not None:
            return True, [self._equal(left, other)]
        if comparison.differs is not None:
            return False, self._differs(left, other)
        signs: tuple[tuple[Operator, object], ...] = (
            ("<", comparison.below),
            ("<=", comparison.upto),
            (">", comparison.above),
            (">=", comparison.from_),
        )
        operator = next(sign for sign, given in signs if given is not None)
        return True, [self._number(left, operator, other)]

    def _equal(self, left: Expression, other: object) -> tuple[Hashable, Operator, Fraction | Token]:
        if isinstance(other, (bool, str)):
            return self._token(left, other), "=", other
        return self._number(left, "=", other)

    def _differs(self, left: Expression, other: object) -> list[tuple[Hashable, Operator, Fraction | Token]]:
        if isinstance(other, (bool, str)):
            key = self._token(left, other)
            return [(key, "<", other), (key, ">", other)]
        return [self._number(left, "<", other), self._number(left, ">", other)]

    def _band(self, left: Expression, band: Band) -> list[tuple[Hashable, Operator, Fraction | Token]]:
        ends: list[tuple[Operator, Fraction | None]] = [
            (">=", band.from_),
            (">", band.above),
            ("<", band.below),
            ("<=", band.upto),
        ]
        return [self._number(left, operator, end) for operator, end in ends if end is not None]

    def _number(
        self, left: Expression, operator: Operator, other: object
    ) -> tuple[Hashable, Operator, Fraction | Token]:
        """Two expressions are compared by their difference with 0."""
        if isinstance(other, (int, Fraction)):
            constant, quantity = Fraction(other), left
        else:
            constant, quantity = Fraction(0), Subtraction.model_construct(minus=(left, _plain(other)))
        key = self._add(quantity, "number")
        self._drafts[key].constants.add(constant)
        return key, operator, constant

    def _token(self, left: Expression, token: Token) -> Hashable:
        key = self._add(left, "token")
        self._drafts[key].tokens.setdefault(token)
        return key

    def _add(self, expression: Expression, kind: Kind, option: str | None = None) -> Hashable:
        key = (kind, option, expression)
        if key not in self._drafts:
            self._order[key] = len(self._order)
            self._drafts[key] = _Draft(expression, kind)
            if option is not None:
                self._drafts[key].tokens.setdefault(option)
        return key

    def finished(self) -> tuple[Quantity, ...]:
        """Return the quantities in the order in which they were met."""
        return tuple(self._finish(draft) for draft in self._drafts.values())

    def _finish(self, draft: _Draft) -> Quantity:
        counted = [part for part in every_expression(draft.expression) if isinstance(part, CountFiredTerm)]
        is_count = isinstance(draft.expression, CountFiredTerm)
        return Quantity(
            expression=draft.expression,
            kind=draft.kind,
            constants=tuple(sorted(draft.constants)),
            tokens=tuple(draft.tokens),
            compute=None if counted else compile_expression(draft.expression, self._tables),
            fired=draft.expression.count.fired if is_count and isinstance(draft.expression, CountFiredTerm) else (),
        )

    def encoded(self, key: Hashable, operator: Operator, side: Fraction | Token) -> Test:
        """Return a test in integers. Only after all comparisons have been met."""
        draft = self._drafts[key]
        if draft.kind in {"present", "has"}:
            return Test(self._order[key], "=", 1)
        if draft.kind == "token":
            assert isinstance(side, (bool, str))
            return Test(self._order[key], operator, list(draft.tokens).index(side) + 1)
        assert isinstance(side, Fraction)
        return Test(self._order[key], operator, 2 * sorted(draft.constants).index(side) + 1)


def _plain(expression: object) -> Expression:
    """Return the term of a comparison of a single term, without its operator, so that equal terms are one quantity."""
    if not isinstance(expression, Comparison) or isinstance(expression, ValueComparison):
        found: Expression = expression  # type: ignore[assignment]  # an expression already
        return found
    term_class = next(base for base in type(expression).__bases__ if not issubclass(base, Comparison))
    fields = {name: getattr(expression, name) for name in term_class.model_fields}  # type: ignore[attr-defined]  # a model
    term: Expression = term_class.model_construct(**fields)  # type: ignore[attr-defined]  # a model
    return term


def computed(quantities: tuple[Quantity, ...], facts: RuleFacts) -> list[int | None]:
    """Return the code of every quantity; those that count fired rules are absent until their stratum."""
    return [
        quantity.encode(quantity.compute(facts)) if quantity.compute is not None else None for quantity in quantities
    ]
