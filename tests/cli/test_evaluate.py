"""`pekppp evaluate` as its user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pekppp_rules.regulation.schema_check import validator


@pytest.fixture
def edited(tmp_path, example):
    """Return a function that writes the example with some text replaced."""

    def edit(*replacements: tuple[str, str]):
        text = example.read_text("utf-8")
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "unit.yaml"
        path.write_text(text, "utf-8")
        return path

    return edit


def test_the_screen_shows_index_category_and_why(pekppp_command, example):
    done = pekppp_command("evaluate", example)
    assert (done.status, done.err) == (0, "")
    assert "Indeks Pelayanan Publik: 4,25 dari 5" in done.out
    assert "Predikat: A-  Sangat Baik" in done.out
    assert "Nilai 0-100: 85,06" in done.out
    assert "0,75 × 4,2645 (f02) + 0,25 × ≈4,2194 (f03) = ≈4,2532" in done.out
    assert "████" in done.out


def test_the_weakest_indicators_come_first_with_their_next_step(pekppp_command, example):
    out = pekppp_command("evaluate", example).out
    first, second = out.index("29.f.B"), out.index("30.f.B")
    assert out.index("Yang paling menahan indeks") < first < second
    assert "3 dari 5; +0,09 bila penuh" in out
    assert "berikutnya: Inovasi berjalan lebih dari satu tahun" in out


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(pekppp_command, example, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    for line in pekppp_command("evaluate", example).out.splitlines():
        assert len(line) <= columns


def test_english_is_one_option_away(pekppp_command, example):
    out = pekppp_command("evaluate", example, "--lang", "en").out
    assert "Public Service Index: 4.25 of 5" in out
    assert "Category: A-  Very good" in out


def test_json_is_one_document_and_nothing_else(pekppp_command, example):
    done = pekppp_command("evaluate", example, "--format", "json")
    data = json.loads(done.out)
    assert done.err == ""
    assert list(validator("evaluation").iter_errors(data)) == []
    assert data["index"] == {"exact": "306233/72000", "rounded": "4.25", "conversion": "85.06"}


def test_explain_adds_the_derivation(pekppp_command, example):
    assert "= 0,75 × 4,2645 + 0,25 × ≈4,219444 (1519/360)" in pekppp_command("evaluate", example, "--explain").out
    data = json.loads(pekppp_command("evaluate", example, "--explain", "--format", "json").out)
    assert data["explanation"]["steps"][1]["node"] == "ipp"


def test_a_changed_score_moves_the_index_by_its_share(pekppp_command, example, edited):
    """14.b.K: 0.25 x 0.30 x 0.75 a level, halved by the two evaluators."""
    from fractions import Fraction

    before = json.loads(pekppp_command("evaluate", example, "--format", "json").out)
    after = json.loads(pekppp_command("evaluate", edited(("14.b.K: 5", "14.b.K: 3")), "--format", "json").out)
    moved = Fraction(before["index"]["exact"]) - Fraction(after["index"]["exact"])
    assert moved == 2 * Fraction(25, 100) * Fraction(30, 100) * Fraction(75, 100) / 2


def test_an_output_file_holds_what_the_screen_would(pekppp_command, example, tmp_path):
    shown = pekppp_command("evaluate", example, "--format", "json").out
    done = pekppp_command("evaluate", example, "--format", "json", "-o", tmp_path / "result.json")
    assert (done.status, done.out) == (0, "")
    assert (tmp_path / "result.json").read_text("utf-8") == shown


@pytest.mark.parametrize("target", ["missing/folder/out.json", "."])
def test_an_output_that_cannot_be_written_is_one_clear_error(pekppp_command, example, tmp_path, target):
    before = sorted(tmp_path.rglob("*"))
    done = pekppp_command("evaluate", example, "-o", tmp_path / target)
    assert done.status == 1
    assert "PKP-013" in done.err
    assert sorted(tmp_path.rglob("*")) == before


def test_the_submission_itself_is_never_overwritten(pekppp_command, edited):
    path = edited()
    before = path.read_bytes()
    done = pekppp_command("evaluate", path, "-o", path)
    assert done.status == 2
    assert "-o" in done.err
    assert path.read_bytes() == before


def test_bad_input_writes_no_output_and_keeps_the_old_one(pekppp_command, edited, tmp_path):
    output = tmp_path / "out.json"
    output.write_text("old", "utf-8")
    done = pekppp_command("evaluate", edited(("1.a.Ak: 5", "1.a.Ak: 6")), "-o", output)
    assert done.status == 1
    assert output.read_text("utf-8") == "old"


def test_every_problem_of_a_file_is_shown_with_its_place(pekppp_command, edited):
    path = edited(
        ("1.a.Ak: 5", "1.a.AK: 5"),
        ("2.a.P: 4", "2.a.P: 6"),
        ("3.a.T: 4", 'three: "x"'),
        ("scheme: mandiri", "scheme: mandri"),
    )
    done = pekppp_command("evaluate", path)
    assert (done.status, done.out) == (1, "")
    lines = done.err.splitlines()
    assert (
        f'{path}:9:30  PKP-504  nilai tidak termasuk pilihan: nasional, mandiri, khusus; maksud Anda "mandiri"?'
        in lines
    )
    assert f'{path}:15:9  PKP-202  indikator "1.a.AK" tidak ada di formulir ini; maksud Anda "1.a.Ak"?' in lines
    assert f"{path}:16:16  PKP-203  skor 6, seharusnya bilangan bulat 0 sampai 5" in lines
    assert any("PKP-201" in line and '"3.a.T"' in line for line in lines)
    assert lines[-1] == "6 masalah; tidak ada yang ditulis."


def test_problems_are_one_json_document_when_json_is_asked_for(pekppp_command, edited):
    done = pekppp_command("evaluate", edited(("2.a.P: 4", "2.a.P: 6")), "--format", "json", "--lang", "en")
    (problem,) = json.loads(done.out)["problems"]
    assert (done.status, done.err) == (1, "")
    assert problem["code"] == "PKP-203"
    assert problem["path"] == '$.forms.f02[0].scores["2.a.P"]'
    assert problem["message"] == "score 6, should be a whole number from 0 to 5"


def test_a_regulation_that_does_not_exist_is_named_at_its_place(pekppp_command, edited):
    path = edited(("regulation: permenpanrb_29_2022", "regulation: permenpanrb_29_2202"))
    done = pekppp_command("evaluate", path)
    assert f"{path}:3:13  PKP-301" in done.err
    assert 'maksud Anda "permenpanrb_29_2022"?' in done.err


def test_under_a_misspelt_regulation_the_other_mistakes_are_told_as_well(pekppp_command, edited):
    path = edited(("regulation: permenpanrb_29_2022", "regulation: permenpanrb_29_2202"), ("2.a.P: 4", "2.a.P: 6"))
    err = pekppp_command("evaluate", path).err
    assert f"{path}:3:13  PKP-301" in err
    assert f"{path}:16:16  PKP-203" in err


def test_mistakes_in_writing_do_not_hide_mistakes_in_content(pekppp_command, edited):
    path = edited(("1.a.Ak: 5", "1.a.Ak: 5\n        1.a.Ak: 4"), ("2.a.P: 4", "2.a.P: 1e400"), ("3.a.T: 4", "3.a.T: 7"))
    lines = pekppp_command("evaluate", path).err.splitlines()
    assert [line.split()[1] for line in lines[:-1]] == ["PKP-008", "PKP-011", "PKP-203"]


def test_a_full_disk_behind_standard_output_is_one_clear_error(example):
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    command = [sys.executable, "-m", "pekppp_rules", "evaluate", str(example), "--format", "json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "PKP-013" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_regulation_option_confirms_but_never_overrides(pekppp_command, example, edited):
    assert pekppp_command("evaluate", example, "--regulation", "permenpanrb_29_2022").status == 0
    path = edited(("regulation: permenpanrb_29_2022", "regulation: another_one"))
    done = pekppp_command("evaluate", path, "--regulation", "permenpanrb_29_2022")
    assert done.status == 1
    assert "PKP-213" in done.err


def test_a_folder_can_be_evaluated_against(pekppp_command, example, tmp_path, checkout):
    import shutil

    folder = tmp_path / "permenpanrb_29_2022"
    shutil.copytree(checkout / "regulations" / "permenpanrb_29_2022", folder)
    text = (folder / "index.yaml").read_text("utf-8")
    changed = text.replace("{node: f02, weight: 0.75}", "{node: f02, weight: 0.5}")
    (folder / "index.yaml").write_text(
        changed.replace("{node: f03, weight: 0.25}", "{node: f03, weight: 0.5}"), "utf-8"
    )
    data = json.loads(pekppp_command("evaluate", example, "--regulation", folder, "--format", "json").out)
    assert data["nodes"]["f02"]["weight"] == "1/2"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["evaluate"], "FILE"),
        (["evaluate", "x.yaml", "--fromat", "json"], "--fromat"),
        (["evaluate", "x.yaml", "--format", "pdf9"], "pdf9"),
        (["evalute", "x.yaml"], "evalute"),
    ],
)
def test_wrong_usage_exits_with_two_and_says_what(pekppp_command, arguments, told):
    done = pekppp_command(*arguments)
    assert (done.status, done.out) == (2, "")
    assert "Pemakaian salah" in done.err
    assert told in done.err


def test_help_and_version_exit_with_zero(pekppp_command):
    assert pekppp_command("--version").out.startswith("pekppp 0.")
    assert "evaluate" in pekppp_command("--help").out


def test_control_characters_in_names_do_not_reach_the_terminal(pekppp_command, edited):
    path = edited(("name: Disdukcapil Kota Contoh", 'name: "Dinas \\e[31mMerah\\u202e"'))
    out = pekppp_command("evaluate", path).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "Dinas" in out


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"\xff\xfe\x00", b"[" * 100_000, b"a: &x 1\nb: *x\n", b"{", b"- 1", b"7", b"null"]
)
def test_hostile_files_end_in_one_clear_error_without_a_traceback(pekppp_command, tmp_path, content):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    done = pekppp_command("evaluate", path)
    assert done.status == 1
    assert "PKP-" in done.err
    assert "Traceback" not in done.err
    assert path.read_bytes() == content


def test_a_hundred_megabytes_are_refused_quickly(pekppp_command, tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert "PKP-004" in pekppp_command("evaluate", path).err


def test_a_folder_for_a_file_is_said_to_be_one(pekppp_command, tmp_path):
    assert "PKP-002" in pekppp_command("evaluate", tmp_path).err


def test_output_into_a_closed_pipe_is_no_traceback(example):
    script = f"{sys.executable} -m pekppp_rules evaluate {example} --explain | head -n 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env={**os.environ}, check=False)
    assert done.stdout == "Disdukcapil Kota Contoh\n"
    assert "Traceback" not in done.stderr
