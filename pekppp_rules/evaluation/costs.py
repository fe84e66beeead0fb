"""What steps cost, and which indicators stay as they are: as a caller names them, checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pekppp_rules.errors import EvaluationError, Parameter, Path, Phrase, Place, Problem, closest, shown
from pekppp_rules.reading import to_exact
from pekppp_rules.regulation.model import Form, RubricForm
from pekppp_rules.regulation.tree import row_id

Cost = int | Decimal | Fraction
"""The cost of raising an indicator by one whole level: an exact number, zero or more."""

Costs = Mapping[str, Cost | Mapping[int, Cost]]
"""By code or node id of an indicator, the cost of each of its levels, or a cost for every level it can be raised to."""

_EXACT = Phrase("bilangan persis: int, Decimal, atau Fraction", "an exact number: int, Decimal or Fraction")
_NOT_NEGATIVE = Phrase("nol atau lebih", "zero or more")


@dataclass(frozen=True)
class Prices:
    """The costs of levels and the fixed indicators, by node id."""

    of_levels: Mapping[tuple[str, int], Fraction]
    fixed: frozenset[str]

    def of(self, node: str, level: int) -> Fraction:
        """Return what it costs to raise an indicator from the level below to `level`: 1 where nothing was said."""
        return self.of_levels.get((node, level), Fraction(1))


def read_prices(forms: Iterable[Form], costs: Costs, fixed: Collection[str]) -> Prices:
    """Return costs and fixed indicators by node id. A code that stands in several forms means each; a node id goes first.

    Raises EvaluationError with every unknown indicator (PKP-202), cost below zero or of a level that does not exist (PKP-505),
    and cost that is no exact number (PKP-503).
    """
    levels: dict[str, range] = {}
    nodes: dict[str, list[str]] = {}
    for form in forms:
        if isinstance(form, RubricForm):
            for code in (*form.codes, *(row.code for row in form.unscored)):
                levels[row_id(form.form, code)] = range(form.scale.lowest + 1, form.scale.highest + 1)
                nodes.setdefault(code, []).append(row_id(form.form, code))
    nodes |= {node: [node] for node in levels}
    problems = [
        _unknown(name, nodes, what)
        for what, names in (("costs", costs), ("fixed", fixed))
        for name in names
        if name not in nodes
    ]
    of_levels: dict[tuple[str, int], Fraction] = {}
    for name in sorted(costs.keys() & nodes.keys(), key=lambda name: name in levels):
        its_levels = sorted({level for node in nodes[name] for level in levels[node]})
        found = _costs_by_level(name, costs[name], its_levels, problems)
        of_levels |= {(node, level): cost for node in nodes[name] for level, cost in found.items()}
    if problems:
        raise EvaluationError(problems)
    return Prices(of_levels, frozenset(node for name in fixed for node in nodes[name]))


def _costs_by_level(
    name: str, given: Cost | Mapping[int, Cost], levels: list[int], problems: list[Problem]
) -> dict[int, Fraction]:
    path: Path = ("costs", name)
    if not isinstance(given, Mapping):
        return dict.fromkeys(levels, _cost(given, path, problems))
    between = Phrase(f"{levels[0]} sampai {levels[-1]}", f"{levels[0]} to {levels[-1]}")
    for level in given:
        if level not in levels:
            problems.append(Problem("PKP-505", Place(path=path), {"value": shown(str(level)), "expected": between}))
    return {level: _cost(cost, (*path, level), problems) for level, cost in given.items() if level in levels}


def _cost(given: object, path: Path, problems: list[Problem]) -> Fraction:
    """Return a cost; where it is none, say so and return zero."""
    place = Place(path=path)
    try:
        if isinstance(given, str):
            raise ValueError("a text")
        cost = to_exact(given)
    except ValueError:
        found = str(given) if isinstance(given, Decimal) else type(given).__name__
        problems.append(Problem("PKP-503", place, {"found": found, "expected": _EXACT}))
        return Fraction(0)
    if cost < 0:
        problems.append(Problem("PKP-505", place, {"value": shown(str(given)), "expected": _NOT_NEGATIVE}))
    return cost


def _unknown(name: str, known: Iterable[str], what: str) -> Problem:
    parameters: dict[str, Parameter] = {"code": shown(name)}
    if near := closest(name, known):
        parameters["suggestion"] = near
    return Problem("PKP-202", Place(path=(what, name)), parameters)
