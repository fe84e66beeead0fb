"""A document holds at most so many values; the answer comes before the rest of the file costs anything."""

from __future__ import annotations

import time

import pytest

from pekppp_rules.errors import InputFileError
from pekppp_rules.reading import json_reader, yaml_reader
from pekppp_rules.reading.json_reader import read_json
from pekppp_rules.reading.limits import MOST_VALUES
from pekppp_rules.reading.yaml_reader import read_yaml

READERS = [read_json, read_yaml]

TWELVE_VALUES = '{"a": [1, 2,\n  "x,[{:", []], "b": {"c": null, "d": {}},\n  "e": [[true]]}'


@pytest.fixture
def most(monkeypatch):
    def set_limit(limit):
        monkeypatch.setattr(json_reader, "MOST_VALUES", limit)
        monkeypatch.setattr(yaml_reader, "MOST_VALUES", limit)

    return set_limit


def refusal(text, read):
    with pytest.raises(InputFileError) as caught:
        read(text, "contoh")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("read", READERS)
def test_values_are_counted_with_lists_and_mappings_and_without_keys(read, most):
    most(12)
    expected = {"a": [1, 2, "x,[{:", []], "b": {"c": None, "d": {}}, "e": [[True]]}
    assert read(TWELVE_VALUES, "contoh") == expected


@pytest.mark.parametrize("read", READERS)
def test_one_value_too_many_is_refused_at_its_place(read, most):
    most(11)
    problem = refusal(TWELVE_VALUES, read)
    assert (problem.code, problem.parameters, str(problem.place)) == ("PKP-015", {"limit": 11}, "contoh:3:10")


def test_values_inside_a_key_count_too(most):
    most(7)
    assert refusal("? [1, 2, 3, 4]\n: 1\n", read_yaml).code == "PKP-014"
    most(6)
    with pytest.raises(InputFileError) as caught:
        read_yaml("? [1, 2, 3, 4]\n: 1\n", "contoh")
    assert [problem.code for problem in caught.value.problems] == ["PKP-014", "PKP-015"]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_yaml, "a: [" + "1," * 7_900_000 + "1]"),
        (read_yaml, "- 1\n" * 3_900_000),
        (read_yaml, "".join(f"k{at}: 1\n" for at in range(1_400_000))),
        (read_yaml, "? [" + "1," * 7_900_000 + "1]\n: 1\n"),
        (read_json, '{"a": [' + "1," * 7_900_000 + "1]}"),
        (read_json, "[" + "[]," * 5_000_000 + "[]]"),
        (read_json, "{" + ",".join(f'"k{at}": 1' for at in range(1_100_000)) + "}"),
    ],
    ids=["list", "lines", "keys", "key", "json-list", "json-lists", "json-keys"],
)
def test_a_file_of_millions_of_values_is_answered_early(read, text):
    started = time.perf_counter()
    with pytest.raises(InputFileError) as caught:
        read(text, "contoh")
    assert time.perf_counter() - started < 15
    assert caught.value.problems[-1].code == "PKP-015"
    assert caught.value.problems[-1].parameters == {"limit": MOST_VALUES}


def test_a_long_text_full_of_commas_is_one_value():
    assert read_json('"' + ",[{" * 400_000 + '"', "contoh") == ",[{" * 400_000
