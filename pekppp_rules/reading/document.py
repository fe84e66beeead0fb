"""A file read into plain data, with the place of every value found again when a problem needs it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from pekppp_rules.errors import InputFileError, Place, Problem, printable
from pekppp_rules.errors import Path as DataPath
from pekppp_rules.reading.content import read_content
from pekppp_rules.reading.json_reader import json_positions, read_json_tolerantly
from pekppp_rules.reading.positions import Positions

Data: TypeAlias = "bool | int | Decimal | str | list[Data] | dict[str, Data] | None"

_Read: TypeAlias = "Callable[[str, str], tuple[Data, list[Problem]]]"

_JSON_OBJECT = re.compile(r'\s*\{\s*["}]')

_SUFFIXES = frozenset({".yaml", ".yml", ".json"})


def _reader(suffix: str) -> tuple[_Read, Callable[[str], Positions]]:
    """Return how files of one of our suffixes are read. The YAML reader is imported here: a release needs none."""
    if suffix == ".json":
        return read_json_tolerantly, json_positions
    from pekppp_rules.reading.yaml_reader import read_yaml_tolerantly, yaml_positions

    return read_yaml_tolerantly, yaml_positions


class Document:
    """What one file says: `data`, on demand where it says it, and `problems` with how it is written."""

    def __init__(self, name: str, suffix: str, text: str) -> None:
        read, self._find_positions = _reader(suffix)
        self.name = name
        self._text = text
        self.data, self.problems = read(text, name)

    @cached_property
    def _positions(self) -> Positions:
        return self._find_positions(self._text)

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """Return where the value at `path` stands, or its key with `key=True`.

        A path that is not in the file gives the place of its nearest parent that is.
        """
        found = self._positions.find(path, key=key)
        return Place(self.name, found[0], found[1], path)


class PlainDocument(Document):
    """Data that came from no file, under the name that a file with it would have. Places are paths without a line."""

    def __init__(self, name: str, data: Data) -> None:
        self.name = name
        self.data = data
        self.problems = []

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """Return the name with the path."""
        del key
        return Place(file=self.name, path=path)


def read_document(
    path: Path,
    *,
    name: str | None = None,
    tolerant: bool = False,
    suffix: str | None = None,
    home: Path | None = None,
) -> Document:
    """Read a YAML or JSON file of at most 16 MB. With `tolerant`, what can be read despite its problems is returned.

    `suffix` says what the file is written in, where its own name does not. With `home`, the file must be a regular one in this
    folder, links followed.

    Raises InputFileError with everything found: not a file, too large, empty, not UTF-8, malformed, duplicate keys,
    aliases, unusable numbers, nesting too deep, more than 500,000 values.
    """
    shown = name if name is not None else str(path)
    suffix = suffix or path.suffix.lower()
    content = read_content(path, shown, home=home)
    if suffix not in _SUFFIXES:
        raise InputFileError(Problem("PKP-012", Place(file=shown), {"suffix": printable(suffix)}))
    document = Document(shown, suffix, _text(content, shown))
    if document.problems and not tolerant:
        raise InputFileError(document.problems)
    return document


def document_of(content: bytes, name: str) -> Document:
    """Read YAML or JSON that stands in no file, under a name to tell places by; it may have problems, as `tolerant`.

    What begins as a JSON object is read as JSON. Raises InputFileError where it is no text.
    """
    text = _text(content, name)
    return Document(name, ".json" if _JSON_OBJECT.match(text) else ".yaml", text)


def _text(content: bytes, shown: str) -> str:
    place = Place(file=shown)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFileError(Problem("PKP-006", place)) from error
    if "\0" in text:
        raise InputFileError(Problem("PKP-006", place))
    if not text.strip():
        raise InputFileError(Problem("PKP-005", place))
    return text
