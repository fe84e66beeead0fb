"""Units as a scored table and as submissions, from the same rows."""

from __future__ import annotations

from typing import Any

import pekppp_rules as pekppp
from pekppp_rules.regulation.model import RubricForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import all_choices
from tests.tables.frames import Tables, columns, frame_of, submission_of

AGENCY = "Kota Contoh"


def table_of(regulation: pekppp.Regulation, found: Tables, make: Any = lambda frame: frame, **options: Any) -> Any:
    """Return the rows as a scored table that carries what a report needs."""
    import polars as pl

    fields = sorted(all_choices(regulation.package)[0])
    assessments = frame_of(
        found.assessments, columns(regulation, (RubricForm, ValueForm)), ["unit", "evaluator", *fields], pl.Int64
    )
    responses = {
        form: make(
            frame_of(rows, [one for one in columns(regulation, SurveyForm) if one[0] == form], ["unit"], pl.Int64)
        )
        for form, rows in found.responses.items()
    }
    return regulation.score_table(
        make(assessments), responses or None, unit="unit", evaluator="evaluator", report=True, **options
    )


def evaluations_of(regulation: pekppp.Regulation, found: Tables, year: int | None = None) -> list[pekppp.Evaluation]:
    """Return the results of the units that can be evaluated."""
    made = []
    for unit in dict.fromkeys(row["unit"] for row in found.assessments):
        data = submission_of(regulation, found, unit)
        if year is not None:
            data["period"]["year"] = year
        if not regulation.validate(data):
            made.append(regulation.evaluate(pekppp.Submission.model_validate(data), engine="forward"))
    return made


def period_of(regulation: pekppp.Regulation) -> dict[str, Any]:
    """Return year, and scheme and stage where the regulation requires them, as the submissions have them."""
    told: dict[str, Any] = {"year": int(regulation.package.regulation.validity.from_.on[:4])}
    for values in regulation.package.regulation.fields:
        block, _, key = values.field.partition(".")
        if values.required and block == "period" and values.field not in all_choices(regulation.package)[0]:
            told[key] = values.values[0].code
    return told


def read(regulation: pekppp.Regulation, table: Any, **options: Any) -> pekppp.ScoredUnits:
    """Return the units of a table under a regulation."""
    given = {"agency": AGENCY, "unit": "unit", "regulation": regulation, **period_of(regulation), **options}
    return pekppp.scored_units(table, **given)


def told_by_both(picture: pekppp.AgencyPicture) -> Any:
    """Return everything of a picture that a table knows as well as submissions do: all but who found what."""
    rounds = []
    for one in picture.rounds:
        data = one.data("en")
        del data["findings"], data["findings_known"]
        results = [
            (
                item.rank,
                item.evaluation.unit.name,
                item.evaluation.category,
                item.evaluation.index,
                item.evaluation.nodes,
            )
            for item in one.aggregate.ranking
        ]
        rounds.append((data, one.distribution, one.aspects, one.rows, one.weakest, one.values, results))
    change = None if picture.change is None else picture.change.data("en")
    if change is not None:
        del change["before"]["findings"], change["before"]["findings_known"]
    return picture.agencies, rounds, change
