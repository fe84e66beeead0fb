"""The Ombudsman's compliance assessment of 2021 as it ships, against figures written out here from the fact sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation import find_package

ZONES = [
    ("hijau", "81.00", "Kepatuhan Tinggi"),
    ("kuning", "51.00", "Kepatuhan Sedang"),
    ("merah", "0", "Kepatuhan Rendah"),
]

PUBLISHED = [
    ("OMB-086", "46.93", "merah", "Kepatuhan Rendah"),
    ("OMB-089", "94.29", "hijau", "Kepatuhan Tinggi"),
    ("OMB-092", "91.77", "hijau", "Kepatuhan Tinggi"),
    ("OMB-095", "83.63", "hijau", "Kepatuhan Tinggi"),
    ("OMB-098", "44.82", "merah", "Kepatuhan Rendah"),
    ("OMB-131", "25.09", "merah", "Kepatuhan Rendah"),
    ("OMB-134", "43.62", "merah", "Kepatuhan Rendah"),
    ("OMB-137", "18.42", "merah", "Kepatuhan Rendah"),
    ("OMB-140", "52.87", "kuning", "Kepatuhan Sedang"),
    ("OMB-143", "52.71", "kuning", "Kepatuhan Sedang"),
    ("OMB-CLG", "77.73", "kuning", "Kepatuhan Sedang"),
]

PACKAGE = find_package("ombudsman_kepatuhan_2021")
(NILAI,) = PACKAGE.forms
TABLE = PACKAGE.table("zona")


@pytest.fixture(scope="module")
def of_2021():
    return pekppp.load("ombudsman_kepatuhan_2021")


def test_the_package_says_what_it_is():
    identity = PACKAGE.regulation
    assert (identity.id, identity.family) == ("ombudsman_kepatuhan_2021", "ombudsman")
    assert (identity.validity.from_.on, identity.validity.until.on) == ("2021", "2022")
    (mandate,) = identity.legal
    assert (mandate.relation, mandate.citation, mandate.confidence) == (
        "mandate",
        "Peraturan Ombudsman RI 22/2016",
        "inferred",
    )
    assert identity.fields == ()


def test_the_three_zones_have_decimal_bounds_and_their_names():
    assert [(row.letter, row.from_, row.name.id) for row in TABLE.categories] == [
        (zone, Fraction(bound), name) for zone, bound, name in ZONES
    ]


def test_the_rounded_form_of_the_press_is_disputed():
    (dispute,) = TABLE.disputed
    assert "81,00-100" in dispute.chosen.id
    assert set(dispute.others[0].source) == {"DETIK"}


@pytest.mark.parametrize(
    ("score", "zone"),
    [("80.5", "kuning"), ("50.5", "merah"), ("81.60", "hijau"), ("52.71", "kuning"), ("46.93", "merah")],
)
def test_a_score_between_the_whole_numbers_of_the_press_has_a_zone(of_2021, score, zone):
    assert of_2021.categorise(Decimal(score)).letter == zone


@pytest.mark.parametrize(("above", "below", "bound"), [("hijau", "kuning", "81"), ("kuning", "merah", "51")])
def test_a_zone_begins_on_the_half_cent_below_its_bound(of_2021, above, below, bound):
    tie = Decimal(bound) - Decimal("0.005")
    values = (Decimal(bound), tie, tie - Decimal("0.0000001"), Decimal(bound) - Decimal("0.01"))
    assert [of_2021.categorise(value).letter for value in values] == [above, above, below, below]


@pytest.mark.parametrize(("name", "score", "zone", "opinion"), PUBLISHED)
def test_a_published_score_is_in_the_zone_that_was_published(of_2021, name, score, zone, opinion):
    data = {
        "regulation": PACKAGE.regulation.id,
        "unit": {"name": name, "agency": name},
        "period": {"year": 2021},
        "forms": {"nilai": {"values": {"skor": Decimal(score)}}},
    }
    evaluation = of_2021.evaluate(pekppp.Submission.model_validate(data))
    assert evaluation.index.value == Fraction(score)
    assert (evaluation.category.letter, evaluation.category.name) == (zone, opinion)


def test_the_score_is_given_and_never_computed():
    assert [(value.code, value.aspect) for value in NILAI.values] == [("skor", None)]
    assert (NILAI.scale.lowest, NILAI.scale.highest) == (0, 100)
    assert [part.node for node in PACKAGE.index.nodes for part in node.parts] == ["nilai.skor"]
    assert PACKAGE.index.aggregation.confidence == "unverified"
