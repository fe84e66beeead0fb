"""The canonical form of a package and its digest: RFC 8785 JSON, SHA-256."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785
from pydantic import BaseModel

from pekppp_rules.reading import composed

FORMAT = 1
"""Version of the resolved document's layout; part of what is digested."""


def resolved_document(package: BaseModel) -> dict[str, Any]:
    """Return the package as JSON-ready data: exact numbers as strings in lowest terms, texts in NFC.

    What a package leaves out is left out, so that a later version of the model can add optional parts without touching the
    digests of packages that do not use them.
    """
    data = package.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if "rules" in data:
        data["rules"] = [_one_file(data["rules"])]
    document: dict[str, Any] = _normal({"format": FORMAT, **data})
    return document


def _one_file(files: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the rules of all files as those of one: how they are split says nothing, their order does."""
    tables = [table for file in files for table in file.get("tables", ())]
    rules = [rule for file in files for rule in file["rules"]]
    return {"kind": files[0]["kind"], **({"tables": tables} if tables else {}), "rules": rules}


def canonical_bytes(document: dict[str, Any]) -> bytes:
    """Return the RFC 8785 form of a JSON document."""
    return rfc8785.dumps(document)


def sha256_of(content: bytes) -> str:
    """Return `sha256:` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def package_digest(package: BaseModel) -> str:
    """Return the digest over the whole resolved package."""
    return sha256_of(canonical_bytes(resolved_document(package)))


def rules_digest(package: BaseModel) -> str:
    """Return the digest over what decides results: codes, weights, bounds, conditions, rounding, requirements.

    Identity, texts and sources are left out, so packages with equal rules have one, and give equal results.
    """
    document = resolved_document(package)
    identity = document["regulation"]
    decisive: dict[str, Any] = {
        **{key: document[key] for key in ("format", "index", "categories", "forms", "rules") if key in document},
        "aspects": identity.get("aspects", []),
        "fields": identity.get("fields", []),
    }
    return sha256_of(canonical_bytes(_without_words(decisive)))


_WORDS = frozenset(
    {"source", "confidence", "note", "disputed", "title", "name", "text", "evidence", "elements", "printed", "number"}
    | {"level_texts", "official_code", "unknown", "uncovered", "principle", "about"}
)
"""Keys that say something to a reader and decide nothing."""


def _without_words(value: Any, *, of_codes: bool = False) -> Any:
    """Leave out what only says something; of a mapping whose keys are codes or levels, every key stays."""
    if isinstance(value, list):
        return [_without_words(item) for item in value]
    if not isinstance(value, dict):
        return value
    if not of_codes and value.keys() <= {"id", "en"}:
        return {}  # a text
    return {
        key: _without_words(item, of_codes=key in _OF_CODES)
        for key, item in value.items()
        if of_codes or key not in _WORDS or (key == "evidence" and isinstance(item, str))
    }


_OF_CODES = frozenset({"levels", "rows", "ladder", "cases", "values"})
"""Keys that hold a mapping by code or by level."""


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, dict):
        return {key: _normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normal(item) for item in value]
    return value
