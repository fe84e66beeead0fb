"""`pekppp doctor` says what runs here, and fails when a package does not load."""

from __future__ import annotations

import json

from pekppp_rules.rules import engines


def test_it_names_the_engine_and_every_package(pekppp_command):
    done = pekppp_command("doctor")
    engine = "durable" if engines.durable_is_installed() else "forward"
    assert done.status == 0
    assert f"mesin aturan: {engine} (" in done.out
    assert "  permenpanrb_29_2022  1.0.0\n  sha256:" in done.out


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
