"""A report from a scored table is the report from the submissions that the table was made of."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from tests.agency.scored import evaluations_of, read, table_of, told_by_both
from tests.packages_here import NAMES, loaded
from tests.tables.frames import tables


def codes_of(caught) -> list[str]:
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=4)
@given(data=st.data())
def test_the_picture_from_a_table_is_that_from_the_submissions(name, data):
    regulation = loaded(name)
    found = data.draw(tables(regulation, units=6))
    evaluations = evaluations_of(regulation, found)
    table = table_of(regulation, found)
    if not evaluations:
        with pytest.raises(pekppp.EvaluationError) as caught:
            read(regulation, table)
        assert codes_of(caught) == ["PKP-749"]
        return
    units = read(regulation, table)
    assert told_by_both(pekppp.agency_picture(units)) == told_by_both(pekppp.agency_picture(evaluations))
    whole = {row["unit"] for row in found.assessments}
    assert {one.unit for one in units.unscored} == whole - {one.unit.name for one in evaluations}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=3)
@given(data=st.data())
def test_findings_that_a_table_can_count_are_those_of_the_submissions(name, data):
    regulation = loaded(name)
    found = data.draw(tables(regulation, units=4, damage=False))
    evaluations = evaluations_of(regulation, found)
    assume(evaluations)
    units = read(regulation, table_of(regulation, found, findings=True))
    known = {code for code, why in regulation.table_findings().items() if why is None} | {"period_outside_validity"}
    expected: dict[str, set[str]] = {}
    for one in evaluations:
        for finding in one.findings:
            if finding.code in known:
                expected.setdefault(finding.code, set()).add(one.unit.name)
    told: dict[str, set[str]] = {}
    for group in pekppp.agency_picture(units).rounds[0].findings:
        told.setdefault(group.code, set()).update(group.units)
        assert group.example.message("id")
        assert group.example.message("en")
    assert told == expected
