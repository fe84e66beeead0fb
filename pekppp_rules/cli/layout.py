"""Lines and columns of a terminal, where some characters take two columns and some none."""

from __future__ import annotations

import re
import unicodedata

from pekppp_rules.errors import one_line

_WORD = re.compile(" *[^ ]+")


def columns_of(text: str) -> int:
    """Return how many columns `text` takes: two for a wide character, none for a mark on the one before."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def cell(text: str, columns: int) -> str:
    """Return `text` in exactly `columns` columns, the last of them free: filled with spaces, or cut."""
    text = one_line(text)
    if columns_of(text) >= columns:
        text = text[: _end(text, 0, columns - 2)] + "…"
    return text + " " * (columns - columns_of(text))


def wrap(text: str, columns: int, *, initial_indent: str = "", subsequent_indent: str = "") -> list[str]:
    """Return `text` as lines of at most `columns` columns.

    Lines break at spaces, and inside a word only where it is longer than a line. Spaces before the first word stay.
    """
    lines: list[str] = []
    line = initial_indent
    for word in _WORD.findall(one_line(text)):
        if columns_of(line) + columns_of(word) <= columns:
            line += word
            continue
        if line.strip():
            lines.append(line)
            line, word = subsequent_indent, word.lstrip(" ")
        start = 0
        while (end := _end(word, start, columns - columns_of(line))) < len(word):
            end = max(end, start + 1)
            lines.append(line + word[start:end])
            line, start = subsequent_indent, end
        line += word[start:]
    return [*lines, line] if line.strip() else lines


def _end(text: str, start: int, room: int) -> int:
    """Return where the part of `text` ends that begins at `start` and takes at most `room` columns."""
    for at in range(start, len(text)):
        room -= _width(text[at])
        if room < 0:
            return at
    return len(text)
