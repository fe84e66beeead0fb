"""Why a submission does not fit: every problem, with its place, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from pekppp_rules.errors import Path, Phrase, Place, Problem, closest
from pekppp_rules.regulation import Package
from pekppp_rules.submission.beyond import (
    beyond_the_schema,
    field_of,
    named_values,
    stated_choice,
    variants_of,
    without_blanks,
)
from pekppp_rules.submission.model import Submission
from pekppp_rules.submission.phrasing import PlaceOf, in_terms_of_the_form

MOST_KEYS = 10_000
"""Keys of one block of a submission; no form has nearly as many codes."""

MOST_TOLD = 10_000
"""Problems of a submission that are told one by one: forty evaluators who left their sheets empty have 1,200."""

_KEYS = Phrase("kunci", "key(s)")
_BLOCKS = (Mapping, list, tuple)


class Locate(Protocol):
    """Tells where a path, or its key, stands in the file."""

    def __call__(self, path: Path, *, key: bool = False) -> Place:
        """Return the place."""


def path_only(path: Path, *, key: bool = False) -> Place:
    """Return the place of data that came from no file."""
    del key
    return Place(path=path)


def problems_of(submission: Submission, package: Package, *, draft: bool = False) -> list[Problem]:
    """Return everything about a typed submission that does not fit the package, in reading order."""
    return explain(submission.data(), package, submission.place, draft=draft)


def explain(data: Any, package: Package, locate: Locate, *, draft: bool = False) -> list[Problem]:
    """Return every problem of a submission given as plain data, in reading order. In a draft, what is missing is none."""
    from pekppp_rules.regulation.schema_check import schema_problems
    from pekppp_rules.submission.schema import submission_schema

    def place_of(path: Path, key: bool) -> Place:
        return locate(path, key=key)

    floods = [Problem("PKP-508", place_of(path, False), {"limit": MOST_KEYS, "what": _KEYS}) for path in _flooded(data)]
    if floods:
        return _first(floods, locate)
    written, blanks = without_blanks(data)
    assumed = _assumed_choice(written, package)
    most = None if draft else MOST_TOLD  # in a draft most breaches may be of what is merely missing
    breaches = schema_problems(written, submission_schema(package, assumed), place_of, most=most)
    choice = {**stated_choice(written, package), **assumed}
    told = [in_terms_of_the_form(breach, written, package, choice, place_of) for breach in breaches]
    told += (Problem(code, place_of(path, False), values) for code, path, values in beyond_the_schema(written, package))
    placed = [_at_the_blank(problem, blanks, place_of) for problem in told if not (draft and _is_missing(problem))]
    different = {(one.code, one.place, tuple(sorted(map(str, one.parameters.items())))): one for one in placed}
    return _first(different.values(), locate)


def _first(problems: Iterable[Problem], locate: Locate) -> list[Problem]:
    """Return problems in reading order, and where there are very many, the first of them and that there are more."""
    found = sorted(problems, key=lambda problem: problem.order)
    if len(found) > MOST_TOLD:
        found[MOST_TOLD:] = [Problem("PKP-020", Place(file=locate(()).file), {"limit": MOST_TOLD})]
    return found


def _flooded(data: Any) -> Iterator[Path]:
    """Yield the blocks with more keys than any form has codes: each would be told of key by key, for minutes."""
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Mapping):
            if len(value) > MOST_KEYS:
                yield path
            else:
                waiting += (((*path, key), item) for key, item in value.items() if isinstance(item, _BLOCKS))
        elif isinstance(value, (list, tuple)):
            waiting += (((*path, at), item) for at, item in enumerate(value) if isinstance(item, _BLOCKS))


_MISSING = frozenset({"PKP-201", "PKP-205", "PKP-207", "PKP-216", "PKP-221"})


_NAMED_BY = {"PKP-207": "form", "PKP-502": "key"}
"""What names the missing part, where that is no code of a row."""


def _is_missing(problem: Problem) -> bool:
    """Whether a draft may still have this: a row, a form, or all rows of a list not given yet."""
    path = problem.place.path or ()
    return problem.code in _MISSING or (problem.code == "PKP-507" and path[:1] == ("forms",) and len(path) <= 3)


def _at_the_blank(problem: Problem, blanks: frozenset[Path], place_of: PlaceOf) -> Problem:
    """Move the problem of what was written and left blank to where it was written; a form has a cell for all of it."""
    step = problem.parameters.get(_NAMED_BY.get(problem.code, "code"))
    if problem.code not in {*_MISSING, *_NAMED_BY} or step is None:
        return problem
    path = (*(problem.place.path or ()), str(step))
    written = place_of(path, True)
    there = (problem.place.sheet, problem.place.line, problem.place.column)
    is_in_file = (written.sheet, written.line, written.column) != there
    return Problem(problem.code, written, problem.parameters) if path in blanks or is_in_file else problem


def _assumed_choice(data: Any, package: Package) -> dict[str, str]:
    """Guess the variant where the field that chooses it is missing or misspelt, so that its answers are checked too."""
    assumed: dict[str, str] = {}
    for (field, _), known in variants_of(package).items():
        value = field_of(data, field)
        if value in known or value in named_values(field, package):
            continue
        near = closest(value, known) if isinstance(value, str) else None
        if near is not None or len(known) == 1:
            assumed[field] = near or known[0]
    return assumed
