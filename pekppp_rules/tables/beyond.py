"""Units too large for a table: scored one by one in whole numbers of any size, for callers who hold their tables in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd
from typing import Any

import narwhals as nw

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import RubricForm, ScoredForm, SurveyForm, ValueForm
from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.regulation.tree import column_name, row_id
from pekppp_rules.scoring import Plan, Totals
from pekppp_rules.tables.cases import Case
from pekppp_rules.tables.exact import DECIMAL_PLACES
from pekppp_rules.tables.input import Input
from pekppp_rules.tables.pooled import Columns
from pekppp_rules.tables.status import SCORED

_MOST = 2**63
_TOO_LARGE = "PKP-704"


def with_units_beyond(
    package: Package, given: Input, nodes: Sequence[str], result: nw.DataFrame[Any]
) -> nw.DataFrame[Any]:
    """Return the result with an index for every unit that only its size kept from one (PKP-704).

    Its fractions are in lowest terms; a unit keeps its status where even those do not fit a column. Its findings stay empty.
    """
    too_large = nw.col("status").str.starts_with(_TOO_LARGE)
    rows = result.filter(too_large).rows(named=True)
    scored = [_scored(package, given, nodes, row) for row in rows]
    if not rows:
        return result
    columns = {name: [row[name] for row in scored] for name in result.columns}
    made = nw.from_dict(columns, schema=result.schema, backend=result.implementation)
    if result.implementation.is_pyarrow():  # which has two kinds of text
        made = nw.from_native(made.to_native().cast(result.to_native().schema), eager_only=True)
    return nw.concat([result.filter(~too_large), made])


def _scored(package: Package, given: Input, nodes: Sequence[str], row: Mapping[str, Any]) -> dict[str, Any]:
    case, answers, there = _totals(given, row["unit"])
    mask = sum(1 << at for at, name in enumerate(case.alternatives) if name in there)
    plan = next(plan for plan, masks in case.plans if mask in masks)
    totals = plan.with_steps(answers)
    root = package.index.root
    found = {**row, "status": SCORED, **_index(plan, root, totals)}
    for node in nodes:
        if node in plan.nodes:
            found |= _node(plan, node, totals)
    return found if all(abs(cell) < _MOST for cell in found.values() if isinstance(cell, int)) else dict(row)


def _index(plan: Plan, root: str, totals: Mapping[str, Totals]) -> dict[str, Any]:
    planned = plan.nodes[root]
    numerator, denominator = planned.ratio(totals)
    units = round_half_up(numerator, denominator, min(planned.places, 2))
    divisor = gcd(numerator, denominator)
    return {
        "index_num": numerator // divisor,
        "index_den": denominator // divisor,
        "index_hundredths": units * 10 ** (2 - min(planned.places, 2)),
        "category": planned.bands.find(numerator, denominator).letter if planned.bands is not None else None,
    }


def _node(plan: Plan, node: str, totals: Mapping[str, Totals]) -> dict[str, Any]:
    planned, label = plan.nodes[node], column_name(node)
    numerator, denominator = planned.ratio(totals)
    divisor = gcd(numerator, denominator)
    return {
        f"{label}_num": numerator // divisor,
        f"{label}_den": denominator // divisor,
        f"{label}_units": round_half_up(numerator, denominator, planned.places),
        f"{label}_category": planned.bands.find(numerator, denominator).letter if planned.bands is not None else None,
    }


def _totals(given: Input, unit: object) -> tuple[Case, dict[str, Totals], set[str]]:
    """Return the case of a unit, its pooled answers, and what it gives of what an index can depend on."""
    rows = [] if given.assessments is None else list(_rows(given.assessments, unit))
    case = next(case for case in given.cases if _chooses(case, given, rows))
    totals: dict[str, Totals] = {}
    there: set[str] = set()
    for name, form in case.forms.items():
        if isinstance(form, ValueForm):
            cells = {code: _value(rows, given.columns.get((name, code))) for code in form.codes}
            there |= {row_id(name, code) for code, value in cells.items() if value is not None}
            values = (value or Fraction(0) for value in cells.values())
            totals[name] = Totals(10**DECIMAL_PLACES, tuple(int(value * 10**DECIMAL_PLACES) for value in values))
            continue
        pooled = _pooled(form, rows, given.columns)
        if isinstance(form, SurveyForm) and name in given.surveys:
            frame, columns = given.surveys[name]
            pooled = _pooled(form, _rows(frame, unit), columns)
        if pooled is not None:
            totals[name] = pooled
            there.add(name)
    return case, totals, there


def _rows(frame: Any, unit: object) -> Iterator[dict[str, Any]]:
    rows: Iterator[dict[str, Any]] = frame.filter(nw.col("unit") == unit).iter_rows(named=True)
    return rows


def _chooses(case: Case, given: Input, rows: Sequence[Mapping[str, Any]]) -> bool:
    return all(
        column is None or (bool(rows) and rows[0][given.alias_of(field)] == case.choice[field])
        for field, column in given.fields.items()
    )


def _pooled(form: ScoredForm, rows: Any, columns: Columns) -> Totals | None:
    """Return the sums over the rows of a unit, which have passed every check but that of their size; None without any."""
    aliases = [column.alias for code in form.codes if (column := columns.get((form.form, code))) is not None]
    if len(aliases) < len(form.codes) or (isinstance(form, RubricForm) and not rows):
        return None
    count, sums = 0, [0] * len(aliases)
    for row in rows:
        count += 1
        sums = [total + int(row[alias]) for total, alias in zip(sums, aliases, strict=True)]
    return Totals(count, tuple(sums)) if count else None


def _value(rows: Sequence[Mapping[str, Any]], column: Any) -> Fraction | None:
    cells = [row[column.alias] for row in rows if row[column.alias] is not None] if column is not None else []
    if not cells:
        return None
    return Fraction(Decimal(repr(cells[0]))) if isinstance(cells[0], float) else Fraction(cells[0])
