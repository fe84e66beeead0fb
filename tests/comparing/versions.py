"""Pairs of regulations for comparing: a small one, and the same with other weights, rounding or category bounds."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.errors import PackageError
from pekppp_rules.regulation.authored import authored
from pekppp_rules.testing import regulation_of
from tests.evaluation.small_regulations import WEIGHTS, small_regulations

Sections = dict[str, Any]


def sections(regulation: pekppp.Regulation) -> Sections:
    """Return what a regulation says, as an author would write it; a copy of the caller's own."""
    return deepcopy(authored(regulation.package))


def regulation_from(written: Sections) -> pekppp.Regulation:
    """Return the regulation that says this. Raises PackageError as loading does."""
    files = {f"{kind}.yaml": section for kind, section in written.items() if kind not in {"forms", "rules"}}
    for kind in ("forms", "rules"):
        files |= {f"{kind}_{at}.yaml": section for at, section in enumerate(written.get(kind, []))}
    return regulation_of(files)


def judged_by(
    tree: pekppp.Regulation, rounding: pekppp.Regulation, bounds: pekppp.Regulation
) -> pekppp.Regulation | None:
    """Return the index tree of one with the rounding of another and the category bounds of a third; None where they clash."""
    written = sections(tree)
    written["index"]["rounding"] = sections(rounding)["index"]["rounding"]
    written["categories"] = sections(bounds)["categories"]
    try:
        return regulation_from(written)
    except PackageError:
        return None


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[pekppp.Regulation, pekppp.Regulation]:
    """Return two versions with the same questions and scale, and other weights, rounding and category bounds."""
    before = draw(small_regulations())
    written = sections(before)
    nodes = {node["id"]: node for node in written["index"]["nodes"]}
    rubric = next(form for form in written["forms"] if form["form"] == "f02")
    for aspect in rubric["aspects"]:
        weights = [draw(WEIGHTS) for _ in aspect["indicators"]]
        for row, weight in zip(aspect["indicators"], weights, strict=True):
            row["weight"]["value"] = weight
        nodes[f"f02.{aspect['aspect']}"]["out_of"] = sum(weights)
    places = draw(st.integers(0, 2))
    used_by = draw(st.sampled_from((["display"], ["display", "category"])))
    written["index"]["rounding"] |= {"places": places, "used_by": used_by}
    highest = before.evaluate(full(before)).index.value
    units = draw(st.sets(st.integers(1, max(1, int(highest * 10**places))), max_size=3))
    named = {key: written["categories"][key] for key in ("source", "confidence")}
    written["categories"]["tables"][0]["categories"] = [
        {**named, "letter": letter, "from": ratio(Fraction(unit, 10**places)), "name": {"id": letter}}
        for letter, unit in zip("ABCD", sorted(units | {0}, reverse=True), strict=False)
    ]
    return before, regulation_from(written)


def ratio(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)


def full(regulation: pekppp.Regulation) -> pekppp.Submission:
    """Return a submission under a small regulation with the highest level everywhere."""
    forms = {form.form: form for form in regulation.package.forms}
    rubric, survey = forms["f02"], forms["f03"]
    return pekppp.Submission.model_validate(
        {
            "regulation": regulation.id,
            "unit": {"name": "Unit", "agency": "Kota", "mode": "luring"},
            "period": {"year": 2022},
            "forms": {
                "f02": [{"evaluator": "E", "scores": dict.fromkeys(rubric.codes, rubric.scale.highest)}],
                "f03": {"responses": [dict.fromkeys(survey.codes, survey.scale.highest)]},
            },
        }
    )
