"""Writing a result: whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pekppp_rules.errors import OutputFileError, PekpppError, Place, Problem, system_reason


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path` to write to, and rename it into place when the block ends well.

    For what is too large to hold; otherwise as `write_output`. Raises OutputFileError (PKP-013); nothing is left behind.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".pekppp-{secrets.token_hex(8)}{target.suffix}.tmp")
    try:
        mode = _mode(target)
        if mode is not None and not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
        _keep_names(target.parent)
    except PekpppError:
        raise
    except (OSError, ValueError) as error:
        raise OutputFileError(Problem("PKP-013", Place(file=str(path)), {"reason": system_reason(error)})) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_output(path: Path, content: bytes) -> None:
    """Write `content` to a temporary file beside `path` and rename it into place; both are on the disk before this returns.

    An existing file keeps its content until the moment of the rename, and its mode; a link keeps pointing where it did; a
    device or a pipe is written to as it is. Raises OutputFileError (PKP-013) when the folder is missing, read-only or
    full; nothing is left behind. A process that is killed leaves the old file or the new one, and may leave a file named
    `.pekppp-*.tmp` beside it.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(target)
        if mode is None or stat.S_ISREG(mode):
            _replace(target, content, mode)
        elif stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        else:
            with target.open("wb") as device:
                device.write(content)
    except (OSError, ValueError) as error:
        raise OutputFileError(Problem("PKP-013", Place(file=str(path)), {"reason": system_reason(error)})) from error


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, content: bytes, mode: int | None) -> None:
    temporary = target.with_name(f".pekppp-{secrets.token_hex(8)}.tmp")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _keep_names(target.parent)


def _keep_names(folder: Path) -> None:
    """Ask the system to keep the folder's new entry through a loss of power; not every system can be asked."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
