"""`pekppp report`: the picture of an agency from the submissions of its units, or from a scored table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pekppp_rules.cli.console import emit, format_of, json_text, language_option, quiet_option, width
from pekppp_rules.cli.endings import WritingVerb
from pekppp_rules.cli.evaluate import check_choice, emit_report, read_with_regulation, regulation_option
from pekppp_rules.cli.files import chosen_files, files_argument
from pekppp_rules.cli.progress import with_progress
from pekppp_rules.cli.report_tables import Tables
from pekppp_rules.cli.usage import WrongUsageError, refuse_overwriting
from pekppp_rules.errors import Language, PekpppError, Problem, SubmissionError
from pekppp_rules.reporting.formats import BINARY_FORMATS, FORMATS, Format

if TYPE_CHECKING:
    from pekppp_rules.evaluation import Evaluation, UnitResult

ReportFormat = Literal["text", "json"] | Format
"""What `report` can write."""

_WORK: dict[Language, str] = {"id": "pengajuan", "en": "submissions"}


@click.command("report", cls=WritingVerb, short_help="Laporan instansi. / Agency report.")
@files_argument
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Pengajuan putaran sebelumnya, atau pola berkasnya; boleh diulang: tunjukkan perubahan dan asalnya. "
    "/ A submission of an earlier round, or a pattern; may be repeated: show what changed and where it comes from.",
)
@regulation_option
@click.option(
    "--agency",
    metavar="NAMA",
    help="Instansi tabel hasil pekppp table --report; tabel tidak menyebutnya. / The agency of a table made by "
    "pekppp table --report, which does not name it.",
)
@click.option("--year", type=int, help="Tahun tabel. / The year of the table.")
@click.option(
    "--scheme", metavar="KODE", help="Skema tabel, misalnya mandiri. / The scheme of the table, such as mandiri."
)
@click.option(
    "--stage", metavar="KODE", help="Tahap tabel, misalnya evaluasi. / The stage of the table, such as evaluasi."
)
@click.option("--unit-column", default="unit_id", show_default=True, help="Kolom unit. / The column of the unit.")
@click.option("--name-column", help="Kolom nama unit. / The column of the units' names.")
@click.option("--against-year", type=int, help="Tahun tabel --against. / The year of the table of --against.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Tulis ke berkas, utuh atau tidak sama sekali; wajib untuk pdf dan xlsx. "
    "/ Write to a file, whole or not at all; required for pdf and xlsx.",
)
@format_of(FORMATS)
@language_option
@quiet_option
def report_command(
    files: tuple[Path, ...],
    against: tuple[Path, ...],
    name: str | None,
    agency: str | None,
    year: int | None,
    scheme: str | None,
    stage: str | None,
    unit_column: str,
    name_column: str | None,
    against_year: int | None,
    output: Path | None,
    output_format: ReportFormat,
    lang: Language,
) -> None:
    """Laporan instansi dari pengajuan unit-unitnya: indeks instansi, peringkat, sebaran predikat, profil aspek, indikator yang
    paling menahan dan yang didapat bila diperbaiki, peta unit menurut indikator, temuan, dan perubahan. Putaran yang berbeda
    ditampilkan berdampingan, tidak dirata-ratakan. Tabel yang ditulis pekppp table --report boleh menggantikan pengajuan.

    Report on an agency from the submissions of its units: index, ranking, distribution of categories, aspect profile, the
    indicators that hold it back most and what mending them brings, units by indicator, findings, and what changed. Different
    rounds are shown side by side, never averaged. A table that pekppp table --report wrote may take the place of submissions.

    \b
    pekppp report unit/*.yaml
    pekppp report unit/*.yaml -o instansi.html
    pekppp report 2023/*.yaml --against "2022/*.yaml" --lang en
    pekppp report hasil.csv --agency "Kota Contoh" --year 2025
    """
    chosen, earlier = chosen_files(files, lang), chosen_files(against, lang)
    for file in [*chosen, *earlier]:
        refuse_overwriting(file, output, lang)
    if output_format in BINARY_FORMATS and output is None:
        told = {
            "id": f"--format {output_format} memerlukan -o OUT",
            "en": f"--format {output_format} needs -o OUT",
        }
        raise WrongUsageError(told[lang])
    check_choice(name, None)
    from pekppp_rules.agency import agency_picture

    described = Tables(agency, year, against_year, scheme, stage, unit_column, name_column)
    described.refuse_what_lacks(chosen, earlier, lang)
    submissions, tables = described.parted(chosen)
    earlier_submissions, earlier_tables = described.parted(earlier)
    evaluations = _evaluated([*submissions, *earlier_submissions], name, lang)
    scored = described.read(tables, earlier_tables, name, lang)
    now: list[UnitResult] = [*evaluations[: len(submissions)], *(unit for one in scored[: len(tables)] for unit in one)]
    before: list[UnitResult] = [
        *evaluations[len(submissions) :],
        *(unit for one in scored[len(tables) :] for unit in one),
    ]
    unscored = [unit for one in scored[: len(tables)] for unit in one.unscored]
    picture = agency_picture(now, against=before, unscored=unscored)
    if output_format == "json":
        emit(json_text(picture.data(lang)), output)
        return
    if output_format == "text":
        from pekppp_rules.cli.agency_screen import agency_screen
        from pekppp_rules.reporting.agency_assemble import agency_view

        emit(agency_screen(agency_view(picture, lang), lang, width()), output)
        return
    from pekppp_rules.reporting.agency import agency_report

    emit_report(agency_report(picture, format=output_format, lang=lang), output)


def _evaluated(files: Iterable[Path], name: str | None, lang: Language) -> list[Evaluation]:
    """Evaluate every file. Raises all problems of all files at once: a report on a part of the units would mislead."""
    evaluations: list[Evaluation] = []
    problems: list[Problem] = []
    for file in with_progress(list(files), _WORK, lang):
        try:
            regulation, submission = read_with_regulation(file, name, lang=lang)
            # The engines find the same; ours is the faster one, which shows with a thousand units.
            evaluations.append(regulation.evaluate(submission, engine="forward"))
        except PekpppError as error:
            problems += error.problems
    if problems:
        raise SubmissionError(problems)
    return evaluations
