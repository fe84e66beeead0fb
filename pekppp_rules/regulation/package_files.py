"""The files of a package: which there are, where they may lie, and how much they may hold altogether.

A package is data from a stranger. One file is bounded by the reader; here it is the sum of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pekppp_rules.errors import InputFileError, PackageError, Phrase, Place, Problem
from pekppp_rules.reading import Data, Document, is_file, is_folder, read_document, real_path
from pekppp_rules.reading.limits import MOST_MEGABYTES, MOST_VALUES

MOST_FILES = 1_000
"""Files of a package, and as many of cases; the largest that ships has thirty."""

_FILES = Phrase("berkas", "files")
_MEGABYTES = Phrase("MB", "MB")
_VALUES = Phrase("butir nilai", "values")


def has_regulation(folder: Path) -> bool:
    """Return whether a folder is that of a package: it has a regulation.yaml."""
    return is_file(folder / "regulation.yaml")


def home_of(folder: Path) -> Path:
    """Return the real folder that the files of a package lie in.

    An installer may fill a folder with links, each to the file of the same name in another one; that one is the home then.
    """
    first = real_path(folder / "regulation.yaml")
    return first.parent if first.name == "regulation.yaml" else real_path(folder)


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder by name, and none where it cannot be looked into."""
    if not is_folder(folder):
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in {".yaml", ".yml"})
    except OSError:
        return []


def read_files(paths: Iterable[Path], home: Path, shown: str) -> Iterator[tuple[Document | None, list[Problem]]]:
    """Yield each file with what is wrong with how it is written; None for one that cannot be read.

    Raises PackageError (PKP-019) when there are too many files, or too much in all of them together.
    """
    content = values = 0
    found: list[Problem] = []
    for number, path in enumerate(paths, start=1):
        size = _size(path)
        content += size
        if number > MOST_FILES:
            raise _too_much(shown, MOST_FILES, _FILES, found)
        if content > MOST_MEGABYTES * 1_000_000:
            raise _too_much(shown, MOST_MEGABYTES, _MEGABYTES, found)
        if values > MOST_VALUES:
            raise _too_much(shown, MOST_VALUES, _VALUES, found)
        try:
            document = read_document(path, name=f"{shown}/{path.name}", home=home)
        except InputFileError as error:
            values += size // 2  # as many as it can have had
            found += error.problems
            yield None, list(error.problems)
            continue
        values += _values_in(document.data)
        if values > MOST_VALUES:
            raise _too_much(shown, MOST_VALUES, _VALUES, found)
        yield document, []


def _size(path: Path) -> int:
    """Return the size of a file that will be read; one that is too large by itself is not."""
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    return size if size <= MOST_MEGABYTES * 1_000_000 else 0


def _values_in(data: Data) -> int:
    count, waiting = 0, [data]
    while waiting:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return count


def _too_much(shown: str, limit: int, what: Phrase, found: list[Problem]) -> PackageError:
    return PackageError([*found, Problem("PKP-019", Place(file=shown), {"limit": limit, "what": what})])
