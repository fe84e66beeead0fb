"""index.yaml: the tree by which scores become the index."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, StrictInt, Tag, model_validator

from pekppp_rules.regulation.model.values import Exact, Id, Model, Optional, Sourced, Text, Weight


class Rounding(Sourced):
    """To how many places, how, and for what: the number shown, or the look-up of the category."""

    places: Annotated[StrictInt, Field(ge=0, le=9)]
    mode: Literal["half_up"]
    used_by: tuple[Literal["display"]] | tuple[Literal["display"], Literal["category"]]


class Part(Sourced):
    """A child of a mean."""

    node: Id


class WeightedPart(Part):
    """A child of a weighted mean."""

    weight: Weight


class Rows(Model):
    """The scored rows of one aspect of a form, as children of a node."""

    form: Id
    aspect: Id


class _Node(Sourced):
    id: Id
    name: Text
    aspect: Optional[Id] = None
    rounding: Optional[Rounding] = None
    categories: Optional[Id] = None


class Linear(_Node):
    """A conversion: the node `of` times a number, plus another."""

    kind: Literal["linear"]
    of: Id
    times: Exact
    plus: Exact = Fraction(0)


class _OverParts(_Node):
    rows: Optional[Rows] = None

    @model_validator(mode="after")
    def _parts_or_rows(self) -> Self:
        """Its children are other nodes or the rows of a form, and there is at least one."""
        if ("parts" in self.model_fields_set) == ("rows" in self.model_fields_set):
            raise ValueError("either parts or rows")
        return self


class Mean(_OverParts):
    """The plain mean of other nodes or of the rows of a form."""

    kind: Literal["mean"]
    parts: Annotated[tuple[Part, ...], Field(min_length=1)] = ()


class WeightedMean(_OverParts):
    """A mean whose weights sum to `out_of` exactly."""

    kind: Literal["weighted_mean"]
    out_of: Exact
    parts: Annotated[tuple[WeightedPart, ...], Field(min_length=1)] = ()


def _node_kind(value: object) -> str | None:
    return value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)


Node = Annotated[
    Annotated[Linear, Tag("linear")] | Annotated[Mean, Tag("mean")] | Annotated[WeightedMean, Tag("weighted_mean")],
    Discriminator(_node_kind),
]


class Requirement(Sourced):
    """A form the index needs, and what is reported without it."""

    form: Id
    without: Literal["error"]


class Aggregation(Sourced):
    """How units become their agency's index."""

    rule: Literal["mean"]
    of: Literal["unrounded"]


class Index(Sourced):
    """index.yaml: the tree, its root, its conversion and its rounding."""

    kind: Literal["index"]
    root: Id
    conversion: Optional[Id] = None
    rounding: Rounding
    requires: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    aggregation: Aggregation
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]

    def rounding_of(self, node: Linear | Mean | WeightedMean) -> Rounding:
        """Return the node's own rounding, or the one stated for the whole tree."""
        return node.rounding or self.rounding
