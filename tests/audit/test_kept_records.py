"""Records made by earlier versions verify for ever. Files in `records/` are added (`python -m tests.audit.keep`), never changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import pekppp_rules as pekppp
from pekppp_rules.audit.answers import survey_as
from pekppp_rules.regulation.digest import canonical_bytes
from pekppp_rules.regulation.schema_check import validator
from tests.audit.keep import FOLDER
from tests.packages_here import EVERY_CHOICE

RECORDS = sorted(FOLDER.glob("*.json"))
DIGESTS = json.loads((Path(__file__).parent / "records.sha256.json").read_text("utf-8"))
EACH = pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)


def test_no_kept_record_was_changed_or_taken_away():
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in RECORDS} == DIGESTS


def test_every_package_and_choice_of_variants_has_a_record():
    kept = {(path.name.partition("@")[0], *path.stem.split(".dev")[-1].split(".")[1:2]) for path in RECORDS}
    for choice in EVERY_CHOICE:
        name, fields = choice.values
        assert (name, *fields.values()) in kept


@EACH
def test_it_verifies(path):
    found = pekppp.verify(path)
    assert found.digest == json.loads(path.read_bytes())["digest"]
    assert found.is_working_copy
    assert found.made is not None


@EACH
def test_recording_it_again_gives_the_same_content_to_the_byte(path):
    kept = json.loads(path.read_bytes())
    again = pekppp.record(
        pekppp.verify(path).evaluation, survey=survey_as(kept["content"]["submission"]), reproducible=True
    )
    assert again == canonical_bytes({"content": kept["content"], "digest": kept["digest"]})


@EACH
def test_it_fits_the_schema(path):
    assert [error.message for error in validator("record").iter_errors(json.loads(path.read_bytes()))] == []
