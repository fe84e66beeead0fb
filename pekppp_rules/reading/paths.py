"""Where in plain data a validator's location lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pekppp_rules.errors import Path


def path_in(data: Any, steps: Iterable[str | int]) -> Path:
    """Return the steps that lead through `data`, without those that only name a kind or a key that is not there."""
    path: list[str | int] = []
    value = data
    for step in steps:
        if _leads_on(value, step):
            value = value[step]
            path.append(step)
    return tuple(path)


def _leads_on(value: object, step: str | int) -> bool:
    if isinstance(value, Mapping):
        return step in value
    return isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value)
