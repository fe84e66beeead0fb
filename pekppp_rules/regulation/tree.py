"""The index tree made explicit for one variant of the forms: children, weights and scale of every node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from pekppp_rules.regulation.model import (
    Indicator,
    Linear,
    Mean,
    Package,
    Question,
    Rounding,
    RubricForm,
    Sourced,
    SurveyForm,
    Text,
    Weight,
    WeightedMean,
)

Choice = Mapping[str, str]
"""The fields of a submission that choose form variants, such as `{"unit.mode": "luring"}`."""


@dataclass(frozen=True)
class Branch:
    """A child and its share of the parent: the parent is `plus` + the sum of share x child."""

    child: str
    share: Fraction
    weight: Weight | None


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
    row: Indicator | Question | None = None


def row_id(form: str, code: str) -> str:
    """Return the node id of a row of a form: `f02.1.a.Ak`."""
    return f"{form}.{code}"


def chosen_forms(package: Package, choice: Choice) -> dict[str, RubricForm | SurveyForm]:
    """Return the variant of each form that `choice` selects; a form without a matching variant is left out."""
    return {
        form.form: form
        for form in package.forms
        if form.variant is None or choice.get(form.variant.field) == form.variant.value
    }


def all_choices(package: Package) -> list[dict[str, str]]:
    """Return every combination of field values for which the package has a form variant."""
    values: dict[str, list[str]] = {}
    for form in package.forms:
        if form.variant is not None and form.variant.value not in values.setdefault(form.variant.field, []):
            values[form.variant.field].append(form.variant.value)
    return [dict(zip(values, picked, strict=True)) for picked in product(*values.values())]


def build_tree(package: Package, choice: Choice) -> dict[str, TreeNode]:
    """Return every node by id, children before parents.

    The package must have passed its cross-checks: references resolve, nothing runs in a circle. Nodes over forms that
    `choice` does not select are left out, and so are their parents.
    """
    forms = chosen_forms(package, choice)
    defined = {node.id: node for node in package.index.nodes}
    built: dict[str, TreeNode] = {}
    for form in forms.values():
        _add_rows(form, package, built)
    for name in defined:
        _add(name, defined, forms, package, built)
    return built


def _add_rows(form: RubricForm | SurveyForm, package: Package, built: dict[str, TreeNode]) -> None:
    for aspect in form.blocks:
        for row in aspect.rows:
            name = row_id(form.form, row.code)
            built[name] = TreeNode(
                id=name,
                name=row.title,
                kind="pool",
                rests_on=form.pool,
                branches=(),
                plus=Fraction(0),
                lowest=Fraction(form.scale.lowest),
                highest=Fraction(form.scale.highest),
                rounding=package.index.rounding,
                aspect=aspect.aspect,
                form=form.form,
                row=row,
            )


def _add(
    name: str,
    defined: Mapping[str, Linear | Mean | WeightedMean],
    forms: Mapping[str, RubricForm | SurveyForm],
    package: Package,
    built: dict[str, TreeNode],
) -> bool:
    """Build a node after its children; False when a child belongs to a form that was not chosen."""
    if name in built:
        return True
    node = defined[name]
    branches = _branches(node, forms)
    if branches is None:
        return False
    if not all(branch.child in built or _add(branch.child, defined, forms, package, built) for branch in branches):
        return False
    plus = node.plus if isinstance(node, Linear) else Fraction(0)
    built[name] = TreeNode(
        id=name,
        name=node.name,
        kind=node.kind,
        rests_on=node,
        branches=branches,
        plus=plus,
        lowest=plus + sum(branch.share * built[branch.child].lowest for branch in branches),
        highest=plus + sum(branch.share * built[branch.child].highest for branch in branches),
        rounding=package.index.rounding_of(node),
        aspect=node.aspect,
        categories=node.categories,
    )
    return True


def _branches(
    node: Linear | Mean | WeightedMean, forms: Mapping[str, RubricForm | SurveyForm]
) -> tuple[Branch, ...] | None:
    if isinstance(node, Linear):
        return (Branch(node.of, node.times, None),)
    children = _children(node, forms)
    if children is None:
        return None
    if isinstance(node, Mean):
        return tuple(Branch(child, Fraction(1, len(children)), None) for child, _ in children)
    return tuple(Branch(child, weight.value / node.out_of, weight) for child, weight in children if weight is not None)


def _children(
    node: Mean | WeightedMean, forms: Mapping[str, RubricForm | SurveyForm]
) -> list[tuple[str, Weight | None]] | None:
    if isinstance(node, Mean) and node.rows is None:
        return [(part.node, None) for part in node.parts]
    if isinstance(node, WeightedMean) and node.rows is None:
        return [(part.node, part.weight) for part in node.parts]
    assert node.rows is not None
    form = forms.get(node.rows.form)
    if form is None:
        return None
    return [
        (row_id(form.form, row.code), row.weight)
        for aspect in form.blocks
        if aspect.aspect == node.rows.aspect
        for row in aspect.rows
    ]
