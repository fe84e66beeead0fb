"""Which survey and which assessment of the Ombudsman is in force on a date, as far as years tell."""

from __future__ import annotations

from datetime import date

import pytest

import pekppp_rules as pekppp
from pekppp_rules.errors import RegulationNotFoundError


@pytest.mark.parametrize(
    ("family", "on", "name"),
    [
        ("skm", "2004-12-31", "kep_25_2004"),
        ("skm", "2013-12-31", "kep_25_2004"),
        ("skm", "2017-12-31", "permenpanrb_14_2017"),
        ("skm", "2026-01-01", "permenpanrb_14_2017"),
        ("ombudsman", "2021-12-31", "ombudsman_kepatuhan_2021"),
        ("ombudsman", "2022-12-31", "ombudsman_opini_2022"),
        ("ombudsman", "2024-12-31", "ombudsman_opini_2022"),
    ],
)
def test_a_version_is_chosen_where_the_years_leave_no_doubt(family, on, name):
    assert pekppp.select(family, on=date.fromisoformat(on)).id == name


@pytest.mark.parametrize(
    ("family", "on", "code", "named"),
    [
        ("skm", "2003-12-31", "PKP-306", {"kep_25_2004"}),
        ("skm", "2014-06-30", "PKP-308", {"kep_25_2004"}),
        ("skm", "2015-06-30", "PKP-316", {"kep_25_2004", "permenpanrb_14_2017"}),
        ("skm", "2017-06-30", "PKP-308", {"permenpanrb_14_2017"}),
        ("ombudsman", "2020-12-31", "PKP-306", {"ombudsman_kepatuhan_2021"}),
        ("ombudsman", "2022-06-30", "PKP-308", {"ombudsman_kepatuhan_2021", "ombudsman_opini_2022"}),
        ("ombudsman", "2023-06-30", "PKP-308", {"ombudsman_opini_2022", "ombudsman_opini_2023"}),
        ("ombudsman", "2024-06-30", "PKP-308", {"ombudsman_opini_2022", "ombudsman_opini_2023"}),
        ("ombudsman", "2025-06-30", "PKP-308", {"ombudsman_opini_2022"}),
        ("ombudsman", "2026-01-01", "PKP-307", {"ombudsman_opini_2022"}),
    ],
)
def test_otherwise_the_error_names_what_may_be_in_force_or_stands_before_and_after(family, on, code, named):
    """The survey of 2014 (PermenPANRB 16/2014) and the Ombudsman's scheme of 2025 are not encoded: no other fills their place."""
    with pytest.raises(RegulationNotFoundError) as refused:
        pekppp.select(family, on=date.fromisoformat(on))
    (problem,) = refused.value.problems
    assert problem.code == code
    ids = {"kep_25_2004", "permenpanrb_14_2017", "ombudsman_kepatuhan_2021"} | {
        "ombudsman_opini_2022",
        "ombudsman_opini_2023",
    }
    assert {name for name in ids if name in problem.message("id")} == named
