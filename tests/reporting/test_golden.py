"""Reports that a reviewer has looked at: their structure to the letter, their pictures within a point."""

from __future__ import annotations

import re

import pytest

from tests.reporting.golden_reports import FOLDER, outlines, pictures

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@pytest.mark.parametrize("name", sorted(outlines()))
def test_a_report_has_the_structure_and_the_texts_that_were_looked_at(name):
    assert outlines()[name] == (FOLDER / name).read_text("utf-8"), "python -m tests.reporting.golden_reports"


@pytest.mark.parametrize("name", sorted(pictures()))
def test_a_picture_has_the_shapes_that_were_looked_at_within_a_point(name):
    drawn, kept = pictures()[name], (FOLDER / name).read_text("utf-8")
    assert _NUMBER.sub("#", drawn) == _NUMBER.sub("#", kept)
    pairs = zip(_NUMBER.findall(drawn), _NUMBER.findall(kept), strict=True)
    assert max(abs(float(one) - float(other)) for one, other in pairs) <= 1


def test_nothing_is_kept_that_is_not_compared():
    assert {path.name for path in FOLDER.iterdir()} >= {*outlines(), *pictures()}
    assert {path.name for path in FOLDER.glob("*.txt")} == set(outlines())
    assert {path.name for path in FOLDER.glob("*.svg")} == set(pictures())
