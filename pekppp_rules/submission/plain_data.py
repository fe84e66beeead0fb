"""Plain Python data, a parsed JSON body for one, held to what a file may say: the same limits, the same problems."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from pekppp_rules.errors import Parameter, Path, Place, Problem, SubmissionError
from pekppp_rules.reading.limits import DEEPEST, MOST_VALUES
from pekppp_rules.reading.numbers import MOST_DIGITS, number_written
from pekppp_rules.regulation import Package
from pekppp_rules.submission.explain import explain, path_only, problems_of
from pekppp_rules.submission.model import Submission
from pekppp_rules.submission.refusal import from_model, with_what_was_written

_HALF_PAIR = re.compile("[\ud800-\udfff]")


class _NoData:
    """Stands for a value of a kind that no file holds; every schema refuses it."""


def problems_of_plain(value: object, package: Package) -> list[Problem]:
    """Return everything about plain data that does not fit the package, in reading order.

    The list is empty exactly when a Submission can be made of the data and fits.
    """
    try:
        submission = Submission.model_validate(value)
    except Exception as error:  # an object of a stranger may raise anything while it is read
        return _why_not(value, package, error)
    return problems_of(submission, package)


def _why_not(value: object, package: Package, refusal: Exception) -> list[Problem]:
    reader = _Reader()
    try:
        data = reader.read(value, ())
    except SubmissionError as error:
        return list(error.problems)
    found = with_what_was_written(reader.problems, explain(data, package, path_only))
    return sorted(found, key=lambda problem: problem.order) or [from_model(data, refusal, path_only)]


class _Reader:
    """Copies data into dict, list, text and exact numbers, as the readers of files do; what cannot be copied is reported."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._values = 0

    def read(self, value: object, path: Path) -> Any:
        """Return a copy. Raises SubmissionError where the data are nested too deep, in a circle perhaps, or too many."""
        self._values += 1
        if self._values > MOST_VALUES:
            raise SubmissionError(Problem("PKP-015", Place(path=path), {"limit": MOST_VALUES}))
        try:
            return self._copied(value, path)
        except SubmissionError:
            raise
        except Exception:  # whatever a stranger's object raises, it is no data
            return _NoData()

    def _copied(self, value: object, path: Path) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._text(str.__str__(value), path)
        if isinstance(value, float):
            return self._number(float.__repr__(value), path)
        if isinstance(value, Decimal):
            return self._number(Decimal.__str__(value), path)
        if isinstance(value, BaseModel):
            value = value.model_dump(by_alias=True, exclude_unset=True, warnings=False)
        if isinstance(value, (Mapping, list, tuple)):
            if len(path) >= DEEPEST:
                raise SubmissionError(Problem("PKP-010", Place(path=path), {"limit": DEEPEST}))
            if isinstance(value, Mapping):
                return self._mapping(value, path)
            return [self.read(item, (*path, at)) for at, item in enumerate(value)]
        number = operator.index(value)  # type: ignore[arg-type]  # an int, or what array libraries hold in place of one
        return self._number(str(number) if abs(number) < 10**MOST_DIGITS else "", path)

    def _mapping(self, block: Mapping[object, object], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, item in block.items():
            if isinstance(key, str):
                name = str.__str__(key)
                found[self._text(name, (*path, name))] = self.read(item, (*path, name))
            else:
                self._report("PKP-014", (*path, f"<{type(key).__name__}>"))
        return found

    def _text(self, text: str, path: Path) -> str:
        if not text.isascii() and _HALF_PAIR.search(text):
            self._report("PKP-016", path)
        return text

    def _number(self, written: str, path: Path) -> int | Decimal | None:
        """Return the number that a file would write so, or None where none could."""
        number = number_written(written)
        if number is None:
            self._report("PKP-011", path, {"limit": MOST_DIGITS})
        return number

    def _report(self, code: str, path: Path, parameters: dict[str, Parameter] | None = None) -> None:
        self.problems.append(Problem(code, Place(path=path), parameters or {}))
