"""The canonical form of a package and its digest: RFC 8785 JSON, SHA-256."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Any

import rfc8785
from pydantic import BaseModel

FORMAT = 1
"""Version of the resolved document's layout; part of what is digested."""


def resolved_document(package: BaseModel) -> dict[str, Any]:
    """Return the package as JSON-ready data: exact numbers as strings in lowest terms, texts in NFC.

    What a package leaves out is left out, so that a later version of the model can add optional parts without touching the
    digests of packages that do not use them.
    """
    data = package.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    document: dict[str, Any] = _normal({"format": FORMAT, **data})
    return document


def canonical_bytes(document: dict[str, Any]) -> bytes:
    """Return the RFC 8785 form of a JSON document."""
    return rfc8785.dumps(document)


def package_digest(package: BaseModel) -> str:
    """Return `sha256:` and 64 hexadecimal digits over the whole resolved package."""
    return "sha256:" + hashlib.sha256(canonical_bytes(resolved_document(package))).hexdigest()


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normal(item) for item in value]
    return value
