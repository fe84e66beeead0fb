"""The tree is a tree, reaches everything, and its forms can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pekppp_rules.errors import Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, missing
from pekppp_rules.regulation.model import Linear, Mean, Moment, Package, WeightedMean
from pekppp_rules.regulation.tree import all_choices, build_tree


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
    known = {form.form for form in parts.forms.values()}
    for at, node in enumerate(parts.index.nodes):
        if isinstance(node, Linear) or node.rows is None or node.rows.form not in known:
            continue
        if node.rows.form not in required:
            yield "PKP-124", ("index", "nodes", at, "rows"), {"form": node.rows.form}


def check_variants_have_every_aspect(parts: Parts) -> Iterator[Finding]:
    """Every variant of a form has each aspect that the index counts of that form."""
    if not parts.index:
        return
    counted: dict[str, list[str]] = {}
    for node in parts.index.nodes:
        if not isinstance(node, Linear) and node.rows is not None:
            counted.setdefault(node.rows.form, []).append(node.rows.aspect)
    every = {(form.form, block.aspect) for form in parts.forms.values() for block in form.blocks}
    for at, form in parts.forms.items():
        own = {block.aspect for block in form.blocks}
        for aspect in counted.get(form.form, []):
            if aspect not in own and (form.form, aspect) in every:
                yield "PKP-126", ("forms", at, "aspects"), {"form": form.form, "aspect": aspect}


def check_index_can_be_computed(package: Package) -> Iterator[Finding]:
    """Whatever variant of one form can be chosen, the other forms have one to go with it."""
    for choice in all_choices(package):
        if package.index.root not in build_tree(package, choice):
            told = ", ".join(f"{field} {value}" for field, value in choice.items())
            yield "PKP-128", ("index", "root"), {"node": package.index.root, "choice": told}


def check_validity_is_an_interval(parts: Parts) -> Iterator[Finding]:
    """Dates exist, are as precise as stated, and the end comes after the beginning."""
    if not parts.regulation:
        return
    validity = parts.regulation.validity
    for key, moment in (("from", validity.from_), ("until", validity.until)):
        if moment is not None and not _is_date(moment):
            path: Path = ("regulation", "validity", key, "on")
            yield "PKP-127", path, {"date": moment.on, "precision": moment.precision}
    if validity.until is not None and validity.until.on <= validity.from_.on:
        yield (
            "PKP-129",
            ("regulation", "validity", "until", "on"),
            {"date": validity.until.on, "start": validity.from_.on},
        )


def _is_date(moment: Moment) -> bool:
    lengths = {"year": 4, "month": 7, "day": 10}
    if len(moment.on) != lengths[moment.precision]:
        return False
    try:
        date.fromisoformat(moment.on + "-01-01"[lengths[moment.precision] - 4 :])
    except ValueError:
        return False
    return True


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
