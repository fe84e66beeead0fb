"""A first case for a package that has none yet: every answer the highest, and what the engine makes of it."""

from __future__ import annotations

from typing import Any

from pekppp_rules.api import Regulation
from pekppp_rules.authoring.cases import case_submission, usual_fields
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import FactsForm, ScoredForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import chosen_forms


def starting_case(regulation: Regulation) -> dict[str, Any]:
    """Return a file of cases as plain data. Its result was computed, not worked out by hand, and it says so."""
    package = regulation.package
    chosen = chosen_forms(package, usual_fields(package))
    needed = [form for one in package.index.requires if (form := chosen.get(one.form)) is not None]
    forms = {form.form: _highest(form) for form in needed if not isinstance(form, FactsForm)}
    case: dict[str, Any] = {"id": "semua_tertinggi", "forms": forms}
    evaluation = regulation.evaluate(case_submission(case, regulation))
    expect = {
        "letter": evaluation.category.letter if evaluation.category is not None else "-",
        "exact": exact_text(evaluation.index.value),
        "rounded": str(evaluation.index.rounded),
    }
    about = {
        "id": "GANTI: hasil di bawah dihitung pustaka ini, bukan dengan tangan; cocokkan, lalu tambahkan kasus",
        "en": "REPLACE: the results below were computed by this library, not by hand; compare them, then add cases",
    }
    return {"kind": "cases", "about": about, "cases": [{**case, "expect": expect}]}


def _highest(form: ScoredForm) -> Any:
    answers = {"fill": form.scale.highest}
    if isinstance(form, SurveyForm):
        return {"means": answers}
    return {"values": answers} if isinstance(form, ValueForm) else [answers]
