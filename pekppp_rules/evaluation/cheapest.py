"""The cheapest choice of at most one option from each group whose gains reach what is needed, exactly, in integers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

Option = tuple[int, int]
"""A price and a gain, both greater than zero."""


@dataclass(frozen=True)
class _Outlook:
    """The best that the groups still open could do if options were divisible: the segments of their hulls, best value first.

    Taking segments whole gives real options, because the segments of one group come in its own order; dividing the last one
    gives a bound that no choice of options undercuts.
    """

    segments: tuple[Option, ...]
    prices: tuple[int, ...]
    """The price of the first segments, from none to all."""
    gains: tuple[int, ...]

    @classmethod
    def over(cls, hulls: Sequence[Sequence[Option]]) -> _Outlook:
        segments = tuple(sorted((segment for hull in hulls for segment in hull), key=_price_of_a_point))
        prices = accumulate((price for price, _ in segments), initial=0)
        gains = accumulate((gain for _, gain in segments), initial=0)
        return cls(segments, tuple(prices), tuple(gains))


def cheapest(groups: Sequence[Sequence[Option]], need: int) -> int | None:
    """Return the least total price of options, at most one from each group, whose gains sum to `need` or more.

    None when all of them together fall short. The groups are decided one after the other; of the choices made so far only
    those are kept that cost less than any with as much gain, and that could still end below the best end found.
    """
    groups = [group for group in groups if group]
    hulls = [_hull(group) for group in groups]
    order = _clearest_first(groups, _Outlook.over(hulls), need)
    best: int | None = None
    kept: list[Option] = [(0, 0)]
    for at, group in enumerate(order):
        outlook = _Outlook.over([hulls[later] for later in order[at:]])
        best, kept = _promising(kept, need, outlook, best)
        kept = _undominated(kept, groups[group])
    return _promising(kept, need, _Outlook.over([]), best)[0]


def _clearest_first(groups: Sequence[Sequence[Option]], outlook: _Outlook, need: int) -> list[int]:
    """Return the positions of the groups, those first in which the best option is best by far.

    Best is meant at the price that a point of gain has where the divisible options reach the need. A wrong choice that costs
    much is soon given up, so the doubtful groups are left to the end.
    """
    last = min(bisect_left(outlook.gains, need), len(outlook.segments)) - 1
    if last < 0:
        return list(range(len(groups)))
    price_of, points = outlook.segments[last]

    def lead(at: int) -> int:
        losses = sorted([0, *(price * points - price_of * gain for price, gain in groups[at])])
        return losses[1] - losses[0]

    return sorted(range(len(groups)), key=lead, reverse=True)


def _promising(
    choices: Sequence[Option], need: int, outlook: _Outlook, best: int | None
) -> tuple[int | None, list[Option]]:
    """Return the best end found so far, and the choices that could end below it."""
    kept = []
    segments, prices, gains = outlook.segments, outlook.prices, outlook.gains
    for choice in choices:
        price, gain = choice
        rest = need - gain
        if rest <= 0:
            best = price if best is None else min(best, price)
            continue
        last = bisect_left(gains, rest)
        if last == len(gains):
            continue
        end = price + prices[last]
        if best is None or end < best:
            best = end
        whole_price, whole_gain = segments[last - 1]
        if (best - price - prices[last - 1]) * whole_gain > whole_price * (rest - gains[last - 1]):
            kept.append(choice)
    return best, kept


def _undominated(choices: Sequence[Option], group: Sequence[Option]) -> list[Option]:
    """Return the choices with and without each option of a group, but none that costs as much as one with more gain."""
    extended = list(choices)
    for more_price, more_gain in group:
        extended += [(price + more_price, gain + more_gain) for price, gain in choices]
    extended.sort()
    kept, most = [], -1
    for choice in extended:
        if choice[1] > most:
            kept.append(choice)
            most = choice[1]
    return kept


def _hull(group: Sequence[Option]) -> list[Option]:
    """Return the differences between neighbours on the lower convex hull of nothing and the options, in order of gain."""
    corners: list[Option] = [(0, 0)]
    for price, gain in sorted(group, key=lambda option: (option[1], -option[0])):
        while len(corners) > 1 and not _turns_up(corners[-2], corners[-1], (price, gain)):
            corners.pop()
        corners.append((price, gain))
    return [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(corners)]


def _turns_up(first: Option, second: Option, third: Option) -> bool:
    return (second[0] - first[0]) * (third[1] - second[1]) < (third[0] - second[0]) * (second[1] - first[1])


def _price_of_a_point(option: Option) -> Fraction:
    return Fraction(option[0], option[1])
