"""`pekppp improve`: the cheapest steps to a category."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from pekppp_rules.cli.console import FAILED, emit, format_option, json_text, language_option, width
from pekppp_rules.cli.evaluate import read_with_regulation, regulation_option
from pekppp_rules.cli.usage import WrongUsageError, refuse_overwriting
from pekppp_rules.errors import Language, shown


@click.command("improve", short_help="Langkah termurah ke suatu predikat. / Cheapest steps to a category.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "target", required=True, metavar="A", help="Predikat yang dituju. / The category aimed for.")
@click.option(
    "--fix", "fixed", multiple=True, metavar="KODE", help="Indikator yang tidak diubah. / Leave an indicator."
)
@click.option(
    "--cost",
    "costs",
    multiple=True,
    metavar="KODE=N",
    help="Biaya satu level suatu indikator; 1 bila tidak disebut. / Cost of one level of an indicator; 1 otherwise.",
)
@regulation_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Tulis ke berkas. / Write to a file."
)
@format_option
@language_option
def improve_command(
    file: Path,
    target: str,
    fixed: tuple[str, ...],
    costs: tuple[str, ...],
    name: str | None,
    output: Path | None,
    output_format: str,
    lang: Language,
) -> int:
    """Himpunan langkah termurah menuju suatu predikat; satu langkah menaikkan satu indikator satu level.

    The cheapest set of steps to a category; a step raises one indicator by one level.

    \b
    pekppp improve examples/disdukcapil_kota_contoh.yaml --to A
    pekppp improve unit.yaml --to A --fix 29.f.B --cost 15.c.K=3
    """
    refuse_overwriting(file, output, lang)
    prices = dict(_cost(text, lang) for text in costs)
    regulation, submission = read_with_regulation(file, name, lang=lang)
    found = regulation.improve(submission, target, costs=prices, fixed=fixed)
    if output_format == "json":
        emit(json_text(found.data(lang)), output)
    else:
        from pekppp_rules.cli.improve_screen import improve_screen

        emit(improve_screen(submission, found, lang, width()), output)
    return 0 if found.is_reached else FAILED


def _cost(text: str, lang: Language) -> tuple[str, Decimal]:
    code, _, number = text.partition("=")
    try:
        return code, Decimal(number)
    except InvalidOperation:
        told = {"id": "tulis --cost KODE=N, misalnya 15.c.K=3", "en": "write --cost CODE=N, such as 15.c.K=3"}
        raise WrongUsageError(f"{told[lang]}: {shown(text)}") from None
