"""An index tree as it is drawn: nodes and category tables, and the scale that every node gets from its children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from pekppp_rules.reading import Data
from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.testing.blocks import SELDOM, Block, provenance, text, weight, weights, written

_LONGEST = 10**12
"""A number beyond this may have more digits than a package file can say."""

_PLACES = st.integers(0, 3)
_TREE_USES = st.sampled_from((("display",), ("display", "category"), ("display", "category")))
_NODE_USES = st.sampled_from(
    (("display",), ("display", "category"), ("display", "parent"), ("display", "category", "parent"))
)
_TIMES = st.sampled_from(
    (Fraction(20), Fraction(1, 10), Fraction(25), Fraction(100, 3), Fraction(1, 2), Fraction(4, 3))
)
_PLUS = st.sampled_from(
    (Fraction(0), Fraction(0), Fraction(-10, 3), Fraction(-1), Fraction(1, 2), Fraction(5), Fraction(-15, 2))
)
_KINDS = st.sampled_from(("weighted_mean", "mean", "weighted_sum"))
_STEPS = st.lists(st.integers(1, 100), min_size=0, max_size=3, unique=True)
_LETTERS = "EDCBA"


@dataclass(frozen=True)
class Stem:
    """A node, or a row of a form, that may become a child of another node."""

    name: str
    lowest: Fraction
    """What a parent counts with at the bottom of the scale."""
    highest: Fraction


@dataclass
class Growth:
    """The nodes and tables drawn so far."""

    draw: DrawFn
    rounding: Block
    nodes: list[Block] = field(default_factory=list)
    tables: list[Block] = field(default_factory=list)
    _scales: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    """By node, its own scale: before its rounding, where its parent counts with the rounded value."""

    @classmethod
    def start(cls, draw: DrawFn) -> Growth:
        """Draw the rounding of the whole tree, and no node yet."""
        rounding: Block = {"places": draw(_PLACES), "mode": "half_up", "used_by": [*draw(_TREE_USES)]}
        return cls(draw, {**rounding, **provenance(draw)})

    def linear(self, of: Stem, times: Fraction | None = None, plus: Fraction | None = None) -> Stem:
        """Add a conversion, of a factor and an addend of its own where none are given."""
        factor = self.draw(_TIMES) if times is None else times
        addend = self.draw(_PLUS) if plus is None else plus
        node: Block = {"kind": "linear", "of": of.name, "times": written(factor)}
        if addend or self.draw(SELDOM):
            node["plus"] = written(addend)
        return self._add(node, factor * of.lowest + addend, factor * of.highest + addend)

    def over_rows(
        self, form: str, aspect: str, rule: str, total: Fraction, lowest: Fraction, highest: Fraction
    ) -> Stem:
        """Add a node over all rows of one aspect; in a weighted sum `total` is what their weights sum to."""
        node: Block = {"kind": rule, "rows": {"form": form, "aspect": aspect}}
        if self.draw(st.booleans()):
            node["aspect"] = aspect
        if rule == "weighted_mean":
            node["out_of"] = written(total)
        if rule == "weighted_sum":
            node["sum"] = written(total)
        factor = total if rule == "weighted_sum" else Fraction(1)
        return self._add(node, factor * lowest, factor * highest)

    def over_parts(self, parts: Sequence[Stem], *, may_sum: bool = True) -> Stem:
        """Add a mean, a weighted mean, or (where it `may_sum`) a weighted sum of the parts."""
        kind = self.draw(_KINDS)
        if kind == "mean" or (kind == "weighted_sum" and not may_sum):
            blocks: list[Block] = [{"node": part.name, **provenance(self.draw)} for part in parts]
            each = [Fraction(1, len(parts))] * len(parts)
            return self._add({"kind": "mean", "parts": [*blocks]}, *_between(parts, each))
        found, total = weights(self.draw, len(parts))
        blocks = [
            {"node": part.name, "weight": weight(self.draw, value), **provenance(self.draw)}
            for part, value in zip(parts, found, strict=True)
        ]
        if kind == "weighted_mean":
            each = [value / total for value in found]
            return self._add({"kind": kind, "out_of": written(total), "parts": [*blocks]}, *_between(parts, each))
        return self._add({"kind": kind, "sum": written(total), "parts": [*blocks]}, *_between(parts, found))

    def first_given(self, parts: Sequence[Stem]) -> Stem:
        """Add a choice between parts of one scale."""
        blocks: list[Block] = [{"node": part.name, **provenance(self.draw)} for part in parts]
        return self._add({"kind": "first_given", "parts": [*blocks]}, parts[0].lowest, parts[0].highest)

    def on_scale(self, stem: Stem, lowest: Fraction, highest: Fraction) -> Stem:
        """Return the stem converted to the given scale; itself where it has it already."""
        if (stem.lowest, stem.highest) == (lowest, highest):
            return stem
        times = (highest - lowest) / (stem.highest - stem.lowest)
        plus = lowest - times * stem.lowest
        node: Block = {"kind": "linear", "of": stem.name, "times": written(times), "plus": written(plus)}
        return self._add(node, lowest, highest, is_plain=True)

    def _add(self, node: Block, lowest: Fraction, highest: Fraction, *, is_plain: bool = False) -> Stem:
        """Add a node under the next name, sometimes with a rounding or categories of its own unless it `is_plain`."""
        number = len(self.nodes) + 1
        name = f"simpul{number}"
        node = {"id": name, "name": text(f"Simpul {number}", f"Node {number}"), **node, **provenance(self.draw)}
        self.nodes.append(node)
        self._scales[name] = lowest, highest
        carried = lowest, highest
        if not is_plain and self.draw(SELDOM):
            places, uses = self.draw(_PLACES), self.draw(_NODE_USES)
            if "parent" in uses:
                carried = _rounded(lowest, places), _rounded(highest, places)
            if carried[0] < carried[1]:  # a scale must not vanish in its rounding
                node["rounding"] = {"places": places, "mode": "half_up", "used_by": [*uses], **provenance(self.draw)}
        if not is_plain and self.draw(SELDOM):
            self.categorise(name)
        return Stem(name, *(carried if carried[0] < carried[1] else (lowest, highest)))

    def _rounding_of(self, node: Block) -> tuple[int, Sequence[Data]]:
        rounding = node.get("rounding", self.rounding)
        assert isinstance(rounding, dict)
        places, uses = rounding["places"], rounding["used_by"]
        assert isinstance(places, int)
        assert isinstance(uses, list)
        return places, uses

    def categorise(self, name: str) -> None:
        """Give a node a category table of its own, where it has none and the bottom of its scale can be written."""
        node = next(node for node in self.nodes if node["id"] == name)
        places, uses = self._rounding_of(node)
        lowest, highest = self._scales[name]
        if "category" in uses:
            lowest, highest = _rounded(lowest, places), _rounded(highest, places)
        if "categories" in node or not (_can_be_written(lowest) and _can_be_written(highest)):
            return
        unit = Fraction(1, 10**places)
        steps = [lowest + (highest - lowest) * Fraction(step, 100) // unit * unit for step in self.draw(_STEPS)]
        bounds = [lowest, *sorted({step for step in steps if step > lowest})]
        node["categories"] = f"tabel{len(self.tables) + 1}"
        rising: list[Data] = [
            {
                "letter": letter,
                "from": written(bound),
                "name": text(f"Predikat {letter}", f"Category {letter}"),
                **provenance(self.draw),
            }
            for letter, bound in zip(_LETTERS, bounds, strict=False)
        ]
        self.tables.append(
            {
                "id": node["categories"],
                "title": text(f"Predikat {name}", f"Categories of {name}"),
                "categories": rising[::-1],
                **provenance(self.draw),
            }
        )


def _between(parts: Sequence[Stem], each: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Return the scale of a sum of shares of the parts."""
    pairs = list(zip(parts, each, strict=True))
    return (
        sum((share * part.lowest for part, share in pairs), Fraction(0)),
        sum((share * part.highest for part, share in pairs), Fraction(0)),
    )


def _rounded(value: Fraction, places: int) -> Fraction:
    return Fraction(round_half_up(value.numerator, value.denominator, places), 10**places)


def _can_be_written(value: Fraction) -> bool:
    return abs(value.numerator) <= _LONGEST and value.denominator <= _LONGEST
