"""What an overlay may not do, each told at its place."""

from __future__ import annotations

import shutil

import pytest

from tests.overlays import MINIMUM, NAME, ROW, SOURCES, P, changes, load, minimum, only, refusal, write
from tests.releases import TOY_ID

REFUSED = {
    "adding what is there": ({"add": f"{P}/p1", "value": {**ROW, "code": "p1"}}, "PKP-172", {"address": f"{P}/p1"}),
    "adding a key that is there": (
        {"add": "index/conversion", "value": "mutu"},
        "PKP-172",
        {"address": "index/conversion"},
    ),
    "replacing what is not there": ({"replace": "forms/ukur/unscored", "value": []}, "PKP-173", {"step": "unscored"}),
    "removing what is not there": ({"remove": "rules/sergam"}, "PKP-173", {"step": "sergam", "suggestion": "seragam"}),
    "no such start": ({"remove": "rule/seragam"}, "PKP-173", {"step": "rule", "suggestion": "rules"}),
    "a form without its variant": ({"remove": "forms/rubrik/weights"}, "PKP-173", {"step": "rubrik"}),
    "beyond a bare value": ({"remove": "index/root/node"}, "PKP-173", {"step": "node"}),
    "before what is not there": ({"add": f"{P}/p3", "value": ROW, "before": "p9"}, "PKP-173", {"step": "p9"}),
    "after what is misspelt": (
        {"add": "index/nodes/baru", "value": {"id": "baru"}, "after": "petugas_rat"},
        "PKP-173",
        {"step": "petugas_rat", "suggestion": "petugas_rata"},
    ),
    "after in a block": (
        {"add": "index/nodes/mutu/note", "value": {"id": "x"}, "after": "kind"},
        "PKP-173",
        {"step": "kind"},
    ),
    "a name unlike the address": (
        {"add": f"{P}/p3", "value": {**ROW, "code": "p4"}},
        "PKP-165",
        {"step": "p3", "name": "p4"},
    ),
    "a replacement of another name": ({"replace": f"{P}/p1", "value": ROW}, "PKP-165", {"step": "p1", "name": "p3"}),
    "a whole section": ({"replace": "categories", "value": {}}, "PKP-175", {"kind": "categories"}),
    "a whole form": ({"replace": "forms/tanya", "value": {}}, "PKP-175", {"kind": "forms/tanya"}),
    "an empty step": ({"remove": "index//root"}, "PKP-173", {"step": ""}),
}


@pytest.mark.parametrize(("entry", "code", "parameters"), REFUSED.values(), ids=REFUSED)
def test_touching_what_is_not_as_the_change_says_is_an_error(root, entry, code, parameters):
    problem = only(refusal(write(root, entry)))
    assert problem.code == code
    assert {**problem.parameters, **parameters} == problem.parameters
    assert ("suggestion" in problem.parameters) == ("suggestion" in parameters)
    assert problem.place.file == f"{root}/{NAME}/changes.yaml"
    assert problem.place.line is not None


@pytest.mark.parametrize("missing", ["source", "confidence"])
def test_what_an_overlay_writes_names_its_source(root, missing):
    entry = {**MINIMUM}
    said = {key: value for key, value in changes(entry).items() if key != missing}
    problem = only(refusal(write(root, files={"ubah.yaml": said})))
    assert (problem.code, problem.parameters, problem.place.path) == (
        "PKP-108",
        {"key": missing},
        ("changes", 0, "replace"),
    )
    shutil.rmtree(root / NAME)
    entry = {**entry, missing: changes()[missing]}
    assert minimum(load(write(root, files={"ubah.yaml": {**said, "changes": [entry]}}))).value == 30


MALFORMED = {
    "a misspelt key": {"replace": "index/rounding/places", "value": 1, "confidense": "single"},
    "two operations": {"replace": "index/rounding/places", "remove": "index/beside", "value": 1},
    "no operation": {"value": 1},
    "no value": {"replace": "index/rounding/places"},
    "a value to remove": {"remove": "index/beside", "value": 1},
    "a place for a replacement": {"replace": "index/rounding/places", "value": 1, "before": "mode"},
    "before and after": {"add": f"{P}/p3", "value": ROW, "before": "p1", "after": "p2"},
    "an address that is no text": {"remove": 7},
    "an empty address": {"remove": ""},
    "an empty source": {"replace": "index/rounding/places", "value": 1, "source": []},
    "a confidence that is none": {"replace": "index/rounding/places", "value": 1, "confidence": "certain"},
    "no block": "index/rounding/places",
}


@pytest.mark.parametrize("entry", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_change_is_never_passed_over(root, entry):
    problems = refusal(write(root, entry))
    assert all(problem.code.startswith("PKP-50") for problem in problems)
    assert {problem.place.file for problem in problems} == {f"{root}/{NAME}/changes.yaml"}


@pytest.mark.parametrize(
    "said", [{"kind": "changes"}, {"kind": "changes", "changes": []}, changes(lain=1), {**changes(), "changes": {}}]
)
def test_nor_is_a_malformed_file_of_changes(root, said):
    assert refusal(write(root, files={"ubah.yaml": said}))


@pytest.mark.parametrize(
    "said", [{"kind": "sources", "sourcess": []}, {"kind": "sources", "sources": {}}, {**SOURCES, "lain": 1}]
)
def test_nor_is_a_malformed_file_of_sources(root, said):
    problems = refusal(write(root, files={"sources.yaml": said}, source=["TITAH"]))
    assert f"{root}/{NAME}/sources.yaml" in {problem.place.file for problem in problems}


def test_all_that_is_wrong_comes_at_once(root):
    entries = [{"remove": "rules/sergam"}, {"add": "index/root", "value": "mutu"}, {"remove": "index/besid"}]
    assert [problem.code for problem in refusal(write(root, *entries))] == ["PKP-173", "PKP-172", "PKP-173"]


def test_what_the_base_has_is_not_written_again(root):
    for file, code in (("tanya.yaml", "PKP-174"), ("index.yaml", "PKP-175"), ("categories.yaml", "PKP-175")):
        folder = write(root, name=f"n_{code[-3:]}_{file[:3]}")
        shutil.copy(root / TOY_ID / file, folder / file)
        problem = only(refusal(folder))
        assert (problem.code, problem.place.file) == (code, f"{folder}/{file}")


def test_changes_without_a_base_are_refused(root):
    (root / TOY_ID / "ubah.yaml").write_text(
        "kind: changes\nsource: [TITAH]\nconfidence: primary\nchanges: [{remove: index/beside}]\n"
    )
    assert only(refusal(root / TOY_ID)).code == "PKP-176"


def line_of(folder, file, text):
    lines = (folder / file).read_text("utf-8").splitlines()
    (found,) = [number for number, line in enumerate(lines, start=1) if text in line]
    return found


CHANGES = f"""\
kind: changes
source: [PERDA]
confidence: primary
changes:
  - add: {P}/p3
    before: p1
    value: {{code: p3, title: {{id: Senyum}}, weight: 1/4, levels: {{0: {{id: A}}, 1: {{id: B}}, 2: {{id: C}}, 3: {{id: D}}}}}}
  - replace: {P}/p2/weight
    value: {{value: 5/12, source: [PERDAA]}}
  - replace: {P}/p2/title
    value: {{id: Cepat}}
  - add: {P}/p0
    before: p3
    value: {{code: p0, title: {{id: Sapa}}, weight: 0, levels: {{0: {{id: A}}, 1: {{id: B}}, 2: {{id: C}}}}}}
"""


def test_a_problem_in_what_was_touched_is_told_where_the_overlay_says_it(root):
    """Also where rows put in before it later have moved it along."""
    folder = write(root)
    (folder / "changes.yaml").write_text(CHANGES)
    told = {
        (problem.code, problem.place.line)
        for problem in refusal(folder)
        if problem.place.file == f"{folder}/changes.yaml"
    }
    assert told == {
        ("PKP-106", line_of(folder, "changes.yaml", "PERDAA")),
        ("PKP-114", line_of(folder, "changes.yaml", "id: Sapa")),
    }


def test_a_problem_in_what_was_not_touched_is_told_as_inherited(root):
    problem = only(refusal(write(root, {"replace": "index/nodes/mutu/out_of", "value": 90})))
    assert (problem.code, problem.place.file) == ("PKP-104", f"{TOY_ID}@0.1.0/index")


def test_a_problem_of_identity_is_told_in_the_overlay_s_own_file(root):
    problem = only(refusal(write(root, validity={"from": {"on": "2021-13", "precision": "month"}})))
    assert (problem.code, problem.place.file) == ("PKP-127", f"{root}/{NAME}/regulation.yaml")
