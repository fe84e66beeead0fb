"""Rules compiled for one choice of form variants: conditions over integer tests, stratum by stratum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pekppp_rules.regulation.model import (
    AllHold,
    AnyHolds,
    Comparison,
    DoesNotHold,
    HasFired,
    LevelRule,
    NumberTable,
    Package,
    RuleCondition,
    StepTable,
)
from pekppp_rules.regulation.rule_walk import Production
from pekppp_rules.regulation.strata import edges_of, strata_of
from pekppp_rules.rules.binding import Binding, bindings_of, bound
from pekppp_rules.rules.quantities import Quantity, QuantityList, Test
from pekppp_rules.scoring import Plan


@dataclass(frozen=True)
class Holds:
    """A test that must hold; of an absent quantity it does not."""

    test: Test


@dataclass(frozen=True)
class Fails:
    """A test that must not hold; of an absent quantity it does not hold, so this does."""

    test: Test


@dataclass(frozen=True)
class Fired:
    """A rule that must have fired."""

    rule: str


@dataclass(frozen=True)
class Unfired:
    """A rule of an earlier stratum that must not have fired."""

    rule: str


@dataclass(frozen=True)
class Every:
    """All of these."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Some:
    """At least one of these."""

    parts: tuple[Formula, ...]


Formula = Holds | Fails | Fired | Unfired | Every | Some


@dataclass(frozen=True)
class Instance:
    """A rule for one row or aspect."""

    number: int
    """Its place in the order of the package, which is the order of results."""
    rule: Production
    binding: Binding
    formula: Formula


@dataclass(frozen=True)
class Stratum:
    """The instances that have their say together."""

    number: int
    instances: tuple[Instance, ...]
    counted: tuple[int, ...]
    """The quantities that count rules of earlier strata."""
    chained: frozenset[str]
    """The rules of this stratum that others of it look at."""


@dataclass(frozen=True)
class CompiledRules:
    """All productions of a package, compiled once for a choice of form variants."""

    quantities: tuple[Quantity, ...]
    strata: tuple[Stratum, ...]
    instances: tuple[Instance, ...]
    steps: Mapping[str, StepTable]


def compile_rules(package: Package, plan: Plan) -> CompiledRules:
    """Compile every check, derived fact and recommendation of a package."""
    rules: dict[str, Production] = {
        rule.id: rule for file in package.rules for rule in file.rules if not isinstance(rule, LevelRule)
    }
    tables = {table.id: table for file in package.rules for table in file.tables}
    quantities = QuantityList({name: table for name, table in tables.items() if isinstance(table, NumberTable)})
    found = [
        (rule, binding, gathered(bound(rule.when, binding), quantities))
        for rule in rules.values()
        for binding in bindings_of(rule, package, plan)
    ]
    instances = tuple(
        Instance(number, rule, binding, make(quantities)) for number, (rule, binding, make) in enumerate(found)
    )
    finished = quantities.finished()
    return CompiledRules(
        quantities=finished,
        strata=tuple(_strata(rules, instances, finished)),
        instances=instances,
        steps={name: table for name, table in tables.items() if isinstance(table, StepTable)},
    )


def _strata(
    rules: Mapping[str, Production], instances: tuple[Instance, ...], quantities: tuple[Quantity, ...]
) -> Iterator[Stratum]:
    numbers = strata_of(rules)
    looked_at = {name: {edge.rule for edge in edges} for name, edges in edges_of(rules).items()}
    counted = tuple(at for at, quantity in enumerate(quantities) if quantity.code is None)
    for number in range(max(numbers.values(), default=-1) + 1):
        names = {name for name, at in numbers.items() if at == number}
        chained = frozenset(rule for name in names for rule in looked_at[name] if rule in names)
        own = tuple(instance for instance in instances if instance.rule.id in names)
        yield Stratum(number, own, counted if number else (), chained)


Make = Callable[[QuantityList], Formula]
"""Finishes a formula once every quantity knows all it is compared with."""


def gathered(condition: RuleCondition, quantities: QuantityList, *, negated: bool = False) -> Make:
    """Meet every comparison of a condition, and return what makes its formula. Negation is pushed down to the tests."""
    if isinstance(condition, DoesNotHold):
        return gathered(condition.not_, quantities, negated=not negated)
    if isinstance(condition, HasFired):
        leaf: Formula = Unfired(condition.fired) if negated else Fired(condition.fired)
        return lambda _: leaf
    if isinstance(condition, (AllHold, AnyHolds)):
        inner = condition.all if isinstance(condition, AllHold) else condition.any
        makes = [gathered(part, quantities, negated=negated) for part in inner]
        joined = Every if isinstance(condition, AllHold) != negated else Some
        return lambda done: joined(tuple(make(done) for make in makes))
    assert isinstance(condition, Comparison)
    is_every, tests = quantities.tests(condition)

    def make(done: QuantityList) -> Formula:
        kind = Fails if negated else Holds
        leaves: tuple[Formula, ...] = tuple(kind(done.encoded(*test)) for test in tests)
        if len(leaves) == 1:
            return leaves[0]
        return Every(leaves) if is_every != negated else Some(leaves)

    return make
