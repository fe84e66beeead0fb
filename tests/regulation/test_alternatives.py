"""Parts that stand in for each other: their scales, and the forms that may be left out because of them."""

from __future__ import annotations

import pytest

from pekppp_rules.regulation.tree import build_tree, needs_of

INDEX = "index.yaml"
LURING, DARING = {"unit.mode": "luring"}, {"unit.mode": "daring"}

ONLY_AT_THE_PALACE = ("petugas.yaml", "type: survey\n", "type: survey\nvariant: {field: unit.mode, value: luring}\n")
VALUES_REQUIRED = (INDEX, "{form: ukur, without: next_part}", "{form: ukur, without: error}")
CLERKS_REQUIRED = (INDEX, "{form: petugas, without: next_part}", "{form: petugas, without: error}")


def codes(copy):
    return [problem.code for problem in copy.check()]


def rounded_for_its_parent(times):
    """Return an edit of the third part: a conversion rounded to whole numbers before the choice takes it."""
    rounding = "rounding: {places: 0, mode: half_up, used_by: [display, parent]}"
    old = "kind: linear, of: petugas_rata, times: 10}"
    return INDEX, old, f"kind: linear, of: petugas_rata, times: {times}, {rounding}}}"


@pytest.mark.parametrize(
    ("times", "found"), [("9.96", []), ("10.04", []), ("9.94", ["PKP-137"]), ("10.1", ["PKP-137"])]
)
def test_a_part_has_the_scale_on_which_its_parent_counts_it(toy, times, found):
    """9.96 x 10 is rounded to 100 before the choice takes it, 9.94 x 10 to 99."""
    toy.edit(*rounded_for_its_parent(times))
    assert codes(toy) == found


def test_the_scale_of_a_choice_is_the_same_whichever_part_is_taken(toy):
    toy.edit(*rounded_for_its_parent("9.96"))
    package = toy.load()
    for given in ("petugas", "ukur.total", "ukur.antre"):
        node = build_tree(package, LURING, frozenset({given}))["ukuran"]
        assert (node.lowest, node.highest) == (0, 100)


def test_parts_of_different_scales_are_told_once_for_all_variants(toy):
    toy.edit(INDEX, "of: petugas_rata, times: 10}", "of: petugas_rata, times: 5}")
    (problem,) = toy.check()
    assert (problem.code, problem.parameters["node"]) == ("PKP-137", "ukuran")


def test_a_form_that_cannot_be_left_out_is_told_once_for_all_variants(toy):
    toy.edit(INDEX, "{form: tanya, without: error}", "{form: tanya, without: next_part}")
    (problem,) = toy.check()
    assert (problem.code, problem.parameters["form"]) == ("PKP-138", "tanya")


def test_a_part_whose_form_has_no_such_variant_is_passed_over(toy):
    toy.edit(*ONLY_AT_THE_PALACE)
    toy.edit(*VALUES_REQUIRED)
    package = toy.load()
    assert needs_of(build_tree(package, LURING, frozenset({"petugas"}))).keys() == {"rubrik", "tanya", "petugas"}
    assert needs_of(build_tree(package, DARING, frozenset({"petugas"}))).keys() == {"rubrik", "tanya", "ukur"}


def test_a_form_that_only_one_variant_can_do_without_is_required(toy):
    toy.edit(*ONLY_AT_THE_PALACE)
    (problem,) = toy.check()
    assert (problem.code, problem.parameters["form"]) == ("PKP-138", "ukur")


def test_a_required_form_has_a_variant_for_every_choice(toy):
    """Else every submission of the other choice would be told to give a form that it cannot."""
    for edit in (ONLY_AT_THE_PALACE, VALUES_REQUIRED, CLERKS_REQUIRED):
        toy.edit(*edit)
    (problem,) = toy.check()
    assert problem.code == "PKP-128"
    assert problem.message("en") == 'node "mutu" cannot be computed for unit.mode daring: a form has no such variant'


def test_a_required_form_may_stand_behind_another_part(toy):
    toy.edit(*CLERKS_REQUIRED)
    assert codes(toy) == []
