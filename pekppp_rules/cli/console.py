"""What every command shares: where output goes, how problems are shown, which exit status follows."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pekppp_rules.errors import Language, Problem
from pekppp_rules.reading import write_output

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
        lines += textwrap.wrap(line, columns, subsequent_indent=indent) or [""]
    return "\n".join(lines) + "\n"


def until_words(until: Moment | None, lang: Language) -> str:
    """Return the end of a validity in words: before a day, or on some day of a month or year that is all that is known."""
    if until is None:
        return ""
    if until.precision == "day":
        return {"id": f"sampai sebelum {until.on}", "en": f"until before {until.on}"}[lang]
    return {"id": f"sampai suatu hari di {until.on}", "en": f"until some day in {until.on}"}[lang]


def json_text(document: object) -> str:
    """Return a document as JSON text for people and programs."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def emit(text: str, output: Path | None = None) -> None:
    """Write text as UTF-8 to a file, whole or not at all, or to standard output."""
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


def report_problems(problems: Iterable[Problem], output_format: str, lang: Language) -> None:
    """Show problems: a JSON document on standard output, or a line each on standard error."""
    found = list(problems)
    if output_format == "json":
        emit(json_text({"problems": [problem.data(lang) for problem in found]}))
        return
    for problem in found:
        click.echo(problem.line(lang), err=True)
    told = {
        "id": f"{len(found)} masalah; tidak ada yang ditulis.",
        "en": f"{len(found)} problem(s); nothing was written.",
    }
    click.echo(told[lang], err=True)
