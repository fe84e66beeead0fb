"""A report from a scored table is the report from the submissions that the table was made of."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from tests.agency.scored import evaluations_of, read, table_of, told_by_both
from tests.overlays import write
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


@pytest.fixture(scope="module")
def other_weights(tmp_path_factory):
    """PermenPANRB 29/2022 with other weights for two indicators."""
    changes = [
        {"replace": f"forms/f02@luring/aspects/f/indicators/{code}/weight", "value": weight}
        for code, weight in (("29.f.B", 90), ("30.f.B", 10))
    ]
    base = "permenpanrb_29_2022@1.0.0"
    return pekppp.load(write(tmp_path_factory.mktemp("perwali"), *changes, name="perwali", extends=base))


@settings(max_examples=2)
@given(data=st.data())
def test_what_other_rules_change_between_two_tables_is_what_they_change_between_submissions(other_weights, data):
    before, after = loaded("permenpanrb_29_2022"), other_weights
    found = [data.draw(tables(before, units=5, damage=False)) for _ in range(2)]
    evaluations = [
        evaluations_of(before, found[0], 2022),
        evaluations_of(after, found[1], 2023),
    ]
    assume(all(evaluations))
    units = [
        read(before, table_of(before, found[0]), year=2022),
        read(after, table_of(after, found[1]), year=2023),
    ]
    told = pekppp.agency_picture(units[1], against=units[0])
    assert told.change is not None
    assume(any(one.from_rules for one in told.change.units))
    assert told_by_both(told) == told_by_both(pekppp.agency_picture(evaluations[1], against=evaluations[0]))
