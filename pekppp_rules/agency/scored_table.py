"""The units of a scored table, for the picture of an agency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pekppp_rules.api import Regulation
from pekppp_rules.catalogue import load
from pekppp_rules.errors import EvaluationError, Language, Parameter, Phrase, Place, Problem, printable
from pekppp_rules.evaluation import ScoredUnit
from pekppp_rules.submission import Period

if TYPE_CHECKING:
    from pekppp_rules.tables.scored_columns import ScoredTable

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_LONGEST_NAME = 300
_LETTERS = Phrase("karakter", "characters")
_YEARS = f"{_FIRST_YEAR}-{_LAST_YEAR}"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_CODE_WORDS = Phrase("huruf kecil, angka dan _, diawali huruf", "small letters, digits and _, a letter first")


@dataclass(frozen=True)
class UnscoredUnit:
    """A unit of a table that has no index, and why. It is told, and counts in no number."""

    unit: str
    """As the column of the unit has it; empty where that is blank."""
    name: str
    """Its name, where the table has a column of names; else as `unit`."""
    status: str
    """The code of what is wrong, and its column: `PKP-201 5.a.K`."""
    problem: Problem
    """The status as a problem, for a message in words."""

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the unit for a JSON document."""
        return {"unit": self.unit, "name": self.name, "status": self.status, "message": self.problem.message(lang)}


@dataclass(frozen=True)
class ScoredUnits:
    """The units of a scored table, in its order: those with an index, which one goes through, and those without."""

    regulation: Regulation
    units: tuple[ScoredUnit, ...]
    unscored: tuple[UnscoredUnit, ...]

    def __iter__(self) -> Iterator[ScoredUnit]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)


def scored_units(
    table: object,
    *,
    agency: str,
    year: int,
    scheme: str | None = None,
    stage: str | None = None,
    regulation: Regulation | None = None,
    unit: str = "unit_id",
    name: str | None = None,
) -> ScoredUnits:
    """Return the units of a table that `score_table(..., report=True)` or `pekppp table --report` made, for `agency_picture`.

    `table` is a file (.csv, .parquet, .xlsx) by its path, or a table of Polars, pandas, PyArrow, DuckDB or Spark, which is
    brought into memory. `agency`, `year`, `scheme` and `stage` are what a table does not say; `unit` is the column of the units,
    `name` that of their names (then `unit` is their code). The regulation is the one that the table names; one that is given
    must be the same, to its digest.

    The numbers of a unit are worked out anew from those of its indicators, and every other number of the table must agree.
    Units without an index are in `unscored` alone.

    Raises InputFileError, RegulationNotFoundError, or EvaluationError with what is wrong: other rules than those named
    (PKP-740), a missing column (PKP-741), a cell that is no whole number (PKP-742), numbers that do not agree (PKP-743), a unit
    twice (PKP-744), several regulations or periods in one table (PKP-745), values off their scale (PKP-746) or of a form that
    the unit does not have (PKP-747), another period than named (PKP-748), no unit with an index (PKP-749), an agency, year,
    scheme, stage or name that cannot be (PKP-504 to PKP-508), the extra `tables` not installed (PKP-701).
    """
    try:
        from pekppp_rules.tables.scored_columns import scored_table
        from pekppp_rules.tables.scored_units import Described, UnitsOfTable, period_of
    except ImportError as error:
        raise EvaluationError(Problem("PKP-701", Place(), {"library": str(error.name)})) from None
    opened = scored_table(table, unit)
    rules = _rules_of(opened, regulation)
    _refuse_what_cannot_be(rules, agency, year, {"period.scheme": scheme, "period.stage": stage})
    told = {"year": year, "scheme": scheme, "stage": stage}
    period = Period.model_validate({key: value for key, value in told.items() if value is not None})
    described = Described(agency, period_of(opened, period), name)
    scored, statuses = UnitsOfTable(rules.package, opened, described).read()
    if not scored:
        raise EvaluationError(Problem("PKP-749", opened.place()))
    unscored = (UnscoredUnit(one.unit, one.name, one.status, one.problem) for one in statuses)
    return ScoredUnits(rules, tuple(scored), tuple(unscored))


def _rules_of(table: ScoredTable, named: Regulation | None) -> Regulation:
    """Return the regulation by which a table was scored, to its digest."""
    name, digest = table.identity()
    rules = load(name) if named is None else named
    if (f"{rules.id}@{rules.version}", rules.package.digest) != (name, digest):
        told: dict[str, Parameter] = {
            "found": printable(f"{name} {digest[:19]}"),
            "expected": f"{rules.id}@{rules.version} {rules.package.digest[:19]}",
        }
        raise EvaluationError(Problem("PKP-740", table.place(), told))
    return rules


def _refuse_what_cannot_be(rules: Regulation, agency: str, year: int, fields: dict[str, str | None]) -> None:
    problems = []
    if not agency:
        problems.append(Problem("PKP-507", Place(path=("agency",)), {"limit": 1, "what": _LETTERS}))
    if len(agency) > _LONGEST_NAME:
        problems.append(Problem("PKP-508", Place(path=("agency",)), {"limit": _LONGEST_NAME, "what": _LETTERS}))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        problems.append(Problem("PKP-505", Place(path=("year",)), {"value": str(year), "expected": _YEARS}))
    for field, value in fields.items():
        known = [
            one.code for values in rules.package.regulation.fields if values.field == field for one in values.values
        ]
        place = Place(path=(field.partition(".")[2],))
        if value is not None and known and value not in known:
            problems.append(Problem("PKP-504", place, {"known": ", ".join(known)}))
        elif value is not None and not _CODE.match(value):
            problems.append(Problem("PKP-506", place, {"expected": _CODE_WORDS}))
    if problems:
        raise EvaluationError(problems)
