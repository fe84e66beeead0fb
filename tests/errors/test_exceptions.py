"""One family of exceptions, each a builtin too, carrying every problem found."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules.errors
from pekppp_rules.errors import (
    EvaluationError,
    InputFileError,
    MinutesError,
    OutputFileError,
    PackageError,
    PekpppError,
    Phrase,
    Place,
    Problem,
    RecordError,
    RegulationNotFoundError,
    SubmissionError,
    exceptions,
)

FAMILY = {
    InputFileError: ValueError,
    OutputFileError: RuntimeError,
    PackageError: ValueError,
    SubmissionError: ValueError,
    RegulationNotFoundError: LookupError,
    EvaluationError: ValueError,
    RecordError: ValueError,
    MinutesError: ValueError,
}
EVERY_CLASS = pytest.mark.parametrize("kind", [PekpppError, *FAMILY], ids=lambda kind: kind.__name__)

PROBLEMS = [
    Problem("PKP-106", Place("a.yaml", 2, 9, ("index", 0)), {"what": Phrase("simpul", "node"), "name": "f02.x"}),
    Problem("PKP-008", Place("a.yaml", 10, 1, ("bobot",)), {"key": "bobot"}),
    Problem("PKP-501", Place("b.yaml", 1, 1, ("skor",)), {"key": "skor", "suggestion": "scores"}),
]
INDONESIAN = """\
a.yaml:2:9  PKP-106  simpul "f02.x" tidak ada
a.yaml:10:1  PKP-008  kunci "bobot" ditulis dua kali; sisakan satu
b.yaml:1:1  PKP-501  kunci "skor" tidak dikenal di sini; maksud Anda "scores"?"""
ENGLISH = """\
a.yaml:2:9  PKP-106  node "f02.x" does not exist
a.yaml:10:1  PKP-008  key "bobot" is written twice; keep one of them
b.yaml:1:1  PKP-501  key "skor" is unknown here; did you mean "scores"?"""


def test_the_family_is_complete():
    classes = {kind for _, kind in inspect.getmembers(exceptions, inspect.isclass) if issubclass(kind, Exception)}
    assert classes == {PekpppError, *FAMILY}
    assert {kind.__name__ for kind in classes} <= set(pekppp_rules.errors.__all__)


@pytest.mark.parametrize(("kind", "builtin"), FAMILY.items(), ids=lambda kind: kind.__name__)
def test_every_error_can_be_caught_as_ours_and_as_a_builtin(kind, builtin):
    for caught in (PekpppError, builtin):
        with pytest.raises(caught):
            raise kind(PROBLEMS[0])


@EVERY_CLASS
def test_the_text_is_indonesian_with_a_problem_a_line(kind):
    assert str(kind(PROBLEMS)) == INDONESIAN


@EVERY_CLASS
def test_the_text_is_english_when_asked_for(kind):
    assert kind(PROBLEMS).text("en") == ENGLISH
    assert kind(PROBLEMS).text("id") == kind(PROBLEMS).text() == INDONESIAN


@EVERY_CLASS
def test_one_problem_need_not_stand_in_a_list(kind):
    error = kind(PROBLEMS[1])
    assert error.problems == (PROBLEMS[1],)
    assert str(error) == PROBLEMS[1].line()


@given(st.permutations(PROBLEMS))
def test_problems_are_kept_in_reading_order_however_they_were_found(found):
    error = SubmissionError(iter(found))
    assert error.problems == tuple(PROBLEMS)
    assert error.code == "PKP-106"


def test_problems_of_a_list_are_kept_in_the_order_of_the_list():
    found = [Problem("PKP-503", Place(path=("responses", index))) for index in (10, 2, 0, 11)]
    assert [problem.place.path[1] for problem in SubmissionError(found).problems] == [0, 2, 10, 11]


@EVERY_CLASS
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_can_be_pickled(kind, protocol):
    error = kind(PROBLEMS)
    twin = pickle.loads(pickle.dumps(error, protocol))
    assert type(twin) is kind
    assert twin.problems == tuple(PROBLEMS)
    assert str(twin) == INDONESIAN


@EVERY_CLASS
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_an_error_can_be_copied(kind, duplicate):
    twin = duplicate(kind(PROBLEMS))
    assert type(twin) is kind
    assert twin.problems == tuple(PROBLEMS)
