"""Whole-number arithmetic in expressions: no division decides anything, and nothing reaches 2^53."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import add

import narwhals as nw

from pekppp_rules.scoring.category import Bands

SAFE = 2**53 - 1
"""The largest whole number up to which every back end, and every double, keeps all of them apart."""

DECIMAL_PLACES = 6
"""Decimals of a given value that a table carries."""


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


def weighted(terms: Sequence[tuple[int, nw.Expr]]) -> nw.Expr:
    """Return the sum of weight x value, each weight multiplied once."""
    by_weight: dict[int, list[nw.Expr]] = {}
    for weight, value in terms:
        by_weight.setdefault(weight, []).append(value)
    sums = {weight: folded(add, values) for weight, values in by_weight.items()}
    return folded(add, (value if weight == 1 else value * weight for weight, value in sums.items()))


def folded(operator: Callable[[nw.Expr, nw.Expr], nw.Expr], parts: Iterable[nw.Expr]) -> nw.Expr:
    """Return the parts joined by an operator that may join them in any grouping, in pairs, pairs of pairs and so on.

    One after the other they would nest as deep as there are parts, and Spark Connect takes no more than a hundred levels.
    """
    left = list(parts)
    while len(left) > 1:
        pairs = [operator(one, other) for one, other in zip(left[::2], left[1::2], strict=False)]
        left = pairs + left[len(pairs) * 2 :]
    return left[0]
