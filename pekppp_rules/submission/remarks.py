"""What a reader should know of the file that a submission was read from, and that makes nothing in it wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pekppp_rules.errors import Parameter, Problem, shown
from pekppp_rules.reading import Document
from pekppp_rules.regulation import Package, version_of

if TYPE_CHECKING:
    from pekppp_rules.submission.sheets import WorkbookDocument

_SHORT = 19
"""Characters of a digest that tell one from another: `sha256:` and twelve."""


def remarks_on(document: Document | None, package: Package) -> list[Problem]:
    """Return the remarks on a file under a package: a workbook made for another version (PKP-055), copied sheets (PKP-056)."""
    from pekppp_rules.submission.sheets import WorkbookDocument

    if not isinstance(document, WorkbookDocument):
        return []
    return [*_of_another_version(document, package), *document.copies]


def _of_another_version(document: WorkbookDocument, package: Package) -> list[Problem]:
    made_for = document.made_for
    if made_for is None or made_for.digest == package.digest:
        return []
    told: dict[str, Parameter] = {
        "found": _named(package, made_for.version, made_for.digest),
        "expected": _named(package, version_of(package), package.digest),
    }
    return [Problem("PKP-055", made_for.place, told)]


def _named(package: Package, version: str, digest: str) -> str:
    return f"{package.regulation.id}@{shown(version)} ({shown(digest[:_SHORT])})"
