"""The ending of OUT names the format of a result, unless `--format` does."""

from __future__ import annotations

import json

import pytest

BEGINS = {"html": b"<!doctype html>", "pdf": b"%PDF-", "xlsx": b"PK", "docx": b"PK", "json": b"{"}


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx", "docx", "json"])
def test_an_evaluation_is_written_in_the_format_that_its_file_ends_in(pekppp_command, example, tmp_path, ending):
    file = tmp_path / f"hasil.{ending}"
    assert pekppp_command("evaluate", example, "-o", file).status == 0
    assert file.read_bytes().lower().startswith(BEGINS[ending].lower())
    named = tmp_path / "disebut"
    assert pekppp_command("evaluate", example, "-o", named, "--format", ending).status == 0
    if ending in {"html", "json"}:
        assert named.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx", "json"])
def test_a_report_is_written_in_the_format_that_its_file_ends_in(pekppp_command, example, tmp_path, ending):
    file = tmp_path / f"instansi.{ending.upper()}"
    assert pekppp_command("report", example, "-o", file).status == 0
    assert file.read_bytes().lower().startswith(BEGINS[ending].lower())


@pytest.mark.parametrize(
    "command", [("improve", "--to", "A"), ("justify",), ("regulations", "diff", "permenpanrb_17_2017")]
)
def test_results_of_other_commands_follow_the_ending_too(pekppp_command, example, tmp_path, command):
    file, given = tmp_path / "hasil.json", "permenpanrb_29_2022" if "diff" in command else example
    assert pekppp_command(*command, given, "-o", file).status == 0
    assert json.loads(file.read_text("utf-8"))


def test_a_format_that_is_given_counts_whatever_the_file_ends_in(pekppp_command, example, tmp_path):
    file = tmp_path / "hasil.pdf"
    assert pekppp_command("evaluate", example, "-o", file, "--format", "text").status == 0
    assert "Indeks Pelayanan Publik" in file.read_text("utf-8")


@pytest.mark.parametrize("name", ["hasil.txt", "hasil", "hasil.yaml"])
def test_another_ending_gets_the_text(pekppp_command, example, tmp_path, name):
    file = tmp_path / name
    assert pekppp_command("evaluate", example, "-o", file).status == 0
    assert "Indeks Pelayanan Publik" in file.read_text("utf-8")


def test_an_ending_asks_no_more_of_a_command_than_its_format_does(pekppp_command, example, tmp_path):
    file, other = tmp_path / "hasil.pdf", tmp_path / "lain.yaml"
    other.write_bytes(example.read_bytes())
    done = pekppp_command("evaluate", example, other, "-o", file)
    assert done.status == 2
    assert "pekppp report" in done.err
    assert not file.exists()
