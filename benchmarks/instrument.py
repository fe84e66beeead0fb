"""The instrument of PermenPANRB 29/2022 as plain tables, submissions to it, and what is exactly right for them.

Weights, questions and bounds are taken from the loaded package, so that every side of a benchmark scores the same thing.
The oracle is written with Fraction from these tables and shares no code with the engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import pekppp_rules as pekppp
from pekppp_rules.regulation.model import Mean, RubricForm, SurveyForm, WeightedMean

REGULATION = "permenpanrb_29_2022"
MODE = "luring"
RESPONDENTS = 20
SEED = 29_2022

Data = dict[str, Any]
"""A submission in the shape of a parsed file."""


@dataclass(frozen=True)
class Instrument:
    """What a programmer would type into a module of constants."""

    aspects: Mapping[str, int]
    """Weight of each aspect in F-02, of 100."""
    indicators: Mapping[str, Mapping[str, int]]
    """By aspect, the weight of each indicator in it, of 100."""
    questions: Mapping[str, tuple[str, ...]]
    """By aspect, the questions of F-03."""
    f02_share: Fraction
    f03_share: Fraction
    conversion: int
    """Points of the 0-100 scale for one point of the index."""
    bounds: tuple[tuple[str, int], ...]
    """Letter and lower bound in hundredths, the highest first."""
    lowest: int
    highest: int

    @property
    def indicator_codes(self) -> list[str]:
        return [code for weights in self.indicators.values() for code in weights]

    @property
    def question_codes(self) -> list[str]:
        return [code for codes in self.questions.values() for code in codes]


@dataclass(frozen=True)
class Outcome:
    """The index in hundredths, and its category."""

    index: int
    letter: str


def read_instrument() -> Instrument:
    """Return the tables of the package that ships with the library."""
    package = pekppp.load(REGULATION).package
    nodes = {node.id: node for node in package.index.nodes}
    top, f02, f03, converted = nodes["ipp"], nodes["f02"], nodes["f03"], nodes["ipp_100"]
    assert isinstance(top, WeightedMean)
    assert isinstance(f02, WeightedMean)
    assert isinstance(f03, Mean)
    assert converted.kind == "linear"
    forms = {form.form: form for form in package.forms if form.variant is None or form.variant.value == MODE}
    rubric, survey = forms["f02"], forms["f03"]
    assert isinstance(rubric, RubricForm)
    assert isinstance(survey, SurveyForm)
    shares = {part.node: part.weight.value / top.out_of for part in top.parts}
    return Instrument(
        aspects={part.node.removeprefix("f02."): int(part.weight.value) for part in f02.parts},
        indicators={
            aspect.aspect: {row.code: int(row.weight.value) for row in aspect.indicators if row.weight is not None}
            for aspect in rubric.aspects
        },
        questions={aspect.aspect: tuple(row.code for row in aspect.questions) for aspect in survey.aspects},
        f02_share=shares["f02"],
        f03_share=shares["f03"],
        conversion=int(converted.times),
        bounds=tuple((category.letter, int(category.from_ * 100)) for category in package.table("ipp").categories),
        lowest=rubric.scale.lowest,
        highest=rubric.scale.highest,
    )


def random_submissions(instrument: Instrument, count: int, seed: int = SEED) -> list[Data]:
    """Return units of every quality: one evaluator and 20 respondents each, their scores spread about the unit's level."""
    random = Random(seed)

    def row(codes: Sequence[str], level: float) -> dict[str, int]:
        drawn = ((code, round(random.gauss(level, 0.9))) for code in codes)
        return {code: min(max(score, instrument.lowest), instrument.highest) for code, score in drawn}

    made: list[Data] = []
    for number in range(count):
        level = random.uniform(instrument.lowest, instrument.highest)
        scores = row(instrument.indicator_codes, level)
        made.append(_submission(number, scores, [row(instrument.question_codes, level) for _ in range(RESPONDENTS)]))
    return made


def submissions_on_a_bound(instrument: Instrument, count: int, seed: int = SEED) -> list[Data]:
    """Return units whose exact index lies half a hundredth below a category's bound, so that it is rounded up to it.

    F-02 is drawn until what is left for F-03 can be reached by its respondents; then their answers are laid out to reach it.
    """
    random = Random(seed)
    made: list[Data] = []
    while len(made) < count:
        bound = random.choice([bound for _, bound in instrument.bounds if bound > 0])
        target = Fraction(2 * bound - 1, 200)
        level = float(target)
        scores = {
            code: min(max(round(random.gauss(level, 0.9)), instrument.lowest), instrument.highest)
            for code in instrument.indicator_codes
        }
        wanted = (target - instrument.f02_share * _weighted(instrument, scores)) / instrument.f03_share
        sums = _survey_sums(instrument, wanted)
        if sums is not None:
            made.append(_submission(len(made), scores, _responses(instrument, sums, random)))
    return made


def _submission(number: int, scores: dict[str, int], responses: list[dict[str, int]]) -> Data:
    return {
        "regulation": REGULATION,
        "unit": {"name": f"Unit {number}", "agency": "Kota Contoh", "mode": MODE},
        "period": {"year": 2022, "scheme": "mandiri"},
        "forms": {"f02": [{"evaluator": "Evaluator 1", "scores": scores}], "f03": {"responses": responses}},
    }


def _weighted(instrument: Instrument, scores: Mapping[str, int]) -> Fraction:
    points = sum(
        instrument.aspects[aspect] * weight * scores[code]
        for aspect, weights in instrument.indicators.items()
        for code, weight in weights.items()
    )
    return Fraction(points, 10_000)


def _survey_sums(instrument: Instrument, wanted: Fraction) -> dict[str, int] | None:
    """Return by aspect the sum of all answers that makes F-03 exactly `wanted`, or None where there is none nearby."""
    steps = {aspect: Fraction(1, len(codes) * RESPONDENTS) for aspect, codes in instrument.questions.items()}
    sums = {aspect: int(wanted / step) for aspect, step in steps.items()}
    missing = wanted * len(steps) - sum(sums[aspect] * step for aspect, step in steps.items())
    threes, fours = steps["b"], steps["a"]  # the aspects of three and of four questions
    for change in range(-8, 9):
        rest = (missing - change * threes) / fours
        if rest.denominator == 1:
            sums["b"] += change
            sums["a"] += int(rest)
            possible = all(0 <= total <= instrument.highest / steps[aspect] for aspect, total in sums.items())
            return sums if possible else None
    return None


def _responses(instrument: Instrument, sums: Mapping[str, int], random: Random) -> list[dict[str, int]]:
    responses: list[dict[str, int]] = [{} for _ in range(RESPONDENTS)]
    for aspect, codes in instrument.questions.items():
        places = [(row, code) for row in responses for code in codes]
        each, more = divmod(sums[aspect], len(places))
        raised = set(random.sample(range(len(places)), more))
        for at, (row, code) in enumerate(places):
            row[code] = each + (at in raised)
    return responses


def exact_nodes(instrument: Instrument, data: Data) -> dict[str, Fraction]:
    """Return every node of the index by its id in the package, exactly."""
    sheets = [sheet["scores"] for sheet in data["forms"]["f02"]]
    responses = data["forms"]["f03"]["responses"]
    found = {f"f02.{code}": _mean([sheet[code] for sheet in sheets]) for code in instrument.indicator_codes}
    found |= {f"f03.{code}": _mean([row[code] for row in responses]) for code in instrument.question_codes}
    for aspect, weights in instrument.indicators.items():
        found[f"f02.{aspect}"] = sum(
            (Fraction(weight, 100) * found[f"f02.{code}"] for code, weight in weights.items()), Fraction(0)
        )
    for aspect, codes in instrument.questions.items():
        found[f"f03.{aspect}"] = _mean([found[f"f03.{code}"] for code in codes])
    found["f02"] = sum(
        (Fraction(weight, 100) * found[f"f02.{aspect}"] for aspect, weight in instrument.aspects.items()), Fraction(0)
    )
    found["f03"] = _mean([found[f"f03.{aspect}"] for aspect in instrument.questions])
    found["ipp"] = instrument.f02_share * found["f02"] + instrument.f03_share * found["f03"]
    found["ipp_100"] = instrument.conversion * found["ipp"]
    return found


def exact_outcome(instrument: Instrument, data: Data) -> Outcome:
    """Return the index and the category that are right."""
    index = hundredths(exact_nodes(instrument, data)["ipp"])
    return Outcome(index, next(letter for letter, bound in instrument.bounds if index >= bound))


def hundredths(value: Fraction) -> int:
    """Round to hundredths, a tie upwards."""
    whole, rest = divmod(value.numerator * 100, value.denominator)
    return whole + (2 * rest >= value.denominator)


def _mean(values: Sequence[Fraction | int]) -> Fraction:
    return sum(map(Fraction, values), Fraction(0)) / len(values)
