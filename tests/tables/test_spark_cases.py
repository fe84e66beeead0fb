"""What Spark does its own way: one table of every case, dots and cases of names, doubles, ANSI on and off, laziness, Connect."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

import pekppp_rules as pekppp
from benchmarks.instrument import exact_outcome, read_instrument, submissions_on_a_bound
from tests.packages_here import loaded
from tests.reference import INDICATOR_CODES, QUESTION_CODES
from tests.tables import spark as local
from tests.tables.test_status import fine_decimals

WHY_NOT = local.why_not()
pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT)),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]

CHECKOUT = Path(__file__).resolve().parents[2]
MIXED = (pl.Int8, pl.Int64, pl.UInt8, pl.Float64, pl.Float32, pl.Decimal(3, 1), pl.Int16)
first, second = INDICATOR_CODES[:2]


@pytest.fixture(scope="module")
def spark():
    with local.session() as started:
        yield started


@pytest.fixture
def ways(spark, tmp_path):
    return local.Ways(spark, tmp_path)


def every_case():
    """Return a table of assessments and one of responses with every case there is, and the status of some units."""
    sheets, answers, statuses = [], [], {}
    whole = {"mode": "luring", "evaluator": "x", **dict.fromkeys(INDICATOR_CODES, 4)}
    answer = dict.fromkeys(QUESTION_CODES, 4)

    def unit(name, rows=({},), responses=({},), status="ok"):
        sheets.extend({**whole, "unit.id": name, **row} for row in rows)
        answers.extend({**answer, "unit.id": name, **row} for row in responses)
        statuses[name] = status

    instrument = read_instrument()
    on_a_bound = submissions_on_a_bound(instrument, 27)
    for at, data in enumerate(on_a_bound):
        forms = data["forms"]
        unit(f"bound {at}", [forms["f02"][0]["scores"]], forms["f03"]["responses"])
        lower = [dict(row) for row in forms["f03"]["responses"]]
        row, code = next((row, code) for row in lower for code in QUESTION_CODES if row[code] > 0)
        row[code] -= 1
        unit(f"below {at}", [forms["f02"][0]["scores"]], lower)
    online = loaded("permenpanrb_29_2022")
    codes = [[row.code for row in online.form(form, mode="daring").rows if row.is_scored] for form in ("f02", "f03")]
    empty = {"mode": "daring", **dict.fromkeys(INDICATOR_CODES)}
    for score in range(6):
        rows = [{**empty, **dict.fromkeys(codes[0], score)}]
        unit(f"daring {score}", rows, [{**dict.fromkeys(QUESTION_CODES), **dict.fromkeys(codes[1], 5 - score)}])
    unit("ten", [{"evaluator": f"e{at}", first: at % 6} for at in range(10)], [{QUESTION_CODES[0]: 1}] * 7)
    unit("blank score", [{first: None}], status=f"PKP-201 {first}")
    unit("blank answer", responses=[{}, {QUESTION_CODES[1]: None}], status=f"PKP-205 {QUESTION_CODES[1]}")
    unit("off the scale", [{}, {"evaluator": "y", second: 6}], status=f"PKP-203 {second}")
    unit("below the scale", [{second: -1}], status=f"PKP-203 {second}")
    unit("twice", [{}, {}], status="PKP-211 evaluator")
    unit("two modes", [{}, {"mode": "daring", "evaluator": "y"}], status="PKP-707 mode")
    unit("no mode", [{"mode": None}], status="PKP-502 mode")
    unit("unknown mode", [{"mode": "hibrida"}], status="PKP-504 mode")
    unit("without responses", responses=[], status="PKP-207 f03")
    unit("without assessment", rows=[], status="PKP-207 f02")
    unit("nothing but blanks", [dict.fromkeys(INDICATOR_CODES)], status="PKP-207 f02")
    unit("of another variant", [{next(code for code in codes[0] if code not in INDICATOR_CODES): 3}], status="PKP-202")
    unit(None, status="PKP-711 unit")
    return sheets, answers, statuses, [exact_outcome(instrument, data) for data in on_a_bound]


def mixed(rows, more):
    """Return rows as a table in which each column of scores has the next of all types that hold whole numbers."""
    texts = [name for name in ("unit.id", "mode", "evaluator") if any(name in row for row in rows)]
    codes = list(dict.fromkeys([*more, *(name for row in rows for name in row if name not in texts)]))
    frame = pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in (*texts, *codes)},
        schema={**dict.fromkeys(texts, pl.String), **dict.fromkeys(codes, pl.Int64)},
    )
    types = {code: MIXED[at % len(MIXED)] for at, code in enumerate(codes)}
    signed = {
        code: pl.Int32 if dtype == pl.UInt8 and (frame[code] < 0).any() else dtype for code, dtype in types.items()
    }
    return frame.with_columns(pl.col(code).cast(dtype) for code, dtype in signed.items())


@pytest.mark.parametrize("ansi", ["true", "false"])
def test_one_table_of_every_case(spark, ways, regulation, ansi):
    sheets, answers, statuses, right = every_case()
    assessments, responses = mixed(sheets, INDICATOR_CODES), mixed(answers, QUESTION_CODES)
    options = {"unit": "unit.id", "mode": "mode", "evaluator": "evaluator", "nodes": ["f02.a", "f03"], "findings": True}
    spark.conf.set("spark.sql.ansi.enabled", ansi)
    try:
        result = regulation.score_table(ways.make(assessments), ways.make(responses), **options)
        rows = local.rows_of(result)
    finally:
        spark.conf.unset("spark.sql.ansi.enabled")
    expected = regulation.score_table(assessments, responses, **options)
    assert list(rows[0]) == expected.columns

    def in_order(rows):
        return sorted(rows, key=lambda row: (row["unit.id"] or "", row["evaluators"]))

    assert in_order(rows) == in_order(expected.to_dicts())
    told = {row["unit.id"]: row for row in rows}
    assert told.keys() == statuses.keys()
    for unit, status in statuses.items():
        assert told[unit]["status"].startswith(status), unit
    for at, outcome in enumerate(right):
        bound, below = told[f"bound {at}"], told[f"below {at}"]
        assert (bound["index_hundredths"], bound["category"]) == (outcome.index, outcome.letter)
        assert (below["index_hundredths"], below["category"]) < (outcome.index, "~")
        assert below["category"] != outcome.letter
    assert {row["category"] for row in rows} >= {"A", "A-", "B", "B-", "C", "C-", "D", "E", "F"}


def whole(*units, **scores):
    return pl.DataFrame(
        [{"unit_id": unit, "mode": "luring", **dict.fromkeys(INDICATOR_CODES, 4), **scores} for unit in units]
    )


def answers(*units):
    return pl.DataFrame([{"unit_id": unit, **dict.fromkeys(QUESTION_CODES, 4)} for unit in units])


def test_doubles_that_are_no_scores_are_refused_and_none_stops_the_run(ways, regulation):
    odd = {"half": 3.5, "nan": float("nan"), "infinite": float("inf"), "minus zero": -0.0, "large": 1e300}
    table = pl.concat([whole(name, **{first: value}).cast({first: pl.Float64}) for name, value in odd.items()])
    rows = local.rows_of(regulation.score_table(ways.make(table), ways.make(answers(*odd))))
    told = {row["unit_id"]: row["status"] for row in rows}
    assert told == {name: "ok" if name == "minus zero" else f"PKP-203 {first}" for name in odd}


def test_decimals_finer_than_a_table_carries_are_refused(ways):
    """With 38 digits Spark compares one decimal fewer than it holds, which docs/tables.md says."""
    regulation, table, right = fine_decimals(37)
    rows = local.rows_of(regulation.score_table(ways.make(table)))
    assert {row["unit_id"]: row["status"] for row in rows} == right


def test_columns_that_differ_in_case_only_are_kept_apart(ways, regulation):
    table = ways.make(whole("a")).selectExpr("*", f"9 AS `{first.upper()}`", "8 AS UNIT_ID")
    rows = local.rows_of(regulation.score_table(table, ways.make(answers("a"))))
    assert [(row["unit_id"], row["index_hundredths"]) for row in rows] == [("a", 400)]


def test_a_table_without_rows_gives_one_without_rows(ways, regulation):
    assert local.rows_of(regulation.score_table(ways.make(whole("a").clear()), ways.make(answers("a").clear()))) == []


def test_nothing_runs_until_it_is_asked_for_and_no_python_runs_on_rows(spark, ways, regulation):
    from pyspark.sql import DataFrame

    assessments, responses = ways.make(whole("a")), ways.make(answers("a"))
    tracker = spark.sparkContext.statusTracker()
    before = set(tracker.getJobIdsForGroup(None))
    result = regulation.score_table(assessments, responses, findings=True)
    assert isinstance(result, DataFrame)
    assert set(tracker.getJobIdsForGroup(None)) == before
    plan = result._jdf.queryExecution().executedPlan().toString()
    assert "HashAggregate" in plan
    assert "Python" not in plan


def test_what_is_wrong_with_a_table_is_raised_at_once(ways, regulation):
    texts = ways.make(whole("a").with_columns(pl.lit("4").alias(first)))
    with pytest.raises(pekppp.EvaluationError, match="PKP-703"):
        regulation.score_table(texts, ways.make(answers("a")))
    with pytest.raises(pekppp.EvaluationError, match="PKP-709"):
        regulation.score_table(ways.make(whole("a")), answers("a"))


CONNECT = """
import sys, warnings
warnings.simplefilter("ignore")
from pyspark.sql import SparkSession
import pekppp_rules as pekppp

spark = SparkSession.builder.remote("local[1]").config("spark.sql.shuffle.partitions", "2").getOrCreate()
tables = [spark.read.parquet(path) for path in sys.argv[1:]]
result = pekppp.load("permenpanrb_29_2022").score_table(*tables)
print(type(result).__module__, [tuple(row) for row in result.collect()])
spark.stop()
"""


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or later")
def test_spark_connect_takes_the_same_expressions(tmp_path, regulation):
    pytest.importorskip("grpc", reason='Spark Connect is not here: pip install "pyspark[connect]"')
    table, responses = whole("a"), answers("a")
    paths = [str(tmp_path / name) for name in ("assessments.parquet", "responses.parquet")]
    for frame, path in zip((table, responses), paths, strict=True):
        frame.write_parquet(path)
    done = subprocess.run(
        [sys.executable, "-c", CONNECT, *paths],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        f"pyspark.sql.connect.dataframe {regulation.score_table(table, responses).rows()}"
    )


def test_one_table_of_every_case_of_facts(ways, regulation):
    """What units can and cannot state, and which of these make findings: the same as Polars says of it."""
    asked = ("f01.1.", "f01.3.", "f01.4.", "f01.6.", "f01.21.", "f01.28.", "f01.29.")
    columns = [column for column in regulation.fact_columns() if column.fact.startswith(asked)]
    types = {"bool": pl.Boolean, "int": pl.Int64, "decimal": pl.Decimal(20, 7), "percent": pl.Float64}
    empty = {column.code: pl.Series([None], dtype=types.get(column.type, pl.String)) for column in columns}
    answered = {"f01.28.masuk": 40, "f01.28.selesai": 44, "f01.28.masuk_lapor": 41, "f01.28.selesai_lapor": 45}
    published = {"f01.3.dipublikasikan": True, "f01.21.ada": False}
    cases = {
        "nothing": {},
        "complaints": answered,
        "standards": {"f01.1.ada": True, "f01.1.jumlah_layanan": 3, "f01.1.jumlah_sp": 4, "f01.1.ditetapkan": True},
        "sippn": {**published, "f01.3.media.sippn": True, "f01.3.media.cetak": False, "f01.3.komponen": "semua"},
        "no sippn": {**published, "f01.3.media.cetak": True},
        "skm": {"f01.6.dilaksanakan": True, "f01.6.nilai": Decimal("3.24")},
        "young": {"f01.29.ada": True, "f01.29.lama": "kurang_setahun", "f01.29.mulai": "2024-02-29"},
        "PKP-220": {"f01.29.ada": True, "f01.29.mulai": "2023-02-29"},
        "PKP-717": {"f01.29.ada": True, "f01.29.mulai": "kemarin"},
        "PKP-718": {"f01.4.peninjauan": "kadang"},
        "PKP-718 below": {"f01.28.masuk": -1},
        "PKP-719": {"f01.6.dilaksanakan": True, "f01.6.nilai": Decimal(10**9)},
        "PKP-705": {"f01.6.dilaksanakan": True, "f01.6.nilai": Decimal("82.1234567")},
        "PKP-218": {"f01.1.jumlah_sp": 3},
    }
    frames = [
        whole(unit).with_columns(
            pl.Series([facts[name]], dtype=cells.dtype).alias(name) if name in facts else cells.alias(name)
            for name, cells in empty.items()
        )
        for unit, facts in cases.items()
    ]
    assessments, responses = pl.concat(frames), answers(*cases)
    rows = local.rows_of(regulation.score_table(ways.make(assessments), ways.make(responses), findings=True))
    expected = regulation.score_table(assessments, responses, findings=True).to_dicts()
    assert sorted(rows, key=lambda row: row["unit_id"]) == sorted(expected, key=lambda row: row["unit_id"])
    told = {row["unit_id"]: row for row in rows}
    for unit in cases:
        assert told[unit]["status"].partition(" ")[0] == (unit.partition(" ")[0] if unit.startswith("PKP") else "ok")
    found = {
        unit: {name for name, count in row.items() if name.startswith("finding") and count}
        for unit, row in told.items()
    }
    assert "finding_lapor_melebihi_seluruhnya" in found["complaints"]
    assert "finding_sippn_tidak_sejalan" in found["sippn"] - found["no sippn"]
    assert "finding_nilai_skm_di_luar_rentang" in found["skm"]
    assert "finding_inovasi_muda_diberi_skor_tinggi" in found["young"]
    assert "finding_sp_melebihi_jenis_layanan" in found["standards"]
