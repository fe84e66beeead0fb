"""Numbers as people read them: a decimal comma in Indonesian, a point in English."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pekppp_rules.errors import Language

_MOST_PLACES = 6


def localised(text: str, lang: Language) -> str:
    """Return a plain decimal number with the decimal mark of `lang`."""
    return text.replace(".", ",") if lang == "id" else text


def decimal_words(value: Decimal, lang: Language) -> str:
    """Return a rounded value with all its places: `4,20`."""
    return localised(f"{value:f}", lang)


def exact_words(value: Fraction, lang: Language) -> str:
    """Return an exact value: as a decimal when that takes at most six places, else as about a decimal with its ratio."""
    for places in range(_MOST_PLACES + 1):
        units, rest = divmod(value.numerator * 10**places, value.denominator)
        if not rest:
            return localised(_plain(units, places), lang)
    near = round(value * 10**_MOST_PLACES)
    return f"≈{localised(_plain(near, _MOST_PLACES), lang)} ({value.numerator}/{value.denominator})"


def near_words(value: Fraction, lang: Language, places: int = 4) -> str:
    """Return a value with at most `places` decimals, marked as about where that is not all of it."""
    if value.numerator * 10**places % value.denominator == 0:
        return exact_words(value, lang)
    return "≈" + localised(_plain(round(value * 10**places), places), lang)


def signed_words(value: Fraction, lang: Language, places: int = 4) -> str:
    """Return a change as `near_words` does, with its sign: `+0,25`, `≈-0,3333`, `0`."""
    words = near_words(value, lang, places)
    if value <= 0:
        return words
    return f"≈+{words[1:]}" if words.startswith("≈") else f"+{words}"


def percent_words(value: Fraction, lang: Language) -> str:
    """Return a share as a percentage with at most two decimals: `24%`, `≈11,11%`."""
    return near_words(value * 100, lang, places=2) + "%"


def _plain(units: int, places: int) -> str:
    digits = str(abs(units)).rjust(places + 1, "0")
    sign = "-" if units < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
