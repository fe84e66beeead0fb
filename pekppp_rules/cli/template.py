"""`pekppp template`: the workbook that officials fill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pekppp_rules.cli.console import done, emit, format_option, json_text, language_option, quiet_option
from pekppp_rules.cli.help import Verb
from pekppp_rules.errors import Language
from pekppp_rules.reading import write_output

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation
    from pekppp_rules.submission import Submission

TEMPLATE_FORMAT = 1
"""Version of the JSON that the command prints."""


@click.command("template", cls=Verb, short_help="Buku kerja untuk diisi. / A workbook to fill in.")
@click.option(
    "--regulation",
    "name",
    metavar="ID|FOLDER",
    help="Regulasi yang formulirnya dibuat. / The regulation whose forms are made.",
)
@click.option("--mode", help="Varian menurut unit.mode, misalnya luring. / The variant by unit.mode, such as luring.")
@click.option("--scheme", help="Varian menurut period.scheme. / The variant by period.scheme.")
@click.option("--stage", help="Varian menurut period.stage. / The variant by period.stage.")
@click.option(
    "--evaluators",
    type=int,
    default=1,
    show_default=True,
    metavar="N",
    help="Lembar sebanyak evaluator. / A sheet for each evaluator.",
)
@click.option(
    "--respondents",
    type=int,
    default=100,
    show_default=True,
    metavar="N",
    help="Baris untuk responden survei. / Rows for respondents of a survey.",
)
@click.option(
    "--survey",
    type=click.Choice(["responses", "totals", "means"]),
    default="responses",
    show_default=True,
    help="Cara mengisi survei: satu baris per responden, jumlah, atau rata-rata. "
    "/ How a survey is entered: a row for each respondent, sums, or means.",
)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Isi dengan pengajuan yang sudah ada, lengkap atau belum. / Fill it with a submission, finished or not.",
)
@click.option(
    "--without-result",
    is_flag=True,
    help="Tanpa lembar hasil dan hitungan. / Without the sheets of result and calculation.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Berkas .xlsx; ditulis utuh atau tidak sama sekali. / The .xlsx file; written whole or not at all.",
)
@format_option
@language_option
@quiet_option
def template_command(
    name: str | None,
    mode: str | None,
    scheme: str | None,
    stage: str | None,
    evaluators: int,
    respondents: int,
    survey: Literal["responses", "totals", "means"],
    source: Path | None,
    without_result: bool,
    output: Path,
    output_format: str,
    lang: Language,
) -> None:
    """Buat buku kerja Excel: unit, formulir, bukti, dan hasil yang dihitung sambil diisi; nilai dengan pekppp evaluate.

    Make an Excel workbook: unit, forms, evidence, and a result that follows what is typed; score it by pekppp evaluate.

    \b
    pekppp template --regulation permenpanrb_29_2022 --mode luring -o unit.xlsx
    pekppp template --from unit.yaml -o unit.xlsx
    """
    from pekppp_rules.cli.usage import WrongUsageError, refuse_overwriting

    if output.suffix.lower() != ".xlsx":
        told = {"id": "-o harus berakhir dengan .xlsx", "en": "-o must end in .xlsx"}
        raise WrongUsageError(told[lang])
    if source is not None:
        refuse_overwriting(source, output, lang)
    regulation, submission = _chosen(name, source, lang)
    content = regulation.template(
        mode=mode,
        scheme=scheme,
        stage=stage,
        evaluators=evaluators,
        respondents=respondents,
        survey=survey,
        submission=submission,
        with_result=not without_result,
        lang=lang,
    )
    write_output(output, content)
    if output_format == "json":
        made = {"format": TEMPLATE_FORMAT, "workbook": str(output), "regulation": regulation.id}
        emit(json_text({**made, "version": regulation.version, "digest": regulation.digest}))
        return
    words = {
        "id": f"{output}: formulir {regulation.citation} ({regulation.id} {regulation.version})",
        "en": f"{output}: the forms of {regulation.citation} ({regulation.id} {regulation.version})",
    }
    then = {"id": "Setelah diisi", "en": "Once filled in"}
    done([words[lang], f"{then[lang]}: pekppp evaluate {output}"])


def _chosen(name: str | None, source: Path | None, lang: Language) -> tuple[Regulation, Submission | None]:
    """Return the regulation, and what the workbook is filled with."""
    from pekppp_rules.catalogue import load, regulations
    from pekppp_rules.cli.evaluate import read_with_regulation, warn_of_withdrawal
    from pekppp_rules.cli.usage import WrongUsageError

    if source is not None:
        return read_with_regulation(source, name, lang=lang)
    if name is None:
        known = sorted({one.id for one in regulations()})
        if len(known) != 1:
            told = {"id": "sebutkan --regulation; yang ada", "en": "give --regulation; there are"}
            raise WrongUsageError(f"{told[lang]}: {', '.join(known)}")
        [name] = known
    regulation = load(name)
    warn_of_withdrawal(regulation, lang)
    return regulation, None
