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


def scored(name, found, back_end, dtype, nodes):
    """Return by unit what a back end says of it."""
    regulation = loaded(name)
    make, read = BACK_ENDS[back_end]
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


def check(name, found, back_end, dtype, nodes):
    regulation = loaded(name)
    units = {row["unit"] for row in found.assessments}
    told = scored(name, found, back_end, dtype, nodes)
    assert told.keys() == units
    for unit in units:
        right = expected(regulation, found, unit)
        if isinstance(right, Scored):
            asked = tuple(pair for pair in right.nodes if pair[0] in nodes)
            assert told[unit] == replace(right, nodes=asked)
        else:
            assert told[unit] in right


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=4)
@given(data=st.data())
def test_every_back_end_says_of_every_unit_what_evaluate_says(name, back_end, data):
    nodes = data.draw(st.lists(st.sampled_from(every_node(loaded(name))), max_size=3, unique=True))
    check(name, data.draw(tables(loaded(name))), back_end, data.draw(st.sampled_from(TYPES)), nodes)


@pytest.mark.slow
@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20)
@given(data=st.data())
def test_many_tables_of_every_package(name, back_end, data):
    nodes = data.draw(st.lists(st.sampled_from(every_node(loaded(name))), max_size=8, unique=True))
    check(name, data.draw(tables(loaded(name), units=8)), back_end, data.draw(st.sampled_from(TYPES)), nodes)
