"""One node of the index, and the index itself: their numbers, derived when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pekppp_rules.errors import Language
from pekppp_rules.evaluation.category import Category
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Sourced, Text
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.scoring import NodePlan, Totals
from pekppp_rules.scoring.plan import Position


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
        return rounded_half_up(self._numerator, self._denominator, self._planned.places)

    @property
    def carried(self) -> Fraction:
        """What the parent counts with: `value`, or the rounded value where the regulation says so."""
        return self._planned.node.carried(self.value)

    @property
    def category(self) -> Category | None:
        """The category of the node itself; None where the regulation gives it none."""
        bands = self._planned.bands
        return Category.of(bands.find(self._numerator, self._denominator)) if bands is not None else None

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
        """Points of the index that come from here: index_share x carried.

        Where no parent counts with a rounded value, those of all children sum to their parent's.
        """
        if self._place is None:
            return None
        share = self._place.index_share
        if self._planned.is_step:
            return share * self.carried
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
            "carried": exact_text(self.carried),
            "category": None if self.category is None else self.category.data(lang),
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


class IndexResult:
    """The index: exact, rounded for display, and converted (0-100) from the exact value. Immutable."""

    __slots__ = ("_converted", "_root", "_totals")

    def __init__(self, root: NodeResult, converted: NodePlan | None, totals: Mapping[str, Totals]) -> None:
        self._root = root
        self._converted = converted
        self._totals = totals

    @property
    def value(self) -> Fraction:
        """Exact, on the regulation's scale."""
        return self._root.value

    @property
    def rounded(self) -> Decimal:
        """By the regulation's rounding policy, for display."""
        return self._root.rounded

    @property
    def conversion(self) -> Decimal | None:
        """Converted from the exact value, then rounded; None when the regulation has no conversion."""
        if self._converted is None:
            return None
        return rounded_half_up(*self._converted.ratio(self._totals), self._converted.places)

    def _parts(self) -> tuple[Fraction, Decimal, Decimal | None]:
        return self.value, self.rounded, self.conversion

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IndexResult) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return f"<IndexResult {self.rounded} = {self.value}>"


def _optional_text(value: Fraction | None) -> str | None:
    return exact_text(value) if value is not None else None
