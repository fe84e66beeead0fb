"""index.yaml: the tree by which scores become the index."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from pekppp_rules.regulation.model.values import (
    Exact,
    Id,
    Model,
    Optional,
    Sourced,
    Text,
    Weight,
    Whole,
    kind,
    told_by_key,
)

Use = Literal["display", "category", "parent"]
"""What a rounding is for: the number shown, the look-up of the category, the value the parent node counts with."""

_USES_OF_A_TREE: tuple[tuple[Use, ...], ...] = (("display",), ("display", "category"))
_USES_OF_A_NODE: tuple[tuple[Use, ...], ...] = (
    *_USES_OF_A_TREE,
    ("display", "parent"),
    ("display", "category", "parent"),
)


def _one_of(allowed: tuple[tuple[Use, ...], ...]) -> BeforeValidator:
    def check(value: object) -> object:
        if not isinstance(value, (list, tuple)) or tuple(value) not in allowed:
            raise ValueError("not one of the lists of uses")
        return value

    return BeforeValidator(check)


class Rounding(Sourced):
    """To how many places, how, and for what. The rounding of a whole tree never changes what a parent counts with."""

    places: Annotated[Whole, Field(ge=0, le=9)]
    mode: Literal["half_up"]
    used_by: Annotated[tuple[Use, ...], _one_of(_USES_OF_A_TREE)]


class NodeRounding(Rounding):
    """The rounding of one node, which may also be what its parent counts with."""

    used_by: Annotated[tuple[Use, ...], _one_of(_USES_OF_A_NODE)]


class Part(Sourced):
    """A child: another node, or a row of a form (`f02.1.a.Ak`)."""

    node: Id


class WeightedPart(Part):
    """A child with its weight."""

    weight: Weight


class Rows(Model):
    """The scored rows of one aspect of a form, as children of a node."""

    form: Id
    aspect: Id


class _Node(Sourced):
    id: Id
    name: Text
    aspect: Optional[Id] = None
    rounding: Optional[NodeRounding] = None
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


class WeightedSum(_OverParts):
    """A sum by weights as they were printed; what those add up to is stated beside them (14 x 0.071 = 0.994)."""

    kind: Literal["weighted_sum"]
    sum_: Exact = Field(alias="sum")
    parts: Annotated[tuple[WeightedPart, ...], Field(min_length=1)] = ()


class FirstGiven(_Node):
    """The value of the first part for which a submission gives anything; its parts have one scale."""

    kind: Literal["first_given"]
    parts: Annotated[tuple[Part, ...], Field(min_length=2)]


Node = Annotated[
    Annotated[Linear, kind("linear")]
    | Annotated[Mean, kind("mean")]
    | Annotated[WeightedMean, kind("weighted_mean")]
    | Annotated[WeightedSum, kind("weighted_sum")]
    | Annotated[FirstGiven, kind("first_given")],
    told_by_key("kind"),
]


AnyNode = Linear | Mean | WeightedMean | WeightedSum | FirstGiven
"""A node of any kind, as a plain union."""


class Requirement(Sourced):
    """A form the index needs, and what is reported without it."""

    form: Id
    without: Literal["error", "next_part"]
    """`error`: no index. `next_part`: a first_given node goes on to its next part."""


class Aggregation(Sourced):
    """How units become their agency's index."""

    rule: Literal["mean"]
    of: Literal["unrounded"]


class Index(Sourced):
    """index.yaml: the tree, its root, its conversion and its rounding."""

    kind: Literal["index"]
    root: Id
    conversion: Optional[Id] = None
    beside: Annotated[tuple[Id, ...], Field(min_length=1)] = ()
    """Nodes that are shown beside the index and are no part of it."""
    rounding: Rounding
    requires: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    aggregation: Aggregation
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]

    def rounding_of(self, node: AnyNode) -> Rounding:
        """Return the node's own rounding, or the one stated for the whole tree."""
        return node.rounding or self.rounding
