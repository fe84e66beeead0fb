"""`pekppp report` from the table that `pekppp table --report` wrote."""

from __future__ import annotations

import json
import zipfile

import pytest

AGENCY = ("--agency", "Kota Contoh")
YEAR = ("--year", "2022", "--scheme", "mandiri")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tables")


@pytest.fixture
def tables(folder, checkout, monkeypatch, pekppp_command):
    """A scored table of each kind of file in the folder the command runs in; `lama.csv` with lower scores."""
    monkeypatch.chdir(folder)
    if (folder / "hasil.csv").exists():
        return folder
    source = checkout / "examples" / "tabel_kota_contoh"
    heading, *rows = (source / "penilaian.csv").read_text("utf-8").splitlines()
    lower = [
        ",".join([*cells[:3], *("3" if cell == "5" else cell for cell in cells[3:])])
        for cells in (row.split(",") for row in rows)
    ]
    (folder / "lama_penilaian.csv").write_text("\n".join([heading, *lower[:-2]]) + "\n", "utf-8")
    for made, given, options in (
        ("hasil.csv", source / "penilaian.csv", ["--findings"]),
        ("hasil.parquet", source / "penilaian.csv", []),
        ("hasil.xlsx", source / "penilaian.csv", []),
        ("lama.csv", folder / "lama_penilaian.csv", []),
    ):
        responses = source / "jawaban.csv"
        done = pekppp_command(
            *("table", given, "--responses", responses, "--regulation", "permenpanrb_29_2022"),
            *("--evaluator-column", "evaluator", "--report", "-o", made, *options),
        )
        assert (folder / made).exists(), done.err
    return folder


def test_the_screen_is_that_of_submissions_and_tells_who_was_not_scored(pekppp_command, tables):
    done = pekppp_command("report", "hasil.csv", *AGENCY, *YEAR)
    assert (done.status, done.err) == (0, "")
    for expected in (
        "Kota Contoh",
        "6 unit dinilai.",
        "1 unit dalam tabel tidak dinilai",
        "  1  disdukcapil",
        "Unit yang tidak dinilai (1):",
        "kecamatan_2: PKP-201 5.a.K",
    ):
        assert expected in done.out
    assert "kecamatan_2" not in done.out.partition("Unit yang tidak dinilai")[0]


def test_every_kind_of_file_gives_the_same_numbers(pekppp_command, tables):
    documents = []
    for suffix in ("csv", "parquet", "xlsx"):
        out = pekppp_command("report", f"hasil.{suffix}", *AGENCY, *YEAR, "--format", "json").out
        document = json.loads(out)
        for one in document["rounds"]:
            del one["findings"], one["findings_known"]
        documents.append(document)
    assert documents[0] == documents[1] == documents[2]
    assert documents[0]["rounds"][0]["index"]["rounded"] == "3.54"


def test_findings_are_told_where_the_table_has_them_and_said_to_be_missing_where_not(pekppp_command, tables):
    with_findings = pekppp_command("report", "hasil.csv", *AGENCY, *YEAR, "--lang", "en").out
    without = pekppp_command("report", "hasil.parquet", *AGENCY, *YEAR, "--lang", "en").out
    assert "nilai pengguna" in with_findings or "evaluators" in with_findings
    assert "pekppp table --findings adds them" in " ".join(without.split())
    assert "f03: 6 respondents, fewer than the minimum of 10" in without


@pytest.mark.parametrize("output_format", ["html", "pdf", "xlsx"])
def test_every_format_is_written(pekppp_command, tables, output_format):
    done = pekppp_command("report", "hasil.csv", *AGENCY, *YEAR, "--format", output_format, "-o", f"x.{output_format}")
    assert (done.status, done.err) == (0, "")
    content = (tables / f"x.{output_format}").read_bytes()
    if output_format == "html":
        assert "kecamatan_2" in content.decode()
    elif output_format == "pdf":
        assert content.startswith(b"%PDF")
    else:
        assert zipfile.is_zipfile(tables / "x.xlsx")


def test_the_change_since_another_table_is_divided(pekppp_command, tables):
    out = pekppp_command(
        *("report", "hasil.csv", *AGENCY, *YEAR, "--against", "lama.csv", "--against-year", "2021", "--lang", "en")
    ).out
    assert "Change since the earlier round:" in out
    assert "From the units themselves: ≈+" in out
    assert "From the rules: 0" in out
    assert "Units that came (1): izin_daring" in out


def test_a_table_may_be_compared_with_submissions(pekppp_command, tables, example):
    text = example.read_text("utf-8").replace("name: Disdukcapil Kota Contoh", "name: disdukcapil")
    (tables / "lama.yaml").write_text(text.replace("Pemerintah Kota Contoh", "Kota Contoh"), "utf-8")
    out = pekppp_command("report", "hasil.csv", *AGENCY, *YEAR, "--against", "lama.yaml", "--format", "json").out
    change = json.loads(out)["change"]
    assert [one["unit"] for one in change["units"]] == ["disdukcapil"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "hasil.csv sebuah tabel; sebut --agency"),
        (AGENCY, "hasil.csv sebuah tabel; sebut --year"),
        ((*AGENCY, *YEAR, "--against", "lama.csv"), "lama.csv sebuah tabel; sebut --against-year"),
        ((*AGENCY, *YEAR, "--against-year", "2021"), "--against-year hanya untuk tabel"),
    ],
)
def test_what_a_table_does_not_say_must_be_said(pekppp_command, tables, options, said):
    done = pekppp_command("report", "hasil.csv", *options)
    assert done.status == 2
    assert said in done.err


def test_a_year_that_cannot_be_is_told(pekppp_command, tables):
    done = pekppp_command("report", "hasil.csv", *AGENCY, "--year", "22")
    assert done.status == 1
    assert "PKP-505" in done.err
    assert "2000-2100" in done.err


def test_an_agency_is_named_for_tables_only(pekppp_command, tables, example):
    done = pekppp_command("report", example, *AGENCY)
    assert done.status == 2
    assert "--agency hanya untuk tabel" in done.err


def test_a_cell_that_was_changed_is_told_with_its_place_and_nothing_is_written(pekppp_command, tables):
    heading, first, *rest = (tables / "hasil.csv").read_text("utf-8").splitlines()
    (tables / "lain.csv").write_text("\n".join([heading, first.replace(",412,A-,", ",452,A,"), *rest]) + "\n", "utf-8")
    done = pekppp_command("report", "lain.csv", *AGENCY, *YEAR, "--format", "html", "-o", "lain.html")
    assert done.status == 1
    assert "lain.csv:2:4  PKP-743" in done.err
    assert "lain.csv:2:5  PKP-743" in done.err
    assert not (tables / "lain.html").exists()


def test_other_rules_than_those_of_the_option_are_refused(pekppp_command, tables):
    done = pekppp_command("report", "hasil.csv", *AGENCY, *YEAR, "--regulation", "permenpanrb_4_2023")
    assert done.status == 1
    assert "PKP-740" in done.err


def test_a_table_made_without_the_option_says_how_to_make_it(pekppp_command, tables, checkout):
    source = checkout / "examples" / "tabel_kota_contoh"
    pekppp_command(
        *("table", source / "penilaian.csv", "--responses", source / "jawaban.csv", "-o", "biasa.csv"),
        *("--regulation", "permenpanrb_29_2022", "--evaluator-column", "evaluator"),
    )
    done = pekppp_command("report", "biasa.csv", *AGENCY, *YEAR)
    assert done.status == 1
    assert "PKP-741" in done.err
    assert "pekppp table --report" in done.err
