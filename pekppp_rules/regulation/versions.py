"""Versions of an encoding: SemVer numbers, and the mark of a working copy."""

from __future__ import annotations

import re

WORKING_COPY = ".dev"

_NUMBERS = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\Z")

Version = tuple[int, int, int]


def parsed_version(text: str) -> Version | None:
    """Return the three numbers of a released version such as `1.0.0`, or None when `text` is none."""
    found = _NUMBERS.match(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def newest(versions: list[str]) -> str | None:
    """Return the highest of several versions, or None when there is none."""
    return max(versions, key=lambda text: parsed_version(text) or (-1, -1, -1), default=None)
