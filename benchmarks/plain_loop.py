"""The instrument as a programmer types it into an application: floats, loops, no checks, nothing kept but the answer."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import floor

from benchmarks.instrument import Data, Instrument, Outcome

Kept = dict[str, tuple[float, float]]
"""By node, its value and the value rounded to two places."""


class PlainLoop:
    """The tables as floats, and the loops over them."""

    def __init__(self, instrument: Instrument) -> None:
        self.aspects = {aspect: weight / 100 for aspect, weight in instrument.aspects.items()}
        self.indicators = {
            aspect: {code: weight / 100 for code, weight in weights.items()}
            for aspect, weights in instrument.indicators.items()
        }
        self.questions = instrument.questions
        self.f02_share = float(instrument.f02_share)
        self.f03_share = float(instrument.f03_share)
        self.conversion = instrument.conversion
        self.bounds = [(letter, bound / 100) for letter, bound in instrument.bounds]
        self.codes = instrument.indicator_codes, instrument.question_codes
        self.scale = instrument.lowest, instrument.highest

    def index(self, data: Data) -> float:
        """Return the index, not rounded."""
        sheets = data["forms"]["f02"]
        responses = data["forms"]["f03"]["responses"]
        f02 = 0.0
        for aspect, aspect_weight in self.aspects.items():
            total = 0.0
            for code, weight in self.indicators[aspect].items():
                total += weight * sum([sheet["scores"][code] for sheet in sheets]) / len(sheets)
            f02 += aspect_weight * total
        f03 = 0.0
        for codes in self.questions.values():
            total = 0.0
            for code in codes:
                total += sum([row[code] for row in responses]) / len(responses)
            f03 += total / len(codes)
        f03 /= len(self.questions)
        return self.f02_share * f02 + self.f03_share * f03

    def score(self, data: Data) -> tuple[float, str]:
        """Return the index rounded to two places, and its category."""
        rounded = half_up(self.index(data))
        return rounded, self.letter(rounded)

    def generator_score(self, data: Data) -> tuple[float, str]:
        """Do what `score` does in the shortest writing: generator expressions instead of lists."""
        sheets = data["forms"]["f02"]
        responses = data["forms"]["f03"]["responses"]
        f02 = sum(
            aspect_weight
            * sum(
                weight * sum(sheet["scores"][code] for sheet in sheets) / len(sheets)
                for code, weight in self.indicators[aspect].items()
            )
            for aspect, aspect_weight in self.aspects.items()
        )
        f03 = sum(
            sum(sum(row[code] for row in responses) / len(responses) for code in codes) / len(codes)
            for codes in self.questions.values()
        ) / len(self.questions)
        rounded = half_up(self.f02_share * f02 + self.f03_share * f03)
        return rounded, self.letter(rounded)

    def nested_score(self, data: Data) -> tuple[float, str]:
        """Do what `score` does in the quickest writing: nothing but nested loops and additions."""
        sheets = data["forms"]["f02"]
        responses = data["forms"]["f03"]["responses"]
        f02 = 0.0
        for sheet in sheets:
            scores = sheet["scores"]
            for aspect, aspect_weight in self.aspects.items():
                total = 0.0
                for code, weight in self.indicators[aspect].items():
                    total += weight * scores[code]
                f02 += aspect_weight * total
        f03 = 0.0
        for codes in self.questions.values():
            answers = 0
            for code in codes:
                for row in responses:
                    answers += row[code]
            f03 += answers / len(codes)
        f03 /= len(responses) * len(self.questions)
        rounded = half_up(self.f02_share * f02 / len(sheets) + self.f03_share * f03)
        return rounded, self.letter(rounded)

    def checked_score(self, data: Data) -> tuple[float, str]:
        """Do what `score` does, after making sure that every answer is there and on the scale."""
        indicators, questions = self.codes
        lowest, highest = self.scale
        for codes, rows in (
            (indicators, [sheet["scores"] for sheet in data["forms"]["f02"]]),
            (questions, data["forms"]["f03"]["responses"]),
        ):
            for row in rows:
                if len(row) != len(codes):
                    raise ValueError("answers are missing or unknown")
                for code in codes:
                    if not lowest <= row[code] <= highest:
                        raise ValueError(f"{code} is not on the scale")
        return self.score(data)

    def letter(self, rounded: float) -> str:
        """Return the category of a rounded index."""
        return next(letter for letter, bound in self.bounds if rounded >= bound)

    def every_node(self, data: Data) -> tuple[Kept, str]:
        """Return every node with its rounded value, and the category of the index."""
        sheets = data["forms"]["f02"]
        responses = data["forms"]["f03"]["responses"]
        kept: Kept = {}
        f02 = 0.0
        for aspect, aspect_weight in self.aspects.items():
            total = 0.0
            for code, weight in self.indicators[aspect].items():
                value = sum([sheet["scores"][code] for sheet in sheets]) / len(sheets)
                kept[f"f02.{code}"] = value, half_up(value)
                total += weight * value
            kept[f"f02.{aspect}"] = total, half_up(total)
            f02 += aspect_weight * total
        f03 = 0.0
        for aspect, codes in self.questions.items():
            total = 0.0
            for code in codes:
                value = sum([row[code] for row in responses]) / len(responses)
                kept[f"f03.{code}"] = value, half_up(value)
                total += value
            mean = total / len(codes)
            kept[f"f03.{aspect}"] = mean, half_up(mean)
            f03 += mean
        f03 /= len(self.questions)
        index = self.f02_share * f02 + self.f03_share * f03
        for name, value in (("f02", f02), ("f03", f03), ("ipp", index), ("ipp_100", index * self.conversion)):
            kept[name] = value, half_up(value)
        return kept, self.letter(kept["ipp"][1])


def half_up(value: float) -> float:
    """Round to two places the quick way."""
    return floor(value * 100 + 0.5) / 100


def half_up_decimal(value: float) -> float:
    """Round to two places by way of the decimal that Python prints."""
    return float(Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def outcome(scored: tuple[float, str]) -> Outcome:
    """Return the result of a side that counts in floats, in hundredths."""
    index, letter = scored
    return Outcome(round(index * 100), letter)
