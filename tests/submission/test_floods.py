"""Submissions that are wrong in more places than anyone mends: told in bounded time, and no more than is read."""

from __future__ import annotations

import json
import time

import pytest

import pekppp_rules as pekppp
from pekppp_rules.reading import read_document
from pekppp_rules.submission.explain import MOST_KEYS, MOST_TOLD

KEYS = {f"k{at}": 1 for at in range(450_000)}


@pytest.fixture
def data(example):
    return read_document(example).data


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("forms", "f02", 0, "scores"), "$.forms.f02[0].scores"),
        (("forms", "f01", "answers"), "$.forms.f01.answers"),
        (("forms",), "$.forms"),
        (("unit",), "$.unit"),
    ],
)
def test_hundreds_of_thousands_of_unknown_keys_are_one_problem_in_seconds(regulation, data, path, place):
    block = data
    for step in path:
        block = block[step]
    block.update(KEYS)
    started = time.process_time()
    (problem,) = regulation.validate(data)
    assert time.process_time() - started < 30
    assert (problem.code, str(problem.place)) == ("PKP-508", place)
    assert problem.message("en") == f"give at most {MOST_KEYS} key(s)"


def test_every_flooded_block_is_named(regulation, data):
    some = {f"k{at}": "x" for at in range(MOST_KEYS + 1)}
    data["unit"].update(some)
    data["forms"]["f02"][1]["notes"] = some
    assert [str(one.place) for one in regulation.validate(data)] == ["$.forms.f02[1].notes", "$.unit"]


def test_as_many_keys_as_a_block_may_have_are_told_one_by_one_up_to_the_limit(regulation, data):
    for sheet in data["forms"]["f02"]:
        sheet["scores"].update({f"k{at}": 1 for at in range(MOST_KEYS - len(sheet["scores"]))})
    problems = regulation.validate(data)
    assert [one.code for one in problems[:2]] == ["PKP-202", "PKP-202"]
    assert len(problems) == MOST_TOLD + 1
    assert problems[-1].code == "PKP-020"


def test_of_very_many_wrong_rows_the_first_problems_are_told_and_that_there_are_more(regulation, data):
    data["forms"]["f03"]["responses"] += [{} for _ in range(20_000)]
    started = time.process_time()
    problems = regulation.validate(data)
    assert time.process_time() - started < 20
    assert len(problems) == MOST_TOLD + 1
    assert {one.code for one in problems[:-1]} == {"PKP-205"}
    assert problems[-1].code == "PKP-020"


def test_ten_thousand_problems_are_told_as_they_are(regulation, data):
    for sheet in data["forms"]["f02"]:
        sheet["scores"].update({f"k{at}": 1 for at in range(MOST_TOLD // 2)})
    assert len(data["forms"]["f02"]) == 2
    assert [one.code for one in regulation.validate(data)] == ["PKP-202"] * MOST_TOLD


def test_a_flooded_file_is_refused_as_the_data_are(regulation, data, tmp_path):
    data["forms"]["f01"]["answers"].update(KEYS)
    path = tmp_path / "unit.json"
    path.write_text(json.dumps(data, default=float))
    submission = pekppp.read_submission(path)
    with pytest.raises(pekppp.SubmissionError) as caught:
        regulation.evaluate(submission)
    assert [(one.code, one.place.file) for one in caught.value.problems] == [("PKP-508", str(path))]
