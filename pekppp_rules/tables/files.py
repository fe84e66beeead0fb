"""Tables in files: opened as lazy tables of Polars, so that no more of a file is in memory than the engine works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pekppp_rules.errors import (
    EvaluationError,
    InputFileError,
    OutputFileError,
    Parameter,
    Place,
    Problem,
)
from pekppp_rules.reading.output import replacing
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import ScoredForm
from pekppp_rules.tables.columns import names_in
from pekppp_rules.tables.csv_blocks import scan_blocks
from pekppp_rules.tables.fact_columns import names_of_facts
from pekppp_rules.tables.file_errors import opened_by_system, read_by_polars, written_by_polars

SUFFIXES = (".csv", ".parquet", ".xlsx")
LINE = "line of the file"
"""The column with the number of the row in its file, as a spreadsheet or an editor counts."""

_MOST_ROWS = 1_048_575
"""Rows below the heading that a sheet holds."""

UNREADABLE = 2
"""What stands for a text that says neither yes nor no."""

_LONGEST_NUMBER = 17
"""Characters of a number that is written as text; a double carries no more."""


def scanned(
    path: Path, forms: Sequence[ScoredForm], *, kept: Sequence[str], facts_of: Package | None = None
) -> pl.LazyFrame:
    """Return a file as a lazy table with the rows of `forms` as numbers, the columns `kept` as they are, and `LINE`.

    With the package `facts_of`, the columns of its facts are there too, each as its type.

    In a CSV file (commas or semicolons, UTF-8) and a sheet a number may be written with a decimal comma where commas separate
    nothing; what is no number becomes one that no scale holds, so that its unit says so. Raises InputFileError when the file
    cannot be opened, and EvaluationError (PKP-714) for another kind of file.
    """
    frame, first_line, is_text = as_it_is(path)
    with read_by_polars(path):
        names = frame.collect_schema().names()
        numbers = names_in(names, forms)
        columns = [pl.col(name) for name in dict.fromkeys(kept) if name in names and name not in numbers]
        columns += [_number(name).alias(name) if is_text else pl.col(name) for name in numbers]
        facts = names_of_facts(names, facts_of) if facts_of is not None else {}
        stated = {name: fact for name, fact in facts.items() if name not in numbers and name not in kept}
        columns += [
            fact_read(name, fact.type).alias(name) if is_text else pl.col(name) for name, fact in stated.items()
        ]
        return frame.with_row_index(LINE, offset=first_line).select(LINE, *columns)


def as_it_is(path: Path) -> tuple[pl.LazyFrame, int, bool]:
    """Return the table of a file, the number of its first row, and whether its cells are text. Raises as `scanned` does."""
    if path.suffix.lower() not in SUFFIXES:
        told: dict[str, Parameter] = {"suffix": path.suffix, "known": ", ".join(SUFFIXES)}
        raise EvaluationError(Problem("PKP-714", Place(file=str(path)), told))
    with opened_by_system(path), read_by_polars(path):
        if path.stat().st_size == 0:
            raise InputFileError(Problem("PKP-005", Place(file=str(path))))
        table = _opened(path)
        table[0].collect_schema()  # what is wrong with the file is told now
        return table


def headings(path: Path) -> list[str]:
    """Return the names of all columns of a file, in its order."""
    with opened_by_system(path), read_by_polars(path):
        names: list[str] = _opened(path)[0].collect_schema().names()
        return names


def _opened(path: Path) -> tuple[pl.LazyFrame, int, bool]:
    """Return the table of a file, the number of its first row, and whether its cells are text."""
    match path.suffix.lower():
        case ".parquet":
            return pl.scan_parquet(path), 1, False
        case ".xlsx":
            return _sheet(path), 2, True
        case _:
            return scan_blocks(path, _separator(path)), 2, True


def _separator(path: Path) -> str:
    """Return what separates the columns: spreadsheets in Indonesian write semicolons."""
    with path.open("rb") as file:
        heading = file.readline(1_000_000)
    return ";" if heading.count(b";") > heading.count(b",") else ","


def _sheet(path: Path) -> pl.LazyFrame:
    """Return the first sheet of a workbook as text; a formula counts with the value that is stored beside it."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        heading = [str(cell) if cell is not None else f"column {at}" for at, cell in enumerate(next(rows, ()), 1)]
        columns: list[list[str | None]] = [[] for _ in heading]
        for row in rows:
            for at, column in enumerate(columns):
                cell = row[at] if at < len(row) else None
                column.append(None if cell is None else str(cell))
        book.close()
    except (BadZipFile, KeyError, ValueError, IndexError) as error:
        told: dict[str, Parameter] = {"format": "XLSX", "detail": type(error).__name__}
        raise InputFileError(Problem("PKP-007", Place(file=str(path)), told)) from None
    series = [pl.Series(name, column, dtype=pl.String) for name, column in zip(heading, columns, strict=True)]
    return pl.DataFrame(series).lazy()


_YES, _NO = ["true", "ya", "yes", "1"], ["false", "tidak", "no", "0"]


def fact_read(name: str, kind: str) -> pl.Expr:
    """Return a column of text as what a fact is; what cannot be that becomes what no fact of the type can be.

    Yes and no may be said in either language, or as 1 and 0. A sheet writes a day with its midnight.
    """
    if kind in {"int", "decimal", "percent"}:
        return _number(name)
    text = pl.col(name).str.strip_chars()
    word = text.str.to_lowercase()
    answer = pl.when(word.is_in(_YES)).then(pl.lit(1)).when(word.is_in(_NO)).then(pl.lit(0)).cast(pl.Int64)
    if kind == "bool":
        return pl.when(text != "").then(answer.fill_null(UNREADABLE))
    if kind == "other":
        return pl.when(text != "").then(pl.coalesce(text.cast(pl.Int64, strict=False), answer, pl.lit(1)))
    return text.str.strip_suffix(" 00:00:00") if kind == "date" else pl.col(name)


def _number(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars().str.replace(",", ".", literal=True)
    number = text.cast(pl.Float64, strict=False)
    readable = number.is_not_null() & (text.str.len_chars() <= _LONGEST_NUMBER)
    return pl.when(text != "").then(pl.when(readable).then(number).otherwise(float("nan")))


def write_result(result: pl.LazyFrame, path: Path, source: Path) -> None:
    """Score lazily into a file, whole or not at all; the kind is that of its name.

    Raises OutputFileError, or InputFileError when reading `source` fails on the way.
    """
    with replacing(path) as temporary, read_by_polars(source), written_by_polars(path):
        match path.suffix.lower():
            case ".parquet":
                result.sink_parquet(temporary)
            case ".csv":
                result.sink_csv(temporary)
            case ".xlsx":
                _write_sheet(result.collect(engine="streaming"), temporary, path)
            case suffix:
                told: dict[str, Parameter] = {"suffix": suffix, "known": ", ".join(SUFFIXES)}
                raise EvaluationError(Problem("PKP-714", Place(file=str(path)), told))


def _write_sheet(result: pl.DataFrame, temporary: Path, path: Path) -> None:
    """Write a sheet row by row. A text is a text, also one that begins like a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    if len(result) > _MOST_ROWS:
        raise OutputFileError(Problem("PKP-715", Place(file=str(path)), {"found": len(result), "most": _MOST_ROWS}))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("hasil")
    for row in (result.columns, *result.iter_rows()):
        cells: list[Any] = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(temporary)


def values_by_row(
    frame: pl.LazyFrame, unit: str, units: Sequence[object], columns: Sequence[str]
) -> list[Mapping[str, Any]]:
    """Return the rows of some units, in the order of the file, with `LINE` and the columns that are asked for."""
    among = pl.col(unit).is_in([one for one in units if one is not None])
    if None in units:
        among = among | pl.col(unit).is_null()
    rows: list[Mapping[str, Any]] = []
    rows += frame.filter(among).select(LINE, unit, *columns).collect(engine="streaming").sort(LINE).to_dicts()
    return rows
