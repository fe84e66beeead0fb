"""Rules laid out for durable-rules within the limits that were measured for it, or the reason why they do not fit.

Every stratum is one ruleset. Its instances stand in groups: one fact carries all that a group looks at, so that no group satisfies
more rules than the engine bears. What must not hold, and what fired in an earlier stratum, are properties of their own, 0 or 1.
A rule that looks at one of its own stratum joins on the fact that the other one's action asserts: that is the chaining.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
from pekppp_rules.rules.forward import looks_at

MOST_RULES_OF_A_FACT = 55
"""Rules that one fact can satisfy, without the catch-all: 65 lose the whole assertion."""
MOST_PROPERTIES = 230
"""Properties of one fact, without sid and id: 255 are refused."""
MOST_RULES = 500
"""Rules of one ruleset, catch-alls included: more than 512 never return."""
MOST_JOINED = 16
"""Facts that one rule joins: 17 are refused."""
MOST_WAYS = 64
"""Rules that one instance may be split into."""

SID = "s"
DERIVED_KIND = 0

_SIGNS = {"<": "$lt", "<=": "$lte", ">=": "$gte", ">": "$gt"}


class UnfitError(ValueError):
    """The rules do not fit the engine's limits."""


@dataclass
class Group:
    """The instances that one fact decides, and the properties it carries."""

    kind: int
    rules: dict[str, Any] = field(default_factory=dict)
    """By name, the definition of a rule; its action has the same name."""
    quantities: dict[str, int] = field(default_factory=dict)
    failing: dict[str, Fails] = field(default_factory=dict)
    fired: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """By property, a rule of an earlier stratum and whether it must have fired."""

    @property
    def properties(self) -> int:
        """How many properties the fact has at most, its kind included."""
        return 1 + len(self.quantities) + len(self.failing) + len(self.fired)


@dataclass(frozen=True)
class StratumPlan:
    """One ruleset: its groups, what each action reports, and the facts that actions assert."""

    name: str
    groups: tuple[Group, ...]
    reports: Mapping[str, int]
    """By action, the number of the instance that fires."""
    derived: Mapping[str, int]
    """By rule that others of the stratum look at, the number of its fact."""
    rule_of: Mapping[int, str]
    """By instance, its rule."""

    def definition(self) -> dict[str, Any]:
        """Return the ruleset as the engine reads it; a fresh one each time, for the engine changes what it is given."""
        rules: dict[str, Any] = {}
        for group in self.groups:
            for name, joined in group.rules.items():
                rules[name] = {"all": [dict(one) for one in joined], "run": name}
            rules[f"c{group.kind}"] = {"all": [{"m": {"k": group.kind}}], "run": "nothing"}
        if self.derived:
            rules[f"c{DERIVED_KIND}"] = {"all": [{"m": {"k": DERIVED_KIND}}], "run": "nothing"}
        return {self.name: rules}


def plan_for_durable(compiled: CompiledRules) -> tuple[StratumPlan, ...]:
    """Return the rulesets of compiled rules. Raises UnfitError with the limit that they would exceed."""
    return tuple(_stratum(stratum) for stratum in compiled.strata)


def _stratum(stratum: Stratum) -> StratumPlan:
    derived = {rule: number for number, rule in enumerate(sorted(stratum.chained))}
    groups: list[Group] = []
    reports: dict[str, int] = {}
    looked_at: dict[str, int] = {}
    group = Group(1)
    for instance in stratum.instances:
        ways = _ways(instance.formula, frozenset(derived))
        group = _with_room(group, groups, instance, ways)
        for at, (joined, rest) in enumerate(ways):
            name = f"r{instance.number}" + (f"_{at}" if len(ways) > 1 else "")
            condition = (
                {"$and": [{"k": group.kind}, _condition(rest, group)]} if rest is not None else {"k": group.kind}
            )
            others = [
                {f"d{place}": {"$and": [{"k": DERIVED_KIND}, {"x": derived[rule]}]}}
                for place, rule in enumerate(sorted(joined))
            ]
            group.rules[name] = [{"m": condition}, *others]
            reports[name] = instance.number
            for rule in joined:
                looked_at[rule] = looked_at.get(rule, 0) + 1
            if len(others) + 1 > MOST_JOINED:
                raise UnfitError(f"{instance.rule.id} joins more than {MOST_JOINED} facts")
    groups.append(group)
    plan = StratumPlan(
        name=f"stratum{stratum.number}",
        groups=tuple(one for one in groups if one.rules),
        reports=reports,
        derived=derived,
        rule_of={instance.number: instance.rule.id for instance in stratum.instances},
    )
    _prove(plan, looked_at)
    return plan


def _with_room(group: Group, groups: list[Group], instance: Instance, ways: list[Way]) -> Group:
    """Return the group, or a new one where the instance would make it too large."""
    if len(ways) > MOST_WAYS:
        raise UnfitError(f"{instance.rule.id} splits into more than {MOST_WAYS} rules")
    trial = Group(group.kind, {}, dict(group.quantities), dict(group.failing), dict(group.fired))
    for _, rest in ways:
        if rest is not None:
            _condition(rest, trial)
    if len(group.rules) + len(ways) <= MOST_RULES_OF_A_FACT and trial.properties <= MOST_PROPERTIES:
        return group
    alone = Group(group.kind + 1)
    for _, rest in ways:
        if rest is not None:
            _condition(rest, alone)
    if len(ways) > MOST_RULES_OF_A_FACT or alone.properties > MOST_PROPERTIES:
        raise UnfitError(f"{instance.rule.id} alone looks at more than one fact can carry")
    if group.rules:
        groups.append(group)
    return Group(group.kind + 1)


def _prove(plan: StratumPlan, looked_at: Mapping[str, int]) -> None:
    """Raise UnfitError where a limit is exceeded, or two facts would be taken for one."""
    rules = sum(len(group.rules) + 1 for group in plan.groups) + bool(plan.derived)
    if rules > MOST_RULES:
        raise UnfitError(f"{rules} rules in a stratum, more than {MOST_RULES}")
    for rule, number in looked_at.items():
        if number > MOST_RULES_OF_A_FACT:
            raise UnfitError(f"{number} rules look at {rule}, more than {MOST_RULES_OF_A_FACT}")
    ids = [*(fact_id(group) for group in plan.groups), *(derived_id(number) for number in plan.derived.values())]
    if len({fnv1a(text) for text in ids}) < len(ids):
        raise UnfitError("two facts have one hash")


def fact_id(group: Group) -> str:
    """Return the id of a group's fact."""
    return f"g{group.kind}"


def derived_id(number: int) -> str:
    """Return the id of a derived fact."""
    return f"d{number}"


def fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash, by which alone the engine tells facts apart."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


Way = tuple[frozenset[str], Formula | None]
"""One way for an instance to fire: rules of its own stratum that must have fired, and what must hold beside them."""


def _ways(formula: Formula, chained: frozenset[str]) -> list[Way]:
    """Split a formula into ways, so that what is chained is joined and never inside a disjunction."""
    if isinstance(formula, Fired) and formula.rule in chained:
        return [(frozenset({formula.rule}), None)]
    if not isinstance(formula, (Every, Some)) or not any(looks_at(part, chained) for part in formula.parts):
        return [(frozenset(), formula)]
    if isinstance(formula, Some):
        plain = [part for part in formula.parts if not looks_at(part, chained)]
        found = [(frozenset[str](), _joined(Some, plain))] if plain else []
        for part in formula.parts:
            if looks_at(part, chained):
                found += _ways(part, chained)
        return found
    found = [(frozenset[str](), None)]
    for part in formula.parts:
        ways = _ways(part, chained)
        if len(found) * len(ways) > MOST_WAYS:
            raise UnfitError(f"more than {MOST_WAYS} ways for one rule")
        found = [
            (one | other, _joined(Every, [rest for rest in (first, second) if rest is not None]))
            for one, first in found
            for other, second in ways
        ]
    return found


def _joined(kind: type[Every] | type[Some], parts: list[Formula]) -> Formula | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _condition(formula: Formula, group: Group) -> dict[str, Any]:
    """Return a formula as the engine writes it, and note the properties it needs."""
    match formula:
        case Holds(test=test):
            name = f"q{test.quantity}"
            group.quantities[name] = test.quantity
            sign = _SIGNS.get(test.operator)
            return {name: test.code} if sign is None else {sign: {name: test.code}}
        case Fails(test=test):
            name = f"n{test.quantity}_{'lLeGg'[['<', '<=', '=', '>=', '>'].index(test.operator)]}_{test.code}"
            group.failing[name] = formula
            return {name: 1}
        case Fired(rule=rule):
            return _of_earlier(rule, group, has_fired=True)
        case Unfired(rule=rule):
            return _of_earlier(rule, group, has_fired=False)
        case Every(parts=parts):
            return {"$and": [_condition(part, group) for part in parts]}
        case Some(parts=parts):
            return {"$or": [_condition(part, group) for part in parts]}


def _of_earlier(rule: str, group: Group, *, has_fired: bool) -> dict[str, Any]:
    wanted = (rule, has_fired)
    name = next((known for known, one in group.fired.items() if one == wanted), f"f{len(group.fired)}")
    group.fired[name] = wanted
    return {name: 1}
