"""A record verifies from itself alone, or is refused with what is wrong and where."""

from __future__ import annotations

import json
import shutil

import pytest

import pekppp_rules as pekppp
from pekppp_rules.audit.verification import MOST_DIFFERENCES
from pekppp_rules.regulation import registry, working_copies
from pekppp_rules.regulation.digest import canonical_bytes, sha256_of
from tests.audit.samples import document, evaluation, with_digests, written
from tests.releases import released, toy_in
from tests.toy import PALACE, PEOPLE, TOTAL, toy_submission

FACT = "Naga merah di lantai dua"


def refusal(record, **options):
    """Return what is wrong with a record, as code and path."""
    with pytest.raises(pekppp.RecordError) as caught:
        pekppp.verify(record, **options)
    return [(problem.code, problem.place.path) for problem in caught.value.problems]


def changed(*path, to):
    """Return the sample with another value at a path, and every digest computed again."""
    whole = document()
    block = whole
    for step in path[:-1]:
        block = block[step]
    block[path[-1]] = to
    return with_digests(whole)


def test_a_file_verifies_by_its_path_as_text_or_path(tmp_path):
    (tmp_path / "rec").write_bytes(written())
    for path in (tmp_path / "rec", str(tmp_path / "rec")):
        assert pekppp.verify(path).evaluation == evaluation()


def test_no_installed_regulation_is_needed_and_none_is_looked_for(monkeypatch, regulation, example):
    records = [written(), pekppp.record(regulation.evaluate(pekppp.read_submission(example)))]

    def looked_for(*_, **__):
        raise AssertionError("a regulation was looked for")

    for module, names in {
        registry: ("find_package", "package_folder", "known_packages", "places_of", "load_version"),
        working_copies: ("working_copy",),
    }.items():
        for name in names:
            monkeypatch.setattr(module, name, looked_for)
    for record in records:
        pekppp.verify(record)


def test_an_overlay_verifies_without_its_base(checkout, tmp_path, example):
    folder = tmp_path / "perwali_kota_contoh"
    shutil.copytree(checkout / "examples" / "perwali_kota_contoh", folder)
    local = pekppp.load(folder)
    data = pekppp.read_submission(example).data() | {"regulation": local.id}
    for sheet in data["forms"]["f02"]:
        sheet["scores"]["lokal.1"] = 3
    record = pekppp.record(local.evaluate(pekppp.Submission.model_validate(data)))
    shutil.rmtree(folder)
    found = pekppp.verify(record)
    assert found.evaluation.regulation.digest == local.digest
    assert found.evaluation.package.regulation.extends is not None


def test_a_record_of_a_release_is_no_working_copy(tmp_path):
    folder = toy_in(tmp_path)
    released(folder, "1.0.0")
    regulation = pekppp.load("negeri_dongeng@1.0.0", folders=(tmp_path,))
    record = pekppp.record(regulation.evaluate(toy_submission(PALACE, PEOPLE, TOTAL)))
    found = pekppp.verify(record)
    assert (found.evaluation.regulation.version, found.is_working_copy) == ("1.0.0", False)
    kept = json.loads(record)["content"]["regulation"]["package"]
    assert canonical_bytes(kept) == (folder / "released" / "1.0.0.json").read_bytes()
    assert pekppp.verify(written()).is_working_copy


def test_another_regulation_of_the_same_name_makes_no_difference(tmp_path, monkeypatch):
    """A record of a package that was changed since verifies as before."""
    folder = toy_in(tmp_path)
    record = pekppp.record(pekppp.load(folder).evaluate(toy_submission(PALACE, PEOPLE, TOTAL)))
    path = folder / "categories.yaml"
    path.write_text(path.read_text("utf-8").replace("letter: Emas", "letter: Intan"), "utf-8")
    assert pekppp.load(folder).digest != pekppp.verify(record).evaluation.regulation.digest


def test_the_changed_value_is_named_with_what_computing_it_gives():
    record = changed("content", "result", "index", "rounded", to="99.9")
    with pytest.raises(pekppp.RecordError) as caught:
        pekppp.verify(record)
    (problem,) = caught.value.problems
    right = document()["content"]["result"]["index"]["rounded"]
    assert problem.line("en") == (
        f'$.content.result.index.rounded  PKP-605  "99.9" is recorded, recomputing gives "{right}"'
    )


def test_every_digest_is_computed_again():
    whole = document()
    zero = "sha256:" + "0" * 64
    for path in (("digest",), ("made", "digest"), ("content", "regulation", "digest")):
        assert ("PKP-605", path) in refusal(_replaced(whole, path, zero))
    path = ("content", "regulation", "rules_digest")
    assert refusal(with_digests(json.loads(_replaced(whole, path, zero)))) == [("PKP-605", path)]


def _replaced(whole, path, value):
    copy = json.loads(json.dumps(whole))
    block = copy
    for step in path[:-1]:
        block = block[step]
    block[path[-1]] = value
    return canonical_bytes(copy)


@pytest.mark.parametrize(("name", "wrong"), [("id", "negeri_lain"), ("version", "0.9.0"), ("version", "0.9.0.dev")])
def test_the_identity_is_that_of_the_package(name, wrong):
    assert ("PKP-605", ("content", "regulation", name)) in refusal(changed("content", "regulation", name, to=wrong))


def test_made_can_be_left_out_but_not_be_changed():
    whole = document()
    whole["made"]["at"] = "2001-01-01T00:00:00Z"
    assert refusal(canonical_bytes(whole)) == [("PKP-605", ("made", "digest"))]
    assert pekppp.verify(with_digests(whole)).made.at == "2001-01-01T00:00:00Z"
    del whole["made"]
    assert pekppp.verify(canonical_bytes(whole)).made is None


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (b"", "PKP-602"),
        (b"\xff\xfe", "PKP-602"),
        (b"{", "PKP-602"),
        (b"[" * 100_000, "PKP-602"),
        (b"[" * 100_000 + b"]" * 100_000, "PKP-602"),
        (b"[" + b"9" * 5_000 + b"]", "PKP-602"),
        (b"[9007199254740993]", "PKP-602"),
        (b"[1.5]", "PKP-602"),
        (b"[1e999]", "PKP-602"),
        (b"[NaN]", "PKP-602"),
        (b'["\\ud800"]', "PKP-602"),
        (b"\xef\xbb\xbf{}", "PKP-602"),
        (b"{}\n", "PKP-603"),
        (b'{"a":1,"a":1}', "PKP-603"),
        (b'{"b":1,"a":1}', "PKP-603"),
        (b"[-0]", "PKP-603"),
        (b'["\\u0041"]', "PKP-603"),
        (b"[" + b"1," * 2_000_001 + b"1]", "PKP-015"),
        (b"x" * 64_000_001, "PKP-004"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:16]),
)
def test_what_is_no_canonical_json_is_refused(record, code):
    assert [found for found, _ in refusal(record)] == [code]


@pytest.mark.parametrize("other", [b"{}", b"[]", b"null", b"1", b'"record"', b'{"content":{},"digest":"x"}'])
def test_another_document_is_no_record(other):
    assert {code for code, _ in refusal(other)} <= {"PKP-502", "PKP-503", "PKP-506"}


@pytest.mark.parametrize("key", ["format", "record_semantics"])
@pytest.mark.parametrize("version", [0, 2, -1, 2**40])
def test_an_unknown_version_is_refused_by_name(key, version):
    assert refusal(changed("content", key, to=version)) == [("PKP-604", ("content", key))]


@pytest.mark.parametrize("version", [True, "1", None, [1]])
def test_a_version_of_another_type_is_refused(version):
    assert refusal(changed("content", "format", to=version))


@pytest.mark.parametrize(
    "path",
    [
        ("digest",),
        ("content",),
        *[("content", key) for key in ("format", "record_semantics", "regulation", "submission", "result", "trace")],
        *[("content", "regulation", key) for key in ("id", "version", "digest", "rules_digest", "package")],
        *[("made", key) for key in ("at", "library", "python", "platform", "engine", "digest")],
    ],
    ids=".".join,
)
def test_a_missing_block_and_an_unknown_one_are_refused_with_their_place(path):
    whole = document()
    block = whole
    for step in path[:-1]:
        block = block[step]
    kept = block.pop(path[-1])
    assert ("PKP-502", path[:-1]) in refusal(canonical_bytes(whole)) or path[-1] == "content"
    block[path[-1]] = kept
    block["lain"] = kept
    assert "PKP-501" in {code for code, _ in refusal(canonical_bytes(whole))}


def test_a_package_that_no_check_would_pass_is_refused():
    assert refusal(changed("content", "regulation", "package", "index", "root", to="tidak_ada")) == [
        ("PKP-606", ("content", "regulation", "package"))
    ]
    assert refusal(changed("content", "regulation", "package", "format", to=2)) == [
        ("PKP-606", ("content", "regulation", "package"))
    ]


def test_a_submission_that_does_not_fit_is_refused_at_its_place():
    path = ("content", "submission", "forms", "rubrik", 0, "scores", "p1")
    assert ("PKP-203", path) in refusal(changed(*path, to=77))
    path = ("content", "submission", "unit", "lain")
    assert ("PKP-501", path) in refusal(changed(*path, to="x"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("unit", "services"), []),
        (("forms", "rubrik", 0, "notes"), {}),
        (("forms", "tanya", "means", "t1"), "8/2"),
        (("forms", "tanya", "means", "t1"), 4),
        (("forms", "rubrik", 0, "scores", "p1"), None),
        (("forms", "lapor", "answers", "waktu.hari"), {"exact": "3"}),
    ],
    ids=str,
)
def test_the_same_said_in_another_way_is_not_the_record(path, value):
    whole = document()
    block = whole["content"]["submission"]
    for step in path[:-1]:
        block = block[step]
    block[path[-1]] = value
    assert refusal(with_digests(whole))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("content", "submission", "forms", "tanya", "means", "t1"), FACT),
        (("content", "submission", "forms", "lapor", "answers", "waktu.hari"), FACT),
        (("content", "submission", "unit", "services"), [FACT]),
        (("content", "regulation", "package", "regulation", "title", "en"), "e\u0301 " + FACT),  # not in NFC
        (("content", "result", "category"), FACT),
    ],
    ids=str,
)
def test_texts_are_not_quoted(path, value):
    with pytest.raises(pekppp.RecordError) as caught:
        pekppp.verify(changed(*path, to=value))
    assert caught.value.problems[0].place.path[:2] == path[:2]
    assert FACT not in caught.value.text("id") + caught.value.text("en")


def test_differences_are_told_up_to_a_limit():
    whole = document()
    for node in whole["content"]["result"]["nodes"].values():
        for key in node:
            node[key] = "9"
    assert len(refusal(with_digests(whole))) == MOST_DIFFERENCES


COUNTS = ("content", "submission", "forms", "petugas", "counts")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("respondents",), 10**15),
        (("respondents",), -1),
        (("respondents",), True),
        (("respondents",), "1"),
        (("identical",), 0),
        (("identical",), 2),
        (("identical",), None),
        (("answers",), []),
        (("answers", "k1"), {}),
        (("answers", "k1"), {"4": 2}),
        (("answers", "k1"), {"4": 0}),
        (("answers", "k1"), {"04": 1}),
        (("answers", "k1"), {"4.0": 1}),
        (("answers", "k1"), {"99": 1}),
        (("lain",), 1),
    ],
    ids=str,
)
def test_counts_that_do_not_add_up_are_refused(path, value):
    whole = json.loads(pekppp.record(evaluation(), survey="counts"))
    block = whole
    for step in [*COUNTS, *path[:-1]]:
        block = block[step]
    block[path[-1]] = value
    assert refusal(with_digests(whole))


def test_a_result_from_counts_is_recorded_as_counts_again():
    counted = pekppp.record(evaluation(), survey="counts", reproducible=True)
    assert pekppp.record(pekppp.verify(counted).evaluation, reproducible=True) == counted


def test_a_lock_tells_whose_regulation_it_is(tmp_path):
    folder = toy_in(tmp_path)
    first = released(folder, "1.0.0")
    pinned = {"id": "negeri_dongeng", "version": "1.0.0", "digest": first.digest, "rules_digest": first.rules_digest}
    lock = tmp_path / "pekppp.lock"
    lock.write_text(json.dumps({"format": 1, "engine": ">=9,<10", "regulations": [pinned]}), "utf-8")
    regulation = pekppp.load("negeri_dongeng@1.0.0", folders=(tmp_path,))
    pekppp.verify(pekppp.record(regulation.evaluate(toy_submission(PALACE, PEOPLE, TOTAL))), lock=lock)
    assert {code for code, _ in refusal(written(), lock=lock)} == {"PKP-314"}


def test_a_forged_regulation_verifies_by_itself_and_is_caught_by_the_lock(tmp_path):
    """Whoever computes everything again writes a sound record of another regulation: docs/audit.md says so."""
    folder = toy_in(tmp_path)
    honest = pekppp.load(folder)
    path = folder / "categories.yaml"
    path.write_text(path.read_text("utf-8").replace("letter: Emas", "letter: Intan"), "utf-8")
    forged = pekppp.record(pekppp.load(folder).evaluate(toy_submission(PALACE, PEOPLE, TOTAL)))
    pinned = {"id": honest.id, "version": honest.version, "digest": honest.digest, "rules_digest": honest.rules_digest}
    lock = tmp_path / "pekppp.lock"
    lock.write_text(json.dumps({"format": 1, "engine": ">=0.1.0,<9", "regulations": [pinned]}), "utf-8")
    assert pekppp.verify(forged).digest == sha256_of(canonical_bytes(json.loads(forged)["content"]))
    assert {code for code, _ in refusal(forged, lock=lock)} == {"PKP-314"}
