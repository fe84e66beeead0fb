"""A CSV file as a lazy table that is read a block at a time.

Polars keeps all of a CSV file that it scans in memory; a country's answers are many gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from pekppp_rules.tables.file_errors import opened_by_system, read_by_polars

BLOCK = 2**20
"""Bytes read at once."""


def scan_blocks(path: Path, separator: str) -> pl.LazyFrame:
    """Return a CSV file as a lazy table of text, its first line the names of its columns.

    Raises OSError, and PolarsError where it is no table; what is wrong further down is an InputFileError when it is reached.
    """
    schema = pl.scan_csv(path, separator=separator, infer_schema=False).collect_schema()

    def blocks(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        for block in _with_heading(path):
            with read_by_polars(path):
                frame = pl.read_csv(block, separator=separator, infer_schema=False, n_rows=n_rows)
            n_rows = None if n_rows is None else n_rows - len(frame)
            frame = frame if with_columns is None else frame.select(with_columns)
            yield frame if predicate is None else frame.filter(predicate)
            if n_rows == 0:
                return

    return register_io_source(blocks, schema=schema)


def _with_heading(path: Path) -> Iterator[BytesIO]:
    """Yield blocks of whole records, each under the heading of the file."""
    heading = b""
    for block in records(path, BLOCK):
        if heading:
            yield BytesIO(heading + block)
            continue
        heading = block[: _end_of_first_record(block)]
        yield BytesIO(block)


def records(path: Path, size: int) -> Iterator[bytes]:
    """Yield a file in blocks of about `size` bytes, each of whole records: a line may be broken within quotes."""
    left: list[bytes] = []
    quotes = 0
    with opened_by_system(path), path.open("rb") as file:
        while read := file.read(size):
            total, after, line = quotes + read.count(b'"'), 0, len(read)
            while (start := read.rfind(b"\n", 0, line)) >= 0:
                after += read.count(b'"', start, line)
                line = start
                if (total - after) % 2 == 0:
                    break
            else:
                left.append(read)
                quotes = total
                continue
            yield b"".join([*left, read[: line + 1]])
            left, quotes = [read[line + 1 :]], after
    if any(left):
        yield b"".join(left)


def _end_of_first_record(block: bytes) -> int:
    end = block.find(b"\n")
    while end >= 0 and block.count(b'"', 0, end) % 2:
        end = block.find(b"\n", end + 1)
    return end + 1 if end >= 0 else len(block)
