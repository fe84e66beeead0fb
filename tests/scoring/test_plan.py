"""The compiled plan: integers only, and equal to the tree it was compiled from."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.regulation.tree import build_tree
from pekppp_rules.scoring import Totals, compile_plan
from tests.reference import ASPECTS, INDICATORS

LURING = {"unit.mode": "luring"}


def test_the_plan_holds_nothing_but_integers(regulation):
    for planned in compile_plan(regulation.package, LURING).nodes.values():
        numbers = [planned.constant, planned.divisor, *(weight for _, weights in planned.weights for weight in weights)]
        assert all(type(number) is int for number in numbers)
        assert planned.divisor > 0


@given(data=st.data())
def test_the_plan_equals_a_walk_over_the_tree(regulation, data):
    plan = compile_plan(regulation.package, LURING)
    counts = {name: data.draw(st.integers(1, 50)) for name in plan.layouts}
    totals = {
        name: Totals(counts[name], tuple(data.draw(st.integers(0, 5 * counts[name])) for _ in layout))
        for name, layout in plan.layouts.items()
    }
    values: dict[str, Fraction] = {}
    for name, node in build_tree(regulation.package, LURING).items():
        if node.row is not None:
            at = plan.layouts[node.form].index(node.row.code)
            values[name] = Fraction(totals[node.form].sums[at], counts[node.form])
        else:
            values[name] = node.plus + sum(branch.share * values[branch.child] for branch in node.branches)
        assert Fraction(*plan.nodes[name].ratio(totals)) == values[name]


def test_the_share_of_each_indicator_is_the_product_of_its_weights(regulation):
    places = compile_plan(regulation.package, LURING).places
    for aspect, rows in INDICATORS.items():
        for code, weight in rows.items():
            share = Fraction(3, 4) * Fraction(ASPECTS[aspect], 100) * Fraction(weight, 100)
            assert places[f"f02.{code}"].index_share == share
            assert places[f"f02.{code}"].weight == Fraction(weight, 100)


def test_a_mode_without_forms_compiles_to_no_index(regulation):
    plan = compile_plan(regulation.package, {"unit.mode": "hibrida"})
    assert "ipp" not in plan.nodes
