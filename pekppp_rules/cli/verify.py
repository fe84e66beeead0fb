"""`pekppp verify`: a record computed again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pekppp_rules.cli.console import format_option, is_quiet, language_option, quiet_option, width
from pekppp_rules.cli.each_file import Told, tell_each
from pekppp_rules.cli.evaluate import check_choice, lock_option
from pekppp_rules.cli.files import STANDARD_INPUT, chosen_files, standard_input
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.layout import wrap
from pekppp_rules.cli.style import Styled, all_styled, finished, styled
from pekppp_rules.cli.usage import WrongUsageError
from pekppp_rules.errors import Language, Phrase, one_line
from pekppp_rules.evaluation.wording import decimal_words

if TYPE_CHECKING:
    from pekppp_rules.audit import VerifiedRecord

VERIFIED_FORMAT = 1
"""Version of the JSON that the command prints."""

_VERIFIES = Phrase(
    "rekaman ini cocok: semua isinya dihitung ulang", "this record verifies: all of it was computed again"
)
_WORKING_COPY = Phrase(
    "salinan kerja, bukan versi yang telah dirilis", "a working copy, which is not a released version"
)
_MADE = Phrase("dibuat (menurut pembuatnya)", "made (as its maker says)")
_BASES = Phrase("nilai regulasi yang dipakai", "values of the regulation used")
_UNVERIFIED = Phrase("belum terverifikasi", "unverified")
_NOT_LOCKED = Phrase(
    "regulasi di dalam rekaman tidak dibandingkan dengan versi resmi; pakai --lock atau bandingkan digest-nya",
    "the regulation in the record was not compared with an official version; use --lock or compare its digest",
)
_SIGNED = Phrase("tanda tangan: cocok dengan kunci yang diberikan", "signature: fits the key given")
_NOT_SIGNED = Phrase(
    "tanda tangan: tidak diperiksa; tanpa --key, siapa pun dapat membuat rekaman seperti ini",
    "signature: not checked; without --key, anyone could have made such a record",
)


@click.command("verify", cls=Verb, short_help="Hitung ulang rekaman. / Compute records again.")
@click.argument("records", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REC...")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="PUB",
    help="Rekaman harus ditandatangani pemilik kunci publik Ed25519 (PEM) ini. "
    "/ The record must be signed by the owner of this Ed25519 public key (PEM).",
)
@click.option(
    "--signature",
    type=click.Path(path_type=Path),
    metavar="SIG",
    help="Berkas tanda tangan; biasanya RECORD.sig. / The signature's file; RECORD.sig by default.",
)
@lock_option
@format_option
@language_option
@quiet_option
def verify_command(
    records: tuple[Path, ...],
    key: Path | None,
    signature: Path | None,
    lock: Path | None,
    output_format: str,
    lang: Language,
) -> int:
    """Periksa rekaman dari berkasnya saja: bentuk, digest, lalu seluruh hasil dihitung ulang. Berakhir 1 bila ada yang berbeda.

    Verify a record from its file alone: form, digests, then the whole result computed again. Ends with 1 where anything differs.

    \b
    pekppp verify unit.record.json
    pekppp verify unit.record.json --key kunci.pub.pem
    pekppp verify arsip/*.record.json --quiet
    """
    from pekppp_rules.audit import verify

    if signature is not None and key is None:
        told = {"id": "--signature hanya berguna bersama --key", "en": "--signature is of use only with --key"}
        raise WrongUsageError(told[lang])
    chosen = chosen_files(records, lang)
    if signature is not None and len(chosen) > 1:
        told = {"id": "--signature hanya untuk satu rekaman", "en": "--signature is for a single record"}
        raise WrongUsageError(told[lang])
    check_choice(None, lock)

    def told_of(record: Path) -> Told:
        written = standard_input(lang) if record == STANDARD_INPUT else record
        found = verify(written, key=key, signature=signature, lock=lock)
        if output_format == "json":
            return Told(_document(found))
        if is_quiet():
            return Told("", names_file=True)
        return Told(finished(_wrapped(_lines(found, lock is not None, lang))) + "\n")

    return tell_each(chosen, told_of, output_format, lang)


def _wrapped(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        hanging = " " * (len(line) - len(line.lstrip()) + 4)
        told = wrap(one_line(line), width(), subsequent_indent=hanging)
        yield from all_styled(told, line.style) if isinstance(line, Styled) else told


def _lines(found: VerifiedRecord, is_locked: bool, lang: Language) -> Iterator[str]:
    evaluation = found.evaluation
    regulation, category = evaluation.regulation, evaluation.category
    yield styled(_VERIFIES(lang), "good")
    yield f"digest: {found.digest}"
    yield f"{regulation.citation} · {regulation.id}@{regulation.version}"
    yield f"  {regulation.digest}"
    if found.is_working_copy:
        yield styled(f"  {_WORKING_COPY(lang)}", "warning")
    if not is_locked:
        yield styled(f"  {_NOT_LOCKED(lang)}", "aside")
    letter = "" if category is None else f" · {category.letter}"
    result = f"{decimal_words(evaluation.index.rounded, lang)}{letter}"
    yield styled(f"{evaluation.unit.name} · {evaluation.period.year} · {result}", "result")
    yield f"{_BASES(lang)}: {evaluation.provenance.words(lang)}"
    for value in evaluation.provenance.used:
        if value.confidence == "unverified":
            yield styled(f"  {_UNVERIFIED(lang)}: {value.what}", "warning")
    if found.made is not None:
        yield f"{_MADE(lang)}: {found.made.at}, pekppp-rules {found.made.library}"
    yield styled(_SIGNED(lang), "good") if found.is_signed else styled(_NOT_SIGNED(lang), "aside")


def _document(found: VerifiedRecord) -> dict[str, Any]:
    regulation, category = found.evaluation.regulation, found.evaluation.category
    return {
        "format": VERIFIED_FORMAT,
        "digest": found.digest,
        "regulation": {"id": regulation.id, "version": regulation.version, "digest": regulation.digest},
        "is_working_copy": found.is_working_copy,
        "index": str(found.evaluation.index.rounded),
        "category": None if category is None else category.letter,
        "made": None if found.made is None else found.made.model_dump(mode="json"),
        "is_signed": found.is_signed,
    }
