"""YAML that the library writes is YAML that it reads, whatever the data hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.authoring.yaml_text import yaml_text
from pekppp_rules.reading.yaml_reader import read_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.decimals(-(10**6), 10**6, places=4))
VALUES = st.one_of(TEXTS, NUMBERS, st.booleans())


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}\Z"), st.one_of(VALUES, st.lists(VALUES, max_size=3)), max_size=4))
def test_what_is_written_is_read_back(data):
    assert read_yaml(yaml_text(data), "data.yaml") == data


@pytest.mark.parametrize(
    "text", ["a\u2028b", "a\u2029b", "a\x85b", "\u2028", "a\nb", "a\rb", "true", "4", "1.a.K", "~"]
)
def test_line_breaks_of_every_kind_and_texts_like_other_values_stay_texts(text):
    assert read_yaml(yaml_text({"a": [text, {"b": text}]}), "data.yaml") == {"a": [text, {"b": text}]}


def test_a_decimal_that_is_whole_is_a_whole_number():
    assert yaml_text({"a": Decimal(4), "b": Decimal("4.0"), "c": Decimal("0.5")}) == "{a: 4, b: 4, c: 0.5}\n"
