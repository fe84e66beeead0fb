"""The forms for online units of PermenPANRB 29/2022, against tables written out here from the fact sheet."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pekppp_rules import read_submission
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.model import RubricForm, SurveyForm

PACKAGE = find_package("permenpanrb_29_2022")
RUBRICS = {form.variant.value: form for form in PACKAGE.forms if isinstance(form, RubricForm)}
SURVEYS = {form.variant.value: form for form in PACKAGE.forms if isinstance(form, SurveyForm)}
F02, F03 = RUBRICS["daring"], SURVEYS["daring"]
ASPECTS = {block.aspect: block for block in F02.aspects}
ROWS = {row.code: row for block in F02.aspects for row in block.indicators}
OFFLINE = {row.code: row for block in RUBRICS["luring"].aspects for row in block.indicators}
QUEUE = F02.unscored[0]
QUESTIONS = {row.code: row for block in F03.aspects for row in block.questions}

COUNTS = {"a": 8, "b": 5, "c": 6, "d": 4, "e": 4, "f": 2}

SHARED = {
    "paket.a.1": "1.a.Ak",
    "paket.a.2": "2.a.P",
    "paket.a.3": "3.a.T",
    "paket.a.4": "5.a.K",
    "paket.a.5": "6.a.B",
    "paket.a.6": "7.a.T",
    "paket.a.7": "8.a.Ak",
    "paket.a.8": "9.a.Ak",
    "paket.b.2": "11.b.K",
    "paket.b.3": "12.b.Ak",
    "paket.b.4": "13.b.K",
    "paket.b.5": "14.b.K",
    "paket.d.1": "21.d.T",
    "paket.d.4": "24.d.T",
    "paket.e.3": "27.e.Ak",
    "paket.e.4": "28.e.Ak",
    "paket.f.1": "29.f.B",
    "paket.f.2": "30.f.B",
}

SAME_TITLE = SHARED | {"paket.b.1": "10.b.As", "paket.d.2": "22.d.B", "paket.d.3": "23.d.As"}

COUNTED = {
    "paket.b.1": "Waktu pelayanan memudahkan pengguna",
    "paket.c.1": "Layanan elektronik mudah diakses",
    "paket.c.3": "Fitur keamanan layanan elektronik",
    "paket.c.4": "Kemudahan tampilan layanan elektronik",
    "paket.c.5": "Dukungan layanan daring di media lain",
    "paket.e.1": "Jumlah media konsultasi daring",
}

LADDERS = {
    "paket.c.2": (
        "tidak ada",
        "wajib saja",
        "wajib dan satu",
        "wajib dan dua",
        "wajib dan tiga",
        "empat pilihan atau lebih",
    ),
    "paket.c.6": (
        "tidak ada",
        "gratis",
        "bersama",
        "pihak ketiga",
        "sendiri tanpa cadangan",
        "sendiri dengan cadangan",
    ),
    "paket.d.2": ("tidak ada", "data standar pelayanan", "SP4N-LAPOR!", "SKM", "penilaian kinerja pegawai", "FAQ"),
    "paket.d.3": ("tidak daring", "dioperasikan", "diakses", "kompatibel", ".go.id", "navigasi"),
    "paket.e.2": ("lebih dari 14 x 24", "lama 14 x 24", "lama 7 x 24", "lama 5 x 24", "lama 3 x 24", "lama 1 x 24"),
}

ANSWERED = {
    "1.a.K1": ("a", "K"),
    "2.a.K1": ("a", "K"),
    "3.a.K1": ("a", "K"),
    "4.a.K1": ("a", "K"),
    "5.b.Ak": ("b", "Ak"),
    "6.c.As": ("c", "As"),
    "7.c.As": ("c", "As"),
    "8.c.As": ("c", "As"),
    "9.c.Ak": ("c", "Ak"),
    "10.d.T": ("d", "T"),
    "11.e.T": ("e", "T"),
}


def test_the_twenty_nine_indicators_carry_codes_of_the_package_in_the_order_of_the_aspects():
    assert list(ROWS) == [f"paket.{aspect}.{n}" for aspect, count in COUNTS.items() for n in range(1, count + 1)]
    assert [row.number for row in ROWS.values()] == list(range(1, 30))


def test_the_aspects_hold_eight_five_six_four_four_and_two_indicators():
    assert {aspect: len(block.indicators) for aspect, block in ASPECTS.items()} == COUNTS


@pytest.mark.parametrize("row", [*ROWS.values(), QUEUE], ids=lambda row: row.code)
def test_no_source_prints_a_code_for_a_row(row):
    assert row.official_code.unknown.looked_at == ("SW",)
    assert "kode ini milik paket ini" in row.official_code.unknown.note.id


def test_no_principle_is_claimed_where_no_code_is_known():
    assert {row.principle for row in [*ROWS.values(), QUEUE]} == {None}


@pytest.mark.parametrize("row", [*ROWS.values(), QUEUE], ids=lambda row: row.code)
def test_every_row_rests_on_one_source(row):
    assert (row.source, row.confidence) == (("SW",), "single")


def test_no_weight_is_known_and_equal_ones_stand_in():
    weights = F02.weights
    assert weights.unknown.looked_at == ("SW",)
    assert (weights.fallback, weights.source, weights.confidence) == ("equal", ("PACKAGE",), "unverified")
    assert {row.weight for row in ROWS.values()} == {None}


def test_the_offline_form_needs_no_equal_weights():
    assert RUBRICS["luring"].weights is None


@pytest.mark.parametrize(("code", "offline"), SAME_TITLE.items())
def test_a_row_of_both_forms_has_the_title_of_the_offline_form(code, offline):
    assert ROWS[code].title == OFFLINE[offline].title


@pytest.mark.parametrize(("code", "offline"), SHARED.items())
def test_a_row_with_the_rubric_of_the_offline_form_repeats_it(code, offline):
    row, other = ROWS[code], OFFLINE[offline]
    assert (row.levels, row.elements, row.evidence) == (other.levels, other.elements, other.evidence)


def test_the_rows_of_the_offline_form_that_are_missing_are_those_about_premises_and_the_review():
    missing = [row.number for code, row in OFFLINE.items() if code not in SAME_TITLE.values()]
    assert missing == [4, 15, 16, 17, 18, 19, 20, 25, 26]


@pytest.mark.parametrize(("code", "title"), COUNTED.items())
def test_a_counted_row_counts_to_more_than_four(code, title):
    levels = [ROWS[code].levels[str(level)].id for level in range(6)]
    assert ROWS[code].title.id == title
    assert "idak ada" in levels[0]
    for level, words in zip(levels[1:], ("Satu", "Dua", "Tiga", "Empat", "Lebih dari empat"), strict=True):
        assert level.startswith(words + " ")


@pytest.mark.parametrize(("code", "words"), LADDERS.items())
def test_a_ladder_has_the_steps_of_the_fact_sheet(code, words):
    levels = [ROWS[code].levels[str(level)].id for level in range(6)]
    assert [word in level for word, level in zip(words, levels, strict=True)] == [True] * 6


def test_the_order_of_row_23_of_form_a_is_the_order_of_its_one_source_here():
    third, fifth = ROWS["paket.d.3"].levels["3"].id, ROWS["paket.d.3"].levels["5"].id
    assert "navigasi" not in third
    assert "kompatibel" in fifth


@pytest.mark.parametrize("code", [*COUNTED, "paket.c.2"])
def test_a_row_says_that_what_it_counts_is_not_listed(code):
    note = ROWS[code].note.id
    assert "sumber yang terbaca" in note
    assert ROWS[code].elements == ()


def test_the_rows_that_only_the_online_form_has_name_no_evidence():
    assert [code for code, row in ROWS.items() if not row.evidence] == [
        *("paket.b.1", "paket.c.1", "paket.c.2", "paket.c.3", "paket.c.4", "paket.c.5", "paket.c.6"),
        *("paket.e.1", "paket.e.2"),
    ]
    assert "tanpa bukti" in F02.note.id


@pytest.mark.parametrize("row", [*ROWS.values(), QUEUE], ids=lambda row: row.code)
def test_the_six_levels_of_a_row_all_say_something_different_in_both_languages(row):
    assert sorted(row.levels) == ["0", "1", "2", "3", "4", "5"]
    assert len({text.id.casefold() for text in row.levels.values()}) == 6
    assert len({text.en.casefold() for text in row.levels.values()}) == 6


def test_nobody_knows_why_the_review_row_is_missing():
    assert "Tidak diketahui" in ASPECTS["a"].note.id
    assert "not known" in ASPECTS["a"].note.en


def test_the_divisor_nine_of_aspect_a_is_disputed_by_its_own_source():
    (dispute,) = ASPECTS["a"].disputed
    assert dispute.chosen.id.startswith("8")
    assert [(other.says.id[0], other.source) for other in dispute.others] == [("9", ("SW",))]


def test_the_disputed_bands_of_the_offline_form_are_disputed_here_too():
    disputed = {code: [dispute.chosen.id for dispute in row.disputed] for code, row in ROWS.items() if row.disputed}
    assert disputed == {
        "paket.a.7": ["80 masuk level 3, 100 masuk level 5, dan 0% dengan rencana adalah level 1"],
        "paket.e.4": ["paling sedikit 50% dan kurang dari 90%; 90% masuk level 5"],
    }
    assert [other.source for other in ROWS["paket.e.4"].disputed[0].others] == [("SW",)]


def test_the_queue_is_shown_with_the_texts_of_the_offline_form_and_says_so():
    assert [row.code for row in F02.unscored] == ["antrian"]
    assert QUEUE.levels == RUBRICS["luring"].unscored[0].levels
    assert "formulir A" in QUEUE.note.id


def test_the_eleven_questions_stand_in_the_order_of_the_form_without_weights():
    found = {row.code: (block.aspect, row.principle) for block in F03.aspects for row in block.questions}
    assert list(found.items()) == list(ANSWERED.items())
    assert [row.number for row in QUESTIONS.values()] == list(range(1, 12))
    assert {row.weight for row in QUESTIONS.values()} == {None}


@pytest.mark.parametrize("row", QUESTIONS.values(), ids=lambda row: row.code)
def test_a_question_rests_on_one_source_and_is_asked_in_both_languages(row):
    assert (row.source, row.confidence) == (("SW",), "single")
    assert row.title.id
    assert row.title.en


def test_the_first_four_questions_are_those_of_the_offline_form():
    offline = [row.title for row in SURVEYS["luring"].aspects[0].questions]
    assert [row.title for row in F03.aspects[0].questions] == offline


def test_the_survey_asks_for_ten_respondents_and_prints_no_wording_for_its_numbers():
    minimum = F03.respondents.minimum
    assert (minimum.value, minimum.source, minimum.confidence) == (10, ("S22",), "primary")
    assert F03.level_texts.unknown.looked_at == ("SW",)


def test_both_online_forms_run_from_0_to_5():
    assert {(form.scale.lowest, form.scale.highest) for form in (F02, F03)} == {(0, 5)}


def test_the_online_forms_have_every_aspect_that_the_index_counts():
    counted = {(node.rows.form, node.rows.aspect) for node in PACKAGE.index.nodes if getattr(node, "rows", None)}
    held = {("f02", aspect) for aspect in ASPECTS} | {("f03", block.aspect) for block in F03.aspects}
    assert counted == held


def test_the_example_of_an_online_unit_comes_to_what_its_scores_come_to_by_hand(regulation, checkout):
    evaluation = regulation.evaluate(read_submission(checkout / "examples" / "layanan_daring_kota_contoh.yaml"))
    f02 = (
        24 * Fraction(33, 8) + 25 * Fraction(21, 5) + 18 * Fraction(23, 6) + 11 * Fraction(9, 2) + 10 * 4 + 12 * 3
    ) / 100
    f03 = (Fraction(174, 40) + Fraction(43, 10) + Fraction(166, 40) + Fraction(43, 10) + Fraction(38, 10)) / 5
    assert (evaluation.node("f02").value, evaluation.node("f03").value) == (f02, f03)
    assert evaluation.index.value == Fraction(3, 4) * f02 + Fraction(1, 4) * f03
    assert evaluation.category.letter == "A-"
