"""PermenPANRB 17/2017 as it ships, against tables written out here from the fact sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation import find_package

ASPECTS = {
    "a": (30, "Kebijakan Pelayanan"),
    "b": (18, "Profesionalisme SDM"),
    "c": (15, "Sarana Prasarana"),
    "d": (15, "Sistem Informasi Pelayanan Publik"),
    "e": (15, "Konsultasi dan Pengaduan"),
    "f": (7, "Inovasi"),
}

# What the source prints for each indicator, in percent, and the share it is rounded from.
PRINTED = {
    "a": ["8.9", "8.9", "7.1", "7.1", "7.1", "7.1", "7.1", "7.1", "8.9", "8.9", "7.1", "7.1", "7.1"],
    "b": ["13.6", "13.6", "9.1", "13.6", "18.2", "13.6", "18.2"],
    "c": ["13.3", "13.3", "13.3", "20", "20", "6.7", "13.3"],
    "d": ["20", "25", "25", "15", "15"],
    "e": ["20", "20", "30", "30"],
    "f": ["100"],
}
SHARES = {
    "a": [Fraction(n, 56) for n in (5, 5, 4, 4, 4, 4, 4, 4, 5, 5, 4, 4, 4)],
    "b": [Fraction(n, 22) for n in (3, 3, 2, 3, 4, 3, 4)],
    "c": [Fraction(n, 15) for n in (2, 2, 2, 3, 3, 1, 2)],
    "d": [Fraction(n, 100) for n in (20, 25, 25, 15, 15)],
    "e": [Fraction(n, 100) for n in (20, 20, 30, 30)],
    "f": [Fraction(1)],
}

CATEGORIES = [
    ("A", "4.51", "Pelayanan Prima"),
    ("A-", "4.01", "Sangat Baik"),
    ("B", "3.51", "Baik"),
    ("B-", "3.01", "Baik (Dengan Catatan)"),
    ("C", "2.51", "Cukup"),
    ("C-", "2.01", "Cukup (Dengan Catatan)"),
    ("D", "1.51", "Buruk"),
    ("E", "1.01", "Sangat Buruk"),
    ("F", "0", "Gagal"),
]

PACKAGE = find_package("permenpanrb_17_2017")
(F02,) = PACKAGE.forms
NODES = {node.id: node for node in PACKAGE.index.nodes}
ROWS = [row for block in F02.aspects for row in block.indicators]


@pytest.fixture(scope="module")
def regulation_of_2017():
    return pekppp.load("permenpanrb_17_2017")


def scored(regulation, *sheets):
    """Return the evaluation of a unit with these sheets, each a level for all rows and levels for single rows."""
    filled = [{row.code: level for row in ROWS} | single for level, single in sheets]
    forms = {"f02": [{"evaluator": f"Evaluator {at}", "scores": scores} for at, scores in enumerate(filled)]}
    unit = {"name": "Unit Contoh", "agency": "Pemerintah Kota Contoh"}
    data = {"regulation": PACKAGE.regulation.id, "unit": unit, "period": {"year": 2019}, "forms": forms}
    return regulation.evaluate(pekppp.Submission.model_validate(data))


def test_the_package_says_what_it_is():
    identity = PACKAGE.regulation
    assert (identity.id, identity.family, identity.citation) == ("permenpanrb_17_2017", "pekppp", "PermenPANRB 17/2017")
    assert identity.title.id == "Pedoman Penilaian Kinerja Unit Penyelenggara Pelayanan Publik"
    assert (identity.validity.from_.on, identity.validity.until.on) == ("2017", "2022")


def test_it_stands_between_the_regulation_of_2015_and_that_of_2022():
    chain = [(link.relation, link.citation) for link in PACKAGE.regulation.legal]
    assert ("replaces", "PermenPANRB 1/2015") in chain
    assert ("replaced_by", "PermenPANRB 29/2022") in chain
    cited = {citation for relation, citation in chain if relation == "provision"}
    assert cited == {"PermenPANRB 17/2017 pasal 1", "PermenPANRB 17/2017 pasal 2"}


def test_no_field_of_the_submission_is_asked_for():
    assert PACKAGE.regulation.fields == ()


def test_the_six_aspects_have_their_names_and_weights():
    weights = {NODES[part.node].aspect: part.weight.value for part in NODES["ipp"].parts}
    names = {aspect.code: aspect.name.id for aspect in PACKAGE.regulation.aspects}
    assert {code: (weights[code], name) for code, name in names.items()} == ASPECTS
    assert sum(weights.values()) == NODES["ipp"].out_of == 100


def test_there_are_thirty_seven_indicators_in_the_order_of_the_source():
    assert {block.aspect: len(block.indicators) for block in F02.aspects} == {
        "a": 13,
        "b": 7,
        "c": 7,
        "d": 5,
        "e": 4,
        "f": 1,
    }
    assert [row.number for row in ROWS] == list(range(1, 38))


@pytest.mark.parametrize("block", F02.aspects, ids=lambda block: block.aspect)
def test_the_weight_of_an_indicator_is_the_exact_share_with_the_printed_figure_beside_it(block):
    out_of = NODES[f"f02.{block.aspect}"].out_of
    weights = [row.weight for row in block.indicators]
    assert [weight.value / out_of for weight in weights] == SHARES[block.aspect]
    printed = [weight.printed if out_of == 1 else weight.value for weight in weights]
    assert printed == [Fraction(figure) for figure in PRINTED[block.aspect]]
    assert sum(weight.value for weight in weights) == out_of


@pytest.mark.parametrize("aspect", PRINTED)
def test_every_printed_figure_is_its_share_rounded_to_one_decimal(aspect):
    for share, printed in zip(SHARES[aspect], PRINTED[aspect], strict=True):
        assert abs(share * 100 - Fraction(printed)) <= Fraction(1, 20)


def test_full_scores_give_exactly_five_and_would_not_with_the_printed_figures(regulation_of_2017):
    assert scored(regulation_of_2017, (5, {})).index.value == 5
    sums = {aspect: sum(map(Fraction, figures)) for aspect, figures in PRINTED.items()}
    assert sums == {"a": Fraction("99.5"), "b": Fraction("99.9"), "c": Fraction("99.9"), "d": 100, "e": 100, "f": 100}
    as_printed = 5 * sum(ASPECTS[aspect][0] * total for aspect, total in sums.items()) / 10_000
    assert Fraction("4.99085") == as_printed


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_level_of_an_indicator_is_worth_its_share_of_its_aspect(regulation_of_2017, row):
    aspect = row.code.split(".")[1]
    share = SHARES[aspect][int(row.code.split(".")[2]) - 1]
    lost = 5 - scored(regulation_of_2017, (5, {row.code: 2})).index.value
    assert lost == 3 * share * Fraction(ASPECTS[aspect][0], 100)


def test_two_evaluators_are_averaged_for_each_indicator(regulation_of_2017):
    assert scored(regulation_of_2017, (4, {}), (5, {})).index.value == Fraction(9, 2)


def test_levels_run_from_0_to_5_and_their_texts_are_unknown():
    assert (F02.scale.lowest, F02.scale.highest) == (0, 5)
    assert set(F02.level_texts.unknown.looked_at) == {"JB17", "PD17", "SC17"}
    assert {bool(row.levels) for row in ROWS} == {False}


def test_the_codes_are_the_package_s_own_and_say_so():
    assert {row.official_code is not None for row in ROWS} == {True}
    assert [row.code for row in ROWS][:2] == ["paket.a.1", "paket.a.2"]
    assert ROWS[-1].code == "paket.f.1"


def test_no_form_for_service_users_is_made_up():
    assert [form.form for form in PACKAGE.forms] == ["f02"]
    assert [(need.form, need.without) for need in PACKAGE.index.requires] == [("f02", "error")]
    assert "F-03" in NODES["ipp"].note.id


def test_the_nine_categories_have_their_bounds_and_names():
    table = PACKAGE.table("ipp")
    assert [(row.letter, row.from_, row.name.id) for row in table.categories] == [
        (letter, Fraction(bound), name) for letter, bound, name in CATEGORIES
    ]


@pytest.mark.parametrize(
    ("above", "below", "bound"), [(CATEGORIES[at][0], CATEGORIES[at + 1][0], CATEGORIES[at][1]) for at in range(8)]
)
def test_a_category_begins_on_the_half_cent_below_its_bound(regulation_of_2017, above, below, bound):
    tie = Decimal(bound) - Decimal("0.005")
    hair = Decimal("0.0000001")
    values = (Decimal(bound), tie, tie - hair, Decimal(bound) - Decimal("0.01"))
    letters = [regulation_of_2017.categorise(value).letter for value in values]
    assert letters == [above, above, below, below]


@pytest.mark.parametrize(("value", "letter"), [("4.52", "A"), ("2.29", "C-")])
def test_the_two_results_published_for_2021_have_their_category(regulation_of_2017, value, letter):
    assert regulation_of_2017.categorise(Decimal(value)).letter == letter


def test_the_weights_and_the_index_with_the_survey_are_disputed():
    abouts = [dispute.about.id for block in (F02, NODES["ipp"]) for dispute in block.disputed]
    assert abouts == ["Bobot indikator pada aspek a, b dan c", "Indeks bersama survei kepuasan"]
