"""`pekppp improve` as its user meets it."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.cli.layout import columns_of
from pekppp_rules.regulation.schema_check import validator
from tests.architecture.free_text import NASTY, SMALL_SUBMISSION, clean, write_package, written
from tests.reference import INDICATOR_CODES
from tests.regulation.conftest import write_small

FIXED = [argument for code in INDICATOR_CODES[:22] for argument in ("--fix", code)]


@pytest.fixture
def small(tmp_path):
    return write_small(tmp_path)


@pytest.fixture
def unit(tmp_path, example):
    path = tmp_path / "unit.yaml"
    path.write_text(example.read_text("utf-8"), "utf-8")
    return path


def test_the_screen_shows_target_result_cost_and_every_step(pekppp_command, example):
    done = pekppp_command("improve", example, "--to", "A")
    assert (done.status, done.err) == (0, "")
    assert "Tujuan: A  Pelayanan Prima (indeks sebelum dibulatkan paling sedikit 4,505)" in done.out
    assert "Sekarang: 4,25  A-  Sangat Baik" in done.out
    assert "Sesudah langkah di bawah: 4,51  A  Pelayanan Prima" in done.out
    assert "Biaya seluruhnya: 6,5 (6 indikator, 7 langkah)" in done.out
    assert "4,5 → 5: +0,0153, biaya 0,5" in done.out
    assert "Inovasi meraih penghargaan pada tingkat apa pun" in done.out
    assert done.out.index("Hasil satu langkah saja") < done.out.rindex("29.f.B") < done.out.rindex("24.d.T")


def test_english_is_one_option_away(pekppp_command, example):
    out = pekppp_command("improve", example, "--to", "A", "--lang", "en").out
    assert "After the steps below: 4.51  A  Excellent (prime) service" in out
    assert "3 → 4: +0.045, cost 1" in out


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("more", [[], FIXED, [*FIXED, "--cost", "29.f.B=100000000/7"]])
def test_no_line_is_wider_than_the_terminal(pekppp_command, example, monkeypatch, columns, lang, more):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = pekppp_command("improve", example, "--to", "A", "--lang", lang, *more).out
    assert "29.f.B" in out
    assert [line for line in out.splitlines() if len(line) > columns] == []


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("to", ["B", "A"])
def test_texts_of_a_stranger_keep_to_their_lines_and_columns(pekppp_command, tmp_path, lang, to):
    text = "".join(NASTY)
    folder = write_package(tmp_path / "kecil", text)
    data = {**SMALL_SUBMISSION, "unit": {"name": text, "agency": text, "mode": "luring"}}
    path = written(data, tmp_path / "unit.json")
    letters = [f"{letter}{text}"[:16] for letter in "AB"]
    done = pekppp_command("improve", path, "--regulation", folder, "--to", letters[to == "B"], "--lang", lang)
    assert (done.status, done.err) == (0, "")
    assert clean(done.out)
    assert max(map(columns_of, done.out.split("\n"))) <= 80
    assert clean(pekppp_command("improve", path, "--regulation", folder, "--to", text, "--lang", lang).err)


def test_a_long_code_is_cut_where_a_line_has_no_room_for_it(pekppp_command, small, tmp_path):
    for file in ("f02_luring.yaml", "f02_daring.yaml"):
        path = small.folder / file
        path.write_text(path.read_text("utf-8").replace("code: a1\n", f"code: {'x' * 64}\n"), "utf-8")
    data = json.loads(json.dumps(SMALL_SUBMISSION).replace('"a1"', f'"{"x" * 64}"'))
    done = pekppp_command("improve", written(data, tmp_path / "unit.json"), "--regulation", small.folder, "--to", "B")
    table = done.out.partition("Hasil satu langkah saja")[2]
    assert f"{'x' * 20}" in table
    assert max(map(len, table.splitlines())) <= 80


def test_json_is_one_document_that_fits_its_schema(pekppp_command, example):
    done = pekppp_command("improve", example, "--to", "A", "--format", "json")
    data = json.loads(done.out)
    assert done.err == ""
    assert list(validator("improvement").iter_errors(data)) == []
    assert data == pekppp.load("permenpanrb_29_2022").improve(pekppp.read_submission(example), "A").data()
    assert (data["cost"], data["after"]["category"]["letter"]) == ("13/2", "A")


def test_costs_are_decimals_or_ratios_and_fixed_indicators_stay(pekppp_command, example):
    costs = ["--cost", "12.b.Ak=2.5", "--cost", "f02.13.b.K=1/3", "--cost", "2.a.P=0"]
    done = pekppp_command(
        "improve", example, "--to", "A", "--format", "json", *costs, "--fix", "29.f.B", "--fix", "30.f.B"
    )
    data = json.loads(done.out)
    told = {step["code"]: step["cost"] for step in data["marginal"]}
    assert (told["12.b.Ak"], told["13.b.K"], told["2.a.P"]) == ("5/2", "1/3", "0")
    assert not {"29.f.B", "30.f.B"} & {step["code"] for step in (*data["steps"], *data["marginal"])}
    assert sum(Fraction(step["cost"]) for step in data["steps"]) == Fraction(data["cost"])


def test_it_says_so_when_the_target_is_met_already(pekppp_command, example):
    out = pekppp_command("improve", example, "--to", "B").out
    assert "Tujuan ini sudah tercapai; tidak ada yang perlu dinaikkan." in out
    assert "Langkah termurah" not in out


def test_it_says_what_the_survey_would_have_to_be_when_indicators_do_not_suffice(pekppp_command, example):
    done = pekppp_command("improve", example, "--to", "A", *FIXED)
    assert done.status == 0
    out = " ".join(done.out.split())
    assert "Tidak tercapai dengan menaikkan indikator saja." in out
    assert "Tertinggi dengan semua indikator bebas penuh: 4,48 A- Sangat Baik" in out
    assert "f03 Indeks F-03 (pengguna layanan): sekarang ≈4,2194; perlu paling sedikit 4,31 dari 5" in out


def test_it_says_when_even_full_marks_of_the_survey_do_not_suffice(pekppp_command, example):
    every = [argument for code in INDICATOR_CODES for argument in ("--fix", code)]
    out = " ".join(pekppp_command("improve", example, "--to", "A", *every, "--lang", "en").out.split())
    assert "even full marks do not suffice" in out
    assert "There is no indicator left to raise." in out


def test_an_output_file_holds_what_the_screen_would_and_the_submission_is_spared(pekppp_command, unit, tmp_path):
    shown = pekppp_command("improve", unit, "--to", "A").out
    assert pekppp_command("improve", unit, "--to", "A", "-o", tmp_path / "out.txt").status == 0
    assert (tmp_path / "out.txt").read_text("utf-8") == shown
    before = unit.read_bytes()
    assert pekppp_command("improve", unit, "--to", "A", "-o", unit).status == 2
    assert unit.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ([], 2, "opsi --to wajib ada"),
        (["--to", "A+"], 1, 'PKP-408  predikat "A+" tidak ada untuk indeks ini; yang ada: A, A-'),
        (["--to", "A", "--fix", "1.a.AK"], 1, 'PKP-202  indikator "1.a.AK" tidak ada'),
        (["--to", "A", "--cost", "1.a.Ak=-1"], 1, "PKP-505  nilai -1 di luar batas; seharusnya nol atau lebih"),
        (["--to", "A", "--cost", "1.a.Ak"], 2, "--cost 1.a.Ak: tulis CODE=N"),
        (["--to", "A", "--cost", "=3"], 2, "--cost =3: tulis CODE=N"),
        (["--to", "A", "--cost", "1.a.Ak=2,5"], 2, "--cost 1.a.Ak=2,5: tulis CODE=N"),
        (["--to", "A", "--cost", "1.a.Ak=1/0"], 2, "--cost 1.a.Ak=1/0: tulis CODE=N"),
        (["--to", "A", "--cost", "1.a.Ak=NaN"], 2, "--cost 1.a.Ak=NaN: tulis CODE=N"),
        (["--to", "A", "--cost", "1.a.Ak=1", "--cost", "1.a.Ak=2"], 2, "--cost 1.a.Ak disebut dua kali; sisakan satu"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(pekppp_command, example, arguments, status, told):
    done = pekppp_command("improve", example, *arguments)
    assert (done.status, done.out) == (status, "")
    assert told in done.err


def test_a_rounded_part_of_the_index_is_refused(pekppp_command, checkout):
    folder = checkout / "tests" / "regulations"
    done = pekppp_command(
        "improve", folder / "loket_timur.yaml", "--regulation", folder / "negeri_dongeng", "--to", "Emas"
    )
    assert done.status == 1
    assert 'PKP-409  langkah termurah tidak dapat dihitung: simpul "rubrik_rata"' in done.err
