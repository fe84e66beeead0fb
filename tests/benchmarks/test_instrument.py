"""What the benchmarks measure with is right itself: the tables, the oracle, the submissions, the verdict."""

from __future__ import annotations

from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from benchmarks.columns import columns_of, submissions_of
from benchmarks.instrument import (
    RESPONDENTS,
    exact_nodes,
    exact_outcome,
    random_submissions,
    read_instrument,
    submissions_on_a_bound,
)
from benchmarks.measure import Side, compare
from benchmarks.plain_loop import PlainLoop
from benchmarks.verdict import Verdict
from tests import reference


@pytest.fixture(scope="module")
def instrument():
    return read_instrument()


def test_the_tables_are_those_of_the_fact_sheets(instrument):
    assert instrument.aspects == reference.ASPECTS
    assert instrument.indicators == reference.INDICATORS
    assert {aspect: list(codes) for aspect, codes in instrument.questions.items()} == reference.QUESTIONS
    assert list(instrument.bounds) == reference.CATEGORIES


def test_the_oracle_agrees_with_the_independent_reference(instrument):
    for data in random_submissions(instrument, 20):
        sheets = [sheet["scores"] for sheet in data["forms"]["f02"]]
        responses = data["forms"]["f03"]["responses"]
        answers = {code: reference.mean([row[code] for row in responses]) for code in reference.QUESTION_CODES}
        expected = reference.nodes(sheets, answers)
        found = exact_nodes(instrument, data)
        assert {name: found[name] for name in expected} == expected
        assert exact_outcome(instrument, data).letter == reference.letter(expected["ipp"])


def test_the_oracle_has_every_node_of_the_package(instrument, regulation):
    [data] = random_submissions(instrument, 1)
    evaluation = regulation.evaluate(pekppp.Submission.model_validate(data))
    assert exact_nodes(instrument, data) == {name: node.value for name, node in evaluation.nodes.items()}


def test_the_same_seed_gives_the_same_submissions(instrument):
    assert random_submissions(instrument, 3) == random_submissions(instrument, 3)
    assert random_submissions(instrument, 3) != random_submissions(instrument, 3, seed=1)


def test_columns_become_the_submissions_that_they_are_made_of(instrument):
    given = random_submissions(instrument, 5)
    found = submissions_of(instrument, columns_of(instrument, given), 1, 9)
    assert [exact_outcome(instrument, one) for one in found] == [exact_outcome(instrument, one) for one in given[1:]]
    assert [one["forms"]["f03"]["responses"] for one in found] == [
        one["forms"]["f03"]["responses"] for one in given[1:]
    ]


def test_random_units_reach_every_category(instrument):
    letters = {exact_outcome(instrument, data).letter for data in random_submissions(instrument, 200)}
    assert letters == {letter for letter, _ in instrument.bounds}


def test_units_on_a_bound_are_rounded_up_to_it_and_valid(instrument, regulation):
    bounds = {bound: letter for letter, bound in instrument.bounds}
    for data in submissions_on_a_bound(instrument, 30):
        assert len(data["forms"]["f03"]["responses"]) == RESPONDENTS
        assert regulation.validate(data) == []
        bound = exact_nodes(instrument, data)["ipp"] * 100 + Fraction(1, 2)
        assert bound in bounds
        assert exact_outcome(instrument, data).letter == bounds[int(bound)]


def test_the_plain_loops_differ_in_writing_only(instrument):
    loop = PlainLoop(instrument)
    for data in random_submissions(instrument, 50):
        assert loop.generator_score(data) == loop.nested_score(data) == loop.checked_score(data) == loop.score(data)
        kept, letter = loop.every_node(data)
        assert (kept["ipp"][1], letter) == loop.score(data)


def test_the_checked_loop_refuses_what_is_missing_or_off_the_scale(instrument):
    loop = PlainLoop(instrument)
    [data] = random_submissions(instrument, 1)
    assert loop.checked_score(data) == loop.score(data)
    scores = data["forms"]["f02"][0]["scores"]
    scores["1.a.Ak"] = 6
    with pytest.raises(ValueError, match=r"1\.a\.Ak"):
        loop.checked_score(data)
    del scores["1.a.Ak"]
    with pytest.raises(ValueError, match="missing"):
        loop.checked_score(data)


def test_every_round_runs_every_side_and_the_first_is_the_yardstick():
    calls: list[str] = []
    sides = [Side(name, lambda name=name: calls.append(name), 1) for name in ("one", "other")]
    first, second = compare(sides, rounds=2)
    assert calls == ["one", "other", "one", "other", "other", "one"]
    assert (first.name, first.ratio, second.name) == ("one", 1, "other")


def test_a_wrong_result_of_ours_fails_the_run_and_one_of_a_peer_is_counted(capsys):
    verdict = Verdict()
    assert verdict.peer("peer", [1, 2, 3], [1, 0, 0]) == 2
    assert verdict.status == 0
    verdict.ours("ours", [1, 2], [1, 2])
    assert verdict.status == 0
    verdict.ours("ours", [1, 2], [1, 3])
    assert verdict.status == 1
    assert "2 of 3 wrong" in capsys.readouterr().out
