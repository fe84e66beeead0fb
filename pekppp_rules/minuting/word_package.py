"""A Word file as the archive it is, written so that equal contents give equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TYPES = "[Content_Types].xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of `parts`: the list of types first, the rest by name, without times.

    Nothing is compressed, because how far it is depends on the library that does it, and a document of a few pages is small.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda name: (name != _TYPES, name)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return stream.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive that we made ourselves."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
