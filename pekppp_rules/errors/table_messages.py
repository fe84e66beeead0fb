"""The messages of tables, 7xx of the catalogue: first what is wrong with a table, then statuses of its rows."""

from __future__ import annotations

from pekppp_rules.errors.phrases import Message

TABLE_MESSAGES: dict[str, Message] = {
    "PKP-701": Message(
        "tabel memerlukan pustaka {library}: pip install 'pekppp-rules[tables]'",
        "tables need the library {library}: pip install 'pekppp-rules[tables]'",
    ),
    "PKP-702": Message(
        'kolom untuk "{code}" tidak ada; namanya "{code}" atau "{name}"',
        'there is no column for "{code}"; it is called "{code}" or "{name}"',
    ),
    "PKP-703": Message(
        "kolom ini berisi {found}, seharusnya {expected}", "this column holds {found}, should hold {expected}"
    ),
    "PKP-704": Message(
        "evaluator kali responden terlalu banyak untuk dihitung persis dalam tabel; nilai unit ini sendiri, dengan evaluate",
        "too many evaluators times respondents to be exact in a table; evaluate this unit by itself",
    ),
    "PKP-705": Message(
        "nilai ini lebih dari {places} desimal; nilai unit ini sendiri, dengan evaluate",
        "this value has more than {places} decimals; evaluate this unit by itself",
    ),
    "PKP-706": Message(
        "indeks bergantung pada ada tidaknya {found} formulir dan nilai; tabel menangani paling banyak {most}",
        "the index depends on which of {found} forms and values are given; a table handles at most {most}",
    ),
    "PKP-707": Message(
        "baris-baris satu unit tidak sama di kolom ini; samakan",
        "the rows of one unit differ in this column; make them agree",
    ),
    "PKP-708": Message(
        'baris "{code}" ada di dua kolom, "{one}" dan "{other}"; sisakan satu',
        'row "{code}" stands in two columns, "{one}" and "{other}"; keep one',
    ),
    "PKP-709": Message("{found} bukan {expected}", "{found} is not {expected}"),
    "PKP-710": Message('kolom "{name}" tidak ada dalam tabel', 'there is no column "{name}" in the table'),
    "PKP-711": Message("baris ini tidak menyebut unitnya", "this row does not name its unit"),
    "PKP-712": Message(
        'varian formulir bergantung pada {field}: sediakan kolom "{name}" yang berisi {known}, atau sebut satu untuk semua unit',
        'the variant of a form depends on {field}: give a column "{name}" with {known}, or name one for all units',
    ),
    "PKP-713": Message(
        "jawaban survei seharusnya satu tabel untuk setiap formulir survei, menurut nama: {known}",
        "responses should be one table for each survey form, by name: {known}",
    ),
    "PKP-714": Message(
        'jenis berkas "{suffix}" tidak dikenal; tabel berupa {known}',
        'unknown file type "{suffix}"; a table is one of {known}',
    ),
    "PKP-715": Message(
        "{found} baris tidak muat dalam satu lembar, paling banyak {most}; tulis .csv atau .parquet",
        "{found} rows do not fit on a sheet, at most {most}; write .csv or .parquet",
    ),
    "PKP-716": Message(
        'overflow="scalar" hanya untuk tabel di memori; ambil unit berstatus PKP-704 dan nilai sendiri',
        'overflow="scalar" is for tables in memory only; take the units with status PKP-704 and score them by themselves',
    ),
    "PKP-717": Message(
        "isi kolom ini bukan jenis faktanya; lihat jenis kolom dengan fact_columns()",
        "what this column holds is not of the type of its fact; fact_columns() tells the types",
    ),
    "PKP-718": Message(
        "isi kolom ini bukan pilihan faktanya atau di luar batasnya; perbaiki",
        "what this column holds is no option of its fact, or outside its bounds; correct it",
    ),
    "PKP-719": Message(
        "bilangan ini terlalu besar untuk tabel; nilai unit ini sendiri, dengan evaluate",
        "this number is too large for a table; evaluate this unit by itself",
    ),
    # matrices
    "PKP-720": Message(
        "varian formulir bergantung pada {field}: sebut {name}, salah satu dari {known}",
        "the variant of a form depends on {field}: name {name}, one of {known}",
    ),
    "PKP-721": Message(
        '{units}: jumlah untuk "{code}" di luar skala, {lowest} sampai {highest} kali banyaknya evaluator atau responden',
        '{units}: the sum for "{code}" is off the scale, {lowest} to {highest} times the number of evaluators or respondents',
    ),
    "PKP-722": Message(
        "{units}: {forms} melebihi {most}, batas hitungan yang persis dengan matriks; nilai unit ini sendiri, dengan evaluate",
        "{units}: {forms} is above {most}, up to which matrices are exact; evaluate these units by themselves",
    ),
    "PKP-723": Message(
        '{units}: formulir "{form}" tidak ada isinya, padahal indeks memerlukannya',
        '{units}: there is nothing of form "{form}", but the index needs it',
    ),
    "PKP-724": Message(
        '{units}: nilai "{code}" belum diisi, padahal indeks memerlukannya',
        '{units}: value "{code}" is missing, but the index needs it',
    ),
    "PKP-725": Message(
        "{units}: banyaknya evaluator atau responden kurang dari 0",
        "{units}: the number of evaluators or respondents is below 0",
    ),
    "PKP-726": Message(
        "unit ini ada di lebih dari satu baris; gabungkan barisnya, atau sebut kolom evaluator (evaluator=, --evaluator-column)",
        "the unit stands in more than one row; merge them, or name the column of the evaluators (evaluator=, --evaluator-column)",
    ),
}
