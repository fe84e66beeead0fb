"""One cell of facts: what it states, and the status it causes when no fact can be that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import narwhals as nw

from pekppp_rules.regulation.model import Fact, NumberFact, OneFact, SetFact
from pekppp_rules.tables.exact import DECIMAL_PLACES, integer
from pekppp_rules.tables.fact_columns import TAKEN, Cell
from pekppp_rules.tables.pooled import in_units
from pekppp_rules.tables.status import status

MOST_WHOLE = 10**15 - 1
"""The largest whole number that a submission can state."""

MOST_DECIMAL = 10**9 - 1
"""The largest decimal that a table carries: with six decimals it has fifteen digits."""

_LONGEST_TEXT, _LONGEST_ENTRY = 2_000, 300
"""Characters of a text, and of an entry of the unit's own, that a submission can state."""

MOST_ENTRIES = 1_000
"""Entries of its own that a unit can add to a set."""

_WRONG_TYPE, _NOT_OF_THE_FACT, _TOO_LARGE = "PKP-717", "PKP-718", "PKP-719"
_TOO_FINE, _UNKNOWN, _NO_DATE = "PKP-705", "PKP-217", "PKP-220"

_WRITTEN_LIKE_A_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\z"
_OF_THE_CALENDAR = (
    r"^(([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
    r"(-(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?"
    r"|([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29)\z"
)


@dataclass(frozen=True)
class Reading:
    """What a cell states, empty where nothing or nothing that fits, and what it may cause."""

    value: nw.Expr | None
    """None where the form asks for no such fact, or the column cannot hold it."""
    causes: Sequence[tuple[nw.Expr, str]]


def read(cell: Cell, fact: Fact | None) -> Reading:
    """Return what a cell states of a fact of a form; None is a fact that only another variant of the form asks for."""
    if fact is None:
        return Reading(None, [(filled(cell), status(_UNKNOWN, cell.name))])
    column = nw.col(cell.alias)
    if isinstance(fact, SetFact):
        if cell.column.option is not None and cell.column.option not in {option.code for option in fact.options}:
            return Reading(None, [(_is_yes(cell), status(_NOT_OF_THE_FACT, cell.name))])
        kind = "bool" if cell.column.option is not None else "other"
        if kind == "other" and not fact.other:
            return Reading(None, [(filled(cell), status(_NOT_OF_THE_FACT, cell.name))])
    else:
        kind = fact.type
    if cell.kind == "blank":
        dtype = nw.String if kind in {"one", "text", "date"} else nw.Int64
        return Reading(nw.lit(None, dtype=dtype), [])
    if cell.kind not in TAKEN[kind]:
        return Reading(None, [(~column.is_null(), status(_WRONG_TYPE, cell.name))])
    if kind == "bool":
        return _yes_or_no(cell)
    if kind == "other":
        return _entries(cell)
    if kind in {"one", "text", "date"}:
        return _text(cell, fact)
    return _whole(cell, fact) if kind == "int" else _decimal(cell, fact)


def filled(cell: Cell) -> nw.Expr:
    """Whether a cell holds anything; an empty text is nothing."""
    column = nw.col(cell.alias)
    return ~(_written(cell) if cell.kind == "text" else column).is_null()


def _is_yes(cell: Cell) -> nw.Expr:
    column = nw.col(cell.alias)
    return column if cell.kind == "bool" else column == 1


def _yes_or_no(cell: Cell) -> Reading:
    column = nw.col(cell.alias)
    if cell.kind == "bool":
        return Reading(integer(column), [])
    fits = (column == 0) | (column == 1)
    return Reading(integer(nw.when(fits).then(column)), [(~fits, status(_WRONG_TYPE, cell.name))])


def _entries(cell: Cell) -> Reading:
    """A text is one entry; a number says how many there are."""
    column = nw.col(cell.alias)
    if cell.kind == "bool":
        return Reading(integer(column), [])
    if cell.kind == "text":
        text = _written(cell)
        fits = text.str.len_chars() <= _LONGEST_ENTRY
        value = nw.when(~text.is_null()).then(integer(nw.lit(1)))
        return Reading(value, [(~fits, status(_NOT_OF_THE_FACT, cell.name))])
    return _counted(cell, 0, MOST_ENTRIES)


def _written(cell: Cell) -> nw.Expr:
    """Return a text; nothing where it is empty."""
    text = nw.col(cell.alias).cast(nw.String)
    return nw.when(text != "").then(text)


def _text(cell: Cell, fact: Fact) -> Reading:
    text = _written(cell)
    if isinstance(fact, OneFact):
        fits = text.is_in([option.code for option in fact.options])
        return Reading(nw.when(fits).then(text), [(~fits, status(_NOT_OF_THE_FACT, cell.name))])
    if fact.type == "text":
        fits = text.str.len_chars() <= _LONGEST_TEXT
        return Reading(nw.when(fits).then(text), [(~fits, status(_NOT_OF_THE_FACT, cell.name))])
    fits = text.str.contains(_OF_THE_CALENDAR)
    causes = [
        (~text.str.contains(_WRITTEN_LIKE_A_DATE), status(_WRONG_TYPE, cell.name)),
        (~fits, status(_NO_DATE, cell.name)),
    ]
    return Reading(nw.when(fits).then(text), causes)


def _whole(cell: Cell, fact: Fact) -> Reading:
    lowest, highest = _bounds(fact)
    return _counted(
        cell,
        -MOST_WHOLE if lowest is None else max(ceil(lowest), -MOST_WHOLE),
        MOST_WHOLE if highest is None else min(floor(highest), MOST_WHOLE),
    )


def _counted(cell: Cell, lowest: int, highest: int) -> Reading:
    """Read a whole number between bounds."""
    column = nw.col(cell.alias)
    fits = _between(cell, lowest, highest)
    off = (~fits, status(_NOT_OF_THE_FACT, cell.name))
    if cell.kind == "whole":
        return Reading(nw.when(fits).then(integer(column)), [off])
    value = nw.when(fits).then(column)
    is_whole = value.round(0) == value
    wrong = [*_no_number(cell), (fits & ~is_whole, status(_WRONG_TYPE, cell.name)), off]
    return Reading(integer(nw.when(is_whole).then(column)), wrong)


def _decimal(cell: Cell, fact: Fact) -> Reading:
    column = nw.col(cell.alias)
    lowest, highest = _bounds(fact)
    carried = _between(cell, -MOST_DECIMAL, MOST_DECIMAL)
    units, exact = in_units(cell.kind, nw.when(carried).then(column))
    unit = 10**DECIMAL_PLACES
    fits = units.is_between(
        -MOST_DECIMAL * unit if lowest is None else ceil(lowest * unit),
        MOST_DECIMAL * unit if highest is None else floor(highest * unit),
    )
    causes = [
        *_no_number(cell),
        (~carried, status(_TOO_LARGE, cell.name)),
        (carried & ~exact, status(_TOO_FINE, cell.name)),
        (carried & ~fits, status(_NOT_OF_THE_FACT, cell.name)),
    ]
    return Reading(nw.when(exact & fits).then(units), causes)


def _bounds(fact: Fact) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and greatest number that a fact can be."""
    if not isinstance(fact, NumberFact):
        return Fraction(0), Fraction(100)
    return tuple(None if bound is None else Fraction(bound) for bound in (fact.lowest, fact.highest))  # type: ignore[return-value]  # of two


def _no_number(cell: Cell) -> list[tuple[nw.Expr, str]]:
    """Only a double can be no number."""
    return [(nw.col(cell.alias).is_nan(), status(_WRONG_TYPE, cell.name))] if cell.kind == "float" else []


def _between(cell: Cell, lowest: int, highest: int) -> nw.Expr:
    """Whether a number lies between bounds, some of which a narrow column could not hold."""
    column = nw.col(cell.alias)
    if str(cell.dtype) in {"UInt64", "UInt128"}:
        return column.is_between(max(lowest, 0), highest) if highest >= 0 else column.is_between(1, 0)
    if cell.kind == "float":
        column = column.cast(nw.Float64)  # a single cannot hold every bound, and PyArrow refuses to round one
    elif cell.kind == "whole" and str(cell.dtype) != "Int128":
        column = integer(column)
    return column.is_between(lowest, highest)
