"""What can be wrong with a scored table that a report is to be made of, 740 to 749 of the catalogue."""

from __future__ import annotations

from pekppp_rules.errors.phrases import Message

SCORED_TABLE_MESSAGES: dict[str, Message] = {
    "PKP-740": Message(
        "tabel ini dinilai menurut {found}, bukan {expected}; sebut regulasi yang dipakai tabel, atau nilai ulang",
        "this table was scored by {found}, not by {expected}; name the regulation of the table, or score it anew",
    ),
    "PKP-741": Message(
        'kolom "{name}" tidak ada; buat tabelnya dengan pekppp table --report',
        'there is no column "{name}"; make the table with pekppp table --report',
    ),
    "PKP-742": Message(
        "isi sel ini: {found}; seharusnya bilangan bulat seperti yang ditulis pekppp table",
        "this cell: {found}; it should hold a whole number as pekppp table writes it",
    ),
    "PKP-743": Message(
        "isi sel ini: {found}; angka indikator unit ini menghasilkan {expected}; tabel diubah sesudah dinilai",
        "this cell: {found}; the numbers of the unit's indicators give {expected}; the table was changed after scoring",
    ),
    "PKP-744": Message(
        "unit ini sudah ada di baris {first}; sisakan satu, baris {first} atau {second}",
        "this unit stands in row {first} already; keep one, row {first} or {second}",
    ),
    "PKP-745": Message(
        'kolom "{field}" berisi beberapa nilai: {values}; pisahkan menjadi satu tabel untuk tiap nilai',
        'column "{field}" holds several values: {values}; make a table for each',
    ),
    "PKP-746": Message(
        "nilai indikator ini {value}, di luar skala {lowest} sampai {highest}",
        "this indicator is {value}, outside its scale of {lowest} to {highest}",
    ),
    "PKP-747": Message(
        "sel ini berisi {value}, padahal formulir unit ini tidak memuatnya; kosongkan, atau perbaiki modenya",
        "this cell holds {value}, but the unit's forms have no such part; leave it blank, or mend the mode",
    ),
    "PKP-748": Message(
        'kolom "{field}" berisi {values}, bukan {expected}', 'column "{field}" holds {values}, not {expected}'
    ),
    "PKP-749": Message("tidak ada unit yang dinilai dalam tabel ini", "no unit in this table has an index"),
}
