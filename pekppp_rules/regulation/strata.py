"""The order in which rules have their say: strata, so that `not` and counts only look at what is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pekppp_rules.regulation.rule_walk import Dependency, Production, dependencies

Edges = Mapping[str, list[Dependency]]


def strata_of(rules: Mapping[str, Production]) -> dict[str, int]:
    """Return the stratum of every rule, from 0 up.

    A rule stands in the stratum of the rules it looks at, and one above those that must have had their say first. The rules
    must not run in a circle through `not` or a count (`unsettled_cycle`).
    """
    edges = edges_of(rules)
    strata: dict[str, int] = {}
    for component in _components(edges):
        inside = set(component)
        needed = [
            strata[edge.rule] + edge.is_final for name in component for edge in edges[name] if edge.rule not in inside
        ]
        strata.update(dict.fromkeys(component, max(needed, default=0)))
    return strata


def unsettled_cycle(rules: Mapping[str, Production]) -> list[str]:
    """Return the rules along a circle through `not` or a count, the first repeated at the end; empty when there is none."""
    edges = edges_of(rules)
    for component in _components(edges):
        inside = set(component)
        for name in component:
            for edge in edges[name]:
                if edge.is_final and edge.rule in inside:
                    return [name, *_way(edges, inside, edge.rule, name)]
    return []


def edges_of(rules: Mapping[str, Production]) -> dict[str, list[Dependency]]:
    """Return, by rule, the other rules it looks at; names that are no rule are left out."""
    return {
        name: [edge for edge in dict.fromkeys(dependencies(rule.when)) if edge.rule in rules]
        for name, rule in rules.items()
    }


def _way(edges: Edges, inside: set[str], start: str, goal: str) -> list[str]:
    """Return the shortest way from one rule of a component to another, both ends included."""
    came_from: dict[str, str] = {start: start}
    waiting = [start]
    for name in waiting:
        if name == goal:
            break
        for edge in edges[name]:
            if edge.rule in inside and edge.rule not in came_from:
                came_from[edge.rule] = name
                waiting.append(edge.rule)
    way = [goal]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def _components(edges: Edges) -> Iterable[list[str]]:
    """Return the sets of rules that look at each other, those looked at first (Tarjan's algorithm, as a loop)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    on_trail: set[str] = set()
    trail: list[str] = []
    found: list[list[str]] = []
    for start in edges:
        if start in order:
            continue
        waiting = [(start, 0)]
        while waiting:
            name, at = waiting.pop()
            if at == 0:
                order[name] = lowest[name] = len(order)
                trail.append(name)
                on_trail.add(name)
            children = edges[name]
            if at > 0 and children[at - 1].rule in on_trail:
                lowest[name] = min(lowest[name], lowest[children[at - 1].rule])
            while at < len(children) and children[at].rule in order:
                if children[at].rule in on_trail:
                    lowest[name] = min(lowest[name], order[children[at].rule])
                at += 1
            if at < len(children):
                waiting += [(name, at + 1), (children[at].rule, 0)]
            elif lowest[name] == order[name]:
                component = trail[trail.index(name) :]
                del trail[-len(component) :]
                on_trail.difference_update(component)
                found.append(component)
    return found
