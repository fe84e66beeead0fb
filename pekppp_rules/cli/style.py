"""Colour in a terminal: one look for each kind of line, and none where nobody would see it.

A line says what it is with `styled`; `finished` cleans it and then paints it as a whole. What a stranger wrote is cleaned
before anything is painted, so it cannot paint. With colours off, lines are what they were.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Literal, TextIO

from pekppp_rules.errors import one_line

Style = Literal["heading", "result", "good", "warning", "error", "aside"]
"""`heading` begins a section, `result` is what was asked for, `aside` is what few readers need; severity is the rest."""

_CODES: dict[Style, str] = {
    "heading": "1",
    "result": "1;36",
    "good": "32",
    "warning": "33",
    "error": "1;31",
    "aside": "2",
}
_END = "\x1b[0m"
_STARTS = frozenset(f"\x1b[{code}m" for code in _CODES.values())
_PAINTED = re.compile(r"(\x1b\[[0-9;]+m)(.*)\x1b\[0m\Z", re.DOTALL)
_SIGNS_ON_WINDOWS = ("WT_SESSION", "ANSICON", "TERM", "TERM_PROGRAM")
"""What a Windows terminal that draws colours sets; the old console shows codes as they are."""


class Styled(str):
    """A line that knows what kind of line it is."""

    __slots__ = ("style",)
    style: Style


def styled(line: str, style: Style) -> Styled:
    """Return a line of a kind; text of any length, for `finished` makes one line of it."""
    made = Styled(line)
    made.style = style
    return made


def all_styled(lines: Iterable[str], style: Style) -> Iterator[str]:
    """Yield lines that are all of one kind."""
    return (styled(line, style) for line in lines)


def colours_on(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal that shows colours, to someone who did not say `NO_COLOR`."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.name == "nt" and not any(os.environ.get(name) for name in _SIGNS_ON_WINDOWS):
        return False
    return is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether someone looks at what is written to a stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def painted(text: str, style: Style, stream: TextIO | None) -> str:
    """Return clean text in the colour of its kind, where the stream shows any."""
    return f"\x1b[{_CODES[style]}m{text}{_END}" if text and colours_on(stream) else text


def finished(lines: Iterable[str]) -> str:
    """Return the lines of a screen for standard output: each of them clean, then painted by its kind."""
    return "\n".join(_finished(line) for line in lines)


def _finished(line: str) -> str:
    clean = one_line(line)
    return painted(clean, line.style, sys.stdout) if isinstance(line, Styled) else clean


def screen_of(sections: Iterable[Iterable[str]]) -> str:
    """Return the sections of a screen with an empty line between them; a section without lines is left out.

    The first line of a section is its heading, unless it says that it is something else.
    """
    return "\n\n".join(finished(_headed(lines)) for lines in map(list, sections) if lines) + "\n"


def _headed(lines: list[str]) -> list[str]:
    first, *rest = lines
    return [first if isinstance(first, Styled) else styled(first, "heading"), *rest]


def split_paint(line: str) -> tuple[str, str, str]:
    """Return what begins the colour of a finished line, the line itself, and what ends it; empty where it is not painted."""
    found = _PAINTED.match(line)
    return (found[1], found[2], _END) if found and found[1] in _STARTS else ("", line, "")
