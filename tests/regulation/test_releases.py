"""A released version is what its working copy was, to the bit; anything else is refused."""

from __future__ import annotations

import json
import logging
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.authoring.release import withdraw_release
from pekppp_rules.errors import PackageError, RegulationNotFoundError
from pekppp_rules.reading import bundled_folder
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.digest import canonical_bytes, resolved_document, sha256_of
from pekppp_rules.regulation.load import load_folder
from pekppp_rules.regulation.releases import load_release, release_index
from pekppp_rules.regulation.versions import newest, parsed_version
from pekppp_rules.testing import package_documents, regulation_of, submissions
from tests.effort import few
from tests.regulation.conftest import copy_shipped
from tests.releases import TOY_ID, edit, index_of, released, set_version, toy_in, write_index, write_release
from tests.toy import CLERKS, PALACE, PEOPLE, PIGEONS, TOTAL, toy_submission

BUNDLED = sorted(path.parent for path in bundled_folder("regulations").glob("*/regulation.yaml"))
TOY_SUBMISSIONS = {
    "palace": toy_submission(PALACE, PEOPLE, TOTAL),
    "pigeons": toy_submission(PIGEONS, PEOPLE, CLERKS, mode="daring"),
}


@pytest.fixture
def toy_folder(tmp_path):
    return toy_in(tmp_path)


@pytest.fixture(scope="module")
def kept_release(tmp_path_factory):
    """The invented package with the release 1.0.0, not to be changed."""
    folder = toy_in(tmp_path_factory.mktemp("kept"))
    return folder, released(folder, "1.0.0")


def load(folder, name=TOY_ID):
    return pekppp.load(name, folders=[folder.parent])


def without_version(evaluation):
    data = evaluation.data()
    return data["regulation"].pop("version"), data


def assert_same_results(release, working_copy, submission):
    """A release gives what its working copy gives, but for the version."""
    of_release, of_copy = release.evaluate(submission), working_copy.evaluate(submission)
    versions, documents = zip(without_version(of_release), without_version(of_copy), strict=True)
    assert (release.version, working_copy.version) == versions
    assert documents[0] == documents[1]
    assert of_release.explain().data() == of_copy.explain().data()
    assert of_release.explain().text("en").replace(versions[0], "") == of_copy.explain().text("en").replace(
        versions[1], ""
    )
    assert [one.data() for one in release.justify(submission)] == [
        one.data() for one in working_copy.justify(submission)
    ]


def test_a_release_has_the_digests_of_its_working_copy(kept_release):
    folder, release = kept_release
    loaded, working_copy = load(folder), pekppp.load(folder)
    assert (loaded.version, working_copy.version) == ("1.0.0", "1.0.0.dev")
    assert {loaded.digest, working_copy.digest} == {release.digest}
    assert {loaded.rules_digest, working_copy.rules_digest} == {release.rules_digest}
    assert resolved_document(loaded.package) == resolved_document(working_copy.package)


@pytest.mark.parametrize("submission", TOY_SUBMISSIONS.values(), ids=TOY_SUBMISSIONS)
def test_a_release_gives_the_results_of_its_working_copy(kept_release, submission):
    folder, _ = kept_release
    assert_same_results(load(folder), pekppp.load(folder), submission)


def test_a_release_of_the_shipped_package_gives_its_results(tmp_path, regulation, example):
    copy = copy_shipped(tmp_path)
    write_release(copy.folder, copy.load())
    release = load(copy.folder, "permenpanrb_29_2022@" + copy.load().regulation.version)
    assert release.digest == regulation.digest
    assert_same_results(release, pekppp.load(copy.folder), pekppp.read_submission(example))


@few
@given(data=st.data())
def test_any_package_comes_back_from_its_release_with_digests_and_results(data):
    files = data.draw(package_documents())
    working_copy = regulation_of(files)
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / working_copy.id
        folder.mkdir()
        release = write_release(folder, working_copy.package)
        package = load_release(folder, release, folder.name)
    assert (package.digest, package.rules_digest) == (working_copy.digest, working_copy.rules_digest)
    assert canonical_bytes(resolved_document(package)) == canonical_bytes(resolved_document(working_copy.package))
    submission = data.draw(submissions(working_copy))
    assert_same_results(pekppp.Regulation(package), working_copy, submission)


def test_a_release_is_pickled_as_a_release(kept_release):
    folder, _ = kept_release
    copy = pickle.loads(pickle.dumps(load(folder)))
    assert (copy.version, copy.package.is_release) == ("1.0.0", True)


def test_the_file_is_canonical_json_and_the_index_has_its_digest(kept_release):
    folder, release = kept_release
    content = (folder / "released" / "1.0.0.json").read_bytes()
    text = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert content == text.encode()
    assert sha256_of(content) == release.digest == index_of(folder)["releases"][0]["digest"]


def test_a_later_working_copy_leaves_the_release_as_it_was(toy_folder):
    first = released(toy_folder, "1.0.0")
    content = (toy_folder / "released" / "1.0.0.json").read_bytes()
    edit(toy_folder / "categories.yaml", "Loket emas", "Loket mulia")
    second = released(toy_folder, "1.1.0")
    assert (toy_folder / "released" / "1.0.0.json").read_bytes() == content
    assert release_index(toy_folder, "x").releases == (first, second)
    assert first.digest != second.digest
    assert load(toy_folder, f"{TOY_ID}@1.0.0").package.table("mutu").categories[0].name.id == "Loket emas"
    assert load(toy_folder).package.table("mutu").categories[0].name.id == "Loket mulia"


def refusals(folder, version="1.0.0"):
    with pytest.raises(PackageError) as refused:
        find_package(f"{TOY_ID}@{version}", [folder.parent])
    return refused.value.problems


def refusal(folder, version="1.0.0"):
    (problem,) = refusals(folder, version)
    return problem


@settings(max_examples=150)
@given(at=st.integers(0), bit=st.integers(0, 7), how=st.sampled_from(("flip", "drop", "twice", "cut")))
def test_a_byte_changed_anywhere_is_refused(kept_release, at, bit, how):
    folder, release = kept_release
    path = folder / "released" / "1.0.0.json"
    content = path.read_bytes()
    at %= len(content)
    byte = bytes([content[at] ^ (1 << bit)]) if how == "flip" else content[at : at + 1] * 2 if how == "twice" else b""
    path.write_bytes(content[:at] + byte + (b"" if how == "cut" else content[at + 1 :]))
    try:
        with pytest.raises(PackageError) as refused:
            load_release(folder, release, folder.name)
    finally:
        path.write_bytes(content)
    assert [problem.line("en").split("  ")[:2] for problem in refused.value.problems] == [
        [f"{TOY_ID}/released/1.0.0.json", "PKP-310"]
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[1e400]", b"\x00" * 100, b"[" * 100_000], ids=str)
def test_a_release_that_is_no_json_is_refused_like_any_other_change(toy_folder, content):
    released(toy_folder, "1.0.0")
    (toy_folder / "released" / "1.0.0.json").write_bytes(content)
    assert refusal(toy_folder).code == "PKP-310"


def test_a_release_whose_file_is_gone_is_refused(toy_folder):
    released(toy_folder, "1.0.0")
    (toy_folder / "released" / "1.0.0.json").unlink()
    problem = refusal(toy_folder)
    assert problem.code == "PKP-310"
    assert problem.place.file.endswith(f"{TOY_ID}/released/1.0.0.json")


def test_a_release_of_thirty_three_megabytes_is_not_even_read(toy_folder):
    released(toy_folder, "1.0.0")
    with (toy_folder / "released" / "1.0.0.json").open("wb") as file:
        file.truncate(33_000_000)
    assert refusal(toy_folder).code == "PKP-004"


OTHERS = {
    "the format of a later library": lambda document: document.update(format=2),
    "no format": lambda document: document.pop("format"),
    "a key nobody knows": lambda document: document.update(lain=1),
    "no index": lambda document: document.pop("index"),
    "another version": lambda document: document["regulation"].update(version="1.0.1"),
    "another id": lambda document: document["regulation"].update(id="negeri_lain"),
    "a ratio that is not in lowest terms": lambda document: document["index"]["nodes"][0].update(times="2/20"),
    "a default written out": lambda document: document["index"]["nodes"][0].update(plus="0"),
    "weights that do not sum": lambda document: document["index"]["nodes"][1].update(out_of="99"),
    "a source that does not exist": lambda document: document["categories"].update(source=["TIDAK_ADA"]),
    "a number where a text belongs": lambda document: document["regulation"].update(citation=7),
    "a number of a thousand digits": lambda document: document["index"]["nodes"][0].update(times="1" * 1_000),
    "half a surrogate pair": lambda document: document["regulation"].update(citation="\ud800"),
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS)
def test_an_index_that_agrees_with_a_wrong_file_does_not_make_it_right(toy_folder, change):
    set_version(toy_folder, "1.0.0")
    document = json.loads(canonical_bytes(resolved_document(load_folder(toy_folder, "x"))))
    change(document)
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    write_release(toy_folder, text.encode("utf-8", "surrogatepass"), "1.0.0")
    assert refusal(toy_folder).code == "PKP-310"


@pytest.mark.parametrize(
    "written", [b"{} ", b"[]", b"null", b"1", b'"x"', b"NaN", b'{"format":1}', b'{"format":1,"regulation":[]}'], ids=str
)
def test_json_that_is_no_package_is_refused(toy_folder, written):
    write_release(toy_folder, written, "1.0.0")
    assert refusal(toy_folder).code == "PKP-310"


def test_a_release_that_is_not_written_canonically_is_refused(toy_folder):
    set_version(toy_folder, "1.0.0")
    document = resolved_document(load_folder(toy_folder, "x"))
    write_release(toy_folder, json.dumps(document).encode(), "1.0.0")
    assert refusal(toy_folder).code == "PKP-310"


def paths(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=3,
)


@settings(max_examples=150)
@given(data=st.data())
def test_a_stranger_s_release_is_that_package_or_refused_and_never_anything_else(kept_release, data):
    kept, _ = kept_release
    document = json.loads((kept / "released" / "1.0.0.json").read_bytes())
    path = data.draw(st.sampled_from([path for path in paths(document) if path]))
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    leaf = holder[path[-1]]
    grown = st.just(leaf + " lagi") if isinstance(leaf, str) else JSON
    holder[path[-1]] = data.draw(grown | JSON)
    content = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / TOY_ID
        folder.mkdir()
        release = write_release(folder, content, "1.0.0")
        try:
            package = load_release(folder, release, folder.name)
        except PackageError as error:
            came_of_it = error.code
        else:
            came_of_it = canonical_bytes(resolved_document(package))
    assert came_of_it in {"PKP-310", content}


UNREADABLE = {"no JSON": "PKP-007", "a key twice": "PKP-008", "too deep": "PKP-010", "not UTF-8": "PKP-006"}
BROKEN_INDEXES = {
    "no JSON": "{",
    "a list": "[]",
    "a key twice": '{"format": 1, "releases": [], "releases": []}',
    "a later format": '{"format": 2, "releases": []}',
    "a key nobody knows": '{"format": 1, "releases": [], "lain": 1}',
    "no digest": '{"format": 1, "releases": [{"version": "1.0.0"}]}',
    "a version that is none": '{"format": 1, "releases": [RELEASE]}'.replace("RELEASE", '{"version": "1.0"}'),
    "too deep": '{"format": 1, "releases": ' + "[" * 5_000 + "]" * 5_000 + "}",
    "not UTF-8": b'{"format": 1, "releases": ["\xff"]}'.decode("latin-1"),
}


@pytest.mark.parametrize("name", BROKEN_INDEXES)
def test_an_index_that_is_broken_is_told_with_its_place_and_why_it_cannot_be_read(toy_folder, name):
    released(toy_folder, "1.0.0")
    (toy_folder / "released" / "index.json").write_text(BROKEN_INDEXES[name], "latin-1")
    problems = refusals(toy_folder)
    assert sorted(problem.code for problem in problems) == sorted({"PKP-311", UNREADABLE.get(name, "PKP-311")})
    assert all(problem.place.file.endswith(f"{TOY_ID}/released/index.json") for problem in problems)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda entry: entry.update(version="1.0"),
        lambda entry: entry.update(version="01.0.0"),
        lambda entry: entry.update(version="../1.0.0"),
        lambda entry: entry.update(digest=entry["digest"][:-1]),
        lambda entry: entry.update(digest=entry["digest"].upper()),
        lambda entry: entry.pop("rules_digest"),
        lambda entry: entry.update(withdrawn={}),
        lambda entry: entry.update(withdrawn=None),
        lambda entry: entry.update(lain=1),
    ],
)
def test_an_entry_of_the_index_that_is_not_as_it_should_be_is_refused(toy_folder, spoil):
    released(toy_folder, "1.0.0")
    (entry,) = index_of(toy_folder)["releases"]
    spoil(entry)
    write_index(toy_folder, entry)
    assert refusal(toy_folder).code == "PKP-311"


def test_a_version_twice_in_the_index_is_refused(toy_folder):
    released(toy_folder, "1.0.0")
    (entry,) = index_of(toy_folder)["releases"]
    write_index(toy_folder, entry, entry)
    assert refusal(toy_folder).code == "PKP-311"


def test_a_version_that_was_not_released_names_those_that_were(toy_folder):
    released(toy_folder, "1.0.0")
    released(toy_folder, "1.1.0")
    with pytest.raises(RegulationNotFoundError) as missing:
        load(toy_folder, f"{TOY_ID}@1.2.0")
    assert missing.value.problems[0].parameters == {"id": TOY_ID, "version": "1.2.0", "known": "1.0.0, 1.1.0"}


@pytest.mark.parametrize(
    "name", ["", "1", "1.0", "1.0.0.0", "v1.0.0", "1.0.0-beta", "01.0.0", "1.0.0.dev.dev", " 1.0.0"]
)
def test_what_is_no_version_is_never_taken_for_one(toy_folder, name):
    released(toy_folder, "1.0.0")
    with pytest.raises(RegulationNotFoundError) as missing:
        load(toy_folder, f"{TOY_ID}@{name}")
    assert missing.value.code == "PKP-302"


def test_the_working_copy_stays_reachable_beside_its_releases(toy_folder):
    released(toy_folder, "1.0.0")
    set_version(toy_folder, "1.1.0")
    found = {load(toy_folder, name).version for name in (f"{TOY_ID}@1.1.0.dev", str(toy_folder))}
    assert found == {"1.1.0.dev"}
    assert load(toy_folder).version == "1.0.0"
    with pytest.raises(RegulationNotFoundError):
        load(toy_folder, f"{TOY_ID}@1.0.0.dev")


def test_without_a_release_the_working_copy_answers_and_says_so(toy_folder, caplog):
    with caplog.at_level(logging.INFO, "pekppp_rules"):
        assert load(toy_folder).version == "0.1.0.dev"
    assert f"{TOY_ID} has no release; its working copy 0.1.0.dev is used" in caplog.text


@given(st.lists(st.tuples(*(st.integers(0, 30),) * 3), min_size=1, unique=True))
def test_the_newest_version_is_the_highest_by_its_numbers(versions):
    texts = [".".join(map(str, version)) for version in versions]
    assert parsed_version(newest(texts)) == max(versions)


def test_ten_is_newer_than_nine_whatever_the_order_of_release(toy_folder):
    for version in ("1.10.0", "1.9.0", "0.11.0", "1.2.30"):
        released(toy_folder, version)
    assert load(toy_folder).version == "1.10.0"
    assert [one["version"] for one in index_of(toy_folder)["releases"]] == ["1.10.0", "1.9.0", "0.11.0", "1.2.30"]


@pytest.fixture
def withdrawn_folder(toy_folder):
    """1.0.0 and a withdrawn 1.1.0."""
    released(toy_folder, "1.0.0")
    edit(toy_folder / "categories.yaml", "Loket emas", "Loket mulia")
    released(toy_folder, "1.1.0")
    withdraw_release(toy_folder, "1.1.0", "Nama predikat keliru.", "1.0.0", TOY_ID)
    return toy_folder


def test_a_withdrawn_release_is_not_the_newest(withdrawn_folder):
    assert load(withdrawn_folder).version == "1.0.0"


def test_a_withdrawn_release_still_loads_when_it_is_named_and_a_warning_says_why(withdrawn_folder, caplog):
    with caplog.at_level(logging.WARNING, "pekppp_rules"):
        assert load(withdrawn_folder, f"{TOY_ID}@1.1.0").version == "1.1.0"
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage() == f"{TOY_ID}@1.1.0 was withdrawn: Nama predikat keliru. -> 1.0.0"


def test_a_withdrawn_release_warns_every_time(withdrawn_folder, caplog):
    for _ in range(2):
        load(withdrawn_folder, f"{TOY_ID}@1.1.0")
    assert len(caplog.records) == 2


def test_a_release_that_stands_is_loaded_without_a_word(withdrawn_folder, caplog):
    load(withdrawn_folder, f"{TOY_ID}@1.0.0")
    assert not caplog.records


def test_where_all_releases_are_withdrawn_the_working_copy_answers(withdrawn_folder):
    withdraw_release(withdrawn_folder, "1.0.0", "Juga keliru.", None, TOY_ID)
    assert load(withdrawn_folder).version == "1.1.0.dev"


def test_listing_shows_every_release_and_which_were_withdrawn(withdrawn_folder):
    listed = [one for one in pekppp.regulations([withdrawn_folder.parent]) if one.id == TOY_ID]
    assert [(one.version, one.is_release, one.withdrawn) for one in listed] == [
        ("1.0.0", True, None),
        ("1.1.0", True, "Nama predikat keliru. -> 1.0.0"),
    ]


@pytest.mark.parametrize("folder", BUNDLED, ids=lambda folder: folder.name)
def test_every_release_that_ships_is_the_one_on_record(folder):
    on_record = {f"{one.version}.json" for one in release_index(folder, folder.name).releases}
    there = {path.name for path in (folder / "released").glob("*") if path.name != "index.json"}
    assert there == on_record


@pytest.mark.parametrize("folder", BUNDLED, ids=lambda folder: folder.name)
def test_every_release_that_ships_loads_with_its_digests(folder):
    index = release_index(folder, folder.name)
    loaded = [load_release(folder, release, folder.name) for release in index.releases]
    assert [(one.regulation.version, one.digest, one.rules_digest) for one in loaded] == [
        (release.version, release.digest, release.rules_digest) for release in index.releases
    ]
    assert all(one.is_release for one in loaded)


def test_a_file_that_no_index_names_would_be_noticed(toy_folder):
    released(toy_folder, "1.0.0")
    (toy_folder / "released" / "1.0.1.json").write_text("{}")
    with pytest.raises(AssertionError):
        test_every_release_that_ships_is_the_one_on_record(toy_folder)


NO_YAML = """
import json, sys
import pekppp_rules as pekppp
regulation = pekppp.load(sys.argv[1], folders=[sys.argv[2]])
evaluation = regulation.evaluate(pekppp.read_submission(sys.argv[3]))
told = {"version": regulation.version, "data": evaluation.data(), "why": evaluation.explain().text()}
loaded = [name for name in ("yaml", "_yaml", "jsonschema") if name in sys.modules]
print(json.dumps({**told, "loaded": loaded}))
"""


def test_under_a_release_nothing_parses_yaml(kept_release, tmp_path, checkout):
    folder, _ = kept_release
    submission = TOY_SUBMISSIONS["palace"]
    path = tmp_path / "loket.json"
    path.write_text(json.dumps(submission.data(), default=float), "utf-8")
    arguments = [sys.executable, "-c", NO_YAML, TOY_ID, folder.parent, path]
    done = subprocess.run(arguments, cwd=checkout, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["loaded"] == []
    assert (told["version"], told["data"]) == ("1.0.0", load(folder).evaluate(submission).data())


def test_a_release_cached_under_a_relative_folder_is_not_taken_for_another(tmp_path, monkeypatch):
    for place in ("satu", "dua"):
        (tmp_path / place).mkdir()
        released(toy_in(tmp_path / place), "1.0.0")
    edited = tmp_path / "dua" / TOY_ID / "released" / "1.0.0.json"
    edited.write_bytes(edited.read_bytes().replace(b"emas", b"besi", 1))
    monkeypatch.chdir(tmp_path / "satu")
    assert pekppp.load(f"{TOY_ID}@1.0.0", folders=["."]).version == "1.0.0"
    monkeypatch.chdir(tmp_path / "dua")
    with pytest.raises(PackageError, match="PKP-310"):
        pekppp.load(f"{TOY_ID}@1.0.0", folders=["."])


def test_a_release_edited_after_it_was_loaded_is_noticed(tmp_path):
    released(toy_in(tmp_path), "1.0.0")
    assert pekppp.load(f"{TOY_ID}@1.0.0", folders=[tmp_path]).version == "1.0.0"
    file = tmp_path / TOY_ID / "released" / "1.0.0.json"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(PackageError, match="PKP-310"):
        pekppp.load(f"{TOY_ID}@1.0.0", folders=[tmp_path])
