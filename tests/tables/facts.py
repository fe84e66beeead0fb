"""What units state, at random, as columns of a table and as answers of a submission."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.model import FactsForm, RubricForm, SetFact, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import all_choices, chosen_forms
from pekppp_rules.testing.answers import fact_answers
from tests.tables.frames import Row, Tables, columns, frame_of, submission_of, tables

TYPES: dict[str, Any] = {
    **dict.fromkeys(("one", "text", "date"), pl.String),
    "bool": pl.Boolean,
    "other": pl.Int64,
    "int": pl.Int64,
}
NUMBERS = (pl.Float64, pl.Decimal(30, 6), pl.Decimal(20, 7))
WHOLES = (pl.Int64, pl.Float64, pl.Decimal(20, 2), pl.Int32)

Answers = dict[str, dict[str, dict[str, Any]]]
"""By unit and form, what is stated."""


@st.composite
def stated_tables(draw: st.DrawFn, regulation: pekppp.Regulation, *, units: int = 4) -> tuple[Tables, Answers]:
    """Draw tables of whole units, most of which state facts: those they are asked for, and seldom one they are not."""
    found = draw(tables(regulation, units=units, damage=False))
    answers: Answers = {}
    for row in found.assessments:
        if row["unit"] in answers:
            continue
        choice = {field: row[field] for field in all_choices(regulation.package)[0]}
        answers[row["unit"]] = {}
        for name, form in chosen_forms(regulation.package, choice).items():
            if isinstance(form, FactsForm) and draw(st.integers(0, 5)):
                said = {**fact_answers(draw, form)["answers"]}
                if said and not draw(st.integers(0, 6)):  # what later ones are asked for is gone
                    said.pop(next(iter(said)))
                if said:
                    answers[row["unit"]][name] = said
    return found, answers


def cells_of(regulation: pekppp.Regulation, choice: Row, answers: dict[str, dict[str, Any]]) -> Row:
    """Return what a unit of some variant states as cells of a row, by code of the column."""
    facts = {
        f"{form.form}.{fact.id}": fact
        for form in chosen_forms(regulation.package, choice).values()
        if isinstance(form, FactsForm)
        for _, fact in form.asked()
    }
    row: Row = {}
    for form, said in answers.items():
        for name, value in said.items():
            fact = facts[f"{form}.{name}"]
            if isinstance(fact, SetFact):
                codes = [one for one in value if isinstance(one, str)]
                row |= {f"{form}.{name}.{option.code}": option.code in codes for option in fact.options}
                if fact.other:
                    row[f"{form}.{name}.other"] = len(value) - len(codes)
            else:
                row[f"{form}.{name}"] = value
    return row


def assessments_of(
    regulation: pekppp.Regulation, found: Tables, answers: Answers, *, number: Any = pl.Float64, whole: Any = pl.Int64
) -> pl.DataFrame:
    """Return the assessments with every column of facts; every second one is called as databases take it."""
    fields = sorted(all_choices(regulation.package)[0])
    frame = frame_of(
        found.assessments, columns(regulation, (RubricForm, ValueForm)), ["unit", "evaluator", *fields], pl.Int64
    )
    rows = [cells_of(regulation, row, answers[row["unit"]]) for row in found.assessments]
    made = []
    for at, column in enumerate(regulation.fact_columns()):
        dtype = {**TYPES, "int": whole}.get(column.type, number)
        cells = [row.get(column.code) for row in rows]
        if dtype == pl.Float64:
            cells = [None if cell is None else float(cell) for cell in cells]
        elif isinstance(dtype, pl.Decimal):
            cells = [None if cell is None else Decimal(cell) for cell in cells]
        made.append(pl.Series(column.column if at % 2 else column.code, cells, dtype=dtype))
    return frame.with_columns(made)


def responses_of(regulation: pekppp.Regulation, found: Tables) -> dict[str, pl.DataFrame]:
    """Return the responses by form."""
    return {
        form: frame_of(rows, [one for one in columns(regulation, SurveyForm) if one[0] == form], ["unit"], pl.Int64)
        for form, rows in found.responses.items()
    }


def stated_submission(regulation: pekppp.Regulation, found: Tables, answers: Answers, unit: str) -> dict[str, Any]:
    """Return what the tables say of one unit, as a submission."""
    data = submission_of(regulation, found, unit)
    data["forms"] |= {form: {"answers": said} for form, said in answers[unit].items()}
    return data
