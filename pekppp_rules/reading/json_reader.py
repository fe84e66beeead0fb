"""JSON with exact numbers. The standard decoder reads; a second walk finds positions, only when something is wrong."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from pekppp_rules.errors import MOST_PROBLEMS, InputFileError, Parameter, Path, Place, Problem, shown
from pekppp_rules.reading.limits import DEEPEST, MOST_VALUES
from pekppp_rules.reading.numbers import MOST_DIGITS, number_written
from pekppp_rules.reading.positions import Positions
from pekppp_rules.reading.syntax_words import HALF_PAIR, json_words

_PIECE = re.compile(r'[\[{:]|"(?:[^"\\]|\\.)*+"|[^\s,:\[\]{}"]++')
"""What begins a value, or is a key, or the colon after a key."""
_TOKEN = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.)*+"|[^\s,:\[\]{}"]++')
_WORDS = frozenset({"true", "false", "null"})


class _SuspectError(Exception):
    """The decoder met something that JSON allows and we do not."""


def read_json(text: str, name: str) -> Any:
    """Return the data of a JSON document. Raises InputFileError with every problem found."""
    data, problems = read_json_tolerantly(text, name)
    if problems:
        raise InputFileError(problems)
    return data


def read_json_tolerantly(text: str, name: str) -> tuple[Any, list[Problem]]:
    """Return the data and what is wrong with how it is written; the first of two equal keys counts, a bad number is None.

    Raises InputFileError where the text is malformed, nested too deep, or holds too many values.
    """
    refuse_too_many_values(text, name)
    try:
        data = json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=_suspect, object_pairs_hook=_unique
        )
        suspect = _too_deep(data) or "\\ud" in text.lower()
    except json.JSONDecodeError as error:
        raise _malformed(error, name) from error
    except (_SuspectError, RecursionError):
        suspect, data = True, None
    if not suspect:
        return data, []
    problems = _walked(text, name).problems
    if not problems:
        return data, []
    if any(problem.code == "PKP-010" for problem in problems):
        raise InputFileError(problems)
    data = json.loads(
        text, parse_float=number_written, parse_int=number_written, parse_constant=_nothing, object_pairs_hook=_first
    )
    return data, problems


def json_positions(text: str) -> Positions:
    """Return the positions in a document that `read_json` accepted."""
    return _walked(text, "").positions


def refuse_too_many_values(text: str, name: str, most: int | None = None) -> None:
    """Count before anything is built; where brackets and commas are few enough, so are the values, and counting is spared.

    Raises InputFileError (PKP-015) when there are more than `most`.
    """
    most = MOST_VALUES if most is None else most
    if text.count(",") + text.count("[") + text.count("{") < most:
        return
    values = 0
    for match in _PIECE.finditer(text):
        values += -1 if match.group() == ":" else 1
        if values > most:
            line = text.count("\n", 0, match.start()) + 1
            place = Place(name, line, match.start() - text.rfind("\n", 0, match.start()))
            raise InputFileError(Problem("PKP-015", place, {"limit": most}))


def _walked(text: str, name: str) -> _Walk:
    try:
        json.loads(text, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        raise _malformed(error, name) from error
    except RecursionError:
        pass  # the walk stops at the depth limit, long before what the decoder could not reach
    walk = _Walk(text, name)
    walk.run()
    return walk


def _malformed(error: json.JSONDecodeError, name: str) -> InputFileError:
    place = Place(name, error.lineno, error.colno)
    return InputFileError(Problem("PKP-007", place, {"format": "JSON", "detail": json_words(error.msg)}))


def _number(text: str) -> int | Decimal:
    value = number_written(text)
    if value is None:
        raise _SuspectError
    return value


def _suspect(_: str) -> None:
    raise _SuspectError


def _nothing(_: str) -> None:
    return None


def _first(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _SuspectError
    return found


def _too_deep(data: Any) -> bool:
    level = [data]
    for _ in range(DEEPEST):
        level = [
            inner
            for block in level
            if isinstance(block, (dict, list))
            for inner in (block.values() if isinstance(block, dict) else block)
        ]
    return any(isinstance(inner, (dict, list)) for inner in level)


class _Walk:
    """Goes through the tokens of a well-formed document without recursion."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.positions = Positions()
        self.problems: list[Problem] = []
        self._line, self._line_start, self._seen = 1, 0, 0

    def run(self) -> None:
        open_blocks: list[tuple[Path, set[str] | None]] = []
        counts: list[int] = []
        key: str | None = None
        for match in _TOKEN.finditer(self.text):
            token, position = match.group(), self._position(match.start())
            if token in "]}":
                open_blocks.pop()
                counts.pop()
                continue
            inside, keys = open_blocks[-1] if open_blocks else ((), None)
            if keys is not None and key is None:
                key = str(json.loads(token))
                self.positions.keys.setdefault((*inside, key), position)
                self._check_text(token, position, inside)
                if key in keys:
                    self._report("PKP-008", position, (*inside, key), {"key": shown(key)})
                keys.add(key)
                continue
            path: Path = inside
            if key is not None:
                path, key = (*inside, key), None
            elif open_blocks:
                path = (*inside, counts[-1])
                counts[-1] += 1
            self.positions.values.setdefault(path, position)
            if token in "[{":
                if len(open_blocks) >= DEEPEST:
                    self._report("PKP-010", position, path, {"limit": DEEPEST})
                    return
                open_blocks.append((path, set() if token == "{" else None))
                counts.append(0)
            elif token[0] == '"':
                self._check_text(token, position, path)
            elif token not in _WORDS and _unusable(token):
                self._report("PKP-011", position, path, {"limit": MOST_DIGITS})

    def _check_text(self, token: str, position: tuple[int, int], path: Path) -> None:
        if "\\u" in token and any("\ud800" <= letter <= "\udfff" for letter in json.loads(token)):
            self._report("PKP-007", position, path, {"format": "JSON", "detail": HALF_PAIR})

    def _position(self, offset: int) -> tuple[int, int]:
        breaks = self.text.count("\n", self._seen, offset)
        if breaks:
            self._line += breaks
            self._line_start = self.text.rindex("\n", self._seen, offset) + 1
        self._seen = offset
        return self._line, offset - self._line_start + 1

    def _report(self, code: str, position: tuple[int, int], path: Path, parameters: dict[str, Parameter]) -> None:
        self.problems.append(Problem(code, Place(self.name, *position, path), parameters))
        if len(self.problems) >= MOST_PROBLEMS:
            more = Problem("PKP-020", Place(self.name), {"limit": MOST_PROBLEMS})
            raise InputFileError([*self.problems, more])


def _unusable(token: str) -> bool:
    return token in {"NaN", "Infinity", "-Infinity"} or number_written(token) is None
