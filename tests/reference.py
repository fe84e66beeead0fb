"""An independent reference: PermenPANRB 29/2022 in a few lines of Fraction. It never imports the engine.

The tables are written out here from the fact sheets, not read from the package, so that a slip in either shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

ASPECTS = {"a": 24, "b": 25, "c": 18, "d": 11, "e": 10, "f": 12}

INDICATORS = {
    "a": {
        "1.a.Ak": 17,
        "2.a.P": 14,
        "3.a.T": 7,
        "4.a.K": 14,
        "5.a.K": 10,
        "6.a.B": 17,
        "7.a.T": 7,
        "8.a.Ak": 7,
        "9.a.Ak": 7,
    },
    "b": {"10.b.As": 10, "11.b.K": 20, "12.b.Ak": 20, "13.b.K": 20, "14.b.K": 30},
    "c": {"15.c.K": 15, "16.c.As": 23, "17.c.As": 20, "18.c.K": 20, "19.c.As": 11, "20.c.B": 11},
    "d": {"21.d.T": 30, "22.d.B": 20, "23.d.As": 20, "24.d.T": 30},
    "e": {"25.e.P": 20, "26.e.P": 25, "27.e.Ak": 25, "28.e.Ak": 30},
    "f": {"29.f.B": 50, "30.f.B": 50},
}

QUESTIONS = {
    "a": ["1.a.K1", "2.a.K1", "3.a.K1", "4.a.K1"],
    "b": ["5.b.Ak", "6.b.Ak", "7.b.Ak"],
    "c": ["8.c.As", "9.c.K", "10.c.As", "11.c.As"],
    "d": ["12.d.T", "14.d.T"],
    "e": ["15.e.K"],
}

CATEGORIES = [
    ("A", 451),
    ("A-", 401),
    ("B", 351),
    ("B-", 301),
    ("C", 251),
    ("C-", 201),
    ("D", 151),
    ("E", 101),
    ("F", 0),
]

INDICATOR_CODES = [code for rows in INDICATORS.values() for code in rows]
QUESTION_CODES = [code for codes in QUESTIONS.values() for code in codes]


def mean(values: Sequence[Fraction | int]) -> Fraction:
    return sum(map(Fraction, values), Fraction(0)) / len(values)


def nodes(sheets: Sequence[Mapping[str, int]], answers: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return every node down to the aspects from evaluators' scores and the mean answer to each question."""
    found: dict[str, Fraction] = {}
    for aspect, rows in INDICATORS.items():
        points = sum(weight * sheet[code] for sheet in sheets for code, weight in rows.items())
        found[f"f02.{aspect}"] = Fraction(points, 100 * len(sheets))
    for aspect, codes in QUESTIONS.items():
        found[f"f03.{aspect}"] = mean([answers[code] for code in codes])
    found["f02"] = sum(
        (Fraction(weight, 100) * found[f"f02.{aspect}"] for aspect, weight in ASPECTS.items()), Fraction(0)
    )
    found["f03"] = mean([found[f"f03.{aspect}"] for aspect in QUESTIONS])
    found["ipp"] = Fraction(3, 4) * found["f02"] + Fraction(1, 4) * found["f03"]
    found["ipp_100"] = found["ipp"] * 20
    return found


def hundredths(value: Fraction) -> int:
    """Round to hundredths, to nearest, a tie upwards, by long division."""
    whole, rest = divmod(value.numerator * 100, value.denominator)
    return whole + (1 if 2 * rest >= value.denominator else 0)


def letter(index: Fraction) -> str:
    return next(name for name, bound in CATEGORIES if hundredths(index) >= bound)
