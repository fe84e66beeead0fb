"""`pekppp report` as the head of an agency meets it."""

from __future__ import annotations

import json
import zipfile

import pytest

from pekppp_rules.cli.layout import columns_of


@pytest.fixture
def units(tmp_path, example, monkeypatch):
    """Two units in 2022 and two in 2023, in the folder the command runs in."""
    text = example.read_text("utf-8")
    assert "Disdukcapil Kota Contoh" in text
    assert "year: 2022" in text
    for year, name, score in (("2022", "Dinsos", 3), ("2022", "RSUD", 5), ("2023", "Dinsos", 5), ("2023", "Arsip", 2)):
        folder = tmp_path / year
        folder.mkdir(exist_ok=True)
        made = text.replace("Disdukcapil Kota Contoh", name).replace("year: 2022", f"year: {year}")
        (folder / f"{name}.yaml").write_text(made.replace("1.a.Ak: 5", f"1.a.Ak: {score}"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_screen_shows_index_distribution_ranking_and_what_holds_back(pekppp_command, units):
    done = pekppp_command("report", "2022/*.yaml")
    assert (done.status, done.err) == (0, "")
    for expected in (
        "2 unit dinilai.",
        "Sebaran predikat:",
        "Profil aspek",
        "Yang paling menahan indeks instansi:",
        "Temuan (",
    ):
        assert expected in done.out
    assert done.out.index("  1  RSUD") < done.out.index("  2  Dinsos")


def test_the_change_is_divided(pekppp_command, units):
    out = pekppp_command("report", "2023/*.yaml", "--against", "2022/*.yaml", "--lang", "en").out
    assert "Change since the earlier round:" in out
    assert "From the units themselves: +" in out
    assert "From the rules: 0" in out
    assert "Units that came (1): Arsip" in out
    assert "Units that left (1): RSUD" in out


def test_mixed_rounds_stand_side_by_side(pekppp_command, units):
    out = pekppp_command("report", "2022/*.yaml", "2023/*.yaml").out
    assert "dari 2 putaran" in out
    assert out.count("2 unit dinilai.") == 2
    assert [
        len(one["ranking"])
        for one in json.loads(pekppp_command("report", "*/*.yaml", "--format", "json").out)["rounds"]
    ] == [2, 2]


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_line_is_wider_than_the_terminal(pekppp_command, units, monkeypatch, columns, lang):
    monkeypatch.setenv("COLUMNS", str(columns))
    done = pekppp_command("report", "2023/*.yaml", "--against", "2022/*.yaml", "--lang", lang)
    assert [line for line in done.out.splitlines() if columns_of(line) > columns] == []


def test_names_of_aspects_are_whole_where_there_is_room(pekppp_command, units):
    assert pekppp_command("report", "2022/*.yaml").out.count("Sistem Informasi Pelayanan Publik  ") == 2


def test_a_page_goes_to_standard_output_or_a_file(pekppp_command, units):
    shown = pekppp_command("report", "2022/*.yaml", "--format", "html").out
    assert shown.startswith("<!doctype html>")
    assert pekppp_command("report", "2022/*.yaml", "--format", "html", "-o", "x.html").out == ""
    assert (units / "x.html").read_text("utf-8") == shown


def test_a_workbook_needs_a_file(pekppp_command, units):
    done = pekppp_command("report", "2022/*.yaml", "--format", "xlsx")
    assert done.status == 2
    assert "--format xlsx memerlukan -o OUT" in done.err
    assert pekppp_command("report", "2022/*.yaml", "--format", "xlsx", "-o", "x.xlsx").status == 0
    assert zipfile.is_zipfile(units / "x.xlsx")


def test_every_problem_of_every_file_is_told_and_nothing_is_written(pekppp_command, units):
    for name in ("Dinsos", "RSUD"):
        file = units / "2022" / f"{name}.yaml"
        file.write_text(file.read_text("utf-8").replace("2.a.P: ", "2.a.P: 9", 1), "utf-8")
    done = pekppp_command("report", "2022/*.yaml", "--format", "html", "-o", "x.html")
    assert done.status == 1
    assert "Dinsos.yaml:" in done.err
    assert "RSUD.yaml:" in done.err
    assert not (units / "x.html").exists()


def test_what_cannot_be_compared_is_told(pekppp_command, units, checkout):
    other = checkout / "examples" / "ombudsman_kota_contoh.yaml"
    done = pekppp_command("report", "2022/*.yaml", "--against", other, "--lang", "en")
    assert done.status == 1
    assert done.err.count("PKP-420") == 2
