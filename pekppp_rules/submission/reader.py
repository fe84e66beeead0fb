"""A submission file becomes a Submission, or a list of everything that is wrong with it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pekppp_rules.errors import PekpppError, Problem, SubmissionError, shown
from pekppp_rules.reading import Document, read_document
from pekppp_rules.regulation import Package, find_package
from pekppp_rules.submission.model import Submission

_PACKAGE_ID = re.compile(r"[a-z][a-z0-9_]{1,63}\Z")


def read_submission(path: str | os.PathLike[str], *, package: Package | None = None) -> Submission:
    """Read a submission from a YAML or JSON file.

    Raises InputFileError when the file cannot be read as such, and SubmissionError when it is not a submission: then
    all problems come at once, those against the regulation it names (or `package`) included.
    """
    document = read_document(Path(path))
    try:
        submission = Submission.model_validate(document.data)
    except ValidationError as error:
        raise SubmissionError(_explained(document, package, error)) from None
    return submission.read_from(document)


def _explained(document: Document, package: Package | None, error: ValidationError) -> list[Problem]:
    from pekppp_rules.regulation.schema_check import schema_problems
    from pekppp_rules.submission.explain import explain

    problems: list[Problem] = []
    if package is None:
        package, problems = _named_package(document)
    if package is not None:
        problems += explain(document.data, package, document.place)
    else:
        problems += schema_problems(document.data, "submission", lambda path, key: document.place(path, key=key))
    return problems or [_from_model(document, error)]


def _named_package(document: Document) -> tuple[Package | None, list[Problem]]:
    """Return the package the file names; when it names none that exists, say so at its place."""
    name: Any = document.data.get("regulation") if isinstance(document.data, dict) else None
    if not isinstance(name, str) or not _PACKAGE_ID.match(name):
        return None, []
    try:
        return find_package(name), []
    except PekpppError as error:
        place = document.place(("regulation",))
        return None, [Problem(problem.code, place, problem.parameters) for problem in error.problems]


def _from_model(document: Document, error: ValidationError) -> Problem:
    """Report what only the model refuses, so that nothing passes unexplained."""
    detail = error.errors(include_url=False, include_input=False)[0]
    path: list[str | int] = []
    value: Any = document.data
    for step in detail["loc"]:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            continue
        path.append(step)
    return Problem("PKP-510", document.place(tuple(path)), {"detail": shown(detail["msg"])})
