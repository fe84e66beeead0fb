"""What every command shares: where output goes, how problems are shown, which exit status follows."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pekppp_rules.cli.layout import wrap
from pekppp_rules.errors import Language, Problem, printable
from pekppp_rules.reading import write_output

WITHDRAWN: dict[Language, str] = {"id": "ditarik", "en": "withdrawn"}

FAILED = 1
WRONG_USAGE = 2

if TYPE_CHECKING:
    from pekppp_rules.regulation.model import Moment

_Command = TypeVar("_Command", bound=Callable[..., Any])


def language_option(command: _Command) -> _Command:
    """Add `--lang id|en`."""
    choose = click.option(
        "--lang",
        type=click.Choice(["id", "en"]),
        default="id",
        show_default=True,
        help="Bahasa keluaran. / Output language.",
    )
    return choose(command)


def format_option(command: _Command) -> _Command:
    """Add `--format text|json`."""
    choose = click.option(
        "--format",
        "output_format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Bentuk keluaran; json mencetak satu dokumen saja. / Output format; json prints one document only.",
    )
    return choose(command)


def width() -> int:
    """Return the columns to fill: the terminal's, between 60 and 120, or 80 where there is none."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, 60), 120)


def wrapped(text: str, columns: int) -> str:
    """Return indented text with long lines continued further in."""
    lines: list[str] = []
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()) + 4)
        lines += wrap(line, columns, subsequent_indent=indent) or [""]
    return "\n".join(lines) + "\n"


def until_words(until: Moment | None, lang: Language) -> str:
    """Return the end of a validity in words: before a day, or on some day of a month or year that is all that is known."""
    if until is None:
        return ""
    if until.precision == "day":
        return {"id": f"sampai sebelum {until.on}", "en": f"until before {until.on}"}[lang]
    return {"id": f"sampai suatu hari di {until.on}", "en": f"until some day in {until.on}"}[lang]


def json_text(document: object) -> str:
    """Return a document as JSON text that any reader takes and any terminal shows.

    The texts in it arrive unchanged: what may not be printed is written as an escape. A half character, which only the
    name of a file can bring here, is no text and becomes a replacement character.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return "\n".join(line if line.isprintable() else "".join(map(_in_json, line)) for line in text.split("\n")) + "\n"


def _in_json(letter: str) -> str:
    if letter.isprintable():
        return letter
    if "\ud800" <= letter <= "\udfff":
        return printable(letter)
    units = letter.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def emit(text: str, output: Path | None = None) -> None:
    """Write text as UTF-8 to a file, whole or not at all, or to standard output; nothing unprintable passes here."""
    text = "\n".join(map(printable, text.split("\n")))
    if output is not None:
        write_output(output, text.encode("utf-8"))
        return
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    stream.write(text.encode("utf-8"))
    stream.flush()


def complain(line: str) -> None:
    """Write a line to standard error; nothing unprintable passes here."""
    click.echo(printable(line), err=True)


def report_problems(problems: Iterable[Problem], output_format: str, lang: Language) -> None:
    """Show problems: a JSON document on standard output, or a line each on standard error."""
    found = list(problems)
    if output_format == "json":
        emit(json_text({"problems": [problem.data(lang) for problem in found]}))
        return
    for problem in found:
        complain(problem.line(lang))
    told = {
        "id": f"{len(found)} masalah; tidak ada yang ditulis.",
        "en": f"{len(found)} problem(s); nothing was written.",
    }
    complain(told[lang])
