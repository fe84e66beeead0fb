"""Raising indicators by hand: submissions with other levels, and the cheapest way found by trying every one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import floor

import pekppp_rules as pekppp

Row = tuple[str, str]
"""A form and a code of it."""


def counted_rows(evaluation: pekppp.Evaluation) -> dict[Row, tuple[Fraction, int]]:
    """Return agreed level and highest level of every indicator that counts, in the order of the form."""
    found = {}
    for form, sheets in evaluation.submission.forms.items():
        if isinstance(sheets, tuple):
            for name in evaluation.node_ids:  # rows in the order of the form
                code = name.removeprefix(f"{form}.")
                if name != code and code in sheets[0].scores:
                    node = evaluation.node(name)
                    if node.kind == "pool" and node.index_share is not None:
                        found[form, code] = node.value, int(node.highest)
    return found


def raised(submission: pekppp.Submission, levels: Mapping[Row, int]) -> pekppp.Submission:
    """Return the submission with these levels given by every evaluator."""
    data = submission.data()
    for (form, code), level in levels.items():
        for sheet in data["forms"][form]:
            sheet["scores"][code] = level
    return pekppp.Submission.model_validate(data)


def after_steps(submission: pekppp.Submission, steps: Collection[pekppp.Step]) -> pekppp.Submission:
    """Return the submission with the steps taken."""
    return raised(submission, {(step.form, step.code): step.to_level for step in steps})


def ways(
    rows: Mapping[Row, tuple[Fraction, int]], costs: Mapping[Row, Fraction]
) -> Iterator[tuple[tuple[object, ...], dict[Row, int]]]:
    """Yield every way to raise indicators, with what makes one better than another: the smaller the better."""
    above = [range(floor(level), highest + 1) for level, highest in rows.values()]
    for levels in product(*above):
        changed = {row: to for row, to in zip(rows, levels, strict=True) if to > rows[row][0]}
        cost = sum((costs.get(row, Fraction(1)) * (to - rows[row][0]) for row, to in changed.items()), Fraction(0))
        steps = [to - floor(rows[row][0]) if to > rows[row][0] else 0 for row, to in zip(rows, levels, strict=True)]
        yield (cost, len(changed), sum(steps), [-count for count in steps]), changed


def cheapest_by_trying(
    regulation: pekppp.Regulation,
    submission: pekppp.Submission,
    bound: Fraction,
    costs: Mapping[Row, Fraction] | None = None,
    fixed: Collection[Row] = (),
) -> tuple[Fraction, dict[Row, int]] | None:
    """Return the cost and the new levels of the best way to a category from `bound`, by evaluating one after the other."""
    rows = {row: at for row, at in counted_rows(regulation.evaluate(submission)).items() if row not in fixed}
    for (cost, *_), changed in sorted(ways(rows, costs or {}), key=lambda way: way[0]):
        category = regulation.evaluate(raised(submission, changed)).category
        assert category is not None
        if category.lower_bound >= bound:
            return cost, changed
    return None
