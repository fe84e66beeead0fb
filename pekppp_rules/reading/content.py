"""The bytes of one file, within bounds. A file that belongs to a folder is a plain one, and lies in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from pekppp_rules.errors import InputFileError, Place, Problem, system_reason
from pekppp_rules.reading.limits import MOST_MEGABYTES


def read_content(path: Path, shown: str, *, most_megabytes: int = MOST_MEGABYTES, home: Path | None = None) -> bytes:
    """Return what a file holds, at most so many megabytes, whatever the path claims its size to be.

    With `home`, the file must be a regular one that lies in this folder once links are followed: a pipe would be waited for, a
    device may never end, and a link could show a stranger's package any file of the machine.

    Raises InputFileError: not found (PKP-001), a folder (PKP-002), not to be opened (PKP-003), too large (PKP-004), no
    regular file (PKP-017), outside `home` (PKP-018).
    """
    limit = most_megabytes * 1_000_000
    place = Place(file=shown)
    try:
        if home is not None:
            _refuse_a_stranger_s_trick(path, home, limit, place)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except InputFileError:
        raise
    except FileNotFoundError as error:
        raise InputFileError(Problem("PKP-001", place)) from error
    except (OSError, ValueError) as error:
        if isinstance(error, IsADirectoryError) or is_folder(path):
            raise InputFileError(Problem("PKP-002", place)) from error
        raise InputFileError(Problem("PKP-003", place, {"reason": system_reason(error)})) from error
    if len(content) > limit:
        raise InputFileError(Problem("PKP-004", place, {"limit": most_megabytes}))
    return content


def read_stream(stream: BinaryIO, shown: str, *, most_megabytes: int = MOST_MEGABYTES) -> bytes:
    """Return what a stream holds to its end, within the bounds of a file. Raises InputFileError (PKP-003, PKP-004)."""
    limit = most_megabytes * 1_000_000
    try:
        content = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise InputFileError(Problem("PKP-003", Place(file=shown), {"reason": system_reason(error)})) from error
    if len(content) > limit:
        raise InputFileError(Problem("PKP-004", Place(file=shown), {"limit": most_megabytes}))
    return content


def _refuse_a_stranger_s_trick(path: Path, home: Path, limit: int, place: Place) -> None:
    """Look before opening: even to open a pipe or a device can hang, or do something."""
    state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(state.st_mode):
        raise InputFileError(Problem("PKP-017", place))
    if not real_path(path).is_relative_to(real_path(home)):
        raise InputFileError(Problem("PKP-018", place))
    if state.st_size > limit:
        raise InputFileError(Problem("PKP-004", place, {"limit": limit // 1_000_000}))


def real_path(path: Path) -> Path:
    """Return where a path leads once links are followed; a circle of links leads to itself."""
    return Path(os.path.realpath(path))


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder, whatever stands in it."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Return whether a path leads to a regular file, whatever stands in it."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
