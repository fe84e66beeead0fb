"""The typed result. Immutable; nodes are computed when they are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pekppp_rules.errors import EvaluationError, Language, Parameter, Place, Problem, closest, shown
from pekppp_rules.evaluation.finding import Finding
from pekppp_rules.evaluation.provenance import Provenance, provenance_of
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.model import Category as CategoryEntry
from pekppp_rules.regulation.model import Sourced, Text
from pekppp_rules.scoring import NodePlan, Plan, Totals, round_half_up, scaled_decimal
from pekppp_rules.scoring.plan import Position
from pekppp_rules.submission import Period, Submission, Unit

if TYPE_CHECKING:
    from pekppp_rules.evaluation.explain import Explanation

RESULT_FORMAT = 1
"""Version of the JSON layout of an evaluation (`schemas/v1/evaluation.schema.json`)."""


@dataclass(frozen=True)
class RegulationIdentity:
    """Which regulation version gave a result."""

    id: str
    version: str
    digest: str
    citation: str


@dataclass(frozen=True)
class Category:
    """A category: its letter, its Indonesian name, and the lower bound from which it holds."""

    letter: str
    name: str
    name_en: str | None
    lower_bound: Fraction
    source: tuple[str, ...]
    confidence: str

    @classmethod
    def of(cls, entry: CategoryEntry) -> Category:
        """Return the category of an entry of a package's table."""
        return cls(entry.letter, entry.name.id, entry.name.en, entry.from_, entry.source, entry.confidence)


class NodeResult:
    """One node of the index tree with its value and what that rests on. Immutable; each part is derived when it is read."""

    __slots__ = ("_denominator", "_numerator", "_place", "_planned")

    def __init__(self, planned: NodePlan, place: Position | None, numerator: int, denominator: int) -> None:
        self._planned = planned
        self._place = place
        self._numerator = numerator
        self._denominator = denominator

    @property
    def id(self) -> str:
        """The id in the tree: `f02.a`."""
        return self._planned.node.id

    @property
    def name(self) -> Text:
        """The name in the regulation's words."""
        return self._planned.node.name

    @property
    def kind(self) -> str:
        """How it comes about: `pool`, `mean`, `weighted_mean`, `linear`."""
        return self._planned.node.kind

    @property
    def value(self) -> Fraction:
        """Exact, on the node's own scale."""
        return Fraction(self._numerator, self._denominator)

    @property
    def rounded(self) -> Decimal:
        """By the regulation's rounding policy, for display."""
        return _rounded(self._planned, self._numerator, self._denominator)

    @property
    def lowest(self) -> Fraction:
        """The lowest value its scale allows."""
        return self._planned.node.lowest

    @property
    def highest(self) -> Fraction:
        """The highest value its scale allows."""
        return self._planned.node.highest

    @property
    def weight(self) -> Fraction | None:
        """Share of the parent, 0 to 1; None for the root and for conversions of it."""
        return self._place.weight if self._place is not None else None

    @property
    def index_share(self) -> Fraction | None:
        """Share of the index, 0 to 1: what one point here is worth there."""
        return self._place.index_share if self._place is not None else None

    @property
    def contribution(self) -> Fraction | None:
        """Points of the index that come from here: index_share x value."""
        if self._place is None:
            return None
        share = self._place.index_share
        return Fraction(share.numerator * self._numerator, share.denominator * self._denominator)

    @property
    def source(self) -> tuple[str, ...]:
        """What the row or the rule of the node rests on."""
        return self._rests_on.source

    @property
    def confidence(self) -> str:
        """How far that can be trusted."""
        return self._rests_on.confidence

    @property
    def weight_source(self) -> tuple[str, ...]:
        """What the weight rests on."""
        weighed = self._weight_rests_on
        return weighed.source if weighed is not None else ()

    @property
    def weight_confidence(self) -> str | None:
        """How far the weight can be trusted."""
        weighed = self._weight_rests_on
        return weighed.confidence if weighed is not None else None

    @property
    def aspect(self) -> str | None:
        """The aspect it belongs to."""
        return self._planned.node.aspect

    @property
    def children(self) -> tuple[str, ...]:
        """The ids of the nodes it is made of."""
        return tuple([branch.child for branch in self._planned.node.branches])

    @property
    def _rests_on(self) -> Sourced:
        node = self._planned.node
        return node.row if node.row is not None else node.rests_on

    @property
    def _weight_rests_on(self) -> Sourced | None:
        return self._place.rests_on if self._place is not None else None

    def _parts(self) -> tuple[object, ...]:
        return tuple([getattr(self, name) for name in _NODE_PARTS])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NodeResult) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return f"<NodeResult {self.id} = {self.value}>"

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the node for a JSON document."""
        return {
            "name": self.name(lang),
            "kind": self.kind,
            "exact": exact_text(self.value),
            "rounded": str(self.rounded),
            "weight": _optional_text(self.weight),
            "index_share": _optional_text(self.index_share),
            "contribution": _optional_text(self.contribution),
            "scale": [exact_text(self.lowest), exact_text(self.highest)],
            "source": list(self.source),
            "confidence": self.confidence,
            "weight_source": list(self.weight_source),
            "weight_confidence": self.weight_confidence,
        }


_NODE_PARTS = tuple(name for name, part in vars(NodeResult).items() if isinstance(part, property) and name[0] != "_")
"""What a node says: two that say the same are equal."""


@dataclass(frozen=True)
class IndexResult:
    """The index: exact, rounded for display, and converted (0-100) from the exact value."""

    value: Fraction
    rounded: Decimal
    conversion: Decimal | None


class Evaluation:
    """The result of one submission under one regulation. Equal inputs under equal rules give equal evaluations."""

    def __init__(
        self,
        package: Package,
        plan: Plan,
        submission: Submission,
        totals: Mapping[str, Totals],
        findings: tuple[Finding, ...],
    ) -> None:
        self._package = package
        self._plan = plan
        self._submission = submission
        self._totals = totals
        self._findings = findings

    @property
    def regulation(self) -> RegulationIdentity:
        """The regulation version that was applied."""
        identity = self._package.regulation
        return RegulationIdentity(identity.id, version_of(self._package), self._package.digest, identity.citation)

    @property
    def submission(self) -> Submission:
        """What was evaluated."""
        return self._submission

    @property
    def unit(self) -> Unit:
        """The unit that was evaluated."""
        return self._submission.unit

    @property
    def period(self) -> Period:
        """The period of the evaluation."""
        return self._submission.period

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know beside the number."""
        return self._findings

    @cached_property
    def index(self) -> IndexResult:
        """The index on the regulation's scale, its rounded value and its conversion."""
        index = self._package.index
        root = self._plan.nodes[index.root]
        converted = self._plan.nodes[index.conversion] if index.conversion is not None else None
        return IndexResult(
            Fraction(*self._root_ratio),
            _rounded(root, *self._root_ratio),
            _rounded(converted, *converted.ratio(self._totals)) if converted is not None else None,
        )

    @cached_property
    def category(self) -> Category | None:
        """The category of the index; None when the regulation gives it none."""
        entry = self._category_entry
        return Category.of(entry) if entry is not None else None

    @cached_property
    def _category_entry(self) -> CategoryEntry | None:
        root = self._plan.nodes[self._package.index.root]
        return root.bands.find(*self._root_ratio) if root.bands is not None else None

    @cached_property
    def _root_ratio(self) -> tuple[int, int]:
        """The index as numerator and denominator: index and category both start from it."""
        return self._plan.nodes[self._package.index.root].ratio(self._totals)

    @cached_property
    def provenance(self) -> Provenance:
        """Which values of the regulation were used, and how far each can be trusted."""
        return provenance_of(self._plan, self._package.index, self._submission, self._category_entry)

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

    def explain(self) -> Explanation:
        """Return the whole derivation, top down: `print()` it, or take `.data()`."""
        from pekppp_rules.evaluation.explain import Explanation

        return Explanation(self)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the result as a JSON-ready document that fits `schemas/v1/evaluation.schema.json`."""
        regulation, index, category = self.regulation, self.index, self.category
        submission = self._submission
        return {
            "format": RESULT_FORMAT,
            "regulation": {
                "id": regulation.id,
                "version": regulation.version,
                "digest": regulation.digest,
                "citation": regulation.citation,
            },
            "unit": submission.unit.model_dump(mode="json", exclude_unset=True),
            "period": submission.period.model_dump(mode="json", exclude_unset=True),
            "index": {
                "exact": exact_text(index.value),
                "rounded": str(index.rounded),
                "conversion": str(index.conversion) if index.conversion is not None else None,
            },
            "category": None
            if category is None
            else {
                "letter": category.letter,
                "name": category.name_en if lang == "en" and category.name_en else category.name,
                "lower_bound": exact_text(category.lower_bound),
            },
            "nodes": {name: node.data(lang) for name, node in self.nodes.items()},
            "findings": [finding.data(lang) for finding in self._findings],
            "provenance": self.provenance.data(lang),
        }

    @cached_property
    def _key(self) -> tuple[str, str]:
        said = self._submission.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return self._package.digest, json.dumps(said, sort_keys=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evaluation) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        letter = self.category.letter if self.category is not None else "-"
        return f"<Evaluation {self._package.regulation.id} index={self.index.rounded} category={letter}>"


def _rounded(planned: NodePlan, numerator: int, denominator: int) -> Decimal:
    places = planned.node.rounding.places
    return scaled_decimal(round_half_up(numerator, denominator, places), places)


def _optional_text(value: Fraction | None) -> str | None:
    return exact_text(value) if value is not None else None
