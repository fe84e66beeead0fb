"""The level that the facts of F-01 A justify, indicator by indicator, against tables written out here from the fact sheet."""

from __future__ import annotations

import pytest

from tests.packages.stated import FACTS, LEVEL_RULES, OWN_ENTRY, level, options

SP, SKM = {"1.ada": True}, {"6.dilaksanakan": True}
PLEDGE = {"5.ada": True, "5.ditetapkan": True, "5.sesuai": True, "5.dipublikasikan": True}
SURVEY = {**SKM, "6.sesuai": True, "6.dipublikasikan": True}
PLAN = {"8.rencana": True, "8.laporan": True}
SIPP = {"21.ada": True}
MEDIA = {"26.ada": True}
INNOVATION = {"29.ada": True, "29.lama": "setahun_lebih"}
RESOURCES = {"30.ada": True, "30.dasar_hukum": "ditetapkan"}


def yes(*facts, then=()):
    """State yes to these facts and no to those after."""
    return {**dict.fromkeys(facts, True), **dict.fromkeys(then, False)}


def cases(total, solved, lapor, lapor_solved):
    """State the four numbers of question 28."""
    return {"28.masuk": total, "28.selesai": solved, "28.masuk_lapor": lapor, "28.selesai_lapor": lapor_solved}


EXAMPLES = {
    "1.a.Ak": [
        (0, {"1.ada": False}),
        (1, {**SP, "1.empat_belas_komponen": False}),
        (2, {**SP, "1.empat_belas_komponen": True, "1.ditetapkan": False}),
        (3, {**SP, "1.empat_belas_komponen": True, "1.ditetapkan": True, "1.dilibatkan": False}),
        (4, {**SP, "1.empat_belas_komponen": True, "1.ditetapkan": True, "1.dilibatkan": True}),
        (5, {**yes("1.ada", "1.empat_belas_komponen", "1.ditetapkan", "1.dilibatkan", "1.dievaluasi")}),
        (1, {**SP, "1.ditetapkan": True, "1.dilibatkan": True, "1.dievaluasi": True}),
        (3, {**SP, "1.empat_belas_komponen": True, "1.ditetapkan": True, "1.dievaluasi": True}),
    ],
    "2.a.P": [(0, {"2.dilibatkan": False}), (0, {"2.dilibatkan": True})],
    "3.a.T": [
        (0, {"3.dipublikasikan": False}),
        (1, {"3.dipublikasikan": True, "3.komponen": "sebagian", "3.media": options("3.media")}),
        (2, {"3.dipublikasikan": True, "3.komponen": "semua", "3.media": ["sippn", "cetak"]}),
    ],
    "4.a.K": [
        (0, {"4.peninjauan": "belum_pernah"}),
        (1, {"4.peninjauan": "semua_tiga_tahun"}),
        (2, {"4.peninjauan": "sebagian_dua_tahun"}),
        (3, {"4.peninjauan": "semua_dua_tahun"}),
        (4, {"4.peninjauan": "sebagian_setahun"}),
        (5, {"4.peninjauan": "semua_setahun"}),
    ],
    "5.a.K": [
        (0, {"5.ada": False}),
        (1, {"5.ada": True, "5.ditetapkan": False}),
        (2, {"5.ada": True, "5.ditetapkan": True, "5.sesuai": False}),
        (3, {"5.ada": True, "5.ditetapkan": True, "5.sesuai": True, "5.dipublikasikan": False}),
        (4, {**PLEDGE, "5.media": ["nonelektronik"]}),
        (5, {**PLEDGE, "5.media": ["elektronik", "nonelektronik"]}),
        (3, {**PLEDGE, "5.media": ["elektronik"]}),
        (1, {**PLEDGE, "5.ditetapkan": False, "5.media": ["elektronik", "nonelektronik"]}),
    ],
    "6.a.B": [
        (0, {"6.dilaksanakan": False}),
        (1, {**SKM, "6.sesuai": False, "6.ditindaklanjuti": True}),
        (2, {**SKM, "6.sesuai": True, "6.dipublikasikan": False}),
        (3, {**SURVEY, "6.media": ["nonelektronik"], "6.ditindaklanjuti": True}),
        (4, {**SURVEY, "6.media": ["nonelektronik", "elektronik"], "6.ditindaklanjuti": False}),
        (5, {**SURVEY, "6.media": ["nonelektronik", "elektronik"], "6.ditindaklanjuti": True}),
        (2, {**SURVEY, "6.media": ["elektronik"], "6.ditindaklanjuti": True}),
    ],
    "8.a.Ak": [
        (0, {"8.rencana": False}),
        (1, {**PLAN, "8.terlaksana": 0}),
        (2, {**PLAN, "8.terlaksana": 0.5}),
        (2, {**PLAN, "8.terlaksana": 29.99}),
        (3, {**PLAN, "8.terlaksana": 30}),
        (3, {**PLAN, "8.terlaksana": 80}),
        (4, {**PLAN, "8.terlaksana": 80.01}),
        (4, {**PLAN, "8.terlaksana": 99.9}),
        (5, {**PLAN, "8.terlaksana": 100}),
        (1, {**PLAN, "8.laporan": False, "8.terlaksana": 100}),
    ],
    "9.a.Ak": [
        (0, {"9.ditindaklanjuti": False}),
        (1, {"9.ditindaklanjuti": True, "9.waktu": "satu_tahun"}),
        (2, {"9.ditindaklanjuti": True, "9.waktu": "sembilan_bulan"}),
        (3, {"9.ditindaklanjuti": True, "9.waktu": "enam_bulan"}),
        (4, {"9.ditindaklanjuti": True, "9.waktu": "tiga_bulan"}),
        (5, {"9.ditindaklanjuti": True, "9.waktu": "satu_bulan"}),
        (0, {"9.ditindaklanjuti": True}),
    ],
    "10.b.As": [(0, {"10.kemudahan": []}), (0, {"10.kemudahan": ["tanpa_istirahat", "dua_puluh_empat_jam"]})],
    "11.b.K": [
        (0, {"11.ada": False}),
        (0, {"11.ada": True, "11.muatan": ["anti_kkn", "antidiskriminasi", "sanksi", "penghargaan"]}),
    ],
    "13.b.K": [
        (0, {"13.kriteria": []}),
        (1, {"13.kriteria": ["kehadiran"]}),
        (1, {"13.kriteria": ["kehadiran", "inovatif"]}),
        (2, {"13.kriteria": ["kehadiran", "inovatif", "penampilan"]}),
        (2, {"13.kriteria": ["kehadiran", "kerja_sama", "inovatif", "penampilan", "tanpa_pengaduan"]}),
        (3, {"13.kriteria": ["kinerja"]}),
        (3, {"13.kriteria": ["kinerja", "kehadiran"]}),
        (4, {"13.kriteria": ["kinerja", "kehadiran", "inovatif"]}),
        (4, {"13.kriteria": ["kinerja", "kehadiran", "inovatif", "penampilan"]}),
        (5, {"13.kriteria": ["kinerja", "kehadiran", "inovatif", "penampilan", "kerja_sama"]}),
        (5, {"13.kriteria": ["kinerja", "kehadiran", "inovatif", "penampilan", "kerja_sama", "tanpa_pengaduan"]}),
    ],
    "15.c.K": [(0, {"15.ada": False})],
    "16.c.As": [
        (0, {"16.wajib": [], "16.tambahan": []}),
        (0, {"16.wajib": ["kursi"], "16.tambahan": ["air_minum", "bacaan", "televisi", "wifi"]}),
        (0, {"16.wajib": ["pendingin"], "16.tambahan": ["air_minum", "bacaan", "televisi", "wifi"]}),
        (1, {"16.wajib": ["kursi", "pendingin"]}),
    ],
    "17.c.As": [(0, {"17.ada": False})],
    "21.d.T": [
        (0, {"21.ada": False}),
        (1, {**SIPP, "21.nonelektronik": ["lisan"]}),
        (1, {**SIPP, "21.nonelektronik": ["lisan", "papan"]}),
        (0, {**SIPP, "21.nonelektronik": ["papan", "cetak"]}),
        (2, {**SIPP, "21.nonelektronik": ["lisan", "papan", "cetak"], "21.elektronik": []}),
        (3, {**SIPP, "21.nonelektronik": [], "21.elektronik": ["tidak_daring"], "21.sippn": False}),
        (4, {**SIPP, "21.elektronik": ["daring"], "21.sippn": False}),
        (4, {**SIPP, "21.elektronik": ["daring"], "21.sippn": True, "21.layanan_sippn": 0}),
        (5, {**SIPP, "21.elektronik": ["daring"], "21.sippn": True, "21.layanan_sippn": 1}),
        (3, {**SIPP, "21.elektronik": ["tidak_daring"], "21.sippn": True, "21.layanan_sippn": 9}),
    ],
    "23.d.As": [
        (0, {"23.elektronik": False}),
        (0, yes("23.elektronik", then=["23.mudah_dioperasikan"])),
        (1, yes("23.elektronik", "23.mudah_dioperasikan", then=["23.mudah_diakses"])),
        (2, yes("23.elektronik", "23.mudah_dioperasikan", "23.mudah_diakses", then=["23.navigasi"])),
        (3, yes("23.elektronik", "23.mudah_dioperasikan", "23.mudah_diakses", "23.navigasi", then=["23.go_id"])),
        (4, yes(*[fact for fact in FACTS if fact.startswith("23.")][:5], then=["23.kompatibel"])),
        (5, yes(*[fact for fact in FACTS if fact.startswith("23.")])),
    ],
    "24.d.T": [
        (0, {"24.dimutakhirkan": False}),
        (1, {"24.dimutakhirkan": True, "24.selang": "tahunan"}),
        (2, {"24.dimutakhirkan": True, "24.selang": "semesteran"}),
        (3, {"24.dimutakhirkan": True, "24.selang": "bulanan"}),
        (4, {"24.dimutakhirkan": True, "24.selang": "mingguan"}),
        (5, {"24.dimutakhirkan": True, "24.selang": "harian"}),
        (0, {"24.dimutakhirkan": True}),
    ],
    "26.e.P": [
        (0, {"26.ada": False}),
        (1, {**MEDIA, "26.tatap_muka": ["gabung"], "26.daring": []}),
        (2, {**MEDIA, "26.tatap_muka": ["terpisah"], "26.daring": []}),
        (2, {**MEDIA, "26.tatap_muka": ["gabung", "terpisah"]}),
        (3, {**MEDIA, "26.tatap_muka": ["gabung"], "26.daring": ["surel"]}),
        (3, {**MEDIA, "26.tatap_muka": ["gabung"], "26.daring": ["sp4n_lapor"]}),
        (4, {**MEDIA, "26.tatap_muka": ["terpisah"], "26.daring": ["surel", "telepon"]}),
        (5, {**MEDIA, "26.tatap_muka": ["terpisah"], "26.daring": ["sp4n_lapor"]}),
        (0, {**MEDIA, "26.tatap_muka": [], "26.daring": ["surel", "sp4n_lapor"]}),
    ],
    "27.e.Ak": [
        (0, {"27.didokumentasikan": False}),
        (0, yes("27.didokumentasikan", then=["27.diarsipkan"])),
        (1, yes("27.didokumentasikan", "27.diarsipkan", then=["27.dilaporkan"])),
        (2, yes("27.didokumentasikan", "27.diarsipkan", "27.dilaporkan", then=["27.dimonitor"])),
        (3, yes(*[fact for fact in FACTS if fact.startswith("27.")][:4], then=["27.ditindaklanjuti"])),
        (4, yes(*[fact for fact in FACTS if fact.startswith("27.")][:5], then=["27.dipublikasikan"])),
        (5, yes(*[fact for fact in FACTS if fact.startswith("27.")])),
    ],
    "28.e.Ak": [
        (0, cases(0, 0, 0, 0)),
        (0, cases(20, 0, 5, 0)),
        (1, cases(20, 1, 0, 0)),
        (1, cases(20, 9, 0, 0)),
        (2, cases(20, 10, 0, 0)),
        (2, cases(20, 20, 0, 0)),
        (3, cases(20, 1, 10, 1)),
        (3, cases(20, 20, 10, 4)),
        (4, cases(20, 5, 10, 5)),
        (4, cases(1000, 899, 1000, 899)),
        (5, cases(1000, 900, 1000, 900)),
        (5, cases(20, 10, 10, 10)),
        (2, cases(20, 15, 5, 0)),
        (2, {"28.masuk": 4, "28.selesai": 2}),
        (5, {"28.masuk_lapor": 10, "28.selesai_lapor": 9}),
    ],
    "29.f.B": [
        (0, {"29.ada": False, "29.belajar": False}),
        (1, {"29.ada": False, "29.belajar": True}),
        (2, {"29.ada": True, "29.lama": "kurang_setahun"}),
        (3, {**INNOVATION, "29.kompetisi": False}),
        (4, {**INNOVATION, "29.kompetisi": True, "29.penghargaan": []}),
        (5, {**INNOVATION, "29.kompetisi": True, "29.penghargaan": ["lokal"]}),
        (3, {**INNOVATION, "29.kompetisi": False, "29.penghargaan": ["internasional"]}),
        (2, {"29.ada": True, "29.lama": "kurang_setahun", "29.kompetisi": True, "29.penghargaan": ["nasional"]}),
        (2, {"29.ada": True}),
    ],
    "30.f.B": [
        (0, {"30.ada": False}),
        (0, {"30.ada": True, "30.lainnya": ["anggaran", "sarana", "sdm"]}),
        (1, {"30.ada": True, "30.dasar_hukum": "rancangan"}),
        (1, {"30.ada": True, "30.dasar_hukum": "rancangan", "30.lainnya": ["anggaran", "sarana", "sdm"]}),
        (2, RESOURCES),
    ],
}

COUNTS = [
    ("2.a.P", "2.unsur", {"2.dilibatkan": True}, [], [0, 1, 2, 3, 4, 5]),
    ("3.a.T", "3.media", {"3.dipublikasikan": True, "3.komponen": "semua"}, ["sippn"], [1, 2, 3, 4, 5, 5, 5]),
    ("7.a.T", "7.media", {}, [], [0, 1, 2, 3, 4, 5, 5]),
    ("10.b.As", "10.kemudahan", {}, ["kebijakan_jam"], [1, 2, 3, 4, 5, 5]),
    ("11.b.K", "11.muatan", {"11.ada": True}, ["hak_kewajiban"], [1, 2, 3, 4, 5]),
    ("12.b.Ak", "12.mekanisme", {}, [], [0, 1, 2, 3, 4, 5, 5]),
    ("14.b.K", "14.budaya", {}, [], [0, 1, 2, 3, 4, 5]),
    ("15.c.K", "15.fasilitas", {"15.ada": True}, [], [0, 1, 2, 3, 4, 5, 5, 5, 5]),
    ("16.c.As", "16.tambahan", {"16.wajib": ["kursi", "pendingin"]}, [], [1, 2, 3, 4, 5, 5, 5, 5]),
    ("17.c.As", "17.kondisi", {"17.ada": True}, [], [0, 1, 2, 3, 4, 5, 5]),
    ("18.c.K", "18.sarana", {}, [], [0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5]),
    ("19.c.As", "19.sarana", {}, [], [0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5]),
    ("20.c.B", "20.sarana", {}, [], [0, 1, 2, 3, 4, 5, 5]),
    ("22.d.B", "22.unsur", {}, [], [0, 1, 2, 3, 4, 5, 5]),
    ("25.e.P", "25.sarana", {}, [], [0, 1, 2, 3, 4, 5, 5]),
    ("30.f.B", "30.lainnya", RESOURCES, [], [2, 3, 4, 5]),
]
"""Row, the set that is counted, what is stated beside it, options always chosen, and the level by the number of others."""

COUNTED = {row: by_number for row, _, _, _, by_number in COUNTS}


@pytest.mark.parametrize(
    ("code", "expected", "answers"),
    [(code, expected, answers) for code, rows in EXAMPLES.items() for expected, answers in rows],
)
def test_the_answers_of_an_example_justify_the_level_of_the_fact_sheet(code, expected, answers):
    assert level(code, answers) == expected


@pytest.mark.parametrize(("code", "fact", "beside", "always", "by_number"), COUNTS, ids=COUNTED)
def test_each_number_of_chosen_options_has_the_level_of_the_fact_sheet(code, fact, beside, always, by_number):
    others = [option for option in options(fact) if option not in always]
    if getattr(FACTS[fact], "other", False):
        others.append(OWN_ENTRY)
    assert len(others) == len(by_number) - 1
    for number, expected in enumerate(by_number):
        for chosen in (others[:number], others[len(others) - number :]):
            assert level(code, {**beside, fact: [*always, *chosen]}) == expected


@pytest.mark.parametrize(("number", "expected"), [*enumerate([1, 1, 2, 2, 2, 2, 2])])
def test_without_sippn_the_service_standard_gets_level_2_at_most(number, expected):
    others = [medium for medium in options("3.media") if medium != "sippn"]
    answers = {"3.dipublikasikan": True, "3.komponen": "semua", "3.media": others[:number]}
    assert level("3.a.T", answers) == expected


def test_every_level_of_every_indicator_is_reached_by_an_example():
    reached = {
        code: {expected for expected, _ in EXAMPLES.get(code, ())} | {*COUNTED.get(code, ())} for code in LEVEL_RULES
    }
    assert reached == {code: {0, 1, 2, 3, 4, 5} for code in LEVEL_RULES}


def test_the_thirty_indicators_have_a_rule_each_in_the_order_of_the_form():
    assert [code.split(".")[0] for code in LEVEL_RULES] == [str(number) for number in range(1, 31)]


UNCOVERED = {"2", "3", "5", "6", "8", "9", "11", "15", "16", "17", "21", "22", "23", "24", "26", "27", "28", "29", "30"}


def test_the_rows_with_answers_that_no_text_covers_say_the_choice_in_both_languages():
    assert {code.split(".")[0] for code, rule in LEVEL_RULES.items() if rule.uncovered} == UNCOVERED
    texts = [text for rule in LEVEL_RULES.values() for text in rule.uncovered]
    assert [text for text in texts if not text.en] == []


BY_CASES = {"3.a.T", "13.b.K", "21.d.T", "26.e.P", "28.e.Ak"}


def test_a_rule_that_is_no_ladder_says_why():
    others = {code: rule for code, rule in LEVEL_RULES.items() if rule.ladder is None}
    reasons = {code: rule.note.id if rule.note else "" for code, rule in others.items()}
    assert {code for code, reason in reasons.items() if not reason.startswith("Bukan tangga: ")} == set()
    assert {code for code, rule in others.items() if rule.cases} == BY_CASES
