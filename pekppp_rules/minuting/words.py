"""The words of the minutes, in Indonesian and in English."""

from __future__ import annotations

from pekppp_rules.errors import Phrase

WORDS: dict[str, Phrase] = {
    "title": Phrase("BERITA ACARA", "MINUTES (BERITA ACARA)"),
    "subtitle": Phrase("HASIL EVALUASI PELAYANAN PUBLIK", "RESULT OF THE EVALUATION OF PUBLIC SERVICE"),
    "year": Phrase("TAHUN {year}", "YEAR {year}"),
    "number": Phrase("Nomor", "Number"),
    "opening": Phrase(
        "Pada hari ini, {day}, bertempat di {place}, kami yang bertanda tangan di bawah ini:",
        "On this day, {day}, in {place}, we the undersigned:",
    ),
    "blank_day": Phrase(
        "{short} tanggal {short} bulan {short} tahun {short}", "{short} the {short} of {short} of the year {short}"
    ),
    "declare": Phrase(
        "menerangkan bahwa unit di bawah ini telah dievaluasi berdasarkan {citation} ({title}), dengan hasil seperti yang "
        "tertulis dalam berita acara ini.",
        "state that the unit below was evaluated under {citation} ({title}), with the result written in these minutes.",
    ),
    "as": Phrase("Selaku", "As"),
    "name": Phrase("Nama", "Name"),
    "nip": Phrase("NIP", "NIP"),
    "position": Phrase("Jabatan", "Position"),
    "evaluator": Phrase("Evaluator", "Evaluator"),
    "head": Phrase("Kepala unit", "Head of the unit"),
    "identity": Phrase("Unit dan periode", "Unit and period"),
    "unit": Phrase("Unit", "Unit"),
    "agency": Phrase("Instansi", "Agency"),
    "code": Phrase("Kode unit", "Code of the unit"),
    "address": Phrase("Alamat", "Address"),
    "mode": Phrase("Moda", "Mode"),
    "services": Phrase("Layanan", "Services"),
    "period": Phrase("Tahun", "Year"),
    "scheme": Phrase("Skema", "Scheme"),
    "stage": Phrase("Tahap", "Stage"),
    "result": Phrase("Hasil", "Result"),
    "category": Phrase("Predikat", "Category"),
    "of": Phrase("dari", "of"),
    "aspect": Phrase("Aspek", "Aspect"),
    "weight": Phrase("Bobot", "Weight"),
    "whole": Phrase("Seluruhnya", "Whole"),
    "by_aspect": Phrase("Catatan dan rekomendasi per aspek", "Observations and recommendations by aspect"),
    "observed": Phrase("Pengamatan:", "Observations:"),
    "noted": Phrase("Catatan atas indikator:", "Notes on indicators:"),
    "recommended": Phrase("Rekomendasi:", "Recommendations:"),
    "general": Phrase("Di luar aspek", "Outside the aspects"),
    "gain": Phrase(
        "Angka dalam kurung setelah rekomendasi adalah kenaikan indeks bila rekomendasi itu dilaksanakan.",
        "The number in brackets after a recommendation is what the index gains when it is carried out.",
    ),
    "findings": Phrase("Temuan", "Findings"),
    "none": Phrase("Tidak ada.", "None."),
    "info": Phrase("Informasi", "Information"),
    "warning": Phrase("Peringatan", "Warning"),
    "error": Phrase("Kesalahan", "Error"),
    "basis": Phrase("Dasar perhitungan", "What the result rests on"),
    "regulation": Phrase("Regulasi", "Regulation"),
    "package": Phrase("Paket regulasi", "Regulation package"),
    "digest": Phrase("Digest paket", "Digest of the package"),
    "record": Phrase("Digest rekaman", "Digest of the record"),
    "inputs": Phrase("Masukan", "Input"),
    "rests_on": Phrase("Dasar angka", "What the numbers rest on"),
    "assumed": Phrase("Diandaikan", "Assumed"),
    "closing": Phrase(
        "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
        "These minutes were drawn up truthfully, to be used as they should be.",
    ),
    "annex": Phrase("Lampiran: skor per indikator", "Annex: scores by indicator"),
    "indicator": Phrase("Indikator", "Indicator"),
    "indicator_code": Phrase("Kode", "Code"),
    "agreed": Phrase("Nilai", "Value"),
    "page": Phrase("Halaman", "Page"),
}

BLANKS: dict[str, Phrase] = {
    "number": Phrase("nomor", "number"),
    "place": Phrase("tempat", "place"),
    "date": Phrase("tanggal", "date"),
    "period.scheme": Phrase("skema", "scheme"),
    "period.stage": Phrase("tahap", "stage"),
    "unit.mode": Phrase("moda", "mode"),
    "unit.services": Phrase("layanan", "services"),
    "head.name": Phrase("nama kepala unit", "name of the head of the unit"),
    "head.nip": Phrase("NIP kepala unit", "NIP of the head of the unit"),
    "head.position": Phrase("jabatan kepala unit", "position of the head of the unit"),
    "evaluators.name": Phrase("nama evaluator", "name of an evaluator"),
    "evaluators.nip": Phrase("NIP evaluator", "NIP of an evaluator"),
    "evaluators.position": Phrase("jabatan evaluator", "position of an evaluator"),
}
"""What may be left to fill in by hand."""
