"""A record as a file: its canonical bytes, and the document that such bytes write."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NoReturn

from rfc8785 import CanonicalizationError

from pekppp_rules.errors import Phrase, Place, Problem, RecordError
from pekppp_rules.reading import bounded_content
from pekppp_rules.regulation.digest import canonical_bytes

MOST_MEGABYTES = 64
MOST_VALUES = 2_000_000
"""The largest submission that a file can hold, its package and its result take less."""

Written = bytes | str | os.PathLike[str]
"""The bytes of a file, or its path."""

_NO_JSON = Phrase("bukan dokumen JSON", "it is no JSON document")
_NO_TEXT = Phrase("bukan teks UTF-8", "it is not UTF-8 text")
_TOO_DEEP = Phrase("bersarang terlalu dalam", "it is nested too deep")
_NO_NUMBER = Phrase("memuat bilangan yang bukan bilangan bulat", "it holds a number that is no integer")


class _FractionError(ValueError):
    """A number is no integer; a record writes it as text."""


def content_and_name(written: Written, most_megabytes: int = MOST_MEGABYTES) -> tuple[bytes, str | None]:
    """Return the bytes of a file and the name it has in messages; None where it has none. Raises InputFileError."""
    if not isinstance(written, bytes):
        return bounded_content(Path(written), os.fspath(written), most_megabytes), os.fspath(written)
    if len(written) > most_megabytes * 1_000_000:
        raise RecordError(Problem("PKP-004", Place(), {"limit": most_megabytes}))
    return written, None


def written_document(document: dict[str, Any]) -> bytes:
    """Return the canonical bytes of a record. Raises RecordError (PKP-602) when a number or text has none."""
    try:
        return canonical_bytes(document)
    except CanonicalizationError:
        raise RecordError(Problem("PKP-602", Place(), {"detail": _NO_NUMBER})) from None


def read_document_of(content: bytes, name: str | None = None) -> Any:
    """Return what the bytes of a record say.

    Raises RecordError when they are no JSON (PKP-602), hold too many values (PKP-015), or are not the canonical bytes of what
    they say (PKP-603): a key twice, a space too many, another order of keys, another way to write a number or a text.
    """
    if content.count(b",") + content.count(b"[") + content.count(b"{") > MOST_VALUES:
        raise RecordError(Problem("PKP-015", Place(file=name), {"limit": MOST_VALUES}))
    try:
        document = json.loads(content.decode("utf-8"), parse_float=_no_integer, parse_constant=_no_integer)
        canonical = canonical_bytes(document)
    except UnicodeDecodeError:
        raise _damaged(_NO_TEXT, name) from None
    except RecursionError:
        raise _damaged(_TOO_DEEP, name) from None
    except (_FractionError, CanonicalizationError):
        raise _damaged(_NO_NUMBER, name) from None
    except ValueError:
        raise _damaged(_NO_JSON, name) from None
    if canonical != content:
        pairs = zip(canonical, content, strict=False)
        at = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(canonical), len(content)))
        raise RecordError(Problem("PKP-603", Place(file=name), {"at": at + 1}))
    return document


def _no_integer(_: str) -> NoReturn:
    raise _FractionError


def _damaged(detail: Phrase, name: str | None) -> RecordError:
    return RecordError(Problem("PKP-602", Place(file=name), {"detail": detail}))
