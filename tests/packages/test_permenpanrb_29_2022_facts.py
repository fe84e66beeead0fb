"""Form F-01 A of PermenPANRB 29/2022, against tables written out here from the fact sheet."""

from __future__ import annotations

import pytest

from pekppp_rules import read_submission
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.conditions import asking_of
from pekppp_rules.regulation.model import FactsForm, RubricForm

PACKAGE = find_package("permenpanrb_29_2022")
(F01,) = (form for form in PACKAGE.forms if isinstance(form, FactsForm))
F02 = next(form for form in PACKAGE.forms if isinstance(form, RubricForm) and form.variant.value == "luring")
INDICATORS = {row.code: row for block in F02.aspects for row in block.indicators}
QUESTIONS = {question.code: question for block in F01.aspects for question in block.questions}
QUEUE = F01.additional[0]
FACTS = {fact.id: fact for question in [*QUESTIONS.values(), QUEUE] for fact in question.facts}

BOOL, INT = ("bool",), ("int",)

STATED = {
    "1.a.Ak": {
        "1.ada": BOOL,
        "1.jumlah_layanan": INT,
        "1.jumlah_sp": INT,
        "1.empat_belas_komponen": BOOL,
        "1.dilibatkan": BOOL,
        "1.ditetapkan": BOOL,
        "1.dievaluasi": BOOL,
    },
    "2.a.P": {"2.dilibatkan": BOOL, "2.unsur": ("set", 5)},
    "3.a.T": {"3.dipublikasikan": BOOL, "3.komponen": ("one", 2), "3.media": ("set", 7)},
    "4.a.K": {"4.peninjauan": ("one", 6)},
    "5.a.K": {
        "5.ada": BOOL,
        "5.ditetapkan": BOOL,
        "5.sesuai": BOOL,
        "5.dipublikasikan": BOOL,
        "5.media": ("set", 2),
    },
    "6.a.B": {
        "6.dilaksanakan": BOOL,
        "6.kali_setahun": INT,
        "6.nilai": ("decimal",),
        "6.periode": ("text",),
        "6.sesuai": BOOL,
        "6.dipublikasikan": BOOL,
        "6.media": ("set", 2),
        "6.ditindaklanjuti": BOOL,
    },
    "7.a.T": {"7.media": ("set", 5, "other")},
    "8.a.Ak": {"8.rencana": BOOL, "8.terlaksana": ("percent",), "8.laporan": BOOL},
    "9.a.Ak": {"9.ditindaklanjuti": BOOL, "9.waktu": ("one", 5)},
    "10.b.As": {"10.kemudahan": ("set", 6)},
    "11.b.K": {"11.ada": BOOL, "11.muatan": ("set", 5)},
    "12.b.Ak": {"12.mekanisme": ("set", 6)},
    "13.b.K": {"13.kriteria": ("set", 6)},
    "14.b.K": {"14.budaya": ("set", 5)},
    "15.c.K": {"15.ada": BOOL, "15.fasilitas": ("set", 7, "other")},
    "16.c.As": {"16.wajib": ("set", 2), "16.tambahan": ("set", 6, "other")},
    "17.c.As": {"17.ada": BOOL, "17.kondisi": ("set", 5, "other")},
    "18.c.K": {"18.sarana": ("set", 14)},
    "19.c.As": {"19.sarana": ("set", 10, "other")},
    "20.c.B": {"20.sarana": ("set", 5, "other")},
    "21.d.T": {
        "21.ada": BOOL,
        "21.nonelektronik": ("set", 3),
        "21.elektronik": ("set", 2),
        "21.sippn": BOOL,
        "21.akun_sippn": ("text",),
        "21.layanan_sippn": INT,
    },
    "22.d.B": {"22.unsur": ("set", 5, "other")},
    "23.d.As": {
        "23.elektronik": BOOL,
        "23.mudah_dioperasikan": BOOL,
        "23.mudah_diakses": BOOL,
        "23.navigasi": BOOL,
        "23.go_id": BOOL,
        "23.kompatibel": BOOL,
    },
    "24.d.T": {"24.dimutakhirkan": BOOL, "24.selang": ("one", 5)},
    "25.e.P": {"25.sarana": ("set", 6)},
    "26.e.P": {"26.ada": BOOL, "26.tatap_muka": ("set", 2), "26.daring": ("set", 6)},
    "27.e.Ak": {
        "27.didokumentasikan": BOOL,
        "27.diarsipkan": BOOL,
        "27.dilaporkan": BOOL,
        "27.dimonitor": BOOL,
        "27.ditindaklanjuti": BOOL,
        "27.dipublikasikan": BOOL,
    },
    "28.e.Ak": {"28.masuk": INT, "28.selesai": INT, "28.masuk_lapor": INT, "28.selesai_lapor": INT},
    "29.f.B": {
        "29.ada": BOOL,
        "29.belajar": BOOL,
        "29.lama": ("one", 2),
        "29.mulai": ("date",),
        "29.kompetisi": BOOL,
        "29.penghargaan": ("set", 3),
    },
    "30.f.B": {"30.ada": BOOL, "30.dasar_hukum": ("one", 2), "30.lainnya": ("set", 3)},
}

OPTIONS = {
    "2.unsur": ["pengguna", "ahli", "instansi_terkait", "masyarakat_sipil", "media_massa"],
    "3.media": ["cetak", "layar_elektronik", "media_sosial", "situs_web", "aplikasi", "sippn", "papan_reklame"],
    "4.peninjauan": [
        *("belum_pernah", "semua_tiga_tahun", "sebagian_dua_tahun"),
        *("semua_dua_tahun", "sebagian_setahun", "semua_setahun"),
    ],
    "9.waktu": ["satu_tahun", "sembilan_bulan", "enam_bulan", "tiga_bulan", "satu_bulan"],
    "16.wajib": ["kursi", "pendingin"],
    "18.sarana": [
        *("kursi_roda", "pintu_masuk", "jalur_landai", "lift", "selasar", "toilet_khusus", "loket_khusus"),
        *("ruang_tunggu_khusus", "jalur_pemandu", "parkir_khusus", "alat_bantu", "area_bermain", "laktasi", "lainnya"),
    ],
    "22.unsur": ["sp4n_lapor", "skm", "kepegawaian", "faq", "keuangan"],
    "24.selang": ["tahunan", "semesteran", "bulanan", "mingguan", "harian"],
    "26.tatap_muka": ["gabung", "terpisah"],
    "26.daring": ["surel", "telepon", "media_sosial", "situs_web", "aplikasi", "sp4n_lapor"],
    "29.lama": ["kurang_setahun", "setahun_lebih"],
    "29.penghargaan": ["lokal", "nasional", "internasional"],
    "30.dasar_hukum": ["ditetapkan", "rancangan"],
}

SKIPS = {
    "no service standard skips the rest of row 1": ({"1.ada": False}, "1.", ["1.ada"]),
    "with a service standard all of row 1 is asked": ({"1.ada": True}, "1.", [*STATED["1.a.Ak"]]),
    "groups are asked for when the public takes part": (
        {"2.dilibatkan": True},
        "2.",
        ["2.dilibatkan", "2.unsur"],
    ),
    "media of row 3 are asked for when published": ({"3.dipublikasikan": False}, "3.", ["3.dipublikasikan"]),
    "no pledge, nothing else about it": ({"5.ada": False, "5.dipublikasikan": True}, "5.", ["5.ada"]),
    "an unpublished pledge has no media": (
        {"5.ada": True, "5.dipublikasikan": False},
        "5.",
        ["5.ada", "5.ditetapkan", "5.sesuai", "5.dipublikasikan"],
    ),
    "a published SKM has media": ({"6.dilaksanakan": True, "6.dipublikasikan": True}, "6.", [*STATED["6.a.B"]]),
    "no plan, no share": ({"8.rencana": False}, "8.", ["8.rencana"]),
    "no parking, no facilities": ({"15.ada": False}, "15.", ["15.ada"]),
    "without SIPPN no account": (
        {"21.ada": True, "21.sippn": False},
        "21.",
        ["21.ada", "21.nonelektronik", "21.elektronik", "21.sippn"],
    ),
    "row 23 stops at the first no": (
        {"23.elektronik": True, "23.mudah_dioperasikan": True, "23.mudah_diakses": False, "23.navigasi": True},
        "23.",
        ["23.elektronik", "23.mudah_dioperasikan", "23.mudah_diakses"],
    ),
    "row 23 runs to the end while every answer is yes": (
        dict.fromkeys(STATED["23.d.As"], True),
        "23.",
        [*STATED["23.d.As"]],
    ),
    "no update, no interval": ({"24.dimutakhirkan": False}, "24.", ["24.dimutakhirkan"]),
    "row 27 stops at the first no": (
        {"27.didokumentasikan": True, "27.diarsipkan": False, "27.dilaporkan": True},
        "27.",
        ["27.didokumentasikan", "27.diarsipkan"],
    ),
    "no innovation asks for the learning stage": ({"29.ada": False}, "29.", ["29.ada", "29.belajar"]),
    "an innovation asks for its age, competition and awards": (
        {"29.ada": True},
        "29.",
        ["29.ada", "29.lama", "29.mulai", "29.kompetisi", "29.penghargaan"],
    ),
    "row 30 stops at no": ({"30.ada": False}, "30.", ["30.ada"]),
    "no queue system, no facilities": ({"antrian.ada": False}, "antrian.", ["antrian.ada"]),
}


def shape(fact):
    """Return type, number of options and whether the unit may add its own, as the tables above write them."""
    options = (len(fact.options),) if hasattr(fact, "options") else ()
    return (fact.type, *options, *(("other",) if getattr(fact, "other", False) else ()))


def test_the_form_is_for_offline_units_only():
    assert (F01.form, F01.variant.field, F01.variant.value) == ("f01", "unit.mode", "luring")


def test_thirty_questions_stand_in_the_order_of_the_form_with_the_facts_they_ask_for():
    assert {code: {fact.id: shape(fact) for fact in row.facts} for code, row in QUESTIONS.items()} == STATED
    assert [*QUESTIONS] == [*STATED]
    assert [row.number for row in QUESTIONS.values()] == list(range(1, 31))


def test_the_aspects_hold_nine_five_six_four_four_and_two_questions():
    counts = {"a": 9, "b": 5, "c": 6, "d": 4, "e": 4, "f": 2}
    assert {block.aspect: len(block.questions) for block in F01.aspects} == counts


@pytest.mark.parametrize("code", QUESTIONS)
def test_a_question_informs_the_indicator_of_its_code_and_asks_for_its_evidence(code):
    question = QUESTIONS[code]
    assert (question.informs.form, question.informs.code) == ("f02", code)
    assert INDICATORS[code].number == question.number
    assert question.evidence == INDICATORS[code].evidence


@pytest.mark.parametrize(("fact", "codes"), OPTIONS.items())
def test_the_options_are_those_of_the_fact_sheet(fact, codes):
    assert [option.code for option in FACTS[fact].options] == codes


@pytest.mark.parametrize(("stated", "row", "asked"), SKIPS.values(), ids=SKIPS.keys())
def test_a_question_is_skipped_as_the_form_skips_it(stated, row, asked):
    assert [fact for fact in asking_of(F01).asked(stated) if fact.startswith(row)] == asked


def test_the_questions_that_depend_on_nothing_are_asked_of_every_unit():
    always = set(asking_of(F01).asked({}))
    assert {fact for fact, value in FACTS.items() if value.asked_if is None} == always
    assert {"7.media", "10.kemudahan", "16.wajib", "18.sarana", "22.unsur", "25.sarana", "28.masuk"} <= always


def test_the_last_satisfaction_value_runs_from_0_to_100_and_counts_start_at_0():
    assert (FACTS["6.nilai"].lowest, FACTS["6.nilai"].highest) == (0, 100)
    assert {fact.lowest for fact in FACTS.values() if fact.type == "int"} == {0}


def test_the_queue_is_additional_and_informs_nothing():
    assert [question.code for question in F01.additional] == ["antrian"]
    assert QUEUE.informs is None
    assert {fact.id: shape(fact) for fact in QUEUE.facts} == {
        "antrian.ada": BOOL,
        "antrian.fasilitas": ("set", 6, "other"),
    }
    assert "tidak mencetak kode" in QUEUE.note.id


def test_the_form_rests_on_two_applications_and_a_fragment_and_nothing_is_primary():
    assert (F01.source, F01.confidence) == (("KB-new", "HU", "MK"), "secondary")
    assert {part.confidence for part in [*QUESTIONS.values(), QUEUE, *FACTS.values()]} == {"secondary"}


def test_the_four_case_numbers_rest_on_three_sources_and_name_their_year():
    question = QUESTIONS["28.e.Ak"]
    assert set(question.source) == {"PB", "KB-new", "HU"}
    assert "Januari sampai Desember" in question.note.id


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.id)
def test_a_fact_and_its_options_are_named_in_both_languages(fact):
    names = [fact.title, *(option.name for option in getattr(fact, "options", ()))]
    assert [name for name in names if not (name.id and name.en)] == []


@pytest.mark.parametrize("code", QUESTIONS)
def test_the_ids_of_a_row_begin_with_its_number(code):
    number = QUESTIONS[code].number
    assert {fact.id.split(".")[0] for fact in QUESTIONS[code].facts} == {str(number)}


def test_the_example_answers_everything_that_is_asked_and_its_facts_change_no_number(regulation, example):
    submission = read_submission(example)
    stated = submission.forms["f01"].stated()
    assert [*stated] == [*asking_of(F01).asked(stated)]
    without = {name: answers for name, answers in submission.forms.items() if name != "f01"}
    silent = submission.model_copy(update={"forms": without})
    assert regulation.evaluate(silent).index == regulation.evaluate(submission).index
