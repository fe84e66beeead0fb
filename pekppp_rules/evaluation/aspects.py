"""Which parts of an index are made of aspects."""

from __future__ import annotations

from pekppp_rules.evaluation.node import NodeResult
from pekppp_rules.evaluation.unit_result import UnitResult

_MEANS = frozenset({"mean", "weighted_mean", "weighted_sum"})


def branches_with_aspects(evaluation: UnitResult) -> list[tuple[NodeResult, dict[str, NodeResult]]]:
    """Return what is made of aspects, each with its nodes by aspect: the index itself, else the parts of it that are."""
    root = evaluation.node(evaluation.root_id)
    for level in ([root], [evaluation.node(child) for child in root.children]):
        found = []
        for branch in level:
            by_aspect = {child.aspect: child for child in map(evaluation.node, branch.children) if child.aspect}
            if by_aspect and branch.kind in _MEANS:
                found.append((branch, by_aspect))
        if found:
            return found
    return []
