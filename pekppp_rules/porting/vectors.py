"""Conformance vectors: an input, and the result that every port must find for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pekppp_rules.api import Regulation
from pekppp_rules.audit.answers import recorded_submission
from pekppp_rules.authoring.cases import case_inputs
from pekppp_rules.errors import PackageError, Place, Problem, SubmissionError
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.porting.edges import edge_inputs, edges, value_name
from pekppp_rules.porting.inputs import Covers, Input, generated_inputs
from pekppp_rules.reading import exact_text, to_exact
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.submission import Submission

MOST_VALUES = 2_000_000
"""A package of thousands of rows would fill the disk: each row is tried alone, and each vector names all nodes."""

Vector = dict[str, Any]


def vectors(regulation: Regulation, cases: Path | None) -> list[Vector]:
    """Return the vectors of a regulation: those of its cases first, then what is made from the package alone.

    Raises PackageError (PKP-015) where their nodes together are more than MOST_VALUES.
    """
    found: list[Vector] = []
    values = 0
    for vector in _every(regulation, cases):
        found.append(vector)
        values += len(vector["expect"].get("nodes", ()))
        if values > MOST_VALUES:
            raise PackageError(Problem("PKP-015", Place(file=regulation.id), {"limit": MOST_VALUES}))
    return found


def _every(regulation: Regulation, cases: Path | None) -> Iterator[Vector]:
    if cases is not None:
        yield from _of_cases(regulation, cases)
    for edge in edges(regulation.package):
        yield _of_value(regulation, value_name(edge), "edge", edge.value)
    for made in edge_inputs(regulation):
        yield _of_submission(regulation, made)
    for made in generated_inputs(regulation.package):
        vector = _of_submission(regulation, made)
        if made.covers != "refused" or "problems" in vector["expect"]:
            yield vector


def _of_cases(regulation: Regulation, folder: Path) -> Iterator[Vector]:
    for name, given in case_inputs(regulation, folder):
        full = f"case/{name}"
        if isinstance(given, Submission):
            yield _accepted(full, "case", regulation.evaluate(given, engine="forward"))
        else:
            yield _of_value(regulation, full, "case", given)


def _of_submission(regulation: Regulation, made: Input) -> Vector:
    submission = Submission.model_validate(made.data)
    try:
        return _accepted(made.name, made.covers, regulation.evaluate(submission, engine="forward"))
    except SubmissionError as error:
        codes = sorted({problem.code for problem in error.problems})
        recorded = recorded_submission(submission, "responses")
        return {"id": made.name, "covers": made.covers, "submission": recorded, "expect": {"problems": codes}}


def _accepted(name: str, covers: Covers, evaluation: Evaluation) -> Vector:
    return {
        "id": name,
        "covers": covers,
        "submission": recorded_submission(evaluation.submission, "responses"),
        "expect": _result(evaluation),
    }


def _result(evaluation: Evaluation) -> dict[str, Any]:
    index, category, nodes = evaluation.index, evaluation.category, evaluation.nodes
    return {
        "index": exact_text(index.value),
        "rounded": f"{index.rounded:f}",
        "conversion": None if index.conversion is None else f"{index.conversion:f}",
        "category": None if category is None else category.letter,
        "nodes": {name: exact_text(node.value) for name, node in nodes.items()},
        "categories": {name: node.category.letter for name, node in nodes.items() if node.category is not None},
        "findings": [{"code": one.code, "subject": one.subject} for one in evaluation.findings],
    }


def _of_value(regulation: Regulation, name: str, covers: Covers, value: Any) -> Vector:
    exact = to_exact(value)
    index = regulation.package.index
    root = next(node for node in index.nodes if node.id == index.root)
    rounded = rounded_half_up(exact.numerator, exact.denominator, index.rounding_of(root).places)
    expect = {"rounded": f"{rounded:f}", "category": regulation.categorise(exact).letter}
    return {"id": name, "covers": covers, "value": exact_text(exact), "expect": expect}
