"""The files that a command is given: several, patterns, or standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pekppp_rules.cli.console import complain, is_quiet
from pekppp_rules.cli.style import is_terminal
from pekppp_rules.cli.usage import WrongUsageError
from pekppp_rules.errors import InputFileError, Language, Phrase, Place, Problem
from pekppp_rules.reading import document_of, read_stream

if TYPE_CHECKING:
    from pekppp_rules.regulation import Package
    from pekppp_rules.submission import Submission

STANDARD_INPUT = Path("-")
INPUT_NAME = "<stdin>"
"""How places in standard input are named."""

_INPUT = "pekppp_rules.standard_input"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def files_argument(command: _Command) -> _Command:
    """Add `FILE...`: at least one, which the command expands with `chosen_files`."""
    choose = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
    return choose(command)


def chosen_files(given: Iterable[Path], lang: Language) -> list[Path]:
    """Return the files that are meant, each once, in the order given; a pattern is its files by name.

    Shells on Windows hand patterns over as they are typed. A file whose name only looks like a pattern is that file.
    Raises InputFileError (PKP-001) for a pattern without files, and WrongUsageError where standard input stands among others.
    """
    found: dict[Path, None] = {}
    for path in given:
        found.update(dict.fromkeys(_expanded(path)))
    if STANDARD_INPUT in found and len(found) > 1:
        words = {
            "id": "- (masukan standar) tidak dapat disebut bersama berkas lain",
            "en": "- (standard input) cannot be given together with files",
        }
        raise WrongUsageError(words[lang])
    return list(found)


def _expanded(path: Path) -> list[Path]:
    text = str(path)
    if not glob.has_magic(text) or os.path.lexists(path):
        return [path]
    names = glob.glob(text, recursive=True)  # noqa: PTH207 - pathlib would match hidden files too, which no shell does
    matching = sorted(Path(name) for name in names if Path(name).is_file())
    if not matching:
        raise InputFileError(Problem("PKP-001", Place(file=text)))
    return matching


def name_of(path: Path) -> str:
    """Return how a file is named to its user."""
    return INPUT_NAME if path == STANDARD_INPUT else str(path)


def read_given(path: Path, *, package: Package | None = None, lang: Language) -> Submission:
    """Read a submission from a file, or from standard input for `-`; raises what `read_submission` does."""
    from pekppp_rules.submission import read_submission
    from pekppp_rules.submission.reader import submission_in

    if path != STANDARD_INPUT:
        return read_submission(path, package=package)
    content = standard_input(lang)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):  # a zip file, as workbooks are, or an old Office file
        from pekppp_rules.submission.sheets import read_workbook

        return submission_in(read_workbook(content, INPUT_NAME), package=package)
    return submission_in(document_of(content, INPUT_NAME), package=package)


def standard_input(lang: Language) -> bytes:
    """Return what standard input holds; it is read once, however often it is asked for."""
    kept = click.get_current_context().meta
    if _INPUT not in kept:
        if is_terminal(sys.stdin) and not is_quiet():
            end = "Ctrl+Z, Enter" if os.name == "nt" else "Ctrl+D"
            words = {
                "id": f"menunggu masukan standar; akhiri dengan {end}",
                "en": f"waiting for standard input; end it with {end}",
            }
            complain(words[lang], "aside")
        stream = getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise InputFileError(
                Problem(
                    "PKP-003", Place(file=INPUT_NAME), {"reason": Phrase("salurannya tertutup", "the stream is closed")}
                )
            )
        kept[_INPUT] = read_stream(stream, INPUT_NAME)
    content: bytes = kept[_INPUT]
    return content
