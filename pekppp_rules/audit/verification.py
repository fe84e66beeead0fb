"""Verifying a record: from its bytes alone, by computing everything again."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from pydantic import ValidationError

from pekppp_rules.api import Regulation
from pekppp_rules.audit.answers import restored_submission, submission_data, survey_as
from pekppp_rules.audit.content import FORMAT, SEMANTICS, content_of
from pekppp_rules.audit.differences import NOTHING, differences
from pekppp_rules.audit.document import Written, content_and_name, read_document_of, written_document
from pekppp_rules.audit.envelope import Made, RecordDocument
from pekppp_rules.audit.signature import check_signature
from pekppp_rules.errors import PackageError, Parameter, Path, PekpppError, Phrase, Place, Problem, RecordError
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.digest import canonical_bytes, sha256_of
from pekppp_rules.regulation.lock import check_lock, read_lock
from pekppp_rules.regulation.releases import resolved_package
from pekppp_rules.regulation.versions import WORKING_COPY
from pekppp_rules.submission.explain import path_only
from pekppp_rules.submission.plain_data import problems_of_plain
from pekppp_rules.submission.refusal import from_model

MOST_DIFFERENCES = 100
"""Differences that are told; a record with more is another record."""

_CODE = re.compile(r"[A-Za-z0-9._:/+-]{1,80}\Z")
"""A code, a number or a digest."""
_MISSING = Phrase("tidak ada", "nothing")
_BLOCK = Phrase("isi lain", "another content")


@dataclass(frozen=True)
class VerifiedRecord:
    """A record that verified: what it says is what its regulation gives for its input."""

    digest: str
    """SHA-256 over the canonical bytes of all that was verified by computing it again."""
    evaluation: Evaluation
    """The result, computed anew from the record alone."""
    made: Made | None
    """What made the record and when, as whoever made it says; None where the record leaves that out."""
    is_signed: bool
    """Whether a signature was asked for, and fits."""

    @property
    def is_working_copy(self) -> bool:
        """Whether the regulation in the record calls itself a working copy: no released version."""
        return self.evaluation.regulation.version.endswith(WORKING_COPY)


def verify(
    rec: Written,
    *,
    key: Written | None = None,
    signature: Written | None = None,
    lock: str | os.PathLike[str] | None = None,
) -> VerifiedRecord:
    """Return what a record holds, when everything in it verifies; raise RecordError with all that does not.

    `rec` is the record's bytes or its path. Nothing but the record is used: no installed regulation. In this order: its
    bytes are the canonical form of what they say; its format and semantics are known; digests and every recorded value are
    what computing them again gives. With `key` (the PEM of an Ed25519 public key, or its path) the record must also be
    signed by its owner: `signature` is that of `pekppp_rules.sign` or its path, by default the record's path with `.sig`. With
    `lock` the regulation must be one that the lock file names: a record alone tells which regulation it used, not whose.
    """
    content, name = content_and_name(rec)
    if key is not None:
        check_signature(content, name, key, signature)
    document = _checked_document(read_document_of(content, name), name)
    recorded = document["content"]
    evaluation = _evaluated(recorded, name)
    anew = content_of(evaluation, survey_as(recorded["submission"]))
    problems = [*_recomputed(document, anew, name)]
    if lock is not None:
        problems += _not_locked(evaluation.package, lock)
    if problems:
        raise RecordError(problems)
    made = Made.model_validate(document["made"]) if "made" in document else None
    return VerifiedRecord(document["digest"], evaluation, made, key is not None)


def _not_locked(package: Package, lock: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """Return in what the regulation differs from a lock file. The library that verifies need not be the one that is locked."""
    try:
        check_lock(package, read_lock(lock), None, os.fspath(lock))
    except PackageError as error:
        return error.problems
    return ()


def made_digest(digest: str, made: dict[str, Any]) -> str:
    """Return the digest that ties what is said of a record's making to its content."""
    return sha256_of(canonical_bytes({"content": digest, "made": made}))


def _checked_document(document: Any, name: str | None) -> dict[str, Any]:
    """Return a document of the shape of a record. Raises RecordError for an unknown version, or all that is not of it."""
    content = document.get("content") if isinstance(document, dict) else None
    for key, known in (("format", FORMAT), ("record_semantics", SEMANTICS)):
        found = content.get(key) if isinstance(content, dict) else None
        if type(found) is int and found != known:
            place = Place(file=name, path=("content", key))
            raise RecordError(Problem("PKP-604", place, {"found": str(found), "known": str(known)}))
    try:
        RecordDocument.model_validate(document)
    except ValidationError as error:
        raise RecordError(_reasons(document, error, name)) from None
    checked: dict[str, Any] = document
    return checked


def _reasons(document: Any, error: ValidationError, name: str | None) -> list[Problem]:
    from pekppp_rules.regulation.schema_check import schema_problems

    def place(path: Path, key: bool = False) -> Place:
        del key
        return Place(file=name, path=path)

    return schema_problems(document, "record", place) or [from_model(document, error, place)]


def _evaluated(recorded: dict[str, Any], name: str | None) -> Evaluation:
    """Evaluate the recorded submission under the recorded package. Raises RecordError where either is not sound."""
    stated = recorded["regulation"]
    is_release = not stated["version"].endswith(WORKING_COPY)
    regulation = _regulation_of(canonical_bytes(stated["package"]), is_release)
    if regulation is None:
        raise RecordError(Problem("PKP-606", Place(file=name, path=("content", "regulation", "package"))))
    try:
        return regulation.evaluate(restored_submission(recorded["submission"]), engine="forward")
    except ValidationError as error:
        data = submission_data(recorded["submission"])
        found = problems_of_plain(data, regulation.package) or [from_model(data, error, path_only)]
    except PekpppError as error:
        found = list(error.problems)
    raise RecordError([_in_submission(problem, name) for problem in found])


@lru_cache(maxsize=8)
def _regulation_of(resolved: bytes, is_release: bool) -> Regulation | None:
    """Return the regulation that the canonical bytes of a package write; many records share one."""
    package: Package | None = resolved_package(read_document_of(resolved))
    if package is None:
        return None
    return Regulation(package.released(None) if is_release else package)


def _in_submission(problem: Problem, name: str | None) -> Problem:
    place = Place(file=name, path=("content", "submission", *(problem.place.path or ())))
    return Problem(problem.code, place, problem.parameters)


def _recomputed(document: dict[str, Any], anew: dict[str, Any], name: str | None) -> Iterator[Problem]:
    """Yield where a record says something else than what computing it again gives."""
    recorded = document["content"]
    digest = sha256_of(written_document(recorded))
    yield from _differing(("digest",), document["digest"], digest, name)
    if "made" in document:
        made = {key: value for key, value in document["made"].items() if key != "digest"}
        yield from _differing(("made", "digest"), document["made"]["digest"], made_digest(digest, made), name)
    for path, found, expected in islice(differences(recorded, anew, ("content",)), MOST_DIFFERENCES):
        yield _difference(path, found, expected, name)


def _differing(path: Path, found: str, expected: str, name: str | None) -> Iterator[Problem]:
    if found != expected:
        yield _difference(path, found, expected, name)


def _difference(path: Path, found: Any, expected: Any, name: str | None) -> Problem:
    """Texts are not quoted, wherever they stand: a record may hold anything, and errors end in logs."""
    quoted = path[:2] not in {("content", "submission")} and path[:3] != ("content", "regulation", "package")
    told = {"found": _told(found, quoted), "expected": _told(expected, quoted)}
    return Problem("PKP-605", Place(file=name, path=path), told)


def _told(value: Any, quoted: bool) -> Parameter:
    if value is NOTHING:
        return _MISSING
    if not quoted or isinstance(value, (dict, list)):
        return _BLOCK
    if isinstance(value, str):
        return f'"{value}"' if _CODE.match(value) else _BLOCK
    return json.dumps(value)
