"""`pekppp regulations new` as an author meets it."""

from __future__ import annotations

import json
import re

import pytest

BLANK = """\
contoh/: paket kosong; lolos check dan test, 1 kasus
  cases/dasar.yaml
  categories.yaml
  index.yaml
  regulation.yaml
  rubrik.yaml
  sources.yaml
Ganti setiap isi bertanda GANTI. Sesudah itu:
  pekppp regulations check ./contoh
  pekppp regulations test ./contoh
  pekppp regulations release ./contoh
"""
OVERLAY = """\
contoh/: extends kep_25_2004@0.1.0; passes check and test, 1 case(s)
  cases/dasar.yaml
  changes.yaml
  regulation.yaml
  sources.yaml
Replace everything marked GANTI. After that:
  pekppp regulations check ./contoh
  pekppp regulations test ./contoh
  pekppp regulations release ./contoh
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_makes_a_blank_package_and_says_what_comes_next(pekppp_command):
    done = pekppp_command("regulations", "new", "contoh")
    assert (done.status, done.out, done.err) == (0, BLANK, "")


def test_new_in_english_makes_an_overlay(pekppp_command):
    done = pekppp_command("regulations", "new", "contoh", "--extends", "kep_25_2004@0.1.0", "--lang", "en")
    assert (done.status, done.out, done.err) == (0, OVERLAY, "")


def test_new_copies_a_package_and_says_what_to_replace_first(pekppp_command):
    done = pekppp_command("regulations", "new", "contoh", "--from", "kep_25_2004")
    lines = done.out.splitlines()
    assert re.fullmatch(r"contoh/: salinan kep_25_2004@0\.1\.0; lolos check dan test, [0-9]+ kasus", lines[0])
    assert "Ganti citation, title, scope, dan validity di regulation.yaml, lalu yang lain. Sesudah itu:" in lines


@pytest.mark.parametrize("options", [[], ["--extends", "kep_25_2004@0.1.0"], ["--from", "kep_25_2004"]])
@pytest.mark.parametrize("command", ["check", "test"])
def test_the_commands_that_new_names_succeed_at_once(pekppp_command, options, command):
    told = pekppp_command("regulations", "new", "contoh", *options).out
    assert f"  pekppp regulations {command} ./contoh\n" in told
    assert pekppp_command("regulations", command, "./contoh").status == 0


@pytest.mark.parametrize("options", [[], ["--extends", "kep_25_2004@0.1.0"]])
def test_a_new_package_is_released_once_its_samples_are_replaced(pekppp_command, here, options):
    pekppp_command("regulations", "new", "contoh", *options)
    refused = pekppp_command("regulations", "release", "./contoh", "--lang", "en")
    assert refused.status == 1
    assert {line.split("  ")[1] for line in refused.err.splitlines()[:-1]} == {"PKP-166"}
    assert not (here / "contoh" / "released").exists()
    for path in (here / "contoh").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("GANTI: ", "").replace("REPLACE: ", ""), "utf-8")
    assert pekppp_command("regulations", "release", "./contoh").status == 0


def test_a_copy_of_a_package_has_no_samples_and_is_released_at_once(pekppp_command):
    pekppp_command("regulations", "new", "contoh", "--from", "kep_25_2004")
    assert pekppp_command("regulations", "release", "./contoh").status == 0


def test_new_can_make_it_in_another_folder(pekppp_command, here):
    (here / "paket").mkdir()
    done = pekppp_command("regulations", "new", "contoh", "--in", "paket")
    assert "  pekppp regulations check ./paket/contoh\n" in done.out
    assert (here / "paket" / "contoh" / "regulation.yaml").is_file()
    assert pekppp_command("regulations", "new", "lagi", "--in", here / "paket").out.endswith(f" {here}/paket/lagi\n")


def test_new_as_json_is_one_document(pekppp_command):
    done = pekppp_command("regulations", "new", "contoh", "--extends", "kep_25_2004", "--format", "json")
    assert json.loads(done.out) == {
        "folder": "contoh",
        "base": "kep_25_2004@0.1.0",
        "files": ["cases/dasar.yaml", "changes.yaml", "regulation.yaml", "sources.yaml"],
        "cases": 1,
    }


def test_the_schemas_beside_a_new_package_are_those_that_regulations_schema_prints(pekppp_command, here):
    pekppp_command("regulations", "new", "contoh")
    schemas = sorted((here / "contoh" / "schemas" / "v1").glob("*.schema.json"))
    assert [path.name.partition(".")[0] for path in schemas] == [
        *("cases", "categories", "changes", "form", "index", "regulation", "rules", "sources")
    ]
    for path in schemas:
        printed = pekppp_command("regulations", "schema", "--kind", path.name.partition(".")[0]).out
        assert path.read_text("utf-8") == printed


def test_new_extends_or_copies_not_both(pekppp_command, here):
    done = pekppp_command("regulations", "new", "contoh", "--extends", "kep_25_2004", "--from", "kep_25_2004")
    assert (done.status, done.out) == (2, "")
    assert "pakai --extends atau --from, salah satu saja" in done.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Perwali-2030"], 'PKP-177  "Perwali-2030" is no id of a package'),
        (["kep_25_2004"], 'PKP-179  the id "kep_25_2004" is that of another package (pekppp_rules)'),
        (["contoh", "--from", "kep_25_204"], 'did you mean "kep_25_2004"?'),
        (["contoh", "--in", "tiada"], "tiada  PKP-317"),
    ],
)
def test_what_new_refuses_it_explains_and_makes_nothing(pekppp_command, here, arguments, told):
    done = pekppp_command("regulations", "new", *arguments, "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert told in done.err
    assert list(here.iterdir()) == []
