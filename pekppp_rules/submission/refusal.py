"""What the typed model refuses: told so that it may be logged, and as a problem where nothing else explains it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from pekppp_rules.errors import Path, Problem, printable, shown
from pekppp_rules.reading import path_in

if TYPE_CHECKING:
    from pekppp_rules.submission.explain import Locate


def without_input(error: ValidationError) -> ValidationError:
    """Return the error with its places made printable and without what was given, which may be anything of any length."""
    details = [
        InitErrorDetails(
            type=PydanticCustomError(detail["type"], printable(detail["msg"])),
            loc=tuple(step if isinstance(step, int) else shown(step) for step in detail["loc"]),
            input=None,
        )
        for detail in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return ValidationError.from_exception_data(error.title, details, hide_input=True)


def with_what_was_written(written: Iterable[Problem], explained: Iterable[Problem]) -> list[Problem]:
    """Join what is wrong with how data are written and with what they say; a place is told once."""
    first = list(written)
    told = {problem.place.path for problem in first if problem.place.path is not None}
    return first + [problem for problem in explained if not _within(problem.place.path, told)]


def _within(path: Path | None, blocks: set[Path]) -> bool:
    return path is not None and any(path[:length] in blocks for length in range(len(path) + 1))


def from_model(data: Any, error: Exception, locate: Locate) -> Problem:
    """Return what only the model refuses, so that nothing passes unexplained."""
    if not isinstance(error, ValidationError):
        return Problem("PKP-510", locate(()), {"detail": type(error).__name__})
    detail = error.errors(include_url=False, include_input=False)[0]
    return Problem("PKP-510", locate(path_in(data, detail["loc"])), {"detail": shown(detail["msg"])})
