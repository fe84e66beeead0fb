"""The messages of audit records, 6xx of the catalogue."""

from __future__ import annotations

from pekppp_rules.errors.phrases import Message

RECORD_MESSAGES: dict[str, Message] = {
    "PKP-601": Message(
        "hasil ini batas sebuah draf, bukan hasil evaluasi; lengkapi pengajuan, lalu evaluasi tanpa draft",
        "this is a bound of a draft, no result of an evaluation; complete the submission and evaluate it without draft",
    ),
    "PKP-602": Message(
        "berkas bukan rekaman yang utuh: {detail}; mintalah lagi berkas aslinya",
        "the file is no whole record: {detail}; ask for the original again",
    ),
    "PKP-603": Message(
        "rekaman tidak dalam bentuk kanonik (RFC 8785): byte ke-{at} berbeda, jadi isinya ditulis ulang oleh sesuatu",
        "the record is not in its canonical form (RFC 8785): byte {at} differs, so something has rewritten it",
    ),
    "PKP-604": Message(
        "versi {found} tidak dikenal; pustaka ini mengenal {known}, pakailah versi pustaka yang lebih baru",
        "version {found} is unknown; this library knows {known}, use a later version of the library",
    ),
    "PKP-605": Message(
        "tertulis {found}, hitung ulang memberi {expected}", "{found} is recorded, recomputing gives {expected}"
    ),
    "PKP-606": Message(
        "paket regulasi di dalam rekaman tidak sah; rekaman telah diubah",
        "the regulation package in the record is not sound; the record has been changed",
    ),
    "PKP-607": Message(
        "tanda tangan tidak ada, padahal diminta; mintalah berkas .sig yang dibuat bersama rekaman",
        "there is no signature although one is asked for; ask for the .sig file made with the record",
    ),
    "PKP-608": Message(
        "tanda tangan tidak cocok dengan rekaman dan kunci ini; rekaman diubah atau ditandatangani pihak lain",
        "the signature does not fit this record and key; the record was changed or someone else signed it",
    ),
    "PKP-609": Message(
        "kunci tidak dapat dipakai; seharusnya kunci {expected} Ed25519 dalam PEM tanpa kata sandi",
        "the key cannot be used; it should be an Ed25519 {expected} key in PEM without a password",
    ),
    "PKP-610": Message(
        "tanda tangan memerlukan pustaka cryptography: pip install 'pekppp-rules[sign]'",
        "signatures need the library cryptography: pip install 'pekppp-rules[sign]'",
    ),
}
