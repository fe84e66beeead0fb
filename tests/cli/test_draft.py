"""`pekppp evaluate --draft` on a half-filled file, as its user meets it."""

from __future__ import annotations

import json

import pytest

from pekppp_rules.regulation.schema_check import validator

TOY = "tests/regulations/negeri_dongeng"
FIRST_SHEET = "      scores: {p1: 3, p2: 2, r1: 1, r2: 3, naga: 2}\n"
VALUES = "  ukur:\n    values: {antre: 70.5, bersih: 81}\n"


@pytest.fixture
def counter(tmp_path, checkout, monkeypatch):
    """Return a function that writes the submission of the invented kingdom with some text replaced."""
    monkeypatch.chdir(checkout)

    def write(*replacements: tuple[str, str]):
        text = (checkout / "tests" / "regulations" / "loket_timur.yaml").read_text("utf-8")
        for old, new in replacements:
            assert text.count(old) == 1
            text = text.replace(old, new)
        path = tmp_path / "loket.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def draft(pekppp_command, counter):
    """Return a function that evaluates such a file as a draft."""

    def evaluate(*replacements: tuple[str, str], options: tuple[str, ...] = ()):
        path = counter(*replacements)
        return pekppp_command("evaluate", path, "--draft", "--regulation", f"./{TOY}", *options)

    return evaluate


def test_the_screen_shows_both_ends_and_what_is_missing(draft):
    done = draft((FIRST_SHEET, "      scores: {p1: 3, p2: 2, r1: 1}\n"), (VALUES, ""))
    assert (done.status, done.err) == (0, "")
    assert "Sementara: berkas belum lengkap" in done.out
    assert "Mutu loket: 54,75 sampai 81,42 (dari 99,7)" in done.out
    assert "Predikat: belum pasti, Kayu (Loket kayu) sampai Emas (Loket emas)" in done.out
    assert "Belum ada (2):" in done.out
    assert "ukur: seluruh formulir" in done.out
    assert "rubrik r2  Cahaya" in done.out


def test_the_screen_is_as_full_in_english(draft):
    done = draft((VALUES, ""), options=("--lang", "en"))
    assert "Draft: the file is not complete" in done.out
    assert "Quality of the counter: 61.42 to 81.42 (of 99.7)" in done.out
    assert "Category: still open, Perak (Silver counter) to Emas (Golden counter)" in done.out
    assert "ukur: the whole form" in done.out


def test_a_category_is_shown_where_it_is_certain(draft):
    done = draft((VALUES, "  ukur:\n    values: {antre: 70.5}\n"))
    assert "Mutu loket: 69,82 sampai 77,82" in done.out
    assert "Predikat: Perak (Loket perak)" in done.out
    assert "belum pasti" not in done.out


def test_a_row_that_several_sheets_lack_is_told_once(draft):
    done = draft(
        (FIRST_SHEET, "      scores: {p1: 3, p2: 2, r1: 1}\n"),
        ("{p1: 2, p2: 2, r1: 2, r2: 3}", "{p1: 2, p2: 2, r1: 2}"),
    )
    assert done.out.count("rubrik r2") == 1
    assert "Cahaya (2 lembar)" in done.out


def test_a_complete_file_says_so_and_has_one_number(draft):
    done = draft()
    assert "Berkas sudah lengkap" in done.out
    assert "Mutu loket: 76,42 (dari 99,7)" in done.out
    assert "Belum ada" not in done.out


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(draft, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    done = draft((FIRST_SHEET, "      scores: {}\n"), (VALUES, ""))
    assert all(len(line) <= columns for line in done.out.splitlines())


def test_the_json_fits_its_schema_and_holds_both_ends(draft):
    done = draft((VALUES, ""), options=("--format", "json"))
    data = json.loads(done.out)
    assert list(validator("draft").iter_errors(data)) == []
    assert data["draft"] is True
    assert data["index"] == {
        "lower": {"exact": "737/12", "rounded": "61.42", "conversion": "6.14"},
        "upper": {"exact": "977/12", "rounded": "81.42", "conversion": "8.14"},
    }
    assert data["category"] is None
    assert [data["categories"][end]["letter"] for end in ("lower", "upper")] == ["Perak", "Emas"]
    assert data["nodes"]["ukuran"]["lower"]["exact"] == "0"
    assert data["nodes"]["ukuran"]["upper"]["category"]["letter"] == "Lurus"
    assert data["missing"] == [
        {"form": "ukur", "code": "total", "title": "Nilai juru ukur", "sheet": None, "path": "$.forms.ukur"}
    ]


def test_the_json_of_a_certain_category_names_it(draft):
    data = json.loads(draft((VALUES, "  ukur:\n    values: {antre: 70.5}\n"), options=("--format", "json")).out)
    assert data["category"]["letter"] == "Perak"
    assert [row["path"] for row in data["missing"]] == ["$.forms.ukur.values"]


def test_an_output_file_holds_what_the_screen_would(draft, tmp_path):
    shown = draft((VALUES, "")).out
    done = draft((VALUES, ""), options=("-o", str(tmp_path / "sementara.txt")))
    assert (done.status, done.out) == (0, "")
    assert (tmp_path / "sementara.txt").read_text("utf-8") == shown


def test_what_is_wrong_and_not_merely_missing_is_refused(draft):
    done = draft((FIRST_SHEET, "      scores: {p1: 4}\n"), (VALUES, ""))
    assert (done.status, done.out) == (1, "")
    assert "PKP-203" in done.err
    assert "PKP-201" not in done.err
    assert "PKP-207" not in done.err


def test_a_draft_has_no_derivation(pekppp_command, counter):
    done = pekppp_command("evaluate", counter(), "--draft", "--explain", "--regulation", f"./{TOY}")
    assert done.status == 2
    assert "--explain" in done.err
