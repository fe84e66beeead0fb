"""What a unit states: facts read from columns, pooled over the rows of a unit, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import add, and_, or_

import narwhals as nw

from pekppp_rules.regulation.conditions import asking_of
from pekppp_rules.regulation.fact_names import FactColumn
from pekppp_rules.regulation.model import Condition, Fact, FactsForm, NumberFact, SetFact
from pekppp_rules.regulation.model.conditions import AllOf, AnyOf, FactEquals, FactIn, FactPresent
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.tables.exact import DECIMAL_PLACES, folded, whole
from pekppp_rules.tables.fact_cells import MOST_DECIMAL, MOST_WHOLE, Reading, filled, read
from pekppp_rules.tables.fact_columns import Cell, FoundFacts
from pekppp_rules.tables.pooled import Names, Pooling
from pekppp_rules.tables.status import SOMETHING_WRONG, status
from pekppp_rules.tables.units import PlanAt


@dataclass(frozen=True)
class Stated:
    """A fact of one form, as columns of units hold it once a unit is one row."""

    fact: Fact
    columns: Sequence[tuple[FactColumn, nw.Expr]]
    """The column that holds the fact, or one for each option, and what the unit states there: empty where nothing."""

    @property
    def value(self) -> nw.Expr:
        """What is stated of a fact that is no set: 1 or 0 for yes or no, a number in units of `unit`, a text."""
        [(_, pooled)] = self.columns
        return pooled

    @property
    def unit(self) -> Fraction | None:
        """In which units a number is stated; None of what is no number."""
        if self.fact.type == "int":
            return Fraction(1)
        return Fraction(1, 10**DECIMAL_PLACES) if self.fact.type in {"decimal", "percent"} else None

    @property
    def most(self) -> int:
        """The largest absolute value that a number can have, in its units."""
        bounds = (self.fact.lowest, self.fact.highest) if isinstance(self.fact, NumberFact) else (None, None)
        bounds = (Fraction(0), Fraction(100)) if self.fact.type == "percent" else bounds
        limit = MOST_WHOLE if self.fact.type == "int" else MOST_DECIMAL
        highest = max(limit if bound is None else abs(Fraction(bound)) for bound in bounds)
        return int(min(highest, limit) / (self.unit or 1)) + 1

    @property
    def given(self) -> nw.Expr:
        """Whether anything is stated of it; never empty."""
        return ~nw.coalesce(*(pooled for _, pooled in self.columns)).is_null()

    def chosen(self, option: str) -> nw.Expr:
        """Whether an option of a set is chosen; never empty."""
        return folded(or_, (self._is_one(pooled) for column, pooled in self.columns if column.option == option))

    def counted(self, options: Collection[str], *, entries: bool) -> nw.Expr:
        """Return how many of some options of a set are chosen, and with `entries` those of the unit's own; never empty."""
        told = [
            pooled.fill_null(0)
            for column, pooled in self.columns
            if (column.option in options if column.option is not None else entries)
        ]
        return folded(add, told) if told else whole(0)

    @staticmethod
    def _is_one(pooled: nw.Expr) -> nw.Expr:
        return (pooled == 1).fill_null(False)


@dataclass(frozen=True)
class Facts:
    """The facts that a table holds, for every form in which they can be stated."""

    found: FoundFacts
    plans: Sequence[PlanAt]
    names: Names
    by_evaluator: bool
    """Whether a unit may have several rows, which must not differ."""
    detailed: bool
    """Whether to find which status a row causes, or only that it causes one."""

    def pool(self, pooling: Pooling) -> None:
        """Add what every row states, and whether it states what no fact can be."""
        for at, form in enumerate(self._forms):
            readings = list(self._readings(form))
            for cell, reading in readings:
                if reading.value is not None:
                    low, high = (self._name(at, cell, end) for end in ("low", "high"))
                    pooling.rows[high] = reading.value
                    pooling.highest.append(high)
                    if self.by_evaluator:
                        pooling.rows[low] = reading.value
                        pooling.lowest.append(low)
            self._pool_wrong(pooling, at, readings)
        for name in self._form_names:
            is_stated = folded(or_, (filled(cell) for cell in self._cells(name)))
            pooling.count_rows(self.names("stated", name), is_stated)

    def _pool_wrong(self, pooling: Pooling, at: int, readings: Sequence[tuple[Cell, Reading]]) -> None:
        name = self.names("facts wrong", at)
        causes = [cause for _, reading in readings for cause, _ in reading.causes]
        if not causes:
            return
        if not self.detailed:
            pooling.count_rows(name, folded(or_, (cause.fill_null(False) for cause in causes)))
            return
        pooling.rows[name] = nw.coalesce(*(nw.when(cause).then(whole(place)) for place, cause in enumerate(causes)))
        pooling.lowest.append(name)

    def reasons(self) -> Iterator[tuple[nw.Expr, str]]:
        """Yield what is wrong with the facts of a unit, each with its status."""
        for one in {one.case.at: one for one in self.plans}.values():
            here = nw.col("case") == one.case.at
            for name in self._form_names:
                form = one.plan.forms.get(name)
                if isinstance(form, FactsForm):
                    yield from self._reasons(form, here)
                else:
                    yield here & (nw.col(self.names("stated", name)) > 0), status("PKP-208", name)

    def _reasons(self, form: FactsForm, here: nw.Expr) -> Iterator[tuple[nw.Expr, str]]:
        at = self._at(form)
        texts = [text for _, reading in self._readings(form) for _, text in reading.causes]
        pooled = nw.col(self.names("facts wrong", at))
        later = [*self._differing(form), *self._not_asked(form)]
        if self.detailed:
            yield from ((here & (pooled == place), text) for place, text in enumerate(texts))
            yield from ((here & condition, text) for condition, text in later)
            return
        conditions = [condition for condition, _ in later] + ([(pooled > 0).fill_null(False)] if texts else [])
        if conditions:
            yield here & folded(or_, conditions), SOMETHING_WRONG

    def _differing(self, form: FactsForm) -> Iterator[tuple[nw.Expr, str]]:
        at = self._at(form)
        for cell, reading in self._readings(form):
            if self.by_evaluator and reading.value is not None:
                low, high = (nw.col(self._name(at, cell, end)) for end in ("low", "high"))
                yield (low != high).fill_null(False), status("PKP-707", cell.name)

    def _not_asked(self, form: FactsForm) -> Iterator[tuple[nw.Expr, str]]:
        """Yield each fact that is stated and not asked for.

        Conditions may be held against everything stated: if a fact before was stated without being asked for, that one is told.
        """
        stated = self.of(form)
        for name, _, conditions in asking_of(form).facts:
            fact = stated.get(row_id(form.form, name))
            if fact is None or not conditions:
                continue
            asked = _every(_holds(condition, form, stated) for condition in conditions)
            if asked is not True:
                about = status("PKP-218", self.found[row_id(form.form, name)][0].name)
                yield fact.given if asked is False else fact.given & ~asked, about

    def unanswered(self, forms: Sequence[FactsForm]) -> Iterator[nw.Expr]:
        """Yield for each form whether a unit states some of its facts, but not all that it is asked for."""
        for form in forms:
            stated = self.of(form)
            if not stated:
                continue
            open_ones = []
            for name, _, conditions in asking_of(form).facts:
                asked = _every(_holds(condition, form, stated) for condition in conditions)
                fact = stated.get(row_id(form.form, name))
                if fact is not None and asked is not False:
                    open_ones.append(~fact.given if asked is True else asked & ~fact.given)
            given = folded(or_, (fact.given for fact in stated.values()))
            if open_ones:
                yield given & folded(or_, open_ones)

    def of(self, form: FactsForm) -> dict[str, Stated]:
        """Return, by fact (`f01.1.ada`), what is stated of the facts of a form that have columns."""
        at, found = self._at(form), dict[str, Stated]()
        for _, fact in form.asked():
            name = row_id(form.form, fact.id)
            columns = [
                (cell.column, nw.col(self._name(at, cell, "high")))
                for cell in self.found.get(name, ())
                if read(cell, fact).value is not None
            ]
            if columns:
                found[name] = Stated(fact, columns)
        return found

    def _at(self, form: FactsForm) -> int:
        return next(at for at, one in enumerate(self._forms) if one is form)

    @cached_property
    def _forms(self) -> list[FactsForm]:
        """The forms of which the table has facts, each variant once."""
        forms = {id(form): form for one in self.plans for form in one.plan.forms.values()}
        return [form for form in forms.values() if isinstance(form, FactsForm) and form.form in self._form_names]

    @cached_property
    def _form_names(self) -> list[str]:
        """The names of the forms of which the table has facts."""
        return list(dict.fromkeys(cell.column.form for cells in self.found.values() for cell in cells))

    def _cells(self, form: str) -> list[Cell]:
        return [cell for cells in self.found.values() for cell in cells if cell.column.form == form]

    def _readings(self, form: FactsForm) -> Iterator[tuple[Cell, Reading]]:
        facts = {row_id(form.form, fact.id): fact for _, fact in form.asked()}
        for cell in self._cells(form.form):
            yield cell, read(cell, facts.get(cell.column.fact))

    def _name(self, at: int, cell: Cell, end: str) -> str:
        return self.names("fact", at, cell.column.code, end)


_Truth = bool | nw.Expr
"""Whether something holds: for every unit alike, or by what it states."""


def _every(parts: Iterable[_Truth]) -> _Truth:
    """Whether all hold."""
    found = list(parts)
    if any(part is False for part in found):
        return False
    open_ones = [part for part in found if isinstance(part, nw.Expr)]
    return folded(and_, open_ones) if open_ones else True


def _some(parts: Iterable[_Truth]) -> _Truth:
    """Whether any holds."""
    found = list(parts)
    if any(part is True for part in found):
        return True
    open_ones = [part for part in found if isinstance(part, nw.Expr)]
    return folded(or_, open_ones) if open_ones else False


def _holds(condition: Condition, form: FactsForm, stated: Mapping[str, Stated]) -> _Truth:
    """Whether a condition holds, as `regulation.conditions.holds` says of one unit."""
    if isinstance(condition, AllOf):
        return _every(_holds(inner, form, stated) for inner in condition.all)
    if isinstance(condition, AnyOf):
        return _some(_holds(inner, form, stated) for inner in condition.any)
    if isinstance(condition, (FactEquals, FactIn, FactPresent)):
        fact = stated.get(row_id(form.form, condition.fact))
        if fact is None:
            return False
        if isinstance(condition, FactPresent):
            return fact.given
        values = condition.in_ if isinstance(condition, FactIn) else (condition.equals,)
        return _some(_is(fact, value) for value in values)
    inner = _holds(condition.not_, form, stated)
    return not inner if isinstance(inner, bool) else ~inner


def _is(stated: Stated, value: bool | int | str) -> _Truth:
    """Whether a fact is one value; of a set, whether it is chosen."""
    if isinstance(stated.fact, SetFact):
        has_column = any(column.option == value for column, _ in stated.columns)
        return stated.chosen(str(value)) if has_column else False
    unit = stated.unit
    if unit is not None:
        if isinstance(value, (bool, str)) or abs(value) > MOST_WHOLE * unit:
            return False
        return (stated.value == int(value / unit)).fill_null(False)
    if stated.fact.type == "bool":
        return (stated.value == int(value)).fill_null(False) if isinstance(value, bool) else False
    return (stated.value == value).fill_null(False) if isinstance(value, str) else False
