"""A Spark of one machine, and tables made for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from tests.tables.frames import Row

SETTINGS = {
    "spark.master": "local[2]",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.showConsoleProgress": "false",
}


def why_not() -> str | None:
    """Return why there is no Spark here; None where there is."""
    if find_spec("pyspark") is None:
        return 'Spark is not here: pip install "pekppp-rules[spark]"'
    if shutil.which("java") is None:
        return "Spark needs Java 17 or later, and there is no java on the path"
    return None


@contextmanager
def session() -> Iterator[Any]:
    """Start a Spark that tells nothing but what fails, and stop it."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("pekppp tests")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


class Ways:
    """Makes tables of Spark of tables of Polars, by way of Parquet and in several partitions."""

    def __init__(self, spark: Any, folder: Path) -> None:
        self.spark = spark
        self._folder = folder
        self._made = 0

    def make(self, frame: pl.DataFrame) -> Any:
        """Return a table of three partitions."""
        self._made += 1
        file = self._folder / f"{self._made}.parquet"
        frame.write_parquet(file)
        return self.spark.read.parquet(str(file)).repartition(3)

    @property
    def way(self) -> tuple[Callable[[pl.DataFrame], Any], Callable[[Any], list[Row]]]:
        """How to make a table, and how to read the rows of a result."""
        return self.make, rows_of


def rows_of(result: Any) -> list[Row]:
    """Return the rows of a result."""
    return [row.asDict() for row in result.collect()]
