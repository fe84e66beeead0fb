"""The catalogue of messages. Codes are stable: a code keeps its meaning for ever, its wording may improve.

0xx files, 1xx regulation packages, 2xx submissions, 3xx choosing a regulation, 4xx working with results, 5xx shape of any
document, 6xx audit records, 7xx tables, 8xx reports and minutes.
"""

from __future__ import annotations

from pekppp_rules.errors.file_messages import FILE_MESSAGES
from pekppp_rules.errors.minutes_messages import MINUTES_MESSAGES
from pekppp_rules.errors.package_messages import PACKAGE_MESSAGES
from pekppp_rules.errors.phrases import Message
from pekppp_rules.errors.record_messages import RECORD_MESSAGES
from pekppp_rules.errors.report_messages import REPORT_MESSAGES
from pekppp_rules.errors.scored_table_messages import SCORED_TABLE_MESSAGES
from pekppp_rules.errors.table_messages import TABLE_MESSAGES
from pekppp_rules.errors.workbook_messages import WORKBOOK_MESSAGES

MESSAGES: dict[str, Message] = {
    **FILE_MESSAGES,
    **WORKBOOK_MESSAGES,
    **PACKAGE_MESSAGES,
    # submissions
    "PKP-201": Message(
        'indikator "{code}" belum diberi skor; isi {lowest} sampai {highest}',
        'indicator "{code}" has no score; give {lowest} to {highest}',
    ),
    "PKP-202": Message('indikator "{code}" tidak ada di formulir ini', 'indicator "{code}" is not on this form'),
    "PKP-203": Message(
        "skor {value}, seharusnya bilangan bulat {lowest} sampai {highest}",
        "score {value}, should be a whole number from {lowest} to {highest}",
    ),
    "PKP-204": Message(
        "skor ditulis sebagai {found}; tulis bilangan bulat {lowest} sampai {highest}, tanpa koma atau tanda kutip",
        "the score is written as {found}; write a whole number from {lowest} to {highest}, without comma or quotes",
    ),
    "PKP-205": Message(
        'pertanyaan "{code}" belum dijawab; isi {lowest} sampai {highest}',
        'question "{code}" is unanswered; give {lowest} to {highest}',
    ),
    "PKP-206": Message('pertanyaan "{code}" tidak ada di formulir ini', 'question "{code}" is not on this form'),
    "PKP-207": Message(
        'formulir "{form}" tidak ada dalam berkas, padahal indeks memerlukannya',
        'form "{form}" is not in the file, but the index needs it',
    ),
    "PKP-208": Message(
        'paket regulasi ini belum memuat formulir "{form}" untuk {field} "{value}"; yang ada: {known}',
        'this regulation package has no form "{form}" for {field} "{value}"; it has: {known}',
    ),
    "PKP-209": Message(
        "survei memuat {found}; isi tepat satu dari responses, totals, atau means",
        "the survey holds {found}; give exactly one of responses, totals or means",
    ),
    "PKP-210": Message(
        'jumlah jawaban "{code}" adalah {total}, di luar {lowest} sampai {highest} untuk {respondents} responden',
        'the answers to "{code}" sum to {total}, outside {lowest} to {highest} for {respondents} respondents',
    ),
    "PKP-211": Message(
        "lembar ke-{number} memakai nama evaluator yang sudah ada; satu lembar untuk satu evaluator",
        "sheet {number} repeats an evaluator's name; one sheet an evaluator",
    ),
    "PKP-212": Message('formulir "{form}" seharusnya berisi {expected}', 'form "{form}" should hold {expected}'),
    "PKP-213": Message(
        'berkas ini untuk regulasi "{found}", bukan "{expected}"; sesuaikan salah satu',
        'this file is for regulation "{found}", not "{expected}"; change one of them',
    ),
    "PKP-214": Message(
        'formulir "{form}" tidak dikenal oleh regulasi ini', 'form "{form}" is unknown to this regulation'
    ),
    "PKP-216": Message('jumlah jawaban "{code}" belum diisi', 'the sum of the answers to "{code}" is missing'),
    "PKP-215": Message(
        "rata-rata {value}, seharusnya {lowest} sampai {highest}", "mean {value}, should be from {lowest} to {highest}"
    ),
    "PKP-217": Message('fakta "{fact}" tidak ada di formulir ini', 'fact "{fact}" is not on this form'),
    "PKP-218": Message(
        'fakta "{fact}" tidak ditanyakan, menurut jawaban sebelumnya; hapus jawaban ini atau perbaiki yang sebelumnya',
        'fact "{fact}" is not asked for, given the answers before it; remove this answer or correct the earlier one',
    ),
    "PKP-219": Message(
        'pilihan "{option}" disebut dua kali pada fakta "{fact}"; sisakan satu',
        'option "{option}" stands twice in fact "{fact}"; keep one of them',
    ),
    "PKP-220": Message('tanggal "{date}" tidak ada dalam kalender', 'there is no date "{date}" in the calendar'),
    "PKP-221": Message(
        'nilai "{code}" belum diisi, padahal indeks memerlukannya', 'value "{code}" is missing, but the index needs it'
    ),
    "PKP-222": Message(
        "nilai {value}, seharusnya {lowest} sampai {highest}", "value {value}, should be from {lowest} to {highest}"
    ),
    "PKP-223": Message('nilai "{code}" tidak ada di formulir ini', 'value "{code}" is not on this form'),
    # choosing a regulation
    "PKP-301": Message(
        'regulasi "{id}" tidak ditemukan; yang tersedia: {known}', 'regulation "{id}" was not found; available: {known}'
    ),
    "PKP-302": Message(
        'regulasi "{id}" tidak mempunyai versi {version}; yang ada: {known}',
        'regulation "{id}" has no version {version}; it has: {known}',
    ),
    "PKP-303": Message(
        "folder ini bukan paket regulasi: regulation.yaml tidak ada",
        "this folder is no regulation package: regulation.yaml is missing",
    ),
    "PKP-305": Message(
        'tidak ada regulasi keluarga "{family}" untuk lingkup "{scope}"; yang ada: {known}',
        'there is no regulation of family "{family}" for scope "{scope}"; there are: {known}',
    ),
    "PKP-306": Message(
        'pada {on} belum ada regulasi keluarga "{family}" yang berlaku; {next} mulai berlaku {start}',
        'on {on} no regulation of family "{family}" is in force yet; {next} begins {start}',
    ),
    "PKP-307": Message(
        'pada {on} regulasi keluarga "{family}" sudah berakhir; {last} berakhir {end}',
        'on {on} every regulation of family "{family}" has ended; {last} ended {end}',
    ),
    "PKP-308": Message(
        'sumber tidak menentukan regulasi keluarga "{family}" yang berlaku pada {on}: {candidates}; tanggal berlakunya hanya '
        "diketahui sejauh itu, jadi sebut regulasinya",
        'the sources do not decide which regulation of family "{family}" is in force on {on}: {candidates}; their dates are known '
        "no closer than that, so name the regulation",
    ),
    "PKP-310": Message(
        "berkas rilis {version} bukan rilis yang tercatat: hilang, berubah atau rusak; pasang ulang paketnya",
        "the file of release {version} is not the release on record: it is missing, changed or broken; install the package again",
    ),
    "PKP-311": Message(
        "catatan rilis tidak dapat dibaca; pasang ulang paketnya atau buat rilis baru",
        "the record of releases cannot be read; install the package again or make a new release",
    ),
    "PKP-312": Message(
        'regulasi "{id}" versi {version} berbeda di dua tempat: {first} dan {second}; sisakan satu',
        'regulation "{id}" version {version} differs between two places: {first} and {second}; keep one of them',
    ),
    "PKP-313": Message(
        "berkas kunci tidak dapat dibaca; buat dengan pekppp regulations lock",
        "the lock file cannot be read; make it with pekppp regulations lock",
    ),
    "PKP-314": Message(
        'regulasi "{id}" berbeda dari yang dikunci: {field} adalah {found}, seharusnya {expected}',
        'regulation "{id}" differs from what is locked: {field} is {found}, should be {expected}',
    ),
    "PKP-315": Message(
        "pustaka ini versi {found}, padahal berkas kunci meminta {expected}",
        "this library is version {found}, but the lock file asks for {expected}",
    ),
    "PKP-316": Message(
        'pada {on} tidak ada regulasi keluarga "{family}" yang berlaku: {last} berakhir {end}, dan {next} baru mulai {start}',
        'on {on} no regulation of family "{family}" is in force: {last} ended {end}, and {next} begins only {start}',
    ),
    "PKP-317": Message(
        "folder regulasi ini tidak ada; periksa folders", "this folder of regulations does not exist; check folders"
    ),
    "PKP-318": Message(
        'regulasi "{id}" tidak ada dalam berkas kunci ini, yang mengunci: {known}; perbarui dengan pekppp regulations lock',
        'regulation "{id}" is not in this lock file, which locks: {known}; renew it with pekppp regulations lock',
    ),
    # working with results
    "PKP-401": Message(
        "evaluasi tidak dapat digabung: {field} berbeda ({values}); gabungkan yang sama saja",
        "these evaluations cannot be put together: {field} differs ({values}); aggregate equal ones only",
    ),
    "PKP-402": Message(
        "tidak ada evaluasi untuk digabung; berikan sedikitnya satu",
        "there is no evaluation to aggregate; give at least one",
    ),
    "PKP-403": Message(
        "nilai {value} di luar skala {lowest} sampai {highest}",
        "value {value} is outside the scale {lowest} to {highest}",
    ),
    "PKP-405": Message(
        "evaluasi ke-{second} untuk unit yang sama dengan evaluasi ke-{first}; satu unit dihitung sekali",
        "evaluation {second} is of the same unit as evaluation {first}; a unit counts once",
    ),
    "PKP-404": Message('simpul "{name}" tidak ada dalam pohon indeks', 'there is no node "{name}" in the index tree'),
    "PKP-406": Message(
        'formulir "{name}" tidak ada dalam regulasi ini; yang ada: {known}',
        'there is no form "{name}" in this regulation; it has: {known}',
    ),
    "PKP-407": Message(
        'formulir "{name}" tidak mempunyai varian itu; pilih salah satu: {known}',
        'form "{name}" has no such variant; choose one of: {known}',
    ),
    "PKP-408": Message(
        'predikat "{letter}" tidak ada untuk indeks ini; yang ada: {known}',
        'the index has no category "{letter}"; it has: {known}',
    ),
    "PKP-409": Message(
        'langkah termurah tidak dapat dihitung: simpul "{node}" dibulatkan sebelum dipakai induknya, sehingga kenaikan satu level '
        "tidak selalu sama; naikkan skor dalam berkas, lalu nilai lagi",
        'the cheapest steps cannot be computed: node "{node}" is rounded before its parent uses it, so that a level does not '
        "always gain the same; raise scores in the file and evaluate it again",
    ),
    "PKP-410": Message(
        "mesin durable tidak dapat menjalankan aturan ini: {reason}; pakai engine auto atau forward",
        "the durable engine cannot run these rules: {reason}; use engine auto or forward",
    ),
    "PKP-420": Message(
        "kedua putaran tidak dapat dibandingkan: {field} berbeda ({values}); tampilkan tanpa --against",
        "the two rounds cannot be compared: {field} differs ({values}); show them without --against",
    ),
    # shape of any document
    "PKP-501": Message('kunci "{key}" tidak dikenal di sini', 'key "{key}" is unknown here'),
    "PKP-502": Message('kunci "{key}" wajib ada', 'key "{key}" is required'),
    "PKP-503": Message("isi berupa {found}, seharusnya {expected}", "this is {found}, should be {expected}"),
    "PKP-504": Message("nilai tidak termasuk pilihan: {known}", "the value is not one of: {known}"),
    "PKP-505": Message(
        "nilai {value} di luar batas; seharusnya {expected}", "value {value} is out of bounds; should be {expected}"
    ),
    "PKP-506": Message("bentuk tulisan tidak sesuai: {expected}", "not in the expected form: {expected}"),
    "PKP-507": Message("isi paling sedikit {limit} {what}", "give at least {limit} {what}"),
    "PKP-508": Message("isi paling banyak {limit} {what}", "give at most {limit} {what}"),
    "PKP-509": Message(
        "kunci ini tidak boleh ada bersama isi lain di blok ini",
        "this key may not stand beside the others of this block",
    ),
    "PKP-511": Message(
        'kunci "{key}" tidak dikenal di sini; koma memisahkan isi, jadi tulis desimal dengan titik, misalnya 4.5',
        'key "{key}" is unknown here; a comma separates entries, so write a decimal with a point, such as 4.5',
    ),
    "PKP-510": Message("isi tidak sesuai skema: {detail}", "does not fit the schema: {detail}"),
    **RECORD_MESSAGES,
    **REPORT_MESSAGES,
    **TABLE_MESSAGES,
    **SCORED_TABLE_MESSAGES,
    **MINUTES_MESSAGES,
}
