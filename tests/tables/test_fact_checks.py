"""Checks that look at facts are made of columns, as often as `evaluate` makes them; what no unit can state is told."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.tree import column_name
from tests.packages_here import loaded
from tests.tables.fact_rules import regulations_with_rules
from tests.tables.facts import NUMBERS, WHOLES, assessments_of, responses_of, stated_submission, stated_tables
from tests.tables.frames import BACK_ENDS

WITH_FACTS = ["permenpanrb_29_2022", "permenpanrb_14_2017", "negeri_dongeng"]


def check(regulation, found, answers, way, *, is_random=False, **types):
    """Hold every unit of a table against `evaluate`; return how often each finding was made.

    Rules at random may compare numbers too large for a table: then it makes no finding.
    """
    make, read = way
    assessments = assessments_of(regulation, found, answers, **types)
    responses = {form: make(table) for form, table in responses_of(regulation, found).items()}
    told = regulation.table_findings(columns=assessments.columns)
    made = [code for code, why in told.items() if why is None]
    result = regulation.score_table(
        make(assessments), responses or None, unit="unit", evaluator="evaluator", findings=True
    )
    rows = {row["unit"]: row for row in read(result)}
    assert rows.keys() == answers.keys()
    seen = Counter()
    for unit, row in rows.items():
        data = stated_submission(regulation, found, answers, unit)
        problems = {problem.code for problem in regulation.validate(data)}
        if row["status"].startswith("PKP-704"):  # weights at random can leave no room even for one evaluator
            continue
        if row["status"] != "ok":
            assert row["status"].partition(" ")[0] in problems
            continue
        assert not problems
        findings = regulation.evaluate(pekppp.Submission.model_validate(data)).findings
        expected = Counter(finding.code for finding in findings)
        counts = {code: row[f"finding_{column_name(code)}"] for code in made}
        exact = {code: count for code, count in counts.items() if count is not None or not is_random}
        assert exact == {code: expected[code] for code in exact}
        seen.update({code: count for code, count in exact.items() if count})
    return seen


@pytest.mark.parametrize("name", WITH_FACTS)
@settings(max_examples=8)
@given(data=st.data())
def test_a_table_with_facts_makes_each_finding_as_often_as_evaluate(name, data):
    regulation = loaded(name)
    types = {"number": data.draw(st.sampled_from(NUMBERS)), "whole": data.draw(st.sampled_from(WHOLES))}
    check(regulation, *data.draw(stated_tables(regulation)), BACK_ENDS["polars"], **types)


@pytest.mark.parametrize("back_end", [name for name in BACK_ENDS if name != "polars"])
@pytest.mark.parametrize("name", WITH_FACTS)
@settings(max_examples=2)
@given(data=st.data())
def test_every_back_end_makes_them_of_facts(name, back_end, data):
    regulation = loaded(name)
    types = {"number": data.draw(st.sampled_from(NUMBERS)), "whole": data.draw(st.sampled_from(WHOLES))}
    check(regulation, *data.draw(stated_tables(regulation, units=2)), BACK_ENDS[back_end], **types)


@settings(max_examples=20, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(data=st.data())
def test_rules_at_random_on_generated_regulations_agree(data):
    regulation = data.draw(regulations_with_rules())
    check(regulation, *data.draw(stated_tables(regulation, units=3)), BACK_ENDS["polars"], is_random=True)


@pytest.mark.slow
@pytest.mark.parametrize("back_end", ["polars lazy", "pyarrow", "duckdb"])
@settings(max_examples=20, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(data=st.data())
def test_rules_at_random_agree_on_every_back_end(back_end, data):
    regulation = data.draw(regulations_with_rules())
    check(regulation, *data.draw(stated_tables(regulation, units=3)), BACK_ENDS[back_end], is_random=True)
