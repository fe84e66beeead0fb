"""Texts that a new package began with and nobody has written yet: no release may say them to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pekppp_rules.errors import Path as Steps
from pekppp_rules.errors import Problem, shown
from pekppp_rules.reading import Data
from pekppp_rules.regulation.package_files import home_of, read_files, yaml_files

_PLACEHOLDER = re.compile(r"(?:GANTI|REPLACE):")
"""How each text begins that `pekppp regulations new` writes for its author to replace."""


def placeholders(folder: Path, shown_as: str) -> list[Problem]:
    """Return each text of a package and of its cases that is still a placeholder (PKP-166), with its line.

    What a package inherits is not looked at: its base was released. Raises PackageError (PKP-019) when the files hold too much.
    """
    found: list[Problem] = []
    for files, name in ((folder, shown_as), (folder / "cases", f"{shown_as}/cases")):
        for document, _ in read_files(yaml_files(files), home_of(folder), name):
            if document is not None:
                found += [
                    Problem("PKP-166", document.place(path), {"text": shown(text)})
                    for path, text in _texts(document.data, ())
                    if _PLACEHOLDER.match(text)
                ]
    return found


def _texts(value: Data, path: Steps) -> Iterator[tuple[Steps, str]]:
    """Yield every text with its path; a file that was read is not deep."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for at, item in enumerate(value):
            yield from _texts(item, (*path, at))
