"""The shape of a record: which blocks it has. What they must say is found by computing it again."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from pekppp_rules.audit.content import FORMAT, SEMANTICS
from pekppp_rules.regulation.model.values import Model, Optional

_Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", strict=True)]
_Said = Annotated[str, Field(min_length=1, max_length=300, strict=True)]
_Block = Annotated[dict[str, Any], Field(strict=True)]


class Made(Model):
    """What made a record, and when: outside the digest of its content, and no more than what its maker says."""

    at: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", strict=True)]
    """The time in UTC: `2026-11-24T09:30:00Z`."""
    library: _Said
    python: _Said
    platform: _Said
    engine: Annotated[str, Field(min_length=1, max_length=300, strict=True)] | None
    """What ran the rules: `forward` or `durable`; None where the regulation has none."""
    digest: _Digest
    """SHA-256 that ties this block to the content."""


class RecordedRegulation(Model):
    """The regulation, in full: nothing else is needed to compute with it."""

    id: _Said
    version: _Said
    digest: _Digest
    rules_digest: _Digest
    package: _Block


class Content(Model):
    """What the record's digest covers."""

    format: Literal[1]
    record_semantics: Literal[1]
    regulation: RecordedRegulation
    submission: _Block
    result: _Block
    trace: _Block


class RecordDocument(Model):
    """A whole record."""

    content: Content
    digest: _Digest
    made: Optional[Made] = None


assert (FORMAT, SEMANTICS) == (1, 1), "the shape above is that of this version"
