"""Working copies of packages: read once while their files, and those of what they extend, stay the same."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from pekppp_rules.errors import PekpppError
from pekppp_rules.reading import read_content, read_document
from pekppp_rules.regulation.discovery import Folders
from pekppp_rules.regulation.load import DEEPEST, base_folder, load_folder
from pekppp_rules.regulation.model import Package
from pekppp_rules.regulation.model.identity import EXTENDS
from pekppp_rules.regulation.package_files import home_of, yaml_files
from pekppp_rules.regulation.versions import WORKING_COPY

Stamp = tuple[str, int, int]
"""What tells one state of a file from the next: its name, size and time."""


def working_copy(folder: Path, folders: Folders = ()) -> Package:
    """Return the package that the YAML in `folder` writes; what it extends is looked for in `folders` as well.

    Raises PackageError or InputFileError with everything that is wrong.
    """
    searched = tuple(os.fspath(Path(one).absolute()) for one in folders)
    return _loaded(folder.absolute(), searched, _stamp(folder.absolute(), searched), display_name(folder))


def display_name(folder: Path) -> str:
    """Return the folder as a reader would type it: relative to the working directory where it lies inside."""
    resolved, here = folder.resolve(), Path.cwd().resolve()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else str(folder)


def stamp_of(file: Path) -> Stamp:
    """Return the state of a file, or of none where it cannot be looked at."""
    try:
        state = file.stat()
    except OSError:
        return str(file), -1, -1
    return str(file), state.st_size, state.st_mtime_ns


@lru_cache(maxsize=32)
def _loaded(folder: Path, searched: tuple[str, ...], stamp: tuple[Stamp, ...], shown_as: str) -> Package:
    del stamp
    return load_folder(folder, shown_as, searched)


def _stamp(folder: Path, searched: tuple[str, ...]) -> tuple[Stamp, ...]:
    """Return the stamp of a package's files, and of the working copies that it extends."""
    stamp: list[Stamp] = []
    chain: list[Path] = []
    following: Path | None = folder
    while following is not None and following not in chain and len(chain) <= DEEPEST:
        chain.append(following)
        stamp += map(stamp_of, yaml_files(following))
        following = _extended(following, searched)
    return tuple(stamp)


def _extended(folder: Path, searched: tuple[str, ...]) -> Path | None:
    """Return the folder of the working copy that a package extends; None where it extends none that is there."""
    try:
        path, home = folder / "regulation.yaml", home_of(folder)
        if b"extends" not in read_content(path, str(path), home=home):
            return None
        data = read_document(path, home=home).data
        extends = data.get("extends") if isinstance(data, dict) else None
        if not isinstance(extends, str) or re.fullmatch(EXTENDS, extends) is None:
            return None
        name, _, version = extends.partition("@")
        return base_folder(name, folder, searched) if version.endswith(WORKING_COPY) else None
    except PekpppError:
        return None
