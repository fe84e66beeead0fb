"""One engine scores the tables of a folder, Parquet to Parquet, in a process of its own, so that its memory can be told.

What it prints is read by `national_run`: seconds from opening the tables to the written result, and the peak of memory in bytes.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pekppp_rules as pekppp
from benchmarks.instrument import REGULATION

ASSESSMENTS, RESPONSES = "assessments", "responses"
PARTS = "*.parquet"

Timed = tuple[float, int]
"""Seconds, and bytes at the peak."""


def polars(regulation: pekppp.Regulation, given: Path, output: Path) -> Timed:
    import polars as pl

    started = perf_counter()
    tables = [pl.scan_parquet(given / name / PARTS) for name in (ASSESSMENTS, RESPONSES)]
    result: Any = regulation.score_table(*tables)
    output.mkdir()
    result.sink_parquet(output / "part-0.parquet")
    return perf_counter() - started, peak("self")


def duckdb(regulation: pekppp.Regulation, given: Path, output: Path) -> Timed:
    import duckdb

    started = perf_counter()
    tables = [duckdb.read_parquet(str(given / name / PARTS)) for name in (ASSESSMENTS, RESPONSES)]
    result: Any = regulation.score_table(*tables)
    output.mkdir()
    result.write_parquet(str(output / "part-0.parquet"))
    return perf_counter() - started, peak("self")


def spark(regulation: pekppp.Regulation, given: Path, output: Path) -> Timed:
    """Run local[2]; the start of the Java machine is not counted, its memory is."""
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder.master("local[2]")
    for name, value in {
        "spark.driver.memory": "512m",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    started = perf_counter()
    tables = [session.read.parquet(str(given / name)) for name in (ASSESSMENTS, RESPONSES)]
    result: Any = regulation.score_table(*tables)
    result.write.parquet(str(output))
    seconds = perf_counter() - started
    memory = peak("self") + peak(str(session.sparkContext._gateway.proc.pid))
    session.stop()
    return seconds, memory


ENGINES: dict[str, Callable[[pekppp.Regulation, Path, Path], Timed]] = {
    "polars": polars,
    "duckdb": duckdb,
    "pyspark": spark,
}
"""By the distribution that must be installed."""


def peak(process: str) -> int:
    """Return the peak of resident memory of a process; only Linux tells it of another process."""
    status = Path("/proc") / process / "status"
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def main() -> None:
    engine, given, output = sys.argv[1:]
    seconds, memory = ENGINES[engine](pekppp.load(REGULATION), Path(given), Path(output))
    print(json.dumps([seconds, memory]))


if __name__ == "__main__":
    main()
