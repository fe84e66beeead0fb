"""The words on the sheets, in Indonesian and English."""

from __future__ import annotations

from pekppp_rules.errors import Language

_WORDS: dict[str, tuple[str, str]] = {
    "unit": ("Unit", "Unit"),
    "evidence_sheet": ("Bukti", "Evidence"),
    "result": ("Hasil", "Result"),
    "calculation": ("Hitungan", "Calculation"),
    "lists": ("Pilihan", "Choices"),
    "unit_title": ("Unit yang dievaluasi", "The unit that is evaluated"),
    "how": (
        "Isi sel berwarna kuning saja; sel lain terkunci. Jangan mengubah nama atau urutan kolom. "
        "Nama lembar boleh diubah. Setelah diisi: pekppp evaluate BERKAS.xlsx",
        "Fill in the yellow cells only; all others are locked. Do not change the columns. Sheets may be renamed. "
        "Once filled in: pekppp evaluate FILE.xlsx",
    ),
    "regulation": ("Regulasi", "Regulation"),
    "regulation_id": ("Id paket", "Package id"),
    "version": ("Versi paket", "Package version"),
    "digest": ("Sidik jari paket", "Package digest"),
    "unit.name": ("Nama unit", "Name of the unit"),
    "unit.agency": ("Instansi", "Agency"),
    "unit.code": ("Kode unit", "Code of the unit"),
    "unit.address": ("Alamat", "Address"),
    "unit.mode": ("Cara layanan", "Mode of service"),
    "unit.services": ("Jenis layanan", "Kinds of services"),
    "period.year": ("Tahun evaluasi", "Year of the evaluation"),
    "period.scheme": ("Skema", "Scheme"),
    "period.stage": ("Tahap", "Stage"),
    "optional": ("boleh kosong", "may stay blank"),
    "fixed": ("formulir ini untuk pilihan ini", "this form is for this choice"),
    "mark_each": ("ya untuk setiap yang sesuai", "yes for each that applies"),
    "code": ("Kode", "Code"),
    "indicator": ("Indikator", "Indicator"),
    "levels": ("Arti skor", "What a score means"),
    "score": ("Skor", "Score"),
    "note": ("Catatan", "Note"),
    "evidence": ("Bukti dukung", "Evidence"),
    "location": ("Lokasi atau tautan", "Place or link"),
    "check": ("Cek", "Check"),
    "evaluator": ("Nama evaluator", "Name of the evaluator"),
    "observation": ("Pengamatan atas aspek ini", "Observation on this aspect"),
    "unscored": ("tidak dinilai", "not scored"),
    "asked_evidence": ("Bukti yang diminta", "Evidence asked for"),
    "counts": ("Yang dihitung", "What is counted"),
    "question": ("Pertanyaan", "Question"),
    "answer": ("Jawaban", "Answer"),
    "hint": ("Cara menjawab", "How to answer"),
    "asked_if": ("Ditanyakan bila", "Asked if"),
    "additional": ("Informasi tambahan", "Additional information"),
    "none_of_them": ("tidak satu pun", "none of them"),
    "other": ("lainnya, sebutkan", "other, please state"),
    "respondent": ("Responden", "Respondent"),
    "a_row_each": (
        "Satu baris untuk satu responden; tanpa nama atau identitas. Jawaban {lowest} sampai {highest}, bilangan bulat.",
        "A row for each respondent; no names or identities. Answers {lowest} to {highest}, whole numbers.",
    ),
    "sum_each": (
        "Jumlah semua jawaban untuk tiap pertanyaan, dan banyaknya responden.",
        "The sum of all answers to each question, and the number of respondents.",
    ),
    "mean_each": (
        "Rata-rata jawaban tiap pertanyaan, dari {lowest} sampai {highest}.",
        "The mean answer to each question, from {lowest} to {highest}.",
    ),
    "value_each": ("Nilai dari {lowest} sampai {highest}.", "Values from {lowest} to {highest}."),
    "score_each": ("Skor {lowest} sampai {highest}, bilangan bulat.", "Scores {lowest} to {highest}, whole numbers."),
    "decimals": (
        "Lembar Hasil menghitung sampai {places} angka desimal; yang lebih halus dihitung oleh pekppp evaluate.",
        "The result sheet takes up to {places} decimals; finer ones are computed by pekppp evaluate.",
    ),
    "most_respondents": (
        "Lembar Hasil menghitung sampai {most} responden; yang lebih banyak dihitung oleh pekppp evaluate.",
        "The result sheet takes up to {most} respondents; more are computed by pekppp evaluate.",
    ),
    "minimum": ("Paling sedikit {minimum} responden.", "At least {minimum} respondents."),
    "respondents": ("Banyaknya responden", "Number of respondents"),
    "sum": ("Jumlah", "Sum"),
    "mean": ("Rata-rata", "Mean"),
    "value": ("Nilai", "Value"),
    "sheet": ("Lembar", "Sheet"),
    "title": ("Judul bukti", "Title"),
    "kind": ("Jenis", "Kind"),
    "file_digest": ("Sidik jari berkas (sha256:...)", "Digest of the file (sha256:...)"),
    "more_evidence": (
        "Bukti selain yang pertama, atau dengan jenis dan sidik jari. Satu baris untuk satu bukti.",
        "Evidence beyond the first piece, or with kind and digest. A row for each piece.",
    ),
    "document": ("dokumen", "document"),
    "photo": ("foto", "photo"),
    "video": ("video", "video"),
    "screenshot": ("tangkapan layar", "screenshot"),
    "link": ("tautan", "link"),
    "yes": ("Ya", "Yes"),
    "no": ("Tidak", "No"),
    "mark": ("ya", "yes"),
    "level_range": ("{lowest} sampai {highest}", "{lowest} to {highest}"),
    "refused": ("Isian tidak sesuai", "Not accepted"),
    "status": ("Keadaan isian", "State of the answers"),
    "complete": (
        "lengkap; hasil dihitung dari isian",
        "complete; the result follows the answers",
    ),
    "incomplete": (
        "belum lengkap, atau ada tanda ! pada kolom cek; hasil muncul setelah semuanya terisi",
        "incomplete, or a ! in a check column; the result appears once everything is filled in",
    ),
    "without_formulas": (
        "Indeks ini mempunyai terlalu banyak susunan untuk rumus spreadsheet; hitung dengan pekppp evaluate.",
        "This index can be put together in too many ways for formulas; compute it by pekppp evaluate.",
    ),
    "index": ("Indeks", "Index"),
    "category": ("Predikat", "Category"),
    "scale": ("Skala", "Scale"),
    "part": ("Bagian indeks", "Part of the index"),
    "how_computed": (
        "Setiap nilai dihitung dari bilangan bulat (lembar Hitungan): pembilang dibagi penyebut, lalu dibulatkan ke atas "
        "pada angka lima. Hasil yang resmi adalah keluaran pekppp evaluate, yang juga memeriksa isian lain.",
        "Each value is computed from whole numbers (sheet Calculation): numerator over denominator, then rounded, a tie "
        "upwards. The result of record is what pekppp evaluate gives, which also checks everything else.",
    ),
    "form": ("Formulir", "Form"),
    "sum_of_answers": ("Jumlah S", "Sum S"),
    "number_of_answers": ("Banyaknya n", "Count n"),
    "begun": ("Terisi", "Begun"),
    "is_complete": ("Lengkap", "Complete"),
    "constant": ("Tetapan", "Constant"),
    "divisor": ("Pembagi", "Divisor"),
    "numerator": ("Pembilang", "Numerator"),
    "denominator": ("Penyebut", "Denominator"),
    "rounded": ("Dibulatkan, dalam satuan", "Rounded, in units"),
    "position": ("Urutan predikat, dari bawah", "Place of the category, from below"),
    "bound": ("Batas bawah dalam satuan", "Lower bound in units"),
    "way": ("Susunan indeks", "Way of putting the index together"),
    "active": ("Susunan yang berlaku", "The way that applies"),
    "calculation_title": (
        "Hitungan dalam bilangan bulat: nilai = (tetapan + jumlah bobot x S / n) / pembagi",
        "Computed in whole numbers: value = (constant + sum of weight x S / n) / divisor",
    ),
    "page": ("Halaman &P dari &N", "Page &P of &N"),
    "int": ("bilangan bulat", "whole number"),
    "decimal": ("bilangan", "number"),
    "percent": ("persen, 0 sampai 100", "percent, 0 to 100"),
    "one": ("pilih satu", "choose one"),
    "set": ("tandai ya untuk setiap yang sesuai", "mark yes for each that applies"),
    "bool": ("ya atau tidak", "yes or no"),
    "text": ("teks", "text"),
    "date": ("tahun, tahun-bulan, atau tahun-bulan-hari: 2022-05-31", "year, year-month or year-month-day: 2022-05-31"),
}


class Words:
    """The words in one language."""

    def __init__(self, lang: Language) -> None:
        self.lang: Language = lang

    def __call__(self, name: str, **values: object) -> str:
        """Return the words with that name, with the values filled in."""
        text = _WORDS[name][self.lang == "en"]
        return text.format(**values) if values else text
