"""What an evaluation and a row of a scored table have in common: exact numbers of one unit under one regulation version."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pekppp_rules.errors import EvaluationError, Parameter, Place, Problem, closest, shown
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.finding import Finding
from pekppp_rules.evaluation.node import IndexResult, NodeResult
from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.model import Category as CategoryEntry
from pekppp_rules.regulation.model import FieldValues, Named
from pekppp_rules.scoring import Plan, Totals
from pekppp_rules.submission import Period, Unit


@dataclass(frozen=True)
class RegulationIdentity:
    """Which regulation version gave a result."""

    id: str
    version: str
    digest: str
    citation: str


class UnitResult(ABC):
    """The index of a unit with every node below it: an `Evaluation`, or a `ScoredUnit` of a table."""

    def __init__(self, package: Package, plan: Plan, totals: Mapping[str, Totals]) -> None:
        self._package = package
        self._plan = plan
        self._totals = totals

    @property
    @abstractmethod
    def unit(self) -> Unit:
        """The unit that was evaluated."""

    @property
    @abstractmethod
    def period(self) -> Period:
        """The period of the evaluation."""

    @property
    @abstractmethod
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know beside the number."""

    @property
    def regulation(self) -> RegulationIdentity:
        """The regulation version that was applied."""
        identity = self._package.regulation
        return RegulationIdentity(identity.id, version_of(self._package), self._package.digest, identity.citation)

    @property
    def package(self) -> Package:
        """The typed content of the regulation version that was applied."""
        return self._package

    @property
    def root_id(self) -> str:
        """The id of the node that is the index."""
        return self._package.index.root

    @property
    def aspects(self) -> tuple[Named, ...]:
        """The aspects of the regulation, in its order."""
        return self._package.regulation.aspects

    @property
    def fields(self) -> tuple[FieldValues, ...]:
        """The values that the regulation names for fields of a submission."""
        return self._package.regulation.fields

    @property
    def index(self) -> IndexResult:
        """The index on the regulation's scale, its rounded value and its conversion."""
        index, plan = self._package.index, self._plan
        root = NodeResult(plan.nodes[index.root], plan.places.get(index.root), *self._root_ratio)
        return IndexResult(root, None if index.conversion is None else plan.nodes[index.conversion], self._totals)

    @property
    def category(self) -> Category | None:
        """The category of the index; None when the regulation gives it none."""
        entry = self._category_entry
        return Category.of(entry) if entry is not None else None

    @property
    def _category_entry(self) -> CategoryEntry | None:
        root = self._plan.nodes[self._package.index.root]
        return root.bands.find(*self._root_ratio) if root.bands is not None else None

    @cached_property
    def _root_ratio(self) -> tuple[int, int]:
        """The index as numerator and denominator: index and category both start from it."""
        return self._plan.nodes[self._package.index.root].ratio(self._totals)

    @property
    def node_ids(self) -> tuple[str, ...]:
        """The ids of all nodes: rows of the forms first, the root and its conversion last."""
        return tuple(self._plan.nodes)

    @property
    def nodes(self) -> dict[str, NodeResult]:
        """Every node by id."""
        places, totals = self._plan.places, self._totals
        return {
            name: NodeResult(planned, places.get(name), *planned.ratio(totals))
            for name, planned in self._plan.nodes.items()
        }

    def node(self, name: str) -> NodeResult:
        """Return a node of the index tree: `f02`, `f02.a`, `f02.1.a.Ak`.

        Raises EvaluationError (PKP-404) with a did-you-mean when there is none of that name.
        """
        if name not in self._plan.nodes:
            parameters: dict[str, Parameter] = {"name": shown(name)}
            if near := closest(name, self._plan.nodes):
                parameters["suggestion"] = near
            raise EvaluationError(Problem("PKP-404", Place(), parameters))
        planned = self._plan.nodes[name]
        return NodeResult(planned, self._plan.places.get(name), *planned.ratio(self._totals))
