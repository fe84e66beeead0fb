"""`pekppp improve`: the cheapest steps to a category."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click

from pekppp_rules.cli.console import format_of, language_option, quiet_option, width
from pekppp_rules.cli.each_file import Told, tell_each
from pekppp_rules.cli.endings import WritingVerb
from pekppp_rules.cli.evaluate import check_choice, lock_option, read_with_regulation, regulation_option
from pekppp_rules.cli.files import chosen_files, files_argument
from pekppp_rules.cli.usage import WrongUsageError, refuse_overwriting
from pekppp_rules.errors import Language, shown
from pekppp_rules.reading import to_exact
from pekppp_rules.reading.numbers import number_written


@click.command(
    "improve", cls=WritingVerb, short_help="Langkah termurah ke suatu predikat. / Cheapest steps to a category."
)
@files_argument
@click.option("--to", required=True, metavar="LETTER", help="Predikat yang dituju. / The category to reach.")
@click.option(
    "--fix",
    "fixed",
    multiple=True,
    metavar="CODE",
    help="Indikator yang tidak dapat dinaikkan; boleh diulang. / An indicator that cannot be raised; may be repeated.",
)
@click.option(
    "--cost",
    "costs",
    multiple=True,
    metavar="CODE=N",
    help="Biaya menaikkan satu level penuh; tanpa ini 1; boleh diulang. "
    "/ What raising one whole level costs; 1 without this; may be repeated.",
)
@regulation_option
@lock_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Tulis ke berkas. / Write to a file."
)
@format_of(())
@language_option
@quiet_option
def improve_command(
    files: tuple[Path, ...],
    to: str,
    fixed: tuple[str, ...],
    costs: tuple[str, ...],
    name: str | None,
    lock: Path | None,
    output: Path | None,
    output_format: str,
    lang: Language,
) -> int:
    """Langkah termurah ke suatu predikat: indikator mana yang dinaikkan, biayanya, dan hasilnya.

    The cheapest steps to a category: which indicators to raise, what that costs, and what comes of it.

    \b
    pekppp improve unit.yaml --to A
    pekppp improve unit.yaml --to A --fix 29.f.B --cost 15.c.K=3 --cost 18.c.K=1/2
    pekppp improve unit/*.yaml --to A -o langkah.json
    """
    chosen = chosen_files(files, lang)
    for file in chosen:
        refuse_overwriting(file, output, lang)
    prices = _costs(costs, lang)
    check_choice(name, lock)

    def told(file: Path) -> Told:
        regulation, submission = read_with_regulation(file, name, lock=lock, lang=lang)
        improvement = regulation.improve(submission, to, costs=prices, fixed=fixed)
        if output_format == "json":
            return Told(improvement.data(lang))
        from pekppp_rules.cli.improve_screen import improve_screen

        return Told(improve_screen(improvement, lang, width()))

    return tell_each(chosen, told, output_format, lang, output)


def _costs(given: Iterable[str], lang: Language) -> dict[str, int | Decimal | Fraction]:
    """Read `CODE=N`, where N is a decimal number or a ratio. Codes hold no equals sign."""
    found: dict[str, int | Decimal | Fraction] = {}
    for text in given:
        code, _, written = text.partition("=")
        number = _number(written)
        if not code or number is None:
            told = {
                "id": f"--cost {shown(text)}: tulis CODE=N, misalnya 1.a.Ak=2.5 atau 1.a.Ak=1/2",
                "en": f"--cost {shown(text)}: write CODE=N, such as 1.a.Ak=2.5 or 1.a.Ak=1/2",
            }
            raise WrongUsageError(told[lang])
        if code in found:
            twice = {
                "id": f"--cost {shown(code)} disebut dua kali; sisakan satu",
                "en": f"--cost {shown(code)} is given twice; keep one of them",
            }
            raise WrongUsageError(twice[lang])
        found[code] = number
    return found


def _number(text: str) -> int | Decimal | Fraction | None:
    number = number_written(text)
    if number is not None:
        return number
    try:
        return to_exact(text)
    except ValueError:
        return None
