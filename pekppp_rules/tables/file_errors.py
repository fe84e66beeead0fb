"""What the system and Polars say of a file, as errors of ours."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from pekppp_rules.errors import InputFileError, OutputFileError, Place, Problem, one_line, system_reason

_OF_SYSTEM = re.compile(r"\(os error ([0-9]+)\)")
"""How Polars ends what the system told it."""

_NO_ROOM = {getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS") if hasattr(errno, name)}
"""What a system says of writing and never of reading."""


@contextmanager
def opened_by_system(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into an InputFileError."""
    try:
        yield
    except FileNotFoundError:
        raise InputFileError(Problem("PKP-001", Place(file=str(path)))) from None
    except IsADirectoryError:
        raise InputFileError(Problem("PKP-002", Place(file=str(path)))) from None
    except OSError as error:
        raise InputFileError(Problem("PKP-003", Place(file=str(path)), {"reason": system_reason(error)})) from None


@contextmanager
def read_by_polars(path: Path) -> Iterator[None]:
    """Turn what Polars says of a file into an InputFileError."""
    try:
        yield
    except pl.exceptions.PolarsError as error:
        detail = one_line(str(error).strip().split("\n")[0])
        raise InputFileError(
            Problem("PKP-007", Place(file=str(path)), {"format": path.suffix[1:].upper(), "detail": detail})
        ) from None


@contextmanager
def written_by_polars(path: Path) -> Iterator[None]:
    """Turn what the system says of a file that Polars writes into an OutputFileError.

    Polars reads and writes in one go, and tells of a full disk as it tells of a malformed file.
    """
    try:
        yield
    except pl.exceptions.PolarsError as error:
        found = _OF_SYSTEM.search(str(error))
        number = int(found[1]) if found else 0
        if number not in _NO_ROOM:
            raise
        reason = system_reason(OSError(number, os.strerror(number)))
        raise OutputFileError(Problem("PKP-013", Place(file=str(path)), {"reason": reason})) from None
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise OutputFileError(Problem("PKP-013", Place(file=str(path)), {"reason": system_reason(error)})) from None
