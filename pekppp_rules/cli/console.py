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
from pekppp_rules.cli.style import Style, colours_on, finished, painted, split_paint
from pekppp_rules.errors import Language, Problem, printable
from pekppp_rules.reading import write_output

WITHDRAWN: dict[Language, str] = {"id": "ditarik", "en": "withdrawn"}

LANGUAGE_VARIABLE = "PEKPPP_LANG"
"""The environment variable with the language of who never wants to type `--lang`."""

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
        envvar=LANGUAGE_VARIABLE,
        show_default=True,
        help=f"Bahasa keluaran; juga {LANGUAGE_VARIABLE}. / Output language; {LANGUAGE_VARIABLE} too.",
    )
    return choose(command)


def format_option(command: _Command) -> _Command:
    """Add `--format text|json`."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Bentuk keluaran; json mencetak satu dokumen saja. / Output format; json prints one document only.",
    )(command)


def format_of(others: Iterable[str]) -> Callable[[_Command], _Command]:
    """Return what adds `--format text|json` and other formats to a `WritingVerb`."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(["text", "json", *others]),
        default="text",
        show_default=True,
        help="Bentuk keluaran; bila tidak disebut, menurut akhiran OUT. json mencetak satu dokumen saja. "
        "/ Output format; by the ending of OUT unless given. json prints one document only.",
    )


_QUIET = "pekppp_rules.quiet"
_WARNED = "pekppp_rules.warned"


def quiet_option(command: _Command) -> _Command:
    """Add `-q/--quiet`, which commands ask for with `is_quiet`."""

    def remember(context: click.Context, _: click.Parameter, value: bool) -> None:
        context.meta[_QUIET] = value

    choose = click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Tanpa peringatan, kemajuan, dan pesan berhasil; hasil dan masalah tetap tampil. "
        "/ No warnings, progress or messages of success; results and problems are still shown.",
    )
    return choose(command)


def is_quiet() -> bool:
    """Return whether the command that runs was asked to be quiet."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def width() -> int:
    """Return the columns to fill: the terminal's, between 40 and 120, or 80 where there is none."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, 40), 120)


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
    if output is not None:
        plain = (split_paint(line)[1] for line in text.split("\n"))
        write_output(output, "\n".join(map(printable, plain)).encode("utf-8"))
        return
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    text = "\n".join(map(_for_standard_output, text.split("\n")))
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    stream.write(text.encode("utf-8"))
    stream.flush()


def _for_standard_output(line: str) -> str:
    if not colours_on(sys.stdout):
        return printable(line)
    start, text, end = split_paint(line)
    return start + printable(text) + end


def complain(line: str, style: Style | None = None) -> None:
    """Write a line to standard error; nothing unprintable passes here but the colour of its kind."""
    clean = printable(line)
    click.echo(clean if style is None else painted(clean, style, sys.stderr), err=True)


def warn(line: str) -> None:
    """Write a warning to standard error: once in a command, however many files call for it, and never when asked to be quiet."""
    context = click.get_current_context(silent=True)
    told: set[str] = context.meta.setdefault(_WARNED, set()) if context is not None else set()
    if line not in told and not is_quiet():
        told.add(line)
        complain(line, "warning")


def done(lines: Iterable[str]) -> None:
    """Tell on standard output that something was done, and what: nothing when asked to be quiet."""
    if not is_quiet():
        emit(finished(lines) + "\n")


def complain_of(problem: Problem, lang: Language) -> None:
    """Write a problem to standard error on one line, its code in the colour of errors."""
    place, code = printable(str(problem.place)), painted(problem.code, "error", sys.stderr)
    told = f"{code}  {printable(problem.message(lang))}"
    click.echo(f"{place}  {told}" if place else told, err=True)


def report_problems(problems: Iterable[Problem], output_format: str, lang: Language) -> None:
    """Show problems: a JSON document on standard output, or a line each on standard error."""
    found = list(problems)
    if output_format == "json":
        emit(json_text({"problems": [problem.data(lang) for problem in found]}))
        return
    for problem in found:
        complain_of(problem, lang)
    told = {
        "id": f"{len(found)} masalah; tidak ada yang ditulis.",
        "en": f"{len(found)} problem(s); nothing was written.",
    }
    complain(told[lang], "error")
