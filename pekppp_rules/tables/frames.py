"""A caller's table on its way in and out: its columns renamed once, its kind kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals as nw

from pekppp_rules.errors import EvaluationError, Parameter, Phrase, Place, Problem
from pekppp_rules.errors.suggest import closest

if TYPE_CHECKING:
    from narwhals.dtypes import DType

    from pekppp_rules.tables.pooled import Frame

_FRAMES = Phrase(
    "tabel Polars, pandas, PyArrow, DuckDB atau Spark", "a table of Polars, pandas, PyArrow, DuckDB or Spark"
)


class Opened(NamedTuple):
    """A caller's table as a frame, and what makes a table of the caller's kind of a result."""

    frame: Frame
    restore: Callable[[Frame], object]


def opened(table: object, name: str) -> Opened:
    """Return a caller's table as a frame, and what makes a table of the caller's kind of a result.

    A table of pandas is scored by PyArrow, for a column of pandas with blanks is no longer one of whole numbers. Raises
    EvaluationError (PKP-709) when it is no table.
    """
    try:
        frame: Any = nw.from_native(table)
    except TypeError:
        told: dict[str, Parameter] = {"found": type(table).__name__, "expected": _FRAMES}
        raise EvaluationError(Problem("PKP-709", Place(path=(name,)), told)) from None
    if isinstance(frame, nw.DataFrame) and frame.implementation.is_pandas():
        return Opened(nw.from_native(frame.to_arrow()), _to_pandas)
    return Opened(frame, lambda result: result.to_native())


def _to_pandas(result: Frame) -> object:
    """Return a result as pandas has whole numbers with blanks: `Int64`."""
    import pandas as pd
    import pyarrow as pa

    arrow: Any = result.to_native()
    return arrow.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)


def chosen(frame: Frame, names: Mapping[str, str], cast: Mapping[str, DType]) -> Frame:
    """Return the columns `names` (by what they are called while scoring) of a frame, some as another type.

    Spark reads a dot in a name as a path into a column and does not tell `A` from `a`, so there every column gets a number first.
    """
    if frame.implementation.is_pyspark() or frame.implementation.is_pyspark_connect():
        native: Any = frame.to_native()
        numbered = {name: f"column{at}" for at, name in enumerate(native.columns)}
        frame = nw.from_native(native.toDF(*numbered.values()))
        names = {alias: numbered[name] for alias, name in names.items()}
    renamed = {name: alias for alias, name in names.items()}
    again = [nw.col(renamed[name]).alias(alias) for alias, name in names.items() if renamed[name] != alias]
    frame = frame.select(*renamed).rename(renamed)
    frame = frame.with_columns(*again) if again else frame
    casts = [nw.col(alias).cast(dtype) for alias, dtype in cast.items() if alias in names]
    return frame.with_columns(*casts) if casts else frame


def known_sorted(frame: Frame, name: str) -> Frame:
    """Return a frame that knows whether a column is sorted: Polars then groups by it in a third of the time."""
    if not (isinstance(frame, nw.DataFrame) and frame.implementation.is_polars()):
        return frame
    native: Any = frame.to_native()
    column = native.get_column(name)
    if column.null_count() or not (column.dtype.is_integer() and column.is_sorted()):
        return frame
    marked: Frame = nw.from_native(native.with_columns(column.set_sorted()))
    return marked


def column_of(frame: Frame, wanted: str, table: str) -> str:
    """Return `wanted` where the table has such a column; raises EvaluationError (PKP-710) with a did-you-mean where not."""
    columns = frame.collect_schema().names()
    if wanted in columns:
        return wanted
    meant = closest(wanted, columns)
    told: dict[str, Parameter] = {"name": wanted}
    raise EvaluationError(
        Problem("PKP-710", Place(path=(table,)), told if meant is None else {**told, "suggestion": meant})
    )
