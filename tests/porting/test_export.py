"""An export: what it holds, that it says the same every time, and that its vectors reach what they are for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import pekppp_rules as pekppp
from pekppp_rules.audit.answers import restored_submission
from pekppp_rules.porting import vectors as vectors_module
from pekppp_rules.regulation.digest import canonical_bytes, sha256_of
from pekppp_rules.regulation.releases import resolved_package
from pekppp_rules.regulation.schema_files import without_references
from pekppp_rules.testing import regulations
from tests.effort import few
from tests.porting.exported import EVERY_FOLDER, document, exported
from tests.releases import edit, toy_in

EVERY = pytest.mark.parametrize("name", EVERY_FOLDER)


def regulation_in(whole):
    """Return the regulation that an export holds, restored from nothing else."""
    return pekppp.Regulation(resolved_package(whole["regulation"]["package"]))


def problems_under_schema(whole):
    return [error.message for error in Draft202012Validator(without_references("export")).iter_errors(whole)]


def covering(whole, what):
    return [vector for vector in whole["vectors"] if vector["covers"] == what]


@EVERY
def test_an_export_is_canonical_and_fits_its_schema(name):
    whole = document(name)
    assert canonical_bytes(whole) == exported(name)
    assert problems_under_schema(whole) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.update(format=2),
        lambda whole: whole.update(more=1),
        lambda whole: whole.pop("record_semantics"),
        lambda whole: whole["vectors"].clear(),
        lambda whole: whole["vectors"][0].update(covers="everything"),
        lambda whole: whole["vectors"][0].pop("expect"),
        lambda whole: whole["vectors"][0]["expect"].pop("index"),
        lambda whole: whole["vectors"][0]["expect"].update(index=4.5),
        lambda whole: whole["vectors"][0].update(value="1/2"),
        lambda whole: whole["vectors"][-1]["expect"].update(problems=[]),
    ],
)
def test_the_schema_refuses_what_is_no_export(change):
    whole = document("negeri_dongeng")
    change(whole)
    assert problems_under_schema(whole) != []


@EVERY
def test_the_package_in_it_is_the_one_that_is_digested(name):
    said, regulation = document(name)["regulation"], pekppp.load(EVERY_FOLDER[name])
    assert sha256_of(canonical_bytes(said["package"])) == said["digest"] == regulation.digest
    assert (said["id"], said["version"], said["rules_digest"]) == (
        regulation.id,
        regulation.version,
        regulation.rules_digest,
    )


@EVERY
def test_the_package_in_it_alone_gives_every_expected_result(name):
    whole = document(name)
    regulation = regulation_in(whole)
    for vector in whole["vectors"]:
        expect = vector["expect"]
        if "value" in vector:
            assert regulation.categorise(Fraction(vector["value"])).letter == expect["category"]
        elif "problems" in expect:
            problems = regulation.validate(restored_submission(vector["submission"]))
            assert sorted({problem.code for problem in problems}) == expect["problems"]
        else:
            found = regulation.evaluate(restored_submission(vector["submission"]))
            assert Fraction(expect["index"]) == found.index.value
            assert Decimal(expect["rounded"]) == found.index.rounded
            assert {id_: Fraction(value) for id_, value in expect["nodes"].items()} == {
                id_: node.value for id_, node in found.nodes.items()
            }
            assert expect["category"] == (found.category.letter if found.category else None)
            assert [one["code"] for one in expect["findings"]] == [one.code for one in found.findings]


@EVERY
def test_nothing_is_refused_but_what_is_meant_to_be(name):
    whole = document(name)
    refused = [vector["covers"] for vector in whole["vectors"] if "problems" in vector["expect"]]
    assert refused == [vector["covers"] for vector in covering(whole, "refused")]
    assert set(refused) == {"refused"}


@EVERY
def test_every_vector_has_a_name_of_its_own(name):
    names = Counter(vector["id"] for vector in document(name)["vectors"])
    assert [one for one, count in names.items() if count > 1] == []


@EVERY
def test_every_case_of_the_package_is_a_vector(name):
    from pekppp_rules.authoring import run_cases

    folder = EVERY_FOLDER[name]
    assert len(covering(document(name), "case")) == run_cases(pekppp.load(folder), folder, name).ran > 0


@EVERY
def test_both_sides_of_every_category_are_looked_up(name):
    whole = document(name)
    package = whole["regulation"]["package"]
    root = next(node for node in package["index"]["nodes"] if node["id"] == package["index"]["root"])
    table = next(one for one in package["categories"]["tables"] if one["id"] == root["categories"])
    found = {Fraction(vector["value"]): vector["expect"] for vector in covering(whole, "edge") if "value" in vector}
    unit = Fraction(1, 10 ** root.get("rounding", package["index"]["rounding"])["places"])
    for upper, lower in zip(table["categories"], table["categories"][1:], strict=False):
        least = Fraction(upper["from"]) - unit / 2
        assert found[least]["category"] == upper["letter"]
        assert found[least - unit / 1000]["category"] == lower["letter"]
        assert Fraction(found[least]["rounded"]) == Fraction(upper["from"])


def test_every_level_of_every_indicator_stands_alone_once():
    whole = document("permenpanrb_29_2022")
    lowest = {"luring": 0, "daring": 0}
    found = Counter()
    for vector in covering(whole, "alone"):
        mode, scores = vector["submission"]["unit"]["mode"], vector["submission"]["forms"]["f02"][0]["scores"]
        raised = [(mode, code, level) for code, level in scores.items() if level != lowest[mode]]
        assert len(raised) <= 1
        found.update(raised)
    indicators = {
        (form["variant"]["value"], row["code"])
        for form in whole["regulation"]["package"]["forms"]
        if form["form"] == "f02"
        for aspect in form["aspects"]
        for row in aspect["indicators"]
    }
    assert found == Counter({(mode, code, level): 1 for mode, code in indicators for level in range(1, 6)})


def test_an_index_lies_exactly_on_every_edge_where_a_survey_is_fine_enough():
    whole = document("permenpanrb_29_2022")
    for mode in ("luring", "daring"):
        reached = {
            vector["expect"]["index"]
            for vector in covering(whole, "edge")
            if vector.get("submission", {"unit": {"mode": ""}})["unit"]["mode"] == mode
        }
        assert reached == {vector["value"] for vector in covering(whole, "edge") if "value" in vector}


def test_surveys_are_tried_at_their_minimum_and_one_below():
    found = {}
    for vector in covering(document("permenpanrb_29_2022"), "threshold"):
        codes = {one["code"] for one in vector["expect"]["findings"]}
        respondents = vector["submission"]["forms"]["f03"]["totals"]["respondents"]
        found[respondents] = "respondents_below_minimum" in codes
    least = max(found)
    assert found == {least: False, least - 1: True}


def test_each_part_of_a_choice_between_parts_is_given_once():
    found = set()
    for vector in covering(document("negeri_dongeng"), "extreme"):
        found |= vector["expect"]["nodes"].keys() & {"ukur.total", "ukuran_hitung", "petugas_100"}
    assert found == {"ukur.total", "ukuran_hitung", "petugas_100"}


def test_several_evaluators_and_respondents_totals_and_decimals_occur():
    forms = [vector["submission"]["forms"] for vector in covering(document("negeri_dongeng"), "several")]
    assert {len(one["rubrik"]) for one in forms} == {1, 2, 3}
    assert {key for one in forms for key in one["tanya"]} == {"responses", "totals", "means"}
    assert any("/" in mean for one in forms for mean in one["tanya"].get("means", {}).values())


@few
@given(regulations())
def test_any_regulation_can_be_exported(regulation):
    whole = json.loads(pekppp.export(regulation))
    assert problems_under_schema(whole) == []
    assert [one["id"] for one in whole["vectors"] if "problems" in one["expect"] and one["covers"] != "refused"] == []
    assert len({one["id"] for one in whole["vectors"]}) == len(whole["vectors"])
    assert regulation_in(whole) == regulation
    assert {"extreme", "alone", "several"} <= {vector["covers"] for vector in whole["vectors"]}


SCRIPT = """
import sys, pekppp_rules as pekppp
folder = "tests/regulations/negeri_dongeng"
sys.stdout.buffer.write(pekppp.export(pekppp.load("./" + folder), cases=folder))
"""


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_run_writes_the_same_bytes(hash_seed, checkout):
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=checkout, env=environment, capture_output=True, check=True
    )
    assert done.stdout == exported("negeri_dongeng")


def test_a_release_is_exported_as_itself(tmp_path):
    from tests.releases import released

    folder = toy_in(tmp_path)
    released(folder, "1.0.0")
    said = json.loads(pekppp.export(pekppp.load(f"{folder.name}@1.0.0", folders=[tmp_path]), cases=folder))
    assert said["regulation"]["version"] == "1.0.0"
    assert [one["id"] for one in said["vectors"] if one["covers"] == "case"] == ["case/emas"]


def test_without_cases_the_vectors_come_from_the_package_alone(dongeng):
    whole = json.loads(pekppp.export(dongeng))
    assert covering(whole, "case") == []
    assert [*covering(document("negeri_dongeng"), "case"), *whole["vectors"]] == document("negeri_dongeng")["vectors"]


def test_a_case_that_does_not_come_out_is_told_and_nothing_is_exported(tmp_path):
    folder = toy_in(tmp_path)
    edit(folder / "cases" / "satu.yaml", "letter: Emas", "letter: Kayu")
    with pytest.raises(pekppp.PackageError) as caught:
        pekppp.export(pekppp.load(folder), cases=folder)
    assert [problem.code for problem in caught.value.problems] == ["PKP-117"]


def test_a_package_that_would_fill_the_disk_is_refused(dongeng, monkeypatch):
    monkeypatch.setattr(vectors_module, "MOST_VALUES", 100)
    with pytest.raises(pekppp.PackageError) as caught:
        pekppp.export(dongeng)
    assert [problem.code for problem in caught.value.problems] == ["PKP-015"]
