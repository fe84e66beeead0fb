"""Checks of a package as columns of findings: each says how many findings of its code a unit has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from operator import add, and_, or_

import narwhals as nw

from pekppp_rules.regulation.model import (
    Addition,
    CheckRule,
    CountTerm,
    Division,
    Expression,
    Lookup,
    Multiplication,
    Rounded,
    Subtraction,
    SurveyForm,
)
from pekppp_rules.rules.compiled import Every, Fails, Fired, Formula, Holds, Instance, Some, Unfired
from pekppp_rules.rules.levels import CompiledLevel, Rung
from pekppp_rules.rules.quantities import Quantity, Test
from pekppp_rules.tables.amounts import Amount, amount_of
from pekppp_rules.tables.bounds import bound_of
from pekppp_rules.tables.checks import TOO_FEW, UNANSWERED, Checks
from pekppp_rules.tables.exact import folded, integer, whole
from pekppp_rules.tables.facts import Facts, Stated
from pekppp_rules.tables.pooled import Frame, Names, with_columns
from pekppp_rules.tables.status import SCORED
from pekppp_rules.tables.terms import Terms
from pekppp_rules.tables.units import PlanAt


@dataclass(frozen=True)
class FindingColumns:
    """Writes the columns of findings for units whose nodes are worked out."""

    names: Names
    checks: Sequence[Checks]
    facts: Facts | None

    def written(self, frame: Frame, codes: Sequence[str]) -> tuple[Frame, list[nw.Expr]]:
        """Return the units with all that findings rest on, and by code how many findings a unit has, as `evaluate` would.

        Empty where it has no index, and where numbers are too large to be compared exactly.
        """
        steps = Steps(self.names)
        plans = [_OfPlan(checks, self.names, self.facts, steps) for checks in self.checks]
        for plan in plans:
            plan.justify()
        counts = [nw.coalesce(*(plan.count(code) for plan in plans), nw.lit(None, dtype=nw.Int64)) for code in codes]
        for columns in (steps.guards, steps.stated, steps.codes, steps.levels, steps.amounts):
            frame = with_columns(frame, **columns)
        return frame, counts


@dataclass(frozen=True)
class Steps:
    """Columns that others are written with, so that no engine is given an expression again wherever it is used."""

    names: Names
    guards: dict[str, nw.Expr] = field(default_factory=dict)
    """For which units numbers stay exact."""
    stated: dict[str, nw.Expr] = field(default_factory=dict)
    """Numbers that the conditions of levels compare."""
    codes: dict[str, nw.Expr] = field(default_factory=dict)
    """The place of each among its constants."""
    levels: dict[str, nw.Expr] = field(default_factory=dict)
    amounts: dict[str, nw.Expr] = field(default_factory=dict)
    """Numbers that checks compare."""

    def guard(self, fits: nw.Expr, *what: object) -> nw.Expr:
        """Return the column that says for which units something is exact."""
        name = self.names("exact", *what)
        self.guards.setdefault(name, fits)
        return nw.col(name)


@dataclass(frozen=True)
class _OfPlan:
    """The findings of the units of one plan."""

    checks: Checks
    names: Names
    facts: Facts | None
    steps: Steps

    @cached_property
    def _stated(self) -> Mapping[str, Stated]:
        if self.facts is None:
            return {}
        return {name: stated for form in self.checks.forms for name, stated in self.facts.of(form).items()}

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self.checks.one, self._stated, self.checks.tables, self.names, self.checks.justified)

    @cached_property
    def _writing(self) -> _Writing:
        return _Writing(self.checks, self._terms, self.checks.compiled.quantities, self.steps)

    @cached_property
    def _levels(self) -> _Writing:
        quantities = next((quantities for _, quantities in self.checks.levels.values()), ())
        return _Writing(self.checks, self._terms, quantities, self.steps, is_step=True)

    def justify(self) -> None:
        """Add the level that facts justify, for every row of which a check looks at it."""
        for row in self.checks.justified:
            self.steps.levels[self.names("level", self.checks.one.at, row)] = self._level(row)

    def count(self, code: str) -> nw.Expr:
        """Return how many findings of that code a unit of the plan has; empty for other units."""
        self._writing.exact.clear()
        if code == TOO_FEW:
            groups = list(self._too_few(self.checks.one))
        elif code == UNANSWERED:
            groups = list(self.facts.unanswered(self.checks.forms)) if self.facts is not None else []
        else:
            groups = [self._writing.any(group) for group in _groups(self.checks, code)]
        counted = [integer(group) for group in groups]
        total = folded(add, counted) if counted else whole(0)
        told = self.checks.one.holds & (nw.col("status") == SCORED)
        exact = dict(self._writing.exact)
        if self.checks.justified_of(code):
            exact |= self._levels.exact
        return nw.when(folded(and_, [told, *exact.values()])).then(total)

    def _level(self, row: str) -> nw.Expr:
        """Return the level of a row that the facts of a unit justify; empty where nothing is stated that its rule reads."""
        level, _ = self.checks.levels[row]
        value = self._levels.level(level)
        read = [self._stated[name].given for name in sorted(level.reads) if name in self._stated]
        return nw.when(folded(or_, read)).then(value) if read else nw.lit(None, dtype=nw.Int64)

    def _too_few(self, one: PlanAt) -> Iterator[nw.Expr]:
        for name, form in one.case.forms.items():
            if isinstance(form, SurveyForm) and form.respondents.minimum is not None and name in one.plan.needs:
                rows = nw.col(self.names("rows", name))
                yield ((rows > 0) & (rows < form.respondents.minimum.value)).fill_null(False)


_MADE_OF_OTHERS = (Addition, Subtraction, Multiplication, Division, Rounded, Lookup, CountTerm)


class _Writing:
    """Writes formulas over some quantities as expressions."""

    def __init__(
        self, checks: Checks, terms: Terms, quantities: Sequence[Quantity], steps: Steps, *, is_step: bool = False
    ) -> None:
        self._checks = checks
        self._terms = terms
        self._quantities = quantities
        self._steps = steps
        self._is_step = is_step
        self._codes: dict[int, tuple[nw.Expr | None, dict[str, nw.Expr]]] = {}
        self._asking: list[str] = []
        self.exact: dict[str, nw.Expr] = {}
        """For which units all numbers on the way stay below 2^53; nothing where they do for every unit."""

    def any(self, instances: Sequence[Instance]) -> nw.Expr:
        """Whether any of some instances fires."""
        return folded(or_, (self._holds(instance.formula) for instance in instances))

    def level(self, level: CompiledLevel) -> nw.Expr:
        """Return the level that a rule gives, whatever is stated."""
        lowest = whole(level.lowest)
        if level.rule.ladder is not None:
            value = self._climbed(level.rungs, level.lowest)
        elif level.rule.cases is not None:
            reached = [nw.when(self._rung(rung)).then(whole(rung.level)) for rung in reversed(level.rungs)]
            value = nw.coalesce(*reached, lowest)
        elif level.rule.options is not None:
            value = self._of_option(level, lowest)
        else:
            value = self._banded(level, lowest)
        return value if level.needs is None else nw.when(self._rung(level.needs)).then(value).otherwise(lowest)

    def _climbed(self, rungs: Sequence[Rung], lowest: int) -> nw.Expr:
        levels = [lowest, *(rung.level for rung in rungs)]
        value = whole(levels[-1])
        for rung, below in zip(reversed(rungs), reversed(levels[:-1]), strict=True):
            value = nw.when(self._rung(rung)).then(value).otherwise(whole(below))
        return value

    def _rung(self, rung: Rung) -> nw.Expr:
        return folded(and_, (self._holds(part.formula) for part in rung.parts))

    def _of_option(self, level: CompiledLevel, lowest: nw.Expr) -> nw.Expr:
        options = level.rule.options
        stated = self._terms.facts.get(options.of) if options is not None else None
        if options is None or stated is None:
            return lowest
        reached = [nw.when(stated.value == option).then(whole(at)) for option, at in options.levels.items()]
        return nw.coalesce(*reached, lowest)

    def _banded(self, level: CompiledLevel, lowest: nw.Expr) -> nw.Expr:
        if level.rule.bands is None:
            return lowest
        ends = [bound.end for bound in level.bands if bound.end is not None]
        amount = self._amount(level.rule.bands.of, ends)
        if amount is None:
            return lowest
        reached = []
        for bound in level.bands:
            inside = amount.known
            if bound.end is not None:
                left, right = amount.sides(bound.end)
                inside = inside & (left <= right if bound.is_inclusive else left < right)
            reached.append(nw.when(inside).then(whole(bound.level)))
        return nw.coalesce(*reached, lowest)

    def _holds(self, formula: Formula) -> nw.Expr:
        match formula:
            case Every(parts):
                return folded(and_, (self._holds(part) for part in parts))
            case Some(parts):
                return folded(or_, (self._holds(part) for part in parts))
            case Holds(test):
                return self._tested(test)
            case Fails(test):
                return ~self._tested(test)
            case Fired(rule):
                return self._fired(rule)
            case Unfired(rule):
                return ~self._fired(rule)

    def _fired(self, rule: str) -> nw.Expr:
        """Whether a rule fires. What rests on itself in a circle alone does not."""
        instances = [one for one in self._checks.compiled.instances if one.rule.id == rule]
        if rule in self._asking or not instances:
            return nw.lit(False)
        self._asking.append(rule)
        fired = self.any(instances)
        self._asking.pop()
        return fired

    def _tested(self, test: Test) -> nw.Expr:
        """Whether a comparison holds; with what is absent none does."""
        code = self._code(test.quantity)
        if code is None:
            return nw.lit(False)
        compared = {
            "<": code < test.code,
            "<=": code <= test.code,
            "=": code == test.code,
            ">=": code >= test.code,
            ">": code > test.code,
        }[test.operator]
        return compared.fill_null(False)

    def _code(self, at: int) -> nw.Expr | None:
        """Return a quantity as the small integer that the rules compare; None where it is absent for every unit."""
        quantity = self._quantities[at]
        if quantity.code is None:
            return self._counted(quantity)
        if at not in self._codes:
            before, self.exact = self.exact, {}
            self._codes[at] = self._encoded(at, quantity), self.exact
            self.exact = before
        code, exact = self._codes[at]
        self.exact |= exact
        return code

    def _encoded(self, at: int, quantity: Quantity) -> nw.Expr | None:
        code = self._code_of(quantity)
        if code is None or not self._is_step:
            return code
        name = self._steps.names("code", self._checks.one.at, at)
        self._steps.codes[name] = code
        return nw.col(name)

    def _code_of(self, quantity: Quantity) -> nw.Expr | None:
        expression = quantity.expression
        if quantity.kind == "token":
            return self._terms.token(expression, quantity.tokens)
        if quantity.kind == "has":
            return self._terms.has(expression, quantity.tokens[0])
        if quantity.kind == "present":
            present = self._terms.present(expression)
            return None if present is None else nw.when(present).then(whole(1))
        amount = self._amount(expression, quantity.constants)
        return None if amount is None else amount.code(quantity.constants)

    def _amount(self, expression: Expression, constants: Sequence[Fraction]) -> Amount | None:
        """Return a number that is compared with some constants, empty for units for which that is not exact.

        For these nothing is computed: a database would fail on a product that its whole numbers do not hold.
        """
        amount = self._masked(expression, constants)
        if amount is None or not isinstance(expression, _MADE_OF_OTHERS):
            return amount
        numerator, denominator = (
            self._kept(part, expression, tuple(constants), which)
            for which, part in (("above", amount.numerator), ("below", amount.denominator))
        )
        return replace(amount, numerator=numerator, denominator=denominator)

    def _kept(self, part: nw.Expr | None, *what: object) -> nw.Expr | None:
        """Return a column that holds part of a number."""
        if part is None:
            return None
        name = self._steps.names("amount", self._checks.one.at, self._is_step, *what)
        (self._steps.stated if self._is_step else self._steps.amounts)[name] = part
        return nw.col(name)

    def _masked(self, expression: Expression, constants: Sequence[Fraction]) -> Amount | None:
        amount = self._terms.amount(expression)
        if amount is None:
            return None
        most = amount.compared(constants)
        fits = self._terms.guard(most)
        if fits is None:
            return amount
        column = self._steps.guard(fits, self._checks.one.case.at, most.key)
        self.exact[str(most.key)] = column
        return replace(self._terms, mask=column).amount(expression)

    def _counted(self, quantity: Quantity) -> nw.Expr:
        """Return the place of a number of fired rules among the constants."""
        fired = [integer(self._fired(rule)) for rule in dict.fromkeys(quantity.fired)]
        return amount_of(folded(add, fired), bound_of(len(fired))).code(quantity.constants)


def _groups(checks: Checks, code: str) -> list[list[Instance]]:
    """Return the instances of a check by the finding they make: each its own, or those of an aspect together."""
    groups: dict[object, list[Instance]] = {}
    for instance in checks.compiled.instances:
        rule = instance.rule
        if rule.id == code and isinstance(rule, CheckRule):
            key = instance.number if rule.group_by is None else (instance.binding.aspect,)
            groups.setdefault(key, []).append(instance)
    return list(groups.values())
