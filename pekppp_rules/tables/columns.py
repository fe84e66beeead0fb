"""Which column of a table holds which row of a form, and whether it holds numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pekppp_rules.errors import EvaluationError, Parameter, Phrase, Place, Problem
from pekppp_rules.errors.suggest import closest
from pekppp_rules.regulation.model import RubricForm, ScoredForm, ValueForm
from pekppp_rules.regulation.tree import column_name, row_id

if TYPE_CHECKING:
    from narwhals.dtypes import DType

Kind = Literal["whole", "float", "decimal"]
"""How a column writes its numbers."""

_SMALL = {"Int8": 2**7, "UInt8": 2**8 - 1, "Int16": 2**15, "UInt16": 2**16 - 1}

_NUMBERS = Phrase("bilangan", "numbers")


@dataclass(frozen=True)
class Column:
    """A column of a table that holds a row of a form."""

    name: str
    """As the caller's table calls it."""
    alias: str
    """As it is called while scoring."""
    dtype: DType

    @property
    def kind(self) -> Kind:
        """How it writes its numbers."""
        kind = _kind(self.dtype)
        assert kind is not None
        return kind

    @property
    def largest(self) -> int | None:
        """The largest absolute value that a column of small whole numbers can hold; None for every other column."""
        return _SMALL.get(str(self.dtype))


def shown_codes(form: ScoredForm) -> tuple[str, ...]:
    """Return the codes a sheet of the form may hold: the scored ones, then those that are written down and not scored."""
    unscored = tuple(row.code for row in form.unscored) if isinstance(form, RubricForm) else ()
    return (*form.codes, *unscored)


def find_columns(schema: Mapping[str, DType], forms: Sequence[ScoredForm], table: str) -> dict[tuple[str, str], Column]:
    """Return, by form and code, the columns of `schema` that hold a row of one of `forms`; rows without one are left out.

    A column is called by the code (`1.a.Ak`), by the node id (`f02.1.a.Ak`, needed where two forms of the table share a code),
    or as `column_name` writes either. Raises EvaluationError with everything that is wrong: two columns for one row (PKP-708),
    a column without numbers (PKP-703), and no variant of a form with all its columns though it has some (PKP-702).
    """
    problems: list[Problem] = []
    found: dict[tuple[str, str], Column] = {}
    for name, code in dict.fromkeys((form.form, code) for form in forms for code in shown_codes(form)):
        present = [column for column in _names(name, code, forms) if column in schema]
        if not present:
            continue
        column = present[0]
        if len(present) > 1:
            both: dict[str, Parameter] = {"code": code, "one": column, "other": present[1]}
            problems.append(Problem("PKP-708", Place(path=(table, column)), both))
        if _kind(schema[column]) is None:
            told: dict[str, Parameter] = {"found": str(schema[column]), "expected": _NUMBERS}
            problems.append(Problem("PKP-703", Place(path=(table, column)), told))
            continue
        found[name, code] = Column(column, f"c{len(found)}", schema[column])
    if not problems:
        problems = _missing(schema, forms, found, table)
    if problems:
        raise EvaluationError(problems)
    return found


def _names(form: str, code: str, forms: Iterable[ScoredForm]) -> list[str]:
    """Return what the column of a row may be called; its code alone only where no other form of the table has it."""
    qualified = row_id(form, code)
    names = [qualified, column_name(qualified)]
    if all(other.form == form or code not in shown_codes(other) for other in forms):
        names += [code, column_name(code)]
    return list(dict.fromkeys(names))


def _kind(dtype: DType) -> Kind | None:
    if dtype.is_integer():
        return "whole"
    if dtype.is_float():
        return "float"
    if dtype.is_decimal():
        return "decimal"
    return "whole" if str(dtype) == "Unknown" else None  # all of it is empty


def _missing(
    schema: Mapping[str, DType], forms: Sequence[ScoredForm], found: Mapping[tuple[str, str], Column], table: str
) -> list[Problem]:
    """Tell which columns a form lacks that has some of them in none of its variants whole: a name was misspelt."""
    problems = []
    for name in dict.fromkeys(form.form for form in forms if not isinstance(form, ValueForm)):
        lacking = [[code for code in form.codes if (name, code) not in found] for form in forms if form.form == name]
        nearest = min(lacking, key=len)
        if nearest and any(form == name for form, _ in found):
            used = {column.name for column in found.values()}
            problems += [_lacking(code, [other for other in schema if other not in used], table) for code in nearest]
    return problems


def _lacking(code: str, others: list[str], table: str) -> Problem:
    meant = closest(column_name(code), others) or closest(code, others)
    told: dict[str, Parameter] = {"code": code, "name": column_name(code)}
    return Problem("PKP-702", Place(path=(table,)), told if meant is None else {**told, "suggestion": meant})


def names_in(names: Iterable[str], forms: Sequence[ScoredForm]) -> dict[str, tuple[str, str]]:
    """Return, of the names of a table's columns, those that hold a row of one of `forms`, with its form and code."""
    rows = dict.fromkeys((form.form, code) for form in forms for code in shown_codes(form))
    known = {name: row for row in rows for name in _names(*row, forms)}
    return {name: known[name] for name in names if name in known}
