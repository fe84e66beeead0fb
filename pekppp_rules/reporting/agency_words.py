"""The fixed texts of an agency's report, in Indonesian and English."""

from __future__ import annotations

from pekppp_rules.errors import Language
from pekppp_rules.reporting.words import Words

_WORDS: dict[str, tuple[str, str]] = {
    "agency_report": ("Laporan instansi", "Agency report"),
    "several_agencies": ("{count} instansi", "{count} agencies"),
    "round": ("{year}", "{year}"),
    "units": ("Unit", "Units"),
    "unit_count": ("{count} unit dinilai.", "{count} unit(s) were evaluated."),
    "mean_rule": (
        "Indeks instansi adalah rata-rata indeks unit yang belum dibulatkan: {exact}, dibulatkan menjadi {value}.",
        "The agency's index is the mean of the units' unrounded indices: {exact}, {value} when rounded.",
    ),
    "side_by_side": (
        "Unit-unit ini dari {count} putaran yang berbeda versi regulasi, tahun, skema, atau tahapnya. Masing-masing "
        "ditampilkan sendiri dan tidak dirata-ratakan bersama.",
        "These units are of {count} rounds that differ in regulation version, year, scheme or stage. Each is shown by "
        "itself; they are not averaged together.",
    ),
    "distribution": ("Sebaran predikat", "Distribution of categories"),
    "ranking": ("Peringkat", "Ranking"),
    "rank": ("No.", "Rank"),
    "index": ("Indeks", "Index"),
    "share": ("Bagian", "Share"),
    "profile": ("Profil aspek", "Aspect profile"),
    "part": ("Bagian indeks", "Part of the index"),
    "agency_mean": ("Rata-rata", "Mean"),
    "least": ("Terendah", "Lowest"),
    "most_of_units": ("Tertinggi", "Highest"),
    "weakest": ("Yang paling menahan indeks instansi", "What holds the agency's index back most"),
    "weakest_note": (
        "Tambahan: poin indeks instansi bila semua unit penuh pada baris itu, dihitung persis dari bobotnya.",
        "Gain: points of the agency's index when every unit is full in that row, exactly from its weights.",
    ),
    "weakest_unknown": (
        "Regulasi ini membulatkan nilai di dalam indeks, jadi tambahan satu baris bergantung pada baris lain dan tidak "
        "dihitung; urutannya menurut rata-rata.",
        "This regulation rounds values inside the index, so what one row brings depends on others and is not computed; "
        "the order is by mean.",
    ),
    "weakest_none": ("Semua baris penuh di semua unit.", "Every row is full in every unit."),
    "open_units": ("Unit belum penuh", "Units not full"),
    "index_then": ("Indeks menjadi", "Index then"),
    "heat": ("Peta unit menurut indikator", "Units by indicator"),
    "heat_note": (
        "Makin pekat warnanya, makin jauh nilai itu dari penuh; angkanya nilai itu dengan paling banyak satu desimal. Kotak "
        "kosong: formulir unit itu tidak memuatnya.",
        "The deeper the colour, the further a value is from full; the number is the value with at most one decimal. Empty: "
        "that unit's form has no such row.",
    ),
    "row_names": ("Nama baris", "Names of the rows"),
    "change": ("Perubahan sejak putaran sebelumnya", "Change since the earlier round"),
    "change_told": (
        "{before} ({before_round}) menjadi {after} ({after_round}): {change}.",
        "{before} ({before_round}) became {after} ({after_round}): {change}.",
    ),
    "change_category": ("Predikat {before} menjadi {after}.", "Category {before} became {after}."),
    "change_same": ("Predikatnya tetap {after}.", "The category stays {after}."),
    "change_order": (
        "Jawaban lama dinilai dulu menurut regulasi baru: perubahannya berasal dari aturan, sisanya dari unit. Jumlahnya persis.",
        "Earlier answers are first evaluated under the later regulation: that change comes from the rules, the rest from the unit. "
        "The parts sum exactly.",
    ),
    "from_units": ("Dari unit sendiri", "From the units themselves"),
    "from_rules": ("Dari aturan", "From the rules"),
    "unsplit": ("Tidak dapat dipisahkan", "Cannot be told apart"),
    "unsplit_note": (
        "Pada {count} unit regulasi baru menanyakan yang tidak dijawab dulu, sehingga bagian aturan dan bagian unit tidak "
        "dapat dipisahkan.",
        "For {count} unit(s) the later regulation asks what was not answered then, so the parts of rules and unit cannot be told "
        "apart.",
    ),
    "from_composition": ("Dari unit yang masuk atau keluar", "From units that came or left"),
    "came": ("Unit baru", "Units that came"),
    "left": ("Unit yang tidak ikut lagi", "Units that left"),
    "before": ("Dulu", "Before"),
    "after": ("Kini", "Now"),
    "change_of": ("Perubahan", "Change"),
    "of_unit": ("dari unit", "from the unit"),
    "of_rules": ("dari aturan", "from the rules"),
    "found_in": ("di {count} unit: {units}", "in {count} unit(s): {units}"),
    "and_more": ("{units}, dan {count} lagi", "{units}, and {count} more"),
    "example_of": ("Misalnya: {message}", "For instance: {message}"),
    "findings_counted": (
        'Unit-unit ini dari tabel, yang hanya menghitung temuan atas skor dan responden; tempat temuan ditulis "…". Temuan atas '
        "fakta F-01 dan bukti dukung tidak ada dalam tabel.",
        'These units are those of a table, which counts findings on scores and respondents only; what each is about stands as "…". '
        "A table has no findings on facts of F-01 and evidence.",
    ),
    "findings_of_no_table": (
        "Tabel ini tidak memuat temuan pemeriksaan; pekppp table --findings menambahkannya. Yang ditampilkan hanya temuan atas "
        "tahun dan banyaknya responden.",
        "This table tells no findings of checks; pekppp table --findings adds them. Only findings on the year and the number of "
        "respondents are shown.",
    ),
    "unscored": ("Unit yang tidak dinilai", "Units without an index"),
    "unscored_note": (
        "{count} unit dalam tabel tidak dinilai dan tidak ikut dihitung di mana pun.",
        "{count} unit(s) of the table have no index and count in nothing.",
    ),
    "reason": ("Alasan", "Reason"),
    "sheet_unscored": ("Tidak dinilai", "Not scored"),
    "sheet_ranking": ("Peringkat", "Ranking"),
    "sheet_weakest": ("Penahan", "Weakest"),
    "sheet_heat": ("Peta", "Heat map"),
    "sheet_change": ("Perubahan", "Change"),
    "more": ("dan {count} lagi; --format json memuat semuanya", "and {count} more; --format json has them all"),
}


class AgencyWords(Words):
    """The texts of an agency's report, before those of every report."""

    def __call__(self, name: str, /, **values: object) -> str:
        """Return a text, with its placeholders filled in. Raises KeyError when there is none of that name."""
        if name not in _WORDS:
            return super().__call__(name, **values)
        text = _WORDS[name][self.lang == "en"]
        return text.format_map(values) if values else text


def agency_words(lang: Language) -> AgencyWords:
    """Return the texts of a language."""
    return AgencyWords(lang)
