"""Where the data that ship with the library stand: under the package in a wheel, at the top of a checkout otherwise."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_folder(name: str) -> Path:
    """Return the folder `regulations` or `schemas`, wherever this installation keeps it."""
    inside = _PACKAGE / "bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
