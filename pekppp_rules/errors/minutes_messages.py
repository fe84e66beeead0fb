"""The messages of minutes (berita acara), 8xx of the catalogue."""

from __future__ import annotations

from pekppp_rules.errors.phrases import Message

MINUTES_MESSAGES: dict[str, Message] = {
    "PKP-801": Message(
        'tidak ada evaluator bernama "{name}" dalam pengajuan; pakai nama yang tertulis di sana',
        'no evaluator of the submission is called "{name}"; use the name that stands there',
    ),
    "PKP-802": Message(
        "draf tidak mempunyai berita acara: belum ada hasil untuk ditandatangani; lengkapi pengajuan, lalu evaluasi tanpa draft",
        "a draft has no minutes: there is no result to sign yet; complete the submission and evaluate it without draft",
    ),
    "PKP-803": Message(
        'berita acara {format} memerlukan pustaka {library}: pip install "pekppp-rules[minutes]"',
        'minutes as {format} need the library {library}: pip install "pekppp-rules[minutes]"',
    ),
    "PKP-804": Message(
        "kop surat tidak dapat dibaca sebagai dokumen Word: {detail}; simpan sebagai .docx",
        "the letterhead cannot be read as a Word document: {detail}; save it as .docx",
    ),
    "PKP-805": Message(
        "kop surat memuat {what} di {where}; hapus, karena dapat menjalankan sesuatu atau mengambil berkas lain",
        "the letterhead holds {what} in {where}; remove it, because it can run something or fetch other files",
    ),
    "PKP-806": Message(
        'isian "{name}" di {where} tidak dikenal',
        'placeholder "{name}" in {where} is unknown',
    ),
    "PKP-807": Message(
        'di {where} ada "{found}" yang bukan isian; isian adalah nama dalam kurung kurawal ganda, tanpa perintah',
        'in {where} there is a "{found}" that is no placeholder; a placeholder is a name in double braces, without statements',
    ),
    "PKP-808": Message(
        'isian "{name}" di {where} berisi alinea dan tabel; tulis sendiri dalam satu alinea pada isi dokumen',
        'placeholder "{name}" in {where} stands for paragraphs and tables; write it alone in a paragraph of the body',
    ),
    "PKP-809": Message(
        "kop surat .docx hanya untuk berita acara docx; buat docx, lalu simpan sebagai PDF dari pengolah kata",
        "a .docx letterhead is for minutes as docx only; make the docx and save it as PDF from a word processor",
    ),
    "PKP-810": Message(
        'bentuk "{found}" tidak ada; berita acara dibuat sebagai {known}',
        'there is no format "{found}"; minutes are made as {known}',
    ),
    "PKP-811": Message(
        "kop surat tidak memuat isian; tulis minutes dalam kurung kurawal ganda, dalam alinea sendiri, di tempat berita acara",
        "the letterhead holds no placeholder; write minutes in double braces, in a paragraph of its own, where they are to stand",
    ),
}
