"""Spark runs the same plan: one table of every case, in several partitions, says what `evaluate` and Polars say."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pekppp_rules.regulation.model import RubricForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import all_choices
from tests.packages_here import NAMES, loaded
from tests.tables.frames import Scored, Tables, columns, expected, frame_of, said

if shutil.which("java") is None:
    pytest.skip("Spark needs Java, and there is none here", allow_module_level=True)
if importlib.util.find_spec("pyspark") is None:
    pytest.skip("pyspark is not installed: pip install 'pekppp-rules[spark]'", allow_module_level=True)

pytestmark = [
    pytest.mark.external,
    pytest.mark.filterwarnings("ignore"),
]  # pyspark's own warnings, of pandas and of sockets

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "3",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("pekppp tests")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def cases(regulation, seed):
    """Return tables with units on every edge of the categories, whole and broken, of ten evaluators and of one."""
    draw = random.Random(seed)
    found = Tables(responses={name: [] for name, _ in columns(regulation, SurveyForm)})
    package = regulation.package
    for number, choice in enumerate(all_choices(package) * 12):
        unit = f"u{number:02}"
        forms = {
            form.form: form
            for form in package.forms
            if form.variant is None or choice.get(form.variant.field) == form.variant.value
        }
        level = draw.random()
        values = {
            f"{name}.{code}": None
            if draw.random() < 0.3
            else Decimal(draw.randint(form.scale.lowest * 4, form.scale.highest * 4)) / 4
            for name, form in forms.items()
            if isinstance(form, ValueForm)
            for code in form.codes
        }
        for evaluator in range(10 if number % 6 == 5 else draw.randint(1, 2)):
            row = {"unit": unit, "evaluator": f"e{evaluator}", **choice, **values}
            for name, form in forms.items():
                if isinstance(form, RubricForm):
                    row |= {f"{name}.{code}": near(draw, form, level) for code in form.codes}
            found.assessments.append(row)
        for name in found.responses:
            form = forms.get(name)
            for _ in range(draw.randint(0 if number % 5 == 4 else 1, 4)):
                if form is not None:
                    answers = {f"{name}.{code}": near(draw, form, level) for code in form.codes}
                    found.responses[name].append({"unit": unit, **answers})
        if number % 4 == 3:
            row = draw.choice([one for one in found.assessments if one["unit"] == unit])
            names = [name for name in row if name.partition(".")[0] in forms and isinstance(row[name], int)]
            if names:
                row[draw.choice(names)] = draw.choice([None, -1, 9])
    return found


def near(draw, form, level):
    at = form.scale.lowest + level * (form.scale.highest - form.scale.lowest) + draw.choice([-0.6, 0, 0, 0.6])
    return max(form.scale.lowest, min(form.scale.highest, round(at)))


def frames(regulation, found, dtype=pl.Int64):
    fields = sorted(all_choices(regulation.package)[0])
    given = columns(regulation, (RubricForm, ValueForm))
    assessments = frame_of(found.assessments, given, ["unit", "evaluator", *fields], dtype)
    responses = {
        form: frame_of(rows, [one for one in columns(regulation, SurveyForm) if one[0] == form], ["unit"], dtype)
        for form, rows in found.responses.items()
    }
    return assessments, responses


def on_spark(spark, frame, folder, name):
    """Return a table as Spark reads it from Parquet, in several partitions."""
    path = folder / f"{name}.parquet"
    frame.write_parquet(path)
    return spark.read.parquet(f"file://{path}").repartition(3)


@pytest.mark.parametrize("name", NAMES)
def test_spark_says_of_every_unit_what_evaluate_says(spark, tmp_path, name):
    regulation = loaded(name)
    found = cases(regulation, seed=name)
    assessments, responses = frames(regulation, found)
    result = regulation.score_table(
        on_spark(spark, assessments, tmp_path, "assessments"),
        {form: on_spark(spark, frame, tmp_path, form) for form, frame in responses.items()} or None,
        unit="unit",
        evaluator="evaluator",
        findings=True,
    )
    rows = {row["unit"]: row.asDict() for row in result.collect()}
    on_polars = regulation.score_table(
        assessments, responses or None, unit="unit", evaluator="evaluator", findings=True
    ).to_dicts()
    assert rows == {row["unit"]: row for row in on_polars}
    assert rows.keys() == {row["unit"] for row in found.assessments}
    letters = set()
    for unit, row in rows.items():
        right = expected(regulation, found, unit)
        if isinstance(right, Scored):
            assert said(row, []) == Scored(right.index, right.hundredths, right.letter, ())
            letters.add(right.letter)
        else:
            assert said(row, []) in right
    assert len(letters) > 1 or letters == {None}


@pytest.mark.parametrize("dtype", [pl.Int8, pl.Int32, pl.Float64, pl.Decimal(10, 2)])
def test_scores_may_be_of_any_type_that_holds_whole_numbers(spark, tmp_path, dtype):
    regulation = loaded("permenpanrb_29_2022")
    found = cases(regulation, seed=1)
    whole, typed = (frames(regulation, found, one) for one in (pl.Int64, dtype))
    options = {"unit": "unit", "evaluator": "evaluator"}
    result = regulation.score_table(
        on_spark(spark, typed[0], tmp_path, "assessments"), on_spark(spark, typed[1]["f03"], tmp_path, "f03"), **options
    )
    on_polars = regulation.score_table(whole[0], whole[1]["f03"], **options).to_dicts()
    assert {row["unit"]: row.asDict() for row in result.collect()} == {row["unit"]: row for row in on_polars}


def test_the_bound_holds_on_spark_and_what_lies_beyond_says_so(spark, tmp_path, monkeypatch):
    regulation = loaded("permenpanrb_29_2022")
    found = cases(regulation, seed=2)
    assessments, responses = frames(regulation, found)
    monkeypatch.setattr("pekppp_rules.tables.bound.SAFE", 30_000_000)
    options = {"unit": "unit", "evaluator": "evaluator"}
    result = regulation.score_table(
        on_spark(spark, assessments, tmp_path, "assessments"),
        on_spark(spark, responses["f03"], tmp_path, "f03"),
        **options,
    )
    rows = {row["unit"]: row["status"] for row in result.collect()}
    on_polars = regulation.score_table(assessments, responses["f03"], **options)
    assert rows == dict(on_polars.select("unit", "status").rows())
    assert {"ok", "PKP-704 f02*f03"} <= set(rows.values())


def test_the_example_scores_parquet_to_parquet(tmp_path, checkout):
    import pyspark

    regulation = loaded("permenpanrb_29_2022")
    folder = checkout / "examples" / "tabel_kota_contoh"
    given = [pl.read_csv(folder / f"{name}.csv") for name in ("penilaian", "jawaban")]
    for name, frame in zip(("penilaian", "jawaban"), given, strict=True):
        (tmp_path / name).mkdir()
        for part in range(3):
            frame.gather_every(3, offset=part).write_parquet(tmp_path / name / f"{part}.parquet")
    script = checkout / "examples" / "tabel_spark" / "nilai_nasional.py"
    options = [part for name, value in SETTINGS.items() for part in ("--conf", f"{name}={value}")]
    paths = [f"file://{tmp_path / name}" for name in ("penilaian", "jawaban", "hasil")]
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    done = subprocess.run(
        [submit, "--master", "local[2]", *options, script, "permenpanrb_29_2022@1.0.0", *paths],
        env=os.environ | {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = pl.read_parquet(tmp_path / "hasil" / "*.parquet").sort("unit_id")
    on_polars = regulation.score_table(*given, evaluator="evaluator")
    assert rows.to_dicts() == on_polars.to_dicts()
