"""Where two JSON documents differ, value by value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pekppp_rules.errors import Path

NOTHING: Final = object()
"""Stands for a key or an item that one of the documents does not have."""


def differences(first: Any, second: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Yield each place where two documents differ, with what either says; `true`, `1` and `"1"` are three values."""
    if type(first) is not type(second):
        yield path, first, second
    elif isinstance(first, dict):
        for key in sorted(first.keys() | second.keys()):
            yield from differences(first.get(key, NOTHING), second.get(key, NOTHING), (*path, key))
    elif isinstance(first, list):
        for at in range(max(len(first), len(second))):
            one = first[at] if at < len(first) else NOTHING
            yield from differences(one, second[at] if at < len(second) else NOTHING, (*path, at))
    elif first != second:
        yield path, first, second
