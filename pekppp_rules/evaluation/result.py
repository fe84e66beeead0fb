"""The typed result. Immutable; nodes are computed when they are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pekppp_rules.errors import EvaluationError, Language, Parameter, Place, Problem, closest, printable, shown
from pekppp_rules.evaluation.finding import Finding
from pekppp_rules.evaluation.provenance import Provenance, provenance_of
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.model import Category as CategoryEntry
from pekppp_rules.regulation.model import Text
from pekppp_rules.scoring import NodePlan, Plan, Totals, round_half_up, scaled_decimal
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


@dataclass(frozen=True)
class NodeResult:
    """One node of the index tree with its value and what that rests on."""

    id: str
    name: Text
    kind: str
    value: Fraction
    """Exact, on the node's own scale."""
    rounded: Decimal
    """By the regulation's rounding policy, for display."""
    lowest: Fraction
    highest: Fraction
    weight: Fraction | None
    """Share of the parent, 0 to 1; None for the root and for conversions of it."""
    index_share: Fraction | None
    """Share of the index, 0 to 1: what one point here is worth there."""
    contribution: Fraction | None
    """Points of the index that come from here: index_share x value."""
    source: tuple[str, ...]
    confidence: str
    weight_source: tuple[str, ...]
    weight_confidence: str | None
    aspect: str | None
    children: tuple[str, ...]

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
        conversion = self.node(index.conversion).rounded if index.conversion is not None else None
        root = self.node(index.root)
        return IndexResult(root.value, root.rounded, conversion)

    @cached_property
    def category(self) -> Category | None:
        """The category of the index; None when the regulation gives it none."""
        entry = self._category_entry
        return Category.of(entry) if entry is not None else None

    @cached_property
    def _category_entry(self) -> CategoryEntry | None:
        root = self._plan.nodes[self._package.index.root]
        return root.bands.find(*root.ratio(self._totals)) if root.bands is not None else None

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
        return {name: self.node(name) for name in self._plan.nodes}

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
        node = planned.node
        value = Fraction(*planned.ratio(self._totals))
        share, weight, rests_on = self._plan.places.get(name, (None, None, None))
        return NodeResult(
            id=node.id,
            name=node.name,
            kind=node.kind,
            value=value,
            rounded=self._rounded(planned, value),
            lowest=node.lowest,
            highest=node.highest,
            weight=weight,
            index_share=share,
            contribution=None if share is None else share * value,
            source=node.row.source if node.row is not None else node.rests_on.source,
            confidence=node.row.confidence if node.row is not None else node.rests_on.confidence,
            weight_source=rests_on.source if rests_on is not None else (),
            weight_confidence=rests_on.confidence if rests_on is not None else None,
            aspect=node.aspect,
            children=tuple(branch.child for branch in node.branches),
        )

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

    @staticmethod
    def _rounded(planned: NodePlan, value: Fraction) -> Decimal:
        places = planned.node.rounding.places
        return scaled_decimal(round_half_up(value.numerator, value.denominator, places), places)

    @cached_property
    def _key(self) -> tuple[str, str]:
        said = self._submission.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return self._package.digest, json.dumps(said, sort_keys=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evaluation) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        letter = printable(self.category.letter) if self.category is not None else "-"
        return f"<Evaluation {self._package.regulation.id} index={self.index.rounded} category={letter}>"


def _optional_text(value: Fraction | None) -> str | None:
    return exact_text(value) if value is not None else None
