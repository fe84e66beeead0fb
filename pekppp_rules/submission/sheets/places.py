"""Where each value of a submission stands in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pekppp_rules.errors import Path
from pekppp_rules.submission.sheets.grid import At


class _Table(NamedTuple):
    sheet: str
    rows: Sequence[int]
    columns: Mapping[str, int]


class Places:
    """Cells by the path of the value. A table of many rows is kept as a table."""

    def __init__(self) -> None:
        self._cells: dict[Path, At] = {}
        self._tables: dict[Path, _Table] = {}

    def add(self, path: Path, at: At, *, first: bool = False) -> None:
        """Remember a cell; with `first`, unless the path has one already."""
        if not (first and path in self._cells):
            self._cells[path] = at

    def add_table(self, path: Path, sheet: str, rows: Sequence[int], columns: Mapping[str, int]) -> None:
        """Remember a list at `path` of mappings, whose entries stand in these rows and columns."""
        self._tables[path] = _Table(sheet, rows, columns)

    def find(self, path: Path) -> At | None:
        """Return the cell at `path` or at its nearest parent, or None where there is none."""
        while path:
            if path in self._cells:
                return self._cells[path]
            for length in range(len(path) - 1, 0, -1):
                table = self._tables.get(path[:length])
                step = path[length]
                if table is not None and isinstance(step, int) and step < len(table.rows):
                    row = table.rows[step]
                    first = min(table.columns.values(), default=2) - 1
                    column = table.columns.get(str(path[length + 1]), first) if len(path) > length + 1 else first
                    return table.sheet, row, column
            path = path[:-1]
        return None
