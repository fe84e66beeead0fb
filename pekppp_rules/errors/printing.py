"""Text from a stranger, made fit for a terminal, a log, or one line of either.

Nothing printed holds a control, format, private, unassigned or half character, nor a separator of lines: what Python
calls not printable. That takes in escape sequences, C1 codes, direction overrides and isolates, and everything of no
width, the joiner inside an emoji too. Emoji and combining letters are printable and stay.
"""

from __future__ import annotations

_LONGEST_QUOTE = 60
_STAND_IN = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Return `text` as a message quotes it: a replacement character shows each one that may not be printed."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _STAND_IN for letter in text)


def shown(text: str) -> str:
    """Return `text` as a message quotes it, cut to sixty characters."""
    return printable(text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…")


def one_line(text: str) -> str:
    """Return `text` as prose on one line: a space for tabs, line breaks and wide spaces, else as `printable`."""
    if text.isprintable():
        return text
    return printable("".join(" " if letter.isspace() else letter for letter in text))
