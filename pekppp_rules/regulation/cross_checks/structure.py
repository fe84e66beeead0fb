"""The tree is a tree, reaches everything, and its forms can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pekppp_rules.errors import Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, block_path, missing, scored_paths
from pekppp_rules.regulation.model import AnyNode, FirstGiven, Index, Linear, Moment, Package, ValueForm
from pekppp_rules.regulation.tree import (
    Given,
    TreeNode,
    all_choices,
    build_nodes,
    build_tree,
    chosen_forms,
    named_children,
    needs_of,
    row_id,
    rows_of,
    scored_forms,
)


def check_tree_is_a_tree(parts: Parts) -> Iterator[Finding]:
    """No circle, no node beside the index that is not meant to be, nothing counted twice, nothing left out."""
    if not parts.index:
        return
    index = parts.index
    children = {node.id: named_children(node) for node in index.nodes}
    position = {node.id: at for at, node in enumerate(index.nodes)}
    circle = _circle(children)
    if circle:
        yield "PKP-111", ("index", "nodes", position[circle[0]]), {"cycle": " -> ".join(circle)}
        return
    used = _reached(children, [index.root, *([index.conversion] if index.conversion else []), *index.beside])
    for name, at in position.items():
        if name not in used:
            yield "PKP-112", ("index", "nodes", at), {"node": name}
    counted = _reached(children, [index.root])
    yield from _counted_twice(parts, [node for node in index.nodes if node.id in counted])
    yield from _left_out(parts, index)


def _counted_twice(parts: Parts, nodes: list[AnyNode]) -> Iterator[Finding]:
    """A node or row below the root has one parent, and so has one share of the index."""
    assert parts.index is not None
    position = {node.id: at for at, node in enumerate(parts.index.nodes)}
    rows_of_forms = {row_id(form.form, code) for form in parts.scored.values() for code in form.codes}
    if len(position) < len(parts.index.nodes) or not rows_of_forms.isdisjoint(position):
        return  # a name that stands for two things is told elsewhere
    parents: dict[str, str] = {}
    for node in nodes:
        children: list[tuple[str, Path]] = [
            (name, ("index", "nodes", position[node.id])) for name in named_children(node)
        ]
        rows = rows_of(node)
        for form in parts.scored.values():
            if rows is not None and form.form == rows.form:
                here: Path = ("index", "nodes", position[node.id], "rows")
                codes = [row.code for block in form.blocks if block.aspect == rows.aspect for row in block.rows]
                children += [(row_id(form.form, code), here) for code in codes]
        for name, path in dict(children).items():
            if name in parents:
                yield "PKP-130", path, {"node": name, "first": parents[name], "second": node.id}
            parents[name] = node.id


def _left_out(parts: Parts, index: Index) -> Iterator[Finding]:
    """Every row that can count does, by its aspect or by itself."""
    by_aspect = {(rows.form, rows.aspect) for node in index.nodes if (rows := rows_of(node)) is not None}
    alone = {name for node in index.nodes for name in named_children(node)}
    told: set[Path] = set()
    for at, form in parts.scored.items():
        for path, aspect, row in scored_paths(at, form):
            if (form.form, aspect) in by_aspect or row_id(form.form, row.code) in alone:
                continue
            if isinstance(form, ValueForm):
                yield "PKP-134", path, {"code": row.code, "form": form.form}
            elif block_path(path) not in told:
                told.add(block_path(path))
                yield "PKP-113", block_path(path), {"aspect": aspect or "-", "form": form.form}


def check_nodes_say_what_they_are(parts: Parts) -> Iterator[Finding]:
    """A node over the rows of an aspect is of that aspect, and the conversion converts the root."""
    if not parts.index:
        return
    nodes = {node.id: node for node in parts.index.nodes}
    known = {aspect.code for aspect in parts.regulation.aspects} if parts.regulation else set()
    for at, node in enumerate(parts.index.nodes):
        rows = rows_of(node)
        if rows is not None and node.aspect in known - {rows.aspect}:
            yield "PKP-135", ("index", "nodes", at, "aspect"), {"aspect": node.aspect or "", "rows": rows.aspect}
    seen: set[str] = set()
    name = parts.index.conversion if parts.index.root in nodes else None
    while name is not None and name != parts.index.root and name in nodes and name not in seen:
        seen.add(name)
        step = nodes[name]
        if not isinstance(step, Linear):
            yield "PKP-136", ("index", "conversion"), {"node": parts.index.conversion or "", "root": parts.index.root}
            return
        name = step.of


def check_needed_forms_are_required(parts: Parts) -> Iterator[Finding]:
    """Every form whose rows the index uses is among its `requires`, which says what a missing one means."""
    if not parts.index:
        return
    required = {requirement.form for requirement in parts.index.requires}
    known = {form.form for form in parts.scored.values()}
    owner = {row_id(form.form, code): form.form for form in parts.scored.values() for code in form.codes}
    for at, node in enumerate(parts.index.nodes):
        rows = rows_of(node)
        if rows is not None and rows.form in known and rows.form not in required:
            yield "PKP-124", ("index", "nodes", at, "rows"), {"form": rows.form}
        for form in dict.fromkeys(owner[name] for name in named_children(node) if name in owner):
            if form not in required:
                yield "PKP-124", ("index", "nodes", at), {"form": form}


def check_variants_have_every_aspect(parts: Parts) -> Iterator[Finding]:
    """Every variant of a form has each aspect that the index counts of that form."""
    if not parts.index:
        return
    counted: dict[str, list[str]] = {}
    for node in parts.index.nodes:
        if (rows := rows_of(node)) is not None:
            counted.setdefault(rows.form, []).append(rows.aspect)
    every = {(form.form, block.aspect) for form in parts.scored.values() for block in form.blocks}
    for at, form in parts.scored.items():
        own = {block.aspect for block in form.blocks}
        for aspect in counted.get(form.form, []):
            if aspect not in own and (form.form, aspect) in every:
                yield "PKP-126", ("forms", at, "aspects"), {"form": form.form, "aspect": aspect}


def check_alternatives_are_alike(package: Package) -> Iterator[Finding]:
    """The parts of a `first_given` node have one scale, and a form that may be left out is one the index can do without."""
    nodes, requires = list(enumerate(package.index.nodes)), list(enumerate(package.index.requires))
    told: set[Path] = set()
    for choice in all_choices(package):
        built = build_nodes(package, choice)
        for at, node in nodes:
            path: Path = ("index", "nodes", at, "parts")
            if isinstance(node, FirstGiven) and path not in told and len(_scales(node, built)) > 1:
                told.add(path)
                yield "PKP-137", path, {"node": node.id}
        for at, requirement in requires:
            path = ("index", "requires", at, "without")
            if requirement.without != "next_part" or path in told:
                continue
            if requirement.form in needs_of(
                build_tree(package, choice, _everything_but(package, choice, requirement.form))
            ):
                told.add(path)
                yield "PKP-138", path, {"form": requirement.form}


def _scales(node: FirstGiven, built: Mapping[str, TreeNode]) -> set[tuple[Fraction, Fraction]]:
    """Return the scales on which a node counts its parts: rounded, where it counts with a rounded value."""
    parts = [built[name] for name in named_children(node) if name in built]
    return {(part.carried(part.lowest), part.carried(part.highest)) for part in parts}


def _everything_but(package: Package, choice: Mapping[str, str], left_out: str) -> Given:
    forms = scored_forms(chosen_forms(package, choice).values())
    return frozenset(row_id(name, code) for name, form in forms.items() if name != left_out for code in form.codes) | {
        name for name in forms if name != left_out
    }


def check_index_can_be_computed(package: Package) -> Iterator[Finding]:
    """Whatever variant of one form can be chosen, the other forms have one to go with it."""
    always = {requirement.form for requirement in package.index.requires if requirement.without == "error"}
    for choice in all_choices(package):
        if package.index.root not in build_tree(package, choice) or not always <= chosen_forms(package, choice).keys():
            told = ", ".join(f"{field} {value}" for field, value in choice.items())
            yield "PKP-128", ("index", "root"), {"node": package.index.root, "choice": told}


def check_validity_is_an_interval(parts: Parts) -> Iterator[Finding]:
    """Dates exist, are as precise as stated, and the end comes after the beginning."""
    if not parts.regulation:
        return
    validity = parts.regulation.validity
    wrong = [
        (key, moment)
        for key, moment in (("from", validity.from_), ("until", validity.until))
        if moment is not None and not _is_date(moment)
    ]
    for key, moment in wrong:
        path: Path = ("regulation", "validity", key, "on")
        yield "PKP-127", path, {"date": moment.on, "precision": moment.precision}
    if not wrong and validity.until is not None and validity.until.last_day <= validity.from_.first_day:
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
        return bool(moment.first_day)
    except ValueError:
        return False


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


def _reached(children: Mapping[str, tuple[str, ...]], names: list[str]) -> set[str]:
    found: set[str] = set()
    waiting = [name for name in names if name in children]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [child for child in children[name] if child in children]
    return found


def _circle(children: Mapping[str, tuple[str, ...]]) -> list[str]:
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
