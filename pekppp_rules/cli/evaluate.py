"""`pekppp evaluate`: one submission, one result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pekppp_rules.cli.console import emit, format_option, json_text, language_option, width, wrapped
from pekppp_rules.cli.usage import WrongUsageError
from pekppp_rules.errors import Language, Problem, RegulationNotFoundError, SubmissionError, shown

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation
    from pekppp_rules.submission import Submission


@click.command("evaluate", short_help="Nilai satu pengajuan. / Evaluate one submission.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--regulation",
    "name",
    metavar="ID|FOLDER",
    help="Paket yang dipakai; harus sama dengan yang disebut berkas. / The package to use; must be the one the file names.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Sertakan seluruh perhitungan, dari atas ke bawah. / Add the whole derivation, top down.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Tulis ke berkas, utuh atau tidak sama sekali. / Write to a file, whole or not at all.",
)
@format_option
@language_option
def evaluate_command(
    file: Path, name: str | None, explain: bool, output: Path | None, output_format: str, lang: Language
) -> None:
    """Nilai satu pengajuan (YAML atau JSON): indeks, predikat, aspek, dan indikator yang paling menahan.

    Evaluate one submission: index, category, aspects, and the indicators that hold it back most.

    \b
    pekppp evaluate examples/disdukcapil_kota_contoh.yaml
    pekppp evaluate unit.yaml --format json -o hasil.json
    """
    if output is not None and output.exists() and file.exists() and output.samefile(file):
        words = {"id": "-o menunjuk berkas pengajuan itu sendiri", "en": "-o names the submission itself"}
        raise WrongUsageError(words[lang])
    regulation, submission = _read(file, name)
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


def _read(file: Path, name: str | None) -> tuple[Regulation, Submission]:
    """Read the submission and the regulation it names; `--regulation` may only confirm that name."""
    from pekppp_rules.api import load
    from pekppp_rules.submission import read_submission
    from pekppp_rules.submission.reader import unknown_regulation

    if name is None:
        submission = read_submission(file)
        try:
            return load(submission.regulation), submission
        except RegulationNotFoundError as error:
            raise unknown_regulation(submission, error.problems) from None
    regulation = load(name)
    submission = read_submission(file, package=regulation.package)
    if submission.regulation != regulation.id:
        place = submission.place(("regulation",))
        parameters = {"found": shown(submission.regulation), "expected": regulation.id}
        raise SubmissionError(Problem("PKP-213", place, parameters))
    return regulation, submission
