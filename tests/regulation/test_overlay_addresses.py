"""At every address of every package: what is replaced, removed and added, and the source that it takes."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pekppp_rules.errors import shown
from pekppp_rules.regulation.authored import authored
from pekppp_rules.regulation.digest import resolved_document
from pekppp_rules.regulation.folder import sections_of
from pekppp_rules.regulation.inherited import name_of
from pekppp_rules.regulation.overlay import overlaid
from tests.overlays import SOURCES, changes, differences, identity
from tests.packages_here import NAMES, loaded
from tests.releases import TOY_ID


def merged(base, *entries, **files):
    """Return the sections of an overlay of a package, without a folder."""
    own = {"regulation.yaml": identity(extends=f"{base.regulation.id}@0.1.0.dev"), "sources.yaml": SOURCES, **files}
    if entries:
        own["changes.yaml"] = changes(*entries)
    return overlaid(sections_of(own), base)


def resolved(sections):
    """Return the resolved document of sections that have no problem, without identity and sources."""
    assert sections.problems == []
    assert sections.changes == []
    data, problems = sections.resolved()
    assert problems == []
    document = resolved_document(type(loaded(TOY_ID).package).model_validate(data))
    return {key: item for key, item in document.items() if key not in {"regulation", "sources"}}


def rest_of(name):
    document = resolved_document(loaded(name).package)
    return {key: item for key, item in document.items() if key not in {"regulation", "sources"}}


def addresses(name):
    """Return every address in a package with what stands there and the source and confidence of the block around it."""
    plain = authored(loaded(name).package)
    starts = [(kind, plain[kind]) for kind in ("index", "categories")]
    for form in plain["forms"]:
        variant = f"@{form['variant']['value']}" if "variant" in form else ""
        starts.append((f"forms/{form['form']}{variant}", form))
    found = []
    for start, data in starts:
        found += _inside(data, start, None)
    for file in plain.get("rules", []):
        for part in ("rules", "tables"):
            for item in file.get(part, []):
                found.append((f"rules/{item['id']}", item, item))
                found += _inside(item, f"rules/{item['id']}", None)
    return found


def _inside(value, address, block):
    if isinstance(value, dict):
        block = value if "source" in value else block
        for key, item in value.items():
            if "/" not in key:
                yield (f"{address}/{key}", item, block)
                yield from _inside(item, f"{address}/{key}", block)
    elif isinstance(value, list):
        names = [name_of(item) for item in value]
        for name, item in zip(names, value, strict=True):
            if name is not None and names.count(name) == 1 and "/" not in name:
                yield (f"{address}/{name}", item, block)
                yield from _inside(item, f"{address}/{name}", block)


ADDRESSES = {name: addresses(name) for name in NAMES}
KINDS_OF_ADDRESS = {
    f"{address.split('/')[0]} {address.split('/')[-1] if isinstance(value, (dict, list)) else type(value).__name__}"
    for name in NAMES
    for address, value, _ in ADDRESSES[name]
}


def any_address(data):
    name = data.draw(st.sampled_from([TOY_ID, TOY_ID, *NAMES]))
    return name, *data.draw(st.sampled_from(ADDRESSES[name]))


def told(block):
    """The source and confidence that a change must name to leave a block as it was."""
    return {key: block[key] for key in ("source", "confidence")}


def test_the_addresses_reach_every_kind_of_place():
    assert len(ADDRESSES[TOY_ID]) > 900
    reached = {address for address, _, _ in ADDRESSES[TOY_ID]}
    for expected in (
        "index/nodes/mutu/parts/loket/weight/value",
        "index/rounding/used_by",
        "categories/tables/mutu/categories/Emas/from",
        "forms/rubrik@luring/aspects/p/indicators/p1/levels/3/en",
        "forms/rubrik@luring/unscored/naga",
        "forms/tanya/respondents/minimum",
        "forms/lapor/aspects/p/questions/sapaan/facts/sapaan.bahasa/options/peri",
        "rules/level.p1/ladder/2",
        "rules/level.p2/bands/levels/1/below",
        "rules/langkah/rows/p1/3/text/id",
        "rules/kandang/entries",
    ):
        assert expected in reached, expected


@settings(max_examples=150)
@given(data=st.data())
def test_replacing_anything_by_itself_changes_nothing(data):
    name, address, value, block = any_address(data)
    entry = {"replace": address, "value": value, **told(block)}
    assert resolved(merged(loaded(name).package, entry)) == rest_of(name)


KEYS_THAT_NAME = {
    "code",
    "id",
    "key",
    "letter",
    "aspect",
    "node",
    "field",
    "form",
    "level",
    "variant",
    "source",
    "confidence",
}
"""Without them what stands around has no name any more, or no source."""


@settings(max_examples=100)
@given(data=st.data())
def test_removing_anything_and_adding_it_again_where_it_was_changes_nothing(data):
    name, address, value, block = any_address(data)
    parent, _, step = address.rpartition("/")
    around = next((item for one, item, _ in ADDRESSES[name] if one == parent), None)
    siblings = [name_of(item) for item in around] if isinstance(around, list) else []
    place = {}
    if len(siblings) > 1:
        at = siblings.index(step)
        place = {"before": siblings[at + 1]} if at + 1 < len(siblings) else {"after": siblings[at - 1]}
    assume(
        None not in place.values() and step not in KEYS_THAT_NAME and parent != "rules" and "/variant/" not in address
    )
    entries = [{"remove": address}, {"add": address, "value": value, **told(block), **place}]
    assert resolved(merged(loaded(name).package, *entries)) == rest_of(name)


@settings(max_examples=100)
@given(data=st.data())
def test_the_block_whose_bare_value_is_replaced_takes_the_overlay_s_source_and_no_other_does(data):
    name, address, value, block = any_address(data)
    own_words = {"source", "confidence", "note", "disputed", "official_code", "level_texts", "unknown"}
    assume(not isinstance(value, (dict, list)) and not own_words & set(address.split("/")))
    other = "inferred" if block["confidence"] == "unverified" else "unverified"
    after = resolved(merged(loaded(name).package, {"replace": address, "value": value, "confidence": other}))
    found = differences(after, rest_of(name))
    blocks = {path[: path.index(key)] for path in found for key in ("source", "confidence") if key in path}
    assert len(blocks) == 1
    assert set(found.values()) == {"PERDA", other, *([None] if len(block["source"]) > 1 else [])}


@settings(max_examples=150)
@given(data=st.data())
def test_a_step_that_leads_nowhere_is_named_with_what_was_probably_meant(data):
    name, address, _, _ = any_address(data)
    steps = address.split("/")
    at = data.draw(st.integers(0, len(steps) - 1))
    wrong = steps[at] + "x"
    spelt = "/".join([*steps[:at], wrong, *steps[at + 1 :]])
    for entry in ({"replace": spelt, "value": 1}, {"remove": spelt}):
        sections = merged(loaded(name).package, entry)
        (problem,) = sections.problems
        assert (problem.code, problem.parameters["step"]) == ("PKP-173", shown(wrong))
        if 2 < len(steps[at]) < 80:
            assert problem.parameters["suggestion"] == shown(steps[at])
