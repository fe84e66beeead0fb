"""A workbook as a document: the data of a submission, and the sheet and cell of every value in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pekppp_rules.errors import InputFileError, Parameter, Path, Place, Problem, shown
from pekppp_rules.reading import Document
from pekppp_rules.reading.spreadsheet import Sheet, read_spreadsheet
from pekppp_rules.submission.sheets.evidence import EvidenceTable
from pekppp_rules.submission.sheets.forms import (
    read_facts,
    read_identity,
    read_responses,
    read_rubric,
    read_survey_sums,
    read_values,
)
from pekppp_rules.submission.sheets.grid import Grid
from pekppp_rules.submission.sheets.marks import is_mark, mark_of
from pekppp_rules.submission.sheets.places import Places


@dataclass(frozen=True)
class MadeFor:
    """The regulation version that a workbook was made for, as its sheet of the unit names it."""

    version: str
    digest: str
    place: Place


class WorkbookDocument(Document):
    """What one workbook says: `data` in the shape of a submission file, `problems` with how it is filled.

    `made_for` is the version it was made for, where it says so; `copies` tells of evaluators' sheets that were copied.
    """

    def __init__(self, name: str, sheets: Sequence[Sheet]) -> None:
        self.name = name
        self.problems = []
        self._cells = Places()
        self._sheets = sheets
        self.made_for: MadeFor | None = None
        self.copies: list[Problem] = []
        self.data = self._read(self._grids())

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the cell of the value at `path`, or of its nearest parent that has one."""
        del key
        found = self._cells.find(path)
        if found is None:
            return Place(file=self.name, path=path)
        sheet, row, column = found
        return Place(self.name, row, column, path, sheet)

    def _grids(self) -> list[Grid]:
        """Return the sheets that are forms. Raises InputFileError where none is."""
        found: list[Grid] = []
        for sheet in self._sheets:
            first = sheet.cell(1, 1)
            if first is None or not isinstance(first.value, str) or not is_mark(first.value):
                continue
            mark = mark_of(first.value)
            if mark is None:
                place = Place(self.name, 1, 1, (), sheet.name)
                self.problems.append(Problem("PKP-043", place, {"found": shown(first.value)}))
            elif mark.kind != "shown":
                found.append(Grid(sheet, mark, self.name, self.problems))
        if not found and not self.problems:
            raise InputFileError(Problem("PKP-035", Place(file=self.name)))
        return found

    def _read(self, grids: Sequence[Grid]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        forms: dict[str, Any] = {}
        identity = [grid for grid in grids if grid.mark.kind == "identity"]
        self._refuse_missing(grids, identity)
        for grid in identity[:1]:
            data |= read_identity(grid, self._cells)
            self.made_for = self._made_for(grid)
        pieces = EvidenceTable([grid for grid in grids if grid.mark.kind == "evidence"], grids)
        read_already: set[str] = {"identity"} if identity else set()
        for grid in grids:
            kind, form = grid.mark.kind, grid.mark.form
            if kind == "evidence":
                continue
            if kind == "rubric":
                sheets = forms.get(form, [])
                sheet = read_rubric(grid, ("forms", form, len(sheets)), self._cells, pieces)
                if sheet is not None:
                    forms[form] = [*sheets, sheet]
                    self._note_a_copy(grid, grids)
                self._cells.add(("forms", form), grid.at(1, 1), first=True)
                continue
            name = "identity" if kind == "identity" else f"form {form}"
            if name in read_already and grid is not (identity[0] if identity else None):
                grid.report("PKP-042", 1, 1, (), key=grid.mark.title)
                continue
            read_already.add(name)
            answers = self._answers(grid, pieces)
            if answers is not None:
                forms[form] = answers
        pieces.refuse_unused()
        if identity:
            data["forms"] = forms
        return data

    def _answers(self, grid: Grid, pieces: EvidenceTable) -> dict[str, Any] | None:
        path: Path = ("forms", grid.mark.form)
        if grid.mark.kind == "identity":
            return None
        self._cells.add(path, grid.at(1, 1))
        match grid.mark.kind:
            case "facts":
                return read_facts(grid, path, self._cells, pieces)
            case "responses":
                return read_responses(grid, path, self._cells)
            case "values":
                return read_values(grid, path, self._cells)
            case _:
                return read_survey_sums(grid, path, self._cells)

    def _made_for(self, grid: Grid) -> MadeFor | None:
        column = grid.columns.get("value", 1)
        told: list[str] = []
        for key in ("about version", "about digest"):
            row = grid.row_of(key)
            cell = grid.sheet.cell(row, column) if row is not None else None
            if cell is None or not isinstance(cell.value, str):
                return None
            told.append(cell.value.strip())
        row = grid.row_of("about version")
        return MadeFor(told[0], told[1], Place(self.name, row, column, ("regulation",), grid.sheet.name))

    def _note_a_copy(self, grid: Grid, grids: Sequence[Grid]) -> None:
        """Note a sheet with the mark of another; the formulas of the result look at the one that it was made with."""
        alike = [one for one in grids if one.mark == grid.mark]
        original = next((one for one in alike if one.sheet.name == one.mark.title), alike[0])
        if grid is not original:
            place = Place(self.name, 1, 1, (), grid.sheet.name)
            parameters: dict[str, Parameter] = {"sheet": shown(grid.sheet.name), "original": shown(original.sheet.name)}
            self.copies.append(Problem("PKP-056", place, parameters))

    def _refuse_missing(self, grids: Sequence[Grid], identity: Sequence[Grid]) -> None:
        """Report the sheets that the workbook was made with and has no more."""
        if not identity:
            if grids:
                self.problems.append(Problem("PKP-036", Place(file=self.name), {"sheet": "Unit"}))
            return
        here = {grid.mark.title for grid in grids}
        column = identity[0].columns.get("value", 1)
        for row, key in identity[0].keys.items():
            cell = identity[0].sheet.cell(row, column)
            if key.startswith("sheet ") and cell is not None and isinstance(cell.value, str) and cell.value not in here:
                identity[0].report("PKP-036", row, column, (), sheet=shown(cell.value))


def read_workbook(content: bytes, name: str) -> WorkbookDocument:
    """Return what a workbook says. Raises InputFileError where it is no clean workbook, or no form of this library."""
    return WorkbookDocument(name, read_spreadsheet(content, name))
