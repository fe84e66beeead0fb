"""A problem says what is wrong and where, as data and as one safe line."""

from __future__ import annotations

import dataclasses
import json
import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.errors import Phrase, Place, Problem, closest, path_text, shown

UNSAFE = [
    *("\x00", "\x07", "\b", "\t", "\n", "\r", "\x1b", "\x7f", "\x85", "\x9b"),
    *("\u00ad", "\u200b", "\u200e", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\ud800"),
]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), "$"),
        (("unit",), "$.unit"),
        (("forms", "f02", 0, "scores"), "$.forms.f02[0].scores"),
        ((0, 12), "$[0][12]"),
        (("scores", "1.a.Ak"), '$.scores["1.a.Ak"]'),
        (("1",), '$["1"]'),
        ((1,), "$[1]"),
        (("",), '$[""]'),
        (("jenis layanan",), '$["jenis layanan"]'),
        (("a-b_c9",), "$.a-b_c9"),
        (("é",), '$["é"]'),
        (("a\n",), '$["a�"]'),
    ],
)
def test_a_path_is_written_as_jsonpath(path, text):
    assert path_text(path) == text


@pytest.mark.parametrize(("key", "text"), [('a"b', '$["a\\"b"]'), ("a\\b", '$["a\\\\b"]')])
def test_a_quotation_mark_in_a_key_is_escaped_in_the_path(key, text):
    assert path_text((key,)) == text


def test_two_different_paths_are_never_written_alike():
    assert path_text(('1"]["2',)) != path_text(("1", "2"))


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (Place("unit.xlsx", 17, 4, sheet="F-02"), "F-02!D17"),
        (Place("unit.xlsx", 1, 28, sheet="F-02 (1)"), "'F-02 (1)'!AB1"),
        (Place("unit.xlsx", 9, 702, sheet="Pak's"), "'Pak''s'!ZZ9"),
    ],
)
def test_a_place_in_a_workbook_is_a_cell(place, cell):
    assert place.cell == Problem("PKP-037", place).data()["cell"] == cell
    assert str(place) == f"unit.xlsx {cell}"
    assert str(Place(line=17, column=4, sheet="F-02")) == "F-02!D17"


@pytest.mark.parametrize("character", UNSAFE, ids=lambda character: f"U+{ord(character):04X}")
def test_a_character_that_could_disturb_a_terminal_is_replaced(character):
    assert shown(f"a{character}b") == "a�b"
    assert path_text((f"a{character}b",)) == '$["a�b"]'


@pytest.mark.parametrize("text", ["", "bobot", "1.a.Ak", "Pelayanan Prima – “baik” (4,51)", "é 漢字 😀", "x" * 60])
def test_plain_text_is_shown_as_it_is(text):
    assert shown(text) == text


@pytest.mark.parametrize("length", [61, 1_000, 1_000_000])
def test_long_text_is_cut_to_sixty_characters(length):
    assert shown("x" * length) == "x" * 59 + "…"


@given(st.text())
def test_shown_text_is_always_short_and_printable(text):
    found = shown(text)
    assert found.isprintable()
    assert len(found) == min(len(text), 60)


@given(st.lists(st.text(max_size=8) | st.integers(0, 99), max_size=4))
def test_a_path_is_always_printable(steps):
    found = path_text(tuple(steps))
    assert found.startswith("$")
    assert found.isprintable()


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place("f02.yaml"), "f02.yaml"),
        (Place("f02.yaml", 42, 7), "f02.yaml:42:7"),
        (Place("f02.yaml", 42, 7, ("a", 0)), "f02.yaml:42:7"),
        (Place("f02.yaml", path=("a", 0)), "f02.yaml $.a[0]"),
        (Place(path=("a", 0)), "$.a[0]"),
        (Place(path=()), ""),
    ],
)
def test_a_place_is_written_as_an_editor_opens_it(place, text):
    assert str(place) == text


@pytest.mark.parametrize("character", ["\n", "\r", "\x1b", "\u2028", "\u202e"])
def test_a_problem_stays_on_one_safe_line_whatever_the_file_is_called(character):
    line = Problem("PKP-005", Place(f"a{character}b.yaml", 1, 1)).line()
    assert line.isprintable()


def test_a_problem_is_one_line_of_place_code_and_message():
    problem = Problem("PKP-008", Place("a.yaml", 3, 1, ("bobot",)), {"key": "bobot"})
    assert problem.line() == 'a.yaml:3:1  PKP-008  kunci "bobot" ditulis dua kali; sisakan satu'
    assert problem.line("en") == 'a.yaml:3:1  PKP-008  key "bobot" is written twice; keep one of them'


def test_a_problem_without_a_place_is_a_line_of_code_and_message():
    assert Problem("PKP-402").line("en") == "PKP-402  there is no evaluation to aggregate; give at least one"


def test_a_message_is_indonesian_unless_english_is_asked_for():
    problem = Problem("PKP-001")
    assert problem.message() == problem.message("id") == "berkas tidak ditemukan; periksa nama dan foldernya"
    assert problem.message("en") == "file not found; check its name and folder"


def test_a_problem_is_data_for_a_json_document():
    what = Phrase("aspek", "aspect")
    problem = Problem("PKP-106", Place("a.yaml", 3, 1, ("forms", 0, "1.a")), {"what": what, "name": "x"})
    expected = {
        "code": "PKP-106",
        "message": 'aspect "x" does not exist',
        "parameters": {"what": "aspect", "name": "x"},
        "file": "a.yaml",
        "line": 3,
        "column": 1,
        "path": '$.forms[0]["1.a"]',
        "cell": None,
    }
    assert json.loads(json.dumps(problem.data("en"))) == expected
    assert problem.data()["parameters"] == {"what": "aspek", "name": "x"}


@pytest.mark.parametrize("character", UNSAFE, ids=lambda character: f"U+{ord(character):04X}")
def test_nothing_a_problem_quotes_is_unprintable_in_its_message_or_its_data(character):
    text = f"a{character}b"
    problem = Problem("PKP-106", Place(text, path=(text,)), {"what": Phrase(text, text), "name": text})
    assert problem.line().isprintable()
    data = problem.data("en")
    assert all(value.isprintable() for value in (data["message"], data["file"], data["path"]))
    assert data["parameters"] == {"what": "a�b", "name": "a�b"}
    assert json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8")) == data


def test_a_value_that_a_message_names_is_cut_where_nobody_reads_on():
    problem = Problem("PKP-105", parameters={"what": "x", "name": "y" * 1_000_000})
    assert len(problem.line()) < 5_000
    assert len(str(problem.data())) < 10_000


def test_the_data_of_a_problem_tell_the_root_from_no_path():
    assert Problem("PKP-005", Place(path=())).data()["path"] == "$"
    assert Problem("PKP-005").data()["path"] is None


READING_ORDER = [
    Problem("PKP-402"),
    Problem("PKP-005", Place("a.yaml")),
    Problem("PKP-501", Place("a.yaml", 2, 3), {"key": "x"}),
    Problem("PKP-502", Place("a.yaml", 2, 3), {"key": "x"}),
    Problem("PKP-501", Place("a.yaml", 2, 10), {"key": "x"}),
    Problem("PKP-501", Place("a.yaml", 10, 1), {"key": "x"}),
    Problem("PKP-001", Place("b.yaml", 1, 1)),
]


@given(st.permutations(READING_ORDER))
def test_problems_sort_by_file_then_position_then_code(problems):
    assert sorted(problems, key=lambda problem: problem.order) == READING_ORDER


def test_problems_at_one_position_sort_by_path():
    first, second = (Problem("PKP-503", Place(path=("a", step))) for step in ("b", "c"))
    assert first.order < second.order


def test_the_items_of_a_list_sort_by_number():
    problems = [Problem("PKP-503", Place(path=("items", index))) for index in range(12)]
    assert sorted(problems, key=lambda problem: problem.order) == problems


@given(st.permutations([(), (0,), ("a",), ("a", 0), ("a", "b"), ("a", 0, "b")]))
def test_a_block_sorts_before_what_it_holds(paths):
    problems = sorted((Problem("PKP-503", Place(path=path)) for path in paths), key=lambda problem: problem.order)
    found = [problem.place.path for problem in problems]
    assert sorted(found, key=repr) == sorted(paths, key=repr)
    assert all(found.index(path[:-1]) < found.index(path) for path in paths if path)


@pytest.mark.parametrize("change", [{"code": "PKP-002"}, {"place": Place("b.yaml")}, {"parameters": {"key": "b"}}])
def test_a_problem_cannot_be_changed_and_equals_only_its_like(change):
    problem = Problem("PKP-001", Place("a.yaml"), {"key": "a"})
    assert problem == Problem("PKP-001", Place("a.yaml"), {"key": "a"})
    assert dataclasses.replace(problem, **change) != problem
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.code = "PKP-002"


def test_a_problem_can_be_pickled():
    problem = Problem("PKP-106", Place("a.yaml", 3, 1, ("a", 0)), {"what": Phrase("aspek", "aspect"), "name": "x"})
    assert pickle.loads(pickle.dumps(problem)) == problem


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("scors", "scores"), ("score", "scores"), ("Scores", "scores"), ("SCORES", "scores"), ("scroes", "scores")),
        *(("evalautor", "evaluator"), ("unti", "unit")),
    ],
)
def test_a_misspelt_name_is_recognised(word, meant):
    assert closest(word, ["unit", "forms", "scores", "evaluator"]) == meant


@pytest.mark.parametrize("word", ["xyz", "", "bobot", "regulation"])
def test_a_name_that_is_near_to_nothing_gets_no_suggestion(word):
    assert closest(word, ["unit", "forms", "scores", "evaluator"]) is None


def test_nothing_is_near_when_nothing_is_known():
    assert closest("unit", []) is None


def test_the_name_is_suggested_as_it_is_written():
    assert closest("1.A.AK", ["1.a.Ak", "2.a.P"]) == "1.a.Ak"


def test_of_two_names_that_differ_in_case_only_the_first_is_suggested():
    assert closest("UNIT", ["Unit", "unit"]) == "Unit"


def test_the_known_names_may_come_from_an_iterator():
    assert closest("unti", iter(["forms", "unit"])) == "unit"


def test_neither_a_very_long_word_nor_very_many_names_take_long():
    started = time.perf_counter()
    assert closest("x" * 1_000_000, ["x" * 79]) is None
    assert closest("nama", (f"nama{number}" for number in range(100_000))) is None
    assert time.perf_counter() - started < 2
