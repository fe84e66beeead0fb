"""Rounding by integer arithmetic."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

_EVERY_DIGIT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Rounds nothing, whatever context the application works in."""


def round_half_up(numerator: int, denominator: int, places: int) -> int:
    """Return numerator / denominator in units of 10^-places, to the nearest, a tie upwards.

    `round_half_up(901, 200, 2)` is 451: 4.505 becomes 4.51. The denominator must be positive.
    """
    scale: int = 10**places
    return (2 * numerator * scale + denominator) // (2 * denominator)


def rounded_half_up(numerator: int, denominator: int, places: int) -> Decimal:
    """Return numerator / denominator rounded half up to that many places: `rounded_half_up(901, 200, 2)` is `Decimal('4.51')`."""
    units = (2 * numerator * 10**places + denominator) // (2 * denominator)
    return Decimal(units).scaleb(-places, _EVERY_DIGIT)


def scaled_decimal(units: int, places: int) -> Decimal:
    """Return units x 10^-places as a Decimal that shows all its places: `Decimal('4.50')`."""
    return Decimal(units).scaleb(-places, _EVERY_DIGIT)
