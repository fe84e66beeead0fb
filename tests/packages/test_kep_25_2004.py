"""KEP/25/M.PAN/2/2004 as it ships, against figures written out here from the fact sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation import find_package

ELEMENTS = [f"u{number}" for number in range(1, 15)]

# Bogor publishes the values of 14 elements, and 74.67, 74.51, 74.59 and 75.77; those of 2011 and 2013 are on record.
BOGOR_2011 = "3.007 2.993 3.02 3.0 3.113 3.033 2.887 2.947 2.98 3.033 3.0 3.033 3.02 3.0"
BOGOR_2013 = "2.98 3.027 3.067 3.02 3.04 3.06 2.733 3.007 3.227 3.067 2.927 2.827 2.947 3.093"
# Of 2012 and 2014 the recomputed values are on record: with elements of three decimals they tell the sum of the 14 elements.
SUMS_OF_2012_AND_2014 = [("41.979", "74.513", "74.51"), ("42.687", "75.769", "75.77")]
PUSKESMAS_2012 = "3.06 2.98 3.06 2.9 3.06 3.14 3.04 3.06 3.18 3.08 3.2 3.18 3.1 3.04"

CATEGORIES = [
    ("A", "81.26", "Sangat Baik"),
    ("B", "62.51", "Baik"),
    ("C", "43.76", "Kurang Baik"),
    ("D", "24.85", "Tidak Baik"),
]

PACKAGE = find_package("kep_25_2004")
(SKM,) = PACKAGE.forms
NODES = {node.id: node for node in PACKAGE.index.nodes}
TABLE = PACKAGE.table("mutu")


@pytest.fixture(scope="module")
def kep():
    return pekppp.load("kep_25_2004")


def evaluated(regulation, means):
    """Return the evaluation of a unit with these means of the elements, in their order."""
    given = {code: Decimal(mean) for code, mean in zip(ELEMENTS, means.split(), strict=True)}
    data = {
        "regulation": PACKAGE.regulation.id,
        "unit": {"name": "Unit Contoh", "agency": "Pemerintah Kabupaten Contoh"},
        "period": {"year": 2011},
        "forms": {"skm": {"means": given}},
    }
    return regulation.evaluate(pekppp.Submission.model_validate(data))


def test_the_package_says_what_it_is():
    identity = PACKAGE.regulation
    assert (identity.id, identity.family, identity.citation) == ("kep_25_2004", "skm", "KEP/25/M.PAN/2/2004")
    assert (identity.validity.from_.on, identity.validity.until.on) == ("2004", "2014")
    assert [(link.relation, link.citation) for link in identity.legal] == [("replaced_by", "PermenPANRB 16/2014")]
    assert identity.fields == ()


def test_there_are_fourteen_elements_whose_names_are_not_made_up():
    rows = [row for block in SKM.aspects for row in block.questions]
    assert [row.code for row in rows] == ELEMENTS
    assert [row.title.id for row in rows] == [f"Unsur {number}" for number in range(1, 15)]
    assert {row.official_code is None for row in rows} == {False}
    assert SKM.level_texts is not None


def test_every_element_has_the_printed_weight_and_they_sum_to_less_than_one():
    parts = NODES["indeks"].parts
    assert [(part.node, part.weight.value) for part in parts] == [
        (f"skm.{code}", Fraction(71, 1000)) for code in ELEMENTS
    ]
    assert NODES["indeks"].sum_ == Fraction(994, 1000)


def test_the_index_is_multiplied_by_twenty_five_and_rounded_once():
    root = NODES[PACKAGE.index.root]
    assert (root.of, root.times, root.plus) == ("indeks", 25, 0)
    assert PACKAGE.index.rounding.places == 2
    assert "parent" not in NODES["indeks"].rounding.used_by


def test_the_converted_value_runs_from_24_85_to_99_40(kep):
    ends = [evaluated(kep, " ".join([answer] * 14)) for answer in "14"]
    assert [str(end.index.rounded) for end in ends] == ["24.85", "99.40"]
    assert [end.category.letter for end in ends] == ["D", "A"]


def test_the_four_categories_have_their_bounds_and_names():
    assert [(row.letter, row.from_, row.name.id) for row in TABLE.categories] == [
        (letter, Fraction(bound), name) for letter, bound, name in CATEGORIES
    ]


def test_bounds_that_no_table_prints_are_inferred():
    assert {row.letter: row.confidence for row in TABLE.categories} == {
        "A": "inferred",
        "B": "secondary",
        "C": "single",
        "D": "inferred",
    }


def test_the_lowest_bound_says_why_it_is_not_the_printed_25():
    note = TABLE.categories[-1].note
    assert "25,00 sampai 43,75" in note.id
    assert "0,994" in note.id


@pytest.mark.parametrize(
    ("means", "exact", "printed"),
    [(BOGOR_2011, "74.66715", "74.67"), (BOGOR_2013, "74.58905", "74.59")],
    ids=["2011", "2013"],
)
def test_the_values_of_bogor_come_out_as_published_without_intermediate_rounding(kep, means, exact, printed):
    evaluation = evaluated(kep, means)
    assert evaluation.index.value == Fraction(exact)
    assert (str(evaluation.index.rounded), evaluation.category.letter) == (printed, "B")


@pytest.mark.parametrize(("total", "computed", "printed"), SUMS_OF_2012_AND_2014)
def test_so_do_those_of_2012_and_2014_whose_elements_are_known_by_their_sum_alone(kep, total, computed, printed):
    equal = Decimal(total) / 14
    spread = [equal.quantize(Decimal("0.001"), "ROUND_DOWN")] * 13
    spread.append(Decimal(total) - sum(spread))
    evaluation = evaluated(kep, " ".join(map(str, spread)))
    assert evaluation.index.value == Fraction(total) * Fraction("0.071") * 25
    assert round(evaluation.index.value, 3) == Fraction(computed)
    assert (str(evaluation.index.rounded), evaluation.category.letter) == (printed, "B")


@pytest.mark.parametrize(("total", "computed", "_"), SUMS_OF_2012_AND_2014)
def test_no_other_sum_of_three_decimals_gives_the_value_on_record(total, computed, _):
    sums = [Fraction(total) + Fraction(step, 1000) for step in range(-20, 21)]
    assert [one for one in sums if round(one * Fraction("0.071") * 25, 3) == Fraction(computed)] == [Fraction(total)]


def test_the_same_value_is_a_c_under_its_successor(kep):
    value = Decimal("74.67")
    assert (kep.categorise(value).letter, pekppp.load("permenpanrb_14_2017").categorise(value).letter) == ("B", "C")


def test_equal_weights_of_one_fourteenth_would_miss_what_was_published():
    for means, printed in ((BOGOR_2011, "74.67"), (BOGOR_2013, "74.59")):
        assert 25 * sum(map(Fraction, means.split())) / 14 - Fraction(printed) > Fraction("0.4")


def test_rounding_the_index_before_the_conversion_gives_the_puskesmas_value_and_the_package_does_not(kep):
    evaluation = evaluated(kep, PUSKESMAS_2012)
    index = evaluation.node("indeks").value
    assert 25 * Fraction(round(index * 1000), 1000) == Fraction("76.475")
    assert (evaluation.index.value, str(evaluation.index.rounded)) == (Fraction("76.467"), "76.47")


@pytest.mark.parametrize(
    ("above", "below", "bound"), [(CATEGORIES[at][0], CATEGORIES[at + 1][0], CATEGORIES[at][1]) for at in range(3)]
)
def test_a_category_begins_on_the_half_cent_below_its_bound(kep, above, below, bound):
    tie = Decimal(bound) - Decimal("0.005")
    values = (Decimal(bound), tie, tie - Decimal("0.0000001"), Decimal(bound) - Decimal("0.01"))
    assert [kep.categorise(value).letter for value in values] == [above, above, below, below]
