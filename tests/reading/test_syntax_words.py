"""What a parser found is told in the language asked for, not in the parser's own."""

from __future__ import annotations

import traceback

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.errors import InputFileError
from pekppp_rules.reading import yaml_reader
from pekppp_rules.reading.json_reader import read_json
from pekppp_rules.reading.syntax_words import json_words, yaml_words
from pekppp_rules.reading.yaml_reader import read_yaml

UNTRANSLATED = "susunannya tidak dapat dibaca"

YAML_MISTAKES = {
    "- 0\n?": "indentasi",
    "a: 1\n b: 2": "titik dua",
    "a: b: c": "titik dua",
    "a: 1\n- b": "indentasi",
    "a: [b\n": "kurung siku",
    "a: {b: 1\n": "kurung kurawal",
    "a: {": "nilai tidak ada",
    "a:\n  b\nc": "titik dua",
    ",": "nilai tidak ada",
    "[a: b: c]": "kurung siku",
    '["a\\q"]': "garis miring",
    '"\\x': "garis miring",
    '"\\ud800"': "escape",
    '"\\U00110000"': "escape",
    '"abc': "tanda kutip",
    "'abc": "tanda kutip",
    "'abc\n---\n": "tanda kutip",
    "a: @b": "tanda kutip",
    "a: `b`": "tanda kutip",
    "a: %b": "tanda kutip",
    "a: & b": "& atau *",
    "a: *": "& atau *",
    "a: ? b": "tanda tanya",
    "a: - b": "butir daftar",
    "a: |b": "komentar",
    "a: >0": "komentar",
    "a:\n\tb: 1": "tab",
    "a: |\n\tb": "tab",
    "a: b\n\tc: d": "tab",
    "|\rx": "menyambung",
    "%": "directive",
    "%YAML": "directive",
    "%YAML 2.0\n": "directive",
    "%YAML 1.2.3\n": "directive",
    "%YAML 1.2\n%YAML 1.2\n---\na": "directive",
    "%YAML 99999999999.1\n": "directive",
    "%TAG !": "directive",
    "%TAG !a: b\n": "directive",
    "%x*": "directive",
    "!<": "tag",
    "!<,": "tag",
    "!%ff ": "tag",
    "!{": "tag",
    "!a!b c": "tag",
}
JSON_MISTAKES = {
    "": "nilai tidak ada",
    '{"a": }': "nilai tidak ada",
    "{a: 1}": "kunci tidak ada",
    '{"a": 1,}': "setelah isi terakhir",
    '{"a" 1}': "titik dua",
    '{"a": 1 "b": 2}': "koma",
    "[1 2]": "koma",
    "[1] 2": "setelah dokumen",
    '["a': "tanda kutip",
    '["a\nb"]': "karakter kendali",
    '["\\q"]': "garis miring",
    '["\\u12"]': "garis miring",
    '["\\ud800"]': "surrogate",
}
PIECES = st.sampled_from([*"-?:,[]{}#&*!|>'\"%@` \n\ta0\\", "---\n", "a: b\n", "%YAML 1.2\n", "!!str ", "\\ud800", "é"])


def told(text, read):
    with pytest.raises(InputFileError) as caught:
        read(text, "contoh")
    return caught.value.problems[-1]


@pytest.mark.parametrize(("text", "word"), YAML_MISTAKES.items())
def test_a_mistake_in_yaml_is_told_in_indonesian(text, word):
    problem = told(text, read_yaml)
    assert problem.code == "PKP-007"
    assert word in problem.message()
    assert UNTRANSLATED not in problem.message()
    assert problem.message() != problem.message("en")


@pytest.mark.parametrize(("text", "word"), JSON_MISTAKES.items())
def test_a_mistake_in_json_is_told_in_indonesian(text, word):
    problem = told(text, read_json)
    assert problem.code == "PKP-007"
    assert word in problem.message()
    assert problem.message() != problem.message("en")


def messages(text, read):
    try:
        read(text, "contoh")
    except InputFileError as error:
        return error.text()
    return ""


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_mistake_in_yaml_is_left_in_english(text):
    assert UNTRANSLATED not in messages(text, read_yaml)


@given(st.lists(PIECES | st.sampled_from(['"a"', "1", "null"]), max_size=12).map("".join))
def test_no_mistake_in_json_is_left_in_english(text):
    assert UNTRANSLATED not in messages(text, read_json)


@pytest.mark.parametrize(
    "words", [json_words, lambda said: yaml_words(said, "while scanning"), lambda said: yaml_words("", said)]
)
def test_what_has_no_words_yet_is_a_sentence_with_what_the_parser_said(words):
    found = words("something \x1b[31mnew")
    assert found("id") == "susunannya tidak dapat dibaca (something �[31mnew)"
    assert found("en") == "something �[31mnew"


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.CBaseLoader])
def test_a_logged_traceback_does_not_quote_the_file(loader, monkeypatch):
    monkeypatch.setattr(yaml_reader, "_LOADER", loader)
    secret = "sandi"[::-1]
    with pytest.raises(InputFileError) as caught:
        read_yaml(f"a: `{secret}\u202e\n", "contoh")
    logged = "".join(traceback.format_exception(caught.value))
    assert "PKP-007" in logged
    assert secret not in logged
