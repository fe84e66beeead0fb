"""The cheapest choice of at most one option from each group whose gains reach what is needed. Exact, in integers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

Option = tuple[int, int]
"""A price of at least 0 and a gain above 0."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """What has been chosen so far, as a chain."""

    price: int
    gain: int
    taken: tuple[int, int] | None
    """The group and the option that was taken last."""
    before: _Choice | None


def cheapest(groups: Sequence[Sequence[Option]], need: int) -> dict[int, int] | None:
    """Return, by group, the option to take so that the gains sum to `need` or more at the least total price.

    None when all of them together fall short. Groups are decided one after the other. A choice is given up when another costs
    no more and gains as much, or when even divisible options could not bring it below the best end known (the bound of
    Dantzig for the knapsack), so no better choice is ever lost.
    """
    if need <= 0:
        return {}
    if sum(max((gain for _, gain in group), default=0) for group in groups) < need:
        return None
    open_groups = [_Divisible.over(groups[at:]) for at in range(len(groups) + 1)]
    best: _Choice | None = None
    limit = open_groups[0].price_whole(need)
    kept = [_Choice(0, 0, None, None)]
    for at, group in enumerate(groups):
        extended = list(kept)
        for number, (price, gain) in enumerate(group):
            extended += [_Choice(one.price + price, one.gain + gain, (at, number), one) for one in kept]
        extended.sort(key=lambda one: (one.price, -one.gain))
        kept, most = [], -1
        for one in extended:
            if one.gain <= most:
                continue
            most = one.gain
            if one.gain >= need:
                if best is None or one.price < best.price:
                    best, limit = one, min(limit, one.price)
            elif open_groups[at + 1].price_at_least(need - one.gain, limit - one.price):
                kept.append(one)
    return _taken(best)


def _taken(choice: _Choice | None) -> dict[int, int] | None:
    if choice is None:
        return None
    found: dict[int, int] = {}
    at: _Choice | None = choice
    while at is not None:
        if at.taken is not None:
            found[at.taken[0]] = at.taken[1]
        at = at.before
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class _Divisible:
    """Groups whose options may be taken in parts: the segments of their lower hulls, the best value first."""

    segments: tuple[Option, ...]
    prices: tuple[int, ...]
    """The price of the first segments, from none to all."""
    gains: tuple[int, ...]

    @classmethod
    def over(cls, groups: Sequence[Sequence[Option]]) -> _Divisible:
        """Return the segments of all groups together."""
        segments = sorted(
            (segment for group in groups for segment in _hull(group)), key=lambda one: Fraction(one[0], one[1])
        )
        prices = accumulate((price for price, _ in segments), initial=0)
        gains = accumulate((gain for _, gain in segments), initial=0)
        return cls(tuple(segments), tuple(prices), tuple(gains))

    def price_whole(self, need: int) -> int:
        """Return the price of whole segments that reach `need`: a real choice, for those of one group come in order."""
        return self.prices[bisect_left(self.gains, need)]

    def price_at_least(self, need: int, limit: int) -> bool:
        """Return whether `need` can be reached at all, and for no more than `limit` where parts may be taken."""
        last = bisect_left(self.gains, need)
        if last == len(self.gains):
            return False
        price, gain = self.segments[last - 1]
        rest = need - self.gains[last - 1]
        return (limit - self.prices[last - 1]) * gain >= price * rest


def _hull(group: Sequence[Option]) -> list[Option]:
    """Return the differences between neighbours on the lower convex hull of nothing and the options, in order of gain."""
    corners: list[Option] = [(0, 0)]
    for price, gain in sorted(group, key=lambda option: (option[1], option[0])):
        if gain == corners[-1][1]:
            continue
        while len(corners) > 1 and _lies_above(corners[-2], corners[-1], (price, gain)):
            corners.pop()
        corners.append((price, gain))
    return [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(corners)]


def _lies_above(first: Option, second: Option, third: Option) -> bool:
    """Whether the second point lies on or above the line from the first to the third."""
    return (second[0] - first[0]) * (third[1] - first[1]) >= (third[0] - first[0]) * (second[1] - first[1])
