"""`pekppp evaluate`: a submission, a result; and how every command finds the regulation of a submission."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pekppp_rules.cli.completion import regulation_ids
from pekppp_rules.cli.console import (
    WITHDRAWN,
    emit,
    is_quiet,
    language_option,
    quiet_option,
    warn,
    width,
    wrapped,
)
from pekppp_rules.cli.each_file import Told, tell_each
from pekppp_rules.cli.endings import WritingVerb
from pekppp_rules.cli.files import chosen_files, files_argument, name_of, read_given
from pekppp_rules.cli.style import finished
from pekppp_rules.cli.usage import WrongUsageError, refuse_overwriting
from pekppp_rules.errors import (
    Language,
    MinutesError,
    Place,
    Problem,
    RegulationNotFoundError,
    SubmissionError,
    one_line,
    shown,
)
from pekppp_rules.evaluation.wording import decimal_words
from pekppp_rules.reading import write_output
from pekppp_rules.reporting.formats import BINARY_FORMATS, FORMATS, Format

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation
    from pekppp_rules.evaluation import Evaluation
    from pekppp_rules.evaluation.draft import Draft
    from pekppp_rules.submission import Submission

OutputFormat = Literal["text", "json", "docx"] | Format
"""What `evaluate` can write."""

_WARNING: dict[Language, str] = {"id": "peringatan", "en": "warning"}

_LOADED = "pekppp_rules.loaded"
"""Where a command keeps the regulations it has loaded."""

regulation_option = click.option(
    "--regulation",
    "name",
    metavar="ID|FOLDER",
    shell_complete=regulation_ids,
    help="Paket yang dipakai; harus sama dengan yang disebut berkas. / The package to use; must be the one the file names.",
)
"""Adds `--regulation`."""

on_option = click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Pakai regulasi yang berlaku pada tanggal ini; harus sama dengan yang disebut berkas. "
    "/ Use the regulation in force on this date; must be the one the file names.",
)
"""Adds `--on`."""

lock_option = click.option(
    "--lock",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Tolak regulasi yang berbeda dari berkas kunci ini. / Refuse a regulation that differs from this lock file.",
)
"""Adds `--lock`."""


@click.command("evaluate", cls=WritingVerb, short_help="Nilai pengajuan. / Evaluate submissions.")
@files_argument
@regulation_option
@on_option
@lock_option
@click.option(
    "--explain",
    is_flag=True,
    help="Sertakan seluruh perhitungan, dari atas ke bawah. / Add the whole derivation, top down.",
)
@click.option(
    "--draft",
    is_flag=True,
    help="Berkas belum lengkap: tampilkan nilai terendah dan tertinggi yang mungkin, dan yang belum ada. "
    "/ The file is half-filled: show the lowest and highest it can come to, and what is missing.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Tulis ke berkas, utuh atau tidak sama sekali. / Write to a file, whole or not at all.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "docx", *FORMATS]),
    default="text",
    show_default=True,
    help="Bentuk keluaran; bila tidak disebut, menurut akhiran OUT. json mencetak satu dokumen saja, html, pdf dan xlsx laporan "
    "untuk dibaca, docx berita acara. / Output format; by the ending of OUT unless given. json prints one document only, html, pdf "
    "and xlsx are reports to read, docx the minutes.",
)
@language_option
@quiet_option
def evaluate_command(
    files: tuple[Path, ...],
    name: str | None,
    on: datetime | None,
    lock: Path | None,
    explain: bool,
    draft: bool,
    output: Path | None,
    output_format: OutputFormat,
    lang: Language,
) -> int:
    """Nilai pengajuan (YAML atau JSON; - untuk masukan standar): indeks, predikat, aspek, dan indikator yang paling menahan.
    Dengan --quiet: satu baris tiap berkas.

    Evaluate submissions (YAML or JSON; - for standard input): index, category, aspects, and the indicators that hold it back
    most. With --quiet: one line a file.

    \b
    pekppp evaluate unit.yaml
    pekppp evaluate unit.yaml -o hasil.json
    pekppp evaluate unit.yaml --explain --lang en
    pekppp evaluate setengah_jadi.yaml --draft
    pekppp evaluate unit.yaml -o laporan.html
    pekppp evaluate unit/*.yaml --quiet
    """
    chosen = chosen_files(files, lang)
    for file in chosen:
        refuse_overwriting(file, output, lang)
    if len(chosen) > 1 and output_format in FORMATS:
        one = {
            "id": f"--format {output_format} adalah laporan satu unit; untuk beberapa unit pakai pekppp report",
            "en": f"--format {output_format} is the report of one unit; for several, use pekppp report",
        }
        raise WrongUsageError(one[lang])
    if len(chosen) > 1 and output_format == "docx":
        one = {
            "id": "--format docx adalah berita acara satu unit; panggil sekali untuk setiap berkas",
            "en": "--format docx is the minutes of one unit; call it once for each file",
        }
        raise WrongUsageError(one[lang])
    if output_format in {"docx", *BINARY_FORMATS} and output is None:
        needed = {
            "id": f"--format {output_format} memerlukan -o BERKAS",
            "en": f"--format {output_format} needs -o FILE",
        }
        raise WrongUsageError(needed[lang])
    if explain and (draft or output_format in {"docx", *FORMATS}):
        other = "--draft" if draft else f"--format {output_format}"
        both = {
            "id": f"{other} dan --explain tidak dapat dipakai bersama",
            "en": f"{other} and --explain exclude each other",
        }
        raise WrongUsageError(both[lang])
    if output_format == "docx" and draft:
        raise MinutesError(Problem("PKP-802", Place()))
    day = chosen_date(name, on, lang)
    check_choice(name, lock)
    is_json = output_format == "json"
    if output is not None and output_format == "docx":
        from pekppp_rules.cli.minutes import write_minutes

        regulation, submission = read_with_regulation(chosen[0], name, day, lock, lang=lang)
        write_minutes(regulation.evaluate(submission), output, "docx", lang)
        return 0
    if output_format != "text" and output_format != "json" and output_format != "docx":
        regulation, submission = read_with_regulation(chosen[0], name, day, lock, lang=lang)
        result: Evaluation | Draft
        result = regulation.evaluate(submission, draft=True) if draft else regulation.evaluate(submission)
        emit_report(result.report(format=output_format, lang=lang), output)
        return 0

    def said(file: Path) -> Told:
        regulation, submission = read_with_regulation(file, name, day, lock, lang=lang)
        if draft:
            bounds = regulation.evaluate(submission, draft=True)
            return Told(bounds.data(lang)) if is_json else _draft_text(bounds, file, lang)
        evaluation = regulation.evaluate(submission)
        return Told(_document(evaluation, explain, lang)) if is_json else _text(evaluation, file, explain, lang)

    return tell_each(chosen, said, output_format, lang, output)


def _document(evaluation: Evaluation, explain: bool, lang: Language) -> dict[str, object]:
    document = evaluation.data(lang)
    if explain:
        document["explanation"] = evaluation.explain().data()
    return document


def _text(evaluation: Evaluation, file: Path, explain: bool, lang: Language) -> Told:
    if is_quiet() and not explain:
        letter = evaluation.category.letter if evaluation.category is not None else "-"
        return _on_one_line(f"{decimal_words(evaluation.index.rounded, lang)}  {letter}", file)
    from pekppp_rules.cli.screen import evaluation_screen

    text = evaluation_screen(evaluation, lang, width())
    if explain:
        text += "\n" + wrapped(evaluation.explain().text(lang), width())
    return Told(text)


def _draft_text(bounds: Draft, file: Path, lang: Language) -> Told:
    if is_quiet():
        root = bounds.node(bounds.lower.root_id)
        values = dict.fromkeys(decimal_words(end.rounded, lang) for end in (root.lower, root.upper))
        letters = dict.fromkeys("-" if one is None else one.letter for one in bounds.categories)
        return _on_one_line(f"{'–'.join(values)}  {'–'.join(letters)}", file)
    from pekppp_rules.cli.draft_screen import draft_screen

    return Told(draft_screen(bounds, lang, width()))


def _on_one_line(result: str, file: Path) -> Told:
    return Told(finished([f"{result}  {name_of(file)}"]) + "\n", names_file=True)


def emit_report(report: str | bytes, output: Path | None) -> None:
    """Write a report: a text to standard output or a file, bytes to a file."""
    if isinstance(report, str):
        emit(report, output)
    elif output is not None:
        write_output(output, report)


def chosen_date(name: str | None, on: datetime | None, lang: Language) -> date | None:
    """Return the date of `--on`. Raises WrongUsageError where `--regulation` is given beside it."""
    if name is not None and on is not None:
        told = {"id": "sebutkan --regulation atau --on, salah satu saja", "en": "give either --regulation or --on"}
        raise WrongUsageError(told[lang])
    return on.date() if on is not None else None


def check_choice(name: str | None, lock: Path | None) -> None:
    """Raise what is wrong with `--regulation` or `--lock` themselves, before any file is looked at."""
    from pekppp_rules.catalogue import load
    from pekppp_rules.regulation.lock import read_lock

    if lock is not None:
        read_lock(lock)
    if name is not None:
        load(name, lock=lock)


def read_with_regulation(
    file: Path, name: str | None, on: date | None = None, lock: Path | None = None, *, lang: Language
) -> tuple[Regulation, Submission]:
    """Read the submission and the regulation it names; `--regulation` and `--on` may only confirm that name."""
    if name is None and on is None:
        submission = read_given(file, lang=lang)
        regulation = _named(submission, lock)
    else:
        regulation = _in_force(file, on, lock, lang) if on is not None else _loaded_once(name or "", lock)
        submission = read_given(file, package=regulation.package, lang=lang)
    if submission.regulation != regulation.id:
        place = submission.place(("regulation",))
        parameters = {"found": shown(submission.regulation), "expected": regulation.id}
        raise SubmissionError(Problem("PKP-213", place, parameters))
    warn_of_withdrawal(regulation, lang)
    for remark in submission.remarks(regulation.package):
        warn(f"{_WARNING[lang]}: {remark.line(lang)}")
    return regulation, submission


def warn_of_withdrawal(regulation: Regulation, lang: Language) -> None:
    """Say on standard error that a release was withdrawn, where it was."""
    if regulation.withdrawn is not None:
        warn(
            f"{_WARNING[lang]}: {regulation.id}@{regulation.version} {WITHDRAWN[lang]}: {one_line(regulation.withdrawn)}"
        )


def _named(submission: Submission, lock: Path | None = None) -> Regulation:
    """Load the regulation that a submission names."""
    from pekppp_rules.submission.reader import unknown_regulation

    try:
        return _loaded_once(submission.regulation, lock)
    except RegulationNotFoundError as error:
        raise unknown_regulation(submission, error.problems) from None


def _loaded_once(name: str, lock: Path | None) -> Regulation:
    """Load a regulation, or return what the same name gave for an earlier file of this command: finding it takes a millisecond."""
    from pekppp_rules.catalogue import load

    known: dict[tuple[str, Path | None], Regulation] = click.get_current_context().meta.setdefault(_LOADED, {})
    if (name, lock) not in known:
        known[name, lock] = load(name, lock=lock)
    return known[name, lock]


def _in_force(file: Path, on: date, lock: Path | None, lang: Language) -> Regulation:
    """Select by date. The regulation that the file names says which family and scope are meant; a date alone does not."""
    from pekppp_rules.catalogue import load, select

    named = _named(read_given(file, lang=lang)).package.regulation
    regulation = select(named.family, on=on, scope=named.scope)
    return load(f"{regulation.id}@{regulation.version}", lock=lock)
