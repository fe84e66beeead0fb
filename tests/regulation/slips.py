"""One mistake in a sound package, and the one problem that must come of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """What to change in a sound package, and the one problem that must come of it."""

    package: str
    """The fixture that holds the package: `shipped`, `small` or `toy`."""
    code: str
    edits: tuple[tuple[str, str, str], ...]
    file: str
    marked: str
    """Text of the edited file around the place, which a `^` marks."""
    says: str
    """Part of the English message."""


def spoilt(slip, request):
    """Return the copy the slip is for, with its edits made."""
    copy = request.getfixturevalue(slip.package)
    for edit in slip.edits:
        copy.edit(*edit)
    return copy
