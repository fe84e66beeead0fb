"""Justified levels: what the stated facts justify, row by row, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from pekppp_rules.regulation.model import (
    AllHold,
    FactsForm,
    LevelBand,
    LevelRule,
    NumberTable,
    Package,
    RubricForm,
    RuleCondition,
)
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.rules.compiled import Formula, gathered
from pekppp_rules.rules.expressions import ComputeNumber, compile_number
from pekppp_rules.rules.facts import RuleFacts
from pekppp_rules.rules.forward import Codes, Decide, decider
from pekppp_rules.rules.quantities import Quantity, QuantityList, computed
from pekppp_rules.rules.wording import facts_in, facts_of
from pekppp_rules.scoring import Plan

NOTHING_FIRED: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """One of the conditions that must all hold for a rung."""

    condition: RuleCondition
    formula: Formula
    holds: Decide


@dataclass(frozen=True)
class Rung:
    """A level and what it asks for: all of its parts."""

    level: int
    parts: tuple[Part, ...]

    def holds(self, codes: Codes) -> bool:
        """Return whether all parts hold."""
        for part in self.parts:  # noqa: SIM110  # a generator takes twice the time
            if not part.holds(codes, NOTHING_FIRED):
                return False
        return True


class Bound(NamedTuple):
    """The level of numbers up to, or below, a ratio; of all numbers where there is none."""

    level: int
    numerator: int
    denominator: int
    """0 where there is no bound."""
    is_inclusive: bool

    @property
    def end(self) -> Fraction | None:
        """The ratio; None where there is no bound."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def holds(self, numerator: int, denominator: int) -> bool:
        """Return whether a ratio is within the bound."""
        ours, other = self.numerator * denominator, numerator * self.denominator
        return other < ours or (other == ours and self.is_inclusive)


def _bound(band: LevelBand) -> Bound:
    highest = band.upto if band.upto is not None else band.below
    if highest is None:
        return Bound(band.level, 1, 0, is_inclusive=True)
    return Bound(band.level, highest.numerator, highest.denominator, is_inclusive=band.upto is not None)


@dataclass(frozen=True)
class CompiledLevel:
    """A level rule, compiled."""

    rule: LevelRule
    lowest: int
    needs: Rung | None
    rungs: tuple[Rung, ...]
    """Of a ladder or of cases, from the lowest level up."""
    number: ComputeNumber | None
    """What `bands` look at."""
    bands: tuple[Bound, ...]
    reads: frozenset[str]
    """The facts that the rule looks at."""

    def level(self, facts: RuleFacts, codes: Codes) -> int:
        """Return the level that the facts justify."""
        if self.needs is not None and not self.needs.holds(codes):
            return self.lowest
        if self.rule.ladder is not None:
            return self._climbed(codes)
        if self.rule.cases is not None:
            held = (rung.level for rung in reversed(self.rungs) if rung.holds(codes))
            return next(held, self.lowest)
        if self.rule.options is not None:
            value = facts.stated.get(self.rule.options.of)
            return self.rule.options.levels.get(value, self.lowest) if isinstance(value, str) else self.lowest
        return self._banded(facts)

    def _climbed(self, codes: Codes) -> int:
        level = self.lowest
        for rung in self.rungs:
            if not rung.holds(codes):
                break
            level = rung.level
        return level

    def _banded(self, facts: RuleFacts) -> int:
        ratio = self.number(facts) if self.number is not None else None
        if ratio is not None:
            for bound in self.bands:
                if bound.holds(*ratio):
                    return bound.level
        return self.lowest


@dataclass(frozen=True)
class CompiledLevels:
    """Every level rule whose row stands in the chosen forms."""

    quantities: tuple[Quantity, ...]
    levels: tuple[CompiledLevel, ...]
    has_facts: bool
    """Whether the chosen forms have one in which facts are stated."""

    def codes(self, facts: RuleFacts) -> Codes:
        """Return the codes of everything that level rules compare."""
        return computed(self.quantities, facts)

    def justified(self, facts: RuleFacts) -> dict[str, int]:
        """Return the justified level of every row about which something is stated."""
        if not facts.stated:
            return {}
        codes = self.codes(facts)
        stated = facts.stated.keys()
        return {
            compiled.rule.row: compiled.level(facts, codes)
            for compiled in self.levels
            if not compiled.reads.isdisjoint(stated)
        }


def compile_levels(package: Package, plan: Plan) -> CompiledLevels:
    """Compile the level rules of a package for a choice of form variants."""
    tables = {table.id: table for file in package.rules for table in file.tables if isinstance(table, NumberTable)}
    lowest = {
        row_id(form.form, code): form.scale.lowest
        for form in plan.forms.values()
        if isinstance(form, RubricForm)
        for code in form.codes
    }
    facts_forms = {name for name, form in plan.forms.items() if isinstance(form, FactsForm)}
    rules = [
        rule
        for file in package.rules
        for rule in file.rules
        if isinstance(rule, LevelRule) and rule.row in lowest and facts_forms
    ]
    quantities = QuantityList(tables)
    makes = [dict(_conditions(rule, quantities)) for rule in rules]
    levels = tuple(
        _finished(rule, lowest[rule.row], make, quantities, tables) for rule, make in zip(rules, makes, strict=True)
    )
    return CompiledLevels(quantities.finished(), levels, bool(facts_forms))


def _part(condition: RuleCondition, formula: Formula) -> Part:
    return Part(condition, formula, decider(formula))


def _conditions(rule: LevelRule, quantities: QuantityList) -> Iterator[tuple[int | None, _Makes]]:
    """Yield the conditions of each rung by its level, and those of `needs` by None."""
    rungs: dict[int | None, RuleCondition] = {None: rule.needs} if rule.needs is not None else {}
    rungs |= {int(level): condition for level, condition in (rule.ladder or rule.cases or {}).items()}
    for level, condition in rungs.items():
        parts = condition.all if isinstance(condition, AllHold) else (condition,)
        yield level, [(part, gathered(part, quantities)) for part in parts]


_Makes = list[tuple[RuleCondition, Callable[[QuantityList], Formula]]]


def _finished(
    rule: LevelRule,
    lowest: int,
    makes: Mapping[int | None, _Makes],
    quantities: QuantityList,
    tables: Mapping[str, NumberTable],
) -> CompiledLevel:
    rungs = {
        level: Rung(
            lowest if level is None else level,
            tuple(_part(condition, make(quantities)) for condition, make in parts),
        )
        for level, parts in makes.items()
    }
    reads = {name for parts in makes.values() for condition, _ in parts for name in facts_in(condition)}
    if rule.bands is not None:
        reads.update(facts_of(rule.bands.of))
    if rule.options is not None:
        reads.add(rule.options.of)
    return CompiledLevel(
        rule=rule,
        lowest=lowest,
        needs=rungs.pop(None, None),
        rungs=tuple(sorted(rungs.values(), key=lambda rung: rung.level)),
        number=compile_number(rule.bands.of, tables) if rule.bands is not None else None,
        bands=tuple(map(_bound, rule.bands.levels)) if rule.bands is not None else (),
        reads=frozenset(reads),
    )
