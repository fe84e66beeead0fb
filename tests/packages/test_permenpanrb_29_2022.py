"""PermenPANRB 29/2022 as it ships, its forms for offline units, against tables written out here from the fact sheets."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.model import Linear, RubricForm, Sourced, SurveyForm, Text, Validity
from tests.packages.blocks import blocks

ASPECTS = {
    "a": (24, "Kebijakan Pelayanan"),
    "b": (25, "Profesionalisme SDM"),
    "c": (18, "Sarana Prasarana"),
    "d": (11, "Sistem Informasi Pelayanan Publik"),
    "e": (10, "Konsultasi dan Pengaduan"),
    "f": (12, "Inovasi"),
}

PRINCIPLES = {
    "K": "Keadilan",
    "P": "Partisipasi",
    "T": "Transparansi",
    "Ak": "Akuntabilitas",
    "As": "Aksesibilitas",
    "B": "Berdaya guna",
}

INDICATORS = [
    ("1.a.Ak", 17),
    ("2.a.P", 14),
    ("3.a.T", 7),
    ("4.a.K", 14),
    ("5.a.K", 10),
    ("6.a.B", 17),
    ("7.a.T", 7),
    ("8.a.Ak", 7),
    ("9.a.Ak", 7),
    ("10.b.As", 10),
    ("11.b.K", 20),
    ("12.b.Ak", 20),
    ("13.b.K", 20),
    ("14.b.K", 30),
    ("15.c.K", 15),
    ("16.c.As", 23),
    ("17.c.As", 20),
    ("18.c.K", 20),
    ("19.c.As", 11),
    ("20.c.B", 11),
    ("21.d.T", 30),
    ("22.d.B", 20),
    ("23.d.As", 20),
    ("24.d.T", 30),
    ("25.e.P", 20),
    ("26.e.P", 25),
    ("27.e.Ak", 25),
    ("28.e.Ak", 30),
    ("29.f.B", 50),
    ("30.f.B", 50),
]

GLOBAL_PERCENT = [
    *("4.08", "3.36", "1.68", "3.36", "2.40", "4.08", "1.68", "1.68", "1.68"),
    *("2.50", "5.00", "5.00", "5.00", "7.50"),
    *("2.70", "4.14", "3.60", "3.60", "1.98", "1.98"),
    *("3.30", "2.20", "2.20", "3.30"),
    *("2.00", "2.50", "2.50", "3.00"),
    *("6.00", "6.00"),
]

QUESTIONS = {
    "a": ["1.a.K1", "2.a.K1", "3.a.K1", "4.a.K1"],
    "b": ["5.b.Ak", "6.b.Ak", "7.b.Ak"],
    "c": ["8.c.As", "9.c.K", "10.c.As", "11.c.As"],
    "d": ["12.d.T", "14.d.T"],
    "e": ["15.e.K"],
}

CATEGORIES = [
    ("A", "4.51", "Pelayanan Prima", "Excellent (prime) service"),
    ("A-", "4.01", "Sangat Baik", "Very good"),
    ("B", "3.51", "Baik", "Good"),
    ("B-", "3.01", "Baik (Dengan Catatan)", "Good, with notes"),
    ("C", "2.51", "Cukup", "Fair"),
    ("C-", "2.01", "Cukup (Dengan Catatan)", "Fair, with notes"),
    ("D", "1.51", "Buruk", "Poor"),
    ("E", "1.01", "Sangat Buruk", "Very poor"),
    ("F", "0", "Gagal", "Failed"),
]

PACKAGE = find_package("permenpanrb_29_2022")
OFFLINE = [form for form in PACKAGE.forms if form.variant.value == "luring"]
F02 = next(form for form in OFFLINE if isinstance(form, RubricForm))
F03 = next(form for form in OFFLINE if isinstance(form, SurveyForm))
ROWS = {row.code: row for block in F02.aspects for row in block.indicators}
NODES = {node.id: node for node in PACKAGE.index.nodes}
TABLE = PACKAGE.table("ipp")
QUEUE = F02.unscored[0]


def test_there_are_three_forms_for_offline_units_and_two_for_online_ones():
    kinds = {"luring": {"f01": "facts", "f02": "rubric", "f03": "survey"}, "daring": {"f02": "rubric", "f03": "survey"}}
    found = {(form.variant.value, form.form): form.type for form in PACKAGE.forms}
    assert found == {(mode, form): kind for mode, forms in kinds.items() for form, kind in forms.items()}
    assert {form.variant.field for form in PACKAGE.forms} == {"unit.mode"}


def test_the_six_aspects_have_their_names_and_weights():
    weights = {NODES[part.node].aspect: part.weight.value for part in NODES["f02"].parts}
    names = {aspect.code: aspect.name.id for aspect in PACKAGE.regulation.aspects}
    assert {code: (weights[code], name) for code, name in names.items()} == ASPECTS
    assert sum(weights.values()) == NODES["f02"].out_of == 100


def test_the_six_principles_have_their_names():
    assert {principle.code: principle.name.id for principle in PACKAGE.regulation.principles} == PRINCIPLES


def test_the_thirty_indicators_stand_in_the_order_of_the_form_with_their_weights():
    assert [(code, row.weight.value) for code, row in ROWS.items()] == INDICATORS


def test_the_aspects_hold_nine_five_six_four_four_and_two_indicators():
    counts = {"a": 9, "b": 5, "c": 6, "d": 4, "e": 4, "f": 2}
    assert {block.aspect: len(block.indicators) for block in F02.aspects} == counts


def test_the_weights_of_every_aspect_sum_to_its_hundred():
    assert {sum(row.weight.value for row in block.indicators) for block in F02.aspects} == {100}


@pytest.mark.parametrize(("code", "percent"), [*zip((code for code, _ in INDICATORS), GLOBAL_PERCENT, strict=True)])
def test_aspect_weight_times_indicator_weight_is_the_global_share_of_the_fact_sheet(code, percent):
    aspect = code.split(".")[1]
    aspect_weight = next(part.weight.value for part in NODES["f02"].parts if NODES[part.node].aspect == aspect)
    assert aspect_weight * ROWS[code].weight.value / 100 == Fraction(percent)


@pytest.mark.parametrize("code", ROWS)
def test_a_code_tells_number_aspect_and_principle(code):
    number, aspect, principle = code.split(".")
    row = ROWS[code]
    block = next(block for block in F02.aspects if row in block.indicators)
    assert (str(row.number), block.aspect, row.principle) == (number, aspect, principle)


@pytest.mark.parametrize("code", ROWS)
def test_the_weight_of_an_indicator_names_the_sources_that_carry_it(code):
    third = ROWS[code].number <= 17
    assert set(ROWS[code].weight.source) == ({"YU", "PB", "KB-new"} if third else {"PB", "KB-new"})
    assert ROWS[code].weight.confidence == "secondary"


def test_the_fourteen_questions_stand_in_the_order_of_the_form_without_weights():
    assert {block.aspect: [row.code for row in block.questions] for block in F03.aspects} == QUESTIONS
    assert {row.weight for block in F03.aspects for row in block.questions} == {None}


@pytest.mark.parametrize("row", [row for block in F03.aspects for row in block.questions], ids=lambda row: row.code)
def test_a_question_carries_number_and_principle_of_its_code(row):
    number, _, principle = row.code.split(".")
    assert (str(row.number), row.principle) == (number, principle.rstrip("1"))


def test_the_first_eleven_questions_were_seen_on_the_form_and_the_last_three_were_not():
    confidence = {row.number: row.confidence for block in F03.aspects for row in block.questions}
    assert {number for number, level in confidence.items() if level == "primary"} == set(range(1, 12))
    assert {number for number, level in confidence.items() if level == "secondary"} == {12, 14, 15}


def test_both_forms_run_from_0_to_5():
    assert {(form.scale.lowest, form.scale.highest) for form in (F02, F03)} == {(0, 5)}


def test_the_survey_prints_no_wording_for_its_numbers():
    assert set(F03.level_texts.unknown.looked_at) == {"SC03A", "SW", "KB-new"}


def test_ten_respondents_are_asked_for_by_the_circular_of_2022():
    minimum = F03.respondents.minimum
    assert (minimum.value, minimum.source, minimum.confidence) == (10, ("S22",), "primary")


def test_three_quarters_of_the_index_come_from_the_evaluator():
    assert [(part.node, part.weight.value) for part in NODES["ipp"].parts] == [
        ("f02", Fraction(3, 4)),
        ("f03", Fraction(1, 4)),
    ]


def test_the_index_times_twenty_is_the_value_out_of_a_hundred():
    node = NODES[PACKAGE.index.conversion]
    assert isinstance(node, Linear)
    assert (node.of, node.times, node.plus) == (PACKAGE.index.root, 20, 0)


def test_the_index_is_rounded_half_up_to_two_places_for_display_and_category():
    rounding = PACKAGE.index.rounding
    assert (rounding.places, rounding.mode, set(rounding.used_by)) == (2, "half_up", {"display", "category"})
    assert {node.rounding for node in PACKAGE.index.nodes} == {None}


def test_both_forms_are_required():
    assert [(need.form, need.without) for need in PACKAGE.index.requires] == [("f02", "error"), ("f03", "error")]


def test_the_nine_categories_have_their_bounds_and_names():
    assert [(row.letter, row.from_, row.name.id, row.name.en) for row in TABLE.categories] == [
        (letter, Fraction(bound), name, english) for letter, bound, name, english in CATEGORIES
    ]


def test_the_lowest_three_names_rest_on_two_sources():
    assert {row.letter: set(row.source) for row in TABLE.categories[6:]} == {letter: {"JB17", "MJ"} for letter in "DEF"}


def test_the_package_says_what_it_is():
    identity = PACKAGE.regulation
    assert (identity.id, identity.family, identity.scope) == ("permenpanrb_29_2022", "pekppp", "national")
    assert identity.citation == "PermenPANRB 29/2022"
    assert identity.title.id == "Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik"


def test_the_validity_is_known_to_the_year_and_only_inferred():
    validity = PACKAGE.regulation.validity
    assert isinstance(validity, Validity)
    assert [(moment.on, moment.precision, moment.confidence) for moment in (validity.from_, validity.until)] == [
        ("2022", "year", "inferred"),
        ("2023", "year", "inferred"),
    ]


def test_the_legal_chain_runs_from_the_law_to_the_amendment():
    assert [(link.relation, link.citation) for link in PACKAGE.regulation.legal] == [
        ("mandate", "UU 25/2009 pasal 7 ayat (3) huruf c"),
        ("replaces", "PermenPANRB 17/2017"),
        ("provision", "PermenPANRB 29/2022 pasal 4"),
        ("instrument", "Pedoman Menteri PANRB 1/2022"),
        ("amended_by", "PermenPANRB 4/2023"),
    ]


def test_no_article_is_cited_that_was_not_read():
    cited = {
        number for link in PACKAGE.regulation.legal for number in re.findall(r"29/2022 pasal (\d+)", link.citation)
    }
    assert cited == {"4"}


def test_the_submission_fields_name_modes_schemes_stages_and_services():
    assert {field.field: [value.code for value in field.values] for field in PACKAGE.regulation.fields} == {
        "unit.mode": ["luring", "daring"],
        "period.scheme": ["nasional", "mandiri", "khusus"],
        "period.stage": ["pra_evaluasi", "pembinaan", "evaluasi"],
        "unit.services": ["barang", "jasa", "administratif"],
    }


def test_every_source_named_anywhere_is_listed():
    listed = {source.key for source in PACKAGE.sources.sources}
    named = {key for block in blocks(PACKAGE) for field in ("source", "looked_at") for key in getattr(block, field, ())}
    assert named <= listed


def test_every_value_names_a_source():
    assert [block for block in blocks(PACKAGE) if isinstance(block, Sourced) and not block.source] == []


def test_no_value_but_the_missing_survey_the_online_weights_and_our_own_advice_rests_on_nothing():
    advising = [file for file in PACKAGE.rules if any(rule.kind == "recommend" for rule in file.rules)]
    advice = {id(block) for file in advising for block in blocks(file)}
    unverified = [
        block
        for block in blocks(PACKAGE)
        if id(block) not in advice and isinstance(block, Sourced) and block.confidence == "unverified"
    ]
    missing = next(need for need in PACKAGE.index.requires if need.form == "f03")
    assumed = [form.weights for form in PACKAGE.forms if isinstance(form, RubricForm) and form.weights]
    assert unverified == [*assumed, missing]


@pytest.mark.parametrize("row", [*ROWS.values(), QUEUE], ids=lambda row: row.code)
def test_a_row_has_title_levels_elements_and_evidence_in_both_languages(row):
    texts = [row.title, *row.levels.values(), *row.elements, *row.evidence]
    assert all(text.id.strip() and text.en and text.en.strip() for text in texts)


@pytest.mark.parametrize("row", [*ROWS.values(), QUEUE], ids=lambda row: row.code)
def test_the_six_levels_of_a_row_all_say_something_different(row):
    assert sorted(row.levels) == ["0", "1", "2", "3", "4", "5"]
    assert len({text.id.casefold() for text in row.levels.values()}) == 6
    assert len({text.en.casefold() for text in row.levels.values()}) == 6


@pytest.mark.parametrize("row", [*ROWS.values(), QUEUE], ids=lambda row: row.code)
def test_every_row_asks_for_evidence(row):
    assert row.evidence


@pytest.mark.parametrize("row", [row for block in F03.aspects for row in block.questions], ids=lambda row: row.code)
def test_a_question_is_asked_in_both_languages(row):
    assert row.title.id
    assert row.title.en


def test_no_two_rows_of_a_form_have_the_same_title():
    titles = [row.title.id for row in [*ROWS.values(), QUEUE]]
    assert len(set(titles)) == 31


def test_names_are_given_in_both_languages():
    identity = PACKAGE.regulation
    values = [value for field in identity.fields for value in field.values]
    named = [*identity.aspects, *identity.principles, *values, *PACKAGE.index.nodes, *TABLE.categories]
    assert [thing for thing in named if not thing.name.en] == []


def test_notes_and_reasons_are_given_in_both_languages():
    notes = [block.note for block in blocks(PACKAGE) if isinstance(getattr(block, "note", None), Text)]
    reasons = [dispute.reason for block in blocks(PACKAGE) for dispute in getattr(block, "disputed", ())]
    assert len(notes) > 10
    assert [text for text in [*notes, *reasons] if not text.en] == []


DISPUTES = {
    "C1 which guideline carries the instrument": (
        next(link for link in PACKAGE.regulation.legal if link.relation == "instrument"),
        "Pedoman Menteri PANRB 1/2022",
        "Pedoman Menteri PANRB 5/2023",
        {"AI", "OK"},
    ),
    "C2 weights inside an aspect": (F02, "bobot berbeda", "rata-rata biasa", {"SW", "GT", "AK", "NB"}),
    "C2 weights of the aspects": (NODES["f02"], "24, 25, 18, 11, 10, 12", "berbobot sama", {"NB"}),
    "C3 how F-03 is averaged": (NODES["f03"], "tiap aspek", "semua jawaban", {"GT"}),
    "C4 code of the first row": (ROWS["1.a.Ak"], "1.a.Ak", "1.a.K", {"AK"}),
    "C5 how row 22 is graded": (ROWS["22.d.B"], "jumlah unsur", "tangga", {"SW"}),
    "C6 order of levels of row 23": (ROWS["23.d.As"], "level 5 kompatibel", "level 5 navigasi", {"SW", "PB"}),
    "C7 wording of row 17": (ROWS["17.c.As"], "lebih dari 4", "5 atau lebih", {"YU"}),
    "C8 upper limit of level 4 of row 28": (ROWS["28.e.Ak"], "kurang dari 90%", "50% sampai 90%", {"SW", "PB"}),
    "C9 bands of row 8": (ROWS["8.a.Ak"], "80 masuk level 3", None, set()),
    "C10 category bounds": (TABLE, "4,51", "90, 81, 71, 61, 51, 41, 31", {"KB-new"}),
    "C11 a published 2.00 called C": (TABLE, "4,51", "2,00 disebut C", {"IR"}),
    "C12 number of indicators": (F02, "30 indikator", "21 indikator", {"SIJ"}),
    "C14 time limits of row 9": (ROWS["9.a.Ak"], "1 bulan pada level 5", "6 bulan", {"PB"}),
    "C14 level 0 of row 10": (ROWS["10.b.As"], "tidak ada kebijakan", "level 0", {"PB"}),
    "C14 level 5 of row 24": (ROWS["24.d.T"], "harian", "mingguan", {"PB"}),
    "C15 shares of F-02 and F-03": (NODES["ipp"], "0,75 dan 0,25", "50%", {"MJ"}),
}


@pytest.mark.parametrize(("block", "chosen", "says", "source"), DISPUTES.values(), ids=DISPUTES.keys())
def test_a_contradiction_between_sources_is_stated_where_it_matters(block, chosen, says, source):
    stated = [
        (dispute.chosen.id, other.says.id if other else None, set(other.source) if other else set())
        for dispute in block.disputed
        for other in (dispute.others or (None,))
    ]
    assert [
        1
        for text, other, sources in stated
        if chosen in text and sources == source and (other is None if says is None else says in (other or ""))
    ] == [1]


def test_every_dispute_says_what_it_is_about_what_was_chosen_and_why():
    disputes = [dispute for block in blocks(PACKAGE) for dispute in getattr(block, "disputed", ())]
    assert len(disputes) >= len(DISPUTES)
    assert [dispute for dispute in disputes if not (dispute.about.id and dispute.chosen.id and dispute.reason.id)] == []


def test_the_names_of_the_lowest_categories_are_disputed():
    others = {row.letter: row.disputed[0].others[0].says.id for row in TABLE.categories if row.disputed}
    assert others == {"D": "Pembinaan", "E": "Prioritas Pembinaan", "F": "Pembinaan Intensif"}


def test_the_queue_is_shown_and_never_scored():
    assert [row.code for row in F02.unscored] == ["antrian"]
    assert not hasattr(QUEUE, "weight")
    assert "antrian" not in ROWS


def test_no_form_prints_a_code_for_the_queue():
    assert set(QUEUE.official_code.unknown.looked_at) == {"SW", "PB", "KB-new", "YU"}
    assert [code for code, row in ROWS.items() if row.official_code is not None] == []
