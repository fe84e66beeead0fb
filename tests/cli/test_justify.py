"""`pekppp justify` as its user meets it."""

from __future__ import annotations

import json
import re

import pytest

from pekppp_rules.regulation.schema_check import validator
from tests.reference import INDICATOR_CODES


def test_the_screen_shows_level_score_reasons_and_evidence_of_every_row(pekppp_command, example):
    done = pekppp_command("justify", example)
    assert (done.status, done.err) == (0, "")
    assert [line.split()[0] for line in done.out.splitlines() if line[:1].isdigit()] == list(INDICATOR_CODES)
    row = done.out[done.out.index("\n6.a.B") : done.out.index("\n7.a.T")]
    assert "level 5 (skor evaluator 4,5)" in row
    assert "didukung oleh: SKM dilaksanakan" in row
    assert "bukti dukung: Publikasi hasil SKM" in row


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_line_is_wider_than_the_terminal(pekppp_command, example, monkeypatch, columns, lang):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = pekppp_command("justify", example, "--lang", lang).out
    assert "30.f.B" in out
    assert [line for line in out.splitlines() if len(line) > columns] == []


def test_the_document_fits_its_schema_and_says_what_the_screen_says(pekppp_command, example, regulation):
    document = json.loads(pekppp_command("justify", example, "--format", "json").out)
    validator("justification").validate(document)
    assert document["available"] is True
    assert [row["code"] for row in document["rows"]] == list(INDICATOR_CODES)
    assert document["regulation"]["digest"] == regulation.digest


def test_online_units_are_told_that_their_form_of_facts_is_not_known(pekppp_command, checkout):
    file = checkout / "examples" / "layanan_daring_kota_contoh.yaml"
    done = pekppp_command("justify", file)
    assert done.status == 0
    assert "formulir fakta untuk unit daring tidak diketahui" in done.out
    document = json.loads(pekppp_command("justify", file, "--format", "json").out)
    validator("justification").validate(document)
    assert (document["available"], document["why_not"]) == (False, "form_not_known")


def test_a_unit_that_states_no_facts_is_told_that(pekppp_command, example, tmp_path):
    path = tmp_path / "unit.yaml"
    lines = example.read_text("utf-8").splitlines(keepends=True)
    heads = [at for at, line in enumerate(lines) if re.match(r"  f0\d:", line)] + [len(lines)]
    facts = next(at for at in heads if lines[at].startswith("  f01:"))
    following = min(at for at in heads if at > facts)
    path.write_text("".join(lines[:facts] + lines[following:]), "utf-8")
    assert "tidak menyatakan fakta" in pekppp_command("justify", path).out
    assert json.loads(pekppp_command("justify", path, "--format", "json").out)["why_not"] == "no_facts"


def test_a_wrong_submission_is_told_and_nothing_is_written(pekppp_command, example, tmp_path):
    wrong = tmp_path / "unit.yaml"
    wrong.write_text(example.read_text("utf-8").replace("1.a.Ak: 5", "1.a.Ak: 7", 1), "utf-8")
    done = pekppp_command("justify", wrong, "-o", tmp_path / "out.txt")
    assert (done.status, done.out) == (1, "")
    assert "PKP-" in done.err
    assert not (tmp_path / "out.txt").exists()
