"""How large a whole number can be: a sum of products of what a unit has, such as its evaluators and the numbers it states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod

Product = tuple[str, ...]
"""What is multiplied, in order; nothing is 1."""


@dataclass(frozen=True)
class Bound:
    """A bound on an absolute value. What it is a sum of is at least 0."""

    terms: Mapping[Product, int]
    """By product, how many times it is counted."""

    def __add__(self, other: Bound) -> Bound:
        """Bound a sum, or a difference."""
        return Bound(dict(Counter(self.terms) + Counter(other.terms)))

    def __mul__(self, other: Bound | int) -> Bound:
        """Bound a product."""
        found: Counter[Product] = Counter()
        for names, times in self.terms.items():
            for more, again in (other.terms if isinstance(other, Bound) else {(): other}).items():
                found[tuple(sorted(names + more))] += times * again
        return Bound(dict(found))

    def largest(self, of: Callable[[Product], int | None]) -> int | None:
        """Return the bound where each product is at most what `of` says; None where it does not say it of one."""
        parts = [(of(names), times) for names, times in self.terms.items()]
        known = [(size, times) for size, times in parts if size is not None]
        return sum(map(prod, known)) if len(known) == len(parts) else None

    @property
    def key(self) -> tuple[tuple[Product, int], ...]:
        """The same for equal bounds."""
        return tuple(sorted(self.terms.items()))


def bound_of(most: int, *names: str) -> Bound:
    """Return a bound of `most` times the product of what is named."""
    return Bound({tuple(sorted(names)): most})
