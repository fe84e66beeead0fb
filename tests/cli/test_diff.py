"""`pekppp regulations diff`, as its reader types it."""

from __future__ import annotations

import json

import pytest

from pekppp_rules.cli.layout import columns_of
from tests.architecture.free_text import NASTY, clean, write_package
from tests.packages_here import FOLDERS

OLD, NEW = FOLDERS["permenpanrb_17_2017"], FOLDERS["permenpanrb_29_2022"]


@pytest.fixture
def perwali(checkout):
    return checkout / "examples" / "perwali_kota_contoh"


def test_the_table_tells_what_a_perwali_changes(pekppp_command, perwali):
    done = pekppp_command("regulations", "diff", NEW, perwali)
    assert (done.status, done.err) == (0, "")
    assert "  f02@luring: 31 sama; 0 hanya lama; 1 hanya baru\n" in done.out
    assert "Indikator (1):\n  + f02@luring/lokal.1: Inovasi dipakai kelurahan lain\n" in done.out
    assert "  ~ f02@luring/29.f.B weight/value: 50 → 40\n" in done.out
    assert "Bagian nyata dalam indeks (luring):" in done.out
    line = next(line for line in done.out.splitlines() if line.startswith("  f02.29.f.B "))
    assert line.split()[-3:] == ["4,5%", "3,6%", "-0,9"]
    line = next(line for line in done.out.splitlines() if line.startswith("  f02.lokal.1 "))
    assert line.split()[-3:] == ["-", "1,8%", "+1,8"]
    assert "  ~ f03@luring respondents/minimum/value: 10 → 30\n" in done.out
    assert "  + rules/lokal.satu_evaluator: Kota Contoh meminta sedikitnya dua evaluator.\n" in done.out
    assert "6 nilai berganti sumber" in done.out


def test_english_is_one_option_away(pekppp_command, perwali):
    out = pekppp_command("regulations", "diff", NEW, perwali, "--lang", "en").out
    assert "Indicators (1):" in out
    assert "Real share of the index (luring):" in out
    assert "4.5%" in out


def test_a_package_and_itself_are_one_line(pekppp_command):
    done = pekppp_command("regulations", "diff", NEW, NEW)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "Tidak ada perbedaan: kedua paket sama isinya."


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_line_is_wider_than_the_terminal(pekppp_command, checkout, monkeypatch, columns, lang):
    monkeypatch.setenv("COLUMNS", str(columns))
    unit = checkout / "examples" / "disdukcapil_kota_contoh.yaml"
    for one, other in ((OLD, NEW), (NEW, FOLDERS["permenpanrb_4_2023"]), (FOLDERS["permenpanrb_14_2017"], NEW)):
        out = pekppp_command("regulations", "diff", one, other, "--submissions", unit, "--lang", lang).out
        assert [line for line in out.splitlines() if columns_of(line) > columns] == []


def test_submissions_show_their_index_and_category_or_why_there_is_none(pekppp_command, checkout, perwali, tmp_path):
    unit = checkout / "examples" / "disdukcapil_kota_contoh.yaml"
    amended = FOLDERS["permenpanrb_4_2023"]
    done = pekppp_command("regulations", "diff", NEW, amended, "--submissions", unit)
    assert "  Indeks: 4,25 → 4,25 (0: dari bobot 0; dari pembulatan 0)\n" in done.out
    assert "  Predikat: A- Sangat Baik (tidak berubah)\n" in done.out
    assert "Yang menentukan hasil sama" in done.out
    local = tmp_path / "lokal.yaml"
    text = unit.read_text("utf-8").replace("regulation: permenpanrb_29_2022", "regulation: perwali_kota_contoh")
    local.write_text(text.replace("30.f.B: 4\n", "30.f.B: 4\n        lokal.1: 0\n"), "utf-8")
    done = pekppp_command("regulations", "diff", NEW, perwali, "--submissions", unit, local)
    assert (done.status, done.err) == (0, "")
    assert "tidak dapat dinilai menurut perwali_kota_contoh" in done.out
    assert "PKP-201" in done.out
    assert "  Indeks: 4,25 → 4,19 (-0,06: dari bobot -0,06; dari pembulatan 0)\n" in done.out


def test_json_is_one_document_with_exact_numbers(pekppp_command, perwali):
    done = pekppp_command("regulations", "diff", NEW, perwali, "--format", "json", "--lang", "en")
    found = json.loads(done.out)
    assert (found["format"], found["is_same_family"], found["has_same_rules"]) == (1, True, False)
    first = found["weights"][0]
    assert (first["node"], first["before"]["share"], first["after"]["share"]) == ("f02.29.f.B", "9/200", "9/250")
    assert {"indicators", "weights", "policies", "rules"} <= {one["kind"] for one in found["differences"]}
    assert found["effects"] == []


def test_families_that_differ_are_told(pekppp_command):
    out = pekppp_command("regulations", "diff", FOLDERS["permenpanrb_14_2017"], NEW).out
    assert "Keduanya dari keluarga yang berbeda (skm, pekppp)" in out


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        ([NEW], 2, "argumen"),
        (["tidak_ada", NEW], 1, "PKP-3"),
        ([NEW, OLD, "--submissions", "tidak_ada.yaml"], 1, "PKP-001"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_wrong_input_with_1(pekppp_command, arguments, status, code):
    done = pekppp_command("regulations", "diff", *arguments)
    assert (done.status, done.out) == (status, "")
    assert code in done.err


def test_a_submission_is_never_overwritten(pekppp_command, checkout, tmp_path):
    unit = tmp_path / "unit.yaml"
    unit.write_bytes((checkout / "examples" / "disdukcapil_kota_contoh.yaml").read_bytes())
    before = unit.read_bytes()
    assert pekppp_command("regulations", "diff", OLD, NEW, "--submissions", unit, "-o", unit).status == 2
    assert unit.read_bytes() == before


@pytest.mark.parametrize("text", NASTY)
def test_free_text_of_a_package_cannot_disturb_the_terminal(pekppp_command, tmp_path, text):
    package = write_package(tmp_path / "kecil", text)
    for output_format in ("text", "json"):
        done = pekppp_command("regulations", "diff", NEW, package, "--format", output_format)
        assert done.status == 0
        assert clean(done.out)
