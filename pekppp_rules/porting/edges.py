"""The values at which a category begins, and submissions whose index is exactly such a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pekppp_rules.api import Regulation
from pekppp_rules.porting.inputs import Input, answers_between, made_input
from pekppp_rules.porting.situations import Situation, situations
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.authored import number_as_written
from pekppp_rules.regulation.model import RubricForm, ScoredForm
from pekppp_rules.regulation.tree import TreeNode, all_choices, build_tree
from pekppp_rules.scoring import compile_bands
from pekppp_rules.submission import Submission

_MOST_LEVELS = 10


@dataclass(frozen=True)
class Edge:
    """An index value, and why it is tried."""

    name: str
    value: Fraction


def edges(package: Package) -> list[Edge]:
    """Return, for a package whose index has categories, the ends of its scale and what lies around each lower bound.

    `least` is the least value of a category: where the rounded value is looked up, the tie that is rounded up to its bound.
    """
    root = _root(package)
    if root is None or root.categories is None:
        return []
    bands = compile_bands(package.table(root.categories), root.rounding)
    unit = Fraction(1, 10**root.rounding.places)
    found = [Edge("lowest", root.lowest), Edge("highest", root.highest), Edge("first_tie", root.lowest + unit / 2)]
    for category in bands.categories[1:]:
        least = bands.least(category)
        for name, value in (("below", least - unit / 1000), ("least", least), ("bound", category.from_)):
            found.append(Edge(f"{category.letter}/{name}", value))
    return [edge for edge in found if root.lowest <= edge.value <= root.highest]


def edge_inputs(regulation: Regulation) -> Iterator[Input]:
    """Yield submissions whose index is exactly an edge, where surveys or values are fine enough to reach it.

    Rubrics have one level throughout, everything else lies equally far up its scale: the first combination that reaches an edge
    is used. What steps of rounding inside the index put out of reach is left out.
    """
    package = regulation.package
    found = edges(package)
    for situation in situations(package):
        waiting = {edge.name: edge for edge in found}
        for level in _rubric_levels(situation):
            lower, upper = (_index(regulation, situation, level, Fraction(share)) for share in (0, 1))
            if lower >= upper:
                continue
            for edge in list(waiting.values()):
                share = (edge.value - lower) / (upper - lower)
                if not 0 <= share <= 1 or not _can_be_written(situation, share):
                    continue
                if _index(regulation, situation, level, share) == edge.value:
                    del waiting[edge.name]
                    yield _input(package, situation, edge.name, level, share)


def value_name(edge: Edge) -> str:
    """Return the name of the vector that looks an edge up in the table of categories alone."""
    return f"value/{edge.name}={exact_text(edge.value)}"


def _root(package: Package) -> TreeNode | None:
    return build_tree(package, all_choices(package)[0]).get(package.index.root)


def _rubric_levels(situation: Situation) -> list[int]:
    """Return the levels to try, as far up the scale of any rubric as they go; one where there is no rubric."""
    heights = [form.scale.highest - form.scale.lowest for form in situation.scored.values() if _is_rubric(form)]
    return list(range(min(_MOST_LEVELS, *heights) + 1)) if heights else [0]


def _is_rubric(form: ScoredForm) -> bool:
    return isinstance(form, RubricForm)


def _input(package: Package, situation: Situation, name: str, level: int, share: Fraction) -> Input:
    def above_lowest(form: ScoredForm, _code: str, _sheet: int) -> int:
        return form.scale.lowest + level

    return made_input(package, situation, "edge", name, answers_between(situation, above_lowest, share))


def _index(regulation: Regulation, situation: Situation, level: int, share: Fraction) -> Fraction:
    made = _input(regulation.package, situation, "tried", level, share)
    return regulation.evaluate(Submission.model_validate(made.data)).index.value


def _can_be_written(situation: Situation, share: Fraction) -> bool:
    """Whether every survey and value, so far up its scale, is a decimal that a submission can hold; at least one there is."""
    scales = [form.scale for form in situation.scored.values() if not _is_rubric(form)]
    written = [number_as_written(scale.lowest + share * (scale.highest - scale.lowest)) for scale in scales]
    return bool(written) and not any(isinstance(number, str) for number in written)
