"""Packages made to do harm by going in circles, by being too deep or too much, and by what their texts and releases hold.

What comes out is one clear error with its place, from `load` and from `check`, or a sound package.
"""

from __future__ import annotations

import json
import os
import unicodedata

import pytest

from pekppp_rules.regulation.digest import canonical_bytes, resolved_document
from pekppp_rules.regulation.load import load_folder
from tests.overlays import extending
from tests.probe import probe
from tests.releases import TOY_ID, edit, released, set_version, toy_in, write_index, write_release

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of a process, pipes and devices are those of POSIX")


@pytest.fixture
def toy(tmp_path):
    return toy_in(tmp_path)


@pytest.mark.parametrize("apart", [False, True])
def test_overlays_of_each_other_s_releases_are_told_that_there_is_none(tmp_path, apart):
    """None of the two was released, so none can be; looking for the one must not lead back to the other."""
    first = extending(tmp_path / "a", "satu", "dua@1.0.0")
    other = tmp_path / ("b" if apart else "a")
    extending(other, "dua", "satu@1.0.0")
    code, place, message = probe(first, tmp_path / "a", other).loading[0]
    assert (code, place) == ("PKP-170", f"{first}/regulation.yaml:1:35")
    assert "dua@1.0.0" in message


def test_an_overlay_of_its_own_release_that_is_not_there_is_told_so(tmp_path):
    assert probe(extending(tmp_path, "satu", "satu@1.0.0")).only()[0] == "PKP-170"


def test_a_release_that_says_it_extends_itself_is_read_as_it_stands(toy):
    """A release is whole: what it extends is a note on where it came from."""
    released(toy, "1.0.0")
    document = json.loads((toy / "released" / "1.0.0.json").read_bytes())
    document["regulation"]["extends"] = f"{TOY_ID}@1.0.0"
    write_release(toy, canonical_bytes(document), "1.0.0")
    assert probe(f"{TOY_ID}@1.0.0", toy.parent).loading == []


@pytest.mark.parametrize("deep", ["[" * 100_000, "a: {" + "b: {" * 100_000, "- " * 100_000], ids=["[", "{", "-"])
def test_yaml_of_a_hundred_thousand_levels_is_told_at_its_place(toy, deep):
    (toy / "lain.yaml").write_text(deep, "utf-8")
    code, place, _ = probe(toy).only()
    assert code == "PKP-010"
    assert place.startswith(f"{toy}/lain.yaml:1:")


def test_a_release_of_a_hundred_thousand_levels_is_not_that_release(toy):
    write_release(toy, b'{"format":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "1.0.0")
    assert [code for code, _, _ in probe(f"{TOY_ID}@1.0.0", toy.parent).loading] == ["PKP-310"]


def test_an_index_of_a_hundred_thousand_levels_is_told_with_its_place(toy):
    write_index(toy)
    (toy / "released" / "index.json").write_text('{"releases": ' + "[" * 100_000 + "]" * 100_000 + "}", "utf-8")
    told = probe(TOY_ID, toy.parent)
    assert told.codes == ["PKP-311", "PKP-010"]
    assert all(place.startswith(f"{toy}/released/index.json") for _, place, _ in told.loading)


def test_a_release_of_ten_million_values_is_refused_before_it_is_built(toy):
    write_release(toy, b'{"format":1,"index":[' + b"[]," * 10_000_000 + b"1]}", "1.0.0")
    assert probe(f"{TOY_ID}@1.0.0", toy.parent).codes == ["PKP-310"]


def test_a_base_cannot_be_made_deeper_by_one_overlay_upon_another(tmp_path):
    """Each file is of few levels, but an address begins where the last overlay ended."""
    toy_in(tmp_path)
    deep = {"field": "unit.mode", "=": "luring"}
    for _ in range(26):
        deep = {"not": deep}
    base, when = f"{TOY_ID}@0.1.0.dev", "rules/terang/when"
    for name in ("satu", "dua"):
        folder = extending(tmp_path, name, base)
        change = {"replace": when, "value": deep, "source": ["PERDA"], "confidence": "primary"}
        (folder / "changes.yaml").write_text(json.dumps({"kind": "changes", "changes": [change]}), "utf-8")
        base, when = f"{name}@0.1.0.dev", when + "/not" * 26
    assert probe(tmp_path / "satu").loading == []
    (tmp_path / "dua" / "sources.yaml").unlink()
    code, place, _ = probe(tmp_path / "dua").only()
    assert code == "PKP-010"
    assert place.startswith(f"{tmp_path}/dua/changes.yaml:1:")


def test_an_overlay_of_very_many_changes_is_refused_and_not_carried_out(tmp_path):
    toy_in(tmp_path)
    folder = extending(tmp_path, "satu", f"{TOY_ID}@0.1.0.dev")
    changes = [{"add": f"aspects/a{at}", "value": {}} for at in range(50_000)]
    (folder / "changes.yaml").write_text(json.dumps({"kind": "changes", "changes": changes}), "utf-8")
    told = probe(folder)
    assert ["PKP-508", f"{folder}/changes.yaml:1:32"] in [problem[:2] for problem in told.checking]


def test_a_file_of_four_gigabytes_is_not_read(toy):
    for name in ("regulation.yaml", "lain.yaml"):
        (toy / name).touch()
        os.truncate(toy / name, 4_000_000_000)
    assert [problem[:2] for problem in probe(toy).checking] == [
        ["PKP-004", f"{toy}/lain.yaml"],
        ["PKP-004", f"{toy}/regulation.yaml"],
    ]


def test_a_release_and_an_index_of_four_gigabytes_are_not_read(toy):
    released(toy, "1.0.0")
    os.truncate(toy / "released" / "1.0.0.json", 4_000_000_000)
    assert probe(f"{TOY_ID}@1.0.0", toy.parent).codes == ["PKP-004"]
    os.truncate(toy / "released" / "index.json", 4_000_000_000)
    assert probe(TOY_ID, toy.parent).codes == ["PKP-004", "PKP-311"]


@pytest.mark.parametrize(
    ("count", "content", "limit"),
    [
        (1_100, "kind: rules\n", "1000 files"),
        (8, "# " + "x" * 3_000_000, "16 MB"),
        (4, "a: [" + "1," * 200_000, "500000"),
    ],
    ids=["files", "bytes", "values"],
)
@pytest.mark.parametrize("where", [".", "cases"])
def test_very_many_files_are_refused_together(toy, where, count, content, limit):
    (toy / where).mkdir(exist_ok=True)
    for number in range(count):
        (toy / where / f"z{number}.yaml").write_text(content + "]" * ("[" in content), "utf-8")
    told = probe(toy)
    assert [code for code, _, _ in told.checking].count("PKP-019") == 1
    assert f"together more than {limit}" in next(message for code, _, message in told.checking if code == "PKP-019")


def test_very_many_folders_and_files_beside_a_package_cost_nothing(toy):
    for number in range(3_000):
        (toy / f"lain_{number}").mkdir()
        (toy / f"lain_{number}.txt").touch()
        (toy.parent / f"folder_{number}").mkdir()
    assert probe(toy).checking == []
    assert probe(TOY_ID, toy.parent).loading == []


def test_of_a_flood_of_problems_the_first_thousand_are_told(toy):
    (toy / "lain.yaml").write_text("kind: rules\n" + "".join(f"kunci_{at}: 1\n" for at in range(50_000)), "utf-8")
    told = probe(toy)
    assert len(told.checking) == 1_001
    assert told.codes.count("PKP-020") == 1
    (toy / "lain.yaml").write_text("kind: rules\nrules: [" + "&a 1," * 400_000 + "]", "utf-8")
    assert probe(toy).codes.count("PKP-009") == 1_000


def test_aliases_that_would_grow_to_billions_are_refused_where_they_stand(toy):
    lines = [
        "a0: &a0 [x, x, x, x, x, x, x, x, x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)),
    ]
    (toy / "lain.yaml").write_text("\n".join(lines), "utf-8")
    told = probe(toy)
    assert set(told.codes) == {"PKP-009"}
    assert told.checking[0][1] == f"{toy}/lain.yaml:1:5"


@pytest.mark.parametrize("name", ["regulation.yaml", "aturan.yaml", "cases/satu.yaml"])
def test_a_file_that_is_not_utf_8_is_told(toy, name):
    (toy / name).write_bytes((toy / name).read_bytes().replace(b"kind", b"k\xffnd"))
    assert probe(toy).checking[0][:2] == ["PKP-006", f"{toy}/{name}"]


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_a_text_means_the_same_however_its_letters_are_composed(toy, form):
    edit(toy / "categories.yaml", "Loket emas", unicodedata.normalize(form, "Lokét émas"))
    package = load_folder(toy, "x")
    assert package.table("mutu").categories[0].name.id == unicodedata.normalize("NFC", "Lokét émas")
    assert json.loads(canonical_bytes(resolved_document(package))) == resolved_document(package)


def test_a_key_that_is_not_in_nfc_is_unknown_as_any_other(toy):
    (toy / "lain.yaml").write_text("kind: rules\nso\u0301urce: [TITAH]\n", "utf-8")
    assert "PKP-501" in probe(toy).codes


def test_a_release_with_a_key_twice_or_something_behind_it_is_not_that_release(toy):
    set_version(toy, "1.0.0")
    content = canonical_bytes(resolved_document(load_folder(toy, "x")))
    for spoilt in (
        content + b"\n",
        content + b"{}",
        content.replace(b'"format":1,', b'"format":1,"format":1,'),
        b" " + content,
    ):
        write_release(toy, spoilt, "1.0.0")
        assert probe(f"{TOY_ID}@1.0.0", toy.parent).codes == ["PKP-310"]
