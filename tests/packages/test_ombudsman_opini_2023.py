"""The Ombudsman's opinion of 2023 as it ships, against figures written out here from the fact sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.errors import SubmissionError
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.registry import version_of

WEIGHTS = {"input": "21.85", "proses": "32.37", "output": "24.24", "pengaduan": "21.54"}

PUBLISHED = [
    ("OMB-055", "96.91", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-058", "96.73", "A", "hijau", "Kualitas Tertinggi"),
    ("OMB-061", "85.67", "B", "hijau", "Kualitas Tinggi"),
    ("OMB-113", "84.0", "B", "hijau", "Kualitas Tinggi"),
]

PACKAGE = find_package("ombudsman_opini_2023")
OF_2022 = find_package("ombudsman_opini_2022")
NODES = {node.id: node for node in PACKAGE.index.nodes}


@pytest.fixture(scope="module")
def opinion():
    return pekppp.load("ombudsman_opini_2023")


def submission(**values):
    return pekppp.Submission.model_validate(
        {
            "regulation": PACKAGE.regulation.id,
            "unit": {"name": "Pemerintah Kota Contoh", "agency": "Pemerintah Kota Contoh"},
            "period": {"year": 2023},
            "forms": {"nilai": {"values": {code: Decimal(value) for code, value in values.items()}}},
        }
    )


def test_the_package_says_what_it_is():
    identity = PACKAGE.regulation
    assert (identity.id, identity.family) == ("ombudsman_opini_2023", "ombudsman")
    assert (identity.validity.from_.on, identity.validity.until.on) == ("2023", "2024")
    assert [aspect.code for aspect in identity.aspects] == list(WEIGHTS)
    assert identity.fields == ()


def test_it_extends_the_opinion_of_2022_with_the_dimensions_and_nothing_else():
    assert PACKAGE.regulation.extends == f"ombudsman_opini_2022@{version_of(OF_2022)}"
    assert {value.code for value in PACKAGE.forms[0].values} == {"skor", *WEIGHTS}
    inherited = {node.id: node for node in OF_2022.index.nodes}
    assert {name for name in NODES if NODES[name] != inherited.get(name)} == {"nilai_akhir", "dimensi"}
    assert {source.key for source in PACKAGE.sources.sources} - {source.key for source in OF_2022.sources.sources} == {
        "ORI-23",
        "ORI-JT",
        "ORI-3",
    }


def test_letters_zones_and_rounding_are_those_of_2022():
    assert PACKAGE.categories.tables == OF_2022.categories.tables
    assert PACKAGE.index.rounding == OF_2022.index.rounding
    assert PACKAGE.forms[0].values[0].code == OF_2022.forms[0].values[0].code
    assert {node.id for node in OF_2022.index.nodes} < NODES.keys()


def test_the_four_dimensions_have_their_weights_which_sum_to_a_hundred():
    parts = NODES["dimensi"].parts
    assert {part.node: part.weight.value for part in parts} == {
        f"nilai.{code}": Fraction(weight) for code, weight in WEIGHTS.items()
    }
    assert sum(part.weight.value for part in parts) == NODES["dimensi"].out_of == 100
    assert {part.node: len(part.weight.source) for part in parts} == {
        "nilai.input": 3,
        "nilai.proses": 2,
        "nilai.output": 2,
        "nilai.pengaduan": 2,
    }


@pytest.mark.parametrize("code", WEIGHTS)
def test_a_dimension_alone_brings_its_weight(opinion, code):
    values = {other: "100" if other == code else "0" for other in WEIGHTS}
    assert opinion.evaluate(submission(**values)).index.value == Fraction(WEIGHTS[code])


def test_the_score_is_computed_from_the_dimensions_where_it_is_not_given(opinion):
    values = {"input": "81.25", "proses": "92.5", "output": "88.4", "pengaduan": "75"}
    evaluation = opinion.evaluate(submission(**values))
    expected = sum(Fraction(WEIGHTS[code]) * Fraction(value) for code, value in values.items()) / 100
    assert (evaluation.index.value, str(evaluation.index.rounded)) == (expected, "85.28")
    assert (evaluation.category.letter, evaluation.node("zona").category.letter) == ("B", "hijau")


def test_the_given_score_counts_before_the_dimensions(opinion):
    evaluation = opinion.evaluate(submission(skor="96.91", input="1", proses="2", output="3", pengaduan="4"))
    assert evaluation.index.value == Fraction("96.91")
    assert [finding.code for finding in evaluation.findings] == ["given_in_vain"]


def test_three_of_four_dimensions_are_not_enough(opinion):
    with pytest.raises(SubmissionError) as refused:
        opinion.evaluate(submission(proses="90", output="90", pengaduan="90"))
    assert [problem.code for problem in refused.value.problems] == ["PKP-221"]


@pytest.mark.parametrize(("name", "score", "letter", "zone", "quality"), PUBLISHED)
def test_a_published_score_has_the_letter_zone_and_opinion_that_were_published(
    opinion, name, score, letter, zone, quality
):
    evaluation = opinion.evaluate(submission(skor=score))
    found = (evaluation.category.letter, evaluation.node("zona").category.letter, evaluation.category.name)
    assert found == (letter, zone, quality), name


@pytest.mark.parametrize(
    ("score", "letter"),
    [
        *(("88", "A"), ("87.995", "A"), ("87.9949999", "B"), ("87.99", "B")),
        *(("78", "B"), ("77.995", "B"), ("77.9949999", "C"), ("77.99", "C")),
        *(("54", "C"), ("53.995", "C"), ("53.9949999", "D"), ("53.99", "D")),
        *(("32", "D"), ("31.995", "D"), ("31.9949999", "E"), ("31.99", "E")),
    ],
)
def test_a_letter_begins_on_the_half_cent_below_its_bound(opinion, score, letter):
    assert opinion.categorise(Decimal(score)).letter == letter


def test_how_many_indicators_the_dimension_input_has_is_disputed():
    (dispute,) = PACKAGE.regulation.aspects[0].disputed
    assert "6 + 9" in dispute.others[0].says.id


def test_the_example_is_scored(opinion, checkout):
    evaluation = opinion.evaluate(pekppp.read_submission(checkout / "examples" / "ombudsman_kota_contoh.yaml"))
    assert (str(evaluation.index.rounded), evaluation.category.letter) == ("85.28", "B")
