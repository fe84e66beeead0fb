"""The cells to fill in of one sheet, taken one by one, with what no such cell should hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal

from pekppp_rules.errors import Parameter, Path, Place, Problem, column_letters, shown
from pekppp_rules.reading.spreadsheet import CellValue, Sheet
from pekppp_rules.submission.sheets.marks import BEGIN, HEAD, NO, YES, Mark, coded

At = tuple[str, int, int]
"""Sheet, row and column."""


class Grid:
    """One sheet: its named rows and columns. Problems found on the way are collected in `problems`."""

    def __init__(self, sheet: Sheet, mark: Mark, file: str, problems: list[Problem]) -> None:
        self.sheet = sheet
        self.mark = mark
        self.problems = problems
        self._file = file
        self._looked_at: set[tuple[int, int]] = set()
        first = sheet.cells.get(1, {})
        self.columns = {
            cell.value: column
            for column, cell in sorted(first.items())
            if column > 1 and isinstance(cell.value, str) and cell.value.strip()
        }
        self.keys: dict[int, str] = {}
        seen: set[str] = set()
        for row in sheet.rows():
            cell = sheet.cell(row, 1)
            if row == 1 or cell is None or not isinstance(cell.value, str) or not cell.value.strip():
                continue
            key = cell.value.strip()
            if key in seen:
                self.report("PKP-042", row, 1, (), key=shown(key))
            else:
                seen.add(key)
                self.keys[row] = key

    def at(self, row: int, column: int) -> At:
        """Return a place on this sheet."""
        return self.sheet.name, row, column

    def row_of(self, key: str) -> int | None:
        """Return the row with a key."""
        return next((row for row, name in self.keys.items() if name == key), None)

    def report(self, code: str, row: int, column: int, path: Path, **parameters: Parameter) -> None:
        """Add a problem with a cell."""
        self.problems.append(Problem(code, Place(self._file, row, column, path, self.sheet.name), parameters))

    def is_blank(self, row: int, column: int) -> bool:
        """Return whether nothing was entered in a cell."""
        self._looked_at.add((row, column))
        return self._nothing_in(row, column)

    def _nothing_in(self, row: int, column: int) -> bool:
        cell = self.sheet.cell(row, column)
        if cell is None:
            return True
        return not cell.is_formula and cell.error is None and isinstance(cell.value, str) and not cell.value.strip()

    def take(self, row: int, column: int, path: Path) -> CellValue | None:
        """Return what was typed into a cell; None where it is blank, or holds what cannot be taken."""
        cell = self.sheet.cell(row, column)
        if cell is None or self.is_blank(row, column):
            return None
        if cell.is_formula:
            self.report("PKP-037", row, column, path)
            return None
        if cell.error is not None:
            self.report("PKP-038", row, column, path, value=shown(cell.error))
            return None
        if cell.value is None:
            self.report("PKP-011", row, column, path, limit=15)
        return cell.value

    def text(self, row: int, column: int, path: Path) -> CellValue | None:
        """Return what was typed as a text: a number as it is written."""
        value = self.take(row, column, path)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return format(value, "f") if isinstance(value, Decimal) else str(value)
        return value

    def code(self, row: int, column: int, path: Path) -> CellValue | None:
        """Return the code of what was chosen from a list."""
        value = self.text(row, column, path)
        return coded(value) if isinstance(value, str) else value

    def yes_or_no(self, row: int, column: int, path: Path) -> bool | None:
        """Return what was answered; None where nothing was, or neither."""
        value = self.take(row, column, path)
        if value is None or isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in YES or word in NO:
            return word in YES
        self.report("PKP-040", row, column, path, found=shown(str(value)), known="ya, tidak")
        return None

    def refuse_strays(self, entries: Iterable[int], columns: Iterable[int], *, below: int = 1) -> None:
        """Report entries in the columns to fill in, below a row, that nothing has looked at, and merged cells."""
        rows, across = sorted(entries), sorted(columns)
        headings = {*(row for row, key in self.keys.items() if key in {HEAD, BEGIN})}
        for row in self.sheet.rows():
            if row > below and row not in headings:
                for column in across:
                    if (row, column) not in self._looked_at and not self._nothing_in(row, column):
                        self.report("PKP-041", row, column, ())
        for top, left, bottom, right in self.sheet.merged:
            row_at, column_at = bisect_left(rows, top), bisect_left(across, left)
            if row_at == len(rows) or column_at == len(across) or (top, left) == (bottom, right):
                continue
            row, column = rows[row_at], across[column_at]
            if row <= bottom and column <= right:
                whole = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
                self.report("PKP-039", row, column, (), range=whole)
