"""A package written back as its author would have written it: plain data with numbers as int, Decimal or ratio."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from pekppp_rules.reading.numbers import MOST_DIGITS
from pekppp_rules.regulation.model import Package


def authored(package: Package) -> dict[str, Any]:
    """Return the sections of a package as plain data, every block with its own source and confidence.

    A file of rules has those of its first rule at its head, where an author would write them.
    """
    plain: dict[str, Any] = _plain(package)
    for file in plain.get("rules", ()):
        first = file["rules"][0]
        file.update(source=first["source"], confidence=first["confidence"])
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {
            field.alias or name: _plain(inside)
            for name, field in type(value).model_fields.items()
            if (inside := getattr(value, name)) is not None
            and (field.is_required() or inside != field.get_default(call_default_factory=True))
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return number_as_written(value) if isinstance(value, Fraction) else value


def number_as_written(value: Fraction) -> int | Decimal | str:
    """Return a whole number, a decimal of at most 15 digits, or a ratio as text."""
    if value.denominator == 1:
        return value.numerator
    for places in range(1, MOST_DIGITS + 1):
        scaled = value * 10**places
        if scaled.denominator == 1 and len(str(abs(scaled.numerator))) <= MOST_DIGITS:
            return Decimal(scaled.numerator).scaleb(-places)
    return f"{value.numerator}/{value.denominator}"
