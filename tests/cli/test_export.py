"""`pekppp regulations export`, as a developer of another application types it."""

from __future__ import annotations

import json
import os

import pytest

import pekppp_rules as pekppp
from pekppp_rules.cli.export import with_cases_for
from tests.porting.exported import EVERY_FOLDER, exported
from tests.releases import edit, released, set_version, toy_in

NAME = "negeri_dongeng"
FOLDER = EVERY_FOLDER[NAME]


def in_cases(path):
    return [one["id"] for one in json.loads(path.read_bytes())["vectors"] if one["covers"] == "case"]


def test_a_package_is_exported_with_its_cases(pekppp_command, tmp_path):
    path = tmp_path / "ekspor.json"
    done = pekppp_command("regulations", "export", FOLDER, "-o", path)
    vectors = len(json.loads(exported(NAME))["vectors"])
    assert (done.status, done.err) == (0, "")
    assert done.out == f"ekspor: {path}\ndigest: {pekppp.load(FOLDER).digest}\nvektor: {vectors}\n"
    assert path.read_bytes() == exported(NAME)


def test_in_english_it_says_the_same(pekppp_command, tmp_path):
    out = pekppp_command("regulations", "export", FOLDER, "-o", tmp_path / "export.json", "--lang", "en").out
    assert [line.partition(":")[0] for line in out.splitlines()] == ["export", "digest", "vectors"]


def test_an_id_stands_for_what_ships_under_it(pekppp_command, tmp_path):
    done = pekppp_command("regulations", "export", "kep_25_2004", "-o", tmp_path / "ekspor.json")
    assert done.status == 0
    assert in_cases(tmp_path / "ekspor.json")


def test_it_prints_one_json_document(pekppp_command, tmp_path):
    path = tmp_path / "ekspor.json"
    done = pekppp_command("regulations", "export", FOLDER, "-o", path, "--format", "json")
    assert json.loads(done.out) == {
        "format": 1,
        "export": str(path),
        "digest": pekppp.load(FOLDER).digest,
        "vectors": len(json.loads(path.read_bytes())["vectors"]),
    }


def test_a_release_is_exported_with_the_cases_of_a_working_copy_of_equal_rules_only(tmp_path):
    folder = toy_in(tmp_path)
    released(folder, "1.0.0")
    release = pekppp.load(f"{NAME}@1.0.0", folders=[tmp_path])
    set_version(folder, "1.0.1")
    assert with_cases_for(folder, release) == folder
    edit(folder / "index.yaml", "{node: loket, weight: 50}", "{node: loket, weight: 40}")
    edit(folder / "index.yaml", "{node: warga, weight: 30}", "{node: warga, weight: 40}")
    assert with_cases_for(folder, release) is None
    (folder / "index.yaml").write_text("rusak", "utf-8")
    assert with_cases_for(folder, release) is None


def test_a_package_without_cases_is_exported_with_a_warning(pekppp_command, tmp_path):
    folder = toy_in(tmp_path)
    (folder / "cases" / "satu.yaml").unlink()
    (folder / "cases").rmdir()
    done = pekppp_command("regulations", "export", folder, "-o", tmp_path / "ekspor.json", "--lang", "en")
    assert done.status == 0
    assert done.err.startswith("warning: no cases are exported")
    assert in_cases(tmp_path / "ekspor.json") == []


def test_a_case_that_fails_ends_with_1_and_leaves_the_old_file(pekppp_command, tmp_path):
    folder, path = toy_in(tmp_path), tmp_path / "ekspor.json"
    edit(folder / "cases" / "satu.yaml", "letter: Emas", "letter: Kayu")
    path.write_bytes(b"lama")
    done = pekppp_command("regulations", "export", folder, "-o", path)
    assert (done.status, done.out) == (1, "")
    assert "PKP-117" in done.err
    assert path.read_bytes() == b"lama"


def test_an_unknown_regulation_ends_with_1(pekppp_command, tmp_path):
    done = pekppp_command("regulations", "export", "kep_25_2005", "-o", tmp_path / "ekspor.json")
    assert (done.status, list(tmp_path.iterdir())) == (1, [])
    assert 'maksud Anda "kep_25_2004"' in done.err


def test_without_o_the_usage_is_shown(pekppp_command):
    done = pekppp_command("regulations", "export", FOLDER)
    assert done.status == 2
    assert "-o" in done.err


def test_a_folder_that_does_not_exist_is_named_and_nothing_is_left(pekppp_command, tmp_path):
    done = pekppp_command("regulations", "export", FOLDER, "-o", tmp_path / "tidak_ada" / "ekspor.json")
    assert done.status == 1
    assert "PKP-013" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_keeps_pointing_where_it_did(pekppp_command, tmp_path):
    real, link = tmp_path / "nyata.json", tmp_path / "tautan.json"
    real.write_bytes(b"lama")
    link.symlink_to(real)
    assert pekppp_command("regulations", "export", FOLDER, "-o", link).status == 0
    assert link.is_symlink()
    assert real.read_bytes() == exported(NAME)
