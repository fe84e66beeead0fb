"""The compiled plan: every node of the index as one linear form over rows of the forms, in integers.

A tree of means is linear in the answers. With the row sums S and the count n of each form, a node is

    ( constant + sum over forms of ( weights . S ) / n ) / divisor

where constant, weights and divisor are integers fixed when the package is compiled. Scalar and table evaluation both run
this plan, so they cannot drift apart. Where a parent counts with the rounded value of a node, that node is a step: its units
after rounding are a form of one row for everything above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import itemgetter, mul
from typing import NamedTuple

from pekppp_rules.regulation.conditions import Asking, asking_of
from pekppp_rules.regulation.model import FactsForm, Form, Package, Sourced
from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.regulation.tree import (
    Choice,
    Given,
    TreeNode,
    build_tree,
    chosen_forms,
    needs_of,
    reached,
    scored_forms,
)
from pekppp_rules.scoring.category import Bands, compile_bands
from pekppp_rules.submission.totals import Totals

_Shares = dict[str, dict[str, Fraction]]
"""By form, and by code of its row, a share."""

STEP_ROW = ""
"""The one row of a step's own form."""


class Term(NamedTuple):
    """What one form, or step, adds to a node: the weights that are not zero, and what takes their rows out of its sums."""

    form: str
    weights: tuple[int, ...]
    rows: Callable[[tuple[int, ...]], tuple[int, ...]]


@dataclass(frozen=True)
class NodePlan:
    """One node: its place in the tree, and its linear form."""

    node: TreeNode
    weights: tuple[tuple[str, tuple[int, ...]], ...]
    """By form, or step, an integer for every row of its layout."""
    terms: tuple[Term, ...]
    """The same without the zeros."""
    row: tuple[str, int] | None
    """Form and position of the row that the node is, when it is one: its value is read off the form's total."""
    constant: int
    divisor: int
    places: int
    """Of its rounding."""
    is_step: bool
    """Whether its parent counts with the rounded value."""
    bands: Bands | None

    def ratio(self, totals: Mapping[str, Totals]) -> tuple[int, int]:
        """Return the node's value as numerator and positive denominator, not reduced."""
        if self.row is not None:
            form, at = self.row
            total = totals[form]
            return total.sums[at], total.count
        numerator, counts = self.constant, 1
        for form, weights, rows in self.terms:
            total = totals[form]
            numerator = numerator * total.count + sum(map(mul, weights, rows(total.sums))) * counts
            counts *= total.count
        return numerator, self.divisor * counts


class Position(NamedTuple):
    """Where a node stands: its share of the index, its share of its parent (None for the root), and what that rests on."""

    index_share: Fraction
    weight: Fraction | None
    rests_on: Sourced | None


@dataclass(frozen=True, eq=False)
class Plan:
    """A regulation compiled for one choice of form variants and, where alternatives exist, for what is given.

    Equal to itself alone, so that what follows from it can be kept by it.
    """

    choice: tuple[tuple[str, str], ...]
    forms: Mapping[str, Form]
    layouts: Mapping[str, tuple[str, ...]]
    """By form and by step, the codes of the rows in the order that `Totals.sums` has."""
    nodes: Mapping[str, NodePlan]
    """Children before parents; the root comes after everything it needs."""
    places: Mapping[str, Position]
    """By node at or below the root, where it stands."""
    needs: Mapping[str, frozenset[str]]
    """By form, the codes of the rows that something in the plan rests on."""
    steps: tuple[str, ...]
    """The nodes whose rounded value their parent counts with, children before parents."""
    asking: Mapping[str, Asking]
    """By form of kind facts, what it asks for and when."""

    def forms_below(self, name: str) -> frozenset[str]:
        """Return the forms whose rows the node `name` rests on; of a row, its own form."""
        below = reached({other: planned.node for other, planned in self.nodes.items()}, [name])
        return frozenset(form for other in below if (form := self.nodes[other].node.form) is not None)

    def with_steps(self, totals: Mapping[str, Totals]) -> Mapping[str, Totals]:
        """Return the totals with those of every step beside them."""
        if not self.steps:
            return totals
        found = dict(totals)
        for name in self.steps:
            places = self.nodes[name].node.rounding.places
            units = round_half_up(*self.nodes[name].ratio(found), places)
            found[step_form(name)] = Totals(10**places, (units,))
        return found


def compile_plan(package: Package, choice: Choice, given: Given = frozenset()) -> Plan:
    """Compile the index tree for the form variants that `choice` selects and what a submission gives."""
    forms = chosen_forms(package, choice)
    layouts = {name: form.codes for name, form in scored_forms(forms.values()).items()}
    tree = build_tree(package, choice, given)
    linear: dict[str, tuple[Fraction, _Shares]] = {}
    nodes: dict[str, NodePlan] = {}
    steps = []
    for name, node in tree.items():
        constant, shares = _linear_form(node, linear)
        bands = compile_bands(package.table(node.categories), node.rounding) if node.categories else None
        nodes[name] = _in_integers(node, constant, shares, layouts, bands)
        if node.is_rounded_for_parent:
            steps.append(name)
            layouts[step_form(name)] = (STEP_ROW,)
            constant, shares = Fraction(0), {step_form(name): {STEP_ROW: Fraction(1)}}
        linear[name] = constant, shares
    root = package.index.root
    return Plan(
        choice=tuple(sorted(choice.items())),
        forms=forms,
        layouts=layouts,
        nodes=nodes,
        places=_positions(root, nodes),
        needs=needs_of(tree) if root in tree else {},
        steps=tuple(steps),
        asking={name: asking_of(form) for name, form in forms.items() if isinstance(form, FactsForm)},
    )


def step_form(name: str) -> str:
    """Return the name under which a step's total stands; no form can have it."""
    return f"={name}"


def _positions(root: str, nodes: Mapping[str, NodePlan]) -> dict[str, Position]:
    """Walk down from the root."""
    if root not in nodes:
        return {}
    tree = {name: planned.node for name, planned in nodes.items()}
    below = reached(tree, [root])
    found = {root: Position(Fraction(1), None, None)}
    for name in reversed(list(nodes)):
        if name in below:
            for branch in tree[name].branches:
                share = found[name].index_share * branch.share
                found[branch.child] = Position(share, branch.share, branch.weight or tree[name].rests_on)
    return found


def _linear_form(node: TreeNode, linear: Mapping[str, tuple[Fraction, _Shares]]) -> tuple[Fraction, _Shares]:
    """Return a node's constant, and by form and code the share of each row in it."""
    if node.row is not None and node.form is not None:
        return Fraction(0), {node.form: {node.row.code: Fraction(1)}}
    constant = node.plus
    shares: _Shares = {}
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
    shares: _Shares,
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
    row = None
    if node.row is not None and node.form is not None:
        row = node.form, layouts[node.form].index(node.row.code)
    terms = tuple(_without_zeros(form, by_row) for form, by_row in weights)
    return NodePlan(
        node=node,
        weights=weights,
        terms=terms,
        row=row,
        constant=int(constant * divisor),
        divisor=divisor,
        places=node.rounding.places,
        is_step=node.is_rounded_for_parent,
        bands=bands,
    )


def _without_zeros(form: str, weights: tuple[int, ...]) -> Term:
    at = [place for place, weight in enumerate(weights) if weight]
    if len(at) == len(weights):
        return Term(form, weights, tuple)
    if len(at) > 1:
        return Term(form, tuple(weights[place] for place in at), itemgetter(*at))
    one = slice(at[0], at[0] + 1) if at else slice(0)
    return Term(form, weights[one], itemgetter(one))
