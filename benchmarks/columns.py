"""Units as columns: at random, or on a bound; what is exactly right for them, and how others score columns.

The oracle multiplies and divides whole numbers of 64 bits with weights of its own and shares no code with the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.instrument import RESPONDENTS, SEED, Data, Instrument
from benchmarks.plain_loop import PlainLoop, half_up

Whole = NDArray[np.integer]
Scored = tuple[Whole, Whole]
"""Of every unit the index in hundredths, and the place of its category from the lowest up."""


@dataclass(frozen=True, eq=False)
class Columns:
    """Units with one evaluator and 20 respondents each."""

    scores: Whole
    """A row a unit, a column an indicator, of eight bits."""
    answers: Whole
    """A row a respondent, those of a unit together, a column a question, of eight bits."""

    def __len__(self) -> int:
        return len(self.scores)

    @property
    def sums(self) -> Whole:
        """The sums of the answers, a row a unit, of eight bits."""
        sums: Whole = self.answers.reshape(len(self), RESPONDENTS, -1).sum(axis=1).astype(np.uint8)
        return sums


def random_columns(instrument: Instrument, units: int) -> Columns:
    """Return units of every quality, their scores spread about the unit's level."""
    random = np.random.default_rng(SEED)
    level = random.uniform(instrument.lowest, instrument.highest, (units, 1))

    def drawn(level: NDArray[np.float64], codes: Sequence[str]) -> Whole:
        spread = np.rint(random.normal(level, 0.9, (len(level), len(codes))))
        return spread.clip(instrument.lowest, instrument.highest).astype(np.int8)

    return Columns(
        drawn(level, instrument.indicator_codes), drawn(level.repeat(RESPONDENTS, axis=0), instrument.question_codes)
    )


def columns_of(instrument: Instrument, submissions: Sequence[Data]) -> Columns:
    """Return submissions as columns."""
    sheets = [data["forms"]["f02"][0]["scores"] for data in submissions]
    rows = [row for data in submissions for row in data["forms"]["f03"]["responses"]]

    def cells(rows: Sequence[Mapping[str, int]], codes: Sequence[str]) -> Whole:
        return np.array([[row[code] for code in codes] for row in rows], dtype=np.int8)

    return Columns(cells(sheets, instrument.indicator_codes), cells(rows, instrument.question_codes))


def submissions_of(instrument: Instrument, columns: Columns, first: int, last: int) -> list[Data]:
    """Return some of the units as parsed submissions hold them: what of a submission is scored, and no more."""
    made: list[Data] = []
    for at in range(first, min(last, len(columns))):
        rows = columns.answers[at * RESPONDENTS : (at + 1) * RESPONDENTS].tolist()
        scores = dict(zip(instrument.indicator_codes, columns.scores[at].tolist(), strict=True))
        responses = [dict(zip(instrument.question_codes, row, strict=True)) for row in rows]
        made.append({"forms": {"f02": [{"scores": scores}], "f03": {"responses": responses}}})
    return made


def exactly(instrument: Instrument, columns: Columns) -> Scored:
    """Return what is right."""
    indicators = [
        instrument.f02_share * instrument.aspects[aspect] * weight / 10_000
        for aspect, weights in instrument.indicators.items()
        for weight in weights.values()
    ]
    groups = instrument.questions
    questions = [
        instrument.f03_share * Fraction(1, len(groups) * len(codes) * RESPONDENTS)
        for codes in groups.values()
        for _ in codes
    ]
    whole = lcm(*(share.denominator for share in (*indicators, *questions)))
    index = columns.scores.astype(np.int64) @ np.array([int(share * whole) for share in indicators])
    index += columns.sums.astype(np.int64) @ np.array([int(share * whole) for share in questions])
    hundredths = (index * 200 + whole) // (2 * whole)
    rising = np.array([bound for _, bound in reversed(instrument.bounds)])
    return hundredths, np.searchsorted(rising, hundredths, side="right") - 1


def letters(instrument: Instrument) -> list[str]:
    """Return the letters of the categories, from the lowest up."""
    return [letter for letter, _ in reversed(instrument.bounds)]


def places(instrument: Instrument, found: Sequence[Any]) -> Whole:
    """Return letters as places from the lowest category up; what is no letter of the instrument is -1."""
    at = {letter: place for place, letter in enumerate(letters(instrument))}
    return np.array([at.get(letter, -1) for letter in found])


def loop_over_sums(instrument: Instrument) -> Callable[[Sequence[int], Sequence[int]], tuple[float, str]]:
    """Return a plain Python loop over the scores and the sums of answers of a unit, in the form's order."""
    loop = PlainLoop(instrument)
    rows = [list(weights.values()) for weights in loop.indicators.values()]
    aspects, groups = list(loop.aspects.values()), [len(codes) for codes in loop.questions.values()]

    def score(scores: Sequence[int], sums: Sequence[int]) -> tuple[float, str]:
        at, f02 = 0, 0.0
        for aspect, weights in zip(aspects, rows, strict=True):
            total = 0.0
            for weight in weights:
                total += weight * scores[at]
                at += 1
            f02 += aspect * total
        at, f03 = 0, 0.0
        for size in groups:
            total = 0.0
            for _ in range(size):
                total += sums[at] / RESPONDENTS
                at += 1
            f03 += total / size
        rounded = half_up(loop.f02_share * f02 + loop.f03_share * f03 / len(groups))
        return rounded, loop.letter(rounded)

    return score


class PlainPandas:
    """How one writes it with pandas: means, products with columns of weights, round, cut."""

    def __init__(self, instrument: Instrument) -> None:
        loop = PlainLoop(instrument)
        self._weights = pd.Series(
            {
                code: loop.f02_share * loop.aspects[aspect] * weight
                for aspect, weights in loop.indicators.items()
                for code, weight in weights.items()
            }
        )
        self._shares = pd.Series(
            {
                code: loop.f03_share / len(loop.questions) / len(codes)
                for codes in loop.questions.values()
                for code in codes
            }
        )
        self._bounds = [*(bound for _, bound in reversed(loop.bounds)), float("inf")]
        self._letters = letters(instrument)

    def from_means(self, scores: pd.DataFrame, means: pd.DataFrame) -> pd.DataFrame:
        """Return rounded index and category by unit."""
        index = (scores[self._weights.index].dot(self._weights) + means[self._shares.index].dot(self._shares)).round(2)
        category = pd.cut(index, self._bounds, right=False, labels=self._letters)
        return pd.DataFrame({"index": index, "category": category})

    def from_answers(self, scores: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
        """Return the same from a row a respondent with the column `unit_id`."""
        return self.from_means(scores, answers.groupby("unit_id")[list(self._shares.index)].mean())
