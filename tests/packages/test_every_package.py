"""What holds for every package that ships, whatever it regulates."""

from __future__ import annotations

import re

import pytest

from pekppp_rules.reading import bundled_folder, read_document
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.model import Sourced, Text
from tests.packages.blocks import blocks

NAMES = [path.parent.name for path in sorted(bundled_folder("regulations").glob("*/regulation.yaml"))]
PACKAGES = {name: find_package(name) for name in NAMES}
every_package = pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES.keys())
CASES = {
    name: [
        case
        for path in sorted((bundled_folder("regulations") / name / "cases").glob("*.yaml"))
        for case in read_document(path).data["cases"]
    ]
    for name in NAMES
}


@every_package
def test_the_sources_listed_are_the_sources_named(package):
    listed = {source.key for source in package.sources.sources}
    named = {key for block in blocks(package) for field in ("source", "looked_at") for key in getattr(block, field, ())}
    assert named <= listed
    lists_more = package.regulation.id == "permenpanrb_29_2022" or package.regulation.extends is not None
    assert lists_more or named == listed


@every_package
def test_an_overlay_names_every_source_that_it_adds(package):
    path = bundled_folder("regulations") / package.regulation.id / "sources.yaml"
    named = {key for block in blocks(package) for key in getattr(block, "source", ())}
    if package.regulation.extends is not None and path.is_file():
        assert {entry["key"] for entry in read_document(path).data["sources"]} <= named


@every_package
def test_every_value_names_a_source(package):
    assert [block for block in blocks(package) if isinstance(block, Sourced) and not block.source] == []


@every_package
def test_every_text_is_given_in_both_languages(package):
    texts = [block for block in blocks(package) if isinstance(block, Text)]
    same = re.compile(r"[\w.,;:()<>=/+ -]*\Z")
    assert [text for text in texts if not text.en and not same.match(text.id)] == []


@every_package
def test_every_package_that_ships_is_national(package):
    assert package.regulation.scope == "national"


@every_package
def test_a_date_that_was_not_seen_is_known_to_the_year_and_inferred(package):
    validity = package.regulation.validity
    moments = [moment for moment in (validity.from_, validity.until) if moment is not None]
    assert {(moment.precision, moment.confidence) for moment in moments} == {("year", "inferred")}


@pytest.mark.parametrize("name", NAMES)
def test_a_published_case_says_how_far_it_goes(name):
    published = [
        case for case in CASES[name] if "published_under" in case or str(case.get("source", "")).startswith("http")
    ]
    assert published
    assert [case["id"] for case in published if "class" not in case] == []
