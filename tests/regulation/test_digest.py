"""The digest follows what a package says, not how its files are written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pekppp_rules.reading import read_document
from pekppp_rules.regulation.digest import canonical_bytes, resolved_document

F02, F03, INDEX, CATEGORIES = "f02_luring.yaml", "f03_luring.yaml", "index.yaml", "categories.yaml"
REGULATION, SOURCES = "regulation.yaml", "sources.yaml"


@pytest.fixture(scope="module")
def untouched(kept_shipped):
    return kept_shipped.load().digest


def rewrite(copy, change):
    """Apply `change` to the text of every file; true when it changed each."""
    for path in copy.folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        assert change(text) != text
        path.write_text(change(text), "utf-8", newline="")


def reversed_keys(value):
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(item) for item in value] if isinstance(value, list) else value


def leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: re.sub(r"^#.*\n", "", text),
        lambda text: text.replace("\n", "  # catatan\n"),
        lambda text: text.replace("\n", "\n\n# baris\n\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "---\n" + text,
        lambda text: text.rstrip("\n"),
    ],
    ids=["no head comment", "comments behind", "comments between", "CRLF", "BOM", "document mark", "no last line end"],
)
def test_comments_and_line_ends_leave_the_digest_alone(shipped, untouched, change):
    rewrite(shipped, change)
    assert shipped.load().digest == untouched


def test_the_order_of_keys_and_the_style_of_writing_leave_the_digest_alone(shipped, untouched):
    for path in shipped.folder.glob("*.yaml"):
        data = reversed_keys(read_document(path).data)
        path.write_text(json.dumps(data, default=float, ensure_ascii=False, indent=1), "utf-8")
    assert shipped.load().digest == untouched


def test_the_names_of_the_files_leave_the_digest_alone(shipped, untouched):
    (shipped.folder / F03).rename(shipped.folder / "a.yaml")
    (shipped.folder / INDEX).rename(shipped.folder / "z.yaml")
    assert shipped.load().digest == untouched


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (F03, "  - aspect: a\n", "  - aspect: a\n    source: [SC03A, SW, KB-new]\n    confidence: primary\n"),
        (F03, "scale: {lowest: 0,", "scale: {source: [SC03A, SW, KB-new], lowest: 0,"),
        (INDEX, "of: ipp\n", "of: ipp\n    source: [PUBLISHED, PACKAGE]\n    confidence: inferred\n"),
        (
            INDEX,
            "{node: f02, weight: 0.75}",
            "{node: f02, source: [SW, GT], weight: {value: 0.75, confidence: secondary}}",
        ),
    ],
    ids=["an aspect", "a scale", "a node", "a weight"],
)
def test_writing_out_what_is_inherited_leaves_the_digest_alone(shipped, untouched, file, old, new):
    shipped.edit(file, old, new)
    assert shipped.load().digest == untouched


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weight: 0.75}", "weight: 0.750}"),
        ("weight: 0.75}", 'weight: "3/4"}'),
        ("weight: 0.75}", 'weight: "75/100"}'),
        ("weight: 0.75}", "weight: 75e-2}"),
        ("times: 20", "times: 20.0"),
        ("times: 20", 'times: "40/2"'),
        ("times: 20", "times: 20\n    plus: 0"),
        ("places: 2", "places: 2.0"),
    ],
)
def test_the_same_number_written_in_another_way_has_the_same_digest(shipped, untouched, old, new):
    shipped.edit(INDEX, old, new)
    assert shipped.load().digest == untouched


def test_composed_and_decomposed_letters_have_the_same_digest(small):
    small.edit("f03.yaml", "Tanya satu", unicodedata.normalize("NFC", "Tanya é"))
    composed = small.load().digest
    small.edit("f03.yaml", unicodedata.normalize("NFC", "Tanya é"), unicodedata.normalize("NFD", "Tanya é"))
    assert small.load().digest == composed


CHANGES = {
    "two indicator weights": (
        (F02, "confidence: primary\n        weight: {value: 17", "confidence: primary\n        weight: {value: 16"),
        (
            F02,
            "drafting or changing the service standard}\n        weight: {value: 14",
            "drafting or changing the service standard}\n        weight: {value: 15",
        ),
    ),
    "two aspect weights": (
        (INDEX, "f02.a, weight: 24}", "f02.a, weight: 25}"),
        (INDEX, "f02.b, weight: 25}", "f02.b, weight: 24}"),
    ),
    "the shares of the forms": (
        (INDEX, "f02, weight: 0.75}", "f02, weight: 0.7}"),
        (INDEX, "f03, weight: 0.25}", "f03, weight: 0.3}"),
    ),
    "the conversion": ((INDEX, "times: 20", "times: 25"),),
    "the rounding": ((INDEX, "places: 2", "places: 3"),),
    "what the rounding is for": ((INDEX, "used_by: [display, category]", "used_by: [display]"),),
    "the order of the aspects": (
        (INDEX, "      - {node: f03.a}\n      - {node: f03.b}\n", "      - {node: f03.b}\n      - {node: f03.a}\n"),
    ),
    "a bound": ((CATEGORIES, "from: 4.51", "from: 4.5"),),
    "a category's name": ((CATEGORIES, "id: Pelayanan Prima", "id: Pelayanan prima"),),
    "a category's letter": ((CATEGORIES, "letter: A-", "letter: AB"),),
    "a level text": ((F02, "id: Tiga media memuat hasil SKM", "id: Tiga media"),),
    "an English level text": ((F02, "en: Three media publish the SKM result", "en: Three media"),),
    "an element": ((F02, "{id: Papan reklame, en: Billboard}", "{id: Baliho, en: Billboard}"),),
    "an element more": ((F02, "          - {id: Papan reklame, en: Billboard}\n", ""),),
    "a piece of evidence": ((F02, "{id: Daftar hadir, en: Attendance list}", "{id: Presensi, en: Attendance list}"),),
    "the reason of a dispute": ((F02, "PB mencetak enam bulan dua kali", "PB mencetak enam bulan berkali-kali"),),
    "a source of a weight": ((F02, "value: 23, source: [YU, PB, KB-new]", "value: 23, source: [YU, PB]"),),
    "a confidence": (
        (
            F02,
            "value: 23, source: [YU, PB, KB-new], confidence: secondary",
            "value: 23, source: [YU, PB, KB-new], confidence: single",
        ),
    ),
    "a question": ((F03, "id: Petugas tanggap", "id: Petugas cekatan"),),
    "the respondents asked for": ((F03, "value: 10", "value: 11"),),
    "a source's title": ((SOURCES, "title: PermenPANRB 17/2017", "title: Permen PANRB 17/2017"),),
    "the validity": ((REGULATION, 'on: "2022"', 'on: "2021"'),),
    "the version": ((REGULATION, "version: 1.0.0", "version: 1.0.1"),),
    "a note": ((REGULATION, "id: Pasal yang diubah belum ditemukan.", "id: Pasalnya belum ditemukan."),),
}


@pytest.mark.parametrize("edits", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_of_content_changes_the_digest(shipped, untouched, edits):
    for edit in edits:
        shipped.edit(*edit)
    assert shipped.load().digest != untouched


@settings(max_examples=60)
@given(data=st.data())
def test_a_word_added_to_any_text_changes_the_digest(kept_small, data):
    before = kept_small.load().digest
    path = kept_small.folder / data.draw(st.sampled_from(["f02_luring.yaml", "f03.yaml", CATEGORIES, REGULATION]))
    text = path.read_text("utf-8")
    end = data.draw(st.sampled_from([match.end() for match in re.finditer(r"\{id: \w[^,}]*", text)]))
    path.write_text(f"{text[:end]} tambahan{text[end:]}", "utf-8")
    try:
        assert kept_small.load().digest != before
    finally:
        path.write_text(text, "utf-8")


def test_the_digest_is_sha256_over_sorted_json_without_spaces(kept_shipped):
    package = kept_shipped.load()
    document = resolved_document(package)
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical_bytes(document) == text.encode("utf-8")
    assert package.digest == "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_document_writes_exact_numbers_as_text_in_lowest_terms_and_counts_as_numbers(small):
    document = resolved_document(small.load())
    luring = document["forms"][1]
    weight = luring["aspects"][0]["indicators"][1]["weight"]
    assert (weight["value"], weight["printed"]) == ("2/3", "67/100")
    assert document["categories"]["tables"][0]["categories"][1]["from"] == "2/5"
    assert document["index"]["nodes"][0]["plus"] == "-10"
    assert luring["scale"]["highest"] == 2


def test_the_document_holds_texts_whole_numbers_and_nothing_else(kept_shipped):
    kinds = {type(leaf) for leaf in leaves(resolved_document(kept_shipped.load()))}
    assert kinds <= {str, int, bool}


def test_two_copies_of_one_package_are_equal_and_share_their_digest(shipped, kept_shipped):
    first, second = shipped.load(), kept_shipped.load()
    assert first == second
    assert first.digest == second.digest


RULES = ("rules_checks.yaml", "rules_levels.yaml", "rules_recommendations.yaml")


def together(copy, files, name):
    """Put the rules of several files into one, each rule and table with the source and confidence of its file."""
    tables, rules = [], []
    for file in files:
        data = read_document(copy.folder / file).data
        told = {key: data[key] for key in ("source", "confidence")}
        tables += [{**told, **table} for table in data.get("tables", [])]
        rules += [{**told, **rule} for rule in data["rules"]]
        (copy.folder / file).unlink()
    whole = {"kind": "rules", "source": ["PACKAGE"], "confidence": "single", "tables": tables, "rules": rules}
    (copy.folder / name).write_text(json.dumps(whole, default=float, ensure_ascii=False), "utf-8")


def test_how_rules_are_split_into_files_leaves_both_digests_alone(shipped, kept_shipped):
    together(shipped, RULES, "rules.yaml")
    whole, split = shipped.load(), kept_shipped.load()
    assert (len(whole.rules), len(split.rules)) == (1, 3)
    assert (whole.digest, whole.rules_digest) == (split.digest, split.rules_digest)


def test_a_file_for_each_rule_leaves_both_digests_alone(toy, kept_toy):
    data = read_document(toy.folder / "aturan.yaml").data
    (toy.folder / "aturan.yaml").unlink()
    for number, rule in enumerate(data["rules"]):
        tables = {"tables": data["tables"]} if number == 0 else {}
        one = {"kind": "rules", "source": ["JURU"], "confidence": "single", **tables, "rules": [rule]}
        one |= {key: data[key] for key in ("source", "confidence")}
        text = json.dumps(one, default=float, ensure_ascii=False)
        (toy.folder / f"aturan_{number:02}.yaml").write_text(text, "utf-8")
    assert (toy.load().digest, toy.load().rules_digest) == (kept_toy.load().digest, kept_toy.load().rules_digest)


def test_the_order_of_rules_is_part_of_both_digests(shipped, kept_shipped):
    together(shipped, RULES[::-1], "rules.yaml")
    assert shipped.load().digest != kept_shipped.load().digest
    assert shipped.load().rules_digest != kept_shipped.load().rules_digest


def test_the_source_of_a_single_rule_is_part_of_the_digest_whoever_says_it(toy, kept_toy):
    before = kept_toy.load().digest
    toy.edit("aturan.yaml", "  - id: gua_gelap\n", "  - id: gua_gelap\n    source: [TITAH]\n")
    assert toy.load().digest == before
    toy.edit("aturan.yaml", "    source: [TITAH]\n", "    source: [JURU]\n")
    assert toy.load().digest != before


@pytest.mark.parametrize("copy", ["small", "toy", "shipped"])
def test_every_way_of_writing_a_line_end_leaves_both_digests_alone(request, copy):
    package = request.getfixturevalue(copy)
    before = package.load()
    for path in package.folder.glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("\n", "\r\n"), "utf-8", newline="")
    after = package.load()
    assert (after.digest, after.rules_digest) == (before.digest, before.rules_digest)


def test_the_digests_are_the_same_on_every_platform_and_interpreter(small):
    """A golden value: it changes only with the canonical form, and then every record of the past would no longer verify."""
    package = small.load()
    assert package.digest == "sha256:e0706a0e8dfdebacd29e0dedde1e6319e9c14a50214a0df2dcadc6d5f6fff725"
    assert package.rules_digest == "sha256:450e15f5ae5f3202cafcd3758b8bd79b23e0767b6e791e799200193689ef9cec"


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0"}, {"TZ": "Asia/Jayapura"}],
)
def test_neither_hash_seed_nor_locale_nor_time_zone_shows_in_it(checkout, kept_toy, environment):
    script = "import pekppp_rules as p, sys; r = p.load(sys.argv[1]); print(r.digest, r.rules_digest)"
    done = subprocess.run(
        [sys.executable, "-c", script, kept_toy.folder],
        cwd=checkout,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    package = kept_toy.load()
    assert done.stdout.split() == [package.digest, package.rules_digest]
