"""The Ombudsman's opinion of 2022 to 2024 as it ships, against figures written out here from the fact sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation import find_package

LETTERS = [
    ("A", "88.00", "Kualitas Tertinggi", "hijau"),
    ("B", "78.00", "Kualitas Tinggi", "hijau"),
    ("C", "54.00", "Kualitas Sedang", "kuning"),
    ("D", "32.00", "Kualitas Rendah", "merah"),
    ("E", "0", "Kualitas Terendah", "merah"),
]

# A dash where the letter or the opinion was not published.
PUBLISHED = [
    ("OMB-001", "52.68", "D", "merah", "Kualitas Rendah"),
    ("OMB-004", "49.34", "D", "merah", "Kualitas Rendah"),
    ("OMB-007", "72.23", "C", "kuning", "Kualitas Sedang"),
    ("OMB-010", "70.38", "C", "kuning", "Kualitas Sedang"),
    ("OMB-013", "63.07", "C", "kuning", "Kualitas Sedang"),
    ("OMB-016", "59.94", "C", "kuning", "Kualitas Sedang"),
    ("OMB-019", "91.99", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-022", "89.21", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-025", "87.2", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-028", "84.68", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-031", "83.15", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-034", "78.78", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-037", "89.59", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-040", "86.05", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-043", "80.41", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-046", "89.62", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-049", "94.01", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-052", "58.03", "C", "kuning", "Kualitas Sedang"),
    ("OMB-064", "97.73", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-067", "94.46", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-070", "92.7", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-073", "90.98", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-076", "89.55", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-079", "89.33", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-082", "93.74", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-107", "84.75", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-110", "31.98", "E", "merah", "Kualitas Terendah"),
    ("OMB-116", "91.82", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-119", "83.33", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-122", "82.87", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-125", "80.42", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-128", "40.04", "-", "merah", "-"),
]

# The pair of published scores that stand closest to each bound, one on each side.
BRACKETS = [("88.42", "87.80", "AB"), ("78.09", "77.43", "BC"), ("58.03", "52.98", "CD"), ("32.23", "31.98", "DE")]

BATANG_2024 = ["93.77", "89.07", "95.07", "95.86", "97.55", "90.90"]

PACKAGE = find_package("ombudsman_opini_2022")
(NILAI,) = PACKAGE.forms


@pytest.fixture(scope="module")
def opinion():
    return pekppp.load("ombudsman_opini_2022")


def evaluated(regulation, score, name="Pemerintah Kota Contoh", year=2024):
    data = {
        "regulation": PACKAGE.regulation.id,
        "unit": {"name": name, "agency": "Pemerintah Kota Contoh"},
        "period": {"year": year},
        "forms": {"nilai": {"values": {"skor": Decimal(score)}}},
    }
    return regulation.evaluate(pekppp.Submission.model_validate(data))


def test_the_package_says_what_it_is():
    identity = PACKAGE.regulation
    assert (identity.id, identity.family) == ("ombudsman_opini_2022", "ombudsman")
    assert (identity.validity.from_.on, identity.validity.until.on) == ("2022", "2025")
    assert [(link.relation, link.citation) for link in identity.legal] == [
        ("mandate", "Peraturan Ombudsman RI 22/2016"),
        ("instrument", "Keputusan Ketua Ombudsman RI 252/2024"),
        ("replaced_by", "Peraturan Ombudsman RI 61/2025"),
    ]
    assert identity.fields == ()


def test_the_five_letters_have_their_bounds_and_opinions():
    assert [(row.letter, row.from_, row.name.id) for row in PACKAGE.table("opini").categories] == [
        (letter, Fraction(bound), name) for letter, bound, name, _ in LETTERS
    ]


def test_the_three_zones_follow_the_letters():
    zones = {"hijau": "78", "kuning": "54", "merah": "0"}
    assert {row.letter: row.from_ for row in PACKAGE.table("zona").categories} == {
        zone: Fraction(bound) for zone, bound in zones.items()
    }


@pytest.mark.parametrize(("letter", "bound", "name", "zone"), LETTERS)
def test_a_letter_and_its_zone_hold_from_the_bound(opinion, letter, bound, name, zone):
    evaluation = evaluated(opinion, bound)
    assert (evaluation.category.letter, evaluation.category.name) == (letter, name)
    assert evaluation.node("zona").category.letter == zone


@pytest.mark.parametrize("at", range(4))
def test_a_letter_and_its_zone_begin_on_the_half_cent_below_the_bound(opinion, at):
    (above, bound, _, above_zone), (below, _, _, below_zone) = LETTERS[at], LETTERS[at + 1]
    tie = Decimal(bound) - Decimal("0.005")
    values = (Decimal(bound), tie, tie - Decimal("0.0000001"), Decimal(bound) - Decimal("0.01"))
    found = [evaluated(opinion, value) for value in values]
    assert [one.category.letter for one in found] == [above, above, below, below]
    assert [one.node("zona").category.letter for one in found] == [above_zone, above_zone, below_zone, below_zone]


@pytest.mark.parametrize(("name", "score", "letter", "zone", "quality"), PUBLISHED)
def test_a_published_score_has_the_letter_zone_and_opinion_that_were_published(
    opinion, name, score, letter, zone, quality
):
    evaluation = evaluated(opinion, score, name)
    assert evaluation.index.value == Fraction(score)
    assert letter in ("-", evaluation.category.letter)
    assert quality in ("-", evaluation.category.name)
    assert evaluation.node("zona").category.letter == zone


@pytest.mark.parametrize(("upper", "lower", "letters"), BRACKETS)
def test_the_closest_published_scores_lie_on_either_side_of_each_bound(opinion, upper, lower, letters):
    assert [opinion.categorise(Decimal(score)).letter for score in (upper, lower)] == list(letters)


def test_the_misprints_of_the_sources_are_disputed():
    (dispute,) = PACKAGE.table("opini").disputed
    assert ["77,79" in other.says.id or "45,00" in other.says.id for other in dispute.others] == [True, True]


def test_the_bound_that_published_results_prove_least_says_so():
    notes = {row.letter: row.note.id for row in PACKAGE.table("opini").categories if row.note is not None}
    assert notes.keys() == {"C"}
    assert "58,03 (C) dan 52,98 (D)" in notes["C"]


def test_a_certificate_is_kept_apart_from_the_letter():
    assert "Sertifikat dapat ditahan" in PACKAGE.table("opini").note.id


def test_an_agency_is_close_to_the_mean_of_its_units_and_not_equal_to_it(opinion):
    units = [evaluated(opinion, score, f"Unit {at}") for at, score in enumerate(BATANG_2024)]
    mean = pekppp.aggregate(units).value
    assert Fraction("0.03") < Fraction("93.74") - mean < Fraction("0.04")
    assert PACKAGE.index.aggregation.confidence == "unverified"
    assert "93,74" in PACKAGE.index.aggregation.disputed[0].others[0].says.id


def test_the_score_is_given_and_never_computed():
    assert [(value.code, value.aspect) for value in NILAI.values] == [("skor", None)]
    root = next(node for node in PACKAGE.index.nodes if node.id == PACKAGE.index.root)
    assert [part.node for part in root.parts] == ["nilai.skor"]
