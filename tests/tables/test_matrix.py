"""Matrices of NumPy: what comes out, what is refused, and how large a unit may be."""

from __future__ import annotations

import sys
from fractions import Fraction
from unittest.mock import patch

import numpy as np
import pytest

import pekppp_rules as pekppp
from pekppp_rules.tables.bound import SAFE
from pekppp_rules.tables.cases import cases_of
from pekppp_rules.tables.matrix_run import MOST_UNITS, rounded_units
from tests.packages_here import loaded
from tests.reference import INDICATOR_CODES, QUESTION_CODES


def scored(regulation, f02, f03, counts=(1, 1), **options):
    return regulation.score_matrix({"f02": f02, "f03": f03}, dict(zip(("f02", "f03"), counts, strict=True)), **options)


def everywhere(level, units=1, dtype=np.int64):
    """Return the sums of units with one level in every row."""
    return (
        np.full((units, len(INDICATOR_CODES)), level, dtype=dtype),
        np.full((units, len(QUESTION_CODES)), level, dtype=dtype),
    )


def problems(regulation, sums, counts, **options):
    """Return the codes and places of what is refused."""
    with pytest.raises(pekppp.EvaluationError) as caught:
        regulation.score_matrix(sums, counts, **{"mode": "luring", **options})
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


def whole(units=4):
    f02, f03 = everywhere(4, units)
    return {"f02": f02, "f03": f03}, {"f02": 1, "f03": 1}


@pytest.mark.parametrize("level", range(6))
def test_one_level_everywhere_is_the_index(regulation, level):
    result = scored(regulation, *everywhere(level, 3), mode="luring")
    assert (result.index_num == level * result.index_den).all()
    assert result.index_hundredths.tolist() == [level * 100] * 3
    assert set(result.category_letters) == {regulation.categorise(level).letter}


def test_arrays_are_whole_numbers_that_cannot_be_written_to(regulation):
    result = scored(regulation, *everywhere(3, 2), mode="luring", nodes=["f02.a"])
    node = result.nodes["f02.a"]
    for array in (result.index_num, result.index_den, result.index_hundredths, node.num, node.den, node.units):
        assert array.dtype == np.int64
        assert array.shape == (2,)
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    for array in (result.category, node.category):
        assert array.dtype == np.int8
        assert not array.flags.writeable
    assert result.letters[-1] == "A"
    assert node.places == 2


def test_units_of_several_blocks_are_each_scored_as_alone(regulation):
    units = 2 * MOST_UNITS + 7
    random = np.random.default_rng(29)
    counts = random.integers(1, 9, units), random.integers(1, 200, units)
    f02 = random.integers(0, 6, (units, len(INDICATOR_CODES))) * counts[0][:, np.newaxis]
    f03 = random.integers(0, 6, (units, len(QUESTION_CODES))) * counts[1][:, np.newaxis]
    result = scored(regulation, f02, f03, counts, mode="luring")
    assert len(set(result.index_hundredths)) > 50
    weights = dict(cases_of(regulation.package)[0].plans[0][0].nodes["ipp"].weights)
    sums = f02 @ np.array(weights["f02"]) * counts[1] + f03 @ np.array(weights["f03"]) * counts[0]
    assert (result.index_num * (60_000 * counts[0] * counts[1]) == sums * result.index_den).all()
    for at in (0, MOST_UNITS - 1, MOST_UNITS, 2 * MOST_UNITS, units - 1):
        alone = scored(
            regulation, f02[at : at + 1], f03[at : at + 1], [int(count[at]) for count in counts], mode="luring"
        )
        assert alone.index_num[0] * result.index_den[at] == result.index_num[at] * alone.index_den[0]
        assert alone.index_hundredths[0] == result.index_hundredths[at]
        assert alone.category[0] == result.category[at]


@pytest.mark.parametrize("evaluators", [1, 713, 714, 1_000_000])
@pytest.mark.parametrize("order", ["C", "F"])
def test_sums_of_every_size_give_the_exact_numerator(regulation, evaluators, order):
    """Singles carry the sums of 713 evaluators, doubles those of more; no indicator's sum is a multiple of another's."""
    weights = cases_of(regulation.package)[0].plans[0][0].nodes["ipp"].weights
    shares = {form: np.array(some, dtype=object) for form, some in weights}
    random = np.random.default_rng(evaluators)
    f02 = np.asarray(random.integers(4 * evaluators, 5 * evaluators + 1, (50, len(INDICATOR_CODES))), order=order)
    f02[0] = 5 * evaluators
    f03 = random.integers(0, 101, (50, len(QUESTION_CODES)))
    result = scored(regulation, f02, f03, (evaluators, 20), mode="luring")
    for at in range(50):
        numerator = shares["f02"] @ f02[at].astype(object) * 20 + shares["f03"] @ f03[at].astype(object) * evaluators
        assert Fraction(int(result.index_num[at]), int(result.index_den[at])) == Fraction(
            numerator, 60_000 * 20 * evaluators
        )


@pytest.mark.parametrize("dtype", [">i2", ">u2", ">i4", ">i8", "<i2", "i1", "u1"])
def test_one_sum_off_the_scale_is_found_in_every_type_and_order_of_bytes(regulation, dtype):
    f02, f03 = everywhere(5, 3, dtype)
    assert scored(regulation, f02, f03, mode="luring").index_hundredths.tolist() == [500] * 3
    ends = np.iinfo(dtype)
    for wrong in {6, int(ends.max), *((-1, int(ends.min)) if ends.min else ())}:
        f02[1, 7] = wrong
        assert problems(regulation, {"f02": f02, "f03": f03}, {"f02": 1, "f03": 1}) == [("PKP-721", "$.sums.f02")]


def test_half_a_hundredth_is_rounded_up_to_the_bound_above_it():
    assert rounded_units(np.array([901.0, 900.0, 899.0]), 200.0, 2).tolist() == [451.0, 450.0, 450.0]
    assert rounded_units(np.array([-901.0, -900.0]), np.array([200.0, 200.0]), 2).tolist() == [-450.0, -450.0]


def test_rounding_is_that_of_whole_numbers_up_to_the_bound():
    random = np.random.default_rng(4)
    for _ in range(2_000):
        below = int(random.integers(1, 2 ** int(random.integers(2, 50))))
        most = (SAFE - below) // 200
        over = int(random.integers(0, max(1, min(most, 500 * below))))
        for numerator in (over, over // below * below, (2 * (over // below) + 1) * below // 2):
            if numerator * 200 + below > SAFE:
                continue
            right = (2 * numerator * 100 + below) // (2 * below)
            assert rounded_units(np.array([float(numerator)]), float(below), 2)[0] == right
            assert rounded_units(np.array([float(numerator)]), np.array([float(below)]), 2)[0] == right


def test_no_units_give_arrays_without_any(regulation):
    result = scored(regulation, *everywhere(4, 0), mode="luring")
    assert len(result) == 0
    assert result.category_letters.tolist() == []
    empty = np.empty(0, dtype=np.int64)
    assert len(scored(regulation, *everywhere(4, 0), (empty, empty), mode="luring")) == 0


REFUSED = {
    "doubles": ({"f02": lambda m: m.astype(float)}, {}, [("PKP-709", "$.sums.f02")]),
    "truth values": ({"f03": lambda m: m > 2}, {}, [("PKP-709", "$.sums.f03")]),
    "a list": ({"f02": lambda m: m.tolist()}, {}, [("PKP-709", "$.sums.f02")]),
    "one dimension": ({"f02": lambda m: m[0]}, {}, [("PKP-709", "$.sums.f02")]),
    "a column too few": ({"f02": lambda m: m[:, 1:]}, {}, [("PKP-709", "$.sums.f02")]),
    "rows and columns changed over": ({"f02": lambda m: m.T, "f03": lambda m: m.T}, {}, ["PKP-709", "PKP-709"]),
    "a unit too few": ({"f03": lambda m: m[1:]}, {}, [("PKP-709", "$.sums.f03")]),
    "a blank score": ({"f02": lambda m: np.ma.masked_equal(m, 4)}, {}, [("PKP-709", "$.sums.f02")]),
    "no counts": ({}, {"f02": None}, [("PKP-709", "$.counts.f02")]),
    "a count that is a double": ({}, {"f02": 1.0}, [("PKP-709", "$.counts.f02")]),
    "a count that is a truth value": ({}, {"f02": True}, [("PKP-709", "$.counts.f02")]),
    "counts of other units": ({}, {"f03": np.ones(3, dtype=int)}, [("PKP-709", "$.counts.f03")]),
    "counts that are doubles": ({}, {"f03": np.ones(4)}, [("PKP-709", "$.counts.f03")]),
    "counts below zero": ({}, {"f03": np.array([1, -1, 1, 1])}, [("PKP-725", "$.counts.f03")]),
    "sums above the scale": ({"f02": lambda m: m + 2}, {}, ["PKP-721"] * 30),
    "sums below the scale": ({"f03": lambda m: m - 5}, {}, ["PKP-721"] * 14),
    "sums above the scale of some": ({}, {"f03": np.array([1, 1, 0, 1])}, [*["PKP-721"] * 14, "PKP-723"]),
    "counts beyond every whole number": ({}, {"f02": 2**70}, ["PKP-722"]),
    "nothing of a form": ({}, {"f02": 0}, [*["PKP-721"] * 30, "PKP-723"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_with_its_place(regulation, name):
    changes, other_counts, expected = REFUSED[name]
    sums, counts = whole()
    for form, change in changes.items():
        sums[form] = change(sums[form])
    found = problems(regulation, sums, {**counts, **other_counts})
    assert [one if isinstance(other, tuple) else one[0] for one, other in zip(found, expected, strict=True)] == expected


def test_all_that_is_wrong_with_the_shape_is_told_at_once(regulation):
    sums, counts = whole()
    found = problems(regulation, {**sums, "f02": sums["f02"] * 1.0, "f04": sums["f03"]}, {**counts, "f03": "x"})
    assert [code for code, _ in found] == ["PKP-709", "PKP-406", "PKP-709"]


def test_units_are_named_by_their_row_and_cut_where_there_are_many(regulation):
    sums, counts = whole(30)
    sums["f02"][3, 1] = sums["f02"][7, 1] = 6
    sums["f03"][10:, 0] = -1
    with pytest.raises(pekppp.EvaluationError) as caught:
        regulation.score_matrix(sums, counts, mode="luring")
    one, other = caught.value.problems
    assert one.message("en").startswith(f'units at row 3, 7: the sum for "{INDICATOR_CODES[1]}" is off the scale')
    assert other.message("en").startswith("units at row 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 10 more: ")
    assert other.message("id").startswith("unit pada baris 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 dan 10 lagi: ")


def test_the_sum_of_a_unit_is_held_against_its_own_count(regulation):
    f02, f03 = everywhere(5, 3)
    counts = np.array([1, 2, 3])
    assert len(scored(regulation, f02, f03 * counts[:, np.newaxis], (1, counts), mode="luring")) == 3
    with pytest.raises(pekppp.EvaluationError, match="unit pada baris 2:"):
        scored(regulation, f02, f03 * np.array([[1], [2], [4]]), (1, counts), mode="luring")


def test_a_form_that_the_index_needs_is_missed(regulation):
    sums, counts = whole()
    del sums["f03"], counts["f03"]
    assert problems(regulation, sums, counts) == [("PKP-723", "$.sums.f03")]
    assert problems(regulation, {}, {}) == [("PKP-723", "$.sums.f02"), ("PKP-723", "$.sums.f03")]


@pytest.mark.parametrize("sums", [None, [], 4])
def test_what_is_no_mapping_is_refused(regulation, sums):
    assert problems(regulation, sums, {}) == [("PKP-709", "$.sums")]


@pytest.mark.parametrize("mode", [None, "hibrida"])
def test_a_variant_that_is_not_told_or_not_there_is_refused_with_those_there_are(regulation, mode):
    with pytest.raises(pekppp.EvaluationError, match="PKP-720") as caught:
        regulation.score_matrix(*whole(), mode=mode)
    assert "name mode, one of luring, daring" in caught.value.text("en")


def test_the_variants_have_their_own_rows(regulation):
    codes = {
        name: [row.code for row in regulation.form(name, mode="daring").rows if row.is_scored]
        for name in ("f02", "f03")
    }
    sums = {name: np.full((1, len(of)), 3) for name, of in codes.items()}
    assert regulation.score_matrix(sums, {"f02": 1, "f03": 1}, mode="daring").index_hundredths.tolist() == [300]


def test_an_unknown_node_is_refused_with_the_nearest(regulation):
    with pytest.raises(pekppp.EvaluationError, match=r"f02\.a"):
        regulation.score_matrix(*whole(), mode="luring", nodes=["f02.A"])


def test_the_largest_unit_is_exact_and_one_larger_is_refused(regulation):
    """The bound is found by trying; the index there is worked out with whole numbers of Python."""
    sums, counts = whole(2)
    with pytest.raises(pekppp.EvaluationError) as caught:
        regulation.score_matrix(sums, {**counts, "f03": 10**15}, mode="luring")
    [problem] = [problem for problem in caught.value.problems if problem.code == "PKP-722"]
    bound = problem.parameters["most"]
    assert bound > 1_000_000
    f03 = np.full((2, len(QUESTION_CODES)), bound * 5)
    f03[1, 0] -= 1
    result = scored(regulation, everywhere(5, 2)[0], f03, (1, bound), mode="luring")
    assert 2 * 100 * int(result.index_num.max()) < 2**53
    assert Fraction(int(result.index_num[0]), int(result.index_den[0])) == 5
    survey = Fraction(5) - Fraction(1, bound) * _share(regulation, QUESTION_CODES[0])
    right = Fraction(3, 4) * 5 + Fraction(1, 4) * survey
    assert Fraction(int(result.index_num[1]), int(result.index_den[1])) == right
    assert problems(regulation, sums, {**counts, "f03": bound + 1})[0] == ("PKP-722", "$.counts")
    some = np.array([bound, bound + 1])
    f03 = np.full((2, len(QUESTION_CODES)), 4) * some[:, np.newaxis]
    with pytest.raises(pekppp.EvaluationError, match="unit pada baris 1:"):
        scored(regulation, sums["f02"], f03, (1, some), mode="luring")


def _share(regulation, code):
    """Return the share of a question in F-03."""
    aspects = regulation.form("f03", mode="luring").aspects
    [aspect] = [aspect for aspect in aspects if code in [row.code for row in aspect.rows]]
    return Fraction(1, len(aspects) * len(aspect.rows))


def test_a_sum_that_no_double_tells_from_the_bound_is_refused_all_the_same(regulation):
    sums, counts = whole(1)
    sums["f02"][0, 0] = 2**63 - 1
    assert problems(regulation, sums, counts) == [("PKP-721", "$.sums.f02")]
    large = sums["f02"].astype(np.uint64)
    large[0, 0] = 2**64 - 1
    assert problems(regulation, {**sums, "f02": large}, counts) == [("PKP-721", "$.sums.f02")]


def test_units_that_give_different_parts_are_each_scored_by_their_own_plan():
    """The opinion is given, or computed from four dimensions; a blank is masked."""
    opinion = loaded("ombudsman_opini_2023")
    codes = [row.code for row in opinion.form("nilai").rows]
    given = {"a": {"skor": 8612}, "b": dict.fromkeys(set(codes) - {"skor"}, 7000), "c": {"skor": 100}}
    cells = [[unit.get(code, 0) for code in codes] for unit in given.values()]
    blank = [[code not in unit for code in codes] for unit in given.values()]
    result = opinion.score_matrix({"nilai": np.ma.array(cells, mask=blank)}, {"nilai": 100})
    assert result.index_hundredths.tolist() == [8612, 7000, 100]
    blank[2] = [True] * len(codes)
    with pytest.raises(pekppp.EvaluationError, match="unit pada baris 2: formulir") as caught:
        opinion.score_matrix({"nilai": np.ma.array(cells, mask=blank)}, {"nilai": 100})
    assert caught.value.code == "PKP-723"
    cells[1][codes.index("skor")], blank[1][codes.index("skor")] = 99, True
    blank[1][codes.index("input")], blank[2][codes.index("skor")] = True, False
    with pytest.raises(pekppp.EvaluationError, match='baris 1: nilai "input" belum diisi'):
        opinion.score_matrix({"nilai": np.ma.array(cells, mask=blank)}, {"nilai": 100})


def test_a_masked_value_off_the_scale_is_refused_in_any_type():
    opinion = loaded("ombudsman_opini_2023")
    cells = np.full((1, 5), 2**64 - 1, dtype=np.uint64)
    with pytest.raises(pekppp.EvaluationError, match="PKP-721"):
        opinion.score_matrix({"nilai": np.ma.array(cells, mask=[[False, True, True, True, True]])}, {"nilai": 1})


def test_a_plan_is_compiled_once_for_each_choice_and_its_nodes(regulation):
    fresh = pekppp.Regulation(regulation.package)
    with patch("pekppp_rules.tables.matrix.cases_of", wraps=cases_of) as compiled:
        for nodes in ([], [], ["f02"], ["f02"]):
            fresh.score_matrix(*whole(), mode="luring", nodes=nodes)
    assert compiled.call_count == 2


def test_without_numpy_the_extra_is_named(regulation):
    kept = {name: module for name, module in sys.modules.items() if name != "pekppp_rules.tables.matrix"}
    with (
        patch.dict(sys.modules, {**kept, "numpy": None}, clear=True),
        pytest.raises(pekppp.EvaluationError, match=r"pekppp-rules\[tables\]"),
    ):
        regulation.score_matrix(*whole(), mode="luring")
