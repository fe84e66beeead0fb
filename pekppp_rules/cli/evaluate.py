"""`pekppp evaluate`: one submission, one result."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pekppp_rules.cli.console import (
    WITHDRAWN,
    complain,
    emit,
    json_text,
    language_option,
    width,
    wrapped,
)
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
from pekppp_rules.reading import write_output
from pekppp_rules.reporting.formats import BINARY_FORMATS, FORMATS, Format

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation
    from pekppp_rules.evaluation import Evaluation
    from pekppp_rules.evaluation.draft import Draft
    from pekppp_rules.submission import Submission

OutputFormat = Literal["text", "json", "docx"] | Format
"""What `evaluate` can write."""

regulation_option = click.option(
    "--regulation",
    "name",
    metavar="ID|FOLDER",
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


@click.command("evaluate", short_help="Nilai satu pengajuan. / Evaluate one submission.")
@click.argument("file", type=click.Path(path_type=Path))
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
    help="Bentuk keluaran; json mencetak satu dokumen saja, html, pdf dan xlsx laporan untuk dibaca, docx berita acara. "
    "/ Output format; json prints one document only, html, pdf and xlsx are reports to read, docx the minutes.",
)
@language_option
def evaluate_command(
    file: Path,
    name: str | None,
    on: datetime | None,
    lock: Path | None,
    explain: bool,
    draft: bool,
    output: Path | None,
    output_format: OutputFormat,
    lang: Language,
) -> None:
    """Nilai satu pengajuan (YAML atau JSON): indeks, predikat, aspek, dan indikator yang paling menahan.

    Evaluate one submission: index, category, aspects, and the indicators that hold it back most.

    \b
    pekppp evaluate examples/disdukcapil_kota_contoh.yaml
    pekppp evaluate unit.yaml --format json -o hasil.json
    pekppp evaluate setengah_jadi.yaml --draft
    pekppp evaluate unit.yaml --format html -o laporan.html
    """
    refuse_overwriting(file, output, lang)
    if output_format in {"docx", *BINARY_FORMATS} and output is None:
        told = {"id": f"--format {output_format} memerlukan -o BERKAS", "en": f"--format {output_format} needs -o FILE"}
        raise WrongUsageError(told[lang])
    if explain and (draft or output_format in {"docx", *FORMATS}):
        other = "--draft" if draft else f"--format {output_format}"
        both = {
            "id": f"{other} dan --explain tidak dapat dipakai bersama",
            "en": f"{other} and --explain exclude each other",
        }
        raise WrongUsageError(both[lang])
    if output_format == "docx" and draft:
        raise MinutesError(Problem("PKP-802", Place()))
    regulation, submission = read_with_regulation(file, name, chosen_date(name, on, lang), lock, lang=lang)
    if output_format == "docx" and output is not None:
        from pekppp_rules.cli.minutes import write_minutes

        write_minutes(regulation.evaluate(submission), output, "docx", lang)
        return
    if output_format != "text" and output_format != "json" and output_format != "docx":
        result: Evaluation | Draft
        result = regulation.evaluate(submission, draft=True) if draft else regulation.evaluate(submission)
        _write_report(result.report(format=output_format, lang=lang), output)
        return
    if draft:
        bounds = regulation.evaluate(submission, draft=True)
        emit(json_text(bounds.data(lang)) if output_format == "json" else _draft_text(bounds, lang), output)
        return
    evaluation = regulation.evaluate(submission)
    if output_format == "json":
        document = evaluation.data(lang)
        if explain:
            document["explanation"] = evaluation.explain().data()
        emit(json_text(document), output)
        return
    from pekppp_rules.cli.screen import evaluation_screen

    text = evaluation_screen(evaluation, lang, width())
    if explain:
        text += "\n" + wrapped(evaluation.explain().text(lang), width())
    emit(text, output)


def _write_report(report: str | bytes, output: Path | None) -> None:
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


def _draft_text(bounds: Draft, lang: Language) -> str:
    from pekppp_rules.cli.draft_screen import draft_screen

    return draft_screen(bounds, lang, width())


def read_with_regulation(
    file: Path, name: str | None, on: date | None = None, lock: Path | None = None, *, lang: Language
) -> tuple[Regulation, Submission]:
    """Read the submission and the regulation it names; `--regulation` and `--on` may only confirm that name."""
    from pekppp_rules.api import load
    from pekppp_rules.submission import read_submission

    if name is None and on is None:
        submission = read_submission(file)
        regulation = _named(submission, lock)
    else:
        regulation = _in_force(file, on, lock) if on is not None else load(name or "", lock=lock)
        submission = read_submission(file, package=regulation.package)
    if submission.regulation != regulation.id:
        place = submission.place(("regulation",))
        parameters = {"found": shown(submission.regulation), "expected": regulation.id}
        raise SubmissionError(Problem("PKP-213", place, parameters))
    warn_of_withdrawal(regulation, lang)
    return regulation, submission


def warn_of_withdrawal(regulation: Regulation, lang: Language) -> None:
    """Say on standard error that a release was withdrawn, where it was."""
    if regulation.withdrawn is not None:
        told = {"id": "peringatan", "en": "warning"}[lang]
        complain(f"{told}: {regulation.id}@{regulation.version} {WITHDRAWN[lang]}: {one_line(regulation.withdrawn)}")


def _named(submission: Submission, lock: Path | None = None) -> Regulation:
    """Load the regulation that a submission names."""
    from pekppp_rules.api import load
    from pekppp_rules.submission.reader import unknown_regulation

    try:
        return load(submission.regulation, lock=lock)
    except RegulationNotFoundError as error:
        raise unknown_regulation(submission, error.problems) from None


def _in_force(file: Path, on: date, lock: Path | None) -> Regulation:
    """Select by date. The regulation that the file names says which family and scope are meant; a date alone does not."""
    from pekppp_rules.api import load, select
    from pekppp_rules.submission import read_submission

    named = _named(read_submission(file)).package.regulation
    regulation = select(named.family, on=on, scope=named.scope)
    return load(f"{regulation.id}@{regulation.version}", lock=lock)
