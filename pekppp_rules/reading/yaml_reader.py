"""YAML 1.2 with the core scalars only, built from libyaml's events.

The events keep line and column and cannot crash on deep nesting, which the composer can. Anchors, aliases, tags and
duplicate keys are refused: a regulation or a submission says each thing once, in place. Keys are always text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

import yaml

from pekppp_rules.errors import MOST_PROBLEMS, InputFileError, Parameter, Path, Phrase, Place, Problem, shown
from pekppp_rules.reading.limits import DEEPEST, MOST_VALUES
from pekppp_rules.reading.numbers import MOST_DIGITS, number_written
from pekppp_rules.reading.positions import Positions
from pekppp_rules.reading.syntax_words import TAB, yaml_words

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_KNOWN = {**_WORDS, **{str(number): number for number in range(1_000)}}
"""What scalars without quotes mean, with the numbers that most scores, answers and weights are."""
_REFUSED = re.compile("[^\t\n\r -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
"""Characters that YAML does not allow, and the line separators that only YAML 1.1 took for line breaks."""
_NUMBER_STARTS = frozenset("0123456789+-.")

_Take = Callable[[], Any]
"""Gives the next event."""


def read_yaml(text: str, name: str) -> Any:
    """Return the data of one YAML document. Raises InputFileError with every problem found."""
    data, problems = read_yaml_tolerantly(text, name)
    if problems:
        raise InputFileError(problems)
    return data


def read_yaml_tolerantly(text: str, name: str) -> tuple[Any, list[Problem]]:
    """Return the data and what is wrong with how it is written; the first of two equal keys counts, a bad number is None.

    Raises InputFileError with everything found where the text cannot be read to its end, or holds too many values.
    """
    builder = _Builder(name)
    try:
        data = _built(builder, text, name)
    except InputFileError as error:
        raise InputFileError([*builder.problems, *error.problems]) from error
    return data, builder.problems


def yaml_positions(text: str) -> Positions:
    """Return the positions in a document that `read_yaml` accepted."""
    positions = Positions()
    _built(_Builder("", positions), text, "")
    return positions


def reads_as_text(text: str) -> bool:
    """Return whether a scalar without quotes is text to `read_yaml`, and no number, yes or no, or nothing."""
    return text not in _WORDS and _NUMBER.match(text) is None and _NOT_FINITE.match(text) is None


def _built(builder: _Builder, text: str, name: str) -> Any:
    if refused := _REFUSED.search(text):
        raise InputFileError(_refused_character(refused, text, name))
    try:
        loader = _LOADER(text)
        try:
            return builder.build(loader.get_event)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        parameters: dict[str, Parameter] = {"format": "YAML", "detail": _said_of(error, text, mark)}
        raise InputFileError(Problem("PKP-007", place, parameters)) from None  # its own text quotes the file
    except yaml.YAMLError as error:
        detail = yaml_words(str(getattr(error, "reason", error)), "")
        raise InputFileError(Problem("PKP-007", Place(name), {"format": "YAML", "detail": detail})) from None


def _said_of(error: yaml.MarkedYAMLError, text: str, mark: Any) -> Phrase:
    problem, context = error.problem or "", error.context or ""
    lines = text.splitlines()
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    if "cannot start any token" in problem and line[: mark.column + 1].lstrip(" ").startswith("\t"):
        return TAB
    return yaml_words(problem, context)


def _refused_character(found: re.Match[str], text: str, name: str) -> Problem:
    before = text[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    place = Place(name, line, len(before) - before.rfind("\n"))
    character = f"U+{ord(found.group()):04X}"
    detail = Phrase(
        f"karakter {character} tidak diterima; hapus, atau tulis sebagai escape dalam tanda kutip ganda",
        f"character {character} is not accepted; remove it, or write it as an escape in double quotes",
    )
    return Problem("PKP-007", place, {"format": "YAML", "detail": detail})


class _Builder:
    """Turns events into data, collecting problems instead of stopping at the first; keeps positions where asked to."""

    def __init__(self, name: str, positions: Positions | None = None) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._positions = positions
        self._values = 0

    def build(self, take: _Take) -> Any:
        root: Any = None
        documents = 0
        while not isinstance(event := take(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    detail = Phrase("lebih dari satu dokumen", "more than one document")
                    self._report("PKP-007", event, (), {"format": "YAML", "detail": detail})
                    return root
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, take, ())
        return root

    def _node(self, event: Any, take: _Take, path: Path) -> Any:
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse_more(event, path)
        if self._positions is not None:
            self._positions.values[path] = _position(event)
        kind = type(event)  # libyaml's events are of these very classes; asking for a subclass takes twice the time
        if kind is yaml.ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                self._report("PKP-009", event, path)
            return self._scalar(event, path)
        if kind is yaml.AliasEvent:
            self._report("PKP-009", event, path)
            return None
        if event.tag is not None or event.anchor is not None:
            self._report("PKP-009", event, path)
        if len(path) >= DEEPEST:
            raise InputFileError(Problem("PKP-010", self._place(event, path), {"limit": DEEPEST}))
        return self._mapping(take, path) if kind is yaml.MappingStartEvent else self._sequence(take, path)

    def _sequence(self, take: _Take, path: Path) -> list[Any]:
        items: list[Any] = []
        while type(item := take()) is not yaml.SequenceEndEvent:
            items.append(self._node(item, take, (*path, len(items))))
        return items

    def _mapping(self, take: _Take, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        event: Any
        while (kind := type(event := take())) is not yaml.MappingEndEvent:
            if kind is yaml.ScalarEvent:
                key = event.value
                if event.tag is not None or event.anchor is not None:
                    self._report("PKP-009", event, (*path, key))
            else:
                self._report("PKP-009" if isinstance(event, yaml.AliasEvent) else "PKP-014", event, path)
                self._skip(event, take, path)
                self._skip(take(), take, path)
                continue
            inside = (*path, key)
            if self._positions is not None:
                self._positions.keys.setdefault(inside, _position(event))
            if key in found:
                self._report("PKP-008", event, inside, {"key": shown(key)})
                self._node(take(), take, (*path, key, "<duplicate>"))
            else:
                found[key] = self._node(take(), take, inside)
        return found

    def _skip(self, event: yaml.Event, take: _Take, path: Path) -> None:
        """Pass over a node without building it."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            else:
                self._count(event, path)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if len(path) + depth > DEEPEST:
                    raise InputFileError(Problem("PKP-010", self._place(event, path), {"limit": DEEPEST}))
            if not depth:
                return
            event = take()

    def _count(self, event: yaml.Event, path: Path) -> None:
        """Stop at a value too many, before the rest of the file costs time and memory."""
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse_more(event, path)

    def _refuse_more(self, event: yaml.Event, path: Path) -> NoReturn:
        raise InputFileError(Problem("PKP-015", self._place(event, path), {"limit": MOST_VALUES}))

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> bool | int | Decimal | str | None:
        text = event.value
        if event.style:
            return str(text)
        if text in _KNOWN:
            return _KNOWN[text]
        if text[0] in _NUMBER_STARTS:
            if _NUMBER.match(text):
                number = number_written(text)
                if number is None:
                    self._report("PKP-011", event, path, {"limit": MOST_DIGITS})
                return number
            if _NOT_FINITE.match(text):
                self._report("PKP-011", event, path, {"limit": MOST_DIGITS})
                return None
        return str(text)

    def _place(self, event: yaml.Event, path: Path) -> Place:
        return Place(self.name, *_position(event), path)

    def _report(self, code: str, event: yaml.Event, path: Path, parameters: dict[str, Parameter] | None = None) -> None:
        self.problems.append(Problem(code, self._place(event, path), parameters or {}))
        if len(self.problems) >= MOST_PROBLEMS:
            raise InputFileError(Problem("PKP-020", Place(self.name), {"limit": MOST_PROBLEMS}))


def _position(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark is not None
    return mark.line + 1, mark.column + 1
