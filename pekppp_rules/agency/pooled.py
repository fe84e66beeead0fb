"""Answers that pool to the totals of a unit of a table: who gave which is not known, and no node depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pekppp_rules.evaluation import ScoredUnit
from pekppp_rules.regulation.model import RubricForm, SurveyForm
from pekppp_rules.regulation.tree import scored_forms
from pekppp_rules.scoring import Totals
from pekppp_rules.submission import Submission


def pooled_submission(unit: ScoredUnit) -> Submission:
    """Return a submission with exactly the totals of a unit, to be evaluated under another regulation. Nobody gave it like that."""
    return Submission.model_validate(
        {
            "regulation": unit.regulation.id,
            **_fields(unit),
            "forms": dict(_forms(unit)),
        }
    )


def _fields(unit: ScoredUnit) -> dict[str, dict[str, Any]]:
    """Return unit and period; what a regulation requires and a table does not say gets the first value that it names.

    No number depends on such a field: a table says every field that chooses a variant of a form.
    """
    told = {
        "unit": unit.unit.model_dump(exclude_unset=True),
        "period": unit.period.model_dump(exclude_unset=True),
    }
    for values in unit.fields:
        block, _, key = values.field.partition(".")
        if values.required and key not in told[block]:
            first = values.values[0].code
            told[block][key] = [first] if values.field == "unit.services" else first
    return told


def _forms(unit: ScoredUnit) -> Iterator[tuple[str, Any]]:
    for name, form in scored_forms(unit._plan.forms.values()).items():
        if name not in unit._plan.needs:
            continue
        totals = unit._totals[name]
        if isinstance(form, SurveyForm):
            yield (
                name,
                {"totals": {"respondents": totals.count, "sums": dict(zip(form.codes, totals.sums, strict=True))}},
            )
        elif isinstance(form, RubricForm):
            yield (
                name,
                [
                    {"evaluator": str(at + 1), "scores": dict(zip(form.codes, sheet, strict=True))}
                    for at, sheet in enumerate(_sheets(totals))
                ],
            )
        else:
            needed = unit._plan.needs[name]
            values = zip(form.codes, totals.sums, strict=True)
            yield name, {"values": {code: Decimal(sum_) / totals.count for code, sum_ in values if code in needed}}


def _sheets(totals: Totals) -> Iterator[list[int]]:
    """Yield a sheet for each evaluator, levels as even as the sums allow, so that each is on the scale."""
    for at in range(totals.count):
        yield [sum_ // totals.count + (at < sum_ % totals.count) for sum_ in totals.sums]
