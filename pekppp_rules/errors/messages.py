"""The catalogue of messages. Codes are stable: a code keeps its meaning for ever, its wording may improve.

0xx files, 1xx regulation packages, 2xx submissions, 3xx choosing a regulation, 4xx working with results, 5xx shape of any document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]

_SUGGESTION: dict[Language, str] = {"id": '; maksud Anda "{suggestion}"?', "en": '; did you mean "{suggestion}"?'}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in Indonesian and English."""

    id: str
    en: str

    def __call__(self, lang: Language = "id") -> str:
        """Return the words in `lang`."""
        return self.id if lang == "id" else self.en


Parameter = str | int | Phrase
"""A value that a message names: a code, a number, or words that exist in both languages."""


class Message(Phrase):
    """A message template; its `{names}` are filled from a problem's parameters."""

    __slots__ = ()

    def render(self, parameters: Mapping[str, Parameter], lang: Language = "id") -> str:
        """Return the text in `lang`, with a did-you-mean when the parameters carry a suggestion."""
        values = {name: value(lang) if isinstance(value, Phrase) else value for name, value in parameters.items()}
        text = self(lang).format_map(values)
        return text + _SUGGESTION[lang].format_map(values) if "suggestion" in values else text


MESSAGES: dict[str, Message] = {
    # files
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
        'jenis berkas "{suffix}" tidak dikenal; pakai .yaml, .yml, atau .json',
        'unknown file type "{suffix}"; use .yaml, .yml or .json',
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
    # regulation packages
    "PKP-101": Message(
        "paket tidak memuat berkas dengan kind: {kind}; tambahkan satu",
        "the package has no file with kind: {kind}; add one",
    ),
    "PKP-102": Message(
        'kind "{kind}" sudah ada di {other}; satu paket memuat satu',
        'kind "{kind}" already stands in {other}; a package holds one',
    ),
    "PKP-103": Message(
        'id paket "{id}" harus sama dengan nama foldernya, "{folder}"',
        'the package id "{id}" must equal its folder name, "{folder}"',
    ),
    "PKP-104": Message(
        "bobot {what} berjumlah {total}, seharusnya {expected}",
        "the weights of {what} sum to {total}, should be {expected}",
    ),
    "PKP-105": Message(
        '{what} "{name}" sudah dipakai; setiap {what} harus unik',
        '{what} "{name}" is already used; each {what} must be unique',
    ),
    "PKP-106": Message('{what} "{name}" tidak ada', '{what} "{name}" does not exist'),
    "PKP-107": Message(
        'predikat tabel "{table}" mulai dari {lowest}, padahal simpul "{node}" mulai dari {minimum}; batas terbawah harus sama',
        'the categories of table "{table}" start at {lowest} but node "{node}" starts at {minimum}; the lowest bound must be equal',
    ),
    "PKP-108": Message(
        'nilai ini tidak mempunyai "{key}"; tulis di sini atau pada blok yang melingkupinya',
        'this value has no "{key}"; write it here or in an enclosing block',
    ),
    "PKP-109": Message(
        'batas bawah predikat "{letter}" ({bound}) harus lebih kecil dari batas di atasnya ({above})',
        'the lower bound of category "{letter}" ({bound}) must be below the one above it ({above})',
    ),
    "PKP-110": Message(
        'batas predikat "{letter}" ({bound}) lebih halus daripada pembulatan {places} desimal, sehingga tidak pernah dicapai tepat',
        'the bound of category "{letter}" ({bound}) is finer than the rounding to {places} places, so it is never met exactly',
    ),
    "PKP-111": Message("simpul indeks berputar: {cycle}", "the index tree runs in a circle: {cycle}"),
    "PKP-112": Message(
        'simpul "{node}" tidak dipakai oleh indeks; hubungkan atau hapus',
        'node "{node}" is not used by the index; connect it or remove it',
    ),
    "PKP-113": Message(
        'aspek "{aspect}" formulir "{form}" tidak dihitung oleh simpul mana pun; hubungkan di index.yaml',
        'aspect "{aspect}" of form "{form}" is counted by no node; connect it in index.yaml',
    ),
    "PKP-114": Message(
        'indikator "{code}" harus memuat level {expected} persis; sekarang {found}',
        'indicator "{code}" must have exactly the levels {expected}; it has {found}',
    ),
    "PKP-115": Message(
        'batas bawah predikat "{letter}" ({bound}) di luar skala simpul "{node}" ({minimum} sampai {maximum})',
        'the lower bound of category "{letter}" ({bound}) is outside the scale of node "{node}" ({minimum} to {maximum})',
    ),
    "PKP-116": Message(
        'simpul "{node}" adalah rata-rata berbobot, tetapi "{code}" tidak mempunyai bobot',
        'node "{node}" is a weighted mean, but "{code}" has no weight',
    ),
    "PKP-117": Message(
        'kasus "{case}": {field} seharusnya {expected}, hasilnya {found}',
        'case "{case}": {field} should be {expected}, it came out as {found}',
    ),
    "PKP-118": Message(
        'kasus "{case}" tidak dapat dievaluasi: {detail}', 'case "{case}" cannot be evaluated: {detail}'
    ),
    "PKP-119": Message(
        'skala formulir "{form}" dari {lowest} sampai {highest}; yang terendah harus lebih kecil',
        'the scale of form "{form}" runs from {lowest} to {highest}; the lowest must be smaller',
    ),
    "PKP-120": Message(
        "paket tidak memuat kasus uji; tambahkan cases/*.yaml", "the package has no cases; add cases/*.yaml"
    ),
    "PKP-121": Message("pengali {value} harus lebih besar dari nol", "the factor {value} must be greater than zero"),
    "PKP-122": Message("bobot {value} tidak boleh negatif", "weight {value} must not be negative"),
    "PKP-123": Message(
        'kasus "{case}" ditulis dua kali; beri id yang lain', 'case "{case}" stands twice; give it another id'
    ),
    "PKP-124": Message(
        'formulir "{form}" dipakai indeks, tetapi tidak ada dalam requires; tambahkan',
        'form "{form}" is used by the index but is not in requires; add it',
    ),
    "PKP-125": Message(
        "varian dipilih dengan {field}; daftarkan medan itu di regulation.yaml dengan required: true",
        "the variant is chosen by {field}; list that field in regulation.yaml with required: true",
    ),
    "PKP-126": Message(
        'aspek "{aspect}" formulir "{form}" dihitung indeks, tetapi tidak ada dalam varian ini',
        'aspect "{aspect}" of form "{form}" is counted by the index but is not in this variant',
    ),
    "PKP-127": Message(
        'tanggal "{date}" tidak ada, atau tidak sesuai dengan precision: {precision}',
        'there is no date "{date}", or it does not go with precision: {precision}',
    ),
    "PKP-128": Message(
        'simpul "{node}" tidak dapat dihitung untuk {choice}: ada formulir tanpa varian itu',
        'node "{node}" cannot be computed for {choice}: a form has no such variant',
    ),
    "PKP-129": Message(
        "masa berlaku berakhir ({date}) sebelum atau saat mulai ({start})",
        "validity ends ({date}) before or when it begins ({start})",
    ),
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
}
