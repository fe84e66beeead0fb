"""Many submissions at once: as tables that Polars, pandas, PyArrow, DuckDB or Spark score themselves, or as matrices of NumPy.

The parts are imported one by one: each needs another of the libraries of the extra `tables`.
"""
