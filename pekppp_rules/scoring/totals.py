"""What scoring needs of the answers to one form: a count, and a sum for every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import lcm
from operator import itemgetter

from pekppp_rules.submission.model import FormAnswers, SurveyResponses, SurveyTotals


@dataclass(frozen=True, slots=True)
class Totals:
    """The value of row i is sums[i] / count, exactly.

    For evaluators and respondents the count is their number. For means given as decimals it is the common denominator that
    makes them whole.
    """

    count: int
    sums: tuple[int, ...]


def totals_of(answers: FormAnswers, codes: Sequence[str]) -> Totals:
    """Pool the answers to one form: evaluators and respondents are averaged, means are taken as given."""
    if isinstance(answers, tuple):
        return _summed([sheet.scores for sheet in answers], codes)
    if isinstance(answers, SurveyResponses):
        return _summed(answers.responses, codes)
    if isinstance(answers, SurveyTotals):
        return Totals(answers.totals.respondents, _in_order(answers.totals.sums, codes))
    return _scaled(answers.means, codes)


def _summed(rows: Sequence[Mapping[str, int]], codes: Sequence[str]) -> Totals:
    ordered = [_in_order(row, codes) for row in rows]
    return Totals(len(ordered), tuple(map(sum, zip(*ordered, strict=True))))


def _in_order(values: Mapping[str, int], codes: Sequence[str]) -> tuple[int, ...]:
    return itemgetter(*codes)(values) if len(codes) > 1 else (values[codes[0]],)


def _scaled(means: Mapping[str, Decimal], codes: Sequence[str]) -> Totals:
    ratios = [means[code].as_integer_ratio() for code in codes]
    count = lcm(*(denominator for _, denominator in ratios))
    return Totals(count, tuple(numerator * (count // denominator) for numerator, denominator in ratios))
