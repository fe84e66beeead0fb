"""The units of a scored table: their numbers are taken from the rows of the forms, and every other number is held against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pekppp_rules.errors import EvaluationError, Parameter, Phrase, Problem, shown
from pekppp_rules.evaluation import Finding, ScoredUnit
from pekppp_rules.evaluation.scored_unit import counted_finding
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import CheckRule, SurveyForm
from pekppp_rules.regulation.tree import column_name
from pekppp_rules.submission import Period, Unit
from pekppp_rules.tables.carried import every_node, fields_of
from pekppp_rules.tables.cases import Case, cases_of
from pekppp_rules.tables.columns import names_in, shown_codes
from pekppp_rules.tables.input import forms_of
from pekppp_rules.tables.scored_columns import ScoredRow, ScoredTable
from pekppp_rules.tables.scored_plan import PlanOfTable, Wrong
from pekppp_rules.tables.status import SCORED, problem_of

MOST_TOLD = 100
"""Problems that are gathered before the rest of a table is left unread."""

_MODE = "unit.mode"
_LONGEST_NAME = 300
_LETTERS = Phrase("karakter", "characters")
_STATUSES = "ok, PKP-…"


@dataclass(frozen=True)
class Described:
    """What a table does not say of its units."""

    agency: str
    period: Period
    name: str | None
    """The column of their names; None where they are called as the column of the unit has it."""


@dataclass(frozen=True)
class UnitWithout:
    """A unit of a table that has no index, and why."""

    unit: str
    name: str
    status: str
    """As the table has it: the code of what is wrong, and its column."""
    problem: Problem


class UnitsOfTable:
    """Reads the units of one table under one package."""

    def __init__(self, package: Package, table: ScoredTable, described: Described) -> None:
        self._package = package
        self._table = table
        self._described = described
        cases = cases_of(package)
        self._fields = fields_of(cases)
        self._cases = {tuple(case.choice[field] for field in self._fields): case for case in cases}
        self._forms = forms_of(cases)
        self._surveys = _survey_columns(package)
        self._found = _finding_columns(package, table.columns)
        self._findings = {rule.id: counted_finding(rule) for rule in _checks(package)}
        self._texts = [table.unit, "status", "category", *map(column_name, self._fields)]
        self._texts += [] if described.name is None else [described.name]
        self._numbers = ["index_num", "index_den", "index_hundredths"]
        self._numbers += [f"{column_name(node)}_{part}" for node in every_node(cases) for part in ("num", "den")]
        self._numbers += [*self._surveys.values()]
        table.need([*self._texts, *self._numbers])
        self._numbers += [*self._found.values(), *(["evaluators"] if "evaluators" in table.columns else [])]
        self._at = {name: at for at, name in enumerate(self._numbers)}
        self._plans: dict[tuple[int, int], PlanOfTable] = {}
        self._rows_of: dict[str, int] = {}

    def read(self) -> tuple[list[ScoredUnit], list[UnitWithout]]:
        """Return the units that have an index and those that have none, both in the order of the table.

        Raises EvaluationError with what is wrong, at most 100 problems: PKP-741 to PKP-747, PKP-504, PKP-507, PKP-508, PKP-711.
        """
        scored: list[ScoredUnit] = []
        unscored: list[UnitWithout] = []
        problems: list[Problem] = []
        for row in self._table.rows(self._texts, self._numbers):
            unit, status = row.texts[:2]
            found = list(self._wrong_in_name(row))
            if not found and status == SCORED:
                one = self._unit(row, found)
                scored += [] if one is None else [one]
            elif not found:
                unscored.append(self._without(row, unit or "", status or ""))
            problems += [self._problem(row, wrong) for wrong in found]
            if len(problems) >= MOST_TOLD:
                break
        if problems:
            raise EvaluationError(problems[:MOST_TOLD])
        return scored, unscored

    def _without(self, row: ScoredRow, unit: str, status: str) -> UnitWithout:
        named = None if self._described.name is None else row.texts[self._texts.index(self._described.name)]
        problem = problem_of(status, unit)
        column = status.partition(" ")[2]
        if column in (rows := names_in([column], self._forms)):
            form, code = rows[column]
            scale = next(one.scale for one in self._forms if one.form == form and code in shown_codes(one))
            told = {**problem.parameters, "lowest": scale.lowest, "highest": scale.highest}
            problem = replace(problem, parameters=told)
        return UnitWithout(unit, named or unit, status, problem)

    def _wrong_in_name(self, row: ScoredRow) -> Iterator[Wrong]:
        unit, status = row.texts[:2]
        if status != SCORED and not (status or "").startswith("PKP-"):
            yield Wrong("PKP-504", "status", {"known": _STATUSES})
        if unit is None:
            if status == SCORED:
                yield Wrong("PKP-711", self._table.unit, {})
            return
        first = self._rows_of.setdefault(unit, row.at)
        if first != row.at:
            ends = {"first": first + self._table.first_line, "second": row.at + self._table.first_line}
            yield Wrong("PKP-744", self._table.unit, dict(ends))
        for column in dict.fromkeys((self._table.unit, self._described.name or self._table.unit)):
            called = row.texts[self._texts.index(column)]
            if called is None:
                yield Wrong("PKP-507", column, {"limit": 1, "what": _LETTERS})
            elif len(called) > _LONGEST_NAME:
                yield Wrong("PKP-508", column, {"limit": _LONGEST_NAME, "what": _LETTERS})

    def _unit(self, row: ScoredRow, found: list[Wrong]) -> ScoredUnit | None:
        """Return the unit of a row; None, with what is wrong added to `found`, where its numbers cannot be what was scored."""
        choice = row.texts[3 : 3 + len(self._fields)]
        case = self._cases.get(tuple(str(value) for value in choice))
        if case is None:
            for at, field in enumerate(self._fields):
                known = ", ".join(dict.fromkeys(values[at] for values in self._cases))
                found.append(Wrong("PKP-504", column_name(field), {"known": known}))
            return None
        plan = self._plan_of(case, row)
        totals = plan.totals(row.numbers, found)
        if totals is None:
            return None
        found += plan.disagreeing(row, totals)
        return ScoredUnit(
            self._package,
            plan.plan,
            totals,
            unit=self._called(row, case),
            period=self._described.period,
            respondents={
                name: row.numbers[self._at[column]] or 0
                for name, column in self._surveys.items()
                if name in plan.plan.needs
            },
            found=self._found_in(row),
        )

    def _plan_of(self, case: Case, row: ScoredRow) -> PlanOfTable:
        """Return the plan of a unit, by what it gives of what the index can depend on: whatever it lacks is blank."""
        mask = 0
        for at, name in enumerate(case.alternatives):
            nodes = [f"{name}.{code}" for code in case.forms[name].codes] if name in case.forms else [name]
            columns = [self._at.get(f"{column_name(node)}_num") for node in nodes]
            if any(column is not None and row.numbers[column] is not None for column in columns):
                mask |= 1 << at
        key = case.at, mask
        if key not in self._plans:
            plan = next(plan for plan, masks in case.plans if mask in masks)
            same = next((one for one in self._plans.values() if one.plan is plan), None)
            self._plans[key] = same or PlanOfTable(self._package, plan, self._at, self._surveys)
        return self._plans[key]

    def _called(self, row: ScoredRow, case: Case) -> Unit:
        unit, name = row.texts[0] or "", self._described.name
        given = {"agency": self._described.agency, "name": unit}
        if name is not None:
            given |= {"name": row.texts[self._texts.index(name)] or "", "code": unit}
        if _MODE in case.choice:
            given["mode"] = case.choice[_MODE]
        return Unit.model_validate(given)

    def _found_in(self, row: ScoredRow) -> tuple[Finding, ...] | None:
        """Return what the checks found, in the order of the package; None where the table does not tell."""
        if not self._found:
            return None
        return tuple(self._findings[code] for code, column in self._found.items() if row.numbers[self._at[column]])

    def _problem(self, row: ScoredRow, wrong: Wrong) -> Problem:
        place = self._table.place(row.at, wrong.column, row.texts[0])
        return Problem(wrong.code, place, wrong.told)


def period_of(table: ScoredTable, period: Period) -> Period:
    """Return the period of a table: as given, with scheme and stage from its columns where they stand there.

    Raises EvaluationError for a column that says otherwise (PKP-748) or several things (PKP-745).
    """
    told = period.model_dump(exclude_unset=True)
    problems = []
    for key in ("year", "scheme", "stage"):
        column = f"period_{key}"
        values = table.values(column) if column in table.columns else []
        given = told.get(key)
        parameters: dict[str, Parameter] = {"field": column, "values": ", ".join(map(shown, values))}
        if len(values) > 1:
            problems.append(Problem("PKP-745", table.place(), parameters))
        elif values and given is not None and values != [str(given)]:
            problems.append(Problem("PKP-748", table.place(), {**parameters, "expected": str(given)}))
        elif values:
            told[key] = values[0] if key != "year" else given
    if problems:
        raise EvaluationError(problems)
    return Period.model_validate(told)


def _survey_columns(package: Package) -> dict[str, str]:
    """Return by survey form the column with the number of its respondents, as `score_table` calls it."""
    names = list(dict.fromkeys(form.form for form in package.forms if isinstance(form, SurveyForm)))
    return {name: "respondents" if len(names) == 1 else f"respondents_{column_name(name)}" for name in names}


def _finding_columns(package: Package, columns: Sequence[str]) -> dict[str, str]:
    """Return by code of a check the column that counts what it found, where the table has it."""
    named = {rule.id: f"finding_{column_name(rule.id)}" for rule in _checks(package)}
    return {code: column for code, column in named.items() if column in columns}


def _checks(package: Package) -> Iterator[CheckRule]:
    return (rule for file in package.rules for rule in file.rules if isinstance(rule, CheckRule))
