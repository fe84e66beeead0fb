"""What a record holds, and that equal evaluations give equal bytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.digest import sha256_of
from pekppp_rules.regulation.schema_check import validator
from pekppp_rules.rules.engines import durable_is_installed
from pekppp_rules.testing import submissions
from tests.audit.samples import CLERKS, FACTS, evaluation, toy_submission, written
from tests.effort import few
from tests.packages_here import EVERY_CHOICE, loaded
from tests.submissions import submission
from tests.toy import PALACE, PEOPLE, TOTAL

SCHEMA = validator("record")
SURVEYS = st.sampled_from(["responses", "counts"])


def read(record):
    return json.loads(record)


def content(record):
    return read(record)["content"]


@pytest.mark.parametrize(("name", "fields"), EVERY_CHOICE)
@few
@given(data=st.data())
def test_every_evaluation_has_a_record_that_verifies_and_says_the_same(name, fields, data):
    evaluated = loaded(name).evaluate(data.draw(submissions(loaded(name), **fields)))
    survey = data.draw(SURVEYS)
    record = pekppp.record(evaluated, survey=survey, reproducible=True)
    found = pekppp.verify(record)
    assert [error.message for error in SCHEMA.iter_errors(read(record))] == []
    assert found.evaluation.nodes == evaluated.nodes
    assert found.evaluation.findings == evaluated.findings
    assert found.evaluation.recommendations == evaluated.recommendations
    assert found.evaluation.category == evaluated.category
    assert found.evaluation.provenance == evaluated.provenance
    if survey == "responses":
        assert found.evaluation.submission == evaluated.submission
    assert pekppp.record(found.evaluation, survey=survey, reproducible=True) == record


def test_the_file_names_what_it_holds(dongeng):
    record = content(written())
    assert (record["format"], record["record_semantics"]) == (1, 1)
    assert record["regulation"]["version"] == dongeng.version == "0.1.0.dev"
    assert record["regulation"]["digest"] == dongeng.digest
    assert record["regulation"]["rules_digest"] == dongeng.rules_digest
    assert record["submission"]["forms"]["tanya"] == {"means": {"t1": "4", "t2": "3", "t3": "2"}, "respondents": 5}
    assert record["result"]["category"] == evaluation().category.letter
    assert record["result"]["index"]["exact"] == str(evaluation().index.value)
    assert {step["node"] for step in record["trace"]["steps"]} <= record["result"]["nodes"].keys()


def texts_of(value):
    """Yield every text of a package: what a reader is shown."""
    if isinstance(value, dict):
        if "id" in value and value.keys() <= {"id", "en"}:
            yield from value.values()
        else:
            for item in value.values():
                yield from texts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)


def strings_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings_of(item)


@pytest.mark.parametrize(("name", "fields"), EVERY_CHOICE)
def test_result_and_trace_hold_no_text_that_a_reader_is_shown(name, fields):
    drawn = []

    @settings(max_examples=5)
    @given(submissions(loaded(name), **fields))
    def draw(one):
        drawn.append(content(pekppp.record(loaded(name).evaluate(one))))

    draw()
    record = max(drawn, key=lambda one: len(str(one["result"])))
    shown = {text for text in texts_of(record["regulation"]["package"]) if re.search(r"[a-z] [a-z]", text)}
    assert shown
    assert shown.isdisjoint([*strings_of(record["result"]), *strings_of(record["trace"])])


def test_the_digest_is_over_the_bytes_that_stand_in_the_file():
    record = written()
    inside = record[len('{"content":') : record.index(b',"digest":"sha256:' + read(record)["digest"][7:].encode())]
    assert sha256_of(inside) == read(record)["digest"]


def test_time_and_programs_stand_outside_the_digest_and_can_be_left_out():
    before = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    full, bare = read(pekppp.record(evaluation())), read(pekppp.record(evaluation(), reproducible=True))
    assert full.keys() - bare.keys() == {"made"}
    assert full["digest"] == bare["digest"]
    assert before <= full["made"]["at"] <= datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert full["made"]["library"] == pekppp.__version__
    assert full["made"]["engine"] in {"forward", "durable"}


SCRIPT = """
import sys, pekppp_rules as pekppp
from tests.audit.samples import evaluation
sys.stdout.buffer.write(pekppp.record(evaluation(), reproducible=True))
"""


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_another_run_writes_the_same_bytes(hash_seed, checkout):
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=checkout, env=environment, capture_output=True, check=True
    )
    assert done.stdout == pekppp.record(evaluation(), reproducible=True)


@pytest.mark.skipif(not durable_is_installed(), reason="durable-rules is not installed")
def test_both_engines_lead_to_the_same_bytes(regulation, example):
    given = pekppp.read_submission(example)
    records = {
        pekppp.record(regulation.evaluate(given, engine=engine), reproducible=True) for engine in ("forward", "durable")
    }
    assert len(records) == 1


def test_the_order_of_keys_and_how_a_number_is_written_do_not_matter(dongeng):
    def one(means, scores):
        given = toy_submission(
            {"rubrik": [{"evaluator": "Juru", "scores": scores}]}, {"tanya": {"means": means}}, TOTAL
        )
        return pekppp.record(dongeng.evaluate(given), reproducible=True)

    first = one({"t1": 4, "t2": Decimal("2.50"), "t3": 2}, {"p1": 3, "p2": 2, "r1": 1, "r2": 3})
    assert first == one({"t3": 2.0, "t2": 2.5, "t1": Decimal("4.0")}, {"r2": 3.0, "r1": 1, "p2": 2, "p1": 3})
    assert content(first)["submission"]["forms"]["tanya"]["means"]["t2"] == "5/2"


def test_a_number_among_the_facts_is_never_taken_for_a_text(dongeng):
    facts = {"lapor": {"answers": {"waktu.hari": 3, "waktu.rata": Decimal("4.5"), "naga.nama": "9/2"}}}
    record = pekppp.record(dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL, facts)))
    answers = content(record)["submission"]["forms"]["lapor"]["answers"]
    assert answers == {"waktu.hari": 3, "waktu.rata": {"exact": "9/2"}, "naga.nama": "9/2"}
    said = pekppp.verify(record).evaluation.submission.forms["lapor"].answers
    assert said == facts["lapor"]["answers"]


@pytest.mark.parametrize("number", ["0.000000000000001", "0.123456789012345", "999999999999.999", "-0.000000000000001"])
def test_the_longest_numbers_come_back_exactly(number, dongeng):
    facts = {"lapor": {"answers": {"waktu.hari": 3, "waktu.rata": abs(Decimal(number))}}}
    record = pekppp.record(dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL, facts)))
    said = pekppp.verify(record).evaluation.submission.forms["lapor"].answers["waktu.rata"]
    assert said == abs(Decimal(number))


@pytest.mark.parametrize("name", ["Cafe\u0301", "Caf\u00e9", "\u212b", "\U0001f1ee\U0001f1e9", "\u1e69\u0307"])
def test_texts_are_kept_as_they_were_given(name):
    assert pekppp.verify(pekppp.record(evaluation(name=name))).evaluation.unit.name == name


def test_notes_and_evidence_are_kept(regulation):
    note = "Ruang tunggu \u2066penuh\u2069\n\u0000 \U0001f600"
    given = submission().data()
    given["forms"]["f02"][0]["notes"] = {"1.a.Ak": note}
    given["forms"]["f02"][0]["evidence"] = {"1.a.Ak": [{"title": "Foto", "digest": "sha256:" + "0" * 64}]}
    record = pekppp.record(regulation.evaluate(pekppp.Submission.model_validate(given)))
    assert pekppp.verify(record).evaluation.submission.forms["f02"][0].notes == {"1.a.Ak": note}


def test_a_survey_as_counts_tells_no_respondent_s_answers_together(dongeng):
    rows = [{"k1": 4, "k2": 7}, {"k1": 2, "k2": 3}, {"k1": 4, "k2": 3}]
    evaluated = dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL, {"petugas": {"responses": rows}}))
    counted = content(pekppp.record(evaluated, survey="counts"))
    assert counted["submission"]["forms"]["petugas"] == {
        "counts": {"respondents": 3, "answers": {"k1": {"4": 2, "2": 1}, "k2": {"7": 1, "3": 2}}, "identical": 1}
    }
    assert counted["result"] == content(pekppp.record(evaluated))["result"]


def test_a_thousand_respondents_fit_a_small_file(regulation):
    rows = [{code: (at + len(code)) % 6 for code in CODES} for at in range(1_000)]
    evaluated = regulation.evaluate(submission(4, {"responses": rows}))
    bare = len(pekppp.record(regulation.evaluate(submission(4, {"responses": rows[:1]})), survey="counts"))
    assert len(pekppp.record(evaluated)) < 600_000
    counted = pekppp.record(evaluated, survey="counts")
    assert len(counted) < bare + 2_000
    assert {one.code: one.parameters for one in pekppp.verify(counted).evaluation.findings} == {
        one.code: one.parameters for one in evaluated.findings
    }


CODES = list(submission().forms["f03"].responses[0])


def test_a_draft_is_not_recorded(dongeng):
    draft = dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL), draft=True)
    for one in (draft, draft.lower, draft.upper):
        with pytest.raises(pekppp.RecordError) as caught:
            pekppp.record(one)
        assert caught.value.code == "PKP-601"


def test_no_record_is_made_that_would_not_verify(monkeypatch):
    evaluated = evaluation(FACTS, CLERKS)
    letter = type(evaluated).category
    wrong = pekppp.Category("X", "Salah", None, evaluated.category.lower_bound, (), "primary")
    calls = iter([wrong])
    monkeypatch.setattr(type(evaluated), "category", property(lambda self: next(calls, None) or letter.fget(self)))
    with pytest.raises(pekppp.RecordError) as caught:
        pekppp.record(evaluated)
    assert "PKP-605" in {problem.code for problem in caught.value.problems}
