"""The compiled plan: integers only, and equal to the tree it was compiled from."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.regulation.tree import build_tree, row_id
from pekppp_rules.scoring import Totals, compile_plan
from pekppp_rules.testing import regulation_of
from tests.packages_here import EVERY_CHOICE, loaded
from tests.reference import ASPECTS, INDICATORS
from tests.toy import node_of, toy_files

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


def test_without_an_index_nothing_is_needed_though_some_rows_are_there(dongeng):
    plan = compile_plan(dongeng.package, {"unit.mode": "hibrida"})
    assert "tanya.t1" in plan.nodes
    assert "mutu" not in plan.nodes
    assert (plan.places, plan.needs) == ({}, {})


def test_a_plan_names_the_choice_it_was_compiled_for(regulation):
    choice = {"unit.mode": "luring", "period.scheme": "mandiri"}
    assert compile_plan(regulation.package, choice).choice == (("period.scheme", "mandiri"), ("unit.mode", "luring"))


every_plan = pytest.mark.parametrize(("name", "fields"), EVERY_CHOICE)


def plan_of(name, fields):
    """Return the plan of a package for a choice of variants, where nothing is given yet."""
    return compile_plan(loaded(name).package, {f"unit.{field}": value for field, value in fields.items()})


@every_plan
def test_the_terms_of_a_node_take_the_rows_that_count_in_it_and_no_others(name, fields):
    check_terms(plan_of(name, fields))


def test_a_form_that_weighs_nothing_in_a_node_gives_it_no_row():
    files = toy_files()
    for part, weight in zip(node_of(files, "mutu")["parts"], (70, 30, 0), strict=True):
        part["weight"] = weight
    plan = compile_plan(regulation_of(files).package, {"unit.mode": "luring"})
    check_terms(plan)
    terms = {term.form: term.weights for term in plan.nodes["mutu"].terms}
    assert [len(weights) for weights in terms.values()] == [1, 1, 0]  # each part is a step: one row


def check_terms(plan):
    for planned in plan.nodes.values():
        weights = dict(planned.weights)
        assert [term.form for term in planned.terms] == list(weights)
        for term in planned.terms:
            counting = tuple(at for at, weight in enumerate(weights[term.form]) if weight)
            assert term.rows(tuple(range(len(plan.layouts[term.form])))) == counting
            assert term.weights == tuple(weights[term.form][at] for at in counting)


@every_plan
def test_a_row_knows_its_place_in_its_form_and_nothing_else_has_one(name, fields):
    plan = plan_of(name, fields)
    for node_id, planned in plan.nodes.items():
        if planned.node.row is None:
            assert planned.row is None
        else:
            form, at = planned.row
            assert row_id(form, plan.layouts[form][at]) == node_id
