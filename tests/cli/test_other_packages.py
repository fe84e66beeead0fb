"""The screens of packages that are built otherwise than PermenPANRB 29/2022."""

from __future__ import annotations

import pytest


@pytest.fixture
def unit(tmp_path):
    """Write a submission under a package with these lines under `forms`, and return its path."""

    def written(package, year, *forms):
        head = [f"regulation: {package}", "unit: {name: Unit Contoh, agency: Kota Contoh}", f"period: {{year: {year}}}"]
        path = tmp_path / "unit.yaml"
        path.write_text("\n".join([*head, "forms:", *(f"  {line}" for line in forms)]), "utf-8")
        return path

    return written


ROWS_OF_2017 = {"a": 13, "b": 7, "c": 7, "d": 5, "e": 4, "f": 1}


def test_aspects_right_below_the_index_are_shown_once_with_their_share(pekppp_command, unit):
    scores = {f"paket.{aspect}.{at}": 4 for aspect, count in ROWS_OF_2017.items() for at in range(1, count + 1)}
    told = ", ".join(f"{code}: {level}" for code, level in (scores | {"paket.f.1": 2}).items())
    out = pekppp_command(
        "evaluate", unit("permenpanrb_17_2017", 2019, f"f02: [{{evaluator: E, scores: {{{told}}}}}]")
    ).out
    table = out[out.index("Aspek") :].split("\n\n")[0].splitlines()
    assert len(table) == 8
    assert table[0].split() == ["Aspek", "Bobot", "ipp"]
    assert table[1].split() == ["a", "Kebijakan", "Pelayanan", "████████████░░░", "30%", "4,00"]
    assert table[6].split() == ["f", "Inovasi", "██████░░░░░░░░░", "7%", "2,00"]
    assert table[7].split() == ["3,86"]


def test_a_weight_that_is_printed_rounded_is_shown_as_both(pekppp_command):
    out = pekppp_command("regulations", "show", "permenpanrb_17_2017").out
    assert "paket.a.1  5/56 (tercetak 8,9)  Standar pelayanan tersedia" in out
    assert "paket.d.1   20  Sistem informasi" in out
    assert "5/56 (printed 8.9)" in pekppp_command("regulations", "show", "permenpanrb_17_2017", "--lang", "en").out


def test_what_stands_beside_the_index_is_shown_with_its_own_category(pekppp_command, checkout):
    example = checkout / "examples" / "skm_kecamatan_contoh.yaml"
    out = pekppp_command("evaluate", example).out
    section = out[out.index("Di samping indeks:") :].split("\n\n")[0].splitlines()
    assert len(section) == 10
    assert section[1] == "  Nilai unsur Persyaratan: 84,44  B  Baik"
    assert section[3] == "  Nilai unsur Waktu: 75,56  C  Kurang Baik"
    english = pekppp_command("evaluate", example, "--lang", "en").out
    assert "Beside the index:\n  Value of element Requirements: 84.44  B  Good\n" in english


def test_long_codes_of_aspects_leave_room_for_their_names(pekppp_command, unit):
    means = ", ".join(f"u{number}: 3" for number in range(1, 15))
    path = unit("kep_25_2004", 2011, f"skm: {{means: {{{means}}}}}")
    for out in (pekppp_command("evaluate", path).out, pekppp_command("evaluate", path, "--draft").out):
        (line,) = (line for line in out.splitlines() if line.startswith("u14"))
        assert line.startswith("u14  Unsur 14 ")


def test_every_line_of_a_screen_keeps_to_its_columns(pekppp_command, checkout):
    out = pekppp_command("evaluate", checkout / "examples" / "skm_kecamatan_contoh.yaml").out
    assert max(len(line) for line in out.splitlines()) <= 80


def test_a_share_that_no_decimal_writes_is_shown_as_a_ratio(pekppp_command):
    out = pekppp_command("regulations", "show", "permenpanrb_14_2017").out
    assert "indeks = 1/9 skm.persyaratan + 1/9 skm.prosedur" in out
    assert "≈" not in out


def test_a_share_of_one_is_left_out_of_the_reason(pekppp_command, unit):
    out = pekppp_command("evaluate", unit("ombudsman_opini_2023", 2023, "nilai: {values: {skor: 96.91}}")).out
    assert "  Mengapa: 96,91 (nilai.skor) = 96,91\n" in out
    assert "  Zona kepatuhan: 96,91  hijau  Zona hijau\n" in out
    assert "Aspek" not in out


def test_zones_with_long_names_stand_in_one_column(pekppp_command):
    out = pekppp_command("regulations", "show", "ombudsman_kepatuhan_2021").out
    assert "  hijau  mulai 81    Kepatuhan Tinggi\n  kuning mulai 51    Kepatuhan Sedang\n" in out
    assert "  nilai_akhir = nilai.skor [" in out


def test_a_form_of_values_has_no_heading_for_those_of_no_aspect(pekppp_command):
    out = pekppp_command("regulations", "show", "ombudsman_opini_2023", "--form", "nilai").out
    assert "Informasi tambahan" not in out
    assert "  skor  Nilai opini" in out
