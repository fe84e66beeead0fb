"""Making a record."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from typing import Any

from pekppp_rules.audit.answers import SurveyAs
from pekppp_rules.audit.content import content_of
from pekppp_rules.audit.document import written_document
from pekppp_rules.audit.verification import made_digest, verify
from pekppp_rules.errors import Place, Problem, RecordError
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.regulation.digest import sha256_of


def record(evaluation: Evaluation, *, survey: SurveyAs = "responses", reproducible: bool = False) -> bytes:
    """Return the audit record of an evaluation: the bytes of a file that verifies from itself alone.

    With `survey="counts"` the answers of respondents are kept as how many gave each answer to each question. What made the
    record and when stands outside its digest; with `reproducible` it is left out, and equal evaluations give equal bytes.
    No record is returned that `verify` would refuse. Raises RecordError for a draft (PKP-601), or with what would not verify.
    """
    if not isinstance(evaluation, Evaluation) or evaluation.is_bound:
        raise RecordError(Problem("PKP-601", Place()))
    content = content_of(evaluation, survey)
    digest = sha256_of(written_document(content))
    document: dict[str, Any] = {"content": content, "digest": digest}
    if not reproducible:
        made = _made(evaluation)
        document["made"] = {**made, "digest": made_digest(digest, made)}
    written = written_document(document)
    verify(written)
    return written


def record_digest(evaluation: Evaluation, survey: SurveyAs = "responses") -> str:
    """Return the digest that the record of an evaluation has, without making and verifying the record."""
    return sha256_of(written_document(content_of(evaluation, survey)))


def _made(evaluation: Evaluation) -> dict[str, str | None]:
    from pekppp_rules import __version__

    return {
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "library": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}".strip() or "?",
        "engine": evaluation.engine,
    }
