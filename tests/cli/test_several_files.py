"""Several files, patterns, and standard input, wherever a command takes submissions or records."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from pekppp_rules.cli import files
from pekppp_rules.submission import read_submission

VERBS = {
    "evaluate": (),
    "validate": (),
    "justify": (),
    "improve": ("--to", "A"),
}


@pytest.fixture
def units(tmp_path, example, monkeypatch):
    """Two units and one that is wrong, in the folder the command runs in."""
    text = example.read_text("utf-8")
    for name, old, new in (
        ("a.yaml", "Kota Contoh", "Kota Contoh"),
        ("b.yaml", "1.a.Ak: 5", "1.a.Ak: 4"),
        ("c.yaml", "1.a.Ak: 5", "1.a.Ak: 9"),
    ):
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def typed(monkeypatch):
    """Return a function that puts content into standard input."""

    def put(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))

    return put


@pytest.mark.parametrize(("verb", "options"), VERBS.items())
def test_several_files_are_told_one_after_the_other(pekppp_command, units, verb, options):
    done = pekppp_command(verb, "a.yaml", "b.yaml", *options)
    alone = [pekppp_command(verb, name, *options).out for name in ("a.yaml", "b.yaml")]
    assert done.status == 0
    assert all(text in done.out for text in alone)
    assert done.out.index("a.yaml") < done.out.index("b.yaml") if verb == "validate" else "── a.yaml ─" in done.out
    assert done.err == "2 berkas: 0 bermasalah.\n"


@pytest.mark.parametrize(("verb", "options"), VERBS.items())
def test_json_of_several_files_is_one_document_with_a_list(pekppp_command, units, verb, options):
    done = pekppp_command(verb, "a.yaml", "b.yaml", *options, "--format", "json")
    document = json.loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert [one["file"] for one in document["results"]] == ["a.yaml", "b.yaml"]
    assert document["results"][1]["result"] == json.loads(
        pekppp_command(verb, "b.yaml", *options, "--format", "json").out
    )


def test_what_is_wrong_with_one_does_not_hide_the_others(pekppp_command, units):
    done = pekppp_command("evaluate", "a.yaml", "c.yaml", "b.yaml")
    assert done.status == 1
    assert "── a.yaml " in done.out
    assert "── b.yaml " in done.out
    assert "c.yaml" not in done.out
    assert done.err.startswith("c.yaml:")
    assert done.err.endswith("3 berkas: 1 bermasalah.\n")
    document = json.loads(pekppp_command("evaluate", "a.yaml", "c.yaml", "--format", "json").out)
    assert document["results"][1]["result"] is None
    assert document["results"][1]["problems"][0]["file"] == "c.yaml"


@pytest.mark.parametrize("form", ["text", "json"])
def test_into_a_file_goes_everything_or_nothing(pekppp_command, units, form):
    done = pekppp_command("evaluate", "a.yaml", "c.yaml", "-o", "hasil", "--format", form)
    assert done.status == 1
    assert not (units / "hasil").exists()
    assert pekppp_command("evaluate", "a.yaml", "b.yaml", "-o", "hasil", "--format", form).status == 0
    assert "b.yaml" in (units / "hasil").read_text("utf-8")


def test_quiet_is_one_line_a_file(pekppp_command, units):
    done = pekppp_command("evaluate", "a.yaml", "b.yaml", "--quiet")
    assert (done.status, done.err) == (0, "")
    assert done.out == "4,25  A-  a.yaml\n4,24  A-  b.yaml\n"
    assert pekppp_command("evaluate", "a.yaml", "--quiet", "--draft").out == "4,25  A-  a.yaml\n"


def test_a_pattern_is_its_files_by_name_for_shells_that_leave_patterns_alone(pekppp_command, units):
    (units / ".tersembunyi.yaml").write_text("x: 1", "utf-8")
    (units / "folder.yaml").mkdir()
    assert pekppp_command("evaluate", "[ab].yaml", "-q").out.split()[2::3] == ["a.yaml", "b.yaml"]
    done = pekppp_command("evaluate", "*.yaml", "a.yaml", "-q")
    assert done.out.count("a.yaml") == 1
    assert done.err.startswith("c.yaml:")
    assert "tersembunyi" not in done.out + done.err


def test_a_pattern_without_files_is_told(pekppp_command, units):
    done = pekppp_command("evaluate", "x*.yaml")
    assert done.status == 1
    assert done.err.startswith("x*.yaml  PKP-001")


def test_a_file_that_only_looks_like_a_pattern_is_that_file(pekppp_command, units):
    (units / "a.yaml").rename(units / "[ab].yaml")
    assert pekppp_command("evaluate", "[ab].yaml", "-q").out == "4,25  A-  [ab].yaml\n"


@pytest.mark.parametrize(("verb", "options"), VERBS.items())
def test_standard_input_is_read_as_yaml(pekppp_command, units, typed, verb, options):
    expected = pekppp_command(verb, "a.yaml", *options).out
    typed((units / "a.yaml").read_bytes())
    done = pekppp_command(verb, "-", *options)
    assert (done.status, done.err) == (0, "")
    assert done.out == expected.replace("a.yaml", "<stdin>")


@pytest.mark.parametrize("options", [(), ("--regulation", "permenpanrb_14_2017"), ("--on", "2024-06-01")])
def test_standard_input_is_read_as_json_once_however_often_it_is_needed(pekppp_command, checkout, typed, options):
    data = read_submission(checkout / "examples" / "skm_kecamatan_contoh.yaml").data()
    typed(json.dumps(data, default=lambda number: float(number)).encode())
    done = pekppp_command("evaluate", "-", "-q", *options)
    assert (done.status, done.out, done.err) == (0, "84,26  B  <stdin>\n", "")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "<stdin>  PKP-005"),
        (b"\xff", "<stdin>  PKP-006"),
        (b'{"a": 1,}', "<stdin>:1"),
        (b"a: 1\na: 2", "<stdin>:2:1  PKP-008"),
    ],
)
def test_what_is_wrong_in_standard_input_is_told_with_its_place(pekppp_command, typed, content, told):
    typed(content)
    done = pekppp_command("evaluate", "-")
    assert done.status == 1
    assert told in done.err


def test_standard_input_has_the_bounds_of_a_file(pekppp_command, typed):
    typed(b"#" * 16_000_001)
    assert "<stdin>  PKP-004" in pekppp_command("evaluate", "-").err


def test_a_command_without_standard_input_says_so(pekppp_command, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    done = pekppp_command("evaluate", "-")
    assert done.status == 1
    assert "<stdin>  PKP-003" in done.err


def test_who_types_into_a_terminal_is_told_how_to_end(pekppp_command, typed, monkeypatch):
    typed(b"a: 1")
    monkeypatch.setattr(files, "is_terminal", lambda _: True)
    assert pekppp_command("evaluate", "-").err.startswith("menunggu masukan standar; akhiri dengan Ctrl+D\n")
    typed(b"a: 1")
    assert "menunggu" not in pekppp_command("evaluate", "-", "--quiet").err


def test_several_submissions_are_recorded_into_a_folder_and_verified_together(pekppp_command, units):
    done = pekppp_command("record", "a.yaml", "b.yaml", "-o", "arsip", "--reproducible")
    assert (done.status, done.err) == (0, "")
    assert sorted(path.name for path in (units / "arsip").iterdir()) == ["a.record.json", "b.record.json"]
    done = pekppp_command("verify", "arsip/*.json")
    assert done.status == 0
    assert done.out.count("rekaman ini cocok") == 2
    assert pekppp_command("verify", "arsip/*.json", "--quiet").out == ""
    record = units / "arsip" / "b.record.json"
    record.write_bytes(record.read_bytes().replace(b'"rounded":"4.25"', b'"rounded":"4.26"', 1))
    done = pekppp_command("verify", "arsip/*.json", "--quiet")
    assert (done.status, done.out) == (1, "")
    assert str(Path("arsip", "b.record.json")) in done.err


def test_where_one_submission_is_wrong_none_is_recorded(pekppp_command, units):
    done = pekppp_command("record", "a.yaml", "c.yaml", "-o", "arsip")
    assert done.status == 1
    assert "tidak ada yang ditulis" in done.err
    assert not (units / "arsip").exists()


def test_records_that_would_replace_each_other_are_wrong_usage(pekppp_command, units):
    (units / "lain").mkdir()
    (units / "lain" / "a.yaml").write_bytes((units / "a.yaml").read_bytes())
    done = pekppp_command("record", "a.yaml", "lain/a.yaml", "-o", "arsip")
    assert done.status == 2
    assert "dua pengajuan bernama sama" in done.err
    done = pekppp_command("record", "a.yaml", "b.yaml", "-o", "c.yaml", "--lang", "en")
    assert done.status == 2
    assert "-o must name a folder" in done.err


def test_json_of_several_records_lists_them(pekppp_command, units):
    done = pekppp_command("record", "a.yaml", "b.yaml", "-o", "arsip", "--format", "json")
    assert [Path(one["record"]).name for one in json.loads(done.out)["records"]] == ["a.record.json", "b.record.json"]


def test_a_record_comes_from_standard_input(pekppp_command, units, typed):
    assert pekppp_command("record", "a.yaml", "-o", "rec", "--quiet").out == ""
    typed((units / "rec").read_bytes())
    assert "rekaman ini cocok" in pekppp_command("verify", "-").out


def test_a_signature_belongs_to_one_record(pekppp_command, units):
    done = pekppp_command("verify", "a", "b", "--key", "k", "--signature", "s", "--lang", "en")
    assert done.status == 2
    assert "--signature is for a single record" in done.err


def test_what_is_wrong_with_the_choice_itself_is_told_once(pekppp_command, units):
    done = pekppp_command("evaluate", "a.yaml", "b.yaml", "--regulation", "permenpanrb_29_2023")
    assert done.status == 1
    assert done.err.count("PKP-301") == 1
    assert pekppp_command("evaluate", "a.yaml", "b.yaml", "--lock", "tidak-ada").err.count("PKP-001") == 1
