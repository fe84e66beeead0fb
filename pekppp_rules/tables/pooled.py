"""From rows to units: what is pooled over evaluators and respondents, and the first thing that is wrong in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import and_, or_
from typing import Any

import narwhals as nw

from pekppp_rules.regulation.model import RubricForm, ScoredForm, ValueForm
from pekppp_rules.tables.cases import Case
from pekppp_rules.tables.columns import Column, shown_codes
from pekppp_rules.tables.exact import DECIMAL_PLACES, folded, integer, weighted
from pekppp_rules.tables.status import status

Frame = nw.LazyFrame[Any] | nw.DataFrame[Any]
"""A table that is scored as it is, or when it is asked for."""

Columns = Mapping[tuple[str, str], Column]
"""By form and code, the column that holds the row."""


class Names:
    """Short names for the columns in between: a back end may read a dot as a path, or not tell `A` from `a`."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], str] = {}

    def __call__(self, *what: object) -> str:
        """Return the name of what is told, the same whenever it is told again."""
        return self._known.setdefault(what, f"n{len(self._known)}")


def with_columns(frame: Frame, **columns: nw.Expr) -> Frame:
    """Add columns by name, or none, which a lazy frame takes for a mistake."""
    return frame.with_columns(**columns) if columns else frame


@dataclass
class Pooling:
    """The expressions over the rows of one table, and how each is pooled over the rows of a unit."""

    columns: Columns
    names: Names
    statuses: dict[str, list[str]]
    """By column, every status a row can cause there; what is pooled is the position of the first."""
    detailed: bool
    """Whether to find which status a row causes, or only that it causes one."""
    rows: dict[str, nw.Expr] = field(default_factory=dict)
    sums: list[str] = field(default_factory=list)
    lowest: list[str] = field(default_factory=list)
    highest: list[str] = field(default_factory=list)
    _weighted: dict[tuple[tuple[str, int], ...], str] = field(default_factory=dict)

    def is_given(self, form: str) -> None:
        """Add the number of rows in which anything of a form, in any of its variants, is filled in."""
        name = self.names("given", form)
        cells = [nw.col(column.alias) for (other, _), column in self.columns.items() if other == form]
        filled = folded(or_, (~cell.is_null() for cell in cells)) if cells else None
        self._add_sum(name, filled)

    def is_wrong(self, case: Case, form: str) -> None:
        """Add the number of rows that do not fit the form in this case, or the first status they cause."""
        name = self.names("wrong", case.at, form)
        sound, causes = self._checks(case, form)
        is_wrong = ~folded(and_, sound).fill_null(False) if sound else None
        if self.detailed:
            self._add_first(name, causes, is_wrong)
            return
        self._add_sum(name, is_wrong)

    def weighted_sum(self, form: ScoredForm, weights: Sequence[int]) -> str:
        """Add the sum over all rows of weight x score, and return its name."""
        terms = [
            (weight, column)
            for code, weight in zip(form.codes, weights, strict=True)
            if weight and (column := self.columns.get((form.form, code)))
        ]
        key = tuple((column.alias, weight) for weight, column in terms)
        if key not in self._weighted:
            name = self.names("weighted", form.form, key)
            self._weighted[key] = name
            narrow = _narrowest(sum(abs(weight) for weight, _ in terms) * max(map(abs, _levels(form))))
            value = (
                weighted([(weight, self._score(form, column, narrow)) for weight, column in terms]) if terms else None
            )
            self.rows[name] = integer(nw.lit(0) if value is None else value)
            self.sums.append(name)
        return self._weighted[key]

    def spread(self, form: ScoredForm, code: str) -> None:
        """Add the least and greatest score of a row."""
        column = self.columns.get((form.form, code))
        low, high = (self.names("spread", form.form, code, end) for end in ("low", "high"))
        self.rows[low] = self.rows[high] = (
            self._score(form, column, nw.Int64) if column is not None else nw.lit(None, dtype=nw.Int64)
        )
        self.lowest.append(low)
        self.highest.append(high)

    def values(self, case: Case, form: ValueForm) -> None:
        """Add what there is of the values of a form in this case, and the first that is on no form of this case."""
        for code in form.codes:
            self._value(case, form, code)
        foreign = [
            (~nw.col(column.alias).is_null(), status("PKP-223", column.name))
            for (name, code), column in self.columns.items()
            if name == form.form and code not in form.codes
        ]
        self._add_first(self.names("foreign", case.at, form.form), foreign)

    def _value(self, case: Case, form: ValueForm, code: str) -> None:
        """Add the least and greatest of a given value in units of 10^-DECIMAL_PLACES, and the status of one that does not fit."""
        column = self.columns.get((form.form, code))
        low, high, bad = (self.names("value", case.at, form.form, code, part) for part in ("low", "high", "bad"))
        self.lowest.append(low)
        self.highest.append(high)
        if column is None:
            self.rows |= dict.fromkeys((low, high), nw.lit(None, dtype=nw.Int64))
            self._add_first(bad, [])
            return
        cell = nw.col(column.alias)
        on_scale = cell.is_between(form.scale.lowest, form.scale.highest)
        units, whole = in_units(column.kind, nw.when(on_scale).then(cell))
        self.rows[low] = self.rows[high] = nw.when(whole).then(units)
        off_scale, too_fine = status("PKP-222", column.name), status("PKP-705", column.name)
        self._add_first(bad, [(~cell.is_null() & ~on_scale, off_scale), (on_scale & ~whole, too_fine)])

    def texts(self, column: str, field_name: str) -> None:
        """Add the least and greatest text of a column that says the same in every row of a unit; a blank is empty text."""
        low, high = (self.names("field", field_name, end) for end in ("low", "high"))
        self.rows[low] = self.rows[high] = nw.col(column).cast(nw.String).fill_null("")
        self.lowest.append(low)
        self.highest.append(high)

    def pooled(self, frame: Frame, *, by_evaluator: bool = False) -> Frame:
        """Return a row for each `unit`: the number of its rows, of its evaluators where they are told apart, and what was added."""
        counts = ["rows", "sheets"] if by_evaluator else ["rows"]
        return (
            with_columns(frame, **self.rows)
            .group_by("unit")
            .agg(
                nw.len().alias("rows"),
                *([nw.col("evaluator").n_unique().alias("sheets")] if by_evaluator else []),
                *(nw.col(name).sum() for name in self.sums),
                *(nw.col(name).min() for name in self.lowest),
                *(nw.col(name).max() for name in self.highest),
            )
            .with_columns(*(integer(nw.col(name)) for name in (*counts, *self.sums)))
        )

    def _add_sum(self, name: str, is_so: nw.Expr | None) -> None:
        zero = integer(nw.lit(0))
        self.rows[name] = zero if is_so is None else nw.when(is_so).then(integer(nw.lit(1))).otherwise(zero)
        self.sums.append(name)

    def _add_first(self, name: str, causes: Sequence[tuple[nw.Expr, str]], where: nw.Expr | None = None) -> None:
        """Add the position of the first status that a row causes, and pool it to the first of the unit.

        With `where`, which says whether there is one, a database looks for it in those rows alone.
        """
        self.statuses[name] = [text for _, text in causes]
        positions = [nw.when(cause).then(integer(nw.lit(at))) for at, (cause, _) in enumerate(causes)]
        first = nw.coalesce(*positions) if positions else nw.lit(None, dtype=nw.Int64)
        self.rows[name] = first if where is None else nw.when(where).then(first)
        self.lowest.append(name)

    def _checks(self, case: Case, name: str) -> tuple[list[nw.Expr], list[tuple[nw.Expr, str]]]:
        """Return what must hold of a row, and for each the status when it does not, in the order of the form."""
        form = case.forms.get(name)
        sound: list[nw.Expr] = []
        causes: list[tuple[nw.Expr, str]] = []
        missing, foreign = ("PKP-201", "PKP-202") if isinstance(form, RubricForm) else ("PKP-205", "PKP-206")
        for code in form.codes if form is not None else ():
            column = self.columns.get((name, code))
            if column is None:
                sound.append(nw.lit(False))
                causes.append((~nw.lit(False), status(missing, code)))
                continue
            cell, fits = nw.col(column.alias), _fits(form, column)
            sound.append(fits)
            causes.append((cell.is_null(), status(missing, column.name)))
            causes.append((~fits, status("PKP-203", column.name)))
        shown = shown_codes(form) if form is not None else ()
        for code in shown[len(form.codes) if form is not None else 0 :]:
            column = self.columns.get((name, code))
            if column is not None:
                fits = _fits(form, column)
                sound.append(nw.col(column.alias).is_null() | fits)
                causes.append((~fits, status("PKP-203", column.name)))
        for (other, code), column in self.columns.items():
            if other == name and code not in shown:
                empty = nw.col(column.alias).is_null()
                sound.append(empty)
                causes.append((~empty, status(foreign, column.name)))
        return sound, causes

    def _score(self, form: ScoredForm, column: Column, dtype: type[nw.Int16 | nw.Int32 | nw.Int64]) -> nw.Expr:
        """Return the score as a whole number, or nothing where it does not fit."""
        cell = nw.col(column.alias)
        if column.kind == "decimal":
            return nw.coalesce(*(nw.when(cell == level).then(nw.lit(level).cast(dtype)) for level in _levels(form)))
        return nw.when(_fits(form, column)).then(cell).cast(dtype)


def _levels(form: ScoredForm | None) -> range:
    assert form is not None
    return range(form.scale.lowest, form.scale.highest + 1)


def _narrowest(largest: int) -> type[nw.Int16 | nw.Int32 | nw.Int64]:
    """Return the type in which one row is weighed: scores are few bits, and an engine adds four Int16 while it adds one Int64."""
    return nw.Int16 if largest < 2**15 else nw.Int32 if largest < 2**31 else nw.Int64


def _fits(form: ScoredForm | None, column: Column) -> nw.Expr:
    """Whether a cell holds a whole number of the scale; nothing where the cell is empty."""
    cell, levels = nw.col(column.alias), _levels(form)
    if column.kind == "float":
        return nw.when(~cell.is_null()).then(cell.is_in([float(level) for level in levels]))
    if column.kind == "decimal":
        return folded(or_, (cell == level for level in levels))
    return cell.is_between(levels[0], levels[-1])


def in_units(kind: str, cell: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Return a value in units of 10^-DECIMAL_PLACES, and whether it has no more decimals.

    A double counts as the shortest decimal that writes it: it has so few decimals exactly when dividing the units gives it back.
    The divisor is a column, for by a constant Polars divides with its reciprocal, which rounds twice.
    """
    scale = 10**DECIMAL_PLACES
    if kind == "whole":
        units = integer(cell) * scale
        return units, ~units.is_null()
    units = integer((cell.cast(nw.Float64) * float(scale)).round(0))
    if kind == "decimal":
        return units, cell.round(DECIMAL_PLACES) == cell  # a product may need more digits than decimals have
    divisor = (units * 0 + scale).cast(nw.Float64)
    return units, units.cast(nw.Float64) / divisor == cell.cast(nw.Float64)
