"""Releasing and withdrawing: what is refused, what a version may change, what is written and when."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.authoring import release as module
from pekppp_rules.authoring.release import release_package, withdraw_release
from pekppp_rules.errors import OutputFileError, PackageError
from pekppp_rules.regulation.load import load_folder
from pekppp_rules.regulation.releases import Release, ReleaseIndex, release_index
from tests.packages_here import FOLDERS
from tests.releases import TOY_ID, edit, index_of, released, set_version, toy_in


@pytest.fixture
def folder(tmp_path):
    return toy_in(tmp_path)


def refusal(folder, version):
    with pytest.raises(PackageError) as refused:
        released(folder, version)
    return refused.value.problems


def files_of(folder):
    return {path.name: path.read_bytes() for path in sorted((folder / "released").glob("*"))}


def test_a_release_is_written_beside_its_working_copy_and_nothing_else_is(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    set_version(folder, "0.1.0")
    before[folder / "regulation.yaml"] = (folder / "regulation.yaml").read_bytes()
    release = release_package(folder, TOY_ID)
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after.keys() - before.keys() == {folder / "released" / "0.1.0.json", folder / "released" / "index.json"}
    assert {path: after[path] for path in before} == before
    assert index_of(folder) == {
        "format": 1,
        "releases": [{"version": "0.1.0", "digest": release.digest, "rules_digest": release.rules_digest}],
    }


def test_the_index_has_a_line_for_each_release(folder):
    released(folder, "0.1.0")
    released(folder, "0.1.1")
    lines = (folder / "released" / "index.json").read_text("utf-8").splitlines()
    assert [json.loads(line.rstrip(","))["version"] for line in lines[3:5]] == ["0.1.0", "0.1.1"]
    assert len(lines) == 7


def test_a_package_with_problems_is_not_released(folder):
    edit(folder / "index.yaml", "{node: loket, weight: 50}", "{node: loket, weight: 51}")
    assert {problem.code for problem in refusal(folder, "0.1.0")} == {"PKP-104"}
    assert not (folder / "released").exists()


def test_every_problem_is_told_at_once(folder):
    edit(folder / "index.yaml", "{node: loket, weight: 50}", "{node: loket, weight: 51}")
    edit(folder / "tanya.yaml", "source: [TITAH]", "source: [TITA]")
    assert {problem.code for problem in refusal(folder, "0.1.0")} == {"PKP-104", "PKP-106"}


def test_a_package_whose_cases_fail_is_not_released(folder):
    edit(folder / "cases" / "satu.yaml", "letter: Emas", "letter: Kayu")
    (problem,) = refusal(folder, "0.1.0")
    assert (problem.code, problem.place.file) == ("PKP-117", f"{TOY_ID}/cases/satu.yaml")
    assert not (folder / "released").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("sources.yaml", "title: Titah Raja 7/1001", 'title: "GANTI: judul naskah"', "sources.yaml:4:43"),
        ("cases/satu.yaml", "id: Satu batas predikat", 'id: "GANTI: kasus uji"', "cases/satu.yaml:2:13"),
        ("cases/satu.yaml", "en: One bound of a category", 'en: "REPLACE: cases"', "cases/satu.yaml:2:38"),
    ],
)
def test_a_text_that_a_new_package_began_with_is_not_released(folder, file, old, new, place):
    edit(folder / file, old, new)
    (problem,) = refusal(folder, "0.1.0")
    assert (problem.code, str(problem.place)) == ("PKP-166", f"{TOY_ID}/{place}")
    assert not (folder / "released").exists()


@pytest.mark.parametrize("text", ["Ganti: juru tulis", "GANTI RUGI", "Tentang GANTI: rugi"])
def test_a_text_of_the_law_that_only_resembles_one_is_released(folder, text):
    edit(folder / "sources.yaml", "title: Titah Raja 7/1001", f'title: "{text}"')
    assert released(folder, "0.1.0").version == "0.1.0"


def test_samples_and_cases_that_fail_are_told_together(folder):
    edit(folder / "sources.yaml", "title: Titah Raja 7/1001", 'title: "GANTI: judul naskah"')
    edit(folder / "cases" / "satu.yaml", "letter: Emas", "letter: Perak")
    assert [problem.code for problem in refusal(folder, "0.1.0")] == ["PKP-117", "PKP-166"]


def test_a_package_without_cases_is_not_released(folder):
    shutil.rmtree(folder / "cases")
    assert [problem.code for problem in refusal(folder, "0.1.0")] == ["PKP-120"]


def test_a_version_is_released_once(folder):
    released(folder, "0.1.0")
    before = files_of(folder)
    (problem,) = refusal(folder, "0.1.0")
    assert (problem.code, problem.parameters) == ("PKP-160", {"version": "0.1.0"})
    assert files_of(folder) == before


def test_a_version_is_released_once_whatever_changed_since(folder):
    released(folder, "0.1.0")
    before = files_of(folder)
    edit(folder / "categories.yaml", "Loket emas", "Loket mulia")
    assert [problem.code for problem in refusal(folder, "0.1.0")] == ["PKP-160"]
    assert files_of(folder) == before


def test_a_withdrawn_version_is_not_released_again(folder):
    released(folder, "0.1.0")
    withdraw_release(folder, "0.1.0", "Salah.", None, TOY_ID)
    assert [problem.code for problem in refusal(folder, "0.1.0")] == ["PKP-160"]


def test_a_released_file_whose_index_is_lost_is_not_written_over(folder):
    released(folder, "0.1.0")
    (folder / "released" / "index.json").unlink()
    before = files_of(folder)
    edit(folder / "categories.yaml", "Loket emas", "Loket mulia")
    (problem,) = refusal(folder, "0.1.0")
    assert (problem.code, problem.place.file) == ("PKP-160", f"{TOY_ID}/released/0.1.0.json")
    assert files_of(folder) == before


def test_a_release_that_was_interrupted_can_be_finished(folder, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(module, "_write_index", fail)
        with pytest.raises(KeyboardInterrupt):
            released(folder, "0.1.0")
    assert list(files_of(folder)) == ["0.1.0.json"]
    assert pekppp.load(TOY_ID, folders=[folder.parent]).version == "0.1.0.dev"
    released(folder, "0.1.0")
    assert pekppp.load(TOY_ID, folders=[folder.parent]).version == "0.1.0"


def test_a_broken_index_is_not_written_over(folder):
    released(folder, "0.1.0")
    (folder / "released" / "index.json").write_text("{")
    assert [problem.code for problem in refusal(folder, "0.1.1")] == ["PKP-311", "PKP-007"]
    assert (folder / "released" / "index.json").read_text() == "{"


def test_what_cannot_be_written_leaves_everything_as_it_was(folder, monkeypatch):
    released(folder, "0.1.0")
    before = files_of(folder)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputFileError) as failed:
        released(folder, "0.1.1")
    assert failed.value.code == "PKP-013"
    assert files_of(folder) == before


def test_a_file_where_the_folder_of_releases_belongs_is_one_clear_error(folder):
    (folder / "released").write_text("")
    with pytest.raises(OutputFileError) as failed:
        released(folder, "0.1.0")
    assert failed.value.code == "PKP-013"


CHANGES_OF_TEXT = [("categories.yaml", "Loket emas", "Loket mulia"), ("sources.yaml", "istana}", "kerajaan}")]
CHANGES_OF_RULES = [
    ("categories.yaml", "from: 80", "from: 79"),
    ("rubrik_luring.yaml", "{value: 2/3, printed: 0.67,", "{value: 4/6, printed: 0.67,"),
    ("aturan.yaml", '{fact: lapor.ruang.obor, ">=": 5}', '{fact: lapor.ruang.obor, ">=": 6}'),
]


@pytest.mark.parametrize(("first", "second"), [("0.1.0", "0.1.1"), ("1.0.0", "1.0.1"), ("1.0.0", "1.1.0")])
@pytest.mark.parametrize("change", CHANGES_OF_TEXT)
def test_texts_may_change_under_the_last_numbers(folder, first, second, change):
    released(folder, first)
    edit(folder / change[0], *change[1:])
    assert released(folder, second).rules_digest == index_of(folder)["releases"][0]["rules_digest"]


@pytest.mark.parametrize(("first", "second"), [("0.1.0", "0.1.1"), ("1.0.0", "1.0.1"), ("1.0.0", "1.1.0")])
@pytest.mark.parametrize("change", [CHANGES_OF_RULES[0], CHANGES_OF_RULES[2]])
def test_rules_may_not(folder, first, second, change):
    released(folder, first)
    edit(folder / change[0], *change[1:])
    (problem,) = refusal(folder, second)
    assert (problem.code, problem.parameters) == ("PKP-161", {"version": second, "last": first})
    assert list(files_of(folder)) == [f"{first}.json", "index.json"]


@pytest.mark.parametrize(("first", "second"), [("0.1.0", "0.2.0"), ("1.0.0", "2.0.0"), ("0.9.0", "1.0.0")])
def test_rules_may_change_under_the_number_that_says_so(folder, first, second):
    released(folder, first)
    edit(folder / "categories.yaml", "from: 80", "from: 79")
    assert released(folder, second).rules_digest != index_of(folder)["releases"][0]["rules_digest"]


def test_the_same_number_written_in_another_way_is_no_change_of_rules(folder):
    released(folder, "1.0.0")
    edit(folder / CHANGES_OF_RULES[1][0], *CHANGES_OF_RULES[1][1:])
    assert released(folder, "1.0.1").digest != index_of(folder)["releases"][0]["digest"]


def test_a_patch_of_an_older_line_is_held_against_that_line(folder):
    released(folder, "1.0.0")
    edit(folder / "categories.yaml", "from: 80", "from: 79")
    released(folder, "2.0.0")
    (problem,) = refusal(folder, "1.0.1")
    assert (problem.code, problem.parameters["last"]) == ("PKP-161", "1.0.0")
    edit(folder / "categories.yaml", "from: 79", "from: 80")
    assert released(folder, "1.0.1").version == "1.0.1"


def test_withdrawing_a_release_does_not_open_its_line_for_other_rules(folder):
    released(folder, "1.0.0")
    withdraw_release(folder, "1.0.0", "Salah.", None, TOY_ID)
    edit(folder / "categories.yaml", "from: 80", "from: 79")
    assert [problem.code for problem in refusal(folder, "1.0.1")] == ["PKP-161"]


VERSIONS = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
TOY = load_folder(FOLDERS[TOY_ID], TOY_ID)
RULES = st.sampled_from(["sha256:" + digit * 64 for digit in "01"])


@given(before=st.dictionaries(VERSIONS, RULES, max_size=5), version=VERSIONS, rules=RULES)
def test_within_a_line_of_versions_all_releases_have_one_rules_digest(before, version, rules):
    assume(version not in before)
    lines = {}
    for one, digest in before.items():
        lines.setdefault(one[:1] if one[0] else one[:2], set()).add(digest)
    assume(all(len(digests) == 1 for digests in lines.values()))
    index = ReleaseIndex(
        releases=tuple(
            Release(version=".".join(map(str, one)), digest=digest, rules_digest=digest)
            for one, digest in before.items()
        )
    )
    identity = TOY.regulation.model_copy(update={"version": ".".join(map(str, version))})
    package = TOY.model_copy(update={"regulation": identity})
    package.__dict__["rules_digest"] = rules
    allowed = lines.get(version[:1] if version[0] else version[:2], {rules}) == {rules}
    try:
        module._refuse_a_wrong_version(package, index, TOY_ID)
    except PackageError as error:
        refused = error.code
    else:
        refused = None
    assert refused == (None if allowed else "PKP-161")


def test_withdrawing_writes_why_and_what_stands_in(folder):
    first, second = released(folder, "1.0.0"), released(folder, "1.0.1")
    files = {name: content for name, content in files_of(folder).items() if name != "index.json"}
    changed = withdraw_release(folder, "1.0.0", "  Bobot salah.  ", "1.0.1", TOY_ID)
    assert changed.withdrawn is not None
    assert release_index(folder, TOY_ID).releases == (changed, second)
    assert index_of(folder)["releases"][0]["withdrawn"] == {"reason": {"id": "Bobot salah."}, "replaced_by": "1.0.1"}
    assert {name: content for name, content in files_of(folder).items() if name != "index.json"} == files
    assert (changed.digest, changed.rules_digest) == (first.digest, first.rules_digest)


@pytest.mark.parametrize(
    ("version", "replaced_by", "named", "known"),
    [
        ("9.0.0", None, "9.0.0", "1.0.0, 1.0.1, 1.0.2"),
        ("1.0.0", "9.0.0", "9.0.0", "1.0.1"),
        ("1.0.0", "1.0.0", "1.0.0", "1.0.1"),
        ("1.0.0", "1.0.2", "1.0.2", "1.0.1"),
        ("", None, "", "1.0.0, 1.0.1, 1.0.2"),
    ],
    ids=["no such release", "no such replacement", "by itself", "by one that is withdrawn", "no version"],
)
def test_only_what_was_released_is_withdrawn_and_only_what_stands_replaces_it(
    folder, version, replaced_by, named, known
):
    for one in ("1.0.0", "1.0.1", "1.0.2"):
        released(folder, one)
    withdraw_release(folder, "1.0.2", "Salah.", None, TOY_ID)
    before = files_of(folder)
    with pytest.raises(PackageError) as refused:
        withdraw_release(folder, version, "Salah.", replaced_by, TOY_ID)
    (problem,) = refused.value.problems
    assert (problem.code, problem.parameters) == ("PKP-162", {"version": named, "known": known})
    assert files_of(folder) == before


@pytest.mark.parametrize("reason", ["", "   ", "x" * 4_001])
def test_withdrawing_needs_a_reason(folder, reason):
    released(folder, "1.0.0")
    before = files_of(folder)
    with pytest.raises(PackageError) as refused:
        withdraw_release(folder, "1.0.0", reason, None, TOY_ID)
    assert refused.value.code == "PKP-163"
    assert files_of(folder) == before


def test_a_package_without_releases_has_none_to_withdraw(folder):
    with pytest.raises(PackageError) as refused:
        withdraw_release(folder, "0.1.0", "Salah.", None, TOY_ID)
    assert refused.value.problems[0].parameters["known"] == "-"


def test_the_shipped_package_can_be_released(tmp_path, regulation):
    """Its release has the digest of what is loaded by its id."""
    folder = Path(shutil.copytree(FOLDERS["permenpanrb_29_2022"], tmp_path / "permenpanrb_29_2022"))
    shutil.rmtree(folder / "released", ignore_errors=True)
    release = release_package(folder, folder.name)
    assert release.rules_digest == regulation.rules_digest
    assert pekppp.load(f"{folder.name}@{release.version}", folders=[tmp_path]).digest == release.digest
