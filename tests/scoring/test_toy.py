"""The invented regulation: its cases by hand and by the interpreter, roundings, the part that is taken."""

from __future__ import annotations

from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.authoring.cases import case_submission, run_cases
from pekppp_rules.reading import read_document
from pekppp_rules.regulation.load import check_folder
from pekppp_rules.testing import regulation_of
from tests.interpreter import Interpreter
from tests.packages_here import written
from tests.toy import CLERKS, FOLDER, MEASURED, PALACE, PEOPLE, PIGEONS, TOTAL, node_of, toy_files, toy_submission

CASES = {
    case["id"]: case
    for path in sorted((FOLDER / "cases").glob("*.yaml"))
    for case in read_document(path).data["cases"]
    if "forms" in case
}


def test_the_package_is_sound_and_its_cases_come_out(dongeng):
    assert check_folder(FOLDER, FOLDER.name) == []
    report = run_cases(dongeng, FOLDER, FOLDER.name)
    assert (report.problems, report.ran >= 11) == ([], True)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_case_expects_is_what_the_interpreter_finds(dongeng, case):
    submission = case_submission(case, dongeng)
    found, expected = Interpreter(written(FOLDER.name), submission.data()), case["expect"]
    assert (str(found.value("mutu")), found.rounded("mutu")) == (expected["exact"], expected["rounded"])
    assert found.category("mutu") == expected["letter"]
    assert expected.get("conversion", found.rounded("mutu_10")) == found.rounded("mutu_10")
    for name, value in expected.get("nodes", {}).items():
        assert str(found.value(name)) == value, name


def test_a_parent_counts_with_the_rounded_value(dongeng):
    """The rubric's mean is 13/6, counted as 2.2; without that the counter would have 13/6 x 100/3."""
    evaluation = dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL))
    mean = evaluation.node("rubrik_rata")
    assert (mean.value, mean.carried, str(mean.rounded)) == (Fraction(13, 6), Fraction(11, 5), "2.2")
    assert evaluation.node("loket").value == Fraction(11, 5) * Fraction(100, 3)


def test_what_a_rounded_node_contributes_is_what_its_parent_counts_with(dongeng):
    """The rubric's mean has 100/3 of half the index; it is 13/6 and counts as 2.2."""
    mean = dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL)).node("rubrik_rata")
    assert mean.index_share == Fraction(50, 100) * Fraction(100, 3)
    assert mean.contribution == mean.index_share * Fraction(11, 5) != mean.index_share * mean.value


def test_without_that_rounding_the_parent_counts_with_the_exact_value():
    files = toy_files()
    node_of(files, "rubrik_rata")["rounding"]["used_by"] = ["display"]
    evaluation = regulation_of(files).evaluate(toy_submission(PALACE, PEOPLE, TOTAL))
    mean = evaluation.node("rubrik_rata")
    assert (mean.value, mean.carried, str(mean.rounded)) == (Fraction(13, 6), Fraction(13, 6), "2.2")
    assert evaluation.node("loket").value == Fraction(13, 6) * Fraction(100, 3)


def test_a_node_beside_the_index_may_count_a_row_by_two_ways():
    """The service aspect holds p1 at 3 and p2 at 2 with their weights; half of it and half of p1 count p1 twice."""
    files = toy_files()
    parts = [{"node": "rubrik.p"}, {"node": "rubrik.p1"}]
    files["index.yaml"]["nodes"].append(
        {"id": "ganda", "name": {"id": "Ganda", "en": "Twice"}, "kind": "mean", "parts": parts}
    )
    files["index.yaml"]["beside"].append("ganda")
    evaluation = regulation_of(files).evaluate(toy_submission(PALACE, PEOPLE, TOTAL))
    assert evaluation.node("rubrik.p1").value == 3
    assert evaluation.node("ganda").value == (evaluation.node("rubrik.p").value + 3) / 2


def test_a_rounding_hides_small_differences_from_the_index(dongeng):
    """74.6 and 75.4 are both 75 to the index."""
    lower, higher = (
        dongeng.evaluate(toy_submission(PALACE, PEOPLE, {"ukur": {"values": {"total": total}}}))
        for total in (74.6, 75.4)
    )
    assert lower.node("ukuran").value < higher.node("ukuran").value
    assert lower.index == higher.index


@pytest.mark.parametrize(("total", "letter"), [(49.5, "Lurus"), (49.4, "Bengkok"), (50, "Lurus")])
def test_the_category_of_an_inner_node_is_that_of_its_own_rounded_value(dongeng, total, letter):
    evaluation = dongeng.evaluate(toy_submission(PALACE, PEOPLE, {"ukur": {"values": {"total": total}}}))
    assert evaluation.node("ukuran").category.letter == letter


def test_where_no_rounding_is_used_for_it_a_category_is_that_of_the_exact_value():
    files = toy_files()
    files["index.yaml"]["rounding"]["used_by"] = ["display"]
    tables = files["categories.yaml"]["tables"]
    tables[0]["categories"][-1]["from"] = "297/40"
    regulation = regulation_of(files)
    assert [regulation.categorise(Fraction(value)).letter for value in ("79.999", "80")] == ["Perak", "Emas"]


@pytest.mark.parametrize(
    ("given", "part", "value"),
    [
        ((TOTAL,), "ukur.total", 62),
        ((MEASURED,), "ukuran_hitung", 74),
        ((CLERKS,), "petugas_100", 55),
        ((CLERKS, TOTAL), "ukur.total", 62),
        ((CLERKS, MEASURED), "ukuran_hitung", 74),
        ((CLERKS, {"ukur": {"values": {**TOTAL["ukur"]["values"], **MEASURED["ukur"]["values"]}}}), "ukur.total", 62),
    ],
)
def test_the_first_part_that_is_given_counts(dongeng, given, part, value):
    evaluation = dongeng.evaluate(toy_submission(PALACE, PEOPLE, *given))
    node = evaluation.node("ukuran")
    assert (node.children, node.value) == ((part,), value)
    others = {"ukur.total", "ukuran_hitung", "petugas_100"} - {part}
    assert others.isdisjoint(evaluation.node_ids)


def test_nodes_beside_the_index_have_values_and_no_share(dongeng):
    evaluation = dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL))
    node = evaluation.node("ramah_100")
    assert (node.value, node.category.letter, node.index_share, node.contribution) == (100, "A", None, None)


def test_rows_of_unknown_weights_count_the_same(dongeng):
    evaluation = dongeng.evaluate(toy_submission(PIGEONS, PEOPLE, TOTAL, mode="daring"))
    assert evaluation.node("rubrik.p").value == Fraction(3 + 2 + 1, 3)
    assert {evaluation.node(f"rubrik.{code}").weight for code in ("p1", "m2", "m3")} == {Fraction(1, 3)}
    assert evaluation.node("rubrik.m2").weight_confidence == "unverified"


def test_the_sums_by_printed_weights_reach_no_further_than_those_sum(dongeng):
    node = dongeng.evaluate(toy_submission(PALACE, {"tanya": {"means": {"t1": 4, "t2": 4, "t3": 4}}}, TOTAL)).node(
        "warga_indeks"
    )
    assert (node.value, node.lowest, node.highest) == (Fraction(396, 100), Fraction(99, 100), Fraction(396, 100))


def test_a_submission_of_the_invented_kingdom_is_read_and_evaluated(dongeng):
    submission = pekppp.read_submission(FOLDER.parent / "loket_timur.yaml", package=dongeng.package)
    assert dongeng.evaluate(submission).index.value == Fraction(917, 12)
