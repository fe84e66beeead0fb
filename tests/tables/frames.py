"""Tables at random with what is wrong in them, the same as submissions, and the kinds of table there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import polars as pl
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.model import RubricForm, ScoredForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import all_choices, chosen_forms, column_name, scored_forms
from pekppp_rules.tables.cases import cases_of

Row = dict[str, Any]
"""A row of a table; columns of the forms by their node id."""


@dataclass
class Tables:
    """Rows of assessments and, by survey, of responses."""

    assessments: list[Row] = field(default_factory=list)
    responses: dict[str, list[Row]] = field(default_factory=dict)


def columns(
    regulation: pekppp.Regulation, kind: type[ScoredForm] | tuple[type[ScoredForm], ...]
) -> list[tuple[str, str]]:
    """Return form and code of every column that tables under the regulation have for forms of a kind."""
    forms = [form for form in regulation.package.forms if isinstance(form, kind)]
    return list(dict.fromkeys((form.form, code) for form in forms for code in form.codes))


@st.composite
def tables(
    draw: st.DrawFn, regulation: pekppp.Regulation, *, least: int = 1, units: int = 4, damage: bool = True
) -> Tables:
    """Draw tables in which some units are whole and some are not."""
    found = Tables(responses={name: [] for name, _ in columns(regulation, SurveyForm)})
    choices = all_choices(regulation.package)
    for at in range(draw(st.integers(least, units))):
        choice = draw(st.sampled_from(choices))
        forms = scored_forms(chosen_forms(regulation.package, choice).values())
        is_whole = not damage or draw(st.booleans())
        sheets = range(draw(st.integers(1, 3)))
        values = {
            f"{name}.{code}": draw(_value(form) if draw(st.booleans()) else st.none())
            for name, form in forms.items()
            if isinstance(form, ValueForm)
            for code in form.codes
        }
        rubrics = {
            name for name, form in forms.items() if isinstance(form, RubricForm) and (is_whole or draw(st.booleans()))
        }
        for sheet in sheets:
            row: Row = {"unit": f"u{at}", "evaluator": f"e{sheet}", **choice, **values}
            for name in rubrics:
                row |= {
                    f"{name}.{code}": draw(st.integers(forms[name].scale.lowest, forms[name].scale.highest))
                    for code in forms[name].codes
                }
            found.assessments.append(row)
        for name in found.responses:
            form = forms.get(name)
            for _ in range(draw(st.integers(1 if is_whole else 0, 4)) if form is not None else 0):
                answers = {
                    f"{name}.{code}": draw(st.integers(form.scale.lowest, form.scale.highest)) for code in form.codes
                }
                found.responses[name].append({"unit": f"u{at}", **answers})
        if not is_whole:
            _damage(draw, regulation, found, f"u{at}")
    return found


def _value(form: ValueForm) -> st.SearchStrategy[Decimal]:
    return st.decimals(form.scale.lowest, form.scale.highest, places=2)


def _damage(draw: st.DrawFn, regulation: pekppp.Regulation, found: Tables, unit: str) -> None:
    """Blank a cell of a unit, or put in what does not belong there."""
    rows = [
        row
        for row in (*found.assessments, *(row for rows in found.responses.values() for row in rows))
        if row["unit"] == unit
    ]
    row = draw(st.sampled_from(rows))
    kinds = (RubricForm,) if "evaluator" in row else (SurveyForm,)
    names = [f"{form}.{code}" for form, code in columns(regulation, kinds)]
    if names:
        row[draw(st.sampled_from(names))] = draw(st.none() | st.integers(-1, 7))


def submission_of(regulation: pekppp.Regulation, found: Tables, unit: str) -> dict[str, Any]:
    """Return what the tables say of one unit, as a submission."""
    package = regulation.package
    data: dict[str, Any] = {
        "regulation": package.regulation.id,
        "unit": {"name": unit, "agency": "Kota Contoh"},
        "period": {"year": int(package.regulation.validity.from_.on[:4])},
        "forms": {},
    }
    rows = [row for row in found.assessments if row["unit"] == unit]
    fields = {one.field: one.values[0].code for one in package.regulation.fields if one.required}
    fields |= {name: value for name, value in (rows[0] if rows else {}).items() if name in all_choices(package)[0]}
    for name, value in fields.items():
        block, _, key = name.partition(".")
        data[block][key] = [value] if name == "unit.services" else value
    forms = data["forms"]
    for name in dict.fromkeys(form for form, _ in columns(regulation, RubricForm)):
        sheets = [{"evaluator": row["evaluator"], "scores": _given(row, name)} for row in rows]
        if any(sheet["scores"] for sheet in sheets):
            forms[name] = sheets
    for name in dict.fromkeys(form for form, _ in columns(regulation, ValueForm)):
        if rows and _given(rows[0], name):
            forms[name] = {"values": _given(rows[0], name)}
    for name, answers in found.responses.items():
        if mine := [_given(row, name) for row in answers if row["unit"] == unit]:
            forms[name] = {"responses": mine}
    return data


def _given(row: Row, form: str) -> dict[str, Any]:
    return {
        name[len(form) + 1 :]: cell for name, cell in row.items() if name.startswith(f"{form}.") and cell is not None
    }


@dataclass(frozen=True)
class Scored:
    """What is expected of a unit, or what a table said of it."""

    index: Fraction
    hundredths: int
    letter: str | None
    nodes: tuple[tuple[str, Fraction], ...]
    """Every node that the unit's plan has, with its exact value."""


def expected(regulation: pekppp.Regulation, found: Tables, unit: str) -> Scored | set[str]:
    """Return what `evaluate` says: the index and its category, or the codes of what is wrong."""
    data = submission_of(regulation, found, unit)
    if problems := regulation.validate(data):
        return {problem.code for problem in problems}
    evaluation = regulation.evaluate(pekppp.Submission.model_validate(data))
    letter = evaluation.category.letter if evaluation.category is not None else None
    nodes = tuple(sorted((name, node.value) for name, node in evaluation.nodes.items()))
    return Scored(evaluation.index.value, int(evaluation.index.rounded * 100), letter, nodes)


def said(row: Row, nodes: list[str]) -> Scored | str:
    """Return what a row of a result says: the index and its category, or the code of what is wrong."""
    if row["status"] != "ok":
        assert row["index_num"] is row["index_den"] is row["index_hundredths"] is row["category"] is None
        return str(row["status"]).partition(" ")[0]
    names = {column_name(name): name for name in nodes}
    values = {
        name: Fraction(row[f"{column}_num"], row[f"{column}_den"])
        for column, name in names.items()
        if row[f"{column}_num"] is not None
    }
    index = Fraction(row["index_num"], row["index_den"])
    return Scored(index, row["index_hundredths"], row["category"], tuple(sorted(values.items())))


def every_node(regulation: pekppp.Regulation) -> list[str]:
    """Return the ids of all nodes that a unit can have."""
    return list(
        dict.fromkeys(name for case in cases_of(regulation.package) for plan, _ in case.plans for name in plan.nodes)
    )


TYPES = [pl.Int64, pl.Int8, pl.Int16, pl.Int32, pl.Float64, pl.Float32, pl.Decimal(10, 2)]


def frame_of(rows: list[Row], names: list[tuple[str, str]], texts: list[str], dtype: Any) -> pl.DataFrame:
    """Return rows as a table of Polars with the scores as one type; every column is there, also one that holds nothing."""
    schema: dict[str, Any] = dict.fromkeys(texts, pl.String)
    data = {name: [row.get(name) for row in rows] for name in texts}
    for form, code in names:
        name = f"{form}.{code}"
        data[name] = [row.get(name) for row in rows]
        fractions = any(isinstance(cell, Decimal) for cell in data[name])
        schema[name] = dtype
        if fractions:
            schema[name] = dtype if isinstance(dtype, pl.Decimal) else pl.Float64
        if schema[name] in (pl.Float64, pl.Float32):
            data[name] = [None if cell is None else float(cell) for cell in data[name]]
    return pl.DataFrame(data, schema=schema)


def _rows_of_duckdb(relation: Any) -> list[Row]:
    return relation.to_arrow_table().to_pylist()


def _rows_of_pandas(frame: Any) -> list[Row]:
    import pandas as pd

    return [{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in frame.to_dict("records")]


BACK_ENDS: dict[str, tuple[Callable[[pl.DataFrame], Any], Callable[[Any], list[Row]]]] = {
    "polars": (lambda frame: frame, lambda result: result.to_dicts()),
    "polars lazy": (lambda frame: frame.lazy(), lambda result: result.collect().to_dicts()),
    "pyarrow": (lambda frame: frame.to_arrow(), lambda result: result.to_pylist()),
    "pandas": (lambda frame: frame.to_pandas(), _rows_of_pandas),
    "duckdb": (lambda frame: duckdb.from_arrow(frame.to_arrow()), _rows_of_duckdb),
}
"""By kind of table, how to make one, and how to read the rows of a result."""
