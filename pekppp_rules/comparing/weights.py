"""What every node of the index really counts, in two regulations: through all the weights above it, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pekppp_rules.comparing.correspondence import FormPair, choices_agree, form_name
from pekppp_rules.errors import Language
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import Text
from pekppp_rules.regulation.tree import all_choices
from pekppp_rules.scoring import NodePlan, Plan, compile_plan


@dataclass(frozen=True)
class NodeWeight:
    """What one node counts."""

    in_parent: Fraction | None
    """Its share of its parent; None for the root."""
    points: Fraction
    """Points of the index for one point here."""
    share: Fraction
    """The part of the index's range that it decides, from its lowest to its highest value: 0 to 1."""

    def data(self) -> dict[str, str | None]:
        """Return the weight for a JSON document, exactly."""
        return {
            "in_parent": None if self.in_parent is None else exact_text(self.in_parent),
            "points": exact_text(self.points),
            "share": exact_text(self.share),
        }


@dataclass(frozen=True)
class WeightDifference:
    """A node that counts differently; None where a regulation has no such node."""

    choice: tuple[tuple[str, str], ...]
    """The fields of a submission that choose the form variants it holds for, such as `unit.mode`."""
    node: str
    is_row: bool
    """Whether it is a row of a form: an indicator, a question or a value."""
    name: Text
    before: NodeWeight | None
    after: NodeWeight | None

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the difference for a JSON document."""
        return {
            "choice": dict(self.choice),
            "node": self.node,
            "name": self.name(lang),
            "before": None if self.before is None else self.before.data(),
            "after": None if self.after is None else self.after.data(),
        }


def weight_differences(before: Package, after: Package, pairs: tuple[FormPair, ...]) -> tuple[WeightDifference, ...]:
    """Return the nodes below the root that count differently, for every choice of form variants that both have.

    Where the shape of the tree depends on what a submission gives, the first parts are taken.
    """
    found: list[WeightDifference] = []
    plans = [(choice, compile_plan(after, choice)) for choice in all_choices(after)]
    for old_choice in all_choices(before):
        old = compile_plan(before, old_choice)
        for new_choice, new in plans:
            if choices_agree(old_choice, new_choice):
                choice = tuple(sorted({**old_choice, **new_choice}.items()))
                found += _between(choice, old, new, pairs)
    return tuple(found)


def same_nodes(old: Plan, new: Plan, pairs: tuple[FormPair, ...]) -> frozenset[str]:
    """Return the nodes that are the same in both plans: rows as their codes correspond, other nodes by id."""
    codes = {(pair.before, pair.after): frozenset(pair.corresponding) for pair in pairs}
    found = set()
    for name, planned in new.nodes.items():
        if name not in old.nodes:
            continue
        one, other = old.nodes[name].node, planned.node
        if one.row is None or other.row is None:
            is_same = one.row is None and other.row is None
        else:
            forms = _form_name(old, one.form), _form_name(new, other.form)
            is_same = other.row.code in codes.get(forms, frozenset())
        if is_same:
            found.add(name)
    return frozenset(found)


def _form_name(plan: Plan, form: str | None) -> str:
    assert form is not None
    return form_name(plan.forms[form])


def _between(
    choice: tuple[tuple[str, str], ...], old: Plan, new: Plan, pairs: tuple[FormPair, ...]
) -> Iterator[WeightDifference]:
    same = same_nodes(old, new, pairs)
    before, after = _weights(old), _weights(new)
    for name, weight in before.items():
        other = after.get(name) if name in same else None
        if weight != other:
            planned = new.nodes[name] if other is not None else old.nodes[name]
            yield _difference(choice, planned, weight, other)
    for name, weight in after.items():
        if name not in before or name not in same:
            yield _difference(choice, new.nodes[name], None, weight)


def _difference(
    choice: tuple[tuple[str, str], ...], planned: NodePlan, before: NodeWeight | None, after: NodeWeight | None
) -> WeightDifference:
    node = planned.node
    return WeightDifference(choice, node.id, node.row is not None, node.name, before, after)


def _weights(plan: Plan) -> Mapping[str, NodeWeight]:
    """Return the weight of every node below the root, each parent before its children."""
    root = next((name for name, place in plan.places.items() if place.weight is None), None)
    if root is None:
        return {}
    span = plan.nodes[root].node.highest - plan.nodes[root].node.lowest
    found = {}
    waiting = _children(plan, root)
    while waiting:
        name = waiting.pop()
        node, place = plan.nodes[name].node, plan.places[name]
        share = place.index_share * (node.highest - node.lowest) / span
        found[name] = NodeWeight(place.weight, place.index_share, share)
        waiting += _children(plan, name)
    return found


def _children(plan: Plan, name: str) -> list[str]:
    """Return the children of a node, the first one last, as it is looked at first."""
    return [branch.child for branch in reversed(plan.nodes[name].node.branches)]
