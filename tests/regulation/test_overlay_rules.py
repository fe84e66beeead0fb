"""An overlay adds, replaces and removes rules of its base; findings follow, and the base stays as it was."""

from __future__ import annotations

import pytest

import pekppp_rules as pekppp
from pekppp_rules.api import Regulation
from pekppp_rules.regulation.load import load_folder
from tests.toy import FOLDER, MEASURED, PALACE, PEOPLE, toy_submission

IDENTITY = """\
kind: regulation
extends: negeri_dongeng@0.1.0.dev
id: kabupaten_dongeng
version: 0.1.0
scope: kabupaten_dongeng
citation: Titah Bupati 1/1002
title: {id: Penilaian loket kabupaten}
source: [BUPATI]
confidence: primary
validity:
  from: {on: "2021-01-01", precision: day}
legal:
  - {relation: mandate, citation: Titah Raja 7/1001}
"""

SOURCES = """\
kind: sources
sources:
  - {key: BUPATI, kind: package, title: Titah Bupati rekaan}
"""

PAIR = {
    "rubrik": [
        {"evaluator": name, "scores": {"p1": one, "p2": 1, "r1": 1, "r2": 3}} for name, one in (("A", 0), ("B", 3))
    ]
}


@pytest.fixture
def overlaid(tmp_path, monkeypatch):
    """Return a function that makes a regulation of an overlay with these files."""
    monkeypatch.setenv("PEKPPP_REGULATIONS", str(FOLDER.parent))

    def make(**files):
        folder = tmp_path / "kabupaten_dongeng"
        folder.mkdir()
        texts = {"regulation": IDENTITY, "sources": SOURCES, **files}
        for name, text in texts.items():
            (folder / f"{name}.yaml").write_text(text, "utf-8")
        return Regulation(load_folder(folder, "kabupaten_dongeng"))

    return make


def codes(regulation, submission):
    return [finding.code for finding in regulation.evaluate(submission).findings]


def of_the_county(submission):
    return submission.model_copy(update={"regulation": "kabupaten_dongeng"})


def changes(*lines):
    return "kind: changes\nsource: [BUPATI]\nconfidence: primary\nchanges:\n" + "".join(
        f"  - {line}\n" for line in lines
    )


def test_a_rule_is_added(overlaid):
    rules = (
        "kind: rules\nsource: [BUPATI]\nconfidence: primary\nrules:\n"
        "  - id: satu_juru\n    kind: check\n    severity: info\n"
        "    when: {evaluators: rubrik, '<': 2}\n    text: {id: Hanya satu juru.}\n"
    )
    county = overlaid(rules=rules)
    base = Regulation(load_folder(FOLDER, "negeri_dongeng"))
    submission = toy_submission(PALACE, PEOPLE, MEASURED)
    assert "satu_juru" not in codes(base, submission)
    assert codes(county, of_the_county(submission)) == [*codes(base, submission), "satu_juru"]


def test_a_rule_is_replaced(overlaid):
    county = overlaid(changes=changes("{replace: rules/berselisih/severity, value: info}"))
    base = Regulation(load_folder(FOLDER, "negeri_dongeng"))
    submission = toy_submission(PAIR, PEOPLE, MEASURED)
    severity = {one.code: one.severity for one in base.evaluate(submission).findings}
    changed = {one.code: one.severity for one in county.evaluate(of_the_county(submission)).findings}
    assert severity["berselisih"] == "error"
    assert changed == {**severity, "berselisih": "info"}


def test_a_rule_is_removed(overlaid):
    county = overlaid(changes=changes("remove: rules/di_atas_fakta", "remove: rules/seragam/text/en"))
    assert {rule.id for file in county.package.rules for rule in file.rules}.isdisjoint({"di_atas_fakta"})
    base = load_folder(FOLDER, "negeri_dongeng")
    assert "di_atas_fakta" in {rule.id for file in base.rules for rule in file.rules}


def test_removing_a_rule_that_others_look_at_is_told_where_they_stand(overlaid):
    with pytest.raises(pekppp.PackageError) as caught:
        overlaid(changes=changes("remove: rules/gua_gelap"))
    assert any("gua_gelap" in str(problem.parameters.values()) for problem in caught.value.problems)


def test_a_rule_that_the_base_does_not_have_cannot_be_removed(overlaid):
    with pytest.raises(pekppp.PackageError) as caught:
        overlaid(changes=changes("remove: rules/di_atas_fakt"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("PKP-173", 5)
