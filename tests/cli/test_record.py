"""`pekppp record` and `pekppp verify`, as an auditor types them."""

from __future__ import annotations

import json

import pytest

import pekppp_rules as pekppp


@pytest.fixture
def keys(tmp_path):
    """Return the paths of a private and a public key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    key = Ed25519PrivateKey.generate()
    private, public = tmp_path / "kunci.pem", tmp_path / "kunci.pub.pem"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


def test_a_record_is_written_and_verifies(pekppp_command, example, tmp_path):
    path = tmp_path / "rec"
    done = pekppp_command("record", example, "-o", path)
    assert (done.status, done.err) == (0, "")
    digest = pekppp.verify(path).digest
    assert done.out == f"rekaman: {path}\ndigest: {digest}\n"
    done = pekppp_command("verify", path)
    assert (done.status, done.err) == (0, "")
    assert "rekaman ini cocok" in done.out
    assert digest in done.out
    assert "salinan kerja" not in done.out
    assert "4,25 · A-" in done.out
    assert "tanda tangan: tidak diperiksa" in done.out


def test_a_record_of_a_working_copy_says_so(pekppp_command, example, tmp_path, checkout):
    package = checkout / "regulations" / "permenpanrb_29_2022"
    assert pekppp_command("record", example, "--regulation", package, "-o", tmp_path / "rec").status == 0
    done = pekppp_command("verify", tmp_path / "rec")
    assert (done.status, done.err) == (0, "")
    assert "salinan kerja" in done.out
    found = json.loads(pekppp_command("verify", tmp_path / "rec", "--format", "json").out)
    assert found["is_working_copy"] is True


def test_both_print_one_json_document(pekppp_command, example, tmp_path):
    path = tmp_path / "rec"
    made = json.loads(pekppp_command("record", example, "-o", path, "--format", "json").out)
    assert made == {"format": 1, "record": str(path), "digest": pekppp.verify(path).digest, "signature": None}
    found = json.loads(pekppp_command("verify", path, "--format", "json").out)
    assert (found["digest"], found["index"], found["category"]) == (made["digest"], "4.25", "A-")
    assert (found["is_working_copy"], found["is_signed"]) == (False, False)


def test_a_changed_record_ends_with_1_and_says_where(pekppp_command, example, tmp_path):
    path = tmp_path / "rec"
    pekppp_command("record", example, "-o", path)
    path.write_bytes(path.read_bytes().replace(b'"rounded":"4.25"', b'"rounded":"4.75"'))
    done = pekppp_command("verify", path, "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert f'{path} $.content.result.index.rounded  PKP-605  "4.75" is recorded, recomputing gives "4.25"' in done.err
    problems = json.loads(pekppp_command("verify", path, "--format", "json").out)["problems"]
    assert "$.content.result.index.rounded" in {problem["path"] for problem in problems}


def test_two_reproducible_records_are_the_same_file(pekppp_command, example, tmp_path):
    for name in ("one", "two"):
        assert pekppp_command("record", example, "-o", tmp_path / name, "--reproducible").status == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_survey_can_be_kept_as_counts(pekppp_command, example, tmp_path):
    assert pekppp_command("record", example, "-o", tmp_path / "rec", "--survey", "counts").status == 0
    assert (
        b'"responses":' not in json.dumps(json.loads((tmp_path / "rec").read_bytes())["content"]["submission"]).encode()
    )
    assert pekppp_command("verify", tmp_path / "rec").status == 0


def test_a_signed_record_and_no_other_passes_with_a_key(pekppp_command, example, tmp_path, keys):
    private, public = keys
    path = tmp_path / "rec"
    done = pekppp_command("record", example, "-o", path, "--sign", private)
    assert done.status == 0
    assert done.out.endswith(f"tanda tangan: {path}.sig\n")
    assert "tanda tangan: cocok" in pekppp_command("verify", path, "--key", public).out
    assert pekppp_command("record", example, "-o", path, "--reproducible").status == 0
    done = pekppp_command("verify", path, "--key", public)
    assert (done.status, "PKP-608" in done.err) == (1, True)
    (tmp_path / "rec.sig").unlink()
    done = pekppp_command("verify", path, "--key", public)
    assert (done.status, "PKP-607" in done.err) == (1, True)


def test_a_lock_holds_for_both(pekppp_command, example, tmp_path):
    lock, path = tmp_path / "pekppp.lock", tmp_path / "rec"
    assert pekppp_command("regulations", "lock", "permenpanrb_29_2022", "-o", lock).status == 0
    assert pekppp_command("record", example, "-o", path, "--lock", lock).status == 0
    done = pekppp_command("verify", path, "--lock", lock)
    assert done.status == 0
    assert "tidak dibandingkan" not in done.out
    data = json.loads(lock.read_text("utf-8"))
    for one in data["regulations"]:
        one["digest"] = one["rules_digest"] = "sha256:" + "0" * 64
    lock.write_text(json.dumps(data), "utf-8")
    done = pekppp_command("verify", path, "--lock", lock)
    assert (done.status, "PKP-314" in done.err) == (1, True)
    assert pekppp_command("record", example, "-o", tmp_path / "other", "--lock", lock).status == 1
    assert not (tmp_path / "other").exists()


def test_nothing_is_written_where_the_submission_or_the_key_is_wrong(pekppp_command, example, tmp_path, keys):
    wrong = tmp_path / "unit.yaml"
    wrong.write_text(example.read_text("utf-8").replace("1.a.Ak: 5", "1.a.Ak: 6"), "utf-8")
    path = tmp_path / "rec"
    done = pekppp_command("record", wrong, "-o", path)
    assert (done.status, "PKP-203" in done.err) == (1, True)
    done = pekppp_command("record", example, "-o", path, "--sign", keys[1])
    assert (done.status, "PKP-609" in done.err) == (1, True)
    assert not path.exists()
    assert not (tmp_path / "rec.sig").exists()


def test_inputs_are_not_overwritten(pekppp_command, example, tmp_path, keys):
    unit = tmp_path / "unit.yaml"
    unit.write_bytes(example.read_bytes())
    key = tmp_path / "rec.sig"
    key.write_bytes(keys[0].read_bytes())
    for arguments in (["-o", unit], ["-o", keys[0], "--sign", keys[0]], ["-o", tmp_path / "rec", "--sign", key]):
        before = unit.read_bytes(), keys[0].read_bytes(), key.read_bytes()
        assert pekppp_command("record", unit, *arguments).status == 2
        assert before == (unit.read_bytes(), keys[0].read_bytes(), key.read_bytes())


@pytest.mark.parametrize("arguments", [["unit.yaml"], ["unit.yaml", "-o", "x", "--survey", "sums"], []])
def test_wrong_usage_ends_with_2(pekppp_command, arguments):
    assert pekppp_command("record", *arguments).status == 2


def test_a_signature_without_a_key_is_wrong_usage(pekppp_command, tmp_path):
    assert pekppp_command("verify", tmp_path / "rec", "--signature", tmp_path / "rec.sig").status == 2


def test_a_record_that_is_not_there_is_one_clear_error(pekppp_command, tmp_path):
    done = pekppp_command("verify", tmp_path / "rec")
    assert (done.status, done.out) == (1, "")
    assert "PKP-001" in done.err
