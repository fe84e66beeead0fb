"""A plan as matrices of floats that hold whole numbers, and its run over blocks of units.

Every number that occurs is a whole one below 2^53 (`bound.py` proves it for the counts that are let in), so doubles add and
multiply them exactly, in whatever order BLAS does. Weights are divided by their greatest common divisor first; where a weighted sum
then stays below 2^24, singles carry it as exactly, in half the memory. Blocks are as large as fit in a processor's cache with all
that is made of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from pekppp_rules.scoring import Bands, NodePlan
from pekppp_rules.scoring.plan import step_form
from pekppp_rules.tables.bound import limits, step_counts
from pekppp_rules.tables.matrix_scores import NO_CATEGORY
from pekppp_rules.tables.units import PlanAt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pekppp_rules.tables.matrix_input import Floats, FormMatrix

    Doubles = NDArray[np.float64]
    Count = float | Doubles
    """A count that is the same for all units, or one for each."""

MOST_UNITS = 32_768
"""Units in a block: more leave the cache, fewer spend their time on calling NumPy."""

MOST_PRODUCTS = 3 << 16
"""Units x rows x nodes in one product: above about this OpenBLAS starts threads, which cost more than they save on so little."""

MOST_LOOKED_UP = 1 << 16
"""Values between the lowest bound and the highest: a table of more leaves the cache."""

LARGEST_SINGLE = 2**24
"""Singles keep all whole numbers below it apart."""


class Ratio(NamedTuple):
    """A node of a block of units: numerator, denominator, and the value in units of its rounding."""

    num: Doubles
    den: Count
    units: Doubles


@dataclass(frozen=True)
class _Part:
    """What one form, or step, adds to a node: its weighted sum is a row of the form's product, or a step's units x weight."""

    form: str
    row: int
    step: str | None
    weight: float


class PlanRun:
    """One plan with its nodes, its weights as doubles, and how large a unit may be."""

    def __init__(self, at: PlanAt, columns: Mapping[str, tuple[str, ...]]) -> None:
        """Lay out the weights of a plan by the columns of the matrices."""
        self.plan = at.plan
        self.nodes = at.nodes
        self.limits = limits(at.plan, at.nodes, step_counts(at.plan))
        self._steps = {step_form(name): name for name in at.plan.steps}
        self._step_counts = {name: float(count) for name, count in step_counts(at.plan).items()}
        rows: dict[str, list[tuple[int, ...]]] = {}
        self._parts: dict[str, list[_Part]] = {}
        for name in at.nodes:
            self._parts[name] = []
            for form, weights in at.plan.nodes[name].weights:
                if not any(weights):
                    continue
                if form in self._steps:
                    self._parts[name].append(_Part(form, 0, self._steps[form], float(weights[0])))
                else:
                    by_node, factor = rows.setdefault(form, []), gcd(*weights)
                    self._parts[name].append(_Part(form, len(by_node), None, float(factor)))
                    by_code = dict(zip(at.plan.layouts[form], weights, strict=True))
                    by_node.append(tuple(by_code[code] // factor for code in columns[form]))
        self.weights: Mapping[str, Doubles] = {form: np.array(found, dtype=np.float64) for form, found in rows.items()}
        """By form, a row a node that rests on it, a column a column of its matrix."""
        self.lookups = {
            name: lookup for name in at.nodes if (lookup := lookup_of(at.plan.nodes[name].bands)) is not None
        }
        self._singles = {form: weights.astype(np.float32) for form, weights in self.weights.items()}
        self._most = {form: max(sum(map(abs, row)) for row in found) for form, found in rows.items()}

    def float_type(self, form: str, largest: int) -> type[np.float32 | np.float64]:
        """Return the floats that carry every weighted sum of a form exactly, for sums up to `largest`."""
        return np.float32 if self._most.get(form, 1) * largest < LARGEST_SINGLE else np.float64

    def room(self, matrix: FormMatrix, units: int) -> Floats:
        """Return room for as many sums of a form as go into one product, laid out as the caller's are."""
        form = matrix.form.form
        floats = self.float_type(form, matrix.largest)
        products = self.weights[form].size if form in self.weights else len(matrix.codes)
        by_column = matrix.sums.flags.f_contiguous and not matrix.sums.flags.c_contiguous
        shape = max(1, min(units, MOST_PRODUCTS // max(1, products))), len(matrix.codes)
        room: NDArray[Any] = np.empty(shape, floats, "F" if by_column else "C")
        return room

    def weighted(self, matrix: FormMatrix, units: slice | NDArray[np.intp], room: Floats) -> Doubles | None:
        """Return the weighted sums of a block of units, a row a node that rests on the form; None when a sum is off the scale."""
        form = matrix.form.form
        weights = (self._singles if room.dtype == np.float32 else self.weights).get(form, np.empty((0, 0), room.dtype))
        length = units.stop - units.start if isinstance(units, slice) else len(units)
        found: Floats = np.empty((len(weights), length), room.dtype)
        if matrix.is_narrow and not matrix.are_within(matrix.sums[units], units):
            return None
        for first in range(0, length, len(room)):
            end = min(first + len(room), length)
            some = slice(units.start + first, units.start + end) if isinstance(units, slice) else units[first:end]
            sums = room[: end - first]
            np.copyto(sums, matrix.sums[some], casting="unsafe")
            if not matrix.is_narrow and not matrix.are_within(sums, some):
                return None
            if len(weights) == 1:
                np.dot(sums, weights[0], out=found[0, first:end])
            elif len(weights):
                found[:, first:end] = np.dot(weights, sums.T)
        return found.astype(np.float64, copy=False)

    def ratios(self, products: Mapping[str, Doubles], counts: Mapping[str, Count], length: int) -> dict[str, Ratio]:
        """Return every node of a block of units, from their weighted sums by form, which are written over."""
        found: dict[str, Ratio] = {}
        all_counts = {**counts, **self._step_counts}
        for name in self.nodes:
            planned, parts = self.plan.nodes[name], self._parts[name]
            of_others, pooled = _products_of_others([all_counts[part.form] for part in parts])
            numerator: Count = float(planned.constant) * pooled if planned.constant else 0.0
            for part, others in zip(parts, of_others, strict=True):
                if part.step is None:
                    weighted = products[part.form][part.row]
                    weighted *= part.weight * others
                else:
                    weighted = found[part.step].units * (part.weight * others)
                if isinstance(numerator, np.ndarray) or numerator:
                    weighted += numerator
                numerator = weighted
            if not isinstance(numerator, np.ndarray):
                numerator = np.full(length, numerator)
            denominator = pooled * float(planned.divisor)
            found[name] = Ratio(numerator, denominator, rounded_units(numerator, denominator, planned.places))
        return found


def _products_of_others(counts: Sequence[Count]) -> tuple[list[Count], Count]:
    """Return for each count the product of all others, and the product of all."""
    before: Count = 1.0
    found = [before]
    for count in counts:
        before = before * count
        found.append(before)
    after: Count = 1.0
    for at in reversed(range(len(counts))):
        found[at] = found[at] * after
        after = after * counts[at]
    return found[:-1], found[-1]


def rounded_units(numerator: Doubles, denominator: Count, places: int) -> Doubles:
    """Return numerator / denominator in units of 10^-places, to the nearest, a tie upwards, as `round_half_up` does.

    The quotient of doubles is a guess. Rounding it is monotone and keeps whole numbers, so its floor is never too low, and one too
    high at most; a comparison of whole numbers settles which.
    """
    above = numerator * float(2 * 10**places)
    above += denominator
    below = denominator * 2.0
    units: Doubles = above / below
    np.floor(units, out=units)
    too_high = units * below > above
    if too_high.any():
        units -= too_high
    return units


def hundredths(planned: NodePlan, ratio: Ratio) -> Doubles:
    """Return a node rounded by its policy in hundredths; where the policy is finer, rounded to hundredths instead."""
    if planned.places <= 2:
        return ratio.units * float(10 ** (2 - planned.places)) if planned.places < 2 else ratio.units
    return rounded_units(ratio.num, ratio.den, 2)


class Lookup(NamedTuple):
    """The place of the category of every value from the lowest bound to the highest, in units of the rounding."""

    lowest: int
    places: NDArray[np.int8]


def lookup_of(bands: Bands | None) -> Lookup | None:
    """Return how the categories of rounded values are looked up; None where they are compared instead."""
    if bands is None or not bands.rounded or bands.bounds[-1] - bands.bounds[0] > MOST_LOOKED_UP:
        return None
    units = np.arange(bands.bounds[0], bands.bounds[-1] + 1)
    return Lookup(bands.bounds[0], np.searchsorted(bands.bounds[1:], units, side="right").astype(np.int8))


def category(bands: Bands | None, lookup: Lookup | None, places: int, ratio: Ratio) -> NDArray[np.int8]:
    """Return the place of a node's category among its bands; NO_CATEGORY where the regulation gives it none.

    `places` are the decimals to which the node itself is rounded.
    """
    found: NDArray[np.int8] = np.zeros(len(ratio.num), dtype=np.int8)
    if bands is None:
        found += NO_CATEGORY
        return found
    if bands.rounded:
        units = ratio.units if bands.places == places else rounded_units(ratio.num, ratio.den, bands.places)
        if lookup is not None:  # the clipped ends are the lowest category and the highest
            at = units.astype(np.intp)
            return np.take(lookup.places, at - lookup.lowest if lookup.lowest else at, mode="clip")
        for bound in bands.bounds[1:]:
            found += units >= float(bound)
        return found
    scaled = ratio.num * float(bands.unit)
    for bound in bands.bounds[1:]:
        found += scaled >= ratio.den * float(bound)
    return found


def letters_of(bands: Bands | None) -> tuple[str, ...]:
    """Return the letters of a node's categories, from the lowest up."""
    return () if bands is None else tuple(one.letter for one in bands.categories)
