"""`pekppp evaluate --format html`: a report as its user asks for it."""

from __future__ import annotations

import pytest

import pekppp_rules as pekppp


def test_the_report_is_written_to_a_file(pekppp_command, example, regulation, tmp_path):
    out = tmp_path / "laporan.html"
    done = pekppp_command("evaluate", example, "--format", "html", "-o", out)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert out.read_text("utf-8") == regulation.evaluate(pekppp.read_submission(example)).report()


def test_without_a_file_the_report_goes_to_standard_output(pekppp_command, example):
    done = pekppp_command("evaluate", example, "--format", "html", "--lang", "en")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith('<!doctype html>\n<html lang="en">')


def test_a_draft_is_reported_on_as_a_draft(pekppp_command, example, tmp_path):
    text = example.read_text("utf-8")
    assert "1.a.Ak: 5" in text
    half = tmp_path / "unit.yaml"
    half.write_text(text.replace("1.a.Ak: 5", "1.a.Ak:", 1), "utf-8")
    done = pekppp_command("evaluate", half, "--draft", "--format", "html")
    assert done.status == 0
    assert "Laporan sementara" in done.out


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_report_has_its_derivation_already(pekppp_command, example, lang):
    done = pekppp_command("evaluate", example, "--format", "html", "--explain", "--lang", lang)
    assert done.status == 2
    assert "--format html" in done.err
    assert "--explain" in done.err


@pytest.mark.parametrize("format", ["pdf", "xlsx"])
def test_a_file_of_bytes_is_written_whole(pekppp_command, example, regulation, tmp_path, format):
    out = tmp_path / f"laporan.{format}"
    done = pekppp_command("evaluate", example, "--format", format, "-o", out, "--lang", "en")
    assert (done.status, done.out, done.err) == (0, "", "")
    submission = pekppp.read_submission(example)
    assert out.read_bytes() == regulation.evaluate(submission).report(format=format, lang="en")


@pytest.mark.parametrize("format", ["pdf", "xlsx"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_bytes_are_never_poured_onto_a_terminal(pekppp_command, example, format, lang):
    done = pekppp_command("evaluate", example, "--format", format, "--lang", lang)
    assert (done.status, done.out) == (2, "")
    assert f"--format {format}" in done.err
    assert "-o" in done.err


def test_a_wrong_file_gives_problems_and_no_report(pekppp_command, example, tmp_path):
    wrong = tmp_path / "unit.yaml"
    wrong.write_text(example.read_text("utf-8").replace("1.a.Ak: 5", "1.a.Ak: 7", 1), "utf-8")
    out = tmp_path / "laporan.html"
    done = pekppp_command("evaluate", wrong, "--format", "html", "-o", out)
    assert (done.status, done.out) == (1, "")
    assert "PKP-" in done.err
    assert not out.exists()


def test_the_file_evaluated_is_never_written_over(pekppp_command, example):
    done = pekppp_command("evaluate", example, "--format", "html", "-o", example)
    assert done.status == 2
