"""`pekppp verify`: a record computed again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pekppp_rules.cli.console import emit, format_option, json_text, language_option, width, wrapped
from pekppp_rules.cli.evaluate import lock_option
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


@click.command("verify", short_help="Periksa rekaman dengan menghitung ulang. / Verify a record by computing it again.")
@click.argument("record", type=click.Path(path_type=Path))
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
def verify_command(
    record: Path, key: Path | None, signature: Path | None, lock: Path | None, output_format: str, lang: Language
) -> None:
    """Periksa rekaman dari berkasnya saja: bentuk, digest, lalu seluruh hasil dihitung ulang. Berakhir 1 bila ada yang berbeda.

    Verify a record from its file alone: form, digests, then the whole result computed again. Ends with 1 where anything differs.

    \b
    pekppp verify unit.record.json
    pekppp verify unit.record.json --key kunci.pub.pem
    """
    from pekppp_rules.audit import verify

    if signature is not None and key is None:
        told = {"id": "--signature hanya berguna bersama --key", "en": "--signature is of use only with --key"}
        raise WrongUsageError(told[lang])
    found = verify(record, key=key, signature=signature, lock=lock)
    if output_format == "json":
        emit(json_text(_document(found)))
        return
    emit("".join(wrapped(one_line(line), width()) for line in _lines(found, lock is not None, lang)))


def _lines(found: VerifiedRecord, is_locked: bool, lang: Language) -> Iterator[str]:
    evaluation = found.evaluation
    regulation, category = evaluation.regulation, evaluation.category
    yield _VERIFIES(lang)
    yield f"digest: {found.digest}"
    yield f"{regulation.citation} · {regulation.id}@{regulation.version}"
    yield f"  {regulation.digest}"
    if found.is_working_copy:
        yield f"  {_WORKING_COPY(lang)}"
    if not is_locked:
        yield f"  {_NOT_LOCKED(lang)}"
    letter = "" if category is None else f" · {category.letter}"
    yield f"{evaluation.unit.name} · {evaluation.period.year} · {decimal_words(evaluation.index.rounded, lang)}{letter}"
    yield f"{_BASES(lang)}: {evaluation.provenance.words(lang)}"
    for value in evaluation.provenance.used:
        if value.confidence == "unverified":
            yield f"  {_UNVERIFIED(lang)}: {value.what}"
    if found.made is not None:
        yield f"{_MADE(lang)}: {found.made.at}, pekppp-rules {found.made.library}"
    yield (_SIGNED if found.is_signed else _NOT_SIGNED)(lang)


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
