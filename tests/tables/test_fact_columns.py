"""Columns of facts: what they are called and hold, what no unit can state, and which checks they allow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pytest

import pekppp_rules as pekppp
from tests.packages_here import loaded
from tests.reference import INDICATOR_CODES, QUESTION_CODES
from tests.tables.frames import BACK_ENDS

ROW = {"unit_id": "a", "mode": "luring", **dict.fromkeys(INDICATOR_CODES, 4)}
ANSWERS = pl.DataFrame([{"unit_id": "a", **dict.fromkeys(QUESTION_CODES, 4)}])
SET_OF_MEDIA = ("cetak", "layar_elektronik", "media_sosial", "situs_web", "aplikasi", "sippn", "papan_reklame")


@pytest.fixture(scope="module")
def regulation():
    return loaded("permenpanrb_29_2022")


def scored(regulation, **facts):
    """Return the row of a unit that states these facts, and nothing else is wrong with."""
    frame = pl.DataFrame([ROW]).with_columns(**{name: pl.Series([cell]) for name, cell in facts.items()})
    return regulation.score_table(frame, ANSWERS, findings=True).row(0, named=True)


def test_every_fact_has_its_column_and_every_option_of_a_set(regulation):
    columns = {column.code: column for column in regulation.fact_columns()}
    assert len({column.column.casefold() for column in columns.values()}) == len(columns) == 203
    assert columns["f01.1.ada"] == pekppp.FactColumn("f01.1.ada", "f01_1_ada", "bool", "f01", "f01.1.ada")
    assert columns["f01.3.media.sippn"].option == "sippn"
    assert columns["f01.3.media.sippn"].fact == "f01.3.media"
    assert columns["f01.3.komponen"].options == ("semua", "sebagian")
    toy = {column.code: column.type for column in loaded("negeri_dongeng").fact_columns()}
    assert toy["lapor.sapaan.bahasa.other"] == "other"


def test_a_regulation_without_forms_of_facts_has_no_columns_of_them():
    assert loaded("kep_25_2004").fact_columns() == ()


def test_with_every_column_all_checks_run_but_those_of_evidence_and_of_equal_answers(regulation):
    told = regulation.table_findings("en", columns=[column.column for column in regulation.fact_columns()])
    checks = [rule.id for file in regulation.package.rules for rule in file.rules if rule.kind == "check"]
    assert {code: told[code] for code in checks if told[code] is not None} == {
        "skor_tanpa_bukti": "needs evidence",
        "jawaban_seragam": "compares respondents one by one",
    }
    assert len(checks) == 16
    assert told["facts_unanswered"] is None


def test_a_check_runs_with_the_columns_it_looks_at_and_names_the_one_it_lacks(regulation):
    told = regulation.table_findings("en", columns=["f01_28_masuk", "f01.28.selesai"])
    assert told["selesai_melebihi_masuk"] is None
    assert told["lapor_melebihi_seluruhnya"] == "needs columns of fact f01.28.masuk_lapor"
    assert regulation.table_findings("en")["selesai_melebihi_masuk"] == "needs facts"


def test_a_column_is_made_only_where_its_check_runs(regulation):
    row = scored(regulation, f01_1_ada=True, f01_1_jumlah_layanan=3, **{"f01.1.jumlah_sp": 5})
    assert row["finding_sp_melebihi_jenis_layanan"] == 1
    assert "finding_selesai_melebihi_masuk" not in row


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"f01.1.ada": 2}, "PKP-717 f01.1.ada"),
        ({"f01.1.ada": True, "f01.1.jumlah_sp": 2.5}, "PKP-717 f01.1.jumlah_sp"),
        ({"f01.1.ada": True, "f01.1.jumlah_sp": float("nan")}, "PKP-717 f01.1.jumlah_sp"),
        ({"f01.1.ada": True, "f01.1.jumlah_sp": -1}, "PKP-718 f01.1.jumlah_sp"),
        ({"f01.1.ada": True, "f01.1.jumlah_sp": 10**15}, "PKP-718 f01.1.jumlah_sp"),
        ({"f01.1.ada": True, "f01.1.jumlah_sp": float("inf")}, "PKP-718 f01.1.jumlah_sp"),
        ({"f01_4_peninjauan": "kadang"}, "PKP-718 f01_4_peninjauan"),
        ({"f01.6.dilaksanakan": True, "f01.6.nilai": 1e9}, "PKP-719 f01.6.nilai"),
        ({"f01.6.dilaksanakan": True, "f01.6.nilai": Decimal("82.1234567")}, "PKP-705 f01.6.nilai"),
        ({"f01.1.jumlah_sp": 3}, "PKP-218 f01.1.jumlah_sp"),
        ({"f01.1.ada": False, "f01.1.jumlah_sp": 3}, "PKP-218 f01.1.jumlah_sp"),
        ({"mode": "daring", "f01.1.ada": True}, "PKP-208 f01"),
    ],
)
def test_a_unit_that_states_what_it_cannot_has_a_status(regulation, facts, status):
    row = scored(regulation, **facts)
    assert row["status"].startswith(status) or (row["status"].startswith("PKP-20") and "mode" in facts)
    assert row["index_num"] is None


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("2024", "ok"),
        ("2024-02-29", "ok"),
        (date(2023, 5, 17), "ok"),
        ("", "ok"),
        ("2023-02-29", "PKP-220 f01.29.mulai"),
        ("0000", "PKP-220 f01.29.mulai"),
        ("kemarin", "PKP-717 f01.29.mulai"),
        ("2024\n", "PKP-717 f01.29.mulai"),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day_of_the_calendar(regulation, cell, status):
    assert scored(regulation, **{"f01.29.ada": True, "f01.29.mulai": cell})["status"] == status


def test_facts_are_left_alone_where_no_findings_are_asked_for(regulation):
    frame = pl.DataFrame([{**ROW, "f01.1.ada": "mungkin"}])
    assert regulation.score_table(frame, ANSWERS)["status"].to_list() == ["ok"]
    with pytest.raises(pekppp.EvaluationError, match="PKP-703"):
        regulation.score_table(frame, ANSWERS, findings=True)


def test_what_is_wrong_with_the_columns_of_facts_is_told_at_once(regulation):
    names = {"f01.1.ada": "ya", "f01_2_dilibatkan": True, "f01.2.dilibatkan": True, "f01.2.unsur.ahli": True}
    with pytest.raises(pekppp.EvaluationError) as told:
        regulation.score_table(pl.DataFrame([{**ROW, **names}]), ANSWERS, findings=True)
    assert {problem.code for problem in told.value.problems} == {"PKP-703", "PKP-708"}
    with pytest.raises(pekppp.EvaluationError) as told:
        regulation.score_table(pl.DataFrame([{**ROW, "f01_2_unsur_ahli": True}]), ANSWERS, findings=True)
    assert {problem.code for problem in told.value.problems} == {"PKP-702"}


def test_an_option_left_blank_is_not_chosen_and_a_set_all_blank_is_not_stated(regulation):
    media = dict.fromkeys(f"f01_3_media_{option}" for option in SET_OF_MEDIA)
    stated = {**media, "f01_3_dipublikasikan": True, "f01_21_ada": False, "f01_21_sippn": None}
    kinds = dict.fromkeys(stated, pl.Boolean)
    rows = [stated, {**stated, "f01_3_media_sippn": True}, {**stated, "f01_3_media_cetak": True}]
    frame = pl.DataFrame([{**ROW, "unit_id": str(at), **row} for at, row in enumerate(rows)], schema_overrides=kinds)
    responses = pl.DataFrame([{"unit_id": str(at), **dict.fromkeys(QUESTION_CODES, 4)} for at in range(3)])
    result = regulation.score_table(frame, responses, findings=True)
    assert result["status"].to_list() == ["ok"] * 3
    assert result["finding_sippn_tidak_sejalan"].to_list() == [0, 1, 0]


def test_the_rows_of_one_unit_may_leave_facts_to_each_other_but_not_contradict(regulation):
    rows = [
        {**ROW, "unit_id": unit, "evaluator": str(at), "f01_1_ada": cell}
        for unit, cells in {"a": (True, None), "b": (True, False)}.items()
        for at, cell in enumerate(cells)
    ]
    responses = pl.DataFrame([{"unit_id": unit, **dict.fromkeys(QUESTION_CODES, 4)} for unit in "ab"])
    result = regulation.score_table(pl.DataFrame(rows), responses, evaluator="evaluator", findings=True)
    assert result["status"].to_list() == ["ok", "PKP-707 f01_1_ada"]


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("dtype", [pl.Decimal(20, 2), pl.Decimal(38, 10), pl.UInt64, pl.UInt8, pl.Int8, pl.Float32])
def test_a_number_is_read_however_its_column_holds_it(regulation, back_end, dtype):
    make, read = BACK_ENDS[back_end]
    facts = {"f01_28_masuk": [5, 7], "f01_28_selesai": [7, 5], "f01_6_nilai": [20, 80]}
    frame = pl.DataFrame([{**ROW, "unit_id": unit} for unit in "ab"]).with_columns(
        pl.Series(name, cells).cast(dtype) for name, cells in facts.items()
    )
    frame = frame.with_columns(f01_6_dilaksanakan=pl.lit(True))
    responses = pl.DataFrame([{"unit_id": unit, **dict.fromkeys(QUESTION_CODES, 4)} for unit in "ab"])
    rows = {row["unit_id"]: row for row in read(regulation.score_table(make(frame), make(responses), findings=True))}
    assert [rows[unit]["status"] for unit in "ab"] == ["ok", "ok"]
    assert [rows[unit]["finding_selesai_melebihi_masuk"] for unit in "ab"] == [1, 0]
    assert [rows[unit]["finding_nilai_skm_di_luar_rentang"] for unit in "ab"] == [1, 0]


def test_pandas_with_blanks_among_booleans(regulation):
    frame = pd.DataFrame(
        [{**ROW, "unit_id": unit, "f01_1_ada": cell} for unit, cell in zip("ab", (True, None), strict=True)]
    )
    responses = pd.DataFrame([{"unit_id": unit, **dict.fromkeys(QUESTION_CODES, 4)} for unit in "ab"])
    assert regulation.score_table(frame, responses, findings=True)["status"].to_list() == ["ok", "ok"]


def test_a_database_is_not_asked_for_products_its_numbers_do_not_hold():
    """A population of 10^15 people: the sample size is worked out in whole numbers, or not at all."""
    skm = loaded("permenpanrb_14_2017")
    [column] = skm.fact_columns()
    questions = [row.code for row in skm.form("skm").rows]
    assessed = pl.DataFrame({"unit_id": ["a", "b", "c"], column.column: [10**15 - 1, 100_000_000, 100]})
    answered = pl.DataFrame([{"unit_id": unit, **dict.fromkeys(questions, 3)} for unit in "abc"] * 90)
    make = duckdb.from_arrow
    result = skm.score_table(make(assessed.to_arrow()), make(answered.to_arrow()), findings=True)
    found = {row["unit_id"]: row["finding_responden_kurang_dari_sampel"] for row in result.to_arrow_table().to_pylist()}
    assert found == {"a": None, "b": 1, "c": 0}
