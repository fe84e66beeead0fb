"""Numbers are what was written: whole numbers as int, others as Decimal, ratios as Fraction; never a float."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

MOST_DIGITS = 15
"""Digits a number in a file may have. Fifteen is what a double carries too, so every JSON reader sees the same number."""

_RATIO = re.compile(r"-?[0-9]{1,15}(/[0-9]{1,15})?\Z")
_FURTHEST = 1_000
"""Powers of ten a Decimal given from Python may reach; beyond it an exact fraction would only fill memory."""


def number_written(text: str) -> int | Decimal | None:
    """Return the number that `text` (a decimal literal) writes, or None when it is too long or too large to be one.

    `4.0` and `4e0` are the whole number 4.
    """
    if len(text) <= MOST_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    if len(text) > 4 * MOST_DIGITS:
        return None
    try:
        sign, figures, exponent = Decimal(text).as_tuple()
    except InvalidOperation:
        return None
    if not isinstance(exponent, int):
        return None
    while len(figures) > 1 and figures[-1] == 0:
        figures, exponent = figures[:-1], exponent + 1
    if figures == (0,):
        return 0
    if len(figures) > MOST_DIGITS or len(figures) + exponent > MOST_DIGITS or exponent < -MOST_DIGITS:
        return None
    value = Decimal((sign, figures, exponent))
    return int(value) if exponent >= 0 else value


def fits_a_file(value: int | Decimal) -> bool:
    """Return whether a file can hold the number, which data from Python need not respect: finite, at most fifteen digits."""
    return number_written(str(value)) is not None if isinstance(value, Decimal) else abs(value) < 10**MOST_DIGITS


def to_exact(value: object) -> Fraction:
    """Return an int, a Decimal, a Fraction or a ratio written as text (`"1/9"`) as a Fraction.

    Raises ValueError for anything else; floats and booleans are refused.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > _FURTHEST:
            raise ValueError("not an exact number")
        return Fraction(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and _RATIO.match(value):
        numerator, _, denominator = value.partition("/")
        if not denominator:
            return Fraction(int(numerator))
        if int(denominator):
            return Fraction(int(numerator), int(denominator))
    raise ValueError("not an exact number")


def exact_text(value: Fraction) -> str:
    """Return `value` in lowest terms: `"111/1000"`, or `"4"` for a whole number."""
    try:
        return str(value)
    except ValueError:  # more digits than Python writes of an int; Decimal writes any number
        parts = (value.numerator, value.denominator)
        return "/".join(str(Decimal(part)) for part in parts if part is value.numerator or part != 1)
