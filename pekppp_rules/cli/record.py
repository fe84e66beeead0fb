"""`pekppp record`: results written down for an audit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from pekppp_rules.cli.console import done, emit, format_option, json_text, language_option, quiet_option
from pekppp_rules.cli.evaluate import (
    check_choice,
    chosen_date,
    lock_option,
    on_option,
    read_with_regulation,
    regulation_option,
)
from pekppp_rules.cli.files import chosen_files, files_argument
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.progress import with_progress
from pekppp_rules.cli.style import styled
from pekppp_rules.cli.usage import WrongUsageError, refuse_overwriting, refuse_replacing_key
from pekppp_rules.errors import Language, PekpppError, Problem, SubmissionError
from pekppp_rules.reading import write_output

RECORDED_FORMAT = 1
"""Version of the JSON that the command prints."""


@dataclass(frozen=True)
class _Recording:
    """A record that is computed and not yet written."""

    output: Path
    content: bytes
    beside: Path | None
    signature: bytes

    def data(self) -> dict[str, object]:
        signature = None if self.beside is None else str(self.beside)
        return {"record": str(self.output), "digest": json.loads(self.content)["digest"], "signature": signature}


@click.command("record", cls=Verb, short_help="Rekam hasil untuk audit. / Record results for an audit.")
@files_argument
@regulation_option
@on_option
@lock_option
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="REC",
    help="Berkas rekaman, atau folder bila pengajuannya beberapa; ditulis utuh atau tidak sama sekali. "
    "/ The record's file, or a folder for several submissions; written whole or not at all.",
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
@quiet_option
def record_command(
    files: tuple[Path, ...],
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
    """Rekam hasil pengajuan: regulasi, masukan, hasil, dan perhitungannya, dalam satu berkas yang dapat diperiksa kelak.

    Record the result of a submission: regulation, input, result and derivation, in one file that verifies from itself alone.

    \b
    pekppp record unit.yaml -o unit.record.json
    pekppp record unit.yaml -o unit.record.json --survey counts --sign kunci.pem
    pekppp record unit/*.yaml -o arsip
    """
    from pekppp_rules.audit import record, sign
    from pekppp_rules.audit.signature import signature_path

    chosen = chosen_files(files, lang)
    targets = _targets(chosen, output, lang)
    for file in chosen:
        for target in targets.values():
            beside = signature_path(target) if key is not None else None
            refuse_overwriting(file, target, lang)
            refuse_overwriting(file, beside, lang)
            if key is not None and beside is not None:
                refuse_replacing_key(key, target, lang)
                refuse_replacing_key(key, beside, lang)
    day = chosen_date(name, on, lang)
    check_choice(name, lock)
    made: list[_Recording] = []
    problems: list[Problem] = []
    for file, target in with_progress(list(targets.items()), {"id": "rekaman", "en": "records"}, lang):
        try:
            regulation, submission = read_with_regulation(file, name, day, lock, lang=lang)
            content = record(regulation.evaluate(submission), survey=survey, reproducible=reproducible)
        except PekpppError as error:
            if len(chosen) == 1:
                raise
            problems += error.problems
            continue
        signature = sign(content, key) if key is not None else b""
        made.append(_Recording(target, content, signature_path(target) if key is not None else None, signature))
    if problems:
        raise SubmissionError(problems)
    _write(made, output, is_folder=len(chosen) > 1)
    if output_format == "json":
        told = [one.data() for one in made]
        emit(json_text({"format": RECORDED_FORMAT, **(told[0] if len(told) == 1 else {"records": told})}))
        return
    done(line for one in made for line in _lines(one, lang))


def _targets(files: list[Path], output: Path, lang: Language) -> dict[Path, Path]:
    """Return where the record of each file goes: `output` itself for one, a file of its own in it for several."""
    if len(files) == 1:
        return {files[0]: output}
    targets = {file: output / f"{file.stem}.record.json" for file in files}
    if output.exists() and not output.is_dir():
        words = {
            "id": "-o harus menunjuk folder bila pengajuannya beberapa",
            "en": "-o must name a folder for several submissions",
        }
        raise WrongUsageError(words[lang])
    if len(set(targets.values())) < len(targets):
        words = {
            "id": "dua pengajuan bernama sama; rekam masing-masing ke folder sendiri",
            "en": "two submissions have the same name; record them into different folders",
        }
        raise WrongUsageError(words[lang])
    return targets


def _write(made: list[_Recording], output: Path, *, is_folder: bool) -> None:
    if is_folder:
        output.mkdir(parents=True, exist_ok=True)
    for one in made:
        write_output(one.output, one.content)
        if one.beside is not None:
            write_output(one.beside, one.signature)


def _lines(made: _Recording, lang: Language) -> Iterator[str]:
    labels = {"id": ("rekaman", "tanda tangan"), "en": ("record", "signature")}[lang]
    told = made.data()
    yield styled(f"{labels[0]}: {told['record']}", "good")
    yield f"digest: {told['digest']}"
    if made.beside is not None:
        yield f"{labels[1]}: {made.beside}"
