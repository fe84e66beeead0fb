"""Regulations small enough to try every way through them: up to four indicators, weights, roundings and categories at random."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.reading.yaml_reader import read_yaml
from pekppp_rules.testing import regulation_of
from tests.regulation.conftest import SMALL

WEIGHTS = st.integers(1, 9)


@st.composite
def small_regulations(draw: st.DrawFn) -> pekppp.Regulation:
    """Return the small package without variants, with indicators, weights, rounding and categories drawn."""
    files: dict[str, Any] = {name: read_yaml(text, name) for name, text in SMALL.items() if name != "f02_daring.yaml"}
    rubric, index, survey = files["f02_luring.yaml"], files["index.yaml"], files["f03.yaml"]
    del rubric["variant"]
    top = draw(st.integers(1, 3))
    rubric["scale"]["highest"] = top
    survey["scale"] = {"lowest": 0, "highest": 4}
    nodes = {node["id"]: node for node in index["nodes"]}
    for aspect in rubric["aspects"]:
        code = aspect["aspect"]
        weights = draw(st.lists(WEIGHTS, min_size=1, max_size=2))
        aspect["indicators"] = [
            {
                "code": f"{code}{at}",
                "title": {"id": f"Baris {code}{at}"},
                "weight": weight,
                "levels": {str(level): {"id": f"Level {level}"} for level in range(top + 1)},
            }
            for at, weight in enumerate(weights, start=1)
        ]
        nodes[f"f02.{code}"] |= {"kind": "weighted_mean", "out_of": sum(weights)}
    shares = draw(WEIGHTS), draw(WEIGHTS)
    for part, weight in zip(nodes["indeks"]["parts"], shares, strict=True):
        part["weight"] = weight
    nodes["indeks"]["out_of"] = sum(shares)
    highest = Fraction(shares[0] * top + shares[1] * 4, sum(shares))
    index["rounding"]["places"] = places = draw(st.integers(0, 2))
    is_rounded = draw(st.booleans())
    index["rounding"]["used_by"] = ["display", "category"] if is_rounded else ["display"]
    unit = 10**places if is_rounded else draw(st.sampled_from((3, 7, 100)))
    bounds = draw(st.sets(st.integers(1, int(highest * unit)), max_size=3)) if highest * unit >= 1 else set()
    files["categories.yaml"]["tables"][0]["categories"] = [
        {"letter": letter, "from": str(Fraction(bound, unit)), "name": {"id": letter}}
        for letter, bound in zip("ABCD", sorted(bounds | {0}, reverse=True), strict=False)
    ]
    for category in files["categories.yaml"]["tables"][0]["categories"]:
        if "/" not in category["from"]:
            category["from"] = int(category["from"])
    return regulation_of(files)


@st.composite
def poor_submissions(draw: st.DrawFn, regulation: pekppp.Regulation) -> pekppp.Submission:
    """Return a submission under a small regulation with mostly low levels, by one to three evaluators."""
    top = next(form.scale.highest for form in regulation.package.forms if form.form == "f02")
    codes = [row.code for aspect in regulation.form("f02").aspects for row in aspect.rows]
    level = st.sampled_from((0, 0, *range(top + 1)))
    sheets = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(codes, level)), min_size=1, max_size=3))
    means = draw(st.fixed_dictionaries(dict.fromkeys(("t1", "t2"), st.integers(0, 8).map(lambda half: half / 2))))
    return pekppp.Submission.model_validate(
        {
            "regulation": regulation.id,
            "unit": {"name": "Unit", "agency": "Instansi", "mode": "luring"},
            "period": {"year": 2022},
            "forms": {
                "f02": [{"evaluator": str(at), "scores": scores} for at, scores in enumerate(sheets)],
                "f03": {"means": means, "respondents": 5},
            },
        }
    )


def letters_of(regulation: pekppp.Regulation) -> dict[str, Fraction]:
    """Return the letters of the index with the bounds from which they hold, the highest first."""
    index = regulation.package.index
    root = next(node for node in index.nodes if node.id == index.root)
    if root.categories is None:
        return {}
    return {category.letter: category.from_ for category in regulation.package.table(root.categories).categories}
