"""A signature asked for is there, is of this file, and of this key; nothing else passes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from unittest.mock import patch

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

import pekppp_rules as pekppp
from tests.audit.samples import document, with_digests, written


def private_pem(key, password=None):
    hidden = BestAvailableEncryption(password) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, hidden)


def public_pem(key):
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


KEY, FOREIGN = ed25519.Ed25519PrivateKey.generate(), ed25519.Ed25519PrivateKey.generate()
PRIVATE, PUBLIC = private_pem(KEY), public_pem(KEY)


def refusal(record, **options):
    with pytest.raises(pekppp.RecordError) as caught:
        pekppp.verify(record, **options)
    return caught.value.code


def test_a_signed_record_verifies_with_its_key():
    signature = pekppp.sign(written(), PRIVATE)
    assert len(signature) == 64
    assert pekppp.verify(written(), key=PUBLIC, signature=signature).is_signed
    assert not pekppp.verify(written()).is_signed


def test_files_do_as_well_and_the_signature_is_found_beside_its_record(tmp_path):
    (tmp_path / "rec").write_bytes(written())
    (tmp_path / "key.pem").write_bytes(PRIVATE)
    (tmp_path / "pub.pem").write_bytes(PUBLIC)
    (tmp_path / "rec.sig").write_bytes(pekppp.sign(tmp_path / "rec", str(tmp_path / "key.pem")))
    assert pekppp.verify(tmp_path / "rec", key=tmp_path / "pub.pem").is_signed
    (tmp_path / "rec.sig").rename(tmp_path / "elsewhere")
    assert refusal(tmp_path / "rec", key=tmp_path / "pub.pem") == "PKP-607"
    assert pekppp.verify(tmp_path / "rec", key=PUBLIC, signature=tmp_path / "elsewhere").is_signed


def test_a_stripped_signature_does_not_pass(tmp_path):
    assert refusal(written(), key=PUBLIC) == "PKP-607"
    assert refusal(written(), key=PUBLIC, signature=b"") == "PKP-608"
    (tmp_path / "rec").write_bytes(written())
    (tmp_path / "rec.sig").write_bytes(b"")
    assert refusal(tmp_path / "rec", key=PUBLIC) == "PKP-608"


def test_a_foreign_signature_does_not_pass():
    theirs = pekppp.sign(written(), private_pem(FOREIGN))
    assert refusal(written(), key=PUBLIC, signature=theirs) == "PKP-608"
    assert pekppp.verify(written(), key=public_pem(FOREIGN), signature=theirs).is_signed


def test_the_signature_of_another_sound_record_does_not_pass():
    whole = document()
    del whole["made"]
    other = with_digests(whole)
    pekppp.verify(other)
    assert refusal(other, key=PUBLIC, signature=pekppp.sign(written(), PRIVATE)) == "PKP-608"


def test_what_its_maker_says_is_signed_too():
    whole = document()
    whole["made"]["at"] = "2001-01-01T00:00:00Z"
    backdated = with_digests(whole)
    pekppp.verify(backdated)
    assert refusal(backdated, key=PUBLIC, signature=pekppp.sign(written(), PRIVATE)) == "PKP-608"


@pytest.mark.parametrize("at", range(0, 64, 7))
def test_no_changed_signature_passes(at):
    signature = bytearray(pekppp.sign(written(), PRIVATE))
    signature[at] ^= 1
    assert refusal(written(), key=PUBLIC, signature=bytes(signature)) == "PKP-608"


@pytest.mark.parametrize("signature", [b"\0" * 64, b"x" * 63, b"x" * 65, PUBLIC])
def test_what_is_no_signature_does_not_pass(signature):
    assert refusal(written(), key=PUBLIC, signature=signature) == "PKP-608"


def test_a_signature_does_not_make_a_wrong_record_right():
    whole = document()
    whole["content"]["result"]["category"] = "Emas sekali"
    wrong = with_digests(whole)
    assert refusal(wrong, key=PUBLIC, signature=pekppp.sign(wrong, PRIVATE)) == "PKP-605"


@pytest.mark.parametrize(
    "key",
    [b"", b"no key", PRIVATE, public_pem(ec.generate_private_key(ec.SECP256R1()))],
    ids=["empty", "no PEM", "the private one", "another kind"],
)
def test_what_is_no_public_key_is_refused(key):
    assert refusal(written(), key=key, signature=pekppp.sign(written(), PRIVATE)) == "PKP-609"


@pytest.mark.parametrize(
    "key",
    [b"", PUBLIC, private_pem(ec.generate_private_key(ec.SECP256R1())), private_pem(KEY, b"sandi")],
    ids=["empty", "the public one", "another kind", "with a password"],
)
def test_what_is_no_private_key_does_not_sign(key):
    with pytest.raises(pekppp.RecordError) as caught:
        pekppp.sign(written(), key)
    assert caught.value.code == "PKP-609"


def test_only_canonical_documents_are_signed():
    for other in (b"pay a million", written() + b"\n"):
        with pytest.raises(pekppp.RecordError):
            pekppp.sign(other, PRIVATE)


def test_without_the_library_the_error_names_the_extra():
    with patch.dict(sys.modules, cryptography=None):
        for act in (lambda: pekppp.sign(written(), PRIVATE), lambda: pekppp.verify(written(), key=PUBLIC)):
            with pytest.raises(pekppp.RecordError) as caught:
                act()
            assert caught.value.code == "PKP-610"
            assert "pekppp-rules[sign]" in caught.value.text("en")
        assert pekppp.verify(written()).evaluation


def test_openssl_makes_and_checks_the_same_signatures(tmp_path):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("OpenSSL is not installed")

    def run(*arguments):
        done = subprocess.run([openssl, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    (tmp_path / "rec").write_bytes(written())
    run("genpkey", "-algorithm", "ed25519", "-out", "key.pem")
    run("pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem")
    run("pkeyutl", "-sign", "-rawin", "-inkey", "key.pem", "-in", "rec", "-out", "rec.sig")
    assert pekppp.verify(tmp_path / "rec", key=tmp_path / "pub.pem").is_signed
    assert (tmp_path / "rec.sig").read_bytes() == pekppp.sign(tmp_path / "rec", tmp_path / "key.pem")
    told = run("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "pub.pem", "-in", "rec", "-sigfile", "rec.sig")
    assert "Signature Verified Successfully" in told
