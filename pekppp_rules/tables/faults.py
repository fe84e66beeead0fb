"""From the status of a unit back to the cell of the file that caused it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Any

import polars as pl

from pekppp_rules.errors import Parameter, Place, Problem, shown
from pekppp_rules.regulation.model import ScoredForm
from pekppp_rules.tables.columns import names_in, shown_codes
from pekppp_rules.tables.exact import DECIMAL_PLACES
from pekppp_rules.tables.files import LINE, UNREADABLE, values_by_row

_BLANK = {"PKP-201", "PKP-205", "PKP-221"}
_UNREADABLE = "PKP-717"
_OFF_THE_SCALE = {"PKP-203", "PKP-222"}


@dataclass(frozen=True)
class TableFile:
    """A file as it was opened: where its rows are, and what its columns hold."""

    name: str
    frame: pl.LazyFrame
    forms: Sequence[ScoredForm]
    columns: Sequence[str]
    """All of them, in the order of the file."""


def faults(statuses: Mapping[object, str], files: Sequence[TableFile], unit: str) -> Iterator[Problem]:
    """Yield, for each unit with its status, the first cell that gives it, with file, row and column."""
    rows: dict[str, dict[object, list[Mapping[str, Any]]]] = {}
    for file in files:
        wanted = [name for name in file.frame.collect_schema().names() if name not in (LINE, unit)]
        by_unit: dict[object, list[Mapping[str, Any]]] = {}
        for row in values_by_row(file.frame, unit, list(statuses), wanted):
            by_unit.setdefault(row[unit], []).append(row)
        rows[file.name] = by_unit
    for one, status in statuses.items():
        code, _, about = status.partition(" ")
        file = next((file for file in files if about in file.columns), files[0])
        found = rows[file.name].get(one, [])
        at_fault = [row for row in found if about in row and _is_at_fault(code, row[about], file, about)]
        yield _problem(code, about, one, file, next(iter(at_fault or found), None))


def _is_at_fault(code: str, cell: Any, file: TableFile, column: str) -> bool:
    if code in _BLANK or cell is None:
        return code in _BLANK and cell is None
    if code == _UNREADABLE:
        return cell == UNREADABLE if isinstance(cell, int) else isinstance(cell, float) and cell != cell // 1
    if code not in _OFF_THE_SCALE:
        return True
    lowest, highest = _scale(file, column)
    is_a_number = not (isinstance(cell, float) and not isfinite(cell))
    return not is_a_number or not lowest <= cell <= highest or (code == "PKP-203" and cell != int(cell))


def _scale(file: TableFile, column: str) -> tuple[int, int]:
    form, code = names_in([column], file.forms)[column]
    scale = next(one.scale for one in file.forms if one.form == form and code in shown_codes(one))
    return scale.lowest, scale.highest


def _problem(code: str, about: str, unit: object, file: TableFile, row: Mapping[str, Any] | None) -> Problem:
    told: dict[str, Parameter] = dict.fromkeys(("code", "form", "fact", "key"), about)
    told |= {"places": DECIMAL_PLACES, "number": "?"}
    if about in names_in([about], file.forms):
        told["lowest"], told["highest"] = _scale(file, about)
    cell = None if row is None else row.get(about)
    is_text = isinstance(cell, float) and isnan(cell)
    told |= {"value": "…" if cell is None or is_text else shown(f"{cell:g}" if isinstance(cell, float) else str(cell))}
    told |= {"known": "…", "field": about, "date": told["value"]}
    column = file.columns.index(about) + 1 if about in file.columns else None
    place = Place(file=file.name, line=None if row is None else row[LINE], column=column, path=(shown(str(unit)),))
    return Problem(code, place, told)
