"""Many submissions at once: the compiled plan as expressions that Polars, pandas, PyArrow, DuckDB or Spark run themselves."""

from pekppp_rules.tables.score import score_table

__all__ = ["score_table"]
