"""One thing that is wrong, where it is, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pekppp_rules.errors.messages import MESSAGES
from pekppp_rules.errors.phrases import Language, Parameter, Phrase
from pekppp_rules.errors.printing import printable, shown

Path = tuple[str | int, ...]

MOST_PROBLEMS = 1_000
"""Problems told of one input; nobody mends more at a time, and a stranger's file could have half a million."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_PLAIN_SHEET = re.compile(r"[\w.-]+\Z")
_LONGEST_VALUE = 2_000
"""Characters of a value that a message names; names are far shorter, lists of known names may be longer than a quote."""


def path_text(path: Path) -> str:
    """Return `path` as JSONPath: `$.forms.f02[0].scores["1.a.Ak"]`."""
    steps = ["$"]
    for step in path:
        if isinstance(step, int):
            steps.append(f"[{step}]")
        elif _PLAIN_KEY.match(step):
            steps.append(f".{step}")
        else:
            steps.append('["' + shown(step).replace("\\", "\\\\").replace('"', '\\"') + '"]')
    return "".join(steps)


def column_letters(column: int) -> str:
    """Return how a spreadsheet names a column, counted from 1: A, Z, AA."""
    letters = ""
    while column > 0:
        column, at = divmod(column - 1, 26)
        letters = chr(65 + at) + letters
    return letters


def _quoted(text: str) -> str:
    return printable(text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: a file with line and column (both from 1), a path inside the data, or both.

    In a workbook, line and column are those of a cell, and `sheet` is the name of its sheet.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: Path | None = None
    sheet: str | None = None

    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet names it: `F-02!D17`; None outside of workbooks."""
        if self.sheet is None:
            return None
        name = printable(self.sheet)
        quoted = name if _PLAIN_SHEET.match(name) else "'" + name.replace("'", "''") + "'"
        return f"{quoted}!{column_letters(self.column or 1)}{self.line or 1}"

    def __str__(self) -> str:
        file = printable(self.file) if self.file is not None else None
        if self.cell is not None:
            return f"{file} {self.cell}" if file is not None else self.cell
        if file is not None and self.line is not None:
            return f"{file}:{self.line}" + (f":{self.column}" if self.column is not None else "")
        inside = path_text(self.path) if self.path else ""
        return " ".join(part for part in (file, inside) if part)


@dataclass(frozen=True)
class Problem:
    """A stable code (`PKP-104`), the values its message names, and a place. The text is rendered from them."""

    code: str
    place: Place = field(default_factory=Place)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def message(self, lang: Language = "id") -> str:
        """Return what is wrong and how to mend it, in Indonesian or English, on one printable line."""
        return MESSAGES[self.code].render(self._values(lang), lang)

    def _values(self, lang: Language) -> dict[str, Parameter]:
        """Return what the message names, whoever put it in, printable and no longer than anyone reads."""
        said = {name: value(lang) if isinstance(value, Phrase) else value for name, value in self.parameters.items()}
        return {name: _quoted(value) if isinstance(value, str) else value for name, value in said.items()}

    def line(self, lang: Language = "id") -> str:
        """Return place, code and message on one line, as the command line prints them."""
        place = str(self.place)
        return f"{place}  {self.code}  {self.message(lang)}" if place else f"{self.code}  {self.message(lang)}"

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the problem for a JSON document."""
        return {
            "code": self.code,
            "message": self.message(lang),
            "parameters": self._values(lang),
            "file": printable(self.place.file) if self.place.file is not None else None,
            "line": self.place.line,
            "column": self.place.column,
            "path": path_text(self.place.path) if self.place.path is not None else None,
            "cell": self.place.cell,
        }

    @property
    def order(self) -> tuple[str, str, int, int, tuple[tuple[int, str], ...], str]:
        """A key that sorts problems by file and sheet, then position, then path, then code."""
        place = self.place
        steps = tuple((step, "") if isinstance(step, int) else (-1, step) for step in place.path or ())
        return (place.file or "", place.sheet or "", place.line or 0, place.column or 0, steps, self.code)
