"""`pekppp minutes` and `pekppp evaluate --format docx`, as whoever prepares the signing types them."""

from __future__ import annotations

import pytest

import pekppp_rules as pekppp
from pekppp_rules.minuting.word_paper import own_letterhead
from tests.minuting.papers import letterhead, text_of


@pytest.fixture
def parties(checkout):
    return checkout / "examples" / "minutes" / "pihak.yaml"


def evaluation(example):
    return pekppp.load("permenpanrb_29_2022").evaluate(pekppp.read_submission(example))


def test_minutes_are_written_and_what_is_left_to_fill_in_is_listed(pekppp_command, example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = pekppp_command("minutes", example, "-o", "ba.docx", "--lang", "en")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == "minutes: ba.docx"
    assert done.out.endswith(
        "to fill in by hand: number, place, date, NIP of an evaluator, position of an\n"
        "  evaluator, name of the head of the unit, NIP of the head of the unit, position\n"
        "  of the head of the unit\n"
    )
    assert (tmp_path / "ba.docx").read_bytes() == pekppp.minutes(evaluation(example), lang="en")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_screen_keeps_to_the_width_of_the_terminal(pekppp_command, example, tmp_path, monkeypatch, columns):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = pekppp_command("minutes", example, "-o", "ba.docx").out.splitlines()
    assert max(len(line) for line in lines) <= max(columns, 73)


def test_the_ending_of_the_file_says_the_format(pekppp_command, example, parties, tmp_path):
    for name in ("ba.docx", "ba.PDF"):
        done = pekppp_command("minutes", example, "--parties", parties, "-o", tmp_path / name)
        assert (done.status, done.err) == (0, "")
        assert "diisi tangan: NIP evaluator\n" in done.out
    assert (tmp_path / "ba.docx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "ba.PDF").read_bytes()[:4] == b"%PDF"


def test_a_file_of_another_ending_needs_a_format(pekppp_command, example, tmp_path):
    done = pekppp_command("minutes", example, "-o", tmp_path / "ba")
    assert (done.status, done.out) == (2, "")
    assert "sebutkan --format docx atau --format pdf" in done.err
    assert pekppp_command("minutes", example, "--format", "pdf", "-o", tmp_path / "ba").status == 0
    assert (tmp_path / "ba").read_bytes()[:4] == b"%PDF"


def test_evaluate_writes_the_same_minutes(pekppp_command, example, tmp_path):
    assert pekppp_command("minutes", example, "-o", tmp_path / "a.docx").status == 0
    done = pekppp_command("evaluate", example, "--format", "docx", "-o", tmp_path / "b.docx")
    assert (done.status, done.err) == (0, "")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@pytest.mark.parametrize("more", [[], ["--explain", "-o", "ba.docx"]])
def test_evaluate_tells_what_minutes_need(pekppp_command, example, more, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = pekppp_command("evaluate", example, "--format", "docx", *more)
    assert (done.status, done.out) == (2, "")
    assert "--format docx" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_draft_has_no_minutes(pekppp_command, example, tmp_path):
    done = pekppp_command("evaluate", example, "--draft", "--format", "docx", "-o", tmp_path / "ba.docx")
    assert (done.status, done.out) == (1, "")
    assert "PKP-802" in done.err
    half = tmp_path / "setengah.yaml"
    half.write_text(example.read_text("utf-8").replace("        15.c.K: 3\n", "        15.c.K:\n", 1), "utf-8")
    done = pekppp_command("minutes", half, "-o", tmp_path / "ba.docx")
    assert (done.status, done.out) == (1, "")
    assert "15.c.K" in done.err
    assert not (tmp_path / "ba.docx").exists()


def test_a_letterhead_replaces_ours(pekppp_command, example, parties, tmp_path):
    kop = tmp_path / "kop.docx"
    kop.write_bytes(letterhead("KOP {{unit.agency}}", "{{minutes}}"))
    done = pekppp_command("minutes", example, "--parties", parties, "--template", kop, "-o", tmp_path / "ba.docx")
    assert (done.status, done.err) == (0, "")
    assert text_of((tmp_path / "ba.docx").read_bytes()).startswith("KOP Pemerintah Kota Contoh\nBERITA ACARA")


def test_everything_wrong_with_a_letterhead_is_told_and_nothing_is_written(pekppp_command, example, tmp_path):
    kop = tmp_path / "kop.docx"
    kop.write_bytes(letterhead("{{unit.nama}}", "{{minutes}} dan {{apa}}"))
    done = pekppp_command("minutes", example, "--template", kop, "-o", tmp_path / "ba.docx", "--lang", "en")
    assert (done.status, done.out) == (1, "")
    lines = done.err.splitlines()
    assert [line.split("  ")[0] for line in lines[:3]] == [str(kop)] * 3
    assert 'did you mean "unit.name"?' in done.err
    assert not (tmp_path / "ba.docx").exists()


def test_mistakes_in_the_parties_are_told_with_their_lines(pekppp_command, example, parties, tmp_path):
    path = tmp_path / "pihak.yaml"
    path.write_text(parties.read_text("utf-8").replace("Evaluator 2:", "Evaluatr 2:"), "utf-8")
    done = pekppp_command("minutes", example, "--parties", path, "-o", tmp_path / "ba.docx")
    assert done.status == 1
    assert f"{path}:9:3  PKP-801" in done.err
    assert 'maksud Anda "Evaluator 2"?' in done.err


@pytest.mark.parametrize("option", ["--parties", "--template"])
def test_no_input_is_overwritten(pekppp_command, example, parties, tmp_path, option):
    path = tmp_path / "masukan.docx"
    path.write_bytes(parties.read_bytes())
    done = pekppp_command("minutes", example, option, path, "-o", path)
    assert done.status == 2
    assert path.read_bytes() == parties.read_bytes()


def test_a_new_letterhead_is_ours_with_its_placeholders(pekppp_command, example, tmp_path):
    kop = tmp_path / "kop.docx"
    done = pekppp_command("minutes", "--new-template", "-o", kop)
    assert (done.status, done.out) == (0, f"kop surat: {kop}\n")
    assert kop.read_bytes() == own_letterhead("id")
    assert pekppp_command("minutes", "--new-template", "-o", kop).status == 2
    assert pekppp_command("minutes", example, "--new-template", "-o", tmp_path / "lain.docx").status == 2
    assert pekppp_command("minutes", example, "--template", kop, "-o", tmp_path / "a.docx").status == 0
    assert pekppp_command("minutes", example, "-o", tmp_path / "b.docx").status == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_without_a_file_the_usage_is_told(pekppp_command, tmp_path):
    done = pekppp_command("minutes", "-o", tmp_path / "ba.docx")
    assert (done.status, done.out) == (2, "")
    assert "argumen FILE wajib ada" in done.err
