"""A lock file refuses whatever differs from what it pins, and says what."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.errors import InputFileError, PackageError
from pekppp_rules.regulation.lock import Lock, check_lock, engine_range, pinned, read_lock
from tests.packages_here import loaded
from tests.releases import TOY_ID, edit, released, toy_in

OTHER = "sha256:" + "0" * 64


@pytest.fixture
def folder(tmp_path):
    return toy_in(tmp_path)


def written(folder, *packages, **changes):
    """Write a lock file for some packages, with some of its entries replaced; return its path."""
    document = {
        "format": 1,
        "engine": engine_range(pekppp.__version__),
        "regulations": [pinned(one).model_dump() for one in packages],
    }
    path = folder.parent / "pekppp.lock"
    path.write_text(json.dumps({**document, **changes}), "utf-8")
    return path


def entry(package, **changes):
    return {**pinned(package).model_dump(), **changes}


def load(folder, lock, name=TOY_ID):
    return pekppp.load(name, folders=[folder.parent], lock=lock)


def differences(folder, lock, name=TOY_ID):
    with pytest.raises(PackageError) as refused:
        load(folder, lock, name)
    assert {problem.place.file for problem in refused.value.problems} == {str(lock)}
    return [(problem.code, *problem.parameters.values()) for problem in refused.value.problems]


def test_a_lock_says_id_version_both_digests_and_the_range_of_the_library(folder):
    package = pekppp.load(folder).package
    lock = Lock(engine=engine_range("0.1.0"), regulations=(pinned(package),))
    assert lock.data() == {
        "format": 1,
        "engine": ">=0.1.0,<0.2",
        "regulations": [
            {
                "id": TOY_ID,
                "version": "0.1.0.dev",
                "digest": package.digest,
                "rules_digest": package.rules_digest,
            }
        ],
    }


def test_what_is_locked_loads(folder):
    regulation = pekppp.load(folder)
    assert load(folder, written(folder, regulation.package)) == regulation


def test_a_release_that_is_locked_loads_and_its_working_copy_does_not(folder):
    released(folder, "1.0.0")
    release = pekppp.load(TOY_ID, folders=[folder.parent])
    lock = written(folder, release.package)
    assert load(folder, lock).version == "1.0.0"
    assert differences(folder, lock, str(folder)) == [("PKP-314", TOY_ID, "version", "1.0.0.dev", "1.0.0")]


def test_a_text_that_changed_is_told_by_the_digest_alone(folder):
    before = pekppp.load(folder).package
    lock = written(folder, before)
    edit(folder / "categories.yaml", "Loket emas", "Loket mulia")
    after = pekppp.load(folder).package
    assert differences(folder, lock) == [("PKP-314", TOY_ID, "digest", after.digest, before.digest)]


def test_a_rule_that_changed_is_told_by_both_digests(folder):
    before = pekppp.load(folder).package
    lock = written(folder, before)
    edit(folder / "categories.yaml", "from: 80", "from: 79")
    after = pekppp.load(folder).package
    assert differences(folder, lock) == [
        ("PKP-314", TOY_ID, "digest", after.digest, before.digest),
        ("PKP-314", TOY_ID, "rules_digest", after.rules_digest, before.rules_digest),
    ]


def test_a_newer_release_is_told_with_the_version_that_is_locked(folder):
    released(folder, "1.0.0")
    lock = written(folder, pekppp.load(TOY_ID, folders=[folder.parent]).package)
    edit(folder / "categories.yaml", "Loket emas", "Loket mulia")
    released(folder, "1.0.1")
    assert differences(folder, lock)[0] == ("PKP-314", TOY_ID, "version", "1.0.1", "1.0.0")
    assert load(folder, lock, f"{TOY_ID}@1.0.0").version == "1.0.0"


@pytest.mark.parametrize("field", ["version", "digest", "rules_digest"])
def test_every_field_is_compared(folder, field):
    package = pekppp.load(folder).package
    other = "0.0.9" if field == "version" else OTHER
    lock = written(folder, regulations=[entry(package, **{field: other})])
    found = getattr(pinned(package), field)
    assert differences(folder, lock) == [("PKP-314", TOY_ID, field, found, other)]


def test_a_regulation_that_is_not_locked_is_refused_with_what_is(folder, regulation):
    lock = written(folder, regulation.package)
    assert differences(folder, lock) == [("PKP-318", TOY_ID, f"{regulation.id}@{regulation.version}")]
    assert differences(folder, written(folder)) == [("PKP-318", TOY_ID, "-")]


def test_of_two_versions_that_are_locked_each_is_held_against_its_own(folder):
    released(folder, "1.0.0")
    edit(folder / "categories.yaml", "from: 80", "from: 79")
    released(folder, "2.0.0")
    versions = [f"{TOY_ID}@{version}" for version in ("1.0.0", "2.0.0")]
    lock = written(folder, *(pekppp.load(name, folders=[folder.parent]).package for name in versions))
    assert [load(folder, lock, name).version for name in versions] == ["1.0.0", "2.0.0"]


def test_all_differences_come_at_once(folder):
    package = pekppp.load(folder).package
    lock = written(
        folder, engine=">=8,<9", regulations=[entry(package, version="0.0.9", digest=OTHER, rules_digest=OTHER)]
    )
    assert [(code, rest[0] if code == "PKP-315" else rest[1]) for code, *rest in differences(folder, lock)] == [
        ("PKP-314", "version"),
        ("PKP-314", "digest"),
        ("PKP-314", "rules_digest"),
        ("PKP-315", pekppp.__version__),
    ]


@pytest.mark.parametrize(
    ("version", "wanted"),
    [("0.1.0", ">=0.1.0,<0.2"), ("0.12.3", ">=0.12.3,<0.13"), ("1.4.2", ">=1.4.2,<2"), ("2.0.0rc1", ">=2.0.0,<3")],
)
def test_the_range_reaches_to_the_next_version_that_may_differ(version, wanted):
    assert engine_range(version) == wanted


VERSION = st.tuples(*(st.integers(0, 12),) * 3)


@given(locked=VERSION, found=VERSION)
def test_a_library_is_in_range_from_the_version_that_locked_up_to_the_next_that_may_differ(locked, found):
    same_line = locked[0] == found[0] and (locked[0] > 0 or locked[1] == found[1])
    allowed = same_line and found >= locked
    text = [".".join(map(str, version)) for version in (locked, found)]
    assert in_range(text[1], engine_range(text[0])) == allowed


@pytest.mark.parametrize(
    ("found", "wanted", "allowed"),
    [
        ("0.10.0", ">=0.9.0,<0.10", False),
        ("0.10.0", ">=0.9.0,<0.11", True),
        ("0.2.0", ">=0.1,<0.3", True),
        ("0.1.0.dev3", ">=0.1.0,<0.2", True),
        ("1", ">=1.0.0,<2", True),
        ("2.0.0", ">=1.0.0,<2", False),
    ],
)
def test_versions_are_compared_by_their_numbers(found, wanted, allowed):
    assert in_range(found, wanted) == allowed


def in_range(found, wanted):
    """Whether only the regulation, which is not locked, is refused."""
    with pytest.raises(PackageError) as refused:
        check_lock(loaded(TOY_ID).package, Lock(engine=wanted, regulations=()), found, "x")
    return [problem.code for problem in refused.value.problems] == ["PKP-318"]


NO_LOCKS = {
    "no JSON": "{",
    "another format": '{"format": 2, "engine": ">=0,<9", "regulations": []}',
    "no format that is a number": '{"format": "1", "engine": ">=0,<9", "regulations": []}',
    "no regulations": '{"format": 1, "engine": ">=0,<9"}',
    "a key nobody knows": '{"format": 1, "engine": ">=0,<9", "regulations": [], "lain": 1}',
    "a range that is none": '{"format": 1, "engine": "terbaru", "regulations": []}',
    "a range without an end": '{"format": 1, "engine": ">=0.1", "regulations": []}',
    "an entry without digests": '{"format": 1, "engine": ">=0,<9", "regulations": [{"id": "a", "version": "1.0.0"}]}',
    "a list": "[]",
}


@pytest.mark.parametrize("text", NO_LOCKS.values(), ids=NO_LOCKS)
def test_what_is_no_lock_file_is_refused_and_says_so(tmp_path, text):
    path = tmp_path / "pekppp.lock"
    path.write_text(text, "utf-8")
    with pytest.raises(InputFileError) as refused:
        read_lock(path)
    assert refused.value.code == ("PKP-007" if text == "{" else "PKP-313")
    assert refused.value.problems[0].place.file == str(path)


def test_a_version_that_is_locked_twice_is_refused(folder):
    package = pekppp.load(folder).package
    path = written(folder, regulations=[entry(package), entry(package, digest=OTHER)])
    with pytest.raises(InputFileError) as refused:
        read_lock(path)
    assert refused.value.code == "PKP-313"


def test_a_lock_file_that_is_not_there_is_named(tmp_path, folder):
    with pytest.raises(InputFileError) as missing:
        load(folder, tmp_path / "tidak_ada.lock")
    assert missing.value.code == "PKP-001"
