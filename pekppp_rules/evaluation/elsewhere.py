"""What the nodes of other forms would have to be, where indicators alone cannot bring the index to a category."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.evaluation.improvement import NeededValue
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.regulation.model import RubricForm
from pekppp_rules.regulation.rounding import scaled_decimal
from pekppp_rules.regulation.tree import TreeNode


def needed_elsewhere(evaluation: Evaluation, lack: Fraction) -> Iterator[NeededValue]:
    """Yield the highest nodes below the index that rest on one form only, a form without indicators, from the top down.

    `lack` are the points that the index is short of, greater than zero; they are made good by each of the nodes alone.
    """
    plan = evaluation._plan
    root = plan.nodes[evaluation.root_id].node
    open_nodes: list[tuple[TreeNode, Fraction | None]] = [(root, lack)]
    while open_nodes:
        parent, needed = open_nodes.pop()
        below = []
        for branch in parent.branches:
            child = plan.nodes[branch.child].node
            rise = _rise(evaluation, child, needed / branch.share) if needed is not None and branch.share else None
            forms = plan.forms_below(child.id)
            if len(forms) > 1:
                below.append((child, rise))
            elif not any(isinstance(plan.forms[form], RubricForm) for form in forms):
                yield _needed_value(evaluation, child, rise, *forms)
        open_nodes += reversed(below)


def _rise(evaluation: Evaluation, node: TreeNode, carried_rise: Fraction) -> Fraction:
    """Return by how much the value of a node must rise for what its parent counts with to rise by so much."""
    if not node.is_rounded_for_parent:
        return carried_rise
    result = evaluation.node(node.id)
    units = _units_up(result.carried + carried_rise, node.rounding.places)
    least = Fraction(2 * units - 1, 2 * 10**node.rounding.places)
    return least - result.value


def _needed_value(evaluation: Evaluation, node: TreeNode, rise: Fraction | None, form: str) -> NeededValue:
    value = evaluation.node(node.id).value
    needed = value + rise if rise is not None and value + rise <= node.highest else None
    rounded = None
    if needed is not None:
        units = _units_up(needed, node.rounding.places)
        if Fraction(units, 10**node.rounding.places) <= node.highest:
            rounded = scaled_decimal(units, node.rounding.places)
    return NeededValue(form, node.id, node.name, value, node.highest, needed, rounded)


def _units_up(value: Fraction, places: int) -> int:
    """Return the least whole number of units of 10^-places that is not below `value`."""
    scale: int = 10**places
    return -(-value.numerator * scale // value.denominator)
