"""JSON is read with exact numbers, as YAML would read it, and refused with a place."""

from __future__ import annotations

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.errors import InputFileError
from pekppp_rules.reading.json_reader import json_positions, read_json
from pekppp_rules.reading.yaml_reader import read_yaml, yaml_positions

UNUSABLE = "1e400"
GAPS = st.sampled_from(["", " ", "\n", "\n  ", "\r\n", "\n\n\t", "\n        "])


@st.composite
def decimals(draw):
    """Decimals that are not whole, of at most 15 digits, without zeros at the end."""
    figures = draw(st.integers(-(10**15) + 1, 10**15 - 1).filter(lambda figures: figures % 10))
    return Decimal(figures).scaleb(-draw(st.integers(1, 15)))


TEXTS = st.text(max_size=12)
LEAVES = st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | decimals() | TEXTS


class Unusable:
    """Stands in a tree for a number that no reader accepts."""

    def __repr__(self):
        return UNUSABLE


def trees(leaves=LEAVES):
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
        max_leaves=12,
    )


class Writer:
    """Writes a tree as JSON with a gap between all parts, and notes where each key and value starts."""

    def __init__(self, tree, gap=""):
        self.text = ""
        self.gap = gap
        self.values, self.keys, self.unusable = {}, {}, []
        self._write(tree, ())

    def _position(self):
        before = self.text.rpartition("\n")[2]
        return self.text.count("\n") + 1, len(before) + 1

    def _write(self, value, path):
        self.values[path] = self._position()
        if isinstance(value, dict):
            self.text += "{" + self.gap
            for number, (key, item) in enumerate(value.items()):
                self.text += ("," + self.gap) if number else ""
                self.keys[*path, key] = self._position()
                self.text += quoted(key) + ":" + self.gap
                self._write(item, (*path, key))
            self.text += self.gap + "}"
        elif isinstance(value, list):
            self.text += "[" + self.gap
            for index, item in enumerate(value):
                self.text += ("," + self.gap) if index else ""
                self._write(item, (*path, index))
            self.text += self.gap + "]"
        elif isinstance(value, Unusable):
            self.unusable.append((*self._position(), path))
            self.text += UNUSABLE
        else:
            self.text += scalar(value)


def quoted(text):
    """A JSON string that YAML reads too: no escaped surrogates, and nothing raw that cannot be printed."""
    return '"' + "".join(map(letter, text)) + '"'


def letter(character):
    if character in '"\\/':
        return "\\" + character
    if character.isprintable() or ord(character) > 0xFFFF:
        return character
    return f"\\u{ord(character):04x}"


def scalar(value):
    words = {"None": "null", "True": "true", "False": "false"}
    if isinstance(value, str):
        return quoted(value)
    return words.get(str(value), str(value))


def refusal(text, read=read_json):
    with pytest.raises(InputFileError) as caught:
        read(text, "contoh.json")
    return caught.value.problems


def refused(text, read=read_json):
    return [(problem.code, problem.place.line, problem.place.column) for problem in refusal(text, read)]


@given(trees(), GAPS)
def test_json_is_read_as_it_was_written(tree, gap):
    assert repr(read_json(Writer(tree, gap).text, "contoh.json")) == repr(tree)


@given(trees(), GAPS)
def test_both_readers_read_the_same_text_as_the_same_data(tree, gap):
    text = Writer(tree, gap).text
    assert repr(read_yaml(text, "contoh.yaml")) == repr(read_json(text, "contoh.json"))


@given(trees(st.none() | st.booleans() | st.integers(-9, 9) | TEXTS), st.booleans(), st.none() | st.integers(0, 4))
def test_what_the_standard_library_writes_is_read_back(tree, ascii_only, indent):
    text = json.dumps(tree, ensure_ascii=ascii_only, indent=indent)
    assert repr(read_json(text, "contoh.json")) == repr(tree)


@given(trees(), GAPS)
def test_positions_are_the_real_offsets(tree, gap):
    written = Writer(tree, gap)
    positions = json_positions(written.text)
    assert positions.values == written.values
    assert positions.keys == written.keys


@given(trees(), GAPS)
def test_both_readers_find_the_same_positions(tree, gap):
    written = Writer(tree, gap)
    positions = yaml_positions(written.text)
    assert positions.values == written.values
    assert positions.keys == written.keys


@given(trees(LEAVES | st.builds(Unusable)), GAPS)
def test_every_unusable_number_is_reported_at_its_place(tree, gap):
    written = Writer(tree, gap)
    expected = [("PKP-011", *place) for place in written.unusable]
    if not expected:
        assert repr(read_json(written.text, "contoh.json")) == repr(tree)
    for read in (read_json, read_yaml) if expected else ():
        found = refusal(written.text, read)
        assert [(p.code, p.place.line, p.place.column, p.place.path) for p in found] == expected


@given(st.lists(st.sampled_from(["a", "b", "\\u0061"]), min_size=1, max_size=8))
def test_every_repetition_of_a_key_is_reported(keys):
    text = "{" + ",".join(f'\n"{key}": 1' for key in keys) + "}"
    names = [key.replace("\\u0061", "a") for key in keys]
    repeated = [("PKP-008", line + 2, 1) for line, name in enumerate(names) if name in names[:line]]
    if repeated:
        assert refused(text) == repeated
    else:
        assert read_json(text, "contoh.json") == dict.fromkeys(names, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("4", 4), ("4.0", 4), ("-0", 0), ("-0.0", 0), ("1E3", 1000), ("1e-2", Decimal("0.01"))),
        *(("0.111", Decimal("0.111")), ("999999999999999", 999_999_999_999_999)),
    ],
)
def test_numbers_are_exact(text, value):
    found = read_json(text, "contoh.json")
    assert type(found) is type(value)
    assert found == value


@pytest.mark.parametrize("text", ['"4"', '"true"', '"NaN"', '"1e400"', '"null"'])
def test_a_quoted_value_is_always_text(text):
    assert read_json(text, "contoh.json") == text.strip('"')


def test_an_escaped_pair_of_surrogates_is_one_character():
    assert read_json('{"\\ud83d\\ude00": "\\ud83d\\ude00"}', "contoh.json") == {"😀": "😀"}


@pytest.mark.parametrize("read", [read_json, read_yaml])
@pytest.mark.parametrize("text", ['"\\ud800"', '{"a": "x\\udc00y"}', '{"\\ud83d": 1}'])
def test_half_a_pair_of_surrogates_is_refused(text, read):
    assert [code for code, _, _ in refused(text, read)] == ["PKP-007"]


@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "1e15", "1234567890123456", "0.1234567890123456"],
)
def test_a_number_that_cannot_be_used_is_refused_with_its_place(number):
    assert refused('{"a": [\n  0, ' + number + "]}") == [("PKP-011", 2, 6)]


@pytest.mark.parametrize("number", ["NaN", "1e400"])
def test_an_unusable_number_can_be_the_whole_document(number):
    (problem,) = refusal(number)
    assert (problem.place.line, problem.place.column, problem.place.path) == (1, 1, ())


def test_a_number_of_a_million_digits_is_refused_quickly():
    started = time.perf_counter()
    assert refused('{"a": ' + "1" * 1_000_000 + "}") == [("PKP-011", 1, 7)]
    assert time.perf_counter() - started < 2


def test_the_words_for_infinite_numbers_are_allowed_as_keys_and_text():
    assert read_json('{"NaN": "Infinity"}', "contoh.json") == {"NaN": "Infinity"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"a": 1, "a": 2}', [(1, 10)]),
        ('{"a": 1,\n "a": 2,\n "a": 3}', [(2, 2), (3, 2)]),
        ('[{"x": {"b": 1,\n"b": 2}}]', [(2, 1)]),
        ('{"a": {"b": 1, "b": 2}, "a": 3}', [(1, 16), (1, 25)]),
        ('{"a": 1, "a": {"b": 1, "b": 2}}', [(1, 10), (1, 24)]),
        ('{"": 1, "": 2}', [(1, 9)]),
        ('{"a\\"b": 1, "a\\u0022b": 2}', [(1, 13)]),
    ],
)
def test_a_duplicate_key_is_reported_with_its_place(text, places):
    assert refused(text) == [("PKP-008", *place) for place in places]


def test_a_duplicate_key_is_shown_without_control_characters():
    (problem,) = refusal('{"a\\u001b[2J": 1, "a\\u001b[2J": 2}')
    assert problem.message().isprintable()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", (1, 1)),
        ("[1 2]", (1, 4)),
        ('{"a": 1,\n "b": }', (2, 7)),
        ("{'a': 1}", (1, 2)),
        ('{"a": tru}', (1, 7)),
        ("{1: 2}", (1, 2)),
        ("[1]\n[2]", (2, 1)),
        ('{"é😀" 1}', (1, 7)),
        ('["a\tb"]', (1, 4)),
        ('["\\q"]', (1, 3)),
        ("[01]", (1, 3)),
        ("// comment\n1", (1, 1)),
    ],
)
def test_malformed_json_is_refused_with_its_place(text, place):
    assert refused(text) == [("PKP-007", *place)]


@pytest.mark.parametrize("text", ["[1,]", '{"a": 1,}', "[1", '{"a"', '"abc', "[+1]", "[.5]", "[1.]", "]", "\ufeff1"])
def test_text_that_is_no_json_is_refused(text):
    assert [code for code, _, _ in refused(text)] == ["PKP-007"]


def test_the_message_of_a_syntax_error_names_the_format():
    (problem,) = refusal("[1 2]")
    assert problem.parameters["format"] == "JSON"
    assert problem.parameters["detail"]


@pytest.mark.parametrize(
    "text",
    [
        *("[NaN]]", '{"a": NaN}}', "[1e400]}", '{"a": NaN, xyz: 1}', '{"a": NaN, {}: 1}', '{"a": 1e400, "\\q": 1}'),
        *('{"a": NaN, "b\nc": 1}', '[{"a": 1, "a": 2}]]', "[NaN", '[NaN, "x', '{"a": NaN, "b"', '{"a": [NaN}'),
    ],
)
def test_malformed_text_after_an_unusable_value_is_refused_as_a_file_error(text):
    assert refused(text)


def test_a_misspelt_word_after_an_unusable_number_is_not_called_a_number():
    assert ("PKP-011", 1, 7) not in refused("[NaN, tru]")


@pytest.mark.parametrize(
    "text",
    ['{"a": 1, "a": 2}' + " " * 6_000, "[NaN]" + "\n" * 6_000, '[NaN, "' + '\\"' * 6_000],
    ids=["spaces after a duplicate key", "line breaks after a NaN", "string without an end"],
)
def test_explaining_a_refusal_takes_no_longer_than_reading(text):
    started = time.perf_counter()
    assert refused(text)
    assert time.perf_counter() - started < 0.5


def test_positions_are_found_quickly_in_a_document_that_ends_in_white_space():
    started = time.perf_counter()
    assert json_positions('{"a": 1}' + " " * 6_000).find(("a",)) == (1, 7)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_thirty_two_levels_are_accepted(opening, closing):
    core = "[]" if opening == "[" else "{}"
    found = read_json(opening * 31 + core + closing * 31, "contoh.json")
    levels = 0
    while found is not None:
        levels += 1
        found = next(iter(found.values() if isinstance(found, dict) else found), None)
    assert levels == 32


@pytest.mark.parametrize("levels", [33, 40, 900])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_the_thirty_third_level_is_refused_with_its_place(opening, closing, levels):
    text = opening * (levels - 1) + opening[0] + closing[0] + closing * (levels - 1)
    assert refused(text) == [("PKP-010", 1, 32 * len(opening) + 1)]


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000, '[{"a":' * 50_000])
def test_a_hundred_thousand_levels_are_refused_quickly(text):
    started = time.perf_counter()
    found = refused(text)
    assert time.perf_counter() - started < 2
    assert [code for code, _, _ in found] == ["PKP-010"]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1,\n "a": 2}',
        "[1e400,\n 12345678901234567]",
        '{"a": {"b": 1, "b": {"c": 1, "c": 2}}}',
        '{"x": [1e99, {"k": 1, "k": 1e-99}],\n "x": 1}',
        "[" * 33 + "]" * 33,
        '{"a": 1, "a": 2, "b": ' + "[" * 50 + "]" * 50 + "}",
    ],
    ids=["duplicate", "numbers", "nested duplicates", "everything", "depth", "duplicate and depth"],
)
def test_both_readers_refuse_the_same_text_with_the_same_problems(text):
    assert refused(text, read_json) == refused(text, read_yaml)


def test_several_problems_of_one_file_come_at_once_in_reading_order():
    assert refused('{"a": NaN,\n "b": [1e99, {"c": 1, "c": 2}],\n "a": 3}') == [
        ("PKP-011", 1, 7),
        ("PKP-011", 2, 8),
        ("PKP-008", 2, 23),
        ("PKP-008", 3, 2),
    ]
