"""The plans a table needs: one for each choice of form variants, and for each way in which alternatives can be given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from pekppp_rules.errors import EvaluationError, Place, Problem
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FirstGiven, ScoredForm, ValueForm
from pekppp_rules.regulation.tree import (
    Choice,
    Given,
    all_choices,
    build_nodes,
    chosen_forms,
    has_alternatives,
    named_children,
    row_id,
    rows_of,
    scored_forms,
)
from pekppp_rules.scoring import Plan, compile_plan

MOST_ALTERNATIVES = 10
"""Forms and values between which `first_given` may choose: each doubles the combinations."""


@dataclass(frozen=True)
class Case:
    """One choice of form variants."""

    at: int
    """Its place among the cases of the package."""
    choice: Choice
    forms: Mapping[str, ScoredForm]
    alternatives: tuple[str, ...]
    """The forms, and the node ids of values, on which it depends what the index rests on."""
    plans: tuple[tuple[Plan, tuple[int, ...]], ...]
    """Each plan with the combinations that lead to it; bit i is set where alternative i is given."""


_MOST_KEPT = 64

_kept: dict[tuple[str, int], list[Case]] = {}
"""By digest of the package, and the bound it was held against: compiling takes longer than scoring ten thousand units."""


def cases_of(package: Package) -> list[Case]:
    """Return the cases of a package, in the order in which the regulation names the values of its fields.

    Raises EvaluationError (PKP-706) when what the index rests on depends on too many forms and values.
    """
    key = package.digest, MOST_ALTERNATIVES
    cases = _kept.get(key)
    if cases is None:
        cases = [_case(package, at, choice) for at, choice in enumerate(all_choices(package))]
        if len(_kept) < _MOST_KEPT:
            _kept[key] = cases
    return list(cases)


def _case(package: Package, at: int, choice: Choice) -> Case:
    forms = scored_forms(chosen_forms(package, choice).values())
    alternatives = _alternatives(package, forms) if has_alternatives(package) else ()
    if len(alternatives) > MOST_ALTERNATIVES:
        told = {"found": len(alternatives), "most": MOST_ALTERNATIVES}
        raise EvaluationError(Problem("PKP-706", Place(), dict(told)))
    combinations_of: dict[tuple[tuple[str, str], ...], list[int]] = {}
    given_of: dict[tuple[tuple[str, str], ...], Given] = {}
    for given in _subsets(alternatives):
        shape = _shape(package, choice, given)
        combinations_of.setdefault(shape, []).append(sum(1 << alternatives.index(name) for name in given))
        given_of.setdefault(shape, given)
    plans = tuple(
        (compile_plan(package, choice, given_of[shape]), tuple(masks)) for shape, masks in combinations_of.items()
    )
    return Case(at, choice, forms, alternatives, plans)


def _subsets(names: tuple[str, ...]) -> Iterable[Given]:
    return (frozenset(some) for size in range(len(names) + 1) for some in combinations(names, size))


def _shape(package: Package, choice: Choice, given: Given) -> tuple[tuple[str, str], ...]:
    """Return which part each `first_given` node takes."""
    built = build_nodes(package, choice, given)
    return tuple(
        (node.id, built[node.id].branches[0].child)
        for node in package.index.nodes
        if isinstance(node, FirstGiven) and node.id in built
    )


def _alternatives(package: Package, forms: Mapping[str, ScoredForm]) -> tuple[str, ...]:
    """Return what stands below a part of a `first_given` node: pooled forms by name, values by their node id."""
    defined = {node.id: node for node in package.index.nodes}
    rows = {row_id(form.form, code): form for form in forms.values() for code in form.codes}
    found: dict[str, None] = {}
    waiting = [part.node for node in package.index.nodes if isinstance(node, FirstGiven) for part in node.parts]
    done: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        if name in rows:
            found[name if isinstance(rows[name], ValueForm) else rows[name].form] = None
        elif name in defined:
            waiting += named_children(defined[name])
            taken = rows_of(defined[name])
            if taken is not None and taken.form in forms:
                blocks = forms[taken.form].blocks
                waiting += [
                    row_id(taken.form, row.code)
                    for block in blocks
                    if block.aspect == taken.aspect
                    for row in block.rows
                ]
    return tuple(sorted(found))
