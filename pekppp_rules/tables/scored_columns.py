"""A scored table as it is read back: whole numbers as whole numbers, texts as texts, and where a cell stands."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pekppp_rules.errors import EvaluationError, Parameter, Phrase, Place, Problem, closest, shown
from pekppp_rules.tables.carried import DIGEST, REGULATION
from pekppp_rules.tables.file_errors import read_by_polars
from pekppp_rules.tables.files import as_it_is
from pekppp_rules.tables.frames import opened

BLANK = Phrase("kosong", "blank")

_WHOLE = r"^[+-]?[0-9]+(\.0+)?$"
_FURTHEST = 2**53
_ROWS_AT_ONCE = 2_000

Texts = tuple[str | None, ...]
Numbers = tuple[int | None, ...]


class ScoredRow(NamedTuple):
    """A row of the table, counted from 0, with the columns that were asked for."""

    at: int
    texts: Texts
    numbers: Numbers


@dataclass(frozen=True)
class ScoredTable:
    """A table of which no cell was looked at yet."""

    frame: pl.LazyFrame
    schema: Mapping[str, pl.DataType]
    unit: str
    """The column of the unit."""
    file: str | None
    """None for a table in memory."""
    first_line: int
    is_text: bool
    """Whether numbers are written as text, as in CSV files and sheets."""

    @property
    def columns(self) -> list[str]:
        """The names of all columns, in their order."""
        return list(self.schema)

    def place(self, row: int | None = None, column: str | None = None, unit: object = None) -> Place:
        """Return where a cell is: file, line and column; for a table in memory, the unit and the name of the column."""
        path = tuple(shown(str(part)) for part in (unit, column) if part is not None)
        if self.file is None:
            return Place(path=path or ("table",))
        number = self.columns.index(column) + 1 if row is not None and column in self.columns else None
        return Place(file=self.file, line=None if row is None else row + self.first_line, column=number, path=path)

    def need(self, names: Sequence[str]) -> None:
        """Raise EvaluationError (PKP-741), with a did-you-mean, for every column that is not there."""
        problems = []
        for name in dict.fromkeys(names):
            if name not in self.columns:
                near = closest(name, [other for other in self.columns if other not in names])
                told: dict[str, Parameter] = {"name": shown(name)}
                problems.append(
                    Problem("PKP-741", self.place(), told if near is None else {**told, "suggestion": shown(near)})
                )
        if problems:
            raise EvaluationError(problems)

    def identity(self) -> tuple[str, str]:
        """Return by which rules the table was scored: `id@version` and digest.

        Raises EvaluationError: columns that are missing (PKP-741), rows by several rules (PKP-745), no rows (PKP-749).
        """
        self.need([REGULATION, DIGEST])
        told = self.frame.select(pl.col(REGULATION, DIGEST).cast(pl.String)).drop_nulls().unique()
        found = sorted(self._collected(told).rows())
        if not found:
            raise EvaluationError(Problem("PKP-749", self.place()))
        if len(found) > 1:
            values = ", ".join(shown(f"{name} {digest[:19]}") for name, digest in found)
            told_of: dict[str, Parameter] = {"field": REGULATION, "values": values}
            raise EvaluationError(Problem("PKP-745", self.place(), told_of))
        [(name, digest)] = found
        return name, digest

    def values(self, column: str) -> list[str]:
        """Return what stands in a column, each once."""
        found = self._collected(self.frame.select(_text(column).alias("value")).drop_nulls().unique())
        return sorted(found.to_series(0).to_list())

    def rows(self, texts: Sequence[str], numbers: Sequence[str]) -> Iterator[ScoredRow]:
        """Yield the rows in the order of the table.

        Raises EvaluationError (PKP-742) for the first cell of `numbers` that holds something else than a whole number.
        """
        self._refuse_what_is_not_whole(numbers)
        cells = [*map(_text, texts), *map(self._whole, numbers)]
        frame = self._collected(self.frame.select(cell.alias(f"{at}") for at, cell in enumerate(cells)))
        for start in range(0, len(frame), _ROWS_AT_ONCE):
            part = frame.slice(start, _ROWS_AT_ONCE)
            columns = [part.to_series(at).to_list() for at in range(part.width)]
            for at, row in enumerate(zip(*columns, strict=True), start=start):
                yield ScoredRow(at, row[: len(texts)], row[len(texts) :])

    def _refuse_what_is_not_whole(self, numbers: Sequence[str]) -> None:
        row = pl.int_range(pl.len(), dtype=pl.Int64)
        first = [
            pl.when(_is_given(name) & self._whole(name).is_null()).then(row).min().alias(f"{at}")
            for at, name in enumerate(numbers)
        ]
        places = self._collected(self.frame.select(first)).row(0) if numbers else ()
        wrong = [(at, name) for at, name in zip(places, numbers, strict=True) if at is not None]
        if wrong:
            at, column = min(wrong, key=lambda one: (one[0], self.columns.index(one[1])))
            cells = self._collected(
                self.frame.select(pl.col(self.unit).alias("unit"), pl.col(column).alias("cell")).slice(at, 1)
            )
            unit, cell = cells.row(0)
            raise EvaluationError(Problem("PKP-742", self.place(at, column, unit), {"found": shown(str(cell))}))

    def _whole(self, name: str) -> pl.Expr:
        """Return a column as whole numbers, with nothing where there is something else; 4.0 is 4."""
        kind, cell = self.schema[name], pl.col(name)
        if kind.is_integer() or kind == pl.Null:
            return cell.cast(pl.Int64, strict=False)
        if kind == pl.String and self.is_text:
            text = cell.str.strip_chars()
            return pl.when(text.str.contains(_WHOLE)).then(text.str.replace(r"\.0+$", "")).cast(pl.Int64, strict=False)
        if kind.is_float() or kind.is_decimal():
            number = cell.cast(pl.Float64)
            return pl.when((number == number.round(0)) & (number.abs() < _FURTHEST)).then(number).cast(pl.Int64)
        return pl.lit(None, dtype=pl.Int64)

    def _collected(self, frame: pl.LazyFrame) -> pl.DataFrame:
        if self.file is None:
            return frame.collect()
        with read_by_polars(Path(self.file)):
            return frame.collect()


def scored_table(table: object, unit: str) -> ScoredTable:
    """Return a scored table: a file (.csv, .parquet, .xlsx) by its path, or a table of Polars, pandas, PyArrow, DuckDB or Spark.

    Raises InputFileError for a file that cannot be read, EvaluationError for what is no table (PKP-709, PKP-714).
    """
    if isinstance(table, (str, os.PathLike)):
        path = Path(table)
        frame, first_line, is_text = as_it_is(path)
        return ScoredTable(frame, frame.collect_schema(), unit, str(path), first_line, is_text)
    given: Any = opened(table, "table").frame
    whole: pl.DataFrame = (given.collect("polars") if hasattr(given, "collect") else given).to_polars()
    floats = [name for name, kind in whole.schema.items() if kind.is_float()]
    whole = whole.with_columns(pl.col(floats).fill_nan(None))  # pandas has no other blank among numbers
    return ScoredTable(whole.lazy(), whole.schema, unit, None, 1, is_text=False)


def _text(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String)
    return pl.when(text != "").then(text)


def _is_given(name: str) -> pl.Expr:
    """Whether a cell is not blank."""
    cell = pl.col(name)
    return cell.is_not_null() & (cell.cast(pl.String).str.strip_chars() != "")
