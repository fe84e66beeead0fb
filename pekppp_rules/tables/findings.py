"""Checks of a package as expressions, where everything they look at is a column or follows from columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add, and_, or_

import narwhals as nw

from pekppp_rules.errors import Phrase
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import (
    Addition,
    CheckRule,
    EvaluatorsTerm,
    Expression,
    FieldTerm,
    Multiplication,
    NodeTerm,
    RespondentsTerm,
    SpreadTerm,
    Subtraction,
    SurveyForm,
    ValueForm,
)
from pekppp_rules.regulation.rule_walk import every_expression
from pekppp_rules.rules.compiled import (
    CompiledRules,
    Every,
    Fails,
    Fired,
    Formula,
    Holds,
    Instance,
    Some,
    Unfired,
    compile_rules,
)
from pekppp_rules.rules.quantities import Quantity, Test
from pekppp_rules.tables.bound import fixed_counts, size_of
from pekppp_rules.tables.cases import cases_of
from pekppp_rules.tables.exact import SAFE, folded, integer
from pekppp_rules.tables.pooled import Names
from pekppp_rules.tables.status import SCORED
from pekppp_rules.tables.units import PlanAt, Units, plans_of

TOO_FEW = "respondents_below_minimum"
"""The finding of the engine itself that a table can make."""

_NOT_IN_A_TABLE = {
    "respondents_unknown": Phrase("tabel memuat setiap responden", "a table holds every respondent"),
    "facts_unanswered": Phrase("tabel tidak memuat fakta F-01", "a table holds no facts"),
    "period_outside_validity": Phrase("tabel tidak memuat periode", "a table holds no period"),
    "given_in_vain": Phrase(
        "tabel boleh memuat kolom yang tidak dihitung", "a table may hold columns that do not count"
    ),
}

_TERMS: dict[str, Phrase] = {
    "FactTerm": Phrase("memerlukan fakta", "needs facts"),
    "CountTerm": Phrase("memerlukan fakta", "needs facts"),
    "JustifiedTerm": Phrase("memerlukan level yang didukung fakta", "needs levels that facts justify"),
    "EvidenceTerm": Phrase("memerlukan bukti dukung", "needs evidence"),
    "IdenticalTerm": Phrase("membandingkan responden satu per satu", "compares respondents one by one"),
    "CountFiredTerm": Phrase("menghitung temuan lain", "counts other findings"),
    "FieldTerm": Phrase("memerlukan bidang yang tidak ada dalam tabel", "needs a field that a table lacks"),
}
_OTHER = Phrase("memerlukan perhitungan yang tidak dilakukan tabel", "needs arithmetic that a table does not do")
_ON_OTHERS = Phrase(
    "bergantung pada aturan lain yang tidak dievaluasi", "depends on another rule that is not evaluated"
)


@dataclass(frozen=True)
class _Sized:
    """A number as a ratio of whole-number expressions, and how large it can be for each of a product of counts."""

    numerator: nw.Expr
    denominator: nw.Expr
    above: int
    below: int
    counts: Counter[str]


@dataclass(frozen=True)
class Checks:
    """The checks of a package for one plan."""

    one: PlanAt
    compiled: CompiledRules

    @property
    def nodes(self) -> set[str]:
        """The nodes that the checks which a table evaluates look at."""
        return {
            term.node
            for instance in self._instances()
            if self.reason(instance.rule.id) is None
            for quantity in self._quantities(instance.formula)
            for term in every_expression(quantity.expression)
            if isinstance(term, NodeTerm) and term.node in self.one.plan.nodes
        }

    @property
    def spreads(self) -> set[str]:
        """The rows of which evaluators are compared."""
        return {
            term.spread
            for instance in self._instances()
            if self.reason(instance.rule.id) is None
            for quantity in self._quantities(instance.formula)
            for term in every_expression(quantity.expression)
            if isinstance(term, SpreadTerm)
        }

    def reason(self, rule: str) -> Phrase | None:
        """Return why a table does not evaluate a rule, or None where it does."""
        for instance in self.compiled.instances:
            if instance.rule.id == rule and (why := self._why_not(instance.formula)) is not None:
                return why
        return None

    def _why_not(self, formula: Formula) -> Phrase | None:
        if isinstance(formula, (Every, Some)):
            return next((why for part in formula.parts if (why := self._why_not(part)) is not None), None)
        if isinstance(formula, (Fired, Unfired)):
            return None if self.reason(formula.rule) is None else _ON_OTHERS
        quantity = self.compiled.quantities[formula.test.quantity]
        for term in every_expression(quantity.expression):
            if (why := self._unsupported(term)) is not None:
                return why
        return None if quantity.kind in ("number", "token") else _OTHER

    def _unsupported(self, term: Expression) -> Phrase | None:
        if isinstance(term, FieldTerm):
            return None if term.field in self.one.case.choice else _TERMS["FieldTerm"]
        known = (
            int,
            Fraction,
            NodeTerm,
            SpreadTerm,
            RespondentsTerm,
            EvaluatorsTerm,
            Addition,
            Subtraction,
            Multiplication,
        )
        return None if isinstance(term, known) else _TERMS.get(type(term).__name__, _OTHER)

    def _instances(self) -> Iterator[Instance]:
        return (instance for instance in self.compiled.instances if isinstance(instance.rule, CheckRule))

    def _quantities(self, formula: Formula) -> Iterator[Quantity]:
        if isinstance(formula, (Every, Some)):
            for part in formula.parts:
                yield from self._quantities(part)
        elif isinstance(formula, (Holds, Fails)):
            yield self.compiled.quantities[formula.test.quantity]
        else:
            for instance in self.compiled.instances:
                if instance.rule.id == formula.rule:
                    yield from self._quantities(instance.formula)


def table_findings(package: Package, plans: Sequence[PlanAt]) -> dict[str, Phrase | None]:
    """Return, by code of a finding, why a table does not make it; None where it does. Checks in the order of the package."""
    every = [Checks(one, compile_rules(package, one.plan)) for one in plans]
    found: dict[str, Phrase | None] = {}
    for file in package.rules:
        for rule in file.rules:
            if isinstance(rule, CheckRule):
                reasons = [why for checks in every if (why := checks.reason(rule.id)) is not None]
                found[rule.id] = reasons[0] if reasons else None
    surveys = [form for form in package.forms if isinstance(form, SurveyForm) and form.respondents.minimum is not None]
    return found | ({TOO_FEW: None} if surveys else {}) | dict(_NOT_IN_A_TABLE)


def findings_of_tables(package: Package) -> dict[str, Phrase | None]:
    """Return, by code of a finding, why a table with units of every kind does not make it; None where it does."""
    return table_findings(package, plans_of(cases_of(package), package.index.root, ()))


@dataclass(frozen=True)
class FindingColumns:
    """Writes the columns of findings for units whose nodes are worked out."""

    units: Units
    names: Names
    checks: Sequence[Checks]

    def count(self, code: str) -> nw.Expr:
        """Return how many findings of that code a unit has, as `evaluate` would; empty where it has no index."""
        parts = []
        for checks in self.checks:
            groups = [self._any(checks, group) for group in _groups(checks, code)]
            if code == TOO_FEW:
                groups = list(self._too_few(checks.one))
            counted = [nw.when(group).then(integer(nw.lit(1))).otherwise(integer(nw.lit(0))) for group in groups]
            total = folded(add, counted) if counted else integer(nw.lit(0))
            parts.append(nw.when(checks.one.holds & (nw.col("status") == SCORED)).then(total))
        return nw.coalesce(*parts, nw.lit(None, dtype=nw.Int64))

    def _any(self, checks: Checks, instances: Sequence[Instance]) -> nw.Expr:
        return folded(or_, (self._holds(checks, instance.formula) for instance in instances))

    def _too_few(self, one: PlanAt) -> Iterator[nw.Expr]:
        for name, form in one.case.forms.items():
            if isinstance(form, SurveyForm) and form.respondents.minimum is not None and name in one.plan.needs:
                rows = nw.col(self.names("rows", name))
                yield ((rows > 0) & (rows < form.respondents.minimum.value)).fill_null(False)

    def _holds(self, checks: Checks, formula: Formula) -> nw.Expr:
        match formula:
            case Every(parts):
                return folded(and_, (self._holds(checks, part) for part in parts))
            case Some(parts):
                return folded(or_, (self._holds(checks, part) for part in parts))
            case Holds(test):
                return self._tested(checks, test)
            case Fails(test):
                return ~self._tested(checks, test)
            case Fired(rule) | Unfired(rule):
                instances = [one for one in checks.compiled.instances if one.rule.id == rule]
                fired = self._any(checks, instances) if instances else nw.lit(False)
                return fired if isinstance(formula, Fired) else ~fired

    def _tested(self, checks: Checks, test: Test) -> nw.Expr:
        """Whether a comparison holds; with what is absent none does."""
        quantity = checks.compiled.quantities[test.quantity]
        code = self._code(checks.one, quantity)
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

    def _code(self, one: PlanAt, quantity: Quantity) -> nw.Expr | None:
        """Return a quantity as the small integer that the rules compare: its place among the constants."""
        if quantity.kind == "token":
            assert isinstance(quantity.expression, FieldTerm)
            tokens = list(quantity.tokens)
            value = one.case.choice[quantity.expression.field]
            return integer(nw.lit(tokens.index(value) + 1 if value in tokens else 0))
        number = self._number(one, quantity.expression)
        if number is None:
            return None
        places = [
            nw.when(sign).then(integer(nw.lit(1))).otherwise(integer(nw.lit(0)))
            for constant in quantity.constants
            for left, right in [(number.numerator * constant.denominator, number.denominator * constant.numerator)]
            for sign in (left >= right, left > right)
        ]
        known = ~number.numerator.is_null() & self._is_small(one, number, quantity.constants)
        return nw.when(known).then(folded(add, places) if places else integer(nw.lit(0)))

    def _is_small(self, one: PlanAt, number: _Sized, constants: Sequence[Fraction]) -> nw.Expr:
        """Whether every whole number of the comparison stays below 2^53 for this unit."""
        most = max(
            [number.above, number.below]
            + [number.above * constant.denominator for constant in constants]
            + [number.below * abs(constant.numerator) for constant in constants]
        )
        limit = SAFE // most
        if not number.counts:
            return nw.lit(limit > 0)
        product: nw.Expr | None = None
        for form, times in sorted(number.counts.items()):
            for _ in range(times):
                count = self.units.count(one.case.forms[form]).cast(nw.Float64)
                product = count if product is None else product * count
        assert product is not None
        return product <= limit

    def _number(self, one: PlanAt, expression: Expression) -> _Sized | None:
        """Return an expression as a ratio; None where it is absent for every unit of the plan."""
        match expression:
            case int() | Fraction():
                value = Fraction(expression)
                whole = integer(nw.lit(value.numerator)), integer(nw.lit(value.denominator))
                return _Sized(*whole, abs(value.numerator), value.denominator, Counter())
            case NodeTerm(node=name):
                return self._node(one, name)
            case SpreadTerm(spread=name):
                return self._spread(one, name)
            case RespondentsTerm(respondents=name) | EvaluatorsTerm(evaluators=name):
                form = one.case.forms.get(name)
                if form is None or isinstance(form, ValueForm):
                    return None
                if isinstance(form, SurveyForm) != isinstance(expression, RespondentsTerm):
                    return None
                count = nw.when(self.units.is_given(form)).then(self.units.count(form))
                return _Sized(count, integer(nw.lit(1)), 1, 1, Counter({name: 1}))
            case Addition(plus=parts):
                return self._folded(one, parts, 1)
            case Subtraction(minus=parts):
                return self._folded(one, parts, -1)
            case Multiplication(times=parts):
                numbers = [self._number(one, part) for part in parts]
                known = [number for number in numbers if number is not None]
                return reduce(_times, known) if len(known) == len(numbers) else None
        raise TypeError(f"not for a table: {type(expression).__name__}")

    def _folded(self, one: PlanAt, parts: Sequence[Expression], sign: int) -> _Sized | None:
        numbers = [self._number(one, part) for part in parts]
        known = [number for number in numbers if number is not None]
        return reduce(lambda left, right: _plus(left, right, sign), known) if len(known) == len(numbers) else None

    def _node(self, one: PlanAt, name: str) -> _Sized | None:
        if name not in one.nodes:
            return None
        above, below, counts = size_of(one.plan, name, fixed_counts(one.plan))
        numerator, denominator = (nw.col(self.names(one.at, name, part)) for part in ("num", "den"))
        return _Sized(numerator, denominator, above, below, Counter(counts))

    def _spread(self, one: PlanAt, name: str) -> _Sized | None:
        found = [
            (form, code)
            for form in one.case.forms.values()
            for code in form.codes
            if f"{form.form}.{code}" == name and not isinstance(form, (SurveyForm, ValueForm))
        ]
        if not found:
            return None
        [(form, code)] = found
        low, high = (nw.col(self.names("spread", form.form, code, end)) for end in ("low", "high"))
        apart = nw.when(nw.col("rows") > 1).then(high - low)
        return _Sized(apart, integer(nw.lit(1)), form.scale.highest - form.scale.lowest, 1, Counter())


def _groups(checks: Checks, code: str) -> list[list[Instance]]:
    """Return the instances of a check by the finding they make: each its own, or those of an aspect together."""
    groups: dict[object, list[Instance]] = {}
    for instance in checks.compiled.instances:
        rule = instance.rule
        if rule.id == code and isinstance(rule, CheckRule):
            key = instance.number if rule.group_by is None else (instance.binding.aspect,)
            groups.setdefault(key, []).append(instance)
    return list(groups.values())


def _plus(left: _Sized, right: _Sized, sign: int) -> _Sized:
    other = right.numerator * left.denominator
    numerator = left.numerator * right.denominator
    return _Sized(
        numerator + other if sign > 0 else numerator - other,
        left.denominator * right.denominator,
        left.above * right.below + right.above * left.below,
        left.below * right.below,
        left.counts + right.counts,
    )


def _times(left: _Sized, right: _Sized) -> _Sized:
    return _Sized(
        left.numerator * right.numerator,
        left.denominator * right.denominator,
        left.above * right.above,
        left.below * right.below,
        left.counts + right.counts,
    )
