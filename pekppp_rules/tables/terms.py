"""Expressions of rules written for the units of one plan: what a rule may look at, as columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod
from operator import add, mul

import narwhals as nw

from pekppp_rules.regulation.model import (
    Addition,
    CountTerm,
    Division,
    EvaluatorsTerm,
    Expression,
    FactTerm,
    FieldTerm,
    JustifiedTerm,
    Lookup,
    Multiplication,
    NodeTerm,
    NumberTable,
    RespondentsTerm,
    Rounded,
    RubricForm,
    SetFact,
    SpreadTerm,
    Subtraction,
    SurveyForm,
    ValueForm,
)
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.rules.quantities import Token
from pekppp_rules.tables.amounts import Amount, amount_of, constant_of, looked_up, over, plus, rounded, times
from pekppp_rules.tables.bound import fixed_counts, limits, size_of
from pekppp_rules.tables.bounds import Bound, Product, bound_of
from pekppp_rules.tables.exact import SAFE, folded, integer, whole
from pekppp_rules.tables.fact_cells import MOST_ENTRIES
from pekppp_rules.tables.facts import Stated
from pekppp_rules.tables.pooled import Names
from pekppp_rules.tables.units import PlanAt, count_of, is_given


@dataclass(frozen=True)
class Terms:
    """The columns of units of one plan, as rules read them."""

    one: PlanAt
    facts: Mapping[str, Stated]
    tables: Mapping[str, NumberTable]
    names: Names
    levels: Collection[str]
    """The rows of which there is a column with the level that facts justify."""
    mask: nw.Expr | None = None
    """The units for which anything is computed; for all of them where there is none."""

    def amount(self, expression: Expression) -> Amount | None:
        """Return an expression as a number; None where it is absent for every unit of the plan."""
        match expression:
            case int() | Fraction():
                return constant_of(Fraction(expression))
            case Addition(plus=parts):
                return self._joined(parts, plus)
            case Subtraction(minus=parts):
                return self._joined(parts, lambda one, other: plus(one, other, -1))
            case Multiplication(times=parts):
                return self._joined(parts, times)
            case Division(over=parts):
                return self._joined(parts, over)
            case Rounded(round=inner, places=places):
                return self._joined((inner,), over, lambda one: rounded(one, places))
            case Lookup(lookup=table, of=inner):
                return self._joined((inner,), over, lambda one: looked_up(one, self.tables[table]))
            case NodeTerm(node=name):
                return self._node(name)
            case FactTerm(fact=name):
                return self._fact(name)
        found = self._whole(expression)
        return None if found is None else amount_of(self._masked(found[0]), found[1])

    def _joined(
        self,
        parts: Iterable[Expression],
        join: Callable[[Amount, Amount], Amount | None],
        finish: Callable[[Amount], Amount] = lambda one: one,
    ) -> Amount | None:
        total: Amount | None = None
        for at, part in enumerate(parts):
            number = self.amount(part)
            if number is None:
                return None
            total = number if at == 0 or total is None else join(total, number)
            if total is None:
                return None
        return None if total is None else finish(total)

    def _whole(self, term: Expression) -> tuple[nw.Expr, Bound] | None:
        """Return a term that is a whole number, and a bound on it."""
        match term:
            case CountTerm():
                return self._count(term)
            case JustifiedTerm(justified=name):
                return self._justified(name)
            case SpreadTerm(spread=name):
                return self._spread(name)
            case RespondentsTerm(respondents=name) | EvaluatorsTerm(evaluators=name):
                form = self.one.case.forms.get(name)
                if form is None or isinstance(form, ValueForm):
                    return None
                if isinstance(form, SurveyForm) != isinstance(term, RespondentsTerm):
                    return None
                count = nw.when(is_given(form, self.names)).then(count_of(form, self.names))
                return count, bound_of(1, name)
            case FieldTerm():
                return None
        raise TypeError(f"not for a table: {type(term).__name__}")

    def _fact(self, name: str) -> Amount | None:
        stated = self.facts.get(name)
        if stated is None or stated.unit is None:
            return None
        return amount_of(self._masked(stated.value), bound_of(1, name), stated.unit)

    def _count(self, term: CountTerm) -> tuple[nw.Expr, Bound] | None:
        stated = self.facts.get(term.count)
        if stated is None or not isinstance(stated.fact, SetFact):
            return None
        without = frozenset(term.except_ or ())
        options = {
            option.code
            for option in stated.fact.options
            if option.code not in without and (term.among is None or option.code in term.among)
        }
        total = stated.counted(options, entries=term.among is None)
        return nw.when(stated.given).then(total), bound_of(len(options) + MOST_ENTRIES)

    def _justified(self, name: str) -> tuple[nw.Expr, Bound] | None:
        level = self.names("level", self.one.at, name)
        if name not in self.levels:
            return None
        for form in self.one.case.forms.values():
            if isinstance(form, RubricForm) and any(row_id(form.form, code) == name for code in form.codes):
                return nw.col(level), bound_of(max(abs(form.scale.lowest), abs(form.scale.highest)))
        return None

    def _spread(self, name: str) -> tuple[nw.Expr, Bound] | None:
        for form in self.one.case.forms.values():
            for code in form.codes:
                if row_id(form.form, code) == name and not isinstance(form, (SurveyForm, ValueForm)):
                    low, high = (nw.col(self.names("spread", form.form, code, end)) for end in ("low", "high"))
                    apart = nw.when(nw.col("rows") > 1).then(high - low)
                    return apart, bound_of(form.scale.highest - form.scale.lowest)
        return None

    def _node(self, name: str) -> Amount | None:
        if name not in self.one.plan.nodes or not self.one.nodes:
            return None
        above, below, pooled = size_of(self.one.plan, name, fixed_counts(self.one.plan))
        numerator, denominator = (nw.col(self.names(self.one.at, name, part)) for part in ("num", "den"))
        return Amount(
            Fraction(1),
            self._masked(numerator),
            self._masked(denominator),
            bound_of(above, *pooled),
            bound_of(below, *pooled),
            bound_of(above + below, *pooled),
        )

    @cached_property
    def _limits(self) -> Mapping[frozenset[str], int]:
        """By forms pooled together, how many evaluators times respondents a unit with an index has at most."""
        return limits(self.one.plan, self.one.nodes, fixed_counts(self.one.plan))

    def _largest(self, names: Product) -> int | None:
        """Return how large a product of what a unit has can be; None where nothing bounds it."""
        facts = [self.facts[name].most for name in names if name in self.facts]
        counts = [name for name in names if name not in self.facts]
        counted = self._limits.get(frozenset(counts)) if counts else 1
        return None if counted is None or len(set(counts)) < len(counts) else prod(facts) * counted

    def _sized(self, names: Product) -> nw.Expr:
        """Return a product of what a unit has, as a double."""
        parts = [
            self.facts[name].value.cast(nw.Float64).abs()
            if name in self.facts
            else count_of(self.one.case.forms[name], self.names).cast(nw.Float64)
            for name in names
        ]
        return folded(mul, (part.fill_null(0.0) for part in parts)) if parts else nw.lit(1.0)

    def _masked(self, value: nw.Expr) -> nw.Expr:
        return value if self.mask is None else nw.when(self.mask).then(value)

    def token(self, expression: Expression, tokens: tuple[Token, ...]) -> nw.Expr | None:
        """Return the place of a value in a list, from 1; 0 where it is none of them, and empty where it is absent."""
        if isinstance(expression, FieldTerm):
            value = self.one.case.choice[expression.field]
            return whole(tokens.index(value) + 1 if value in tokens else 0)
        other = self.present(expression)
        if other is None:
            return None
        found = []
        stated = self.facts.get(expression.fact) if isinstance(expression, FactTerm) else None
        if stated is not None and stated.unit is None and not isinstance(stated.fact, SetFact):
            for at, token in enumerate(tokens, start=1):
                if isinstance(token, bool) == (stated.fact.type == "bool"):
                    same = stated.value == (int(token) if isinstance(token, bool) else token)
                    found.append(nw.when(same).then(whole(at)))
        return nw.coalesce(*found, nw.when(other).then(whole(0)))

    def has(self, expression: Expression, option: Token) -> nw.Expr | None:
        """Return 1 where an option of a set is chosen, 0 where it is not, and nothing where the set is absent."""
        given = self.present(expression)
        if given is None:
            return None
        stated = self.facts.get(expression.fact) if isinstance(expression, FactTerm) else None
        is_set = stated is not None and isinstance(stated.fact, SetFact)
        chosen = integer(stated.chosen(str(option))) if stated is not None and is_set else whole(0)
        return nw.when(given).then(chosen)

    def present(self, expression: Expression) -> nw.Expr | None:
        """Whether an expression is there; None where it is absent for every unit of the plan."""
        if isinstance(expression, FactTerm):
            stated = self.facts.get(expression.fact)
            return None if stated is None else stated.given
        if isinstance(expression, FieldTerm):
            return nw.lit(True)
        number = self.amount(expression)
        return None if number is None else number.known

    def guard(self, most: Bound) -> nw.Expr | None:
        """Return for which units a bound is below 2^53; None where it is for every unit that has an index."""
        largest = most.largest(self._largest)
        if largest is not None and largest <= SAFE:
            return None
        sizes = [self._sized(names) * float(times) for names, times in sorted(most.terms.items()) if names]
        rest = most.terms.get((), 0)
        return folded(add, sizes) <= float(SAFE - rest) if sizes else nw.lit(rest <= SAFE)
