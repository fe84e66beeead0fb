"""index.yaml: the tree by which scores become the index."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Discriminator, StrictInt, Tag

from pekppp_rules.regulation.model.values import Exact, Model, Sourced, Text, Weight


class Rounding(Sourced):
    """To how many places, how, and for what: the number shown, or the look-up of the category."""

    places: StrictInt
    mode: Literal["half_up"]
    used_by: tuple[Literal["display", "category"], ...]


class Part(Sourced):
    """A child of a mean."""

    node: str


class WeightedPart(Part):
    """A child of a weighted mean."""

    weight: Weight


class Rows(Model):
    """The scored rows of one aspect of a form, as children of a node."""

    form: str
    aspect: str


class _Node(Sourced):
    id: str
    name: Text
    aspect: str | None = None
    rounding: Rounding | None = None
    categories: str | None = None


class Linear(_Node):
    """A conversion: the node `of` times a number, plus another."""

    kind: Literal["linear"]
    of: str
    times: Exact
    plus: Exact = Fraction(0)


class Mean(_Node):
    """The plain mean of other nodes or of the rows of a form."""

    kind: Literal["mean"]
    parts: tuple[Part, ...] = ()
    rows: Rows | None = None


class WeightedMean(_Node):
    """A mean whose weights sum to `out_of` exactly."""

    kind: Literal["weighted_mean"]
    out_of: Exact
    parts: tuple[WeightedPart, ...] = ()
    rows: Rows | None = None


def _node_kind(value: object) -> str | None:
    return value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)


Node = Annotated[
    Annotated[Linear, Tag("linear")] | Annotated[Mean, Tag("mean")] | Annotated[WeightedMean, Tag("weighted_mean")],
    Discriminator(_node_kind),
]


class Requirement(Sourced):
    """A form the index needs, and what is reported without it."""

    form: str
    without: Literal["error"]


class Aggregation(Sourced):
    """How units become their agency's index."""

    rule: Literal["mean"]
    of: Literal["unrounded"]


class Index(Sourced):
    """index.yaml: the tree, its root, its conversion and its rounding."""

    kind: Literal["index"]
    root: str
    conversion: str | None = None
    rounding: Rounding
    requires: tuple[Requirement, ...]
    aggregation: Aggregation
    nodes: tuple[Node, ...]

    def rounding_of(self, node: Linear | Mean | WeightedMean) -> Rounding:
        """Return the node's own rounding, or the one stated for the whole tree."""
        return node.rounding or self.rounding
