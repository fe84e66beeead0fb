"""The compiled plan: every node of the index as one linear form over the rows of the forms, in integers.

A tree of means is linear in the answers. With the row sums S and the count n of each form, a node is

    ( constant + sum over forms of ( weights . S ) / n ) / divisor

where constant, weights and divisor are integers fixed when the package is compiled. Scalar and table evaluation both run
this plan, so they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import mul
from typing import NamedTuple

from pekppp_rules.regulation.model import Package, RubricForm, Sourced, SurveyForm
from pekppp_rules.regulation.tree import Choice, TreeNode, build_tree, chosen_forms
from pekppp_rules.scoring.category import Bands, compile_bands
from pekppp_rules.scoring.totals import Totals


@dataclass(frozen=True)
class NodePlan:
    """One node: its place in the tree, and its linear form."""

    node: TreeNode
    weights: tuple[tuple[str, tuple[int, ...]], ...]
    """By form, an integer for every row of the form's layout."""
    constant: int
    divisor: int
    bands: Bands | None

    def ratio(self, totals: Mapping[str, Totals]) -> tuple[int, int]:
        """Return the node's value as numerator and positive denominator, not reduced."""
        numerator, counts = self.constant, 1
        for form, weights in self.weights:
            total = totals[form]
            numerator = numerator * total.count + sum(map(mul, weights, total.sums)) * counts
            counts *= total.count
        return numerator, self.divisor * counts


class Position(NamedTuple):
    """Where a node stands: its share of the index, its share of its parent (None for the root), and what that rests on."""

    index_share: Fraction
    weight: Fraction | None
    rests_on: Sourced | None


@dataclass(frozen=True)
class Plan:
    """A regulation compiled for one choice of form variants."""

    choice: tuple[tuple[str, str], ...]
    forms: Mapping[str, RubricForm | SurveyForm]
    layouts: Mapping[str, tuple[str, ...]]
    """By form, the codes of its scored rows in the order that `Totals.sums` has."""
    nodes: Mapping[str, NodePlan]
    """Children before parents; the root comes after everything it needs."""
    places: Mapping[str, Position]
    """By node at or below the root, where it stands."""


def compile_plan(package: Package, choice: Choice) -> Plan:
    """Compile the index tree for the form variants that `choice` selects."""
    forms = chosen_forms(package, choice)
    layouts = {name: form.codes for name, form in forms.items()}
    linear: dict[str, tuple[Fraction, dict[str, dict[str, Fraction]]]] = {}
    nodes: dict[str, NodePlan] = {}
    for name, node in build_tree(package, choice).items():
        linear[name] = _linear_form(node, linear)
        bands = compile_bands(package.table(node.categories), node.rounding) if node.categories else None
        nodes[name] = _in_integers(node, *linear[name], layouts, bands)
    return Plan(tuple(sorted(choice.items())), forms, layouts, nodes, _positions(package.index.root, nodes))


def _positions(root: str, nodes: Mapping[str, NodePlan]) -> dict[str, Position]:
    """Walk down from the root; a node with several parents takes the sum of its ways and the weight of the first."""
    if root not in nodes:
        return {}
    found = {root: Position(Fraction(1), None, None)}
    for name in reversed(list(nodes)):
        if name not in found:
            continue
        parent = nodes[name].node
        for branch in parent.branches:
            share = found[name].index_share * branch.share
            if branch.child in found:
                share += found[branch.child].index_share
                found[branch.child] = found[branch.child]._replace(index_share=share)
            else:
                found[branch.child] = Position(share, branch.share, branch.weight or parent.rests_on)
    return found


def _linear_form(
    node: TreeNode, linear: Mapping[str, tuple[Fraction, dict[str, dict[str, Fraction]]]]
) -> tuple[Fraction, dict[str, dict[str, Fraction]]]:
    """Return a node's constant, and by form and code the share of each row in it."""
    if node.row is not None and node.form is not None:
        return Fraction(0), {node.form: {node.row.code: Fraction(1)}}
    constant = node.plus
    shares: dict[str, dict[str, Fraction]] = {}
    for branch in node.branches:
        child_constant, child_shares = linear[branch.child]
        constant += branch.share * child_constant
        for form, by_code in child_shares.items():
            into = shares.setdefault(form, {})
            for code, share in by_code.items():
                into[code] = into.get(code, Fraction(0)) + branch.share * share
    return constant, shares


def _in_integers(
    node: TreeNode,
    constant: Fraction,
    shares: Mapping[str, Mapping[str, Fraction]],
    layouts: Mapping[str, tuple[str, ...]],
    bands: Bands | None,
) -> NodePlan:
    divisor = lcm(
        constant.denominator, *(share.denominator for by_code in shares.values() for share in by_code.values())
    )
    weights = tuple(
        (form, tuple(int(by_code.get(code, Fraction(0)) * divisor) for code in layouts[form]))
        for form, by_code in shares.items()
    )
    return NodePlan(node, weights, int(constant * divisor), divisor, bands)
