"""From rows to units: what is pooled over evaluators and respondents, and the first thing that is wrong in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import gcd
from operator import and_, or_
from typing import Any

import narwhals as nw

from pekppp_rules.regulation.model import RubricForm, ScoredForm, ValueForm
from pekppp_rules.tables.cases import Case
from pekppp_rules.tables.columns import Column, Kind, shown_codes
from pekppp_rules.tables.exact import DECIMAL_PLACES, Narrow, Term, all_of, folded, integer, weighted, whole
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
    detailed: bool
    """Whether to find which status a row causes, or only that it causes one."""
    statuses: dict[str, list[str]]
    """By column of places, the statuses that have them: the first of several rows is the least of their places."""
    rows: dict[str, nw.Expr] = field(default_factory=dict)
    counted: list[str] = field(default_factory=list)
    """Columns of which the rows are counted that hold anything."""
    sums: dict[str, int] = field(default_factory=dict)
    """Columns that are summed, and what their sums are multiplied by."""
    lowest: list[str] = field(default_factory=list)
    highest: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Columns of text; all others are of whole numbers."""
    _weighted: dict[tuple[tuple[str, int], ...], str] = field(default_factory=dict)

    def is_given(self, form: str) -> None:
        """Add the number of rows in which anything of a form, in any of its variants, is filled in."""
        cells = [column.alias for (other, _), column in self.columns.items() if other == form]
        self.count_rows(self.names("given", form), ~all_of(cells, nw.Expr.is_null) if cells else nw.lit(False))

    def is_sound(self, case: Case, form: str) -> None:
        """Add the number of rows that fit the form in this case, or the first status that the others cause."""
        fits = self._fits(case, form)
        if self.detailed:
            causes = self._causes(case, form)
            self._add_first(self.names("wrong", case.at, form), causes, ~fits.fill_null(False))
        else:
            self.count_rows(self.names("sound", case.at, form), fits)

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
            factor = gcd(*(weight for weight, _ in terms))
            highest = max(map(abs, _levels(form)))
            parts = [
                Term(weight // factor, partial(self._score, form, column), column.largest or highest)
                for weight, column in terms
            ]
            self.rows[name] = integer(weighted(parts) if parts else nw.lit(0))
            self.sums[name] = factor
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

    def same_text(self, column: str, field_name: str) -> None:
        """Add the least and greatest text of a column that says the same in every row of a unit; a blank is empty text."""
        low, high = (self.names("field", field_name, end) for end in ("low", "high"))
        self.texts += [low, high]
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
                *(nw.col(name).count() for name in self.counted),
                *(nw.col(name).sum() for name in self.sums),
                *(nw.col(name).min() for name in self.lowest),
                *(nw.col(name).max() for name in self.highest),
            )
            .with_columns(
                *(integer(nw.col(name)) for name in (*counts, *self.counted)),
                *(integer(nw.col(name)) * factor for name, factor in self.sums.items()),
            )
        )

    @property
    def blanks(self) -> dict[str, nw.Expr]:
        """What was added, for units of which the table has no row: nothing, of the same type."""
        return {name: nw.lit(None, dtype=nw.String if name in self.texts else nw.Int64) for name in self.rows}

    def count_rows(self, name: str, is_so: nw.Expr) -> None:
        """Add the number of rows of which something is so."""
        self.rows[name] = nw.when(is_so).then(nw.lit(True))
        self.counted.append(name)

    def _add_first(self, name: str, causes: Sequence[tuple[nw.Expr, str]], where: nw.Expr | None = None) -> None:
        """Add the place of the first status that a row causes, and pool it to the first of the unit.

        With `where`, which says whether there is one, a database looks for it in those rows alone.
        """
        found = [nw.when(cause).then(whole(at)) for at, (cause, _) in enumerate(causes)]
        first = nw.coalesce(*found) if found else nw.lit(None, dtype=nw.Int64)
        self.rows[name] = first if where is None else nw.when(where).then(first)
        self.lowest.append(name)
        self.statuses[name] = [text for _, text in causes]

    def _fits(self, case: Case, name: str) -> nw.Expr:
        """Whether a row fits the form; nothing, or not, where it lacks a score."""
        form = case.forms.get(name)
        shown, scored = (shown_codes(form), form.codes) if form is not None else ((), ())
        if any((name, code) not in self.columns for code in scored):
            return nw.lit(False)
        parts: list[nw.Expr] = []
        mine = {code: column for (other, code), column in self.columns.items() if other == name}
        for kind in dict.fromkeys(mine[code].kind for code in scored):
            of_kind = [mine[code].alias for code in scored if mine[code].kind == kind]
            parts.append(_all_on_scale(_levels(form), kind, of_kind))
        for code, column in mine.items():
            if code not in scored:
                cell = nw.col(column.alias)
                empty = cell.is_null()
                parts.append(empty | _on_scale(_levels(form), column.kind, cell) if code in shown else empty)
        return folded(and_, parts) if parts else nw.lit(True)

    def _causes(self, case: Case, name: str) -> list[tuple[nw.Expr, str]]:
        """Return what a row can have that does not fit the form, with its status, in the order of the form."""
        form = case.forms.get(name)
        causes: list[tuple[nw.Expr, str]] = []
        missing, foreign = ("PKP-201", "PKP-202") if isinstance(form, RubricForm) else ("PKP-205", "PKP-206")
        shown = shown_codes(form) if form is not None else ()
        for code in shown:
            column = self.columns.get((name, code))
            is_scored = form is not None and code in form.codes
            if column is not None:
                cell = nw.col(column.alias)
                if is_scored:
                    causes.append((cell.is_null(), status(missing, column.name)))
                causes.append((~_on_scale(_levels(form), column.kind, cell), status("PKP-203", column.name)))
            elif is_scored:
                causes.append((nw.lit(True), status(missing, code)))
        for (other, code), column in self.columns.items():
            if other == name and code not in shown:
                causes.append((~nw.col(column.alias).is_null(), status(foreign, column.name)))
        return causes

    def _score(self, form: ScoredForm, column: Column, dtype: type[Narrow]) -> nw.Expr:
        """Return the score as a whole number, or nothing where it does not fit.

        A small whole number is taken as it is: it carries no sum beyond its type, and what does not fit keeps its unit
        from an index.
        """
        cell = nw.col(column.alias)
        if column.largest is not None:
            return cell.cast(dtype)
        if column.kind == "decimal":
            return nw.coalesce(*(nw.when(cell == level).then(nw.lit(level).cast(dtype)) for level in _levels(form)))
        return nw.when(_on_scale(_levels(form), column.kind, cell)).then(cell).cast(dtype)


def _levels(form: ScoredForm | None) -> range:
    assert form is not None
    return range(form.scale.lowest, form.scale.highest + 1)


def _on_scale(levels: range, kind: Kind, cell: nw.Expr) -> nw.Expr:
    """Whether a cell holds a whole number of the scale; nothing where it is empty."""
    if kind == "float":
        return nw.when(~cell.is_null()).then(cell.is_in([float(level) for level in levels]))
    if kind == "decimal":
        return folded(or_, (cell == level for level in levels))
    return cell.is_between(levels[0], levels[-1])


def _all_on_scale(levels: range, kind: Kind, columns: Sequence[str]) -> nw.Expr:
    """Whether the cells of a row all hold a whole number of the scale; nothing, or not, where one is empty."""
    if kind == "whole":
        return all_of(columns, lambda cells: cells >= levels[0], lambda cells: cells <= levels[-1])
    return folded(and_, (_on_scale(levels, kind, nw.col(name)) for name in columns))


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
