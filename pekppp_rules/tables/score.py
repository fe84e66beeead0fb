"""Score a table: open it, pool it, work out every unit, and give back a table of the caller's kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import narwhals as nw

from pekppp_rules.errors import EvaluationError, Parameter, Place, Problem, shown
from pekppp_rules.errors.suggest import closest
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import RubricForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import column_name, row_id
from pekppp_rules.submission.missing import required_forms
from pekppp_rules.tables.beyond import with_units_beyond
from pekppp_rules.tables.carried import Carried, every_node
from pekppp_rules.tables.cases import Case, cases_of
from pekppp_rules.tables.checks import Checks, table_findings
from pekppp_rules.tables.exact import integer
from pekppp_rules.tables.fact_columns import complete_facts
from pekppp_rules.tables.facts import Facts
from pekppp_rules.tables.findings import FindingColumns
from pekppp_rules.tables.input import Input, open_input
from pekppp_rules.tables.pooled import Frame, Names, Pooling, with_columns
from pekppp_rules.tables.status import SOMETHING_WRONG
from pekppp_rules.tables.units import PlanAt, Units, plans_of


def score_table(
    package: Package,
    assessments: object,
    responses: object = None,
    *,
    unit: str = "unit_id",
    mode: str | None = None,
    evaluator: str | None = None,
    nodes: Sequence[str] = (),
    findings: bool = False,
    overflow: Literal["status", "scalar"] = "status",
    report: bool = False,
) -> object:
    """Return a table with a row for every unit; see `Regulation.score_table`."""
    cases = cases_of(package)
    check_nodes(nodes, cases)
    carried = Carried(tuple(nodes), tuple(every_node(cases)) if report else (), package if report else None)
    given, restore = open_input(
        cases,
        assessments,
        responses,
        unit=unit,
        mode=mode,
        evaluator=evaluator,
        facts_of=package if findings else None,
    )
    result = _scored(package, given, carried, findings=findings, detailed=given.is_lazy)
    if isinstance(result, nw.DataFrame):
        result = _looked_at_closely(package, given, carried, result, findings=findings)
        if overflow == "scalar":
            result = with_units_beyond(package, given, carried.nodes, result)
        result = result.sort("unit", nulls_last=True)
    elif overflow == "scalar":
        raise EvaluationError(Problem("PKP-716", Place()))
    return restore(result.rename({"unit": unit}))


def _looked_at_closely(
    package: Package, given: Input, carried: Carried, result: nw.DataFrame[Any], *, findings: bool
) -> nw.DataFrame[Any]:
    """Score the units with a row that does not fit once more, to say what is wrong: with few of them that costs little."""
    wrong = nw.col("status") == SOMETHING_WRONG
    units = result.filter(wrong).select("unit")
    if not len(units):
        return result
    again = replace(
        given,
        assessments=None if given.assessments is None else _among(given.assessments, units),
        surveys={name: (_among(frame, units), columns) for name, (frame, columns) in given.surveys.items()},
    )
    told = _scored(package, again, carried, findings=findings, detailed=True)
    assert isinstance(told, nw.DataFrame)
    return nw.concat([result.filter(~wrong), told])


def _among(frame: Frame, units: nw.DataFrame[Any]) -> Frame:
    assert isinstance(frame, nw.DataFrame)
    return frame.join(units, on="unit", how="semi")


def _scored(package: Package, given: Input, carried: Carried, *, findings: bool, detailed: bool) -> Frame:
    root, nodes = package.index.root, carried.nodes
    plans = plans_of(given.cases, root, nodes)
    made: list[str] = []
    every: list[Checks] = []
    if findings:
        complete = complete_facts(package, [cell.name for cells in given.facts.values() for cell in cells])
        every = [Checks(one, package, complete) for one in plans]
        made = [code for code, why in table_findings(package, every).items() if why is None]
        looked_at = dict.fromkeys(name for checks in every for name in sorted(checks.nodes))
        plans = plans_of(given.cases, root, (*nodes, *looked_at))
        every = [checks.at(one) for checks, one in zip(every, plans, strict=True)]
    names = Names()
    sums: dict[tuple[int, str, str], str] = {}
    statuses: dict[str, list[str]] = {}
    facts = Facts(given.facts, plans, names, given.by_evaluator, detailed) if given.facts else None
    frame: Frame | None = None
    if given.assessments is not None:
        pooling = Pooling(given.columns, names, detailed, statuses)
        _pool_assessments(pooling, given, plans, sums)
        _pool_spreads(pooling, every)
        if facts is not None:
            facts.pool(pooling)
        frame = pooling.pooled(given.assessments, by_evaluator=given.by_evaluator)
        if not given.by_evaluator:
            frame = frame.with_columns(integer(nw.lit(1)).alias("sheets"))
    for name, (table, columns) in given.surveys.items():
        pooling = Pooling(columns, names, detailed, statuses)
        _pool_form(pooling, name, plans, sums)
        pooled = pooling.pooled(table).rename({"rows": names("rows", name)})
        frame = pooled if frame is None else _joined(frame, pooled)
    assert frame is not None
    missing = [name for name in given.names_of(SurveyForm) if name not in given.surveys]
    frame = with_columns(frame, **{names("rows", name): integer(nw.lit(0)) for name in missing})
    if given.assessments is None:
        frame = _without_assessments(frame, given, plans, names, sums, statuses, every)
    for name in missing:
        pooling = Pooling({}, names, detailed, statuses)
        _pool_form(pooling, name, plans, sums)
        frame = with_columns(frame, **pooling.blanks)
    units = Units(
        plans=plans,
        columns=given.columns,
        required=required_forms(package),
        fields=given.fields,
        has_assessments=given.assessments is not None,
        by_evaluator=given.by_evaluator,
        detailed=detailed,
        names=names,
        sums=sums,
        statuses=statuses,
        other_reasons=list(facts.reasons()) if facts is not None else (),
    )
    frame = units.with_numbers(units.with_status(units.with_plan(frame)))
    frame, counts = FindingColumns(names, every, facts).written(frame, made)
    told = [count.alias(f"finding_{column_name(code)}") for code, count in zip(made, counts, strict=True)]
    return frame.select(*_output(units, root, carried, given, names), *told, nw.col("status"))


def _pool_assessments(
    pooling: Pooling, given: Input, plans: Sequence[PlanAt], sums: dict[tuple[int, str, str], str]
) -> None:
    for field, column in given.fields.items():
        if column is not None:
            pooling.same_text(given.alias_of(field), field)
    for case in given.cases:
        for form in case.forms.values():
            if isinstance(form, ValueForm):
                pooling.values(case, form)
    for name in given.names_of(RubricForm):
        pooling.is_given(name)
        _pool_form(pooling, name, plans, sums)


def _pool_form(pooling: Pooling, name: str, plans: Sequence[PlanAt], sums: dict[tuple[int, str, str], str]) -> None:
    for case in {one.case.at: one.case for one in plans}.values():
        pooling.is_sound(case, name)
    for one in plans:
        for node in one.nodes:
            for form, weights in one.plan.nodes[node].weights:
                if form == name and any(weights):
                    sums[one.at, node, form] = pooling.weighted_sum(one.case.forms[form], weights)


def _pool_spreads(pooling: Pooling, every: Sequence[Checks]) -> None:
    compared = {id(checks): checks.spreads for checks in every}
    rows = {
        (form.form, code): form
        for checks in every
        for form in checks.one.case.forms.values()
        for code in form.codes
        if row_id(form.form, code) in compared[id(checks)]
    }
    for (_, code), form in rows.items():
        pooling.spread(form, code)


def _without_assessments(
    frame: Frame,
    given: Input,
    plans: Sequence[PlanAt],
    names: Names,
    sums: dict[tuple[int, str, str], str],
    statuses: dict[str, list[str]],
    every: Sequence[Checks],
) -> Frame:
    """Add what a table of assessments would have said: nothing."""
    zero = integer(nw.lit(0))
    columns = {"rows": integer(nw.lit(1)), "sheets": integer(nw.lit(1))}
    pooling = Pooling({}, names, False, statuses)
    _pool_assessments(pooling, given, plans, sums)
    _pool_spreads(pooling, every)
    columns |= pooling.blanks
    columns |= {names("given", name): zero for name in given.names_of(RubricForm)}
    return frame.with_columns(**columns)


def _output(units: Units, root: str, carried: Carried, given: Input, names: Names) -> list[nw.Expr]:
    columns = [
        nw.col("unit"),
        units.numerator(root).alias("index_num"),
        units.denominator(root).alias("index_den"),
        units.hundredths(root).alias("index_hundredths"),
        units.letter(root).alias("category"),
    ]
    if given.names_of(RubricForm):
        columns.append(nw.col("rows").fill_null(0).alias("evaluators"))
    surveys = given.names_of(SurveyForm)
    for name in surveys:
        label = "respondents" if len(surveys) == 1 else f"respondents_{column_name(name)}"
        columns.append(nw.col(names("rows", name)).fill_null(0).alias(label))
    columns += list(carried.identity(units))
    for node in carried.nodes:
        label = column_name(node)
        columns += [
            units.numerator(node).alias(f"{label}_num"),
            units.denominator(node).alias(f"{label}_den"),
        ]
        if node not in carried.asked:
            continue
        columns += [
            units.units(node).alias(f"{label}_units"),
            units.letter(node).alias(f"{label}_category"),
        ]
    return columns


def _joined(one: Frame, other: Frame) -> Frame:
    """Join by unit, so that a unit that stands in one of them only is kept."""
    both: Any = one
    joined: Frame = both.join(
        other.rename({"unit": "unit_of_other"}), left_on="unit", right_on="unit_of_other", how="full"
    )
    return joined.with_columns(nw.coalesce("unit", "unit_of_other").alias("unit")).drop("unit_of_other")


def check_nodes(nodes: Sequence[str], cases: Sequence[Case]) -> None:
    """Raise EvaluationError (PKP-404), with a did-you-mean, for every node that no plan has."""
    known = {name for case in cases for plan, _ in case.plans for name in plan.nodes}
    problems = []
    for name in dict.fromkeys(nodes):
        if name not in known:
            told: dict[str, Parameter] = {"name": shown(name)}
            near = closest(name, known)
            problems.append(Problem("PKP-404", Place(), told if near is None else {**told, "suggestion": near}))
    if problems:
        raise EvaluationError(problems)
