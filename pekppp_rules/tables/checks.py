"""Which checks of a package a table evaluates, and why not the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import narwhals as nw

from pekppp_rules.errors import Phrase
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.fact_names import columns_of_fact
from pekppp_rules.regulation.model import (
    Addition,
    CheckRule,
    CountFiredTerm,
    CountTerm,
    Division,
    EvaluatorsTerm,
    Expression,
    FactsForm,
    FactTerm,
    FieldTerm,
    JustifiedTerm,
    Lookup,
    Multiplication,
    NodeTerm,
    NumberTable,
    RespondentsTerm,
    Rounded,
    SpreadTerm,
    Subtraction,
    SurveyForm,
)
from pekppp_rules.regulation.rule_walk import every_expression
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.rules.compiled import (
    CompiledRules,
    Every,
    Fails,
    Formula,
    Holds,
    Instance,
    Some,
    compile_rules,
)
from pekppp_rules.rules.levels import CompiledLevel, compile_levels
from pekppp_rules.rules.quantities import Quantity
from pekppp_rules.tables.cases import cases_of
from pekppp_rules.tables.exact import SAFE
from pekppp_rules.tables.fact_columns import complete_facts
from pekppp_rules.tables.facts import Stated
from pekppp_rules.tables.pooled import Names
from pekppp_rules.tables.terms import Terms
from pekppp_rules.tables.units import PlanAt, plans_of

TOO_FEW = "respondents_below_minimum"
UNANSWERED = "facts_unanswered"
"""The findings of the engine itself that a table can make."""

_NOT_IN_A_TABLE = {
    "respondents_unknown": Phrase("tabel memuat setiap responden", "a table holds every respondent"),
    "period_outside_validity": Phrase("tabel tidak memuat periode", "a table holds no period"),
    "given_in_vain": Phrase(
        "tabel boleh memuat kolom yang tidak dihitung", "a table may hold columns that do not count"
    ),
}

_FACTS = Phrase("memerlukan fakta", "needs facts")
_TERMS: dict[str, Phrase] = {
    "EvidenceTerm": Phrase("memerlukan bukti dukung", "needs evidence"),
    "IdenticalTerm": Phrase("membandingkan responden satu per satu", "compares respondents one by one"),
    "FieldTerm": Phrase("memerlukan bidang yang tidak ada dalam tabel", "needs a field that a table lacks"),
}
_OTHER = Phrase("memerlukan perhitungan yang tidak dilakukan tabel", "needs arithmetic that a table does not do")
_ON_OTHERS = Phrase(
    "bergantung pada aturan lain yang tidak dievaluasi", "depends on another rule that is not evaluated"
)
_KNOWN = (
    int,
    Fraction,
    NodeTerm,
    SpreadTerm,
    RespondentsTerm,
    EvaluatorsTerm,
    Addition,
    Subtraction,
    Multiplication,
    Division,
    Rounded,
    Lookup,
)


@dataclass(frozen=True)
class Checks:
    """The checks of a package for one plan, and the facts of which a table has every column."""

    one: PlanAt
    package: Package
    facts: frozenset[str]

    @cached_property
    def compiled(self) -> CompiledRules:
        """The productions of the plan."""
        return compile_rules(self.package, self.one.plan)

    @cached_property
    def tables(self) -> dict[str, NumberTable]:
        """The tables in which rules look numbers up."""
        tables = (table for file in self.package.rules for table in file.tables)
        return {table.id: table for table in tables if isinstance(table, NumberTable)}

    @cached_property
    def levels(self) -> dict[str, tuple[CompiledLevel, Sequence[Quantity]]]:
        """By row, its level rule and the quantities that its conditions compare; none where the table has no facts."""
        if not self.facts:
            return {}
        compiled = compile_levels(self.package, self.one.plan)
        return {level.rule.row: (level, compiled.quantities) for level in compiled.levels}

    @cached_property
    def forms(self) -> list[FactsForm]:
        """The forms in which a unit of this plan states facts."""
        return [form for form in self.one.plan.forms.values() if isinstance(form, FactsForm)]

    def at(self, one: PlanAt) -> Checks:
        """Return the same checks of the same plan with more of its nodes."""
        moved = replace(self, one=one)
        for name in ("compiled", "tables", "levels", "forms", "_stated", "_reasons"):
            if name in self.__dict__:
                moved.__dict__[name] = self.__dict__[name]
        return moved

    def instances(self) -> Iterator[Instance]:
        """Yield the instances of the checks that a table evaluates."""
        for instance in self.compiled.instances:
            if isinstance(instance.rule, CheckRule) and self.reason(instance.rule.id) is None:
                yield instance

    def terms(self) -> Iterator[Expression]:
        """Yield everything that the evaluated checks look at, by way of other rules too."""
        seen: set[str] = set()
        return (term for instance in self.instances() for term in self._terms_of(instance, seen))

    def _terms_of(self, instance: Instance, seen: set[str]) -> Iterator[Expression]:
        for quantity in self._quantities(instance.formula, seen):
            yield from every_expression(quantity.expression)

    @property
    def nodes(self) -> set[str]:
        """The nodes that the evaluated checks look at."""
        return {term.node for term in self.terms() if isinstance(term, NodeTerm) and term.node in self.one.plan.nodes}

    @property
    def spreads(self) -> set[str]:
        """The rows of which evaluators are compared."""
        return {term.spread for term in self.terms() if isinstance(term, SpreadTerm)}

    @property
    def justified(self) -> list[str]:
        """The rows of which the evaluated checks look at the level that facts justify."""
        named = (term.justified for term in self.terms() if isinstance(term, JustifiedTerm))
        return [name for name in dict.fromkeys(named) if name in self.levels]

    def justified_of(self, code: str) -> list[str]:
        """The rows of which one evaluated check looks at the level."""
        instances = [instance for instance in self.instances() if instance.rule.id == code]
        terms = (term for instance in instances for term in self._terms_of(instance, set()))
        named = (term.justified for term in terms if isinstance(term, JustifiedTerm))
        return [name for name in dict.fromkeys(named) if name in self.levels]

    def reason(self, rule: str) -> Phrase | None:
        """Return why a table does not evaluate a rule, or None where it does."""
        return self._reason(rule, frozenset())

    @cached_property
    def _reasons(self) -> dict[str, Phrase | None]:
        return {}

    def _reason(self, rule: str, asking: frozenset[str]) -> Phrase | None:
        if rule in self._reasons:
            return self._reasons[rule]
        found = None
        for instance in self.compiled.instances:
            if instance.rule.id == rule and found is None:
                found = self._why_not(instance.formula, asking | {rule})
        if not asking:
            self._reasons[rule] = found
        return found

    def _why_not(self, formula: Formula, asking: frozenset[str]) -> Phrase | None:
        if isinstance(formula, (Every, Some)):
            return next((why for part in formula.parts if (why := self._why_not(part, asking)) is not None), None)
        if isinstance(formula, (Holds, Fails)):
            return self._not_compared(self.compiled.quantities[formula.test.quantity], asking)
        return self._on_others([formula.rule], asking)

    def _on_others(self, rules: Sequence[str], asking: frozenset[str]) -> Phrase | None:
        """Rules may look at each other in a circle; what is being asked about already says nothing new."""
        reasons = (self._reason(rule, asking) for rule in rules if rule not in asking)
        return None if all(why is None for why in reasons) else _ON_OTHERS

    def _not_compared(self, quantity: Quantity, asking: frozenset[str]) -> Phrase | None:
        if isinstance(quantity.expression, CountFiredTerm):
            return self._on_others(quantity.fired, asking)
        for term in every_expression(quantity.expression):
            if (why := self._unsupported(term)) is not None:
                return why
        return None if quantity.kind != "number" or self._is_small(quantity.expression, quantity.constants) else _OTHER

    def _is_small(self, expression: Expression, constants: Sequence[Fraction]) -> bool:
        """Whether a comparison is exact for a unit at least that states and scores little."""
        terms = Terms(self.one, self._stated, self.tables, Names(), self.levels.keys())
        amount = terms.amount(expression)
        most = None if amount is None else amount.compared(constants).largest(lambda _: 1)
        return most is None or most <= SAFE

    @cached_property
    def _stated(self) -> dict[str, Stated]:
        return {
            row_id(form.form, fact.id): Stated(
                fact, [(column, nw.col(column.code)) for column in columns_of_fact(form.form, fact)]
            )
            for form in self.forms
            for _, fact in form.asked()
            if row_id(form.form, fact.id) in self.facts
        }

    def _unsupported(self, term: Expression) -> Phrase | None:
        if isinstance(term, (FactTerm, CountTerm)):
            return self._without_column(term.fact if isinstance(term, FactTerm) else term.count)
        if isinstance(term, JustifiedTerm):
            return self._no_level(term.justified)
        if isinstance(term, FieldTerm):
            return None if term.field in self.one.case.choice else _TERMS["FieldTerm"]
        return None if isinstance(term, _KNOWN) else _TERMS.get(type(term).__name__, _OTHER)

    def _no_level(self, row: str) -> Phrase | None:
        if not self.facts and self.forms:
            return _FACTS
        if row not in self.levels:
            return None
        level, quantities = self.levels[row]
        reasons = [self._without_column(name) for name in sorted(level.reads)]
        for formula in formulas_of(level):
            reasons += [self._not_compared(quantity, frozenset()) for quantity in _compared(formula, quantities)]
        if level.rule.bands is not None:
            ends = [band.upto if band.upto is not None else band.below for band in level.rule.bands.levels]
            constants = [Fraction(end) for end in ends if end is not None]
            reasons += [None if self._is_small(level.rule.bands.of, constants) else _OTHER]
        return next((why for why in reasons if why is not None), None)

    def _without_column(self, fact: str) -> Phrase | None:
        is_asked = any(row_id(form.form, one.id) == fact for form in self.forms for _, one in form.asked())
        if fact in self.facts or not is_asked:
            return None
        return Phrase(f"memerlukan kolom fakta {fact}", f"needs columns of fact {fact}") if self.facts else _FACTS

    def _quantities(self, formula: Formula, seen: set[str]) -> Iterator[Quantity]:
        """Yield every quantity that decides a formula, and those of the rules and levels that it looks at."""
        if isinstance(formula, (Every, Some)):
            for part in formula.parts:
                yield from self._quantities(part, seen)
        elif isinstance(formula, (Holds, Fails)):
            quantity = self.compiled.quantities[formula.test.quantity]
            yield quantity
            for rule in quantity.fired:
                yield from self._of_rule(rule, seen)
        else:
            yield from self._of_rule(formula.rule, seen)

    def _of_rule(self, rule: str, seen: set[str]) -> Iterator[Quantity]:
        if rule in seen:
            return
        seen.add(rule)
        for instance in self.compiled.instances:
            if instance.rule.id == rule:
                yield from self._quantities(instance.formula, seen)

    def answers_known(self) -> Phrase | None:
        """Return why a table does not tell whether facts are left unanswered; None where it has them all."""
        names = [row_id(form.form, fact.id) for form in self.forms for _, fact in form.asked()]
        return next((why for name in names if (why := self._without_column(name)) is not None), None)


def formulas_of(level: CompiledLevel) -> Iterator[Formula]:
    """Yield every condition of a level rule."""
    rungs = [*([level.needs] if level.needs is not None else []), *level.rungs]
    return (part.formula for rung in rungs for part in rung.parts)


def _compared(formula: Formula, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    if isinstance(formula, (Every, Some)):
        for part in formula.parts:
            yield from _compared(part, quantities)
    elif isinstance(formula, (Holds, Fails)):
        yield quantities[formula.test.quantity]


def table_findings(package: Package, every: Sequence[Checks]) -> dict[str, Phrase | None]:
    """Return, by code of a finding, why a table does not make it; None where it does. Checks in the order of the package."""
    found: dict[str, Phrase | None] = {}
    for file in package.rules:
        for rule in file.rules:
            if isinstance(rule, CheckRule):
                reasons = [why for checks in every if (why := checks.reason(rule.id)) is not None]
                found[rule.id] = reasons[0] if reasons else None
    surveys = [form for form in package.forms if isinstance(form, SurveyForm) and form.respondents.minimum is not None]
    unanswered = [why for checks in every if (why := checks.answers_known()) is not None]
    has_facts = any(isinstance(form, FactsForm) for form in package.forms)
    no_facts = Phrase("tabel tidak memuat fakta F-01", "a table holds no facts")
    found |= {TOO_FEW: None} if surveys else {}
    found[UNANSWERED] = None if has_facts and not unanswered else (unanswered or [no_facts])[0]
    return found | dict(_NOT_IN_A_TABLE)


def findings_of_tables(package: Package, columns: Iterable[str] = ()) -> dict[str, Phrase | None]:
    """Return, by code of a finding, why a table with units of every kind does not make it; None where it does.

    `columns` are the names of those that its assessments have.
    """
    facts = complete_facts(package, columns)
    plans = plans_of(cases_of(package), package.index.root, ())
    return table_findings(package, [Checks(one, package, facts) for one in plans])
