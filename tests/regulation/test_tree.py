"""The index tree of one variant: children, shares and the scale of every node, computed by hand here."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.tree import all_choices, build_tree, children_first, chosen_forms, row_id
from tests.reference import ASPECTS, INDICATORS, QUESTIONS

LURING, DARING = {"unit.mode": "luring"}, {"unit.mode": "daring"}


@pytest.fixture
def tree():
    return build_tree(find_package("permenpanrb_29_2022"), LURING)


@pytest.fixture(scope="module")
def small_package(kept_small):
    """Two variants, and scales that differ from form to form: f02 runs 0 to 2, f03 runs 1 to 4."""
    return kept_small.load()


def global_shares(tree, name, share=Fraction(1)):
    """Return the share of every row below a node, by id."""
    branches = tree[name].branches
    if not branches:
        return {name: share}
    return {
        row: part
        for branch in branches
        for row, part in global_shares(tree, branch.child, share * branch.share).items()
    }


def test_every_node_but_the_conversion_runs_from_0_to_5(tree):
    scales = {name: (node.lowest, node.highest) for name, node in tree.items()}
    assert scales.pop("ipp_100") == (0, 100)
    assert set(scales.values()) == {(0, 5)}


def test_the_tree_has_the_rows_and_the_nodes_above_them(tree):
    rows = {f"f02.{code}" for codes in INDICATORS.values() for code in codes}
    rows |= {f"f03.{code}" for codes in QUESTIONS.values() for code in codes}
    above = {f"f02.{letter}" for letter in "abcdef"} | {f"f03.{letter}" for letter in "abcde"}
    assert set(tree) == rows | above | {"f02", "f03", "ipp", "ipp_100"}


def test_the_indicators_together_are_three_quarters_of_the_index(tree):
    shares = [share for row, share in global_shares(tree, "ipp").items() if row.startswith("f02.")]
    assert len(shares) == 30
    assert sum(shares) == Fraction(3, 4)


@pytest.mark.parametrize(
    ("aspect", "code", "weight"),
    [(aspect, code, weight) for aspect, rows in INDICATORS.items() for code, weight in rows.items()],
)
def test_an_indicator_counts_its_weight_times_that_of_its_aspect(tree, aspect, code, weight):
    share = global_shares(tree, "ipp")[f"f02.{code}"]
    assert share == Fraction(ASPECTS[aspect], 100) * Fraction(weight, 100) * Fraction(3, 4)


@pytest.mark.parametrize(("aspect", "code"), [(aspect, code) for aspect, codes in QUESTIONS.items() for code in codes])
def test_a_question_counts_an_equal_part_of_a_fifth_of_a_quarter(tree, aspect, code):
    assert global_shares(tree, "ipp")[f"f03.{code}"] == Fraction(1, 4 * 5 * len(QUESTIONS[aspect]))


def test_the_shares_of_every_mean_sum_to_one(tree):
    sums = {name: sum(branch.share for branch in node.branches) for name, node in tree.items() if node.branches}
    assert sums.pop("ipp_100") == 20
    assert set(sums.values()) == {1}


def test_children_stand_before_their_parents(tree):
    position = {name: at for at, name in enumerate(tree)}
    assert all(position[branch.child] < position[name] for name, node in tree.items() for branch in node.branches)


def test_every_node_is_walked_once_after_those_it_names():
    package = find_package("permenpanrb_29_2022")
    walked = [node.id for node in children_first(package)]
    assert sorted(walked) == sorted(node.id for node in package.index.nodes)


def test_a_row_knows_its_form_its_aspect_and_itself(tree):
    node = tree["f02.16.c.As"]
    assert (node.kind, node.form, node.aspect, node.row.code, node.branches) == ("pool", "f02", "c", "16.c.As", ())
    assert (node.plus, node.rests_on.pool) == (0, "mean")


def test_a_row_of_a_form_of_values_is_an_input():
    kinds = {name: node.kind for name, node in build_tree(find_package("ombudsman_opini_2022"), {}).items()}
    assert {kinds[name] for name in kinds if name != "nilai_akhir"} >= {"input"}


def test_a_node_over_the_rows_of_an_aspect_belongs_to_it(tree):
    assert {name: tree[name].aspect for name in ("f02.a", "f03.e", "f02", "ipp")} == {
        "f02.a": "a",
        "f03.e": "e",
        "f02": None,
        "ipp": None,
    }


def test_only_the_index_carries_categories(tree):
    assert {name: node.categories for name, node in tree.items() if node.categories} == {"ipp": "ipp"}


def test_a_branch_carries_the_weight_it_rests_on(tree):
    branch = tree["f02.a"].branches[0]
    assert (branch.child, branch.share, branch.weight.value) == ("f02.1.a.Ak", Fraction(17, 100), 17)
    assert branch.weight.source == ("YU", "PB", "KB-new")


def test_a_plain_mean_has_no_weights_to_rest_on(tree):
    assert [branch.weight for branch in tree["f03"].branches] == [None] * 5


def test_the_id_of_a_row_is_its_code_under_its_form():
    assert row_id("f02", "1.a.Ak") == "f02.1.a.Ak"


def test_choices_come_in_the_order_in_which_the_regulation_names_the_values_and_not_the_files():
    package = find_package("permenpanrb_29_2022")
    assert [form.variant.value for form in package.forms if form.form == "f02"] == ["daring", "luring"]
    assert all_choices(package) == [LURING, DARING]


def test_every_variant_is_a_choice(small_package):
    assert sorted(choice["unit.mode"] for choice in all_choices(small_package)) == ["daring", "luring"]


@pytest.mark.parametrize("choice", [LURING, DARING], ids=["luring", "daring"])
@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("f02.a1", 0, 2),
        ("f02.a", 0, 2),
        ("f02", 0, 2),
        ("f03.t2", 1, 4),
        ("f03", 1, 4),
        ("indeks", Fraction(2, 5), Fraction(14, 5)),
        ("indeks_60", 0, 60),
    ],
)
def test_the_scale_of_a_node_comes_from_its_children(small_package, choice, name, lowest, highest):
    node = build_tree(small_package, choice)[name]
    assert (node.lowest, node.highest) == (lowest, highest)


def test_weights_become_shares_of_what_they_are_out_of(small_package):
    tree = build_tree(small_package, LURING)
    shares = {name: [branch.share for branch in tree[name].branches] for name in ("indeks", "f02", "f02.a", "f03")}
    assert shares == {
        "indeks": [Fraction(3, 5), Fraction(2, 5)],
        "f02": [Fraction(1, 2), Fraction(1, 2)],
        "f02.a": [Fraction(1, 3), Fraction(2, 3)],
        "f03": [Fraction(3, 4), Fraction(1, 4)],
    }


def test_a_conversion_keeps_its_factor_and_what_it_adds(small_package):
    node = build_tree(small_package, LURING)["indeks_60"]
    assert ([branch.share for branch in node.branches], node.plus) == ([25], -10)


def test_the_chosen_variant_brings_its_own_rows(small_package):
    assert set(global_shares(build_tree(small_package, LURING), "f02")) == {"f02.a1", "f02.a2", "f02.b1"}
    assert set(global_shares(build_tree(small_package, DARING), "f02")) == {"f02.a1", "f02.b1"}


def test_a_form_without_variants_is_always_chosen(small_package):
    assert set(chosen_forms(small_package, {})) == {"f03"}
    assert chosen_forms(small_package, DARING)["f02"].title.id == "F-02 daring"


@pytest.mark.parametrize("choice", [{}, {"unit.mode": "hibrida"}, {"period.scheme": "luring"}])
def test_nodes_over_a_form_that_is_not_chosen_are_left_out_with_all_above_them(small_package, choice):
    assert set(build_tree(small_package, choice)) == {"f03.t1", "f03.t2", "f03"}


def test_a_node_rounds_as_the_tree_does_unless_it_says_otherwise(small):
    small.edit(
        "index.yaml",
        "    plus: -10\n",
        "    plus: -10\n    rounding: {places: 0, mode: half_up, used_by: [display]}\n",
    )
    tree = build_tree(small.load(), LURING)
    assert (tree["indeks_60"].rounding.places, tree["indeks"].rounding.places) == (0, 1)
