"""The zip file around a workbook: refused where it is something else, unpacked within bounds, part by part."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from pekppp_rules.errors import InputFileError, Parameter, Phrase, Place, Problem, shown

MOST_UNPACKED_MEGABYTES = 64
"""Of the parts that are read; other parts (pictures, styles) are never unpacked."""
MOST_PARTS = 2_000

_PIECE = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CENTRAL = b"PK\x01\x02"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)
"""What the zip reader raises for files that are none, or none that it takes."""

_ACTIVE = {
    "vbaproject": "PKP-032",
    "vbadata": "PKP-032",
    "macrosheets/": "PKP-032",
    "activex/": "PKP-032",
    "ctrlprops/": "PKP-032",
    "externallinks/": "PKP-034",
    "connections.xml": "PKP-034",
    "querytables/": "PKP-034",
    "embeddings/": "PKP-034",
}
"""Parts by which a workbook would run something or fetch something, by a piece of their lower-case name."""


class Container:
    """The parts of one workbook. Raises InputFileError with the file's name for whatever is no clean .xlsx."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._left = MOST_UNPACKED_MEGABYTES * 1_000_000
        if content.startswith(_OLE):
            kind = "password" if _ENCRYPTED in content else "old"
            raise self.refusal("PKP-030" if kind == "old" else "PKP-031")
        if not content:
            raise self.refusal("PKP-005")
        if content.count(_CENTRAL) > MOST_PARTS:
            raise self.damaged(Phrase("lebih dari 2.000 bagian", "more than 2,000 parts"))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = self._zip.infolist()
        except _DAMAGE as error:
            raise self.damaged(Phrase("bukan berkas zip", "no zip file")) from error
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            key = info.filename.lower().lstrip("/")
            if key in self._parts:
                raise self.damaged(Phrase(f"{shown(info.filename)} ada dua", f"{shown(info.filename)} is there twice"))
            self._parts[key] = info
        self._refuse_active()

    def _refuse_active(self) -> None:
        for key in self._parts:
            for piece, code in _ACTIVE.items():
                if piece in key:
                    raise self.refusal(code, part=shown(key.rpartition("/")[2] or key))

    def has(self, part: str) -> bool:
        """Return whether there is a part of that name; names differ by more than case."""
        return part.lower().lstrip("/") in self._parts

    def pieces(self, part: str) -> Iterator[bytes]:
        """Yield a part piece by piece, unpacked; what is unpacked counts, whatever the file says of itself."""
        info = self._parts.get(part.lower().lstrip("/"))
        if info is None:
            raise self.damaged(Phrase(f"{shown(part)} tidak ada", f"{shown(part)} is missing"))
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self.refusal("PKP-033", limit=MOST_UNPACKED_MEGABYTES)
                    yield piece
        except InputFileError:
            raise
        except _DAMAGE as error:
            raise self.damaged(
                Phrase(f"{shown(part)} tidak dapat dibuka", f"{shown(part)} cannot be unpacked")
            ) from error

    def damaged(self, detail: Phrase) -> InputFileError:
        """Return the error for a file that is no whole workbook."""
        return self.refusal("PKP-029", detail=detail)

    def refusal(self, code: str, **parameters: Parameter) -> InputFileError:
        """Return an error about the file as a whole."""
        return InputFileError(Problem(code, Place(file=self._name), parameters))
