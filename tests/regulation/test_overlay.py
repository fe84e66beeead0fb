"""Overlays: what they change, what they leave alone, and where it came from."""

from __future__ import annotations

import shutil

from pekppp_rules.regulation.digest import package_digest, resolved_document
from pekppp_rules.regulation.folder import sections_of
from pekppp_rules.regulation.overlay import overlaid
from tests.overlays import (
    EXTENDS,
    MINIMUM,
    NAME,
    ROW,
    SOURCES,
    P,
    changes,
    differences,
    identity,
    load,
    luring,
    minimum,
    node,
    write,
)
from tests.packages_here import loaded
from tests.releases import TOY_ID


def test_an_overlay_that_changes_only_its_identity_keeps_everything_else(root):
    base, overlay = load(root / TOY_ID), load(write(root, citation="Perda 1/2021"))
    assert overlay.rules_digest == base.rules_digest
    assert overlay.digest != base.digest
    after, before = resolved_document(overlay), resolved_document(base)
    assert after.pop("sources")["sources"] == [*before.pop("sources")["sources"], SOURCES["sources"][0]]
    mine, its = after.pop("regulation"), before.pop("regulation")
    assert after == before
    assert differences(mine, its) == {
        ("id",): NAME,
        ("scope",): NAME,
        ("citation",): "Perda 1/2021",
        ("source", 0): "PERDA",
        ("extends",): EXTENDS,
    }


def test_what_identity_leaves_out_is_inherited_with_its_own_sources(root):
    overlay = load(write(root))
    assert overlay.regulation.citation == "Titah Raja 7/1001"
    assert overlay.regulation.validity.from_.on == "2020-01-01"
    assert overlay.regulation.validity.source == ("TITAH",)
    assert overlay.regulation.source == ("PERDA",)


def test_an_overlay_never_touches_its_base(root):
    before = load(root / TOY_ID)
    digest = before.digest
    overlay = load(write(root, MINIMUM, {"remove": f"{P}/p1/evidence"}))
    assert load(root / TOY_ID) is before
    assert (minimum(before).value, minimum(overlay).value) == (3, 30)
    assert package_digest(before) == digest


def test_a_row_is_added_where_it_is_said_to_be(root):
    halves = [{"replace": f"{P}/p1/weight", "value": "1/4"}, {"replace": f"{P}/p2/weight", "value": {"value": "1/2"}}]
    for place, codes in (
        ({}, ["p1", "p2", "p3"]),
        ({"before": "p1"}, ["p3", "p1", "p2"]),
        ({"after": "p1"}, ["p1", "p3", "p2"]),
        ({"after": "p2"}, ["p1", "p2", "p3"]),
    ):
        shutil.rmtree(root / NAME, ignore_errors=True)
        overlay = load(write(root, *halves, {"add": f"{P}/p3", "value": ROW, **place}))
        rows = luring(overlay).aspects[0].indicators
        assert [row.code for row in rows] == codes
        added = next(row for row in rows if row.code == "p3")
        assert (added.source, added.weight.source, added.confidence) == (("PERDA",), ("PERDA",), "primary")


def test_a_value_block_names_a_source_of_its_own(root):
    entry = {
        "replace": "forms/tanya/respondents/minimum",
        "value": {"value": 30},
        "source": ["JURU"],
        "confidence": "single",
    }
    found = minimum(load(write(root, entry)))
    assert (found.value, found.source, found.confidence) == (30, ("JURU",), "single")


def test_a_level_text_may_be_replaced(root):
    overlay = load(write(root, {"replace": f"{P}/p1/levels/3", "value": {"id": "Selalu dan ramah"}}))
    first, second = luring(overlay).aspects[0].indicators
    assert first.levels["3"].id == "Selalu dan ramah"
    assert (first.source, first.weight.source, second.source) == (("PERDA",), ("TITAH",), ("TITAH",))
    assert overlay.rules_digest == load(root / TOY_ID).rules_digest


def test_the_confidence_that_a_block_states_may_be_replaced(root):
    overlay = load(write(root, {"replace": f"{P}/p2/weight/confidence", "value": "secondary"}))
    weight = luring(overlay).aspects[0].indicators[1].weight
    assert (weight.confidence, weight.source) == ("secondary", ("JURU",))


def test_a_list_of_blocks_is_the_overlay_s_and_a_list_of_words_makes_its_block_so(root):
    entries = [
        {"replace": "index/nodes/rubrik_rata/parts", "value": [{"node": "rubrik.r"}, {"node": "rubrik.p"}]},
        {"replace": "index/nodes/warga_indeks/rounding/used_by", "value": ["display", "parent"]},
    ]
    overlay = load(write(root, *entries))
    assert [(part.node, part.source) for part in node(overlay, "rubrik_rata").parts] == [
        ("rubrik.r", ("PERDA",)),
        ("rubrik.p", ("PERDA",)),
    ]
    assert node(overlay, "rubrik_rata").source == ("TITAH",)
    assert node(overlay, "warga_indeks").rounding.source == ("PERDA",)


def test_a_category_a_bound_and_a_node_may_be_changed(root):
    entries = [
        {"replace": "categories/tables/mutu/categories/Emas/from", "value": 85},
        {
            "add": "categories/tables/mutu/categories/Perunggu",
            "value": {"letter": "Perunggu", "from": 30, "name": {"id": "Loket perunggu"}},
            "before": "Kayu",
        },
        {"remove": "index/beside"},
        {"remove": "index/nodes/ramah_100"},
    ]
    overlay = load(write(root, *entries))
    table = overlay.table("mutu").categories
    assert [(one.letter, int(one.from_)) for one in table][:3] == [("Emas", 85), ("Perak", 55), ("Perunggu", 30)]
    assert [one.source for one in table] == [("PERDA",), ("TITAH",), ("PERDA",), ("TITAH",)]
    assert overlay.index.beside == ()


def test_rules_and_their_tables_may_be_changed_and_removed_and_files_add_more(root):
    added = {
        "id": "daerah.satu",
        "kind": "check",
        "severity": "info",
        "when": {"evaluators": "rubrik", "<": 2},
        "text": {"id": "Satu."},
    }
    files = {"aturan.yaml": {"kind": "rules", "source": ["PERDA"], "confidence": "primary", "rules": [added]}}
    entries = [
        {"remove": "rules/seragam"},
        {"replace": "rules/berselisih/severity", "value": "warning"},
        {"replace": "rules/terang/when", "value": {"fact": "lapor.ruang.jenis", "=": "aula"}},
        {"replace": "rules/langkah/rows/p1/1/text", "value": {"id": "Mulailah."}},
        {"replace": "rules/langkah/rows/p2/1/effort", "value": "small"},
    ]
    overlay = load(
        write(
            root, *entries, {"replace": "rules/nasihat_gelap/when", "value": {"fired": "naga_dalam_gelap"}}, files=files
        )
    )
    rules = {rule.id: rule for file in overlay.rules for rule in file.rules}
    tables = {table.id: table for file in overlay.rules for table in file.tables}
    assert "seragam" not in rules
    assert "daerah.satu" in rules
    assert (rules["berselisih"].severity, rules["berselisih"].source) == ("warning", ("PERDA",))
    assert (rules["terang"].when.equals, rules["terang"].source) == ("aula", ("PERDA",))
    assert rules["kecil"].source == ("TITAH",)
    assert tables["langkah"].rows["p1"]["1"].text.id == "Mulailah."
    assert tables["langkah"].rows["p2"]["1"].effort == "small"
    assert (tables["langkah"].source, tables["kandang"].source) == (("PERDA",), ("TITAH",))


def test_a_source_of_the_base_may_be_changed(root):
    entries = [{"replace": "sources/sources/JURU/title", "value": "Catatan baru"}]
    sources = load(write(root, *entries)).sources.sources
    assert [(one.key, one.title) for one in sources][1:] == [("JURU", "Catatan baru"), ("PERDA", "Perda rekaan 1/2021")]


def test_a_form_and_a_variant_may_be_added_and_a_form_removed(root):
    ukur = {
        **{"kind": "form", "form": "catat", "type": "value", "title": {"id": "Catatan daerah"}},
        **{"source": ["PERDA"], "confidence": "primary", "scale": {"lowest": 0, "highest": 10}},
        "values": [{"code": "c1", "title": {"id": "Catatan"}}],
    }
    entries = [
        {
            "add": "index/nodes/catat_100",
            "value": {"id": "catat_100", "name": {"id": "Catatan"}, "kind": "linear", "of": "catat.c1", "times": 10},
        },
        {"replace": "index/beside", "value": ["ramah_100", "catat_100"]},
        {"add": "index/requires/catat", "value": {"form": "catat", "without": "error"}},
    ]
    overlay = load(write(root, *entries, files={"catat.yaml": ukur}))
    assert [form.form for form in overlay.forms if form.form == "catat"] == ["catat"]
    gone = load(write(root, {"remove": "forms/rubrik@daring"}, name="tanpa_daring"))
    assert [form.form for form in gone.forms].count("rubrik") == 1


def test_changes_are_made_in_order_each_on_what_the_one_before_left(root):
    entries = [
        {"add": f"{P}/p3", "value": {**ROW, "weight": "1/2"}},
        {"replace": f"{P}/p3/weight", "value": "1/4"},
        {"remove": f"{P}/p1"},
        {"add": f"{P}/p1", "value": {**ROW, "code": "p1"}, "before": "p2"},
        {"replace": f"{P}/p2/weight/value", "value": "1/2"},
    ]
    rows = luring(load(write(root, *entries))).aspects[0].indicators
    assert [(row.code, str(row.weight.value)) for row in rows] == [
        ("p1", "1/4"),
        ("p2", "1/2"),
        ("p3", "1/4"),
    ]


def test_what_a_change_wrote_stays_in_its_file_as_it_was(root):
    """A later change of what was added is no change of the entry that added it."""
    entries = [{"add": f"{P}/p3", "value": ROW}, {"replace": f"{P}/p3/title/id", "value": "Tawa"}]
    own = sections_of({"regulation.yaml": identity(), "sources.yaml": SOURCES, "changes.yaml": changes(*entries)})
    overlaid(own, loaded(TOY_ID).package)
    assert own.changes[0].data == changes(*entries)
