"""Evidence: the first piece beside its row, and any number of pieces on a sheet of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pekppp_rules.errors import Path, shown
from pekppp_rules.reading.spreadsheet import CellValue
from pekppp_rules.submission.sheets.grid import Grid
from pekppp_rules.submission.sheets.marks import BEGIN, END
from pekppp_rules.submission.sheets.places import Places

_PARTS = ("title", "kind", "location", "digest")


class EvidenceTable:
    """The pieces of the sheet for evidence, by the sheet and the code they belong to."""

    def __init__(self, tables: Sequence[Grid], grids: Sequence[Grid]) -> None:
        self._rows: dict[tuple[int, str], list[tuple[Grid, int]]] = {}
        self._used: set[tuple[int, str]] = set()
        self._tables = tables
        self._unreadable: list[tuple[Grid, int]] = []
        known = [grid for grid in grids if grid.mark.kind in {"rubric", "facts"}]
        for table in tables:
            self._collect(table, known)

    def _collect(self, table: Grid, known: Sequence[Grid]) -> None:
        begin, end = table.row_of(BEGIN), table.row_of(END)
        columns = [table.columns[name] for name in ("sheet", "code", *_PARTS) if name in table.columns]
        if begin is None or end is None or len(columns) != 2 + len(_PARTS):
            table.report("PKP-043", 1, 1, (), found=BEGIN if begin is None else END)
            return
        for row in table.sheet.rows():
            if begin < row < end and not all(table.is_blank(row, column) for column in columns):
                self._add(table, row, known)

    def _add(self, table: Grid, row: int, known: Sequence[Grid]) -> None:
        column = table.columns["sheet"]
        wanted = table.text(row, column, ())
        names = [grid.sheet.name for grid in known] + [grid.mark.title for grid in known]
        if wanted is None or wanted not in names:
            told = ", ".join(dict.fromkeys(names))
            self._unreadable.append((table, row))
            table.report("PKP-040", row, column, (), found=shown(str(wanted or "")), known=told)
            return
        grid = known[names.index(str(wanted)) % len(known)]
        code = table.text(row, table.columns["code"], ())
        self._rows.setdefault((id(grid), str(code or "")), []).append((table, row))

    def of(self, grid: Grid, row: int, code: str, path: Path, places: Places) -> list[dict[str, Any]]:
        """Return the pieces for one row of a form: the one beside it, then those of the table."""
        found: list[dict[str, Any]] = []
        beside = {"title": grid.columns.get("evidence"), "location": grid.columns.get("location")}
        first = {part: column for part, column in beside.items() if column is not None}
        if first and not all(grid.is_blank(row, column) for column in first.values()):
            self._take(grid, row, first, (*path, code, 0), places, found)
        self._used.add((id(grid), code))
        for table, at in self._rows.get((id(grid), code), []):
            columns = {part: table.columns[part] for part in _PARTS}
            self._take(table, at, columns, (*path, code, len(found)), places, found)
        return found

    def _take(
        self,
        grid: Grid,
        row: int,
        columns: dict[str, int],
        path: Path,
        places: Places,
        found: list[dict[str, Any]],
    ) -> None:
        piece: dict[str, CellValue] = {}
        places.add(path, grid.at(row, min(columns.values())))
        for part, column in columns.items():
            places.add((*path, part), grid.at(row, column))
            read = grid.code if part == "kind" else grid.text
            value = read(row, column, (*path, part))
            if value is not None:
                piece[part] = value
        found.append(piece)

    def refuse_unused(self) -> None:
        """Report pieces for rows that are on no sheet, and what stands beside the table."""
        for (sheet, code), rows in self._rows.items():
            if (sheet, code) not in self._used:
                for table, row in rows:
                    self._unreadable.append((table, row))
                    table.report("PKP-040", row, table.columns["code"], (), found=shown(code), known="kode / code")
        for table, row in self._unreadable:
            for column in table.columns.values():
                table.is_blank(row, column)
        for table in self._tables:
            begin, end = table.row_of(BEGIN), table.row_of(END)
            if begin is not None and end is not None:
                table.refuse_strays(range(begin + 1, end), table.columns.values(), below=begin)
