"""Walking through everything a package says."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel


def blocks(value: object) -> Iterator[BaseModel]:
    """Yield every model inside a value."""
    if isinstance(value, BaseModel):
        yield value
        value = tuple(getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for item in value:
            yield from blocks(item)
