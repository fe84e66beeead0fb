"""`pekppp migrate`: the answers of one regulation version as a draft under another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pekppp_rules.cli.completion import regulation_ids
from pekppp_rules.cli.console import done, emit, format_option, json_text, language_option, quiet_option, width
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.layout import wrap
from pekppp_rules.cli.style import all_styled, styled
from pekppp_rules.errors import Language
from pekppp_rules.reading import write_output

if TYPE_CHECKING:
    from pekppp_rules.comparing import MigratedAnswer, Migration
    from pekppp_rules.comparing.same_question import Reason

MIGRATION_FORMAT = 1
"""Version of the JSON that the command prints."""


@click.command("migrate", cls=Verb, short_help="Bawa jawaban ke versi lain. / Carry answers to another version.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "after",
    required=True,
    metavar="ID|FOLDER",
    shell_complete=regulation_ids,
    help="Versi tujuan. / The version to carry to.",
)
@click.option(
    "--from",
    "before",
    metavar="ID|FOLDER",
    help="Versi asal; biasanya yang disebut berkas. / The version it is of; the one the file names unless said otherwise.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Berkas pengajuan baru, .yaml, .json, atau .xlsx; ditulis utuh atau tidak sama sekali. "
    "/ The new submission, .yaml, .json or .xlsx; written whole or not at all.",
)
@format_option
@language_option
@quiet_option
def migrate_command(
    file: Path, after: str, before: str | None, output: Path, output_format: str, lang: Language
) -> None:
    """Bawa jawaban ke versi regulasi lain; yang tidak bersesuaian persis tidak ditebak, tetapi didaftar.

    Carry answers to another regulation version; what does not correspond exactly is not guessed, but listed.

    \b
    pekppp migrate unit_2022.yaml --to permenpanrb_4_2023 -o unit_2023.yaml
    pekppp evaluate unit_2023.yaml --draft
    """
    from pekppp_rules.catalogue import load
    from pekppp_rules.cli.evaluate import read_with_regulation, warn_of_withdrawal
    from pekppp_rules.cli.submission_file import submission_content
    from pekppp_rules.cli.usage import refuse_overwriting
    from pekppp_rules.comparing import migrate

    refuse_overwriting(file, output, lang)
    regulation, submission = read_with_regulation(file, before, lang=lang)
    target = load(after)
    warn_of_withdrawal(target, lang)
    migration = migrate(submission, regulation, target)
    write_output(output, submission_content(migration.submission, target, output, lang))
    if output_format == "json":
        emit(json_text({"format": MIGRATION_FORMAT, "submission": str(output), **migration.data(lang)}))
        return
    done(_lines(migration, output, after, lang, width()))


_WORDS: dict[str, tuple[str, str]] = {
    "written": ("{path}: pengajuan menurut {citation} ({id})", "{path}: a submission under {citation} ({id})"),
    "carried": ("Dibawa", "Carried"),
    "unanswered": ("Belum dijawab dalam versi baru", "Unanswered in the new version"),
    "dropped": ("Tidak dibawa", "Not carried"),
    "next": ("Lengkapi yang belum dijawab, lalu", "Fill in what is unanswered, then"),
}


def _lines(migration: Migration, output: Path, name: str, lang: Language, columns: int) -> Iterator[str]:
    after = migration.after
    told = _WORDS["written"][lang == "en"].format(path=output, citation=after.citation, id=after.id)
    yield from all_styled(wrap(told, columns, subsequent_indent="  "), "good")
    for which in ("carried", "unanswered", "dropped"):
        answers: tuple[MigratedAnswer, ...] = getattr(migration, which)
        yield styled(f"{_WORDS[which][lang == 'en']}: {len(answers)}", "heading")
        yield from _grouped(answers, lang, columns)
    if migration.unanswered:
        # The file names the id alone, which says neither a folder nor a version.
        where = "" if name == after.id else f" --regulation {name}"
        told = f"{_WORDS['next'][lang == 'en']}: pekppp evaluate {output} --draft{where}"
        yield from wrap(told, columns, subsequent_indent="  ")


def _grouped(answers: Iterable[MigratedAnswer], lang: Language, columns: int) -> Iterator[str]:
    """A line for each form and reason, with the codes."""
    from pekppp_rules.comparing.same_question import REASONS

    groups: dict[tuple[str, str, Reason | None], list[str]] = {}
    for one in answers:
        groups.setdefault((one.form, one.part, one.reason), []).append(one.code)
    for (form, part, reason), codes in groups.items():
        where = form if part == "answers" else f"{form} {part}"
        why = f" ({REASONS[reason](lang)})" if reason is not None else ""
        yield from wrap(f"  {where}{why}: {', '.join(codes)}", columns, subsequent_indent="    ")
