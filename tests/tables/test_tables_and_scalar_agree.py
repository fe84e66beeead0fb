"""A table says of every unit what `evaluate` says of it, whatever runs the table.

That is index, hundredths, category and nodes, or what is wrong.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pekppp_rules.regulation.model import RubricForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import all_choices
from tests.packages_here import NAMES, loaded
from tests.tables.frames import BACK_ENDS, TYPES, Scored, columns, every_node, expected, frame_of, said, tables


def scored(name, found, way, dtype, nodes):
    """Return by unit what a back end says of it; `way` makes a table of its kind, and reads the rows of a result."""
    regulation = loaded(name)
    make, read = way
    fields = sorted(all_choices(regulation.package)[0])
    assessments = make(
        frame_of(found.assessments, columns(regulation, (RubricForm, ValueForm)), ["unit", "evaluator", *fields], dtype)
    )
    responses = {
        form: make(frame_of(rows, [one for one in columns(regulation, SurveyForm) if one[0] == form], ["unit"], dtype))
        for form, rows in found.responses.items()
    }
    result = regulation.score_table(assessments, responses or None, unit="unit", evaluator="evaluator", nodes=nodes)
    return {row["unit"]: said(row, nodes) for row in read(result)}


def check(name, data, **sizes):
    """Draw one table and hold every back end against what is right for its units, each with a type of number of its own."""
    regulation = loaded(name)
    nodes = data.draw(st.lists(st.sampled_from(every_node(regulation)), max_size=8, unique=True))
    found = data.draw(tables(regulation, **sizes))
    right = {
        unit: expected(regulation, found, unit) for unit in dict.fromkeys(row["unit"] for row in found.assessments)
    }
    for back_end, way in BACK_ENDS.items():
        told = scored(name, found, way, data.draw(st.sampled_from(TYPES), label=back_end), nodes)
        assert told.keys() == right.keys()
        for unit, outcome in right.items():
            if isinstance(outcome, Scored):
                asked = tuple(pair for pair in outcome.nodes if pair[0] in nodes)
                assert told[unit] == replace(outcome, nodes=asked), (back_end, unit)
            else:
                assert told[unit] in outcome, (back_end, unit)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=4)
@given(data=st.data())
def test_every_back_end_says_of_every_unit_what_evaluate_says(name, data):
    check(name, data)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=5)
@given(data=st.data())
def test_large_tables_of_every_package(name, data):
    """Many units in a table find what few do, and what they do to each other, in a fraction of the time of as many small ones."""
    check(name, data, least=6, units=18)
