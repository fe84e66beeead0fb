"""Detached signatures: Ed25519 over the bytes of a record's file, by the library `cryptography` (extra `sign`)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pekppp_rules.audit.document import Written, content_and_name, read_document_of
from pekppp_rules.errors import InputFileError, Phrase, Place, Problem, RecordError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SUFFIX = ".sig"
"""What a signature's file adds to the name of its record's."""

_MOST_MEGABYTES = 1
_PRIVATE = Phrase("privat", "private")
_PUBLIC = Phrase("publik", "public")


def sign(rec: Written, key: Written) -> bytes:
    """Return the signature of a record: 64 bytes that `openssl pkeyutl -verify -rawin` knows as well.

    `key` is an Ed25519 private key in PEM without a password, or its path. Raises RecordError when it is none (PKP-609), when
    `rec` is not the canonical bytes of a document (PKP-602, PKP-603), or when the extra `sign` is missing (PKP-610).
    """
    private = _private_key(key)
    content, name = content_and_name(rec)
    read_document_of(content, name)
    return private.sign(content)


def check_signature(content: bytes, name: str | None, key: Written, signature: Written | None) -> None:
    """Raise RecordError unless the owner of a public key signed these bytes: no signature passes for a good one.

    Without a signature given, it is looked for beside the record's file.
    """
    public = _public_key(key)
    if signature is None and name is not None:
        signature = name + SUFFIX
    if signature is None:
        raise RecordError(Problem("PKP-607", Place(file=name)))
    try:
        signed, where = content_and_name(signature, _MOST_MEGABYTES)
    except InputFileError as error:
        if error.code != "PKP-001":
            raise
        raise RecordError(Problem("PKP-607", Place(file=name))) from None
    from cryptography.exceptions import InvalidSignature

    try:
        public.verify(signed, content)
    except InvalidSignature:
        raise RecordError(Problem("PKP-608", Place(file=where or name))) from None


def signature_path(rec: Path) -> Path:
    """Return where the signature of a record's file stands."""
    return rec.with_name(rec.name + SUFFIX)


def _private_key(key: Written) -> Ed25519PrivateKey:
    _need_extra()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content, name = content_and_name(key, _MOST_MEGABYTES)
    try:
        loaded = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        loaded = None
    if not isinstance(loaded, Ed25519PrivateKey):
        raise RecordError(Problem("PKP-609", Place(file=name), {"expected": _PRIVATE}))
    return loaded


def _public_key(key: Written) -> Ed25519PublicKey:
    _need_extra()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    content, name = content_and_name(key, _MOST_MEGABYTES)
    try:
        loaded = load_pem_public_key(content)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        loaded = None
    if not isinstance(loaded, Ed25519PublicKey):
        raise RecordError(Problem("PKP-609", Place(file=name), {"expected": _PUBLIC}))
    return loaded


def _need_extra() -> None:
    try:
        import_module("cryptography")
    except ImportError:
        raise RecordError(Problem("PKP-610", Place())) from None
