"""Score matrices of NumPy: the compiled plan as a product of matrices, with the numbers of `evaluate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from pekppp_rules.errors import EvaluationError, Parameter, Place, Problem
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.form_view import form_view
from pekppp_rules.regulation.model import ValueForm
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.submission.missing import required_forms
from pekppp_rules.tables.cases import Case, cases_of
from pekppp_rules.tables.matrix_input import FormMatrix, missing_form, missing_value, read_matrices, too_large
from pekppp_rules.tables.matrix_run import MOST_UNITS, PlanRun, category, hundredths, letters_of
from pekppp_rules.tables.matrix_scores import NO_CATEGORY, MatrixNode, MatrixScores
from pekppp_rules.tables.score import check_nodes
from pekppp_rules.tables.units import plans_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pekppp_rules.tables.matrix_run import Count, Doubles, Ratio

    Rows = NDArray[np.intp] | None
    """Which units a plan scores; None where it scores all."""


class MatrixPlan:
    """A regulation for one choice of form variants, its plans as matrices. Immutable, safe to share between threads."""

    def __init__(self, package: Package, fields: Mapping[str, str], nodes: Sequence[str]) -> None:
        """Compile; raises EvaluationError for an unknown node (PKP-404) or variant (PKP-720, PKP-208), and PKP-706."""
        cases = cases_of(package)
        check_nodes(nodes, cases)
        self._case = _chosen(cases, fields)
        self._root = package.index.root
        self._asked = tuple(dict.fromkeys(nodes))
        self._required = required_forms(package)
        absent = sorted(self._required - self._case.forms.keys())
        if absent:
            [(field, value), *_] = self._case.choice.items() or [("-", "-")]
            told = {"form": absent[0], "field": field, "value": value, "known": ", ".join(self._case.forms)}
            raise EvaluationError(Problem("PKP-208", Place(), dict(told)))
        plans = plans_of([self._case], self._root, nodes)
        views = {name: form_view(package, name, self._case.choice) for name in self._case.forms}
        self._columns = {name: tuple(row.code for row in view.rows if row.is_scored) for name, view in views.items()}
        self._plans = [PlanRun(one, self._columns) for one in plans]
        plan_of = {combination: one.at for one in plans for combination in one.combinations}
        self._plan_of = np.array([plan_of[at] for at in range(len(plan_of))], dtype=np.intp)

    def score(self, sums: object, counts: object) -> MatrixScores:
        """Return the scores of every unit; see `Regulation.score_matrix`."""
        given, units = read_matrices(self._case.forms, self._columns, sums, counts)
        parts = list(self._by_plan(given))
        problems = [problem for run, rows in parts for problem in self._refused(run, rows, given, units)]
        if not problems:
            output = _Output(self, units)
            if all(output.fill(run, rows, given) for run, rows in parts):
                return output.scores()
        problems += [problem for matrix in given.values() for problem in matrix.off_the_scale()]
        raise EvaluationError(problems)

    def _by_plan(self, given: Mapping[str, FormMatrix]) -> Iterator[tuple[PlanRun, Rows]]:
        """Yield each plan that scores some of the units, with their rows."""
        case = self._case
        if not case.alternatives:
            yield self._plans[0], None
            return
        which = np.zeros((), dtype=np.intp)
        for at, name in enumerate(case.alternatives):
            which = which + (1 << at) * _alternative_given(case, name, given).astype(np.intp)
        plan = self._plan_of[which]
        found = np.unique(plan)
        for at in found:
            yield self._plans[at], None if len(found) == 1 else np.flatnonzero(plan == at)

    def _refused(self, run: PlanRun, rows: Rows, given: Mapping[str, FormMatrix], units: int) -> Iterator[Problem]:
        """Yield what keeps units of a plan from having an index, but for sums off the scale."""
        mine = np.ones((), dtype=bool) if rows is None else np.isin(np.arange(units), rows)
        for name, form in self._case.forms.items():
            needs = run.plan.needs.get(name, frozenset())
            if not needs and name not in self._required:
                continue
            if name not in given:
                yield missing_form(name, mine)
                continue
            lacking = mine & ~given[name].given()
            if lacking.any():
                yield missing_form(name, lacking)
            if isinstance(form, ValueForm):
                for code in sorted(needs):
                    blank = mine & ~lacking & ~given[name].value_given(code)
                    if blank.any():
                        yield missing_value(name, code, blank)
        for pooled, most in run.limits.items():
            names = sorted(pooled & given.keys())
            counted = [np.asarray(given[name].counts, dtype=np.float64) for name in names]
            # as doubles the product is exact up to 2^53, and never below it beyond
            beyond = mine & (reduce(mul, counted, np.float64(1)) > most)
            if beyond.any():
                yield too_large(names, most, beyond)


class _Output:
    """The arrays that a plan fills, block by block."""

    def __init__(self, plan: MatrixPlan, units: int) -> None:
        self._root = plan._root
        self._asked = plan._asked
        self._plans = plan._plans
        names = dict.fromkeys((plan._root, *plan._asked))
        self._numbers = {name: np.zeros((3 if name in plan._asked else 2, units), dtype=np.int64) for name in names}
        self._category = {name: np.full(units, NO_CATEGORY, dtype=np.int8) for name in names}
        self._hundredths = np.zeros(units, dtype=np.int64)
        self._units = units

    def fill(self, run: PlanRun, rows: Rows, given: Mapping[str, FormMatrix]) -> bool:
        """Work out the units of a plan; return whether all their sums are on the scale."""
        total = self._units if rows is None else len(rows)
        rooms = {name: run.room(matrix, total) for name, matrix in given.items()}
        for start in range(0, total, MOST_UNITS):
            end = min(start + MOST_UNITS, total)
            some = slice(start, end) if rows is None else rows[start:end]
            products: dict[str, Doubles] = {}
            for name, matrix in given.items():
                weighted = run.weighted(matrix, some, rooms[name])
                if weighted is None:
                    return False
                products[name] = weighted
            counts = {name: _count(matrix, some) for name, matrix in given.items()}
            self._write(run, some, run.ratios(products, counts, end - start))
        return True

    def _write(self, run: PlanRun, some: slice | NDArray[np.intp], ratios: Mapping[str, Ratio]) -> None:
        for name, numbers in self._numbers.items():
            if name in ratios:
                ratio, planned = ratios[name], run.plan.nodes[name]
                numbers[0][some], numbers[1][some] = ratio.num, ratio.den
                if name in self._asked:
                    numbers[2][some] = ratio.units
                self._category[name][some] = category(planned.bands, run.lookups.get(name), planned.places, ratio)
        self._hundredths[some] = hundredths(run.plan.nodes[self._root], ratios[self._root])

    def scores(self) -> MatrixScores:
        """Return what was filled in, no longer to be written to."""
        for numbers in self._numbers.values():
            numbers.flags.writeable = False
        for places in self._category.values():
            places.flags.writeable = False
        self._hundredths.flags.writeable = False
        num, den = self._numbers[self._root][:2]
        return MatrixScores(
            num, den, self._hundredths, self._category[self._root], self._letters(self._root), self._nodes()
        )

    def _nodes(self) -> dict[str, MatrixNode]:
        found = {}
        for name in self._asked:
            places = next(run.plan.nodes[name].places for run in self._plans if name in run.nodes)
            num, den, units = self._numbers[name]
            found[name] = MatrixNode(num, den, units, places, self._category[name], self._letters(name))
        return found

    def _letters(self, name: str) -> tuple[str, ...]:
        return next(letters_of(run.plan.nodes[name].bands) for run in self._plans if name in run.nodes)


def _chosen(cases: Sequence[Case], fields: Mapping[str, str]) -> Case:
    """Return the case of the fields that are told; those that choose no variant are left alone."""
    left = list(cases)
    for field in cases[0].choice:
        known = list(dict.fromkeys(case.choice[field] for case in cases))
        left = [case for case in left if case.choice[field] == fields.get(field)]
        if not left:
            told: dict[str, Parameter] = {"field": field, "name": field.partition(".")[2], "known": ", ".join(known)}
            raise EvaluationError(Problem("PKP-720", Place(), told))
    return left[0]


def _alternative_given(case: Case, name: str, given: Mapping[str, FormMatrix]) -> NDArray[np.bool_]:
    """Return whether a form, or the value with that node id, is given."""
    if name in case.forms:
        return given[name].given() if name in given else np.zeros((), dtype=bool)
    for form in case.forms.values():
        for code in form.codes:
            if row_id(form.form, code) == name:
                return given[form.form].value_given(code) if form.form in given else np.zeros((), dtype=bool)
    raise AssertionError(name)


def _count(matrix: FormMatrix, some: slice | NDArray[np.intp]) -> Count:
    return float(matrix.counts) if isinstance(matrix.counts, int) else matrix.counts[some].astype(np.float64)
