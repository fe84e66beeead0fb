"""Quantities: every expression that some comparison looks at, encoded as a small integer that keeps all comparisons exact.

A number is encoded by its place among the constants it is compared with: 2i+1 on the i-th, an even number between two. Any
comparison with a constant is then one of integers, whatever fractions the number came from. Texts and options are encoded by a
list, yes and no as 1 and 0. A quantity that is absent has no code, and no comparison with it holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
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
from pekppp_rules.rules.expressions import Compute, ComputeNumber, compile_expression, compile_number
from pekppp_rules.rules.facts import RuleFacts

Operator = Literal["<", "<=", "=", ">=", ">"]
Kind = Literal["number", "token", "has", "present"]
Token = bool | str


@dataclass(frozen=True)
class Test:
    """One comparison: a quantity, an operator and an integer."""

    quantity: int
    operator: Operator
    code: int


Code = Callable[[RuleFacts], int | None]


@dataclass(frozen=True)
class Quantity:
    """An expression and how it is encoded."""

    expression: Expression
    kind: Kind
    constants: tuple[Fraction, ...]
    tokens: tuple[Token, ...]
    code: Code | None
    """Of the facts of a submission; None where it is absent, or of another kind than it is compared with.

    A number of fired rules has no such function: the strata fill it in.
    """
    fired: tuple[str, ...] = ()

    def counted(self, count: int) -> int:
        """Return the code of a number of fired rules."""
        return _Places(self.constants).code(count, 1)


class _Places:
    """The constants that a number is compared with, in units that make all of them whole."""

    def __init__(self, constants: Sequence[Fraction]) -> None:
        self._unit = lcm(*(constant.denominator for constant in constants))
        self._scaled = [int(constant * self._unit) for constant in constants]

    def code(self, numerator: int, denominator: int) -> int:
        """Return where a number lies among the constants."""
        units, rest = (numerator * self._unit, 0) if denominator == 1 else divmod(numerator * self._unit, denominator)
        scaled = self._scaled
        if rest:
            return 2 * bisect_right(scaled, units)
        at = bisect_left(scaled, units)
        return 2 * at + (at < len(scaled) and scaled[at] == units)


def _code_of_number(number: ComputeNumber, places: _Places) -> Code:
    def code(facts: RuleFacts) -> int | None:
        ratio = number(facts)
        return None if ratio is None else places.code(*ratio)

    return code


def _code_of_token(compute: Compute, tokens: Sequence[Token]) -> Code:
    index = {token: at for at, token in enumerate(tokens, start=1)}

    def code(facts: RuleFacts) -> int | None:
        value = compute(facts)
        if value is None:
            return None
        return index.get(value, 0) if isinstance(value, (bool, str)) else 0

    return code


def _code_of_option(compute: Compute, option: Token) -> Code:
    def code(facts: RuleFacts) -> int | None:
        value = compute(facts)
        return None if value is None else int(isinstance(value, tuple) and option in value)

    return code


def _code_of_presence(compute: Compute) -> Code:
    return lambda facts: None if compute(facts) is None else 1


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
        counts = any(isinstance(part, CountFiredTerm) for part in every_expression(draft.expression))
        is_count = isinstance(draft.expression, CountFiredTerm)
        return Quantity(
            expression=draft.expression,
            kind=draft.kind,
            constants=tuple(sorted(draft.constants)),
            tokens=tuple(draft.tokens),
            code=None if counts else self._code(draft),
            fired=draft.expression.count.fired if is_count and isinstance(draft.expression, CountFiredTerm) else (),
        )

    def _code(self, draft: _Draft) -> Code:
        if draft.kind == "number":
            return _code_of_number(compile_number(draft.expression, self._tables), _Places(sorted(draft.constants)))
        compute = compile_expression(draft.expression, self._tables)
        if draft.kind == "token":
            return _code_of_token(compute, list(draft.tokens))
        return _code_of_presence(compute) if draft.kind == "present" else _code_of_option(compute, *draft.tokens)

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
    return [None if (code := quantity.code) is None else code(facts) for quantity in quantities]
