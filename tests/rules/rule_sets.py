"""Random compiled rules, and an independent answer to what fires: every formula evaluated until nothing changes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import strategies as st

from pekppp_rules.rules.binding import Binding
from pekppp_rules.rules.compiled import (
    CompiledRules,
    Every,
    Fails,
    Fired,
    Formula,
    Holds,
    Instance,
    Some,
    Stratum,
    Unfired,
)
from pekppp_rules.rules.quantities import Operator
from pekppp_rules.rules.quantities import Test as Compared

QUANTITIES = 8
OPERATORS: tuple[Operator, ...] = ("<", "<=", "=", ">=", ">")

tests = st.builds(Compared, st.integers(0, QUANTITIES - 1), st.sampled_from(OPERATORS), st.integers(-3, 3))
codes = st.lists(st.none() | st.integers(-4, 4), min_size=QUANTITIES, max_size=QUANTITIES)


def formulas(earlier: list[str], same: list[str]) -> st.SearchStrategy[Formula]:
    """Return formulas that may deny rules of earlier strata, and only affirm rules of their own."""
    leaves: list[st.SearchStrategy[Formula]] = [st.builds(Holds, tests), st.builds(Fails, tests)]
    if earlier:
        leaves += [st.builds(Fired, st.sampled_from(earlier)), st.builds(Unfired, st.sampled_from(earlier))]
    if same:
        leaves.append(st.builds(Fired, st.sampled_from(same)))
    return st.recursive(
        st.one_of(leaves),
        lambda parts: st.one_of(
            st.builds(Every, st.lists(parts, min_size=1, max_size=3).map(tuple)),
            st.builds(Some, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        ),
        max_leaves=5,
    )


@st.composite
def rule_sets(draw: st.DrawFn) -> CompiledRules:
    """Return rules in one to three strata, some of several instances, some chained (even in circles)."""
    earlier: list[str] = []
    strata: list[list[tuple[str, Formula]]] = []
    for number in range(draw(st.integers(1, 3))):
        names = [f"rule{number}_{at}" for at in range(draw(st.integers(1, 6)))]
        formula = formulas(earlier, names)
        strata.append([(name, draw(formula)) for name in names for _ in range(draw(st.integers(1, 3)))])
        earlier = [*earlier, *names]
    return compiled_of(*strata)


def compiled_of(*strata: list[tuple[str, Formula]]) -> CompiledRules:
    """Return compiled rules of these strata: each a list of rules with the formula of one instance."""
    number = 0
    made: list[Stratum] = []
    for at, rules in enumerate(strata):
        instances = []
        for name, formula in rules:
            instances.append(Instance(number, cast("Any", SimpleNamespace(id=name)), Binding(), formula))
            number += 1
        own = {name for name, _ in rules}
        chained = frozenset(rule for _, formula in rules for rule in asked_about(formula) if rule in own)
        made.append(Stratum(at, tuple(instances), (), chained))
    return CompiledRules((), tuple(made), tuple(one for stratum in made for one in stratum.instances), {})


def asked_about(formula: Formula) -> set[str]:
    """Return the rules that a formula asks about."""
    if isinstance(formula, (Every, Some)):
        return {rule for part in formula.parts for rule in asked_about(part)}
    return {formula.rule} if isinstance(formula, (Fired, Unfired)) else set()


def run_all(compiled: CompiledRules, engine: Any, given: list[int | None]) -> list[list[int]]:
    """Return what fires in each stratum, as an engine says."""
    fired: set[str] = set()
    found = []
    for stratum in compiled.strata:
        numbers = sorted(engine.fire(stratum, given, fired))
        found.append(numbers)
        fired |= {compiled.instances[number].rule.id for number in numbers}
    return found


def naive(compiled: CompiledRules, given: list[int | None]) -> list[list[int]]:
    """Return what fires in each stratum: everything is tried again until nothing changes."""
    fired: set[str] = set()
    found = []
    for stratum in compiled.strata:
        before: set[str] | None = None
        numbers: list[int] = []
        while before != fired:
            before = set(fired)
            numbers = [one.number for one in stratum.instances if _true(one.formula, given, fired)]
            fired |= {compiled.instances[number].rule.id for number in numbers}
        found.append(numbers)
    return found


def _true(formula: Formula, given: list[int | None], fired: set[str]) -> bool:
    if isinstance(formula, Every):
        return all(_true(part, given, fired) for part in formula.parts)
    if isinstance(formula, Some):
        return any(_true(part, given, fired) for part in formula.parts)
    if isinstance(formula, Fired):
        return formula.rule in fired
    if isinstance(formula, Unfired):
        return formula.rule not in fired
    value, test = given[formula.test.quantity], formula.test
    holds = (
        value is not None
        and {
            "<": value < test.code,
            "<=": value <= test.code,
            "=": value == test.code,
            ">=": value >= test.code,
            ">": value > test.code,
        }[test.operator]
    )
    return holds if isinstance(formula, Holds) else not holds
