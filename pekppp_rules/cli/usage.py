"""Wrong usage of the command line, in the language asked for. The parser of commands itself speaks English only."""

from __future__ import annotations

import re
from pathlib import Path

import click

from pekppp_rules.cli.console import complain
from pekppp_rules.errors import Language, closest, shown

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)\Z", re.DOTALL)
_NO_COMMAND = re.compile(r"No such command '(.*)'\.\Z", re.DOTALL)
_NO_INTEGER = re.compile(r"'(.*)' is not a valid integer", re.DOTALL)
_NO_CHOICE = re.compile(r"(.*) is not one of ", re.DOTALL)


class WrongUsageError(click.UsageError):
    """Usage that a command itself refuses, in words that need no translation any more."""


def refuse_overwriting(file: Path, output: Path | None, lang: Language) -> None:
    """Raise WrongUsageError where the output would take the place of the submission: the input stays untouched."""
    if output is not None and output.exists() and file.exists() and output.samefile(file):
        words = {"id": "-o menunjuk berkas pengajuan itu sendiri", "en": "-o names the submission itself"}
        raise WrongUsageError(words[lang])


def refuse_replacing_key(key: Path, output: Path, lang: Language) -> None:
    """Raise WrongUsageError where the output would take the place of the key that signs it."""
    if output.exists() and key.exists() and output.samefile(key):
        words = {"id": "--sign dan -o menunjuk berkas yang sama", "en": "--sign and -o name the same file"}
        raise WrongUsageError(words[lang])


def show_usage_error(error: click.ClickException, lang: Language) -> None:
    """Write how the command is used, what is wrong, and where help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        pieces = " ".join(context.command.collect_usage_pieces(context))
        complain(f"{_in(lang, 'Pemakaian', 'Usage')}: {context.command_path} {pieces}")
    in_these_words = lang == "en" or isinstance(error, WrongUsageError)
    said = error.format_message() if in_these_words else _in_indonesian(error, context)
    complain(f"{_in(lang, 'Pemakaian salah', 'Wrong usage')}: {said}")
    if context is not None:
        complain(f"{_in(lang, 'Bantuan', 'Help')}: {context.command_path} --help")


def _in(lang: Language, indonesian: str, english: str) -> str:
    return indonesian if lang == "id" else english


def _in_indonesian(error: click.ClickException, context: click.Context | None) -> str:
    """Return what the parser found; a kind of mistake that has no words here stays as it was said, in brackets."""
    match error:
        case click.MissingParameter(param=click.Parameter() as parameter):
            hint = parameter.get_error_hint(context).replace("' / '", ", ").strip("'")
            kind = "opsi" if isinstance(parameter, click.Option) else "argumen"
            return f"{kind} {hint} wajib ada"
        case click.NoSuchOption():
            near = error.possibilities[0] if error.possibilities else None
            return f"opsi {shown(error.option_name)} tidak ada{_meant(near)}"
        case click.BadOptionUsage() if "not take a value" in error.message:
            return f"opsi {shown(error.option_name)} tidak menerima nilai"
        case click.BadOptionUsage():
            return f"opsi {shown(error.option_name)} memerlukan nilai"
        case click.BadParameter(param=click.Option(type=click.Choice() as choice) as option):
            known = ", ".join(map(str, choice.choices))
            found = _NO_CHOICE.match(error.message)
            given = shown(found.group(1).strip("'\"")) if found else "?"
            return f'nilai "{given}" untuk {option.opts[-1]} tidak termasuk pilihan: {known}'
        case click.BadParameter(param=click.Option(type=click.types.IntParamType()) as option):
            found = _NO_INTEGER.match(error.message)
            return f'nilai "{shown(found.group(1)) if found else "?"}" untuk {option.opts[-1]} bukan bilangan bulat'
    if found := _EXTRA.match(error.message):
        return f"argumen berlebih: {shown(found.group(1))}"
    if found := _NO_COMMAND.match(error.message):
        group = context.command if context is not None else None
        near = closest(found.group(1), group.commands) if isinstance(group, click.Group) else None
        return f'perintah "{shown(found.group(1))}" tidak ada{_meant(near)}'
    return f"perintah ini tidak dapat dijalankan ({shown(error.format_message())})"


def _meant(near: str | None) -> str:
    return f'; maksud Anda "{near}"?' if near else ""
