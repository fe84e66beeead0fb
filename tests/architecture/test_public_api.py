"""What the library promises: names, signatures, and nothing heavy behind a typo."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import pekppp_rules as pekppp

SNAPSHOT = Path(__file__).parent / "public_api.txt"


def described() -> str:
    """Return every public name with its signature, one a line."""
    lines = []
    for name in sorted(pekppp.__all__):
        value = getattr(pekppp, name)
        if inspect.isclass(value):
            lines.append(f"class {name}")
            if issubclass(value, Exception):
                continue
            for member, inner in sorted(vars(value).items()):
                if member.startswith("_"):
                    continue
                if inspect.isfunction(inner):
                    lines.append(f"  {member}{inspect.signature(inner)}")
                elif isinstance(inner, property) or type(inner).__name__ == "cached_property":
                    lines.append(f"  {member}")
            fields = getattr(value, "model_fields", None) or getattr(value, "__dataclass_fields__", {})
            lines += [f"  .{field}" for field in fields]
        elif callable(value):
            lines.append(f"{name}{inspect.signature(value)}")
        else:
            lines.append(name)
    return "\n".join(lines) + "\n"


def test_the_public_signatures_are_as_recorded():
    """A change here is a change for every application: record it in CHANGELOG.md and in public_api.txt."""
    assert described() == SNAPSHOT.read_text("utf-8")


def test_everything_listed_can_be_imported_and_is_documented():
    for name in pekppp.__all__:
        value = getattr(pekppp, name)
        assert name == "__version__" or value.__doc__


def test_dir_lists_the_public_names():
    assert set(pekppp.__all__) == set(dir(pekppp))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'evaluat'"):
        _ = pekppp.evaluat
