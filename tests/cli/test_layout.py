"""Lines keep to their columns whatever a stranger's text is made of."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.cli.layout import cell, columns_of, wrap

MIXED = st.text(alphabet=st.sampled_from("ab é\u0301漢字ａ😀-…") | st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("Dinas", 5), ("é", 1), ("e\u0301", 1), ("漢字", 4), ("ａ", 2), ("😀", 2), ("ก็", 1), ("“–…”", 4)],
)
def test_wide_characters_take_two_columns_and_marks_none(text, columns):
    assert columns_of(text) == columns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aspek", "Aspek     "),
        ("sembilan9", "sembilan9 "),
        ("sepuluh 10", "sepuluh … "),
        ("漢字漢字", "漢字漢字  "),
        ("漢字漢字漢", "漢字漢字… "),
        ("a漢字漢字漢", "a漢字漢…  "),
        ("a\x1bb\nc", "a�b c     "),
    ],
)
def test_a_cell_is_filled_or_cut_to_its_columns(text, expected):
    assert cell(text, 10) == expected


@given(MIXED, st.integers(2, 30))
def test_a_cell_always_takes_its_columns_and_ends_in_a_space(text, columns):
    found = cell(text, columns)
    assert columns_of(found) == columns
    assert found.endswith(" ")
    assert found.isprintable()


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=4), max_size=30), st.integers(8, 30))
def test_plain_words_break_as_textwrap_breaks_them(words, columns):
    text = " ".join(words)
    expected = textwrap.wrap(text, columns, initial_indent="  ", subsequent_indent="    ")
    assert wrap(text, columns, initial_indent="  ", subsequent_indent="    ") == expected


@given(MIXED, st.integers(8, 30))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text, columns):
    lines = wrap(text, columns, subsequent_indent="  ")
    assert all(columns_of(line) <= columns and line.isprintable() for line in lines)
    letters = "".join(letter for letter in text if not letter.isspace())
    kept = "".join("".join(lines).split())
    assert len(kept) == len(letters)
    assert all(shown in (letter, "�") for shown, letter in zip(kept, letters, strict=True))


def test_a_word_longer_than_a_line_is_broken():
    assert wrap("a 漢字漢字漢字", 8, subsequent_indent="  ") == ["a", "  漢字漢", "  字漢字"]


def test_spaces_before_the_first_word_stay():
    assert wrap("    1.a.Ak   satu dua", 15, subsequent_indent=" " * 6) == ["    1.a.Ak", "      satu dua"]


def test_a_word_of_a_million_letters_is_broken_quickly():
    started = time.perf_counter()
    assert len(wrap("漢" * 1_000_000, 80)) == 25_000
    assert time.perf_counter() - started < 5
