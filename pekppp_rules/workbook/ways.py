"""The ways in which an index can be put together: where a part may be given or computed, a plan for each choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from pekppp_rules.regulation.model import FirstGiven, Package, ValueForm
from pekppp_rules.regulation.tree import (
    Choice,
    build_nodes,
    chosen_forms,
    named_children,
    row_id,
    rows_of,
    scored_forms,
)
from pekppp_rules.scoring import Plan, compile_plan

MOST_WAYS = 16

Atom = tuple[str, str | None]
"""What can be given: a form, or one row of a form of values."""


@dataclass(frozen=True)
class Alternative:
    """A node with the value of its first part that is given: what each part rests on."""

    node: str
    parts: tuple[tuple[str, tuple[Atom, ...]], ...]


@dataclass(frozen=True)
class Way:
    """A plan, and by alternative that it reaches the place of the part it takes."""

    plan: Plan
    takes: dict[str, int]


def alternatives_of(package: Package, choice: Choice) -> list[Alternative]:
    """Return the nodes that take one of several parts, with the parts that the chosen forms allow."""
    built = build_nodes(package, choice)
    below = _Below(package, choice)
    found = []
    for node in package.index.nodes:
        if isinstance(node, FirstGiven):
            parts = [part.node for part in node.parts if part.node in built]
            if len(parts) > 1:
                found.append(Alternative(node.id, tuple((part, below.of(part)) for part in parts)))
    return found


def ways_of(package: Package, choice: Choice) -> list[Way] | None:
    """Return every way, each once; None where there are more than a workbook should hold."""
    alternatives = alternatives_of(package, choice)
    if prod(len(one.parts) for one in alternatives) > MOST_WAYS:
        return None
    found: dict[tuple[tuple[str, int], ...], Way] = {}
    for picked in product(*(range(len(one.parts)) for one in alternatives)):
        given = frozenset(_given(alternatives, picked))
        plan = compile_plan(package, choice, given)
        takes = {
            one.node: [part for part, _ in one.parts].index(plan.nodes[one.node].node.branches[0].child)
            for one in alternatives
            if one.node in plan.nodes
        }
        found.setdefault(tuple(sorted(takes.items())), Way(plan, takes))
    return list(found.values())


def _given(alternatives: list[Alternative], picked: tuple[int, ...]) -> Iterator[str]:
    """Yield what must be given so that just these parts are taken: all that lies below no part that is not."""
    refused = {
        atom
        for one, at in zip(alternatives, picked, strict=True)
        for place, (_, atoms) in enumerate(one.parts)
        if place != at
        for atom in atoms
    }
    for one in alternatives:
        for _, atoms in one.parts:
            yield from (
                form if code is None else row_id(form, code) for form, code in atoms if (form, code) not in refused
            )


class _Below:
    """Finds what nodes rest on, whichever parts are taken."""

    def __init__(self, package: Package, choice: Choice) -> None:
        self._nodes = {node.id: node for node in package.index.nodes}
        self._rows: dict[str, Atom] = {}
        self._by_aspect: dict[tuple[str, str | None], list[str]] = {}
        for form in scored_forms(chosen_forms(package, choice).values()).values():
            for block in form.blocks:
                for row in block.rows:
                    name = row_id(form.form, row.code)
                    self._rows[name] = (form.form, row.code if isinstance(form, ValueForm) else None)
                    self._by_aspect.setdefault((form.form, block.aspect), []).append(name)

    def of(self, name: str) -> tuple[Atom, ...]:
        found: dict[Atom, None] = {}
        waiting, seen = [name], set()
        while waiting:
            node_id = waiting.pop()
            if node_id in seen:
                continue
            seen.add(node_id)
            if node_id in self._rows:
                found[self._rows[node_id]] = None
            elif node_id in self._nodes:
                node = self._nodes[node_id]
                rows = rows_of(node)
                waiting += named_children(node) if rows is None else self._by_aspect.get((rows.form, rows.aspect), [])
        return tuple(found)
