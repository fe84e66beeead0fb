"""The export: a resolved package with its digests and conformance vectors, as canonical JSON."""

from __future__ import annotations

import os
from pathlib import Path

from pekppp_rules.api import Regulation
from pekppp_rules.audit.content import SEMANTICS
from pekppp_rules.authoring.cases import run_cases
from pekppp_rules.errors import PackageError
from pekppp_rules.porting.vectors import vectors
from pekppp_rules.regulation.digest import canonical_bytes, resolved_document
from pekppp_rules.regulation.working_copies import display_name

FORMAT = 1
"""Version of the layout of an export (`schemas/v1/export.schema.json`)."""


def export(regulation: Regulation, *, cases: str | os.PathLike[str] | None = None) -> bytes:
    """Return a regulation for programs in other languages: one JSON document with conformance vectors, as RFC 8785 bytes.

    It holds the resolved package as it is digested, and inputs with the results that every port must find: exact numbers as
    `"n/d"`, rounded ones as decimals with all their places. With `cases`, the folder of a package, the cases that stand in it
    become vectors too. Equal regulations and cases give equal bytes.

    Raises PackageError with every case that does not come out as it states, or for a package that is too large (PKP-015).
    """
    folder = None if cases is None else Path(cases)
    if folder is not None:
        report = run_cases(regulation, folder, display_name(folder))
        if report.problems:
            raise PackageError(report.problems)
    document = {
        "format": FORMAT,
        "record_semantics": SEMANTICS,
        "regulation": {
            "id": regulation.id,
            "version": regulation.version,
            "digest": regulation.digest,
            "rules_digest": regulation.rules_digest,
            "package": resolved_document(regulation.package),
        },
        "vectors": vectors(regulation, folder),
    }
    return canonical_bytes(document)
