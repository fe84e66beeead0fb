"""Whole-number arithmetic in expressions: no division decides anything, and nothing reaches 2^53."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import add, and_
from typing import NamedTuple

import narwhals as nw

from pekppp_rules.scoring.category import Bands

SAFE = 2**53 - 1
"""The largest whole number up to which every back end, and every double, keeps all of them apart."""

DECIMAL_PLACES = 6
"""Decimals of a given value that a table carries."""


Narrow = nw.Int16 | nw.Int32 | nw.Int64


def integer(value: nw.Expr) -> nw.Expr:
    """Return the expression as Int64: sums come back as Int128 from DuckDB, lengths as UInt32 from Polars."""
    return value.cast(nw.Int64)


def whole(value: int) -> nw.Expr:
    """Return a whole number that is the same for every row."""
    return nw.lit(value, dtype=nw.Int64)


def rounded_units(numerator: nw.Expr, denominator: nw.Expr, places: int) -> nw.Expr:
    """Return numerator / denominator in units of 10^-places, to the nearest, a tie upwards, as `round_half_up` does.

    The quotient of doubles is a guess, at most one off; comparisons of whole numbers settle it.
    """
    above, below = numerator * (2 * 10**places) + denominator, denominator * 2
    guess = integer((above.cast(nw.Float64) / below.cast(nw.Float64)).round(0))
    return (
        guess
        - nw.when(guess * below > above).then(nw.lit(1)).otherwise(nw.lit(0))
        + nw.when((guess + 1) * below <= above).then(nw.lit(1)).otherwise(nw.lit(0))
    )


def letters(bands: Bands, numerator: nw.Expr, denominator: nw.Expr, units: nw.Expr) -> nw.Expr:
    """Return the letter of the category that numerator / denominator has; `units` is the value as the bands round it."""
    at_least = [
        nw.when(units >= bound if bands.rounded else numerator * bands.unit >= denominator * bound).then(
            nw.lit(category.letter)
        )
        for bound, category in zip(reversed(bands.bounds[1:]), reversed(bands.categories[1:]), strict=True)
    ]
    lowest = nw.when(~units.is_null()).then(nw.lit(bands.categories[0].letter))
    return nw.coalesce(*at_least, lowest) if at_least else lowest


class Term(NamedTuple):
    """A weight, what it weighs as an expression of a type, and the largest absolute value of that."""

    weight: int
    value: Callable[[type[Narrow]], nw.Expr]
    largest: int


def weighted(terms: Sequence[Term]) -> nw.Expr:
    """Return the sum of weight x value, each weight multiplied once, in the narrowest types that hold every sum.

    An engine adds four Int16 while it adds one Int64.
    """
    by_weight: dict[int, list[Term]] = {}
    for term in terms:
        by_weight.setdefault(term.weight, []).append(term)
    whole = narrowest(sum(abs(term.weight) * term.largest for term in terms))
    parts = []
    for weight, some in by_weight.items():
        narrow = narrowest(sum(term.largest for term in some))
        part = folded(add, (term.value(narrow) for term in some))
        part = part if narrow is whole else part.cast(whole)
        parts.append(part if weight == 1 else part * weight)
    return folded(add, parts)


def narrowest(largest: int) -> type[Narrow]:
    """Return the narrowest type of whole numbers, of 16 bits at least, that holds a number and its negative."""
    return nw.Int16 if largest < 2**15 else nw.Int32 if largest < 2**31 else nw.Int64


def all_of(columns: Sequence[str], *conditions: Callable[[nw.Expr], nw.Expr]) -> nw.Expr:
    """Return whether conditions hold in all columns; nothing where one says nothing and none says no.

    Sixteen at a time, for engines join them one after the other, and Spark Connect takes no more than a hundred levels.
    """
    some = [nw.col(*columns[at : at + 16]) for at in range(0, len(columns), 16)]
    parts = [nw.all_horizontal(condition(cells), ignore_nulls=False) for cells in some for condition in conditions]
    return folded(and_, parts)


def folded(operator: Callable[[nw.Expr, nw.Expr], nw.Expr], parts: Iterable[nw.Expr]) -> nw.Expr:
    """Return the parts joined by an operator that may join them in any grouping, in pairs, pairs of pairs and so on.

    One after the other they would nest as deep as there are parts, and Spark Connect takes no more than a hundred levels.
    """
    left = list(parts)
    while len(left) > 1:
        pairs = [operator(one, other) for one, other in zip(left[::2], left[1::2], strict=False)]
        left = pairs + left[len(pairs) * 2 :]
    return left[0]
