"""`pekppp minutes`: the berita acara that evaluators and the head of the unit sign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pekppp_rules.cli.console import done, language_option, quiet_option, width
from pekppp_rules.cli.evaluate import (
    chosen_date,
    lock_option,
    on_option,
    read_with_regulation,
    regulation_option,
)
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.layout import wrap
from pekppp_rules.cli.style import styled
from pekppp_rules.cli.usage import WrongUsageError, refuse_overwriting
from pekppp_rules.errors import Language, one_line
from pekppp_rules.reading import write_output

if TYPE_CHECKING:
    from pekppp_rules.evaluation import Evaluation
    from pekppp_rules.minuting.make import MinutesFormat


@click.command("minutes", cls=Verb, short_help="Buat berita acara. / Draw up the minutes.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--parties",
    "parties_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Siapa yang menandatangani, di mana, dan kapan (YAML atau JSON). / Who signs, where and when (YAML or JSON).",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="KOP.docx",
    help="Kop surat instansi: .docx dengan isian seperti {{minutes}}. "
    "/ The agency's letterhead: a .docx with placeholders such as {{minutes}}.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["docx", "pdf"]),
    default=None,
    help="Bentuk berkas; bila tidak disebut, menurut akhiran OUT. / Format of the file; by the ending of OUT unless given.",
)
@click.option(
    "--new-template",
    is_flag=True,
    help="Tulis kop surat kosong dengan isian ke OUT, untuk disunting. "
    "/ Write an empty letterhead with placeholders to OUT, to be edited.",
)
@regulation_option
@on_option
@lock_option
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Berkas berita acara; ditulis utuh atau tidak sama sekali. / The file of the minutes; written whole or not at all.",
)
@language_option
@quiet_option
def minutes_command(
    file: Path | None,
    parties_file: Path | None,
    template: Path | None,
    output_format: MinutesFormat | None,
    new_template: bool,
    name: str | None,
    on: datetime | None,
    lock: Path | None,
    output: Path,
    lang: Language,
) -> None:
    """Buat berita acara satu pengajuan, untuk ditandatangani evaluator dan kepala unit; yang belum diketahui menjadi titik-titik.

    Draw up the minutes of one submission for evaluators and the head of the unit to sign; what is not known is a dotted line.

    \b
    pekppp minutes unit.yaml -o berita_acara.docx
    pekppp minutes unit.yaml --parties pihak.yaml -o berita_acara.pdf
    pekppp minutes unit.yaml --template kop.docx -o berita_acara.docx
    pekppp minutes --new-template -o kop.docx
    """
    if new_template:
        if file is not None or template is not None or parties_file is not None:
            _refuse("--new-template berdiri sendiri, tanpa FILE", "--new-template stands alone, without FILE", lang)
        _write_new_template(output, lang)
        return
    if file is None:
        _refuse("argumen FILE wajib ada", "the argument FILE is required", lang)
    for given in (file, parties_file, template):
        if given is not None:
            refuse_overwriting(given, output, lang)
    chosen = output_format or _by_ending(output, lang)
    regulation, submission = read_with_regulation(file, name, chosen_date(name, on, lang), lock, lang=lang)
    write_minutes(regulation.evaluate(submission), output, chosen, lang, parties_file, template)


def write_minutes(
    evaluation: Evaluation,
    output: Path,
    output_format: MinutesFormat,
    lang: Language,
    parties_file: Path | None = None,
    template: Path | None = None,
) -> None:
    """Write the minutes of an evaluation to a file, and say what is left to fill in by hand."""
    from pekppp_rules.minuting.content import minutes_of
    from pekppp_rules.minuting.make import drawn
    from pekppp_rules.minuting.parties import Parties, read_parties
    from pekppp_rules.minuting.words import BLANKS

    parties = read_parties(parties_file) if parties_file is not None else Parties()
    minutes = minutes_of(evaluation, parties, lang)
    write_output(output, drawn(minutes, output_format, template))
    labels = {
        "id": ("berita acara", "digest rekaman", "diisi tangan"),
        "en": ("minutes", "digest of the record", "to fill in by hand"),
    }
    made, record, by_hand = labels[lang]
    lines = [f"{record}: {minutes.values['record.digest']}"]
    if minutes.missing:
        lines.append(f"{by_hand}: {', '.join(BLANKS[name](lang) for name in minutes.missing)}")
    told = [one for line in lines for one in wrap(line, width(), subsequent_indent="  ")]
    done([styled(one_line(f"{made}: {output}"), "good"), *told])


def _write_new_template(output: Path, lang: Language) -> None:
    from pekppp_rules.minuting.word_paper import own_letterhead

    if output.exists():
        _refuse("-o sudah ada; pilih nama lain", "-o exists already; choose another name", lang)
    write_output(output, own_letterhead(lang))
    done([styled(one_line({"id": f"kop surat: {output}", "en": f"letterhead: {output}"}[lang]), "good")])


def _by_ending(output: Path, lang: Language) -> MinutesFormat:
    endings: dict[str, MinutesFormat] = {".docx": "docx", ".pdf": "pdf"}
    if output.suffix.lower() not in endings:
        _refuse("sebutkan --format docx atau --format pdf", "give --format docx or --format pdf", lang)
    return endings[output.suffix.lower()]


def _refuse(indonesian: str, english: str, lang: Language) -> NoReturn:
    raise WrongUsageError({"id": indonesian, "en": english}[lang])
