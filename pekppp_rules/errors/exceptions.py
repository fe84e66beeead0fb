"""One family of exceptions; each also derives from the builtin a caller would think of."""

from __future__ import annotations

from collections.abc import Iterable

from pekppp_rules.errors.phrases import Language
from pekppp_rules.errors.problem import Problem


class PekpppError(Exception):
    """Base of every error this library raises on purpose. `problems` holds all that was found, in reading order."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(sorted(problems, key=lambda p: p.order))
        if not found:
            raise ValueError("an error needs at least one problem")
        self.problems: tuple[Problem, ...] = found
        super().__init__(found)

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code

    def text(self, lang: Language = "id") -> str:
        """Return every problem, one a line."""
        return "\n".join(problem.line(lang) for problem in self.problems)

    def __str__(self) -> str:
        return self.text()


class InputFileError(PekpppError, ValueError):
    """A file cannot be read as the document it should be."""


class OutputFileError(PekpppError, RuntimeError):
    """A result cannot be written; nothing was left half-written."""


class PackageError(PekpppError, ValueError):
    """A regulation package breaks its schema or contradicts itself."""


class SubmissionError(PekpppError, ValueError):
    """A submission does not fit the form or the regulation it names."""


class RegulationNotFoundError(PekpppError, LookupError):
    """No regulation package has the name, version or folder asked for."""


class EvaluationError(PekpppError, ValueError):
    """An operation on results cannot be carried out: evaluations that do not belong together, an unknown node."""


class RecordError(PekpppError, ValueError):
    """An audit record cannot be made, does not verify, or is not signed as asked."""


class MinutesError(PekpppError, ValueError):
    """Minutes cannot be made: the parties or the letterhead do not fit, or there is no result to sign yet."""
