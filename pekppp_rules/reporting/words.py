"""The fixed texts of reports, in Indonesian and English."""

from __future__ import annotations

from pekppp_rules.errors import Language

_WORDS: dict[str, tuple[str, str]] = {
    # headings
    "report": ("Laporan hasil evaluasi", "Evaluation report"),
    "report_draft": ("Laporan sementara", "Draft report"),
    "contents": ("Isi laporan", "Contents"),
    "skip": ("Langsung ke isi", "Skip to content"),
    "summary": ("Ringkasan", "Summary"),
    "aspects": ("Hasil per aspek", "Results by aspect"),
    "contributions": ("Sumbangan terhadap indeks", "Contributions to the index"),
    "way": ("Jalan ke predikat berikutnya", "The way to the next category"),
    "findings": ("Temuan", "Findings"),
    "recommendations": ("Rekomendasi", "Recommendations"),
    "rows": ("Rincian formulir", "The forms row by row"),
    "calculation": ("Cara angka ini dihitung", "How this was computed"),
    "basis": ("Sumber dan tingkat kepercayaan", "Sources and confidence"),
    "identity": ("Identitas hasil", "Identity of the result"),
    "missing": ("Yang belum ada", "What is missing"),
    "page": ("Halaman", "Page"),
    "lacking": (
        "{count} isian belum ada, pada {rows} baris formulir. (×2 berarti dua lembar belum memuatnya.)",
        "{count} entries are missing, in {rows} rows of the forms. (×2 says that two sheets lack it.)",
    ),
    # heading
    "unit": ("Unit", "Unit"),
    "agency": ("Instansi", "Agency"),
    "period": ("Tahun", "Year"),
    "circumstances": ("Skema, tahap, jenis", "Scheme, stage, mode"),
    "code": ("Kode", "Code"),
    "address": ("Alamat", "Address"),
    "regulation": ("Regulasi", "Regulation"),
    # headline
    "of": ("dari", "of"),
    "category": ("Predikat", "Category"),
    "no_category": ("Regulasi ini tidak memberi predikat.", "This regulation gives no category."),
    "is": (
        "{unit_index} dibulatkan menjadi {value}, dari skala {lowest} sampai {highest}.",
        "{unit_index} is {value} when rounded, on a scale from {lowest} to {highest}.",
    ),
    "band": (
        "Predikat {letter} ({name}) berlaku untuk nilai {bounds}.",
        "Category {letter} ({name}) holds for values {bounds}.",
    ),
    "bounds": ("{lower} sampai {upper}", "{lower} to {upper}"),
    "bounds_below": ("{lower} sampai kurang dari {upper}", "{lower} to below {upper}"),
    "lack": (
        "Kurang {lack} lagi untuk predikat {letter} ({name}), yang mulai dari {bound}.",
        "{lack} short of category {letter} ({name}), which begins at {bound}.",
    ),
    "top": ("Tidak ada predikat yang lebih tinggi.", "There is no higher category."),
    "draft_bounds": (
        "Berkas belum lengkap. Bagaimanapun yang belum ada diisi, indeksnya antara {lower} dan {upper}.",
        "The file is not complete. However the rest is filled in, the index lies between {lower} and {upper}.",
    ),
    "draft_complete": (
        "Berkas sudah lengkap; laporan tetap dapat dibuat tanpa --draft.",
        "The file is complete; the report can be made without --draft.",
    ),
    "draft_category": ("Predikatnya sudah pasti: {letter} ({name}).", "The category is certain: {letter} ({name})."),
    "draft_open": (
        "Predikatnya belum pasti: dari {lower} sampai {upper}.",
        "The category is still open: from {lower} to {upper}.",
    ),
    "open": ("belum pasti", "still open"),
    "beside": ("Di samping indeks", "Beside the index"),
    "scale_caption": ("Letak indeks di antara predikat", "Where the index lies among the categories"),
    # aspects
    "aspect": ("Aspek", "Aspect"),
    "weight": ("Bobot", "Weight"),
    "value": ("Nilai", "Value"),
    "total": ("Keseluruhan", "Overall"),
    "radar": ("Perbandingan aspek", "Aspects compared"),
    "left_out": (
        "Tidak digambar, karena tidak dinilai di semua bagian: {names}.",
        "Not drawn, as not every part has it: {names}.",
    ),
    "not_rated": ("tidak dinilai", "not rated"),
    # contributions
    "contribution": ("Sumbangan", "Contribution"),
    "remaining": ("Masih dapat diraih", "Still to gain"),
    "most": ("Paling banyak", "At most"),
    "contribution_note": (
        "Panjang batang adalah poin indeks; bagian pucat adalah yang masih dapat diraih.",
        "The length of a bar is points of the index; the pale part is what could still be gained.",
    ),
    "contribution_sum": ("Jumlah semuanya {total}.", "All together: {total}."),
    "contribution_other": (
        "Jumlah semuanya {total}; selisihnya dari indeks berasal dari pembulatan atau tambahan tetap di antaranya.",
        "All together: {total}; it differs from the index by what is rounded or added in between.",
    ),
    # way
    "way_to": ("Jalan ke predikat {letter} ({name})", "The way to category {letter} ({name})"),
    "way_steps": (
        "Dengan {indicators} indikator dinaikkan ({levels} langkah), indeks menjadi {after} dan predikat {letter} ({name}). "
        "Itu kenaikan level paling sedikit yang cukup; jalan lain mungkin ada.",
        "Raising {indicators} indicator(s) in {levels} step(s) brings the index to {after} and category {letter} ({name}). "
        "That is the least rise in levels that suffices; there may be other ways.",
    ),
    "way_unreached": (
        "Predikat ini tidak tercapai dengan menaikkan indikator saja: dengan semua indikator penuh, indeks menjadi {highest}.",
        "Raising indicators alone does not reach it: with every indicator full, the index is {highest}.",
    ),
    "way_top": ("Predikat tertinggi sudah tercapai.", "The highest category is reached."),
    "way_no_indicators": (
        "Formulir yang dinilai evaluator tidak ada, jadi tidak ada langkah per indikator.",
        "There is no form that evaluators score, so there are no steps by indicator.",
    ),
    "way_rounded": (
        "Regulasi ini membulatkan nilai antara, jadi hasil satu langkah tergantung langkah lain dan tidak dihitung di sini.",
        "This regulation rounds values in between, so what a step brings depends on other steps and is not computed here.",
    ),
    "elsewhere": ("Yang perlu dicapai, masing-masing sendiri:", "What would have to be reached, each by itself:"),
    "needs_at_least": (
        "{name}: sekarang {now}, perlu paling sedikit {needed} dari {highest}",
        "{name}: now {now}, needs at least {needed} of {highest}",
    ),
    "not_enough": (
        "{name}: sekarang {now}, nilai penuh pun tidak cukup",
        "{name}: now {now}, even full marks do not suffice",
    ),
    "step": ("Langkah", "Step"),
    "level": ("Level", "Level"),
    "gain": ("Tambahan indeks", "Gain in the index"),
    "asks": ("Yang diminta level itu", "What that level asks for"),
    # findings
    "error": ("Kesalahan", "Errors"),
    "warning": ("Peringatan", "Warnings"),
    "info": ("Keterangan", "Notes"),
    "no_findings": ("Tidak ada temuan.", "No findings."),
    # recommendations
    "recommendation": ("Rekomendasi", "Recommendation"),
    "effort": ("Upaya", "Effort"),
    "small": ("kecil", "small"),
    "medium": ("sedang", "medium"),
    "large": ("besar", "large"),
    "no_recommendations": (
        "Aturan regulasi ini tidak memberi rekomendasi.",
        "The rules of this regulation recommend nothing.",
    ),
    # forms
    "indicator": ("Indikator", "Indicator"),
    "question": ("Pertanyaan", "Question"),
    "given_value": ("Nilai yang diberikan", "Value as given"),
    "score": ("Level", "Level"),
    "mean": ("Rata-rata", "Mean"),
    "justified": ("Didukung fakta", "Justified by facts"),
    "next": ("Langkah berikutnya", "Next step"),
    "next_level": ("Level {level}", "Level {level}"),
    "between": (
        "Antara level {below} dan {above}. Level {below}: {text}",
        "Between levels {below} and {above}. Level {below}: {text}",
    ),
    "full": ("penuh", "full"),
    "not_given": ("belum ada", "missing"),
    "unknown_levels": ("Teks level formulir ini tidak diketahui.", "The level texts of this form are unknown."),
    "unknown_weights": ("Bobot formulir ini tidak diketahui.", "The weights of this form are unknown."),
    "says": ("Isi level", "What the level says"),
    "justified_differs": ("berbeda dari yang dinilai", "differs from the score"),
    # calculation
    "weighted_mean": ("rata-rata berbobot", "weighted mean"),
    "mean_kind": ("rata-rata", "mean"),
    "linear": ("konversi", "conversion"),
    "weighted_sum": ("jumlah menurut bobot tercetak", "sum by printed weights"),
    "first_given": ("yang pertama diberikan", "the first of those given"),
    "calculation_intro": (
        "Dari atas ke bawah: tiap nilai, rumusnya, lalu rumus yang sama dengan angkanya. Semua dihitung persis dengan pecahan; "
        "tanda ≈ menandai angka yang ditulis lebih pendek.",
        "From the top down: each value, its formula, and the same formula with its numbers. Everything is computed exactly, in "
        "fractions; ≈ marks a number that is written shorter than it is.",
    ),
    "carried": (
        "Dibulatkan menjadi {value} sebelum dipakai di atasnya.",
        "Rounded to {value} before it is used above.",
    ),
    "rounding": (
        "Indeks {exact} dibulatkan ke {places} desimal, ke yang terdekat, setengah ke atas: {value}.",
        "The index {exact} is rounded to {places} places, to nearest, half up: {value}.",
    ),
    "rounding_raw": (
        "Predikat ditentukan dari nilai yang belum dibulatkan.",
        "The category is found from the unrounded value.",
    ),
    "category_found": (
        "{value} termasuk predikat {letter} ({name}), yang berlaku mulai {bound}.",
        "{value} has category {letter} ({name}), which holds from {bound}.",
    ),
    "result": ("Hasil", "Result"),
    # basis
    "source": ("sumber", "source"),
    "inputs": ("Masukan", "Input"),
    "confidence": (
        "Nilai regulasi yang dipakai, menurut tingkat kepercayaan",
        "Values of the regulation used, by confidence",
    ),
    "count": ("Jumlah", "Count"),
    "basis_of": ("Dasar", "Basis"),
    "assumed": ("Yang diandaikan", "Assumed"),
    "disputes": ("Yang dipersengketakan sumber", "Disputed between sources"),
    "chosen": ("dipilih", "chosen"),
    "other": ("sumber lain", "other sources"),
    "reason": ("alasan", "reason"),
    "sources": ("Daftar sumber", "List of sources"),
    "key": ("Kunci", "Key"),
    "title": ("Judul", "Title"),
    "where": ("Tempat", "Where"),
    "date": ("Tanggal", "Date"),
    "kind": ("Jenis", "Kind"),
    # identity
    "package": ("Paket regulasi", "Regulation package"),
    "version": ("Versi", "Version"),
    "digest": ("Digest paket", "Package digest"),
    "record": ("Digest rekaman", "Record digest"),
    "no_record": ("Laporan sementara tidak memiliki rekaman.", "A draft has no record."),
    "verify": (
        "Digest rekaman mengikat regulasi, masukan, dan hasil ini. “pekppp record” menulis rekaman dengan digest yang sama; "
        "“pekppp verify” menghitung ulang semuanya dari rekaman itu saja.",
        "The record digest binds this regulation, input and result. “pekppp record” writes a record with the same digest; "
        "“pekppp verify” computes everything again from that record alone.",
    ),
    "qr": ("Kode QR dari digest rekaman", "QR code of the record digest"),
    "qr_draft": ("Kode QR dari digest paket", "QR code of the package digest"),
    "state": ("Keadaan versi", "State of the version"),
    "working_copy": (
        "Versi ini belum dirilis (.dev): hasilnya tidak dapat disebut hasil versi rilis.",
        "This version is not released (.dev): its results are not those of a released version.",
    ),
    # kinds of sources
    "regulation_kind": ("peraturan", "regulation"),
    "official_form": ("formulir resmi", "official form"),
    "official_circular": ("surat edaran resmi", "official circular"),
    "official_slide": ("paparan resmi", "official slides"),
    "public_code": ("kode program publik", "public code"),
    "press": ("pers", "press"),
    "article": ("artikel", "article"),
    "survey": ("laporan survei", "survey report"),
    "package_kind": ("pilihan paket", "choice of the package"),
    # workbook and pages
    "sheet_summary": ("Ringkasan", "Summary"),
    "sheet_aspects": ("Aspek", "Aspects"),
    "sheet_findings": ("Temuan", "Findings"),
    "sheet_way": ("Langkah", "Steps"),
    "sheet_calculation": ("Perhitungan", "Calculation"),
    "sheet_basis": ("Sumber", "Sources"),
    "form": ("Formulir", "Form"),
    "severity": ("Tingkat", "Severity"),
    "finding": ("Temuan", "Finding"),
    "formula": ("Rumus", "Formula"),
    "numbers": ("Dengan angkanya", "With its numbers"),
    "name": ("Nama", "Name"),
}


class Words:
    """The fixed texts of one language: `words("category")`, `words("lack", lack="0,26", ...)`."""

    def __init__(self, lang: Language) -> None:
        self.lang: Language = lang

    def __call__(self, name: str, /, **values: object) -> str:
        """Return a text, with its placeholders filled in. Raises KeyError when there is none of that name."""
        text = _WORDS[name][self.lang == "en"]
        return text.format_map(values) if values else text
