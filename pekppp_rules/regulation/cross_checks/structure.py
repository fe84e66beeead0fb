"""The tree is a tree, reaches everything, and its forms can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pekppp_rules.errors import Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, missing
from pekppp_rules.regulation.model import Linear, Mean, WeightedMean


def check_tree_is_a_tree(parts: Parts) -> Iterator[Finding]:
    """No circle, no node beside the index, no aspect of a form left out."""
    if not parts.index:
        return
    children = {node.id: _named_children(node) for node in parts.index.nodes}
    position = {node.id: at for at, node in enumerate(parts.index.nodes)}
    circle = _circle(children)
    if circle:
        yield "PKP-111", ("index", "nodes", position[circle[0]]), {"cycle": " -> ".join(circle)}
        return
    reached: set[str] = set()
    waiting = [name for name in (parts.index.root, parts.index.conversion) if name in children]
    while waiting:
        name = waiting.pop()
        if name is not None and name not in reached:
            reached.add(name)
            waiting += [child for child in children[name] if child in children]
    for name, at in position.items():
        if name not in reached:
            yield "PKP-112", ("index", "nodes", at), {"node": name}
    counted = {
        (node.rows.form, node.rows.aspect)
        for node in parts.index.nodes
        if not isinstance(node, Linear) and node.rows is not None
    }
    for at, form in parts.forms.items():
        for number, block in enumerate(form.blocks):
            if (form.form, block.aspect) not in counted:
                yield "PKP-113", ("forms", at, "aspects", number), {"aspect": block.aspect, "form": form.form}


def check_needed_forms_are_required(parts: Parts) -> Iterator[Finding]:
    """Every form whose rows the index uses is among its `requires`, which says what a missing one means."""
    if not parts.index:
        return
    required = {requirement.form for requirement in parts.index.requires}
    for at, node in enumerate(parts.index.nodes):
        if not isinstance(node, Linear) and node.rows is not None and node.rows.form not in required:
            yield "PKP-124", ("index", "nodes", at, "rows"), {"form": node.rows.form}


def check_variants_can_be_chosen(parts: Parts) -> Iterator[Finding]:
    """The field that chooses a form variant must be given, and the variant's value is one of its values."""
    if not parts.regulation:
        return
    fields = {field.field: field for field in parts.regulation.fields}
    for at, form in parts.forms.items():
        if form.variant is None:
            continue
        path: Path = ("forms", at, "variant")
        field = fields.get(form.variant.field)
        if field is None or not field.required:
            yield "PKP-125", (*path, "field"), {"field": form.variant.field}
            continue
        codes = {named.code for named in field.values}
        if form.variant.value not in codes:
            what = Phrase(f"nilai {field.field}", f"value of {field.field}")
            yield missing(what, form.variant.value, codes, (*path, "value"))


def _named_children(node: Linear | Mean | WeightedMean) -> list[str]:
    return [node.of] if isinstance(node, Linear) else [part.node for part in node.parts]


def _circle(children: Mapping[str, list[str]]) -> list[str]:
    """Return the names along a circle, its first name repeated at the end; empty when there is none."""
    done: set[str] = set()
    for start in children:
        trail: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            name, leaving = waiting.pop()
            if leaving:
                trail.pop()
                done.add(name)
            elif name in trail:
                return [*trail[trail.index(name) :], name]
            elif name not in done and name in children:
                trail.append(name)
                waiting.append((name, True))
                waiting += [(child, False) for child in children[name]]
    return []
