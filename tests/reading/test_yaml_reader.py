"""YAML is read as YAML 1.2 core scalars with exact numbers, and refused with a place."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.errors import InputFileError
from pekppp_rules.reading.yaml_reader import read_yaml, yaml_positions

BLOCK_DOCUMENT = """\
# a comment
unit:
  name: Kantor Contoh
  "tag umum":  [a, bé, {x: 1}]

scores:
  - 4
  -   level: 5
      note: |
        two
        lines
  - - inner
kosong:
"""


def refused(text):
    with pytest.raises(InputFileError) as caught:
        read_yaml(text, "contoh.yaml")
    problems = caught.value.problems
    assert {problem.place.file for problem in problems} == {"contoh.yaml"}
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]


def problems_of(text):
    with pytest.raises(InputFileError) as caught:
        read_yaml(text, "contoh.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    "text",
    [
        *("no", "No", "NO", "yes", "Yes", "on", "On", "off", "y", "n"),
        *("2022-01-01", "2022-01-01T00:00:00Z", "12:30", "1:30:00"),
        *("0o17", "0x1F", "0b101", "1_000", "1,000", "1e", "1.2.3", "e5", "--1", "1/9"),
        *("nULL", "tRUE", "fALSE", "nan", "inf", "NaN", "Infinity", "+.nan", ".Nan", ".iNF"),
        *("+", ".", "-a", "=", "<<", "Dinas Kesehatan", "٣"),
    ],
)
def test_a_word_that_yaml_1_2_does_not_know_stays_text(text):
    assert read_yaml(f"nilai: {text}\n", "contoh.yaml") == {"nilai": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False)),
        *(("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None)),
    ],
)
def test_core_words_are_booleans_and_null(text, value):
    assert read_yaml(f"nilai: {text}\n", "contoh.yaml")["nilai"] is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("4", 4), ("4.0", 4), ("+4", 4), ("-4", -4), ("007", 7), ("1e3", 1000), ("0.5e1", 5), ("5.", 5)),
        *(("0.111", Decimal("0.111")), (".5", Decimal("0.5")), ("-.5", Decimal("-0.5")), ("2E-1", Decimal("0.2"))),
    ],
)
def test_numbers_are_exact(text, value):
    found = read_yaml(f"nilai: {text}\n", "contoh.yaml")["nilai"]
    assert type(found) is type(value)
    assert found == value


@pytest.mark.parametrize("text", ["4", "true", "null", "~", "", ".nan", "1e400"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quoted_scalar_is_always_text(text, quote):
    assert read_yaml(f"nilai: {quote}{text}{quote}\n", "contoh.yaml") == {"nilai": text}


def test_a_block_scalar_is_text_even_when_it_looks_like_a_number():
    assert read_yaml("a: |-\n  4\nb: >-\n  true\n", "contoh.yaml") == {"a": "4", "b": "true"}


@pytest.mark.parametrize("key", ["1", "1.5", "1.0", "true", "null", "~", "no", "2022-01-01", "1.a.Ak", ".nan", "1e400"])
def test_keys_are_always_text(key):
    assert read_yaml(f"{key}: x\n", "contoh.yaml") == {key: "x"}


def test_collections_nest_in_block_and_flow_style():
    data = read_yaml(BLOCK_DOCUMENT, "contoh.yaml")
    assert data == {
        "unit": {"name": "Kantor Contoh", "tag umum": ["a", "bé", {"x": 1}]},
        "scores": [4, {"level": 5, "note": "two\nlines\n"}, ["inner"]],
        "kosong": None,
    }


def test_keys_keep_the_order_of_the_file():
    assert list(read_yaml("c: 1\na: 2\nb: 3\n", "contoh.yaml")) == ["c", "a", "b"]


@pytest.mark.parametrize("text", ["# only a comment\n", "---\n", "---\n...\n"])
def test_a_document_without_content_is_null(text):
    assert read_yaml(text, "contoh.yaml") is None


@pytest.mark.parametrize("directive", ["%YAML 1.1", "%YAML 1.2"])
def test_a_version_directive_does_not_change_how_words_are_read(directive):
    assert read_yaml(f"{directive}\n---\nno\n", "contoh.yaml") == "no"


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 15))
def test_any_number_within_the_limits_reads_as_its_exact_value(figures, places):
    exact = Decimal(figures).scaleb(-places)
    assert read_yaml(f"- {exact:f}\n", "contoh.yaml") == [exact]


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_separator_that_only_yaml_1_1_took_for_a_line_break_is_refused_with_its_place(separator):
    assert refused(f'a: 1\nb: "x{separator}y"\n') == [("PKP-007", 2, 6)]


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_separator_may_be_written_as_an_escape(separator):
    assert read_yaml(f'"a\\u{ord(separator):04x}b"', "contoh.yaml") == f"a{separator}b"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, 1)]),
        ("a: 1\na: 2\na: 3\n", [(2, 1), (3, 1)]),
        ("x:\n  - b: 1\n    c: 2\n    b: 3\n", [(4, 5)]),
        ("{a: 1, a: 2}", [(1, 8)]),
        ("1: a\n'1': b\n", [(2, 1)]),
        ("a: 1\n'a': 2\n", [(2, 1)]),
        ('"": 1\n"": 2\n', [(2, 1)]),
        ("a:\n  b: 1\n  b: 2\na: 3\n", [(3, 3), (4, 1)]),
        ("a: 1\na: {b: 1, b: 2}\n", [(2, 1), (2, 11)]),
    ],
)
def test_a_duplicate_key_is_reported_with_its_line(text, places):
    assert refused(text) == [("PKP-008", *place) for place in places]


def test_a_duplicate_key_is_named_with_its_path():
    (problem,) = problems_of("x:\n  - b: 1\n    b: 3\n")
    assert problem.parameters["key"] == "b"
    assert problem.place.path == ("x", 0, "b")


def test_a_key_that_is_duplicated_is_shown_without_control_characters():
    (problem,) = problems_of('"a\\e[2J": 1\n"a\\e[2J": 2\n')
    assert problem.message().isprintable()


def test_the_same_key_in_two_blocks_is_no_duplicate():
    assert read_yaml("a: {k: 1}\nb: {k: 2}\n", "contoh.yaml") == {"a": {"k": 1}, "b": {"k": 2}}


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
def test_every_repetition_of_a_key_is_reported(keys):
    text = "".join(f"{key}: 1\n" for key in keys)
    repeated = [("PKP-008", line, 1) for line, key in enumerate(keys, start=1) if key in keys[: line - 1]]
    if repeated:
        assert refused(text) == repeated
    else:
        assert list(read_yaml(text, "contoh.yaml")) == keys


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: &x 1\n", [(1, 4)]),
        ("a: &x\n  b: 1\n", [(1, 4)]),
        ("a: *x\n", [(1, 4)]),
        ("- &x y\n- *x\n", [(1, 3), (2, 3)]),
        ("<<: *x\n", [(1, 5)]),
        ("a: !!str 1\n", [(1, 4)]),
        ("a: ! 1\n", [(1, 4)]),
        ("a: !!python/object/apply:os.system [ls]\n", [(1, 4)]),
        ("a: !<tag:example.org,2000:x> [1]\n", [(1, 4)]),
        ("!x a: 1\n", [(1, 1)]),
        ("&x a: 1\n", [(1, 1)]),
        ("--- !x\na: 1\n", [(1, 5)]),
    ],
)
def test_anchors_aliases_and_tags_are_refused_with_their_place(text, places):
    assert refused(text) == [("PKP-009", *place) for place in places]


def test_a_bomb_of_aliases_is_refused_quickly():
    levels = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)]
    started = time.process_time()
    found = refused("a0: &a0 [x]\n" + "".join(levels))
    assert time.process_time() - started < 2
    assert {code for code, _, _ in found} == {"PKP-009"}


@pytest.mark.parametrize(
    ("text", "place"),
    [("? [a]\n: 1\n", (1, 3)), ("{[a]: 1}", (1, 2)), ("x:\n  ? {a: 1}\n  : 2\n", (2, 5)), ("[{{a: 1}: 2}]", (1, 3))],
)
def test_a_key_that_is_no_scalar_is_refused_with_its_place(text, place):
    assert refused(text) == [("PKP-014", *place)]


def test_two_keys_that_are_no_scalars_are_not_called_duplicates():
    assert refused("? [a]\n: 1\n? [b]\n: 2\n") == [("PKP-014", 1, 3), ("PKP-014", 3, 3)]


def test_an_alias_as_a_key_is_refused():
    assert refused("*a : 1\n") == [("PKP-009", 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        *(".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "-.inf", "+.inf"),
        *("1e400", "-1e400", "1e15", "1e-400", "1234567890123456", "0.1234567890123456", "1e99999999999999999999"),
    ],
)
def test_a_number_that_cannot_be_used_is_refused_with_its_place(text):
    assert refused(f"a:\n  - b: {text}\n") == [("PKP-011", 2, 8)]


def test_a_number_of_a_million_digits_is_refused_quickly():
    started = time.process_time()
    assert refused("a: " + "1" * 1_000_000) == [("PKP-011", 1, 4)]
    assert time.process_time() - started < 2


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_thirty_two_levels_are_accepted(opening, closing):
    found = read_yaml(opening * 32 + closing * 32, "contoh.yaml")
    levels = 0
    while found is not None:
        levels += 1
        found = next(iter(found.values() if isinstance(found, dict) else found), None)
    assert levels == 32


@pytest.mark.parametrize(("opening", "closing", "column"), [("[", "]", 33), ("{a: ", "}", 4 * 32 + 1)])
def test_the_thirty_third_level_is_refused_with_its_place(opening, closing, column):
    assert refused(opening * 33 + closing * 33) == [("PKP-010", 1, column)]


@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "- ", "? ", "[{a: "])
def test_a_hundred_thousand_levels_are_refused_quickly(opening):
    started = time.process_time()
    found = refused(opening * 100_000)
    assert time.process_time() - started < 2
    codes = [code for code, _, _ in found]
    assert codes == (["PKP-014", "PKP-010"] if opening in {"{", "? "} else ["PKP-010"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b: c\n", (1, 5)),
        ("a: 1\nb: `x\n", (2, 4)),
        ("\ta: 1\n", (1, 1)),
        ("a:\n  x: 1\n y: 2\n", (3, 2)),
        ("é: @x\n", (1, 4)),
        ('a: "\\q"\n', (1, 5)),
        ("%YAML 3.0\n---\na\n", (1, 1)),
    ],
)
def test_malformed_yaml_is_refused_with_its_place(text, place):
    assert refused(text) == [("PKP-007", *place)]


@pytest.mark.parametrize("text", ["[a\n", "{a: 1\n", '"abc\n', "a: 1\n]\n", "- a\nb: 1\n", "&\n", "*\n", "!<\n"])
def test_text_that_is_no_yaml_is_refused(text):
    found = refused(text)
    assert [code for code, _, _ in found] == ["PKP-007"]


def test_a_control_character_is_refused_with_its_place():
    assert refused('a: 1\nb: "x\x07"\n') == [("PKP-007", 2, 6)]


def test_a_second_document_is_refused_where_it_starts():
    assert refused("a: 1\n---\nb: 2\n") == [("PKP-007", 2, 1)]


def test_a_second_document_is_explained_in_the_language_asked_for():
    (problem,) = problems_of("a: 1\n---\nb: 2\n")
    assert "more than one document" in problem.message("en")
    assert "more than one document" not in problem.message("id")


def test_the_message_of_a_syntax_error_names_the_format():
    (problem,) = problems_of("a: b: c\n")
    assert problem.parameters["format"] == "YAML"
    assert problem.parameters["detail"]


def test_several_problems_of_one_file_come_at_once_in_reading_order():
    text = "a: .nan\nb:\n  - &x y\n  - [1e99, {c: 1, c: 2}]\n? [k]\n: 1\na: 2\n"
    assert refused(text) == [
        ("PKP-011", 1, 4),
        ("PKP-009", 3, 5),
        ("PKP-011", 4, 6),
        ("PKP-008", 4, 19),
        ("PKP-014", 5, 3),
        ("PKP-008", 7, 1),
    ]


@pytest.mark.parametrize(
    ("ending", "last"),
    [("---\nb: 1\n", "PKP-007"), ("b: " + "[" * 40, "PKP-010"), ("b: `x\n", "PKP-007")],
    ids=["second document", "too deep", "malformed"],
)
def test_what_was_found_before_the_reader_had_to_stop_is_reported_too(ending, last):
    found = refused("a: 1\na: 2\n" + ending)
    assert found[0] == ("PKP-008", 2, 1)
    assert [code for code, _, _ in found] == ["PKP-008", last]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_line_break_counts_once(line_break):
    assert refused(line_break.join(["a: 1", "", "b: .nan", ""])) == [("PKP-011", 3, 4)]


def test_columns_count_characters_and_not_bytes():
    assert refused('{"é😀": .nan}') == [("PKP-011", 1, 8)]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (2, 1)),
        (("unit",), (3, 3)),
        (("unit", "name"), (3, 9)),
        (("unit", "tag umum"), (4, 16)),
        (("unit", "tag umum", 1), (4, 20)),
        (("unit", "tag umum", 2), (4, 24)),
        (("unit", "tag umum", 2, "x"), (4, 28)),
        (("scores",), (7, 3)),
        (("scores", 0), (7, 5)),
        (("scores", 1), (8, 7)),
        (("scores", 1, "note"), (9, 13)),
        (("scores", 2), (12, 5)),
        (("scores", 2, 0), (12, 7)),
    ],
)
def test_a_value_is_found_where_it_starts(path, place):
    assert yaml_positions(BLOCK_DOCUMENT).find(path) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("unit",), (2, 1)),
        (("unit", "name"), (3, 3)),
        (("unit", "tag umum"), (4, 3)),
        (("unit", "tag umum", 2, "x"), (4, 25)),
        (("scores", 1, "level"), (8, 7)),
        (("scores", 1, "note"), (9, 7)),
        (("kosong",), (13, 1)),
    ],
)
def test_a_key_is_found_where_it_starts(path, place):
    assert yaml_positions(BLOCK_DOCUMENT).find(path, key=True) == place


def test_a_value_that_is_left_out_is_found_on_the_line_of_its_key():
    assert yaml_positions("a: 1\nb:\nc: 2\n").find(("b",))[0] == 2
