"""`pekppp record`: a result written down for an audit."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from pekppp_rules.cli.console import emit, format_option, json_text, language_option
from pekppp_rules.cli.evaluate import (
    chosen_date,
    lock_option,
    on_option,
    read_with_regulation,
    regulation_option,
)
from pekppp_rules.cli.usage import refuse_overwriting, refuse_replacing_key
from pekppp_rules.errors import Language, one_line
from pekppp_rules.reading import write_output

RECORDED_FORMAT = 1
"""Version of the JSON that the command prints."""


@click.command("record", short_help="Rekam satu hasil untuk audit. / Record one result for an audit.")
@click.argument("file", type=click.Path(path_type=Path))
@regulation_option
@on_option
@lock_option
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="REC",
    help="Berkas rekaman; ditulis utuh atau tidak sama sekali. / The record's file; written whole or not at all.",
)
@click.option(
    "--survey",
    type=click.Choice(["responses", "counts"]),
    default="responses",
    show_default=True,
    help="Simpan jawaban tiap responden, atau hanya jumlah tiap jawaban. "
    "/ Keep the answers of each respondent, or only how many gave each answer.",
)
@click.option(
    "--reproducible",
    is_flag=True,
    help="Tanpa waktu dan versi program: berkas yang sama dari pengajuan yang sama. "
    "/ Without time and versions of programs: the same file from the same submission.",
)
@click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="Tanda tangani dengan kunci privat Ed25519 (PEM), ke REC.sig. / Sign with an Ed25519 private key (PEM), into REC.sig.",
)
@format_option
@language_option
def record_command(
    file: Path,
    name: str | None,
    on: datetime | None,
    lock: Path | None,
    output: Path,
    survey: Literal["responses", "counts"],
    reproducible: bool,
    key: Path | None,
    output_format: str,
    lang: Language,
) -> None:
    """Rekam hasil satu pengajuan: regulasi, masukan, hasil, dan perhitungannya, dalam satu berkas yang dapat diperiksa kelak.

    Record the result of one submission: regulation, input, result and derivation, in one file that verifies from itself alone.

    \b
    pekppp record unit.yaml -o unit.record.json
    pekppp record unit.yaml -o unit.record.json --survey counts --sign kunci.pem
    """
    from pekppp_rules.audit import record, sign
    from pekppp_rules.audit.signature import signature_path

    beside = signature_path(output) if key is not None else None
    for target in (output, beside):
        refuse_overwriting(file, target, lang)
        if key is not None and target is not None:
            refuse_replacing_key(key, target, lang)
    regulation, submission = read_with_regulation(file, name, chosen_date(name, on, lang), lock, lang=lang)
    content = record(regulation.evaluate(submission), survey=survey, reproducible=reproducible)
    signature = sign(content, key) if key is not None else b""
    write_output(output, content)
    if beside is not None:
        write_output(beside, signature)
    digest = json.loads(content)["digest"]
    if output_format == "json":
        told = {"format": RECORDED_FORMAT, "record": str(output), "digest": digest}
        emit(json_text({**told, "signature": None if beside is None else str(beside)}))
        return
    labels = {"id": ("rekaman", "tanda tangan"), "en": ("record", "signature")}[lang]
    lines = [f"{labels[0]}: {output}", f"digest: {digest}"]
    lines += [f"{labels[1]}: {beside}"] if beside is not None else []
    emit("".join(f"{one_line(line)}\n" for line in lines))
