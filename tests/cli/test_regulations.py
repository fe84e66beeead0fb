"""`pekppp regulations ...` as a rule author meets it."""

from __future__ import annotations

import json
import shutil

import pytest
from jsonschema import Draft202012Validator

PACKAGE = "permenpanrb_29_2022"


@pytest.fixture
def package(tmp_path, checkout, monkeypatch):
    """A copy of the package in the working directory, under regulations/."""
    folder = tmp_path / "regulations" / PACKAGE
    shutil.copytree(checkout / "regulations" / PACKAGE, folder)
    monkeypatch.chdir(tmp_path)
    return folder


def test_list_shows_id_version_title_validity_and_digest(pekppp_command):
    out = pekppp_command("regulations", "list").out
    for expected in (
        PACKAGE,
        "permenpanrb_29_2022  1.0.0  ",
        "PermenPANRB 29/2022",
        "[2022 sampai suatu hari di 2023]",
        "sha256:",
        "Pemantauan dan Evaluasi",
    ):
        assert expected in out.replace("\n    ", " ")
    assert "PermenPANRB 4/2023  [sejak 2023]" in out
    assert "PermenPANRB 4/2023  [since 2023]" in pekppp_command("regulations", "list", "--lang", "en").out
    everything = json.loads(pekppp_command("regulations", "list", "--format", "json").out)
    (listed,) = (one for one in everything if one["id"] == PACKAGE)
    assert listed["family"] == "pekppp"
    assert listed["validity"]["from"]["precision"] == "year"


def test_show_puts_the_law_on_one_page(pekppp_command):
    out = pekppp_command("regulations", "show", PACKAGE).out
    for expected in (
        "Rantai hukum",
        "f02 = (24 f02.a + 25 f02.b",
        "14.b.K    30",
        "A-  mulai 4,01",
        "Tidak diketahui",
        "tidak dinilai",
    ):
        assert expected in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "Excellent (prime) service" in pekppp_command("regulations", "show", PACKAGE, "--lang", "en").out


def test_show_as_json_is_the_digested_document(pekppp_command):
    shown = json.loads(pekppp_command("regulations", "show", PACKAGE, "--format", "json").out)
    assert shown["package"]["regulation"]["id"] == PACKAGE
    assert shown["package"]["index"]["nodes"][1]["parts"][0]["weight"]["value"] == "3/4"


def test_check_finds_nothing_wrong_with_what_ships(pekppp_command, checkout):
    done = pekppp_command("regulations", "check")
    shipped = len(list((checkout / "regulations").glob("*/regulation.yaml")))
    assert shipped >= 2
    assert (done.status, done.out) == (0, f"{shipped} paket diperiksa: 0 masalah.\n")


def test_check_names_file_line_and_what_would_be_right(pekppp_command, package):
    path = package / "f02_luring.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("weight: {value: 17", "weight: {value: 16", 1), "utf-8")
    done = pekppp_command("regulations", "check", f"regulations/{PACKAGE}")
    line = text[: text.index("- aspect: a")].count("\n") + 1
    expected = f'regulations/{PACKAGE}/f02_luring.yaml:{line}:5  PKP-104  bobot indikator aspek "a" berjumlah 99, seharusnya 100'
    assert done.status == 1
    assert done.out.splitlines() == [expected, "1 paket diperiksa: 1 masalah."]


def test_check_reports_several_files_and_steps_at_once(pekppp_command, package):
    for name, old, new in (
        ("index.yaml", "conversion: ipp_100", "convertion: ipp_100"),
        ("f02_luring.yaml", "weight: {value: 17", "weight: {value: 16"),
        ("categories.yaml", "source: [JB17, NB, MJ, GT, PUBLISHED]", "source: [JB71, NB, MJ, GT, PUBLISHED]"),
    ):
        path = package / name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    out = pekppp_command("regulations", "check", f"./regulations/{PACKAGE}").out
    assert 'PKP-501  kunci "convertion" tidak dikenal di sini; maksud Anda "conversion"?' in out
    assert "PKP-104" in out
    assert 'PKP-106  sumber "JB71" tidak ada' in out


def test_check_as_json_holds_the_problems(pekppp_command, package):
    (package / "index.yaml").unlink()
    done = pekppp_command("regulations", "check", f"regulations/{PACKAGE}", "--format", "json")
    data = json.loads(done.out)
    assert done.status == 1
    assert data["checked"] == [f"regulations/{PACKAGE}"]
    assert [problem["code"] for problem in data["problems"]] == ["PKP-101"]


def test_a_broken_package_does_not_evaluate(pekppp_command, package, example):
    path = package / "f02_luring.yaml"
    path.write_text(path.read_text("utf-8").replace("weight: {value: 17", "weight: {value: 16", 1), "utf-8")
    done = pekppp_command("evaluate", example, "--regulation", f"regulations/{PACKAGE}")
    assert (done.status, done.out) == (1, "")
    assert "PKP-104" in done.err


def test_test_runs_the_cases(pekppp_command):
    done = pekppp_command("regulations", "test", PACKAGE)
    assert (done.status, done.out) == (0, "117 kasus dijalankan: 0 masalah.\n")


def test_test_fails_when_a_result_differs(pekppp_command, package):
    path = package / "categories.yaml"
    path.write_text(path.read_text("utf-8").replace("from: 4.51", "from: 4.52"), "utf-8")
    done = pekppp_command("regulations", "test", f"regulations/{PACKAGE}")
    assert done.status == 1
    assert f"regulations/{PACKAGE}/cases/category_edges.yaml:" in done.out
    assert "PKP-117" in done.out


def test_schema_of_a_regulation_is_a_valid_schema_with_its_codes(pekppp_command, tmp_path):
    done = pekppp_command("regulations", "schema", PACKAGE, "-o", tmp_path / "s.json")
    schema = json.loads((tmp_path / "s.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert done.out == ""
    assert "30.f.B" in json.dumps(schema)


@pytest.mark.parametrize(
    "kind", ["regulation", "form", "index", "categories", "sources", "cases", "submission", "evaluation"]
)
def test_every_shared_schema_can_be_printed_and_is_valid(pekppp_command, kind):
    schema = json.loads(pekppp_command("regulations", "schema", "--kind", kind).out)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("arguments", [[], ["--kind", "nothing"], [PACKAGE, "--kind", "form"]])
def test_schema_without_one_clear_name_is_wrong_usage(pekppp_command, arguments):
    assert pekppp_command("regulations", "schema", *arguments).status == 2


def test_an_unknown_id_is_an_error_with_a_suggestion(pekppp_command):
    done = pekppp_command("regulations", "show", "permenpanrb_29_202")
    assert done.status == 1
    assert 'maksud Anda "permenpanrb_29_2022"?' in done.err
