"""`pekppp validate`: everything that is wrong with submissions, before anything is computed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pekppp_rules.cli.console import format_option, is_quiet, language_option, quiet_option
from pekppp_rules.cli.each_file import Told, tell_each
from pekppp_rules.cli.evaluate import (
    check_choice,
    chosen_date,
    lock_option,
    on_option,
    read_with_regulation,
    regulation_option,
)
from pekppp_rules.cli.files import chosen_files, files_argument, name_of
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.style import finished, styled
from pekppp_rules.errors import Language, PekpppError, Problem

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation

VALIDATED_FORMAT = 1
"""Version of the JSON that the command prints."""


@click.command("validate", cls=Verb, short_help="Periksa pengajuan. / Check submissions.")
@files_argument
@regulation_option
@on_option
@lock_option
@click.option(
    "--draft",
    is_flag=True,
    help="Berkas belum lengkap: yang belum ada bukan masalah. / The file is half-filled: what is missing is no problem.",
)
@format_option
@language_option
@quiet_option
def validate_command(
    files: tuple[Path, ...],
    name: str | None,
    on: datetime | None,
    lock: Path | None,
    draft: bool,
    output_format: str,
    lang: Language,
) -> int:
    """Periksa pengajuan terhadap regulasinya tanpa menilainya; semua masalah tampil sekaligus, masing-masing dengan tempatnya.
    Berakhir 1 bila ada masalah.

    Check submissions against their regulation without evaluating them; every problem is shown at once, each with its place. Ends
    with 1 where there is any.

    \b
    pekppp validate unit.yaml
    pekppp validate unit/*.yaml --quiet
    pekppp validate setengah_jadi.yaml --draft
    cat unit.json | pekppp validate - --format json
    """
    chosen = chosen_files(files, lang)
    day = chosen_date(name, on, lang)
    check_choice(name, lock)

    def told(file: Path) -> Told:
        regulation: Regulation | None = None
        problems: tuple[Problem, ...] = ()
        try:
            regulation, submission = read_with_regulation(file, name, day, lock, lang=lang)
            regulation.evaluate(submission, draft=True) if draft else regulation.evaluate(submission)
        except PekpppError as error:
            problems = error.problems
        if output_format == "json":
            return Told(_document(file, regulation, problems, lang), is_failed=bool(problems))
        return Told(_text(file, regulation, problems, lang), is_failed=bool(problems), names_file=True)

    return tell_each(chosen, told, output_format, lang)


def _document(
    file: Path, regulation: Regulation | None, problems: tuple[Problem, ...], lang: Language
) -> dict[str, Any]:
    named = regulation and {"id": regulation.id, "version": regulation.version, "digest": regulation.digest}
    return {
        "format": VALIDATED_FORMAT,
        "file": name_of(file),
        "regulation": named,
        "is_valid": not problems,
        "problems": [problem.data(lang) for problem in problems],
    }


def _text(file: Path, regulation: Regulation | None, problems: tuple[Problem, ...], lang: Language) -> str:
    if problems:
        words = {"id": f"{len(problems)} masalah", "en": f"{len(problems)} problem(s)"}[lang]
        lines = [*(problem.line(lang) for problem in problems), styled(f"{name_of(file)}: {words}.", "error")]
        return finished(lines) + "\n"
    if is_quiet() or regulation is None:
        return ""
    words = {"id": "tidak ada masalah menurut", "en": "no problem under"}[lang]
    return finished([styled(f"{name_of(file)}: {words} {regulation.id} {regulation.version}.", "good")]) + "\n"
