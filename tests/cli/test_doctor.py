"""`pekppp doctor` says what runs here, and fails when a package does not load."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import PackageNotFoundError

import pytest

from pekppp_rules.cli import installed
from pekppp_rules.rules import engines


def test_it_names_the_engine_and_every_package(pekppp_command):
    done = pekppp_command("doctor")
    engine = "durable" if engines.durable_is_installed() else "forward"
    assert done.status == 0
    assert f"mesin aturan: {engine} (" in done.out
    assert "  permenpanrb_29_2022  1.0.0  117 kasus cocok\n  sha256:" in done.out
    assert done.out.endswith("Semua baik.\n")


def test_without_durable_rules_it_says_how_to_install_it(pekppp_command, monkeypatch):
    monkeypatch.setattr(engines, "durable_is_installed", lambda: False)
    document = json.loads(pekppp_command("doctor", "--format", "json").out)
    assert document["engine"] == "forward"
    assert "durable-rules" in document["engine_reason"]
    assert "permenpanrb_29_2022" in [one["id"] for one in document["regulations"]]


def test_a_package_that_does_not_load_is_named_and_fails(pekppp_command, monkeypatch, tmp_path):
    broken = tmp_path / "rusak"
    broken.mkdir()
    (broken / "regulation.yaml").write_text("kind: regulation\nid: rusak\n", encoding="utf-8")
    monkeypatch.setenv("PEKPPP_REGULATIONS", str(tmp_path))
    done = pekppp_command("doctor", "--lang", "en")
    assert done.status == 1
    assert "PKP-502" in done.out
    assert "permenpanrb_29_2022" in done.out


def test_it_evaluates_the_cases_beside_every_package(pekppp_command, monkeypatch):
    document = json.loads(pekppp_command("doctor", "--format", "json").out)
    assert all(one["cases"] > 0 for one in document["regulations"])
    assert {"click", "pydantic"} <= {name.lower() for name in document["dependencies"]}
    assert "forward" in document["engines"]


def test_a_case_that_comes_out_otherwise_is_told_and_fails(pekppp_command, monkeypatch, tmp_path, checkout):
    shutil.copytree(checkout / "tests" / "regulations" / "negeri_dongeng", tmp_path / "negeri_dongeng")
    file = tmp_path / "negeri_dongeng" / "cases" / "hitungan.yaml"
    text = file.read_text("utf-8")
    assert "letter: Perak" in text
    file.write_text(text.replace("letter: Perak", "letter: Emas", 1), "utf-8")
    monkeypatch.setenv("PEKPPP_REGULATIONS", str(tmp_path))
    done = pekppp_command("doctor")
    assert done.status == 1
    assert "PKP-117" in done.out
    assert "Semua baik." not in done.out
    assert "PKP-117" in pekppp_command("doctor", "--quiet").out


def test_quiet_and_sound_says_nothing(pekppp_command):
    done = pekppp_command("doctor", "--quiet")
    assert (done.status, done.out, done.err) == (0, "", "")


def test_an_extra_that_is_missing_is_named_with_how_to_install_it(pekppp_command, monkeypatch):
    monkeypatch.setattr(
        installed, "requires", lambda _: ["click>=8", 'tidak_ada>=1; extra == "khayal"', "mypy; extra == 'dev'"]
    )
    out = pekppp_command("doctor").out
    assert 'khayal  tidak terpasang: pip install "pekppp-rules[khayal]"' in out
    assert "mypy" not in out


def test_a_checkout_that_was_never_installed_has_no_list_of_libraries(pekppp_command, monkeypatch):
    def never(_: str) -> list[str]:
        raise PackageNotFoundError

    monkeypatch.setattr(installed, "requires", never)
    done = pekppp_command("doctor")
    assert done.status == 0
    assert "Bagian tambahan" not in done.out


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_but_a_digest_is_wider_than_the_terminal(pekppp_command, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = pekppp_command("doctor").out.splitlines()
    assert [line for line in lines if len(line) > columns and "sha256:" not in line] == []
