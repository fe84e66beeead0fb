"""Records under the invented regulation, which has every kind of form and node."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pekppp_rules as pekppp
from pekppp_rules.audit.verification import made_digest
from pekppp_rules.regulation.digest import canonical_bytes, sha256_of
from tests.packages_here import loaded
from tests.toy import CLERKS, PALACE, PEOPLE, TOTAL, toy_submission

FACTS = {"lapor": {"answers": {"sapaan.ada": True, "waktu.hari": 3}}}


def evaluation(*more: dict[str, Any], **unit: Any) -> pekppp.Evaluation:
    """Return a result with scores, means, a value, facts and responses."""
    return loaded("negeri_dongeng").evaluate(toy_submission(PALACE, PEOPLE, TOTAL, CLERKS, FACTS, *more, **unit))


@cache
def written() -> bytes:
    """Return a record with all its parts."""
    return pekppp.record(evaluation())


def document() -> dict[str, Any]:
    """Return what that record says; a copy of the caller's own."""
    read: dict[str, Any] = json.loads(written())
    return read


def with_digests(changed: dict[str, Any]) -> bytes:
    """Return a changed record as a forger writes it who computes every digest again, but no result."""
    digest = sha256_of(canonical_bytes(changed["content"]))
    whole = {"content": changed["content"], "digest": digest}
    if "made" in changed:
        made = {key: value for key, value in changed["made"].items() if key != "digest"}
        whole["made"] = {**made, "digest": made_digest(digest, made)}
    return canonical_bytes(whole)
