"""`pekppp validate` as its user meets it."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def broken(tmp_path, example):
    path = tmp_path / "rusak.yaml"
    path.write_text(example.read_text("utf-8").replace("1.a.Ak: 5", "1.a.Ak: 9", 1), "utf-8")
    return path


@pytest.fixture
def half(tmp_path, example):
    path = tmp_path / "setengah.yaml"
    text = example.read_text("utf-8")
    assert "        1.a.Ak: 5\n" in text
    path.write_text(text.replace("        1.a.Ak: 5\n", "", 1), "utf-8")
    return path


def test_a_sound_submission_is_said_to_be_one(pekppp_command, example):
    done = pekppp_command("validate", example)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"{example}: tidak ada masalah menurut permenpanrb_29_2022 1.0.0.\n"
    assert pekppp_command("validate", example, "--quiet").out == ""


def test_every_problem_is_told_with_its_place(pekppp_command, broken):
    done = pekppp_command("validate", broken, "--lang", "en")
    assert (done.status, done.err) == (1, "")
    first, *_, last = done.out.splitlines()
    assert first.startswith(f"{broken}:")
    assert "PKP-" in first
    assert last == f"{broken}: 1 problem(s)."
    assert "PKP-" in pekppp_command("validate", broken, "--quiet").out


def test_what_is_missing_is_no_problem_of_a_draft(pekppp_command, half):
    assert pekppp_command("validate", half).status == 1
    assert pekppp_command("validate", half, "--draft").status == 0


def test_json_is_one_document_whether_or_not_there_are_problems(pekppp_command, example, broken):
    for file, status in ((example, 0), (broken, 1)):
        done = pekppp_command("validate", file, "--format", "json")
        document = json.loads(done.out)
        assert (done.status, done.err) == (status, "")
        assert document["is_valid"] is (status == 0)
        assert bool(document["problems"]) is (status == 1)
    assert json.loads(pekppp_command("validate", example, "--format", "json").out)["regulation"]["version"] == "1.0.0"


def test_a_file_that_cannot_be_read_is_a_problem_too(pekppp_command, tmp_path):
    done = pekppp_command("validate", tmp_path / "tidak-ada.yaml", "--format", "json")
    document = json.loads(done.out)
    assert (done.status, document["regulation"], document["is_valid"]) == (1, None, False)


def test_several_files_are_told_together(pekppp_command, example, broken):
    done = pekppp_command("validate", broken, example)
    assert done.status == 1
    assert f"{example}: tidak ada masalah" in done.out
    assert f"{broken}: 1 masalah." in done.out
    assert done.err == "2 berkas: 1 bermasalah.\n"
