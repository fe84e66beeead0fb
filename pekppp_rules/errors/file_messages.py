"""The messages on files, 0xx: what cannot be found, read, parsed or written, and what holds too much."""

from __future__ import annotations

from pekppp_rules.errors.phrases import Message

FILE_MESSAGES: dict[str, Message] = {
    "PKP-001": Message(
        "berkas tidak ditemukan; periksa nama dan foldernya", "file not found; check its name and folder"
    ),
    "PKP-002": Message(
        "ini folder, bukan berkas; sebutkan berkas di dalamnya", "this is a folder, not a file; name a file inside it"
    ),
    "PKP-003": Message("berkas tidak dapat dibuka: {reason}", "the file cannot be opened: {reason}"),
    "PKP-004": Message("berkas lebih besar dari batas {limit} MB", "the file is larger than the limit of {limit} MB"),
    "PKP-005": Message(
        "berkas kosong; isi menurut contoh di dokumentasi", "the file is empty; fill it as the documentation shows"
    ),
    "PKP-006": Message(
        "berkas bukan teks UTF-8; simpan ulang sebagai UTF-8", "the file is not UTF-8 text; save it again as UTF-8"
    ),
    "PKP-007": Message("penulisan {format} salah: {detail}", "the {format} is malformed: {detail}"),
    "PKP-008": Message(
        'kunci "{key}" ditulis dua kali; sisakan satu', 'key "{key}" is written twice; keep one of them'
    ),
    "PKP-009": Message(
        "jangkar, alias, dan tag YAML tidak diterima; tulis nilainya langsung",
        "YAML anchors, aliases and tags are not accepted; write the value itself",
    ),
    "PKP-010": Message(
        "isi bersarang lebih dari {limit} tingkat; dokumen yang benar tidak sedalam itu",
        "the content is nested more than {limit} levels deep; no valid document is that deep",
    ),
    "PKP-011": Message(
        "bukan bilangan yang dapat dipakai; tulis bilangan desimal biasa dengan paling banyak {limit} angka",
        "not a usable number; write a plain decimal number of at most {limit} digits",
    ),
    "PKP-012": Message(
        'jenis berkas "{suffix}" tidak dikenal; pakai .yaml, .yml, .json, atau .xlsx',
        'unknown file type "{suffix}"; use .yaml, .yml, .json or .xlsx',
    ),
    "PKP-013": Message("hasil tidak dapat ditulis: {reason}", "the result cannot be written: {reason}"),
    "PKP-014": Message("kunci harus berupa teks biasa", "a key must be plain text"),
    "PKP-015": Message(
        "isi lebih dari {limit} nilai; ringkas, misalnya jawaban survei sebagai totals",
        "the content has more than {limit} values; shorten it, for instance survey answers as totals",
    ),
    "PKP-016": Message(
        "teks memuat setengah pasangan surrogate, yang bukan karakter; hapus atau tulis ulang teksnya",
        "the text holds half a surrogate pair, which is no character; remove it or write the text again",
    ),
    "PKP-017": Message(
        "ini bukan berkas biasa, melainkan pipa, perangkat, atau sejenisnya; paket hanya terdiri atas berkas biasa",
        "this is no regular file but a pipe, a device or the like; a package consists of regular files only",
    ),
    "PKP-018": Message(
        "tautan ini menuju ke luar folder paket; taruh berkasnya sendiri di dalam folder",
        "this link leads out of the package's folder; put the file itself into the folder",
    ),
    "PKP-019": Message(
        "berkas-berkas paket ini bersama-sama lebih dari {limit} {what}; paket yang benar tidak sebanyak itu",
        "the files of this package are together more than {limit} {what}; no valid package holds so much",
    ),
    "PKP-020": Message(
        "hanya {limit} masalah pertama yang ditampilkan; perbaiki dulu, lalu periksa lagi",
        "only the first {limit} problems are shown; mend them, then check again",
    ),
}
