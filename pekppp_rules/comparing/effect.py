"""What another regulation version does to one submission, and which part of it comes from weights, rounding and thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pekppp_rules.api import Regulation
from pekppp_rules.comparing.correspondence import FormPair
from pekppp_rules.comparing.migration import Migration, migrate
from pekppp_rules.comparing.weights import same_nodes
from pekppp_rules.errors import Language, PekpppError, Problem, shown
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Rounding, Text
from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.scoring import NodePlan
from pekppp_rules.submission import Submission

Cause = Literal["scale", "weights", "rounding", "thresholds"]


@dataclass(frozen=True)
class IndexChange:
    """The index under both versions. The parts of a change sum to it exactly.

    The index of the second version is looked at first with the rounding and categories of the first, then with the rounding of
    the second, then with the categories of the second as well. What changes at each step comes from the weights (the index tree:
    weights, rows, rounding inside it), from the rounding of the index, from the thresholds.
    """

    before: Fraction
    after: Fraction
    rounded_before: Decimal
    rounded_after: Decimal
    from_weights: Fraction
    """Part of the change of the rounded index."""
    from_rounding: Fraction
    """The rest of it."""
    categories: tuple[Category | None, Category | None, Category | None, Category | None]
    """Under the first version; with the weights of the second; with its rounding too; under the second. The two between are None
    where the scales of the indices differ, for the bounds of one then say nothing about the other."""
    is_same_scale: bool

    @property
    def change(self) -> Fraction:
        """The change of the rounded index: `from_weights` + `from_rounding`."""
        return Fraction(self.rounded_after) - Fraction(self.rounded_before)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What the letter of the category changed by, step by step; empty where no step changed it."""
        if not self.is_same_scale:
            return ("scale",)
        letters = [None if category is None else category.letter for category in self.categories]
        steps: tuple[Cause, ...] = ("weights", "rounding", "thresholds")
        return tuple(cause for cause, one, other in zip(steps, letters, letters[1:], strict=False) if one != other)

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the change for a JSON document."""
        return {
            "before": exact_text(self.before),
            "after": exact_text(self.after),
            "rounded_before": str(self.rounded_before),
            "rounded_after": str(self.rounded_after),
            "from_weights": exact_text(self.from_weights),
            "from_rounding": exact_text(self.from_rounding),
            "categories": [None if one is None else one.data(lang) for one in self.categories],
            "is_same_scale": self.is_same_scale,
            "causes": list(self.causes),
        }


@dataclass(frozen=True)
class NodeChange:
    """One node under both versions; None where a version has no such node."""

    node: str
    name: Text
    before: Fraction | None
    after: Fraction | None
    contribution_before: Fraction | None
    """Points of the index that came from here; None beside the index."""
    contribution_after: Fraction | None

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the change for a JSON document."""
        parts = ("before", "after", "contribution_before", "contribution_after")
        numbers = {part: getattr(self, part) for part in parts}
        exact = {part: None if value is None else exact_text(value) for part, value in numbers.items()}
        return {"node": self.node, "name": self.name(lang), **exact}


@dataclass(frozen=True)
class SubmissionEffect:
    """One submission under both versions, or why one of them cannot evaluate it."""

    submission: Submission
    migration: Migration | None
    """How it came under the version that it does not name; None where that failed."""
    index: IndexChange | None
    """None where one of the versions cannot evaluate it."""
    nodes: tuple[NodeChange, ...]
    """Every node of either version, those of the first that the second lacks last."""
    problems_before: tuple[Problem, ...]
    """Why the first version cannot evaluate it; a submission is tried under the version that it names first."""
    problems_after: tuple[Problem, ...]

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the effect for a JSON document."""
        return {
            "unit": self.submission.unit.name,
            "agency": self.submission.unit.agency,
            "year": self.submission.period.year,
            "migration": None if self.migration is None else self.migration.data(lang),
            "index": None if self.index is None else self.index.data(lang),
            "nodes": [node.data(lang) for node in self.nodes],
            "problems_before": [problem.data(lang) for problem in self.problems_before],
            "problems_after": [problem.data(lang) for problem in self.problems_after],
        }


def effect_on(
    submission: Submission, before: Regulation, after: Regulation, pairs: tuple[FormPair, ...]
) -> SubmissionEffect:
    """Return what `after` makes of a submission that `before` evaluates, or the other way round; it may be one of either."""
    if submission.regulation not in {before.id, after.id}:
        return _of_neither(submission, before, after)
    is_old = submission.regulation == before.id
    home, abroad = (before, after) if is_old else (after, before)
    at_home, problems = _evaluated(submission, home)
    migration = migrate(submission, home, abroad) if at_home is not None else None
    elsewhere, unfit = _evaluated(migration.submission, abroad) if migration is not None else (None, ())
    one, other = (at_home, elsewhere) if is_old else (elsewhere, at_home)
    problems_before, problems_after = (problems, unfit) if is_old else (unfit, problems)
    return SubmissionEffect(
        submission=submission,
        migration=migration,
        index=index_change(one, other) if one is not None and other is not None else None,
        nodes=tuple(_nodes(one, other, pairs)) if one is not None and other is not None else (),
        problems_before=problems_before,
        problems_after=problems_after,
    )


def _of_neither(submission: Submission, before: Regulation, after: Regulation) -> SubmissionEffect:
    place, found = submission.place(("regulation",)), shown(submission.regulation)
    problems = [Problem("PKP-213", place, {"found": found, "expected": one.id}) for one in (before, after)]
    return SubmissionEffect(submission, None, None, (), (problems[0],), (problems[1],))


def _evaluated(submission: Submission, regulation: Regulation) -> tuple[Evaluation | None, tuple[Problem, ...]]:
    try:
        return regulation.evaluate(submission), ()
    except PekpppError as error:
        return None, error.problems


def index_change(before: Evaluation, after: Evaluation) -> IndexChange:
    """Return the index under both versions, and the steps from one to the other."""
    old, new = before._plan.nodes[before.root_id], after._plan.nodes[after.root_id]
    one, other = before.index.value, after.index.value
    is_same_scale = (old.node.lowest, old.node.highest) == (new.node.lowest, new.node.highest)
    rounded = Fraction(before.index.rounded), _rounded(other, old.node.rounding), Fraction(after.index.rounded)
    between = (
        (_category(other, old, old.node.rounding), _category(other, old, new.node.rounding))
        if is_same_scale
        else (None, None)
    )
    return IndexChange(
        before=one,
        after=other,
        rounded_before=before.index.rounded,
        rounded_after=after.index.rounded,
        from_weights=rounded[1] - rounded[0],
        from_rounding=rounded[2] - rounded[1],
        categories=(before.category, *between, after.category),
        is_same_scale=is_same_scale,
    )


def _category(value: Fraction, planned: NodePlan, rounding: Rounding) -> Category | None:
    """Return the category that a node's table gives a value on its scale, by any rounding."""
    if planned.bands is None:
        return None
    compared = _rounded(value, rounding) if "category" in rounding.used_by else value
    entries = planned.bands.categories
    return Category.of(next((entry for entry in reversed(entries) if entry.from_ <= compared), entries[0]))


def _rounded(value: Fraction, rounding: Rounding) -> Fraction:
    return Fraction(round_half_up(value.numerator, value.denominator, rounding.places), 10**rounding.places)


def _nodes(before: Evaluation, after: Evaluation, pairs: tuple[FormPair, ...]) -> Iterator[NodeChange]:
    same = same_nodes(before._plan, after._plan, pairs)
    old, new = before.nodes, after.nodes
    for name, node in new.items():
        one = old[name] if name in same else None
        yield NodeChange(
            name,
            node.name,
            None if one is None else one.value,
            node.value,
            None if one is None else one.contribution,
            node.contribution,
        )
    for name, node in old.items():
        if name not in same:
            yield NodeChange(name, node.name, node.value, None, node.contribution, None)
