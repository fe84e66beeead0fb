"""`pekppp regulations release | withdraw | lock | list`, and choosing by --on and --lock, as a user meets them."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

import pekppp_rules as pekppp
from pekppp_rules.regulation import discovery
from tests.releases import TOY_ID, edit, index_of, released, toy_in

PACKAGE = "permenpanrb_29_2022"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The working directory, with the invented package in it, found by its id."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PEKPPP_REGULATIONS", ".")
    toy_in(tmp_path)
    return tmp_path


@pytest.fixture
def submission(here, checkout):
    """A submission under the invented regulation."""
    text = (checkout / "tests" / "regulations" / "loket_timur.yaml").read_text("utf-8")
    (here / "loket.yaml").write_text(text, "utf-8")
    return here / "loket.yaml"


def version_told(done):
    return json.loads(done.out)["regulation"]["version"]


def test_release_writes_the_working_copy_and_says_its_digests(pekppp_command, here):
    done = pekppp_command("regulations", "release", TOY_ID)
    (release,) = index_of(here / TOY_ID)["releases"]
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"{TOY_ID} 0.1.0 dirilis",
        f"  digest       {release['digest']}",
        f"  rules_digest {release['rules_digest']}",
    ]
    assert pekppp.load(TOY_ID).version == "0.1.0"


def test_release_as_json_is_the_entry_of_the_index(pekppp_command, here):
    done = pekppp_command("regulations", "release", f"./{TOY_ID}", "--format", "json")
    assert json.loads(done.out) == index_of(here / TOY_ID)["releases"][0]


def test_a_version_is_released_once(pekppp_command, here):
    pekppp_command("regulations", "release", TOY_ID)
    done = pekppp_command("regulations", "release", TOY_ID, "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert f"{TOY_ID}/regulation.yaml  PKP-160  version 0.1.0 is released and never changes again" in done.err


def test_a_failed_release_writes_nothing(pekppp_command, here):
    edit(here / TOY_ID / "index.yaml", "{node: loket, weight: 50}", "{node: loket, weight: 51}")
    done = pekppp_command("regulations", "release", TOY_ID, "--format", "json")
    assert (done.status, [one["code"] for one in json.loads(done.out)["problems"]]) == (1, ["PKP-104"])
    assert not (here / TOY_ID / "released").exists()


def test_withdraw_marks_a_release_and_the_listing_says_so(pekppp_command, here):
    for version in ("0.1.0", "0.1.1"):
        released(here / TOY_ID, version)
    arguments = ("--reason", "Bobot salah", "--replaced-by", "0.1.1")
    done = pekppp_command("regulations", "withdraw", f"{TOY_ID}@0.1.0", *arguments)
    assert (done.status, done.out, done.err) == (0, f"{TOY_ID} 0.1.0 ditarik\n", "")
    assert "  ditarik: Bobot salah -> 0.1.1\n" in pekppp_command("regulations", "list").out
    assert "  withdrawn: Bobot salah -> 0.1.1\n" in pekppp_command("regulations", "list", "--lang", "en").out
    listed = json.loads(pekppp_command("regulations", "list", "--format", "json").out)
    assert [(one["version"], one["is_release"], one["withdrawn"]) for one in listed if one["id"] == TOY_ID] == [
        ("0.1.0", True, "Bobot salah -> 0.1.1"),
        ("0.1.1", True, None),
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ((TOY_ID, "--reason", "x"), 2, "give ID@VERSION"),
        ((f"{TOY_ID}@0.1.0",), 2, "--reason"),
        ((f"{TOY_ID}@9.0.0", "--reason", "x"), 1, "PKP-162"),
        ((f"{TOY_ID}@0.1.0", "--reason", " "), 1, "PKP-163"),
        ((f"{TOY_ID}@0.1.0", "--reason", "x", "--replaced-by", "0.1.0"), 1, "PKP-162"),
        (("tidak_ada@0.1.0", "--reason", "x"), 1, "PKP-301"),
    ],
)
def test_withdraw_refuses_what_it_cannot_mark(pekppp_command, here, arguments, status, told):
    released(here / TOY_ID, "0.1.0")
    before = index_of(here / TOY_ID)
    done = pekppp_command("regulations", "withdraw", *arguments, "--lang", "en")
    assert (done.status, done.out) == (status, "")
    assert told in done.err
    assert index_of(here / TOY_ID) == before


def test_a_withdrawn_release_evaluates_with_a_warning(pekppp_command, here, submission):
    released(here / TOY_ID, "0.1.0")
    pekppp_command("regulations", "withdraw", f"{TOY_ID}@0.1.0", "--reason", "Bobot salah")
    done = pekppp_command("evaluate", submission, "--regulation", f"{TOY_ID}@0.1.0", "--format", "json")
    assert (done.status, version_told(done)) == (0, "0.1.0")
    assert done.err == f"peringatan: {TOY_ID}@0.1.0 ditarik: Bobot salah\n"
    english = pekppp_command("evaluate", submission, "--regulation", f"{TOY_ID}@0.1.0", "--lang", "en")
    assert english.err == f"warning: {TOY_ID}@0.1.0 withdrawn: Bobot salah\n"
    assert pekppp_command("evaluate", submission).err == ""


def test_a_text_that_disturbs_a_terminal_does_not_reach_it_as_a_reason(pekppp_command, here):
    released(here / TOY_ID, "0.1.0")
    pekppp_command("regulations", "withdraw", f"{TOY_ID}@0.1.0", "--reason", "a\x1b[31m\nb")
    assert "\x1b" not in pekppp_command("regulations", "list").out


def test_evaluate_takes_the_newest_release_a_version_or_the_working_copy(pekppp_command, here, submission):
    released(here / TOY_ID, "0.1.0")
    edit(here / TOY_ID / "categories.yaml", "Loket emas", "Loket mulia")
    released(here / TOY_ID, "0.1.1")
    for name, version in (
        (None, "0.1.1"),
        (f"{TOY_ID}@0.1.0", "0.1.0"),
        (f"{TOY_ID}@0.1.1.dev", "0.1.1.dev"),
        (f"./{TOY_ID}", "0.1.1.dev"),
    ):
        chosen = ("--regulation", name) if name else ()
        assert version_told(pekppp_command("evaluate", submission, *chosen, "--format", "json")) == version


def test_on_takes_the_regulation_in_force(pekppp_command, here, submission):
    done = pekppp_command("evaluate", submission, "--on", "2021-07-01", "--format", "json")
    assert (done.status, json.loads(done.out)["regulation"]["id"]) == (0, TOY_ID)
    early = pekppp_command("evaluate", submission, "--on", "2019-07-01", "--lang", "en")
    assert (early.status, early.out) == (1, "")
    assert (
        f'PKP-306  on 2019-07-01 no regulation of family "dongeng" is in force yet; {TOY_ID} begins 2020-01-01'
        in early.err
    )


def test_on_a_date_of_another_regulation_is_a_conflict_with_the_file(pekppp_command, here, submission):
    other = toy_in(here / "lain").rename(here / "titah_lama")
    edit(other / "regulation.yaml", f"id: {TOY_ID}", "id: titah_lama")
    edit(other / "regulation.yaml", "2020-01-01", "2010-01-01")
    edit(other / "regulation.yaml", "precision: day}", 'precision: day}\n  until: {on: "2020-01-01", precision: day}')
    done = pekppp_command("evaluate", submission, "--on", "2015-01-01", "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert "loket.yaml:2:13  PKP-213" in done.err


def test_on_keeps_to_the_scope_of_the_regulation_that_the_file_names(
    pekppp_command, example, checkout, tmp_path, monkeypatch
):
    monkeypatch.setenv("PEKPPP_REGULATIONS", str(checkout / "examples"))
    text = example.read_text("utf-8").replace(f"regulation: {PACKAGE}", "regulation: perwali_kota_contoh")
    text = text.replace("        30.f.B: ", "        lokal.1: 3\n        30.f.B: ")
    unit = tmp_path / "unit.yaml"
    unit.write_text(text, "utf-8")
    done = pekppp_command("evaluate", unit, "--on", "2022-12-31", "--format", "json")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["regulation"]["id"] == "perwali_kota_contoh"


def test_on_with_a_misspelt_regulation_tells_its_place(pekppp_command, submission):
    edit(submission, f"regulation: {TOY_ID}", "regulation: negri_dongeng")
    done = pekppp_command("evaluate", submission, "--on", "2021-07-01")
    assert done.status == 1
    assert "loket.yaml:2:13  PKP-301" in done.err


@pytest.mark.parametrize(
    "arguments", [("--on", "2021"), ("--on", "kemarin"), ("--on", "2021-07-01", "--regulation", TOY_ID)]
)
def test_on_needs_a_day_and_stands_alone(pekppp_command, submission, arguments):
    done = pekppp_command("evaluate", submission, *arguments)
    assert (done.status, done.out) == (2, "")


def test_lock_writes_what_the_schema_of_a_lock_says(pekppp_command, here):
    released(here / TOY_ID, "0.1.0")
    done = pekppp_command("regulations", "lock", TOY_ID, f"{TOY_ID}@0.1.0.dev", TOY_ID, PACKAGE)
    lock = json.loads((here / "pekppp.lock").read_text("utf-8"))
    assert done.status == 0
    assert done.out.splitlines()[:2] == [f"{TOY_ID} 0.1.0 dikunci", f"{TOY_ID} 0.1.0.dev dikunci"]
    assert [(one["id"], one["version"]) for one in lock["regulations"][:2]] == [
        (TOY_ID, "0.1.0"),
        (TOY_ID, "0.1.0.dev"),
    ]
    assert len(lock["regulations"]) == 3
    digest = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
    entry = {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "version", "digest", "rules_digest"],
        "properties": {"id": {}, "version": {}, "digest": digest, "rules_digest": digest},
    }
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "engine", "regulations"],
        "properties": {
            "format": {"const": 1},
            "engine": {"pattern": "^>=[0-9.]+,<[0-9.]+$"},
            "regulations": {"type": "array", "items": entry},
        },
    }
    assert list(Draft202012Validator(schema).iter_errors(lock)) == []


def test_lock_without_names_pins_everything_that_is_found(pekppp_command, here):
    pekppp_command("regulations", "lock", "-o", "kunci.json")
    lock = json.loads((here / "kunci.json").read_text("utf-8"))
    assert {TOY_ID, PACKAGE} <= {one["id"] for one in lock["regulations"]}


def test_a_lock_that_cannot_be_made_leaves_the_old_one(pekppp_command, here):
    (here / "pekppp.lock").write_text("lama")
    assert pekppp_command("regulations", "lock", "tidak_ada").status == 1
    assert (here / "pekppp.lock").read_text() == "lama"


def test_evaluate_under_a_lock_gives_the_locked_regulation_s_result(pekppp_command, here, submission):
    released(here / TOY_ID, "0.1.0")
    pekppp_command("regulations", "lock", TOY_ID)
    for chosen in ((), ("--regulation", TOY_ID), ("--on", "2021-07-01")):
        done = pekppp_command("evaluate", submission, "--lock", "pekppp.lock", *chosen, "--format", "json")
        assert (done.status, version_told(done)) == (0, "0.1.0")


@pytest.mark.parametrize("chosen", [(), ("--regulation", f"./{TOY_ID}"), ("--on", "2021-07-01")])
def test_evaluate_under_a_lock_refuses_what_differs_and_says_what(pekppp_command, here, submission, chosen):
    pekppp_command("regulations", "lock", TOY_ID)
    edit(here / TOY_ID / "categories.yaml", "from: 80", "from: 79")
    done = pekppp_command("evaluate", submission, "--lock", "pekppp.lock", *chosen, "--lang", "en")
    assert (done.status, done.out) == (1, "")
    told = [line.split("  ")[:2] for line in done.err.splitlines()[:-1]]
    assert told == [["pekppp.lock", "PKP-314"], ["pekppp.lock", "PKP-314"]]
    assert "digest is sha256:" in done.err
    assert "rules_digest is sha256:" in done.err


def test_a_file_whose_regulation_is_not_locked_is_a_conflict(pekppp_command, here, submission):
    pekppp_command("regulations", "lock", PACKAGE)
    done = pekppp_command("evaluate", submission, "--lock", "pekppp.lock")
    assert (done.status, done.out) == (1, "")
    assert f'pekppp.lock  PKP-318  regulasi "{TOY_ID}" tidak ada dalam berkas kunci ini' in done.err


def test_the_regulation_option_conflicts_with_the_file_under_a_lock_too(pekppp_command, here, submission):
    pekppp_command("regulations", "lock")
    done = pekppp_command("evaluate", submission, "--lock", "pekppp.lock", "--regulation", PACKAGE)
    assert (done.status, done.out) == (1, "")
    assert "PKP-213" in done.err


def test_a_lock_that_is_none_is_told(pekppp_command, submission, tmp_path):
    (tmp_path / "kunci").write_text("{}")
    assert "kunci  PKP-313" in pekppp_command("evaluate", submission, "--lock", "kunci").err
    assert "PKP-001" in pekppp_command("evaluate", submission, "--lock", "tidak_ada").err


@pytest.fixture
def broken_plugin(monkeypatch):
    class Announcement:
        name = "pemda"

        def load(self):
            raise ImportError("No module named 'regulasi_pemda'")

    monkeypatch.setattr(discovery, "entry_points", lambda **_: [Announcement()])
    discovery._plugins.cache_clear()
    yield
    discovery._plugins.cache_clear()


def test_list_warns_of_a_broken_plugin_on_standard_error(pekppp_command, broken_plugin):
    done = pekppp_command("regulations", "list")
    told = "peringatan: plug-in regulasi pemda tidak dapat dimuat: ImportError: No module named 'regulasi_pemda'\n"
    assert (done.status, done.err) == (0, told)
    assert PACKAGE in done.out
    english = pekppp_command("regulations", "list", "--format", "json", "--lang", "en")
    assert english.err.startswith("warning: plug-in pemda of regulations cannot be loaded: ImportError")
    assert PACKAGE in {one["id"] for one in json.loads(english.out)}


def test_doctor_lists_a_broken_plugin(pekppp_command, broken_plugin):
    done = pekppp_command("doctor")
    assert done.status == 0
    assert "Plug-in yang tidak dapat dimuat:\n  pemda: ImportError: No module named" in done.out.replace("\n    ", " ")
    assert "Semua baik." not in done.out
    document = json.loads(pekppp_command("doctor", "--format", "json").out)
    assert document["broken_plugins"] == [{"name": "pemda", "reason": "ImportError: No module named 'regulasi_pemda'"}]


def test_list_warns_of_a_package_that_is_not_sound_and_shows_the_others(pekppp_command, here):
    edit(here / TOY_ID / "categories.yaml", "source: [TITAH]", "source: [TITA]")
    done = pekppp_command("regulations", "list", "--lang", "en")
    assert done.status == 0
    assert PACKAGE in done.out
    assert TOY_ID not in done.out
    first, *problems = done.err.splitlines()
    assert first == f"warning: {TOY_ID} (PEKPPP_REGULATIONS: .) cannot be used:"
    assert all("PKP-106" in line for line in problems)
    assert problems


def test_a_release_and_what_comes_next_are_compared_and_migrated_by_version(pekppp_command, here, submission):
    """The bound of Emas falls to 60: weights and rounding have no part in what changes."""
    released(here / TOY_ID, "0.1.0")
    pekppp_command("regulations", "withdraw", f"{TOY_ID}@0.1.0", "--reason", "Batas salah")
    edit(here / TOY_ID / "categories.yaml", "from: 80,", "from: 60,")
    versions = (f"{TOY_ID}@0.1.0", f"{TOY_ID}@0.1.0.dev")
    done = pekppp_command("regulations", "diff", *versions, "--submissions", submission, "--lang", "en")
    assert (done.status, done.err) == (0, f"warning: {TOY_ID}@0.1.0 withdrawn: Batas salah\n")
    assert f"- Titah Raja 7/1001  ({TOY_ID} 0.1.0)\n+ Titah Raja 7/1001  ({TOY_ID} 0.1.0.dev)\n" in done.out
    assert "  ~ categories/mutu/Emas from: 80 → 60\n" in done.out
    assert "Real share" not in done.out
    done = pekppp_command("migrate", submission, "--from", versions[1], "--to", versions[0], "-o", here / "lama.yaml")
    assert (done.status, done.err) == (0, f"peringatan: {TOY_ID}@0.1.0 ditarik: Batas salah\n")
    assert "Tidak dibawa: 0\n" in done.out
    assert pekppp.read_submission(here / "lama.yaml") == pekppp.read_submission(submission)


@pytest.mark.parametrize("command", [("justify",), ("improve", "--to", "A")])
def test_levels_and_steps_are_told_under_a_lock_too(pekppp_command, here, example, command):
    pekppp_command("regulations", "lock", "permenpanrb_29_2022")
    name, *options = command
    assert pekppp_command(name, example, *options, "--lock", "pekppp.lock").status == 0
    pekppp_command("regulations", "lock", "permenpanrb_14_2017")
    done = pekppp_command(name, example, *options, "--lock", "pekppp.lock")
    assert done.status == 1
    assert "PKP-318" in done.err
