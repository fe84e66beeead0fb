"""A country in one run: units with 30 respondents each, Parquet to Parquet, by every engine that is here.

Each engine runs in a process of its own. Every result is checked against whole numbers worked out apart from the engine, and a
sample of it against `evaluate`. With --growth it runs from 10,000 to 10,000,000 answers and draws the picture of docs/scale.md.

python -m benchmarks.national_run [--submissions UNITS] [--rounds N] [--growth PICTURE]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

import pekppp_rules as pekppp
from benchmarks.growth_picture import Line, drawing
from benchmarks.instrument import MODE, REGULATION, SEED, Instrument, read_instrument
from benchmarks.measure import installed, print_versions
from benchmarks.national_engines import ASSESSMENTS, ENGINES, PARTS, RESPONSES
from benchmarks.national_tables import random_tables, right_hundredths, right_letters

RESPONDENTS = 30
BATCH = 20_000
"""Units in a file."""
GROWTH = (10_000, 100_000, 1_000_000, 10_000_000)
"""Answered forms, each a row."""
SAMPLE = 30
NAMES = {"polars": "Polars", "duckdb": "DuckDB", "pyspark": "Spark, local[2]"}


@dataclass(frozen=True)
class Run:
    """What one engine took for one country."""

    engine: str
    rows: int
    seconds: float
    memory: int
    wrong: int


def main() -> int:
    parser = ArgumentParser(description="Score a country, Parquet to Parquet.")
    parser.add_argument(
        "--submissions", type=int, default=100_000, metavar="UNITS", help="how many units (%(default)s)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how many times each is run (%(default)s)")
    parser.add_argument("--growth", type=Path, metavar="PICTURE", help="run several sizes and draw how they grow")
    asked = parser.parse_args()
    if asked.submissions < 1 or asked.rounds < 1:
        parser.error("--submissions and --rounds are at least 1")
    print_versions("polars", "duckdb", "pyspark", "numpy")
    sizes = [asked.submissions] if asked.growth is None else [rows // RESPONDENTS for rows in GROWTH]
    instrument = read_instrument()
    runs: list[Run] = []
    for units in sizes:
        with TemporaryDirectory(prefix="pekppp-") as folder:
            runs += run_all(instrument, Path(folder), units, asked.rounds)
    if asked.growth is not None:
        asked.growth.write_text(picture(runs), "utf-8")
    return 1 if any(run.wrong for run in runs) else 0


def run_all(instrument: Instrument, folder: Path, units: int, rounds: int) -> list[Run]:
    """Make a country, have every engine score it, and print what each took."""
    right = written(instrument, folder / "given", units)
    engines = [name for name in ENGINES if name == "polars" or installed(name)]
    if "pyspark" in engines and shutil.which("java") is None:
        engines.remove("pyspark")
    taken: dict[str, list[tuple[float, int]]] = {name: [] for name in engines}
    wrong = dict.fromkeys(engines, 0)
    for number in range(rounds):
        for name in engines if number % 2 == 0 else reversed(engines):
            output = folder / f"{name}-{number}"
            taken[name].append(scored(name, folder / "given", output))
            wrong[name] += wrongs(folder / "given", output, right)
            shutil.rmtree(output)
    rows = units * RESPONDENTS
    print(
        f"\n{units:,} units, {rows:,} rows of answers: seconds, memory at the peak, wrong units; ratio of time to Polars"
    )
    yardstick = median(seconds for seconds, _ in taken["polars"])
    runs = []
    for name, measured in taken.items():
        run = Run(name, rows, median(one for one, _ in measured), max(one for _, one in measured), wrong[name])
        ratio = run.seconds / yardstick
        print(
            f"  {'pekppp_rules, ' + NAMES[name]:<34} {run.seconds:>8.2f} s {run.memory / 2**20:>7.0f} MiB"
            f" {run.wrong:>6}   ratio {ratio:8.3f}",
            flush=True,
        )
        runs.append(run)
    for name in ENGINES.keys() - set(engines):
        print(f"  {NAMES[name]:<34} not installed, skipped")
    return runs


def written(instrument: Instrument, given: Path, units: int) -> pl.DataFrame:
    """Write the tables of a country in files of some thousand units, and return what is right for them."""
    random = np.random.default_rng(SEED)
    right = []
    for name in (ASSESSMENTS, RESPONSES):
        (given / name).mkdir(parents=True)
    for start in range(0, units, BATCH):
        tables = random_tables(instrument, min(BATCH, units - start), RESPONDENTS, random)
        for name, table in ((ASSESSMENTS, tables.assessments), (RESPONSES, tables.responses)):
            numbered = table.with_columns(pl.col("unit_id") + start)
            numbered.write_parquet(given / name / f"part-{start:09}.parquet")
        hundredths = right_hundredths(tables)
        units_here = np.arange(start, start + len(hundredths))
        letters = right_letters(instrument, hundredths)
        right.append(pl.DataFrame({"unit_id": units_here, "hundredths": hundredths, "letter": letters}))
    return pl.concat(right)


def scored(engine: str, given: Path, output: Path) -> tuple[float, int]:
    """Run one engine in a process of its own; return its seconds and the peak of its memory."""
    command = [
        sys.executable,
        "-c",
        "from benchmarks.national_engines import main; main()",
        engine,
        str(given),
        str(output),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{engine}: {done.stderr[-2000:]}")
    seconds, memory = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), int(memory)


def wrongs(given: Path, output: Path, right: pl.DataFrame) -> int:
    """Return how many units are wrong: against whole numbers, and a sample against `evaluate`."""
    result = pl.read_parquet(output / PARTS)
    both = right.join(result, on="unit_id", how="full", coalesce=True)
    same = (
        pl.col("hundredths").eq_missing(pl.col("index_hundredths"))
        & pl.col("letter").eq_missing(pl.col("category"))
        & (pl.col("status") == "ok").fill_null(False)
    )
    differ: int = both.filter(~same).height
    return differ + _wrong_in_sample(given, result)


def _wrong_in_sample(given: Path, result: pl.DataFrame) -> int:
    regulation = pekppp.load(REGULATION)
    indicators = {row.code for row in regulation.form("f02", mode=MODE).rows if row.is_scored}
    sample = result.sort("unit_id")[:: max(len(result) // SAMPLE, 1)]
    among = pl.col("unit_id").is_in(sample["unit_id"].to_list())
    tables = [pl.scan_parquet(given / name / PARTS).filter(among).collect() for name in (ASSESSMENTS, RESPONSES)]
    sheets = {row["unit_id"]: row for row in tables[0].to_dicts()}
    answers: dict[int, list[dict[str, int]]] = {}
    for row in tables[1].to_dicts():
        answers.setdefault(row.pop("unit_id"), []).append(row)
    wrong = 0
    for row in sample.to_dicts():
        scores = {code: score for code, score in sheets[row["unit_id"]].items() if code in indicators}
        data = {
            "regulation": REGULATION,
            "unit": {"name": "Unit", "agency": "Kota Contoh", "mode": MODE},
            "period": {"year": 2022, "scheme": "mandiri"},
            "forms": {
                "f02": [{"evaluator": "Evaluator 1", "scores": scores}],
                "f03": {"responses": answers[row["unit_id"]]},
            },
        }
        evaluation = regulation.evaluate(pekppp.Submission.model_validate(data))
        value, category = evaluation.index.value, evaluation.category
        same = value.numerator * row["index_den"] == value.denominator * row["index_num"]
        if not (same and category is not None and category.letter == row["category"]):
            wrong += 1
    return wrong


def picture(runs: list[Run]) -> str:
    """Return how seconds and memory grow with the rows, as an SVG drawing."""
    by_engine = {name: [run for run in runs if run.engine == name] for name in ENGINES}
    kept = {NAMES[name]: found for name, found in by_engine.items() if found}
    seconds = [Line(name, [(run.rows, run.seconds) for run in found]) for name, found in kept.items()]
    memory = [Line(name, [(run.rows, run.memory / 2**20) for run in found]) for name, found in kept.items()]
    return drawing({"seconds": seconds, "MiB of memory at the peak": memory}, "rows of answers")


if __name__ == "__main__":
    sys.exit(main())
