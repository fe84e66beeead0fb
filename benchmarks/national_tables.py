"""Tables of many units made with numpy, and what is exactly right for them in whole numbers.

Weights, questions and bounds are those of the package, read by `instrument`; nothing of the engine is used. Every whole number
here is far below 2^63: numerators stay under 10^8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import lcm
from typing import Any

import numpy as np
import polars as pl

from benchmarks.instrument import MODE, Instrument

Whole = Any
"""An array of int64."""

MOST_RESPONDENTS = 5


@dataclass(frozen=True)
class Tables:
    """A table of assessments and one of responses, with the exact index of each unit as numerator over denominator."""

    assessments: pl.DataFrame
    responses: pl.DataFrame
    numerators: Whole
    denominators: Whole


@dataclass(frozen=True)
class Scales:
    """The index in whole numbers: (f02 x respondents + f03) / (denominator x respondents)."""

    f02: Mapping[str, int]
    """What one point of an indicator adds."""
    f03: Mapping[str, int]
    """By aspect, what one point of one of its questions adds."""
    denominator: int


def scales_of(instrument: Instrument) -> Scales:
    """Return the weights of the instrument over one denominator."""
    shares = instrument.f02_share, instrument.f03_share
    f02 = {
        code: shares[0] * instrument.aspects[aspect] * weight / 10_000
        for aspect, weights in instrument.indicators.items()
        for code, weight in weights.items()
    }
    f03 = {aspect: shares[1] / len(instrument.questions) / len(codes) for aspect, codes in instrument.questions.items()}
    denominator = lcm(*(share.denominator for share in (*f02.values(), *f03.values())))
    return Scales(
        {code: int(share * denominator) for code, share in f02.items()},
        {aspect: int(share * denominator) for aspect, share in f03.items()},
        denominator,
    )


def random_tables(instrument: Instrument, units: int, respondents: int | None, random: np.random.Generator) -> Tables:
    """Return units of every quality, with as many respondents each, or one to five of them."""
    counts = _counts(units, respondents, random)
    level = random.uniform(instrument.lowest, instrument.highest, units)
    scores = _about(level, len(instrument.indicator_codes), instrument, random)
    answers = _about(np.repeat(level, counts), len(instrument.question_codes), instrument, random)
    return _tables(instrument, scores, answers, counts)


def tables_on_a_bound(instrument: Instrument, units: int, random: np.random.Generator) -> Tables:
    """Return units whose exact index lies as near as their answers allow to half a hundredth below a category's bound.

    Where it lies exactly there the index is rounded up to the bound; a hair below it is not.
    """
    scales, counts = scales_of(instrument), _counts(units, None, random)
    bounds = np.array([bound for _, bound in instrument.bounds if bound > 0])
    target = 2 * bounds[random.integers(len(bounds), size=units)] - 1
    level = target / 200
    scores = _about(level, len(instrument.indicator_codes), instrument, random)
    weights = np.array([scales.f02[code] for code in instrument.indicator_codes])
    left = target * scales.denominator * counts // 200 - (scores @ weights) * counts
    answers = np.empty((int(counts.sum()), len(instrument.question_codes)), dtype=np.int8)
    finest_last = sorted(instrument.questions, key=lambda aspect: -scales.f03[aspect])
    for at, aspect in enumerate(finest_last):
        codes = instrument.questions[aspect]
        rest = sum(scales.f03[other] * len(instrument.questions[other]) for other in finest_last[at:])
        highest = instrument.highest * len(codes) * counts
        # Each aspect takes its part of what is left; the last ones, whose steps are finest, take up the remainders.
        points = np.clip(left * len(codes) // rest, 0, highest)
        left = left - points * scales.f03[aspect]
        _lay_out(answers, [instrument.question_codes.index(code) for code in codes], points, counts)
    return _tables(instrument, scores, answers, counts)


def _lay_out(answers: Whole, columns: list[int], points: Whole, counts: Whole) -> None:
    """Spread the points of each unit over the answers of its respondents to some questions."""
    each, more = np.divmod(points, counts * len(columns))
    row = np.arange(len(answers)) - np.repeat(np.cumsum(counts) - counts, counts)
    for place, column in enumerate(columns):
        answers[:, column] = np.repeat(each, counts) + (row * len(columns) + place < np.repeat(more, counts))


def _counts(units: int, respondents: int | None, random: np.random.Generator) -> Whole:
    if respondents is not None:
        return np.full(units, respondents)
    return random.integers(1, MOST_RESPONDENTS + 1, units)


def _about(level: Any, columns: int, instrument: Instrument, random: np.random.Generator) -> Whole:
    drawn = random.standard_normal((len(level), columns), dtype=np.float32) * np.float32(0.9) + level[:, None]
    return np.clip(np.rint(drawn), instrument.lowest, instrument.highest).astype(np.int8)


def _tables(instrument: Instrument, scores: Whole, answers: Whole, counts: Whole) -> Tables:
    units = np.arange(len(counts))
    scored = {code: scores[:, at] for at, code in enumerate(instrument.indicator_codes)}
    answered = {code: answers[:, at] for at, code in enumerate(instrument.question_codes)}
    scales = scales_of(instrument)
    f02 = sum(scored[code].astype(np.int64) * weight for code, weight in scales.f02.items())
    f03 = sum(
        answered[code].astype(np.int64) * scales.f03[aspect]
        for aspect, codes in instrument.questions.items()
        for code in codes
    )
    pooled = np.add.reduceat(f03, np.cumsum(counts) - counts)
    return Tables(
        pl.DataFrame({"unit_id": units, **scored}).with_columns(pl.lit(MODE).alias("mode")),
        pl.DataFrame({"unit_id": np.repeat(units, counts), **answered}),
        f02 * counts + pooled,
        scales.denominator * counts,
    )


def right_hundredths(tables: Tables) -> Whole:
    """Return the index in hundredths, a tie upwards: the floor of index x 100 + 1/2, in whole numbers."""
    return (200 * tables.numerators + tables.denominators) // (2 * tables.denominators)


def right_letters(instrument: Instrument, hundredths: Whole) -> Any:
    """Return the letters of the categories."""
    upwards = sorted(instrument.bounds, key=lambda bound: bound[1])
    at = np.searchsorted([bound for _, bound in upwards], hundredths, side="right") - 1
    return np.array([letter for letter, _ in upwards])[at]


def on_a_tie(tables: Tables) -> int:
    """Return how many units lie exactly half-way between two hundredths."""
    return int(np.count_nonzero((200 * tables.numerators + tables.denominators) % (2 * tables.denominators) == 0))
