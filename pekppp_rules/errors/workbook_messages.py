"""The messages on workbooks and survey exports, from 029 on: what no spreadsheet should hold, and what no column tells."""

from __future__ import annotations

from pekppp_rules.errors.phrases import Message

WORKBOOK_MESSAGES: dict[str, Message] = {
    "PKP-029": Message(
        "bukan buku kerja .xlsx yang utuh ({detail}); buka dengan program spreadsheet, lalu simpan ulang sebagai .xlsx",
        "no whole .xlsx workbook ({detail}); open it in a spreadsheet program and save it again as .xlsx",
    ),
    "PKP-030": Message(
        "ini buku kerja Excel lama (.xls); buka dengan program spreadsheet, lalu simpan sebagai .xlsx",
        "this is an old Excel workbook (.xls); open it in a spreadsheet program and save it as .xlsx",
    ),
    "PKP-031": Message(
        "buku kerja dilindungi kata sandi; simpan ulang tanpa kata sandi untuk membuka",
        "the workbook is protected by a password; save it again without a password for opening",
    ),
    "PKP-032": Message(
        "buku kerja memuat makro atau kontrol ({part}), yang tidak pernah dijalankan di sini; simpan sebagai .xlsx tanpa makro",
        "the workbook holds macros or controls ({part}), which are never run here; save it as .xlsx without macros",
    ),
    "PKP-033": Message(
        "isi buku kerja lebih dari {limit} MB setelah dibuka kemasannya; isian yang benar tidak sebesar itu",
        "the workbook holds more than {limit} MB once unpacked; no filled form is that large",
    ),
    "PKP-034": Message(
        "buku kerja tertaut ke berkas atau data lain ({part}); putuskan tautannya, lalu simpan ulang",
        "the workbook is linked to other files or data ({part}); break the links and save it again",
    ),
    "PKP-035": Message(
        "buku kerja ini bukan formulir buatan pustaka ini; buat dengan pekppp template, lalu isi",
        "this workbook is no form made by this library; make one by pekppp template and fill it in",
    ),
    "PKP-036": Message(
        'lembar "{sheet}" tidak ada; kembalikan, atau salin isian ke formulir baru dari pekppp template',
        'sheet "{sheet}" is missing; bring it back, or copy the answers to a new form from pekppp template',
    ),
    "PKP-037": Message(
        "sel isian memuat rumus; ketik nilainya sendiri, atau tempel sebagai nilai",
        "the cell to fill in holds a formula; type the value itself, or paste it as a value",
    ),
    "PKP-038": Message(
        "sel isian memuat galat {value}; ketik nilainya", "the cell to fill in holds the error {value}; type the value"
    ),
    "PKP-039": Message(
        "sel isian digabung ({range}); pisahkan selnya (unmerge), lalu isi masing-masing",
        "cells to fill in are merged ({range}); unmerge them and fill in each",
    ),
    "PKP-040": Message(
        'isian "{found}" tidak dikenal di sini; pilih salah satu: {known}',
        'the entry "{found}" is unknown here; choose one of: {known}',
    ),
    "PKP-041": Message(
        "isian ini di luar tabel, sehingga tidak terbaca; pindahkan ke baris di dalam tabel, atau hapus",
        "this entry is outside the table and would not be read; move it to a row inside the table, or remove it",
    ),
    "PKP-042": Message(
        'baris "{key}" ada dua kali di lembar ini; hapus salah satu',
        'row "{key}" is on this sheet twice; remove one of them',
    ),
    "PKP-043": Message(
        'tanda formulir "{found}" tidak dapat dibaca: diubah, atau dari pustaka yang lebih baru; pakai formulir baru',
        'the form\'s mark "{found}" cannot be read: it was changed, or is of a later library; use a new form',
    ),
    "PKP-044": Message(
        'angka simpul "{node}" dapat melampaui {limit}, batas bilangan bulat yang persis di spreadsheet; '
        "kurangi evaluator atau responden, atau pakai --without-result",
        'the numbers of node "{node}" can exceed {limit}, the bound of exact whole numbers in spreadsheets; '
        "take fewer evaluators or respondents, or use --without-result",
    ),
    "PKP-045": Message(
        "formulir buku kerja memerlukan pustaka XlsxWriter: pip install 'pekppp-rules[workbook]'",
        "making a workbook needs the library XlsxWriter: pip install 'pekppp-rules[workbook]'",
    ),
    "PKP-046": Message(
        "{what} harus dari {lowest} sampai {highest}, bukan {found}",
        "{what} must be from {lowest} to {highest}, not {found}",
    ),
    "PKP-047": Message(
        "buku kerja dibuat untuk satu varian formulir; pilih salah satu: {known}",
        "a workbook is made for one variant of the forms; choose one of: {known}",
    ),
    "PKP-048": Message(
        "baris ini berisi {found} kolom, seharusnya {expected} seperti baris judul; ekspor ulang, atau periksa tanda pemisah",
        "this row has {found} columns, should have {expected} like the headings; export again, or check the delimiter",
    ),
    "PKP-049": Message(
        'kolom "{column}" tidak ada dalam pemetaan; tulis di questions, atau di ignored bila tidak dibaca',
        'column "{column}" is not in the mapping; put it under questions, or under ignored where it is not read',
    ),
    "PKP-050": Message(
        'kolom "{column}" ada {count} kali dalam ekspor; seharusnya sekali, atau sebut nomor kolomnya dengan number',
        'column "{column}" is in the export {count} times; should be once, or give the column by its number',
    ),
    "PKP-051": Message(
        'pertanyaan "{code}" dipetakan {count} kali; setiap pertanyaan dipetakan sekali',
        'question "{code}" is mapped {count} times; each question is mapped once',
    ),
    "PKP-052": Message(
        'jawaban untuk "{code}" bukan bilangan bulat {lowest} sampai {highest}, dan tidak ada dalam answers; tambahkan di sana',
        'the answer to "{code}" is no whole number from {lowest} to {highest} and is not under answers; add it there',
    ),
    "PKP-053": Message(
        'pengajuan sudah memuat jawaban formulir "{form}"; hapus dahulu bila hendak diganti',
        'the submission has answers to form "{form}" already; remove them first to replace them',
    ),
    "PKP-054": Message(
        "sebutkan satu formulir survei dengan --form dan variannya (--mode); yang ada: {known}",
        "give one survey by --form and its variant (--mode); there are: {known}",
    ),
    "PKP-055": Message(
        "buku kerja ini dibuat untuk {found}, dan dibaca dengan {expected}; hasil di dalamnya dapat berbeda",
        "this workbook was made for {found}, and is read with {expected}; the result inside it can differ",
    ),
    "PKP-056": Message(
        'lembar "{sheet}" salinan dari "{original}": ikut dinilai sebagai evaluator lain, tetapi tidak ikut dalam hasil di buku '
        "kerja",
        'sheet "{sheet}" is a copy of "{original}": it counts here as another evaluator, but not in the workbook\'s own result',
    ),
}
"""029 to 047, 055 and 056: workbooks; 048 to 054: exports of survey tools."""
