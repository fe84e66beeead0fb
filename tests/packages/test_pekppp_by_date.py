"""Which PEKPPP regulation is in force on a date, as far as the sources tell: they give years, no days.

What is certain from years alone: 17/2017 from the end of 2017 up to 2022, 29/2022 on the last day of 2022, 4/2023 from the end
of 2023 on. On the other days of 2017, 2022 and 2023 the sources do not decide, and no version is chosen in silence.
"""

from __future__ import annotations

from datetime import date

import pytest

import pekppp_rules as pekppp
from pekppp_rules.errors import RegulationNotFoundError
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.selection import in_force, standing

OF_2017, OF_2022, OF_2023 = "permenpanrb_17_2017", "permenpanrb_29_2022", "permenpanrb_4_2023"


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2017-12-31", OF_2017),
        ("2019-06-30", OF_2017),
        ("2021-12-31", OF_2017),
        ("2022-12-31", OF_2022),
        ("2023-12-31", OF_2023),
        ("2024-01-01", OF_2023),
        ("2026-06-30", OF_2023),
    ],
)
def test_a_version_is_chosen_where_the_years_leave_no_doubt(on, name):
    assert pekppp.select("pekppp", on=date.fromisoformat(on)).id == name


def refusal(on):
    with pytest.raises(RegulationNotFoundError) as refused:
        pekppp.select("pekppp", on=date.fromisoformat(on))
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("on", "candidates"),
    [
        ("2017-01-01", {OF_2017}),
        ("2017-12-30", {OF_2017}),
        ("2022-01-01", {OF_2017, OF_2022}),
        ("2022-12-30", {OF_2017, OF_2022}),
        ("2023-01-01", {OF_2022, OF_2023}),
        ("2023-07-01", {OF_2022, OF_2023}),
        ("2023-12-30", {OF_2022, OF_2023}),
    ],
)
def test_in_a_year_of_change_the_sources_do_not_decide_and_the_error_names_the_candidates(on, candidates):
    problem = refusal(on)
    assert problem.code == "PKP-308"
    assert {one.partition("@")[0] for one in problem.parameters["candidates"].split("; ")} == candidates
    for lang in ("id", "en"):
        assert all(name in problem.message(lang) for name in candidates)


def test_before_2017_none_is_in_force_yet():
    problem = refusal("2016-12-31")
    assert (problem.code, problem.parameters["next"], problem.parameters["start"]) == ("PKP-306", OF_2017, "2017")


@pytest.mark.parametrize(
    ("name", "on", "outcome"),
    [
        (OF_2017, "2016-12-31", "not yet"),
        (OF_2017, "2021-12-31", "in force"),
        (OF_2017, "2022-06-30", "undetermined"),
        (OF_2017, "2022-12-31", "ended"),
        (OF_2022, "2021-12-31", "not yet"),
        (OF_2022, "2022-06-30", "undetermined"),
        (OF_2022, "2022-12-31", "in force"),
        (OF_2022, "2023-06-30", "undetermined"),
        (OF_2022, "2023-12-31", "ended"),
        (OF_2023, "2022-12-31", "not yet"),
        (OF_2023, "2023-06-30", "undetermined"),
        (OF_2023, "2023-12-31", "in force"),
        (OF_2023, "9999-12-31", "in force"),
    ],
)
def test_each_version_has_the_outcomes_that_its_years_allow(name, on, outcome):
    assert standing(find_package(name).regulation.validity, date.fromisoformat(on)) == outcome


def test_without_the_amendment_the_family_would_have_ended():
    """The last version has no known end, so `ended` is told of the family only where it is not there."""
    candidates = [find_package(OF_2017), find_package(OF_2022)]
    with pytest.raises(RegulationNotFoundError) as refused:
        in_force(candidates, date(2024, 1, 1))
    (problem,) = refused.value.problems
    assert (problem.code, problem.parameters["last"], problem.parameters["end"]) == ("PKP-307", OF_2022, "2023")
