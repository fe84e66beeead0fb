"""The limits measured for durable-rules are kept by every ruleset that reaches it, or the rules do not reach it."""

from __future__ import annotations

import pytest
from hypothesis import given

from pekppp_rules.rules.compiled import Every, Fired, Holds, Some
from pekppp_rules.rules.durable_plan import (
    MOST_JOINED,
    MOST_PROPERTIES,
    MOST_RULES,
    MOST_RULES_OF_A_FACT,
    UnfitError,
    fnv1a,
    plan_for_durable,
)
from pekppp_rules.rules.quantities import Test as Compared
from tests.rules.rule_sets import compiled_of, rule_sets


def holds(quantity, code=1):
    return Holds(Compared(quantity, "=", code))


@given(rule_sets())
def test_every_ruleset_keeps_the_limits(compiled):
    for plan in plan_for_durable(compiled):
        rules = plan.definition()[plan.name]
        assert len(rules) <= MOST_RULES
        for group in plan.groups:
            assert len(group.rules) <= MOST_RULES_OF_A_FACT
            assert group.properties <= MOST_PROPERTIES
            assert f"c{group.kind}" in rules
        assert all(len(rule["all"]) <= MOST_JOINED for rule in rules.values())
        assert set(rules) - set(plan.reports) == {name for name in rules if rules[name]["run"] == "nothing"}


def test_rules_that_one_fact_could_not_carry_are_spread_over_several():
    (plan,) = plan_for_durable(compiled_of([(f"r{at}", holds(at)) for at in range(400)]))
    assert len(plan.groups) == 8
    assert sum(len(group.rules) for group in plan.groups) == 400


def test_a_rule_that_looks_at_more_than_one_fact_can_carry_does_not_fit():
    wide = Every(tuple(holds(at) for at in range(MOST_PROPERTIES)))
    with pytest.raises(UnfitError, match="alone looks at more"):
        plan_for_durable(compiled_of([("wide", wide)]))


def test_more_rules_than_a_ruleset_bears_do_not_fit():
    with pytest.raises(UnfitError, match=r"rules in a stratum"):
        plan_for_durable(compiled_of([(f"r{at}", holds(at % 50)) for at in range(500)]))


def test_more_joins_than_a_rule_bears_do_not_fit():
    names = [f"d{at}" for at in range(16)]
    joined = ("all", Every(tuple(Fired(name) for name in names)))
    with pytest.raises(UnfitError, match="joins more"):
        plan_for_durable(compiled_of([*((name, holds(0)) for name in names), joined]))


def test_a_fact_that_too_many_rules_look_at_does_not_fit():
    looking = [(f"r{at}", Fired("d")) for at in range(MOST_RULES_OF_A_FACT + 1)]
    with pytest.raises(UnfitError, match="look at d"):
        plan_for_durable(compiled_of([("d", holds(0)), *looking]))


def test_a_disjunction_that_explodes_does_not_fit():
    pairs = Every(tuple(Some((Fired(f"a{at}"), Fired(f"b{at}"))) for at in range(7)))
    names = [(f"{letter}{at}", holds(at)) for at in range(7) for letter in "ab"]
    with pytest.raises(UnfitError, match="ways"):
        plan_for_durable(compiled_of([*names, ("all", pairs)]))


def test_the_hash_is_the_32_bit_fnv_1a_of_its_authors():
    assert (fnv1a(""), fnv1a("a"), fnv1a("foobar")) == (0x811C9DC5, 0xE40C292C, 0xBF9CF968)
