"""Scoring equals an independent interpreter, on regulations and submissions at random and on every package there is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pekppp_rules.testing import package_documents, regulation_of, submissions
from tests.effort import few
from tests.interpreter import Interpreter, half_up
from tests.packages_here import EVERY_CHOICE, loaded, plain_package, written


def compare(evaluation, expected):
    """Compare every number, share, scale and category of a result."""
    data = evaluation.data()
    shares = expected.shares()
    assert set(data["nodes"]) == set(expected.shown())
    for name, node in data["nodes"].items():
        value = expected.value(name)
        share, weight = shares.get(name, (None, None))
        assert node["exact"] == str(value), name
        assert node["carried"] == str(expected.carried(name, value)), name
        assert node["rounded"] == expected.rounded(name), name
        assert node["scale"] == [str(end) for end in expected.scale(name)], name
        assert (node["category"] and node["category"]["letter"]) == expected.category(name), name
        assert node["weight"] == (None if weight is None else str(weight)), name
        assert node["index_share"] == (None if share is None else str(share)), name
    root, conversion = expected.index["root"], expected.index.get("conversion")
    assert data["index"]["exact"] == str(expected.value(root))
    assert data["index"]["rounded"] == expected.rounded(root)
    assert data["index"]["conversion"] == (expected.rounded(conversion) if conversion else None)
    assert (data["category"] and data["category"]["letter"]) == expected.category(root)


def compare_some(data, count):
    """Draw a regulation and submissions under it."""
    files = data.draw(package_documents())
    regulation = regulation_of(files)
    for _ in range(count):
        submission = data.draw(submissions(regulation))
        compare(regulation.evaluate(submission), Interpreter(plain_package(files), submission.data()))


@given(st.data())
def test_every_node_of_a_generated_regulation_equals_the_interpreter(data):
    compare_some(data, 2)


@pytest.mark.slow
@settings(max_examples=2_000)
@given(st.data())
def test_thousands_of_generated_regulations_equal_the_interpreter(data):
    compare_some(data, 3)


@pytest.mark.parametrize(("name", "fields"), EVERY_CHOICE)
@few
@given(st.data())
def test_every_package_equals_the_interpreter_in_every_variant(name, fields, data):
    regulation = loaded(name)
    submission = data.draw(submissions(regulation, **fields))
    compare(regulation.evaluate(submission), Interpreter(written(name), submission.data()))


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("1/2", 0, 1), ("-1/2", 0, 0), ("-3/2", 0, -1), ("4.505", 2, "4.51"), ("4.504", 2, "4.5"), ("7/3", 3, "2.333")],
)
def test_the_interpreter_rounds_a_tie_upwards(value, places, rounded):
    assert half_up(Fraction(value), places) == Fraction(rounded)
