"""What every block of a generated package is made of: texts, exact numbers, weights, sources."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from pekppp_rules.reading import Data

Block = dict[str, Data]
"""A mapping of a package file."""

SOURCES = ("INDUK", "EDARAN", "CATATAN")
"""The keys of the sources that generated packages name."""

SELDOM = st.sampled_from((False, False, False, True))
OFTEN = st.sampled_from((True, True, True, False))

_FINEST = 10**6
"""Numbers with more than six decimals are written as ratios."""


def text(indonesian: str, english: str | None = None) -> Block:
    """Return a text in Indonesian, and in English where there is one."""
    return {"id": indonesian} if english is None else {"id": indonesian, "en": english}


def written(value: Fraction) -> int | Decimal | str:
    """Return a number as a package file says it: a whole number, a decimal, or a ratio."""
    if value.denominator == 1:
        return value.numerator
    if _FINEST % value.denominator == 0:
        return Decimal(value.numerator) / Decimal(value.denominator)
    return f"{value.numerator}/{value.denominator}"


_ALTERNATIVE: Block = {"says": text("seperempat", "one quarter"), "source": ["CATATAN"]}
_DISPUTE: Block = {
    "about": text("Bobot", "Weight"),
    "chosen": text("yang di sini", "the one here"),
    "others": [_ALTERNATIVE],
    "reason": text("Lebih baru.", "It is newer."),
}

_NONE: tuple[Block, ...] = ({},) * 8
_PROVENANCE: st.SearchStrategy[Block] = st.sampled_from(
    (
        *_NONE,
        {"source": ["EDARAN"]},
        {"confidence": "single"},
        {"source": ["EDARAN", "CATATAN"], "confidence": "secondary"},
        {"confidence": "unverified", "note": text("Belum diperiksa.", "Not checked yet.")},
        {"source": ["CATATAN"], "disputed": [_DISPUTE]},
    )
)


def provenance(draw: DrawFn) -> Block:
    """Return what a block says of its own about where it comes from: mostly nothing, for that is inherited."""
    return dict(draw(_PROVENANCE))


UNKNOWN: Block = {
    "looked_at": ["INDUK", "EDARAN"],
    "note": text("Tidak disebut di mana pun.", "It is said nowhere."),
}

_FIRST_SHARE = st.integers(1, 20)
_SHARE = st.integers(0, 20)
_WEIGHTS_WRITTEN = st.sampled_from(("whole", "hundredths", "ratios"))


def shares(draw: DrawFn, count: int) -> list[int]:
    """Return whole numbers of which at least one is positive."""
    return [draw(_FIRST_SHARE), *(draw(_SHARE) for _ in range(count - 1))]


def weights(draw: DrawFn, count: int) -> tuple[list[Fraction], Fraction]:
    """Return weights and what they sum to: whole numbers, hundredths (mostly of a sum below 1), or ratios of 1."""
    drawn = shares(draw, count)
    out_of = {"whole": 1, "hundredths": 50 if count < 3 else 100, "ratios": sum(drawn)}[draw(_WEIGHTS_WRITTEN)]
    found = [Fraction(share, out_of) for share in drawn]
    return found, sum(found, Fraction(0))


def weights_of(draw: DrawFn, count: int, total: Fraction) -> list[Fraction]:
    """Return weights that sum to `total`."""
    drawn = shares(draw, count)
    return [total * Fraction(share, sum(drawn)) for share in drawn]


def weight(draw: DrawFn, value: Fraction) -> Data:
    """Return a weight as a bare number, or as a block with what a source prints and where it comes from."""
    if not draw(SELDOM):
        return written(value)
    return {"value": written(value), "printed": Decimal(round(value * 100)) / 100, **provenance(draw)}
