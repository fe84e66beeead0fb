"""The columns in which a table of assessments may hold facts, and those that a caller's table has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pekppp_rules.errors import EvaluationError, Parameter, Phrase, Place, Problem
from pekppp_rules.errors.suggest import closest
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.fact_names import FactColumn, every_column, fact_columns

if TYPE_CHECKING:
    from narwhals.dtypes import DType

Kind = Literal["bool", "whole", "float", "decimal", "text", "date", "blank"]
"""How a column writes what it holds; `blank` where all of it is empty."""

_NUMBERS: tuple[Kind, ...] = ("whole", "float", "decimal")
TAKEN: dict[str, tuple[Kind, ...]] = {
    "bool": ("bool", *_NUMBERS),
    **dict.fromkeys(("int", "decimal", "percent"), _NUMBERS),
    **dict.fromkeys(("one", "text"), ("text",)),
    "date": ("text", "date"),
    "other": ("text", "bool", *_NUMBERS),
}
"""By type of a fact or of a column, the ways of writing it that are taken."""

_EXPECTED = {
    "bool": Phrase("ya atau tidak (boolean, atau 0 dan 1)", "yes or no (boolean, or 0 and 1)"),
    **dict.fromkeys(("int", "decimal", "percent"), Phrase("bilangan", "numbers")),
    **dict.fromkeys(("one", "text"), Phrase("teks", "texts")),
    "date": Phrase("tanggal", "dates"),
    "other": Phrase("isian sendiri, atau jumlahnya", "entries of the unit's own, or how many"),
}


@dataclass(frozen=True)
class Cell:
    """A column of the caller's table that holds a fact, or an option of one."""

    name: str
    """As the caller's table calls it."""
    alias: str
    """As it is called while scoring."""
    kind: Kind
    dtype: DType
    column: FactColumn


FoundFacts = Mapping[str, Sequence[Cell]]
"""By fact (`f01.1.ada`), the columns that hold it: one, or one for each option of a set."""


def complete_facts(package: Package, names: Iterable[str]) -> frozenset[str]:
    """Return the facts that columns of these names hold: of a set every option, whatever variant of the form has it."""
    present, lacking, known = set(names), set[str](), set[str]()
    for column in every_column(package):
        known.add(column.fact)
        if column.type != "other" and present.isdisjoint((column.code, column.column)):
            lacking.add(column.fact)
    return frozenset(known - lacking)


def find_fact_columns(schema: Mapping[str, DType], package: Package, table: str) -> dict[str, list[Cell]]:
    """Return, by fact, the columns of `schema` that hold it; facts without one are left out.

    A column of doubles is taken for any fact: pandas has one where all of it is empty. Raises EvaluationError with everything
    that is wrong: two columns for one fact (PKP-708), a column of another type (PKP-703),
    and a set of which only some options have a column (PKP-702).
    """
    problems: list[Problem] = []
    found: dict[str, list[Cell]] = {}
    lacking: list[FactColumn] = []
    types: dict[str, set[Kind]] = {}
    for column in every_column(package):
        types.setdefault(column.code, set()).update(TAKEN[column.type])
    for column in fact_columns(package):
        present = [name for name in dict.fromkeys((column.code, column.column)) if name in schema]
        if not present:
            lacking += [column] if column.type == "bool" and column.option is not None else []
            continue
        name = present[0]
        if len(present) > 1:
            both: dict[str, Parameter] = {"code": column.code, "one": name, "other": present[1]}
            problems.append(Problem("PKP-708", Place(path=(table, name)), both))
        kind = _kind(schema[name])
        if kind is None or (kind not in {"blank", "float"} and kind not in types[column.code]):
            told: dict[str, Parameter] = {"found": str(schema[name]), "expected": _EXPECTED[column.type]}
            problems.append(Problem("PKP-703", Place(path=(table, name)), told))
            continue
        cells = found.setdefault(column.fact, [])
        cells.append(Cell(name, f"d{sum(map(len, found.values()))}", kind, schema[name], column))
    if not problems:
        others = [name for name in schema if name not in {cell.name for cells in found.values() for cell in cells}]
        problems = [_lacking(column, others, table) for column in lacking if column.fact in found]
    if problems:
        raise EvaluationError(problems)
    return found


def _lacking(column: FactColumn, others: Sequence[str], table: str) -> Problem:
    meant = closest(column.column, others) or closest(column.code, others)
    told: dict[str, Parameter] = {"code": column.code, "name": column.column}
    return Problem("PKP-702", Place(path=(table,)), told if meant is None else {**told, "suggestion": meant})


def _kind(dtype: DType) -> Kind | None:
    if dtype.is_integer():
        return "whole"
    if dtype.is_float():
        return "float"
    if dtype.is_decimal():
        return "decimal"
    name = str(dtype)
    if name.startswith(("String", "Categorical", "Enum")):
        return "text"
    kinds: dict[str, Kind] = {"Boolean": "bool", "Date": "date", "Unknown": "blank"}
    return kinds.get(name)


def names_of_facts(names: Iterable[str], package: Package) -> dict[str, FactColumn]:
    """Return, of the names of a table's columns, those that hold facts."""
    known = {name: column for column in fact_columns(package) for name in (column.code, column.column)}
    return {name: known[name] for name in names if name in known}
