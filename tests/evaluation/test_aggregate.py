"""Units become their agency's index."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.testing import regulation_of
from tests.reference import QUESTION_CODES, hundredths
from tests.submissions import submission
from tests.toy import PALACE, PEOPLE, TOTAL, node_of, toy_files, toy_submission


def unit(index: str, name: str = "Unit", **changed):
    """Return an evaluation whose index is exactly `index`, between 3.75 and 5."""
    mean = (Decimal(index) - Decimal("3.75")) * 4
    survey = {"means": dict.fromkeys(QUESTION_CODES, mean), "respondents": 10}
    made = pekppp.load("permenpanrb_29_2022").evaluate(submission(5, survey, unit={"name": name}, **changed))
    assert made.index.value == Fraction(index)
    return made


def test_salatiga_2024_is_the_mean_of_its_three_units():
    found = pekppp.aggregate([unit("4.71", "Dinsos"), unit("4.64", "Dukcapil"), unit("4.51", "RSUD")])
    assert found.value == Fraction("4.62")
    assert (str(found.rounded), str(found.conversion), found.category.letter) == ("4.62", "92.40", "A")


def test_only_unrounded_members_explain_a_published_mean():
    """Members printed 4.73, 4.63 and 4.63 were published with the mean 4.67."""
    members = [unit("4.7349", "A"), unit("4.6349", "B"), unit("4.6349", "C")]
    assert [str(one.index.rounded) for one in members] == ["4.73", "4.63", "4.63"]
    assert str(pekppp.aggregate(members).rounded) == "4.67"
    assert hundredths((Fraction("4.73") + 2 * Fraction("4.63")) / 3) == 466


def test_ranking_uses_unrounded_values_and_true_ties_share_a_rank():
    units = [unit("4.514", "C"), unit("4.511", "D"), unit("4.9", "A"), unit("4.514", "B")]
    ranking = [(item.rank, item.evaluation.unit.name) for item in pekppp.aggregate(units).ranking]
    assert ranking == [(1, "A"), (2, "B"), (2, "C"), (4, "D")]


def test_no_evaluation_at_all_is_an_error():
    with pytest.raises(pekppp.EvaluationError) as caught:
        pekppp.aggregate([])
    assert caught.value.code == "PKP-402"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"period": {"year": 2023}}, "tahun berbeda (2022, 2023)"),
        ({"period": {"scheme": "nasional"}}, "skema berbeda (mandiri, nasional)"),
        ({"period": {"stage": "evaluasi"}}, "tahap berbeda (-, evaluasi)"),
    ],
)
def test_a_mix_is_refused_and_named(changed, named):
    with pytest.raises(pekppp.EvaluationError) as caught:
        pekppp.aggregate([unit("4.5", "A"), unit("4.6", "B", **changed)])
    assert caught.value.code == "PKP-401"
    assert named in str(caught.value)


def test_the_refusal_of_a_mix_says_in_both_languages_what_differs():
    mixed = [unit("4.5", "A"), unit("4.6", "B", period={"year": 2023, "scheme": "khusus", "stage": "evaluasi"})]
    with pytest.raises(pekppp.EvaluationError) as caught:
        pekppp.aggregate(mixed)
    told = {lang: [problem.message(lang).split(": ")[1] for problem in caught.value.problems] for lang in ("id", "en")}
    assert told == {
        "id": [
            "tahun berbeda (2022, 2023); gabungkan yang sama saja",
            "skema berbeda (khusus, mandiri); gabungkan yang sama saja",
            "tahap berbeda (-, evaluasi); gabungkan yang sama saja",
        ],
        "en": [
            "year differs (2022, 2023); aggregate equal ones only",
            "scheme differs (khusus, mandiri); aggregate equal ones only",
            "stage differs (-, evaluasi); aggregate equal ones only",
        ],
    }


def test_a_scheme_that_is_not_given_is_shown_as_a_dash(dongeng):
    known, unknown = (toy_submission(PALACE, PEOPLE, TOTAL, name=name).data() for name in "AB")
    known["period"]["scheme"] = "mandiri"
    evaluations = [dongeng.evaluate(pekppp.Submission.model_validate(data)) for data in (known, unknown)]
    with pytest.raises(pekppp.EvaluationError, match=r"skema berbeda \(-, mandiri\)"):
        pekppp.aggregate(evaluations)


def test_units_under_two_regulation_versions_are_refused_with_both_named():
    newer = pekppp.load("permenpanrb_4_2023")
    other = newer.evaluate(submission(regulation=newer.id, unit={"name": "B"}))
    with pytest.raises(pekppp.EvaluationError) as caught:
        pekppp.aggregate([unit("4.5", "A"), other])
    named = ", ".join(
        f"{identity.id} {identity.version} {identity.digest[: len('sha256:') + 12]}"
        for identity in (unit("4.5").regulation, other.regulation)
    )
    (problem,) = caught.value.problems
    assert f"versi regulasi berbeda ({named})" in problem.message("id")
    assert f"regulation version differs ({named})" in problem.message("en")


def test_the_json_of_an_aggregate_says_every_number_and_the_ranking():
    found = pekppp.aggregate([unit("4.5", "B"), unit("4.6", "A")])
    assert found.data() == {
        "regulation": asdict(found.regulation),
        "period": {"year": 2022, "scheme": "mandiri"},
        "units": 2,
        "index": {"exact": "91/20", "rounded": "4.55", "conversion": "91.00"},
        "category": {"letter": "A", "name": "Pelayanan Prima"},
        "ranking": [
            {"rank": 1, "unit": "A", "exact": "23/5", "rounded": "4.60"},
            {"rank": 2, "unit": "B", "exact": "9/2", "rounded": "4.50"},
        ],
    }
    assert json.loads(json.dumps(found.data())) == found.data()


def test_an_index_without_categories_or_conversion_aggregates_to_a_number_alone():
    files = toy_files()
    del node_of(files, "mutu")["categories"]
    files["index.yaml"]["nodes"].remove(node_of(files, "mutu_10"))
    del files["index.yaml"]["conversion"]
    regulation = regulation_of(files)
    evaluation = regulation.evaluate(toy_submission(PALACE, PEOPLE, TOTAL))
    found = pekppp.aggregate([evaluation])
    assert (found.value, found.category, found.conversion) == (evaluation.index.value, None, None)
    assert (found.data()["category"], found.data()["index"]["conversion"]) == (None, None)


def test_several_differences_are_named_at_once():
    with pytest.raises(pekppp.EvaluationError) as caught:
        pekppp.aggregate([unit("4.5", "A"), unit("4.6", "B", period={"year": 2023, "scheme": "khusus"})])
    assert len(caught.value.problems) == 2


def test_a_unit_given_twice_is_refused():
    with pytest.raises(pekppp.EvaluationError) as caught:
        pekppp.aggregate([unit("4.5", "A"), unit("4.6", "B"), unit("4.7", "A")])
    assert caught.value.code == "PKP-405"
    assert caught.value.problems[0].parameters == {"first": 1, "second": 3}


@given(st.lists(st.decimals(min_value=Decimal("3.75"), max_value=5, places=4), min_size=1, max_size=8), st.randoms())
def test_the_mean_is_exact_and_order_does_not_matter(values, chance):
    units = [unit(str(value), f"Unit {at}") for at, value in enumerate(values)]
    expected = sum(map(Fraction, values), Fraction(0)) / len(values)
    shuffled = list(units)
    chance.shuffle(shuffled)
    assert pekppp.aggregate(units).value == expected == pekppp.aggregate(shuffled).value
    assert pekppp.aggregate(units).data() == pekppp.aggregate(shuffled).data()
    assert pekppp.aggregate(units).conversion * 100 == hundredths(expected * 20)
