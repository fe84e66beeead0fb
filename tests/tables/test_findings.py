"""A table makes the findings that its columns allow, each as often as `evaluate`, and names the others once."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.model import RubricForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import all_choices, column_name
from tests.packages_here import FOLDERS, NAMES, loaded
from tests.tables.frames import BACK_ENDS, columns, frame_of, submission_of, tables


def counted(regulation, found, back_end):
    """Return by unit how often a table makes each finding; None for a unit without an index."""
    make, read = BACK_ENDS[back_end]
    fields = sorted(all_choices(regulation.package)[0])
    given_columns = columns(regulation, (RubricForm, ValueForm))
    assessments = make(frame_of(found.assessments, given_columns, ["unit", "evaluator", *fields], pl.Int64))
    responses = {
        form: make(
            frame_of(rows, [one for one in columns(regulation, SurveyForm) if one[0] == form], ["unit"], pl.Int64)
        )
        for form, rows in found.responses.items()
    }
    result = regulation.score_table(assessments, responses or None, unit="unit", evaluator="evaluator", findings=True)
    made = [code for code, why in regulation.table_findings().items() if why is None]
    return {
        row["unit"]: {code: row[f"finding_{column_name(code)}"] for code in made}
        for row in read(result)
        if row["status"] == "ok"
    }


def check(name, found, back_end):
    regulation = loaded(name)
    for unit, made in counted(regulation, found, back_end).items():
        submission = pekppp.Submission.model_validate(submission_of(regulation, found, unit))
        expected = Counter(finding.code for finding in regulation.evaluate(submission).findings)
        assert made == {code: expected[code] for code in made}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15)
@given(data=st.data())
def test_a_table_makes_each_finding_as_often_as_evaluate(name, data):
    check(name, data.draw(tables(loaded(name), damage=False)), "polars")


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("name", ["permenpanrb_29_2022", "negeri_dongeng"])
@settings(max_examples=3)
@given(data=st.data())
def test_every_back_end_makes_them(name, back_end, data):
    check(name, data.draw(tables(loaded(name), damage=False)), back_end)


@pytest.mark.parametrize("name", NAMES)
def test_every_check_of_a_package_is_made_or_has_a_reason(name):
    regulation = loaded(name)
    told = regulation.table_findings()
    checks = {rule.id for file in regulation.package.rules for rule in file.rules if rule.kind == "check"}
    assert checks <= told.keys()
    assert all(why is None or why for why in told.values())


def test_what_a_table_makes_of_the_national_regulation(regulation):
    told = regulation.table_findings("en")
    assert {code for code, why in told.items() if why is None} == {
        "evaluator_berselisih",
        "evaluator_dan_pengguna_berselisih",
        "respondents_below_minimum",
    }
    assert told["skor_tanpa_bukti"] == "needs evidence"
    assert told["jawaban_seragam"] == "compares respondents one by one"


def test_an_overlay_adds_its_own_findings(checkout):
    perwali = pekppp.load(checkout / "examples" / "perwali_kota_contoh")
    assert set(perwali.table_findings()) > set(loaded("permenpanrb_29_2022").table_findings())
    assert "perwali_kota_contoh" not in FOLDERS


def test_a_unit_without_an_index_has_no_findings(regulation):
    row = {"unit_id": ["a"], "mode": ["luring"], **{code: [None] for _, code in columns(regulation, RubricForm)}}
    result = regulation.score_table(pl.DataFrame(row), findings=True)
    assert result["finding_evaluator_berselisih"].to_list() == [None]
