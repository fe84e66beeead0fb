"""Writing a result: whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from pekppp_rules.errors import OutputFileError, Place, Problem


def write_output(path: Path, content: bytes) -> None:
    """Write `content` to a temporary file beside `path` and rename it into place.

    An existing file keeps its content until the moment of the rename. Raises OutputFileError (PKP-013) when the folder
    is missing, read-only or full; nothing is left behind.
    """
    temporary: Path | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise OutputFileError(Problem("PKP-013", Place(file=str(path)), {"reason": reason})) from error
