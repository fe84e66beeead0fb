"""Where in plain data a validator's location lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pekppp_rules.errors import Path, shown


def path_in(data: Any, steps: Iterable[str | int]) -> Path:
    """Return the steps that lead through `data`, without those that only name a kind or a key that is not there."""
    path: list[str | int] = []
    value = data
    for step in steps:
        known = _known(value, step)
        if known is not None:
            value = value[known]
            path.append(known)
    return tuple(path)


def _known(value: object, step: str | int) -> str | int | None:
    """Return the step as the data have it: a location may tell a key as it can be shown."""
    if isinstance(value, Mapping):
        return step if step in value else next((key for key in value if shown(str(key)) == step), None)
    return step if isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value) else None
