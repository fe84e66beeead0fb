"""The index tree made explicit for one variant of the forms: children, weights and scale of every node."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from pekppp_rules.regulation.model import (
    AnyNode,
    AssumedWeights,
    FactsForm,
    FirstGiven,
    Form,
    Linear,
    Mean,
    Package,
    Rounding,
    Row,
    Rows,
    ScoredForm,
    Sourced,
    Text,
    ValueForm,
    Weight,
    WeightedMean,
)
from pekppp_rules.regulation.rounding import round_half_up

_NOT_IN_A_COLUMN = re.compile(r"[^0-9A-Za-z_]")

Choice = Mapping[str, str]
"""The fields of a submission that choose form variants, such as `{"unit.mode": "luring"}`."""

Given = frozenset[str]
"""What a submission gives: the name of every form with answers, and the node id of every single value."""


@dataclass(frozen=True)
class Branch:
    """A child and its share of the parent: the parent is `plus` + the sum of share x child."""

    child: str
    share: Fraction
    weight: Weight | AssumedWeights | None
    """What the share rests on, where it is not the parent's rule."""


@dataclass(frozen=True)
class TreeNode:
    """A node with its children resolved. A row of a form is a node without children."""

    id: str
    name: Text
    kind: str
    rests_on: Sourced
    branches: tuple[Branch, ...]
    plus: Fraction
    lowest: Fraction
    highest: Fraction
    rounding: Rounding
    aspect: str | None = None
    categories: str | None = None
    form: str | None = None
    row: Row | None = None

    @property
    def is_rounded_for_parent(self) -> bool:
        """Whether a parent counts with the rounded value."""
        return "parent" in self.rounding.used_by

    def carried(self, value: Fraction) -> Fraction:
        """Return what a parent counts with where this node has `value`."""
        if not self.is_rounded_for_parent:
            return value
        places = self.rounding.places
        return Fraction(round_half_up(value.numerator, value.denominator, places), 10**places)


def row_id(form: str, code: str) -> str:
    """Return the node id of a row of a form: `f02.1.a.Ak`."""
    return f"{form}.{code}"


def column_name(code: str) -> str:
    """Return the name of a table's column for a code or a node id that every database takes: `1_a_Ak` for `1.a.Ak`."""
    return _NOT_IN_A_COLUMN.sub("_", code)


def chosen_forms(package: Package, choice: Choice) -> dict[str, Form]:
    """Return the variant of each form that `choice` selects; a form without a matching variant is left out."""
    return {
        form.form: form
        for form in package.forms
        if form.variant is None or choice.get(form.variant.field) == form.variant.value
    }


def scored_forms(forms: Iterable[Form]) -> dict[str, ScoredForm]:
    """Return the forms whose rows can count in the index, by name."""
    return {form.form: form for form in forms if not isinstance(form, FactsForm)}


def all_choices(package: Package) -> list[dict[str, str]]:
    """Return every combination of field values for which the package has a variant of a scored form.

    Values come in the order in which the regulation names them, whatever the files are called.
    """
    values: dict[str, set[str]] = {}
    for form in package.forms:
        if form.variant is not None and not isinstance(form, FactsForm):
            values.setdefault(form.variant.field, set()).add(form.variant.value)
    named: dict[str, list[str]] = {
        field.field: [value.code for value in field.values] for field in package.regulation.fields
    }
    ordered: list[list[str]] = []
    for field, found in values.items():
        known = [value for value in named.get(field, []) if value in found]
        ordered.append([*known, *sorted(found.difference(known))])
    return [dict(zip(values, picked, strict=True)) for picked in product(*ordered)]


def has_alternatives(package: Package) -> bool:
    """Return whether the shape of the tree depends on what a submission gives."""
    return any(isinstance(node, FirstGiven) for node in package.index.nodes)


def build_tree(package: Package, choice: Choice, given: Given = frozenset()) -> dict[str, TreeNode]:
    """Return every node by id, children before parents.

    A `first_given` node has one child: the first part below which anything is given, or its first part when nothing is. When
    the root can be built, only what counts is returned: what the root, the conversion and the nodes beside them rest on.
    Nodes over forms that `choice` does not select are left out, and so are their parents. The package must have passed its
    cross-checks: references resolve, nothing runs in a circle.
    """
    built = build_nodes(package, choice, given)
    if package.index.root not in built:
        return built
    index = package.index
    kept = reached(built, (index.root, *([index.conversion] if index.conversion else []), *index.beside))
    return {name: node for name, node in built.items() if name in kept}


def build_nodes(package: Package, choice: Choice, given: Given = frozenset()) -> dict[str, TreeNode]:
    """Return every node that can be built for `choice`, whether it counts or not; otherwise as `build_tree`."""
    forms = scored_forms(chosen_forms(package, choice).values())
    built: dict[str, TreeNode] = {}
    for form in forms.values():
        _add_rows(form, package, built)
    for node in children_first(package):
        made = _made(node, forms, package, built, given)
        if made is not None:
            built[node.id] = made
    return built


def needs_of(tree: Mapping[str, TreeNode]) -> dict[str, frozenset[str]]:
    """Return, by form, the codes of the rows that a tree rests on."""
    found: dict[str, set[str]] = {}
    for node in tree.values():
        if node.form is not None and node.row is not None:
            found.setdefault(node.form, set()).add(node.row.code)
    return {form: frozenset(codes) for form, codes in found.items()}


def reached(tree: Mapping[str, TreeNode], names: Iterable[str]) -> set[str]:
    """Return the ids of the nodes that `names` rest on, themselves included."""
    found: set[str] = set()
    waiting = [name for name in names if name in tree]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [branch.child for branch in tree[name].branches]
    return found


def named_children(node: AnyNode) -> tuple[str, ...]:
    """Return the ids of the nodes and rows that a node names one by one."""
    return (node.of,) if isinstance(node, Linear) else tuple(part.node for part in node.parts)


def rows_of(node: AnyNode) -> Rows | None:
    """Return the rows that a node takes as children all at once."""
    return None if isinstance(node, (Linear, FirstGiven)) else node.rows


def children_first(package: Package) -> Iterator[AnyNode]:
    """Yield every node after those it names. The walk is a loop, for a chain may be longer than the stack is deep."""
    defined = {node.id: node for node in package.index.nodes}
    done: set[str] = set()
    for start in defined:
        waiting = [(start, False)]
        while waiting:
            name, ready = waiting.pop()
            if name in done or name not in defined:
                continue
            if ready:
                done.add(name)
                yield defined[name]
            else:
                waiting.append((name, True))
                waiting += [(child, False) for child in reversed(named_children(defined[name]))]


def _add_rows(form: ScoredForm, package: Package, built: dict[str, TreeNode]) -> None:
    for block in form.blocks:
        for row in block.rows:
            name = row_id(form.form, row.code)
            built[name] = TreeNode(
                id=name,
                name=row.title,
                kind="input" if isinstance(form, ValueForm) else "pool",
                rests_on=form.gathered_by,
                branches=(),
                plus=Fraction(0),
                lowest=Fraction(form.scale.lowest),
                highest=Fraction(form.scale.highest),
                rounding=package.index.rounding,
                aspect=block.aspect,
                form=form.form,
                row=row,
            )


def _made(
    node: AnyNode,
    forms: Mapping[str, ScoredForm],
    package: Package,
    built: Mapping[str, TreeNode],
    given: Given,
) -> TreeNode | None:
    """Build a node whose children are built; None when one of them belongs to a form that was not chosen."""
    branches = _branches(node, forms, built, given)
    if not branches or any(branch.child not in built for branch in branches):
        return None
    plus = node.plus if isinstance(node, Linear) else Fraction(0)
    children = [(branch.share, built[branch.child]) for branch in branches]
    return TreeNode(
        id=node.id,
        name=node.name,
        kind=node.kind,
        rests_on=node,
        branches=branches,
        plus=plus,
        lowest=plus + sum(share * child.carried(child.lowest) for share, child in children),
        highest=plus + sum(share * child.carried(child.highest) for share, child in children),
        rounding=package.index.rounding_of(node),
        aspect=node.aspect,
        categories=node.categories,
    )


def _branches(
    node: AnyNode, forms: Mapping[str, ScoredForm], built: Mapping[str, TreeNode], given: Given
) -> tuple[Branch, ...]:
    if isinstance(node, Linear):
        return (Branch(node.of, node.times, None),)
    if isinstance(node, FirstGiven):
        return tuple(Branch(name, Fraction(1), None) for name in _first_given(node, built, given))
    children = _children(node, forms)
    if isinstance(node, Mean):
        return tuple(Branch(child, Fraction(1, len(children)), None) for child, _ in children)
    out_of = node.out_of if isinstance(node, WeightedMean) else Fraction(1)
    return tuple(
        Branch(child, weight.value / out_of if isinstance(weight, Weight) else Fraction(1, len(children)), weight)
        for child, weight in children
    )


def _first_given(node: FirstGiven, built: Mapping[str, TreeNode], given: Given) -> list[str]:
    parts = [part.node for part in node.parts if part.node in built]
    touched = [part for part in parts if any(_is_given(built[name], given) for name in reached(built, [part]))]
    return (touched or parts)[:1]


def _is_given(node: TreeNode, given: Given) -> bool:
    return node.row is not None and (node.id in given or node.form in given)


def _children(node: AnyNode, forms: Mapping[str, ScoredForm]) -> list[tuple[str, Weight | AssumedWeights | None]]:
    """Return the ids of a node's children with what their weights rest on; empty when their form is not chosen."""
    assert not isinstance(node, (Linear, FirstGiven))
    if node.rows is None:
        return [(part.node, getattr(part, "weight", None)) for part in node.parts]
    form = forms.get(node.rows.form)
    if form is None:
        return []
    return [
        (row_id(form.form, row.code), row.weight or form.weights)
        for block in form.blocks
        if block.aspect == node.rows.aspect
        for row in block.rows
    ]
