"""What minutes say: the parties, the result and where it comes from; dotted lines for what nobody said."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

import pekppp_rules as pekppp
from pekppp_rules.minuting.blocks import BLANK, Heading, Items, Particulars, Signatures, Table
from pekppp_rules.minuting.content import minutes_of
from pekppp_rules.minuting.people import SHORT_BLANK
from pekppp_rules.minuting.prose import day_words, lines_of, number_words, solemn_day, titled
from pekppp_rules.minuting.words import BLANKS
from tests.minuting.papers import PARTIES, SUBMISSIONS, evaluation
from tests.reference import INDICATOR_CODES
from tests.submissions import submission


def of(name="disdukcapil_kota_contoh", parties=PARTIES, lang="id"):
    return minutes_of(evaluation(name), parties, lang)


def one(blocks, kind):
    (found,) = [block for block in blocks if isinstance(block, kind)]
    return found


def test_the_parties_stand_in_the_opening_and_at_the_end():
    minutes = of()
    rows = one(minutes.sections["opening"], Table).rows
    assert rows == (
        ("Evaluator", "Siti Aminah", "198001012005012001", "Analis Kebijakan"),
        ("Evaluator", "Evaluator 2", "198202022006041002", "Penata Layanan"),
        ("Kepala unit", "Budi Santoso", "19700101 199503 1 001", "Kepala Dinas"),
    )
    signing = one(minutes.sections["signatures"], Signatures).people
    assert [(person.role, person.name, person.nip) for person in signing] == [row[:3] for row in rows]
    assert minutes.missing == ()


def test_what_nobody_said_is_a_dotted_line_and_is_listed():
    minutes = of(parties=pekppp.Parties())
    assert minutes.values["place"] == minutes.values["head.name"] == SHORT_BLANK
    assert minutes.missing == (
        *("number", "place", "date", "evaluators.nip", "evaluators.position"),
        *("head.name", "head.nip", "head.position"),
    )
    opening = minutes.sections["opening"][0].lines[0]
    assert f"{SHORT_BLANK} tanggal {SHORT_BLANK} bulan" in opening
    assert all(BLANKS[name]("id") != BLANKS[name]("en") or "NIP" not in name for name in minutes.missing)


def test_a_field_that_the_regulation_has_words_for_is_left_to_fill_in():
    regulation = pekppp.load("permenpanrb_29_2022")
    minutes = minutes_of(regulation.evaluate(submission(4, 4)), pekppp.Parties(), "id")
    rows = dict(one(minutes.sections["identity"], Particulars).rows)
    assert rows["Tahap"] == SHORT_BLANK
    assert rows["Skema"] == "PEKPPP Mandiri"
    assert "period.stage" in minutes.missing
    assert "Alamat" not in rows


def test_the_day_is_spelt_out_so_that_no_digit_can_be_changed():
    opening = of().sections["opening"][0].lines[0]
    assert "Senin tanggal dua puluh satu bulan November tahun dua ribu dua puluh dua (21-11-2022)" in opening
    assert "Monday, 21 November 2022, in Kota Contoh" in of(lang="en").sections["opening"][0].lines[0]


def test_the_summary_has_weight_and_value_of_every_aspect_in_each_form():
    table = one(of().sections["result"], Table)
    assert table.rows[0] == ("a. Kebijakan Pelayanan", "24%", "4,43", "20%", "4,40")
    assert table.rows[5] == ("f. Inovasi", "12%", "3,50", "-", "-")
    assert (table.rows[-1], table.totals) == (("Seluruhnya", "", "4,26", "", "4,22"), 1)
    assert sum(column.share for column in table.columns) == 100
    assert one(of(lang="en").sections["result"], Table).rows[0][2] == "4.43"


def test_the_headline_is_what_the_evaluation_says():
    rows = one(of().sections["result"], Particulars).rows
    assert rows[:2] == (("Indeks Pelayanan Publik", "4,25 dari 5"), ("Predikat", "A- (Sangat Baik)"))
    assert rows[2][1] == "85,06"


def test_observations_notes_and_recommendations_stand_under_their_aspect():
    blocks = of().sections["remarks"]
    at = [block.text for block in blocks if isinstance(block, Heading)]
    assert at[0] == "Catatan dan rekomendasi per aspek"
    assert at[3] == "c. Sarana Prasarana"
    start = blocks.index(Heading("c. Sarana Prasarana", small=True))
    observed, noted, steps = [block.entries for block in blocks[start : start + 7] if isinstance(block, Items)]
    assert observed == (("Jalur kursi roda terputus di pintu ruang tunggu. (Evaluator 1)",),)
    assert noted == (
        ("15.c.K Tempat parkir beserta fasilitasnya: Parkir roda dua dan roda empat belum terpisah. (Evaluator 1)",),
    )
    assert len(steps) == len([one for one in evaluation().recommendations if one.aspect == "c"])
    assert steps[0][0].endswith("(+0,027)")


def test_an_aspect_that_nobody_observed_has_a_line_to_fill_in():
    blocks = of().sections["remarks"]
    start = blocks.index(Heading("f. Inovasi", small=True))
    assert one(blocks[start : start + 3], Items).entries == ((BLANK * 3,),)


def test_every_recommendation_and_finding_is_there_once():
    said = " ".join(
        line
        for block in of().sections["minutes"]
        if isinstance(block, Items)
        for entry in block.entries
        for line in entry
    )
    wanted = [item.message() for item in (*evaluation().recommendations, *evaluation().findings)]
    assert [said.count(text) for text in wanted] == [wanted.count(text) for text in wanted]


def test_a_note_on_a_row_that_does_not_count_is_kept():
    written = evaluation("loket_timur").submission.data()
    written["forms"]["rubrik"][0]["notes"] = {"naga": "Naganya tidur."}
    regulation = pekppp.load(SUBMISSIONS["loket_timur"].parent / "negeri_dongeng")
    minutes = minutes_of(regulation.evaluate(pekppp.Submission.model_validate(written)), pekppp.Parties(), "id")
    blocks = minutes.sections["remarks"]
    start = blocks.index(Heading("Di luar aspek", small=True))
    assert "Naganya tidur. (Juru nilai)" in one(blocks[start : start + 3], Items).entries[0][0]


def test_the_basis_names_the_regulation_and_the_record():
    rows = dict(one(of().sections["basis"], Particulars).rows)
    digest = json.loads(pekppp.record(evaluation()))["digest"]
    assert (rows["Digest rekaman"], rows["Digest paket"]) == (digest, evaluation().regulation.digest)
    assert rows["Paket regulasi"] == f"permenpanrb_29_2022 {evaluation().regulation.version}"
    assert rows["Dasar angka"] == evaluation().provenance.words()


def test_what_was_assumed_is_said():
    rows = one(of("layanan_daring_kota_contoh", pekppp.Parties()).sections["basis"], Particulars).rows
    assert rows[-1] == ("Diandaikan", evaluation("layanan_daring_kota_contoh").provenance.assumptions[0].words())


def test_the_annex_has_every_score_of_every_evaluator():
    table = one(of().sections["indicators"], Table)
    assert [column.title for column in table.columns] == ["Kode", "Indikator", "1", "2", "Nilai"]
    assert len(table.rows) == 30
    by_code = {row[0]: row[2:] for row in table.rows}
    assert by_code["6.a.B"] == ("4", "5", "4,5")
    assert sum(column.share for column in table.columns) == 100


def test_more_evaluators_than_a_page_has_columns_for_leave_the_value_alone():
    regulation = pekppp.load("permenpanrb_29_2022")
    crowd = [dict.fromkeys(INDICATOR_CODES, at % 6) for at in range(7)]
    minutes = minutes_of(regulation.evaluate(submission(crowd, 4)), pekppp.Parties(), "id")
    assert len(one(minutes.sections["indicators"], Table).columns) == 3
    assert len(one(minutes.sections["signatures"], Signatures).people) == 8


def test_without_an_evaluator_one_is_still_to_be_named_or_whoever_the_parties_name():
    blank = one(of("ombudsman_kota_contoh", pekppp.Parties()).sections["signatures"], Signatures).people
    assert [person.name for person in blank] == [None, None]
    named = pekppp.Parties.model_validate({"evaluators": {"Siti": {}, "Budi": {"nip": "1"}}})
    people = one(of("ombudsman_kota_contoh", named).sections["signatures"], Signatures).people
    assert [person.name for person in people] == ["Siti", "Budi", None]
    assert of("ombudsman_kota_contoh", named).sections["indicators"] == ()
    assert of("ombudsman_kota_contoh", named).sections["remarks"] == ()


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_every_example_has_minutes_in_both_languages(name, lang):
    minutes = of(name, pekppp.Parties(), lang)
    root = evaluation(name).node(evaluation(name).root_id)
    assert minutes.values["index.name"] == root.name(lang)
    assert minutes.sections["minutes"][-1] in (*minutes.sections["indicators"], *minutes.sections["signatures"])
    assert all(BLANKS[name](lang) for name in minutes.missing)
    assert all(text and text.isprintable() for text in minutes.values.values())


def test_a_draft_has_no_minutes():
    draft = pekppp.load("permenpanrb_29_2022").evaluate(evaluation().submission, draft=True)
    with pytest.raises(pekppp.MinutesError) as caught:
        pekppp.minutes(draft)
    assert caught.value.code == "PKP-802"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((0, "nol"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"), (20, "dua puluh")),
        *(
            (31, "tiga puluh satu"),
            (100, "seratus"),
            (1000, "seribu"),
            (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        ),
        *((2000, "dua ribu"), (2010, "dua ribu sepuluh"), (2022, "dua ribu dua puluh dua")),
    ],
)
def test_numbers_are_spelt_as_one_says_them(number, words):
    assert number_words(number) == words


def test_no_two_days_are_spelt_alike():
    days = [date(2000, 1, 1) + timedelta(at) for at in range(36_525)]
    assert len({solemn_day(day, "id").partition(" (")[0] for day in days}) == len(days)
    assert len({day_words(day, "en") for day in days}) == len(days)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("satu", ("satu",)),
        ("satu\r\n\n  dua \u2028tiga", ("satu", "dua", "tiga")),
        ("a\x00b\u202ec\x1b[31m", ("a�b�c�[31m",)),
        (" \n ", ("-",)),
        ("a\tb", ("a b",)),
    ],
)
def test_free_text_becomes_lines_that_can_be_printed(text, lines):
    assert lines_of(text) == lines


def test_a_code_that_is_a_word_says_nothing_beside_its_name():
    assert (titled("a", "Kebijakan"), titled("proses", "Proses")) == ("a. Kebijakan", "Proses")
