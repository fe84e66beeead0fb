"""Generated packages: sound as files and as data, and with everything in them that a package may say."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.load import check_folder
from pekppp_rules.testing import PACKAGE_ID, package_documents, regulation_of, regulations, write_package
from tests.effort import few


def check_files(files):
    """Write a package as files, check it as an author would, and load it."""
    with tempfile.TemporaryDirectory() as made:
        folder = write_package(files, Path(made))
        assert folder.name == PACKAGE_ID
        assert check_folder(folder, folder.name) == []
        assert pekppp.load(folder) == regulation_of(files)


@few
@given(package_documents())
def test_every_package_passes_its_check_as_files(files):
    check_files(files)


@pytest.mark.slow
@settings(max_examples=500)
@given(package_documents())
def test_hundreds_of_packages_pass_their_check_as_files(files):
    check_files(files)


@few
@given(package_documents())
def test_no_two_places_of_the_data_are_the_same_object(files):
    seen = set()
    waiting = list(files.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, (dict, list)):
            assert id(value) not in seen
            seen.add(id(value))
            waiting += value.values() if isinstance(value, dict) else value


@few
@given(regulations())
def test_a_generated_regulation_is_a_regulation_like_any_other(regulation):
    assert isinstance(regulation, pekppp.Regulation)
    assert (regulation.id, regulation.version) == (PACKAGE_ID, "0.1.0.dev")
    assert regulation.submission_schema()["properties"]["regulation"]["const"] == PACKAGE_ID


def test_what_is_wrong_with_changed_data_is_told():
    @settings(max_examples=1, database=None, phases=[Phase.generate])
    @given(package_documents())
    def run(files):
        files["index.yaml"]["root"] = "tidak_ada"
        with pytest.raises(pekppp.PackageError) as refused:
            regulation_of(files)
        assert "PKP-106" in {problem.code for problem in refused.value.problems}

    run()


def features(files):
    """Yield what a package has, in words."""
    index = files["index.yaml"]
    yield from (key for key in ("conversion", "beside") if key in index)
    for requirement in index["requires"]:
        yield f"without {requirement['without']}"
    for node in index["nodes"]:
        yield node["kind"]
        yield f"{node['kind']} over {'rows' if 'rows' in node else 'nodes'}"
        if "rounding" in node:
            yield f"rounding for {' '.join(node['rounding']['used_by'])}"
        if "categories" in node and node["id"] != index["root"]:
            yield "categories on an inner node"
        if "plus" in node and Decimal(str(node["plus"]).partition("/")[0]) < 0:
            yield "negative plus"
        if node["kind"] == "weighted_sum" and not isinstance(node["sum"], str) and node["sum"] < 1:
            yield "a sum below 1"
        yield from weight_features(part.get("weight") for part in node.get("parts", ()))
        if any("." in part["node"] for part in node.get("parts", ())):
            yield "a row as a part"
    if "categories" not in next(node for node in index["nodes"] if node["id"] == index["root"]):
        yield "an index without categories"
    for file in files.values():
        if file["kind"] == "form":
            yield from form_features(file)


def weight_features(weights):
    for weight in weights:
        value = weight["value"] if isinstance(weight, dict) else weight
        yield from ["weight as a block"] if isinstance(weight, dict) else []
        yield {int: "whole weight", Decimal: "decimal weight", str: "ratio as weight"}.get(type(value), "no weight")


def form_features(form):
    yield form["type"]
    for key in ("weights", "unscored", "level_texts", "variant", "additional"):
        if key in form:
            yield f"{key} on a {form['type']} form"
    if "minimum" in form.get("respondents", {}):
        yield "a minimum of respondents"
    questions = [row for block in form.get("aspects", ()) for row in block.get("questions", ())]
    for question in questions if form["type"] == "facts" else ():
        yield from [f"question {key}" for key in ("asked_if", "informs", "evidence") if key in question]
        for fact in question["facts"]:
            yield f"fact {fact['type']}"
            yield from ["a set with other"] if fact.get("other") else []
            yield from [f"condition {key}" for key in fact.get("asked_if", ())]
    rows = [row for block in form.get("aspects", ()) for row in block.get("indicators", ())]
    yield from weight_features(row["weight"] for row in [*rows, *form.get("values", ())] if "weight" in row)


EVERYTHING = {
    *("conversion", "beside", "without error", "without next_part"),
    *("linear", "mean over rows", "mean over nodes", "weighted_mean over rows", "weighted_mean over nodes"),
    *("weighted_sum over rows", "weighted_sum over nodes", "first_given", "a row as a part"),
    *("rounding for display", "rounding for display category", "rounding for display parent"),
    *("rounding for display category parent", "categories on an inner node", "an index without categories"),
    *("negative plus", "a sum below 1", "whole weight", "decimal weight", "ratio as weight", "weight as a block"),
    *("rubric", "survey", "value", "facts", "weights on a rubric form", "weights on a survey form"),
    *(
        "weights on a value form",
        "unscored on a rubric form",
        "level_texts on a survey form",
        "a minimum of respondents",
    ),
    *(f"variant on a {kind} form" for kind in ("rubric", "survey", "value", "facts")),
    *("question asked_if", "question informs", "question evidence", "additional on a facts form", "a set with other"),
    *(f"fact {kind}" for kind in ("bool", "int", "decimal", "percent", "one", "set", "text", "date")),
    *(f"condition {key}" for key in ("=", "in", "present", "not", "all", "any")),
}


def test_everything_that_a_package_may_say_occurs():
    found = set()

    @settings(max_examples=300, derandomize=True, database=None, phases=[Phase.generate])
    @given(package_documents())
    def collect(files):
        found.update(features(files))

    collect()
    assert EVERYTHING - found == set()


@few
@given(st.data())
def test_a_package_is_small(data):
    files = data.draw(package_documents())
    assert len(files["index.yaml"]["nodes"]) <= 40
    assert sum(1 for file in files.values() if file["kind"] == "form") <= 20
