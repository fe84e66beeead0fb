"""A submission file becomes a Submission, or a list of everything that is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pekppp_rules.errors import InputFileError, PekpppError, Problem, SubmissionError
from pekppp_rules.reading import Document, read_content, read_document
from pekppp_rules.regulation import Package, find_package
from pekppp_rules.submission.explain import explain, problems_of
from pekppp_rules.submission.model import Submission
from pekppp_rules.submission.refusal import from_model, with_what_was_written

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm"})
_PACKAGE_ID = re.compile(r"[a-z][a-z0-9_]{1,63}\Z")


def read_submission(path: str | os.PathLike[str], *, package: Package | None = None) -> Submission:
    """Read a submission from a YAML or JSON file, or from a workbook (.xlsx) that `Regulation.template` made.

    Raises InputFileError when the file cannot be read as such, and SubmissionError when it is not a submission: then
    all problems come at once, those against the regulation it names (or `package`) included.
    """
    return submission_in(_document(Path(path)), package=package)


def submission_in(document: Document, *, package: Package | None = None) -> Submission:
    """Return the submission that a document is, read as tolerantly as it may be; raises what `read_submission` does."""
    try:
        submission = Submission.model_validate(document.data)
    except ValidationError as error:
        raise _refusal(document, _explained(document, package, error)) from None
    if document.problems:
        raise _refusal(document, _explained(document, package, None))
    return submission.read_from(document)


def _document(path: Path) -> Document:
    """Read a file by its suffix. An old workbook or one with macros is opened too, so as to say what to do with it."""
    if path.suffix.lower() not in _WORKBOOKS:
        return read_document(path, tolerant=True)
    from pekppp_rules.submission.sheets import read_workbook

    return read_workbook(read_content(path, str(path)), str(path))


def unknown_regulation(submission: Submission, problems: Iterable[Problem]) -> SubmissionError:
    """Return the error for a submission whose regulation does not exist, at the place that names it.

    Where a similar name exists, what does not fit that regulation is told as well.
    """
    place = submission.place(("regulation",))
    told = [Problem(problem.code, place, problem.parameters) for problem in problems]
    package = _meant(told)
    if package is not None:
        told += [one for one in problems_of(submission, package) if one.place.path != ("regulation",)]
    return SubmissionError(told)


def _meant(problems: list[Problem]) -> Package | None:
    meant = problems[0].parameters.get("suggestion") if problems else None
    return find_package(meant) if isinstance(meant, str) and _PACKAGE_ID.match(meant) else None


def _refusal(document: Document, explained: list[Problem]) -> PekpppError:
    problems = with_what_was_written(document.problems, explained)
    return SubmissionError(problems) if len(problems) > len(document.problems) else InputFileError(problems)


def _explained(document: Document, package: Package | None, error: ValidationError | None) -> list[Problem]:
    from pekppp_rules.regulation.schema_check import schema_problems

    problems: list[Problem] = []
    if package is None:
        package, problems = _named_package(document)
    if package is not None:
        told = {problem.place.path for problem in problems}
        problems += [one for one in explain(document.data, package, document.place) if one.place.path not in told]
    else:
        problems += schema_problems(document.data, "submission", lambda path, key: document.place(path, key=key))
    return problems if problems or error is None else [from_model(document.data, error, document.place)]


def _named_package(document: Document) -> tuple[Package | None, list[Problem]]:
    """Return the package the file names, or the one it probably means; when it names none that exists, say so."""
    name: Any = document.data.get("regulation") if isinstance(document.data, dict) else None
    if not isinstance(name, str) or not _PACKAGE_ID.match(name):
        return None, []
    try:
        return find_package(name), []
    except PekpppError as error:
        place = document.place(("regulation",))
        problems = [Problem(problem.code, place, problem.parameters) for problem in error.problems]
        return _meant(problems), problems
