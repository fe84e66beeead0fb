"""Who signs: a small file of its own, refused with places, silent about the people it names."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from pydantic import ValidationError

import pekppp_rules as pekppp
from pekppp_rules.minuting.parties import check_evaluators
from tests.minuting.papers import PEOPLE

TEXT = """kind: parties
number: 470/117/BA/2022
place: Kota Contoh
date: 2022-11-21
head: {name: Budi Santoso, nip: "197001011995031001", position: Kepala Dinas}
evaluators:
  Evaluator 1: {name: Siti Aminah}
"""


@pytest.fixture
def parties_file(tmp_path):
    def write(text=TEXT, name="pihak.yaml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def problems_of(path):
    with pytest.raises(pekppp.PekpppError) as caught:
        pekppp.read_parties(path)
    return caught.value


def test_a_file_says_what_python_says(parties_file):
    read = pekppp.read_parties(parties_file())
    assert (read.place, read.day, read.head.name) == ("Kota Contoh", date(2022, 11, 21), "Budi Santoso")
    assert read.evaluators["Evaluator 1"] == pekppp.Official(name="Siti Aminah")
    assert pickle.loads(pickle.dumps(read)) == read


def test_nothing_at_all_is_enough(parties_file):
    assert pekppp.read_parties(parties_file("kind: parties\n")) == pekppp.Parties()
    assert pekppp.Parties().day is None


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("place: Kota Contoh", "tempat: Kota Contoh", "3:1", "PKP-501"),
        ("2022-11-21", "2022-02-30", "4:7", "PKP-506"),
        ("2022-11-21", "21-11-2022", "4:7", "PKP-506"),
        ("2022-11-21", "2023-02-29", "4:7", "PKP-506"),
        ('"197001011995031001"', '"NIP 1970"', "5:33", "PKP-506"),
        ('"197001011995031001"', "1970", "5:33", "PKP-503"),
        ("{name: Siti Aminah}", "Siti Aminah", "7:16", "PKP-503"),
        ("{name: Siti Aminah}", '{name: ""}', "7:23", "PKP-507"),
        ("kind: parties", "kind: submission", "1:7", "PKP-504"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(parties_file, old, new, line, code):
    path = parties_file(TEXT.replace(old, new))
    error = problems_of(path)
    assert isinstance(error, pekppp.MinutesError)
    assert [(str(one.place), one.code) for one in error.problems] == [(f"{path}:{line}", code)]


def test_everything_that_is_wrong_comes_at_once(parties_file):
    error = problems_of(parties_file(TEXT.replace("2022-11-21", "kemarin").replace("place:", "tempat:")))
    assert sorted(problem.code for problem in error.problems) == ["PKP-501", "PKP-506"]


def test_a_number_of_eighteen_digits_without_quotes_is_refused_where_it_stands(parties_file):
    error = problems_of(parties_file(TEXT.replace('"197001011995031001"', "197001011995031001")))
    assert [problem.place.line for problem in error.problems] == [5]


def test_a_file_that_is_not_there_is_an_error_of_the_file(tmp_path):
    assert problems_of(tmp_path / "tidak_ada.yaml").code == "PKP-001"


def test_errors_name_nobody(parties_file):
    path = parties_file(TEXT.replace("Budi Santoso", "Budi Santoso" * 100).replace("2022-11-21", "Hari Rahasia"))
    error = problems_of(path)
    assert "Budi" not in error.text("id") + error.text("en") + repr(error)
    assert "Rahasia" not in error.text("id") + error.text("en")
    with pytest.raises(ValidationError) as made:
        pekppp.Parties.model_validate({**PEOPLE, "date": "Hari Rahasia"})
    assert "Rahasia" not in str(made.value) + repr(made.value)


def test_an_evaluator_nobody_knows_is_told_with_the_one_who_was_meant(parties_file):
    parties = pekppp.read_parties(parties_file(TEXT.replace("Evaluator 1", "Evaluatr 1")))
    with pytest.raises(pekppp.MinutesError) as caught:
        check_evaluators(parties, ("Evaluator 1", "Evaluator 2"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("PKP-801", 7, 3)
    assert 'did you mean "Evaluator 1"?' in problem.line("en")


def test_where_nobody_scored_anyone_may_sign():
    check_evaluators(pekppp.Parties.model_validate({"evaluators": {"Siti": {}}}), ())
    with pytest.raises(pekppp.MinutesError):
        check_evaluators(pekppp.Parties.model_validate({"evaluators": {"Siti": {}}}), ("Budi",))
