"""Records made by earlier versions verify for ever. Files in `records/` are added (`python -m tests.audit.keep`), never changed."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

import pekppp_rules as pekppp
from pekppp_rules.audit.answers import survey_as
from pekppp_rules.regulation.digest import canonical_bytes
from pekppp_rules.regulation.schema_check import validator
from tests.audit.keep import DIGESTS, FOLDER
from tests.packages_here import EVERY_CHOICE

RECORDS = sorted(FOLDER.glob("*.json"))
EACH = pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)


def test_no_kept_record_was_changed_or_taken_away():
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in RECORDS} == json.loads(
        DIGESTS.read_text("utf-8")
    )


def test_every_package_and_choice_of_variants_has_a_record():
    names = [re.fullmatch(r"(\w+)@[0-9.]+?(?:\.dev)?((?:\.[a-z]+)*)\.json", path.name) for path in RECORDS]
    kept = {(name[1], *(part for part in name[2].split(".") if part not in {"", "counts"})) for name in names if name}
    for choice in EVERY_CHOICE:
        name, fields = choice.values
        assert (name, *fields.values()) in kept


def test_every_release_has_a_record():
    kept = {
        path.name.partition("@")[0] + "@" + re.split(r"\.(?!\d)", path.name.partition("@")[2])[0] for path in RECORDS
    }
    released = {f"{one.id}@{one.version}" for one in pekppp.regulations() if one.is_release}
    assert released
    assert released <= kept


@EACH
def test_it_verifies(path):
    found = pekppp.verify(path)
    assert found.digest == json.loads(path.read_bytes())["digest"]
    assert found.is_working_copy is (".dev." in path.name)
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
