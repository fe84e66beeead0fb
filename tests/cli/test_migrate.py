"""`pekppp migrate`, as a unit types it when the regulation changes."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.cli.layout import columns_of
from pekppp_rules.testing import submissions
from tests.architecture.free_text import NASTY, clean, filled, written
from tests.packages_here import FOLDERS, loaded

NATIONAL, AMENDED, OLD = (
    FOLDERS[name] for name in ("permenpanrb_29_2022", "permenpanrb_4_2023", "permenpanrb_17_2017")
)


@pytest.fixture
def perwali(checkout):
    return checkout / "examples" / "perwali_kota_contoh"


@pytest.mark.parametrize("name", ["unit.yaml", "unit.json"])
def test_the_new_submission_is_written_and_scores_the_same(pekppp_command, example, tmp_path, name):
    done = pekppp_command("migrate", example, "--to", AMENDED, "-o", tmp_path / name)
    assert (done.status, done.err) == (0, "")
    assert "Belum dijawab dalam versi baru: 0\nTidak dibawa: 0\n" in done.out
    moved = pekppp.read_submission(tmp_path / name)
    before = loaded("permenpanrb_29_2022").evaluate(pekppp.read_submission(example))
    assert loaded("permenpanrb_4_2023").evaluate(moved).index == before.index


def test_what_the_new_version_lacks_is_listed_with_its_reason(pekppp_command, example, perwali, tmp_path):
    done = pekppp_command("migrate", example, "--to", perwali, "-o", tmp_path / "unit.yaml")
    assert done.status == 0
    assert "Belum dijawab dalam versi baru: 1\n  f02 (hanya satu versi yang memuat kode ini): lokal.1\n" in done.out
    assert "pekppp evaluate" in done.out
    done = pekppp_command("evaluate", tmp_path / "unit.yaml", "--regulation", perwali, "--draft")
    assert done.status == 0
    assert "lokal.1" in done.out


def test_what_is_not_carried_is_listed_with_its_reason(pekppp_command, example, tmp_path):
    done = pekppp_command("migrate", example, "--to", OLD, "--lang", "en", "-o", tmp_path / "unit.yaml")
    assert done.status == 0
    assert "Carried: 0\nUnanswered in the new version: 37\n" in done.out
    assert "  unit (the new version does not name this field): mode, services\n" in done.out
    assert "  f02 notes (only one version has this code): 15.c.K\n" in done.out


def test_json_is_one_document(pekppp_command, example, perwali, tmp_path):
    output = tmp_path / "unit.yaml"
    done = pekppp_command("migrate", example, "--to", perwali, "-o", output, "--format", "json", "--lang", "en")
    found = json.loads(done.out)
    assert (found["format"], found["submission"], found["dropped"]) == (1, str(output), [])
    assert (found["before"]["id"], found["after"]["id"]) == ("permenpanrb_29_2022", "perwali_kota_contoh")
    (lacking,) = found["unanswered"]
    assert (lacking["code"], lacking["reason"], lacking["why"]) == (
        "lokal.1",
        "no_code",
        "only one version has this code",
    )


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_line_is_wider_than_the_terminal(pekppp_command, example, tmp_path, monkeypatch, columns, lang):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.chdir(tmp_path)
    out = pekppp_command("migrate", example, "--to", OLD, "-o", "unit.yaml", "--lang", lang).out
    assert [line for line in out.splitlines() if columns_of(line) > columns] == []


def test_from_may_only_confirm_what_the_file_names(pekppp_command, example, tmp_path):
    output = tmp_path / "unit.yaml"
    assert pekppp_command("migrate", example, "--from", NATIONAL, "--to", AMENDED, "-o", output).status == 0
    output.unlink()
    done = pekppp_command("migrate", example, "--from", OLD, "--to", AMENDED, "-o", output)
    assert (done.status, "PKP-213" in done.err, output.exists()) == (1, True, False)


def test_nothing_is_written_where_the_submission_is_wrong(pekppp_command, example, tmp_path):
    wrong = tmp_path / "unit.yaml"
    wrong.write_text(example.read_text("utf-8").replace("1.a.Ak: 5", "1.a.Ak: 6"), "utf-8")
    done = pekppp_command("migrate", wrong, "--to", AMENDED, "-o", tmp_path / "baru.yaml")
    assert (done.status, done.out) == (1, "")
    assert "PKP-203" in done.err
    assert f"{wrong}:" in done.err
    assert not (tmp_path / "baru.yaml").exists()


def test_wrong_usage_ends_with_2_and_the_submission_stays(pekppp_command, example, tmp_path):
    unit = tmp_path / "unit.yaml"
    unit.write_bytes(example.read_bytes())
    assert pekppp_command("migrate", unit, "--to", AMENDED, "-o", unit).status == 2
    assert pekppp_command("migrate", unit, "--to", AMENDED).status == 2
    assert pekppp_command("migrate", unit, "-o", tmp_path / "baru.yaml").status == 2
    assert unit.read_bytes() == example.read_bytes()


def test_an_output_that_cannot_be_written_is_one_clear_error(pekppp_command, example, tmp_path):
    done = pekppp_command("migrate", example, "--to", AMENDED, "-o", tmp_path / "tidak_ada" / "unit.yaml")
    assert (done.status, done.out) == (1, "")
    assert "PKP-013" in done.err


@pytest.mark.parametrize("name", ["unit.yaml", "unit.json"])
@pytest.mark.parametrize("text", NASTY)
def test_free_text_arrives_as_it_was(pekppp_command, tmp_path, text, name):
    unit = written(filled(text), tmp_path / "lama.json")
    done = pekppp_command("migrate", unit, "--to", NATIONAL, "-o", tmp_path / name)
    assert (done.status, done.err) == (0, "")
    assert clean(done.out)
    assert pekppp.read_submission(tmp_path / name) == pekppp.read_submission(unit)


@pytest.mark.parametrize("regulation", ["negeri_dongeng", "permenpanrb_14_2017", "ombudsman_opini_2023"])
@pytest.mark.parametrize("name", ["unit.yaml", "unit.json"])
def test_every_kind_of_answer_is_read_back_as_it_was(tmp_path, regulation, name):
    from pekppp_rules.cli.submission_file import submission_content

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def check(data):
        migration = pekppp.migrate(data.draw(submissions(loaded(regulation))), loaded(regulation), loaded(regulation))
        content = submission_content(migration.submission, loaded(regulation), tmp_path / name, "id")
        (tmp_path / name).write_bytes(content)
        assert pekppp.read_submission(tmp_path / name) == migration.submission

    check()


def test_the_next_step_names_a_folder_that_no_id_would_find(pekppp_command, example, perwali, tmp_path):
    out = pekppp_command("migrate", example, "--to", perwali, "-o", tmp_path / "unit.yaml").out
    assert f"--regulation{perwali}" in "".join(out.split())
    out = pekppp_command("migrate", example, "--to", "permenpanrb_17_2017", "-o", tmp_path / "unit.yaml").out
    assert "--draft" in out
    assert "--regulation" not in out
